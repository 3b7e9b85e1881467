//! Invoices, shipments, credit memos, and the lines of histories.

use serde_json::{Value, json};

use super::{
    super::{
        model::{Comment, CreditMemo, DocumentItem, History, Invoice, Item, Order, Shipment, Totals, Track},
        pair::Pair,
    },
    Fields, number,
};

/// What all documents say of the order and of themselves.
fn head(order: &Order, id: u64, increment: &str, created: i64, updated: i64) -> Fields {
    let mut fields = Fields::default();
    fields.set("entity_id", id);
    fields.set("increment_id", increment);
    fields.date("created_at", created);
    fields.date("updated_at", updated);
    fields.set("order_id", order.id);
    fields.set("store_id", order.columns.store_id);
    fields.set("billing_address_id", order.billing.id);
    fields.some("shipping_address_id", order.shipping.as_ref().map(|address| address.id));
    fields
}

fn money(fields: &mut Fields, order: &Order, totals: Totals) {
    for name in ["base_currency_code", "global_currency_code", "store_currency_code"] {
        fields.set(name, "EUR");
    }
    fields.set("order_currency_code", order.columns.currency.clone());
    fields.set("base_to_global_rate", 1);
    fields.set("base_to_order_rate", number(crate::amount::Amount::cents(order.columns.rate_cents)));
    fields.zeros(&["store_to_base_rate", "store_to_order_rate"]);
    fields.pair("discount_amount", totals.discount);
    fields.pair("discount_tax_compensation_amount", Pair::ZERO);
    fields.pair("grand_total", totals.grand);
    fields.pair("shipping_amount", totals.shipping);
    fields.pair("shipping_incl_tax", totals.shipping);
    fields.pair("shipping_tax_amount", Pair::ZERO);
    fields.pair("subtotal", totals.subtotal);
    fields.pair("subtotal_incl_tax", totals.subtotal + totals.tax);
    fields.pair("tax_amount", totals.tax);
}

/// What a document's row says of the product.
fn row(row: &DocumentItem, item: &Item, document: u64) -> Fields {
    let mut fields = Fields::default();
    fields.set("entity_id", row.id);
    fields.set("parent_id", document);
    fields.set("name", item.name.clone());
    fields.set("sku", item.sku.clone());
    fields.set("product_id", item.product_id);
    fields.set("price", number(item.price.own));
    fields.set("order_item_id", row.item_id);
    fields.set("qty", row.quantity);
    fields
}

/// A row with amounts: before the discount, unlike the order's.
fn priced(wanted: &DocumentItem, item: &Item, document: u64) -> Fields {
    let mut fields = row(wanted, item, document);
    fields.set("base_price", number(item.price.base));
    let Some(sums) = wanted.sums else { return fields };
    fields.pair("discount_tax_compensation_amount", Pair::ZERO);
    fields.pair("price_incl_tax", item.price_incl_tax);
    fields.pair("row_total", sums.row);
    fields.pair("row_total_incl_tax", sums.row + sums.tax);
    fields.pair("tax_amount", sums.tax);
    if !sums.discount.is_zero() {
        fields.pair("discount_amount", sums.discount);
    }
    fields
}

fn rows(order: &Order, rows: &[DocumentItem], print: impl Fn(&DocumentItem, &Item) -> Value) -> Vec<Value> {
    rows.iter()
        .filter_map(|row| order.items.iter().find(|item| item.id == row.item_id).map(|item| print(row, item)))
        .collect()
}

/// The comments of a document, oldest first.
pub fn comments(document: u64, comments: &[Comment]) -> Vec<Value> {
    let print = |comment: &Comment| {
        let mut fields = Fields::default();
        fields.set("comment", comment.text.clone());
        fields.date("created_at", comment.created);
        fields.set("entity_id", comment.id);
        fields.set("is_customer_notified", u8::from(comment.notified));
        fields.set("is_visible_on_front", u8::from(comment.visible));
        fields.set("parent_id", document);
        fields.done()
    };
    comments.iter().map(print).collect()
}

