//! What the state file keeps.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use common::{NOW, get, send};
use demo_shop::{DemoShop, HandClock, Options, StateFileError};
use serde_json::json;
use std::sync::Arc;

fn open(path: &std::path::Path, at: i64, orders: u32) -> Result<DemoShop, StateFileError> {
    let clock = Arc::new(HandClock::at(jiff::Timestamp::from_second(at).unwrap()));
    DemoShop::with_clock(Options { orders, state_file: Some(path.to_owned()), ..Options::default() }, clock)
}

#[tokio::test]
async fn a_shop_that_was_killed_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.state");
    let shop = open(&path, NOW, 100).unwrap();
    let placed = shop.place_order();
    let ids = get(&shop, "orders?per_page=5&orderby=id&order=asc&_fields=id").await.ids();
    send(
        &shop,
        "PUT",
        &format!("orders/{}", ids[0]),
        Some(&json!({"status": "on-hold", "meta_data": [{"key": "k", "value": {"a": [1]}}]})),
    )
    .await;
    send(&shop, "POST", &format!("orders/{}/notes", ids[1]), Some(&json!({"note": "é"}))).await;
    shop.delete_order(ids[2]).unwrap();
    shop.trash_order(ids[3]).unwrap();
    shop.change_order(placed, &json!({"line_items": [{"sku": "KRS-OLA", "quantity": 3}]})).unwrap();
    let product = get(&shop, "products?sku=KRS-OLA").await.body;
    let (before, keys) = (shop.dump("https://x.test"), shop.keys()[0].key.clone());
    drop(shop); // nothing is written at the end: the file was whole all along

    // A day later, and with other options: the file's own shop goes on.
    let shop = open(&path, NOW + 86_400, 999).unwrap();
    assert_eq!(shop.dump("https://x.test"), before);
    assert_eq!(shop.keys()[0].key, keys);
    assert_eq!(get(&shop, "products?sku=KRS-OLA").await.body, product);
    let next = shop.place_order();
    assert!(next > placed && !before.iter().any(|order| order["order"]["id"] == next));
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear all,\n").unwrap();
    assert!(matches!(open(&path, NOW, 10), Err(StateFileError::Foreign { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Dear all,\n");
    std::fs::write(&path, "Dear all").unwrap();
    assert!(matches!(open(&path, NOW, 10), Err(StateFileError::Foreign { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Dear all");
    assert!(matches!(open(&folder.path().join("none/shop.state"), NOW, 10), Err(StateFileError::Io { .. })));
}
