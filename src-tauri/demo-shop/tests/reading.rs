//! The traps of reading, as observed on the real server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use common::{NOW, basic, get, send, shop, signed};
use demo_shop::{DemoShop, Options};
use serde_json::json;

fn naive(second: i64) -> String {
    jiff::Timestamp::from_second(second).unwrap().strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Ids changed after a moment, oldest change first.
async fn changed_after(shop: &DemoShop, moment: &str, gmt: bool) -> Vec<u64> {
    get(shop, &format!("orders?orderby=modified&order=asc&per_page=100&modified_after={moment}&dates_are_gmt={gmt}"))
        .await
        .ids()
}

#[tokio::test]
async fn modified_after_is_strict_and_a_zone_shifts_it() {
    let (shop, _) = shop(Options::default());
    let id = shop.place_order();
    let at = shop.clock().as_second();
    assert!(!changed_after(&shop, &naive(at), true).await.contains(&id), "strictly after");
    assert!(changed_after(&shop, &naive(at - 1), true).await.contains(&id));
    // With a `Z` the value becomes site time and is then taken for UTC: an hour of changes is silently missed.
    assert!(!changed_after(&shop, &format!("{}Z", naive(at - 1)), true).await.contains(&id));
    assert!(changed_after(&shop, &format!("{}Z", naive(at - 3601)), true).await.contains(&id));
    // Without dates_are_gmt a `Z` is right, and a bare value is site time.
    assert!(changed_after(&shop, &format!("{}Z", naive(at - 1)), false).await.contains(&id));
    assert!(!changed_after(&shop, &format!("{}Z", naive(at)), false).await.contains(&id));
    assert!(!changed_after(&shop, &naive(at + 3600), false).await.contains(&id));
    assert!(changed_after(&shop, &naive(at + 3599), false).await.contains(&id));
}

#[tokio::test]
async fn pages_drift_when_orders_change_between_them() {
    let (shop, clock) = shop(Options::default());
    let target = "orders?orderby=modified&order=asc&per_page=10&_fields=id&page=";
    let all = get(&shop, "orders?orderby=modified&order=asc&per_page=30&_fields=id").await.ids();
    let first = get(&shop, &format!("{target}1")).await.ids();
    clock.advance(std::time::Duration::from_secs(1));
    shop.change_order(first[0], &json!({})).unwrap();
    let second = get(&shop, &format!("{target}2")).await.ids();
    assert!(!first.contains(&all[10]) && !second.contains(&all[10]), "the eleventh order is on neither page");
}

#[tokio::test]
async fn equal_seconds_are_ordered_by_id() {
    let (shop, _) = shop(Options { orders: 3_000, ..Options::default() });
    let mut last = (String::new(), 0);
    let mut same = 0;
    for page in 1..=30 {
        let answer = get(
            &shop,
            &format!("orders?orderby=modified&order=asc&per_page=100&page={page}&_fields=id,date_modified_gmt"),
        )
        .await;
        for order in answer.body.as_array().unwrap() {
            let now = (order["date_modified_gmt"].as_str().unwrap().to_owned(), order["id"].as_u64().unwrap());
            assert!(now > last, "{last:?} before {now:?}");
            same += u32::from(now.0 == last.0);
            last = now;
        }
    }
    assert!(same > 100, "{same}");
}

#[tokio::test]
async fn trash_deletion_and_drafts() {
    let (shop, _) = shop(Options { orders: 2_000, ..Options::default() });
    let total = get(&shop, "orders?per_page=1").await.total();
    assert_eq!(total, 2_000);
    assert!(get(&shop, "orders?status=checkout-draft&per_page=1").await.total() > 0, "any shows drafts");
    let ids = get(&shop, "orders?per_page=2&_fields=id").await.ids();
    let before = naive(shop.clock().as_second() - 1);
    shop.trash_order(ids[0]).unwrap();
    shop.delete_order(ids[1]).unwrap();
    assert_eq!(get(&shop, "orders?per_page=1").await.total(), total - 2);
    assert_eq!(get(&shop, "orders?per_page=1&status=any,trash").await.total(), total - 2, "any wins");
    assert_eq!(get(&shop, &format!("orders?include={},{}", ids[0], ids[1])).await.ids(), [] as [u64; 0]);
    assert_eq!(
        get(&shop, &format!("orders?status=trash&modified_after={before}&dates_are_gmt=true")).await.ids(),
        [ids[0]]
    );
    assert_eq!(get(&shop, &format!("orders/{}", ids[0])).await.body["status"], "trash");
    assert_eq!(get(&shop, &format!("orders/{}", ids[1])).await.status, 404);
    shop.change_order(ids[0], &json!({"status": "processing"})).unwrap();
    assert_eq!(get(&shop, "orders?per_page=1").await.total(), total - 1, "setting a status restores");
}

#[tokio::test]
async fn fields_filters_and_totals() {
    let (shop, _) = shop(Options { orders: 500, ..Options::default() });
    let page = get(&shop, "orders?per_page=5&_fields=id,billing.email,line_items.id").await;
    for order in page.body.as_array().unwrap() {
        let mut keys: Vec<&String> = order.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["billing", "id"]);
        assert_eq!(order["billing"].as_object().unwrap().len(), 1);
    }
    let item = get(&shop, &format!("orders/{}?_fields=id", page.ids()[0])).await;
    assert!(item.body.get("_links").is_some() && item.body.get("status").is_none());
    let head = send(&shop, "HEAD", "orders?per_page=1&_fields=id", None).await;
    assert_eq!((head.total(), head.body.is_null()), (500, true));
    let totals = get(&shop, "reports/orders/totals").await.body;
    for row in totals.as_array().unwrap() {
        let status = row["slug"].as_str().unwrap();
        let listed = get(&shop, &format!("orders?status={status}&per_page=1")).await.total();
        assert_eq!(row["total"], listed, "{status}");
    }
    assert_eq!(get(&shop, "orders?status=wc-completed").await.status, 400);
    assert_eq!(get(&shop, "orders?per_page=101").await.status, 400);
    assert_eq!(get(&shop, "orders?modified_after=2026-11-01").await.status, 400);
    assert_eq!(get(&shop, "orders?orderby=total").await.status, 400);
    let past = get(&shop, "orders?page=9999").await;
    assert_eq!((past.total(), past.header("x-wp-totalpages")), (0, Some("0")));
}

