//! Writing orders: create, change, trash, delete, and many at once.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    amount::Amount,
    dice::{ALPHANUMERIC, Dice, Purpose},
    pace,
};

use super::{
    change::{self, Write},
    fields::Fields,
    json::Writer,
    model::{Meta, Order, Totals},
    orders_read::{Reading, critical},
    query::Request,
    reply::{ITEM_METHODS, Reply, RestError},
    routes::Context,
    state::State,
    status::Status,
    validate,
};

/// `POST /orders`.
pub fn create(state: &mut State, context: &Context<'_>, request: &Request) -> Result<Reply, RestError> {
    validate::order(&request.body, context.plugin)?;
    let order = new_order(state, context, &request.body, false)?;
    let location = format!("{}/wp-json/wc/v3/orders/{}", context.site, order.id);
    let reply = Reply::json(StatusCode::CREATED, printed(state, context, request, &order, true));
    Ok(reply.allow("GET, POST").with("location", location).costing(pace::CREATE_MS))
}

/// Creates an order and keeps it.
pub fn new_order(state: &mut State, context: &Context<'_>, body: &Value, batch: bool) -> Result<Order, RestError> {
    let id = state.next_post_id();
    let mut order = blank(state.store.generator().seed(), id, context.now);
    let write = Write { now: context.now, batch, creating: true, plugin: context.plugin };
    change::apply(state, &mut order, body, write)?;
    state.happened(context.now, "order.created", id, order.created_via.clone());
    state.keep(context.now, order.clone());
    Ok(order)
}

/// An order nobody has filled in yet.
fn blank(seed: u64, id: u64, now: i64) -> Order {
    let mut dice = Dice::new(seed, Purpose::Secret, id);
    Order {
        id,
        status: Status::Pending,
        currency: "EUR".to_owned(),
        created: now,
        modified: now,
        completed: None,
        paid: None,
        totals: Totals::default(),
        customer_id: 0,
        order_key: format!("wc_order_{}", dice.word(ALPHANUMERIC, 13)),
        billing: crate::people::Address::default(),
        shipping: crate::people::Address::default(),
        payment_method: String::new(),
        payment_method_title: String::new(),
        transaction_id: String::new(),
        ip: String::new(),
        agent: String::new(),
        created_via: "rest-api".to_owned(),
        customer_note: String::new(),
        meta: Vec::new(),
        lines: Vec::new(),
        tax_lines: Vec::new(),
        shipping_lines: Vec::new(),
        fee_lines: Vec::new(),
        coupon_lines: Vec::new(),
        refunds: Vec::new(),
        notes: Vec::new(),
        fulfillments: Vec::new(),
        stock_reduced: false,
    }
}

/// `PUT`, `PATCH` or `POST /orders/{id}`.
pub fn update(state: &mut State, context: &Context<'_>, request: &Request, id: u64) -> Result<Reply, RestError> {
    validate::order(&request.body, context.plugin)?;
    let order = changed(state, context, id, &request.body, false)?;
    Ok(Reply::json(StatusCode::OK, printed(state, context, request, &order, true))
        .allow(ITEM_METHODS)
        .costing(pace::WRITE_MS))
}

/// Changes an order and keeps it.
pub fn changed(
    state: &mut State,
    context: &Context<'_>,
    id: u64,
    body: &Value,
    batch: bool,
) -> Result<Order, RestError> {
    let slot = state.store.slot(id).ok_or_else(|| RestError::no_order(400))?;
    if state.poisoned.contains(&slot) && !state.by_shop {
        return Err(critical());
    }
    let mut order = state.store.whole(slot);
    let before = order.status;
    let write = Write { now: context.now, batch, creating: false, plugin: context.plugin };
    change::apply(state, &mut order, body, write)?;
    let beside = |body: &Value| body.as_object().is_some_and(|fields| fields.keys().any(|name| name != "status"));
    if order.status == before || beside(body) {
        state.happened(context.now, "order.updated", id, body.to_string());
    }
    state.keep(context.now, order.clone());
    Ok(order)
}

/// `DELETE /orders/{id}`; `force=true` deletes for good.
pub fn delete(state: &mut State, context: &Context<'_>, request: &Request, id: u64) -> Result<Reply, RestError> {
    let force = request.query.flag("force") || request.body.get("force").and_then(validate::truth) == Some(true);
    let slot = state.store.slot(id).ok_or_else(|| RestError::no_order(404))?;
    // The answer shows the order as it was.
    let before = state.store.whole(slot);
    let body = printed(state, context, request, &before, true);
    if force {
        erased(state, context, id)?;
    } else {
        trashed(state, context, id)?;
    }
    Ok(Reply::json(StatusCode::OK, body).allow(ITEM_METHODS).costing(pace::WRITE_MS))
}

