//! Single cases of the merge that have bitten, or would: what counts as a change, what is asked first, what can never go.

use super::fixtures::{
    address, base_of, binned, dec, edit, given, number, order, refund_of, refunded, shop, text, track, unpaid,
    with_status,
};
use crate::{
    Capabilities, Conflict, Doubt, Edit, Field, FieldValue, Order, Question, Seen, Side, Verdict,
    edit::{judge, replaced},
};

fn judged(edit: &Edit, base: &Order, remote: &Order) -> Verdict {
    judge(edit, &Seen::of(base, edit), Some(remote), &shop(), false)
}

fn approved(edit: &Edit, base: &Order, remote: &Order) -> Verdict {
    judge(edit, &Seen::of(base, edit), Some(remote), &shop(), true)
}

#[test]
fn a_status_on_an_order_trashed_meanwhile_asks_because_it_would_take_it_out_of_the_bin() {
    let (status, remote) = (edit("status"), binned(order()));
    assert_eq!(judged(&status, &order(), &remote), Verdict::Ask(Question::Trashed));
    assert_eq!(approved(&status, &order(), &remote), Verdict::Send);
    // Another system's bin keeps the status: that it stands there already is no reason to leave the order in it.
    let remote = Order { status: "completed".to_owned(), ..binned(order()) };
    assert_eq!(judged(&status, &order(), &remote), Verdict::Ask(Question::Trashed));
    assert_eq!(approved(&status, &order(), &remote), Verdict::Send);
}

#[test]
fn a_yes_to_the_bin_is_no_yes_to_another_address() {
    let mut remote = binned(order());
    remote.shipping.line_1 = "Kerkstraat 9".to_owned();
    let address = edit("address");
    assert_eq!(judged(&address, &order(), &remote), Verdict::Ask(Question::Trashed));
    assert!(matches!(approved(&address, &order(), &remote), Verdict::Conflict(_)));
}

#[test]
fn what_the_bin_holds_already_is_not_asked_about() {
    let reference = edit("reference");
    let remote = Order { reference: "R-2".to_owned(), ..binned(order()) };
    assert_eq!(judged(&reference, &order(), &remote), Verdict::Already);
    // An own note has its place there, a message to the customer has not.
    assert_eq!(judged(&edit("note"), &order(), &binned(order())), Verdict::Send);
    assert_eq!(judged(&edit("message"), &order(), &binned(order())), Verdict::Ask(Question::Trashed));
}

#[test]
fn blanks_and_case_that_a_shop_tidies_are_no_change() {
    let wanted = Edit::SetAddress { side: Side::Shipping, address: address(" An ", "Breda  Centrum", "nl") };
    let mut tidied = order();
    tidied.shipping = address("An", "Breda Centrum ", "NL");
    assert_eq!(judged(&wanted, &order(), &tidied), Verdict::Already, "theirs is ours but for blanks");
    let mut blanks = order();
    blanks.shipping.line_1 = " Dorpsstraat  1 ".to_owned();
    assert_eq!(judged(&wanted, &order(), &blanks), Verdict::Send, "theirs is the base but for blanks");
    assert_eq!(judged(&wanted, &blanks, &order()), Verdict::Send, "the other way round");

    let note = Edit::SetCustomerNote { text: "Ring\r\ntwice \n".to_owned() };
    let there = Order { customer_note: "Ring\ntwice".to_owned(), ..order() };
    assert_eq!(judged(&note, &order(), &there), Verdict::Already);
    let apart = Order { customer_note: "Ring twice".to_owned(), ..order() };
    assert_eq!(judged(&note, &order(), &apart), Verdict::Send, "a line end is no blank");

    let mut shouting = order();
    shouting.billing.email = "AN@example.com".to_owned();
    assert_eq!(judged(&edit("email"), &order(), &shouting), Verdict::Send);
}

