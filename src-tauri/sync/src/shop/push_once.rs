//! Emptying the outbox once: for the command line, and for tests.

use std::sync::Arc;
use std::time::Duration;

use domain::{EditId, EditState, Fault};
use replica::OutboxQuery;

use super::{ShopSync, disk, internal, lock};
use crate::PushReport;
use crate::time::later;

/// So many failures of the shop in a row are not waited out.
const FAILURES: u32 = 5;
/// Most edits that are counted.
const COUNTED: u32 = 100_000;

impl ShopSync {
    /// Sends what can be sent, waiting for nothing that is farther away than `patience`.
    pub(crate) async fn push_within(self: &Arc<Self>, patience: Duration) -> Result<PushReport, Fault> {
        let work = async {
            let before = self.under_way().await?;
            self.wait_for_contact().await?;
            let mut state = self.push_state.subscribe();
            self.poke_outbox(true);
            let poked = self.push_poke.borrow().count();
            let closed = loop {
                let stands = state.borrow_and_update().clone();
                let deadline = later(self.now(), patience);
                let is_over = stands.wake_at.is_none_or(|at| at > deadline)
                    || stands.closed.as_ref().is_some_and(|(_, failures)| *failures >= FAILURES);
                if stands.seen >= poked && stands.idle && is_over {
                    break stands.closed;
                }
                if state.changed().await.is_err() {
                    return Err(internal("empty the outbox", "the shop's sync has ended"));
                }
            };
            let report = self.report(&before).await?;
            match closed {
                Some((fault, _)) if report.left > 0 && report.settled == 0 => Err(fault),
                _ => Ok(report),
            }
        };
        self.unless_stopped(Box::pin(work)).await?
    }

    /// Waits until the shop was reached for the first time; its fault where it cannot be.
    async fn wait_for_contact(&self) -> Result<(), Fault> {
        let (mut ready, mut failed) = (self.ready.subscribe(), self.contacts_failed.subscribe());
        failed.mark_unchanged();
        if *ready.borrow_and_update() {
            return Ok(());
        }
        tokio::select! {
            _ = ready.wait_for(|ready| *ready) => Ok(()),
            _ = failed.changed() => {
                let trouble = lock(&self.trouble).clone();
                Err(trouble.map_or_else(|| internal("reach the shop", "it does not answer"), |trouble| trouble.fault))
            }
        }
    }

    /// The edits that go on by themselves.
    async fn under_way(&self) -> Result<Vec<EditId>, Fault> {
        let states = EditState::ALL.iter().copied().filter(|state| state.under_way()).collect();
        let query = OutboxQuery { shop: Some(self.id), states, before: None, limit: COUNTED };
        let edits = self.shared.replica.outbox(&query).await.map_err(|error| disk(&error))?;
        Ok(edits.into_iter().map(|edit| edit.id).collect())
    }

    async fn report(&self, edits: &[EditId]) -> Result<PushReport, Fault> {
        let mut report = PushReport::default();
        for id in edits {
            let Some(edit) = self.shared.replica.edit(*id).await.map_err(|error| disk(&error))? else { continue };
            let counter = match edit.state {
                EditState::Settled => &mut report.settled,
                EditState::Failed => &mut report.failed,
                EditState::Conflict => &mut report.conflicts,
                EditState::Asks => &mut report.asks,
                EditState::Unsure => &mut report.unsure,
                EditState::Pending | EditState::Sending | EditState::Checking => &mut report.left,
                EditState::Dropped => continue,
            };
            *counter += 1;
        }
        Ok(report)
    }
}
