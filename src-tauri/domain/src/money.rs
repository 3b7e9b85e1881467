//! Exact money. Decimals in code, scaled integers in storage, never a float.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Digits after the point that storage keeps: an amount is stored as an `i64` of millionths. Covers every
/// currency's minor unit and the six decimals a shop can be asked for, up to nine million million units.
pub const SCALE: u32 = 6;

/// An ISO 4217 code such as `EUR`, upper case. Shops may use codes of their own; any 1–8 ASCII letters or digits pass.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct Currency(String);

/// Why a text is not an amount or a currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMoney {
    /// The text is not a decimal number.
    #[error("not a decimal amount: {0:?}")]
    NotDecimal(String),
    /// More than six decimals, or too large to be stored exactly.
    #[error("an amount outside what can be stored exactly: {0}")]
    OutOfRange(Decimal),
    /// Not a currency code.
    #[error("not a currency code: {0:?}")]
    NotCurrency(String),
    /// Amounts of two currencies were to be added or compared.
    #[error("{0} and {1} do not add up: two currencies")]
    Mixed(Currency, Currency),
}

impl Currency {
    /// Reads a currency code, folding it to upper case.
    ///
    /// # Errors
    /// [`BadMoney::NotCurrency`] for anything but 1–8 ASCII letters or digits.
    pub fn new(code: &str) -> Result<Self, BadMoney> {
        let ok = (1..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        if ok { Ok(Self(code.to_ascii_uppercase())) } else { Err(BadMoney::NotCurrency(code.to_owned())) }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Digits after the point that ISO 4217 gives the currency; 2 where it is not listed.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match self.0.as_str() {
            "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "UGX" | "XAF" | "XOF" | "XPF" | "RWF" | "GNF" | "DJF"
            | "KMF" | "VUV" | "BIF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = BadMoney;
    fn try_from(value: String) -> Result<Self, BadMoney> {
        Self::new(&value)
    }
}

impl From<Currency> for String {
    fn from(value: Currency) -> Self {
        value.0
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount with its currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Money {
    /// The amount in whole units of the currency, as a decimal text (`"128.40"`).
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of a currency.
    #[must_use]
    pub const fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Reads a decimal text as shops send it (`"128.40"`, `"-3"`, `""` is zero). A JSON number's own text is read
    /// the same way, scientific notation included.
    ///
    /// # Errors
    /// [`BadMoney::NotDecimal`] where it is none.
    pub fn parse_amount(text: &str) -> Result<Decimal, BadMoney> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Decimal::ZERO);
        }
        text.parse().or_else(|_| Decimal::from_scientific(text)).map_err(|_| BadMoney::NotDecimal(text.to_owned()))
    }

    /// The amount in millionths, as storage keeps it.
    ///
    /// # Errors
    /// [`BadMoney::OutOfRange`] where six decimals or an `i64` do not hold it exactly.
    pub fn to_stored(amount: Decimal) -> Result<i64, BadMoney> {
        let mut scaled = amount.normalize();
        if scaled.scale() > SCALE {
            return Err(BadMoney::OutOfRange(amount));
        }
        scaled.rescale(SCALE);
        if scaled.scale() != SCALE && !scaled.is_zero() {
            return Err(BadMoney::OutOfRange(amount));
        }
        i64::try_from(scaled.mantissa()).map_err(|_| BadMoney::OutOfRange(amount))
    }

    /// The amount of a stored number of millionths.
    #[must_use]
    pub fn from_stored(millionths: i64) -> Decimal {
        Decimal::new(millionths, SCALE).normalize()
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`BadMoney::Mixed`] for two currencies, [`BadMoney::OutOfRange`] on overflow.
    pub fn add(&self, other: &Self) -> Result<Self, BadMoney> {
        if self.currency != other.currency {
            return Err(BadMoney::Mixed(self.currency.clone(), other.currency.clone()));
        }
        let amount = self.amount.checked_add(other.amount).ok_or(BadMoney::OutOfRange(self.amount))?;
        Ok(Self::new(amount, self.currency.clone()))
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimals = self.currency.decimals() as usize;
        write!(f, "{} {:.decimals$}", self.currency, self.amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_survive_storage_exactly() {
        for text in ["0", "128.40", "-3.5", "0.000001", "9000000000.123456", "1E+2"] {
            let amount = Money::parse_amount(text).unwrap();
            assert_eq!(Money::from_stored(Money::to_stored(amount).unwrap()), amount.normalize(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_stored_exactly_is_refused() {
        for text in ["0.0000001", "9300000000000"] {
            let amount = Money::parse_amount(text).unwrap();
            assert_eq!(Money::to_stored(amount), Err(BadMoney::OutOfRange(amount)), "{text}");
        }
        assert!(Money::parse_amount("12,50").is_err());
        assert!(Money::parse_amount("NaN").is_err());
    }

    #[test]
    fn two_currencies_do_not_add_up() {
        let eur = Money::new(Decimal::ONE, Currency::new("eur").unwrap());
        let nok = Money::new(Decimal::ONE, Currency::new("NOK").unwrap());
        assert!(matches!(eur.add(&nok), Err(BadMoney::Mixed(..))));
        assert_eq!(eur.add(&eur).unwrap().to_string(), "EUR 2.00");
    }
}
