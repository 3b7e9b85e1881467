//! Tracking numbers in each of the forms a shop may read them in.

use std::sync::{Arc, Mutex};

use connectors::{Fate, Found};
use domain::{Edit, Notice, Track};
use http::Method;
use serde_json::{Value, json};

use super::desk::{Desk, KEY, order};
use crate::shop::{answer, index};

fn track() -> Track {
    Track {
        carrier: "PostNL".to_owned(),
        number: "3SABC1".to_owned(),
        url: Some("https://postnl.nl/3SABC1".to_owned()),
        shipped_at: Some("2026-11-22T09:30:00Z".parse().unwrap()),
    }
}

fn add() -> Edit {
    Edit::AddTrack { track: track() }
}

fn remove() -> Edit {
    Edit::RemoveTrack { carrier: "PostNL".to_owned(), number: "3SABC1".to_owned() }
}

fn no_route(desk: &Desk, below: &str) {
    desk.shop.replays(&format!("orders/7{below}"), "err_404_route.txt");
}

#[tokio::test]
async fn without_any_plugin_the_number_stands_where_plugins_read_it() {
    let mut before = order();
    // Another's entry, with what only its plugin understands.
    let other = r#"{"tracking_number":"1Z9","tracking_provider":"ups","cost":1.10,"x":{"y":[]}}"#;
    before["meta_data"] =
        serde_json::from_str(&format!(r#"[{{"id":31,"key":"_wc_shipment_tracking_items","value":[{other}]}}]"#))
            .unwrap();
    let desk = Desk::of(before);
    no_route(&desk, "/fulfillments");
    assert_eq!(desk.find(&add()).await, Found::NotDone);
    let pushed = desk.push(&add()).await.unwrap().order.unwrap().order;
    assert_eq!(pushed.tracks.len(), 2);
    assert_eq!(pushed.tracks[1], track());
    let sent = &desk.written()[0];
    assert!(sent.contains(r#""id":31"#) && sent.contains(r#""cost":1.1"#), "{sent}");
    let body: Value = serde_json::from_str(sent.strip_prefix("PUT orders/7 ").unwrap()).unwrap();
    assert_eq!(
        body["meta_data"][0]["value"][1],
        json!({
            "tracking_provider": "", "custom_tracking_provider": "PostNL",
            "custom_tracking_link": "https://postnl.nl/3SABC1", "tracking_number": "3SABC1",
            "date_shipped": "1795339800", "tracking_id": KEY,
        })
    );
    assert!(matches!(desk.find(&add()).await, Found::Done(_)));
    // Said again, it is one entry still.
    assert_eq!(desk.push(&add()).await.unwrap().order.unwrap().order.tracks.len(), 2);

    assert_eq!(desk.find(&remove()).await, Found::NotDone);
    let left = desk.push(&remove()).await.unwrap().order.unwrap().order.tracks;
    assert_eq!(left.iter().map(|track| track.number.as_str()).collect::<Vec<_>>(), ["1Z9"]);
    assert!(matches!(desk.find(&remove()).await, Found::Done(_)));
    // That the shop keeps no shipments was asked once.
    let asked = desk.shop.asked();
    assert_eq!(asked.iter().filter(|request| request.uri().path().ends_with("/fulfillments")).count(), 1);
}

/// Bytes of other entries are the plugin's: even how it writes a number stays.
#[tokio::test]
async fn other_entries_go_back_as_they_came() {
    let entry = r#"{"tracking_number":"1Z9","cost":1.10,"big":12345678901234567890123}"#;
    let body = order().to_string().replace(
        r#""meta_data":[]"#,
        &format!(r#""meta_data":[{{"id":31,"key":"_wc_shipment_tracking_items","value":[{entry}]}}]"#),
    );
    let desk = Desk::ignoring(order());
    let raw = body.clone();
    desk.shop.on("https://shop.example/wp-json/wc/v3/orders/7", move |_| Ok(answer(200, &raw)));
    no_route(&desk, "/fulfillments");
    let failed = desk.push(&add()).await.unwrap_err();
    assert_eq!(failed.fate, Fate::Nothing, "the shop ignored it");
    assert!(desk.written()[0].contains(entry), "{}", desk.written()[0]);
}

/// A shop with a tracking plugin.
fn with_plugin(space: &str, order: Value) -> Desk {
    let desk = Desk::of(order);
    let named = index("https://shop.example").replace(r#""wc/v3""#, &format!(r#""wc/v3","{space}""#));
    desk.shop.on("https://shop.example/wp-json/", move |_| Ok(answer(200, &named)));
    desk
}

#[tokio::test]
async fn a_tracking_plugin_is_asked_where_the_site_names_one() {
    for space in ["wc-shipment-tracking/v3", "wc-ast/v3"] {
        let desk = with_plugin(space, order());
        let list = format!("https://shop.example/wp-json/{space}/orders/7/shipment-trackings");
        let held = desk.order.clone();
        desk.shop.on(&list, move |request| {
            let mut entry: Value = serde_json::from_slice(request.body()).unwrap_or_default();
            if *request.method() == Method::GET {
                return Ok(answer(200, "[]"));
            }
            entry["tracking_id"] = json!("abc123");
            held.lock().unwrap()["meta_data"] =
                json!([{ "id": 1, "key": "_wc_shipment_tracking_items", "value": [entry] }]);
            Ok(answer(201, &entry.to_string()))
        });
        assert_eq!(desk.find(&add()).await, Found::NotDone);
        let pushed = desk.push(&add()).await.unwrap().order.unwrap().order;
        assert_eq!((pushed.tracks[0].number.as_str(), pushed.tracks[0].carrier.as_str()), ("3SABC1", "PostNL"));
        let sent = &desk.written()[0];
        let body: Value = serde_json::from_str(sent.split_once("shipment-trackings ").unwrap().1).unwrap();
        assert!(sent.starts_with(&format!("POST {space}/orders/7/")), "{sent}");
        assert_eq!(
            body,
            json!({
                "custom_tracking_provider": "PostNL", "custom_tracking_link": "https://postnl.nl/3SABC1",
                "tracking_number": "3SABC1", "date_shipped": "2026-11-22",
            })
        );
        assert!(matches!(desk.find(&add()).await, Found::Done(_)));

        let held = desk.order.clone();
        desk.shop.on(&format!("{list}/abc123"), move |_| {
            held.lock().unwrap()["meta_data"] = json!([]);
            Ok(answer(200, "{}"))
        });
        assert!(desk.push(&remove()).await.unwrap().order.unwrap().order.tracks.is_empty());
        assert!(desk.written().last().unwrap().starts_with("DELETE ") && desk.written().len() == 2);
    }
}

#[tokio::test]
async fn a_plugin_that_was_switched_off_is_done_without() {
    let desk = with_plugin("wc-shipment-tracking/v3", order());
    let recorded = crate::shop::recording("err_404_route.txt");
    desk.shop.on("https://shop.example/wp-json/wc-shipment-tracking/v3/orders/7/shipment-trackings", move |_| {
        Ok(recorded.clone())
    });
    no_route(&desk, "/fulfillments");
    let pushed = desk.push(&add()).await.unwrap().order.unwrap().order;
    assert_eq!(pushed.tracks, [track()]);
}

/// A shop with shipments of its own.
fn with_shipments(order: Value) -> (Desk, Arc<Mutex<Vec<Value>>>) {
    let desk = Desk::of(order);
    let kept: Arc<Mutex<Vec<Value>>> = Arc::default();
    let held = kept.clone();
    desk.shop.on("https://shop.example/wp-json/wc/v3/orders/7/fulfillments", move |request| {
        let mut kept = held.lock().unwrap();
        if *request.method() == Method::GET {
            return Ok(answer(200, &Value::from(kept.clone()).to_string()));
        }
        let mut made: Value = serde_json::from_slice(request.body()).unwrap();
        made["id"] = json!(500 + kept.len());
        kept.push(made.clone());
        Ok(answer(201, &made.to_string()))
    });
    let held = kept.clone();
    desk.shop.on("https://shop.example/wp-json/wc/v3/orders/7/fulfillments/500", move |_| {
        held.lock().unwrap().remove(0);
        Ok(answer(200, r#"{"message":"deleted"}"#))
    });
    (desk, kept)
}

fn meta<'a>(shipment: &'a Value, key: &str) -> &'a Value {
    &shipment["meta_data"].as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()["value"]
}

#[tokio::test]
async fn a_shop_with_shipments_gets_one_and_the_number_on_the_order() {
    for (notice, told) in
        [(Notice::Tell, json!(true)), (Notice::Quiet, json!(false)), (Notice::ShopDecides, Value::Null)]
    {
        let (desk, kept) = with_shipments(order());
        let pushed = desk.push_with(&add(), notice).await.unwrap().order.unwrap().order;
        assert_eq!(pushed.tracks, [track()]);
        let made = kept.lock().unwrap()[0].clone();
        assert_eq!(made["notify_customer"], told);
        assert_eq!((&made["is_fulfilled"], meta(&made, "_tracking_number")), (&json!(true), &json!("3SABC1")));
        assert_eq!(meta(&made, "_items"), &json!([{ "item_id": 11, "qty": 2 }, { "item_id": 12, "qty": 1 }]));
        assert!(matches!(desk.find(&add()).await, Found::Done(_)));
        assert!(desk.push(&remove()).await.unwrap().order.unwrap().order.tracks.is_empty());
        assert_eq!(*kept.lock().unwrap(), Vec::<Value>::new());
    }
}

/// The answer about the shipment arrived, the one about the number did not: carried out again, there is one shipment.
#[tokio::test]
async fn a_shipment_is_made_once_however_often_the_number_is_lost() {
    let (desk, kept) = with_shipments(order());
    let lost = || Err(domain::Fault::new(domain::Code::ConnectionLost, "ask the shop", "x"));
    desk.writes_get("", lost);
    assert_eq!(desk.push(&add()).await.unwrap_err().fate, Fate::Unknown);
    assert_eq!(desk.find(&add()).await, Found::NotDone, "the number is not on the order yet");
    let (again, _) = with_shipments(order());
    again.shop.forward("https://shop.example/wp-json/wc/v3/orders/7/fulfillments", &desk.shop);
    again.push(&add()).await.unwrap();
    assert_eq!(kept.lock().unwrap().len(), 1);
    assert!(matches!(again.find(&add()).await, Found::Done(_)));
}

/// What is in a parcel already does not go into another.
#[tokio::test]
async fn a_shipment_holds_what_is_left() {
    let (desk, kept) = with_shipments(order());
    let there = json!([{ "key": "_items", "value": [{ "item_id": 11, "qty": 1 }, { "item_id": 12, "qty": 1 }] }]);
    kept.lock().unwrap().push(json!({ "id": 1, "meta_data": there }));
    desk.push(&add()).await.unwrap();
    assert_eq!(meta(&kept.lock().unwrap()[1], "_items"), &json!([{ "item_id": 11, "qty": 1 }]));
    // With nothing left to go, the number is noted all the same.
    let another = Track { number: "3SABC2".to_owned(), ..track() };
    let pushed = desk.push(&Edit::AddTrack { track: another }).await.unwrap().order.unwrap().order;
    assert_eq!((pushed.tracks.len(), kept.lock().unwrap().len()), (2, 2));
}

#[tokio::test]
async fn a_number_must_be_one_and_a_link_must_lead_to_the_web() {
    let desk = Desk::new();
    for (number, url) in
        [(" ", None), ("3S", Some("javascript:alert(1)")), ("3S", Some("file:///etc/passwd")), ("3S", Some(""))]
    {
        let track = Track { number: number.to_owned(), url: url.map(str::to_owned), ..track() };
        let failed = desk.push(&Edit::AddTrack { track }).await.unwrap_err();
        assert_eq!((failed.fault.code, failed.fate), (domain::Code::BadInput, Fate::Nothing));
    }
    assert_eq!(desk.written(), Vec::<String>::new());
}

/// Some sites hide the meta data: the plugin's own list names the entry.
#[tokio::test]
async fn a_hidden_number_is_found_and_removed_by_the_plugin_s_list() {
    let desk = with_plugin("wc-shipment-tracking/v3", order());
    let list = "https://shop.example/wp-json/wc-shipment-tracking/v3/orders/7/shipment-trackings";
    desk.shop.on(list, |_| Ok(answer(200, r#"[{"tracking_id":"e1","tracking_number":"3SABC1"}]"#)));
    desk.shop.on(&format!("{list}/e1"), |_| Ok(answer(200, "{}")));
    assert!(matches!(desk.find(&add()).await, Found::Done(_)));
    desk.push(&remove()).await.unwrap();
    assert_eq!(desk.written(), ["DELETE wc-shipment-tracking/v3/orders/7/shipment-trackings/e1"]);
}
