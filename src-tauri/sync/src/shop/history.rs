//! Reading a feed's history, newest first: the first sync, and again where a feed must be read anew.

use std::sync::Arc;

use connectors::{Feed, Position};
use domain::Fault;
use replica::Change;

use super::pipeline::{Pipeline, WindowRead};
use super::{ShopSync, lock, position};
use crate::Phase;
use crate::plan::{HistoryCursor, PageContext, page_changes};

/// The position's name.
pub(super) fn history_name(feed: Feed) -> String {
    format!("backfill.{}", feed.code())
}

impl ShopSync {
    /// Rows of a page.
    pub(super) fn page_limit(&self) -> u16 {
        self.connector.capabilities().page_limit.max(1)
    }

    /// Rows of a feed's page. A page of products costs a request for each product's variations besides, and fails as a
    /// whole when one of them does: on a shop that lets every seventh request fail, a hundred would never get through.
    pub(super) fn page_rows(&self, feed: Feed) -> u16 {
        const PRODUCTS: u16 = 20;
        if feed == Feed::Products { self.page_limit().min(PRODUCTS) } else { self.page_limit() }
    }

    /// How far a feed's history was read; `None`: not begun.
    pub(super) async fn history_cursor(&self, feed: Feed) -> Result<Option<HistoryCursor>, Fault> {
        self.position(&history_name(feed)).await
    }

    /// Reads a feed's history to its end, from where it stands.
    pub(super) async fn read_history(self: &Arc<Self>, feed: Feed, wide: bool) -> Result<(), Fault> {
        let mut cursor = match self.history_cursor(feed).await? {
            Some(cursor) if cursor.done => return Ok(()),
            Some(cursor) => cursor,
            None => HistoryCursor::starting(None, self.now()),
        };
        let from = Position::PlacedBefore(cursor.before);
        let mut pipeline = Pipeline::rows(self, feed, from.clone(), cursor.next, wide);
        while let Some(read) = pipeline.next().await? {
            cursor = HistoryCursor {
                total: pipeline.total().or(cursor.total),
                ..cursor.after(read.window, read.reading.taken.len(), read.reading.taken.total)
            };
            cursor.done = read.last;
            self.working(Some(history_phase(feed, &cursor)));
            self.apply_history(feed, &from, read, &cursor).await?;
        }
        if !cursor.done {
            cursor.done = true;
            self.apply(vec![position(history_name(feed), &cursor)]).await?;
        }
        self.remember_connections().await
    }

    async fn apply_history(
        self: &Arc<Self>,
        feed: Feed,
        from: &Position,
        read: WindowRead<connectors::Record>,
        cursor: &HistoryCursor,
    ) -> Result<(), Fault> {
        let guard = read.reading.guard;
        let named = self.named_refunds(&read.reading.taken);
        let mut changes = self.plan_page(feed, from, true, read.reading.taken);
        changes.extend(self.refunds_one_by_one(named).await?);
        changes.push(position(history_name(feed), cursor));
        self.apply(changes).await?;
        drop(guard);
        Ok(())
    }

    /// The changes of a page.
    pub(super) fn plan_page(
        &self,
        feed: Feed,
        from: &Position,
        history: bool,
        page: crate::plan::TakenRows,
    ) -> Vec<Change> {
        self.note_statuses(&page);
        let quarantined = lock(&self.quarantined).clone();
        page_changes(
            page,
            PageContext { feed, position: from, history, now: self.now(), quarantined: &quarantined },
            &mut lock(&self.readings),
        )
    }

    /// Keeps the number of connections found for the next start.
    async fn remember_connections(&self) -> Result<(), Fault> {
        match self.lanes.found() {
            Some(found) => self.apply(vec![position("connections", &found)]).await.map(|_| ()),
            None => Ok(()),
        }
    }
}

fn history_phase(feed: Feed, cursor: &HistoryCursor) -> Phase {
    let (done, total) = (u64::from(cursor.next), cursor.total);
    match feed {
        Feed::Orders => Phase::FirstSync { done, total },
        _ => Phase::Feed { feed: feed.code(), done, total },
    }
}
