//! Applying the sync's plans: dumb and transactional. A list of changes and the positions that cover them are one
//! transaction; runs of orders are looked up and written many rows a statement.

mod alerts;
mod mirror;
mod orders;
mod refunds;
mod rest;
mod write;

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{EditId, NativeId, OrderId, ShopId, ShopTag};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use crate::{
    Applied, BellRules, Change, Replica, ReplicaError, Result,
    codec::{Press, time},
    connections::Durability,
    outbox::{self, Sent},
    overlay,
    replica::grow,
};
pub(crate) use mirror::index_shop;
pub(crate) use orders::{Incoming, Known};
pub(crate) use rest::set_facts;
pub(crate) use write::{drop_mirrors, pieces, shown as write_shown};

/// What an application carries along: the transaction, the shop's constants and what it did so far.
pub(crate) struct Work<'a> {
    pub(crate) tx: &'a mut SqliteConnection,
    pub(crate) shop: ShopId,
    pub(crate) tag: ShopTag,
    pub(crate) bell_from: Timestamp,
    pub(crate) rules: BellRules,
    pub(crate) now: Timestamp,
    pub(crate) press: Press,
    pub(crate) changed: BTreeSet<OrderId>,
    pub(crate) removed: BTreeSet<OrderId>,
    pub(crate) alerts: BTreeSet<OrderId>,
    /// Orders whose edits changed, or what is known of the statuses these set: they are shown anew at the end.
    pub(crate) touched: BTreeSet<String>,
    /// Edits that took place, as this application tells.
    pub(crate) sent: Vec<Sent>,
    /// Their numbers: the readings beside them are no later ones.
    pub(crate) settled: HashSet<i64>,
    /// The open test orders that the orders to come bear the marks of.
    pub(crate) met: HashMap<String, EditId>,
    /// Edits that an order read has settled.
    pub(crate) edits: Vec<EditId>,
    /// Orders that were read in this application.
    pub(crate) read: HashSet<String>,
    /// Something that lists and counts show changed without an order having changed (labels, quarantine).
    pub(crate) lists_changed: bool,
}

impl Replica {
    /// Applies changes of a shop in one transaction.
    ///
    /// An order equal to what the shop had said before counts as read, not as changed. Commits survive the end of the
    /// process; a cut of power can take the last of them, rows, positions and alerts that became due together, so that
    /// they are read again and ring once. An application that moves an edit survives a cut of power.
    ///
    /// An order that bears the mark of an open test order ([`domain::Order::origin`]) settles that edit.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchShop`] where the shop was removed meanwhile; nothing was applied then.
    pub async fn apply(&self, shop: ShopId, changes: Vec<Change>, rules: BellRules, now: Timestamp) -> Result<Applied> {
        let applied = self.watch(self.apply_all(shop, changes, rules, now).await)?;
        self.merge_words(applied.changed.len()).await;
        self.back_up_hourly(now).await;
        Ok(applied)
    }

    async fn apply_all(&self, shop: ShopId, changes: Vec<Change>, rules: BellRules, now: Timestamp) -> Result<Applied> {
        let moves_edits = changes.iter().any(|change| matches!(change, Change::Edit { .. }));
        let durability = if moves_edits { Durability::Power } else { Durability::Process };
        let mut writer = self.writer(durability).await?;
        let met = outbox::met(&mut writer, shop, &changes).await?;
        if !met.is_empty() {
            Durability::Power.ask_of(&mut writer).await?;
        }
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let record: Option<(String, i64)> = sqlx::query!("SELECT tag, bell_from FROM shop WHERE id = ?1", shop.0)
            .map(|row| (row.tag, row.bell_from))
            .fetch_optional(&mut *tx)
            .await?;
        let (tag, bell_from) = record.ok_or(ReplicaError::NoSuchShop(shop))?;
        let mut work = Work {
            tx: &mut tx,
            shop,
            tag: ShopTag::new(&tag)?,
            bell_from: time(bell_from),
            rules,
            now,
            press: Press::new()?,
            changed: BTreeSet::new(),
            removed: BTreeSet::new(),
            alerts: BTreeSet::new(),
            touched: BTreeSet::new(),
            sent: Vec::new(),
            settled: HashSet::new(),
            met,
            edits: Vec::new(),
            read: HashSet::new(),
            lists_changed: false,
        };
        work.all(changes).await?;
        let Work { changed, removed, alerts, edits, lists_changed, .. } = work;
        let visible = lists_changed || !changed.is_empty() || !removed.is_empty();
        let generation = grow(&mut tx, visible).await?;
        tx.commit().await?;
        let applied = Applied {
            changed: changed.into_iter().collect(),
            removed: removed.into_iter().collect(),
            alerts: alerts.into_iter().collect(),
            edits,
        };
        if visible {
            self.inner.lists.tell(generation, lists_changed, &applied);
        }
        Ok(applied)
    }
}