#[tokio::test]
async fn searches_and_look_ups() {
    let (shop, _) = shop(Options { orders: 300, ..Options::default() });
    let order = get(&shop, "orders?status=completed&per_page=1").await.body[0].clone();
    let id = order["id"].as_u64().unwrap();
    let name = order["line_items"][0]["name"].as_str().unwrap().replace(' ', "+");
    assert!(get(&shop, &format!("orders?per_page=100&search={name}")).await.ids().contains(&id));
    let sku = order["line_items"][0]["sku"].as_str().unwrap();
    assert!(get(&shop, &format!("orders?search={sku}")).await.ids().is_empty(), "no SKU is searched");
    let product = order["line_items"][0]["product_id"].as_u64().unwrap();
    assert!(get(&shop, &format!("orders?per_page=100&product={product}")).await.ids().contains(&id));
    let made =
        send(&shop, "POST", "orders", Some(&json!({"created_via": "client-7"}))).await.body["id"].as_u64().unwrap();
    assert_eq!(get(&shop, "orders?created_via=client-7").await.ids(), [made]);
    send(&shop, "PUT", &format!("orders/{made}"), Some(&json!({"created_via": "other"}))).await;
    assert_eq!(get(&shop, "orders?created_via=client-7").await.ids(), [made], "writable at creation alone");
    let customers = get(&shop, "customers?per_page=1").await;
    assert_eq!(get(&shop, "customers?per_page=1&modified_after=2030-01-01T00:00:00").await.total(), customers.total());
}

#[tokio::test]
async fn the_hostile_customer_is_there_and_reads_as_text() {
    let (shop, _) = shop(Options::default());
    let found = get(&shop, "orders?search=%3Cimg+src").await;
    assert_eq!(found.body[0]["billing"]["first_name"], "<img src=x onerror=alert(1)>");
}

#[tokio::test]
async fn keys_and_signatures() {
    let (shop, _) = shop(Options::default());
    let [all, read, write] = shop.keys().clone();
    let ask = async |address: &str, authorization: Option<String>| {
        let mut request = http::Request::get(address);
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        common::Answer::of(shop.handle(request.body(bytes::Bytes::new()).unwrap()).await.unwrap())
    };
    let list = "http://shop.test/wp-json/wc/v3/orders?per_page=1&status=any";
    assert_eq!(ask(list, Some(basic(&all))).await.status, 401, "plain http ignores Basic");
    assert_eq!(ask(&signed("GET", list, &all, NOW, "a"), None).await.status, 200);
    assert_eq!(
        ask(&signed("GET", list, &all, NOW, "a"), None).await.body["message"],
        "Invalid nonce - nonce has already been used."
    );
    assert_eq!(ask(&signed("GET", list, &all, NOW - 901, "b"), None).await.body["message"], "Invalid timestamp.");
    assert_eq!(ask(&signed("GET", list, &all, NOW - 899, "c"), None).await.status, 200);
    let wrong = demo_shop::ApiKey { secret: "cs_wrong".into(), ..all.clone() };
    let answer = ask(&signed("GET", list, &wrong, NOW, "d"), None).await;
    assert_eq!(answer.body["message"], "Invalid signature - provided signature does not match.");
    let unknown = demo_shop::ApiKey { key: "ck_unknown".into(), ..all.clone() };
    assert_eq!(ask(&signed("GET", list, &unknown, NOW, "e"), None).await.body["message"], "Consumer key is invalid.");
    let secure = list.replace("http:", "https:");
    assert_eq!(ask(&secure, Some(basic(&wrong))).await.body["message"], "Consumer secret is invalid.");
    assert_eq!(ask(&secure, Some(basic(&unknown))).await.body["code"], "woocommerce_rest_cannot_view");
    assert_eq!(ask(&secure, Some(basic(&read))).await.status, 200);
    assert_eq!(
        ask(&secure, Some(basic(&write))).await.body["message"],
        "The API key provided does not have read permissions."
    );
    assert_eq!(
        ask(&format!("{secure}&consumer_key={}&consumer_secret={}", all.key, all.secret), None).await.status,
        200
    );
    assert_eq!(ask("https://shop.test/wp-json/wc/v3/orders/statuses", None).await.status, 200, "open to everybody");
}

#[tokio::test]
async fn signatures_are_heard_in_the_header_too() {
    let (shop, _) = shop(Options::default());
    let list = "http://shop.test/wp-json/wc/v3/orders?per_page=1";
    let address = signed("GET", list, &shop.keys()[0], NOW, "h1");
    let params: Vec<String> = address
        .split(['?', '&'])
        .filter(|pair| pair.starts_with("oauth_"))
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| format!("{name}=\"{value}\""))
        .collect();
    let request = http::Request::get(list).header("authorization", format!("OAuth {}", params.join(", ")));
    let answer = shop.handle(request.body(bytes::Bytes::new()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(!format!("{shop:?}").contains(&shop.keys()[0].secret), "no secret in a log");
}
