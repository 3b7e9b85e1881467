//! What is warned of, how gravely, and that nothing else is.

use super::fixtures::{
    address, base_of, binned, dec, edit, edits, given, order, refund_of, refunded, shop, statuses, track, unpaid,
    with_status,
};
use crate::{
    Address, Capabilities, CustomerNotice, Doubt, Edit, Notice, Order, RefundDraft, Side, Track, Weight,
    edit::{mails, moves_money, ships, warnings},
};

fn told(edit: &Edit, notice: Notice, order: &Order, capabilities: &Capabilities) -> String {
    let weight = |weight| match weight {
        Weight::Refuses => "!",
        Weight::Asks => "?",
        Weight::Tells => "",
    };
    let doubt = |doubt: &Doubt| match doubt {
        Doubt::TooMuch { left } => format!("TooMuch({left})"),
        doubt => format!("{doubt:?}"),
    };
    let all = warnings(edit, notice, order, &statuses(), capabilities);
    all.iter().map(|warning| doubt(&warning.doubt) + weight(warning.weight)).collect::<Vec<_>>().join(" ")
}

fn usual(edit: &Edit, order: &Order) -> String {
    told(edit, Notice::ShopDecides, order, &shop())
}

/// Refusals end in `!`, questions in `?`.
#[test]
fn every_edit_on_the_order_it_is_made_for() {
    for (name, expected) in [
        ("status", "ShopMails"),
        ("hold", ""),
        ("paid", "ShopMails"),
        ("confirm", ""),
        ("note", ""),
        ("message", ""),
        ("reference", ""),
        ("customer note", ""),
        ("address", "MovesTax? TotalOfPaid"),
        ("phone", ""),
        ("email", ""),
        ("add track", ""),
        ("remove track", ""),
        ("quantity", "MovesTax? TotalOfPaid"),
        ("refund", "ShopMails"),
        ("refund all", "ShopMails"),
        ("send email", ""),
        ("trash", ""),
        ("restore", "ShopMails"),
        ("delete", "Final?"),
        ("test order", ""),
    ] {
        let edit = edit(name);
        assert_eq!(usual(&edit, &base_of(&edit)), expected, "{name}");
    }
}

#[test]
fn in_the_bin_only_what_has_its_place_there() {
    for (name, edit) in edits() {
        let expected = match name {
            "note" => "",
            "restore" => "ShopMails",
            "delete" => "Final?",
            "message" => "Trashed?",
            _ => "Trashed!",
        };
        let told = usual(&edit, &binned(base_of(&edit)));
        assert!(told == expected || told.starts_with(&format!("{expected} ")), "{name}: {told}");
        assert_eq!(told.contains("Trashed"), expected.contains("Trashed"), "{name}: {told}");
    }
}

#[test]
fn what_the_shop_cannot_do_is_refused() {
    let nothing = Capabilities { edits: Vec::new(), ..shop() };
    for (name, edit) in edits() {
        assert!(told(&edit, Notice::ShopDecides, &base_of(&edit), &nothing).starts_with("NotSupported!"), "{name}");
    }
}

#[test]
fn a_status_that_tells_an_unpaid_payer_that_it_is_paid() {
    let cash_on_delivery = with_status(unpaid(), "processing");
    let cash_on_delivery = Order {
        states: crate::StateTriple { payment: crate::PaymentState::Unpaid, ..cash_on_delivery.states },
        ..cash_on_delivery
    };
    for (base, status, expected) in [
        (unpaid(), "processing", "SaysPaid? ShopMails"),
        (unpaid(), "completed", "SaysPaid? ShopMails"),
        (unpaid(), "ready", "SaysPaid?"),
        (unpaid(), "on-hold", ""),
        (unpaid(), "cancelled", ""),
        (with_status(unpaid(), "on-hold"), "processing", "SaysPaid? ShopMails"),
        (with_status(unpaid(), "failed"), "processing", "SaysPaid? ShopMails"),
        (with_status(unpaid(), "cancelled"), "processing", "SaysPaid? ShopMails"),
        (with_status(unpaid(), "awaiting"), "processing", "SaysPaid? ShopMails"),
        // Accepted unpaid, to be paid on delivery: no news to its payer.
        (cash_on_delivery, "completed", "ShopMails"),
        (with_status(order(), "on-hold"), "processing", "ShopMails"),
        (with_status(order(), "cancelled"), "processing", "ShopMails"),
        (order(), "refunded", "RefundsRest?"),
        (refunded(order(), "121"), "refunded", ""),
        (order(), "packed-by-robot", "NoSuchStatus!"),
        (order(), " completed ", "ShopMails"),
        (order(), "", "NoSuchStatus!"),
    ] {
        let from = base.status.clone();
        assert_eq!(usual(&Edit::SetStatus { status: status.to_owned() }, &base), expected, "{from} to {status:?}");
    }
}

