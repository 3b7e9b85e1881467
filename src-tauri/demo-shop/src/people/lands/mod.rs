//! What differs between countries: names, streets, postcodes, phones, and how their people pay and have things sent.

mod far;
mod near;

use far::{EMIRATES, GREECE, ISRAEL, JAPAN, KOREA};
use near::{CZECHIA, FRANCE, GERMANY, NETHERLANDS, NORWAY, POLAND};

/// One country the shop sells to.
#[derive(Debug)]
#[allow(missing_docs)] // tables; the names say it
pub struct Land {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Of 100 customers.
    pub weight: u64,
    /// ISO 4217 and what the shop prints for it.
    pub currency: (&'static str, &'static str),
    /// Units of the currency for one euro, in hundredths.
    pub rate_cents: i64,
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
    pub streets: &'static [&'static str],
    /// `12, rue X` instead of `Straat 12`.
    pub number_first: bool,
    /// City and postcode pattern: `#` a digit, `@` a letter.
    pub cities: &'static [(&'static str, &'static str)],
    pub second_lines: &'static [&'static str],
    pub state: &'static str,
    pub phone: &'static str,
    pub companies: &'static [&'static str],
    /// Payment method id and title, with weights.
    pub payments: &'static [(u64, (&'static str, &'static str))],
    /// Shipping method id, title and price in euro cents, with weights.
    pub shipping: &'static [(u64, (&'static str, &'static str, i64))],
    pub notes: &'static [&'static str],
}

/// The shop's own country, first in the table.
pub static HOME: &Land = &NETHERLANDS;

/// All countries the shop sells to.
pub static LANDS: &[&Land] =
    &[&NETHERLANDS, &GERMANY, &POLAND, &FRANCE, &NORWAY, &CZECHIA, &GREECE, &EMIRATES, &ISRAEL, &JAPAN, &KOREA];

const EUR: (&str, &str) = ("EUR", "€");
