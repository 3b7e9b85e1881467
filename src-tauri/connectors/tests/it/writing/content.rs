//! Edits that set what an order has: what is sent names only what is meant, and is read back as it was wanted.

use connectors::{Found, Gone, Presence};
use domain::{Address, Code, Edit, Seen, Side};
use serde_json::{Value, json};

use super::desk::{Desk, order};
use connectors::Fate;

fn address() -> Address {
    Address {
        first_name: " Jan".to_owned(),
        last_name: "de Vries".to_owned(),
        company: String::new(),
        line_1: "Kade <3> & zn.".to_owned(),
        line_2: String::new(),
        postcode: "1011 AB".to_owned(),
        city: "Amsterdam".to_owned(),
        region: "NH".to_owned(),
        country: "nl".to_owned(),
        phone: "not sent".to_owned(),
        email: "not@sent.test".to_owned(),
    }
}

/// Every edit of content with the request it is.
fn edits() -> Vec<(Edit, String)> {
    let put = |body: Value| format!("PUT orders/7 {body}");
    let postal = json!({
        "first_name": "Jan", "last_name": "de Vries", "company": "", "address_1": "Kade <3> & zn.", "address_2": "",
        "city": "Amsterdam", "state": "NH", "postcode": "1011 AB", "country": "NL",
    });
    vec![
        (Edit::SetStatus { status: "packed-by-robot".to_owned() }, put(json!({ "status": "packed-by-robot" }))),
        (Edit::MarkPaid, put(json!({ "set_paid": true }))),
        (
            Edit::SetReference { text: " PO 4711\u{a0}ż ".to_owned() },
            put(json!({ "meta_data": [{ "key": "_shopbell_reference", "value": "PO 4711\u{a0}ż" }] })),
        ),
        (
            Edit::SetCustomerNote { text: "bij de buren\n<3 & zo".to_owned() },
            put(json!({ "customer_note": "bij de buren\n<3 & zo" })),
        ),
        (Edit::SetAddress { side: Side::Shipping, address: address() }, put(json!({ "shipping": postal }))),
        (Edit::SetAddress { side: Side::Billing, address: address() }, put(json!({ "billing": postal }))),
        (
            Edit::SetPhone { side: Side::Billing, phone: "+31 6 1".to_owned() },
            put(json!({ "billing": { "phone": "+31 6 1" } })),
        ),
        (
            Edit::SetPhone { side: Side::Shipping, phone: "+31 6 2".to_owned() },
            put(json!({ "shipping": { "phone": "+31 6 2" } })),
        ),
        (Edit::SetEmail { email: "a@b.test ".to_owned() }, put(json!({ "billing": { "email": "a@b.test" } }))),
        (
            Edit::SetQuantity { line: "11".into(), quantity: 5.into() },
            put(json!({ "line_items": [{ "id": 11, "quantity": 5, "subtotal": "85.65", "total": "85.65" }] })),
        ),
        (
            Edit::SetQuantity { line: "11".into(), quantity: 0.into() },
            put(json!({ "line_items": [{ "id": 11, "quantity": 0 }] })),
        ),
    ]
}

#[tokio::test]
async fn each_edit_is_one_request_that_names_only_what_is_meant() {
    for (edit, request) in edits() {
        let desk = Desk::new();
        assert_eq!(desk.find(&edit).await, Found::NotDone, "{edit:?}");
        let pushed = desk.push(&edit).await.unwrap();
        assert_eq!(desk.written(), [request]);
        let order = pushed.order.unwrap();
        for (field, value) in Seen::of(&order.order, &edit).values {
            assert_eq!(edit.wants(&field), Some(value), "{edit:?}");
        }
        assert_eq!(order.raw, desk.order.lock().unwrap().to_string().into_bytes(), "the bytes as received");
        let Found::Done(found) = desk.find(&edit).await else { panic!("{edit:?} is not found again") };
        assert_eq!(found.order.unwrap(), order);
        assert_eq!(desk.written().len(), 1, "looking writes nothing");
    }
}

