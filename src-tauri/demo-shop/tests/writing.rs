//! The traps of writing, as observed on the real server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use common::{get, send, shop};
use demo_shop::{DemoShop, Options};
use serde_json::{Value, json};

async fn create(shop: &DemoShop, body: Value) -> Value {
    let answer = send(shop, "POST", "orders", Some(&body)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body
}

fn paid() -> Value {
    json!({"set_paid": true, "payment_method": "ideal", "billing": {"country": "NL"}, "line_items": [{"sku": "KRS-OLA", "quantity": 2}, {"sku": "MOK-OLA", "quantity": 1}]})
}

async fn put(shop: &DemoShop, id: &Value, body: Value) -> common::Answer {
    send(shop, "PUT", &format!("orders/{id}"), Some(&body)).await
}

/// An amount of an answer in cents.
fn cents(value: &Value) -> i64 {
    value.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[tokio::test]
async fn posting_twice_makes_two_and_an_empty_body_makes_one() {
    let (shop, _) = shop(Options::default());
    assert_ne!(create(&shop, paid()).await["id"], create(&shop, paid()).await["id"]);
    let empty = create(&shop, json!({})).await;
    assert_eq!(
        (empty["status"].as_str(), empty["total"].as_str(), empty["needs_processing"].as_bool()),
        (Some("pending"), Some("0.00"), Some(false))
    );
    let unknown = create(&shop, json!({"line_items": [{"product_id": 999_999}]})).await;
    assert_eq!(unknown["line_items"][0]["name"], "");
}

#[tokio::test]
async fn what_moves_the_modified_date() {
    let (shop, clock) = shop(Options::default());
    let id = create(&shop, paid()).await["id"].clone();
    let number = id.as_u64().unwrap();
    let tick = || clock.advance(std::time::Duration::from_secs(10));
    let modified = async || get(&shop, &format!("orders/{id}")).await.body["date_modified_gmt"].clone();
    let mut last = modified().await;
    tick();
    put(&shop, &id, json!({})).await;
    assert_ne!(modified().await, last, "an empty PUT");
    last = modified().await;
    tick();
    let note = send(&shop, "POST", &format!("orders/{id}/notes"), Some(&json!({"note": "x"}))).await.body["id"].clone();
    send(&shop, "DELETE", &format!("orders/{id}/notes/{note}?force=true"), None).await;
    assert_eq!(modified().await, last, "notes");
    let refund =
        send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&json!({"amount": "1.00", "api_refund": false})))
            .await
            .body["id"]
            .clone();
    assert_ne!(modified().await, last, "a refund");
    last = modified().await;
    tick();
    assert_eq!(send(&shop, "DELETE", &format!("orders/{id}/refunds/{refund}"), None).await.status, 501);
    assert_eq!(send(&shop, "DELETE", &format!("orders/{id}/refunds/{refund}?force=true"), None).await.status, 200);
    assert_eq!(modified().await, last, "deleting a refund");
    shop.change_order_silently(number, &json!({"customer_note": "stil"})).unwrap();
    assert_eq!(modified().await, last, "plugins that write to the database");
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["customer_note"], "stil");
}

#[tokio::test]
async fn another_country_recalculates() {
    let (shop, _) = shop(Options::default());
    let order = create(&shop, paid()).await;
    let answer = put(&shop, &order["id"], json!({"shipping": {"country": "NO"}})).await.body;
    assert_eq!(answer["total_tax"], "0.00");
    assert!(answer["tax_lines"].as_array().unwrap().is_empty());
    assert_eq!(cents(&answer["total"]), cents(&order["total"]) - cents(&order["total_tax"]));
    let back = put(&shop, &order["id"], json!({"shipping": {"country": "NL"}})).await.body;
    assert_eq!(back["total"], order["total"]);
}

#[tokio::test]
async fn lines_are_added_changed_and_removed() {
    let (shop, _) = shop(Options::default());
    let order = create(&shop, paid()).await;
    let (id, first) = (&order["id"], &order["line_items"][0]["id"]);
    let foreign = put(&shop, id, json!({"line_items": [{"id": 1, "quantity": 0}]})).await;
    assert_eq!(
        (foreign.status, foreign.body["line_items"].as_array().unwrap().len()),
        (200, 2),
        "a foreign line: nothing happens"
    );
    assert_eq!(
        put(&shop, id, json!({"line_items": [{"id": 1, "quantity": 3}]})).await.body["code"],
        "woocommerce_rest_invalid_item_id"
    );
    let removed = put(&shop, id, json!({"line_items": [{"id": first, "quantity": 0}]})).await.body;
    assert_eq!(removed["line_items"].as_array().unwrap().len(), 1);
    let bought = put(&shop, id, json!({"line_items": [{"sku": "KRS-OLA", "quantity": 2}]})).await.body;
    assert_eq!(bought["total"], order["total"]);
    assert_eq!(bought["line_items"][1]["subtotal"], order["line_items"][0]["subtotal"]);
    let product = order["line_items"][0]["product_id"].clone();
    let before = get(&shop, &format!("products/{product}")).await.body["stock_quantity"].as_i64().unwrap();
    put(&shop, id, json!({"status": "cancelled"})).await;
    assert_eq!(
        get(&shop, &format!("products/{product}")).await.body["stock_quantity"].as_i64().unwrap(),
        before + 2,
        "stock goes back"
    );
}

