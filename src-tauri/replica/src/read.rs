//! Reading orders for the faces: rows of a page, one order whole, an order by what people call it.

use std::collections::HashMap;

use domain::{
    BadCode, Currency, EditState, FulfilmentState, Money, NativeId, Note, OrderCode, OrderId, OrderState, OutboxEdit,
    PaymentState, Product, ShopId, ShopTag, fold,
};
use sqlx::{Connection, SqliteConnection};

use crate::{
    HistoryEntry, HistoryEvent, OrderRow, Replica, ReplicaError, Result, StoredOrder,
    codec::{content_hash, from_json, hash_from, json, states, time, unpress},
    outbox,
    projection::{PROBLEM, email_key},
    shops::json_ids,
};

struct RowRecord {
    id: i64,
    shop: i64,
    tag: String,
    native_id: String,
    number: String,
    customer: String,
    company: String,
    city: String,
    country: String,
    status: String,
    label: Option<String>,
    order_state: String,
    payment_state: String,
    fulfilment_state: String,
    shipping: String,
    pieces: i64,
    currency: String,
    total: i64,
    placed_at: i64,
    modified_at: Option<i64>,
    views: i64,
    unseen: bool,
    has_note: bool,
    printed: bool,
    edits: i64,
    edit_state: Option<String>,
}

impl RowRecord {
    fn into_row(self) -> Result<OrderRow> {
        let tag = ShopTag::new(&self.tag)?;
        let states = states(&self.order_state, &self.payment_state, &self.fulfilment_state);
        let (order_state, payment_state, fulfilment_state): (OrderState, PaymentState, FulfilmentState) =
            (states.order, states.payment, states.fulfilment);
        let currency = Currency::new(&self.currency).map_err(|_| ReplicaError::DamagedContent("a currency is none"))?;
        Ok(OrderRow {
            id: OrderId(self.id),
            shop: ShopId(self.shop),
            code: OrderCode::new(&tag, &self.number),
            native_id: NativeId(self.native_id),
            number: self.number,
            customer: self.customer,
            company: self.company,
            city: self.city,
            country: self.country,
            status_label: self.label.unwrap_or_else(|| self.status.clone()),
            status: self.status,
            order_state,
            payment_state,
            fulfilment_state,
            shipping: self.shipping,
            pieces: Money::from_stored(self.pieces).to_string(),
            total: Money::new(Money::from_stored(self.total), currency),
            placed_at: time(self.placed_at),
            modified_at: self.modified_at.map(time),
            unseen: self.unseen,
            has_note: self.has_note,
            problem: self.views & PROBLEM != 0,
            printed: self.printed,
            edits: u16::try_from(self.edits).unwrap_or(u16::MAX),
            edit_state: self.edit_state.as_deref().and_then(EditState::from_code),
        })
    }
}

/// Rows of orders in the order asked.
pub(crate) async fn rows(connection: &mut SqliteConnection, ids: &[OrderId]) -> Result<Vec<OrderRow>> {
    let records: Vec<RowRecord> = sqlx::query_as!(
        RowRecord,
        "SELECT o.id, o.shop, shop.tag, o.native_id, number, customer, company, city, country, status,
                label AS \"label?\", order_state, payment_state, fulfilment_state, shipping, pieces, currency, total,
                placed_at, modified_at, views, unseen AS \"unseen: bool\", has_note AS \"has_note: bool\",
                printed AS \"printed: bool\", edits, edit_state
         FROM order_row o JOIN shop ON shop.id = o.shop
         LEFT JOIN status_label ON status_label.shop = o.shop AND status_label.code = o.status
         WHERE o.id IN (SELECT value FROM json_each(?1))",
        json(ids)?
    )
    .fetch_all(connection)
    .await?;
    let mut by_id: HashMap<i64, RowRecord> = records.into_iter().map(|r| (r.id, r)).collect();
    ids.iter().filter_map(|id| by_id.remove(&id.0)).map(RowRecord::into_row).collect()
}

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

