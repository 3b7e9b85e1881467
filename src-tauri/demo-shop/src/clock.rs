//! The shop's time. Real waiting and a test's own time go through one trait, so that a simulation in process runs years in
//! seconds and the same code serves real HTTP.

use std::{
    fmt::Debug,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use jiff::{Timestamp, tz::TimeZone};

/// A wait that has begun.
pub type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where a shop reads the time and how it waits.
pub trait Clock: Debug + Send + Sync {
    /// The present instant, UTC.
    fn now(&self) -> Timestamp;
    /// Waits this long in this clock's time.
    fn sleep(&self, duration: Duration) -> Wait;
}

/// The system's clock, moved by a fixed distance, so that a shop can be started "in November 2026" and runs on from there.
#[derive(Debug, Default)]
pub struct WallClock {
    ahead_ms: i64,
}

impl WallClock {
    /// A clock that shows `start` now and runs at the system's speed; `None`: the system's time.
    pub fn starting_at(start: Option<Timestamp>) -> Self {
        let ahead_ms = start.map_or(0, |start| start.as_millisecond() - Timestamp::now().as_millisecond());
        Self { ahead_ms }
    }
}

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond() + self.ahead_ms).unwrap_or(now)
    }

    fn sleep(&self, duration: Duration) -> Wait {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock a test moves by hand. Sleeping moves it on at once: a shop's latency takes no real time.
#[derive(Debug)]
pub struct HandClock {
    millis: AtomicI64,
}

impl HandClock {
    /// A clock that stands still at `start`.
    pub fn at(start: Timestamp) -> Self {
        Self { millis: AtomicI64::new(start.as_millisecond()) }
    }

    /// Moves the clock on.
    pub fn advance(&self, duration: Duration) {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        self.millis.fetch_add(millis, Ordering::SeqCst);
    }

    /// Sets the clock, also back.
    pub fn set(&self, now: Timestamp) {
        self.millis.store(now.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.millis.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn sleep(&self, duration: Duration) -> Wait {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

/// The shop's own time zone, with its changes of offset looked up once: a page of orders asks for a thousand of them.
#[derive(Clone, Debug)]
pub struct Zone {
    name: &'static str,
    /// From this second on, this offset in seconds.
    changes: Vec<(i64, i64)>,
}

impl Zone {
    /// Europe/Amsterdam, by the rule that holds there since 1996, so that no system's zone files are needed.
    pub fn amsterdam() -> Self {
        let start = Timestamp::from_second(946_684_800).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut changes = vec![(i64::MIN, 3600)];
        if let Ok(zone) = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3") {
            changes.extend(
                zone.following(start)
                    .take(120)
                    .map(|change| (change.timestamp().as_second(), i64::from(change.offset().seconds()))),
            );
        }
        Self { name: "Europe/Amsterdam", changes }
    }

    /// The zone's IANA name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Seconds east of Greenwich at this UTC second.
    pub fn offset_at(&self, second: i64) -> i64 {
        let after = self.changes.partition_point(|(from, _)| *from <= second);
        after.checked_sub(1).and_then(|at| self.changes.get(at)).map_or(0, |(_, offset)| *offset)
    }

    /// A UTC second as local seconds, to be printed without a zone.
    pub fn to_local(&self, second: i64) -> i64 {
        second + self.offset_at(second)
    }

    /// Local seconds, read without a zone, as a UTC second; in the hour that comes twice, the first.
    pub fn to_utc(&self, local: i64) -> i64 {
        let early = local - self.offset_at(local - 7200);
        if self.to_local(early) == local { early } else { local - self.offset_at(local) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amsterdam_changes_twice_a_year() {
        let zone = Zone::amsterdam();
        let utc = |text: &str| text.parse::<Timestamp>().unwrap().as_second();
        assert_eq!(zone.offset_at(utc("2026-11-22T00:14:13Z")), 3600);
        assert_eq!(zone.offset_at(utc("2026-07-01T00:00:00Z")), 7200);
        assert_eq!(zone.offset_at(utc("2026-03-29T00:59:59Z")), 3600);
        assert_eq!(zone.offset_at(utc("2026-03-29T01:00:00Z")), 7200);
        assert_eq!(zone.offset_at(utc("2026-10-25T00:59:59Z")), 7200);
        assert_eq!(zone.offset_at(utc("2026-10-25T01:00:00Z")), 3600);
        for text in ["2026-10-25T00:30:00Z", "2026-07-01T12:00:00Z", "2026-12-01T12:00:00Z"] {
            assert_eq!(zone.to_utc(zone.to_local(utc(text))), utc(text), "{text}");
        }
    }

    #[test]
    fn a_hand_clock_moves_by_sleeping() {
        let clock = HandClock::at("2026-11-22T10:00:00Z".parse().unwrap());
        drop(clock.sleep(Duration::from_millis(1300)));
        assert_eq!(clock.now().to_string(), "2026-11-22T10:00:01.3Z");
        clock.set("2020-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(clock.now().as_second(), 1_577_836_800);
    }
}
