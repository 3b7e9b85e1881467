//! Notes and refunds: added and taken away, never changed.

use http::StatusCode;
use serde_json::{Value, json};

use crate::{amount::Amount, pace};

use super::{
    change::{self, change_meta},
    json::Writer,
    mails,
    model::{Meta, Note, Order, Refund, RefundLine},
    orders_write::refundable,
    query::Request,
    reply::{Reply, RestError},
    routes::Context,
    settings,
    state::State,
    status::Status,
    stock,
    validate::{number, truth},
};

fn order_of(state: &State, id: u64, code: &'static str) -> Result<Order, RestError> {
    let slot = state.store.slot(id).ok_or_else(|| RestError::new(404, code, "Invalid order ID."))?;
    Ok(state.store.whole(slot))
}

/// A note as it is asked for.
#[derive(Clone, Debug)]
pub struct NewNote {
    /// HTML.
    pub text: String,
    /// Shown and mailed to the customer.
    pub to_customer: bool,
    /// Who wrote it.
    pub author: String,
}

/// `POST /orders/{id}/notes`.
pub fn create_note(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
) -> Result<Reply, RestError> {
    let Some(text) = request.body.get("note").and_then(Value::as_str) else {
        return Err(RestError::missing("note"));
    };
    let flag = |name: &str| request.body.get(name).and_then(truth) == Some(true);
    let author = if flag("added_by_user") { change::KEY_OWNER } else { "WooCommerce" }.to_owned();
    let note = NewNote { text: text.to_owned(), to_customer: flag("customer_note"), author };
    let note = add_note(state, context, order_id, note)?;
    let mut w = Writer::default();
    context.print(request).note(&mut w, order_id, &note);
    let location = format!("{}/wp-json/wc/v3/orders/{order_id}/notes/{}", context.site, note.id);
    Ok(Reply::json(StatusCode::CREATED, w.out).allow("GET, POST").with("location", location).costing(pace::WRITE_MS))
}

/// Adds a note. The order's modified date stays.
pub fn add_note(state: &mut State, context: &Context<'_>, order_id: u64, new: NewNote) -> Result<Note, RestError> {
    let mut order = order_of(state, order_id, "woocommerce_rest_order_invalid_id")?;
    let id = state.next_note_id();
    let note = Note { id, author: new.author, created: context.now, text: new.text, to_customer: new.to_customer };
    let kind = if note.to_customer { "note.customer" } else { "note.created" };
    state.happened(context.now, kind, order_id, note.text.clone());
    if note.to_customer {
        mails::send(state, &order, mails::NOTE, context.now);
    }
    order.notes.push(note.clone());
    state.keep(context.now, order);
    Ok(note)
}

