//! Dates, status and refunds: what the shop must know of all its orders at once.

use crate::{
    calendar,
    dice::{Dice, Purpose},
};

use super::super::status::Status;
use super::Generator;

const DAY: i64 = 86_400;

/// What is known of an order without making it. Times are UTC seconds.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Facts {
    pub created: i64,
    pub modified: i64,
    pub status: Status,
    pub refund: Option<RefundFact>,
}

/// An order's refund.
#[derive(Clone, Copy, Debug)]
pub struct RefundFact {
    /// UTC second.
    pub at: i64,
    /// Of everything, else of a part.
    pub full: bool,
}

impl Generator {
    /// The facts of the `index`-th order.
    pub fn facts(&self, index: u64) -> Facts {
        let created = self.created(index);
        let mut dice = Dice::new(self.seed, Purpose::Facts, index);
        let age = self.now - created;
        let status = if index + 1 == self.count || index == self.hostile() {
            Status::Processing
        } else {
            status_at(&mut dice, age)
        };
        let mut modified = self.not_after_now(created, created + delay(&mut dice, status));
        let partial = status == Status::Completed && age > 6 * DAY && dice.chance(45);
        let mut refund = None;
        if status == Status::Refunded || partial {
            let at = self.not_after_now(modified, modified + dice.between(3_600, 12 * DAY));
            modified = at;
            refund = Some(RefundFact { at, full: !partial });
        }
        if status == Status::Completed && refund.is_none() {
            modified = self.later_touch(&mut dice, index, created, modified);
        }
        Facts { created, modified, status, refund }
    }

    fn created(&self, index: u64) -> i64 {
        calendar::placed(self.seed, self.count, self.now, index)
    }

    /// A bulk action gave up to 250 orders the same second, and plugins touch a few old orders long after.
    fn later_touch(&self, dice: &mut Dice, index: u64, created: i64, modified: i64) -> i64 {
        let first = self.count * 6 / 10;
        let block = (self.count / 20).min(250);
        if (first..first + block).contains(&index) {
            return self.not_after_now(created, self.created(first + block) + 5 * DAY);
        }
        if dice.chance(30) { self.now - dice.between(600, 30 * DAY).min(self.now - modified) } else { modified }
    }

    /// `then`, or a moment between `from` and now where `then` is still to come.
    fn not_after_now(&self, from: i64, then: i64) -> i64 {
        if then < self.now - 60 { then } else { from + (self.now - 60 - from).max(0) / 2 }
    }
}

/// Most orders are done; the last days' are open.
fn status_at(dice: &mut Dice, age: i64) -> Status {
    use Status::{Cancelled, CheckoutDraft, Completed, Failed, OnHold, Pending, Processing, ReadyToShip, Refunded};
    if age < DAY {
        return dice.weigh(&[
            (66, Processing),
            (12, OnHold),
            (7, Pending),
            (5, Completed),
            (4, ReadyToShip),
            (3, Failed),
            (2, CheckoutDraft),
            (1, Cancelled),
        ]);
    }
    if age < 3 * DAY {
        return dice.weigh(&[
            (60, Completed),
            (18, Processing),
            (6, ReadyToShip),
            (6, OnHold),
            (4, Cancelled),
            (3, Failed),
            (1, Pending),
            (2, CheckoutDraft),
        ]);
    }
    if age < 10 * DAY {
        return dice.weigh(&[
            (865, Completed),
            (20, Processing),
            (20, OnHold),
            (45, Cancelled),
            (15, Refunded),
            (25, Failed),
            (10, ReadyToShip),
        ]);
    }
    dice.weigh(&[
        (8_840, Completed),
        (500, Cancelled),
        (350, Refunded),
        (280, Failed),
        (12, OnHold),
        (8, Pending),
        (10, CheckoutDraft),
    ])
}

/// How long after its placement an order last changed.
fn delay(dice: &mut Dice, status: Status) -> i64 {
    match status {
        Status::Completed => dice.between(3_600, 4 * DAY),
        Status::Cancelled | Status::Refunded => dice.between(3_600, 3 * DAY),
        Status::ReadyToShip => dice.between(1_800, DAY),
        _ => dice.between(0, 600),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const NOW: i64 = 1_795_306_343; // 2026-11-22T00:12:23Z
    const SPAN: i64 = 730 * DAY;

    #[test]
    fn dates_rise_over_two_years_and_stay_before_now() {
        for count in [10, 1_000, 10_000] {
            let shop = Generator::new(5, count, NOW);
            let mut before = i64::MIN;
            for index in 0..count {
                let facts = shop.facts(index);
                assert!(facts.created >= before, "{count}/{index}");
                assert!(facts.created <= facts.modified && facts.modified < NOW, "{count}/{index}: {facts:?}");
                assert!(facts.refund.is_none_or(|refund| refund.at >= facts.created && refund.at <= facts.modified));
                before = facts.created;
            }
            assert!(NOW - shop.facts(0).created > SPAN - 90 * DAY);
            assert!(NOW - before < 3600, "the newest is from today");
        }
    }

    #[test]
    fn the_mix_is_a_shops() {
        let shop = Generator::new(5, 10_000, NOW);
        let mut seen: BTreeMap<Status, u64> = BTreeMap::new();
        let mut seconds: BTreeMap<i64, u64> = BTreeMap::new();
        for index in 0..10_000 {
            let facts = shop.facts(index);
            *seen.entry(facts.status).or_default() += 1;
            *seconds.entry(facts.modified).or_default() += 1;
        }
        let count = |status| seen.get(&status).copied().unwrap_or(0);
        assert!(count(Status::Completed) > 8_000, "{seen:?}");
        assert!((20..120).contains(&count(Status::Processing)), "{seen:?}");
        for status in super::super::super::status::NAMED {
            assert!(count(status) > 0, "{status:?} of {seen:?}");
        }
        assert!(seconds.values().any(|same| *same > 100), "a page full of one second");
    }
}
