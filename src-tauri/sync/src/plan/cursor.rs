//! The live cursor: how a feed is followed by date although dates have whole seconds, rows share them, and a row may
//! change again right after it was read.
//!
//! The feed is read from the last second seen, inclusive, and rows already settled are passed over by (identifier, date).
//! Where a whole page shares one second the reading goes on inside it by number, each page beginning with the last row of
//! the one before: if another row stands there, rows have moved and the second is read again from its start. At the end
//! the cursor goes back by [`OVERLAP`], because a change may become visible after one of a later date. A row counts as
//! settled only once its second was over at the shop: until then a second change would carry the same date.

use std::collections::{BTreeMap, BTreeSet};

use connectors::{Ask, Feed, Position, Stamp, Window};
use domain::NativeId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Taken, WindowEnd, window_end};

/// How far the cursor goes back at the end of a feed.
pub const OVERLAP: SignedDuration = SignedDuration::from_mins(2);
/// How far behind the server's clock the cursor stays at least, however quiet the shop: its proxy's clock, whose time we
/// see, may run ahead of the clock that dates the orders.
pub const QUIET_OVERLAP: SignedDuration = SignedDuration::from_mins(15);
/// How long after its second a row is settled.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_secs(2);
/// Up to here the overlap is read whole; with more rows in it their dates are asked for first.
const WHOLE_LIMIT: usize = 20;
/// Most settled rows remembered. Forgetting one costs a reading, never a row.
const SETTLED_LIMIT: usize = 5_000;

/// Where a live feed stands. Saved as a position in the same transaction as the rows it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCursor {
    /// Read from this moment of the server's clock on, inclusive.
    pub since: Timestamp,
    /// Rows of that second that were read: whole pages of it.
    #[serde(default)]
    pub skip: u32,
    /// The last of those rows.
    #[serde(default)]
    seam: Option<NativeId>,
    /// Rows of the overlap that need not be read again unless their date moves.
    #[serde(default)]
    settled: BTreeMap<NativeId, Timestamp>,
    /// Those of them that break the page they are on.
    #[serde(default)]
    breaking: BTreeSet<NativeId>,
}

/// What a page means for the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// Where to go on.
    pub next: LiveCursor,
    /// Whether the feed was read to its end.
    pub at_end: bool,
}

impl LiveCursor {
    /// The cursor of a first sync, fixed before the history is read.
    #[must_use]
    pub fn starting(server_time: Timestamp) -> Self {
        Self {
            since: back(server_time, QUIET_OVERLAP),
            skip: 0,
            seam: None,
            settled: BTreeMap::new(),
            breaking: BTreeSet::new(),
        }
    }

    /// What to ask for next.
    #[must_use]
    pub const fn ask(&self, feed: Feed, take: u16) -> Ask {
        Ask {
            feed,
            position: Position::ChangedSince(self.since),
            window: Window { skip: self.skip.saturating_sub(1), take },
        }
    }

    /// Whether to ask for dates first and read only what moved: much was settled, or a row there breaks every page.
    #[must_use]
    pub fn by_stamps(&self) -> bool {
        !self.breaking.is_empty() || self.settled.len() > WHOLE_LIMIT
    }

    /// Whether this row of the overlap was read before, and at this date.
    #[must_use]
    pub fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.changed_at.is_some() && self.settled.get(&stamp.native_id).copied() == stamp.changed_at
    }

    /// Where to go on after a page of `take` rows.
    #[must_use]
    pub fn advance<T>(&self, page: &Taken<T>, take: u16) -> Advance {
        let mut next = self.clone();
        if self.has_moved(page) {
            next.skip = 0;
            next.seam = None;
            return Advance { next, at_end: false };
        }
        let asked = Window { skip: self.skip.saturating_sub(1), take };
        let at_end = match window_end(asked, page.len(), page.total) {
            WindowEnd::End => true,
            WindowEnd::Full | WindowEnd::Short { .. } => false,
            // Not to be believed: stay, and ask again at the next look.
            WindowEnd::Contradiction => return Advance { next, at_end: true },
        };
        next.settle(page);
        if at_end {
            next.rest(page);
        } else {
            next.step(page);
        }
        next.forget();
        Advance { next, at_end }
    }

    /// Whether the rows inside the second have moved since the page before.
    fn has_moved<T>(&self, page: &Taken<T>) -> bool {
        if self.skip == 0 {
            return false;
        }
        let Some(seam) = &self.seam else { return false };
        match (page.rows.first(), page.broken.first()) {
            (None, None) => true,
            _ => !page.stamps().any(|stamp| &stamp.native_id == seam),
        }
    }

    fn settle<T>(&mut self, page: &Taken<T>) {
        let over = |date: Timestamp| page.server_time.is_some_and(|now| back(now, SETTLED_AFTER) >= date);
        for stamp in page.stamps() {
            self.breaking.remove(&stamp.native_id);
            match stamp.changed_at {
                Some(date) if over(date) => {
                    self.settled.insert(stamp.native_id.clone(), date);
                }
                _ => {
                    self.settled.remove(&stamp.native_id);
                }
            }
        }
        for row in &page.broken {
            if let Some(stamp) = &row.stamp
                && let Some(date) = stamp.changed_at
            {
                self.settled.insert(stamp.native_id.clone(), date);
                self.breaking.insert(stamp.native_id.clone());
            }
        }
    }

    /// Goes on behind a full page.
    fn step<T>(&mut self, page: &Taken<T>) {
        let last =
            page.stamps().filter_map(|stamp| stamp.changed_at.map(|date| (date, stamp))).max_by(|a, b| a.0.cmp(&b.0));
        match last {
            Some((date, _)) if date > self.since => {
                self.since = date;
                self.skip = 0;
                self.seam = None;
            }
            _ => {
                self.skip = self.skip.saturating_sub(1).saturating_add(page.len());
                self.seam = page.rows.last().map(|row| row.stamp.native_id.clone());
            }
        }
    }

    /// Comes to rest at the end of the feed, an overlap back.
    fn rest<T>(&mut self, page: &Taken<T>) {
        let newest = page.stamps().filter_map(|stamp| stamp.changed_at).chain(self.settled.values().copied()).max();
        let mut rest = match (newest, page.server_time) {
            (Some(newest), Some(now)) => back(newest.min(now), OVERLAP),
            (Some(newest), None) => back(newest, OVERLAP),
            (None, _) => self.since,
        };
        if let Some(now) = page.server_time {
            rest = rest.max(back(now, QUIET_OVERLAP)).min(back(now, OVERLAP));
        }
        self.since = rest;
        self.skip = 0;
        self.seam = None;
    }

    /// Forgets what the next readings cannot meet, and what is too much to remember.
    fn forget(&mut self) {
        let from = back(self.since, OVERLAP);
        self.settled.retain(|_, date| *date >= from);
        if self.settled.len() > SETTLED_LIMIT {
            let mut dates: Vec<Timestamp> = self.settled.values().copied().collect();
            dates.sort_unstable();
            if let Some(edge) = dates.get(dates.len() - SETTLED_LIMIT).copied() {
                let breaking = &self.breaking;
                self.settled.retain(|id, date| *date > edge || breaking.contains(id));
            }
        }
        let settled = &self.settled;
        self.breaking.retain(|id| settled.contains_key(id));
    }
}

/// `moment - span`, at the earliest the beginning of time.
pub(crate) fn back(moment: Timestamp, span: SignedDuration) -> Timestamp {
    moment.checked_sub(span).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
#[path = "cursor_tests.rs"]
mod tests;
