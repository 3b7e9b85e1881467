//! Orders, their rows and documents, one by one and in lists.

use serde_json::{Value, json};

use crate::{amount::Amount, reply::Reply};

use super::{
    fields::Wanted,
    json::{self, Depth},
    model::{Item, Order},
    reply::{MagentoError, value},
    request::Request,
    routes::{Context, Place},
    search::{Cell, Criteria, Found},
    state::State,
};

/// Milliseconds a list takes before its first row.
const LIST_MS: u64 = 60;
/// Milliseconds one thing takes.
const ONE_MS: u64 = 130;

/// Answers a reading of orders and what hangs on them.
///
/// # Errors
/// What is not there, or asked for wrongly.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    place: Place<'_>,
) -> Result<Reply, MagentoError> {
    let wanted = Wanted::parse(request.get("fields").unwrap_or_default());
    match place {
        Place::Orders | Place::Items | Place::Invoices | Place::Shipments | Place::Credits => {
            let criteria = Criteria::read(request, context.options.magento.page_size_limit)?;
            let (list, work) = list(state, &criteria, place, &wanted)?;
            Ok(value(&wanted.of(list)).costing(work))
        }
        _ => {
            let one = one(state, place).ok_or_else(MagentoError::no_entity)?;
            if let Place::Order(id) = place
                && state.poisoned.contains(&id)
            {
                let report = state.report();
                return Err(MagentoError::internal(&report));
            }
            Ok(value(&wanted.of(one)).costing(ONE_MS))
        }
    }
}

fn one(state: &State, place: Place<'_>) -> Option<Value> {
    let store = &state.store;
    Some(match place {
        Place::Order(id) => json::order(store.order(id)?),
        Place::OrderStatus(id) => json!(store.order(id)?.columns.status),
        Place::OrderComments(id) => {
            let order = store.order(id)?;
            counted(order.histories.iter().map(|line| json::history(id, line)).collect())
        }
        Place::Item(id) => {
            let order = store.orders().find(|order| order.items.iter().any(|item| item.id == id))?;
            json::item(order, order.items.iter().find(|item| item.id == id)?, Depth::Whole)
        }
        Place::Invoice(id) => store.invoice(id).map(|(order, made)| json::invoice(order, made))?,
        Place::Shipment(id) => store.shipment(id).map(|(order, made)| json::shipment(order, made))?,
        Place::Credit(id) => store.credit(id).map(|(order, made)| json::credit(order, made))?,
        Place::InvoiceComments(id) => counted(json::comments(id, &store.invoice(id)?.1.comments)),
        Place::ShipmentComments(id) => counted(json::comments(id, &store.shipment(id)?.1.comments)),
        Place::CreditComments(id) => counted(json::comments(id, &store.credit(id)?.1.comments)),
        _ => return None,
    })
}

/// A whole collection in the form of a list.
fn counted(items: Vec<Value>) -> Value {
    let total = items.len();
    json::list(items, json!({"filter_groups": []}), total)
}

/// A page of a list, and what it costs the shop in milliseconds.
fn list(
    state: &mut State,
    criteria: &Criteria,
    place: Place<'_>,
    wanted: &Wanted,
) -> Result<(Value, u64), MagentoError> {
    let parts = wanted.of_part("items");
    let found = match place {
        Place::Orders => {
            let found = criteria.find(state.store.orders(), order_column);
            if let Ok(found) = &found
                && wanted.has("items")
                && parts.has("items")
                && found.page.iter().any(|order| state.poisoned.contains(&order.id))
            {
                let report = state.report();
                return Err(MagentoError::internal(&report));
            }
            found.map(|found| print(found, 20_000, |order| json::order_for(order, &parts)))
        }
        Place::Items => {
            let rows = state.store.orders().flat_map(|order| order.items.iter().map(move |item| (order, item)));
            let found = criteria.find(rows, |(order, item), name| item_column(order, item, name));
            found.map(|found| print(found, 1_000, |(order, item)| json::item(order, item, Depth::Whole)))
        }
        Place::Invoices => {
            let found = criteria.find(state.store.invoices(), |(order, made), name| {
                document_column(order, (made.id, &made.increment, made.created, made.updated), name)
                    .or_else(|| printed(&json::invoice(order, made), name, NULL_INVOICE))
            });
            found.map(|found| print(found, 4_000, |(order, made)| json::invoice(order, made)))
        }
        Place::Shipments => {
            let found = criteria.find(state.store.shipments(), |(order, made), name| {
                document_column(order, (made.id, &made.increment, made.created, made.updated), name)
                    .or_else(|| printed(&json::shipment(order, made), name, NULL_SHIPMENT))
            });
            found.map(|found| print(found, 3_500, |(order, made)| json::shipment(order, made)))
        }
        _ => {
            let found = criteria.find(state.store.credits(), |(order, made), name| {
                document_column(order, (made.id, &made.increment, made.created, made.updated), name)
                    .or_else(|| printed(&json::credit(order, made), name, NULL_CREDIT))
            });
            found.map(|found| print(found, 4_000, |(order, made)| json::credit(order, made)))
        }
    };
    match found {
        Ok((items, total, work)) => Ok((json::list(items, criteria.echo(), total), work)),
        Err(_) => {
            let report = state.report();
            Err(MagentoError::internal(&report))
        }
    }
}

