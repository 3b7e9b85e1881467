//! The shop's own e-mails, sent again on request (WooCommerce 9.8 and later). Which ones depends on the order's status.

use serde_json::{Value, json};

use crate::pace;

use super::{
    change, mails,
    model::{Note, Order},
    orders_write::refundable,
    query::Request,
    reply::{Invalid, Reply, RestError},
    routes::Context,
    state::State,
    status::Status,
    validate::truth,
};
use crate::amount::Amount;

/// The order's details, with a way to pay where it is not paid.
const DETAILS: &str = "customer_invoice";

/// Template, title, description.
const TEMPLATES: &[(&str, &str, &str)] = &[
    ("customer_completed_order", "Completed order", "Tells the customer that the order is done and on its way."),
    ("customer_failed_order", "Failed order", "Tells the customer that the payment failed."),
    (DETAILS, "Order details", "The order's details, with a link to pay where it is not paid."),
    ("customer_on_hold_order", "Order on-hold", "Tells the customer that the order waits for something."),
    ("customer_processing_order", "Processing order", "Confirms an order that was paid."),
    ("customer_refunded_order", "Refunded order", "Tells the customer what was given back."),
];

/// Other templates a shop has, never offered for an order.
const NEVER_OFFERED: &[&str] = &[
    "new_order",
    "cancelled_order",
    "failed_order",
    "customer_note",
    "customer_reset_password",
    "customer_new_account",
];

/// Answers below `/orders/{id}/actions`.
///
/// # Errors
/// What the server refuses.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
    action: &str,
) -> Result<Reply, RestError> {
    let slot = state
        .store
        .slot(order_id)
        .ok_or_else(|| RestError::new(404, "woocommerce_rest_not_found", "Order not found"))?;
    match (request.method.as_str(), action) {
        ("GET", "email_templates") => {
            let order = state.store.read(slot);
            let list: Value = available(&order)
                .map(|(id, title, description)| json!({"id": id, "title": title, "description": description}))
                .collect();
            Ok(Reply::value(&list).allow("GET").costing(pace::NOTES_MS))
        }
        ("POST", "send_email") => send(state, context, request, state.store.whole(slot), None),
        ("POST", "send_order_details") => send(state, context, request, state.store.whole(slot), Some(DETAILS)),
        _ => Err(RestError::no_route()),
    }
}

/// What can be sent for an order now.
fn available(order: &Order) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    let sendable = !order.billing.email.is_empty() && order.status.is_listed();
    let of_status = of_status(order.status);
    let partly = !order.refunds.is_empty() && refundable(order) > Amount::ZERO;
    TEMPLATES.iter().filter(move |(id, _, _)| {
        sendable && (*id == DETAILS || Some(*id) == of_status || partly && *id == mails::REFUNDED)
    })
}

const fn of_status(status: Status) -> Option<&'static str> {
    match status {
        Status::Completed => Some("customer_completed_order"),
        Status::Failed => Some("customer_failed_order"),
        Status::OnHold => Some("customer_on_hold_order"),
        Status::Processing => Some("customer_processing_order"),
        Status::Refunded => Some(mails::REFUNDED),
        _ => None,
    }
}

fn send(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    mut order: Order,
    fixed: Option<&str>,
) -> Result<Reply, RestError> {
    check(&request.body, fixed.is_none())?;
    let mut messages: Vec<String> = other_address(&mut order, &request.body, context.now)?.into_iter().collect();
    if !order.billing.email.contains('@') {
        let message = "Order does not have an email address.";
        return Err(RestError::new(400, "woocommerce_rest_missing_email", message));
    }
    let wanted = fixed.or_else(|| request.body.get("template_id").and_then(Value::as_str).filter(|id| !id.is_empty()));
    let (id, title) = chosen(&order, wanted)?;
    let by = if context.options.features.notes_name_program {
        format!(", via {}", request.agent.as_deref().filter(|agent| !agent.is_empty()).unwrap_or("REST API"))
    } else {
        String::new()
    };
    messages.push(if id == DETAILS {
        format!("Order details sent to {}{by}.", order.billing.email)
    } else {
        format!("Email template \"{title}\" sent to {}{by}.", order.billing.email)
    });
    mails::send(state, &order, id, context.now);
    for message in &messages {
        let note = Note {
            id: state.next_note_id(),
            author: change::KEY_OWNER.to_owned(),
            created: context.now,
            text: message.clone(),
            to_customer: false,
        };
        order.notes.push(note);
    }
    state.keep(context.now, order);
    let message = messages.join(" ");
    Ok(Reply::value(&json!({"message": message})).allow("POST").costing(pace::WRITE_MS))
}

/// Which template it is to be: the one named, else the one that fits the status.
fn chosen(order: &Order, wanted: Option<&str>) -> Result<(&'static str, &'static str), RestError> {
    let find = |id: &str| available(order).find(|(known, _, _)| *known == id).map(|(id, title, _)| (*id, *title));
    match wanted {
        Some(id) => find(id).ok_or_else(|| {
            let message = format!("{id} is not a valid template for this order.");
            RestError::new(400, "woocommerce_rest_invalid_email_template", message)
        }),
        None => of_status(order.status).and_then(find).or_else(|| find(DETAILS)).ok_or_else(|| {
            let message = "No email template is available for this order.";
            RestError::new(400, "woocommerce_rest_no_email_template", message)
        }),
    }
}

/// Another address than the order's is taken over, if the order has none or the client insists.
fn other_address(order: &mut Order, body: &Value, now: i64) -> Result<Option<String>, RestError> {
    let Some(email) = body.get("email").and_then(Value::as_str).filter(|email| *email != order.billing.email) else {
        return Ok(None);
    };
    let force = body.get("force_email_update").and_then(truth) == Some(true);
    if !order.billing.email.is_empty() && !force {
        let message = "Order already has a billing email.";
        return Err(RestError::new(400, "woocommerce_rest_order_billing_email_exists", message));
    }
    order.billing.email = email.to_owned();
    order.modified = now;
    Ok(Some(format!("Billing email updated to {email}.")))
}

fn check(body: &Value, with_template: bool) -> Result<(), RestError> {
    let mut invalid = Invalid::default();
    if let Some(email) = body.get("email")
        && !email.as_str().is_some_and(|email| email.contains('@'))
    {
        invalid.add_with("email", "rest_invalid_email", "Invalid email address.", json!({"param": "email"}));
    }
    if let Some(id) = body.get("template_id").filter(|_| with_template) {
        let known: Vec<&str> = NEVER_OFFERED.iter().copied().chain(TEMPLATES.iter().map(|(id, _, _)| *id)).collect();
        if !id.as_str().is_some_and(|id| known.contains(&id)) {
            invalid.not_one_of("template_id", "template_id", &known);
        }
    }
    invalid.check()
}
