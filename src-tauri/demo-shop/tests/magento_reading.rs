//! Reading a Magento shop: who may, what lists make of their criteria, and that the generated past holds together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{
    NOW,
    magento::{ROOT, Signature, filtered, get, send, send_as, shop},
};
use demo_shop::{MagentoSettings, Options};
use serde_json::{Value, json};

#[tokio::test]
async fn signatures_are_held_to_the_letter() {
    let (shop, _) = shop(Options::default());
    let [all, ..] = shop.integrations().clone();
    let target = "V1/orders?searchCriteria[pageSize]=1&fields=total_count";
    type Spoil = fn(&mut Signature<'_>);
    let cases: [(&str, Spoil, u16, &str, Value); 8] = [
        ("good", |_| {}, 200, "", json!(null)),
        ("two days old", |s| s.timestamp = NOW - 172_800, 200, "", json!(null)),
        (
            "an hour ahead",
            |s| s.timestamp = NOW + 3_600,
            401,
            "Incorrect timestamp value in the oauth_timestamp parameter",
            json!(null),
        ),
        ("SHA1", |s| s.method = "HMAC-SHA1", 400, "Signature method %1 is not supported", json!(["HMAC-SHA1"])),
        (
            "wrong secret",
            |s| s.secret = "x".repeat(32),
            401,
            "The signature is invalid. Verify and try again.",
            json!(null),
        ),
        (
            "short token",
            |s| s.token = "short".into(),
            400,
            "The token length is invalid. Check the length and try again.",
            json!(null),
        ),
        ("used nonce", |s| s.nonce = "once".into(), 200, "", json!(null)),
        (
            "used nonce again",
            |s| s.nonce = "once".into(),
            401,
            "The nonce is already being used by the consumer with ID %1",
            json!(["1"]),
        ),
    ];
    for (name, spoil, status, message, parameters) in cases {
        let mut signature = Signature::new(&all);
        spoil(&mut signature);
        let header = signature.header("GET", &format!("{ROOT}{target}"));
        let answer = send_as(&shop, Some(header), "GET", target, None).await;
        assert_eq!(answer.status, status, "{name}: {}", answer.body);
        if status == 200 {
            assert_eq!(answer.body, json!({"total_count": 200}), "{name}");
        } else {
            assert_eq!((&answer.body["message"], &answer.body["parameters"]), (&json!(message), &parameters), "{name}");
        }
    }
}

#[tokio::test]
async fn bearer_works_only_where_it_is_switched_on_and_rights_are_named() {
    let refused = |resource: &str| json!({"message": "The consumer isn't authorized to access %resources.", "parameters": {"resources": resource}});
    for bearer in [false, true] {
        let magento = MagentoSettings { bearer, ..MagentoSettings::default() };
        let (shop, _) = shop(Options { magento, ..Options::default() });
        let [all, reader, packer] = shop.integrations().clone();
        let ask = async |token: &str, method: &'static str, target: &'static str| {
            send_as(&shop, Some(format!("Bearer {token}")), method, target, Some("{}")).await
        };
        let orders = ask(&all.token, "GET", "V1/orders?searchCriteria=all").await;
        assert_eq!(orders.status, if bearer { 200 } else { 401 });
        let stranger = ask("nobody", "GET", "V1/orders?searchCriteria=all").await;
        assert_eq!((stranger.status, stranger.body), (401, refused("Magento_Sales::actions_view")));
        if !bearer {
            continue;
        }
        for (who, target, resource) in [
            (&reader, "V1/order/5/ship", "Magento_Sales::ship"),
            (&reader, "V1/orders/5/comments", "Magento_Sales::comment"),
            (&reader, "V1/shipment/5/emails", "Magento_Sales::emails"),
            (&packer, "V1/order/5/invoice", "Magento_Sales::invoice"),
            (&packer, "V1/order/5/refund", "Magento_Sales::creditmemo"),
            (&packer, "V1/orders/5/cancel", "Magento_Sales::cancel"),
        ] {
            let answer = ask(&who.token, "POST", target).await;
            assert_eq!((answer.status, answer.body), (401, refused(resource)), "{target}");
        }
    }
}

#[tokio::test]
async fn lists_filter_sort_and_page() {
    let (shop, _) = shop(Options::default());
    let ids = async |query: String| -> Vec<u64> {
        let answer = get(&shop, &format!("orders?{query}&fields=items[entity_id],total_count")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        let items = answer.body["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["entity_id"].as_u64().unwrap()).collect()
    };
    assert_eq!(ids(filtered(&[("entity_id", "gt", "197")])).await, [198, 199, 200]);
    assert_eq!(ids(filtered(&[("entity_id", "in", "3,5")])).await, [3, 5]);
    assert_eq!(ids(filtered(&[("entity_id", "from", "4"), ("entity_id", "to", "6")])).await, [4, 5, 6]);
    assert_eq!(ids(filtered(&[("increment_id", "like", "%0007")])).await.len(), 2, "one a store view");
    assert_eq!(ids(filtered(&[("entity_id", "snow", "4")])).await, [0_u64; 0], "an unknown condition finds nothing");
    let guests = ids(filtered(&[("customer_id", "null", "1")])).await;
    assert!(!guests.is_empty() && guests.len() + ids(filtered(&[("customer_id", "notnull", "1")])).await.len() == 200);
    let sorted = "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]";
    assert_eq!(ids(format!("{sorted}=DESC&searchCriteria[pageSize]=2")).await, [200, 199]);
    assert_eq!(ids(format!("{sorted}=ASC&searchCriteria[pageSize]=2&searchCriteria[currentPage]=0")).await, [1, 2]);
    assert_eq!(ids("searchCriteria[pageSize]=2&searchCriteria[currentPage]=100".into()).await, [199, 200]);
    assert_eq!(ids("searchCriteria[pageSize]=0".into()).await.len(), 200);
    assert_eq!(ids("searchCriteria[pageSize]=-5".into()).await.len(), 1);
    assert_eq!(get(&shop, "orders").await.status, 400);
    let wrong = get(&shop, &format!("orders?{sorted}=up")).await;
    assert_eq!((wrong.status, &wrong.body["parameters"]), (400, &json!(["ASC", "DESC"])));
    let or = "searchCriteria[filter_groups][0][filters][0][field]=entity_id&searchCriteria[filter_groups][0][filters][0][value]=3&searchCriteria[filter_groups][0][filters][1][field]=entity_id&searchCriteria[filter_groups][0][filters][1][value]=9";
    assert_eq!(ids(or.into()).await, [3, 9]);
    let past = get(&shop, "orders?searchCriteria[pageSize]=100&searchCriteria[currentPage]=9").await;
    assert_eq!((&past.body["items"], &past.body["total_count"]), (&json!([]), &json!(200)));
}

#[tokio::test]
async fn dates_are_utc_text_and_offsets_are_passed_over() {
    let (shop, _) = shop(Options::default());
    let order = get(&shop, "orders/150").await.body;
    let updated = order["updated_at"].as_str().unwrap().to_owned();
    for written in [updated.clone(), updated.replace(' ', "T") + "Z", updated.replace(' ', "T") + "+05:00"] {
        let answer =
            get(&shop, &format!("orders?{}&fields=items[entity_id]", filtered(&[("updated_at", "eq", &written)])))
                .await;
        assert!(answer.body["items"].as_array().unwrap().contains(&json!({"entity_id": 150})), "{written}");
    }
}

#[tokio::test]
async fn input_limits_are_the_merchants() {
    let magento = MagentoSettings { page_size_limit: Some(300), ..MagentoSettings::default() };
    let (shop, _) = shop(Options { magento, ..Options::default() });
    let answer = get(&shop, "orders?searchCriteria[pageSize]=301").await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body["message"], "Maximum SearchCriteria pageSize is %max");
    let answer = get(&shop, "orders?searchCriteria=all").await;
    assert_eq!(answer.body["items"].as_array().unwrap().len(), 20, "a page is small where none is asked for");
}

#[tokio::test]
async fn the_past_holds_together() {
    let (shop, _) = shop(Options { orders: 1_000, ..Options::default() });
    let mut states: BTreeMap<String, u32> = BTreeMap::new();
    let mut sorts = BTreeSet::new();
    let (mut currencies, mut partial, mut guests) = (BTreeSet::new(), 0, 0);
    for dumped in shop.dump() {
        let order = &dumped["order"];
        *states.entry(order["status"].as_str().unwrap().to_owned()).or_default() += 1;
        currencies.insert(order["order_currency_code"].as_str().unwrap().to_owned());
        guests += u32::from(order.get("customer_id").is_none());
        let cents = |value: &Value| (value.as_f64().unwrap_or(0.0) * 100.0).round() as i64;
        for base in ["", "base_"] {
            let of = |name: &str| cents(&order[format!("{base}{name}")]);
            assert_eq!(
                of("grand_total"),
                of("subtotal") + of("shipping_amount") + of("tax_amount") + of("discount_amount"),
                "{order}"
            );
            assert_eq!(of("total_due"), of("grand_total") - of("total_paid"), "{order}");
            let documents = |kind: &str, name: &str| -> i64 {
                dumped[kind].as_array().unwrap().iter().map(|made| cents(&made[format!("{base}{name}")])).sum()
            };
            assert_eq!(of("total_invoiced"), documents("invoices", "grand_total"), "{order}");
            assert_eq!(of("total_refunded"), documents("creditmemos", "grand_total"), "{order}");
            assert_eq!(of("tax_refunded"), documents("creditmemos", "tax_amount"), "{order}");
        }
        for item in order["items"].as_array().unwrap() {
            sorts.insert(item["product_type"].as_str().unwrap().to_owned());
            let of = |name: &str| item[name].as_i64().unwrap();
            assert!(of("qty_invoiced") + of("qty_canceled") <= of("qty_ordered"), "{item}");
            assert!(of("qty_refunded") <= of("qty_invoiced"), "{item}");
            partial += u32::from(of("qty_shipped") > 0 && of("qty_shipped") < of("qty_ordered"));
        }
        assert!(order["created_at"].as_str() <= order["updated_at"].as_str());
    }
    for status in [
        "pending",
        "pending_payment",
        "processing",
        "packed",
        "complete",
        "closed",
        "canceled",
        "holded",
        "payment_review",
    ] {
        assert!(states.contains_key(status), "{status}: {states:?}");
    }
    assert_eq!(sorts.into_iter().collect::<Vec<_>>(), ["bundle", "configurable", "simple", "virtual"]);
    assert!(currencies.len() > 4 && partial > 3 && guests > 100, "{currencies:?} {partial} {guests}");
}

#[tokio::test]
async fn documents_numbers_rise_with_time() {
    let (shop, _) = shop(Options { orders: 500, ..Options::default() });
    for list in ["orders", "invoices", "shipments", "creditmemos"] {
        let answer = get(&shop, &format!("{list}?searchCriteria=all&fields=items[entity_id,created_at]")).await;
        let rows = answer.body["items"].as_array().unwrap();
        assert!(rows.len() > 5, "{list}");
        let dates: Vec<&str> = rows.iter().map(|row| row["created_at"].as_str().unwrap()).collect();
        assert!(dates.is_sorted(), "{list}");
        assert_eq!(rows[0]["entity_id"], 1);
    }
}

#[tokio::test]
async fn stores_and_the_ways_to_the_interface() {
    let (shop, _) = shop(Options::default());
    for (what, count) in [("storeConfigs", 2), ("storeViews", 3), ("websites", 2), ("storeGroups", 2)] {
        assert_eq!(get(&shop, &format!("store/{what}")).await.body.as_array().unwrap().len(), count, "{what}");
    }
    for (target, status) in [
        ("all/V1/orders/1", 200),
        ("de/V1/orders/1", 200),
        ("xx/V1/orders/1", 404),
        ("V1/snow", 404),
        ("V1/orders/1/ship", 404),
    ] {
        let answer = send(&shop, "GET", target, None).await;
        assert_eq!(answer.status, status, "{target}");
        assert!(status == 200 || answer.body == json!({"message": "Request does not match any route."}), "{target}");
    }
    let deleted = send(&shop, "DELETE", "V1/orders/1", None).await;
    assert_eq!(deleted.status, 404, "orders cannot be deleted");
}

#[tokio::test]
async fn products_have_pictures_that_are_there() {
    let (shop, _) = shop(Options::default());
    let found =
        get(&shop, &format!("products?{}", filtered(&[("sku", "in", "KRS-OLA,MOK-LDZ,SET-OLA,GIFT-25,nothing")])))
            .await;
    assert_eq!(found.body["total_count"], 4);
    let mut pictured = 0;
    for product in found.body["items"].as_array().unwrap() {
        for entry in product["media_gallery_entries"].as_array().unwrap() {
            let uri = format!("http://shop.test/media/catalog/product{}", entry["file"].as_str().unwrap());
            let request = http::Request::builder().uri(uri).body(bytes::Bytes::new()).unwrap();
            let answer = shop.handle(request).await.unwrap();
            assert_eq!(answer.headers()["content-type"], "image/png");
            pictured += 1;
        }
    }
    assert!(pictured > 0);
    assert_eq!(get(&shop, "products/KRS-OLA").await.body["type_id"], "simple");
    for (sku, shipment_type) in [("SET-OLA", "0"), ("SET-LDZ", "1")] {
        let attributes = get(&shop, &format!("products/{sku}")).await.body["custom_attributes"].clone();
        let told = json!({"attribute_code": "shipment_type", "value": shipment_type});
        assert!(attributes.as_array().unwrap().contains(&told), "{sku}: {attributes}");
    }
    assert_eq!(get(&shop, "products/nothing").await.status, 404);
}

/// Ten thousand orders are read to the end by keyset in a moment: a simulation plays this a thousand times.
#[tokio::test]
async fn ten_thousand_orders() {
    let begun = std::time::Instant::now();
    let (shop, _) = shop(Options { orders: 10_000, ..Options::default() });
    let grown = begun.elapsed();
    let (mut last, mut seen) = (0, 0);
    loop {
        let sort = "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=ASC&searchCriteria[pageSize]=1000";
        let page = filtered(&[("entity_id", "gt", &last.to_string())]);
        let answer =
            get(&shop, &format!("orders?{page}&{sort}&fields=items[entity_id,updated_at],total_count")).await.body;
        let Some(rows) = answer["items"].as_array() else { break };
        assert_eq!(answer["total_count"], 10_000 - seen);
        seen += rows.len();
        last = rows.last().unwrap()["entity_id"].as_u64().unwrap();
    }
    assert_eq!(seen, 10_000);
    let all = begun.elapsed();
    assert!(all.as_secs() < 60, "grown in {grown:?}, read after {all:?}");
}

/// A simulation makes a small shop for each of thousands of seeds and looks into it again and again.
#[test]
fn a_small_shop_is_cheap_and_so_is_looking_into_it() {
    let start = std::time::Instant::now();
    for seed in 0..40 {
        drop(shop(Options { orders: 40, seed, ..Options::default() }));
    }
    let made = start.elapsed();
    let (shop, _) = shop(Options { orders: 40, ..Options::default() });
    let start = std::time::Instant::now();
    for _ in 0..10 {
        assert_eq!(shop.dump().len(), 40);
    }
    let looked = start.elapsed();
    assert!(made.as_millis() < 40 * 40, "40 shops in {made:?}");
    assert!(looked.as_millis() < 10 * 200, "10 looks at 40 orders in {looked:?}");
}