#[tokio::test]
async fn what_the_shop_ignores_is_refused_and_left_nothing() {
    for (edit, _) in edits() {
        let desk = Desk::ignoring(order());
        let failed = desk.push(&edit).await.unwrap_err();
        assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing), "{edit:?}");
        assert_eq!(desk.written().len(), 1);
    }
}

/// What a plugin makes of it still took place: the shop's value is shown.
#[tokio::test]
async fn what_the_shop_turns_into_something_else_took_place() {
    let desk = Desk::new();
    let mut moved_on = order();
    moved_on["status"] = json!("completed");
    let body = moved_on.to_string();
    desk.writes_get("", move || Ok(crate::shop::answer(200, &body)));
    let pushed = desk.push(&Edit::SetStatus { status: "processing".to_owned() }).await.unwrap();
    assert_eq!(pushed.order.unwrap().order.status, "completed");
}

#[tokio::test]
async fn a_status_that_the_shop_does_not_list_is_not_sent() {
    let desk = Desk::new();
    let set = |status: &str| Edit::SetStatus { status: status.to_owned() };
    desk.shop.serves("orders/statuses", 200, r#"[{"slug":"processing","name":"P"}]"#);
    desk.connector.statuses().await.unwrap();
    let failed = desk.push(&set("bogus")).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing));
    for not_a_code in ["", "on hold", "x/../y", "\"}"] {
        assert_eq!(desk.push(&set(not_a_code)).await.unwrap_err().fate, Fate::Nothing);
    }
    assert_eq!(desk.written(), Vec::<String>::new());
    // Added since: the list is read again before a status is refused.
    desk.shop.serves("orders/statuses", 200, r#"[{"slug":"processing","name":"P"},{"slug":"new-one","name":"N"}]"#);
    assert!(desk.push(&set("new-one")).await.is_ok());
}

/// Amounts have six decimals in the shop and two in its lists.
#[tokio::test]
async fn pieces_are_scaled_from_the_exact_price() {
    let desk = Desk::new();
    let held = desk.order.clone();
    desk.shop.on("https://shop.example/wp-json/wc/v3/orders/7", move |request| {
        let mut order = held.lock().unwrap();
        if request.uri().query().is_some_and(|query| query.contains("dp=6")) {
            let mut exact = order.clone();
            exact["line_items"][0]["subtotal"] = json!("34.264463");
            exact["line_items"][0]["total"] = json!("30.838017");
            return Ok(crate::shop::answer(200, &exact.to_string()));
        }
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        if let Some(row) = body["line_items"].get(0) {
            order["line_items"][0]["quantity"] = row["quantity"].clone();
        }
        Ok(crate::shop::answer(200, &order.to_string()))
    });
    desk.push(&Edit::SetQuantity { line: "11".into(), quantity: 3.into() }).await.unwrap();
    let row = json!({ "id": 11, "quantity": 3, "subtotal": "51.396695", "total": "46.257026" });
    assert_eq!(desk.written(), [format!("PUT orders/7 {}", json!({ "line_items": [row] }))]);

    for (line, quantity) in [("99", 2), ("x", 2), ("11", -1)] {
        let edit = Edit::SetQuantity { line: line.into(), quantity: quantity.into() };
        assert_eq!(desk.push(&edit).await.unwrap_err().fate, Fate::Nothing, "{line}");
    }
    assert_eq!(desk.written().len(), 1);
}

