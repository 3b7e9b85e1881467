//! The audit: names and dates of all orders, newest first, against what is stored; then the bin, the refunds, and the
//! rows that could not be named. What it finds is healed on the way.

use std::collections::HashSet;
use std::sync::Arc;

use connectors::{Feed, Position, Stamp};
use domain::{Fault, NativeId};
use jiff::{SignedDuration, Timestamp};
use replica::{Change, Stored};

use super::live::live_name;
use super::pipeline::Pipeline;
use super::{ShopSync, disk, lock, position};
use crate::Phase;
use crate::plan::{LiveCursor, StoredStamp, SweepCursor, Taken, back, compare, cut_slice};

/// The position's name.
pub(super) const SWEEP: &str = "audit.sweep";
/// How often everything is compared.
pub(super) const SWEEP_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How far back orders are read whole once a day.
const REREAD_DAYS: i64 = 30;
/// Orders asked of the replica at a time.
pub(super) const SLICE: u32 = 500;

impl ShopSync {
    /// The sweep under way or last done.
    pub(super) async fn sweep_cursor(&self) -> Result<Option<SweepCursor>, Fault> {
        self.position(SWEEP).await
    }

    /// Starts a sweep from the newest order on.
    pub(super) async fn begin_sweep(&self) -> Result<SweepCursor, Fault> {
        let cursor =
            SweepCursor { before: self.server_now(), next: 0, down_to: None, begun_at: self.now(), done_at: None };
        self.apply(vec![position(SWEEP, &cursor)]).await?;
        Ok(cursor)
    }

    /// Goes on with a sweep: by one slice, or (`whole`) to its end. Whether it is through.
    pub(super) async fn sweep(self: &Arc<Self>, mut cursor: SweepCursor, whole: bool) -> Result<bool, Fault> {
        let from = Position::PlacedBefore(Some(cursor.before));
        let mut pipeline = Pipeline::stamps(self, Feed::Orders, from.clone(), cursor.next, whole);
        let mut listed: Vec<Stamp> = Vec::new();
        let mut first = true;
        while let Some(read) = pipeline.next().await? {
            let taken = &read.reading.taken;
            if first && begins_behind(taken, read.window.skip, cursor.down_to) {
                // Orders left since the last slice, and those behind them moved forward: go back until the slices meet.
                cursor.next = read.window.skip.saturating_sub(u32::from(self.page_limit()));
                pipeline = Pipeline::stamps(self, Feed::Orders, from.clone(), cursor.next, whole);
                continue;
            }
            first = false;
            self.quarantine_nameless(&from, taken).await?;
            extend(&mut listed, taken, cursor.down_to);
            let end = read.window.skip.saturating_add(taken.len());
            drop(read.reading.guard);
            let Some((cut, down_to)) = cut_slice(&listed, read.last) else { continue };
            let rest = listed.split_off(cut.min(listed.len()));
            let slice = std::mem::replace(&mut listed, rest);
            cursor = self.compare_slice(cursor, &slice, down_to).await?;
            cursor.next = end.saturating_sub(u32::try_from(listed.len()).unwrap_or(u32::MAX));
            self.working(Some(Phase::Audit { done: u64::from(cursor.next), total: pipeline.total() }));
            if read.last {
                self.finish_sweep(cursor).await?;
                return Ok(true);
            }
            self.apply(vec![position(SWEEP, &cursor)]).await?;
            if !whole {
                return Ok(false);
            }
        }
        let cursor = self.compare_slice(cursor, &listed, None).await?;
        self.finish_sweep(cursor).await?;
        Ok(true)
    }

    async fn compare_slice(
        self: &Arc<Self>,
        cursor: SweepCursor,
        slice: &[Stamp],
        down_to: Option<Timestamp>,
    ) -> Result<SweepCursor, Fault> {
        let ids: Vec<NativeId> = slice.iter().map(|stamp| stamp.native_id.clone()).collect();
        let known: Vec<StoredStamp> = self.stored(&ids).await?.iter().map(stored_stamp).collect();
        let upper = cursor.down_to.unwrap_or_else(|| back(cursor.before, SignedDuration::from_micros(1)));
        let span: Vec<StoredStamp> = self.stored_between(upper, down_to).await?.iter().map(stored_stamp).collect();
        let live_since = self.position::<LiveCursor>(&live_name(Feed::Orders)).await?.map(|live| live.since);
        let mut compared = compare(slice, &known, &span, live_since);
        // What is in quarantine is known to be unreadable; it has its own times for being tried.
        compared.reread.retain(|suspect| !self.is_quarantined(Feed::Orders.code(), suspect.native_id.as_str()));
        self.reread(&compared.reread, false).await?;
        for id in &compared.prove {
            self.prove(id).await?;
        }
        Ok(SweepCursor { down_to: down_to.or(cursor.down_to), ..cursor })
    }

