//! What moves an order's dates at a Magento shop and what does not, markers, comments, statuses, addresses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::time::Duration;

use common::magento::{filtered, get, made, of_kind, order, placed, post, send, shop, state};
use demo_shop::{Deed, Options};
use serde_json::{Value, json};

#[tokio::test]
async fn which_dates_move() {
    let (shop, clock) = shop(Options::default());
    let (id, candle, mug) = placed(&shop);
    let ship = |item: u64| json!({"items": [{"order_item_id": item, "qty": 1}]});
    let address = shop.order(id).unwrap()["order"]["billing_address"].clone();
    let steps: [(&str, &str, String, Value, bool); 13] = [
        ("first shipment", "POST", format!("order/{id}/ship"), ship(mug), true),
        ("a further one", "POST", format!("order/{id}/ship"), ship(mug), false),
        ("comment", "POST", format!("orders/{id}/comments"), json!({"statusHistory": {"comment": "x"}}), false),
        ("address", "PUT", format!("orders/{id}"), json!({"entity": address}), false),
        ("mail", "POST", format!("orders/{id}/emails"), json!({}), false),
        ("hold", "POST", format!("orders/{id}/hold"), json!({}), true),
        ("unhold", "POST", format!("orders/{id}/unhold"), json!({}), true),
        ("status", "POST", "orders".into(), json!({"entity": {"entity_id": id, "status": "packed"}}), true),
        ("a shipment that ends that status", "POST", format!("order/{id}/ship"), ship(mug), true),
        (
            "last shipment of an unpaid order",
            "POST",
            format!("order/{id}/ship"),
            json!({"items": [{"order_item_id": candle, "qty": 2}]}),
            false,
        ),
        ("invoice", "POST", format!("order/{id}/invoice"), json!({}), true),
        ("credit", "POST", format!("order/{id}/refund"), ship(mug), true),
        ("impossible cancel", "POST", format!("orders/{id}/cancel"), json!({}), false),
    ];
    for (name, method, target, body, moves) in steps {
        let before = order(&shop, id).await["updated_at"].clone();
        clock.advance(Duration::from_secs(5));
        let answer = send(&shop, method, &format!("V1/{target}"), Some(&body)).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        assert_eq!(order(&shop, id).await["updated_at"] != before, moves, "{name}");
    }
}

#[tokio::test]
async fn partial_shipments_show_in_the_rows_and_shipments_alone() {
    let (shop, clock) = shop(Options::default());
    let (id, _, mug) = placed(&shop);
    let one = json!({"items": [{"order_item_id": mug, "qty": 1}]});
    shop.change_order(id, &Deed::Ship(one.clone())).unwrap();
    clock.advance(Duration::from_secs(60));
    let since = shop.clock().strftime("%Y-%m-%d %H:%M:%S").to_string();
    shop.change_order(id, &Deed::Ship(one)).unwrap();
    let count = async |list: &str, field: &str| {
        get(&shop, &format!("{list}?{}", filtered(&[(field, "gteq", &since)]))).await.body["total_count"].clone()
    };
    assert_eq!(count("orders", "updated_at").await, 0);
    assert_eq!(count("orders/items", "updated_at").await, 1);
    assert_eq!(count("shipments", "created_at").await, 1);
    clock.advance(Duration::from_secs(60));
    let later = shop.clock().strftime("%Y-%m-%d %H:%M:%S").to_string();
    shop.change_order(id, &Deed::Track(json!({"track_number": "T1", "carrier_code": "custom", "title": ""}))).unwrap();
    let updated = get(&shop, &format!("shipments?{}", filtered(&[("updated_at", "gteq", &later)]))).await;
    assert_eq!(updated.body["total_count"], 0, "a track moves nothing");
    let tracks = shop.order(id).unwrap()["shipments"][1]["tracks"].clone();
    assert_eq!((&tracks[0]["track_number"], &tracks[0]["title"]), (&json!("T1"), &json!(null)));
    assert_eq!(of_kind(&shop, "track.added"), ["T1"]);
}

