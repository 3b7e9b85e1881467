//! What belongs to orders and does not come with them: their documents, and products' pieces in stock.
//!
//! An order's tracks stand on its shipments and its refunds are its credit memos. They are fetched for all orders of a page
//! at once, and only for those that have any.

use domain::{Code, CreditNote, Documents, Fault, Invoice, NativeId, Shipment};
use futures::try_join;
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{
    Magento2,
    criteria::{Criteria, Is},
    discovery::Site,
    documents::{self, OfOrder},
    feed,
    lists::Listed,
    product,
};
use crate::{
    Answer, PulledOrder, Record, Row, Window,
    json::{Unreadable, Value},
};

/// Rows of a product's store rooms that are read at most.
const STOCK_ROWS: u16 = 300;

impl Magento2 {
    /// Orders with their refunds and tracks. Where the integration may not see those, the orders come without.
    pub(super) async fn with_documents(&self, site: &Site, rows: Vec<Row>) -> Result<Vec<Row>, Fault> {
        let mut rows = self.with_bundles(site, rows).await?;
        let ids = |of: fn(&PulledOrder) -> bool| -> Vec<NativeId> {
            let orders = rows.iter().filter_map(order_of).filter(|pulled| of(pulled));
            orders.map(|pulled| pulled.order.native_id.clone()).collect()
        };
        let (shipped, credited) = (ids(was_shipped), ids(was_credited));
        let (shipments, notes) = try_join!(
            allowed(self.shipments(site, "read shipments of orders", &shipped)),
            allowed(self.credit_notes(site, "read credit memos of orders", &credited)),
        )?;
        for row in &mut rows {
            let Row::Read { record: Record::Order(pulled), .. } = row else { continue };
            let order = &mut pulled.order;
            let own = shipments.iter().filter(|(of, _)| *of == order.native_id);
            order.tracks = own.flat_map(|(_, shipment)| shipment.tracks.iter().map(|t| t.track.clone())).collect();
            let own = notes.iter().filter(|(of, _)| *of == order.native_id);
            order.refunds = own.map(|(_, note)| documents::refund(note)).collect();
        }
        Ok(rows)
    }

    /// All documents of some orders.
    pub(super) async fn documents_of(
        &self,
        site: &Site,
        orders: &[NativeId],
    ) -> Result<Vec<(NativeId, Documents)>, Fault> {
        let operation = "read documents of orders";
        let (invoices, shipments, notes) = try_join!(
            self.invoices(site, operation, orders),
            self.shipments(site, operation, orders),
            self.credit_notes(site, operation, orders),
        )?;
        let of = |id: &NativeId| Documents {
            invoices: own(&invoices, id),
            shipments: own(&shipments, id),
            credit_notes: own(&notes, id),
        };
        Ok(orders.iter().map(|id| (id.clone(), of(id))).collect())
    }

    pub(super) async fn credit_notes(
        &self,
        site: &Site,
        operation: &'static str,
        orders: &[NativeId],
    ) -> Result<Vec<OfOrder<CreditNote>>, Fault> {
        self.of_orders(site, operation, "creditmemos", orders, documents::credit_note).await
    }

    async fn shipments(
        &self,
        site: &Site,
        operation: &'static str,
        orders: &[NativeId],
    ) -> Result<Vec<OfOrder<Shipment>>, Fault> {
        self.of_orders(site, operation, "shipments", orders, documents::shipment).await
    }

    async fn invoices(
        &self,
        site: &Site,
        operation: &'static str,
        orders: &[NativeId],
    ) -> Result<Vec<OfOrder<Invoice>>, Fault> {
        self.of_orders(site, operation, "invoices", orders, documents::invoice).await
    }

    /// The documents of one kind of some orders, oldest first.
    async fn of_orders<T>(
        &self,
        site: &Site,
        operation: &'static str,
        path: &str,
        orders: &[NativeId],
        read: for<'a> fn(Value<'a>) -> Result<OfOrder<T>, Unreadable>,
    ) -> Result<Vec<OfOrder<T>>, Fault> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let mut documents = Vec::new();
        for answer in self.named(site, operation, path, "order_id", orders, None).await? {
            for raw in Listed::of(&answer, operation)?.rows {
                documents.push(read(Value::of(raw)).map_err(|unreadable| unreadable.fault(operation))?);
            }
        }
        Ok(documents)
    }

    /// Products with their pieces in stock, where the integration may see those.
    pub(super) async fn products(&self, site: &Site, rows: &[&RawValue]) -> Result<Vec<Row>, Fault> {
        let media = self.media(site).await;
        let mut rows: Vec<Row> = rows.iter().map(|raw| feed::product_row(raw, media)).collect();
        let skus = product::skus(rows.iter().filter_map(|row| match row {
            Row::Read { record: Record::Product(products), .. } => products.first(),
            _ => None,
        }));
        let Some(answer) = self.source_items(site, skus).await? else { return Ok(rows) };
        let listed = Listed::of(&answer, "read stock")?;
        let stock = product::stock(&listed.rows.into_iter().map(Value::of).collect::<Vec<_>>());
        for row in &mut rows {
            let Row::Read { record: Record::Product(products), .. } = row else { continue };
            for product in products {
                product.stock = stock.get(&product.sku).copied();
            }
        }
        Ok(rows)
    }

    async fn source_items(&self, site: &Site, skus: String) -> Result<Option<Answer>, Fault> {
        if skus.is_empty() {
            return Ok(None);
        }
        let wanted = Criteria::default().only("sku", Is::In, skus);
        let window = Window { skip: 0, take: STOCK_ROWS };
        let query = |page| wanted.clone().page(page).fields("sku,quantity").query();
        match self.window(site, "read stock", "inventory/source-items", window, query).await {
            Ok((answer, _)) => Ok(Some(answer)),
            // Without the right, or without store rooms, stock is not told.
            Err(fault) if matches!(fault.code, Code::NotAllowed | Code::NotFound | Code::Refused) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

/// Whether something may not be seen, or is not there to be seen.
pub(super) fn is_hidden(fault: &Fault) -> bool {
    matches!(fault.code, Code::NotAllowed | Code::NotFound)
}

/// What may be seen: nothing where the right to see it is missing.
async fn allowed<T>(reading: impl Future<Output = Result<Vec<T>, Fault>>) -> Result<Vec<T>, Fault> {
    match reading.await {
        Err(fault) if is_hidden(&fault) => Ok(Vec::new()),
        read => read,
    }
}

fn order_of(row: &Row) -> Option<&PulledOrder> {
    match row {
        Row::Read { record: Record::Order(pulled), .. } => Some(pulled),
        _ => None,
    }
}

fn was_shipped(pulled: &PulledOrder) -> bool {
    pulled.order.lines.iter().any(|line| line.counts.is_some_and(|counts| counts.shipped > Decimal::ZERO))
}

fn was_credited(pulled: &PulledOrder) -> bool {
    let pieces = || pulled.order.lines.iter().any(|line| line.counts.is_some_and(|c| c.credited > Decimal::ZERO));
    pulled.order.totals.refunded > Decimal::ZERO || pieces()
}

fn own<T: Clone>(documents: &[OfOrder<T>], order: &NativeId) -> Vec<T> {
    documents.iter().filter(|(of, _)| of == order).map(|(_, document)| document.clone()).collect()
}