#[test]
fn phone_and_email_of_an_address_are_fields_of_their_own() {
    let mut remote = order();
    remote.shipping.phone = "070".to_owned();
    remote.shipping.email = "other@example.com".to_owned();
    assert_eq!(judged(&edit("address"), &order(), &remote), Verdict::Send);
    let mut remote = order();
    remote.shipping.line_1 = "Kerkstraat 9".to_owned();
    assert_eq!(judged(&edit("phone"), &order(), &remote), Verdict::Send);
}

#[test]
fn a_phone_of_an_address_that_is_empty() {
    let bare = |phone: &str| {
        let mut order = Order { shipping: crate::Address::default(), ..order() };
        order.shipping.phone = phone.to_owned();
        order
    };
    let set = edit("phone");
    assert_eq!(judged(&set, &bare(""), &bare("")), Verdict::Send);
    assert_eq!(judged(&set, &bare(""), &bare("0687654321 ")), Verdict::Already);
    assert!(matches!(judged(&set, &bare(""), &bare("070")), Verdict::Conflict(_)));
    let clear = Edit::SetPhone { side: Side::Shipping, phone: "  ".to_owned() };
    assert_eq!(judged(&clear, &bare(""), &bare("")), Verdict::Already);
    assert_eq!(judged(&clear, &bare("070"), &bare("070")), Verdict::Send);
    let expected = Conflict {
        field: Field::Phone { side: Side::Shipping },
        base: text("070"),
        ours: text(""),
        theirs: text("071"),
    };
    assert_eq!(judged(&clear, &bare("070"), &bare("071")), Verdict::Conflict(expected));
}

#[test]
fn a_number_that_is_there_under_another_carrier_is_a_conflict() {
    let there = |carrier: &str| Order { tracks: vec![track(carrier, " 3SNEW")], ..order() };
    let add = edit("add track");
    for same in ["PostNL", "postnl", "Post-NL", "PostNL Pakketten", ""] {
        assert_eq!(judged(&add, &order(), &there(same)), Verdict::Already, "{same}");
    }
    let expected = Conflict {
        field: Field::Track { number: "3SNEW".to_owned() },
        base: FieldValue::Flag(false),
        ours: text("PostNL"),
        theirs: text("DHL"),
    };
    assert_eq!(judged(&add, &order(), &there("DHL")), Verdict::Conflict(expected));
    // Seen and wanted all the same: it is sent in the other's place.
    assert_eq!(judged(&add, &there("DHL"), &there("DHL")), Verdict::Send);
}

#[test]
fn a_number_that_is_gone_need_not_be_taken_away() {
    let remove = edit("remove track");
    let gone = Order { tracks: vec![track("DHL", "3SOTHER")], ..order() };
    assert_eq!(judged(&remove, &order(), &gone), Verdict::Already);
    assert_eq!(judged(&remove, &gone, &gone), Verdict::Already);
    assert!(matches!(judged(&remove, &gone, &order()), Verdict::Conflict(_)), "someone has entered it since");
}

#[test]
fn pieces_of_a_line_that_is_gone() {
    let mut without = order();
    without.lines.remove(0);
    let set = edit("quantity");
    assert_eq!(judged(&set, &order(), &without), Verdict::Impossible(Doubt::NoSuchLine));
    assert_eq!(approved(&set, &order(), &without), Verdict::Impossible(Doubt::NoSuchLine));
    let out = Edit::SetQuantity { line: "L1".into(), quantity: dec("0.0") };
    assert_eq!(judged(&out, &order(), &without), Verdict::Already);
    assert_eq!(judged(&refund_of("5", &[("L1", "1")]), &order(), &without), Verdict::Impossible(Doubt::NoSuchLine));
    // Equal numbers are equal, however they are written.
    let set = Edit::SetQuantity { line: "L1".into(), quantity: dec("4.000") };
    assert_eq!(judged(&set, &order(), &order()), Verdict::Already);
}

