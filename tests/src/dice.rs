//! Randomness that a seed replays (SplitMix64, by Steele, Lea and Flood).

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed that `SHOPBELL_SEED` names, else one of this moment; to be printed by who uses it.
    #[must_use]
    pub fn seed() -> u64 {
        let named = std::env::var("SHOPBELL_SEED").ok().and_then(|seed| seed.parse().ok());
        named.unwrap_or_else(|| u64::try_from(jiff::Timestamp::now().as_microsecond()).unwrap_or(1))
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }
}
