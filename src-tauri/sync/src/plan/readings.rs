//! Which of two readings of the same order is the newer one. A backfill page, an audit's re-reading and a live poll may
//! be under way at once; a page asked for early and applied late must not undo what a later one brought.

use std::collections::{BTreeSet, HashMap};

use domain::NativeId;
use jiff::Timestamp;

/// The readings under way, and what was applied while they were.
#[derive(Debug, Default)]
pub struct Readings {
    last: u64,
    under_way: BTreeSet<u64>,
    applied: HashMap<NativeId, (u64, Option<Timestamp>)>,
}

impl Readings {
    /// Starts a reading: call right before the request leaves.
    pub fn begin(&mut self) -> u64 {
        self.last += 1;
        self.under_way.insert(self.last);
        self.last
    }

    /// Whether an order of this reading may be applied. It may not if a reading that began later has been applied and
    /// was not of an older date. (Two readings whose requests overlap cannot be put in order by date within one second:
    /// the live feed reads such rows again, because it takes nothing as settled before its second is over.)
    pub fn admit(&mut self, reading: u64, id: &NativeId, changed_at: Option<Timestamp>) -> bool {
        if let Some((later, date)) = self.applied.get(id)
            && *later > reading
            && *date >= changed_at
        {
            return false;
        }
        self.applied.insert(id.clone(), (reading, changed_at));
        true
    }

    /// Notes that the order is gone for good, so that no page under way brings it back.
    pub fn gone(&mut self, reading: u64, id: &NativeId) {
        self.applied.insert(id.clone(), (reading, Some(Timestamp::MAX)));
    }

    /// Ends a reading: its rows were applied or given up. What no reading under way can contradict is forgotten.
    pub fn end(&mut self, reading: u64) {
        self.under_way.remove(&reading);
        match self.under_way.first() {
            None => self.applied.clear(),
            Some(oldest) => {
                let oldest = *oldest;
                self.applied.retain(|_, (number, _)| *number > oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Option<Timestamp> {
        Some(Timestamp::from_second(second).unwrap())
    }

    #[test]
    fn a_late_page_does_not_undo_a_later_reading() {
        let id = NativeId::from("7");
        // (reading that asks, date it brings, admitted)
        let mut readings = Readings::default();
        let (old, live, third) = (readings.begin(), readings.begin(), readings.begin());
        for (reading, date, admitted) in [
            (live, at(20), true), // the poll is first to be applied
            (old, at(10), false), // the backfill page saw an older order
            (old, at(20), false), // the same date: the later reading stands
            (old, at(30), true),  // asked first, answered last: its date is newer, it counts
            (third, at(5), true), // a later reading always counts: the shop went back in time
        ] {
            assert_eq!(readings.admit(reading, &id, date), admitted, "{reading} {date:?}");
        }
    }

    #[test]
    fn a_deletion_stands_against_pages_under_way_and_is_forgotten_after() {
        let id = NativeId::from("7");
        let mut readings = Readings::default();
        let (page, proof) = (readings.begin(), readings.begin());
        readings.gone(proof, &id);
        assert!(!readings.admit(page, &id, at(99)));
        readings.end(proof);
        assert!(!readings.admit(page, &id, at(99)), "the page is still under way");
        readings.end(page);
        let next = readings.begin();
        assert!(readings.admit(next, &id, at(1)), "restored at the shop");
        readings.end(next);
        assert!(readings.applied.is_empty() && readings.under_way.is_empty());
    }
}
