//! How edits that were entered together stand.

use domain::{EditState, Fault, OutboxEdit};

use crate::{
    App,
    api::{BatchProgress, BatchResult},
    error::{bad_input, from_replica},
};

impl App {
    /// How a batch stands, order by order.
    ///
    /// # Errors
    /// `BadInput` where there is no such batch; the replica's.
    pub async fn batch_progress(&self, batch: &str) -> Result<BatchProgress, Fault> {
        let edits = self.replica().edits_of_batch(batch).await.map_err(from_replica("read edits"))?;
        if edits.is_empty() {
            return Err(bad_input("read edits", "no edits were entered under that name"));
        }
        Ok(progress(batch, edits))
    }
}

fn progress(batch: &str, edits: Vec<OutboxEdit>) -> BatchProgress {
    let count = |holds: &dyn Fn(&OutboxEdit) -> bool| {
        u32::try_from(edits.iter().filter(|edit| holds(edit)).count()).unwrap_or(u32::MAX)
    };
    BatchProgress {
        batch: batch.to_owned(),
        total: count(&|_| true),
        settled: count(&|edit| edit.state == EditState::Settled),
        failed: count(&|edit| edit.state == EditState::Failed),
        waiting: count(&|edit| edit.state.under_way()),
        dropped: count(&|edit| edit.state == EditState::Dropped),
        needs_user: count(&|edit| edit.state.needs_user()),
        can_undo: count(&OutboxEdit::can_undo),
        results: edits.iter().map(result).collect(),
        edits: edits.into_iter().filter(|edit| edit.state.needs_user()).collect(),
    }
}

fn result(edit: &OutboxEdit) -> BatchResult {
    BatchResult {
        id: edit.id,
        order_id: edit.order_id,
        number: edit.number.clone(),
        state: edit.state,
        outcome: edit.outcome.clone(),
    }
}