#[test]
fn what_must_not_be_empty() {
    let text = |text: &str| text.to_owned();
    let add = |number: &str, url: Option<&str>| Edit::AddTrack {
        track: Track { url: url.map(ToOwned::to_owned), ..track("DHL", number) },
    };
    for edit in [
        Edit::AddNote { text: text(" \n"), to_customer: false },
        Edit::AddNote { text: text(""), to_customer: true },
        Edit::SendEmail { template: text(" ") },
        Edit::SetEmail { email: text("") },
        Edit::SetEmail { email: text("an.example.com") },
        Edit::SetEmail { email: text("an@") },
        Edit::SetEmail { email: text("@example.com") },
        Edit::SetEmail { email: text("an@b@example.com") },
        Edit::SetEmail { email: text("an @example.com") },
        add(" ", None),
        add("3S1", Some("javascript:alert(1)")),
        add("3S1", Some("ftp://example.com")),
        Edit::SetAddress { side: Side::Billing, address: Address { country: text("NL"), ..Address::default() } },
        Edit::SetQuantity { line: "L1".into(), quantity: dec("-1") },
    ] {
        assert_eq!(usual(&edit, &order()), "Empty!", "{edit:?}");
    }
    for edit in [
        Edit::SetReference { text: text("") },
        Edit::SetCustomerNote { text: text("") },
        Edit::SetPhone { side: Side::Shipping, phone: text("") },
        Edit::SetEmail { email: text(" an@example.com ") },
        add("3S1", Some("https://example.com/3S1")),
        add("3S1", Some("")),
    ] {
        assert_eq!(usual(&edit, &order()), "", "{edit:?}");
    }
}

#[test]
fn what_may_move_tax() {
    let untaxed = |mut order: Order| {
        order.totals.tax = dec("0");
        order
    };
    let same = address("Bo", "Utrecht", "nl");
    let city = address("An", "Breda", "NL");
    let abroad = address("An", "Antwerpen", "BE");
    for (side, address, base, expected) in [
        (Side::Shipping, &same, order(), ""),
        (Side::Shipping, &city, order(), "MovesTax? TotalOfPaid"),
        (Side::Shipping, &city, unpaid(), "MovesTax"),
        (Side::Shipping, &city, untaxed(order()), ""),
        (Side::Shipping, &abroad, untaxed(unpaid()), "MovesTax"),
        (Side::Billing, &abroad, order(), "MovesTax? TotalOfPaid"),
        // It went to the billing address so far.
        (Side::Shipping, &same, Order { shipping: Address::default(), ..order() }, ""),
    ] {
        let edit = Edit::SetAddress { side, address: address.clone() };
        assert_eq!(usual(&edit, &base), expected, "{side:?} {address:?}");
    }
    let pieces = |line: &str, quantity: &str| Edit::SetQuantity { line: line.into(), quantity: dec(quantity) };
    for (edit, base, expected) in [
        (pieces("L1", "4.0"), order(), ""),
        (pieces("L1", "0"), order(), "MovesTax? TotalOfPaid"),
        (pieces("L1", "5"), unpaid(), "MovesTax"),
        (pieces("L9", "5"), order(), "NoSuchLine!"),
        (pieces("L9", "0"), order(), "NoSuchLine!"),
    ] {
        assert_eq!(usual(&edit, &base), expected, "{edit:?}");
    }
}

