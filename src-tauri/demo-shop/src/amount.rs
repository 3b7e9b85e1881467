//! Amounts as the shop keeps them: exact, with the six decimals WooCommerce stores, and printed with as many as a request asks
//! for. The only float is `line_items[].price`, because the server sends one there too.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// An amount of money in millionths of its currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub i64);

const MICRO: i64 = 1_000_000;

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount given in hundredths.
    pub const fn cents(cents: i64) -> Self {
        Self(cents * 10_000)
    }

    /// Reads `12`, `-0.5` or `17.132231`; more than six decimals are cut off. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && decimals.is_empty() || whole.len() > 12 {
            return None;
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let mut micros = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? * MICRO };
        let mut unit = MICRO / 10;
        for digit in decimals.bytes().take(6) {
            micros += i64::from(digit.checked_sub(b'0')?) * unit;
            unit /= 10;
        }
        Some(Self(if negative { -micros } else { micros }))
    }

    /// Reads a JSON string or number.
    pub fn from_json(value: &serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::String(text) => Self::parse(text),
            serde_json::Value::Number(number) => Self::parse(&number.to_string()),
            _ => None,
        }
    }

    /// This times `numerator` / `denominator`, half away from zero; zero for a zero denominator.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = denominator.abs() / 2 * if (product < 0) == (denominator < 0) { 1 } else { -1 };
        Self(((product + half * denominator.signum()) / denominator) as i64)
    }

    /// Rounded to hundredths, half away from zero, as the shop's totals are.
    pub fn rounded(self) -> Self {
        Self(self.ratio(1, 10_000).0 * 10_000)
    }

    /// With `decimals` (0 to 6) decimals, as the `dp` parameter asks.
    pub fn text(self, decimals: u8) -> String {
        let mut out = String::with_capacity(12);
        self.write(decimals, &mut out);
        out
    }

    /// Appends what [`Amount::text`] gives.
    pub fn write(self, decimals: u8, out: &mut String) {
        let decimals = u32::from(decimals.min(6));
        let unit = 10_i64.pow(6 - decimals);
        let rounded = self.ratio(1, unit).0;
        let scale = 10_i64.pow(decimals);
        let (whole, rest) = (rounded.abs() / scale, rounded.abs() % scale);
        let sign = if rounded < 0 { "-" } else { "" };
        let width = decimals as usize;
        // Writing to a String cannot fail.
        let _ = if width == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{rest:0width$}") };
    }

    /// What one of `quantity` costs, as the JSON number the server would print.
    pub fn unit_price(self, quantity: i64) -> serde_json::Number {
        let price = divide(self.0, quantity);
        if price.fract() == 0.0
            && let Some(whole) = serde_json::Number::from_i128(price as i128)
        {
            return whole;
        }
        serde_json::Number::from_f64(price).unwrap_or_else(|| 0.into())
    }
}

/// Divides as PHP does, in doubles: the server's own price is a float, noise digits and all.
#[allow(clippy::float_arithmetic)] // copies the server's arithmetic; nothing is summed from it
fn divide(micros: i64, quantity: i64) -> f64 {
    if quantity == 0 { 0.0 } else { micros as f64 / 1e6 / quantity as f64 }
}

impl std::ops::Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::ops::Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::ops::Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| sum + amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        for (text, decimals, printed) in [
            ("0.5", 2, "0.50"),
            ("-12", 2, "-12.00"),
            ("17.132231", 6, "17.132231"),
            ("17.132231", 2, "17.13"),
            ("7.195537", 2, "7.20"),
            ("-0.005", 2, "-0.01"),
            ("2.5", 0, "3"),
        ] {
            assert_eq!(Amount::parse(text).unwrap().text(decimals), printed, "{text}");
        }
        for wrong in ["", "-", "1,5", "1e3", "x", "9999999999999"] {
            assert_eq!(Amount::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn unit_prices_are_the_servers_floats() {
        // From a recorded order: 332.652893 for three.
        assert_eq!(Amount(332_652_893).unit_price(3).to_string(), "110.88429766666667");
        assert_eq!(Amount(34_264_463).unit_price(2).to_string(), "17.1322315");
        assert_eq!(Amount::cents(200).unit_price(1).to_string(), "2");
        assert_eq!(Amount::cents(200).unit_price(0).to_string(), "0");
    }

    #[test]
    fn ratios_round_half_away_from_zero() {
        assert_eq!(Amount(20_730_000).ratio(100, 121), Amount(17_132_231));
        assert_eq!(Amount(5).ratio(1, 2), Amount(3));
        assert_eq!(Amount(-5).ratio(1, 2), Amount(-3));
        assert_eq!(Amount(5).ratio(1, 0), Amount::ZERO);
    }
}
