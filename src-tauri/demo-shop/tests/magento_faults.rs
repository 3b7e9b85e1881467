//! What goes wrong at a Magento shop, as at any other, and serving it over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::time::Duration;

use bytes::Bytes;
use common::magento::{ROOT, Signature, get, post, shop};
use demo_shop::{Deed, Dropped, MagentoShop, Options, Pace, Pictures, serve_magento};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::rt::TokioIo;
use serde_json::json;

async fn try_post(shop: &MagentoShop, target: &str, body: &str) -> Result<u16, Dropped> {
    let uri = format!("{ROOT}V1/{target}");
    let header = Signature::new(&shop.integrations()[0]).header("POST", &uri);
    let request = http::Request::builder().method("POST").uri(uri).header("authorization", header);
    let answer = shop.handle(request.body(Bytes::from(body.to_owned())).unwrap()).await?;
    Ok(answer.status().as_u16())
}

fn faults(shop: &MagentoShop, words: &[&str]) {
    shop.set_faults(words.iter().map(|word| word.parse().unwrap()).collect());
}

fn shipments(shop: &MagentoShop, id: u64) -> usize {
    shop.order(id).unwrap()["shipments"].as_array().unwrap().len()
}

fn placed(shop: &MagentoShop) -> u64 {
    shop.place_order_with(&json!({"items": [{"sku": "KRS-OLA", "qty": 2}]})).unwrap()
}

#[tokio::test]
async fn lost_answers_and_late_effects() {
    let (shop, clock) = shop(Options::default());
    for (word, at_once, in_the_end) in [("drop-before=1", 0, 0), ("drop-after=1", 1, 1), ("late=1@60", 0, 1)] {
        let id = placed(&shop);
        faults(&shop, &[word]);
        assert_eq!(try_post(&shop, &format!("order/{id}/ship"), "{}").await, Err(Dropped), "{word}");
        faults(&shop, &[]);
        assert_eq!(shipments(&shop, id), at_once, "{word}");
        clock.advance(Duration::from_secs(61));
        assert_eq!(shop.late_effects(), 0);
        assert_eq!(shipments(&shop, id), in_the_end, "{word}");
    }
}

#[tokio::test]
async fn someone_else_comes_first() {
    let (shop, _) = shop(Options::default());
    let id = placed(&shop);
    shop.change_between(id, Deed::Ship(json!({})));
    assert_eq!((shop.changes_laid_ready(), shipments(&shop, id)), (1, 0));
    assert_eq!(post(&shop, &format!("order/{id}/ship"), &json!({})).await.status, 400, "the other one shipped all");
    assert_eq!((shop.changes_laid_ready(), shipments(&shop, id)), (0, 1));
    assert!(shop.effects().iter().any(|effect| effect.kind == "shipment.created" && effect.by_shop));
    faults(&shop, &["between=1"]);
    let before = shop.effects().len();
    post(&shop, &format!("orders/{id}/comments"), &json!({"statusHistory": {"comment": "mine"}})).await;
    let after: Vec<bool> = shop.effects().iter().skip(before).map(|effect| effect.by_shop).collect();
    assert!(after.contains(&false), "{after:?}");
}

#[tokio::test]
async fn pages_instead_of_json() {
    let (shop, _) = shop(Options::default());
    for (word, statuses) in [("429=1@7", vec![429]), ("html=1", vec![200]), ("5xx=1", vec![500, 502, 503, 504])] {
        faults(&shop, &[word]);
        for _ in 0..8 {
            let answer = get(&shop, "orders/1").await;
            assert!(statuses.contains(&answer.status), "{word}: {}", answer.status);
            assert!(answer.header("content-type").unwrap().starts_with("text/html"), "{word}");
            assert!(word != "429=1@7" || answer.header("retry-after") == Some("7"));
        }
    }
    faults(&shop, &["truncate=1"]);
    assert!(get(&shop, "orders/1").await.body.is_null(), "half of it is no JSON");
}

#[tokio::test]
async fn poisoned_orders_break_pages_but_not_lists_of_ids() {
    let (shop, _) = shop(Options::default());
    faults(&shop, &["poison=1"]);
    let [id] = shop.poisoned_orders()[..] else { panic!("one") };
    let page = |id: u64| {
        format!(
            "orders?searchCriteria[filterGroups][0][filters][0][field]=entity_id&searchCriteria[filterGroups][0][filters][0][value]={id}"
        )
    };
    assert_eq!(get(&shop, &page(id)).await.status, 500);
    assert_eq!(get(&shop, &format!("orders/{id}")).await.status, 500);
    for few in ["items[entity_id]", "total_count", "items[entity_id,updated_at],total_count"] {
        assert_eq!(get(&shop, &format!("{}&fields={few}", page(id))).await.status, 200, "{few}");
    }
    assert_eq!(get(&shop, &format!("{}&fields=items[entity_id,items]", page(id))).await.status, 500);
    assert_eq!(get(&shop, &page(id % 200 + 1)).await.status, 200);
}

