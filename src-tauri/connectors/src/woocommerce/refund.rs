//! Refunds, whole: from the list over all orders or from an order's own.

use domain::{NativeId, Refund, RefundLine};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{
    json::{Unreadable, Value},
    lines,
    text::{as_typed, label},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    parent_id: Value<'a>,
    #[serde(borrow)]
    date_created_gmt: Value<'a>,
    #[serde(borrow)]
    amount: Value<'a>,
    #[serde(borrow)]
    reason: Value<'a>,
    #[serde(borrow)]
    refunded_payment: Value<'a>,
    #[serde(borrow)]
    line_items: Value<'a>,
}

/// Reads a refund, and the order it belongs to where it says (the list over all orders does).
pub(super) fn read(value: Value<'_>) -> Result<(Option<NativeId>, Refund), Unreadable> {
    let wire: Wire<'_> = value.object("refund")?;
    let lines: Vec<lines::Wire<'_>> = wire.line_items.objects("line_items")?;
    let refund = Refund {
        native_id: wire.id.required_id("id")?,
        amount: wire.amount.some_decimal("amount")?.ok_or(Unreadable { field: "amount", why: "is missing" })?.abs(),
        reason: as_typed(wire.reason),
        created_at: wire.date_created_gmt.timestamp("date_created_gmt")?,
        through_gateway: wire.refunded_payment.flag(),
        lines: lines.iter().map(line).collect::<Result<_, _>>()?,
    };
    Ok((wire.parent_id.id(), refund))
}

/// A refund's line has negative numbers; a name and SKU of its own, and names the order's line in its meta data.
fn line(wire: &lines::Wire<'_>) -> Result<RefundLine, Unreadable> {
    let positive = |value: Value<'_>, field| value.decimal(field).map(|n: Decimal| n.abs());
    Ok(RefundLine {
        line: lines::refunded_line(wire.meta_data),
        name: label(wire.name),
        sku: wire.sku.string(),
        quantity: positive(wire.quantity, "line_items.quantity")?,
        total: positive(wire.total, "line_items.total")?,
        tax: positive(wire.total_tax, "line_items.total_tax")?,
    })
}
