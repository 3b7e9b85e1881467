//! Orders that are there already: read back, changed in part, written again, indexed anew. What the shop said is
//! changed in what the shop said, not in what is shown: where the two differ, the order is shown anew afterwards.

use domain::{NativeId, Note, Order, OrderId, ShopId, ShopTag};
use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{Work, write};
use crate::{
    HistoryEvent, Result,
    codec::{content_hash, from_json, json, micros, unpress},
    projection::search_words,
};

/// An order as the shop last said it.
pub(crate) struct Stored {
    pub(crate) id: i64,
    pub(crate) order: Order,
    /// It is shown otherwise.
    mirrored: bool,
}

/// What the shop last said of an order, by its identifier there.
pub(crate) async fn load(tx: &mut SqliteConnection, shop: ShopId, native_id: &NativeId) -> Result<Option<Stored>> {
    let row: Option<(i64, Vec<u8>, bool)> = sqlx::query!(
        "SELECT o.id, coalesce(m.body, b.body) AS \"body!: Vec<u8>\", m.id IS NOT NULL AS \"mirrored!: bool\"
         FROM order_row o JOIN order_body b ON b.id = o.id LEFT JOIN order_mirror m ON m.id = o.id
         WHERE shop = ?1 AND native_id = ?2",
        shop.0,
        native_id.as_str()
    )
    .map(|row| (row.id, row.body, row.mirrored))
    .fetch_optional(tx)
    .await?;
    let Some((id, body, mirrored)) = row else {
        return Ok(None);
    };
    Ok(Some(Stored { id, order: serde_json::from_slice(&unpress(&body)?)?, mirrored }))
}

/// What is shown of an order: by what it is found.
async fn load_shown(tx: &mut SqliteConnection, shop: ShopId, native_id: &NativeId) -> Result<Option<(i64, Order)>> {
    let row: Option<(i64, Vec<u8>)> = sqlx::query!(
        "SELECT id, body FROM order_row JOIN order_body USING (id) WHERE shop = ?1 AND native_id = ?2",
        shop.0,
        native_id.as_str()
    )
    .map(|row| (row.id, row.body))
    .fetch_optional(tx)
    .await?;
    row.map(|(id, body)| Ok((id, serde_json::from_slice(&unpress(&body)?)?))).transpose()
}

/// Writes an order whose refunds changed. Nothing that lists sort by depends on them.
pub(crate) async fn save(work: &mut Work<'_>, stored: &Stored) -> Result<()> {
    let body = json(&stored.order)?;
    let refunds: Vec<&NativeId> = stored.order.refunds.iter().map(|r| &r.native_id).collect();
    let hash = content_hash(body.as_bytes()).to_be_bytes().to_vec();
    let frame = work.press.press(body.as_bytes())?;
    sqlx::query!("UPDATE order_row SET refunds = ?2 WHERE id = ?1", stored.id, json(&refunds)?)
        .execute(&mut *work.tx)
        .await?;
    if stored.mirrored {
        sqlx::query!("UPDATE order_mirror SET body = ?2, body_hash = ?3 WHERE id = ?1", stored.id, frame, hash)
            .execute(&mut *work.tx)
            .await?;
        work.touched.insert(stored.order.native_id.0.clone());
        return Ok(());
    }
    sqlx::query!("UPDATE order_row SET body_hash = ?2 WHERE id = ?1", stored.id, hash).execute(&mut *work.tx).await?;
    sqlx::query!("UPDATE order_body SET body = ?2 WHERE id = ?1", stored.id, frame).execute(&mut *work.tx).await?;
    Ok(())
}