#[tokio::test]
async fn pictures_may_be_anything() {
    let (plain, _) = shop(Options::default());
    let all = get(&plain, "products?searchCriteria=all&fields=items[media_gallery_entries]").await.body;
    let pictured =
        all["items"].as_array().unwrap().iter().find_map(|item| item["media_gallery_entries"][0]["file"].as_str());
    let path = format!("/media/catalog/product{}", pictured.unwrap());
    let again = format!("http://shop.test{path}?step=1");
    let product = |pictures| Options { pictures, ..Options::default() };
    for (pictures, status, header) in [
        (Pictures::Real, 200, None),
        (Pictures::RedirectToLoopback, 302, Some("http://127.0.0.1:22/")),
        (Pictures::RedirectLoop, 302, Some(again.as_str())),
        (Pictures::NotPictures, 200, None),
    ] {
        let (shop, _) = shop(product(pictures));
        let request = http::Request::builder().uri(format!("http://shop.test{path}")).body(Bytes::new()).unwrap();
        let answer = shop.handle(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{pictures:?}");
        assert_eq!(answer.headers().get("location").map(|to| to.to_str().unwrap()), header, "{pictures:?}");
        assert_eq!(answer.body().starts_with(b"\x89PNG"), pictures == Pictures::Real);
    }
    let (shop, _) = shop(product(Pictures::Loopback));
    assert_eq!(get(&shop, "store/storeConfigs").await.body[0]["base_media_url"], "http://127.0.0.1:22/media/");
}

#[tokio::test]
async fn the_clock_is_off_and_down_is_down() {
    let (shop, _) = shop(Options::default());
    let before = shop.clock();
    faults(&shop, &["clock=-300"]);
    assert_eq!(before.duration_since(shop.clock()).as_secs(), 300);
    shop.set_down(true);
    assert_eq!(try_post(&shop, "orders/1/hold", "{}").await, Err(Dropped));
    shop.set_down(false);
    assert!(try_post(&shop, "orders/1/hold", "{}").await.is_ok());
}

#[tokio::test]
async fn takes_the_time_the_real_one_took() {
    let (shop, clock) = shop(Options { pace: Pace::Real, ..Options::default() });
    let since = |before| demo_shop::Clock::now(clock.as_ref()).duration_since(before).as_millis();
    for (target, low, high) in [
        ("orders?searchCriteria[pageSize]=100", 1_900, 2_200),
        ("shipments?searchCriteria[pageSize]=100", 380, 450),
        ("orders/items?searchCriteria[pageSize]=300", 300, 400),
        ("orders/1", 100, 200),
    ] {
        let before = demo_shop::Clock::now(clock.as_ref());
        assert_eq!(get(&shop, target).await.status, 200);
        assert!((low..high).contains(&since(before)), "{target}: {} ms", since(before));
    }
    let before = demo_shop::Clock::now(clock.as_ref());
    assert!(try_post(&shop, "orders/200/hold", "{}").await.is_ok());
    assert!((200..401).contains(&since(before)));
}

#[tokio::test]
async fn orders_come_in_by_themselves() {
    let (shop, clock) = shop(Options { place_per_minute: 6.0, ..Options::default() });
    let before = shop.order_ids().len();
    clock.advance(Duration::from_secs(60));
    assert_eq!(shop.order_ids().len() - before, 6);
}

#[tokio::test]
async fn a_state_file_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { orders: 50, state_file: Some(folder.path().join("state")), ..Options::default() };
    let (before, first_keys) = {
        let (shop, clock) = shop(options.clone());
        let placed = shop.place_order();
        let gone = shop.place_order();
        shop.delete_order(gone).unwrap();
        clock.advance(Duration::from_secs(60));
        shop.change_order(placed, &Deed::Comment(json!({"comment": "bewaar mij"}))).unwrap();
        shop.change_order(49, &Deed::Status("packed".to_owned())).unwrap();
        (shop.dump(), shop.integrations()[0].token.clone())
    };
    // The file's own seed and date win over what is asked for.
    let other = Options { seed: 9, orders: 10, ..options.clone() };
    let (shop, clock) = shop(other);
    clock.advance(Duration::from_secs(7_200));
    assert_eq!(shop.dump(), before);
    assert_eq!(shop.integrations()[0].token, first_keys);
    assert_eq!(shop.place_order(), 53, "numbers go on");
    drop(shop);
    let foreign = demo_shop::DemoShop::new(options);
    assert!(matches!(foreign, Err(demo_shop::StateFileError::Foreign { .. })), "another system's file is refused");
}

#[tokio::test]
async fn over_http() {
    let shop = MagentoShop::new(Options { orders: 20, tls: true, ..Options::default() }).unwrap();
    let running = serve_magento(shop, None).await.unwrap();
    assert!(running.https_url.is_some() && running.certificate.is_some());
    let uri = format!("{}/rest/V1/orders/1", running.url);
    let mut signature = Signature::new(&running.integration);
    signature.timestamp = jiff::Timestamp::now().as_second();
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", running.port)).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = http::Request::builder()
        .uri("/rest/V1/orders/1")
        .header("host", format!("127.0.0.1:{}", running.port))
        .header("authorization", signature.header("GET", &uri))
        .body(Empty::<Bytes>::new())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&body).unwrap()["entity_id"], 1);
    drop(sender);
    running.shutdown().await;
    connection.abort();
}
