//! Chance that can be thrown again: every fact of a demo shop is a pure function of (seed, what, which one), so that an
//! order is made when it is asked for, never stored before it changes, and is the same on every machine and in every release.

/// What a throw is for. Two purposes never share a stream, so adding a throw to one leaves all others as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Dates, status and refunds of an order: what the index of all orders needs.
    Facts = 1,
    /// Everything else in an order.
    Order = 2,
    /// A customer's name and address.
    Person = 3,
    /// A product.
    Product = 4,
    /// Keys, secrets, store ids.
    Secret = 5,
    /// Faults, in the order requests come in.
    Fault = 6,
    /// Notes of an order.
    Notes = 7,
}

/// A small deterministic generator (splitmix64), cheap to start: one per order and purpose.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream for the `index`-th thing of one purpose in the shop grown from `seed`.
    pub fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let mut dice = Self(seed ^ (purpose as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let start = dice.throw() ^ index.wrapping_mul(0xA076_1D64_78BD_642F);
        Self(start)
    }

    /// 64 fresh bits.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 to `end` - 1; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.throw()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high.saturating_sub(low).unsigned_abs() + 1) as i64
    }

    /// True in `per_mille` of 1,000 throws.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// True at a rate between 0 (never) and 1 (always).
    pub fn at_rate(&mut self, rate: f64) -> bool {
        let bits = (self.throw() >> 32) as u32;
        f64::from(bits) < scaled(rate)
    }

    /// One of these; the default where there is none.
    pub fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let at = self.below(from.len() as u64) as usize;
        from.get(at).copied().unwrap_or_default()
    }

    /// One of these, each as often as its weight says.
    pub fn weigh<T: Copy + Default>(&mut self, from: &[(u64, T)]) -> T {
        let mut left = self.below(from.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in from {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        T::default()
    }

    /// `length` letters and digits.
    pub fn word(&mut self, alphabet: &str, length: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| self.pick(&letters)).collect()
    }
}

/// Letters and digits as WordPress puts them into keys.
pub const ALPHANUMERIC: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// Hexadecimal digits.
pub const HEX: &str = "0123456789abcdef";

/// A rate as a share of 2^32.
#[allow(clippy::float_arithmetic)] // a probability, no money
fn scaled(rate: f64) -> f64 {
    rate * 4_294_967_296.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_throw_comes_again_and_streams_differ() {
        let first = Dice::new(7, Purpose::Order, 12).throw();
        assert_eq!(first, Dice::new(7, Purpose::Order, 12).throw());
        assert_ne!(first, Dice::new(7, Purpose::Order, 13).throw());
        assert_ne!(first, Dice::new(7, Purpose::Facts, 12).throw());
        assert_ne!(first, Dice::new(8, Purpose::Order, 12).throw());
    }

    #[test]
    fn rates_are_kept() {
        let mut dice = Dice::new(1, Purpose::Fault, 0);
        let hits = (0..10_000).filter(|_| dice.at_rate(0.2)).count();
        assert!((1_800..2_200).contains(&hits), "{hits}");
        assert_eq!((0..1000).filter(|_| dice.at_rate(0.0)).count(), 0);
        assert_eq!((0..1000).filter(|_| dice.at_rate(1.0)).count(), 1000);
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::new(1, Purpose::Order, 0);
        let mut often = 0;
        for _ in 0..1000 {
            if dice.weigh(&[(9, "often"), (1, "seldom")]) == "often" {
                often += 1;
            }
        }
        assert!((850..950).contains(&often), "{often}");
    }
}
