//! Carrying out one request: its turn, its connection, its retries, the shop's own wishes.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use connectors::{Ask, Feed, Page, Presence, Row, StampPage};
use domain::{Code, Fault, NativeId, Retry};
use jiff::{SignedDuration, Timestamp};

use super::{ShopSync, lock};
use crate::lanes::Lane;
use crate::plan::{Broken, Line, Taken, TakenRows, TakenStamps, back, backoff, may_be_the_rows};
use crate::time::{later, passed};

/// The longest wait between two tries of one request; beyond it the loop waits, and says so.
const PATIENT_WAIT: Duration = Duration::from_secs(20);
/// The longest such wait while someone waits for everything to be read once; the shop's own wishes are honoured in full.
const HURRIED_WAIT: Duration = Duration::from_secs(10);

/// Whose turn a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Background reading: takes one of the shop's connections.
    Background,
    /// Small background requests: one of the connections that are measured by such requests.
    Small,
    /// The live feed and what a user waits for: beside the others.
    Express,
}

/// How often a request is tried that fails in a way for which its rows may be to blame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience(pub(super) u32);

/// A reading under way; ends when dropped, after its rows were applied or given up.
#[derive(Debug)]
pub(super) struct ReadingGuard {
    shop: Arc<ShopSync>,
    pub(super) number: u64,
}

impl Drop for ReadingGuard {
    fn drop(&mut self) {
        lock(&self.shop.readings).end(self.number);
    }
}

impl std::fmt::Debug for ShopSync {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShopSync").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<T> Answered<T> {
    /// Reports a small request, from which the pace of such is measured.
    pub(super) fn report_small(&self) {
        if let Some(lane) = &self.lane {
            lane.report(1, u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX));
        }
    }
}

/// An answer and how long it took.
pub(super) struct Answered<T> {
    pub(super) value: T,
    pub(super) took: Duration,
    lane: Option<Lane>,
}

/// The failures of one request so far.
#[derive(Clone, Copy, Debug, Default)]
struct Failures {
    all: u32,
    /// Those for which the rows asked for may be to blame.
    of_rows: u32,
}

impl Failures {
    fn count(&mut self, fault: &Fault) {
        self.all += 1;
        self.of_rows += u32::from(may_be_the_rows(fault.code));
    }

    /// Whether no try is left: `of_rows` for pages that may be broken, `usual` for a shop that fails as such.
    fn exhaust(self, of_rows: Patience, usual: Patience, fault: &Fault) -> bool {
        match fault.code {
            Code::SlowDown => self.all >= usual.0.saturating_mul(3),
            Code::Unreachable => self.all >= usual.0.min(5),
            code if may_be_the_rows(code) => self.of_rows >= of_rows.0,
            _ => self.all - self.of_rows >= usual.0,
        }
    }
}

impl ShopSync {
    /// Starts a reading: before its request leaves.
    pub(super) fn begin_reading(self: &Arc<Self>) -> ReadingGuard {
        self.readings_begun.fetch_add(1, Ordering::Relaxed);
        self.begin_own_reading()
    }

    /// The same for an edit's own order, which nothing but that edit's act waits for.
    pub(super) fn begin_own_reading(self: &Arc<Self>) -> ReadingGuard {
        let number = lock(&self.readings).begin();
        ReadingGuard { shop: Arc::clone(self), number }
    }

    /// The usual patience with one request.
    pub(super) fn patience(&self) -> Patience {
        Patience(if self.hurried() { 12 } else { 3 })
    }

    /// Makes a request until it succeeds, or until trying again is of no use now.
    pub(super) async fn request<T, F>(
        &self,
        turn: Turn,
        patience: Patience,
        make: impl Fn() -> F,
    ) -> Result<Answered<T>, Fault>
    where
        F: Future<Output = Result<T, Fault>> + Send,
    {
        let mut failures = Failures::default();
        loop {
            self.wait_for_permission().await;
            let lane = match turn {
                Turn::Background => Some(self.lanes.enter().await),
                Turn::Small => Some(self.small_lanes.enter().await),
                Turn::Express => None,
            };
            let begun = self.now();
            let result = make().await;
            let took = passed(begun, self.now());
            match result {
                Ok(value) => {
                    self.count_page();
                    return Ok(Answered { value, took, lane });
                }
                Err(fault) => {
                    drop(lane);
                    failures.count(&fault);
                    self.wait_after(fault, failures, patience).await?;
                }
            }
        }
    }

