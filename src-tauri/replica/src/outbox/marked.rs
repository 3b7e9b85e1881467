//! Test orders that are met by their mark. A lost answer is asked for only once the server's time is up, and by then
//! somebody may have deleted the order for good: nothing would be left to be found by, and it would be placed again. So
//! whichever reading brings an order that bears the mark of an open edit ([`domain::Order::origin`]) settles that edit,
//! in the transaction that brings the order. What the push reports of it later changes nothing.

use std::collections::HashMap;

use domain::{EditId, EditState, OrderState, Outcome, ShopId};
use sqlx::SqliteConnection;

use crate::{
    Change, Result,
    apply::{Incoming, Work},
};

/// The open test orders of a shop whose mark one of the orders in these changes bears, by their marks. Nothing is looked
/// up where no orders come; else one short index says which test orders are open, mostly none.
pub(crate) async fn met(
    connection: &mut SqliteConnection,
    shop: ShopId,
    changes: &[Change],
) -> Result<HashMap<String, EditId>> {
    if !changes.iter().any(|change| matches!(change, Change::PutOrder { .. })) {
        return Ok(HashMap::new());
    }
    let mut open: HashMap<String, EditId> = sqlx::query!(
        "SELECT id, key FROM edit INDEXED BY edit_open
         WHERE shop = ?1 AND native_id IS NULL AND state NOT IN ('settled', 'dropped') AND kind = 'place_test_order'",
        shop.0
    )
    .map(|row| (row.key, EditId(row.id)))
    .fetch_all(connection)
    .await?
    .into_iter()
    .collect();
    if !open.is_empty() {
        open.retain(|key, _| changes.iter().any(|change| bears(change, key)));
    }
    Ok(open)
}

/// Whether it brings an order with this mark.
fn bears(change: &Change, key: &str) -> bool {
    matches!(change, Change::PutOrder { order, .. } if order.origin == key)
}

impl Work<'_> {
    /// Settles the test orders that a run brings, before the run is written. However the edit stands, its mark says
    /// that it took place; one that has ended by now stays as it is.
    pub(crate) async fn settle_met(&mut self, run: &mut [Incoming]) -> Result<()> {
        if self.met.is_empty() {
            return Ok(());
        }
        for incoming in run {
            // A creation that failed can leave a draft, which is no order yet.
            if incoming.order.states.order == OrderState::Draft {
                continue;
            }
            let Some(id) = self.met.remove(&incoming.order.origin) else { continue };
            // A test order is there to ring, whatever it was read for.
            incoming.history = false;
            if self.settled.contains(&id.0) {
                continue;
            }
            let made = Some(incoming.order.native_id.clone());
            self.move_edit(id, EditState::Settled, Some(Outcome::Done { made, totals: None }), None).await?;
            if self.settled.contains(&id.0) {
                tracing::info!(
                    edit = id.0,
                    order = incoming.order.native_id.as_str(),
                    "a test order was met by its mark"
                );
                self.edits.push(id);
            }
        }
        Ok(())
    }
}
