//! Into the bin, out of it, and gone for good.

use domain::{Code, NativeId};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    super::{client::Client, diagnosis::server_code, meta},
    Attempt, MARK, fate,
    raw::RawOrder,
};
use crate::{Gone, Presence, Pushed, WriteFault};

/// What an order becomes whose status before the bin is not known.
const UNKNOWN_BEFORE: &str = "pending";
/// Statuses in which WooCommerce has taken the goods out of stock.
const STOCK_TAKEN: &[&str] = &["processing", "on-hold", "completed"];

/// Moves it to the bin. The answer shows the order as it was, so it is read again.
pub(super) async fn trash(attempt: &Attempt<'_>) -> Result<Pushed, WriteFault> {
    let call = attempt.call::<Value>(Method::DELETE, "", None)?;
    let answer = attempt.exchange(&call).await?;
    let there_already = answer.status() == StatusCode::GONE && server_code(&answer).is_some();
    if !there_already {
        fate::accepted(answer, Client::asked(&call))?;
    }
    match attempt.look().await {
        Ok(Presence::There(_)) => Err(attempt.nothing(Code::Refused, "the shop left the order where it was")),
        Ok(Presence::Gone(Gone::Trashed(order))) => Ok(Pushed { order: Some(*order), ..Pushed::default() }),
        Ok(Presence::Gone(Gone::Deleted)) => Ok(gone()),
        Err(_) => Ok(Pushed::default()),
    }
}

/// Takes it out of the bin, with the status it had.
pub(super) async fn restore(attempt: &Attempt<'_>) -> Result<Pushed, WriteFault> {
    let order = attempt.order().map_err(WriteFault::nothing)?;
    let raw = RawOrder::of(order, attempt.operation).map_err(WriteFault::nothing)?;
    let before = meta::before_trash(&raw.meta());
    // A plugin that knew the status may be gone.
    let lost = before.is_empty() || before == "trash" || attempt.shop.lacks_status(&before);
    let status = if lost { UNKNOWN_BEFORE } else { &before };
    attempt.put(&json!({ "status": status })).await
}

/// Deletes it for good.
///
/// A test order of our own gives its piece back to the shop's stock first: WooCommerce does so when an order's payment is open
/// again, and not when it is deleted.
pub(super) async fn delete(attempt: &Attempt<'_>) -> Result<Pushed, WriteFault> {
    let pulled = attempt.order().map_err(WriteFault::nothing)?;
    let order = &pulled.order;
    let raw = RawOrder::of(pulled, attempt.operation).map_err(WriteFault::nothing)?;
    // A test order bears its mark twice.
    let of_ours = !order.origin.is_empty() && meta::text_of(&raw.meta(), MARK) == order.origin;
    if of_ours && STOCK_TAKEN.contains(&order.status.as_str()) {
        let reopened = attempt.call(Method::PUT, "", Some(&json!({ "status": "pending" })))?;
        attempt.send(&reopened).await?;
    }
    let mut call = attempt.call::<Value>(Method::DELETE, "", None)?;
    call.query.push(("force", "true".to_owned()));
    let answer = attempt.exchange(&call).await?;
    if is_no_order(&answer) {
        return Ok(gone());
    }
    let answer = fate::accepted(answer, Client::asked(&call))?;
    shows(&answer, &order.native_id)
        .then(gone)
        .ok_or_else(|| WriteFault::unknown(attempt.fault(Code::BadAnswer, "another order came back")))
}

fn is_no_order(answer: &crate::Answer) -> bool {
    answer.status() == StatusCode::NOT_FOUND
        && server_code(answer).as_deref() == Some("woocommerce_rest_shop_order_invalid_id")
}

fn shows(answer: &crate::Answer, id: &NativeId) -> bool {
    #[derive(serde::Deserialize)]
    struct Wire<'a> {
        #[serde(borrow)]
        id: super::super::json::Value<'a>,
    }
    serde_json::from_slice::<Wire<'_>>(super::super::diagnosis::json(answer))
        .is_ok_and(|wire| wire.id.id().as_ref() == Some(id))
}

fn gone() -> Pushed {
    Pushed { gone: true, ..Pushed::default() }
}
