//! What goes wrong on the way: whether an effect took place, when, and once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::time::Duration;

use common::{get, send, shop, try_send};
use demo_shop::{DemoShop, Dropped, Effect, Options};
use serde_json::json;

fn faults(shop: &DemoShop, words: &[&str]) {
    shop.set_faults(words.iter().map(|word| word.parse().unwrap()).collect());
}

fn of_kind(shop: &DemoShop, kind: &str) -> Vec<Effect> {
    shop.effects().into_iter().filter(|effect| effect.kind == kind).collect()
}

/// An order that is open, and 20 euros of it can be given back.
async fn open_order(shop: &DemoShop) -> u64 {
    let body = json!({"set_paid": true, "payment_method": "ideal", "line_items": [{"sku": "MOK-OLA", "quantity": 5}]});
    shop.place_order_with(&body).unwrap()
}

#[tokio::test]
async fn a_lost_connection_before_and_after_the_effect() {
    let (shop, _) = shop(Options::default());
    let id = open_order(&shop).await;
    let refund = json!({"amount": "1.00", "api_refund": false, "meta_data": [{"key": "_marker", "value": "m-1"}]});
    faults(&shop, &["drop-before=1"]);
    assert_eq!(try_send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&refund)).await.unwrap_err(), Dropped);
    assert_eq!(of_kind(&shop, "refund.created").len(), 0);
    faults(&shop, &["drop-after=1"]);
    assert_eq!(try_send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&refund)).await.unwrap_err(), Dropped);
    assert!(get(&shop, &format!("orders/{id}")).await.status == 200, "reads go on");
    faults(&shop, &[]);
    let refunds = get(&shop, &format!("orders/{id}/refunds")).await.body;
    assert_eq!(refunds.as_array().unwrap().len(), 1);
    let keys: Vec<&str> =
        refunds[0]["meta_data"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["_refund_type", "_marker"], "the marker is kept");
}

#[tokio::test]
async fn a_late_effect_lands_when_its_time_has_come_and_once() {
    let (shop, clock) = shop(Options::default());
    let id = open_order(&shop).await;
    faults(&shop, &["late=1@60"]);
    let note = json!({"note": "Onderweg", "customer_note": true});
    assert!(try_send(&shop, "POST", &format!("orders/{id}/notes"), Some(&note)).await.is_err());
    faults(&shop, &[]);
    clock.advance(Duration::from_secs(59));
    assert_eq!((of_kind(&shop, "note.customer").len(), shop.late_effects()), (0, 1));
    clock.advance(Duration::from_secs(1));
    let landed = of_kind(&shop, "note.customer");
    assert_eq!((landed.len(), shop.late_effects()), (1, 0));
    assert_eq!(landed[0].at, common::NOW + 60);
    clock.advance(Duration::from_secs(600));
    assert_eq!(of_kind(&shop, "note.customer").len(), 1);
}

#[tokio::test]
async fn a_late_write_of_a_read_only_key_never_lands() {
    let (shop, clock) = shop(Options::default());
    let id = open_order(&shop).await;
    faults(&shop, &["late=1@5"]);
    let request = http::Request::post(format!("https://shop.test/wp-json/wc/v3/orders/{id}/notes"))
        .header("authorization", common::basic(&shop.keys()[1]))
        .body(bytes::Bytes::from(r#"{"note": "x"}"#))
        .unwrap();
    assert!(shop.handle(request).await.is_err());
    clock.advance(Duration::from_secs(10));
    assert_eq!(of_kind(&shop, "note.created").len(), 0);
}

#[tokio::test]
async fn answers_that_are_no_answers() {
    let (shop, _) = shop(Options::default());
    faults(&shop, &["429=1@7"]);
    let answer = get(&shop, "orders").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("7")));
    faults(&shop, &["html=1"]);
    let answer = get(&shop, "orders").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/html; charset=UTF-8")));
    faults(&shop, &["5xx=1"]);
    assert!(get(&shop, "orders").await.status >= 500);
    faults(&shop, &["truncate=1"]);
    let answer = get(&shop, "orders").await;
    assert!(answer.status == 200 && answer.body.is_null(), "half of it is no JSON");
    let length: usize = answer.header("content-length").unwrap().parse().unwrap();
    assert!(length > 1000);
}

#[tokio::test]
async fn a_proxy_that_gives_up_does_not_stop_the_write_behind_it() {
    let (shop, _) = shop(Options::default());
    let id = open_order(&shop).await;
    faults(&shop, &["5xx=1"]);
    let (mut behind, mut all) = (0, 0);
    for _ in 0..40 {
        let answer = send(&shop, "POST", &format!("orders/{id}/notes"), Some(&json!({"note": "x"}))).await;
        behind += usize::from(matches!(answer.status, 502 | 504));
        all += 1;
    }
    assert!(behind > 5 && behind < all);
    assert_eq!(of_kind(&shop, "note.created").len(), behind);
}