impl Work<'_> {
    /// Notes of an order that is not here (any more) are dropped: they are read again with the order.
    pub(super) async fn set_notes(
        &mut self,
        native_id: &NativeId,
        notes: &[Note],
        fetched_at: Timestamp,
    ) -> Result<()> {
        let Some((id, shown)) = load_shown(self.tx, self.shop, native_id).await? else {
            return Ok(());
        };
        let text = json(notes)?;
        let before: Option<String> = sqlx::query_scalar!("SELECT notes FROM order_notes WHERE id = ?1", id)
            .fetch_optional(&mut *self.tx)
            .await?;
        sqlx::query!(
            "INSERT INTO order_notes (id, notes, fetched_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET notes = excluded.notes, fetched_at = excluded.fetched_at",
            id,
            &text,
            micros(fetched_at)
        )
        .execute(&mut *self.tx)
        .await?;
        sqlx::query!("UPDATE order_row SET notes_fetched_at = ?2, notes_due = 0 WHERE id = ?1", id, micros(fetched_at))
            .execute(&mut *self.tx)
            .await?;
        if before.as_deref() != Some(text.as_str()) {
            index(self.tx, id, &shown, &self.tag, notes).await?;
            self.changed.insert(OrderId(id));
        }
        Ok(())
    }

    /// The order leaves; its history and its edits stay, and what is still due for it does not ring any more.
    pub(super) async fn remove_order(&mut self, native_id: &NativeId) -> Result<()> {
        let id: Option<i64> = sqlx::query_scalar!(
            "DELETE FROM order_row WHERE shop = ?1 AND native_id = ?2 RETURNING id",
            self.shop.0,
            native_id.as_str()
        )
        .fetch_optional(&mut *self.tx)
        .await?;
        for sql in [
            "DELETE FROM refund WHERE shop = ?1 AND order_id = ?2",
            "DELETE FROM quarantine WHERE shop = ?1 AND native_id = ?2 AND feed IN ('orders', 'trash')",
            "UPDATE alert SET state = 'silent' WHERE shop = ?1 AND native_id = ?2 AND state = 'due'",
        ] {
            sqlx::query(sql).bind(self.shop.0).bind(native_id.as_str()).execute(&mut *self.tx).await?;
        }
        let Some(id) = id else {
            return Ok(());
        };
        for sql in [
            "DELETE FROM order_body WHERE id = ?1",
            "DELETE FROM order_mirror WHERE id = ?1",
            "DELETE FROM order_notes WHERE id = ?1",
            "DELETE FROM order_search WHERE rowid = ?1",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *self.tx).await?;
        }
        let event = (native_id.0.clone(), HistoryEvent::Removed);
        write::events(self.tx, self.shop, self.now, &[event]).await?;
        self.changed.remove(&OrderId(id));
        self.alerts.remove(&OrderId(id));
        self.removed.insert(OrderId(id));
        Ok(())
    }
}

async fn index(tx: &mut SqliteConnection, id: i64, order: &Order, tag: &ShopTag, notes: &[Note]) -> Result<()> {
    sqlx::query!(
        "INSERT OR REPLACE INTO order_search (rowid, words) VALUES (?1, ?2)",
        id,
        search_words(order, tag, notes)
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Indexes all orders of a shop anew, for a new tag: their codes are among their words.
pub(crate) async fn index_shop(tx: &mut SqliteConnection, shop: ShopId, tag: &ShopTag) -> Result<()> {
    let mut after = 0;
    loop {
        let rows: Vec<(i64, Vec<u8>, Option<String>)> = sqlx::query!("SELECT order_row.id, body, notes FROM order_row JOIN order_body USING (id) LEFT JOIN order_notes USING (id)
             WHERE order_row.id > ?1 AND shop = ?2 ORDER BY order_row.id LIMIT 200", after, shop.0).map(|row| (row.id, row.body, row.notes))
        .fetch_all(&mut *tx)
        .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for (id, body, notes) in rows {
            let order: Order = serde_json::from_slice(&unpress(&body)?)?;
            let notes: Vec<Note> = notes.map_or(Ok(Vec::new()), |notes| from_json(&notes))?;
            index(tx, id, &order, tag, &notes).await?;
            after = id;
        }
    }
}
