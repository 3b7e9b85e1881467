//! Reading the outbox.

use std::collections::HashMap;

use domain::{EditId, EditState, OrderId, OutboxCounts, OutboxEdit, Outcome, ShopId};
use sqlx::{Connection, SqliteConnection};

use super::ledger::{self, by_ids};
use crate::{
    HistoryEntry, HistoryEvent, Replica, ReplicaError, Result,
    codec::{from_json, json, time},
};

/// Ended edits that are told of with an order.
const ENDED: usize = 20;

/// Which edits of the outbox to read, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxQuery {
    /// Only this shop's.
    pub shop: Option<ShopId>,
    /// Only those that stand so; empty: all open ones.
    pub states: Vec<EditState>,
    /// Only those entered before this one: the last of the page before.
    pub before: Option<EditId>,
    /// How many at most.
    pub limit: u32,
}

/// The edits of a batch, oldest first.
pub(super) async fn of_batch(connection: &mut SqliteConnection, batch: &str) -> Result<Vec<OutboxEdit>> {
    let ids = sqlx::query_scalar!("SELECT id AS \"id!: i64\" FROM edit WHERE batch = ?1 AND batch IS NOT NULL", batch)
        .fetch_all(&mut *connection)
        .await?;
    by_ids(connection, &ids).await
}