#[test]
fn what_moves_the_total_asks_where_the_order_was_paid_meanwhile() {
    let quantity = edit("quantity");
    assert_eq!(judged(&quantity, &unpaid(), &order()), Verdict::Ask(Question::Paid));
    assert_eq!(approved(&quantity, &unpaid(), &order()), Verdict::Send);
    assert_eq!(judged(&quantity, &unpaid(), &with_status(unpaid(), "on-hold")), Verdict::Send);
    assert_eq!(judged(&quantity, &order(), &with_status(order(), "completed")), Verdict::Send, "it was paid all along");
    // On a taxed order another place, anywhere another country.
    assert_eq!(judged(&edit("address"), &unpaid(), &order()), Verdict::Ask(Question::Paid));
    let mut street = address("An", "Utrecht", "NL");
    street.line_1 = "Dorpsstraat 2".to_owned();
    let street = Edit::SetAddress { side: Side::Shipping, address: street };
    assert_eq!(judged(&street, &unpaid(), &order()), Verdict::Send);
}

#[test]
fn a_refund_never_goes_beyond_what_is_left() {
    let refund = refund_of("100", &[]);
    for (back, verdict) in [
        ("21", Verdict::Ask(Question::Refunded { before: number("0"), after: number("21") })),
        ("21.01", Verdict::Impossible(Doubt::TooMuch { left: dec("99.99") })),
        ("121", Verdict::Impossible(Doubt::TooMuch { left: dec("0") })),
        // Two full refunds at once are both accepted by some shops.
        ("242", Verdict::Impossible(Doubt::TooMuch { left: dec("0") })),
    ] {
        let remote = refunded(order(), back);
        assert_eq!(judged(&refund, &order(), &remote), verdict, "{back}");
        let after = if back == "21" { Verdict::Send } else { verdict };
        assert_eq!(approved(&refund, &order(), &remote), after, "{back}");
    }
    // A total lowered meanwhile.
    let mut cheaper = order();
    cheaper.totals.total = dec("90");
    assert_eq!(approved(&refund, &order(), &cheaper), Verdict::Impossible(Doubt::TooMuch { left: dec("90") }));
}

#[test]
fn a_refund_never_takes_back_more_pieces_than_there_are() {
    let refund = refund_of("1", &[("L1", "2")]);
    let back = |pieces: &str| Order { refunds: vec![given("L1", pieces), given("L2", "2")], ..order() };
    assert_eq!(judged(&refund, &order(), &back("2")), Verdict::Send);
    assert_eq!(judged(&refund, &order(), &back("3")), Verdict::Impossible(Doubt::TooManyPieces));
    let twice = refund_of("1", &[("L1", "2"), ("L1", "3")]);
    assert_eq!(judged(&twice, &order(), &order()), Verdict::Impossible(Doubt::TooManyPieces));
    let mut fewer = order();
    fewer.lines[0].quantity = dec("1");
    assert_eq!(approved(&refund, &order(), &fewer), Verdict::Impossible(Doubt::TooManyPieces));
}

#[test]
fn taking_away_asks_whether_it_is_still_the_order_that_was_meant() {
    let paid = Question::Status { before: text("pending"), after: text("processing") };
    for name in ["trash", "delete"] {
        assert_eq!(judged(&edit(name), &unpaid(), &order()), Verdict::Ask(paid.clone()), "{name}");
        assert_eq!(approved(&edit(name), &unpaid(), &order()), Verdict::Send, "{name}");
        assert_eq!(judged(&edit(name), &unpaid(), &with_status(unpaid(), "cancelled")), Verdict::Send, "{name}");
    }
    assert_eq!(judged(&Edit::Delete, &order(), &binned(order())), Verdict::Send, "it only came closer");
    let expected =
        Conflict { field: Field::Presence, base: text("trashed"), ours: text("gone"), theirs: text("there") };
    assert_eq!(judged(&Edit::Delete, &binned(order()), &order()), Verdict::Conflict(expected), "someone restored it");
    assert_eq!(judge(&Edit::Delete, &Seen::of(&order(), &Edit::Delete), None, &shop(), false), Verdict::Already);
}

