//! An order.

use serde_json::{Value, json};

use crate::amount::Amount;

use super::{
    super::{
        fields::Wanted,
        model::{Columns, Order, Totals},
        pair::Pair,
    },
    Depth, Fields, history, item, number,
    parts::{address, applied, payment, rates, tax_code, tax_id, taxed},
};

/// What the shop is called in orders.
const STORES: [&str; 2] =
    ["Main Website\nMain Website Store\nDefault Store View", "Main Website\nMain Website Store\nDeutsch"];

/// An order as it is read.
pub fn order(order: &Order) -> Value {
    order_for(order, &Wanted::default())
}

/// An order of which only some parts are wanted: large parts that are not are left out at once.
pub fn order_for(order: &Order, wanted: &Wanted) -> Value {
    let mut fields = Fields::default();
    row(&mut fields, order);
    let (rows, extended) = (wanted.has("items"), wanted.has("extension_attributes"));
    let print = |row| item(order, row, Depth::Whole);
    let items: Vec<Value> = order.items.iter().filter(|_| rows || extended).map(print).collect();
    if extended {
        fields.set("extension_attributes", extension(order, items.clone()));
    }
    if rows || wanted.has("billing_address") || wanted.has("payment") || wanted.has("status_histories") {
        parts(&mut fields, order, items);
    }
    fields.done()
}

/// An order as `POST /orders` answers after it saved a part of it: what was not sent is null or missing.
pub fn order_as_saved(order: &Order) -> Value {
    let mut fields = Fields::default();
    fields.set("base_grand_total", Value::Null);
    fields.set("base_total_due", 0);
    fields.set("billing_address_id", order.billing.id);
    fields.date("created_at", order.created);
    fields.set("customer_email", Value::Null);
    fields.set("entity_id", order.id);
    fields.set("grand_total", Value::Null);
    fields.set("status", order.columns.status.clone());
    fields.set("total_due", 0);
    fields.date("updated_at", order.updated);
    let items = order.items.iter().map(|row| item(order, row, Depth::Bare)).collect();
    parts(&mut fields, order, items);
    fields.done()
}

fn parts(fields: &mut Fields, order: &Order, items: Vec<Value>) {
    fields.set("items", items);
    fields.set("billing_address", address(order.id, "billing", &order.billing));
    fields.set("payment", payment(order));
    let lines: Vec<Value> = order.histories.iter().rev().map(|line| history(order.id, line)).collect();
    fields.set("status_histories", lines);
}

/// The columns of the order's own row, as far as they are not null.
fn row(fields: &mut Fields, order: &Order) {
    let columns = &order.columns;
    fields.set("entity_id", order.id);
    fields.set("increment_id", order.increment.clone());
    fields.date("created_at", order.created);
    fields.date("updated_at", order.updated);
    fields.set("protect_code", order.protect_code.clone());
    fields.set("quote_id", order.id + 2);
    fields.set("billing_address_id", order.billing.id);
    fields.set("is_virtual", u8::from(order.is_virtual()));
    let top = || order.items.iter().filter(|item| !item.is_child());
    fields.set("total_item_count", top().count());
    fields.set("total_qty_ordered", top().map(|item| item.quantity.ordered).sum::<i64>());
    let weight: Amount = top().map(|item| item.weight.ratio(item.quantity.ordered, 1)).sum();
    fields.set("weight", number(weight));
    identity(fields, columns);
    ordered(fields, columns);
    became(fields, columns);
}

fn identity(fields: &mut Fields, columns: &Columns) {
    fields.set("state", columns.state.code());
    fields.set("status", columns.status.clone());
    if let Some((state, status)) = &columns.hold_before {
        fields.set("hold_before_state", state.code());
        fields.set("hold_before_status", status.clone());
    }
    fields.set("store_id", columns.store_id);
    fields.some("store_name", STORES.get(columns.store_id.saturating_sub(1) as usize).copied());
    fields.some("customer_id", columns.customer_id);
    fields.set("customer_is_guest", u8::from(columns.customer_id.is_none()));
    fields.set("customer_group_id", u8::from(columns.customer_id.is_some()));
    fields.set("customer_email", columns.email.clone());
    fields.set("customer_firstname", columns.first_name.clone());
    fields.set("customer_lastname", columns.last_name.clone());
    fields.some("customer_note", columns.customer_note.clone());
    fields.set("customer_note_notify", u8::from(columns.refunded.is_none()));
    fields.some("ext_order_id", columns.ext_order_id.clone());
    if let Some(coupon) = &columns.coupon {
        fields.set("applied_rule_ids", "1");
        fields.set("coupon_code", coupon.clone());
        fields.set("discount_description", coupon.clone());
    }
    fields.some("email_sent", columns.email_sent.then_some(1));
    for name in ["base_currency_code", "global_currency_code", "store_currency_code"] {
        fields.set(name, "EUR");
    }
    fields.set("order_currency_code", columns.currency.clone());
    fields.set("base_to_global_rate", 1);
    fields.set("base_to_order_rate", number(Amount::cents(columns.rate_cents)));
    fields.zeros(&["store_to_base_rate", "store_to_order_rate"]);
    fields.some("shipping_description", columns.shipping_method.as_ref().map(|(_, text)| text.clone()));
}

