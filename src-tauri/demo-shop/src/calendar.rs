//! When orders come in: over two years of a growing shop's past, and while it is open.

use crate::dice::{Dice, Purpose};

const DAY: i64 = 86_400;
/// The shop's history: two years.
const SPAN: i64 = 730 * DAY;
/// A minute's orders make this many parts.
const PARTS: u64 = 60_000_000;
/// As many orders at most came in while nobody looked, such as while the shop's process was not running: the latest.
const MOST: u64 = 200;

/// When the `index`-th of `count` orders before `now` came in. A growing shop: the orders thicken towards today.
pub fn placed(seed: u64, count: u64, now: i64, index: u64) -> i64 {
    let ago = |index: u64| -> i64 {
        let last = u128::from(count.saturating_sub(1).max(1));
        let left = last.saturating_sub(u128::from(index));
        let span = SPAN as u128;
        // Half straight, half square: today about half as many orders again as on average.
        ((span * left / last + span * left * left / (last * last)) / 2) as i64
    };
    let (from, to) = (ago(index), ago(index + 1));
    let jitter = Dice::new(seed ^ 2, Purpose::Facts, index).below((from - to).unsigned_abs().max(1)) as i64;
    by_day(now, now - 300 - from + jitter)
}

/// Moves a moment within its day: few order at night, many in the evening. Keeps the order of moments.
fn by_day(now: i64, second: i64) -> i64 {
    let local = second + 3600;
    let (day, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    if day >= (now + 3600).div_euclid(DAY) {
        return second;
    }
    // Share of the day's orders (of 86,400) before an hour.
    let knots = [(0, 0), (2_600, 7 * 3600), (47_500, 17 * 3600), (DAY, DAY)];
    for pair in knots.windows(2) {
        if let [(from, from_time), (to, to_time)] = *pair
            && time < to
        {
            return day * DAY + from_time + (time - from) * (to_time - from_time) / (to - from) - 3600;
        }
    }
    second
}

/// The moments at which orders came in since `until` (UTC second, and the part of the next order, of 60,000,000, then due), and the new
/// `until`.
pub fn due(until: (i64, u64), per_minute: f64, now: i64) -> (Vec<i64>, (i64, u64)) {
    let (second, parts) = until;
    let elapsed = now.saturating_sub(second);
    if elapsed <= 0 || per_minute <= 0.0 {
        return (Vec::new(), until);
    }
    let per_second = parts_per_second(per_minute).max(1);
    let due = parts.saturating_add(per_second.saturating_mul(elapsed.unsigned_abs()));
    let orders = due / PARTS;
    let moments = (orders.saturating_sub(MOST) + 1..=orders).map(|order| {
        let after = (order * PARTS).saturating_sub(parts) / per_second;
        (second + after as i64).min(now)
    });
    (moments.collect(), (now, due % PARTS))
}

#[allow(clippy::float_arithmetic)] // a rate, no money
fn parts_per_second(per_minute: f64) -> u64 {
    (per_minute * 1e6) as u64
}
