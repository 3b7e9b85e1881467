//! What an edit brings about beside the field it changes: mails, money, stock, and that each is counted once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use common::{get, send, shop};
use demo_shop::{DemoShop, Features, Options};
use serde_json::{Value, json};

/// Details of the effects of one kind, and forgets nothing: callers compare the whole list.
fn of_kind(shop: &DemoShop, kind: &str) -> Vec<String> {
    shop.effects().into_iter().filter(|effect| effect.kind == kind).map(|effect| effect.detail).collect()
}

fn mails(shop: &DemoShop) -> Vec<String> {
    let mails = of_kind(shop, "mail.sent");
    assert!(mails.iter().all(|mail| mail.ends_with(" to kees@example.test")), "{mails:?}");
    mails.into_iter().map(|mail| mail.split(' ').next().unwrap().to_owned()).collect()
}

/// An order of five mugs that waits for its money, with an address to mail to.
async fn waiting(shop: &DemoShop) -> u64 {
    let body = json!({
        "payment_method": "ideal",
        "billing": {"country": "NL", "email": "kees@example.test"},
        "line_items": [{"sku": "MOK-OLA", "quantity": 5}],
    });
    let answer = send(shop, "POST", "orders", Some(&body)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body["id"].as_u64().unwrap()
}

async fn put(shop: &DemoShop, id: u64, body: Value) -> Value {
    let answer = send(shop, "PUT", &format!("orders/{id}"), Some(&body)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

async fn refund(shop: &DemoShop, id: u64, body: Value) -> common::Answer {
    send(shop, "POST", &format!("orders/{id}/refunds"), Some(&body)).await
}

#[tokio::test]
async fn customers_are_mailed_by_the_shops_own_rules() {
    let (shop, _) = shop(Options::default());
    let id = waiting(&shop).await;
    let mut expected: Vec<&str> = Vec::new();
    for (status, mail) in [
        ("on-hold", Some("customer_on_hold_order")),
        ("processing", Some("customer_processing_order")),
        ("processing", None),
        ("completed", Some("customer_completed_order")),
        ("processing", None),
        ("on-hold", None),
        ("cancelled", None),
        ("processing", Some("customer_processing_order")),
        ("failed", Some("customer_failed_order")),
        ("ready-to-ship", None),
        ("refunded", Some("customer_refunded_order")),
    ] {
        put(&shop, id, json!({"status": status})).await;
        expected.extend(mail);
        assert_eq!(mails(&shop), expected, "to {status}");
    }
    assert_eq!(of_kind(&shop, "order.status").len(), 10, "each change once, none for an equal status");
    assert_eq!(of_kind(&shop, "refund.created").len(), 1, "the status gives back the rest in the books");
    assert!(of_kind(&shop, "refund.gateway").is_empty(), "and moves no money");
}

#[tokio::test]
async fn nobody_is_mailed_without_an_address_and_cancellations_only_where_wished() {
    let features = Features { cancelled_mail: true, ..Features::default() };
    let (shop, _) = shop(Options { features, ..Options::default() });
    let id = waiting(&shop).await;
    put(&shop, id, json!({"status": "processing"})).await;
    put(&shop, id, json!({"status": "cancelled"})).await;
    assert_eq!(mails(&shop), ["customer_processing_order", "customer_cancelled_order"]);
    put(&shop, id, json!({"billing": {"email": ""}})).await;
    put(&shop, id, json!({"status": "completed"})).await;
    send(&shop, "POST", &format!("orders/{id}/notes"), Some(&json!({"note": "x", "customer_note": true}))).await;
    assert_eq!(mails(&shop).len(), 2);
    assert_eq!(of_kind(&shop, "note.customer"), ["x"]);
}

#[tokio::test]
async fn set_paid_acts_only_where_money_is_waited_for() {
    let (shop, _) = shop(Options::default());
    for (status, moves) in
        [("pending", true), ("failed", true), ("on-hold", false), ("cancelled", false), ("completed", false)]
    {
        let id = waiting(&shop).await;
        put(&shop, id, json!({"status": status})).await;
        let before = get(&shop, &format!("orders/{id}")).await.body;
        let after = put(&shop, id, json!({"set_paid": true, "transaction_id": "tr_9"})).await;
        let expected = if moves { "processing" } else { status };
        assert_eq!(after["status"], expected, "from {status}");
        if moves {
            assert!(!after["date_paid"].is_null());
        } else {
            assert_eq!(after["date_paid"], before["date_paid"], "from {status}");
        }
        assert_eq!(after["transaction_id"], "tr_9", "an ordinary field beside it is taken");
    }
    let body = json!({"status": "on-hold", "set_paid": true, "line_items": [{"sku": "MOK-OLA"}]});
    let new = send(&shop, "POST", "orders", Some(&body)).await.body;
    assert_eq!(new["status"], "processing", "a new order on hold counts as waiting");
    let empty = send(&shop, "POST", "orders", Some(&json!({"set_paid": true}))).await.body;
    assert_eq!(empty["status"], "completed", "there is nothing to pack in it");
}

#[tokio::test]
async fn refunds_mail_and_move_money_only_where_asked() {
    let (shop, _) = shop(Options::default());
    let id = waiting(&shop).await;
    let order = put(&shop, id, json!({"set_paid": true})).await;
    let (line, tax) = (&order["line_items"][0], &order["line_items"][0]["total_tax"]);
    let shipping = put(
        &shop,
        id,
        json!({"shipping_lines": [{"method_id": "flat_rate", "method_title": "PostNL", "total": "4.92"}]}),
    )
    .await["shipping_lines"][0]
        .clone();
    let kept = json!([{"key": "_app_edit", "value": "0f"}]);
    let partial = json!({
        "amount": "5.95", "reason": "te laat", "api_refund": false, "meta_data": kept,
        "line_items": [{"id": shipping["id"], "quantity": 0, "refund_total": "4.92", "refund_tax": [{"id": 1, "refund_total": "1.03"}]}],
    });
    let answer = refund(&shop, id, partial).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let given = &answer.body["shipping_lines"][0];
    assert_eq!((given["total"].as_str(), given["total_tax"].as_str()), (Some("-4.92"), Some("-1.03")));
    assert_eq!(answer.body["refunded_payment"], false);
    let read = get(&shop, &format!("orders/{id}/refunds/{}", answer.body["id"])).await.body;
    assert_eq!(
        (&read["meta_data"], &read["shipping_lines"]),
        (&answer.body["meta_data"], &answer.body["shipping_lines"])
    );
    assert_eq!(read["meta_data"][1]["key"], "_app_edit");
    assert_eq!((of_kind(&shop, "refund.created").len(), of_kind(&shop, "refund.gateway").len()), (1, 0));
    assert_eq!(mails(&shop).last().unwrap(), "customer_partially_refunded_order");

    let line_refund = json!({"amount": "1.00", "line_items": [{
        "id": line["id"], "quantity": 1, "refund_total": "0.83", "refund_tax": [{"id": 1, "refund_total": tax}],
    }]});
    let answer = refund(&shop, id, line_refund).await;
    assert_eq!(answer.body["refunded_payment"], true, "without a word against it the gateway is asked");
    assert_eq!(of_kind(&shop, "refund.gateway"), ["1.00"]);
    assert_eq!(of_kind(&shop, "stock.returned").len(), 1, "and pieces go back on the shelf");
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["status"], "processing");

    put(&shop, id, json!({"payment_method": "bacs"})).await;
    let refused = refund(&shop, id, json!({"amount": "1.00"})).await;
    assert_eq!(refused.status, 500, "a bank transfer cannot be sent back");
    assert_eq!(of_kind(&shop, "refund.created").len(), 2, "and nothing was recorded");
}

#[tokio::test]
async fn restocked_pieces_do_not_come_back_twice() {
    let (shop, _) = shop(Options::default());
    let id = waiting(&shop).await;
    let order = put(&shop, id, json!({"set_paid": true})).await;
    let (line, product) = (&order["line_items"][0]["id"], &order["line_items"][0]["product_id"]);
    let stock = async || get(&shop, &format!("products/{product}")).await.body["stock_quantity"].as_i64().unwrap();
    let sold = stock().await;
    let give = |restock: bool| {
        json!({"amount": "1.00", "api_refund": false, "api_restock": restock,
            "line_items": [{"id": line, "quantity": 2, "refund_total": "1.00"}]})
    };
    refund(&shop, id, give(true)).await;
    assert_eq!(stock().await, sold + 2);
    refund(&shop, id, give(false)).await;
    assert_eq!(stock().await, sold + 2);
    put(&shop, id, json!({"customer_note": "x", "line_items": [{"id": line, "name": "Mok"}]})).await;
    assert_eq!(stock().await, sold + 2, "an edit of the line does not take them again");
    put(&shop, id, json!({"status": "cancelled"})).await;
    assert_eq!(stock().await, sold + 5, "cancelling returns the three that are left");
    assert_eq!(of_kind(&shop, "stock.returned"), [format!("{product} +2"), format!("{product} +3")]);
}

#[tokio::test]
async fn tracking_numbers_are_counted_wherever_they_are_written() {
    let features = Features { fulfillments: true, ..Features::default() };
    let (shop, _) = shop(Options { features, ..Options::default() });
    let id = waiting(&shop).await;
    let item = |number: &str| json!({"tracking_provider": "PostNL", "tracking_number": number, "date_shipped": "1795306343", "tracking_id": "a"});
    let row = |items: Vec<Value>| json!({"meta_data": [{"key": "_wc_shipment_tracking_items", "value": items}]});
    put(&shop, id, row(vec![item("3S1")])).await;
    put(&shop, id, row(vec![item("3S1"), item("3S1")])).await;
    let line = get(&shop, &format!("orders/{id}")).await.body["line_items"][0]["id"].clone();
    let parcel = json!({"is_fulfilled": true, "meta_data": [
        {"key": "_tracking_number", "value": "3S2"}, {"key": "_items", "value": [{"item_id": line, "qty": 5}]},
    ]});
    assert_eq!(send(&shop, "POST", &format!("orders/{id}/fulfillments"), Some(&parcel)).await.status, 201);
    assert_eq!(of_kind(&shop, "track.added"), ["3S1", "3S1", "3S2"]);
    put(&shop, id, row(vec![item("3S1"), item("3S1"), item("3S2")])).await;
    assert_eq!(of_kind(&shop, "track.added").len(), 3, "a parcel noted in two places is one");
    put(&shop, id, row(vec![item("3S1")])).await;
    assert_eq!(of_kind(&shop, "track.removed"), ["3S1"]);
    assert_eq!(shop.content(id).unwrap().tracking_numbers, ["3S1", "3S2"]);
}

#[tokio::test]
async fn the_bin_keeps_what_an_order_was_each_time_anew() {
    let (shop, _) = shop(Options::default());
    let id = waiting(&shop).await;
    let target = format!("orders/{id}");
    put(&shop, id, json!({"status": "processing"})).await;
    for status in ["processing", "completed"] {
        put(&shop, id, json!({"status": status})).await;
        assert_eq!(send(&shop, "DELETE", &target, None).await.status, 200);
        assert_eq!(send(&shop, "DELETE", &target, None).await.status, 410);
        assert_eq!(get(&shop, &target).await.body["status"], "trash");
        let back = put(&shop, id, json!({"status": status})).await;
        assert_eq!(back["status"], status);
    }
    let meta = get(&shop, &target).await.body["meta_data"].clone();
    let mut rows: Vec<(u64, &str)> = meta
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["key"] == "_wp_trash_meta_status")
        .map(|row| (row["id"].as_u64().unwrap(), row["value"].as_str().unwrap()))
        .collect();
    rows.sort_unstable();
    assert_eq!(rows.iter().map(|(_, value)| *value).collect::<Vec<_>>(), ["wc-processing", "wc-completed"]);
    let notes = get(&shop, &format!("{target}/notes")).await.body;
    let restored = "Order status changed from trash to Completed.";
    assert!(notes.as_array().unwrap().iter().any(|note| note["note"] == restored), "{notes}");
    assert_eq!(
        mails(&shop).iter().filter(|mail| *mail == "customer_completed_order").count(),
        2,
        "restoring mails again"
    );
    assert_eq!(send(&shop, "DELETE", &format!("{target}?force=true"), None).await.status, 200);
    assert_eq!(get(&shop, &target).await.status, 404);
}

#[tokio::test]
async fn a_phone_edit_moves_nothing_on_any_order() {
    let (shop, _) = shop(Options { orders: 300, ..Options::default() });
    for id in shop.order_ids() {
        let before = get(&shop, &format!("orders/{id}")).await.body;
        let after = put(&shop, id, json!({"billing": {"phone": "+31 6 12345678"}})).await;
        assert_eq!(after["billing"]["phone"], "+31 6 12345678");
        for name in [
            "total",
            "total_tax",
            "cart_tax",
            "shipping_total",
            "discount_total",
            "line_items",
            "tax_lines",
            "shipping_lines",
            "fee_lines",
            "coupon_lines",
            "refunds",
            "status",
            "shipping",
            "date_paid",
            "meta_data",
        ] {
            assert_eq!(after[name], before[name], "{name} of {id}");
        }
    }
    assert!(of_kind(&shop, "mail.sent").is_empty());
}

#[tokio::test]
async fn a_quantity_alone_leaves_the_amounts_and_with_totals_moves_them() {
    let (shop, _) = shop(Options::default());
    let id = waiting(&shop).await;
    let order = put(&shop, id, json!({"set_paid": true})).await;
    let line = &order["line_items"][0];
    let alone = put(&shop, id, json!({"line_items": [{"id": line["id"], "quantity": 2}]})).await;
    assert_eq!((alone["line_items"][0]["quantity"].as_i64(), &alone["total"]), (Some(2), &order["total"]));
    let halved = put(
        &shop,
        id,
        json!({"line_items": [{"id": line["id"], "quantity": 2, "subtotal": "20.00", "total": "20.00"}]}),
    )
    .await;
    assert_eq!(
        (halved["total"].as_str(), halved["line_items"][0]["total_tax"].as_str()),
        (Some("24.20"), Some("4.20"))
    );
    let notes = get(&shop, &format!("orders/{id}/notes")).await.body;
    assert!(
        notes.as_array().unwrap().iter().any(|note| note["note"].as_str().unwrap().starts_with("Adjusted stock: "))
    );
}

#[tokio::test]
async fn orders_are_found_by_what_placed_them() {
    let (shop, _) = shop(Options::default());
    let body = json!({"created_via": "0123456789abcdef0123456789abcdef", "line_items": [{"sku": "MOK-OLA"}]});
    let id = send(&shop, "POST", "orders", Some(&body)).await.body["id"].clone();
    put(&shop, id.as_u64().unwrap(), json!({"created_via": "another"})).await;
    let found = get(&shop, "orders?created_via=0123456789abcdef0123456789abcdef").await;
    assert_eq!(found.ids(), [id.as_u64().unwrap()], "writable once");
    assert!(get(&shop, "orders?created_via=0123456789abcdef").await.ids().is_empty(), "and matched whole");
}
