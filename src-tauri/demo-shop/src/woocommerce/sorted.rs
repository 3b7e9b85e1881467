//! Orders sorted by their dates. Flat lists of numbers: a million orders take eight bytes each, any page is found at once, and a
//! change moves a few megabytes at most.

use super::store::Row;

/// Which date a list is ordered or bounded by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Placed.
    Created,
    /// Last changed.
    Modified,
}

/// Positions in order of a date and, within its second, of id.
#[derive(Debug, Default)]
pub struct Sorted {
    /// By placement.
    pub by_created: Vec<u64>,
    /// By last change.
    pub by_modified: Vec<u64>,
}

/// A date and a position as one number that sorts by both.
pub fn key(second: u32, slot: u32) -> u64 {
    u64::from(second) << 32 | u64::from(slot)
}

/// The position in such a number.
pub fn slot_in(key: u64) -> u32 {
    key as u32
}

impl Sorted {
    /// Takes an order in.
    pub fn insert(&mut self, row: &Row, slot: u32) {
        for (keys, second) in [(&mut self.by_created, row.created), (&mut self.by_modified, row.modified)] {
            let key = key(second, slot);
            if let Err(at) = keys.binary_search(&key) {
                keys.insert(at, key);
            }
        }
    }

    /// Takes an order out.
    pub fn remove(&mut self, row: &Row, slot: u32) {
        for (keys, second) in [(&mut self.by_created, row.created), (&mut self.by_modified, row.modified)] {
            if let Ok(at) = keys.binary_search(&key(second, slot)) {
                keys.remove(at);
            }
        }
    }

    /// By one of the dates.
    pub fn by(&self, by: By) -> &[u64] {
        match by {
            By::Created => &self.by_created,
            By::Modified => &self.by_modified,
        }
    }
}
