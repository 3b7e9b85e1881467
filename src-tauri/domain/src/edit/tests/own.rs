//! An author's own earlier edits are not someone else's changes: what they come to is carried into what was seen, and what is
//! taken back is taken out of it.

use super::fixtures::{
    address, binned, dec, edit, number, order, refund_of, refunded, shop, statuses, unpaid, with_status,
};
use crate::{
    Edit, NativeId, Order, Question, Seen, Side, Verdict,
    edit::{judge, project},
};

/// Enters edits one after the other, each over the order as the earlier ones will make it.
fn entered<'a>(base: &Order, edits: &'a [Edit]) -> Vec<(&'a Edit, Seen)> {
    let mut shown = base.clone();
    let enter = |edit: &'a Edit| {
        let seen = Seen::of(&shown, edit);
        project(&mut shown, [edit], &statuses());
        (edit, seen)
    };
    edits.iter().map(enter).collect()
}

fn judged(edit: &Edit, seen: &Seen, remote: &Order) -> Verdict {
    judge(edit, seen, Some(remote), &shop(), false)
}

#[test]
fn two_refunds_in_sequence_do_not_ask_because_of_the_first() {
    let edits = [refund_of("20", &[]), refund_of("30", &[])];
    let entered = entered(&order(), &edits);
    assert_eq!(entered[1].1.refunded, dec("20"));
    assert_eq!(judged(entered[1].0, &entered[1].1, &refunded(order(), "20")), Verdict::Send);
    // Someone else's beside it does ask.
    let asked = judged(entered[1].0, &entered[1].1, &refunded(order(), "25"));
    assert_eq!(asked, Verdict::Ask(Question::Refunded { before: number("20"), after: number("25") }));
    // The first one carried over changes nothing: it came to what was foreseen.
    let carried = entered[1].1.after_own(&edits[0], &order(), &refunded(order(), "20"), &statuses());
    assert_eq!(carried, entered[1].1);
}

#[test]
fn a_first_refund_that_was_taken_back_is_not_missed() {
    let edits = [refund_of("20", &[]), refund_of("30", &[])];
    let entered = entered(&order(), &edits);
    let second = entered[1].1.without(&edits[0], &entered[0].1);
    assert_eq!((second.refunded, judged(&edits[1], &second, &order())), (dec("0"), Verdict::Send));
    assert_eq!(second, Seen::of(&order(), &edits[1]));
}

#[test]
fn a_status_after_an_own_payment_is_no_conflict() {
    let edits = [Edit::MarkPaid, edit("status")];
    let entered = entered(&unpaid(), &edits);
    // The payment moves the status at the shop: only that makes them differ.
    let paid = with_status(Order { paid_at: Some(unpaid().placed_at), ..unpaid() }, "processing");
    assert!(matches!(judged(&edits[1], &entered[1].1, &paid), Verdict::Conflict(_)));
    let carried = entered[1].1.after_own(&edits[0], &unpaid(), &paid, &statuses());
    assert_eq!(judged(&edits[1], &carried, &paid), Verdict::Send);
    // What someone else did before or after it is still theirs.
    assert!(matches!(judged(&edits[1], &carried, &with_status(paid.clone(), "ready")), Verdict::Conflict(_)));
    let held = with_status(unpaid(), "on-hold");
    let carried = entered[1].1.after_own(&edits[0], &held, &paid, &statuses());
    assert!(matches!(judged(&edits[1], &carried, &paid), Verdict::Conflict(_)), "on hold was someone else's");
}

#[test]
fn a_status_after_an_own_restore_is_no_conflict() {
    let edits = [Edit::Restore, edit("hold")];
    let entered = entered(&binned(order()), &edits);
    assert!(!entered[1].1.trashed);
    let carried = entered[1].1.after_own(&edits[0], &binned(order()), &order(), &statuses());
    assert_eq!(judged(&edits[1], &carried, &order()), Verdict::Send);
}

