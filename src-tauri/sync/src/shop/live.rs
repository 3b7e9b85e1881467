//! The live feeds: what changed since the last look ([`LiveCursor`]).

use std::sync::Arc;
use std::sync::atomic::Ordering;

use connectors::{Feed, Record};
use domain::{Code, Fault, NativeId, OrderState};
use replica::Change;

use super::reader::Turn;
use super::split_read::Reading;
use super::{ShopSync, lock, position};
use crate::plan::{LiveCursor, Taken, TakenRows};

/// Which feeds a look takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Orders and what moves them most; the bin and refunds where something points to them.
    Short,
    /// Orders, all that moves them, the bin and refunds.
    Whole,
}

/// The position's name.
pub(super) fn live_name(feed: Feed) -> String {
    format!("live.{}", feed.code())
}

impl ShopSync {
    /// Reads the live feeds to their ends.
    pub(super) async fn look(self: &Arc<Self>, look: Look) -> Result<(), Fault> {
        let _turn = self.live_turn.lock().await;
        let capabilities = self.connector.capabilities();
        if !capabilities.change_feed {
            return Ok(());
        }
        self.follow(Feed::Orders).await?;
        self.follow_side_feeds(look).await?;
        if capabilities.trash && look == Look::Whole {
            self.follow(Feed::Trash).await?;
        }
        let refunds = look == Look::Whole || self.refunds_wanted.swap(false, Ordering::Relaxed);
        if refunds && self.has_refund_feed() {
            self.follow_refunds().await?;
        }
        self.set_trouble(None).await?;
        self.apply(vec![Change::Checked { at: self.now() }]).await.map(|_| ())
    }

    /// Reads one live feed to its end.
    pub(super) async fn follow(self: &Arc<Self>, feed: Feed) -> Result<(), Fault> {
        let Some(mut cursor) = self.position::<LiveCursor>(&live_name(feed)).await? else {
            // Not fixed yet: the first contact does that, before anything is read.
            return Ok(());
        };
        loop {
            let ask = cursor.ask(feed, self.page_rows(feed));
            let by_stamps = feed == Feed::Orders && cursor.by_stamps();
            let (reading, shape) = if by_stamps {
                self.read_moved(&cursor, &ask).await?
            } else {
                let reading = self.read(&ask, Turn::Express).await?;
                let shape = shape_of(&reading.taken);
                (reading, shape)
            };
            let Reading { mut taken, guard } = reading;
            taken.rows.retain(|row| !cursor.is_settled(&row.stamp));
            taken.broken.retain(|row| !row.stamp.as_ref().is_some_and(|stamp| cursor.is_settled(stamp)));
            let advance = cursor.advance(&shape, ask.window.take);
            let idle = taken.is_empty();
            let named = self.named_refunds(&taken);
            let mut changes = self.plan_page(feed, &ask.position, false, taken);
            changes.extend(self.refunds_one_by_one(named).await?);
            if !idle || advance.next != cursor {
                changes.push(position(live_name(feed), &advance.next));
            }
            self.apply(changes).await?;
            drop(guard);
            cursor = advance.next;
            if advance.at_end {
                return Ok(());
            }
        }
    }

    /// Asks for dates, and reads whole only what moved. Gives the rows read, and the page's shape for the cursor.
    async fn read_moved(
        self: &Arc<Self>,
        cursor: &LiveCursor,
        ask: &connectors::Ask,
    ) -> Result<(Reading<Record>, Taken<()>), Fault> {
        let stamps = self.read_stamps(ask, Turn::Express).await?;
        let mut shape = stamps.taken;
        let moved: Vec<NativeId> = shape
            .rows
            .iter()
            .filter(|row| !cursor.is_settled(&row.stamp))
            .map(|row| row.stamp.native_id.clone())
            .collect();
        if moved.is_empty() {
            let mut taken = Taken::empty(stamps.guard.number);
            taken.broken.clone_from(&shape.broken);
            return Ok((Reading { taken, guard: stamps.guard }, shape));
        }
        let mut named = self.read_named(&moved, Turn::Express).await?;
        // A row broken now is dated by its stamp, so that it is passed by until its date moves.
        for broken in &mut named.taken.broken {
            let Some(id) = broken.stamp.as_ref().map(|stamp| stamp.native_id.clone()) else { continue };
            if let Some(at) = shape.rows.iter().position(|row| row.stamp.native_id == id) {
                broken.stamp = Some(shape.rows.remove(at).stamp);
                shape.broken.push(broken.clone());
            }
        }
        named.taken.broken.extend(shape.broken.iter().filter(|row| row.stamp.is_none()).cloned());
        Ok((named, shape))
    }

    async fn follow_refunds(self: &Arc<Self>) -> Result<(), Fault> {
        match self.follow(Feed::Refunds).await {
            Err(fault) if fault.code == Code::NotFound => {
                self.refund_feed_missing.store(true, Ordering::Relaxed);
                Ok(())
            }
            result => result,
        }
    }

    /// Whether the shop lists all refunds in one place.
    pub(super) fn has_refund_feed(&self) -> bool {
        self.connector.capabilities().refund_feed && !self.refund_feed_missing.load(Ordering::Relaxed)
    }

    /// Orders of a page that name refunds.
    pub(super) fn named_refunds(&self, page: &TakenRows) -> Vec<NativeId> {
        let named: Vec<NativeId> = page
            .rows
            .iter()
            .filter_map(|row| match &row.content {
                Record::Order(pulled) if !pulled.order.refunds.is_empty() => Some(pulled.order.native_id.clone()),
                _ => None,
            })
            .collect();
        if !named.is_empty() {
            self.refunds_wanted.store(true, Ordering::Relaxed);
        }
        named
    }

    /// The refunds of these orders, asked for order by order where the shop has no list of them.
    pub(super) async fn refunds_one_by_one(&self, orders: Vec<NativeId>) -> Result<Vec<Change>, Fault> {
        let mut changes = Vec::new();
        if self.has_refund_feed() {
            return Ok(changes);
        }
        for order in orders {
            let answered = self.request(Turn::Background, self.patience(), || self.connector.refunds(&order)).await;
            match answered {
                Ok(answered) => changes.push(Change::SetRefunds { order, refunds: answered.value }),
                // The order left meanwhile: the audit will see.
                Err(fault) if fault.code == Code::NotFound => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(changes)
    }

    /// Notes whether a page has a status that is not in the shop's list as known here.
    pub(super) fn note_statuses(&self, page: &TakenRows) {
        let known = lock(&self.status_codes);
        let strange = page.rows.iter().any(|row| match &row.content {
            Record::Order(pulled) => {
                let order = &pulled.order;
                let listed = !matches!(order.states.order, OrderState::Draft | OrderState::Deleted);
                listed && !known.is_empty() && !known.contains(&order.status)
            }
            _ => false,
        });
        if strange {
            self.statuses_wanted.store(true, Ordering::Relaxed);
        }
    }
}

/// A page without its content.
pub(super) fn shape_of(taken: &TakenRows) -> Taken<()> {
    Taken {
        reading: taken.reading,
        rows: taken.rows.iter().map(|row| crate::plan::Line { stamp: row.stamp.clone(), content: () }).collect(),
        broken: taken.broken.clone(),
        total: taken.total,
        server_time: taken.server_time,
    }
}
