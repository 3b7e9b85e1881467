//! What to do next, by systems and situations.

use super::fixtures::{by_name, documents, line, magento, order, order_of, shown, with_states};
use crate::{Case, Documents, LineKind, LineStructure, NextStep, Order, next_step};

fn told(step: NextStep) -> String {
    let quantity = |line: &crate::NativeId, quantity| format!("{line}{}", shown(quantity));
    match step {
        NextStep::Invoice { lines, amount, money } => {
            let lines: Vec<_> = lines.iter().map(|line| quantity(&line.line, line.quantity)).collect();
            format!("invoice {} {} {money:?}", lines.join(" "), shown(amount))
        }
        NextStep::Ship { lines, recorded } => {
            let lines: Vec<_> = lines.iter().map(|line| quantity(&line.line, line.quantity)).collect();
            format!("{} {}", if recorded { "ship" } else { "pack" }, lines.join(" "))
        }
        NextStep::Credit { credit } => {
            let lines: Vec<_> = credit.lines.iter().map(|line| quantity(&line.line, line.quantity)).collect();
            let [shipping, more, less, amount] =
                [credit.shipping.gross(), credit.adjustment_refund, credit.adjustment_fee, credit.amount].map(shown);
            format!("credit {} +{shipping} +{more} -{less} = {amount}", lines.join(" "))
        }
        NextStep::Nothing { reason } => reason.code().to_owned(),
    }
}

fn next(system: &str, order: &Order, documents: &Documents) -> String {
    let capabilities = by_name(system);
    told(next_step(&Case { order, documents, capabilities: &capabilities }))
}

#[test]
fn one_step_at_a_time() {
    for (system, states, written, wanted) in [
        // A life at Magento: reserved, invoiced, sent in two parcels.
        ("magento", "placed pending none", "", "awaits_payment"),
        ("magento", "confirmed authorized none", "", "invoice A4 B2 133.1 Captures"),
        ("magento", "confirmed paid none", "online(A4 B2 ship)", "ship A4 B2"),
        ("magento", "confirmed paid partial", "online(A4 B2 ship) sent(A4)", "ship B2"),
        ("magento", "complete paid shipped", "online(A4 B2 ship) sent(A4) sent(B2)", "done"),
        // A part was invoiced: it goes out first, then comes the rest.
        ("magento", "confirmed part_paid none", "paid(A2 ship)", "ship A2"),
        ("magento", "confirmed part_paid partial", "paid(A2 ship) sent(A2)", "invoice A2 B2 72.6 Records"),
        // Sent before it was invoiced (paid at the door).
        ("magento", "confirmed unpaid shipped", "sent(A4 B2)", "invoice A4 B2 133.1 Records"),
        // A bank transfer, looked for by the merchant.
        ("magento", "placed unpaid none", "", "invoice A4 B2 133.1 Records"),
        ("magento", "on_hold unpaid none", "", "on_hold"),
        ("magento", "on_hold review none", "", "in_review"),
        ("magento", "cancelled voided none", "", "cancelled"),
        ("magento", "closed refunded shipped", "paid(A4 B2 ship) credit(A4 B2 ship)", "done"),
        // Nothing to send: an invoice is all.
        ("magento", "confirmed authorized not_required", "", "invoice A4 B2 133.1 Captures"),
        ("magento", "complete paid not_required", "paid(A4 B2 ship)", "done"),
        // Everything came back; five were given before, besides.
        ("magento", "complete paid returned", "paid(A4 B2 ship) sent(A4 B2)", "credit A4 B2 +12.1 +0 -0 = 133.1"),
        (
            "magento",
            "complete part_refunded returned",
            "paid(A4 B2 ship) sent(A4 B2) credit(=5)",
            "credit A4 B2 +12.1 +0 -5 = 128.1",
        ),
        // WooCommerce: its status tells.
        ("woo", "placed pending none", "", "awaits_payment"),
        ("woo", "placed unpaid none", "", "awaits_payment"),
        ("woo", "placed failed none", "", "payment_failed"),
        ("woo", "on_hold unpaid none", "", "on_hold"),
        ("woo", "confirmed paid none", "", "pack A4 B2"),
        ("woo", "confirmed unpaid none", "", "pack A4 B2"),
        ("woo", "confirmed part_refunded none", "credit(B2)", "pack A4"),
        ("woo", "complete paid shipped", "", "done"),
        // Cancelled with its money in.
        ("woo", "cancelled paid none", "", "credit A4 B2 +12.1 +0 -0 = 133.1"),
        ("woo", "cancelled voided none", "", "cancelled"),
        ("woo", "draft unpaid none", "", "draft"),
        ("woo", "deleted paid none", "", "deleted"),
        // One invoice, one slip.
        ("whole", "confirmed paid none", "", "invoice A4 B2 133.1 Paid"),
        ("whole", "confirmed paid none", "paid(A4 B2 ship)", "ship A4 B2"),
        ("whole", "complete paid returned", "paid(A4 B2 ship) sent(A4 B2)", "done"),
        // The customer is to confirm; then it is packed.
        ("bare", "awaiting_customer unpaid none", "", "awaits_customer"),
        ("bare", "confirmed paid none", "", "pack A4 B2"),
        ("bare", "confirmed paid shipped", "", "done"),
    ] {
        let order = with_states(order(), states);
        let documents = documents(written, &order);
        assert_eq!(next(system, &order, &documents), wanted, "{system} {states} {written}");
    }
}

#[test]
fn of_a_set_that_much_goes_out_as_is_invoiced() {
    let set = |priced_by_parts, shipped_by_parts| {
        let price = |net: &'static str| if priced_by_parts { net } else { "0" };
        let mut lines =
            vec![line("W", "2", "100", "0"), line("P", "2", price("60"), "0"), line("Q", "4", price("40"), "0")];
        let kind = LineKind::Bundle;
        lines[0].structure = LineStructure { kind, priced_by_parts, shipped_by_parts, ..LineStructure::default() };
        for part in &mut lines[1..] {
            part.structure.parent = Some("W".into());
        }
        with_states(order_of(lines, ("0", "0")), "confirmed part_paid none")
    };
    for (priced, shipped, written, wanted) in [
        // Its own price, sent part by part: one set invoiced lets one set's parts go.
        (false, true, "paid(W1 P1 Q2)", "ship P1 Q2"),
        (false, true, "paid(W1) sent(P1)", "ship Q2"),
        // The price of its parts, sent in one box: one set can go once all its parts are invoiced.
        (true, false, "paid(P1 Q2)", "ship W1"),
        (true, false, "paid(P2 Q1)", "invoice Q3 30 Records"),
        (true, true, "paid(Q3)", "ship Q3"),
    ] {
        let order = set(priced, shipped);
        let (documents, capabilities) = (documents(written, &order), magento());
        let case = Case { order: &order, documents: &documents, capabilities: &capabilities };
        assert_eq!(told(next_step(&case)), wanted, "{priced} {shipped} {written}");
    }
}
