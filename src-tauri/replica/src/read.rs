//! Reading orders for the faces: rows of a page, an order by what people call it, its customer's others.

use std::collections::HashMap;

use domain::{
    BadCode, Currency, EditState, FulfilmentState, Money, NativeId, OrderCode, OrderId, OrderState, PaymentState,
    Product, ShopId, ShopTag, fold,
};
use sqlx::SqliteConnection;

use crate::{
    OrderRow, Replica, ReplicaError, Result,
    codec::{from_json, json, states, time, unpress},
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
