//! The end of a sweep: what lies in the bin and all refunds, by name. A refund's deletion and the emptying of the bin move
//! no order's date.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use connectors::{Feed, Position, Stamp};
use domain::{Code, Fault, NativeId, OrderId, OrderState};
use replica::{Change, FindingKind};

use super::audit::SLICE;
use super::history::history_name;
use super::live::live_name;
use super::pipeline::Pipeline;
use super::reader::Turn;
use super::{ShopSync, disk, position};
use crate::plan::{HistoryCursor, LiveCursor, Suspect, compare_refunds};

/// What of the stored orders the comparison needs.
#[derive(Default)]
struct Kept {
    /// Orders in the bin.
    binned: Vec<NativeId>,
    /// Orders with a refund of which only the order's summary is known.
    in_part: Vec<NativeId>,
    /// Refund → order.
    refunds: HashMap<NativeId, NativeId>,
}

impl ShopSync {
    pub(super) async fn compare_bin_and_refunds(self: &Arc<Self>) -> Result<(), Fault> {
        let kept = self.kept().await?;
        if self.connector.capabilities().trash {
            self.compare_bin(&kept.binned).await?;
        }
        if !self.has_refund_feed() {
            return Ok(());
        }
        match self.list(Feed::Refunds).await {
            Ok(listed) => self.compare_refunds(&listed, &kept).await,
            Err(fault) if fault.code == Code::NotFound => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Goes through all orders stored, a slice at a time.
    async fn kept(&self) -> Result<Kept, Fault> {
        let mut kept = Kept::default();
        let mut newest = None;
        loop {
            let slice = self.shared.replica.stored_placed(self.id, newest, None, SLICE).await;
            let slice = slice.map_err(|error| disk(&error))?;
            newest = slice.last().map(|stored| (stored.placed_at, stored.native_id.clone()));
            let full = slice.len() >= SLICE as usize;
            for stored in slice {
                if stored.states.order == OrderState::Deleted {
                    kept.binned.push(stored.native_id);
                    continue;
                }
                if !stored.refunds.is_empty() && self.is_told_in_part(stored.id).await? {
                    kept.in_part.push(stored.native_id.clone());
                }
                kept.refunds.extend(stored.refunds.into_iter().map(|refund| (refund, stored.native_id.clone())));
            }
            if !full {
                return Ok(kept);
            }
        }
    }

    /// Whether a refund of this order is known by the order's summary alone.
    async fn is_told_in_part(&self, id: OrderId) -> Result<bool, Fault> {
        let order = self.shared.replica.order(id).await.map_err(|error| disk(&error))?;
        Ok(order.is_some_and(|stored| stored.order.refunds.iter().any(|refund| refund.created_at.is_none())))
    }

    async fn compare_bin(self: &Arc<Self>, binned: &[NativeId]) -> Result<(), Fault> {
        let listed = self.list(Feed::Trash).await?;
        let names: HashSet<&NativeId> = listed.iter().map(|stamp| &stamp.native_id).collect();
        let here: HashSet<&NativeId> = binned.iter().collect();
        let emptied = binned.iter().filter(|id| !names.contains(id));
        let binned_now = listed.iter().map(|stamp| &stamp.native_id).filter(|id| !here.contains(id));
        for id in emptied.chain(binned_now) {
            if !self.is_quarantined(Feed::Trash.code(), id.as_str()) {
                self.prove(id).await?;
            }
        }
        Ok(())
    }

    async fn compare_refunds(self: &Arc<Self>, listed: &[Stamp], kept: &Kept) -> Result<(), Fault> {
        let live_since = self.position::<LiveCursor>(&live_name(Feed::Refunds)).await?.map(|live| live.since);
        let compared = compare_refunds(listed, &kept.refunds, live_since);
        for order in &kept.in_part {
            if !compared.orders.contains(order) {
                self.read_refunds_of(order, false).await?;
            }
        }
        for order in compared.orders {
            self.read_refunds_of(&order, true).await?;
            self.reread(&[Suspect { native_id: order, finding: None }], false).await?;
        }
        if compared.unknown.iter().any(|id| !self.is_quarantined(Feed::Refunds.code(), id.as_str())) {
            let anew = HistoryCursor::starting(None, self.now());
            self.apply(vec![position(history_name(Feed::Refunds), &anew)]).await?;
            self.read_history(Feed::Refunds, self.hurried()).await?;
        }
        Ok(())
    }

    /// Reads all refunds of an order; `differed`: they were not as stored, which is a finding.
    async fn read_refunds_of(&self, order: &NativeId, differed: bool) -> Result<(), Fault> {
        let answered = self.request(Turn::Background, self.patience(), || self.connector.refunds(order)).await;
        let refunds = match answered {
            Ok(answered) => answered.value,
            // The order itself is gone: its names and dates tell.
            Err(fault) if fault.code == Code::NotFound => return Ok(()),
            Err(fault) => return Err(fault),
        };
        let mut changes = vec![Change::SetRefunds { order: order.clone(), refunds }];
        if differed {
            changes.push(self.finding(FindingKind::Refunds, order, String::new()));
        }
        self.apply(changes).await.map(|_| ())
    }

    /// All names and dates of a feed.
    async fn list(self: &Arc<Self>, feed: Feed) -> Result<Vec<Stamp>, Fault> {
        let mut pipeline = Pipeline::stamps(self, feed, Position::PlacedBefore(None), 0, self.hurried());
        let mut listed = Vec::new();
        while let Some(read) = pipeline.next().await? {
            listed.extend(read.reading.taken.stamps().cloned());
        }
        Ok(listed)
    }
}
