//! What a failure leaves at the shop, and that nothing is ever sent twice.

use connectors::{Fate, Found};
use domain::{Code, Edit, Fault, RefundDraft, Track};
use rust_decimal::Decimal;

use super::desk::Desk;
use crate::shop::{answer, recording, with_header};

fn edit() -> Edit {
    Edit::SetStatus { status: "completed".to_owned() }
}

#[tokio::test]
async fn a_broken_connection_is_told_from_one_that_never_was() {
    for (code, fate) in [
        (Code::Unreachable, Fate::Nothing),
        (Code::Certificate, Fate::Nothing),
        (Code::ConnectionLost, Fate::Unknown),
        (Code::TimedOut, Fate::Unknown),
        (Code::TooLarge, Fate::Unknown),
        (Code::BadAnswer, Fate::Unknown),
    ] {
        let desk = Desk::new();
        desk.writes_get("", move || Err(Fault::new(code, "ask the shop", "x")));
        let failed = desk.push(&edit()).await.unwrap_err();
        assert_eq!((failed.fault.code, failed.fate), (code, fate));
        assert_eq!(failed.fault.operation, "set a status");
        assert_eq!(desk.written().len(), 1, "sent once");
        assert_eq!(desk.find(&edit()).await, Found::NotDone);
    }
}

#[tokio::test]
async fn answers_that_are_none_leave_the_fate_open() {
    let whole = super::desk::order().to_string();
    let another = whole.replace(r#""id":7,"#, r#""id":8,"#);
    assert_ne!(another, whole);
    let cut = whole[..whole.len() / 2].to_owned();
    let html = "<html>Fatal error</html>".to_owned();
    let unreadable = whole.replace(r#""total":"148.83""#, r#""total":"many""#);
    for (status, body) in
        [(200, another), (200, cut), (200, html.clone()), (200, String::new()), (200, unreadable), (500, html)]
    {
        let desk = Desk::new();
        let said = body.clone();
        desk.writes_get("", move || Ok(answer(status, &said)));
        assert_eq!(desk.push(&edit()).await.unwrap_err().fate, Fate::Unknown, "{status} {body}");
        assert_eq!(desk.written().len(), 1, "sent once");
    }
}

#[tokio::test]
async fn refusals_are_told_in_the_shop_s_words() {
    let desk = Desk::new();
    desk.writes_get("", || Ok(recording("err_401_readonly_key_write.txt")));
    let failed = desk.push(&edit()).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::ReadOnlyKey, Fate::Nothing));
    desk.writes_get("", || Ok(recording("err_put_unknown.txt")));
    let failed = desk.push(&edit()).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::NotFound, Fate::Nothing));
    assert_eq!(failed.fault.detail, "Invalid ID. (400 woocommerce_rest_shop_order_invalid_id)");
    desk.writes_get("", || Ok(with_header(answer(429, "<html>"), "retry-after", "7")));
    let failed = desk.push(&edit()).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::SlowDown, Fate::Nothing));
    assert_eq!(failed.fault.retry, domain::Retry::After(7));
    assert_eq!(desk.written().len(), 3);
}

#[tokio::test]
async fn redirects_are_not_followed_and_the_shop_is_looked_for_anew() {
    let desk = Desk::new();
    desk.writes_get("", || Ok(with_header(answer(301, ""), "location", "https://shop.example/elsewhere")));
    let failed = desk.push(&edit()).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::RedirectElsewhere, Fate::Nothing));
    assert_eq!(desk.written().len(), 1);
    let before = desk.shop.asked().len();
    desk.read().await;
    assert!(desk.shop.asked().len() > before + 1, "discovery and the order");
}

/// Where the shop cannot even be found, nothing was sent.
#[tokio::test]
async fn a_shop_that_is_gone_before_the_write_leaves_nothing() {
    let desk = Desk::new();
    let (key, order) = (domain::EditKey(super::desk::KEY.to_owned()), desk.read().await);
    let lost = || Err(Fault::new(Code::ConnectionLost, "ask the shop", "x"));
    let shop = crate::shop::Shop::default();
    for url in ["https://shop.example/", "https://shop.example/wp-json/", "https://shop.example/?rest_route=/"] {
        shop.on(url, move |_| lost());
    }
    let (edit, connector) = (edit(), shop.connect());
    let write = super::desk::write(&key, &edit, domain::Notice::Quiet, Some(&order));
    let failed = connector.push(&write).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::ConnectionLost, Fate::Nothing));
}

/// Identifiers come from storage and from typing: none of them reaches a path unread.
#[tokio::test]
async fn nothing_but_a_number_names_an_order() {
    let desk = Desk::new();
    let mut order = desk.read().await;
    let key = domain::EditKey(super::desk::KEY.to_owned());
    let track = Track { carrier: String::new(), number: "3S".to_owned(), url: None, shipped_at: None };
    let refund = RefundDraft {
        amount: Decimal::ONE,
        pieces: Vec::new(),
        shipping: Decimal::ZERO,
        shipping_tax: Decimal::ZERO,
        reason: String::new(),
        through_gateway: false,
        restock: false,
    };
    for id in ["", "0", "7/notes", "7?force=true", "../products/7", "-7"] {
        order.order.native_id = id.into();
        for edit in [
            edit(),
            Edit::Trash,
            Edit::Delete,
            Edit::AddNote { text: "x".to_owned(), to_customer: true },
            Edit::AddTrack { track: track.clone() },
            Edit::Refund { refund: refund.clone() },
            Edit::SendEmail { template: "customer_invoice".to_owned() },
        ] {
            let write = super::desk::write(&key, &edit, domain::Notice::Quiet, Some(&order));
            let failed = desk.connector.push(&write).await.unwrap_err();
            assert_eq!((failed.fault.code, failed.fate), (Code::BadInput, Fate::Nothing), "{id} {edit:?}");
        }
    }
    assert_eq!(desk.written(), Vec::<String>::new());
}

/// Some firewalls let only GET and POST through: the next attempt goes as POST and names what is meant.
#[tokio::test]
async fn a_shop_that_blocks_put_and_delete_is_written_to_by_post() {
    for status in [403, 405, 501] {
        let desk = Desk::new();
        let held = desk.order.clone();
        desk.shop.on("https://shop.example/wp-json/wc/v3/orders/7", move |request| {
            let mut order = held.lock().unwrap();
            match request.method().as_str() {
                "GET" => {}
                "POST" => {
                    assert_eq!(request.headers()["x-http-method-override"], "PUT");
                    order["status"] = serde_json::json!("completed");
                }
                _ => return Ok(answer(status, "<html>Method Not Implemented</html>")),
            }
            Ok(answer(200, &order.to_string()))
        });
        let failed = desk.push(&edit()).await.unwrap_err();
        assert_eq!(failed.fault.retry, domain::Retry::Later, "{failed}");
        assert_eq!(desk.written().len(), 1, "not made again by itself");
        assert!(desk.push(&edit()).await.is_ok());
        assert_eq!(desk.written()[1], r#"POST orders/7 {"status":"completed"}"#);
    }
}
