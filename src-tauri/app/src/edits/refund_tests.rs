//! Tables: what was ordered, what was given back, what is asked for, and the sums.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use domain::{
    Code, FulfilmentState, Line, OrderState, OrderTotals, PaymentState, RefundLine, ShippingLine, StateTriple,
};

use super::*;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn line(id: &str, quantity: &str, total: &str, tax: &str) -> Line {
    Line {
        native_id: NativeId::from(id),
        product: None,
        variation: None,
        sku: id.to_owned(),
        name: format!("Line {id}"),
        attributes: Vec::new(),
        quantity: dec(quantity),
        unit_price: dec(total) / dec(quantity),
        subtotal: dec(total),
        total: dec(total),
        tax: dec(tax),
        picture: None,
        structure: domain::LineStructure::default(),
        counts: None,
    }
}

/// An order whose total is its lines and shipping, rounded as a shop rounds: once, at the end.
pub(crate) fn order(currency: &str, lines: Vec<Line>, shipping: (&str, &str)) -> Order {
    let currency = Currency::new(currency).unwrap();
    let shipping_line =
        ShippingLine { method: domain::Method::default(), total: dec(shipping.0), tax: dec(shipping.1) };
    let sum: Decimal = lines.iter().map(|line| line.total + line.tax).sum();
    let total = minor(sum + shipping_line.total + shipping_line.tax, &currency);
    let at = jiff::Timestamp::UNIX_EPOCH;
    Order {
        native_id: NativeId::from("7"),
        number: "7".to_owned(),
        status: "processing".to_owned(),
        states: StateTriple {
            order: OrderState::Confirmed,
            payment: PaymentState::Paid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency,
        prices_include_tax: true,
        totals: OrderTotals { total, ..OrderTotals::default() },
        placed_at: at,
        modified_at: None,
        paid_at: Some(at),
        completed_at: None,
        customer: domain::Customer::default(),
        billing: domain::Address::default(),
        shipping: domain::Address::default(),
        payment_method: domain::Method::default(),
        transaction_id: String::new(),
        customer_note: String::new(),
        reference: String::new(),
        origin: String::new(),
        lines,
        shipping_lines: vec![shipping_line],
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    }
}

fn ask(pieces: &[(&str, &str)], shipping: Option<&str>, amount: Option<&str>) -> RefundRequest {
    let pick = |(line, quantity): &(&str, &str)| RefundPick { line: NativeId::from(*line), quantity: dec(quantity) };
    RefundRequest {
        pieces: pieces.iter().map(pick).collect(),
        shipping: shipping.map(str::to_owned),
        amount: amount.map(str::to_owned),
        reason: " broken ".to_owned(),
        through_gateway: false,
        restock: true,
    }
}

/// The shop after the refund took place.
fn give_back(order: &mut Order, draft: &RefundDraft) {
    let line = |piece: &RefundPiece| RefundLine {
        line: Some(piece.line.clone()),
        name: String::new(),
        sku: String::new(),
        quantity: piece.quantity,
        total: piece.total,
        tax: piece.tax,
    };
    order.refunds.push(Refund {
        native_id: NativeId::from("900"),
        amount: draft.amount,
        reason: String::new(),
        created_at: Some(jiff::Timestamp::UNIX_EPOCH),
        through_gateway: Some(false),
        lines: draft.pieces.iter().map(line).collect(),
    });
    order.totals.refunded += draft.amount;
}

fn sums(draft: &RefundDraft) -> (String, Vec<(String, String)>, (String, String)) {
    let pieces = draft.pieces.iter().map(|piece| (piece.total.to_string(), piece.tax.to_string())).collect();
    (draft.amount.to_string(), pieces, (draft.shipping.to_string(), draft.shipping_tax.to_string()))
}

/// An expected draft: amount, pieces as (net, tax), shipping as (net, tax).
type Sums<'a> = (&'a str, &'a [(&'a str, &'a str)], (&'a str, &'a str));

#[test]
fn sums_come_from_the_order() {
    let two = || vec![line("A", "2", "33.057851", "6.942149"), line("B", "3", "8.264463", "1.735537")];
    let eur = |shipping| order("EUR", two(), shipping);
    let tables: &[(&str, Order, RefundRequest, Sums<'_>)] = &[
        ("one of two", eur(("5", "1.05")), ask(&[("A", "1")], None, None), ("20", &[("16.53", "3.47")], ("0", "0"))),
        ("both", eur(("5", "1.05")), ask(&[("A", "2")], None, None), ("40", &[("33.06", "6.94")], ("0", "0"))),
        ("one of three", eur(("5", "1.05")), ask(&[("B", "1")], None, None), ("3.33", &[("2.75", "0.58")], ("0", "0"))),
        (
            "named twice is one line",
            eur(("5", "1.05")),
            ask(&[("A", "1"), ("A", "1")], None, None),
            ("40", &[("33.06", "6.94")], ("0", "0")),
        ),
        ("shipping in part", eur(("5", "1.05")), ask(&[], Some("3.03"), None), ("3.03", &[], ("2.5", "0.53"))),
        ("all shipping", eur(("5", "1.05")), ask(&[], Some("all"), None), ("6.05", &[], ("5", "1.05"))),
        ("amount alone", eur(("5", "1.05")), ask(&[], None, Some("12.34")), ("12.34", &[], ("0", "0"))),
        ("the rest", eur(("5", "1.05")), ask(&[], None, Some("all")), ("56.05", &[], ("0", "0"))),
        (
            "pieces and more for the trouble",
            eur(("5", "1.05")),
            ask(&[("A", "1")], None, Some("25")),
            ("25", &[("16.53", "3.47")], ("0", "0")),
        ),
        (
            "everything",
            eur(("5", "1.05")),
            ask(&[("A", "2"), ("B", "3")], Some("all"), None),
            ("56.05", &[("33.06", "6.94"), ("8.26", "1.74")], ("5", "1.05")),
        ),
        (
            "no minor unit",
            order("JPY", vec![line("A", "3", "1000", "100")], ("0", "0")),
            ask(&[("A", "1")], None, None),
            ("367", &[("334", "33")], ("0", "0")),
        ),
        (
            "three decimals",
            order("KWD", vec![line("A", "3", "10", "0.5")], ("0", "0")),
            ask(&[("A", "1")], None, None),
            ("3.5", &[("3.333", "0.167")], ("0", "0")),
        ),
        (
            "sold by weight",
            order("EUR", vec![line("A", "1.5", "15", "1.35")], ("0", "0")),
            ask(&[("A", "0.5")], None, None),
            ("5.45", &[("5", "0.45")], ("0", "0")),
        ),
    ];
    for (name, order, request, (amount, pieces, shipping)) in tables {
        let draft = draft(order, request).unwrap();
        let written = |amount: &str| written(dec(amount), &order.currency).to_string();
        let pieces = pieces.iter().map(|(net, tax)| (written(net), written(tax))).collect();
        let wanted = (written(amount), pieces, (written(shipping.0), written(shipping.1)));
        assert_eq!(sums(&draft), wanted, "{name}");
        assert_eq!(draft.reason, "broken");
    }
}

#[test]
fn amounts_have_the_currencys_decimals() {
    for (currency, amount) in [("EUR", "7.50"), ("JPY", "7"), ("KWD", "7.500")] {
        let order = order(currency, vec![line("A", "1", "100", "0")], ("0", "0"));
        let asked = if currency == "JPY" { "7" } else { "7.5" };
        let draft = draft(&order, &ask(&[], None, Some(asked))).unwrap();
        assert_eq!(draft.amount.to_string(), amount);
    }
}

#[test]
fn the_last_piece_takes_the_rest() {
    for (currency, quantity, total, tax) in
        [("EUR", "3", "8.264463", "1.735537"), ("EUR", "7", "9.99", "2.1"), ("JPY", "3", "1000", "100")]
    {
        let mut order = order(currency, vec![line("A", quantity, total, tax)], ("0", "0"));
        let whole = order.totals.total;
        let mut left = dec(quantity);
        while left > Decimal::ZERO {
            let draft = draft(&order, &ask(&[("A", "1")], None, None)).unwrap();
            give_back(&mut order, &draft);
            left -= Decimal::ONE;
        }
        assert_eq!(order.totals.refunded, whole, "{currency} {quantity} × {total}");
        let given: Decimal = order.refunds.iter().flat_map(|refund| &refund.lines).map(|line| line.tax).sum();
        assert_eq!(given, minor(dec(tax), &order.currency));
        let fault = draft(&order, &ask(&[("A", "1")], None, None)).unwrap_err();
        assert!(fault.detail.contains("everything was given back"), "{fault}");
    }
}

#[test]
fn all_that_is_left_is_never_more_than_the_total() {
    // Three lines of 3.335 make 10.01 in the shop, and 10.02 where each is rounded.
    let lines = || ["A", "B", "C"].map(|id| line(id, "1", "3.335", "0")).to_vec();
    let order = order("EUR", lines(), ("0", "0"));
    assert_eq!(order.totals.total, dec("10.01"));
    let draft = draft(&order, &ask(&[("A", "1"), ("B", "1"), ("C", "1")], None, None)).unwrap();
    assert_eq!(draft.amount, dec("10.01"));
    let parts: Decimal = draft.pieces.iter().map(|piece| piece.total + piece.tax).sum();
    assert_eq!(parts, draft.amount);
}

#[test]
fn the_rest_of_the_shipping_leaves_out_what_was_given_back() {
    let mut order = order("EUR", vec![line("A", "2", "20", "0")], ("5", "1.05"));
    let first = draft(&order, &ask(&[("A", "1")], Some("2.05"), None)).unwrap();
    give_back(&mut order, &first);
    let rest = draft(&order, &ask(&[], Some("all"), None)).unwrap();
    assert_eq!((rest.amount, rest.shipping, rest.shipping_tax), (dec("4"), dec("3.31"), dec("0.69")));
}

#[test]
fn what_cannot_be_given_back_is_refused_with_what_can() {
    let plain = || order("EUR", vec![line("A", "2", "20", "4.2")], ("5", "1.05"));
    let mut halved = plain();
    let half = draft(&halved, &ask(&[("A", "1")], None, None)).unwrap();
    give_back(&mut halved, &half);
    let mut unread = plain();
    unread.refunds.push(Refund {
        native_id: NativeId::from("901"),
        amount: dec("3"),
        reason: String::new(),
        created_at: None,
        through_gateway: None,
        lines: Vec::new(),
    });
    for (name, order, request, says) in [
        ("no such line", plain(), ask(&[("Z", "1")], None, None), "no line Z"),
        ("too many", plain(), ask(&[("A", "3")], None, None), "A: 3 pieces are more than the 2 that are left"),
        ("too many left", halved.clone(), ask(&[("A", "2")], None, None), "more than the 1 that are left"),
        ("no pieces", plain(), ask(&[("A", "0")], None, None), "more than no pieces"),
        ("nothing", plain(), ask(&[], None, None), "nothing would be given back"),
        ("zero", plain(), ask(&[], None, Some("0")), "nothing would be given back"),
        ("less than nothing", plain(), ask(&[], None, Some("-1")), "less than nothing"),
        ("too much", plain(), ask(&[], None, Some("30.26")), "EUR 30.26 is more than the EUR 30.25 that are left"),
        ("too much left", halved, ask(&[], None, Some("20")), "more than the EUR 18.15"),
        ("too much shipping", plain(), ask(&[], Some("6.06"), None), "more than the EUR 6.05 that shipping came to"),
        ("less than named", plain(), ask(&[("A", "1")], None, Some("5")), "come to EUR 12.10: EUR 5.00 is less"),
        ("no number", plain(), ask(&[], None, Some("1,50")), "not a decimal amount"),
        ("half cents", plain(), ask(&[], None, Some("1.005")), "more decimals"),
        ("earlier refund unread", unread, ask(&[("A", "1")], None, None), "not read whole yet"),
    ] {
        let fault = draft(&order, &request).unwrap_err();
        assert_eq!(fault.code, Code::BadInput, "{name}");
        assert!(fault.detail.contains(says), "{name}: {}", fault.detail);
    }
}
