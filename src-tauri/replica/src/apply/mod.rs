//! Applying the sync's plans: dumb and transactional. A list of changes and the positions that cover them are one
//! transaction; runs of orders are looked up and written many rows a statement.

mod alerts;
mod mirror;
mod orders;
mod refunds;
mod rest;
mod write;

use std::collections::BTreeSet;

use domain::{OrderId, ShopId, ShopTag};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use crate::{
    Applied, BellRules, Change, Replica, ReplicaError, Result,
    codec::{Press, time},
    connections::Durability,
    replica::grow,
};
pub(crate) use mirror::index_shop;
pub(crate) use rest::set_facts;

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
    /// Something that lists and counts show changed without an order having changed (labels, quarantine).
    pub(crate) lists_changed: bool,
}

impl Replica {
    /// Applies changes of a shop in one transaction.
    ///
    /// An order equal to what is there counts as read, not as changed. Commits survive the end of the process; a cut
    /// of power can take the last of them, rows, positions and alerts that became due together, so that they are read
    /// again and ring once.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchShop`] where the shop was removed meanwhile; nothing was applied then.
    pub async fn apply(&self, shop: ShopId, changes: Vec<Change>, rules: BellRules, now: Timestamp) -> Result<Applied> {
        let applied = self.watch(self.apply_all(shop, changes, rules, now).await)?;
        self.back_up_hourly(now).await;
        Ok(applied)
    }

    async fn apply_all(&self, shop: ShopId, changes: Vec<Change>, rules: BellRules, now: Timestamp) -> Result<Applied> {
        let mut writer = self.writer(Durability::Process).await?;
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
            lists_changed: false,
        };
        work.all(changes).await?;
        let Work { changed, removed, alerts, lists_changed, .. } = work;
        let visible = lists_changed || !changed.is_empty() || !removed.is_empty();
        let generation = grow(&mut tx, visible).await?;
        tx.commit().await?;
        let applied = Applied {
            changed: changed.into_iter().collect(),
            removed: removed.into_iter().collect(),
            alerts: alerts.into_iter().collect(),
        };
        if visible {
            self.inner.lists.tell(generation, lists_changed, &applied);
        }
        Ok(applied)
    }
}

impl Work<'_> {
    /// All changes in their order. Orders wait and are written together, until a change comes that looks at orders.
    async fn all(&mut self, changes: Vec<Change>) -> Result<()> {
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
        self.put_orders(run).await
    }

    async fn one(&mut self, change: Change) -> Result<()> {
        match change {
            // Orders were taken out by `all`.
            Change::PutOrder { order, raw, history } => {
                let incoming = orders::Incoming { order: *order, raw, history };
                self.put_orders(vec![incoming]).await
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
