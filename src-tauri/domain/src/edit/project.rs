//! The order as it will be once its pending edits have taken place: what lists, searches and slips show meanwhile.

use rust_decimal::Decimal;

use super::{
    Edit, RefundDraft, Side,
    compare::{long, postal, short},
    field::in_bin,
};
use crate::{
    Address, FulfilmentState, NativeId, Order, OrderState, PaymentState, Refund, RefundLine, StatusLabel, Track,
};

/// Applies edits in their order. `statuses` are the shop's, to know what a status means.
pub fn project<'a>(order: &mut Order, edits: impl IntoIterator<Item = &'a Edit>, statuses: &[StatusLabel]) {
    for edit in edits {
        apply(order, edit, statuses);
    }
}

/// Applies one edit to an order. What the shop alone can work out (tax on a new address, a status after payment) is left as it is.
///
/// Whatever sets a value may be applied again without effect; a refund adds up.
pub fn apply(order: &mut Order, edit: &Edit, statuses: &[StatusLabel]) {
    match edit {
        Edit::SetStatus { status } => set_status(order, status, statuses),
        Edit::MarkPaid => mark_paid(order),
        Edit::ConfirmForCustomer => confirm(order),
        Edit::SetReference { text } => order.reference = short(text),
        Edit::SetCustomerNote { text } => order.customer_note = long(text),
        Edit::SetAddress { side, address } => named_anew(order, |order| set_postal(side_of(order, *side), address)),
        Edit::SetPhone { side, phone } => side_of(order, *side).phone = short(phone),
        Edit::SetEmail { email } => named_anew(order, |order| order.billing.email = short(email)),
        Edit::AddTrack { track } => add_track(order, track),
        Edit::RemoveTrack { number, .. } => order.tracks.retain(|track| track.number.trim() != number.trim()),
        Edit::SetQuantity { line, quantity } => set_quantity(order, line, *quantity),
        Edit::Refund { refund } => give_back(order, refund),
        Edit::Trash | Edit::Delete => order.states.order = OrderState::Deleted,
        Edit::Restore => restore(order, statuses),
        Edit::AddNote { .. } | Edit::SendEmail { .. } | Edit::PlaceTestOrder { .. } => {}
    }
}

/// A status where the shop's own list says what it means; amounts given back go before what the status says of money. One that
/// says "refunded" gives back all that is left: shops record it so.
fn set_status(order: &mut Order, status: &str, statuses: &[StatusLabel]) {
    let status = status.trim();
    status.clone_into(&mut order.status);
    let label = statuses.iter().find(|label| label.code == status);
    order.status_known = label.is_some_and(|label| label.known);
    let Some(label) = label else { return };
    let (payment, fulfilment) = (order.states.payment, order.states.fulfilment);
    order.states = label.states;
    if label.states.payment == PaymentState::Refunded {
        order.totals.refunded = order.totals.refunded.max(order.totals.total);
    } else if order.totals.refunded > Decimal::ZERO {
        order.states.payment = payment;
    }
    if fulfilment == FulfilmentState::NotRequired {
        order.states.fulfilment = fulfilment;
    }
}

/// Money that came in: what was given back of it is still told, and a payment that was reserved is captured.
fn mark_paid(order: &mut Order) {
    if !matches!(order.states.payment, PaymentState::PartRefunded | PaymentState::Refunded) {
        order.states.payment = PaymentState::Paid;
    }
}

/// The customer need not be waited for any more; whether it is accepted the shop decides next.
const fn confirm(order: &mut Order) {
    if matches!(order.states.order, OrderState::AwaitingCustomer) {
        order.states.order = OrderState::Placed;
    }
}

/// Out of the bin. The status it had is the shop's to say; what is known of its money and goods tells the state, where only one of
/// the shop's statuses goes with both.
fn restore(order: &mut Order, statuses: &[StatusLabel]) {
    if !in_bin(order) {
        return;
    }
    let outside = |label: &&StatusLabel| label.states.order != OrderState::Deleted;
    let fits = |label: &&StatusLabel| {
        label.known
            && label.states.payment == order.states.payment
            && label.states.fulfilment == order.states.fulfilment
    };
    let named = statuses.iter().filter(outside).find(|label| label.code == order.status);
    let mut fitting = statuses.iter().filter(outside).filter(fits);
    let only = match (fitting.next(), fitting.next()) {
        (Some(label), None) => Some(label),
        _ => None,
    };
    order.states.order = named.or(only).map_or(OrderState::Placed, |label| label.states.order);
}

/// The entry of a number: one number stands for one parcel, so what is there under it is replaced.
fn add_track(order: &mut Order, track: &Track) {
    match order.tracks.iter_mut().find(|there| there.number.trim() == track.number.trim()) {
        Some(there) => there.clone_from(track),
        None => order.tracks.push(track.clone()),
    }
}

/// Changes addresses, and with them the customer's name where that was taken from them.
fn named_anew(order: &mut Order, change: impl FnOnce(&mut Order)) {
    let taken = order.customer.name == name_in(order);
    change(order);
    if taken {
        order.customer.name = name_in(order);
    }
}

/// The name to show for an order's addresses: the person, else the company, else the e-mail address.
fn name_in(order: &Order) -> String {
    let (billing, shipping) = (&order.billing, &order.shipping);
    [billing.name(), shipping.name(), billing.company.clone(), shipping.company.clone(), billing.email.clone()]
        .into_iter()
        .find(|name| !name.trim().is_empty())
        .unwrap_or_default()
}

fn side_of(order: &mut Order, side: Side) -> &mut Address {
    match side {
        Side::Billing => &mut order.billing,
        Side::Shipping => &mut order.shipping,
    }
}

fn set_postal(address: &mut Address, wanted: &Address) {
    let (phone, email) = (std::mem::take(&mut address.phone), std::mem::take(&mut address.email));
    *address = Address { phone, email, ..postal(wanted) };
}

/// A line's amounts follow its pieces, at the price it was ordered at; the order's sums follow its lines. Amounts beyond all
/// bounds leave the order as it is: the shop will refuse them.
fn set_quantity(order: &mut Order, line: &NativeId, quantity: Decimal) {
    let Some(at) = order.lines.iter().position(|l| l.native_id == *line) else { return };
    let Some(line) = order.lines.get_mut(at) else { return };
    if line.quantity.is_zero() || line.quantity == quantity {
        return;
    }
    let scaled = |amount: Decimal| {
        let whole = amount.checked_mul(quantity).and_then(|whole| whole.checked_div(line.quantity));
        whole.map(|amount| amount.round_dp(crate::SCALE))
    };
    let (Some(subtotal), Some(total), Some(tax)) = (scaled(line.subtotal), scaled(line.total), scaled(line.tax)) else {
        return;
    };
    let (more, more_tax) = (total.saturating_sub(line.total), tax.saturating_sub(line.tax));
    (line.subtotal, line.total, line.tax, line.quantity) = (subtotal, total, tax, quantity);
    order.totals.goods = order.totals.goods.saturating_add(more);
    order.totals.tax = order.totals.tax.saturating_add(more_tax);
    order.totals.total = order.totals.total.saturating_add(more).saturating_add(more_tax);
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
    order.totals.refunded = order.totals.refunded.saturating_add(draft.amount);
    order.states.payment =
        if order.totals.refunded >= order.totals.total { PaymentState::Refunded } else { PaymentState::PartRefunded };
}
