//! Every amount of a Magento order stands there twice: in the store's base currency, in which refunds are asked for, and in the
//! currency the customer ordered in. Keeping both together keeps a calculation from mixing them.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;

/// One amount in both currencies of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// In the store's base currency.
    pub base: Amount,
    /// In the order's currency.
    pub own: Amount,
}

impl Pair {
    /// Nothing.
    pub const ZERO: Self = Self { base: Amount::ZERO, own: Amount::ZERO };

    /// A base amount turned into a currency of which one base unit is `rate_cents` hundredths.
    pub fn of_base(base: Amount, rate_cents: i64) -> Self {
        Self { base, own: base.ratio(rate_cents, 100).rounded() }
    }

    /// This times `numerator` / `denominator`, rounded to hundredths.
    pub fn share(self, numerator: i64, denominator: i64) -> Self {
        Self {
            base: self.base.ratio(numerator, denominator).rounded(),
            own: self.own.ratio(numerator, denominator).rounded(),
        }
    }

    /// Nothing in either currency.
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }
}

impl std::ops::Add for Pair {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { base: self.base + other.base, own: self.own + other.own }
    }
}

impl std::ops::AddAssign for Pair {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::ops::Sub for Pair {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { base: self.base - other.base, own: self.own - other.own }
    }
}

impl std::ops::Neg for Pair {
    type Output = Self;
    fn neg(self) -> Self {
        Self { base: -self.base, own: -self.own }
    }
}

impl std::iter::Sum for Pair {
    fn sum<I: Iterator<Item = Self>>(pairs: I) -> Self {
        pairs.fold(Self::ZERO, |sum, pair| sum + pair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_euros_are_eleven_dollars() {
        let pair = Pair::of_base(Amount::cents(1000), 110);
        assert_eq!(pair.own, Amount::cents(1100));
        assert_eq!((pair.share(1, 3) + pair.share(2, 3)).base, Amount::cents(1000));
    }
}