#[tokio::test]
async fn orders_go_into_the_bin_out_of_it_and_for_good() {
    let desk = Desk::new();
    assert_eq!(desk.find(&Edit::Trash).await, Found::NotDone);
    let trashed = desk.push(&Edit::Trash).await.unwrap().order.unwrap();
    assert_eq!(trashed.order.status, "trash");
    assert!(matches!(desk.find(&Edit::Trash).await, Found::Done(_)));
    // Said again, it is there already.
    assert!(desk.push(&Edit::Trash).await.unwrap().order.is_some());

    assert_eq!(desk.find(&Edit::Restore).await, Found::NotDone);
    let restored = desk.push(&Edit::Restore).await.unwrap().order.unwrap();
    assert_eq!(restored.order.status, "pending", "the status it had");
    assert!(matches!(desk.find(&Edit::Restore).await, Found::Done(_)));

    let before = desk.read().await;
    assert_eq!(desk.find(&Edit::Delete).await, Found::NotDone);
    assert!(desk.push(&Edit::Delete).await.unwrap().gone);
    assert_eq!(desk.connector.presence(&"7".into()).await.unwrap(), Presence::Gone(Gone::Deleted));
    let key = domain::EditKey(super::desk::KEY.to_owned());
    for (edit, done) in [(Edit::Delete, true), (Edit::Trash, true), (Edit::MarkPaid, false), (Edit::Restore, false)] {
        let write = super::desk::write(&key, &edit, domain::Notice::Quiet, Some(&before));
        let found = desk.connector.find(&write).await.unwrap();
        assert_eq!(matches!(found, Found::Done(pushed) if pushed.gone), done, "{edit:?}");
    }
    // Deleted by someone else meanwhile: that is what was wanted.
    let write = super::desk::write(&key, &Edit::Delete, domain::Notice::Quiet, Some(&before));
    desk.writes_get("", || Ok(crate::shop::recording("err_404_deleted.txt")));
    assert!(desk.connector.push(&write).await.unwrap().gone);
    assert_eq!(
        desk.written(),
        [
            "DELETE orders/7",
            "DELETE orders/7",
            r#"PUT orders/7 {"status":"pending"}"#,
            "DELETE orders/7?force=true",
            "DELETE orders/7?force=true",
        ]
    );
}

#[tokio::test]
async fn an_order_whose_status_before_the_bin_is_not_known_waits_for_payment() {
    let mut trashed = order();
    trashed["status"] = json!("trash");
    let desk = Desk::of(trashed);
    desk.push(&Edit::Restore).await.unwrap();
    assert_eq!(desk.written(), [r#"PUT orders/7 {"status":"pending"}"#]);
}

/// The shop notes the status each time an order goes into the bin, and clears none of the notes when it is taken out by a status.
#[tokio::test]
async fn an_order_comes_back_with_the_status_it_had_last() {
    let desk = Desk::new();
    for status in ["on-hold", "failed", "on-hold"] {
        desk.push(&Edit::SetStatus { status: status.to_owned() }).await.unwrap();
        desk.push(&Edit::Trash).await.unwrap();
        assert_eq!(desk.push(&Edit::Restore).await.unwrap().order.unwrap().order.status, status);
    }
}

/// `set_paid` is looked at only where the shop waits for the money itself.
#[tokio::test]
async fn money_that_came_all_the_same_is_recorded_by_the_status() {
    for (status, needs_processing, body) in [
        ("pending", true, json!({ "set_paid": true })),
        ("failed", true, json!({ "set_paid": true })),
        ("on-hold", true, json!({ "status": "processing" })),
        ("cancelled", true, json!({ "status": "processing" })),
        ("on-hold", false, json!({ "status": "completed" })),
    ] {
        let mut order = order();
        order["status"] = json!(status);
        order["needs_processing"] = json!(needs_processing);
        let desk = Desk::of(order);
        assert!(desk.push(&Edit::MarkPaid).await.unwrap().order.unwrap().order.paid_at.is_some());
        assert_eq!(desk.written(), [format!("PUT orders/7 {body}")]);
    }
}

#[tokio::test]
async fn every_edit_named_is_carried_out_and_no_other() {
    let desk = Desk::new();
    let failed = desk.push(&Edit::ConfirmForCustomer).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing));
    let capabilities = desk.connector.capabilities();
    assert!(!capabilities.edits.contains(&Edit::ConfirmForCustomer.kind()));
    assert_eq!(capabilities.edits.len(), domain::EditKind::ALL.len() - 1);
}