#[tokio::test]
async fn statuses_pull_their_consequences() {
    let (shop, _) = shop(Options::default());
    let id = create(&shop, paid()).await["id"].clone();
    let done = put(&shop, &id, json!({"status": "completed"})).await.body;
    assert_eq!(done["date_completed_gmt"], "2026-11-22T00:12:23");
    let refunded = put(&shop, &id, json!({"status": "refunded"})).await.body;
    assert_eq!(refunded["refunds"][0]["total"], format!("-{}", done["total"].as_str().unwrap()));
    assert_eq!(refunded["total"], done["total"], "the total stays gross");
    let back = put(&shop, &id, json!({"status": "processing"})).await.body;
    assert_eq!(back["refunds"].as_array().unwrap().len(), 1, "going back leaves the refund");
    let waiting = create(&shop, json!({"line_items": [{"sku": "KRS-OLA"}]})).await;
    assert_eq!((waiting["needs_payment"].as_bool(), waiting["is_editable"].as_bool()), (Some(true), Some(true)));
    let paid = put(&shop, &waiting["id"], json!({"set_paid": true, "transaction_id": "tr_1"})).await.body;
    assert_eq!((paid["status"].as_str(), paid["transaction_id"].as_str()), (Some("processing"), Some("tr_1")));
}

#[tokio::test]
async fn refunds_by_line_restock_and_end_in_refunded() {
    let (shop, _) = shop(Options::default());
    let order = create(&shop, paid()).await;
    let (id, line) = (&order["id"], &order["line_items"][0]);
    let product = &line["product_id"];
    let stock = async || get(&shop, &format!("products/{product}")).await.body["stock_quantity"].as_i64().unwrap();
    let before = stock().await;
    let amount = cents(&line["total"]) + cents(&line["total_tax"]);
    let text = format!("{}.{:02}", amount / 100, amount % 100);
    let body = json!({"amount": text, "api_refund": true, "line_items": [{
        "id": line["id"], "quantity": 2, "refund_total": line["total"], "refund_tax": [{"id": 1, "refund_total": line["total_tax"]}],
    }]});
    let refund = send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&body)).await;
    assert_eq!((refund.status, refund.body["refunded_payment"].as_bool()), (201, Some(true)), "{}", refund.body);
    assert_eq!(refund.body["line_items"][0]["quantity"], -2);
    assert_eq!(stock().await, before + 2);
    let rest = cents(&order["total"]) - amount;
    let body =
        json!({"amount": format!("{}.{:02}", rest / 100, rest % 100), "api_refund": false, "api_restock": false});
    assert_eq!(send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&body)).await.status, 201);
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["status"], "refunded");
    assert_eq!(send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&json!({"amount": "0"}))).await.status, 400);
}

#[tokio::test]
async fn batches_check_nothing() {
    let (shop, _) = shop(Options::default());
    let id = create(&shop, paid()).await["id"].clone();
    put(&shop, &id, json!({"status": "completed"})).await;
    let answer = send(
        &shop,
        "POST",
        "orders/batch",
        Some(&json!({"update": [{"id": id, "line_items": "text", "status": "wc-on-hold"}]})),
    )
    .await;
    assert_eq!(answer.body["update"][0]["status"], "on-hold");
    let answer = send(&shop, "POST", "orders/batch", Some(&json!({"delete": [id, id]}))).await.body;
    assert_eq!(answer["delete"][1]["error"]["code"], "woocommerce_rest_shop_order_invalid_id");
    assert_eq!(get(&shop, &format!("orders/{id}")).await.status, 404, "always for good");
}

#[tokio::test]
async fn methods_can_be_overridden_and_bodies_must_be_json() {
    let (shop, _) = shop(Options::default());
    let id = create(&shop, paid()).await["id"].clone();
    let answer = send(&shop, "POST", &format!("orders/{id}?_method=DELETE"), None).await;
    assert_eq!(answer.status, 200);
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["status"], "trash");
    let request = http::Request::put(format!("https://shop.test/wp-json/wc/v3/orders/{id}"))
        .header("authorization", common::basic(&shop.keys()[0]))
        .body(bytes::Bytes::from("{broken"))
        .unwrap();
    let answer = common::Answer::of(shop.handle(request).await.unwrap());
    assert_eq!((answer.status, answer.body["code"].as_str()), (400, Some("rest_invalid_json")));
}
