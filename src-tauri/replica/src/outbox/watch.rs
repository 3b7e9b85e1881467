//! Watching settled values. Where a shop has no compare-and-set, somebody else's write can fall between our last look
//! and our own write, or follow it at once. So what an edit has set is compared with the next readings: another value in
//! its place is told of on the order, once.

use std::collections::HashSet;

use domain::{
    Conflict, Edit, Field, NativeId, OrderId, OutboxEdit, Outcome, ShopId,
    edit::{depends, replaced},
};
use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::ledger::Entry;
use crate::{
    Result,
    apply::{Incoming, Known, Work},
    codec::{from_json, json, micros},
    shops::json_ids,
};

/// A reading that came later after the end than this is the last that is compared.
const WATCHED: SignedDuration = SignedDuration::from_secs(120);

struct Record {
    id: i64,
    native_id: String,
    edit: String,
    seen: String,
    watch_until: i64,
}

/// The watched edits of a shop's orders (JSON list), oldest first.
async fn watched(tx: &mut SqliteConnection, shop: ShopId, orders: &str) -> Result<Vec<Record>> {
    Ok(sqlx::query_as!(
        Record,
        "SELECT id, native_id AS \"native_id!: String\", edit, seen, watch_until AS \"watch_until!: i64\"
         FROM edit INDEXED BY edit_watched
         WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2)) AND watch_until IS NOT NULL ORDER BY id",
        shop.0,
        orders
    )
    .fetch_all(tx)
    .await?)
}

/// Whether a later edit of ours may move what an earlier one set, at the shop's hands or by itself.
fn disturbs(later: &Edit, earlier: &Edit) -> bool {
    let status = |field: &Field| matches!(field, Field::Status | Field::Paid);
    let moves_status = |edit: &Edit| {
        edit.touches().iter().any(|field| status(field) || matches!(field, Field::Refunded | Field::Presence))
    };
    depends(later, earlier)
        || later.touches().contains(&Field::Presence)
        || (moves_status(later) && earlier.touches().iter().any(status))
}

async fn end(tx: &mut SqliteConnection, ids: &[i64]) -> Result<()> {
    if !ids.is_empty() {
        sqlx::query!("UPDATE edit SET watch_until = NULL WHERE id IN (SELECT value FROM json_each(?1))", json(ids)?)
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// What is watched until now ends where edits just entered will move it.
pub(super) async fn end_disturbed(tx: &mut SqliteConnection, shop: ShopId, entries: &[Entry]) -> Result<()> {
    let orders: Vec<NativeId> = entries.iter().filter_map(|entry| entry.new.order.clone()).collect();
    let mut ended = Vec::new();
    for record in watched(tx, shop, &json_ids(&orders)?).await? {
        let earlier: Edit = from_json(&record.edit)?;
        let of_order = |entry: &&Entry| entry.new.order.as_ref().is_some_and(|order| order.0 == record.native_id);
        if entries.iter().filter(of_order).any(|entry| disturbs(&entry.new.edit, &earlier)) {
            ended.push(record.id);
        }
    }
    end(tx, &ended).await
}

/// Watches what an edit that settles has set, in place of what it disturbed; nothing where a later edit that is still
/// open will move it: that one is compared with the shop's value before it goes.
pub(super) async fn begin(tx: &mut SqliteConnection, edit: &OutboxEdit, now: Timestamp) -> Result<()> {
    let Some(order) = &edit.order else { return Ok(()) };
    let orders = json_ids(std::slice::from_ref(order))?;
    let mut ended = Vec::new();
    for record in watched(tx, edit.shop, &orders).await? {
        if disturbs(&edit.edit, &from_json(&record.edit)?) {
            ended.push(record.id);
        }
    }
    end(tx, &ended).await?;
    if !edit.edit.touches().iter().any(|field| edit.edit.wants(field).is_some()) {
        return Ok(());
    }
    let open = super::open_of(tx, edit.shop, &orders).await?.remove(order.as_str()).unwrap_or_default();
    if open.iter().any(|other| other.id > edit.id.0 && disturbs(&other.edit, &edit.edit)) {
        return Ok(());
    }
    let until = now.checked_add(WATCHED).unwrap_or(Timestamp::MAX);
    sqlx::query!("UPDATE edit SET watch_until = ?2 WHERE id = ?1", edit.id.0, micros(until)).execute(tx).await?;
    Ok(())
}

impl Work<'_> {
    /// Compares readings with what is watched of their orders. Gives the orders that have something to tell.
    pub(crate) async fn look_at_watched(
        &mut self,
        ids: &str,
        run: &[Incoming],
        known: &Known,
    ) -> Result<HashSet<OrderId>> {
        let mut told = HashSet::new();
        let mut ended = Vec::new();
        for record in watched(self.tx, self.shop, ids).await? {
            // The answer to the edit itself, or to one in the same transaction, is no later reading.
            if self.settled.contains(&record.id) {
                continue;
            }
            let reading = run.iter().find(|incoming| incoming.order.native_id.0 == record.native_id);
            let Some(order) = reading.map(|incoming| &incoming.order) else { continue };
            let present = known.present.get(&record.native_id);
            let newest = present.and_then(|present| present.modified_at);
            if order.modified_at.map(micros) < newest {
                continue; // Older than what the edit is known to have set.
            }
            if let Some(conflict) = replaced(&from_json(&record.edit)?, &from_json(&record.seen)?, order) {
                self.tell_replaced(record.id, conflict).await?;
                told.extend(present.map(|present| OrderId(present.id)));
            } else if record.watch_until < micros(self.now) {
                ended.push(record.id);
            }
        }
        end(self.tx, &ended).await?;
        Ok(told)
    }

    async fn tell_replaced(&mut self, id: i64, conflict: Conflict) -> Result<()> {
        sqlx::query!(
            "UPDATE edit SET outcome = ?2, replaced_at = ?3, watch_until = NULL WHERE id = ?1",
            id,
            json(&Outcome::Replaced { conflict })?,
            micros(self.now)
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }
}
