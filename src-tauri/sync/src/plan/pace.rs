//! How many connections a shop bears, found by measuring.
//!
//! More connections than the server has processors make every page slower, until fewer rows come in per second than
//! before (on two processors 2 were best and 8 the worst). So connections are added while rows per second grow, the last
//! ones are taken back when they don't, and later tries are made at growing distances. Most shops have two to four
//! processors: an unknown one is begun with two connections, and four follow; one by one, a first sync would be over
//! before they are found. Rows per second at a level are connections × rows ÷ mean time of a page (Little's law): no clock
//! is needed beyond the pages' own.

/// Most connections to one shop.
pub const MOST_CONNECTIONS: u16 = 8;
/// Connections to a shop that nothing is known of.
const FIRST: u16 = 2;
/// Up to this many, a first climb doubles.
const DOUBLED: u16 = 4;
/// A level counts as better from this share of the best rate on, in percent.
const BETTER_PERCENT: u64 = 106;
/// Below this share of the rate once measured there, a level is left, in percent.
const WORSE_PERCENT: u64 = 50;
/// Measurings between two tries of another level, at first and at most.
const HOLD_FIRST: u32 = 6;
const HOLD_MOST: u32 = 96;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measured {
    level: u16,
    /// Rows per 1,000 seconds.
    rate: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Adding connections as long as it helps; `best`: the level before.
    Climbing { best: Option<Measured> },
    /// Trying with one less, because pages got slower; `before`: the level left.
    Falling { before: Measured },
    /// Staying, for so many measurings.
    Holding { best: Measured, left: u32 },
}

/// The measuring of one shop.
#[derive(Clone, Debug)]
pub struct Pace {
    level: u16,
    phase: Phase,
    hold: u32,
    /// Nothing is known of the shop yet: steps are large.
    is_first: bool,
    /// The next try is made downwards: tries alternate, because a slow change passes below every threshold.
    down_next: bool,
    pages: u32,
    rows: u64,
    time_ms: u64,
}

impl Pace {
    /// Starts with two connections, or with what the shop bore last time.
    #[must_use]
    pub fn new(remembered: Option<u16>) -> Self {
        Self {
            level: remembered.unwrap_or(FIRST).clamp(1, MOST_CONNECTIONS),
            phase: Phase::Climbing { best: None },
            hold: HOLD_FIRST,
            is_first: remembered.is_none(),
            down_next: false,
            pages: 0,
            rows: 0,
            time_ms: 0,
        }
    }

    /// Connections to use now.
    #[must_use]
    pub const fn level(&self) -> u16 {
        self.level
    }

    /// The level to remember for next time, once one has been found.
    #[must_use]
    pub const fn found(&self) -> Option<u16> {
        match self.phase {
            Phase::Holding { best, .. } | Phase::Climbing { best: Some(best) } => Some(best.level),
            Phase::Falling { before } => Some(before.level),
            Phase::Climbing { best: None } => None,
        }
    }

    /// A page of `rows` rows took `time_ms` and was asked for when `level` connections were in use. Pages of another
    /// level, and of a backlog too short to keep all connections busy, tell nothing: don't report them.
    pub fn page(&mut self, level: u16, rows: u32, time_ms: u64) {
        if level != self.level || rows == 0 {
            return;
        }
        self.pages += 1;
        self.rows += u64::from(rows);
        self.time_ms += time_ms.max(1);
        let enough = match self.phase {
            Phase::Holding { .. } => u32::from(self.level).max(4) * 2,
            _ => u32::from(self.level),
        };
        if self.pages >= enough {
            let rate = u64::from(self.level) * self.rows * 1_000_000 / self.time_ms;
            self.decide(Measured { level: self.level, rate });
        }
    }

    /// The shop failed or asked to slow down: half the connections, and no tries for a while.
    pub fn trouble(&mut self) {
        let level = (self.level / 2).max(1);
        self.is_first = false;
        self.move_to(level);
        self.phase = Phase::Holding { best: Measured { level, rate: 0 }, left: self.hold };
    }

    fn decide(&mut self, now: Measured) {
        match self.phase {
            Phase::Climbing { best: None } => self.climb(now),
            Phase::Climbing { best: Some(best) } => {
                if now.rate * 100 >= best.rate * BETTER_PERCENT {
                    self.climb(now);
                } else {
                    self.settle(best);
                }
            }
            Phase::Falling { before } => {
                if now.rate >= before.rate {
                    self.hold = HOLD_FIRST;
                    self.fall(now);
                } else {
                    self.settle(before);
                }
            }
            Phase::Holding { best, left } => self.hold_on(now, best, left),
        }
    }