#[tokio::test]
async fn a_documents_comment_is_a_marker() {
    let (shop, _) = shop(Options::default());
    let (id, candle, _) = placed(&shop);
    let body = |marker: &str| {
        json!({
            "items": [{"order_item_id": candle, "qty": 1}], "notify": false, "appendComment": false,
            "comment": {"comment": marker, "is_visible_on_front": 0},
        })
    };
    for (step, list) in [("invoice", "invoices"), ("ship", "shipments"), ("refund", "creditmemos")] {
        made(&post(&shop, &format!("order/{id}/{step}"), &body(step)).await);
        let found = get(&shop, &format!("{list}?{}", filtered(&[("order_id", "eq", &id.to_string())]))).await.body;
        let comment = &found["items"][0]["comments"][0];
        assert_eq!((&comment["comment"], &comment["is_customer_notified"]), (&json!(step), &json!(0)), "{list}");
    }
    assert!(of_kind(&shop, "mail.sent").is_empty());
    let history = order(&shop, id).await["status_histories"].clone();
    assert_eq!(history.as_array().unwrap().len(), 1, "only the shop's own line about the refund: {history}");
    let mut told = body("told");
    told["notify"] = json!(true);
    told["appendComment"] = json!(true);
    made(&post(&shop, &format!("order/{id}/ship"), &told).await);
    assert_eq!(of_kind(&shop, "mail.sent"), ["sales_email_shipment to kees@example.test"]);
}

#[tokio::test]
async fn comments_and_statuses() {
    let (shop, clock) = shop(Options::default());
    let (id, ..) = placed(&shop);
    made(&post(&shop, &format!("order/{id}/invoice"), &json!({})).await);
    let comment = async |status: Value| {
        let line = json!({"statusHistory": {"comment": "<b>hi</b>", "status": status, "is_customer_notified": 1}});
        post(&shop, &format!("orders/{id}/comments"), &line).await
    };
    for (status, allowed) in
        [(json!(null), true), (json!("processing"), true), (json!("packed"), true), (json!("complete"), false)]
    {
        clock.advance(Duration::from_secs(1));
        let answer = comment(status.clone()).await;
        assert_eq!(answer.status, if allowed { 200 } else { 400 }, "{status}");
        assert!(
            allowed || answer.body["message"].as_str().unwrap().starts_with("Unable to add comment: The status \"%1\"")
        );
    }
    assert_eq!(state(&shop, id).await, "processing/packed");
    assert_eq!(of_kind(&shop, "mail.sent").len(), 3);
    let lines = |body: &Value| -> Vec<String> {
        body.as_array().unwrap().iter().map(|line| line["created_at"].as_str().unwrap().to_owned()).collect()
    };
    let newest_first = lines(&order(&shop, id).await["status_histories"]);
    let mut oldest_first = lines(&get(&shop, &format!("orders/{id}/comments")).await.body["items"]);
    oldest_first.reverse();
    assert_eq!(newest_first, oldest_first);
    assert!(newest_first.is_sorted_by(|a, b| a > b), "{newest_first:?}");
}

#[tokio::test]
async fn an_address_is_saved_whole() {
    let (shop, _) = shop(Options::default());
    let (id, ..) = placed(&shop);
    let assigned =
        |order: &Value| order["extension_attributes"]["shipping_assignments"][0]["shipping"]["address"].clone();
    let mut address = assigned(&order(&shop, id).await);
    address["street"] = json!(["Kade 7", "achter"]);
    let answer = send(&shop, "PUT", &format!("V1/orders/{id}"), Some(&json!({"entity": address}))).await;
    assert_eq!((answer.status, &answer.body["street"]), (200, &json!(["Kade 7", "achter"])));
    assert_eq!(assigned(&order(&shop, id).await), address);
    address.as_object_mut().unwrap().remove("city");
    let refused = send(&shop, "PUT", &format!("V1/orders/{id}"), Some(&json!({"entity": address}))).await;
    assert_eq!((refused.status, &refused.body["message"]), (400, &json!("We can't save the address:\n%1")));
}

#[tokio::test]
async fn placed_by_others_and_deleted() {
    let (shop, _) = shop(Options::default());
    let id = shop.place_order();
    assert_eq!(get(&shop, &format!("orders/{id}")).await.status, 200);
    shop.delete_order(id).unwrap();
    let gone = get(&shop, &format!("orders/{id}")).await;
    assert_eq!(
        (gone.status, &gone.body["message"]),
        (404, &json!("The entity that was requested doesn't exist. Verify the entity and try again."))
    );
    assert!(shop.effects().iter().all(|effect| effect.by_shop));
    assert_eq!(shop.place_order(), id + 1, "a number is not given twice");
}
