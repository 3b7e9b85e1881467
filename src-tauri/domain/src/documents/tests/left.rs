//! What is left of an order, by its documents and by the shop's own counts.

use super::fixtures::{by_name, dec, documents, order, refund, shown, with_states};
use crate::{Documents, LineCounts, Order, Progress};

/// Pieces left to invoice/ship/credit by line; money left to invoice, to credit, and of that shipping.
fn left(system: &str, order: &Order, documents: &Documents) -> String {
    let progress = Progress::of(order, documents, &by_name(system).documents);
    let mut told = String::new();
    for line in &progress.lines {
        let [bill, ship, back] = [line.to_invoice.quantity, line.to_ship, line.to_credit.quantity].map(shown);
        told += &format!("{} {bill}/{ship}/{back}  ", line.line);
    }
    let money = [progress.money_to_invoice, progress.money_to_credit, progress.shipping_to_credit.gross()].map(shown);
    told + &money.join(" ")
}

#[test]
fn documents_take_from_what_is_left() {
    // System, states, documents; what is left. A is worth 96.80 (24.20 a piece), B 24.20 (12.10), shipping 12.10.
    for (system, states, written, wanted) in [
        // Nothing was paid: nothing can be credited.
        ("magento", "placed unpaid none", "", "A 4/4/0  B 2/2/0  133.1 0 0"),
        // An invoice whose money did not come in yet.
        ("magento", "confirmed authorized none", "open(A4 B2 ship)", "A 0/4/0  B 0/2/0  0 0 0"),
        // Half of A, paid: that half can be credited.
        ("magento", "confirmed part_paid none", "paid(A2)", "A 2/4/2  B 2/2/0  84.7 48.4 0"),
        // One piece went out and came back.
        (
            "magento",
            "confirmed part_paid partial",
            "paid(A2 ship) sent(A1) credit(A1)",
            "A 2/3/1  B 2/2/0  72.6 36.3 12.1",
        ),
        // All done.
        ("magento", "complete paid shipped", "paid(A4 B2 ship) sent(A4 B2)", "A 0/0/4  B 0/0/2  0 133.1 12.1"),
        (
            "magento",
            "complete part_refunded shipped",
            "paid(A4 B2 ship) sent(A4 B2) credit(A4 ship)",
            "A 0/0/0  B 0/0/2  0 24.2 0",
        ),
        // Five for the trouble: that is not shipping.
        (
            "magento",
            "complete part_refunded shipped",
            "paid(A4 B2 ship) sent(A4 B2) credit(B1 =5)",
            "A 0/0/4  B 0/0/1  0 116 12.1",
        ),
        ("magento", "closed refunded shipped", "paid(A4 B2 ship) credit(A4 B2 ship)", "A 0/0/0  B 0/0/0  0 0 0"),
        // A cancelled document counts nothing.
        ("magento", "placed unpaid none", "void(A4 B2 ship)", "A 4/4/0  B 2/2/0  133.1 0 0"),
        ("magento", "complete paid none", "paid(A4 B2 ship) uncredit(A4)", "A 0/4/4  B 0/2/2  0 133.1 12.1"),
        // One in a state nobody knows is an invoice, but no money.
        ("magento", "confirmed unpaid none", "odd(A2)", "A 2/4/0  B 2/2/0  84.7 0 0"),
        // A parcel that is not handed over is not sent.
        ("magento", "confirmed paid none", "paid(A4 B2 ship) packed(A4)", "A 0/4/4  B 0/2/2  0 133.1 12.1"),
        // A line nobody knows, and too much of one that is known, do no harm.
        ("magento", "confirmed part_paid none", "paid(X3 A9)", "A 0/4/9  B 2/2/0  36.3 96.8 0"),
        // No invoices, no shipments: the status tells what was sent.
        ("woo", "confirmed paid none", "", "A 0/4/4  B 0/2/2  0 133.1 12.1"),
        ("woo", "complete paid shipped", "", "A 0/0/4  B 0/0/2  0 133.1 12.1"),
        ("woo", "complete part_refunded shipped", "credit(A1 ship)", "A 0/0/3  B 0/0/2  0 96.8 0"),
        ("woo", "confirmed part_refunded none", "credit(A1)", "A 0/3/3  B 0/2/2  0 108.9 12.1"),
        ("woo", "confirmed paid not_required", "", "A 0/0/4  B 0/0/2  0 133.1 12.1"),
        ("bare", "complete paid shipped", "", "A 0/0/4  B 0/0/2  0 133.1 12.1"),
    ] {
        let order = with_states(order(), states);
        let documents = documents(written, &order);
        assert_eq!(left(system, &order, &documents), wanted, "{system} {states} {written}");
    }
}