#[tokio::test]
async fn a_poisoned_order_breaks_its_page_but_not_lists_of_ids() {
    let (shop, _) = shop(Options { orders: 300, ..Options::default() });
    faults(&shop, &["poison=1"]);
    let [poisoned] = shop.poisoned_orders()[..] else { panic!("one") };
    let mut broken = 0;
    for page in 1..=30 {
        let answer = get(&shop, &format!("orders?per_page=10&page={page}")).await;
        let ids = get(&shop, &format!("orders?per_page=10&page={page}&_fields=id,date_modified_gmt")).await.ids();
        assert_eq!(answer.status == 500, ids.contains(&poisoned));
        broken += u32::from(answer.status == 500);
    }
    assert_eq!(broken, 1);
    let answer = get(&shop, &format!("orders/{poisoned}")).await;
    assert_eq!((answer.status, answer.body["code"].as_str()), (500, Some("internal_server_error")));
    assert_eq!(get(&shop, &format!("orders?include={poisoned}")).await.status, 500);
}

#[tokio::test]
async fn a_clock_that_is_off_shows_everywhere() {
    let (shop, _) = shop(Options::default());
    faults(&shop, &["clock=+300"]);
    let id = shop.place_order();
    let answer = get(&shop, &format!("orders/{id}")).await;
    assert_eq!(answer.body["date_created_gmt"], "2026-11-22T00:17:23");
    assert_eq!(answer.header("date"), Some("Sun, 22 Nov 2026 00:17:23 GMT"));
    // A correct clock is wrong here once it is off by more than a signature may be.
    faults(&shop, &["clock=+1200"]);
    let address = common::signed("GET", "http://shop.test/wp-json/wc/v3/orders", &shop.keys()[0], common::NOW, "n");
    let answer = shop.handle(http::Request::get(address).body(bytes::Bytes::new()).unwrap()).await.unwrap();
    assert_eq!(common::Answer::of(answer).body["message"], "Invalid timestamp.");
}

#[tokio::test]
async fn latency_is_the_clocks() {
    let (shop, clock) = shop(Options { pace: demo_shop::Pace::Real, ..Options::default() });
    use demo_shop::Clock as _;
    let start = clock.now();
    get(&shop, "orders?per_page=100").await;
    assert_eq!(clock.now().duration_since(start).as_millis(), 1300);
    get(&shop, "orders?per_page=100&_fields=id").await;
    assert_eq!(clock.now().duration_since(start).as_millis(), 1660);
    faults(&shop, &["latency=1@3"]);
    get(&shop, "orders?modified_after=2030-01-01T00:00:00").await;
    let waited = clock.now().duration_since(start).as_millis() - 1660;
    assert!((90 + 300..=90 + 3000).contains(&waited), "{waited}");
}

#[tokio::test]
async fn a_shop_that_is_down_answers_nobody_and_comes_back() {
    let (shop, _) = shop(Options::default());
    shop.set_down(true);
    assert!(try_send(&shop, "GET", "orders", None).await.is_err());
    let id = shop.place_order();
    shop.set_down(false);
    assert_eq!(get(&shop, "orders?per_page=1").await.ids(), [id]);
    let statuses: Vec<u16> = shop.requests().iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, [0, 200]);
}

#[tokio::test]
async fn orders_come_in_on_their_own() {
    let (shop, clock) = shop(Options { place_per_minute: 2.0, ..Options::default() });
    let before = get(&shop, "orders?per_page=1").await.total();
    clock.advance(Duration::from_secs(300));
    assert_eq!(get(&shop, "orders?per_page=1").await.total(), before + 10);
    let newest = get(&shop, "orders?per_page=2").await.body;
    assert_eq!(newest[0]["date_created_gmt"], "2026-11-22T00:17:23");
    assert_eq!(newest[1]["date_created_gmt"], "2026-11-22T00:16:53");
}

#[tokio::test]
async fn the_same_seed_meets_the_same_faults() {
    let run = async || {
        let (shop, _) = shop(Options {
            seed: 9,
            faults: vec!["5xx=0.3".parse().unwrap(), "html=0.3".parse().unwrap()],
            ..Options::default()
        });
        let mut statuses = Vec::new();
        for _ in 0..30 {
            statuses.push(get(&shop, "orders?per_page=1").await.status);
        }
        statuses
    };
    assert_eq!(run().await, run().await);
}

