//! Dates as the reader's language writes them (patterns of the Unicode CLDR); amounts and quantities are `domain`'s.

pub use domain::format::{money, quantity};
use domain::words::Words;
use fluent_bundle::FluentValue;
use jiff::{
    Timestamp,
    tz::{Offset, TimeZone},
};

/// A shop's time zone: an IANA name or a fixed offset (`+02:00`); UTC where it is neither.
#[must_use]
pub fn time_zone(name: &str) -> TimeZone {
    let name = name.trim();
    TimeZone::get(name).ok().or_else(|| Some(TimeZone::fixed(fixed_offset(name)?))).unwrap_or(TimeZone::UTC)
}

/// An offset as shops write it: `+02:00`, `-5`, `−03:30`.
fn fixed_offset(text: &str) -> Option<Offset> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let rest = text.trim_start_matches(['+', '-', '−']);
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes))
        .then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())
        .flatten()
}

/// The day of an instant in a time zone: "22 listopada 2026".
#[must_use]
pub fn date(words: &Words, instant: Timestamp, zone: &TimeZone) -> String {
    let day = instant.to_zoned(zone.clone()).date();
    let month = words.get(&format!("slip-month-{}", day.month()));
    words.with(
        "slip-date",
        &[
            ("day", FluentValue::from(i64::from(day.day()))),
            ("month", FluentValue::from(month)),
            ("year", FluentValue::from(day.year().to_string())),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::words::Language;

    #[test]
    fn dates_are_those_of_the_shop_in_its_language() {
        let late = "2026-11-22T23:30:00Z".parse().unwrap();
        for (language, zone, written) in [
            (Language::En, "UTC", "22 November 2026"),
            (Language::Nl, "Europe/Amsterdam", "23 november 2026"),
            (Language::Pl, "America/New_York", "22 listopada 2026"),
            (Language::De, "+02:00", "23. November 2026"),
            (Language::Nb, "-05:30", "22. november 2026"),
            (Language::Fr, "no such zone", "22 novembre 2026"),
        ] {
            assert_eq!(date(&Words::new(language), late, &time_zone(zone)), written);
        }
        let first = "2027-01-01T12:00:00Z".parse().unwrap();
        assert_eq!(date(&Words::new(Language::Fr), first, &TimeZone::UTC), "1er janvier 2027");
    }
}
