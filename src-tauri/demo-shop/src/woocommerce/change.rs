//! What a write does to an order: fields, metadata, statuses with all that follows from them.

use serde_json::Value;

use crate::people::Address;

use super::{
    items, mails,
    model::{Meta, Note, Order, Refund},
    reply::RestError,
    state::State,
    status::Status,
    stock, taxes,
    validate::{number, truth},
};

/// The name of the user whose key writes.
pub const KEY_OWNER: &str = "admin";

/// The circumstances of a write.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// UTC second.
    pub now: i64,
    /// By the batch route, which checks nothing.
    pub batch: bool,
    /// The order is being created.
    pub creating: bool,
    /// The plugin's status is there.
    pub plugin: bool,
}

/// The parts of a body after which the shop recalculates taxes and totals.
const RECALCULATING: &[&str] = &["billing", "shipping", "line_items", "shipping_lines", "fee_lines", "coupon_lines"];

/// Applies a body to an order. Unknown and read-only fields are ignored, as by the real server.
///
/// # Errors
/// What the server refuses; the order given is then half changed and must be thrown away.
pub fn apply(state: &mut State, order: &mut Order, body: &Value, write: Write) -> Result<(), RestError> {
    customer(state, order, body)?;
    texts(order, body, write.creating);
    address(&mut order.billing, body.get("billing"));
    address(&mut order.shipping, body.get("shipping"));
    if let Some(Value::Array(rows)) = body.get("meta_data") {
        order_meta(state, &mut order.meta, rows);
    }
    items::apply(state, order, body)?;
    if RECALCULATING.iter().any(|name| body.get(name).is_some()) || write.creating {
        let mut next = state.store.next.item;
        taxes::recalculate(order, &mut || {
            next += 1;
            next - 1
        });
        state.store.next.item = next;
    }
    if order.stock_reduced {
        stock::adjust(state, order, write.now);
    }
    if let Some(status) = wanted_status(body, write) {
        set_status(state, order, status, write.now, write.creating);
    }
    if body.get("set_paid").and_then(truth) == Some(true) {
        set_paid(state, order, write.now, write.creating);
    }
    order.modified = write.now;
    Ok(())
}

/// The status asked for. The batch route takes `wc-` names, and turns what it does not know into `pending`.
fn wanted_status(body: &Value, write: Write) -> Option<Status> {
    let slug = body.get("status")?.as_str().unwrap_or_default();
    let bare = if write.batch { slug.strip_prefix("wc-").unwrap_or(slug) } else { slug };
    Status::parse(bare, write.plugin).or_else(|| write.batch.then_some(Status::Pending))
}

fn customer(state: &State, order: &mut Order, body: &Value) -> Result<(), RestError> {
    let Some(id) = body.get("customer_id").and_then(number) else { return Ok(()) };
    let id = id.unsigned_abs();
    let first = super::generate::FIRST_CUSTOMER_ID;
    if id != 0 && !(first..first + state.store.generator().customers()).contains(&id) {
        return Err(RestError::new(400, "woocommerce_rest_invalid_customer_id", "Customer ID is invalid."));
    }
    order.customer_id = id;
    Ok(())
}

fn texts(order: &mut Order, body: &Value, creating: bool) {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let set = |place: &mut String, name: &str| {
        if let Some(text) = text(name) {
            *place = text;
        }
    };
    set(&mut order.customer_note, "customer_note");
    set(&mut order.payment_method, "payment_method");
    set(&mut order.payment_method_title, "payment_method_title");
    set(&mut order.transaction_id, "transaction_id");
    set(&mut order.currency, "currency");
    if creating {
        // Writable only now: the one field by which a lost creation can be found again.
        set(&mut order.created_via, "created_via");
    }
}

/// Addresses merge field by field.
fn address(address: &mut Address, change: Option<&Value>) {
    let Some(Value::Object(change)) = change else { return };
    let places = [
        ("first_name", &mut address.first_name),
        ("last_name", &mut address.last_name),
        ("company", &mut address.company),
        ("address_1", &mut address.address_1),
        ("address_2", &mut address.address_2),
        ("city", &mut address.city),
        ("state", &mut address.state),
        ("postcode", &mut address.postcode),
        ("country", &mut address.country),
        ("email", &mut address.email),
        ("phone", &mut address.phone),
    ];
    for (name, place) in places {
        if let Some(text) = change.get(name).and_then(Value::as_str) {
            *place = text.to_owned();
        }
    }
}

fn order_meta(state: &mut State, meta: &mut Vec<Meta>, rows: &[Value]) {
    let mut next = state.store.next.meta;
    change_meta(meta, rows, &mut next, true);
    state.store.next.meta = next;
}

