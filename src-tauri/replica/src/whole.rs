//! Orders with everything kept of them: notes, edits, and what happened to them here. Many at once cost a few statements,
//! not a few each.

use std::collections::HashMap;

use domain::{Note, OrderId, OutboxEdit};
use sqlx::{Connection, SqliteConnection};

use crate::{
    HistoryEntry, HistoryEvent, OrderRow, Replica, ReplicaError, Result, StoredOrder,
    codec::{content_hash, from_json, hash_from, json, time, unpress},
    outbox,
    read::rows,
};

struct BodyRecord {
    id: i64,
    body: Vec<u8>,
    body_hash: Vec<u8>,
    mirror_status: Option<String>,
    read_at: i64,
    first_seen_at: i64,
    notes: Option<String>,
    notes_fetched_at: Option<i64>,
}

impl BodyRecord {
    fn into_stored(self, row: OrderRow, edits: Vec<OutboxEdit>, history: Vec<HistoryEntry>) -> Result<StoredOrder> {
        let body = unpress(&self.body)?;
        if content_hash(&body) != hash_from(&self.body_hash) {
            return Err(ReplicaError::DamagedContent("an order is not what was written"));
        }
        Ok(StoredOrder {
            mirror_status: self.mirror_status.filter(|status| *status != row.status),
            row,
            order: serde_json::from_slice(&body)?,
            edits,
            notes: self.notes.map(|notes| from_json::<Vec<Note>>(&notes)).transpose()?,
            notes_fetched_at: self.notes_fetched_at.map(time),
            read_at: time(self.read_at),
            first_seen_at: time(self.first_seen_at),
            history,
        })
    }
}

/// Orders whole, in the order asked, by a few statements for all of them.
async fn orders(connection: &mut SqliteConnection, ids: &[OrderId]) -> Result<Vec<StoredOrder>> {
    let mut tx = connection.begin().await?;
    let rows = rows(&mut tx, ids).await?;
    let list = json(ids)?;
    let records: Vec<BodyRecord> = sqlx::query_as!(
        BodyRecord,
        "SELECT o.id, b.body, o.body_hash, m.status AS \"mirror_status?\", read_at, first_seen_at,
                notes AS \"notes?\", notes_fetched_at
         FROM order_row o JOIN order_body b ON b.id = o.id LEFT JOIN order_mirror m ON m.id = o.id
         LEFT JOIN order_notes n ON n.id = o.id WHERE o.id IN (SELECT value FROM json_each(?1))",
        &list
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut edits = outbox::edits_of_orders(&mut tx, ids).await?;
    let mut histories = histories(&mut tx, &list, &records, !edits.is_empty()).await?;
    tx.commit().await?;
    let mut bodies: HashMap<i64, BodyRecord> = records.into_iter().map(|record| (record.id, record)).collect();
    rows.into_iter()
        .map(|row| {
            let body = bodies.remove(&row.id.0).ok_or(ReplicaError::DamagedContent("an order has no body"))?;
            let history = histories.remove(&row.id.0).unwrap_or_default();
            let edits = edits.remove(&row.id).unwrap_or_default();
            body.into_stored(row, edits, history)
        })
        .collect()
}

/// What happened to orders (JSON list), oldest first: from the events, the outbox, the print ledger and the alert
/// ledger.
async fn histories(
    tx: &mut SqliteConnection,
    ids: &str,
    records: &[BodyRecord],
    edited: bool,
) -> Result<HashMap<i64, Vec<HistoryEntry>>> {
    let entry = |at: i64, event: HistoryEvent| HistoryEntry { at: time(at), event };
    let mut all: Vec<(i64, HistoryEntry)> =
        records.iter().map(|record| (record.id, entry(record.first_seen_at, HistoryEvent::FirstSeen))).collect();
    let events: Vec<(i64, i64, String)> = sqlx::query!(
        "SELECT o.id AS \"order!: i64\", at, event FROM order_row o
         JOIN order_event e ON e.shop = o.shop AND e.native_id = o.native_id
         WHERE o.id IN (SELECT value FROM json_each(?1)) ORDER BY e.id",
        ids
    )
    .map(|row| (row.order, row.at, row.event))
    .fetch_all(&mut *tx)
    .await?;
    all.extend(events.into_iter().filter_map(|(id, at, event)| Some((id, entry(at, from_json(&event).ok()?)))));
    if edited {
        all.extend(outbox::history(tx, ids).await?);
    }
    let prints: Vec<(i64, i64, String, i64)> = sqlx::query!(
        "SELECT o.id AS \"order!: i64\", at, printer, copies FROM order_row o
         JOIN print p ON p.shop = o.shop AND p.native_id = o.native_id
         WHERE o.id IN (SELECT value FROM json_each(?1)) ORDER BY p.id",
        ids
    )
    .map(|row| (row.order, row.at, row.printer, row.copies))
    .fetch_all(&mut *tx)
    .await?;
    all.extend(prints.into_iter().map(|(id, at, printer, copies)| {
        let copies = u16::try_from(copies).unwrap_or(u16::MAX);
        (id, entry(at, HistoryEvent::Printed { printer, copies }))
    }));
    let rung: Vec<(i64, Option<i64>)> = sqlx::query!(
        "SELECT o.id AS \"order!: i64\", rung_at FROM order_row o
         JOIN alert a ON a.shop = o.shop AND a.native_id = o.native_id
         WHERE o.id IN (SELECT value FROM json_each(?1)) AND state = 'rung'",
        ids
    )
    .map(|row| (row.order, row.rung_at))
    .fetch_all(&mut *tx)
    .await?;
    all.extend(rung.into_iter().filter_map(|(id, at)| Some((id, entry(at?, HistoryEvent::Rang)))));
    let mut histories: HashMap<i64, Vec<HistoryEntry>> = HashMap::new();
    for (id, entry) in all {
        histories.entry(id).or_default().push(entry);
    }
    histories.values_mut().for_each(|history| history.sort_by_key(|entry| entry.at));
    Ok(histories)
}

impl Replica {
    /// One order with everything kept of it.
    ///
    /// # Errors
    /// [`ReplicaError::DamagedContent`] where its bytes are not what was written.
    pub async fn order(&self, id: OrderId) -> Result<Option<StoredOrder>> {
        Ok(self.orders(&[id]).await?.pop())
    }

    /// Orders with everything kept of them, in the order asked; what is not there (any more) is skipped. A few
    /// statements, however many they are.
    ///
    /// # Errors
    /// [`ReplicaError::DamagedContent`] where the bytes of one are not what was written.
    pub async fn orders(&self, ids: &[OrderId]) -> Result<Vec<StoredOrder>> {
        let mut reader = self.reader().await?;
        self.watch(orders(&mut reader, ids).await)
    }
}
