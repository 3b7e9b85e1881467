//! Giving money back: as a record only, or through the payment provider where that is asked for in so many words.
//!
//! WooCommerce calls the provider and restocks unless it is told not to, so it is always told. Tax goes by rate, as the order's
//! line has it.

use domain::{Code, Fault, RefundDraft, RefundPiece};
use http::Method;
use jiff::SignedDuration;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value as Json, json, value::RawValue};

use super::{
    super::lines::Wire as RawLine,
    super::{
        client::Call,
        diagnosis::json as body_of,
        json::{self, Unreadable, Value},
        meta, refund,
    },
    Attempt, MARK, body,
    raw::{self, RawOrder, RawTax},
    share::shares,
};
use crate::{Found, Pushed, WriteFault};

/// How much the server's clock may be off from what is known of it.
const CLOCK_DOUBT: SignedDuration = SignedDuration::from_secs(30);

/// Gives back.
pub(super) async fn give(attempt: &Attempt<'_>, draft: &RefundDraft) -> Result<Pushed, WriteFault> {
    let body = request(attempt, draft).map_err(WriteFault::nothing)?;
    let answer = attempt.send(&attempt.call(Method::POST, "/refunds", Some(&body))?).await?;
    let raw: &RawValue = serde_json::from_slice(body_of(&answer))
        .map_err(|_| WriteFault::unknown(attempt.fault(Code::BadAnswer, "the answer was cut short")))?;
    let (_, refund) =
        refund::read(Value::of(raw)).map_err(|unreadable| WriteFault::unknown(unreadable.fault(attempt.operation)))?;
    Ok(Pushed {
        order: attempt.after().await,
        made: Some(refund.native_id.clone()),
        refund: Some(refund),
        ..Pushed::default()
    })
}

fn request(attempt: &Attempt<'_>, draft: &RefundDraft) -> Result<Json, Fault> {
    if draft.amount <= Decimal::ZERO {
        return Err(attempt.fault(Code::BadInput, "nothing would be given back"));
    }
    let order = attempt.order()?;
    let raw = RawOrder::of(order, attempt.operation)?;
    let decimals = order.order.currency.decimals();
    let goods = raw::lines(raw.line_items, attempt.operation)?;
    let mut rows = Vec::new();
    for piece in &draft.pieces {
        rows.push(piece_row(attempt, &goods, piece, decimals)?);
    }
    if draft.shipping > Decimal::ZERO || draft.shipping_tax > Decimal::ZERO {
        let lines = raw::lines(raw.shipping_lines, attempt.operation)?;
        rows.extend(shipping_rows(attempt, &lines, draft, decimals)?);
    }
    Ok(json!({
        "amount": body::amount(draft.amount),
        "reason": draft.reason.trim(),
        "line_items": rows,
        "api_refund": draft.through_gateway,
        "api_restock": draft.restock,
        "meta_data": [{ "key": MARK, "value": attempt.write.key.as_str() }],
    }))
}

fn piece_row(attempt: &Attempt<'_>, goods: &[RawLine<'_>], piece: &RefundPiece, decimals: u32) -> Result<Json, Fault> {
    let line = goods.iter().find(|line| line.id.id().as_ref() == Some(&piece.line));
    let line = line.ok_or_else(|| attempt.fault(Code::Refused, "the order has no such line"))?;
    row(attempt, line, piece.quantity, piece.total, piece.tax, decimals)
}

