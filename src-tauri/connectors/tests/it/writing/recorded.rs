//! What a real shop said to writes.

use connectors::Fate;
use domain::{Code, Edit, EditKey, NoteKind, Notice, RefundDraft};
use rust_decimal::Decimal;
use serde_json::json;

use super::desk::{Desk, KEY, order, write};
use crate::shop::{Shop, answer, recording};

#[tokio::test]
async fn a_recorded_change_is_the_order_after_it() {
    let shop = Shop::woocommerce();
    let recorded = recording("order_put_status.txt");
    let mut before: serde_json::Value = serde_json::from_slice(recorded.body()).unwrap();
    before["status"] = json!("processing");
    let before = before.to_string();
    shop.on("https://shop.example/wp-json/wc/v3/orders/4246", move |request| {
        Ok(if request.method() == "GET" { answer(200, &before) } else { recorded.clone() })
    });
    let connector = shop.connect();
    let connectors::Presence::There(there) = connector.presence(&"4246".into()).await.unwrap() else {
        panic!("not there")
    };
    let (key, edit) = (EditKey(KEY.to_owned()), Edit::SetStatus { status: "completed".to_owned() });
    let pushed = connector.push(&write(&key, &edit, Notice::ShopDecides, Some(&there))).await.unwrap();
    assert_eq!(pushed.order.unwrap().order.status, "completed");
    // The same answer to a status that was not given: the shop did as it liked.
    let edit = Edit::SetStatus { status: "on-hold".to_owned() };
    let pushed = connector.push(&write(&key, &edit, Notice::ShopDecides, Some(&there))).await.unwrap();
    assert_eq!(pushed.order.unwrap().order.status, "completed");
}

#[tokio::test]
async fn recorded_refusals_left_nothing() {
    let refund = RefundDraft {
        amount: Decimal::from(99_999),
        pieces: Vec::new(),
        shipping: Decimal::ZERO,
        shipping_tax: Decimal::ZERO,
        reason: String::new(),
        through_gateway: false,
        restock: false,
    };
    for (recorded, below, edit, detail) in [
        (
            "err_400_put_status.txt",
            "",
            Edit::SetStatus { status: "bogus".to_owned() },
            "Invalid parameter(s): status: status is not one of auto-draft, pending, processing, on-hold, completed, cancelled, \
             refunded, failed, and checkout-draft. (400 rest_invalid_param)",
        ),
        (
            "err_refund_too_much.txt",
            "/refunds",
            Edit::Refund { refund },
            "Invalid refund amount. (500 woocommerce_rest_cannot_create_order_refund)",
        ),
    ] {
        let desk = Desk::new();
        desk.writes_get(below, move || Ok(recording(recorded)));
        let failed = desk.push(&edit).await.unwrap_err();
        assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing), "{recorded}");
        assert_eq!(failed.fault.detail, detail);
    }
}

#[tokio::test]
async fn the_bin_s_answers_are_understood() {
    // The answer shows the order as it was, so what counts is where it is afterwards.
    let desk = Desk::new();
    desk.writes_get("", || Ok(recording("order_delete_trash.txt")));
    let failed = desk.push(&Edit::Trash).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing), "it is still there");

    let mut trashed = order();
    trashed["status"] = json!("trash");
    let desk = Desk::of(trashed);
    desk.writes_get("", || Ok(recording("err_410_already_trashed.txt")));
    assert_eq!(desk.push(&Edit::Trash).await.unwrap().order.unwrap().order.status, "trash");
}

#[tokio::test]
async fn a_recorded_message_to_the_customer_is_one() {
    let desk = Desk::new();
    desk.shop.replays("orders/7/notes", "note_post_customer.txt");
    let message = Edit::AddNote { text: "Track & trace 3S1".to_owned(), to_customer: true };
    let note = desk.push(&message).await.unwrap().note.unwrap();
    assert_eq!((note.text.as_str(), note.kind), ("Track & trace 3S1", NoteKind::ToCustomer));
}
