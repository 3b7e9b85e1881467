//! What exists nowhere else and is written with full durability: rung alerts, prints, saved views, settings, and which
//! new orders were opened.

use domain::{BuiltInView, OrderId};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use crate::{
    Alert, Applied, Replica, ReplicaError, Result, SavedView,
    codec::{from_json, json, micros, time},
    connections::Durability,
    read,
    replica::grow,
};

struct ViewRecord {
    id: i64,
    name: String,
    search: String,
    view: Option<String>,
    place: i64,
}

impl From<ViewRecord> for SavedView {
    fn from(record: ViewRecord) -> Self {
        Self {
            id: record.id,
            name: record.name,
            search: record.search,
            view: record.view.as_deref().and_then(BuiltInView::from_code),
            place: u32::try_from(record.place).unwrap_or_default(),
        }
    }
}

/// The saved views in the order of the side bar.
pub(crate) async fn saved_views(connection: &mut SqliteConnection) -> Result<Vec<SavedView>> {
    let records: Vec<ViewRecord> =
        sqlx::query_as!(ViewRecord, "SELECT id, name, search, view, place FROM saved_view ORDER BY place, id")
            .fetch_all(connection)
            .await?;
    Ok(records.into_iter().map(SavedView::from).collect())
}

async fn claim(writer: &mut SqliteConnection, now: Timestamp) -> Result<Vec<Alert>> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let due: Vec<(i64, Option<i64>, i64)> = sqlx::query!(
        "SELECT alert.id AS alert, order_row.id AS \"row_id?\", due_at FROM alert
         LEFT JOIN order_row ON order_row.shop = alert.shop AND order_row.native_id = alert.native_id
         WHERE state = 'due' ORDER BY placed_at, alert.id"
    )
    .map(|due| (due.alert, due.row_id, due.due_at))
    .fetch_all(&mut *tx)
    .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query!(
        "UPDATE alert SET state = 'rung', rung_at = ?1 WHERE id IN (SELECT value FROM json_each(?2))",
        micros(now),
        json(&due.iter().map(|(alert, _, _)| *alert).collect::<Vec<_>>())?
    )
    .execute(&mut *tx)
    .await?;
    // An order whose row is gone, in a replica being rebuilt, is marked and keeps silent: it was never readable.
    let present: Vec<(OrderId, i64)> = due.iter().filter_map(|(_, id, at)| Some((OrderId((*id)?), *at))).collect();
    let ids: Vec<OrderId> = present.iter().map(|(id, _)| *id).collect();
    let rows = read::rows(&mut tx, &ids).await?;
    grow(&mut tx, false).await?;
    tx.commit().await?;
    let due_at = |id: OrderId| present.iter().find(|(other, _)| *other == id).map(|(_, at)| time(*at));
    Ok(rows.into_iter().map(|row| Alert { due_at: due_at(row.id).unwrap_or(now), row }).collect())
}

async fn mark_seen(writer: &mut SqliteConnection, ids: &[OrderId], now: Timestamp) -> Result<Option<i64>> {
    let ids = json(ids)?;
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    let seen = sqlx::query!(
        "UPDATE order_row SET unseen = 0 WHERE unseen = 1 AND id IN (SELECT value FROM json_each(?1))",
        &ids
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    sqlx::query!(
        "UPDATE alert SET seen_at = ?2 WHERE seen_at IS NULL AND (shop, native_id) IN (
             SELECT shop, native_id FROM order_row WHERE id IN (SELECT value FROM json_each(?1)))",
        &ids,
        micros(now)
    )
    .execute(&mut *tx)
    .await?;
    if seen == 0 {
        return Ok(None);
    }
    let generation = grow(&mut tx, true).await?;
    tx.commit().await?;
    Ok(Some(generation))
}

