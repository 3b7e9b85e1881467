//! Dates as the database keeps them: `YYYY-MM-DD HH:MM:SS` in UTC, compared as text.

use jiff::civil::DateTime;

/// Prints a UTC second.
pub fn print(second: i64) -> String {
    crate::woocommerce::dates::naive(second).replacen('T', " ", 1)
}

/// Reads a date of a filter. What follows the seconds, an offset above all, is passed over, as by the database; a date alone is its
/// midnight. `None` for what is no date.
pub fn parse(text: &str) -> Option<i64> {
    let date = text.get(..19).unwrap_or(text).replacen(['T', 't'], " ", 1);
    let whole = if date.len() == 10 { format!("{date} 00:00:00") } else { date };
    let civil = DateTime::strptime("%Y-%m-%d %H:%M:%S", &whole).ok()?;
    jiff::tz::Offset::UTC.to_timestamp(civil).ok().map(|instant| instant.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_passed_over() {
        let second = parse("2026-11-22 00:12:23").unwrap();
        assert_eq!(print(second), "2026-11-22 00:12:23");
        for same in ["2026-11-22T00:12:23Z", "2026-11-22T00:12:23+01:00", "2026-11-22 00:12:23.5"] {
            assert_eq!(parse(same), Some(second), "{same}");
        }
        assert_eq!(parse("2026-11-22").map(print).as_deref(), Some("2026-11-22 00:00:00"));
        assert_eq!((parse("yesterday"), parse("")), (None, None));
    }
}