#[test]
fn refunds_that_cannot_be_and_those_that_move_money() {
    let quiet = Capabilities { status_notice: CustomerNotice::Never, ..shop() };
    let with = |change: fn(&mut RefundDraft)| {
        let Edit::Refund { mut refund } = refund_of("10", &[("L1", "1")]) else { panic!() };
        change(&mut refund);
        Edit::Refund { refund }
    };
    let gave_l1 = Order { refunds: vec![given("L1", "3")], ..order() };
    for (edit, base, expected) in [
        (refund_of("0", &[]), order(), "Nothing!"),
        (refund_of("-1", &[]), order(), "Nothing!"),
        (refund_of("121", &[]), order(), ""),
        (refund_of("121.01", &[]), order(), "TooMuch(121)!"),
        (refund_of("100", &[]), refunded(order(), "21.01"), "TooMuch(99.99)!"),
        (refund_of("1", &[]), refunded(order(), "242"), "TooMuch(0)!"),
        (refund_of("1", &[("L9", "1")]), order(), "NoSuchLine!"),
        (refund_of("1", &[("L9", "1"), ("L8", "1")]), order(), "NoSuchLine!"),
        (refund_of("1", &[("L1", "4")]), order(), ""),
        (refund_of("1", &[("L1", "4.5")]), order(), "TooManyPieces!"),
        (refund_of("1", &[("L1", "2"), ("L1", "3")]), order(), "TooManyPieces!"),
        (refund_of("1", &[("L1", "1")]), gave_l1.clone(), ""),
        (refund_of("1", &[("L1", "2"), ("L9", "1")]), gave_l1, "TooManyPieces! NoSuchLine!"),
        (with(|refund| refund.through_gateway = true), order(), "MovesMoney?"),
        (with(|refund| refund.shipping_tax = dec("-1")), order(), "Empty!"),
        (with(|refund| refund.pieces[0].quantity = dec("-1")), order(), "Empty!"),
        (with(|refund| refund.pieces[0].quantity = rust_decimal::Decimal::MAX), order(), "TooManyPieces!"),
    ] {
        assert_eq!(told(&edit, Notice::ShopDecides, &base, &quiet), expected, "{edit:?}");
    }
}

#[test]
fn what_is_wanted_of_the_customers_mail_box_against_what_the_shop_does() {
    let choosable = Capabilities { status_notice: CustomerNotice::Choosable, ..shop() };
    let never = Capabilities { status_notice: CustomerNotice::Never, mailing_statuses: Vec::new(), ..shop() };
    for (name, notice, decides, chosen, silent) in [
        ("status", Notice::ShopDecides, "ShopMails", "", ""),
        ("status", Notice::Quiet, "CannotBeSilenced?", "", ""),
        ("status", Notice::Tell, "", "", "CannotTell?"),
        ("hold", Notice::ShopDecides, "", "", ""),
        ("hold", Notice::Quiet, "", "", ""),
        ("hold", Notice::Tell, "CannotTell?", "", "CannotTell?"),
        ("refund", Notice::Quiet, "CannotBeSilenced?", "", ""),
        ("refund", Notice::Tell, "", "", "CannotTell?"),
        ("paid", Notice::Quiet, "CannotBeSilenced?", "", ""),
        ("reference", Notice::Quiet, "", "", ""),
        ("reference", Notice::Tell, "CannotTell?", "", "CannotTell?"),
        // A message is one, however it is put.
        ("message", Notice::Quiet, "", "", ""),
        ("message", Notice::Tell, "", "", ""),
        ("send email", Notice::Quiet, "", "", ""),
        ("note", Notice::Quiet, "", "", ""),
    ] {
        let edit = edit(name);
        let base = base_of(&edit);
        for (capabilities, expected) in [(&shop(), decides), (&choosable, chosen), (&never, silent)] {
            let found = told(&edit, notice, &base, capabilities);
            assert_eq!(found, expected, "{name} {notice:?} {:?}", capabilities.status_notice);
        }
    }
}

#[test]
fn the_gravest_comes_first() {
    let told = told(&edit("address"), Notice::Tell, &order(), &shop());
    assert_eq!(told, "MovesTax? CannotTell? TotalOfPaid");
    let weights: Vec<Weight> = warnings(
        &Edit::SetStatus { status: "completed".to_owned() },
        Notice::ShopDecides,
        &binned(unpaid()),
        &statuses(),
        &Capabilities { edits: Vec::new(), ..shop() },
    )
    .iter()
    .map(|warning| warning.weight)
    .collect();
    assert_eq!(weights, [Weight::Refuses, Weight::Refuses, Weight::Asks, Weight::Tells]);
}

#[test]
fn what_mails_ships_and_moves_money() {
    let named = |is: fn(&Edit) -> bool| -> Vec<&str> {
        edits().into_iter().filter(|(_, edit)| is(edit)).map(|(name, _)| name).collect()
    };
    assert_eq!(
        named(|edit| mails(edit, &shop())),
        ["status", "paid", "message", "refund", "refund all", "send email", "restore"]
    );
    assert_eq!(named(|edit| ships(edit, &shop())), ["status", "add track"]);
    assert_eq!(named(moves_money), ["paid", "refund", "refund all"]);
}
