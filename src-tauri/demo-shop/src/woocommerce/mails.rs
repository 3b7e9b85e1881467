//! The e-mails the shop sends customers by its own rules. A client cannot silence them, so what it causes must be counted.
//!
//! Rules as in WooCommerce's own e-mail classes (10.x): each names the status changes that trigger it. An order without a billing
//! address to mail to is passed over.

use super::{model::Order, state::State, status::Status};

/// Sent for the whole of an order given back.
pub const REFUNDED: &str = "customer_refunded_order";
/// Sent for a part of it.
pub const PARTLY_REFUNDED: &str = "customer_partially_refunded_order";
/// A note to the customer.
pub const NOTE: &str = "customer_note";

/// The template a change of status triggers; `cancelled`: the merchant has switched on the mail for cancelled orders, which is off
/// unless asked for.
fn template(from: Status, to: Status, cancelled: bool) -> Option<&'static str> {
    use Status::{Cancelled, Completed, Failed, OnHold, Pending, Processing};
    match (from, to) {
        (Pending | Failed | Cancelled, OnHold) => Some("customer_on_hold_order"),
        (Pending | Failed | Cancelled | OnHold, Processing) => Some("customer_processing_order"),
        // From anywhere, the trash included.
        (_, Completed) => Some("customer_completed_order"),
        (_, Failed) => Some("customer_failed_order"),
        (Processing | OnHold, Cancelled) if cancelled => Some("customer_cancelled_order"),
        _ => None,
    }
}

/// Mails what a change of status triggers.
pub fn status_changed(state: &mut State, order: &Order, from: Status, now: i64) {
    if let Some(template) = template(from, order.status, state.mails_cancelled) {
        send(state, order, template, now);
    }
}

/// Mails the customer of an order; nobody where no address is known.
pub fn send(state: &mut State, order: &Order, template: &str, now: i64) {
    let to = order.billing.email.trim();
    if to.contains('@') {
        state.happened(now, "mail.sent", order.id, format!("{template} to {to}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_change_decides_not_the_status_alone() {
        use Status::{Cancelled, Completed, Failed, OnHold, Pending, Processing, ReadyToShip, Refunded, Trash};
        let cases = [
            (Pending, OnHold, Some("customer_on_hold_order")),
            (Processing, OnHold, None),
            (OnHold, Processing, Some("customer_processing_order")),
            (Completed, Processing, None),
            (Trash, Processing, None),
            (Processing, Completed, Some("customer_completed_order")),
            (Trash, Completed, Some("customer_completed_order")),
            (Pending, Failed, Some("customer_failed_order")),
            (Processing, ReadyToShip, None),
            (Processing, Refunded, None),
            (Processing, Cancelled, None),
        ];
        for (from, to, mailed) in cases {
            assert_eq!(template(from, to, false), mailed, "{from:?} to {to:?}");
        }
        assert_eq!(template(Processing, Cancelled, true), Some("customer_cancelled_order"));
        assert_eq!(template(Pending, Cancelled, true), None);
    }
}
