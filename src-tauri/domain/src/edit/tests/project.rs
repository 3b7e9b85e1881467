//! The order as it is shown once edits were entered.

use super::fixtures::{
    address, base_of, binned, dec, edit, edits, order, refund_of, refunded, statuses, track, unpaid, with_status,
};
use crate::{
    Address, Edit, FulfilmentState, Order, OrderState, PaymentState, Side,
    edit::{apply, project},
};

fn after(base: Order, edit: &Edit) -> Order {
    let mut order = base;
    apply(&mut order, edit, &statuses());
    order
}

fn states(order: &Order) -> String {
    let states = order.states;
    format!("{} {} {} {}", order.status, states.order.code(), states.payment.code(), states.fulfilment.code())
}

#[test]
fn what_sets_a_value_sets_it_once_and_for_all() {
    for (name, edit) in edits() {
        let once = after(base_of(&edit), &edit);
        let twice = after(once.clone(), &edit);
        if matches!(edit, Edit::Refund { .. }) {
            assert!(twice.totals.refunded > once.totals.refunded, "{name}: money adds up");
        } else {
            assert_eq!(once, twice, "{name}");
        }
        let nothing = matches!(edit, Edit::AddNote { .. } | Edit::SendEmail { .. } | Edit::PlaceTestOrder { .. });
        assert_eq!(once == base_of(&edit), nothing, "{name}");
    }
}

#[test]
fn edits_apply_in_their_order() {
    let chain = [edit("hold"), edit("reference"), edit("quantity"), edit("refund"), edit("trash"), edit("restore")];
    let (mut at_once, mut one_by_one) = (order(), order());
    project(&mut at_once, &chain, &statuses());
    for edit in &chain {
        apply(&mut one_by_one, edit, &statuses());
    }
    assert_eq!(at_once, one_by_one);
    assert_eq!(states(&at_once), "on-hold on_hold part_refunded none");
    let mut none = order();
    project(&mut none, [], &statuses());
    assert_eq!(none, order());
}

#[test]
fn a_status_means_what_the_shop_says_it_means() {
    let set = |status: &str| Edit::SetStatus { status: status.to_owned() };
    let digital = {
        let mut order = order();
        order.states.fulfilment = FulfilmentState::NotRequired;
        order
    };
    for (base, status, shown) in [
        (order(), "completed", "completed complete paid shipped"),
        (order(), " completed ", "completed complete paid shipped"),
        (unpaid(), "processing", "processing confirmed paid none"),
        (refunded(order(), "10"), "completed", "completed complete part_refunded shipped"),
        (refunded(order(), "10"), "refunded", "refunded closed refunded none"),
        (digital, "completed", "completed complete paid not_required"),
        (binned(order()), "on-hold", "on-hold on_hold unpaid none"),
        // Never guessed at.
        (order(), "packed-by-robot", "packed-by-robot confirmed paid none"),
    ] {
        let projected = after(base, &set(status));
        assert_eq!(states(&projected), shown);
        assert_eq!(projected.status_known, status != "packed-by-robot");
    }
}

#[test]
fn a_status_that_says_refunded_gives_back_what_is_left() {
    let refunded_by_status = after(refunded(order(), "10"), &Edit::SetStatus { status: "refunded".to_owned() });
    assert_eq!(refunded_by_status.totals.refunded, dec("121"));
}

#[test]
fn money_and_presence() {
    for (base, edit, shown) in [
        (unpaid(), Edit::MarkPaid, "pending placed paid none"),
        (refunded(order(), "10"), Edit::MarkPaid, "processing confirmed part_refunded none"),
        (with_status(unpaid(), "awaiting"), Edit::ConfirmForCustomer, "awaiting placed unpaid none"),
        (order(), Edit::ConfirmForCustomer, "processing confirmed paid none"),
        (order(), Edit::Trash, "processing deleted paid none"),
        (order(), Edit::Delete, "processing deleted paid none"),
        (binned(order()), Edit::Restore, "trash confirmed paid none"),
        (binned(unpaid()), Edit::Restore, "trash placed pending none"),
        (binned(with_status(order(), "completed")), Edit::Restore, "trash complete paid shipped"),
        // Two statuses go with it, or none: only that it is there again is certain.
        (binned(refunded(order(), "10")), Edit::Restore, "trash placed part_refunded none"),
        (binned(with_status(unpaid(), "on-hold")), Edit::Restore, "trash placed unpaid none"),
        // Another system's bin leaves the status.
        (Order { status: "ready".to_owned(), ..binned(order()) }, Edit::Restore, "ready confirmed paid none"),
        (order(), Edit::Restore, "processing confirmed paid none"),
        (order(), refund_of("21", &[]), "processing confirmed part_refunded none"),
        (order(), refund_of("121", &[]), "processing confirmed refunded none"),
    ] {
        assert_eq!(states(&after(base, &edit)), shown, "{edit:?}");
    }
    // A plugin's own status says nothing; what is not in the bin is left as it is.
    let mut with_plugin = statuses();
    with_plugin.push(crate::StatusLabel { code: "robot".to_owned(), known: false, ..with_plugin[3].clone() });
    let mut restored = binned(order());
    apply(&mut restored, &Edit::Restore, &with_plugin);
    assert_eq!(states(&restored), "trash confirmed paid none");
    let mut robot = Order { status: "robot".to_owned(), ..order() };
    robot.states.order = OrderState::Complete;
    assert_eq!(after(robot.clone(), &Edit::Restore), robot);
    assert_eq!(after(unpaid(), &Edit::MarkPaid).paid_at, None, "when it was paid only the shop can say");
}

