//! Test orders: they ring, mail nobody, bear their mark, and give their piece back when they go.

use connectors::Found;
use domain::{Code, Edit, EditKey, Notice};
use serde_json::{Value, json};

use super::desk::{Desk, KEY, order, told, write};
use crate::shop::Shop;

const SETTINGS: &str = r#"[{"id":"woocommerce_store_address","value":"Kade 1"},
    {"id":"woocommerce_store_city","value":"Amsterdam"},{"id":"woocommerce_default_country","value":"NL:NH"}]"#;

fn made() -> Value {
    let mut made = order();
    made["status"] = json!("processing");
    made["created_via"] = json!(KEY);
    made["meta_data"] = json!([{ "id": 1, "key": "_shopbell_edit", "value": KEY }]);
    made["date_created_gmt"] = json!("2026-11-22T00:40:01");
    made
}

async fn find(shop: &Shop) -> Found {
    let (key, edit) = (EditKey(KEY.to_owned()), Edit::PlaceTestOrder { product: None });
    shop.connect().find(&write(&key, &edit, Notice::Quiet, None)).await.unwrap()
}

#[tokio::test]
async fn a_test_order_rings_and_mails_nobody() {
    for product in [Some("42".into()), None] {
        let shop = Shop::woocommerce();
        shop.serves("settings/general", 200, SETTINGS);
        shop.serves("products", 200, r#"[{"id":42}]"#);
        shop.serves("orders", 201, &made().to_string());
        let (key, edit) = (EditKey(KEY.to_owned()), Edit::PlaceTestOrder { product });
        let pushed = shop.connect().push(&write(&key, &edit, Notice::Quiet, None)).await.unwrap();
        assert_eq!((pushed.made, pushed.order.unwrap().order.origin), (Some("7".into()), KEY.to_owned()));
        let sent = told(shop.asked().last().unwrap());
        let body: Value = serde_json::from_str(sent.strip_prefix("POST orders ").unwrap()).unwrap();
        assert_eq!((&body["created_via"], &body["status"]), (&json!(KEY), &json!("processing")));
        assert_eq!(body["line_items"], json!([{ "product_id": 42, "quantity": 1 }]));
        assert_eq!(body["set_paid"], json!(false));
        assert_eq!((&body["billing"]["city"], &body["shipping"]["country"]), (&json!("Amsterdam"), &json!("NL")));
        assert!(body["billing"].get("email").is_none() && body["customer_note"].as_str().unwrap().contains("Shopbell"));
    }
    let shop = Shop::woocommerce();
    shop.serves("products", 200, "[]");
    let (key, edit) = (EditKey(KEY.to_owned()), Edit::PlaceTestOrder { product: None });
    let failed = shop.connect().push(&write(&key, &edit, Notice::Quiet, None)).await.unwrap_err();
    assert_eq!(failed.fault.code, Code::Refused);
}

#[tokio::test]
async fn a_lost_test_order_is_found_by_its_origin() {
    let with = |name: &str, value: Value| {
        let mut order = made();
        order[name] = value;
        order
    };
    let page = |count: usize, placed: &str| -> Vec<Value> {
        let mut order = with("created_via", json!("checkout"));
        order["date_created_gmt"] = json!(placed);
        vec![order; count]
    };
    for (listed, done) in [
        (vec![], Some(false)),
        (vec![made()], Some(true)),
        // What a failed creation leaves is no order.
        (vec![with("status", json!("checkout-draft"))], Some(false)),
        // The filter was not known there: the newest orders came, as far back as before the attempt, or not.
        (page(100, "2026-11-22T00:39:00"), Some(false)),
        (page(100, "2026-11-22T00:41:00"), None),
        (page(99, "2026-11-22T00:41:00"), Some(false)),
        ([page(50, "2026-11-22T00:41:00"), vec![made()], page(49, "2026-11-22T00:41:00")].concat(), Some(true)),
        // One that cannot be read may be it.
        (vec![with("total", json!("many"))], None),
    ] {
        let shop = Shop::woocommerce();
        shop.serves("orders", 200, &Value::from(listed.clone()).to_string());
        let found = match find(&shop).await {
            Found::Done(pushed) => {
                assert_eq!(pushed.made, Some("7".into()));
                Some(true)
            }
            Found::NotDone => Some(false),
            Found::CannotTell => None,
        };
        assert_eq!(found, done, "{} rows", listed.len());
        let query = shop.last_query();
        assert!(query.contains(&("created_via".to_owned(), KEY.to_owned())), "{query:?}");
    }
}

#[tokio::test]
async fn a_test_order_gives_its_piece_back_before_it_goes() {
    let desk = Desk::of(made());
    assert!(desk.push(&Edit::Delete).await.unwrap().gone);
    assert_eq!(desk.written(), [r#"PUT orders/7 {"status":"pending"}"#, "DELETE orders/7?force=true"]);
    // What another program placed under a name of its own is its own.
    let mut foreign = made();
    foreign["meta_data"] = json!([]);
    let desk = Desk::of(foreign);
    desk.push(&Edit::Delete).await.unwrap();
    assert_eq!(desk.written(), ["DELETE orders/7?force=true"]);
}