/// `DELETE /orders/{id}/notes/{id}?force=true`.
pub fn delete_note(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
    note_id: u64,
) -> Result<Reply, RestError> {
    find_note(state, order_id, note_id)?;
    if !request.query.flag("force") {
        // Its own words: the shop's code was copied from the webhooks.
        return Err(RestError::new(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing."));
    }
    let note = remove_note(state, context, order_id, note_id)?;
    let mut w = Writer::default();
    context.print(request).note(&mut w, order_id, &note);
    Ok(Reply::json(StatusCode::OK, w.out).allow("GET, DELETE").costing(pace::WRITE_MS))
}

/// The order and the place of its note.
fn find_note(state: &State, order_id: u64, note_id: u64) -> Result<(Order, usize), RestError> {
    let order = order_of(state, order_id, "woocommerce_rest_order_invalid_id")?;
    let at = order.notes.iter().position(|note| note.id == note_id);
    let at = at.ok_or_else(|| RestError::new(404, "woocommerce_rest_invalid_id", "Invalid resource ID."))?;
    Ok((order, at))
}

/// Takes a note away. The order's modified date stays.
pub fn remove_note(state: &mut State, context: &Context<'_>, order_id: u64, note_id: u64) -> Result<Note, RestError> {
    let (mut order, at) = find_note(state, order_id, note_id)?;
    let note = order.notes.remove(at);
    state.happened(context.now, "note.deleted", order_id, note.text.clone());
    state.keep(context.now, order);
    Ok(note)
}

/// `POST /orders/{id}/refunds`.
pub fn create_refund(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
) -> Result<Reply, RestError> {
    let (order, refund) = add_refund(state, context, order_id, &request.body)?;
    let mut w = Writer::default();
    context.print(request).refund(&mut w, &order, &refund, false);
    // The real server forgets to fill in the order's id.
    let location = format!("{}/wp-json/wc/v3/orders/(?P<order_id>[\\d]+)/refunds/{}", context.site, refund.id);
    Ok(Reply::json(StatusCode::CREATED, w.out).allow("GET, POST").with("location", location).costing(pace::WRITE_MS))
}

/// A refusal whose `data` is a bare number, as observed.
fn cannot(message: &str) -> RestError {
    RestError {
        status: 500,
        code: "woocommerce_rest_cannot_create_order_refund",
        message: message.to_owned(),
        data: json!(500),
    }
}

/// Gives money back, or records it.
pub fn add_refund(
    state: &mut State,
    context: &Context<'_>,
    order_id: u64,
    body: &Value,
) -> Result<(Order, Refund), RestError> {
    let mut order = order_of(state, order_id, "woocommerce_rest_invalid_order_id")?;
    let lines = refund_lines(state, body);
    let of_lines: Amount = lines.iter().map(|line| line.total + line.total_tax).sum();
    let amount = body.get("amount").and_then(Amount::from_json).unwrap_or(of_lines).rounded();
    if amount <= Amount::ZERO {
        let message = "Refund amount must be greater than zero.";
        return Err(RestError::new(400, "woocommerce_rest_invalid_order_refund", message));
    }
    if amount > refundable(&order) {
        return Err(cannot("Invalid refund amount."));
    }
    let through_gateway = body.get("api_refund").and_then(truth).unwrap_or(true);
    if through_gateway && !settings::gateway_refunds(&order.payment_method) {
        return Err(cannot("The payment gateway for this order does not support automatic refunds."));
    }
    let rest = refundable(&order) - amount;
    let refund = Refund {
        id: state.next_post_id(),
        created: context.now,
        amount,
        reason: body.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned(),
        refunded_by: body.get("refunded_by").and_then(number).map_or(1, i64::unsigned_abs),
        refunded_payment: through_gateway,
        meta: refund_meta(state, body, rest == Amount::ZERO),
        lines,
    };
    order.refunds.push(refund.clone());
    if body.get("api_restock").and_then(truth).unwrap_or(true) {
        for given in refund.lines.iter().filter(|given| given.quantity > 0) {
            stock::restock(state, &mut order, given.item_id, given.quantity, context.now);
        }
    }
    state.happened(context.now, "refund.created", order_id, amount.text(2));
    if through_gateway {
        state.happened(context.now, "refund.gateway", order_id, amount.text(2));
    }
    let template = if rest == Amount::ZERO { mails::REFUNDED } else { mails::PARTLY_REFUNDED };
    mails::send(state, &order, template, context.now);
    if rest == Amount::ZERO {
        change::set_status(state, &mut order, Status::Refunded, context.now, false);
    }
    order.modified = context.now;
    state.keep(context.now, order.clone());
    Ok((order, refund))
}

fn refund_lines(state: &mut State, body: &Value) -> Vec<RefundLine> {
    let rows = body.get("line_items").and_then(Value::as_array).cloned().unwrap_or_default();
    let amount = |row: &Value, name: &str| row.get(name).and_then(Amount::from_json).unwrap_or_default();
    let line = |row: &Value| {
        let taxes = row.get("refund_tax").and_then(Value::as_array).cloned().unwrap_or_default();
        Some(RefundLine {
            item_id: row.get("id").and_then(number)?.unsigned_abs(),
            id: state.next_item_id(),
            meta_id: state.next_item_meta_id(),
            quantity: row.get("quantity").and_then(number).unwrap_or(0),
            total: amount(row, "refund_total"),
            total_tax: taxes.iter().map(|tax| amount(tax, "refund_total")).sum(),
        })
    };
    rows.iter().filter_map(line).collect()
}

fn refund_meta(state: &mut State, body: &Value, full: bool) -> Vec<Meta> {
    let kind = if full { "full" } else { "partial" };
    let mut meta = vec![Meta { id: state.next_meta_id(), key: "_refund_type".to_owned(), value: json!(kind) }];
    if let Some(Value::Array(rows)) = body.get("meta_data") {
        change_meta(&mut meta, rows, &mut state.store.next.meta, false);
    }
    meta
}

/// `DELETE /orders/{id}/refunds/{id}?force=true`.
pub fn delete_refund(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
    refund_id: u64,
) -> Result<Reply, RestError> {
    find_refund(state, order_id, refund_id)?;
    if !request.query.flag("force") {
        let message = "The shop_order_refund does not support trashing. Set 'force=true' to delete.";
        return Err(RestError::new(501, "woocommerce_rest_trash_not_supported", message));
    }
    let (order, refund) = remove_refund(state, context, order_id, refund_id)?;
    let mut w = Writer::default();
    context.print(request).refund(&mut w, &order, &refund, false);
    Ok(Reply::json(StatusCode::OK, w.out).allow("GET, DELETE").costing(pace::WRITE_MS))
}

/// The order and the place of its refund.
fn find_refund(state: &State, order_id: u64, refund_id: u64) -> Result<(Order, usize), RestError> {
    let order = order_of(state, order_id, "woocommerce_rest_invalid_order_id")?;
    let at = order.refunds.iter().position(|refund| refund.id == refund_id);
    let at = at.ok_or_else(|| RestError::new(404, "woocommerce_rest_shop_order_refund_invalid_id", "Invalid ID."))?;
    Ok((order, at))
}

/// Takes a refund away; gives the order as it was. Its modified date stays.
pub fn remove_refund(
    state: &mut State,
    context: &Context<'_>,
    order_id: u64,
    refund_id: u64,
) -> Result<(Order, Refund), RestError> {
    let (order, at) = find_refund(state, order_id, refund_id)?;
    let mut after = order.clone();
    let refund = after.refunds.remove(at);
    state.happened(context.now, "refund.deleted", order_id, refund.amount.text(2));
    state.keep(context.now, after);
    Ok((order, refund))
}
