//! How documents are written down and read again, and a refund as the credit note it is.

use super::fixtures::{dec, documents, magento, order, refund, shown, with_states};
use crate::{
    Allowances, BaseTotals, Case, CreditNote, CreditNoteState, Currency, DocumentTotals, Documents, Invoice,
    InvoiceState, Line, Settlement, ShipmentState, Taxed,
};

#[test]
fn states_are_kept_by_their_code_known_or_not() {
    for (code, known) in
        [("open", true), ("paid", true), ("cancelled", true), ("partially_settled", false), ("", false)]
    {
        let state = InvoiceState::from(code.to_owned());
        assert_eq!((state.code(), state.known()), (code, known));
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(json, format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<InvoiceState>(&json).unwrap(), state);
    }
    assert_eq!(ShipmentState::from("sent".to_owned()), ShipmentState::Sent);
    assert_eq!(CreditNoteState::from("refunded".to_owned()), CreditNoteState::Refunded);
    assert_eq!(String::from(CreditNoteState::Other("7".to_owned())), "7");
}

#[test]
fn documents_come_back_as_they_were_written() {
    let order = order();
    let mut all = documents("online(A4 B2 ship) sent(A2) credit#1(A1 =2.50)", &order);
    let totals = DocumentTotals { total: dec("99.90"), ..DocumentTotals::default() };
    all.invoices[0].base = Some(BaseTotals { currency: Currency::new("NOK").unwrap(), totals });
    let json = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Documents>(&json).unwrap(), all);
}

#[test]
fn what_an_earlier_version_wrote_is_read() {
    let invoice: Invoice = serde_json::from_str(
        r#"{"native_id":"97","number":"000000097","created_at":"2026-11-22T00:17:22Z","modified_at":null,"state":"paid",
            "currency":"EUR","totals":{"total":"148"},"base":null,"later":"unknown field",
            "lines":[{"line":"1609","sku":"SKU-012","name":"Pan","quantity":"1","amount":{"net":"39","tax":"0"}}]}"#,
    )
    .unwrap();
    assert_eq!((invoice.totals.total, invoice.lines[0].discount), (dec("148"), dec("0")));
    assert!(invoice.comments.is_empty() && invoice.transaction_id.is_empty() && invoice.emailed.is_none());

    let line = order().lines[0].clone();
    let json = serde_json::to_string(&line).unwrap();
    assert!(!json.contains("structure") && !json.contains("counts"), "{json}");
    assert_eq!(serde_json::from_str::<Line>(&json).unwrap(), line);
}

#[test]
fn a_refund_is_a_credit_note_with_fewer_facts() {
    let order = order();
    // Amount, lines; goods, tax, unexplained, fee of the note.
    for (amount, lines, wanted) in [
        // One piece of A.
        ("24.20", &[("A", "1", "20", "4.20")][..], "20 4.2 0 0"),
        // The same, and 5 for the trouble: or for a part of the shipping, nobody knows.
        ("29.20", &[("A", "1", "20", "4.20")], "20 4.2 5 0"),
        // Two pieces, of which 4.20 were kept back.
        ("44.20", &[("A", "2", "40", "8.40")], "40 8.4 0 4.2"),
        // An amount alone, as an order's own summary has it.
        ("10", &[], "0 0 10 0"),
    ] {
        let note = CreditNote::from_refund(&refund("77", amount, lines), &order);
        let totals = &note.totals;
        let told = [totals.goods, totals.tax, totals.unexplained, totals.adjustment_fee].map(shown).join(" ");
        assert_eq!(told, wanted, "{amount}");
        assert_eq!(totals.total, dec(amount));
        let parts = totals.goods + totals.tax + totals.unexplained - totals.adjustment_fee;
        assert_eq!(parts, totals.total, "the parts add up");
        assert_eq!((note.number.as_str(), note.state), ("77", CreditNoteState::Refunded));
        assert_eq!((note.settlement, note.reason.as_str()), (Some(Settlement::Recorded), "broken"));
        assert_eq!(note.currency, order.currency);
    }
}

#[test]
fn who_reads_a_comment() {
    let comment = |visible, notified| crate::DocumentComment {
        native_id: None,
        text: "mark".to_owned(),
        visible_to_customer: visible,
        customer_notified: notified,
        created_at: None,
    };
    for (visible, notified, internal) in
        [(false, Some(false), true), (false, None, true), (true, Some(false), false), (false, Some(true), false)]
    {
        assert_eq!(comment(visible, notified).internal(), internal, "{visible} {notified:?}");
    }
}

#[test]
fn shares_add_up_to_the_cent_and_keep_what_is_paid_round() {
    let eur = Currency::new("EUR").unwrap();
    let whole = Taxed::new(dec("10"), dec("2.10"));
    let third = whole.share(dec("1"), dec("3"), &eur);
    assert_eq!((shown(third.gross()), shown(third.tax)), ("4.03".to_owned(), "0.7".to_owned()));
    let rest = whole.less(third).less(third);
    assert_eq!(third.plus(third).plus(rest), whole);
    let yen = Currency::new("JPY").unwrap();
    assert_eq!(Taxed::new(dec("100"), dec("10")).share(dec("1"), dec("3"), &yen).gross(), dec("37"));
    assert_eq!(Taxed::new(dec("-6"), dec("0")).less(Taxed::new(dec("-9"), dec("0"))), Taxed::default());
}

#[test]
fn a_face_is_told_what_may_be_done_and_why_not() {
    let order = with_states(order(), "placed unpaid none");
    let (documents, capabilities) = (documents("paid(A4)", &order), magento());
    let all = Allowances::of(&Case { order: &order, documents: &documents, capabilities: &capabilities });
    let json = serde_json::to_value(&all).unwrap();
    assert_eq!(json["invoice"]["yes"]["lines"][0]["line"], "B");
    assert_eq!(json["credit_online"], serde_json::json!({ "no": "not_online" }));
    assert_eq!(json["hold"], serde_json::json!({ "yes": null }));
    assert_eq!(json["unhold"], serde_json::json!({ "no": "not_on_hold" }));
    assert_eq!(json["cancel"]["yes"]["rest_only"], true);
    assert_eq!(serde_json::from_value::<Allowances>(json).unwrap(), all);
}
