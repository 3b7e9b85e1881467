//! Reading everything once: for the command line, for tests, and before a shop is shown as complete.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use connectors::Feed;
use domain::Fault;
use jiff::SignedDuration;
use replica::QuarantinedRow;
use tokio::sync::oneshot;

use super::live::Look;
use super::{ShopSync, disk, lock};
use crate::OnceReport;
use crate::plan::back;
use crate::time::passed;

/// How often rows in quarantine are tried while everything is read once.
const MENDING_ROUNDS: u32 = 3;

/// Someone waits for everything to be read once.
pub(crate) struct OnceRequest {
    /// Read open and recent orders whole, however lately that was done.
    pub(crate) thorough: bool,
    pub(crate) reply: oneshot::Sender<Result<OnceReport, Fault>>,
}

/// While it lives, pauses are left out and patience is longer.
struct Hurry(Arc<ShopSync>);

impl Drop for Hurry {
    fn drop(&mut self) {
        self.0.hurry.fetch_sub(1, Ordering::Relaxed);
    }
}

impl ShopSync {
    pub(super) async fn answer(self: &Arc<Self>, request: OnceRequest) {
        self.hurry.fetch_add(1, Ordering::Relaxed);
        let _hurry = Hurry(Arc::clone(self));
        let mut reply = request.reply;
        let result = tokio::select! {
            () = reply.closed() => return, // nobody waits any more
            result = Box::pin(self.read_once(request.thorough)) => result,
        };
        self.working(None);
        if let Err(fault) = &result {
            let until = crate::time::later(self.now(), crate::plan::backoff(fault, 1, self.random()));
            self.show_trouble(fault.clone(), until).await;
        }
        // The asker may have left.
        let _ = reply.send(result);
    }

    async fn read_once(self: &Arc<Self>, thorough: bool) -> Result<OnceReport, Fault> {
        let begun = self.now();
        let (pages, changed) = (self.pages.load(Ordering::Relaxed), self.changed.load(Ordering::Relaxed));
        lock(&self.findings).clear();
        self.contact().await?;
        for feed in [Feed::Orders, Feed::Trash, Feed::Refunds, Feed::Products] {
            self.read_feed_once(feed).await?;
        }
        self.look(Look::Whole).await?;
        self.read_changed_products().await?;
        let cursor = self.begin_sweep().await?;
        self.sweep(cursor, true).await?;
        let read_before = if thorough { begun } else { back(begun, SignedDuration::from_hours(24)) };
        while self.reread_due(read_before).await? {}
        while self.read_due_notes().await? {}
        let quarantined = self.mend_all().await?;
        self.look(Look::Whole).await?;
        while self.read_due_notes().await? {}
        let health = self.shared.replica.health().await.map_err(|error| disk(&error))?;
        let orders = health.iter().find(|health| health.shop == self.id).map_or(0, |health| health.orders);
        Ok(OnceReport {
            shop: self.id,
            orders,
            pages: self.pages.load(Ordering::Relaxed) - pages,
            changed: self.changed.load(Ordering::Relaxed) - changed,
            findings: std::mem::take(&mut *lock(&self.findings)),
            quarantined,
            took_ms: u64::try_from(passed(begun, self.now()).as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// Tries rows in quarantine until none is left, or they have been tried often enough. Gives those left.
    async fn mend_all(self: &Arc<Self>) -> Result<Vec<QuarantinedRow>, Fault> {
        for round in 0..=MENDING_ROUNDS {
            let left = self.shared.replica.quarantined(self.id).await.map_err(|error| disk(&error))?;
            if left.is_empty() || round == MENDING_ROUNDS {
                return Ok(left);
            }
            self.mend(true).await?;
        }
        Ok(Vec::new())
    }
}
