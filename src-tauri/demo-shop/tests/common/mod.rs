//! What the tests of the demo shop share: a client in process, and OAuth 1.0a signatures made independently of the shop's own check.

#![allow(dead_code)] // each test uses its part

pub mod magento;
pub mod recording;
pub mod shape;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use demo_shop::{ApiKey, DemoShop, HandClock, Options};
use hmac::{Hmac, Mac as _};
use http::Response;
use serde_json::Value;
use std::sync::Arc;

/// 2026-11-22T00:12:23Z, when the recordings were made.
pub const NOW: i64 = 1_795_306_343;

/// A shop whose clock stands at [`NOW`].
pub fn shop(options: Options) -> (DemoShop, Arc<HandClock>) {
    let clock = Arc::new(HandClock::at(jiff::Timestamp::from_second(NOW).unwrap()));
    (DemoShop::with_clock(options, clock.clone()).unwrap(), clock)
}

/// An answer taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Value,
}

impl Answer {
    pub fn of(response: Response<Bytes>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(response.body()).unwrap_or_default(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn total(&self) -> u64 {
        self.header("x-wp-total").unwrap().parse().unwrap()
    }

    pub fn ids(&self) -> Vec<u64> {
        self.body.as_array().unwrap().iter().map(|order| order["id"].as_u64().unwrap()).collect()
    }
}

pub fn basic(key: &ApiKey) -> String {
    format!("Basic {}", STANDARD.encode(format!("{}:{}", key.key, key.secret)))
}

/// A request by TLS with the key that may do everything.
pub async fn send(shop: &DemoShop, method: &str, target: &str, body: Option<&Value>) -> Answer {
    try_send(shop, method, target, body).await.unwrap()
}

pub async fn try_send(
    shop: &DemoShop,
    method: &str,
    target: &str,
    body: Option<&Value>,
) -> Result<Answer, demo_shop::Dropped> {
    let request = http::Request::builder()
        .method(method)
        .uri(format!("https://shop.test/wp-json/wc/v3/{target}"))
        .header("authorization", basic(&shop.keys()[0]))
        .header("content-type", "application/json")
        .body(body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string())))
        .unwrap();
    shop.handle(request).await.map(Answer::of)
}

pub async fn get(shop: &DemoShop, target: &str) -> Answer {
    send(shop, "GET", target, None).await
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Signs a request's address (RFC 5849, HMAC-SHA256, no token) and gives the address with its parameters.
pub fn signed(method: &str, address: &str, key: &ApiKey, timestamp: i64, nonce: &str) -> String {
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let mut params: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let own = [
        ("oauth_consumer_key", key.key.clone()),
        ("oauth_timestamp", timestamp.to_string()),
        ("oauth_nonce", nonce.to_owned()),
        ("oauth_signature_method", "HMAC-SHA256".to_owned()),
    ];
    params.extend(own.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    let mut sorted: Vec<(String, String)> = params.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    sorted.sort();
    let joined = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let text = format!("{method}&{}&{}", encode(base), encode(&joined));
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(format!("{}&", encode(&key.secret)).as_bytes()).unwrap();
    mac.update(text.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let mut pairs: Vec<String> = own.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.push(format!("oauth_signature={}", encode(&signature)));
    // What was asked stays as it was written: the shop also looks at the raw address.
    let asked = query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned);
    format!("{base}?{}", asked.chain(pairs).collect::<Vec<_>>().join("&"))
}
