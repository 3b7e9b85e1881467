//! Attempts: counted on the disk before anything is sent, and found again after a crash.

use domain::{Code, EditId, EditState, Fault, NativeId, Outcome, ShopId};
use jiff::{SignedDuration, Timestamp};
use sqlx::{Connection, SqliteConnection};

use super::ledger;
use crate::{
    Replica, Result,
    codec::{json, micros, time},
    connections::Durability,
    overlay,
    replica::grow,
};

impl Replica {
    /// Begins an attempt: pending becomes sending, attempts rise by one, on the disk when this returns. `false` where
    /// the edit is not pending any more (taken back meanwhile): it must not be sent.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing was begun then.
    pub async fn begin_attempt(&self, id: EditId, now: Timestamp) -> Result<bool> {
        let mut writer = self.writer(Durability::Power).await?;
        self.watch(begin(&mut writer, id, now).await)
    }

    /// What a crash left on its way is to be looked for: sending becomes checking, not before `late` has passed since
    /// the attempt began, in which its effect may still come about. Gives those edits. To be asked for once, before
    /// anything of the shop is sent.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn recover_edits(&self, shop: ShopId, late: SignedDuration, now: Timestamp) -> Result<Vec<EditId>> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let left: Vec<(i64, Option<String>, Option<i64>)> = sqlx::query!(
            "SELECT id, native_id, attempted_at FROM edit WHERE state = 'sending' AND shop = ?1 ORDER BY id",
            shop.0
        )
        .map(|row| (row.id, row.native_id, row.attempted_at))
        .fetch_all(&mut *tx)
        .await?;
        if left.is_empty() {
            return Ok(Vec::new());
        }
        let fault = Fault::new(Code::ConnectionLost, "send edit", "the app ended before the shop had answered");
        let outcome = json(&Outcome::Lost { fault })?;
        for (id, _, attempted_at) in &left {
            let until = attempted_at.map_or(now, time).checked_add(late).unwrap_or(Timestamp::MAX);
            sqlx::query!(
                "UPDATE edit SET state = 'checking', outcome = ?2, not_before = ?3 WHERE id = ?1",
                id,
                &outcome,
                micros(until)
            )
            .execute(&mut *tx)
            .await?;
        }
        let orders: Vec<NativeId> = left.iter().filter_map(|(_, order, _)| order.clone().map(NativeId)).collect();
        let changed = overlay::show(&mut tx, shop, &orders).await?;
        let generation = grow(&mut tx, !changed.is_empty()).await?;
        tx.commit().await?;
        self.tell_changed(generation, changed);
        Ok(left.into_iter().map(|(id, ..)| EditId(id)).collect())
    }
}

async fn begin(writer: &mut SqliteConnection, id: EditId, now: Timestamp) -> Result<bool> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let begun: Option<(i64, Option<String>)> = sqlx::query!(
        "UPDATE edit SET state = 'sending', attempts = attempts + 1, attempted_at = ?2, not_before = NULL
         WHERE id = ?1 AND state = 'pending' RETURNING shop, native_id",
        id.0,
        micros(now)
    )
    .map(|row| (row.shop, row.native_id))
    .fetch_optional(&mut *tx)
    .await?;
    let Some((shop, order)) = begun else {
        return Ok(false);
    };
    if let Some(order) = order {
        mark_sending(&mut tx, ShopId(shop), &order).await?;
    }
    // No list gains or loses an order by it: rows tell of it when they are next read.
    grow(&mut tx, false).await?;
    tx.commit().await?;
    Ok(true)
}

/// The row tells of the gravest open edit: sending, unless another is graver.
async fn mark_sending(tx: &mut SqliteConnection, shop: ShopId, order: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE order_row SET edit_state = 'sending'
         WHERE shop = ?1 AND native_id = ?2 AND (edit_state = 'pending' OR edit_state IS NULL)",
        shop.0,
        order
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether an edit may still be moved.
pub(super) async fn open_state(tx: &mut SqliteConnection, id: EditId) -> Result<Option<EditState>> {
    let code: Option<String> =
        sqlx::query_scalar!("SELECT state FROM edit WHERE id = ?1", id.0).fetch_optional(tx).await?;
    let state = code.as_deref().map(ledger::state).transpose()?;
    Ok(state.filter(|state| state.open()))
}
