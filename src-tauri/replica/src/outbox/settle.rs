//! What the push tells of an edit, within the application of what it read.

use domain::{Edit, EditId, EditState, NativeId, Outcome};
use jiff::Timestamp;

use super::{
    Sent,
    attempt::open_state,
    carry,
    ledger::{self, Standing},
    watch,
};
use crate::{Result, apply::Work};

impl Work<'_> {
    /// Moves an edit. One that has ended, or is of another shop, is left alone: its user was faster.
    pub(crate) async fn move_edit(
        &mut self,
        id: EditId,
        state: EditState,
        outcome: Option<Outcome>,
        not_before: Option<Timestamp>,
    ) -> Result<()> {
        let Some(before) = open_state(self.tx, id).await? else {
            tracing::info!(edit = id.0, state = state.code(), "an edit that has ended stays as it is");
            return Ok(());
        };
        let edit = ledger::by_id(self.tx, id).await?;
        if edit.shop != self.shop {
            tracing::error!(edit = id.0, "an edit of another shop was to be moved");
            return Ok(());
        }
        tracing::debug!(edit = id.0, from = before.code(), to = state.code(), "edit moved");
        let standing = Standing { state, outcome: outcome.as_ref(), not_before };
        ledger::stand(self.tx, id, &standing, self.now).await?;
        let mut order = edit.order.clone();
        if let (Edit::PlaceTestOrder { .. }, Some(Outcome::Done { made: Some(made), .. })) = (&edit.edit, &outcome) {
            self.belongs_to(id, made).await?;
            order = Some(made.clone());
        }
        self.touched.extend(order.map(|order| order.0));
        if state == EditState::Settled && matches!(outcome, Some(Outcome::Done { .. })) {
            watch::begin(self.tx, &edit, self.now).await?;
            self.settled.insert(id.0);
            self.sent.push(Sent { edit, before: None });
        } else if state == EditState::Dropped {
            carry::forget(self.tx, &edit).await?;
        }
        Ok(())
    }

    /// A test order that was made is an order like any other from now on.
    async fn belongs_to(&mut self, id: EditId, made: &NativeId) -> Result<()> {
        sqlx::query!("UPDATE edit SET native_id = ?2 WHERE id = ?1", id.0, made.as_str())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
