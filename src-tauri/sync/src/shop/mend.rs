//! Trying again what is in quarantine: ever less often, and at once when someone waits for everything to be read.

use std::sync::Arc;

use connectors::Feed;
use domain::Fault;
use jiff::Timestamp;
use replica::QuarantinedRow;

use super::chores::WHOLE_FEED;
use super::history::history_name;
use super::notes::NOTES;
use super::{ShopSync, disk, position};
use crate::plan::{HistoryCursor, Suspect, quarantine_retry_at};

impl ShopSync {
    /// Tries rows whose time has come, or (`all`) all of them. Gives when the next one's time comes.
    pub(super) async fn mend(self: &Arc<Self>, all: bool) -> Result<Option<Timestamp>, Fault> {
        let now = self.now();
        let rows = self.shared.replica.quarantined(self.id).await.map_err(|error| disk(&error))?;
        let (due, waiting): (Vec<_>, Vec<_>) =
            rows.into_iter().filter(|row| row.key != WHOLE_FEED).partition(|row| all || retry_at(row) <= now);
        let named = |feed: &str| -> Vec<domain::NativeId> {
            due.iter().filter(|row| row.feed == feed).filter_map(|row| row.native_id.clone()).collect()
        };
        let mut orders = named(Feed::Orders.code());
        orders.extend(named(Feed::Trash.code()));
        let suspects: Vec<Suspect> = orders.into_iter().map(|native_id| Suspect { native_id, finding: None }).collect();
        self.reread(&suspects, false).await?;
        let notes = named(NOTES);
        self.read_notes_of(&notes).await?;
        // Refunds and products can't be asked for by name alone: their feeds are read anew.
        for feed in [Feed::Refunds, Feed::Products] {
            if due.iter().any(|row| row.feed == feed.code()) {
                let anew = HistoryCursor::starting(None, self.now());
                self.apply(vec![position(history_name(feed), &anew)]).await?;
                self.read_history(feed, all).await?;
            }
        }
        Ok(waiting.iter().map(retry_at).min())
    }
}

fn retry_at(row: &QuarantinedRow) -> Timestamp {
    quarantine_retry_at(row.tried_at, row.attempts)
}