/// An invoice.
pub fn invoice(order: &Order, invoice: &Invoice) -> Value {
    let mut fields = head(order, invoice.id, &invoice.increment, invoice.created, invoice.updated);
    money(&mut fields, order, invoice.totals);
    fields.set("base_shipping_discount_tax_compensation_amnt", 0);
    fields.set("shipping_discount_tax_compensation_amount", 0);
    fields.set("can_void_flag", 0);
    fields.set("state", invoice.state);
    fields.some("transaction_id", invoice.transaction_id.clone());
    fields.set("total_qty", invoice.items.iter().map(|item| item.quantity).sum::<i64>());
    fields.set("items", rows(order, &invoice.items, |row, item| priced(row, item, invoice.id).done()));
    fields.set("comments", comments(invoice.id, &invoice.comments));
    fields.done()
}

/// A credit memo.
pub fn credit(order: &Order, memo: &CreditMemo) -> Value {
    let mut fields = head(order, memo.id, &memo.increment, memo.created, memo.updated);
    money(&mut fields, order, memo.totals);
    fields.some("invoice_id", memo.invoice);
    fields.set("state", 2);
    fields.some("transaction_id", memo.transaction_id.clone());
    fields.pair("adjustment", memo.adjustment_positive - memo.adjustment_negative);
    if memo.argued {
        fields.pair("adjustment_positive", memo.adjustment_positive);
        fields.pair("adjustment_negative", memo.adjustment_negative);
    }
    let print = |row: &DocumentItem, item: &Item| {
        let mut fields = priced(row, item, memo.id);
        fields.set("base_cost", Value::Null);
        if row.sums.is_some() {
            fields.set("weee_tax_applied", "[]");
            fields.zeros(&["base_weee_tax_row_disposition", "weee_tax_applied_row_amount", "weee_tax_row_disposition"]);
        }
        fields.done()
    };
    fields.set("items", rows(order, &memo.items, print));
    fields.set("comments", comments(memo.id, &memo.comments));
    fields.done()
}

/// A shipment.
pub fn shipment(order: &Order, shipment: &Shipment) -> Value {
    let mut fields = head(order, shipment.id, &shipment.increment, shipment.created, shipment.updated);
    fields.some("customer_id", order.columns.customer_id);
    fields.set("packages", json!([]));
    fields.set("total_qty", shipment.items.iter().map(|item| item.quantity).sum::<i64>());
    let print = |wanted: &DocumentItem, item: &Item| {
        let mut fields = row(wanted, item, shipment.id);
        fields.set("weight", number(item.weight));
        fields.done()
    };
    fields.set("items", rows(order, &shipment.items, print));
    let tracks: Vec<Value> = shipment.tracks.iter().map(|track| self::track(order.id, shipment.id, track)).collect();
    fields.set("tracks", tracks);
    fields.set("comments", comments(shipment.id, &shipment.comments));
    fields.set("extension_attributes", json!({"source_code": "default"}));
    fields.done()
}

/// A parcel's number.
pub fn track(order_id: u64, shipment_id: u64, track: &Track) -> Value {
    let mut fields = Fields::default();
    fields.set("order_id", order_id);
    fields.date("created_at", track.created);
    fields.set("entity_id", track.id);
    fields.set("parent_id", shipment_id);
    fields.date("updated_at", track.created);
    fields.set("weight", track.weight.map_or(Value::Null, number));
    fields.set("qty", track.quantity.map_or(Value::Null, number));
    fields.set("description", track.description.clone());
    fields.set("track_number", track.number.clone());
    fields.set("title", track.title.clone());
    fields.set("carrier_code", track.carrier.clone());
    fields.done()
}

/// A line of an order's history.
pub fn history(order_id: u64, line: &History) -> Value {
    let mut fields = Fields::default();
    fields.set("comment", line.text.clone());
    fields.date("created_at", line.created);
    fields.set("entity_id", line.id);
    fields.some("entity_name", line.entity.clone());
    fields.set("is_customer_notified", u8::from(line.notified));
    fields.set("is_visible_on_front", u8::from(line.visible));
    fields.set("parent_id", order_id);
    fields.some("status", line.status.clone());
    fields.done()
}