#[tokio::test]
async fn someone_elses_change_lands_right_before_the_next_write_to_its_order() {
    let (shop, clock) = shop(Options::default());
    let (id, other) = (open_order(&shop).await, open_order(&shop).await);
    shop.change_between(id, &json!({"customer_note": "theirs", "billing": {"city": "Sneek"}}));
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["customer_note"], "", "the last look sees nothing of it");
    send(&shop, "PUT", &format!("orders/{other}"), Some(&json!({"customer_note": "x"}))).await;
    assert_eq!(shop.changes_laid_ready(), 1, "another order's write is not its moment");
    faults(&shop, &["drop-before=1"]);
    assert!(try_send(&shop, "PUT", &format!("orders/{id}"), Some(&json!({}))).await.is_err());
    assert_eq!(shop.changes_laid_ready(), 1, "nor is a write that never arrived");
    faults(&shop, &[]);
    let after = send(&shop, "PUT", &format!("orders/{id}"), Some(&json!({"customer_note": "ours"}))).await.body;
    assert_eq!((after["customer_note"].as_str(), after["billing"]["city"].as_str()), (Some("ours"), Some("Sneek")));
    let kinds: Vec<(bool, String)> = of_kind(&shop, "order.updated")
        .into_iter()
        .filter(|effect| effect.order == id)
        .map(|effect| (effect.by_shop, effect.detail))
        .collect();
    assert_eq!(kinds.iter().map(|(by_shop, _)| *by_shop).collect::<Vec<_>>(), [true, false], "{kinds:?}");

    for (method, target, body) in [
        ("POST", format!("orders/{id}/notes"), json!({"note": "x"})),
        ("POST", format!("orders/{id}/refunds"), json!({"amount": "1.00", "api_refund": false})),
        ("POST", "orders/batch".to_owned(), json!({"update": [{"id": id, "customer_note": "batch"}]})),
        ("DELETE", format!("orders/{id}"), json!(null)),
    ] {
        shop.change_between(id, &json!({"billing": {"first_name": target}}));
        send(&shop, method, &target, Some(&body)).await;
        assert_eq!(shop.content(id).unwrap().billing.first_name, target, "{method}");
    }
    faults(&shop, &["late=1@30"]);
    shop.change_between(id, &json!({"status": "on-hold"}));
    assert!(try_send(&shop, "PUT", &format!("orders/{id}"), Some(&json!({"customer_note": "late"}))).await.is_err());
    faults(&shop, &[]);
    assert_eq!(shop.content(id).unwrap().status, "trash", "a late write's moment is when it lands");
    clock.advance(Duration::from_secs(30));
    assert_eq!(
        (shop.content(id).unwrap().status, shop.content(id).unwrap().customer_note.as_str()),
        ("on-hold", "late")
    );
}

#[tokio::test]
async fn changes_in_between_come_by_chance_too_and_the_same_from_the_same_seed() {
    let run = async || {
        let (shop, _) = shop(Options { seed: 4, faults: vec!["between=0.5".parse().unwrap()], ..Options::default() });
        let id = open_order(&shop).await;
        for step in 0..40 {
            send(&shop, "PUT", &format!("orders/{id}"), Some(&json!({"transaction_id": step.to_string()}))).await;
            get(&shop, &format!("orders/{id}")).await;
        }
        shop.effects().into_iter().filter(|effect| effect.by_shop).map(|effect| effect.detail).collect::<Vec<_>>()
    };
    let theirs = run().await;
    assert!((10..45).contains(&theirs.len()), "{theirs:?}");
    assert_eq!(theirs, run().await);
}

#[tokio::test]
async fn every_way_of_writing_can_be_lost_or_late() {
    let features = demo_shop::Features { fulfillments: true, ..demo_shop::Features::default() };
    let (shop, clock) = shop(Options { features, ..Options::default() });
    let id = shop
        .place_order_with(&json!({"billing": {"email": "a@example.test"}, "line_items": [{"sku": "MOK-OLA"}]}))
        .unwrap();
    let line = shop.content(id).unwrap().lines[0].0;
    let parcel = json!({"meta_data": [{"key": "_items", "value": [{"item_id": line, "qty": 1}]}]});
    let tracking = format!("wc-shipment-tracking/v3/orders/{id}/shipment-trackings");
    let writes = [
        (format!("wc/v3/orders/{id}/fulfillments"), parcel, "fulfillment.created"),
        (format!("wc/v3/orders/{id}/actions/send_email"), json!({}), "mail.sent"),
        (format!("wc/v3/orders/{id}/notes"), json!({"note": "x"}), "note.created"),
        (tracking, json!({"tracking_number": "1"}), "track.added"),
    ];
    for (fault, at_once, later) in [("drop-before=1", 0, 0), ("drop-after=1", 1, 0), ("late=1@60", 0, 1)] {
        for (target, body, kind) in &writes {
            let before = of_kind(&shop, kind).len();
            faults(&shop, &[fault]);
            let request = http::Request::post(format!("https://shop.test/wp-json/{target}"))
                .header("authorization", common::basic(&shop.keys()[0]))
                .body(bytes::Bytes::from(body.to_string()))
                .unwrap();
            assert_eq!(shop.handle(request).await.unwrap_err(), Dropped);
            faults(&shop, &[]);
            assert_eq!(of_kind(&shop, kind).len(), before + at_once, "{fault} {kind}");
            clock.advance(Duration::from_secs(60));
            assert_eq!(of_kind(&shop, kind).len(), before + at_once + later, "{fault} {kind}");
        }
    }
}