/// Adds, replaces (by id, else the first of that key, in place) and deletes (value null) rows.
pub fn change_meta(meta: &mut Vec<Meta>, rows: &[Value], next_id: &mut u64, newest_first: bool) {
    for row in rows {
        let id = row.get("id").and_then(number).map(i64::unsigned_abs).filter(|id| *id > 0);
        let key = row.get("key").and_then(Value::as_str).unwrap_or_default();
        let known = match id {
            Some(id) => meta.iter().position(|known| known.id == id),
            None => meta.iter().position(|known| known.key == key),
        };
        let value = row.get("value").cloned().unwrap_or(Value::Null);
        match known {
            Some(at) if value.is_null() => {
                meta.remove(at);
            }
            Some(at) => {
                if let Some(place) = meta.get_mut(at) {
                    place.value = stored(value);
                }
            }
            None if value.is_null() || key.is_empty() => {}
            None => {
                let row = Meta { id: *next_id, key: key.to_owned(), value: stored(value) };
                *next_id += 1;
                meta.insert(if newest_first { 0 } else { meta.len() }, row);
            }
        }
    }
}

/// A value as it comes back from the database: scalars as text, empty objects as empty lists.
pub fn stored(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(truth) => Value::String(if truth { "1" } else { "" }.to_owned()),
        other => emptied(other),
    }
}

fn emptied(value: Value) -> Value {
    match value {
        Value::Object(fields) if fields.is_empty() => Value::Array(Vec::new()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, emptied(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(emptied).collect()),
        other => other,
    }
}

/// Moves an order to a status, with notes, dates, stock and, for `refunded`, a refund of the rest.
pub fn set_status(state: &mut State, order: &mut Order, to: Status, now: i64, creating: bool) {
    let from = order.status;
    if from == to {
        return;
    }
    order.status = to;
    if !creating {
        let text = format!("Order status changed from {} to {}.", from.label(), to.label());
        add_note(state, order, &text, now);
        state.happened(now, "order.status", order.id, format!("{}>{}", from.slug(), to.slug()));
    }
    mails::status_changed(state, order, from, now);
    if to.is_paid() && order.paid.is_none() {
        order.paid = Some(now);
    }
    if to == Status::Completed {
        order.completed = Some(now);
    }
    if to == Status::Refunded && order.refunded() < order.totals.total {
        refund_rest(state, order, now);
    }
    match to {
        Status::Processing | Status::Completed | Status::OnHold if !order.stock_reduced => {
            stock::reduce(state, order, now);
        }
        Status::Pending | Status::Cancelled if order.stock_reduced => stock::restore(state, order, now),
        _ => {}
    }
}

/// Setting the status alone gives back, in the books, what is left.
fn refund_rest(state: &mut State, order: &mut Order, now: i64) {
    let refund = Refund {
        id: state.next_post_id(),
        created: now,
        amount: order.totals.total - order.refunded(),
        reason: "Order fully refunded.".to_owned(),
        refunded_by: 1,
        refunded_payment: false,
        meta: Vec::new(),
        lines: Vec::new(),
    };
    state.happened(now, "refund.created", order.id, refund.amount.text(2));
    order.refunds.push(refund);
    mails::send(state, order, mails::REFUNDED, now);
    let text = "Order status set to refunded. To return funds to the customer you will need to issue a refund through your payment gateway.";
    add_note(state, order, text, now);
}

/// Payment came in: only an order that waits for it moves on. A change of an order is looked at more strictly than a new one: one on
/// hold does not count as waiting, and `set_paid` on it is passed over in silence.
fn set_paid(state: &mut State, order: &mut Order, now: i64, creating: bool) {
    let waits = matches!(
        order.status,
        Status::OnHold | Status::Pending | Status::Failed | Status::Cancelled | Status::CheckoutDraft
    );
    if !waits || !creating && !order.needs_payment() {
        return;
    }
    order.paid.get_or_insert(now);
    if creating {
        add_note(state, order, "Payment complete.", now);
    }
    let to = if order.needs_processing() { Status::Processing } else { Status::Completed };
    set_status(state, order, to, now, creating);
}

/// Adds a note of the shop's own.
pub fn add_note(state: &mut State, order: &mut Order, text: &str, now: i64) {
    let id = state.next_note_id();
    order.notes.push(Note {
        id,
        author: "WooCommerce".to_owned(),
        created: now,
        text: text.to_owned(),
        to_customer: false,
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn meta_rows_are_replaced_in_place_and_deleted_by_null() {
        let mut meta = vec![Meta { id: 5, key: "a".to_owned(), value: json!("1") }];
        let mut next = 10;
        change_meta(
            &mut meta,
            &[json!({"key": "a", "value": "2"}), json!({"key": "b", "value": {"c": {}}})],
            &mut next,
            true,
        );
        assert_eq!(
            meta.iter().map(|row| (row.id, row.value.clone())).collect::<Vec<_>>(),
            [(10, json!({"c": []})), (5, json!("2"))]
        );
        change_meta(&mut meta, &[json!({"id": 5, "value": null}), json!({"key": "n", "value": 7})], &mut next, true);
        assert_eq!(
            meta.iter().map(|row| (row.id, row.value.clone())).collect::<Vec<_>>(),
            [(11, json!("7")), (10, json!({"c": []}))]
        );
    }
}