    fn hold_on(&mut self, now: Measured, best: Measured, left: u32) {
        if now.rate * 100 < best.rate * WORSE_PERCENT && self.level > 1 {
            self.fall(now);
        } else if left == 0 {
            self.down_next = !self.down_next;
            if self.down_next {
                self.climb(now);
            } else {
                self.fall(now);
            }
        } else {
            self.move_to(self.level);
            let rate = if best.rate == 0 { now.rate } else { best.rate };
            self.phase = Phase::Holding { best: Measured { level: self.level, rate }, left: left - 1 };
        }
    }

    fn climb(&mut self, from: Measured) {
        if from.level >= MOST_CONNECTIONS {
            self.stay(from);
            return;
        }
        let doubled = from.level * 2;
        let level = if self.is_first && doubled <= DOUBLED { doubled } else { from.level + 1 };
        self.move_to(level);
        self.phase = Phase::Climbing { best: Some(from) };
    }

    fn fall(&mut self, from: Measured) {
        if from.level <= 1 {
            self.stay(from);
            return;
        }
        self.move_to(from.level - 1);
        self.phase = Phase::Falling { before: from };
    }

    /// Back to a level that was better; the next try comes later than the last one.
    fn settle(&mut self, best: Measured) {
        // A first level that was never bettered may be too much already: that is looked at once.
        if std::mem::take(&mut self.is_first) && best.level == FIRST {
            self.fall(best);
            return;
        }
        self.stay(best);
        self.hold = (self.hold * 2).min(HOLD_MOST);
    }

    fn stay(&mut self, best: Measured) {
        self.is_first = false;
        self.move_to(best.level);
        self.phase = Phase::Holding { best, left: self.hold };
    }

    const fn move_to(&mut self, level: u16) {
        self.level = level;
        self.pages = 0;
        self.rows = 0;
        self.time_ms = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server with `cores` processors that needs `page_ms` of one for 100 rows, and a share more for every connection
    /// beyond its processors (they fight over the database).
    fn page_ms(level: u16, cores: u16, page_ms: u64, fight_percent: u64) -> u64 {
        let over = u64::from(level.saturating_sub(cores));
        let queue = page_ms * u64::from(level.max(cores)) / u64::from(cores);
        queue * (100 + over * fight_percent) / 100
    }

    fn run(pace: &mut Pace, pages: u32, time: impl Fn(u16) -> u64) -> Vec<u16> {
        (0..pages)
            .map(|_| {
                let level = pace.level();
                pace.page(level, 100, time(level));
                pace.level()
            })
            .collect()
    }

    #[test]
    fn finds_the_servers_own_number() {
        // (processors, cost of each connection too many, found)
        for (cores, fight, found) in [(1, 10, 1), (2, 10, 2), (4, 5, 4), (4, 0, 4), (16, 0, MOST_CONNECTIONS)] {
            let mut pace = Pace::new(None);
            run(&mut pace, 60, |level| page_ms(level, cores, 1_300, fight));
            assert_eq!(pace.found(), Some(found), "{cores} processors");
        }
    }

    #[test]
    fn four_connections_are_in_use_after_two_pages() {
        let mut pace = Pace::new(None);
        let levels = run(&mut pace, 6, |level| page_ms(level, 4, 1_300, 0));
        assert_eq!(levels, [2, 4, 4, 4, 4, 5]);
    }

    #[test]
    fn steps_back_when_the_server_gets_slower_and_comes_back_after() {
        let mut pace = Pace::new(Some(4));
        run(&mut pace, 60, |level| page_ms(level, 4, 1_300, 5));
        assert_eq!(pace.found(), Some(4));
        run(&mut pace, 400, |level| page_ms(level, 1, 1_300, 30));
        assert!(pace.level() <= 2, "{}", pace.level());
        run(&mut pace, 2_000, |level| page_ms(level, 4, 1_300, 5));
        assert!((3..=5).contains(&pace.level()), "{}", pace.level());
    }

    #[test]
    fn trouble_halves_and_then_climbs_again() {
        let mut pace = Pace::new(Some(8));
        pace.trouble();
        assert_eq!(pace.level(), 4);
        pace.trouble();
        pace.trouble();
        pace.trouble();
        assert_eq!(pace.level(), 1);
        run(&mut pace, 300, |level| page_ms(level, 16, 500, 0));
        assert!(pace.level() > 4, "{}", pace.level());
    }

    #[test]
    fn pages_of_another_level_tell_nothing() {
        let mut pace = Pace::new(None);
        pace.page(3, 100, 1);
        assert_eq!(pace.level(), 2);
        pace.page(2, 0, 1);
        assert_eq!(pace.level(), 2);
    }
}