impl Work<'_> {
    /// All changes in their order. Orders wait and are written together, until a change comes that looks at orders.
    /// Edits are moved first: the readings beside them are the answers to them, wherever they stand in the list.
    async fn all(&mut self, changes: Vec<Change>) -> Result<()> {
        let (moves, changes): (Vec<Change>, Vec<Change>) =
            changes.into_iter().partition(|change| matches!(change, Change::Edit { .. }));
        for change in moves {
            self.one(change).await?;
        }
        let (sent_over, changes): (Vec<Change>, Vec<Change>) =
            changes.into_iter().partition(|change| matches!(change, Change::SentOver { .. }));
        for change in sent_over {
            self.one(change).await?;
        }
        let mut run = Vec::new();
        for change in changes {
            match change {
                Change::PutOrder { order, raw, history } => {
                    run.push(orders::Incoming { order: *order, raw, history });
                }
                other => {
                    if other.looks_at_orders() && !run.is_empty() {
                        self.put_orders(std::mem::take(&mut run)).await?;
                    }
                    self.one(other).await?;
                }
            }
        }
        self.put_orders(run).await?;
        self.carry_seen().await?;
        self.show_touched().await
    }

    /// Shows the orders anew whose edits changed, as far as they are here.
    async fn show_touched(&mut self) -> Result<()> {
        let touched: Vec<NativeId> = std::mem::take(&mut self.touched).into_iter().map(NativeId).collect();
        let shown = overlay::show(self.tx, self.shop, &touched).await?;
        self.changed.extend(shown);
        Ok(())
    }

    async fn one(&mut self, change: Change) -> Result<()> {
        match change {
            // Orders were taken out by `all`.
            Change::PutOrder { order, raw, history } => {
                let incoming = orders::Incoming { order: *order, raw, history };
                self.put_orders(vec![incoming]).await
            }
            Change::Edit { id, state, outcome, not_before } => self.move_edit(id, state, outcome, not_before).await,
            Change::SentOver { id, order } => {
                let sent = self.sent.iter_mut().find(|sent| sent.edit.id == id);
                if let Some(sent) = sent {
                    sent.before = Some(*order);
                }
                Ok(())
            }
            Change::PutRefund { order, refund } => self.put_refund(&order, refund).await,
            Change::SetRefunds { order, refunds } => self.set_refunds(&order, refunds).await,
            Change::SetNotes { order, notes, fetched_at } => self.set_notes(&order, &notes, fetched_at).await,
            Change::RemoveOrder { native_id } => self.remove_order(&native_id).await,
            Change::PutProducts(products) => self.put_products(&products).await,
            Change::SetStatuses(statuses) => self.set_statuses(&statuses).await,
            Change::SetFacts(facts) => set_facts(self.tx, self.shop, &facts).await,
            Change::Quarantine(row) => self.quarantine(&row).await,
            Change::Release { feed, key } => self.release(&feed, &key).await,
            Change::SetPosition { name, value } => self.set_position(&name, &value).await,
            Change::Checked { at } => self.checked(at).await,
            Change::Finding(finding) => self.finding(&finding).await,
            Change::SetTrouble(trouble) => self.set_trouble(trouble.as_ref()).await,
        }
    }
}

impl Change {
    /// Whether its effect depends on which orders are there.
    const fn looks_at_orders(&self) -> bool {
        matches!(
            self,
            Self::PutRefund { .. }
                | Self::SetRefunds { .. }
                | Self::SetNotes { .. }
                | Self::RemoveOrder { .. }
                | Self::Quarantine(_)
                | Self::Release { .. }
        )
    }
}