#[test]
fn the_shops_own_count_and_the_documents_hold_each_other_up() {
    // Documents, invoiced/shipped/credited/cancelled of A as the shop counts; what is left.
    for (states, written, counts, wanted) in [
        // Made at the shop, its invoice and shipment not read yet.
        ("confirmed paid none", "", "4 1 0 0", "A 0/3/4  B 2/2/0  36.3 133.1 12.1"),
        // Read, and the order's own row is old.
        ("confirmed part_paid none", "paid(A4) sent(A2)", "0 0 0 0", "A 0/2/4  B 2/2/0  36.3 96.8 0"),
        // Both say the same: counted once.
        ("confirmed part_paid none", "paid(A4) sent(A2)", "4 2 0 0", "A 0/2/4  B 2/2/0  36.3 96.8 0"),
        // Two of four called off: they are neither invoiced nor sent any more.
        ("confirmed part_paid none", "paid(A2)", "2 0 0 2", "A 0/2/2  B 2/2/0  36.3 48.4 0"),
        // More than was ordered, and less than nothing.
        ("confirmed part_paid none", "", "9 9 9 9", "A 0/0/0  B 2/2/0  0 0 0"),
        ("confirmed part_paid none", "", "-1 -1 -1 -1", "A 4/4/0  B 2/2/0  133.1 0 0"),
    ] {
        let mut order = with_states(order(), states);
        let counts: Vec<_> = counts.split(' ').map(dec).collect();
        let [invoiced, shipped, credited, cancelled] = counts[..] else { panic!() };
        order.lines[0].counts = Some(LineCounts { invoiced, shipped, credited, cancelled });
        let told = left("magento", &order, &documents(written, &order));
        assert_eq!(told, wanted, "{states} {written} {counts:?}");
    }
}

#[test]
fn refunds_take_from_what_is_left() {
    // Refunds as amount and pieces of A; what is left. What a refund does not explain may have been shipping.
    for (refunds, wanted) in [
        (vec![("24.20", "1")], "A 0/3/3  B 0/2/2  0 108.9 12.1"),
        (vec![("30.20", "1")], "A 0/3/3  B 0/2/2  0 102.9 6.1"),
        (vec![("100", "0")], "A 0/4/4  B 0/2/2  0 33.1 0"),
        (vec![("24.20", "1"), ("108.90", "0")], "A 0/3/3  B 0/2/2  0 0 0"),
    ] {
        let mut order = with_states(order(), "complete part_refunded none");
        for (id, (amount, pieces)) in refunds.iter().enumerate() {
            let lines = [("A", *pieces, "20", "4.20")];
            let lines = if *pieces == "0" { &[][..] } else { &lines[..] };
            order.refunds.push(refund(&id.to_string(), amount, lines));
        }
        order.totals.refunded = order.refunds.iter().map(|refund| refund.amount).sum();
        let credits = Documents::of_refunds(&order);
        let told = left("woo", &order, &credits);
        assert_eq!(told, wanted, "{refunds:?}");
    }
}

#[test]
fn parts_of_what_is_left_are_worth_the_whole() {
    let order = order();
    let progress = Progress::of(&order, &Documents::default(), &by_name("magento").documents);
    let left = progress.line(&"A".into()).unwrap().to_invoice;
    let one = left.part(dec("1"), &order.currency);
    assert_eq!(shown(one.gross()), "24.2");
    assert_eq!(left.part(dec("4"), &order.currency), left.amount);
    assert_eq!(left.part(dec("0"), &order.currency).gross(), dec("0"));
}