/// Shipping over the order's shipping lines, by what each cost.
fn shipping_rows(
    attempt: &Attempt<'_>,
    lines: &[RawLine<'_>],
    draft: &RefundDraft,
    decimals: u32,
) -> Result<Vec<Json>, Fault> {
    if lines.is_empty() {
        return Err(attempt.fault(Code::Refused, "the order has no shipping to give back"));
    }
    let readable = |unreadable: Unreadable| unreadable.fault(attempt.operation);
    let costs: Vec<Decimal> =
        lines.iter().map(|line| line.total.decimal("total")).collect::<Result<_, _>>().map_err(readable)?;
    let taxes: Vec<Decimal> =
        lines.iter().map(|line| line.total_tax.decimal("total_tax")).collect::<Result<_, _>>().map_err(readable)?;
    let totals = shares(draft.shipping, &costs, decimals);
    let taxes = shares(draft.shipping_tax, &taxes, decimals);
    lines
        .iter()
        .zip(totals.into_iter().zip(taxes))
        .filter(|(_, (total, tax))| !total.is_zero() || !tax.is_zero())
        .map(|(line, (total, tax))| row(attempt, line, Decimal::ZERO, total, tax, decimals))
        .collect()
}

/// A row of the refund: pieces, amount, and the tax of each rate.
fn row(
    attempt: &Attempt<'_>,
    line: &RawLine<'_>,
    quantity: Decimal,
    total: Decimal,
    tax: Decimal,
    decimals: u32,
) -> Result<Json, Fault> {
    let readable = |unreadable: Unreadable| unreadable.fault(attempt.operation);
    let id = line.id.id().and_then(|id| body::id(&id));
    let id = id.ok_or_else(|| attempt.fault(Code::BadAnswer, "a line has no number"))?;
    let rates: Vec<RawTax<'_>> = line.taxes.objects("taxes").map_err(readable)?;
    let weights: Vec<Decimal> = rates
        .iter()
        .map(|rate| rate.total.decimal("taxes.total").map(|amount| amount.abs()))
        .collect::<Result<_, _>>()
        .map_err(readable)?;
    if rates.is_empty() && !tax.is_zero() {
        return Err(attempt.fault(Code::Refused, "the line bears no tax that could be given back"));
    }
    let taxes: Vec<Json> = rates
        .iter()
        .zip(shares(tax, &weights, decimals))
        .filter_map(|(rate, share)| Some((rate.id.id()?, share)))
        .map(|(rate, share)| json!({ "id": rate, "refund_total": body::amount(share) }))
        .collect();
    let mut row = json!({ "id": id, "quantity": body::pieces(quantity), "refund_total": body::amount(total) });
    if let Some(fields) = row.as_object_mut().filter(|_| !taxes.is_empty()) {
        fields.insert("refund_tax".to_owned(), Json::Array(taxes));
    }
    Ok(row)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Marked<'a> {
    #[serde(borrow)]
    meta_data: Value<'a>,
}

/// Looks for the mark among the order's refunds.
///
/// The shop writes the mark after the refund itself. Where it broke in between, an unmarked refund of the same amount is left:
/// then nobody can tell, and money is not sent twice on a guess.
pub(super) async fn find(attempt: &Attempt<'_>) -> Result<Found, Fault> {
    let domain::Edit::Refund { refund: draft } = attempt.write.edit else { return Ok(Found::CannotTell) };
    let query = vec![("per_page", "100".to_owned())];
    let answer = attempt.read(&Call::get(attempt.operation, attempt.path("/refunds")?, query)).await?;
    let mut doubtful = false;
    for raw in json::rows(body_of(&answer), attempt.operation)? {
        let unreadable = |unreadable: Unreadable| unreadable.fault(attempt.operation);
        let marked: Marked<'_> = Value::of(raw).object("refund").map_err(unreadable)?;
        let mark = meta::text_of(&meta::rows(marked.meta_data), MARK);
        let (_, refund) = refund::read(Value::of(raw)).map_err(unreadable)?;
        if mark == attempt.write.key.as_str() {
            let order = attempt.after().await;
            let made = Some(refund.native_id.clone());
            return Ok(Found::Done(Box::new(Pushed { order, made, refund: Some(refund), ..Pushed::default() })));
        }
        let since = attempt.write.begun_at.checked_sub(CLOCK_DOUBT).unwrap_or(attempt.write.begun_at);
        let in_time = refund.created_at.is_none_or(|at| at >= since);
        doubtful |= mark.is_empty() && in_time && refund.amount == draft.amount;
    }
    Ok(if doubtful { Found::CannotTell } else { Found::NotDone })
}
