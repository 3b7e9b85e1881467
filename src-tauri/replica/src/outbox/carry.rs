//! What later edits of an order take to have been seen, kept true as earlier ones of the same author come to something:
//! neither what the shop made of those nor that they were dropped is somebody else's change.

use domain::{NativeId, Order, OutboxEdit, Seen, ShopId};
use sqlx::SqliteConnection;

use crate::{Result, apply::Work, codec::json, overlay, shops, shops::json_ids};

/// Notes what edits are taken to have seen from now on.
pub(super) async fn write_seen(tx: &mut SqliteConnection, seen: &[(i64, Seen)]) -> Result<()> {
    if seen.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(seen.len());
    for (id, seen) in seen {
        rows.push((id, json(seen)?));
    }
    sqlx::query(
        "UPDATE edit SET seen = s.seen FROM (SELECT value ->> 0 AS id, value ->> 1 AS seen FROM json_each(?1)) AS s
         WHERE edit.id = s.id",
    )
    .bind(json(&rows)?)
    .execute(tx)
    .await?;
    Ok(())
}

/// The edits entered after one that is dropped no longer count on it.
pub(super) async fn forget(tx: &mut SqliteConnection, dropped: &OutboxEdit) -> Result<()> {
    let Some(order) = &dropped.order else { return Ok(()) };
    let open = super::open_of(tx, dropped.shop, &json_ids(std::slice::from_ref(order))?).await?;
    let later = open.into_values().flatten().filter(|edit| edit.id > dropped.id.0);
    let seen = later.filter_map(|edit| {
        let seen = edit.seen.without(&dropped.edit, &dropped.seen);
        (seen != edit.seen).then_some((edit.id, seen))
    });
    write_seen(tx, &seen.collect::<Vec<_>>()).await
}

/// An edit that settled, with the order as read right before it was sent.
pub(crate) struct Sent {
    pub(crate) edit: OutboxEdit,
    pub(crate) before: Option<Order>,
}

impl Work<'_> {
    /// Carries what later edits have seen over what those that settled came to. Only where both readings are known, the
    /// one before and the answer: anything else could pass somebody else's change off as ours.
    pub(crate) async fn carry_seen(&mut self) -> Result<()> {
        for Sent { edit, before } in std::mem::take(&mut self.sent) {
            let (Some(order), Some(before)) = (&edit.order, &before) else { continue };
            if edit.edit.touches().is_empty() || !self.read.contains(order.as_str()) {
                continue;
            }
            self.carry_over(edit.shop, order, &edit, before).await?;
        }
        Ok(())
    }

    async fn carry_over(&mut self, shop: ShopId, order: &NativeId, own: &OutboxEdit, before: &Order) -> Result<()> {
        let standing = overlay::standing(self.tx, shop, std::slice::from_ref(order)).await?.remove(order.as_str());
        let Some(standing) = standing else { return Ok(()) };
        let statuses = shops::statuses(self.tx, shop).await?;
        let later = standing.edits.iter().filter(|edit| edit.id > own.id.0);
        let seen = later.filter_map(|edit| {
            let seen = edit.seen.after_own(&own.edit, before, &standing.mirror, &statuses);
            (seen != edit.seen).then_some((edit.id, seen))
        });
        write_seen(self.tx, &seen.collect::<Vec<_>>()).await
    }
}
