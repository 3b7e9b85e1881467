//! The end of a sweep: what lies in the bin and all refunds, by name. A refund's deletion and the emptying of the bin move
//! no order's date.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use connectors::{Feed, Position, Stamp};
use domain::{Code, Fault, NativeId, OrderState};
use jiff::Timestamp;
use replica::{Change, FindingKind};

use super::history::history_name;
use super::pipeline::Pipeline;
use super::reader::Turn;
use super::{ShopSync, position};
use crate::plan::{HistoryCursor, LiveCursor, Suspect, compare_refunds};

/// What of the stored orders the comparison needs.
#[derive(Default)]
struct Kept {
    /// Orders in the bin.
    binned: Vec<NativeId>,
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
            Ok(listed) => self.compare_refunds(&listed, &kept.refunds).await,
            Err(fault) if fault.code == Code::NotFound => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    async fn kept(&self) -> Result<Kept, Fault> {
        let mut kept = Kept::default();
        for stored in self.stored_between(Timestamp::MAX, None).await? {
            if stored.states.order == OrderState::Deleted {
                kept.binned.push(stored.native_id.clone());
                continue;
            }
            kept.refunds.extend(stored.refunds.into_iter().map(|refund| (refund, stored.native_id.clone())));
        }
        Ok(kept)
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

    async fn compare_refunds(
        self: &Arc<Self>,
        listed: &[Stamp],
        kept: &HashMap<NativeId, NativeId>,
    ) -> Result<(), Fault> {
        let live_since = self.position::<LiveCursor>("live.refunds").await?.map(|live| live.since);
        let compared = compare_refunds(listed, kept, live_since);
        for order in compared.orders {
            let answered = self.request(Turn::Background, self.patience(), || self.connector.refunds(&order)).await;
            match answered {
                Ok(answered) => {
                    let changes = vec![
                        Change::SetRefunds { order: order.clone(), refunds: answered.value },
                        self.finding(FindingKind::Refunds, &order, String::new()),
                    ];
                    self.apply(changes).await?;
                }
                Err(fault) if fault.code == Code::NotFound => {}
                Err(fault) => return Err(fault),
            }
            self.reread(&[Suspect { native_id: order, finding: None }], false).await?;
        }
        if compared.unknown.iter().any(|id| !self.is_quarantined(Feed::Refunds.code(), id.as_str())) {
            let anew = HistoryCursor::starting(None, self.now());
            self.apply(vec![position(history_name(Feed::Refunds), &anew)]).await?;
            self.read_history(Feed::Refunds, self.hurried()).await?;
        }
        Ok(())
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
