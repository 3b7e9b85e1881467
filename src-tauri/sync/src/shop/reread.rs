//! Reading orders again by name, and proving that an order is gone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use connectors::{Feed, Gone, Position, Presence, PulledOrder, Record};
use domain::{Fault, NativeId, OrderState};
use replica::{Change, Finding, FindingKind, Stored};

use super::reader::Turn;
use super::{ShopSync, disk, lock};
use crate::plan::{Suspect, TakenRows, differing_fields};

impl ShopSync {
    /// Reads orders again, as history, and records what was wrong with them. With `silent`, orders that differ from what
    /// is stored although their date is the same are found, too.
    pub(super) async fn reread(self: &Arc<Self>, suspects: &[Suspect], silent: bool) -> Result<(), Fault> {
        for chunk in suspects.chunks(usize::from(self.page_limit())) {
            let ids: Vec<NativeId> = chunk.iter().map(|suspect| suspect.native_id.clone()).collect();
            let reading = self.read_named(&ids, Turn::Background).await?;
            let taken = reading.taken;
            let here: HashSet<NativeId> = taken.stamps().map(|stamp| stamp.native_id.clone()).collect();
            let named = self.named_refunds(&taken);
            let mut changes: Vec<Change> = chunk
                .iter()
                .filter(|suspect| taken.rows.iter().any(|row| row.stamp.native_id == suspect.native_id))
                .filter_map(|suspect| suspect.finding.map(|kind| self.finding(kind, &suspect.native_id, String::new())))
                .collect();
            if silent {
                changes.extend(self.silent_changes(&ids, &taken).await?);
            }
            changes.extend(self.plan_page(Feed::Orders, &Position::PlacedBefore(None), true, taken));
            changes.extend(self.refunds_one_by_one(named).await?);
            self.apply(changes).await?;
            drop(reading.guard);
            for id in ids.iter().filter(|id| !here.contains(*id)) {
                self.prove(id).await?;
            }
        }
        Ok(())
    }

    /// Asks for an order by name and takes over what is said: there, in the bin, or gone for good.
    pub(super) async fn prove(self: &Arc<Self>, id: &NativeId) -> Result<(), Fault> {
        let guard = self.begin_reading();
        let presence = self.presence(id, Turn::Background).await?;
        let stored = self.stored(std::slice::from_ref(id)).await?.into_iter().next();
        let state = stored.map(|stored| stored.states.order);
        let changes = match presence {
            Presence::There(pulled) => self.put(*pulled, guard.number),
            Presence::Gone(Gone::Trashed(pulled)) => {
                let mut changes = self.put(*pulled, guard.number);
                if !matches!(state, None | Some(OrderState::Deleted | OrderState::Draft)) {
                    changes.push(self.finding(FindingKind::Trashed, id, String::new()));
                }
                changes
            }
            Presence::Gone(Gone::Deleted) => {
                let mut changes = self.removed(id, guard.number);
                if state.is_none() {
                    changes.retain(|change| !matches!(change, Change::RemoveOrder { .. }));
                }
                // Abandoned checkouts are swept away by the shop itself, by the hundred: that is no finding.
                if !matches!(state, None | Some(OrderState::Deleted | OrderState::Draft)) {
                    changes.push(self.finding(FindingKind::Deleted, id, String::new()));
                }
                changes
            }
        };
        self.apply(changes).await?;
        drop(guard);
        Ok(())
    }

    /// An order read by name, unless a later reading was newer.
    pub(super) fn put(&self, pulled: PulledOrder, reading: u64) -> Vec<Change> {
        let PulledOrder { order, raw } = pulled;
        let id = order.native_id.clone();
        if !lock(&self.readings).admit(reading, &id, order.modified_at) {
            return Vec::new();
        }
        let mut changes = self.released(&id);
        changes.push(Change::PutOrder { order: Box::new(order), raw, history: true });
        changes
    }

    /// An order that is gone for good.
    pub(super) fn removed(&self, id: &NativeId, reading: u64) -> Vec<Change> {
        lock(&self.readings).gone(reading, id);
        let mut changes = self.released(id);
        changes.extend(self.notes_released(id));
        changes.push(Change::RemoveOrder { native_id: id.clone() });
        changes
    }

    /// Takes an order out of quarantine, where it is in.
    fn released(&self, id: &NativeId) -> Vec<Change> {
        [Feed::Orders, Feed::Trash]
            .iter()
            .filter(|feed| self.is_quarantined(feed.code(), id.as_str()))
            .map(|feed| Change::Release { feed: feed.code().to_owned(), key: id.0.clone() })
            .collect()
    }

    /// What is stored of these orders.
    pub(super) async fn stored(&self, ids: &[NativeId]) -> Result<Vec<Stored>, Fault> {
        let mut stored = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(200) {
            let some = self.shared.replica.stored(self.id, chunk).await;
            stored.extend(some.map_err(|error| disk(&error))?);
        }
        Ok(stored)
    }

    pub(super) fn finding(&self, kind: FindingKind, id: &NativeId, detail: String) -> Change {
        Change::Finding(Finding { kind, native_id: id.clone(), detail, at: self.now() })
    }

    /// Orders whose content differs although their date does not.
    async fn silent_changes(&self, ids: &[NativeId], taken: &TakenRows) -> Result<Vec<Change>, Fault> {
        let stored: HashMap<NativeId, Stored> =
            self.stored(ids).await?.into_iter().map(|stored| (stored.native_id.clone(), stored)).collect();
        let mut changes = Vec::new();
        for row in &taken.rows {
            let Record::Order(pulled) = &row.content else { continue };
            let Some(stored) = stored.get(&pulled.order.native_id) else { continue };
            if stored.modified_at != pulled.order.modified_at {
                continue;
            }
            let before = self.shared.replica.raw(stored.id).await.map_err(|error| disk(&error))?;
            let Some(before) = before.filter(|before| *before != pulled.raw) else { continue };
            let fields = differing_fields(&before, &pulled.raw);
            if !fields.is_empty() {
                changes.push(self.finding(FindingKind::Silent, &pulled.order.native_id, fields));
            }
        }
        Ok(changes)
    }
}
