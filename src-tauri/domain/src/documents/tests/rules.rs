//! Every rule over systems and situations: what may be done, how much, and why not.

use std::fmt::Display;

use super::fixtures::{by_name, documents, order, shown, with_states};
use crate::{
    Cancellation, Case, CreditRoom, InvoiceRoom, OnlineCredit, Refusal, ShipmentRoom, can_cancel, can_credit,
    can_credit_online, can_hold, can_invoice, can_ship, can_unhold,
};

/// Tries a rule on an order in the given states with the given documents.
fn told<T>(
    rule: impl Fn(&Case<'_>) -> Result<T, Refusal>,
    (system, states, written): (&str, &str, &str),
    say: impl Fn(T) -> String,
) -> String {
    let order = with_states(order(), states);
    let (documents, capabilities) = (documents(written, &order), by_name(system));
    let case = Case { order: &order, documents: &documents, capabilities: &capabilities };
    rule(&case).map_or_else(|refusal| refusal.code().to_owned(), say)
}

fn lines<'a>(lines: impl Iterator<Item = (&'a crate::NativeId, rust_decimal::Decimal)>) -> String {
    lines.map(|(line, quantity)| format!("{line}{}", shown(quantity))).collect::<Vec<_>>().join(" ")
}

fn holds<T: Display + PartialEq>(case: impl std::fmt::Debug, told: &T, wanted: &T) {
    assert!(told == wanted, "{case:?}: {told}, not {wanted}");
}

#[test]
fn invoicing() {
    let say = |room: InvoiceRoom| {
        let lines = lines(room.lines.iter().map(|line| (&line.line, line.quantity)));
        format!("{lines} {} {:?}{}", shown(room.amount), room.money, if room.partial { "" } else { " whole" })
    };
    for (system, states, written, wanted) in [
        // The provider holds the money: invoicing takes it.
        ("magento", "confirmed authorized none", "", "A4 B2 133.1 Captures"),
        // A bank transfer: invoicing says that it came in.
        ("magento", "placed unpaid none", "", "A4 B2 133.1 Records"),
        ("magento", "confirmed part_paid none", "paid(A4 ship)", "B2 24.2 Records"),
        ("magento", "confirmed paid none", "", "A4 B2 133.1 Paid"),
        // A cancelled invoice leaves everything to be invoiced.
        ("magento", "placed unpaid none", "void(A4 B2 ship)", "A4 B2 133.1 Records"),
        ("magento", "confirmed paid none", "paid(A4 B2 ship)", "nothing_to_invoice"),
        ("magento", "confirmed unpaid none", "open(A4 B2 ship)", "nothing_to_invoice"),
        ("magento", "on_hold unpaid none", "", "on_hold"),
        ("magento", "on_hold review none", "", "in_review"),
        ("magento", "cancelled voided none", "", "cancelled"),
        ("magento", "complete paid shipped", "paid(A4 B2 ship)", "ended"),
        ("magento", "closed refunded shipped", "", "ended"),
        ("magento", "draft unpaid none", "", "draft"),
        ("magento", "deleted unpaid none", "", "deleted"),
        // One invoice an order.
        ("whole", "confirmed paid none", "", "A4 B2 133.1 Paid whole"),
        ("whole", "confirmed authorized none", "", "A4 B2 133.1 Records whole"),
        ("whole", "confirmed paid none", "paid(A1)", "nothing_to_invoice"),
        ("woo", "confirmed paid none", "", "not_supported"),
        ("bare", "confirmed paid none", "", "not_supported"),
    ] {
        let case = (system, states, written);
        holds(case, &told(can_invoice, case, say), &wanted.to_owned());
    }
}

