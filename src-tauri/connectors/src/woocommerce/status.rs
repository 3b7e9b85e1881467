//! WooCommerce's statuses in our three states. The list is open: plugins add their own, which are kept as they are,
//! stand as "placed" and are marked unknown, never guessed at.

use domain::{FulfilmentState, OrderState, PaymentState, StateTriple};
use rust_decimal::Decimal;

/// What an order says besides its status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs<'a> {
    /// It has a date of payment.
    pub paid: bool,
    /// It is paid on delivery.
    pub cash_on_delivery: bool,
    /// It has nothing to be sent.
    pub nothing_to_send: bool,
    /// Its total, and what was given back of it.
    pub total: Decimal,
    pub refunded: Decimal,
    /// What the shop's own fulfilments say (`_fulfillment_status`); empty where it keeps none.
    pub fulfilments: &'a str,
    /// For an order in the bin: its status before, without `wc-`.
    pub before_trash: &'a str,
}

/// The states of an order, and whether its status is one of WooCommerce's own.
pub(super) fn states(status: &str, signs: &Signs<'_>) -> (StateTriple, bool) {
    if status == "trash" {
        let (before, _) = by_status(signs.before_trash, signs);
        let states = StateTriple { order: OrderState::Deleted, ..before };
        return (adjust(states, signs), true);
    }
    let (states, known) = by_status(status, signs);
    (adjust(states, signs), known)
}

/// What a status means where nothing more is known of an order.
pub(super) fn usual(status: &str) -> (StateTriple, bool) {
    states(status, &Signs::default())
}

fn by_status(status: &str, signs: &Signs<'_>) -> (StateTriple, bool) {
    use FulfilmentState as F;
    use OrderState as O;
    use PaymentState as P;
    let (order, payment, fulfilment) = match status {
        "checkout-draft" | "auto-draft" | "draft" | "new" => (O::Draft, P::Unpaid, F::None),
        "pending" => (O::Placed, P::Pending, F::None),
        "on-hold" => (O::OnHold, P::Unpaid, F::None),
        "failed" => (O::Placed, P::Failed, F::None),
        "processing" if signs.cash_on_delivery && !signs.paid => (O::Confirmed, P::Unpaid, F::None),
        "processing" => (O::Confirmed, P::Paid, F::None),
        "ready-for-pickup" => (O::Confirmed, P::Paid, F::ReadyForPickup),
        "completed" => (O::Complete, P::Paid, F::Shipped),
        "cancelled" => (O::Cancelled, P::Voided, F::None),
        "refunded" => (O::Closed, P::Refunded, F::None),
        _ => {
            let payment = if signs.paid { P::Paid } else { P::Unpaid };
            let states = StateTriple { order: O::Placed, payment, fulfilment: F::None };
            return (states, false);
        }
    };
    let states = StateTriple { order, payment, fulfilment };
    (states, true)
}

/// Amounts and fulfilments say more than the status does.
fn adjust(mut states: StateTriple, signs: &Signs<'_>) -> StateTriple {
    if signs.refunded > Decimal::ZERO {
        states.payment =
            if signs.refunded >= signs.total { PaymentState::Refunded } else { PaymentState::PartRefunded };
    }
    if states.fulfilment == FulfilmentState::None {
        match signs.fulfilments {
            "fulfilled" => states.fulfilment = FulfilmentState::Shipped,
            "partially_fulfilled" => states.fulfilment = FulfilmentState::Partial,
            _ => {}
        }
    }
    if signs.nothing_to_send {
        states.fulfilment = FulfilmentState::NotRequired;
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: &str, signs: &Signs<'_>) -> String {
        let (states, known) = states(status, signs);
        let (order, payment, fulfilment) = (states.order.code(), states.payment.code(), states.fulfilment.code());
        format!("{order} {payment} {fulfilment}{}", if known { "" } else { " ?" })
    }

    #[test]
    fn every_status_of_the_table() {
        let paid = Signs { paid: true, total: Decimal::TEN, ..Signs::default() };
        for (status, states) in [
            ("checkout-draft", "draft unpaid none"),
            ("pending", "placed pending none"),
            ("on-hold", "on_hold unpaid none"),
            ("failed", "placed failed none"),
            ("processing", "confirmed paid none"),
            ("ready-for-pickup", "confirmed paid ready_for_pickup"),
            ("completed", "complete paid shipped"),
            ("cancelled", "cancelled voided none"),
            ("refunded", "closed refunded none"),
            ("packed-by-robot", "placed paid none ?"),
        ] {
            assert_eq!(told(status, &paid), states, "{status}");
        }
        assert_eq!(told("packed-by-robot", &Signs::default()), "placed unpaid none ?");
    }

    #[test]
    fn what_the_order_says_besides_goes_before_its_status() {
        let base = Signs { paid: true, total: Decimal::TEN, ..Signs::default() };
        for (status, signs, states) in [
            ("processing", Signs { paid: false, cash_on_delivery: true, ..base }, "confirmed unpaid none"),
            ("processing", Signs { cash_on_delivery: true, ..base }, "confirmed paid none"),
            ("completed", Signs { refunded: Decimal::ONE, ..base }, "complete part_refunded shipped"),
            ("processing", Signs { refunded: Decimal::TEN, ..base }, "confirmed refunded none"),
            ("cancelled", Signs { refunded: Decimal::TEN, ..base }, "cancelled refunded none"),
            ("processing", Signs { fulfilments: "partially_fulfilled", ..base }, "confirmed paid partial"),
            ("processing", Signs { fulfilments: "fulfilled", ..base }, "confirmed paid shipped"),
            ("processing", Signs { fulfilments: "unfulfilled", ..base }, "confirmed paid none"),
            ("completed", Signs { nothing_to_send: true, ..base }, "complete paid not_required"),
            ("trash", Signs { before_trash: "processing", ..base }, "deleted paid none"),
            ("trash", Signs { before_trash: "completed", ..base }, "deleted paid shipped"),
            ("trash", base, "deleted paid none"),
        ] {
            assert_eq!(told(status, &signs), states, "{status} {signs:?}");
        }
    }
}
