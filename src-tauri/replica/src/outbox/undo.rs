//! Taking edits back before anything of them was attempted. What had given way to one comes back.

use domain::{EditId, EditState, NativeId, OutboxEdit, Outcome};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use super::{
    carry,
    ledger::{self, Standing},
};
use crate::{Replica, ReplicaError, Result, codec::from_json, connections::Durability, overlay, replica::grow};

/// What taking a batch back came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The edits taken back.
    pub undone: Vec<OutboxEdit>,
    /// Edits of the batch that were attempted, or had ended, already.
    pub too_late: Vec<OutboxEdit>,
}

impl Replica {
    /// Takes an edit back before its first attempt; an edit that had given way to it stands again.
    ///
    /// # Errors
    /// [`ReplicaError::EditState`] where it was attempted or has ended; [`ReplicaError::NoSuchEdit`].
    pub async fn undo(&self, id: EditId, now: Timestamp) -> Result<OutboxEdit> {
        let Undone { mut undone, .. } = self.watch(self.undo_all(Wanted::One(id), now).await)?;
        undone.pop().ok_or(ReplicaError::NoSuchEdit(id))
    }

    /// Takes back what of a batch was not attempted yet, in one transaction.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn undo_batch(&self, batch: &str, now: Timestamp) -> Result<Undone> {
        self.watch(self.undo_all(Wanted::Batch(batch), now).await)
    }

    async fn undo_all(&self, wanted: Wanted<'_>, now: Timestamp) -> Result<Undone> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let edits = match wanted {
            Wanted::One(id) => {
                let edit = ledger::by_id(&mut tx, id).await?;
                if !edit.can_undo() {
                    return Err(ReplicaError::EditState { id, state: edit.state });
                }
                vec![edit]
            }
            Wanted::Batch(batch) => super::read::of_batch(&mut tx, batch).await?,
        };
        let (undone, too_late): (Vec<_>, Vec<_>) = edits.into_iter().partition(OutboxEdit::can_undo);
        // Latest first, so that what gave way within the batch does not stay behind.
        for edit in undone.iter().rev() {
            take_back(&mut tx, edit, now).await?;
        }
        let changed = show_orders(&mut tx, &undone).await?;
        let ids: Vec<i64> = undone.iter().map(|edit| edit.id.0).collect();
        let undone = ledger::by_ids(&mut tx, &ids).await?;
        let generation = grow(&mut tx, !changed.is_empty()).await?;
        tx.commit().await?;
        self.tell_changed(generation, changed);
        Ok(Undone { undone, too_late })
    }
}

#[derive(Clone, Copy)]
enum Wanted<'a> {
    One(EditId),
    Batch(&'a str),
}

async fn take_back(tx: &mut SqliteConnection, edit: &OutboxEdit, now: Timestamp) -> Result<()> {
    let dropped = Standing { state: EditState::Dropped, outcome: Some(&Outcome::Undone), not_before: None };
    ledger::stand(tx, edit.id, &dropped, now).await?;
    carry::forget(tx, edit).await?;
    give_back(tx, edit.id).await
}

type Gave = (EditState, Option<String>, Option<i64>);

/// Lets an edit that had given way to another stand as it did.
async fn give_back(tx: &mut SqliteConnection, by: EditId) -> Result<()> {
    let gave_way: Option<(i64, String)> = sqlx::query!(
        "SELECT earlier.id, earlier.gave_way AS \"gave_way!: String\" FROM edit
         JOIN edit AS earlier ON earlier.id = edit.replaces
         WHERE edit.id = ?1 AND earlier.state = 'dropped' AND earlier.gave_way IS NOT NULL",
        by.0
    )
    .map(|row| (row.id, row.gave_way))
    .fetch_optional(&mut *tx)
    .await?;
    let Some((id, gave_way)) = gave_way else { return Ok(()) };
    let (state, outcome, not_before): Gave = from_json(&gave_way)?;
    sqlx::query!(
        "UPDATE edit SET state = ?2, outcome = ?3, not_before = ?4, ended_at = NULL, gave_way = NULL WHERE id = ?1",
        id,
        state.code(),
        outcome,
        not_before
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Shows the orders of some edits anew, shop by shop.
pub(super) async fn show_orders(tx: &mut SqliteConnection, edits: &[OutboxEdit]) -> Result<Vec<domain::OrderId>> {
    let mut shops: Vec<domain::ShopId> = edits.iter().map(|edit| edit.shop).collect();
    shops.sort();
    shops.dedup();
    let mut changed = Vec::new();
    for shop in shops {
        let of_shop = edits.iter().filter(|edit| edit.shop == shop);
        let mut orders: Vec<NativeId> = of_shop.filter_map(|edit| edit.order.clone()).collect();
        orders.sort();
        orders.dedup();
        changed.extend(overlay::show(tx, shop, &orders).await?);
    }
    Ok(changed)
}