#[test]
fn texts_and_addresses() {
    let mut base = order();
    base.customer.name = base.billing.name();
    let moved = after(base.clone(), &Edit::SetAddress { side: Side::Billing, address: address(" Bo ", "Breda", "nl") });
    let expected =
        Address { phone: "0612345678".to_owned(), email: "an@example.com".to_owned(), ..address("Bo", "Breda", "NL") };
    assert_eq!((moved.billing, moved.customer.name.as_str()), (expected, "Bo Jansen"));
    assert_eq!(moved.shipping, base.shipping);
    // A name that was not taken from the addresses stays.
    base.customer.name = "Account of An".to_owned();
    let moved = after(base, &Edit::SetAddress { side: Side::Billing, address: address("Bo", "Breda", "NL") });
    assert_eq!(moved.customer.name, "Account of An");

    let phone = Edit::SetPhone { side: Side::Shipping, phone: " 070 ".to_owned() };
    let bare = after(Order { shipping: Address::default(), ..order() }, &phone);
    assert_eq!((bare.shipping.phone.as_str(), bare.ship_to() == &bare.billing), ("070", true), "it still goes there");
    assert_eq!(after(order(), &Edit::SetReference { text: "  ".to_owned() }).reference, "");
    assert_eq!(after(order(), &Edit::SetEmail { email: " bo@example.com".to_owned() }).billing.email, "bo@example.com");
    let note = Edit::SetCustomerNote { text: "Ring\r\n\r\ntwice ".to_owned() };
    assert_eq!(after(order(), &note).customer_note, "Ring\n\ntwice");
}

#[test]
fn parcels() {
    let numbers = |order: &Order| -> Vec<String> {
        order.tracks.iter().map(|track| format!("{} {}", track.carrier, track.number.trim())).collect()
    };
    assert_eq!(numbers(&after(order(), &edit("add track"))), ["PostNL 3SOLD", "PostNL 3SNEW"]);
    let other = Edit::AddTrack { track: track("DHL", " 3SOLD ") };
    assert_eq!(numbers(&after(order(), &other)), ["DHL 3SOLD"], "one number, one parcel");
    assert!(after(order(), &edit("remove track")).tracks.is_empty());
}

#[test]
fn pieces_at_the_price_they_were_ordered_at() {
    let pieces = |quantity: &str| Edit::SetQuantity { line: "L1".into(), quantity: dec(quantity) };
    for (quantity, line_total, total, lines) in [
        ("3", "60", "96.80", 2),
        ("1.5", "30", "60.50", 2),
        ("5", "100", "145.20", 2),
        ("0", "20", "24.20", 1),
        ("4", "80", "121", 2),
    ] {
        let shown = after(order(), &pieces(quantity));
        assert_eq!((shown.lines[0].total, shown.totals.total, shown.lines.len()), (dec(line_total), dec(total), lines));
        let sum = shown.lines.iter().map(|line| line.total + line.tax).sum::<rust_decimal::Decimal>();
        assert_eq!(sum, shown.totals.total, "{quantity}");
        assert_eq!(shown.totals.goods + shown.totals.tax, shown.totals.total, "{quantity}");
    }
    // Thirds are rounded to what storage holds; nothing is beyond bounds, whatever is typed.
    let third = after(order(), &pieces("1.333333"));
    assert!(third.lines[0].total.scale() <= crate::SCALE);
    let huge = Edit::SetQuantity { line: "L1".into(), quantity: rust_decimal::Decimal::MAX };
    assert_eq!(after(order(), &huge), order());
    let mut fine = order();
    fine.lines[0].total = dec("79.99999999");
    assert_eq!(after(fine.clone(), &pieces("4.0")), fine, "the same pieces are no edit");
    let unknown = Edit::SetQuantity { line: "none".into(), quantity: dec("1") };
    assert_eq!(after(order(), &unknown), order());
}

#[test]
fn a_refund_is_shown_with_its_pieces() {
    let shown = after(order(), &edit("refund"));
    let refund = &shown.refunds[0];
    assert_eq!((refund.amount, refund.reason.as_str(), refund.through_gateway), (dec("24.20"), "broken", Some(false)));
    let piece = &refund.lines[0];
    assert_eq!((piece.name.as_str(), piece.sku.as_str(), piece.quantity), ("Thing L1", "SKU-L1", dec("1")));
    assert_eq!(shown.totals.refunded, dec("24.20"));
    assert_eq!(shown.totals.total, dec("121"), "a total is told before refunds");
    assert_eq!((shown.states.order, shown.states.payment), (OrderState::Confirmed, PaymentState::PartRefunded));
}