/// Moves an order to the trash.
pub fn trashed(state: &mut State, context: &Context<'_>, id: u64) -> Result<(), RestError> {
    let slot = state.store.slot(id).ok_or_else(|| RestError::no_order(404))?;
    let mut order = state.store.whole(slot);
    if order.status == Status::Trash {
        return Err(RestError::new(
            410,
            "woocommerce_rest_already_trashed",
            "The shop_order has already been deleted.",
        ));
    }
    for (key, value) in [
        ("_wp_trash_meta_status", format!("wc-{}", order.status.slug())),
        ("_wp_trash_meta_time", context.now.to_string()),
    ] {
        let id = state.next_meta_id();
        order.meta.push(Meta { id, key: key.to_owned(), value: json!(value) });
    }
    order.status = Status::Trash;
    order.modified = context.now;
    state.happened(context.now, "order.trashed", id, String::new());
    state.keep(context.now, order);
    Ok(())
}

/// Deletes an order for good.
pub fn erased(state: &mut State, context: &Context<'_>, id: u64) -> Result<(), RestError> {
    let slot = state.store.slot(id).ok_or_else(|| RestError::no_order(404))?;
    state.happened(context.now, "order.deleted", id, String::new());
    state.erase(slot);
    Ok(())
}

/// `POST /orders/batch`: not atomic, and nothing is checked.
pub fn batch(state: &mut State, context: &Context<'_>, request: &Request) -> Result<Reply, RestError> {
    let rows = |name: &str| request.body.get(name).and_then(Value::as_array).cloned();
    let (create, update, delete) = (rows("create"), rows("update"), rows("delete"));
    let count: usize = [&create, &update, &delete].into_iter().flatten().map(Vec::len).sum();
    if count > 100 {
        let message = "Unable to accept more than 100 items for this request.";
        return Err(RestError::new(413, "woocommerce_rest_request_entity_too_large", message));
    }
    let mut answer = Map::new();
    if let Some(rows) = create {
        let made = rows.iter().map(|row| {
            let order = new_order(state, context, row, true);
            outcome(state, context, request, 0, order)
        });
        answer.insert("create".to_owned(), made.collect());
    }
    if let Some(rows) = update {
        let made = rows.iter().map(|row| {
            let id = row.get("id").and_then(validate::number).unwrap_or(0).unsigned_abs();
            let order = changed(state, context, id, row, true);
            outcome(state, context, request, id, order)
        });
        answer.insert("update".to_owned(), made.collect());
    }
    if let Some(rows) = delete {
        let made = rows.iter().map(|row| {
            let id = validate::number(row).unwrap_or(0).unsigned_abs();
            let before =
                state.store.slot(id).map(|slot| state.store.whole(slot)).ok_or_else(|| RestError::no_order(404));
            let order = before.and_then(|order| erased(state, context, id).map(|()| order));
            outcome(state, context, request, id, order)
        });
        answer.insert("delete".to_owned(), made.collect());
    }
    let work = pace::EMPTY_MS + pace::BATCH_ROW_MS * count as u64;
    Ok(Reply::value(&Value::Object(answer)).allow("POST, PUT, PATCH").costing(work))
}

fn outcome(state: &State, context: &Context<'_>, request: &Request, id: u64, order: Result<Order, RestError>) -> Value {
    match order {
        Ok(order) => serde_json::from_str(&printed(state, context, request, &order, true)).unwrap_or_default(),
        Err(refusal) => json!({"id": id, "error": refusal.to_json()}),
    }
}

/// An order as answers to writes show it.
pub fn printed(state: &State, context: &Context<'_>, request: &Request, order: &Order, single: bool) -> String {
    let reading = Reading {
        store: &state.store,
        print: context.print(request),
        poisoned: &state.poisoned,
        plugin: context.plugin,
    };
    let mut w = Writer::default();
    reading.print_order(&mut w, order, &Fields::read(&request.query), single);
    w.out
}

/// The rest of an order that may still be given back.
pub fn refundable(order: &Order) -> Amount {
    order.totals.total - order.refunded()
}
