//! The shop called in process, as the simulation of edits does.

use base64::Engine as _;
use bytes::Bytes;
use demo_shop::{DemoShop, Options};
use serde_json::Value;

async fn get(shop: &DemoShop, target: &str) -> (u16, Value) {
    let [key, ..] = shop.keys().clone();
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("{}:{}", key.key, key.secret));
    let request = http::Request::get(format!("https://shop.test/wp-json/wc/v3/{target}"))
        .header("authorization", format!("Basic {basic}"))
        .body(Bytes::new())
        .unwrap();
    let answer = shop.handle(request).await.unwrap();
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap())
}

#[tokio::test]
async fn lists_orders() {
    let shop = DemoShop::new(Options { orders: 10_000, ..Options::default() }).unwrap();
    let (status, orders) = get(&shop, "orders?per_page=100").await;
    assert_eq!(status, 200);
    assert_eq!(orders.as_array().unwrap().len(), 100);
    let (_, notes) = get(&shop, &format!("orders/{}/notes", orders[90]["id"])).await;
    assert!(notes.is_array());
}
