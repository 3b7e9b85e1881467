//! What the sync asks of the mirror: positions, what is stored of orders, and what is due to be read.

use domain::{NativeId, OrderId, ShopId, StateTriple};
use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::{
    QuarantinedRow, Replica, ReplicaError, Result,
    codec::{from_json, hash_from, micros, states, time},
    shops::json_ids,
};

/// What the shop last said of an order, as far as the sync compares it: edits on their way are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its row.
    pub id: OrderId,
    /// Its identifier at the shop.
    pub native_id: NativeId,
    /// When the shop last changed it.
    pub modified_at: Option<Timestamp>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// Its states; a trashed one is `Deleted`.
    pub states: StateTriple,
    /// Its refunds.
    pub refunds: Vec<NativeId>,
    /// [`crate::content_hash`] of its bytes as received.
    pub content_hash: u128,
    /// When it was last read whole.
    pub read_at: Timestamp,
    /// When its notes were last read.
    pub notes_fetched_at: Option<Timestamp>,
}

struct StoredRecord {
    id: i64,
    native_id: String,
    modified_at: Option<i64>,
    placed_at: i64,
    order_state: String,
    payment_state: String,
    fulfilment_state: String,
    refunds: String,
    raw_hash: Vec<u8>,
    read_at: i64,
    notes_fetched_at: Option<i64>,
}

impl StoredRecord {
    fn into_stored(self) -> Result<Stored> {
        Ok(Stored {
            id: OrderId(self.id),
            native_id: NativeId(self.native_id),
            modified_at: self.modified_at.map(time),
            placed_at: time(self.placed_at),
            states: states(&self.order_state, &self.payment_state, &self.fulfilment_state),
            refunds: from_json(&self.refunds)?,
            content_hash: hash_from(&self.raw_hash),
            read_at: time(self.read_at),
            notes_fetched_at: self.notes_fetched_at.map(time),
        })
    }
}

fn all(records: Vec<StoredRecord>) -> Result<Vec<Stored>> {
    records.into_iter().map(StoredRecord::into_stored).collect()
}

async fn stored(connection: &mut SqliteConnection, shop: ShopId, ids: &[NativeId]) -> Result<Vec<Stored>> {
    let records = sqlx::query_as!(
        StoredRecord,
        "SELECT o.id, native_id, modified_at, placed_at, coalesce(m.order_state, o.order_state) AS \"order_state!: String\",
                coalesce(m.payment_state, o.payment_state) AS \"payment_state!: String\",
                coalesce(m.fulfilment_state, o.fulfilment_state) AS \"fulfilment_state!: String\",
                refunds, raw_hash, read_at, notes_fetched_at
         FROM order_row o LEFT JOIN order_mirror m ON m.id = o.id
         WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
        shop.0,
        json_ids(ids)?
    )
    .fetch_all(connection)
    .await?;
    all(records)
}

async fn stored_placed(
    connection: &mut SqliteConnection,
    shop: ShopId,
    newest: Option<(Timestamp, NativeId)>,
    oldest: Option<Timestamp>,
    limit: u32,
) -> Result<Vec<Stored>> {
    let (before, before_id) = newest.map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.0));
    let records = sqlx::query_as!(
        StoredRecord,
        "SELECT o.id, native_id, modified_at, placed_at, coalesce(m.order_state, o.order_state) AS \"order_state!: String\",
                coalesce(m.payment_state, o.payment_state) AS \"payment_state!: String\",
                coalesce(m.fulfilment_state, o.fulfilment_state) AS \"fulfilment_state!: String\",
                refunds, raw_hash, read_at, notes_fetched_at
         FROM order_row o LEFT JOIN order_mirror m ON m.id = o.id
         WHERE shop = ?1 AND (placed_at, native_id) < (?2, ?3) AND placed_at >= ?4
         ORDER BY placed_at DESC, native_id DESC LIMIT ?5",
        shop.0,
        before,
        before_id,
        oldest.map_or(i64::MIN, micros),
        limit
    )
    .fetch_all(connection)
    .await?;
    all(records)
}

fn native_ids(rows: Vec<(String, i64)>) -> Vec<NativeId> {
    rows.into_iter().map(|(id, _)| NativeId(id)).collect()
}

struct QuarantineRecord {
    feed: String,
    key: String,
    native_id: Option<String>,
    fault: String,
    raw: Vec<u8>,
    since: i64,
    tried_at: i64,
    attempts: i64,
}

