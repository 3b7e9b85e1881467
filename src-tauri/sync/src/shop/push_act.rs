//! One act on one edit: read the order again, judge, send, take over what came of it.
//!
//! The attempt is entered on the disk before its request leaves. What it came to is applied in one transaction with the
//! order as the answer shows it. Wherever this is dropped, the edit stands as being sent, and is looked for.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use connectors::{Found, Gone, Presence, PulledOrder, Pushed, Write};
use domain::edit::judge;
use domain::{Edit, EditState, Fault, NativeId, Order, OutboxEdit, Verdict};
use jiff::{SignedDuration, Timestamp};
use replica::Change;

use super::reader::ReadingGuard;
use super::{ShopSync, disk, lock};
use crate::lanes::Lane;
use crate::plan::{Act, Standing, back, is_late};
use crate::time::passed;

/// An answer that takes so long may come after the second in which the order was changed.
const SLOW: Duration = Duration::from_secs(1);
/// How much the server's clock may be off from what is known of it.
const CLOCK_DOUBT: SignedDuration = SignedDuration::from_secs(30);

/// Why an act did not come to an end.
#[derive(Debug)]
pub(super) enum Stuck {
    /// The order could not be read, or the edit not be looked for. Nothing was attempted.
    Unread(Fault),
    /// The attempt failed in a way that may pass; the edit stands accordingly.
    Written(Fault),
    /// The replica failed.
    Here(Fault),
}

/// An order as just read.
struct Reread {
    presence: Presence,
    /// Ends the reading when dropped, after its content was applied.
    guard: ReadingGuard,
    took: Duration,
}

impl Reread {
    /// The order; `None`: gone for good.
    fn pulled(&self) -> Option<&PulledOrder> {
        match &self.presence {
            Presence::There(pulled) | Presence::Gone(Gone::Trashed(pulled)) => Some(pulled),
            Presence::Gone(Gone::Deleted) => None,
        }
    }
}

/// What a write, or a look, brought to light.
struct Answer {
    pushed: Pushed,
    /// Ends the reading that the answer is when dropped.
    guard: ReadingGuard,
}

impl ShopSync {
    /// Carries out what was planned for an edit.
    pub(super) async fn act(self: &Arc<Self>, act: &Act) -> Result<(), Stuck> {
        match act {
            Act::Attempt(edit) => Box::pin(self.attempt(edit)).await,
            Act::Look(edit) => Box::pin(self.look_for(edit)).await,
        }
    }

    /// One connection is kept from the reading to the write: the less time between them, the less can change.
    async fn attempt(self: &Arc<Self>, edit: &OutboxEdit) -> Result<(), Stuck> {
        let lane = self.lane().await;
        let reread = self.reread_of(edit).await?;
        let remote = reread.as_ref().and_then(Reread::pulled);
        let late = is_late(edit, self.now(), self.connector.capabilities());
        if let Some(standing) = Standing::judged(self.verdict(edit, remote), late) {
            drop(lane);
            let changes = self.taken_over(edit, reread.as_ref());
            return self.stand(edit, standing, changes).await;
        }
        let begun_at = self.now();
        let begun = self.shared.replica.begin_attempt(edit.id, begun_at).await;
        if !begun.map_err(|error| Stuck::Here(disk(&error)))? {
            // Taken back, or changed, while it was read.
            drop(lane);
            return self.keep(self.taken_over(edit, reread.as_ref())).await;
        }
        self.tell_outbox();
        let (sent_at, readings) = (self.now(), self.readings_begun.load(Ordering::Relaxed));
        let write = self.write(edit, remote, begun_at);
        let (answer, kept) =
            tokio::join!(self.connector.push(&write), self.keep(self.taken_over(edit, reread.as_ref())));
        if let Err(Stuck::Here(fault)) = kept {
            tracing::warn!(shop = self.id.0, code = fault.code.as_str(), "an order read again could not be kept");
        }
        let took = passed(sent_at, self.now());
        match answer {
            Ok(pushed) => {
                lane.report(2, millis(took + reread.as_ref().map_or(Duration::ZERO, |reread| reread.took)));
                // Another reading may have seen what followed on the write, and counts as older than its answer.
                let overtaken = took >= SLOW && readings != self.readings_begun.load(Ordering::Relaxed);
                let answer = Answer { pushed, guard: self.begin_own_reading() };
                let answer = self.completed(edit, answer).await;
                self.took_place(edit, answer, remote.map(|pulled| &pulled.order), Vec::new()).await?;
                if overtaken && let Ok(reread) = self.reread_of(edit).await {
                    self.keep(self.taken_over(edit, reread.as_ref())).await?;
                }
                drop(lane);
                Ok(())
            }
            Err(failed) => {
                drop(lane);
                self.note_fault(&failed.fault);
                let fault = failed.fault.clone();
                let (now, random) = (self.now(), self.random());
                let standing =
                    Standing::unanswered(failed, edit.attempts + 1, now, random, self.connector.capabilities());
                let ends = standing.state.needs_user();
                self.stand(edit, standing, Vec::new()).await?;
                if ends { Ok(()) } else { Err(Stuck::Written(fault)) }
            }
        }
    }

