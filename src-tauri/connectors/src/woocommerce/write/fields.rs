//! Edits that set fields of the order: one PUT that names only what is meant.
//!
//! WooCommerce merges addresses field by field and works out taxes anew whenever an address is named, so a phone number goes
//! alone. Unknown fields and unchangeable ones are ignored with a 200: what comes back is looked at.

use domain::{Address, Code, Edit, Fault, Side};
use serde_json::{Value, json};

use super::{super::meta::REFERENCE_KEY, Attempt, raw::RawOrder};
use crate::{Connector, Pushed, WriteFault};

/// Sets a status, one of the shop's own.
pub(super) async fn set_status(attempt: &Attempt<'_>, status: &str) -> Result<Pushed, WriteFault> {
    let code = !status.is_empty() && status.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !code {
        return Err(attempt.nothing(Code::Refused, "that is no status"));
    }
    if attempt.shop.lacks_status(status) {
        // It may have been added since the list was read; without the list the shop itself decides.
        if let Ok(statuses) = attempt.shop.statuses().await
            && !statuses.iter().any(|known| known.code == status)
        {
            return Err(attempt.nothing(Code::Refused, "the shop has no such status"));
        }
    }
    attempt.put(&json!({ "status": status })).await
}

/// Sets any other field.
pub(super) async fn set(attempt: &Attempt<'_>) -> Result<Pushed, WriteFault> {
    let body = match attempt.write.edit {
        Edit::MarkPaid => Some(payment(attempt).map_err(WriteFault::nothing)?),
        edit => body(edit),
    };
    match body {
        Some(body) => attempt.put(&body).await,
        None => Err(attempt.nothing(Code::Internal, "it sets no field")),
    }
}

/// Records a payment. The shop moves the status by its own rule, but looks at `set_paid` only where it waits for the money itself:
/// an order on hold or cancelled, whose money came all the same, is given the status that a payment would have given it, and with it
/// the date.
fn payment(attempt: &Attempt<'_>) -> Result<Value, Fault> {
    let order = attempt.order()?;
    if !matches!(order.order.status.as_str(), "on-hold" | "cancelled") {
        return Ok(json!({ "set_paid": true }));
    }
    let nothing_to_send = RawOrder::of(order, attempt.operation)?.needs_processing.flag() == Some(false);
    Ok(json!({ "status": if nothing_to_send { "completed" } else { "processing" } }))
}

fn body(edit: &Edit) -> Option<Value> {
    Some(match edit {
        Edit::SetReference { text } => json!({ "meta_data": [{ "key": REFERENCE_KEY, "value": text.trim() }] }),
        Edit::SetCustomerNote { text } => json!({ "customer_note": text.trim() }),
        Edit::SetAddress { side, address } => of_side(*side, postal(address)),
        Edit::SetPhone { side, phone } => of_side(*side, json!({ "phone": phone.trim() })),
        Edit::SetEmail { email } => of_side(Side::Billing, json!({ "email": email.trim() })),
        _ => return None,
    })
}

fn of_side(side: Side, fields: Value) -> Value {
    match side {
        Side::Billing => json!({ "billing": fields }),
        Side::Shipping => json!({ "shipping": fields }),
    }
}

/// Name to country, all of them: an empty one clears what was there.
pub(super) fn postal(address: &Address) -> Value {
    json!({
        "first_name": address.first_name.trim(),
        "last_name": address.last_name.trim(),
        "company": address.company.trim(),
        "address_1": address.line_1.trim(),
        "address_2": address.line_2.trim(),
        "city": address.city.trim(),
        "state": address.region.trim(),
        "postcode": address.postcode.trim(),
        "country": address.country.trim().to_ascii_uppercase(),
    })
}
