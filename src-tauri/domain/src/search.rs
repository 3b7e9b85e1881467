//! What is typed into the search field, read into terms.
//!
//! `-status:cancelled paid:no dabrow total>100 date:2026-11` is four terms that must all hold. Words match from their
//! start, folded ([`crate::fold`]), in any order, over everything the replica indexes; a quoted "linen apron" must
//! stand together. A token or word with `-` before it must not hold. A token with several values (`status:a,b`) holds
//! for any of them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::fold;

/// A read search: all terms must hold. No terms: everything holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// The terms.
    pub terms: Vec<Term>,
}

/// One term of a search.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Must not hold.
    pub negated: bool,
    /// What is looked for.
    pub test: Test,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Folded words, each matching from its start, in any order (a typed word such as `LA-SAGE` is two).
    Words(Vec<String>),
    /// Folded words that stand together, the last from its start.
    Phrase(Vec<String>),
    /// Native status code, its label (folded), or one of our order states.
    Status(Vec<String>),
    /// ISO country code, upper case.
    Country(Vec<String>),
    /// Shop tag or start of its name, folded.
    Shop(Vec<String>),
    /// Total in the order's own currency.
    Total(Compare, Decimal),
    /// When placed.
    Date(DateSpan),
    /// Paid or not.
    Paid(bool),
    /// Currency code, upper case.
    Currency(Vec<String>),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=` or `:`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

/// A span of days, in the reader's time zone, or of hours before now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSpan {
    /// From the first day to the last, both included; an open end is `None`.
    Days(Option<Date>, Option<Date>),
    /// Days back from today: from and to, both included (`today` is 0..0, `7d` is 6..0).
    Ago {
        /// Oldest day.
        from: u16,
        /// Newest day.
        to: u16,
    },
    /// Longer ago than so many hours (`date:>24h`: waiting over a day).
    OlderThanHours(u32),
    /// Within so many hours (`date:<24h`).
    WithinHours(u32),
}

impl DateSpan {
    /// Whether what it covers changes as time passes.
    #[must_use]
    pub const fn is_relative(self) -> bool {
        !matches!(self, Self::Days(..))
    }
}

/// Why a search cannot be read, with the piece at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// Not a number.
    #[error("{0:?}: total is compared with a number, as in total>100")]
    Total(String),
    /// Not a date.
    #[error("{0:?}: a date is 2026-11-22, 2026-11, 2026, today, yesterday, 7d, >24h or 2026-11-01..2026-11-15")]
    Date(String),
    /// Not yes or no.
    #[error("{0:?}: paid takes yes or no")]
    Paid(String),
    /// A token without a value.
    #[error("{0:?} needs a value after it")]
    Empty(String),
}

impl Query {
    /// Reads a search.
    ///
    /// # Errors
    /// [`BadQuery`] names the piece that cannot be read and how to write it.
    pub fn parse(text: &str) -> Result<Self, BadQuery> {
        let mut terms = Vec::new();
        for piece in pieces(text) {
            if let Some(term) = term(&piece)? {
                terms.push(term);
            }
        }
        Ok(Self { terms })
    }

    /// Whether the result changes as time passes, with nothing else changing.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Date(span) if span.is_relative()))
    }
}

/// A piece of the typed text: what stands between blanks, quotes kept together.
struct Piece {
    text: String,
    quoted: bool,
    negated: bool,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
            continue;
        }
        let negated = c == '-' || c == '−';
        if negated {
            chars.next();
        }
        let mut piece = Piece { text: String::new(), quoted: chars.peek() == Some(&'"'), negated };
        let mut in_quotes = false;
        for c in chars.by_ref() {
            match c {
                '"' => in_quotes = !in_quotes,
                c if c.is_whitespace() && !in_quotes => break,
                c => piece.text.push(c),
            }
        }
        out.push(piece);
    }
    out
}

fn term(piece: &Piece) -> Result<Option<Term>, BadQuery> {
    let test = if piece.quoted { None } else { token(&piece.text)? };
    let test = test.or_else(|| {
        let words: Vec<String> = fold::words(&piece.text).collect();
        match (words.is_empty(), piece.quoted) {
            (true, _) => None,
            (false, true) => Some(Test::Phrase(words)),
            (false, false) => Some(Test::Words(words)),
        }
    });
    Ok(test.map(|test| Term { negated: piece.negated, test }))
}

fn token(text: &str) -> Result<Option<Test>, BadQuery> {
    let Some(at) = text.find([':', '>', '<', '=']) else {
        return Ok(None);
    };
    let (name, rest) = text.split_at(at);
    let name = name.to_ascii_lowercase();
    let value = rest.strip_prefix(':').unwrap_or(rest).trim();
    let values = |upper: bool| -> Result<Vec<String>, BadQuery> {
        let list: Vec<String> = value
            .split(',')
            .map(str::trim)
            .filter(|v| !v.is_empty())
            .map(|v| if upper { v.to_uppercase() } else { fold::fold(v) })
            .collect();
        if list.is_empty() { Err(BadQuery::Empty(text.to_owned())) } else { Ok(list) }
    };
    Ok(Some(match name.as_str() {
        "status" => Test::Status(values(false)?),
        "country" => Test::Country(values(true)?),
        "currency" => Test::Currency(values(true)?),
        "shop" => Test::Shop(values(false)?),
        "total" => total(value, text)?,
        "date" => Test::Date(date(value).ok_or_else(|| BadQuery::Date(text.to_owned()))?),
        "paid" => Test::Paid(yes_no(value).ok_or_else(|| BadQuery::Paid(text.to_owned()))?),
        _ => return Ok(None),
    }))
}

fn total(value: &str, text: &str) -> Result<Test, BadQuery> {
    let (compare, number) = [
        (">=", Compare::AtLeast),
        ("<=", Compare::AtMost),
        (">", Compare::More),
        ("<", Compare::Less),
        ("=", Compare::Equal),
    ]
    .into_iter()
    .find_map(|(sign, compare)| value.strip_prefix(sign).map(|rest| (compare, rest)))
    .unwrap_or((Compare::Equal, value));
    let number = number.trim().replace(',', ".");
    number.parse().map(|amount| Test::Total(compare, amount)).map_err(|_| BadQuery::Total(text.to_owned()))
}

fn yes_no(value: &str) -> Option<bool> {
    match fold::fold(value).as_str() {
        "yes" | "ja" | "tak" | "oui" | "true" | "1" => Some(true),
        "no" | "nee" | "nie" | "non" | "nei" | "nein" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn date(value: &str) -> Option<DateSpan> {
    let folded = value.to_ascii_lowercase();
    match folded.as_str() {
        "today" => return Some(DateSpan::Ago { from: 0, to: 0 }),
        "yesterday" => return Some(DateSpan::Ago { from: 1, to: 1 }),
        _ => {}
    }
    if let Some((from, to)) = folded.split_once("..") {
        let from = if from.is_empty() { None } else { Some(days(from)?.0) };
        let to = if to.is_empty() { None } else { Some(days(to)?.1) };
        return (from.is_some() || to.is_some()).then_some(DateSpan::Days(from, to));
    }
    if let Some(n) = folded.strip_suffix('d').and_then(|n| n.parse::<u16>().ok()) {
        return Some(DateSpan::Ago { from: n.saturating_sub(1), to: 0 });
    }
    let (sign, rest) = match folded.strip_prefix(['>', '<']) {
        Some(rest) => (folded.chars().next(), rest.trim_start_matches('=')),
        None => (None, folded.as_str()),
    };
    if let (Some(sign), Some(hours)) = (sign, hours(rest)) {
        return Some(if sign == '>' { DateSpan::OlderThanHours(hours) } else { DateSpan::WithinHours(hours) });
    }
    let inclusive = folded.contains('=');
    let (first, last) = days(rest)?;
    match sign {
        None => Some(DateSpan::Days(Some(first), Some(last))),
        Some('>') => Some(DateSpan::Days(Some(if inclusive { first } else { last.tomorrow().ok()? }), None)),
        Some(_) => Some(DateSpan::Days(None, Some(if inclusive { last } else { first.yesterday().ok()? }))),
    }
}

fn hours(text: &str) -> Option<u32> {
    if let Some(n) = text.strip_suffix('h') {
        return n.parse().ok();
    }
    text.strip_suffix('d').and_then(|n| n.parse::<u32>().ok()).and_then(|n| n.checked_mul(24))
}

/// First and last day of `2026-11-22`, `2026-11` or `2026`.
fn days(text: &str) -> Option<(Date, Date)> {
    if let Ok(day) = text.parse::<Date>() {
        return Some((day, day));
    }
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok().filter(|year| (1970..=9998).contains(year))?;
    match (parts.next(), parts.next()) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    fn one(text: &str) -> Term {
        let mut query = Query::parse(text).unwrap();
        assert_eq!(query.terms.len(), 1, "{text}");
        query.terms.remove(0)
    }

    #[test]
    fn words_fold_and_tokens_do_not_swallow_them() {
        assert_eq!(one("Dąbrowska").test, Test::Words(vec!["dabrowska".into()]));
        assert_eq!(
            one("-LA-SAGE-M"),
            Term { negated: true, test: Test::Words(vec!["la".into(), "sage".into(), "m".into()]) }
        );
        assert_eq!(one("\"linen apron\"").test, Test::Phrase(vec!["linen".into(), "apron".into()]));
        assert_eq!(one("https://x").test, Test::Words(vec!["https".into(), "x".into()]));
        assert!(Query::parse("  - \"\" ").unwrap().terms.is_empty());
    }

    #[test]
    fn tokens_read_as_the_window_explains_them() {
        let query = Query::parse("-status:cancelled paid:no").unwrap();
        assert_eq!(
            query.terms,
            [
                Term { negated: true, test: Test::Status(vec!["cancelled".into()]) },
                Term { negated: false, test: Test::Paid(false) },
            ]
        );
        assert_eq!(one("total>=12,50").test, Test::Total(Compare::AtLeast, "12.50".parse().unwrap()));
        assert_eq!(one("country:no,pl").test, Test::Country(vec!["NO".into(), "PL".into()]));
        assert_eq!(one("status:\"In behandeling\"").test, Test::Status(vec!["in behandeling".into()]));
    }

    #[test]
    fn dates_are_days_months_years_spans_and_ages() {
        for (text, span) in [
            ("date:2026-11-22", DateSpan::Days(Some(day(2026, 11, 22)), Some(day(2026, 11, 22)))),
            ("date:2026-02", DateSpan::Days(Some(day(2026, 2, 1)), Some(day(2026, 2, 28)))),
            ("date:2026", DateSpan::Days(Some(day(2026, 1, 1)), Some(day(2026, 12, 31)))),
            ("date>2026-11", DateSpan::Days(Some(day(2026, 12, 1)), None)),
            ("date<=2026-11", DateSpan::Days(None, Some(day(2026, 11, 30)))),
            ("date:2026-11-01..", DateSpan::Days(Some(day(2026, 11, 1)), None)),
            ("date:today", DateSpan::Ago { from: 0, to: 0 }),
            ("date:7d", DateSpan::Ago { from: 6, to: 0 }),
            ("date:>24h", DateSpan::OlderThanHours(24)),
        ] {
            assert_eq!(one(text).test, Test::Date(span), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_how_to_write_it() {
        for text in ["total>abc", "date:soon", "paid:maybe", "status:"] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }
}