    /// Whether a lost attempt took place.
    async fn look_for(self: &Arc<Self>, edit: &OutboxEdit) -> Result<(), Stuck> {
        let lane = self.lane().await;
        let reread = self.reread_of(edit).await?;
        let remote = reread.as_ref().and_then(Reread::pulled);
        let capabilities = self.connector.capabilities();
        if reread.is_some() && remote.is_none() {
            drop(lane);
            let changes = self.taken_over(edit, reread.as_ref());
            return self.stand(edit, Standing::order_gone(edit, capabilities), changes).await;
        }
        let write = self.write(edit, remote, edit.attempted_at.unwrap_or(edit.entered_at));
        let guard = self.begin_own_reading();
        let found = self.connector.find(&write).await;
        drop(lane);
        let found = found.map_err(|fault| {
            self.note_fault(&fault);
            Stuck::Unread(fault)
        })?;
        let mut changes = self.taken_over(edit, reread.as_ref());
        let standing = match found {
            Found::Done(pushed) => {
                let answer = Answer { pushed: *pushed, guard };
                return self.took_place(edit, answer, None, changes).await;
            }
            Found::NotDone => {
                let since = back(write.begun_at, CLOCK_DOUBT);
                let modified = remote.and_then(|pulled| pulled.order.modified_at);
                Standing::not_found(edit, modified.is_some_and(|at| at >= since))
            }
            Found::CannotTell => Standing::untold(edit, &self.verdict(edit, remote), capabilities),
        };
        if standing.state == EditState::Unsure && writes_note(&edit.edit) {
            // Its user will look for it on the order.
            changes.extend(self.notes_anew(edit).await);
        }
        self.stand(edit, standing, changes).await
    }

    /// A connection, once the shop may be asked.
    async fn lane(&self) -> Lane {
        self.wait_for_permission().await;
        self.small_lanes.enter().await
    }

    /// Reads an edit's order, once: waiting is the loop's.
    async fn reread_of(self: &Arc<Self>, edit: &OutboxEdit) -> Result<Option<Reread>, Stuck> {
        let Some(id) = &edit.order else { return Ok(None) };
        let guard = self.begin_own_reading();
        let begun = self.now();
        match self.connector.presence(id).await {
            Ok(presence) => {
                self.count_page();
                Ok(Some(Reread { presence, guard, took: passed(begun, self.now()) }))
            }
            Err(fault) => {
                self.note_fault(&fault);
                Err(Stuck::Unread(fault))
            }
        }
    }

    fn verdict(&self, edit: &OutboxEdit, remote: Option<&PulledOrder>) -> Verdict {
        let order = remote.map(|pulled| &pulled.order);
        judge(&edit.edit, &edit.seen, order, self.connector.capabilities(), edit.approved)
    }

    fn write<'a>(&self, edit: &'a OutboxEdit, order: Option<&'a PulledOrder>, begun_at: Timestamp) -> Write<'a> {
        let ahead: SignedDuration = *lock(&self.server_ahead);
        let begun_at = begun_at.checked_add(ahead).unwrap_or(begun_at);
        Write { key: &edit.key, edit: &edit.edit, notice: edit.notice, order, begun_at }
    }

    /// The order as read again, as changes.
    fn taken_over(&self, edit: &OutboxEdit, reread: Option<&Reread>) -> Vec<Change> {
        let (Some(id), Some(reread)) = (&edit.order, reread) else { return Vec::new() };
        match reread.pulled() {
            Some(pulled) => self.put(pulled.clone(), reread.guard.number),
            None => self.removed(id, reread.guard.number),
        }
    }

    /// An answer that does not show the order, although the write changed it: the order is read once more. Where that fails
    /// the next look at the shop's changes brings it.
    async fn completed(self: &Arc<Self>, edit: &OutboxEdit, mut answer: Answer) -> Answer {
        let Some(id) = &edit.order else { return answer };
        if answer.pushed.order.is_some() || answer.pushed.gone || writes_note(&edit.edit) {
            return answer;
        }
        let guard = self.begin_own_reading();
        match self.connector.presence(id).await {
            Ok(Presence::There(pulled) | Presence::Gone(Gone::Trashed(pulled))) => {
                answer.pushed.order = Some(*pulled);
                answer.guard = guard;
            }
            Ok(Presence::Gone(Gone::Deleted)) => {
                answer.pushed.gone = true;
                answer.guard = guard;
            }
            Err(fault) => self.note_fault(&fault),
        }
        answer
    }