#[test]
fn shipping() {
    let say = |room: ShipmentRoom| {
        let lines = lines(room.lines.iter().map(|line| (&line.line, line.quantity)));
        format!("{lines}{}", if room.partial { "" } else { " whole" })
    };
    for (system, states, written, wanted) in [
        // Magento ships before it invoices, too.
        ("magento", "placed unpaid none", "", "A4 B2"),
        ("magento", "confirmed paid partial", "sent(A1)", "A3 B2"),
        ("magento", "confirmed paid none", "packed(A4 B2)", "A4 B2"),
        ("magento", "confirmed paid partial", "sent(A4) credit(B2)", "nothing_to_ship"),
        ("magento", "complete paid shipped", "sent(A4 B2)", "nothing_to_ship"),
        ("magento", "confirmed paid not_required", "", "no_goods"),
        ("magento", "on_hold paid none", "", "on_hold"),
        ("magento", "confirmed review none", "", "in_review"),
        ("magento", "cancelled voided none", "", "cancelled"),
        ("magento", "closed refunded none", "", "ended"),
        ("whole", "confirmed paid none", "", "A4 B2 whole"),
        ("whole", "confirmed paid partial", "sent(A1)", "nothing_to_ship"),
        ("woo", "confirmed paid none", "", "not_supported"),
    ] {
        let case = (system, states, written);
        holds(case, &told(can_ship, case, say), &wanted.to_owned());
    }
}

#[test]
fn crediting() {
    let say = |room: CreditRoom| {
        let lines = lines(room.lines.iter().map(|line| (&line.line, line.quantity)));
        format!("{lines} +{} <={}", shown(room.shipping.gross()), shown(room.most))
    };
    for (system, states, written, wanted) in [
        // Only what is on a paid invoice.
        ("magento", "placed unpaid none", "", "not_paid"),
        ("magento", "confirmed unpaid none", "open(A4 B2 ship)", "not_paid"),
        ("magento", "confirmed part_paid none", "paid(A2 ship) open(B2)", "A2 +12.1 <=60.5"),
        ("magento", "complete paid shipped", "paid(A4 B2 ship)", "A4 B2 +12.1 <=133.1"),
        ("magento", "complete part_refunded shipped", "paid(A4 B2 ship) credit(A4 ship)", "B2 +0 <=24.2"),
        // All pieces are back, the shipping is not; money alone is left.
        ("magento", "complete part_refunded shipped", "paid(A4 B2 ship) credit(A4 B2)", " +12.1 <=12.1"),
        ("magento", "closed refunded shipped", "paid(A4 B2 ship) credit(A4 B2 ship)", "nothing_to_credit"),
        // A rest was cancelled, a part was invoiced: what was paid can go back.
        ("magento", "complete part_paid partial", "paid(A2)", "A2 +0 <=48.4"),
        ("magento", "cancelled voided none", "", "not_paid"),
        ("magento", "on_hold paid none", "paid(A4 B2 ship)", "on_hold"),
        ("magento", "on_hold review none", "", "in_review"),
        // A system without invoices lets its merchant give back up to the total, whatever the status.
        ("woo", "confirmed paid none", "", "A4 B2 +12.1 <=133.1"),
        ("woo", "on_hold unpaid none", "", "A4 B2 +12.1 <=133.1"),
        ("woo", "cancelled voided none", "", "A4 B2 +12.1 <=133.1"),
        ("woo", "complete part_refunded shipped", "credit(A1 =3)", "A3 B2 +12.1 <=105.9"),
        ("woo", "closed refunded shipped", "credit(A4 B2 ship)", "nothing_to_credit"),
        ("woo", "deleted paid none", "", "deleted"),
        ("whole", "complete paid shipped", "paid(A4 B2 ship)", "not_supported"),
        ("bare", "complete paid shipped", "", "not_supported"),
    ] {
        let case = (system, states, written);
        holds(case, &told(can_credit, case, say), &wanted.to_owned());
    }
}