fn ordered(fields: &mut Fields, columns: &Columns) {
    let totals = columns.totals;
    fields.pair("subtotal", totals.subtotal);
    fields.pair("subtotal_incl_tax", totals.subtotal + totals.tax);
    fields.pair("tax_amount", totals.tax);
    fields.pair("discount_amount", totals.discount);
    fields.pair("discount_tax_compensation_amount", Pair::ZERO);
    fields.pair("grand_total", totals.grand);
    fields.pair("total_due", totals.grand - columns.paid.unwrap_or_default());
    shipping_total(fields, columns);
}

/// The fields about shipping, which stand on the order and in its shipping assignment alike.
fn shipping_total(fields: &mut Fields, columns: &Columns) {
    let shipping = columns.totals.shipping;
    fields.pair("shipping_amount", shipping);
    fields.pair("shipping_incl_tax", shipping);
    fields.pair("shipping_tax_amount", Pair::ZERO);
    fields.pair("shipping_discount_amount", Pair::ZERO);
    fields.zeros(&["shipping_discount_tax_compensation_amount", "base_shipping_discount_tax_compensation_amnt"]);
    fields.some_pair("shipping_invoiced", columns.invoiced.map(|invoiced| invoiced.shipping));
    fields.some_pair("shipping_refunded", columns.refunded.map(|refunded| refunded.shipping));
    fields.some_pair("shipping_tax_refunded", columns.refunded.map(|_| Pair::ZERO));
    fields.some_pair("shipping_canceled", columns.canceled.map(|canceled| canceled.shipping));
}

/// What was invoiced, given back and called off.
fn became(fields: &mut Fields, columns: &Columns) {
    let mut sums = |totals: Option<Totals>, end: &str| {
        let Some(totals) = totals else { return };
        fields.pair(&format!("subtotal_{end}"), totals.subtotal);
        fields.pair(&format!("tax_{end}"), totals.tax);
        fields.pair(&format!("discount_{end}"), totals.discount);
        fields.pair(&format!("total_{end}"), totals.grand);
        if end != "canceled" {
            fields.pair(&format!("discount_tax_compensation_{end}"), Pair::ZERO);
        }
    };
    sums(columns.invoiced, "invoiced");
    sums(columns.refunded, "refunded");
    sums(columns.canceled, "canceled");
    if columns.invoiced.is_some() {
        fields.set("base_total_invoiced_cost", 0);
    }
    fields.some_pair("total_paid", columns.paid);
    fields.some_pair("total_offline_refunded", columns.refunded_offline);
    fields.some_pair("total_online_refunded", columns.refunded_online);
    if columns.refunded.is_some() {
        fields.pair("adjustment_positive", columns.adjustment_positive);
        fields.pair("adjustment_negative", columns.adjustment_negative);
    }
}

/// What other modules add.
fn extension(order: &Order, items: Vec<Value>) -> Value {
    let mut shipping = Fields::default();
    if let Some(to) = &order.shipping {
        shipping.set("address", address(order.id, "shipping", to));
    }
    shipping.some("method", order.columns.shipping_method.as_ref().map(|(code, _)| code.clone()));
    let mut total = Fields::default();
    shipping_total(&mut total, &order.columns);
    shipping.set("total", total.done());
    let mut payment_info = vec![json!({"key": "method_title", "value": order.payment.title})];
    if order.payment.method != "checkmo" {
        payment_info.push(json!({"key": "instructions", "value": "null"}));
    }
    let rates = rates(order);
    let taxes = rates.iter().map(|(percent, own, base)| {
        let code = tax_code(order, *percent);
        json!({
            "tax_id": tax_id(order, *percent), "order_id": order.id, "code": code, "title": code, "percent": percent,
            "amount": number(*own), "base_amount": number(*base), "base_real_amount": number(*base),
            "priority": 0, "position": 0, "process": 0,
        })
    });
    let of_items = taxed(order).map(|item| {
        let tax = item.ordered.tax;
        json!({
            "type": "product",
            "item_id": item.id,
            "applied_taxes": [applied(order, (item.tax_percent, tax.own, tax.base))],
        })
    });
    let mut assignment = Fields::default();
    assignment.set("shipping", shipping.done());
    assignment.set("items", items);
    let mut fields = Fields::default();
    fields.set("shipping_assignments", vec![assignment.done()]);
    fields.set("payment_additional_info", payment_info);
    fields.set("applied_taxes", rates.iter().map(|rate| applied(order, *rate)).collect::<Vec<_>>());
    fields.set("item_applied_taxes", of_items.collect::<Vec<_>>());
    fields.set("converting_from_quote", false);
    fields.set("taxes", taxes.collect::<Vec<_>>());
    fields.set("additional_itemized_taxes", Vec::<Value>::new());
    fields.done()
}
