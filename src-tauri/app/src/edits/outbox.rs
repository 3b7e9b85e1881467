//! The outbox as a face sees it, and what its user decides there.

use std::{sync::atomic::Ordering, time::Duration};

use domain::{Answer, Edit, EditId, Fault, Notice, OrderId, OutboxCounts, OutboxEdit};
use replica::OutboxQuery;

use crate::{
    App,
    api::{OutboxPage, OutboxRequest, UiEvent},
    error::{bad_input, from_replica},
};

/// Setting by which the sync knows that nothing is to be sent.
const PAUSED: &str = "outbox.paused";
const PAGE: u32 = 500;
/// So long nothing was edited: there is time for upkeep.
const PAUSE: Duration = Duration::from_secs(2);

impl App {
    /// A page of the outbox, newest first.
    ///
    /// # Errors
    /// The replica's.
    pub async fn outbox_open(&self, request: &OutboxRequest) -> Result<OutboxPage, Fault> {
        let query = OutboxQuery {
            shop: request.shop,
            states: request.states.clone(),
            before: request.before,
            limit: request.limit.clamp(1, PAGE),
        };
        let edits = self.replica().outbox(&query).await.map_err(from_replica("read outbox"))?;
        let (counts, paused) = self.outbox_state().await?;
        Ok(OutboxPage { edits, counts, paused })
    }

    /// How many edits stand where, and whether anything is sent.
    ///
    /// # Errors
    /// The replica's.
    pub async fn outbox_state(&self) -> Result<(OutboxCounts, bool), Fault> {
        let counts = self.replica().outbox_counts().await.map_err(from_replica("read outbox"))?;
        let paused = self.replica().setting(PAUSED).await.map_err(from_replica("read outbox"))?;
        Ok((counts, paused.and_then(|value| value.as_bool()).unwrap_or(false)))
    }

    /// Holds everything back, over restarts too, or lets it go on. What is on its way right now is not called back.
    ///
    /// # Errors
    /// The replica's.
    pub async fn outbox_pause(&self, paused: bool) -> Result<(), Fault> {
        self.replica().set_setting(PAUSED, paused.into()).await.map_err(from_replica("pause the outbox"))?;
        self.edits_moved(&[]).await;
        Ok(())
    }

    /// One edit.
    ///
    /// # Errors
    /// `BadInput` where there is none of that number; the replica's.
    pub async fn outbox_edit(&self, id: EditId) -> Result<OutboxEdit, Fault> {
        let edit = self.replica().edit(id).await.map_err(from_replica("read edit"))?;
        edit.ok_or_else(|| bad_input("read edit", format!("there is no edit {}", id.0)))
    }

    /// Takes back one edit that was never attempted.
    ///
    /// # Errors
    /// `BadInput` where it went on its way; the replica's.
    pub async fn edit_undo(&self, id: EditId) -> Result<OutboxEdit, Fault> {
        let undone = self.replica().undo(id, self.now()).await.map_err(from_replica("take back edit"))?;
        self.edits_moved(std::slice::from_ref(&undone)).await;
        Ok(undone)
    }

    /// Carries out what the user decided about an edit that waits for them. Gives the edit that goes on: itself, or the
    /// new one that took its place.
    ///
    /// # Errors
    /// `BadInput` where the answer does not fit where the edit stands, or what is wanted now cannot be entered; the
    /// replica's.
    pub async fn edit_answer(&self, id: EditId, answer: Answer) -> Result<OutboxEdit, Fault> {
        let edit = self.outbox_edit(id).await?;
        if let (Answer::Change { edit: wanted }, Some(order)) = (&answer, edit.order_id) {
            self.check_change(order, wanted, edit.notice).await?;
        }
        let answered = self.replica().answer(id, answer, self.now()).await.map_err(from_replica("answer edit"))?;
        self.edits_moved(std::slice::from_ref(&answered)).await;
        Ok(answered)
    }

    async fn check_change(&self, order: OrderId, wanted: &Edit, notice: Notice) -> Result<(), Fault> {
        let judged = self.judged(&[order], wanted, notice).await?;
        match judged.orders.iter().find_map(|judged| judged.refusal()) {
            None => Ok(()),
            Some(warning) => {
                let doubt = serde_json::to_string(&warning.doubt).unwrap_or_default();
                Err(bad_input("answer edit", format!("it cannot be entered: {doubt}")))
            }
        }
    }

    /// After edits were entered, taken back or answered: the sync looks at the outbox, and whoever shows it is told.
    pub(super) async fn edits_moved(&self, edits: &[OutboxEdit]) {
        let orders: Vec<OrderId> = edits.iter().filter_map(|edit| edit.order_id).collect();
        if !orders.is_empty() {
            self.emit_orders(orders);
        }
        self.poke_outbox().await;
        // Whoever entered something need not wait until all is counted.
        let app = self.clone();
        self.spawn("outbox counts", async move { app.tell_outbox().await });
        self.tidy_words(edits.len());
    }

    /// Has the index of words tidied up after edits, once there is a pause between them.
    fn tidy_words(&self, edits: usize) {
        let untidy = &self.state.untidy;
        if untidy.fetch_add(edits, Ordering::Relaxed) > 0 {
            return;
        }
        let app = self.clone();
        self.spawn("index of words", async move {
            let mut seen = 0;
            loop {
                let now = app.state.untidy.load(Ordering::Relaxed);
                if now == seen {
                    break;
                }
                seen = now;
                tokio::time::sleep(PAUSE).await;
            }
            let edits = app.state.untidy.swap(0, Ordering::Relaxed);
            app.replica().merge_words(edits).await;
        });
    }

    /// Tells how the outbox stands.
    pub(crate) async fn tell_outbox(&self) {
        match self.outbox_state().await {
            Ok((counts, paused)) => self.emit(UiEvent::Outbox { counts, paused }),
            Err(fault) => tracing::warn!(%fault, "the outbox could not be read"),
        }
    }
}
