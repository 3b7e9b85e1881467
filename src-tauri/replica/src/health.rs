//! How each shop's sync stands: what is here, what could not be read or was not understood, what is still to come.

use domain::{NativeId, ShopId};
use jiff::{SignedDuration, Timestamp};
use sqlx::{Connection, SqliteConnection};

use crate::{
    Finding, Replica, Result, ShopHealth,
    codec::{from_json, micros, time},
    stored::quarantined,
};

/// Notes are fetched of open orders and of those placed in so many days.
const NOTES_DAYS: i64 = 90;

struct StateRecord {
    id: i64,
    last_checked: Option<i64>,
    trouble: Option<String>,
    orders: i64,
}

struct FindingRecord {
    kind: String,
    native_id: String,
    detail: String,
    at: i64,
}

async fn health(connection: &mut SqliteConnection) -> Result<Vec<ShopHealth>> {
    let mut tx = connection.begin().await?;
    let shops: Vec<StateRecord> = sqlx::query_as!(
        StateRecord,
        "SELECT shop.id, last_checked, trouble,
                (SELECT count(*) FROM order_row WHERE order_row.shop = shop.id AND listed = 1) AS orders
         FROM shop LEFT JOIN shop_state ON shop_state.shop = shop.id ORDER BY shop.id"
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut health = Vec::with_capacity(shops.len());
    for record in shops {
        health.push(of_shop(&mut tx, record).await?);
    }
    tx.commit().await?;
    Ok(health)
}

async fn of_shop(tx: &mut SqliteConnection, record: StateRecord) -> Result<ShopHealth> {
    let shop = ShopId(record.id);
    let last_checked = record.last_checked.map(time);
    let unknown: Vec<(String, i64)> = sqlx::query!(
        "SELECT status, count(*) AS count FROM order_row WHERE shop = ?1 AND listed = 1 AND status_known = 0
         GROUP BY status ORDER BY status",
        shop.0
    )
    .map(|row| (row.status, row.count))
    .fetch_all(&mut *tx)
    .await?;
    Ok(ShopHealth {
        shop,
        orders: u64::try_from(record.orders).unwrap_or_default(),
        last_checked,
        trouble: record.trouble.as_deref().and_then(|text| from_json(text).ok()),
        quarantined: quarantined(tx, shop).await?,
        findings: findings(tx, shop).await?,
        unknown_statuses: unknown
            .into_iter()
            .map(|(status, count)| (status, u64::try_from(count).unwrap_or_default()))
            .collect(),
        notes_pending: notes_pending(tx, shop, last_checked).await?,
    })
}

async fn findings(tx: &mut SqliteConnection, shop: ShopId) -> Result<Vec<Finding>> {
    let records: Vec<FindingRecord> = sqlx::query_as!(
        FindingRecord,
        "SELECT kind, native_id, detail, at FROM finding WHERE shop = ?1 ORDER BY at DESC, id DESC LIMIT 200",
        shop.0
    )
    .fetch_all(tx)
    .await?;
    records
        .into_iter()
        .map(|record| {
            Ok(Finding {
                kind: from_json(&record.kind)?,
                native_id: NativeId(record.native_id),
                detail: record.detail,
                at: time(record.at),
            })
        })
        .collect()
}

/// Before the first check everything that is here counts from now.
async fn notes_pending(tx: &mut SqliteConnection, shop: ShopId, last_checked: Option<Timestamp>) -> Result<u64> {
    let since = last_checked
        .unwrap_or_else(Timestamp::now)
        .checked_sub(SignedDuration::from_hours(24 * NOTES_DAYS))
        .unwrap_or(Timestamp::MIN);
    let pending: i64 = sqlx::query_scalar!(
        "SELECT (SELECT count(*) FROM order_row WHERE shop = ?1 AND notes_due = 1 AND open = 1)
              + (SELECT count(*) FROM order_row WHERE shop = ?1 AND notes_due = 1 AND open = 0 AND listed = 1
                    AND placed_at >= ?2) AS \"pending!: i64\"",
        shop.0,
        micros(since)
    )
    .fetch_one(tx)
    .await?;
    Ok(u64::try_from(pending).unwrap_or_default())
}

impl Replica {
    /// How every shop's sync stands.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn health(&self) -> Result<Vec<ShopHealth>> {
        let mut reader = self.reader().await?;
        self.watch(health(&mut reader).await)
    }
}