async fn record_print(
    writer: &mut SqliteConnection,
    ids: &[OrderId],
    printer: &str,
    copies: u16,
    now: Timestamp,
) -> Result<i64> {
    let ids = json(ids)?;
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query!(
        "INSERT INTO print (shop, native_id, printer, copies, at)
         SELECT shop, native_id, ?2, ?3, ?4 FROM order_row WHERE id IN (SELECT value FROM json_each(?1))",
        &ids,
        printer,
        copies,
        micros(now)
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("UPDATE order_row SET printed = 1 WHERE id IN (SELECT value FROM json_each(?1))", &ids)
        .execute(&mut *tx)
        .await?;
    let generation = grow(&mut tx, true).await?;
    tx.commit().await?;
    Ok(generation)
}

impl Replica {
    /// The alerts that are due, marked as rung on the disk before they are handed over: whoever claims one rings it,
    /// and nobody ever gets it again. Oldest order first.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing was claimed then.
    pub async fn claim_alerts(&self, now: Timestamp) -> Result<Vec<Alert>> {
        {
            // Asked for after every page: a look costs less than the write lock.
            let mut reader = self.reader().await?;
            let due: std::result::Result<bool, sqlx::Error> =
                sqlx::query_scalar!("SELECT EXISTS (SELECT 1 FROM alert WHERE state = 'due') AS \"due: bool\"")
                    .fetch_one(&mut *reader)
                    .await;
            if !self.watch(due.map_err(ReplicaError::from))? {
                return Ok(Vec::new());
            }
        }
        let mut writer = self.writer(Durability::Power).await?;
        self.watch(claim(&mut writer, now).await)
    }

    /// Marks orders as opened.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn mark_seen(&self, ids: &[OrderId]) -> Result<()> {
        let mut writer = self.writer(Durability::Power).await?;
        if let Some(generation) = self.watch(mark_seen(&mut writer, ids, Timestamp::now()).await)? {
            self.tell_orders(generation, ids);
        }
        Ok(())
    }

    /// Enters printed or saved slips into the ledger. `printer` is empty for a saved file.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn record_print(&self, ids: &[OrderId], printer: &str, copies: u16, now: Timestamp) -> Result<()> {
        let mut writer = self.writer(Durability::Power).await?;
        let generation = self.watch(record_print(&mut writer, ids, printer, copies, now).await)?;
        self.tell_orders(generation, ids);
        Ok(())
    }

    fn tell_orders(&self, generation: i64, ids: &[OrderId]) {
        let applied = Applied { changed: ids.to_vec(), ..Applied::default() };
        self.inner.lists.tell(generation, false, &applied);
    }

    /// The saved views in the order of the side bar.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn saved_views(&self) -> Result<Vec<SavedView>> {
        let mut reader = self.reader().await?;
        self.watch(saved_views(&mut reader).await)
    }

    /// Saves a search under a name, after the others.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn save_view(&self, name: &str, search: &str, view: Option<BuiltInView>) -> Result<SavedView> {
        let saved = {
            let mut writer = self.writer(Durability::Power).await?;
            let mut tx = self.begin(&mut writer).await?;
            let record: ViewRecord = sqlx::query_as!(
                ViewRecord,
                "INSERT INTO saved_view (name, search, view, place)
                 VALUES (?1, ?2, ?3, (SELECT coalesce(max(place) + 1, 0) FROM saved_view))
                 RETURNING id, name, search, view, place",
                name,
                search,
                view.map(BuiltInView::code)
            )
            .fetch_one(&mut *tx)
            .await?;
            grow(&mut tx, false).await?;
            tx.commit().await?;
            SavedView::from(record)
        };
        self.back_up_soon(Timestamp::now()).await;
        Ok(saved)
    }

    /// Changes a saved view; `None` leaves as it is. The built-in view it stays within is fixed.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchView`].
    pub async fn update_view(
        &self,
        id: i64,
        name: Option<&str>,
        search: Option<&str>,
        place: Option<u32>,
    ) -> Result<SavedView> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = self.begin(&mut writer).await?;
        let record: Option<ViewRecord> = sqlx::query_as!(ViewRecord, "UPDATE saved_view SET name = coalesce(?2, name), search = coalesce(?3, search), place = coalesce(?4, place)
             WHERE id = ?1 RETURNING id, name, search, view, place", id, name, search, place)
        .fetch_optional(&mut *tx)
        .await?;
        grow(&mut tx, false).await?;
        tx.commit().await?;
        record.map(SavedView::from).ok_or(ReplicaError::NoSuchView(id))
    }

    /// Deletes a saved view.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchView`].
    pub async fn delete_view(&self, id: i64) -> Result<()> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = self.begin(&mut writer).await?;
        let gone = sqlx::query!("DELETE FROM saved_view WHERE id = ?1", id).execute(&mut *tx).await?;
        grow(&mut tx, false).await?;
        tx.commit().await?;
        if gone.rows_affected() == 0 {
            return Err(ReplicaError::NoSuchView(id));
        }
        Ok(())
    }

    /// A setting; `None` where it was never set.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn setting(&self, key: &str) -> Result<Option<serde_json::Value>> {
        let mut reader = self.reader().await?;
        let value: std::result::Result<Option<String>, sqlx::Error> =
            sqlx::query_scalar!("SELECT value FROM setting WHERE key = ?1", key).fetch_optional(&mut *reader).await;
        let value = self.watch(value.map_err(ReplicaError::from))?;
        value.map(|text| from_json(&text)).transpose()
    }

    /// Sets a setting; JSON `null` takes it away.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn set_setting(&self, key: &str, value: serde_json::Value) -> Result<()> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = self.begin(&mut writer).await?;
        if value.is_null() {
            sqlx::query!("DELETE FROM setting WHERE key = ?1", key).execute(&mut *tx).await?;
        } else {
            sqlx::query!("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, json(&value)?)
            .execute(&mut *tx)
            .await?;
        }
        grow(&mut tx, false).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn begin<'c>(&self, writer: &'c mut SqliteConnection) -> Result<sqlx::Transaction<'c, sqlx::Sqlite>> {
        let tx = writer.begin_with("BEGIN IMMEDIATE").await.map_err(ReplicaError::from);
        self.watch(tx)
    }
}