    /// A write took place: all that it brought, and the edit settled, in one transaction.
    async fn took_place(
        self: &Arc<Self>,
        edit: &OutboxEdit,
        answer: Answer,
        before: Option<&Order>,
        mut changes: Vec<Change>,
    ) -> Result<(), Stuck> {
        let Answer { pushed, guard } = answer;
        let Pushed { order, note, refund, made, gone } = pushed;
        let standing = Standing::done(made, before, order.as_ref().map(|pulled| &pulled.order));
        let mut notes_turn = None;
        changes.extend(before.map(|before| Change::SentOver { id: edit.id, order: Box::new(before.clone()) }));
        if let Some(pulled) = order {
            let live = edit.order.is_none();
            for mut change in self.put(pulled, guard.number) {
                if let Change::PutOrder { history, .. } = &mut change {
                    // A test order is there to ring.
                    *history = !live;
                }
                changes.push(change);
            }
        }
        if let Some(id) = &edit.order {
            if let Some(refund) = refund {
                changes.push(Change::PutRefund { order: id.clone(), refund });
            }
            if let Some(note) = note {
                notes_turn = Some(self.notes_turn.lock().await);
                changes.extend(self.note_added(id, note).await.map_err(Stuck::Here)?);
            } else if writes_note(&edit.edit) {
                changes.extend(self.notes_anew(edit).await);
            }
            if gone {
                changes.extend(self.removed(id, guard.number));
            }
        }
        let stood = self.stand(edit, standing, changes).await;
        drop(notes_turn);
        stood
    }

    /// A note that was made joins those that are known; where none were read yet they will be.
    async fn note_added(&self, id: &NativeId, note: domain::Note) -> Result<Vec<Change>, Fault> {
        // Notes being read just now may lack it: they are read again.
        self.notes_made.fetch_add(1, Ordering::SeqCst);
        let Some(stored) = self.stored(std::slice::from_ref(id)).await?.into_iter().next() else {
            return Ok(Vec::new());
        };
        let Some(fetched_at) = stored.notes_fetched_at else { return Ok(Vec::new()) };
        let known = self.shared.replica.order(stored.id).await.map_err(|error| disk(&error))?;
        let Some(mut notes) = known.and_then(|known| known.notes) else { return Ok(Vec::new()) };
        if !notes.iter().any(|there| there.native_id == note.native_id) {
            notes.insert(0, note);
        }
        Ok(vec![Change::SetNotes { order: id.clone(), notes, fetched_at }])
    }

    /// The notes of an edit's order, read again because one was made that nobody has seen. Where that fails they come later.
    async fn notes_anew(&self, edit: &OutboxEdit) -> Option<Change> {
        let id = edit.order.clone()?;
        self.notes_made.fetch_add(1, Ordering::SeqCst);
        let fetched_at = self.now();
        match self.connector.notes(&id).await {
            Ok(notes) => Some(Change::SetNotes { order: id, notes, fetched_at }),
            Err(fault) => {
                self.note_fault(&fault);
                None
            }
        }
    }

    /// An edit stands anew, in one transaction with what is known of its order.
    async fn stand(&self, edit: &OutboxEdit, standing: Standing, mut changes: Vec<Change>) -> Result<(), Stuck> {
        let Standing { state, outcome, not_before } = standing;
        tracing::debug!(shop = self.id.0, edit = edit.id.0, state = state.code(), "an edit stands anew");
        changes.push(Change::Edit { id: edit.id, state, outcome: Some(outcome), not_before });
        self.keep(changes).await
    }

    /// An edit whose order could not be read waits.
    pub(super) async fn put_off(&self, edit: &OutboxEdit, standing: Standing) -> Result<(), Fault> {
        let Standing { state, outcome, not_before } = standing;
        // An edit being attempted is not put off: its order was read.
        self.apply(vec![Change::Edit { id: edit.id, state, outcome: Some(outcome), not_before }]).await.map(|_| ())
    }

    async fn keep(&self, changes: Vec<Change>) -> Result<(), Stuck> {
        self.apply(changes).await.map(|_| ()).map_err(Stuck::Here)
    }

    pub(super) fn tell_outbox(&self) {
        self.send(crate::Event::Outbox { shop: self.id });
    }
}

/// Whether it leaves a note and nothing else on the order.
const fn writes_note(edit: &Edit) -> bool {
    matches!(edit, Edit::AddNote { .. } | Edit::SendEmail { .. })
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
