//! Dates as WordPress prints and reads them: whole seconds, no zone, `YYYY-MM-DDTHH:MM:SS`.

use std::fmt::Write as _;

use jiff::civil::DateTime;

/// Prints seconds since 1970 as a date without a zone. Pass local seconds for a site's own time.
pub fn naive(second: i64) -> String {
    let mut text = String::with_capacity(19);
    write_naive(second, &mut text);
    text
}

/// Appends what [`naive`] gives. Written out because a page of orders prints eight hundred of them.
pub fn write_naive(second: i64, out: &mut String) {
    let (days, time) = (second.div_euclid(86_400), second.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    // Writing to a String cannot fail.
    let _ = write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
}

/// Days since 1970 as year, month and day of the Gregorian calendar, counting years from March so that the leap day is last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // since 0000-03-01
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// A date in a request: its wall time in seconds, and its offset in seconds where it named one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The wall time, as seconds since 1970 on that wall.
    pub wall: i64,
    /// Seconds east of Greenwich.
    pub offset: Option<i64>,
}

/// Reads a date of a request; `None` for what WordPress calls an invalid date, such as a date without a time.
pub fn parse(text: &str) -> Option<Asked> {
    let (date, zone) = match text.get(19..) {
        Some(rest) => (text.get(..19)?, rest),
        None => return None,
    };
    let separator = date.as_bytes().get(10)?;
    if !matches!(separator, b'T' | b't' | b' ') {
        return None;
    }
    let civil: DateTime = date.replacen([' ', 't'], "T", 1).parse().ok()?;
    let wall = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?.as_second();
    let zone = match zone.strip_prefix('.') {
        Some(rest) => rest.trim_start_matches(|sign: char| sign.is_ascii_digit()),
        None => zone,
    };
    let offset = match zone {
        "" => None,
        "Z" => Some(0),
        // A plus that was not encoded arrives as a space.
        _ => Some(offset(&zone.replacen(' ', "+", 1))?),
    };
    Some(Asked { wall, offset })
}

fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':').unwrap_or((zone.get(1..)?, "0"));
    Some(sign * (hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_every_day_of_four_centuries_as_jiff_does() {
        for day in (-10_000..140_000).step_by(7) {
            let second = day * 86_400 + 12_345;
            let expected = jiff::Timestamp::from_second(second).unwrap().strftime("%Y-%m-%dT%H:%M:%S").to_string();
            assert_eq!(naive(second), expected);
        }
    }

    #[test]
    fn reads_what_wordpress_reads() {
        let at = |text| parse(text).map(|asked| (naive(asked.wall), asked.offset));
        let date = "2026-11-01T00:00:00".to_owned();
        assert_eq!(at("2026-11-01T00:00:00"), Some((date.clone(), None)));
        assert_eq!(at("2026-11-01 00:00:00"), Some((date.clone(), None)));
        assert_eq!(at("2026-11-01T00:00:00Z"), Some((date.clone(), Some(0))));
        assert_eq!(at("2026-11-01T00:00:00.250+02:00"), Some((date.clone(), Some(7200))));
        assert_eq!(at("2026-11-01T00:00:00 02:00"), Some((date, Some(7200))));
        for wrong in ["2026-11-01", "yesterday", "2026-13-01T00:00:00", "2026-11-01T00:00:00X"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
