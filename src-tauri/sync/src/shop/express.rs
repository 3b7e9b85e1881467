//! What a user waits for: an opened order's notes, an order read again. At once, beside all background work, and once
//! however often it is asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use connectors::{Feed, Position};
use domain::{EmailTemplate, Fault, NativeId};
use replica::Change;
use tokio::sync::OnceCell;

use super::reader::Turn;
use super::{ShopSync, internal, lock};

/// Notes being fetched.
pub(super) type UnderWay = Mutex<HashMap<NativeId, Arc<OnceCell<Result<(), Fault>>>>>;

impl ShopSync {
    /// Fetches an order's notes now. Who asks while they are being fetched waits for the same answer.
    pub(crate) async fn fetch_notes(self: &Arc<Self>, id: &NativeId) -> Result<(), Fault> {
        let cell = Arc::clone(lock(&self.notes_under_way).entry(id.clone()).or_default());
        let work = cell.get_or_init(|| async {
            loop {
                let made = self.notes_made();
                let changes = self.notes_changes(id, Turn::Express).await?;
                let failed = changes.iter().find_map(|change| match change {
                    Change::Quarantine(row) => Some(row.fault.clone()),
                    _ => None,
                });
                if self.keep_notes(made, changes).await? {
                    return failed.map_or(Ok(()), Err);
                }
            }
        });
        let result = self.unless_stopped(Box::pin(work)).await?.clone();
        let mut under_way = lock(&self.notes_under_way);
        if under_way.get(id).is_some_and(|current| Arc::ptr_eq(current, &cell)) {
            under_way.remove(id);
        }
        result
    }

    /// Reads an order again now.
    pub(crate) async fn refresh_order(self: &Arc<Self>, id: &NativeId) -> Result<(), Fault> {
        let work = async {
            let reading = self.read_named(std::slice::from_ref(id), Turn::Express).await?;
            if reading.taken.is_empty() {
                drop(reading);
                return self.prove(id).await;
            }
            let failed = reading.taken.broken.first().map(|row| row.fault.clone());
            let named = self.named_refunds(&reading.taken);
            let mut changes = self.plan_page(Feed::Orders, &Position::PlacedBefore(None), false, reading.taken);
            changes.extend(self.refunds_one_by_one(named).await?);
            self.apply(changes).await?;
            drop(reading.guard);
            failed.map_or(Ok(()), Err)
        };
        self.unless_stopped(Box::pin(work)).await?
    }

    /// The shop's own e-mails that can be sent for an order.
    pub(crate) async fn email_templates(self: &Arc<Self>, id: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
        let work = self.request(Turn::Express, self.patience(), || self.connector.email_templates(id));
        Ok(self.unless_stopped(Box::pin(work)).await??.value)
    }

    /// Does something for a caller, and gives it up when the shop's sync ends, which waits for that.
    pub(super) async fn unless_stopped<T>(&self, work: impl Future<Output = T>) -> Result<T, Fault> {
        self.tracker
            .track_future(async {
                tokio::select! {
                    biased;
                    () = self.cancel.cancelled() => Err(internal("ask the shop", "the shop's sync has ended")),
                    done = work => Ok(done),
                }
            })
            .await
    }
}
