//! What not every shop has: the tracking plugin, fulfilments, e-mails sent again. Each can be switched, and says so in the index.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use bytes::Bytes;
use common::{Answer, basic, get, send, shop};
use demo_shop::{DemoShop, Features, Options};
use http::Request;
use serde_json::{Value, json};

/// A request to any route, by TLS, with one of the shop's keys.
async fn ask(shop: &DemoShop, key: usize, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("https://shop.test/wp-json/{path}"))
        .header("authorization", basic(&shop.keys()[key]))
        .header("user-agent", "Tester/1 (0f)")
        .body(body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string())))
        .unwrap();
    Answer::of(shop.handle(request).await.unwrap())
}

fn of_kind(shop: &DemoShop, kind: &str) -> Vec<String> {
    shop.effects().into_iter().filter(|effect| effect.kind == kind).map(|effect| effect.detail).collect()
}

async fn order(shop: &DemoShop) -> Value {
    let body = json!({
        "set_paid": true, "payment_method": "ideal", "billing": {"email": "kees@example.test"},
        "line_items": [{"sku": "KRS-OLA", "quantity": 2}, {"sku": "MOK-OLA", "quantity": 1}],
    });
    send(shop, "POST", "orders", Some(&body)).await.body
}

fn with(features: Features) -> DemoShop {
    shop(Options { features, ..Options::default() }).0
}

const NONE: Features = Features {
    shipment_tracking: false,
    fulfillments: false,
    order_actions: false,
    notes_name_program: false,
    cancelled_mail: false,
};

#[tokio::test]
async fn the_index_names_what_is_there_and_nothing_else_answers() {
    let all = Features { fulfillments: true, ..Features::default() };
    for (features, there) in [(all, true), (NONE, false)] {
        let shop = with(features);
        let id = order(&shop).await["id"].clone();
        let index = ask(&shop, 0, "GET", "", None).await.body;
        let namespaces = index["namespaces"].as_array().unwrap();
        assert_eq!(namespaces.contains(&json!("wc-shipment-tracking/v3")), there);
        for (route, path) in [
            (
                "/wc-shipment-tracking/v3/orders/(?P<order_id>[\\d]+)/shipment-trackings",
                format!("wc-shipment-tracking/v3/orders/{id}/shipment-trackings"),
            ),
            ("/wc/v3/orders/(?P<order_id>[\\d]+)/fulfillments", format!("wc/v3/orders/{id}/fulfillments")),
            (
                "/wc/v3/orders/(?P<id>[\\d]+)/actions/email_templates",
                format!("wc/v3/orders/{id}/actions/email_templates"),
            ),
        ] {
            assert_eq!(index["routes"].get(route).is_some(), there, "{route}");
            let answer = ask(&shop, 0, "GET", &path, None).await;
            assert_eq!(answer.status, if there { 200 } else { 404 }, "{path}");
            assert_eq!(answer.body["code"] == "rest_no_route", !there);
            if there {
                assert_eq!(ask(&shop, 2, "GET", &path, None).await.status, 401, "a key to write only reads nothing");
            }
        }
        let plugins = get(&shop, "system_status").await.body["active_plugins"].to_string();
        assert_eq!(plugins.contains("Shipment Tracking"), there);
    }
}

