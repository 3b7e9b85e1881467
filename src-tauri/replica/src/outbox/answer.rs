//! What a user decides about an edit.

use domain::{Answer, Edit, EditId, EditKey, EditState, NewEdit, OutboxEdit, Outcome, Seen};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use super::{
    carry,
    ledger::{self, Entry, Standing},
    undo::show_orders,
    watch,
};
use crate::{
    Replica, ReplicaError, Result,
    connections::Durability,
    overlay::{self, Scene},
    replica::grow,
};

impl Replica {
    /// Carries out what a user decides about an edit that waits for them. Gives the edit as it stands then; of
    /// [`Answer::KeepMine`] and [`Answer::Change`] the new one, which has a mark of its own.
    ///
    /// # Errors
    /// [`ReplicaError::EditState`] where the answer does not fit how the edit stands (any more);
    /// [`ReplicaError::NoSuchEdit`]; [`ReplicaError::NoSuchOrder`] where a new edit's order is not here any more.
    pub async fn answer(&self, id: EditId, answer: Answer, now: Timestamp) -> Result<OutboxEdit> {
        self.watch(self.carry_out(id, answer, now).await)
    }

    async fn carry_out(&self, id: EditId, answer: Answer, now: Timestamp) -> Result<OutboxEdit> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let edit = ledger::by_id(&mut tx, id).await?;
        let stands = match decide(&edit, answer, now)? {
            Decision::Stand { state, outcome, not_before, approved } => {
                let standing = Standing { state, outcome: outcome.as_ref(), not_before };
                ledger::stand(&mut tx, id, &standing, now).await?;
                if state == EditState::Dropped {
                    carry::forget(&mut tx, &edit).await?;
                }
                if approved {
                    sqlx::query!("UPDATE edit SET approved = 1 WHERE id = ?1", id.0).execute(&mut *tx).await?;
                }
                id
            }
            Decision::Instead { content, on_mirror } => instead(&mut tx, &edit, content, on_mirror, now).await?,
        };
        let changed = show_orders(&mut tx, std::slice::from_ref(&edit)).await?;
        let stands = ledger::by_id(&mut tx, stands).await?;
        let generation = grow(&mut tx, !changed.is_empty()).await?;
        tx.commit().await?;
        self.tell_changed(generation, changed);
        Ok(stands)
    }
}

/// What an answer comes to.
#[derive(Debug, PartialEq, Eq)]
enum Decision {
    /// The edit itself goes on or ends.
    Stand { state: EditState, outcome: Option<Outcome>, not_before: Option<Timestamp>, approved: bool },
    /// Another takes its place: seen on what the shop last said, or on what is shown.
    Instead { content: Edit, on_mirror: bool },
}

/// The table of answers: which fits which state.
fn decide(edit: &OutboxEdit, answer: Answer, now: Timestamp) -> Result<Decision> {
    use EditState::{Asks, Conflict, Dropped, Failed, Pending, Settled, Unsure};
    let stand = |state, outcome, not_before| Decision::Stand { state, outcome, not_before, approved: false };
    let given_up = || Some(Outcome::GivenUp { why: edit.outcome.clone().map(Box::new) });
    Ok(match (answer, edit.state) {
        (Answer::Approve, Asks) => Decision::Stand { state: Pending, outcome: None, not_before: None, approved: true },
        (Answer::Retry, Failed | Unsure) => stand(Pending, None, None),
        (Answer::Retry, Pending) => stand(Pending, edit.outcome.clone(), Some(now)),
        (Answer::GiveUp, Pending | Asks | Conflict | Failed | Unsure) | (Answer::TakeTheirs, Conflict) => {
            stand(Dropped, given_up(), None)
        }
        (Answer::SaidDone, Unsure) => stand(Settled, Some(Outcome::SaidDone), None),
        (Answer::KeepMine, Conflict) => Decision::Instead { content: edit.edit.clone(), on_mirror: true },
        (Answer::Change { edit: content }, Failed | Conflict | Asks) => Decision::Instead { content, on_mirror: false },
        _ => return Err(ReplicaError::EditState { id: edit.id, state: edit.state }),
    })
}

/// Enters an edit in the place of another.
async fn instead(
    tx: &mut SqliteConnection,
    edit: &OutboxEdit,
    content: Edit,
    on_mirror: bool,
    now: Timestamp,
) -> Result<EditId> {
    let id = ledger::last_id(tx).await? + 1;
    let mut seen = Seen::default();
    if let Some(order) = &edit.order {
        let scene = Scene::read(tx, edit.shop).await?;
        let standing = overlay::standing(tx, edit.shop, std::slice::from_ref(order)).await?.remove(order.as_str());
        let mut standing = standing.ok_or_else(|| ReplicaError::NoSuchOrder(order.clone()))?;
        // The new one does not see the one whose place it takes.
        standing.edits.retain(|open| open.id != edit.id.0);
        let shown = if on_mirror { standing.mirror } else { standing.seen(&scene) };
        seen = Seen::of(&shown, &content);
    }
    let key: String = sqlx::query_scalar("SELECT lower(hex(randomblob(16)))").fetch_one(&mut *tx).await?;
    let new = NewEdit {
        shop: edit.shop,
        order: edit.order.clone(),
        key: EditKey(key),
        edit: content,
        notice: edit.notice,
        not_before: None,
        batch: edit.batch.clone(),
    };
    let entries = [Entry { id, new, number: edit.number.clone(), seen, replaces: Some(edit.id.0) }];
    carry::forget(tx, edit).await?;
    ledger::insert(tx, &entries, now).await?;
    ledger::give_way(tx, &[(edit.id.0, id)], now).await?;
    watch::end_disturbed(tx, edit.shop, &entries).await?;
    Ok(EditId(id))
}
