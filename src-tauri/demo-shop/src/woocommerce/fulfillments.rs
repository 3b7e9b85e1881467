//! WooCommerce's own fulfilments (10.1 and later, a feature the merchant switches on): which pieces went out in which parcel. They live
//! beside the order; on the order itself only a summary is seen, `_fulfillment_status`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::pace;

use super::{
    change::change_meta,
    dates, mails,
    model::{Fulfillment, Meta, Order},
    query::Request,
    reply::{Reply, RestError},
    routes::Context,
    state::State,
    validate::{number, truth},
};

/// A parcel's number, in a fulfilment's metadata.
pub const TRACKING_NUMBER: &str = "_tracking_number";
/// The pieces in it: `[{"item_id", "qty"}]`.
const ITEMS: &str = "_items";
/// When it went out.
const FULFILLED_AT: &str = "_date_fulfilled";
/// The order's summary.
const STATUS: &str = "_fulfillment_status";

/// Answers below `/orders/{id}/fulfillments`.
///
/// # Errors
/// What the server refuses in WordPress's own form; its other refusals are answers with a bare number for a code.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
    rest: &[&str],
) -> Result<Reply, RestError> {
    let slot = state.store.slot(order_id).ok_or_else(no_order)?;
    let id = match rest {
        [] => None,
        [id] => Some(id.parse::<u64>().map_err(|_| RestError::no_route())?),
        _ => return Err(RestError::no_route()),
    };
    match (request.method.as_str(), id) {
        ("GET", None) => {
            let order = state.store.read(slot);
            let list: Value = live(&order).map(|fulfillment| shown(context, order_id, fulfillment)).collect();
            Ok(Reply::value(&list).allow("GET, POST").costing(pace::ITEM_MS))
        }
        ("GET", Some(id)) => {
            let order = state.store.read(slot);
            Ok(match order.fulfillments.iter().find(|fulfillment| fulfillment.id == id) {
                Some(found) if found.deleted.is_some() => refusal(404, "Fulfillment not found."),
                Some(found) => Reply::value(&shown(context, order_id, found)).allow(METHODS).costing(pace::ITEM_MS),
                None => refusal(0, "Fulfillment not found."),
            })
        }
        ("POST", None) => create(state, context, request, state.store.whole(slot)),
        ("POST" | "PUT" | "PATCH", Some(id)) => update(state, context, request, state.store.whole(slot), id),
        ("DELETE", Some(id)) => Ok(delete(state, context, request, state.store.whole(slot), id)),
        _ => Err(RestError::no_route()),
    }
}

const METHODS: &str = "GET, POST, PUT, PATCH, DELETE";

fn no_order() -> RestError {
    RestError {
        status: 404,
        code: "woocommerce_rest_order_invalid_id",
        message: "Invalid order ID.".to_owned(),
        data: json!({"status": "404"}),
    }
}

/// A refusal of the fulfilments' own: 400 whatever the code says.
fn refusal(code: u16, message: &str) -> Reply {
    let body = json!({"code": code, "message": message, "data": {"status": 400}});
    Reply::json(StatusCode::BAD_REQUEST, body.to_string()).allow(METHODS).costing(pace::EMPTY_MS)
}

fn live(order: &Order) -> impl Iterator<Item = &Fulfillment> {
    order.fulfillments.iter().filter(|fulfillment| fulfillment.deleted.is_none())
}

fn create(state: &mut State, context: &Context<'_>, request: &Request, mut order: Order) -> Result<Reply, RestError> {
    let rows = meta_rows(&request.body)?;
    let mut fulfillment = Fulfillment {
        id: 0,
        status: "unfulfilled".to_owned(),
        is_fulfilled: false,
        updated: context.now,
        deleted: None,
        meta: Vec::new(),
    };
    if let Some(refused) = fill(state, context, &mut fulfillment, &request.body, &rows) {
        return Ok(refused);
    }
    fulfillment.id = state.next_fulfillment_id();
    state.happened(context.now, "fulfillment.created", order.id, fulfillment.id.to_string());
    let body = shown(context, order.id, &fulfillment).to_string();
    let notify = fulfillment.is_fulfilled;
    order.fulfillments.push(fulfillment);
    settle(state, context, request, order, notify.then_some("customer_fulfillment_created"));
    Ok(Reply::json(StatusCode::CREATED, body).allow("GET, POST").costing(pace::WRITE_MS))
}

fn update(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    mut order: Order,
    id: u64,
) -> Result<Reply, RestError> {
    let rows = meta_rows(&request.body)?;
    let order_id = order.id;
    let Some(fulfillment) = order.fulfillments.iter_mut().find(|known| known.id == id && known.deleted.is_none())
    else {
        return Ok(refusal(0, "Fulfillment not found."));
    };
    let before = fulfillment.is_fulfilled;
    if let Some(refused) = fill(state, context, fulfillment, &request.body, &rows) {
        return Ok(refused);
    }
    fulfillment.updated = context.now;
    let template = match (before, fulfillment.is_fulfilled) {
        (false, true) => Some("customer_fulfillment_created"),
        (_, true) => Some("customer_fulfillment_updated"),
        _ => None,
    };
    let body = shown(context, order_id, fulfillment);
    state.happened(context.now, "fulfillment.updated", order_id, id.to_string());
    settle(state, context, request, order, template);
    Ok(Reply::value(&body).allow(METHODS).costing(pace::WRITE_MS))
}

