//! Magento's states in ours. Statuses hang under states and may be the merchant's own: what an order means is told by its state,
//! its amounts and its quantities; its status is kept, shown, and seldom says more.

use domain::{FulfilmentState, Line, OrderState, PaymentState, StateTriple, counts_for_shipping};
use rust_decimal::Decimal;

/// Magento's own statuses with the state each comes with, and their English labels: its interface tells neither.
pub(super) const OWN: &[(&str, &str, &str)] = &[
    ("pending", "new", "Pending"),
    ("pending_payment", "pending_payment", "Pending Payment"),
    ("payment_review", "payment_review", "Payment Review"),
    ("fraud", "payment_review", "Suspected Fraud"),
    ("processing", "processing", "Processing"),
    ("holded", "holded", "On Hold"),
    ("complete", "complete", "Complete"),
    ("closed", "closed", "Closed"),
    ("canceled", "canceled", "Canceled"),
];

/// What an order says besides its state. Amounts are in the order's currency.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs<'a> {
    /// The native status.
    pub status: &'a str,
    pub total: Decimal,
    pub paid: Decimal,
    pub refunded: Decimal,
    /// What the payment provider holds for it.
    pub authorized: Decimal,
    pub lines: &'a [Line],
}

/// The states of an order, and whether its state is one of Magento's own.
pub(super) fn states(state: &str, signs: &Signs<'_>) -> (StateTriple, bool) {
    let (order, known) = match state {
        "new" | "pending_payment" => (OrderState::Placed, true),
        "payment_review" | "holded" => (OrderState::OnHold, true),
        "processing" if signs.status == "fraud" => (OrderState::OnHold, true),
        "processing" => (OrderState::Confirmed, true),
        "complete" => (OrderState::Complete, true),
        "closed" => (OrderState::Closed, true),
        "canceled" => (OrderState::Cancelled, true),
        _ => (OrderState::Placed, false),
    };
    let states = StateTriple { order, payment: payment(state, signs), fulfilment: fulfilment(signs.lines) };
    (states, known)
}

/// What a status of a state means where nothing more is known of an order.
pub(super) fn usual(state: &str, status: &str) -> StateTriple {
    let one = Decimal::ONE;
    let paid = if matches!(state, "processing" | "complete" | "closed") { one } else { Decimal::ZERO };
    let refunded = if state == "closed" { one } else { Decimal::ZERO };
    let (mut states, _) = states(state, &Signs { status, total: one, paid, refunded, ..Signs::default() });
    states.fulfilment = if state == "complete" { FulfilmentState::Shipped } else { FulfilmentState::None };
    states
}

fn payment(state: &str, signs: &Signs<'_>) -> PaymentState {
    let nothing = Decimal::ZERO;
    if signs.refunded > nothing {
        let whole = signs.refunded >= signs.paid.max(nothing);
        return if whole { PaymentState::Refunded } else { PaymentState::PartRefunded };
    }
    match state {
        "canceled" if signs.paid <= nothing => PaymentState::Voided,
        "payment_review" => PaymentState::Review,
        _ if signs.status == "fraud" => PaymentState::Review,
        _ if signs.paid >= signs.total => PaymentState::Paid,
        _ if signs.paid > nothing => PaymentState::PartPaid,
        "closed" => PaymentState::Refunded,
        _ if signs.authorized > nothing => PaymentState::Authorized,
        "pending_payment" => PaymentState::Pending,
        _ => PaymentState::Unpaid,
    }
}

/// What went out of what was to go out, by the rows that count. What was called off need not go, nor what was given back
/// without having gone.
fn fulfilment(lines: &[Line]) -> FulfilmentState {
    let counting: Vec<&Line> = lines.iter().filter(|line| counts_for_shipping(line, lines)).collect();
    if counting.is_empty() && !lines.is_empty() {
        return FulfilmentState::NotRequired;
    }
    let (mut sent, mut left) = (false, false);
    for line in counting {
        let counts = line.counts.unwrap_or_default();
        sent |= counts.shipped > Decimal::ZERO;
        left |= line.quantity - counts.shipped.max(counts.credited) - counts.cancelled > Decimal::ZERO;
    }
    match (sent, left) {
        (false, _) => FulfilmentState::None,
        (true, true) => FulfilmentState::Partial,
        (true, false) => FulfilmentState::Shipped,
    }
}
