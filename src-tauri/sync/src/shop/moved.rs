//! Feeds whose rows tell that an order moved although its own date did not: its lines, its documents. The orders they
//! name are read again.

use std::sync::Arc;

use connectors::{Feed, Record};
use domain::{Code, Fault, NativeId};

use super::live::{Look, live_name, shape_of};
use super::reader::Turn;
use super::{ShopSync, position};
use crate::plan::LiveCursor;

impl ShopSync {
    /// Follows the shop's side feeds: the first with every look, all of them with a whole one.
    pub(super) async fn follow_side_feeds(self: &Arc<Self>, look: Look) -> Result<(), Fault> {
        let feeds = self.connector.side_feeds();
        let followed = if look == Look::Whole { feeds.len() } else { 1 };
        for feed in feeds.iter().take(followed) {
            match self.follow_moved(*feed).await {
                // Nothing of the kind may be seen here: the audit brings what it would have told.
                Err(fault) if matches!(fault.code, Code::NotAllowed | Code::NotFound) => {}
                followed => followed?,
            }
        }
        Ok(())
    }

    /// Reads one side feed to its end. The orders a page names are applied before its cursor moves on: what is cut off
    /// between the two is read once more.
    async fn follow_moved(self: &Arc<Self>, feed: Feed) -> Result<(), Fault> {
        let Some(mut cursor) = self.position::<LiveCursor>(&live_name(feed)).await? else {
            // Not fixed yet: the first contact does that, before anything is read.
            return Ok(());
        };
        loop {
            let ask = cursor.ask(feed, self.page_rows(feed));
            let page = self.read(&ask, Turn::Express).await?;
            let shape = shape_of(&page.taken);
            let mut moved: Vec<NativeId> = Vec::new();
            for row in page.taken.rows.iter().filter(|row| !cursor.is_settled(&row.stamp)) {
                if let Record::Moved { order } = &row.content
                    && !moved.contains(order)
                {
                    moved.push(order.clone());
                }
            }
            drop(page.guard);
            self.read_moved_orders(&moved).await?;
            let advance = cursor.advance(&shape, ask.window.take);
            if !moved.is_empty() || advance.next != cursor {
                self.apply(vec![position(live_name(feed), &advance.next)]).await?;
            }
            cursor = advance.next;
            if advance.at_end {
                return Ok(());
            }
        }
    }

    /// Reads orders by name, as live changes.
    async fn read_moved_orders(self: &Arc<Self>, ids: &[NativeId]) -> Result<(), Fault> {
        for chunk in ids.chunks(usize::from(self.page_limit())) {
            let reading = self.read_named(chunk, Turn::Express).await?;
            let named = self.named_refunds(&reading.taken);
            let anywhere = connectors::Position::PlacedBefore(None);
            let mut changes = self.plan_page(Feed::Orders, &anywhere, false, reading.taken);
            changes.extend(self.refunds_one_by_one(named).await?);
            self.apply(changes).await?;
            drop(reading.guard);
        }
        Ok(())
    }
}
