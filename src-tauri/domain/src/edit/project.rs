//! The order as it will be once its pending edits have taken place: what lists, searches and slips show meanwhile.

use rust_decimal::Decimal;

use super::{Edit, RefundDraft, Side};
use crate::{Address, NativeId, Order, OrderState, PaymentState, Refund, RefundLine, StatusLabel};

/// Applies edits in their order. `statuses` are the shop's, to know what a status means.
pub fn project<'a>(order: &mut Order, edits: impl IntoIterator<Item = &'a Edit>, statuses: &[StatusLabel]) {
    for edit in edits {
        apply(order, edit, statuses);
    }
}

/// Applies one edit to an order. What the shop alone can work out (tax on a new address, a status after payment) is left as it is.
pub fn apply(order: &mut Order, edit: &Edit, statuses: &[StatusLabel]) {
    match edit {
        Edit::SetStatus { status } => set_status(order, status, statuses),
        Edit::MarkPaid => order.states.payment = PaymentState::Paid,
        Edit::ConfirmForCustomer => order.states.order = OrderState::Confirmed,
        Edit::SetReference { text } => text.trim().clone_into(&mut order.reference),
        Edit::SetCustomerNote { text } => text.trim().clone_into(&mut order.customer_note),
        Edit::SetAddress { side, address } => set_postal(side_of(order, *side), address),
        Edit::SetPhone { side, phone } => phone.trim().clone_into(&mut side_of(order, *side).phone),
        Edit::SetEmail { email } => email.trim().clone_into(&mut order.billing.email),
        Edit::AddTrack { track } => {
            if !order.tracks.iter().any(|there| there.number.trim() == track.number.trim()) {
                order.tracks.push(track.clone());
            }
        }
        Edit::RemoveTrack { number, .. } => order.tracks.retain(|track| track.number.trim() != number.trim()),
        Edit::SetQuantity { line, quantity } => set_quantity(order, line, *quantity),
        Edit::Refund { refund } => give_back(order, refund),
        Edit::Trash | Edit::Delete => order.states.order = OrderState::Deleted,
        Edit::Restore => restore(order, statuses),
        Edit::AddNote { .. } | Edit::SendEmail { .. } | Edit::PlaceTestOrder { .. } => {}
    }
}

/// A status where the shop's own list says what it means; amounts given back go before what the status says of money.
fn set_status(order: &mut Order, status: &str, statuses: &[StatusLabel]) {
    status.clone_into(&mut order.status);
    let label = statuses.iter().find(|label| label.code == status);
    order.status_known = label.is_some_and(|label| label.known);
    let Some(label) = label else { return };
    let (payment, fulfilment) = (order.states.payment, order.states.fulfilment);
    order.states = label.states;
    if order.totals.refunded > Decimal::ZERO {
        order.states.payment = payment;
    }
    if matches!(fulfilment, crate::FulfilmentState::NotRequired) {
        order.states.fulfilment = fulfilment;
    }
}

fn restore(order: &mut Order, statuses: &[StatusLabel]) {
    let states = statuses.iter().find(|label| label.code == order.status).map(|label| label.states.order);
    order.states.order = states.filter(|state| *state != OrderState::Deleted).unwrap_or(OrderState::Placed);
}

fn side_of(order: &mut Order, side: Side) -> &mut Address {
    match side {
        Side::Billing => &mut order.billing,
        Side::Shipping => &mut order.shipping,
    }
}

fn set_postal(address: &mut Address, wanted: &Address) {
    let (phone, email) = (std::mem::take(&mut address.phone), std::mem::take(&mut address.email));
    *address = Address { phone, email, ..wanted.clone() };
}

/// A line's amounts follow its pieces, at the price it was ordered at; the order's sums follow its lines.
fn set_quantity(order: &mut Order, line: &NativeId, quantity: Decimal) {
    let Some(at) = order.lines.iter().position(|l| l.native_id == *line) else { return };
    let Some(line) = order.lines.get_mut(at) else { return };
    if line.quantity.is_zero() {
        return;
    }
    let (before_total, before_tax) = (line.total, line.tax);
    let scaled = |amount: Decimal| (amount * quantity / line.quantity).round_dp(crate::SCALE);
    let (subtotal, total, tax) = (scaled(line.subtotal), scaled(line.total), scaled(line.tax));
    (line.subtotal, line.total, line.tax, line.quantity) = (subtotal, total, tax, quantity);
    order.totals.goods += total - before_total;
    order.totals.tax += tax - before_tax;
    order.totals.total += total - before_total + tax - before_tax;
    if quantity.is_zero() {
        order.lines.remove(at);
    }
}

fn give_back(order: &mut Order, draft: &RefundDraft) {
    let line = |piece: &super::RefundPiece| {
        let of = order.lines.iter().find(|line| line.native_id == piece.line);
        RefundLine {
            line: Some(piece.line.clone()),
            name: of.map(|line| line.name.clone()).unwrap_or_default(),
            sku: of.map(|line| line.sku.clone()).unwrap_or_default(),
            quantity: piece.quantity,
            total: piece.total,
            tax: piece.tax,
        }
    };
    let refund = Refund {
        native_id: NativeId(String::new()),
        amount: draft.amount,
        reason: draft.reason.clone(),
        created_at: None,
        through_gateway: Some(draft.through_gateway),
        lines: draft.pieces.iter().map(line).collect(),
    };
    order.refunds.push(refund);
    order.totals.refunded += draft.amount;
    order.states.payment =
        if order.totals.refunded >= order.totals.total { PaymentState::Refunded } else { PaymentState::PartRefunded };
}