/// Orders by a shop's number, an order code, or `shop/number` with the shop's tag or name.
async fn resolve(connection: &mut SqliteConnection, reference: &str) -> Result<Vec<OrderId>> {
    let reference = reference.trim();
    if let Some((shop, number)) = reference.rsplit_once('/') {
        let shop = fold::fold(shop.trim());
        let tags = shop_tags(connection, |tag, name| tag == shop || name == shop).await?;
        return by_number(connection, number, Some(&tags)).await;
    }
    match OrderCode::parse(reference) {
        Ok(code) => {
            let wanted = fold::fold(code.tag().as_str());
            let tags = shop_tags(connection, |tag, _| tag == wanted).await?;
            let found = by_number(connection, code.number(), Some(&tags)).await?;
            if found.is_empty() {
                // A shop's own number can look like a code.
                return by_number(connection, reference, None).await;
            }
            Ok(found)
        }
        Err(wrong @ BadCode::Check { .. }) => {
            let found = by_number(connection, reference, None).await?;
            if found.is_empty() { Err(wrong.into()) } else { Ok(found) }
        }
        Err(_) => by_number(connection, reference, None).await,
    }
}

async fn shop_tags(connection: &mut SqliteConnection, wanted: impl Fn(&str, &str) -> bool) -> Result<Vec<i64>> {
    let shops: Vec<(i64, String, String)> = sqlx::query!("SELECT id, tag, name FROM shop ORDER BY id")
        .map(|row| (row.id, row.tag, row.name))
        .fetch_all(connection)
        .await?;
    Ok(shops
        .into_iter()
        .filter(|(_, tag, name)| wanted(&fold::fold(tag), &fold::fold(name.trim())))
        .map(|(id, _, _)| id)
        .collect())
}

async fn by_number(connection: &mut SqliteConnection, number: &str, shops: Option<&[i64]>) -> Result<Vec<OrderId>> {
    let number = number.trim().trim_start_matches('#').to_uppercase();
    let ids: Vec<i64> = sqlx::query_scalar!(
        "SELECT id FROM order_row WHERE reference = ?1
         AND (?2 IS NULL OR shop IN (SELECT value FROM json_each(?2))) ORDER BY shop, id",
        number,
        shops.map(json).transpose()?
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(OrderId).collect())
}

impl Replica {
    /// Rows of orders, in the order asked; what is not there (any more) is skipped.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn rows(&self, ids: &[OrderId]) -> Result<Vec<OrderRow>> {
        let mut reader = self.reader().await?;
        self.watch(rows(&mut reader, ids).await)
    }

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

    /// How many listed orders of all shops have this billing e-mail address, in whatever case it is written; none for
    /// an empty one.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn customer_orders(&self, email: &str) -> Result<u32> {
        let mut reader = self.reader().await?;
        let count: std::result::Result<i64, sqlx::Error> = sqlx::query_scalar!(
            "SELECT count(*) FROM order_row WHERE listed = 1 AND email_key <> '' AND email_key = ?1",
            email_key(email)
        )
        .fetch_one(&mut *reader)
        .await;
        let count = self.watch(count.map_err(ReplicaError::from))?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// An order as received from the shop.
    ///
    /// # Errors
    /// [`ReplicaError::DamagedContent`] where its bytes are not what was written.
    pub async fn raw(&self, id: OrderId) -> Result<Option<Vec<u8>>> {
        let mut reader = self.reader().await?;
        let raw: std::result::Result<Option<Vec<u8>>, sqlx::Error> =
            sqlx::query_scalar!("SELECT raw FROM order_body WHERE id = ?1", id.0).fetch_optional(&mut *reader).await;
        let raw = self.watch(raw.map_err(ReplicaError::from))?;
        self.watch(raw.map(|frame| unpress(&frame)).transpose())
    }

    /// Orders that a reference means: a shop's number, an order code (its check character is looked at), or
    /// `shop/number` with the shop's tag or name. Several where shops share the number.
    ///
    /// # Errors
    /// [`ReplicaError::Reference`] for an order code with a wrong check character.
    pub async fn resolve(&self, reference: &str) -> Result<Vec<OrderId>> {
        let mut reader = self.reader().await?;
        self.watch(resolve(&mut reader, reference).await)
    }

    /// Products and variations of those identifiers that are known.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn products(&self, shop: ShopId, ids: &[NativeId]) -> Result<Vec<Product>> {
        let mut reader = self.reader().await?;
        let bodies: std::result::Result<Vec<String>, sqlx::Error> = sqlx::query_scalar!(
            "SELECT body FROM product WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
            shop.0,
            json_ids(ids)?
        )
        .fetch_all(&mut *reader)
        .await;
        let bodies = self.watch(bodies.map_err(ReplicaError::from))?;
        Ok(bodies.iter().filter_map(|body| from_json(body).ok()).collect())
    }
}