    /// Waits before the next try; the fault itself where no try is left.
    async fn wait_after(&self, fault: Fault, failures: Failures, patience: Patience) -> Result<(), Fault> {
        self.note_fault(&fault);
        let wait = backoff(&fault, failures.all, self.random());
        let wished = matches!(fault.retry, Retry::After(_));
        if fault.retry == Retry::Never || failures.exhaust(patience, self.patience(), &fault) {
            return Err(fault);
        }
        let wait = match (self.hurried(), wished) {
            (true, false) => (wait / 4).min(HURRIED_WAIT),
            _ => wait,
        };
        if !self.hurried() && wait > PATIENT_WAIT {
            return Err(fault);
        }
        self.shared.time.sleep(wait).await;
        Ok(())
    }

    /// A request failed: a shop that is at its limits is asked by fewer connections, and not before the moment it wished.
    pub(super) fn note_fault(&self, fault: &Fault) {
        tracing::debug!(shop = self.id.0, code = fault.code.as_str(), "request failed: {}", fault.operation);
        if matches!(fault.code, Code::SlowDown | Code::Maintenance | Code::TimedOut) {
            self.lanes.trouble();
            self.small_lanes.trouble();
        }
        if let Retry::After(seconds) = fault.retry {
            let until = later(self.now(), Duration::from_secs(u64::from(seconds)));
            let mut not_before = lock(&self.not_before);
            *not_before = (*not_before).max(Some(until));
        }
    }

    /// Waits as long as the shop asked not to be asked.
    pub(super) async fn wait_for_permission(&self) {
        loop {
            let now = self.now();
            let until = *lock(&self.not_before);
            let Some(until) = until.filter(|until| *until > now) else { return };
            self.shared.time.sleep(passed(now, until)).await;
        }
    }

    /// One page, without splitting.
    pub(super) async fn page(
        &self,
        ask: &Ask,
        turn: Turn,
        patience: Patience,
        reading: u64,
    ) -> Result<TakenRows, Fault> {
        let answered = self.request(turn, patience, || self.connector.pull(ask)).await?;
        self.see_server_time(answered.value.server_time);
        let full = answered.value.rows.len() >= usize::from(ask.window.take);
        if ask.feed == Feed::Orders
            && full
            && let Some(lane) = &answered.lane
        {
            let rows = u32::from(ask.window.take);
            lane.report(rows, u64::try_from(answered.took.as_millis()).unwrap_or(u64::MAX));
        }
        Ok(taken_rows(answered.value, reading, ask.window.skip, answered.took))
    }

    /// One page of names and dates, without splitting.
    pub(super) async fn stamp_page(
        &self,
        ask: &Ask,
        turn: Turn,
        patience: Patience,
        reading: u64,
    ) -> Result<TakenStamps, Fault> {
        let answered = self.request(turn, patience, || self.connector.stamps(ask)).await?;
        self.see_server_time(answered.value.server_time);
        Ok(taken_stamps(answered.value, reading, answered.took))
    }

    /// Orders by name, without splitting.
    pub(super) async fn named_page(
        &self,
        ids: &[NativeId],
        turn: Turn,
        patience: Patience,
        reading: u64,
    ) -> Result<TakenRows, Fault> {
        let answered = self.request(turn, patience, || self.connector.orders(ids)).await?;
        Ok(taken_rows(answered.value, reading, 0, answered.took))
    }

    /// Whether an order is there.
    pub(super) async fn presence(&self, id: &NativeId, turn: Turn) -> Result<Presence, Fault> {
        let answered = self.request(turn, self.patience(), || self.connector.presence(id)).await?;
        Ok(answered.value)
    }
}

/// The server's clock when it was asked.
fn asked_at(server_time: Option<Timestamp>, took: Duration) -> Option<Timestamp> {
    server_time.map(|answered| back(answered, SignedDuration::try_from(took).unwrap_or(SignedDuration::MAX)))
}

fn taken_rows(page: Page, reading: u64, skip: u32, took: Duration) -> TakenRows {
    let mut taken = Taken::empty(reading);
    taken.total = page.total;
    taken.server_time = asked_at(page.server_time, took);
    for (place, row) in (skip..).zip(page.rows) {
        match row {
            Row::Read { stamp, record } => taken.rows.push(Line { stamp, content: record }),
            Row::Broken { stamp, fault, raw } => taken.broken.push(Broken { place, stamp, fault, raw }),
        }
    }
    taken
}

fn taken_stamps(page: StampPage, reading: u64, took: Duration) -> TakenStamps {
    let mut taken = Taken::empty(reading);
    taken.total = page.total;
    taken.server_time = asked_at(page.server_time, took);
    taken.rows.extend(page.stamps.into_iter().map(|stamp| Line { stamp, content: () }));
    taken
}