#[test]
fn a_confirmation_is_not_sent_twice() {
    let (confirm, waiting) = (Edit::ConfirmForCustomer, base_of(&Edit::ConfirmForCustomer));
    for (status, verdict) in [
        ("awaiting", Verdict::Send),
        ("pending", Verdict::Already),
        ("processing", Verdict::Already),
        ("completed", Verdict::Already),
        ("cancelled", Verdict::Ask(Question::Cancelled)),
        ("refunded", Verdict::Ask(Question::Cancelled)),
    ] {
        assert_eq!(judged(&confirm, &waiting, &with_status(waiting.clone(), status)), verdict, "{status}");
    }
}

#[test]
fn what_was_already_so_when_it_was_entered_is_not_asked_about() {
    let cancelled = with_status(order(), "cancelled");
    for name in ["message", "add track", "refund", "send email"] {
        assert_eq!(judged(&edit(name), &cancelled, &cancelled), Verdict::Send, "{name}");
    }
    let half = refunded(order(), "60");
    assert_eq!(judged(&edit("refund"), &half, &half), Verdict::Send);
    assert_eq!(judged(&edit("restore"), &binned(order()), &binned(order())), Verdict::Send);
    // Wanted on purpose though it was so: what someone else made of it meanwhile is not overwritten.
    let same = Edit::SetStatus { status: "processing".to_owned() };
    assert!(matches!(judged(&same, &order(), &with_status(order(), "ready")), Verdict::Conflict(_)));
}

#[test]
fn a_shop_that_never_mails_is_not_asked_about_mail() {
    let silent = Capabilities {
        mailing_statuses: Vec::new(),
        shipping_statuses: Vec::new(),
        status_notice: crate::CustomerNotice::Never,
        ..shop()
    };
    let mut dearer = order();
    dearer.totals.total = dec("130");
    let status = edit("status");
    assert_eq!(judge(&status, &Seen::of(&order(), &status), Some(&dearer), &silent, false), Verdict::Send);
    let message = edit("message");
    let asked = judge(&message, &Seen::of(&order(), &message), Some(&dearer), &silent, false);
    assert_eq!(asked, Verdict::Ask(Question::Total { before: number("121"), after: number("130") }));
}

#[test]
fn a_settled_value_that_was_replaced_is_told() {
    let status = edit("status");
    let seen = Seen::of(&order(), &status);
    assert_eq!(replaced(&status, &seen, &with_status(order(), "completed")), None);
    let expected =
        Conflict { field: Field::Status, base: text("processing"), ours: text("completed"), theirs: text("on-hold") };
    assert_eq!(replaced(&status, &seen, &with_status(order(), "on-hold")), Some(expected));
    // Back to what it was before is replaced as well.
    assert!(replaced(&status, &seen, &order()).is_some());
    // Trashed since: the status is the bin's, the reference still the order's.
    assert_eq!(replaced(&status, &seen, &binned(order())), None);
    let reference = edit("reference");
    assert!(replaced(&reference, &Seen::of(&order(), &reference), &binned(order())).is_some());
}

#[test]
fn replaced_says_nothing_of_what_stands_as_it_was_set_or_sets_nothing() {
    for (name, edit) in super::fixtures::edits() {
        let (base, mut after) = (base_of(&edit), base_of(&edit));
        crate::edit::apply(&mut after, &edit, &super::fixtures::statuses());
        after.paid_at = Some(after.placed_at);
        if !matches!(edit, Edit::Delete) {
            assert_eq!(replaced(&edit, &Seen::of(&base, &edit), &after), None, "{name}");
        }
        let sets = edit.touches().iter().any(|field| edit.wants(field).is_some());
        let stands_again = replaced(&edit, &Seen::of(&base, &edit), &base).is_some();
        assert_eq!(stands_again, sets, "{name}: the base again");
    }
    // A number that is there once more.
    let remove = edit("remove track");
    let found = replaced(&remove, &Seen::of(&order(), &remove), &order()).unwrap();
    assert_eq!((found.ours, found.theirs), (FieldValue::Flag(false), text("PostNL")));
}
