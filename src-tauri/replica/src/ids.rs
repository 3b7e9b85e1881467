//! Sets and lists of order ids. Ids are handed out one after another, so a set is a field of bits: 13 KB for a hundred
//! thousand orders.

use domain::OrderId;

/// A set of order ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IdSet {
    bits: Vec<u64>,
}

impl IdSet {
    fn place(id: OrderId) -> Option<(usize, u64)> {
        let id = usize::try_from(id.0).ok()?;
        Some((id / 64, 1 << (id % 64)))
    }

    /// Whether it holds an id.
    pub(crate) fn has(&self, id: OrderId) -> bool {
        Self::place(id).is_some_and(|(at, bit)| self.bits.get(at).is_some_and(|word| word & bit != 0))
    }

    /// Puts an id in or takes it out.
    pub(crate) fn put(&mut self, id: OrderId, is_in: bool) {
        let Some((at, bit)) = Self::place(id) else {
            return;
        };
        if at >= self.bits.len() {
            if !is_in {
                return;
            }
            self.bits.resize(at + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(at) {
            if is_in {
                *word |= bit;
            } else {
                *word &= !bit;
            }
        }
    }

    /// Keeps what the other holds too.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.bits.truncate(other.bits.len());
        for (word, other) in self.bits.iter_mut().zip(&other.bits) {
            *word &= other;
        }
    }

    /// Drops what the other holds.
    pub(crate) fn drop_all(&mut self, other: &Self) {
        for (word, other) in self.bits.iter_mut().zip(&other.bits) {
            *word &= !other;
        }
    }

    /// How many it holds.
    pub(crate) fn count(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// How many both hold.
    pub(crate) fn count_with(&self, other: &Self) -> u32 {
        self.bits.iter().zip(&other.bits).map(|(a, b)| (a & b).count_ones()).sum()
    }
}

impl FromIterator<OrderId> for IdSet {
    fn from_iter<T: IntoIterator<Item = OrderId>>(ids: T) -> Self {
        let mut set = Self::default();
        for id in ids {
            set.put(id, true);
        }
        set
    }
}

/// The ids of a text such as `3,1,2`, as `group_concat` makes it.
pub(crate) fn parse(text: &str) -> Vec<OrderId> {
    let mut ids = Vec::with_capacity(text.len() / 6);
    let mut id: Option<i64> = None;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            let digit = i64::from(byte - b'0');
            id = Some(id.unwrap_or(0).wrapping_mul(10).wrapping_add(digit));
        } else if let Some(whole) = id.take() {
            ids.push(OrderId(whole));
        }
    }
    ids.extend(id.map(OrderId));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ids: &[i64]) -> IdSet {
        ids.iter().map(|id| OrderId(*id)).collect()
    }

    #[test]
    fn sets_hold_keep_and_drop() {
        let mut a = set(&[1, 63, 64, 200]);
        assert_eq!(a.count(), 4);
        assert!(a.has(OrderId(64)) && !a.has(OrderId(65)) && !a.has(OrderId(-1)) && !a.has(OrderId(9999)));
        assert_eq!(a.count_with(&set(&[64, 65, 1000])), 1);
        a.keep(&set(&[63, 64]));
        assert_eq!(a.count(), 2);
        a.drop_all(&set(&[63, 5000]));
        assert!(!a.has(OrderId(63)) && a.has(OrderId(64)));
        a.put(OrderId(64), false);
        a.put(OrderId(7_000), false);
        assert_eq!(a.count(), 0);
    }

    #[test]
    fn texts_of_ids_are_read() {
        assert_eq!(parse("3,1,200"), [OrderId(3), OrderId(1), OrderId(200)]);
        assert_eq!(parse(""), []);
    }
}