/// The rows of a shop that cannot be read, oldest first.
pub(crate) async fn quarantined(connection: &mut SqliteConnection, shop: ShopId) -> Result<Vec<QuarantinedRow>> {
    let records: Vec<QuarantineRecord> = sqlx::query_as!(
        QuarantineRecord,
        "SELECT feed, key, native_id, fault, raw, since, tried_at, attempts FROM quarantine
         WHERE shop = ?1 ORDER BY since, feed, key",
        shop.0
    )
    .fetch_all(connection)
    .await?;
    records
        .into_iter()
        .map(|record| {
            Ok(QuarantinedRow {
                feed: record.feed,
                key: record.key,
                native_id: record.native_id.map(NativeId),
                fault: from_json(&record.fault)?,
                raw: record.raw,
                since: time(record.since),
                tried_at: time(record.tried_at),
                attempts: u32::try_from(record.attempts).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

impl Replica {
    /// A position of the sync by its name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn position(&self, shop: ShopId, name: &str) -> Result<Option<serde_json::Value>> {
        let mut reader = self.reader().await?;
        let value: std::result::Result<Option<String>, sqlx::Error> =
            sqlx::query_scalar!("SELECT value FROM position WHERE shop = ?1 AND name = ?2", shop.0, name)
                .fetch_optional(&mut *reader)
                .await;
        let value = self.watch(value.map_err(ReplicaError::from))?;
        value.map(|text| from_json(&text)).transpose()
    }

    /// What is stored of those orders that are here, in no order.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn stored(&self, shop: ShopId, ids: &[NativeId]) -> Result<Vec<Stored>> {
        let mut reader = self.reader().await?;
        self.watch(stored(&mut reader, shop, ids).await)
    }

    /// Orders by date of placement, newest first, trashed ones too: those before `newest` (a date and, among orders of
    /// that date, an identifier; itself excluded) and not before `oldest`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn stored_placed(
        &self,
        shop: ShopId,
        newest: Option<(Timestamp, NativeId)>,
        oldest: Option<Timestamp>,
        limit: u32,
    ) -> Result<Vec<Stored>> {
        let mut reader = self.reader().await?;
        self.watch(stored_placed(&mut reader, shop, newest, oldest, limit).await)
    }

    /// Open orders and those placed since a moment whose notes were never read, or not since the order changed; newest
    /// first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn due_notes(&self, shop: ShopId, placed_since: Timestamp, limit: u32) -> Result<Vec<NativeId>> {
        let mut reader = self.reader().await?;
        let rows: std::result::Result<Vec<(String, i64)>, sqlx::Error> = sqlx::query!(
            "SELECT native_id, placed_at FROM order_row WHERE shop = ?1 AND notes_due = 1 AND open = 1
             UNION ALL
             SELECT native_id, placed_at FROM order_row WHERE shop = ?1 AND notes_due = 1 AND open = 0 AND listed = 1
                 AND placed_at >= ?2
             ORDER BY placed_at DESC, native_id DESC LIMIT ?3",
            shop.0,
            micros(placed_since),
            limit
        )
        .map(|row| (row.native_id, row.placed_at))
        .fetch_all(&mut *reader)
        .await;
        Ok(native_ids(self.watch(rows.map_err(ReplicaError::from))?))
    }

    /// Open orders and those placed since a moment that were not read whole since another; newest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn due_reread(
        &self,
        shop: ShopId,
        placed_since: Timestamp,
        read_before: Timestamp,
        limit: u32,
    ) -> Result<Vec<NativeId>> {
        let mut reader = self.reader().await?;
        let rows: std::result::Result<Vec<(String, i64)>, sqlx::Error> = sqlx::query!("SELECT native_id, placed_at FROM order_row WHERE shop = ?1 AND open = 1 AND read_at < ?3
             UNION ALL
             SELECT native_id, placed_at FROM order_row WHERE shop = ?1 AND open = 0 AND placed_at >= ?2 AND read_at < ?3
             ORDER BY placed_at DESC, native_id DESC LIMIT ?4", shop.0, micros(placed_since), micros(read_before), limit).map(|row| (row.native_id, row.placed_at))
        .fetch_all(&mut *reader)
        .await;
        Ok(native_ids(self.watch(rows.map_err(ReplicaError::from))?))
    }

    /// The rows of a shop that cannot be read, with what was received.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn quarantined(&self, shop: ShopId) -> Result<Vec<QuarantinedRow>> {
        let mut reader = self.reader().await?;
        self.watch(quarantined(&mut reader, shop).await)
    }
}