#[tokio::test]
async fn the_tracking_plugin_adds_shows_and_takes_away() {
    let shop = with(Features::default());
    let id = order(&shop).await["id"].clone();
    let list = format!("wc-shipment-tracking/v3/orders/{id}/shipment-trackings");
    assert_eq!(ask(&shop, 0, "GET", &list, None).await.body, json!([]));
    let known = json!({"tracking_provider": "PostNL", "tracking_number": "3S1", "date_shipped": "2026-11-20"});
    let made = ask(&shop, 0, "POST", &list, Some(&known)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.body["tracking_link"], "https://postnl.nl/tracktrace/?B=3S1");
    assert_eq!(made.body["date_shipped"], "2026-11-20");
    let custom = json!({"custom_tracking_provider": "Fietskoerier", "custom_tracking_link": "https://fiets.test/9", "tracking_number": "9"});
    let other = ask(&shop, 0, "POST", &list, Some(&custom)).await.body;
    assert_eq!(
        (other["tracking_provider"].as_str(), other["tracking_link"].as_str()),
        (Some("Fietskoerier"), Some("https://fiets.test/9"))
    );
    assert_ne!(made.body["tracking_id"], other["tracking_id"]);
    assert_eq!(other["date_shipped"], "2026-11-22", "today, where nothing is said");
    let meta = get(&shop, &format!("orders/{id}")).await.body["meta_data"].clone();
    let rows: Vec<&Value> =
        meta.as_array().unwrap().iter().filter(|row| row["key"] == "_wc_shipment_tracking_items").collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["value"][1]["tracking_number"], "9");
    assert_eq!(rows[0]["value"][0]["date_shipped"], "1795132800");
    let one = format!("{list}/{}", made.body["tracking_id"].as_str().unwrap());
    assert_eq!(ask(&shop, 0, "GET", &one, None).await.body, made.body);
    assert_eq!(ask(&shop, 1, "DELETE", &one, None).await.status, 401);
    assert_eq!(ask(&shop, 0, "DELETE", &one, None).await.status, 200);
    let gone = ask(&shop, 0, "DELETE", &one, None).await;
    assert_eq!(
        (gone.status, gone.body["code"].as_str()),
        (404, Some("woocommerce_rest_order_shipment_tracking_invalid_id"))
    );
    assert_eq!(
        (of_kind(&shop, "track.added"), of_kind(&shop, "track.removed")),
        (vec!["3S1".into(), "9".into()], vec!["3S1".into()])
    );
    assert_eq!(ask(&shop, 0, "POST", &list, Some(&json!({"tracking_provider": "DHL"}))).await.status, 400);
    assert_eq!(ask(&shop, 0, "GET", "wc-shipment-tracking/v3/orders/7/shipment-trackings", None).await.status, 404);
    assert!(ask(&shop, 0, "GET", &format!("{list}/providers"), None).await.body["Netherlands"]["PostNL"].is_string());
}

