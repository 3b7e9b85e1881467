//! One order, opened.

use std::collections::BTreeMap;

use domain::{Code, Fault, NativeId, Order, OrderId, Product, ShopId};
use replica::StoredOrder;

use crate::{App, api::OrderView, error::from_replica, timeline::timeline};

impl App {
    /// Opens an order: marks it seen, and has its notes fetched in the background where they are due.
    ///
    /// # Errors
    /// `NoSuchOrder`, or the replica's.
    pub async fn order_open(&self, id: OrderId, list: Option<u64>) -> Result<OrderView, Fault> {
        let view = self.order_view(id, list).await?;
        if view.row.unseen {
            self.replica().mark_seen(&[id]).await.map_err(from_replica("mark seen"))?;
            self.emit_orders(vec![id]);
        }
        let stale = view.notes_fetched_at.is_none_or(|at| at < self.now() - jiff::SignedDuration::from_secs(60));
        if let (Some(engine), true) = (self.engine(), stale) {
            let (engine, shop, native_id) = (engine.clone(), view.row.shop, view.row.native_id.clone());
            self.spawn("fetch notes", async move {
                if let Err(fault) = engine.fetch_notes(shop, &native_id).await {
                    tracing::info!(%fault, "notes could not be fetched now");
                }
            });
        }
        Ok(view)
    }

    /// An order as it is here, with nothing set in motion.
    ///
    /// # Errors
    /// `NoSuchOrder`, or the replica's.
    pub async fn order_view(&self, id: OrderId, list: Option<u64>) -> Result<OrderView, Fault> {
        let stored = self.stored(id).await?;
        let shop = self.shop_row(stored.row.shop).await?;
        let order = &stored.order;
        let products = self
            .replica()
            .products(stored.row.shop, &product_ids(order))
            .await
            .map_err(from_replica("read products"))?;
        let pictures = self.picture_addresses(&stored, &products);
        let customer_orders = self.customer_orders(order).await?;
        Ok(OrderView {
            timeline: timeline(&stored),
            edits: stored.edits,
            mirror_status: stored.mirror_status,
            notes_fetched: stored.notes.is_some(),
            notes_fetched_at: stored.notes_fetched_at,
            read_at: stored.read_at,
            products,
            customer_orders,
            statuses: shop.statuses,
            time_zone: shop.facts.map(|facts| facts.time_zone).unwrap_or_default(),
            pictures,
            neighbours: self.neighbours(list, id),
            row: stored.row,
            order: stored.order,
        })
    }

    /// Reads an order again from its shop, now.
    ///
    /// # Errors
    /// The shop's; `Busy` where another process owns the sync.
    pub async fn order_refresh(&self, id: OrderId) -> Result<(), Fault> {
        let stored = self.stored(id).await?;
        let engine = self.engine_or_busy("read order again")?;
        engine.refresh_order(stored.row.shop, &stored.row.native_id).await?;
        engine.fetch_notes(stored.row.shop, &stored.row.native_id).await
    }

    /// The one order a reference names: a number, an order code, `shop/number`.
    ///
    /// # Errors
    /// `NoSuchOrder`, or `AmbiguousOrder` with the references that would be clear.
    pub async fn resolve(&self, reference: &str) -> Result<OrderId, Fault> {
        let found = self.replica().resolve(reference).await.map_err(from_replica("find order"))?;
        match found.as_slice() {
            [] => Err(Fault::new(Code::NoSuchOrder, "find order", format!("no order {reference:?}"))),
            [id] => Ok(*id),
            several => {
                let rows = self.replica().rows(several).await.map_err(from_replica("find order"))?;
                let codes: Vec<String> = rows.iter().map(|row| row.code.to_string()).collect();
                let detail = format!("{reference:?} is several orders: {}", codes.join(", "));
                Err(Fault::new(Code::AmbiguousOrder, "find order", detail))
            }
        }
    }

    /// The shop an order belongs to.
    ///
    /// # Errors
    /// `NoSuchOrder`, or the replica's.
    pub async fn shop_of(&self, id: OrderId) -> Result<ShopId, Fault> {
        let rows = self.replica().rows(&[id]).await.map_err(from_replica("read order"))?;
        let row = rows.first().map(|row| row.shop);
        row.ok_or_else(|| Fault::new(Code::NoSuchOrder, "read order", "the order is no longer here"))
    }

    pub(crate) async fn stored(&self, id: OrderId) -> Result<StoredOrder, Fault> {
        let stored = self.replica().order(id).await.map_err(from_replica("read order"))?;
        stored.ok_or_else(|| Fault::new(Code::NoSuchOrder, "read order", "the order is no longer here"))
    }

    fn picture_addresses(&self, stored: &StoredOrder, products: &[Product]) -> BTreeMap<String, String> {
        let has_picture = |id: &Option<NativeId>| {
            id.as_ref()
                .is_some_and(|id| products.iter().any(|product| product.native_id == *id && product.picture.is_some()))
        };
        stored
            .order
            .lines
            .iter()
            .filter(|line| line.picture.is_some() || has_picture(&line.variation) || has_picture(&line.product))
            .map(|line| {
                let address = format!("{}picture/{}/{}", self.state().picture_base, stored.row.id.0, line.native_id);
                (line.native_id.to_string(), address)
            })
            .collect()
    }

    /// This order and the others of its customer, by the e-mail address.
    async fn customer_orders(&self, order: &Order) -> Result<u32, Fault> {
        let count = self.replica().customer_orders(&order.billing.email).await.map_err(from_replica("count orders"))?;
        Ok(count.max(1))
    }
}

/// Products and variations of the lines, each once.
pub(crate) fn product_ids(order: &Order) -> Vec<NativeId> {
    let mut ids: Vec<NativeId> =
        order.lines.iter().flat_map(|line| [line.product.clone(), line.variation.clone()]).flatten().collect();
    ids.sort();
    ids.dedup();
    ids
}