/// The edits of orders: all open ones, and the newest ended ones worth telling; each order's oldest first.
pub(crate) async fn edits_of_orders(
    connection: &mut SqliteConnection,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, Vec<OutboxEdit>>> {
    // What was taken back or gave way before anything was sent is no news.
    let ids = sqlx::query_scalar!(
        "SELECT e.id AS \"id!: i64\" FROM order_row o JOIN edit e ON e.shop = o.shop AND e.native_id = o.native_id
         WHERE o.id IN (SELECT value FROM json_each(?1))
           AND (e.state <> 'dropped' OR outcome ->> 'outcome' NOT IN ('superseded', 'undone'))",
        json(orders)?
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut edits: HashMap<OrderId, Vec<OutboxEdit>> = HashMap::new();
    for edit in by_ids(connection, &ids).await? {
        if let Some(order) = edit.order_id {
            edits.entry(order).or_default().push(edit);
        }
    }
    for of_order in edits.values_mut() {
        let mut ended = of_order.iter().filter(|edit| !edit.state.open()).count();
        of_order.retain(|edit| {
            let open = edit.state.open();
            let kept = open || ended <= ENDED;
            ended -= usize::from(!open);
            kept
        });
    }
    Ok(edits)
}

/// What edits did to orders (JSON list of their numbers), for their histories.
pub(crate) async fn history(connection: &mut SqliteConnection, orders: &str) -> Result<Vec<(i64, HistoryEntry)>> {
    struct Record {
        order: i64,
        id: i64,
        edit: String,
        outcome: Option<String>,
        ended_at: Option<i64>,
        replaced_at: Option<i64>,
    }
    let records: Vec<Record> = sqlx::query_as!(
        Record,
        "SELECT o.id AS \"order!: i64\", e.id AS \"id!: i64\", edit, outcome, ended_at, replaced_at
         FROM order_row o CROSS JOIN edit e INDEXED BY edit_order ON e.shop = o.shop AND e.native_id = o.native_id
         WHERE o.id IN (SELECT value FROM json_each(?1)) AND e.state = 'settled' ORDER BY e.id",
        orders
    )
    .fetch_all(connection)
    .await?;
    let mut entries = Vec::with_capacity(records.len());
    for record in records {
        let edit: Box<domain::Edit> = from_json(&record.edit)?;
        let outcome: Option<Outcome> = record.outcome.as_deref().map(from_json).transpose()?;
        let mut tell = |at: i64, outcome| {
            let event = HistoryEvent::Edited { id: EditId(record.id), edit: edit.clone(), outcome: Box::new(outcome) };
            entries.push((record.order, HistoryEntry { at: time(at), event }));
        };
        let Some(ended_at) = record.ended_at else { continue };
        match record.replaced_at {
            Some(replaced_at) => {
                tell(ended_at, Outcome::Done { made: None, totals: None });
                tell(replaced_at, outcome.unwrap_or(Outcome::Already));
            }
            None => tell(ended_at, outcome.unwrap_or(Outcome::Done { made: None, totals: None })),
        }
    }
    Ok(entries)
}

async fn outbox(connection: &mut SqliteConnection, query: &OutboxQuery) -> Result<Vec<OutboxEdit>> {
    let mut states = query.states.clone();
    if states.is_empty() {
        states.extend(EditState::ALL.iter().copied().filter(|state| state.open()));
    }
    states.sort();
    states.dedup();
    let mut tx = connection.begin().await?;
    let mut ids = Vec::new();
    for state in states {
        let of_state = sqlx::query_scalar!(
            "SELECT id AS \"id!: i64\" FROM edit WHERE state = ?1 AND id < ?2 AND (?3 IS NULL OR shop = ?3)
             ORDER BY id DESC LIMIT ?4",
            state.code(),
            query.before.map_or(i64::MAX, |before| before.0),
            query.shop.map(|shop| shop.0),
            query.limit
        )
        .fetch_all(&mut *tx)
        .await?;
        ids.extend(of_state);
    }
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    ids.truncate(query.limit as usize);
    let mut edits = by_ids(&mut tx, &ids).await?;
    edits.reverse();
    tx.commit().await?;
    Ok(edits)
}

async fn counts(connection: &mut SqliteConnection) -> Result<OutboxCounts> {
    let mut tx = connection.begin().await?;
    let counted: Vec<(String, i64)> = sqlx::query!(
        "SELECT state, count(*) AS \"count!: i64\" FROM edit INDEXED BY edit_state
         WHERE state IN ('pending', 'sending', 'checking', 'asks', 'conflict', 'failed', 'unsure') GROUP BY state"
    )
    .map(|row| (row.state, row.count))
    .fetch_all(&mut *tx)
    .await?;
    let oldest: Option<i64> = sqlx::query_scalar!(
        "SELECT min(entered_at) AS \"at: i64\" FROM edit INDEXED BY edit_open WHERE state NOT IN ('settled', 'dropped')"
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut by_state = Vec::with_capacity(counted.len());
    for (code, count) in counted {
        by_state.push((ledger::state(&code)?, u32::try_from(count).unwrap_or(u32::MAX)));
    }
    by_state.sort();
    Ok(OutboxCounts { by_state, oldest_at: oldest.map(time) })
}

async fn line(connection: &mut SqliteConnection, shop: ShopId, limit: u32) -> Result<Vec<OutboxEdit>> {
    let mut tx = connection.begin().await?;
    let open: Vec<(i64, Option<String>, String)> = sqlx::query!(
        "SELECT id AS \"id!: i64\", native_id, state FROM edit INDEXED BY edit_open
         WHERE shop = ?1 AND state NOT IN ('settled', 'dropped') ORDER BY id",
        shop.0
    )
    .map(|row| (row.id, row.native_id, row.state))
    .fetch_all(&mut *tx)
    .await?;
    let mut ids: Vec<i64> = Vec::new();
    for sequence in sequences(open)?.into_iter().take(limit as usize) {
        ids.extend(sequence);
    }
    let mut edits: HashMap<i64, OutboxEdit> =
        by_ids(&mut tx, &ids).await?.into_iter().map(|edit| (edit.id.0, edit)).collect();
    tx.commit().await?;
    Ok(ids.iter().filter_map(|id| edits.remove(id)).collect())
}

/// Open edits (number, order, state) order by order, those first whose first edit is the oldest. An order all of whose
/// edits wait for their user has nothing to go, and must not take up the line.
fn sequences(open: Vec<(i64, Option<String>, String)>) -> Result<Vec<Vec<i64>>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut sequences: Vec<(Vec<i64>, bool)> = Vec::new();
    for (id, order, code) in open {
        // A test order has none yet and stands alone.
        let place = match order {
            Some(order) => *places.entry(order).or_insert(sequences.len()),
            None => sequences.len(),
        };
        if place == sequences.len() {
            sequences.push((Vec::new(), false));
        }
        if let Some((ids, goes)) = sequences.get_mut(place) {
            ids.push(id);
            *goes |= ledger::state(&code)?.under_way();
        }
    }
    Ok(sequences.into_iter().filter(|(_, goes)| *goes).map(|(ids, _)| ids).collect())
}

impl Replica {
    /// One edit.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn edit(&self, id: EditId) -> Result<Option<OutboxEdit>> {
        let mut reader = self.reader().await?;
        Ok(self.watch(by_ids(&mut reader, &[id.0]).await)?.pop())
    }

    /// The edits of an order: all open ones, and of the ended ones the newest twenty that were sent, were there
    /// already or were given up. Oldest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn edits_of(&self, order: OrderId) -> Result<Vec<OutboxEdit>> {
        let mut reader = self.reader().await?;
        let mut edits = self.watch(edits_of_orders(&mut reader, &[order]).await)?;
        Ok(edits.remove(&order).unwrap_or_default())
    }

    /// All edits of a batch, ended ones too, oldest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn edits_of_batch(&self, batch: &str) -> Result<Vec<OutboxEdit>> {
        let mut reader = self.reader().await?;
        self.watch(of_batch(&mut reader, batch).await)
    }

    /// A page of the outbox, newest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn outbox(&self, query: &OutboxQuery) -> Result<Vec<OutboxEdit>> {
        let mut reader = self.reader().await?;
        self.watch(outbox(&mut reader, query).await)
    }

    /// How many open edits stand where, of all shops.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn outbox_counts(&self) -> Result<OutboxCounts> {
        let mut reader = self.reader().await?;
        self.watch(counts(&mut reader).await)
    }

    /// What a shop's push looks at: all open edits of the orders that have one under way, order by order, the orders
    /// by their oldest open edit, at most `limit` orders. Each test order stands alone.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn outbox_line(&self, shop: ShopId, limit: u32) -> Result<Vec<OutboxEdit>> {
        let mut reader = self.reader().await?;
        self.watch(line(&mut reader, shop, limit).await)
    }

    /// What the shop last said of an order, without the edits it is shown with; `None` where the order is not here.
    ///
    /// # Errors
    /// [`ReplicaError::DamagedContent`] where its bytes are not what was written.
    pub async fn mirror(&self, id: OrderId) -> Result<Option<domain::Order>> {
        let mut reader = self.reader().await?;
        self.watch(mirror(&mut reader, id).await)
    }
}

async fn mirror(connection: &mut SqliteConnection, id: OrderId) -> Result<Option<domain::Order>> {
    let stored: Option<(Vec<u8>, Vec<u8>)> = sqlx::query!(
        "SELECT coalesce(m.body, b.body) AS \"body!: Vec<u8>\", coalesce(m.body_hash, o.body_hash) AS \"hash!: Vec<u8>\"
         FROM order_row o JOIN order_body b ON b.id = o.id LEFT JOIN order_mirror m ON m.id = o.id WHERE o.id = ?1",
        id.0
    )
    .map(|row| (row.body, row.hash))
    .fetch_optional(connection)
    .await?;
    let Some((frame, hash)) = stored else { return Ok(None) };
    let body = crate::codec::unpress(&frame)?;
    if crate::codec::content_hash(&body) != crate::codec::hash_from(&hash) {
        return Err(ReplicaError::DamagedContent("an order is not what was written"));
    }
    Ok(Some(serde_json::from_slice(&body)?))
}