#[tokio::test]
async fn fulfilments_sum_up_on_the_order() {
    let shop = with(Features { fulfillments: true, ..NONE });
    let order = order(&shop).await;
    let id = &order["id"];
    let list = format!("wc/v3/orders/{id}/fulfillments");
    let lines = [&order["line_items"][0]["id"], &order["line_items"][1]["id"]];
    let parcel = |line: &Value, pieces: u64, number: &str, notify: bool| {
        json!({"status": "fulfilled", "is_fulfilled": true, "notify_customer": notify, "meta_data": [
            {"key": "_items", "value": [{"item_id": line, "qty": pieces}]},
            {"key": "_tracking_number", "value": number}, {"key": "_shipment_provider", "value": "postnl"},
            {"key": "_tracking_url", "value": "https://postnl.test/"},
        ]})
    };
    let summary = async || {
        let meta = get(&shop, &format!("orders/{id}")).await.body["meta_data"].clone();
        let row = meta.as_array().unwrap().iter().find(|row| row["key"] == "_fulfillment_status").cloned();
        row.map(|row| row["value"].as_str().unwrap().to_owned())
    };
    assert_eq!(summary().await, None);
    let first = ask(&shop, 0, "POST", &list, Some(&parcel(lines[0], 2, "3S1", false))).await;
    assert_eq!(first.status, 201, "{}", first.body);
    assert_eq!(
        (first.body["entity_id"].as_str(), first.body["is_fulfilled"].as_bool()),
        (id.to_string().as_str().into(), Some(true))
    );
    assert!(first.body["meta_data"].as_array().unwrap().iter().any(|row| row["key"] == "_date_fulfilled"));
    assert_eq!(summary().await.as_deref(), Some("partially_fulfilled"));
    let second = ask(&shop, 0, "POST", &list, Some(&parcel(lines[1], 1, "3S2", true))).await.body;
    assert_eq!(summary().await.as_deref(), Some("fulfilled"));
    let mails = ["customer_processing_order to kees@example.test", "customer_fulfillment_created to kees@example.test"];
    assert_eq!(of_kind(&shop, "mail.sent"), mails, "only where it was asked for");

    let item = format!("{list}/{}", second["id"]);
    let changed = json!({"meta_data": [{"key": "_items", "value": [{"item_id": lines[1], "qty": 1}]}]});
    let answer = ask(&shop, 0, "PUT", &item, Some(&changed)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(!answer.body["meta_data"].to_string().contains("3S2"), "what is not named goes");
    assert_eq!(of_kind(&shop, "track.removed"), ["3S2"]);
    assert_eq!(ask(&shop, 0, "GET", &list, None).await.body.as_array().unwrap().len(), 2);
    assert_eq!(ask(&shop, 0, "DELETE", &item, None).await.status, 200);
    assert_eq!(ask(&shop, 0, "GET", &list, None).await.body.as_array().unwrap().len(), 1);
    let gone = ask(&shop, 0, "GET", &item, None).await;
    assert_eq!((gone.status, gone.body["message"].as_str()), (400, Some("Fulfillment not found.")));
    for wrong in [json!([]), json!([{"item_id": 1}]), json!([{"item_id": lines[0], "qty": 0}])] {
        let body = json!({"meta_data": [{"key": "_items", "value": wrong}]});
        assert_eq!(ask(&shop, 0, "POST", &list, Some(&body)).await.status, 400);
    }
    assert_eq!(of_kind(&shop, "fulfillment.created").len(), 2, "what is refused leaves nothing");
}

#[tokio::test]
async fn the_shops_mails_can_be_sent_again() {
    let shop = with(Features::default());
    let id = order(&shop).await["id"].clone();
    let actions = format!("wc/v3/orders/{id}/actions");
    let templates = async || {
        let list = ask(&shop, 0, "GET", &format!("{actions}/email_templates"), None).await.body;
        list.as_array().unwrap().iter().map(|template| template["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let send_mail = async |body: Value| ask(&shop, 0, "POST", &format!("{actions}/send_email"), Some(&body)).await;
    assert_eq!(templates().await, ["customer_invoice", "customer_processing_order"]);
    let sent = send_mail(json!({"template_id": "customer_processing_order"})).await;
    assert_eq!(
        sent.body,
        json!({"message": "Email template \"Processing order\" sent to kees@example.test, via Tester/1 (0f)."})
    );
    let notes = get(&shop, &format!("orders/{id}/notes")).await.body;
    assert_eq!((&notes[0]["note"], notes[0]["author"].as_str()), (&sent.body["message"], Some("admin")));
    assert_eq!(send_mail(json!({})).await.status, 200, "the status chooses");
    let wrong = send_mail(json!({"template_id": "customer_completed_order"})).await;
    assert_eq!((wrong.status, wrong.body["code"].as_str()), (400, Some("woocommerce_rest_invalid_email_template")));
    assert_eq!(send_mail(json!({"template_id": "nonsense"})).await.body["code"], "rest_invalid_param");
    let details = ask(&shop, 0, "POST", &format!("{actions}/send_order_details"), Some(&json!({}))).await;
    assert_eq!(details.body["message"], "Order details sent to kees@example.test, via Tester/1 (0f).");
    let newer = with(Features { notes_name_program: false, ..Features::default() });
    let newer_id = order(&newer).await["id"].clone();
    let path = format!("wc/v3/orders/{newer_id}/actions/send_email");
    let message = ask(&newer, 0, "POST", &path, Some(&json!({}))).await.body["message"].clone();
    assert_eq!(message, "Email template \"Processing order\" sent to kees@example.test.");
    let other = send_mail(json!({"email": "an@example.test"})).await;
    assert_eq!(other.body["code"], "woocommerce_rest_order_billing_email_exists");
    assert_eq!(send_mail(json!({"email": "an@example.test", "force_email_update": true})).await.status, 200);
    assert_eq!(get(&shop, &format!("orders/{id}")).await.body["billing"]["email"], "an@example.test");
    assert_eq!(of_kind(&shop, "mail.sent").len(), 5, "the first by the order's own payment");
    send(&shop, "POST", &format!("orders/{id}/refunds"), Some(&json!({"amount": "1.00", "api_refund": false}))).await;
    assert!(templates().await.contains(&"customer_refunded_order".to_owned()));
    send(&shop, "PUT", &format!("orders/{id}"), Some(&json!({"billing": {"email": ""}}))).await;
    assert!(templates().await.is_empty());
    assert_eq!(send_mail(json!({})).await.body["code"], "woocommerce_rest_missing_email");
}