/// Prints a page; `each_us`: microseconds a row takes the shop, whatever of it is wanted.
fn print<T>(found: Found<T>, each_us: u64, print: impl Fn(T) -> Value) -> (Vec<Value>, usize, u64) {
    let work = LIST_MS + found.page.len() as u64 * each_us / 1_000;
    (found.page.into_iter().map(print).collect(), found.total, work)
}

/// Columns that are mostly null, and so not printed.
const NULL_ORDER: &[&str] = &[
    "customer_id",
    "coupon_code",
    "total_paid",
    "base_total_paid",
    "total_invoiced",
    "base_total_invoiced",
    "total_refunded",
    "base_total_refunded",
    "total_canceled",
    "base_total_canceled",
    "hold_before_state",
    "hold_before_status",
    "ext_order_id",
    "ext_customer_id",
    "customer_note",
    "applied_rule_ids",
    "discount_description",
    "shipping_description",
    "total_online_refunded",
    "total_offline_refunded",
    "email_sent",
    "remote_ip",
    "x_forwarded_for",
    "relation_child_id",
    "relation_parent_id",
    "edit_increment",
    "customer_taxvat",
    "customer_dob",
    "customer_middlename",
    "customer_prefix",
    "customer_suffix",
    "adjustment_negative",
    "adjustment_positive",
    "subtotal_invoiced",
    "subtotal_refunded",
    "subtotal_canceled",
    "quote_address_id",
    "shipping_address_id",
    "original_increment_id",
    "can_ship_partially",
    "forced_shipment_with_invoice",
];
const NULL_ITEM: &[&str] =
    &["parent_item_id", "applied_rule_ids", "ext_order_item_id", "description", "additional_data", "qty_backordered"];
const NULL_INVOICE: &[&str] =
    &["transaction_id", "email_sent", "shipping_address_id", "customer_note", "is_used_for_refund"];
const NULL_SHIPMENT: &[&str] = &["customer_id", "email_sent", "shipment_status", "total_weight", "shipping_address_id"];
const NULL_CREDIT: &[&str] =
    &["invoice_id", "transaction_id", "email_sent", "adjustment_positive", "adjustment_negative", "creditmemo_status"];

/// A column by what is printed for it; `null`: columns that exist though nothing is printed.
fn printed(whole: &Value, name: &str, null: &[&str]) -> Option<Cell> {
    match whole.get(name) {
        Some(Value::Array(_) | Value::Object(_)) => None,
        Some(value) => Some(Cell::printed(value)),
        None => null.contains(&name).then_some(Cell::Null),
    }
}

/// An order's column. The few that lists are mostly filtered by are looked up without printing the order.
fn order_column(order: &Order, name: &str) -> Option<Cell> {
    let columns = &order.columns;
    Some(match name {
        "entity_id" => Cell::id(order.id),
        "increment_id" => Cell::Text(order.increment.clone()),
        "created_at" => Cell::Date(order.created),
        "updated_at" => Cell::Date(order.updated),
        "state" => Cell::Text(columns.state.code().to_owned()),
        "status" => Cell::Text(columns.status.clone()),
        "store_id" => Cell::id(columns.store_id),
        "customer_id" => columns.customer_id.map_or(Cell::Null, Cell::id),
        "customer_email" => Cell::Text(columns.email.clone()),
        "ext_order_id" => Cell::some(columns.ext_order_id.as_deref()),
        "grand_total" => Cell::Number(columns.totals.grand.own),
        _ => return printed(&json::order(order), name, NULL_ORDER),
    })
}

fn item_column(order: &Order, item: &Item, name: &str) -> Option<Cell> {
    let pieces = |count: i64| Cell::Number(Amount(count * 1_000_000));
    Some(match name {
        "item_id" => Cell::id(item.id),
        "order_id" => Cell::id(order.id),
        "parent_item_id" => item.parent.map_or(Cell::Null, Cell::id),
        "created_at" => Cell::Date(item.created),
        "updated_at" => Cell::Date(item.updated),
        "sku" => Cell::Text(item.sku.clone()),
        "product_id" => Cell::id(item.product_id),
        "store_id" => Cell::id(order.columns.store_id),
        "qty_shipped" => pieces(item.quantity.shipped),
        "qty_invoiced" => pieces(item.quantity.invoiced),
        "qty_ordered" => pieces(item.quantity.ordered),
        _ => return printed(&json::item(order, item, Depth::Bare), name, NULL_ITEM),
    })
}

/// The columns all documents have.
fn document_column(order: &Order, of: (u64, &str, i64, i64), name: &str) -> Option<Cell> {
    let (id, increment, created, updated) = of;
    Some(match name {
        "entity_id" => Cell::id(id),
        "increment_id" => Cell::Text(increment.to_owned()),
        "created_at" => Cell::Date(created),
        "updated_at" => Cell::Date(updated),
        "order_id" => Cell::id(order.id),
        "store_id" => Cell::id(order.columns.store_id),
        _ => return None,
    })
}
