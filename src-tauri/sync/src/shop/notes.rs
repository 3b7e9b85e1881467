//! Orders' notes: one request an order, so they come in the background, newest order first, for those that a merchant is
//! likely to open.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use connectors::{Ask, Feed, Position, Window};
use domain::{Code, Fault, NativeId};
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use replica::{Change, QuarantinedRow};

use super::reader::Turn;
use super::{ShopSync, disk, lock};
use crate::Phase;
use crate::plan::{MOST_CONNECTIONS, Suspect, back, may_be_the_rows};

/// The name under which unreadable notes are kept in quarantine.
pub(super) const NOTES: &str = "notes";
/// How far back notes are fetched unasked.
const NOTES_DAYS: i64 = 90;
/// Orders whose notes are applied together; five times as many while someone waits for everything.
const BATCH: usize = 20;

impl ShopSync {
    /// Reads the notes of a few orders that are due. Whether there were any.
    pub(super) async fn read_due_notes(self: &Arc<Self>) -> Result<bool, Fault> {
        if !self.connector.capabilities().notes_per_order {
            return Ok(false);
        }
        let since = back(self.now(), SignedDuration::from_hours(24 * NOTES_DAYS));
        let aside = u32::try_from(lock(&self.quarantined).len()).unwrap_or(u32::MAX);
        let limit = aside.saturating_add(1_000);
        let due = self.shared.replica.due_notes(self.id, since, limit).await.map_err(|error| disk(&error))?;
        let due: Vec<NativeId> = due.into_iter().filter(|id| !self.is_quarantined(NOTES, id.as_str())).collect();
        if due.is_empty() {
            return Ok(false);
        }
        let mut left = due.len();
        for batch in due.chunks(if self.hurried() { BATCH * 5 } else { BATCH }) {
            self.working(Some(Phase::Notes { left: left as u64 }));
            self.read_notes_of(batch).await?;
            left -= batch.len();
            if !self.hurried() {
                break;
            }
        }
        Ok(true)
    }

    /// Reads the notes of these orders: one after the other, or side by side while someone waits for everything.
    pub(super) async fn read_notes_of(self: &Arc<Self>, ids: &[NativeId]) -> Result<(), Fault> {
        let width = if self.hurried() { usize::from(MOST_CONNECTIONS) } else { 1 };
        loop {
            let made = self.notes_made();
            let mut answers = futures::stream::iter(ids.to_vec())
                .map(|id| {
                    let shop = Arc::clone(self);
                    async move { shop.notes_changes(&id, Turn::Small).await }
                })
                .buffer_unordered(width);
            let mut changes = Vec::new();
            while let Some(some) = answers.next().await {
                changes.extend(some?);
            }
            if self.keep_notes(made, changes).await? {
                return Ok(());
            }
        }
    }

    /// Notes made so far.
    pub(super) fn notes_made(&self) -> u64 {
        self.notes_made.load(Ordering::SeqCst)
    }

    /// Keeps notes that were read after so many had been made. Whether they were kept: those read while one was being made may
    /// lack it, and are to be read again.
    pub(super) async fn keep_notes(&self, made: u64, changes: Vec<Change>) -> Result<bool, Fault> {
        let _turn = self.notes_turn.lock().await;
        if made != self.notes_made() {
            return Ok(false);
        }
        self.apply(changes).await.map(|_| true)
    }

    /// The notes of one order, as changes: notes, or quarantine where they can't be read.
    pub(super) async fn notes_changes(self: &Arc<Self>, id: &NativeId, turn: Turn) -> Result<Vec<Change>, Fault> {
        let asked_at = self.now();
        let fault = match self.request(turn, self.patience(), || self.connector.notes(id)).await {
            Ok(answered) => {
                answered.report_small();
                return Ok(self.notes_read(id, answered.value, asked_at));
            }
            Err(fault) => fault,
        };
        if fault.code == Code::NotFound {
            self.prove(id).await?;
            let still_here = !self.stored(std::slice::from_ref(id)).await?.is_empty();
            // In the bin, or a shop that has no notes for it: nothing to be read, and not due again.
            let gone = || self.notes_released(id).into_iter().collect();
            return Ok(if still_here { self.notes_read(id, Vec::new(), asked_at) } else { gone() });
        }
        if !may_be_the_rows(fault.code) {
            return Err(fault);
        }
        let anything =
            Ask { feed: Feed::Orders, position: Position::PlacedBefore(None), window: Window { skip: 0, take: 1 } };
        self.stamp_page(&anything, turn, self.patience(), 0).await.map_err(|_| fault.clone())?;
        let now = self.now();
        Ok(vec![Change::Quarantine(QuarantinedRow {
            feed: NOTES.to_owned(),
            key: id.0.clone(),
            native_id: Some(id.clone()),
            fault,
            raw: Vec::new(),
            since: now,
            tried_at: now,
            attempts: 1,
        })])
    }

    fn notes_read(&self, id: &NativeId, notes: Vec<domain::Note>, fetched_at: Timestamp) -> Vec<Change> {
        let mut changes = vec![Change::SetNotes { order: id.clone(), notes, fetched_at }];
        changes.extend(self.notes_released(id));
        changes
    }

    /// Takes an order's notes out of quarantine, where they are in: they were read, or the order is gone with them.
    pub(super) fn notes_released(&self, id: &NativeId) -> Option<Change> {
        let release = || Change::Release { feed: NOTES.to_owned(), key: id.0.clone() };
        self.is_quarantined(NOTES, id.as_str()).then(release)
    }

    /// A note moves no order's date: with an open order's daily reading its notes are read, too.
    pub(super) async fn refresh_notes_of_open(
        self: &Arc<Self>,
        suspects: &[Suspect],
        fetched_before: Timestamp,
    ) -> Result<(), Fault> {
        if !self.connector.capabilities().notes_per_order {
            return Ok(());
        }
        let ids: Vec<NativeId> = suspects.iter().map(|suspect| suspect.native_id.clone()).collect();
        let old: Vec<NativeId> = self
            .stored(&ids)
            .await?
            .into_iter()
            .filter(|stored| stored.states.open() && stored.notes_fetched_at.is_some_and(|at| at < fetched_before))
            .map(|stored| stored.native_id)
            .filter(|id| !self.is_quarantined(NOTES, id.as_str()))
            .collect();
        self.read_notes_of(&old).await
    }
}
