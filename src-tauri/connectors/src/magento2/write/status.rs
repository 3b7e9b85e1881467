//! Statuses. Hold, release and cancel are requests of their own; a status of the merchant's own is set on the order, within
//! its state alone. What invoices and shipments bring about is not set: the shop would believe any text.

use domain::Code;
use serde_json::{json, value::RawValue};

use super::{super::status::OWN, Attempt};
use crate::{
    Pushed, WriteFault, answers,
    json::{Unreadable, Value},
};

wire!(Wire { state, status, hold_before_state, hold_before_status });

/// Gives the order a status.
pub(super) async fn set(attempt: &Attempt<'_>, wanted: &str) -> Result<Pushed, WriteFault> {
    let (state, before) = standing(attempt)?;
    match wanted {
        "holded" => act(attempt, "hold", "the order cannot be held as it stands").await?,
        "canceled" => {
            act(attempt, "cancel", "the order can no longer be cancelled: it is held, invoiced, complete or cancelled")
                .await?;
        }
        _ => {
            let held = before.is_some();
            let (state, status) = before.unwrap_or((state, String::new()));
            let released_to = held.then_some(status.as_str());
            if released_to != Some(wanted) {
                within(attempt, wanted, &state)?;
            }
            if held {
                act(attempt, "unhold", "the order cannot be released as it stands").await?;
            }
            if released_to != Some(wanted) {
                save(attempt, wanted).await?;
            }
        }
    }
    Ok(attempt.after().await)
}

/// The order's state; of an order on hold besides the state and status it had before.
fn standing(attempt: &Attempt<'_>) -> Result<(String, Option<(String, String)>), WriteFault> {
    let raw = &attempt.order().map_err(WriteFault::nothing)?.raw;
    let unreadable = || Unreadable { field: "order", why: "is no object" }.fault(attempt.operation);
    let raw: &RawValue = serde_json::from_slice(raw).map_err(|_| WriteFault::nothing(unreadable()))?;
    let wire: Wire<'_> = Value::of(raw).object("order").map_err(|_| WriteFault::nothing(unreadable()))?;
    let before = (wire.hold_before_state.string(), wire.hold_before_status.string());
    let state = wire.state.string();
    let held = state == "holded" && !before.0.is_empty();
    Ok((state, held.then_some(before)))
}

/// Whether a status is one that may be set within a state.
fn within(attempt: &Attempt<'_>, wanted: &str, state: &str) -> Result<(), WriteFault> {
    let of = attempt.shop.state_of(wanted);
    if of.as_deref() == Some(state) {
        return Ok(());
    }
    let own = OWN.iter().any(|(code, ..)| *code == wanted);
    Err(attempt.nothing(
        Code::Refused,
        if own {
            "this status comes about by invoices, shipments and credit notes"
        } else {
            "the order's state has no such status"
        },
    ))
}

/// One of the shop's own actions. It answers `true`, `false` where it may not be done, or a refusal.
async fn act(attempt: &Attempt<'_>, action: &str, impossible: &str) -> Result<(), WriteFault> {
    let number = attempt.number().map_err(WriteFault::nothing)?;
    let answer = attempt.post::<()>(format!("orders/{number}/{action}"), None).await?;
    match answers::json(&answer) {
        b"true" => Ok(()),
        b"false" => Err(attempt.nothing(Code::Refused, impossible)),
        _ => Err(WriteFault::unknown(attempt.fault(Code::BadAnswer, "neither yes nor no"))),
    }
}

/// Sets the status on the order and nothing else of it.
async fn save(attempt: &Attempt<'_>, wanted: &str) -> Result<(), WriteFault> {
    let number = attempt.number().map_err(WriteFault::nothing)?;
    let body = json!({ "entity": { "entity_id": number, "status": wanted } });
    let answer = attempt.post("orders".to_owned(), Some(&body)).await?;
    let cut_short = || WriteFault::unknown(attempt.fault(Code::BadAnswer, "the answer is no order"));
    let raw: &RawValue = serde_json::from_slice(answers::json(&answer)).map_err(|_| cut_short())?;
    let saved: Wire<'_> = Value::of(raw).object("order").map_err(|_| cut_short())?;
    if saved.status.text() == wanted { Ok(()) } else { Err(cut_short()) }
}
