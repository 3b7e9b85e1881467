//! Pieces of a line. WooCommerce changes the pieces alone and leaves the amounts, so both are sent; the tax it works out itself.

use domain::{Code, NativeId};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::{
    super::lines::Wire as RawLine,
    super::{client::Call, diagnosis::json as body_of, json::Unreadable},
    Attempt, body,
    raw::{self, RawOrder},
};
use crate::{Pushed, WriteFault};

/// Decimals that WooCommerce keeps of an amount.
const DECIMALS: u32 = 6;

/// Sets a line's pieces and scales its amounts with them; nought takes the line out.
pub(super) async fn set(attempt: &Attempt<'_>, line: &NativeId, quantity: Decimal) -> Result<Pushed, WriteFault> {
    let id = body::id(line).ok_or_else(|| attempt.nothing(Code::BadInput, "not a line's number"))?;
    if quantity.is_sign_negative() && !quantity.is_zero() {
        return Err(attempt.nothing(Code::BadInput, "less than nothing"));
    }
    let row = if quantity.is_zero() {
        json!({ "id": id, "quantity": 0 })
    } else {
        scaled(attempt, line, id, quantity).await?
    };
    attempt.put(&json!({ "line_items": [row] })).await
}

/// The line with its new amounts. Orders come with two decimals, of amounts that the shop keeps with six: half a cent's error
/// a piece would show in the total, so the line is read once more, whole.
async fn scaled(attempt: &Attempt<'_>, line: &NativeId, id: u64, quantity: Decimal) -> Result<Value, WriteFault> {
    let path = attempt.path("").map_err(WriteFault::nothing)?;
    let query = vec![("dp", DECIMALS.to_string()), ("_fields", "id,line_items".to_owned())];
    let answer = attempt.read(&Call::get(attempt.operation, path, query)).await.map_err(WriteFault::nothing)?;
    let exact = RawOrder::read(body_of(&answer), attempt.operation).map_err(WriteFault::nothing)?;
    let lines = raw::lines(exact.line_items, attempt.operation).map_err(WriteFault::nothing)?;
    let found = lines.iter().find(|there| there.id.id().as_ref() == Some(line));
    let found = found.ok_or_else(|| attempt.nothing(Code::Refused, "the order has no such line"))?;
    let (subtotal, total) = amounts(found, quantity)
        .map_err(|unreadable| WriteFault::nothing(unreadable.fault(attempt.operation)))?
        .ok_or_else(|| attempt.nothing(Code::Refused, "the line has no pieces to go by"))?;
    Ok(json!({
        "id": id,
        "quantity": body::pieces(quantity),
        "subtotal": body::amount(subtotal),
        "total": body::amount(total),
    }))
}

/// Subtotal and total of so many pieces at the line's price; `None` where it has no pieces now.
fn amounts(line: &RawLine<'_>, quantity: Decimal) -> Result<Option<(Decimal, Decimal)>, Unreadable> {
    let pieces = line.quantity.decimal("line_items.quantity")?;
    let scale = |amount: Decimal| {
        let product = amount.checked_mul(quantity)?.checked_div(pieces)?;
        Some(product.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero))
    };
    let subtotal = scale(line.subtotal.decimal("line_items.subtotal")?);
    let total = scale(line.total.decimal("line_items.total")?);
    Ok(subtotal.zip(total))
}
