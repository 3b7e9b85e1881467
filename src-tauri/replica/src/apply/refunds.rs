//! Refunds: an order's own summary names them, the refunds' feed tells them whole. What is known whole is kept aside
//! and joined whenever the order comes, in whichever order the two arrive.

use std::collections::HashMap;

use domain::{NativeId, Order, OrderId, Refund};

use super::{Work, mirror};
use crate::{
    Result,
    codec::{from_json, json},
};

/// Puts the refunds known whole into an order that names them. One that the order does not name yet is added where it
/// was made after the order's date: the order is an older reading.
pub(crate) fn merge(order: &mut Order, whole: Option<&Vec<Refund>>) {
    for refund in whole.into_iter().flatten() {
        if let Some(named) = order.refunds.iter_mut().find(|named| named.native_id == refund.native_id) {
            *named = refund.clone();
        } else if is_later(refund, order) {
            order.refunds.push(refund.clone());
        }
    }
}

fn is_later(refund: &Refund, order: &Order) -> bool {
    match (refund.created_at, order.modified_at) {
        (Some(created), Some(modified)) => created > modified,
        _ => false,
    }
}

impl Work<'_> {
    /// The refunds known whole of some orders (JSON list).
    pub(super) async fn refunds_of(&mut self, ids: &str) -> Result<HashMap<String, Vec<Refund>>> {
        let rows: Vec<(String, String)> = sqlx::query!(
            "SELECT order_id, body FROM refund
             WHERE shop = ?1 AND order_id IN (SELECT value FROM json_each(?2)) ORDER BY order_id, native_id",
            self.shop.0,
            ids
        )
        .map(|row| (row.order_id, row.body))
        .fetch_all(&mut *self.tx)
        .await?;
        let mut refunds: HashMap<String, Vec<Refund>> = HashMap::new();
        for (order, body) in rows {
            if let Ok(refund) = from_json(&body) {
                refunds.entry(order).or_default().push(refund);
            }
        }
        Ok(refunds)
    }

    pub(super) async fn put_refund(&mut self, order: &NativeId, refund: Refund) -> Result<()> {
        self.keep_refund(order, &refund).await?;
        let Some(mut stored) = mirror::load(self.tx, self.shop, order).await? else {
            return Ok(());
        };
        match stored.order.refunds.iter_mut().find(|known| known.native_id == refund.native_id) {
            Some(known) if *known == refund => return Ok(()),
            Some(known) => *known = refund,
            None => stored.order.refunds.push(refund),
        }
        self.rewrite(stored).await
    }

    pub(super) async fn set_refunds(&mut self, order: &NativeId, refunds: Vec<Refund>) -> Result<()> {
        sqlx::query!("DELETE FROM refund WHERE shop = ?1 AND order_id = ?2", self.shop.0, order.as_str())
            .execute(&mut *self.tx)
            .await?;
        for refund in &refunds {
            self.keep_refund(order, refund).await?;
        }
        let Some(mut stored) = mirror::load(self.tx, self.shop, order).await? else {
            return Ok(());
        };
        if stored.order.refunds == refunds {
            return Ok(());
        }
        stored.order.refunds = refunds;
        self.rewrite(stored).await
    }

    async fn keep_refund(&mut self, order: &NativeId, refund: &Refund) -> Result<()> {
        sqlx::query!(
            "INSERT INTO refund (shop, order_id, native_id, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (shop, order_id, native_id) DO UPDATE SET body = excluded.body",
            self.shop.0,
            order.as_str(),
            refund.native_id.as_str(),
            json(refund)?
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    async fn rewrite(&mut self, stored: mirror::Stored) -> Result<()> {
        mirror::save(self, &stored).await?;
        self.changed.insert(OrderId(stored.id));
        Ok(())
    }
}
