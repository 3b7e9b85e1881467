//! Payment and fulfilment from amounts and quantities.

use super::fixtures::{dec, documents, line, order, order_of};
use crate::{FulfilmentState, Funds, LineCounts, PaymentState, fulfilment_state, payment_state};

#[test]
fn money_tells_more_than_the_status() {
    // Total, paid (- where the shop gives no amount), refunded, authorized, what the status says; the state.
    for (total, paid, refunded, authorized, status, wanted) in [
        // Amounts given (Magento).
        ("100", "0", "0", "0", "unpaid", "unpaid"),
        ("100", "0", "0", "0", "pending", "pending"),
        ("100", "0", "0", "100", "unpaid", "authorized"),
        ("100", "0", "0", "100", "pending", "authorized"),
        ("100", "40", "0", "60", "unpaid", "part_paid"),
        ("100", "100", "0", "0", "unpaid", "paid"),
        ("100", "120", "0", "0", "unpaid", "paid"),
        ("100", "100", "30", "0", "paid", "part_refunded"),
        ("100", "100", "100", "0", "paid", "refunded"),
        // Half was paid, and all of that given back.
        ("100", "50", "50", "0", "paid", "refunded"),
        // The provider examines what it holds.
        ("100", "0", "0", "100", "review", "review"),
        // Called off: what the provider holds is let go.
        ("100", "0", "0", "100", "voided", "voided"),
        ("100", "40", "0", "0", "voided", "part_paid"),
        // An order that costs nothing.
        ("0", "0", "0", "0", "unpaid", "paid"),
        ("0", "0", "0", "0", "voided", "voided"),
        // No amounts given but what was given back (WooCommerce).
        ("100", "-", "0", "0", "paid", "paid"),
        ("100", "-", "0", "0", "failed", "failed"),
        ("100", "-", "30", "0", "paid", "part_refunded"),
        ("100", "-", "100", "0", "paid", "refunded"),
        ("100", "-", "0", "0", "refunded", "refunded"),
        ("0", "-", "0", "0", "pending", "pending"),
    ] {
        let paid_amount = (paid != "-").then(|| dec(paid));
        let funds =
            Funds { total: dec(total), paid: paid_amount, refunded: dec(refunded), authorized: dec(authorized) };
        let state = payment_state(&funds, PaymentState::from_code(status).unwrap());
        assert_eq!(state.code(), wanted, "{total} {paid} {refunded} {authorized} {status}");
    }
}

#[test]
fn pieces_tell_more_than_the_status() {
    // Documents, the shop's own count of A shipped and cancelled, what the status says; the state.
    for (written, shipped, cancelled, status, wanted) in [
        ("", "0", "0", "none", "none"),
        ("", "0", "0", "ready_for_pickup", "ready_for_pickup"),
        // A status that says shipped where nothing is counted: a system that counts nothing.
        ("", "0", "0", "shipped", "shipped"),
        ("sent(A1)", "0", "0", "none", "partial"),
        ("packed(A4 B2)", "0", "0", "none", "none"),
        // The order says what its shipments, not read yet, will say.
        ("", "4", "0", "none", "partial"),
        ("sent(B2)", "4", "0", "none", "shipped"),
        ("sent(A3 B2)", "3", "1", "none", "shipped"),
        ("sent(A4 B2)", "4", "0", "delivered", "delivered"),
        ("sent(A4 B2)", "4", "0", "returned", "returned"),
        ("sent(A4)", "4", "0", "shipped", "partial"),
        // B was given back before it went: it need not go any more.
        ("sent(A4) credit(B2)", "4", "0", "none", "shipped"),
    ] {
        let mut order = order();
        let counts = LineCounts { shipped: dec(shipped), cancelled: dec(cancelled), ..LineCounts::default() };
        order.lines[0].counts = Some(counts);
        let state =
            fulfilment_state(&order.lines, &documents(written, &order), FulfilmentState::from_code(status).unwrap());
        assert_eq!(state.code(), wanted, "{written} {shipped} {cancelled} {status}");
    }
}

#[test]
fn what_is_not_sent_needs_no_parcel() {
    let mut voucher = order_of(vec![line("A", "1", "25", "0")], ("0", "0"));
    voucher.lines[0].structure.is_virtual = true;
    let state = fulfilment_state(&voucher.lines, &crate::Documents::default(), FulfilmentState::None);
    assert_eq!(state, FulfilmentState::NotRequired);
    // Nothing is known of an order without lines.
    assert_eq!(fulfilment_state(&[], &crate::Documents::default(), FulfilmentState::None), FulfilmentState::None);
}