#[test]
fn a_total_that_the_shop_rounds_otherwise_is_not_asked_about() {
    let pieces = |line: &str, quantity: &str| Edit::SetQuantity { line: line.into(), quantity: dec(quantity) };
    let edits = [pieces("L1", "3"), pieces("L2", "1"), edit("refund")];
    let entered = entered(&order(), &edits);
    let seen = &entered[2].1;
    assert_eq!(seen.total, dec("84.70"));
    let total = |total: &str| {
        let mut order = order();
        order.totals.total = dec(total);
        order
    };
    let first = seen.after_own(&edits[0], &order(), &total("96.81"), &statuses());
    assert_eq!(first.total, dec("84.71"), "a cent more than foreseen");
    let mut between = total("96.81");
    between.lines[0].quantity = dec("3");
    let second = first.after_own(&edits[1], &between, &total("84.70"), &statuses());
    assert_eq!(judged(&edits[2], &second, &total("84.70")), Verdict::Send);
    assert!(matches!(judged(&edits[2], &second, &total("80")), Verdict::Ask(Question::Total { .. })));
}

#[test]
fn what_a_status_of_the_shops_own_did_beside_counts_as_seen() {
    // Nothing here knows that it takes the order out of the bin, or that it means "paid".
    let robot = Edit::SetStatus { status: "packed-by-robot".to_owned() };
    let edits = [robot, edit("quantity")];
    let after = Order { status: "packed-by-robot".to_owned(), ..order() };
    for before in [unpaid(), binned(unpaid())] {
        let seen = entered(&before, &edits)[1].1.clone();
        let carried = seen.after_own(&edits[0], &before, &after, &statuses());
        assert_eq!((carried.trashed, carried.paid, carried.status.as_str()), (false, true, "packed-by-robot"));
        assert_eq!(judged(&edits[1], &carried, &after), Verdict::Send);
        assert_eq!(judged(&edits[1], &carried, &binned(after.clone())), Verdict::Ask(Question::Trashed));
    }
}

#[test]
fn an_address_that_the_shop_writes_its_own_way_is_no_conflict() {
    let to = |city: &str| Edit::SetAddress { side: Side::Shipping, address: address("An", city, "NL") };
    let edits = [to("Breda"), to("Zwolle")];
    let entered = entered(&order(), &edits);
    let mut answered = order();
    answered.shipping = address("An", "BREDA", "NL");
    assert!(matches!(judged(&edits[1], &entered[1].1, &answered), Verdict::Conflict(_)));
    let carried = entered[1].1.after_own(&edits[0], &order(), &answered, &statuses());
    assert_eq!(judged(&edits[1], &carried, &answered), Verdict::Send);
}

#[test]
fn what_was_taken_back_was_never_seen() {
    for (name, earlier, later) in [
        ("status", edit("hold"), edit("status")),
        ("reference", edit("reference"), Edit::SetReference { text: "R-9".to_owned() }),
        ("trash", Edit::Trash, Edit::Restore),
        ("paid", Edit::MarkPaid, edit("note")),
    ] {
        let edits = [earlier, later];
        let base = if name == "paid" { unpaid() } else { order() };
        let entered = entered(&base, &edits);
        let (its, seen) = (&entered[0].1, &entered[1].1);
        assert_eq!(seen.without(&edits[0], its), Seen { ..Seen::of(&base, &edits[1]) }, "{name}");
    }
    // A value seen at the shop itself stays seen.
    let (hold, status) = (edit("hold"), edit("status"));
    let seen = Seen::of(&with_status(order(), "ready"), &status);
    assert_eq!(seen.without(&hold, &Seen::of(&order(), &hold)), seen);
}

#[test]
fn seen_holds_what_the_edit_touches_and_what_may_be_asked_about() {
    let refund = edit("refund");
    let seen = Seen::of(&refunded(order(), "10"), &refund);
    assert_eq!(seen.values, [(crate::Field::Refunded, number("10"))]);
    assert_eq!((seen.status.as_str(), seen.trashed, seen.paid), ("processing", false, true));
    assert_eq!((seen.total, seen.refunded), (dec("121"), dec("10")));
    let note = Seen::of(&binned(unpaid()), &edit("note"));
    assert_eq!((note.values.len(), note.status.as_str(), note.trashed, note.paid), (0, "trash", true, false));
    let line = Edit::SetQuantity { line: NativeId("none".to_owned()), quantity: dec("1") };
    assert_eq!(Seen::of(&order(), &line).values[0].1, number("0"));
}