#[test]
fn crediting_online() {
    let say = |online: Vec<OnlineCredit>| {
        let one = |credit: &OnlineCredit| {
            let invoice = credit.invoice.as_ref().map_or("order", |invoice| invoice.as_str());
            format!("{invoice}<={}", shown(credit.most))
        };
        online.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    for (system, states, written, wanted) in [
        // Only money that the provider took: one invoice by bank transfer, one online.
        ("magento", "confirmed paid none", "paid(A4 ship) online(B2)", "2<=24.2"),
        ("magento", "confirmed paid none", "online(A2) online(A2 B2 ship)", "1<=48.4 2<=84.7"),
        ("magento", "confirmed part_refunded none", "online(A2) online(A2 B2 ship) credit#1(A2)", "2<=84.7"),
        // Given back without an invoice being named: no more than is left of all.
        ("magento", "confirmed part_refunded none", "online(A4 B2 ship) credit(A4)", "1<=36.3"),
        ("magento", "confirmed paid none", "paid(A4 B2 ship)", "not_online"),
        ("magento", "placed unpaid none", "", "not_paid"),
        // The order has no reference of a provider's.
        ("woo", "confirmed paid none", "", "not_online"),
        ("whole", "confirmed paid none", "", "not_supported"),
    ] {
        let case = (system, states, written);
        holds(case, &told(can_credit_online, case, say), &wanted.to_owned());
    }
    let order = crate::Order { transaction_id: "ch_1".to_owned(), ..order() };
    let (documents, capabilities) = (crate::Documents::default(), by_name("woo"));
    let case = Case { order: &order, documents: &documents, capabilities: &capabilities };
    assert_eq!(can_credit_online(&case).map(say), Ok("order<=133.1".to_owned()));
}

#[test]
fn cancelling() {
    let say = |cancelled: Cancellation| if cancelled.rest_only { "rest" } else { "all" }.to_owned();
    for (system, states, written, wanted) in [
        ("magento", "placed unpaid none", "", "all"),
        ("magento", "confirmed authorized none", "", "all"),
        // What is invoiced is final.
        ("magento", "confirmed part_paid none", "paid(A1)", "rest"),
        ("magento", "confirmed paid none", "paid(A4 B2 ship)", "all_invoiced"),
        ("magento", "placed unpaid none", "void(A4 B2 ship)", "all"),
        ("magento", "on_hold unpaid none", "", "on_hold"),
        ("magento", "on_hold review none", "", "in_review"),
        ("magento", "complete paid shipped", "paid(A4 B2 ship)", "ended"),
        ("magento", "cancelled voided none", "", "cancelled"),
        ("magento", "closed refunded none", "", "ended"),
        ("woo", "placed pending none", "", "all"),
        // There an order on hold is one whose money is looked for.
        ("woo", "on_hold unpaid none", "", "all"),
        ("woo", "confirmed paid none", "", "all"),
        ("woo", "complete paid shipped", "", "ended"),
        ("woo", "deleted paid none", "", "deleted"),
        ("bare", "placed unpaid none", "", "not_supported"),
    ] {
        let case = (system, states, written);
        holds(case, &told(can_cancel, case, say), &wanted.to_owned());
    }
}

#[test]
fn holding_and_releasing() {
    for (system, states, hold, release) in [
        ("magento", "placed unpaid none", "yes", "not_on_hold"),
        ("magento", "confirmed paid partial", "yes", "not_on_hold"),
        ("magento", "on_hold paid none", "already_on_hold", "yes"),
        // What the provider examines its merchant does not let go.
        ("magento", "on_hold review none", "in_review", "in_review"),
        ("magento", "complete paid shipped", "ended", "not_on_hold"),
        ("magento", "closed refunded shipped", "ended", "not_on_hold"),
        ("magento", "cancelled voided none", "cancelled", "not_on_hold"),
        ("magento", "draft unpaid none", "draft", "draft"),
        ("woo", "confirmed paid none", "yes", "not_on_hold"),
        ("woo", "on_hold unpaid none", "already_on_hold", "yes"),
        ("woo", "deleted unpaid none", "deleted", "deleted"),
        ("whole", "confirmed paid none", "not_supported", "not_supported"),
        ("bare", "on_hold unpaid none", "not_supported", "not_supported"),
    ] {
        let case = (system, states, "");
        let say = |()| "yes".to_owned();
        let both = (told(can_hold, case, say), told(can_unhold, case, say));
        assert_eq!(both, (hold.to_owned(), release.to_owned()), "{case:?}");
    }
}
