//! A row of an order.

use serde_json::{Value, json};

use crate::amount::Amount;

use super::{
    super::{
        model::{Item, Kind, Order},
        pair::Pair,
    },
    Fields, number,
    parts::{tax_code, tax_id},
};

/// How much of a row is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// With what other modules add.
    Whole,
    /// As in the answer to a saved order.
    Bare,
}

/// A row; a part of a configurable or bundle has the row it belongs to inside.
pub fn item(order: &Order, item: &Item, depth: Depth) -> Value {
    let parent = order.parent_of(item);
    // The child of a configurable has no prices of its own: its columns stay null.
    let priceless = parent.is_some_and(|parent| parent.kind == Kind::Configurable);
    let bundle = matches!(item.kind, Kind::Bundle { .. });
    let mut fields = Fields::default();
    identity(&mut fields, order, item);
    prices(&mut fields, item, priceless);
    if !priceless && !bundle {
        fields.pair("discount_tax_compensation_amount", Pair::ZERO);
    }
    if !bundle {
        fields.set("tax_percent", item.tax_percent);
    }
    fields.some("parent_item_id", item.parent);
    became(&mut fields, item);
    // Written when the shop first saves the order's rows again.
    let saved_again = !order.invoices.is_empty() || !order.shipments.is_empty();
    if saved_again && !priceless {
        fields.set("weee_tax_applied", "[]");
    }
    fields.some("applied_rule_ids", order.columns.coupon.as_ref().map(|_| "1"));
    fields.some("product_option", options(item));
    if let Some(parent) = parent {
        fields.set("parent_item", self::item(order, parent, depth));
    }
    if depth == Depth::Whole {
        fields.set("extension_attributes", json!({"itemized_taxes": itemized(order, item)}));
    }
    fields.done()
}

fn identity(fields: &mut Fields, order: &Order, item: &Item) {
    fields.date("created_at", item.created);
    fields.date("updated_at", item.updated);
    fields.zeros(&["free_shipping", "is_qty_decimal", "no_discount"]);
    fields.set("is_virtual", u8::from(item.is_virtual()));
    fields.set("item_id", item.id);
    fields.set("name", item.name.clone());
    fields.set("order_id", order.id);
    fields.set("product_id", item.product_id);
    fields.set("product_type", product_type(item.kind));
    fields.set("quote_item_id", item.id + 4);
    fields.set("sku", item.sku.clone());
    fields.set("store_id", order.columns.store_id);
    fields.set("weight", number(item.weight));
    // Parts do not add to the weight: their parent's row has it.
    let row_weight = if item.is_child() { Amount::ZERO } else { item.weight.ratio(item.quantity.ordered, 1) };
    fields.set("row_weight", number(row_weight));
    let quantity = item.quantity;
    fields.set("qty_canceled", quantity.canceled);
    fields.set("qty_invoiced", quantity.invoiced);
    fields.set("qty_ordered", quantity.ordered);
    fields.set("qty_refunded", quantity.refunded);
    fields.set("qty_shipped", quantity.shipped);
}

/// `simple`, `virtual`, `configurable` or `bundle`.
pub fn product_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Simple => "simple",
        Kind::Virtual => "virtual",
        Kind::Configurable => "configurable",
        Kind::Bundle { .. } => "bundle",
    }
}

fn prices(fields: &mut Fields, item: &Item, priceless: bool) {
    let sums = item.ordered;
    fields.pair("price", item.price);
    fields.set("original_price", number(item.price.own));
    if !priceless {
        fields.set("base_original_price", number(item.price.base));
        fields.pair("price_incl_tax", item.price_incl_tax);
    }
    fields.pair("tax_amount", sums.tax);
    fields.pair("discount_amount", sums.discount);
    fields.set("discount_percent", item.discount_percent);
    // The interface takes the discount off, whatever the database says.
    fields.pair("row_total", sums.row - sums.discount);
    fields.pair("row_total_incl_tax", sums.row + sums.tax - sums.discount);
}

/// What was invoiced and given back.
fn became(fields: &mut Fields, item: &Item) {
    let invoiced = item.invoiced.unwrap_or_default();
    fields.pair("row_invoiced", invoiced.row);
    fields.pair("tax_invoiced", invoiced.tax);
    fields.pair("discount_invoiced", invoiced.discount);
    if item.invoiced.is_some() {
        fields.pair("discount_tax_compensation_invoiced", Pair::ZERO);
    }
    let refunded = item.refunded.unwrap_or_default();
    fields.pair("amount_refunded", refunded.row);
    if item.refunded.is_some() {
        fields.pair("tax_refunded", refunded.tax);
        fields.pair("discount_refunded", refunded.discount);
        fields.pair("discount_tax_compensation_refunded", Pair::ZERO);
    }
}

/// What was chosen.
fn options(item: &Item) -> Option<Value> {
    match item.kind {
        Kind::Configurable => {
            let chosen = |(option, value): &(u64, u64)| json!({"option_id": option.to_string(), "option_value": value});
            let chosen: Vec<Value> = item.options.iter().map(chosen).collect();
            Some(json!({"extension_attributes": {"configurable_item_options": chosen}}))
        }
        Kind::Bundle { .. } => {
            let chosen = |(option, selection): &(u64, u64)| json!({"option_id": option, "option_qty": 1, "option_selections": [selection]});
            let chosen: Vec<Value> = item.options.iter().map(chosen).collect();
            Some(json!({"extension_attributes": {"bundle_options": chosen}}))
        }
        _ => None,
    }
}

fn itemized(order: &Order, item: &Item) -> Vec<Value> {
    if item.tax_percent == 0 || item.is_dummy(order.parent_of(item)) {
        return Vec::new();
    }
    let (own, base) = (number(item.ordered.tax.own), number(item.ordered.tax.base));
    vec![json!({
        "tax_item_id": item.id,
        "tax_id": tax_id(order, item.tax_percent),
        "item_id": item.id,
        "tax_code": tax_code(order, item.tax_percent),
        "tax_percent": item.tax_percent,
        "amount": own,
        "base_amount": base,
        "real_amount": own,
        "real_base_amount": base,
        "taxable_item_type": "product",
    })]
}
