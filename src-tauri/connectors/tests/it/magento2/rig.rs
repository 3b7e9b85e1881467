//! A Magento shop in process, and answers as recorded.

use std::sync::Arc;

use bytes::Bytes;
use connectors::{Answer, Connector, Request, SignIn, connect};
use domain::System;

use crate::shop::{DATE, NOW, Shop, StoppedClock, answer};

pub const CONSUMER_KEY: &str = "ckckckckckckckckckckckckckckckck";
pub const CONSUMER_SECRET: &str = "cscscscscscscscscscscscscscscscs";
pub const TOKEN: &str = "atatatatatatatatatatatatatatatat";
pub const TOKEN_SECRET: &str = "tststststststststststststststsat";

/// What anybody is told who asks for what a shop says of its stores.
pub const NOT_YOURS: &str = r#"{"message":"The consumer isn't authorized to access %resources.",
    "parameters":{"resources":"Magento_Backend::store"}}"#;
/// A list without rows.
pub const NONE: &str = r#"{"items":[],"search_criteria":{},"total_count":0}"#;

/// A shop at `https://shop.example` without data.
pub fn shop() -> Shop {
    let shop = Shop::default();
    open(&shop, "https://shop.example/");
    serves(&shop, "products", 200, NONE);
    shop
}

/// Lets a shop's interface be found below a folder: strangers are refused, the keys are not.
pub fn open(shop: &Shop, folder: &str) {
    shop.on(&format!("{folder}rest/V1/store/storeConfigs"), |request| {
        let signed = request.headers().contains_key("authorization");
        Ok(if signed { recording("O13-storeConfigs") } else { answer(401, NOT_YOURS) })
    });
}

pub fn serves(shop: &Shop, path: &str, status: u16, body: &str) {
    let body = body.to_owned();
    shop.on(&format!("https://shop.example/rest/V1/{path}"), move |_| Ok(answer(status, &body)));
}

pub fn replays(shop: &Shop, path: &str, name: &str) {
    let recorded = recording(name);
    shop.on(&format!("https://shop.example/rest/V1/{path}"), move |_| Ok(recorded.clone()));
}

pub fn sign_in(url: &str) -> SignIn {
    SignIn::new()
        .with("url", url)
        .with("consumer_key", CONSUMER_KEY)
        .with("consumer_secret", CONSUMER_SECRET)
        .with("token", TOKEN)
        .with("token_secret", TOKEN_SECRET)
}

pub fn connect_to(shop: &Shop) -> Arc<dyn Connector> {
    connect_as(shop, &sign_in("https://shop.example"))
}

pub fn connect_as(shop: &Shop, sign_in: &SignIn) -> Arc<dyn Connector> {
    let clock = Arc::new(StoppedClock(NOW.parse().unwrap()));
    connect(System::Magento2, sign_in, Arc::new(shop.clone()), clock).unwrap()
}

/// A list of rows as Magento sends it.
pub fn listed(rows: &[&str], total: usize) -> String {
    format!(r#"{{"items":[{}],"search_criteria":{{}},"total_count":{total}}}"#, rows.join(","))
}

fn recording_text(name: &str) -> String {
    let path = format!("{}/tests/recordings/magento2/{name}.http", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// The body of a recorded answer.
pub fn body(name: &str) -> String {
    let text = recording_text(name);
    let from = text.find("HTTP/1.1 ").unwrap();
    text[from..].split_once("\n\n").unwrap().1.trim_end().to_owned()
}

/// An answer as recorded.
pub fn recording(name: &str) -> Answer {
    let text = recording_text(name);
    let from = text.find("HTTP/1.1 ").unwrap();
    let (head, body) = text[from..].split_once("\n\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap()["HTTP/1.1 ".len()..][..3].parse::<u16>().unwrap();
    let mut answer = http::Response::builder().status(status).header("date", DATE);
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        answer = answer.header(name, value);
    }
    answer.body(Bytes::from(body.trim_end().to_owned())).unwrap()
}

/// A request's query as a text: names shortened to what tells them apart.
pub fn told(request: &Request) -> String {
    let pairs = crate::shop::query(request);
    let filter = |index: usize, part: &str| {
        let name = format!("searchCriteria[filterGroups][{index}][filters][0][{part}]");
        pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
    };
    let mut told: Vec<String> = (0..5)
        .filter_map(|at| {
            Some(format!("{} {} {}", filter(at, "field")?, filter(at, "conditionType")?, filter(at, "value")?))
        })
        .collect();
    for (key, value) in &pairs {
        if let Some(name) =
            key.strip_prefix("searchCriteria[page").or_else(|| key.strip_prefix("searchCriteria[current"))
        {
            told.push(format!("{}={value}", name.trim_end_matches(']').to_lowercase()));
        } else if key.ends_with("[direction]") {
            let field = key.replace("[direction]", "[field]");
            let field = pairs.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str());
            told.push(format!("by {} {value}", field.unwrap()));
        } else if key == "fields" {
            told.push(format!("only {value}"));
        }
    }
    format!("{}: {}", request.uri().path().split("/V1/").nth(1).unwrap(), told.join("; "))
}