    /// Orders stored that were placed at or before `upper` and after `lower`, newest first.
    pub(super) async fn stored_between(
        &self,
        upper: Timestamp,
        lower: Option<Timestamp>,
    ) -> Result<Vec<Stored>, Fault> {
        let mut all = Vec::new();
        let mut newest =
            Some((upper.checked_add(SignedDuration::from_micros(1)).unwrap_or(upper), NativeId(String::new())));
        loop {
            let some = self.shared.replica.stored_placed(self.id, newest, lower, SLICE).await;
            let some = some.map_err(|error| disk(&error))?;
            let full = some.len() >= SLICE as usize;
            newest = some.last().map(|stored| (stored.placed_at, stored.native_id.clone()));
            all.extend(some.into_iter().filter(|stored| lower.is_none_or(|lower| stored.placed_at > lower)));
            if !full {
                return Ok(all);
            }
        }
    }

    async fn quarantine_nameless(&self, from: &Position, taken: &Taken<()>) -> Result<(), Fault> {
        let mut page = Taken::empty(taken.reading);
        page.broken.extend(taken.broken.iter().filter(|row| row.stamp.is_none()).cloned());
        let changes = self.plan_page(Feed::Orders, from, true, page);
        self.apply(changes).await.map(|_| ())
    }

    async fn finish_sweep(self: &Arc<Self>, mut cursor: SweepCursor) -> Result<(), Fault> {
        self.compare_bin_and_refunds().await?;
        cursor.done_at = Some(self.now());
        let mut changes = self.forget_nameless(cursor.begun_at).await?;
        changes.push(position(SWEEP, &cursor));
        self.apply(changes).await.map(|_| ())
    }

    /// Rows known by their place alone and not met again by the sweep are gone or can be read.
    async fn forget_nameless(&self, begun_at: Timestamp) -> Result<Vec<Change>, Fault> {
        let rows = self.shared.replica.quarantined(self.id).await.map_err(|error| disk(&error))?;
        Ok(rows
            .into_iter()
            .filter(|row| {
                row.native_id.is_none() && row.feed == Feed::Orders.code() && row.key != super::chores::WHOLE_FEED
            })
            .filter(|row| row.tried_at < begun_at)
            .map(|row| Change::Release { feed: row.feed, key: row.key })
            .collect())
    }

    /// Reads open orders and those of the last 30 days again that were not read whole since `read_before`, a page of them.
    /// Whether any were left.
    pub(super) async fn reread_due(self: &Arc<Self>, read_before: Timestamp) -> Result<bool, Fault> {
        let since = back(self.now(), SignedDuration::from_hours(24 * REREAD_DAYS));
        let limit = u32::from(self.page_limit());
        let aside = u32::try_from(lock(&self.quarantined).len()).unwrap_or(u32::MAX);
        let due = self.shared.replica.due_reread(self.id, since, read_before, limit.saturating_add(aside)).await;
        let suspects: Vec<_> = due
            .map_err(|error| disk(&error))?
            .into_iter()
            .filter(|id| !self.is_quarantined(Feed::Orders.code(), id.as_str()))
            .take(usize::from(self.page_limit()))
            .map(|native_id| crate::plan::Suspect { native_id, finding: None })
            .collect();
        if suspects.is_empty() {
            return Ok(false);
        }
        self.reread(&suspects, true).await?;
        self.refresh_notes_of_open(&suspects, read_before).await?;
        Ok(true)
    }
}

/// Whether the first window of a run does not reach up to what was compared before.
fn begins_behind(taken: &Taken<()>, skip: u32, down_to: Option<Timestamp>) -> bool {
    let (Some(down_to), true) = (down_to, skip > 0) else { return false };
    let newest = taken.stamps().filter_map(|stamp| stamp.placed_at).max();
    newest.is_none_or(|newest| newest <= down_to)
}

/// Adds a window's stamps to those not compared yet: windows share rows, and what was compared is not compared again.
fn extend(listed: &mut Vec<Stamp>, taken: &Taken<()>, down_to: Option<Timestamp>) {
    let known: HashSet<NativeId> = listed.iter().map(|stamp| stamp.native_id.clone()).collect();
    let compared = |stamp: &Stamp| matches!((stamp.placed_at, down_to), (Some(placed), Some(edge)) if placed > edge);
    listed.extend(taken.stamps().filter(|stamp| !compared(stamp) && !known.contains(&stamp.native_id)).cloned());
    // Stable: the shop's own order within one moment stays.
    listed.sort_by_key(|stamp| std::cmp::Reverse(stamp.placed_at));
}

fn stored_stamp(stored: &Stored) -> StoredStamp {
    StoredStamp { native_id: stored.native_id.clone(), modified_at: stored.modified_at, state: stored.states.order }
}
