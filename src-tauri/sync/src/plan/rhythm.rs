//! When to ask: polling, waiting after a failure, retrying what is in quarantine, and the audit's share of the time.

use std::time::Duration;

use domain::{Fault, Retry};
use jiff::{SignedDuration, Timestamp};

use crate::Attention;

/// Polling with the window in front.
pub const FRONT: Duration = Duration::from_secs(15);
/// Polling with the window behind.
pub const BEHIND: Duration = Duration::from_secs(60);
/// Polling takes at most one part of so many of the time.
const SHARE: u32 = 10;
/// The slowest polling of a shop that answers.
const SLOWEST: Duration = Duration::from_secs(10 * 60);
/// The longest wait after failures that may pass.
const LONGEST: Duration = Duration::from_secs(5 * 60);
/// The wait after a failure that does not pass by itself: nobody may be there to change what must be changed.
pub const PERMANENT: Duration = Duration::from_secs(30 * 60);

/// The pause until the next poll, after one that took `took`.
#[must_use]
pub fn polling_pause(attention: Attention, took: Duration) -> Duration {
    let base = match attention {
        Attention::Front => FRONT,
        Attention::Behind => BEHIND,
    };
    base.max(took.saturating_mul(SHARE - 1)).min(SLOWEST)
}

/// The pause after a piece of background work of `took`, so that it takes at most a tenth of the time.
#[must_use]
pub fn background_pause(took: Duration) -> Duration {
    took.saturating_mul(SHARE - 1).min(Duration::from_secs(120))
}

/// The wait before the next try after the `failures`th failure in a row (from 1): 1 s, 2 s, 4 s … up to five minutes, each
/// between half and the whole of it (`random`: any number), so that many installations don't come back at once. A server's
/// `Retry-After` is waited for in full.
#[must_use]
pub fn backoff(fault: &Fault, failures: u32, random: u32) -> Duration {
    let full = Duration::from_secs(1).saturating_mul(1 << failures.saturating_sub(1).min(12)).min(LONGEST);
    let half = full / 2;
    let share = u64::from(random % 1_000);
    let jittered = half + Duration::from_millis(u64::try_from(half.as_millis()).unwrap_or(u64::MAX) * share / 1_000);
    match fault.retry {
        Retry::Never => PERMANENT,
        Retry::Later => jittered,
        Retry::After(seconds) => Duration::from_secs(u64::from(seconds)).max(jittered),
    }
}

/// When a row in quarantine is tried again after its `attempts`th try: 1 min, 2 min, 4 min … up to six hours.
#[must_use]
pub fn quarantine_retry_at(tried_at: Timestamp, attempts: u32) -> Timestamp {
    let minutes = 1_i64 << attempts.saturating_sub(1).min(9);
    tried_at.checked_add(SignedDuration::from_mins(minutes.min(360))).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Code;

    #[test]
    fn polls_at_most_a_tenth_of_the_time() {
        let s = Duration::from_secs;
        for (attention, took, pause) in [
            (Attention::Front, s(0), s(15)),
            (Attention::Behind, s(1), s(60)),
            (Attention::Front, s(3), s(27)),
            (Attention::Behind, s(3), s(60)),
            (Attention::Front, s(3_000), s(600)),
        ] {
            assert_eq!(polling_pause(attention, took), pause, "{attention:?} {took:?}");
        }
    }

    #[test]
    fn waits_grow_to_five_minutes_and_honour_the_server() {
        let later = Fault::new(Code::ServerError, "read orders", "");
        for (failures, shortest, longest) in
            [(1, 500, 1_000), (2, 1_000, 2_000), (5, 8_000, 16_000), (9, 128_000, 256_000), (40, 150_000, 300_000)]
        {
            for random in [0, 17, 999, u32::MAX] {
                let wait = backoff(&later, failures, random).as_millis();
                assert!((shortest..=longest).contains(&wait), "{failures}: {wait}");
            }
        }
        let asked = later.clone().with_retry(Retry::After(77));
        assert_eq!(backoff(&asked, 1, 5), Duration::from_secs(77));
        let never = later.with_retry(Retry::Never);
        assert_eq!(backoff(&never, 1, 5), PERMANENT);
    }

    #[test]
    fn quarantine_is_retried_ever_less_often() {
        let zero = Timestamp::UNIX_EPOCH;
        let minutes: Vec<i64> =
            [1, 2, 3, 9, 50].iter().map(|n| quarantine_retry_at(zero, *n).as_second() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 256, 360]);
    }
}
