//! A client of the Magento shop in process: signed with OAuth 1.0a, made independently of the shop's own check.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use demo_shop::{HandClock, Integration, MagentoShop, Options};
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};

use super::{Answer, NOW, encode};

/// A shop whose clock stands at [`NOW`].
pub fn shop(options: Options) -> (MagentoShop, Arc<HandClock>) {
    let clock = Arc::new(HandClock::at(jiff::Timestamp::from_second(NOW).unwrap()));
    (MagentoShop::with_clock(options, clock.clone()).unwrap(), clock)
}

static NONCE: AtomicU64 = AtomicU64::new(0);

/// What a signature is made with; tests spoil one thing at a time.
pub struct Signature<'a> {
    pub by: &'a Integration,
    pub nonce: String,
    pub timestamp: i64,
    pub method: &'static str,
    pub secret: String,
    pub token: String,
}

impl<'a> Signature<'a> {
    pub fn new(by: &'a Integration) -> Self {
        Self {
            by,
            nonce: format!("n{}", NONCE.fetch_add(1, Ordering::SeqCst)),
            timestamp: NOW,
            method: "HMAC-SHA256",
            secret: by.token_secret.clone(),
            token: by.token.clone(),
        }
    }

    /// The header for a request to `address` (RFC 5849).
    pub fn header(&self, method: &str, address: &str) -> String {
        let (base, query) = address.split_once('?').unwrap_or((address, ""));
        let own = [
            ("oauth_consumer_key", self.by.consumer_key.clone()),
            ("oauth_token", self.token.clone()),
            ("oauth_nonce", self.nonce.clone()),
            ("oauth_timestamp", self.timestamp.to_string()),
            ("oauth_signature_method", self.method.to_owned()),
            ("oauth_version", "1.0".to_owned()),
        ];
        let asked: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let all = asked.into_iter().chain(own.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let mut sorted: Vec<(String, String)> = all.map(|(name, value)| (encode(&name), encode(&value))).collect();
        sorted.sort();
        let joined = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let text = format!("{method}&{}&{}", encode(base), encode(&joined));
        let key = format!("{}&{}", encode(&self.by.consumer_secret), encode(&self.secret));
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        let mut pairs: Vec<String> = own.iter().map(|(name, value)| format!("{name}=\"{}\"", encode(value))).collect();
        pairs.push(format!("oauth_signature=\"{}\"", encode(&signature)));
        format!("OAuth {}", pairs.join(", "))
    }
}

pub const ROOT: &str = "http://shop.test/rest/";

/// Sends a request to what lies below `/rest/`.
pub async fn send_as(
    shop: &MagentoShop,
    header: Option<String>,
    method: &str,
    target: &str,
    body: Option<&str>,
) -> Answer {
    let mut request = http::Request::builder().method(method).uri(format!("{ROOT}{target}"));
    if let Some(header) = header {
        request = request.header("authorization", header);
    }
    let body = body.map_or_else(Bytes::new, |body| Bytes::from(body.to_owned()));
    Answer::of(shop.handle(request.body(body).unwrap()).await.unwrap())
}

/// Sends a request signed by the integration that may do everything.
pub async fn send(shop: &MagentoShop, method: &str, target: &str, body: Option<&Value>) -> Answer {
    let header = Signature::new(&shop.integrations()[0]).header(method, &format!("{ROOT}{target}"));
    send_as(shop, Some(header), method, target, body.map(Value::to_string).as_deref()).await
}

pub async fn get(shop: &MagentoShop, target: &str) -> Answer {
    send(shop, "GET", &format!("V1/{target}"), None).await
}

pub async fn post(shop: &MagentoShop, target: &str, body: &Value) -> Answer {
    send(shop, "POST", &format!("V1/{target}"), Some(body)).await
}

/// `searchCriteria` with these filters, each its own group.
pub fn filtered(filters: &[(&str, &str, &str)]) -> String {
    let one = |(at, (field, condition, value)): (usize, &(&str, &str, &str))| {
        let key = format!("searchCriteria[filterGroups][{at}][filters][0]");
        format!("{key}[field]={field}&{key}[conditionType]={condition}&{key}[value]={}", encode(value))
    };
    filters.iter().enumerate().map(one).collect::<Vec<_>>().join("&")
}

/// An order of two candles and three mugs for 4.95 of shipping, in euros.
pub fn placed(shop: &MagentoShop) -> (u64, u64, u64) {
    placed_as(shop, json!({"country": "NL", "email": "kees@example.test"}))
}

pub fn placed_as(shop: &MagentoShop, mut wish: Value) -> (u64, u64, u64) {
    wish["items"] = json!([{"sku": "KRS-OLA", "qty": 2}, {"sku": "MOK-OLA", "qty": 3}]);
    let id = shop.place_order_with(&wish).unwrap();
    let items = shop.order(id).unwrap()["order"]["items"].clone();
    (id, items[0]["item_id"].as_u64().unwrap(), items[1]["item_id"].as_u64().unwrap())
}

pub async fn order(shop: &MagentoShop, id: u64) -> Value {
    get(shop, &format!("orders/{id}")).await.body
}

pub fn made(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body.as_str().unwrap().parse().unwrap()
}

pub fn of_kind(shop: &MagentoShop, kind: &str) -> Vec<String> {
    shop.effects().into_iter().filter(|effect| effect.kind == kind).map(|effect| effect.detail).collect()
}

pub async fn state(shop: &MagentoShop, id: u64) -> String {
    let order = order(shop, id).await;
    format!("{}/{}", order["state"].as_str().unwrap(), order["status"].as_str().unwrap())
}