fn delete(state: &mut State, context: &Context<'_>, request: &Request, mut order: Order, id: u64) -> Reply {
    let Some(fulfillment) = order.fulfillments.iter_mut().find(|known| known.id == id) else {
        return refusal(0, "Fulfillment not found.");
    };
    let done = Reply::value(&json!({"message": "Fulfillment deleted successfully."})).allow(METHODS);
    if fulfillment.deleted.is_none() {
        fulfillment.deleted = Some(context.now);
        let template = fulfillment.is_fulfilled.then_some("customer_fulfillment_deleted");
        state.happened(context.now, "fulfillment.deleted", order.id, id.to_string());
        settle(state, context, request, order, template);
    }
    done.costing(pace::WRITE_MS)
}

/// Sums the parcels up on the order, keeps it, and mails where that is asked for.
fn settle(state: &mut State, context: &Context<'_>, request: &Request, mut order: Order, template: Option<&str>) {
    let rows = [json!({"key": STATUS, "value": status_of(&order)})];
    change_meta(&mut order.meta, &rows, &mut state.store.next.meta, true);
    order.modified = context.now;
    let asked =
        request.body.get("notify_customer").and_then(truth) == Some(true) || request.query.flag("notify_customer");
    if let Some(template) = template.filter(|_| asked) {
        mails::send(state, &order, template, context.now);
    }
    state.keep(context.now, order);
}

/// The metadata of a body, which must be there.
fn meta_rows(body: &Value) -> Result<Vec<Value>, RestError> {
    body.get("meta_data").and_then(Value::as_array).cloned().ok_or_else(|| RestError::missing("meta_data"))
}

/// Takes a body over; what it does not name of the metadata is dropped.
fn fill(
    state: &mut State,
    context: &Context<'_>,
    fulfillment: &mut Fulfillment,
    body: &Value,
    rows: &[Value],
) -> Option<Reply> {
    if let Some(status) = body.get("status") {
        let Some(status @ ("fulfilled" | "unfulfilled")) = status.as_str() else {
            return Some(refusal(0, "Invalid fulfillment status."));
        };
        status.clone_into(&mut fulfillment.status);
        fulfillment.is_fulfilled = status == "fulfilled";
    }
    if let Some(is_fulfilled) = body.get("is_fulfilled").and_then(truth) {
        fulfillment.is_fulfilled = is_fulfilled;
    }
    let named = |key: &str| rows.iter().any(|row| row.get("key").and_then(Value::as_str) == Some(key));
    fulfillment.meta.retain(|row| named(&row.key));
    for row in rows {
        let key = row.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
        let value = row.get("value").cloned().unwrap_or_default();
        match fulfillment.meta.iter_mut().find(|known| known.key == key) {
            Some(known) => known.value = value,
            None => fulfillment.meta.push(Meta { id: state.next_item_meta_id(), key, value }),
        }
    }
    if let Some(message) = wrong_items(&fulfillment.meta) {
        return Some(refusal(0, message));
    }
    if fulfillment.is_fulfilled && !fulfillment.meta.iter().any(|row| row.key == FULFILLED_AT) {
        let value = json!(local(context, context.now));
        fulfillment.meta.push(Meta { id: state.next_item_meta_id(), key: FULFILLED_AT.to_owned(), value });
    }
    None
}

fn wrong_items(meta: &[Meta]) -> Option<&'static str> {
    let items = meta.iter().find(|row| row.key == ITEMS).map(|row| &row.value);
    match items {
        Some(Value::Array(items)) if !items.is_empty() => {
            let positive = |item: &Value, name: &str| item.get(name).and_then(Value::as_i64).is_some_and(|n| n > 0);
            let fine = items.iter().all(|item| positive(item, "item_id") && positive(item, "qty"));
            (!fine).then_some("Invalid item.")
        }
        None | Some(Value::Null | Value::Array(_)) => Some("The fulfillment should contain at least one item."),
        Some(_) => Some("The fulfillment items should be an array."),
    }
}

/// `fulfilled` once every piece went out; what was given back need not.
fn status_of(order: &Order) -> &'static str {
    let all: Vec<&Fulfillment> = live(order).collect();
    if all.is_empty() {
        return "no_fulfillments";
    }
    let packed = |line: u64| -> i64 {
        let rows = all.iter().flat_map(|fulfillment| &fulfillment.meta).filter(|row| row.key == ITEMS);
        let items = rows.filter_map(|row| row.value.as_array()).flatten();
        let of_line = items.filter(|item| item.get("item_id").and_then(number) == i64::try_from(line).ok());
        of_line.filter_map(|item| item.get("qty").and_then(number)).sum()
    };
    let given_back = |line: u64| -> i64 {
        let lines = order.refunds.iter().flat_map(|refund| &refund.lines).filter(|given| given.item_id == line);
        lines.map(|given| given.quantity).sum()
    };
    let pending = order.lines.iter().any(|line| packed(line.id) + given_back(line.id) < line.quantity);
    if !pending && all.iter().all(|fulfillment| fulfillment.is_fulfilled) {
        "fulfilled"
    } else if all.iter().any(|fulfillment| fulfillment.is_fulfilled) {
        "partially_fulfilled"
    } else {
        "unfulfilled"
    }
}

/// The site's own time as the database keeps it.
fn local(context: &Context<'_>, second: i64) -> String {
    dates::naive(context.zone.to_local(second)).replace('T', " ")
}

fn shown(context: &Context<'_>, order_id: u64, fulfillment: &Fulfillment) -> Value {
    let rows: Value =
        fulfillment.meta.iter().map(|row| json!({"id": row.id, "key": row.key, "value": row.value})).collect();
    json!({
        "id": fulfillment.id,
        "fulfillment_id": fulfillment.id,
        "entity_type": "WC_Order",
        "entity_id": order_id.to_string(),
        "status": fulfillment.status,
        "is_fulfilled": fulfillment.is_fulfilled,
        "date_updated": local(context, fulfillment.updated),
        "date_deleted": fulfillment.deleted.map(|second| local(context, second)),
        "meta_data": rows,
    })
}
