//! Where the shop is found, and what each refusal is taken for.

use connectors::{Ask, Feed, Position, SignIn, SystemClock, Window, connect};
use domain::{Code, Fault, System};

use super::rig::{
    CONSUMER_SECRET, NOT_YOURS, TOKEN, TOKEN_SECRET, connect_as, connect_to, listed, open, recording, replays, serves,
    shop, sign_in,
};
use crate::shop::{Shop, answer, with_header};

const ORDERS: &str = "https://shop.example/rest/V1/orders";

fn newest() -> String {
    listed(&[r#"{"base_currency_code":"EUR","store_name":"Main Website\nMain Website Store\nDefault Store View"}"#], 1)
}

/// The shop as most are: all four keys are good, and comments may be written.
fn usual() -> Shop {
    let shop = shop();
    serves(&shop, "orders", 200, &newest());
    replays(&shop, "orders/0/comments", "C18-404");
    shop
}

async fn fault_of(status: u16, body: &str) -> Fault {
    let shop = shop();
    serves(&shop, "orders", status, body);
    let ask = Ask { feed: Feed::Orders, position: Position::PlacedBefore(None), window: Window { skip: 0, take: 1 } };
    connect_to(&shop).pull(&ask).await.unwrap_err()
}

#[tokio::test]
async fn a_shop_says_what_it_is() {
    let shop = usual();
    serves(&shop, "store/storeGroups", 200, r#"[{"id":0,"name":"Default"},{"id":1,"name":"Atelier Noord"}]"#);
    let source = r#"{"source_code":"default","street":"Keizersgracht 1","postcode":"1015 CC","city":"Amsterdam",
        "country_id":"NL"}"#;
    serves(&shop, "inventory/sources/default", 200, source);
    shop.on("https://shop.example/magento_version", |_| Ok(answer(200, "Magento/2.4 (Community)")));
    let facts = connect_to(&shop).facts().await.unwrap();
    assert_eq!((facts.name.as_str(), facts.version.as_str()), ("Atelier Noord", "2.4 (Community)"));
    assert_eq!((facts.currency.as_str(), facts.time_zone.as_str()), ("EUR", "Europe/Berlin"));
    assert_eq!((facts.weight_unit.as_str(), facts.address.city.as_str()), ("lbs", "Amsterdam"));
    assert_eq!(
        (facts.home_url.as_str(), facts.api_url.as_str()),
        ("https://shop.example/", "https://shop.example/rest/")
    );
    assert!(facts.can_write && facts.server_time.is_some());
}

/// An integration that may see orders alone: the rest stays empty, and nothing is written.
#[tokio::test]
async fn an_integration_with_few_rights_is_let_in() {
    let shop = usual();
    replays(&shop, "orders/0/comments", "E5-ro-ship");
    shop.on("https://shop.example/rest/V1/store/storeConfigs", |_| Ok(answer(401, NOT_YOURS)));
    let facts = connect_to(&shop).facts().await.unwrap();
    assert_eq!((facts.name.as_str(), facts.currency.as_str()), ("shop.example", "EUR"));
    assert_eq!((facts.time_zone.as_str(), facts.can_write), ("UTC", false));
}

#[tokio::test]
async fn the_shop_is_found_from_whatever_was_typed() {
    for (typed, root) in [
        ("shop.example", "https://shop.example/rest/"),
        ("https://shop.example/winkel/admin/sales/order?x=1", "https://shop.example/winkel/rest/"),
        ("https://shop.example/rest/V1/", "https://shop.example/rest/"),
        ("https://shop.example/de/", "https://shop.example/rest/"),
    ] {
        let shop = usual();
        if root.contains("winkel") {
            open(&shop, "https://shop.example/winkel/");
            lists_orders(&shop, "https://shop.example/winkel/rest/");
        }
        let facts = connect_as(&shop, &sign_in(typed)).facts().await;
        assert_eq!(facts.map(|facts| facts.api_url), Ok(root.to_owned()), "{typed}");
    }
}

/// Lists the newest order at an address.
fn lists_orders(shop: &Shop, root: &str) {
    shop.on(&format!("{root}V1/orders"), |_| Ok(answer(200, &newest())));
}

#[tokio::test]
async fn an_interface_behind_index_php_is_found() {
    let shop = Shop::default();
    open(&shop, "https://shop.example/index.php/");
    lists_orders(&shop, "https://shop.example/index.php/rest/");
    let facts = connect_to(&shop).facts().await.unwrap();
    assert_eq!(facts.api_url, "https://shop.example/index.php/rest/");
    assert_eq!(facts.home_url, "https://shop.example/");
}

#[tokio::test]
async fn redirects_are_followed_within_the_site_and_no_farther() {
    let to = |target: &str| with_header(answer(301, ""), "location", target);
    let shop = Shop::default();
    let there = to("https://www.shop.example/rest/V1/store/storeConfigs");
    shop.on("https://shop.example/rest/V1/store/storeConfigs", move |_| Ok(there.clone()));
    open(&shop, "https://www.shop.example/");
    lists_orders(&shop, "https://www.shop.example/rest/");
    assert_eq!(connect_to(&shop).facts().await.unwrap().api_url, "https://www.shop.example/rest/");
    let elsewhere = to("https://evil.example/rest/V1/store/storeConfigs");
    shop.on("https://shop.example/rest/V1/store/storeConfigs", move |_| Ok(elsewhere.clone()));
    let fault = connect_to(&shop).facts().await.unwrap_err();
    assert_eq!(fault.code, Code::RedirectElsewhere);
    let signed = shop.asked().into_iter().filter(|request| request.headers().contains_key("authorization"));
    assert!(signed.into_iter().all(|request| request.uri().host() == Some("www.shop.example")));
}

#[tokio::test]
async fn what_is_no_magento_shop_is_told_apart() {
    for (status, body, code) in [
        (404, "<html>not found</html>", Code::NotAShop),
        (200, "<html>a page for everything</html>", Code::NotAShop),
        (200, "[]", Code::NotAShop),
        (404, r#"{"code":"rest_no_route","message":"No route was found"}"#, Code::NotAShop),
        (403, "<html>Just a moment... captcha</html>", Code::Firewall),
        (401, "<html>Authorization Required</html>", Code::Firewall),
        (502, "<html>Bad Gateway</html>", Code::ServerError),
    ] {
        let shop = Shop::default();
        let body = body.to_owned();
        let given = move |_: &connectors::Request| Ok(answer(status, &body));
        for root in ["rest/", "index.php/rest/", "rest/all/"] {
            shop.on(&format!("https://shop.example/{root}V1/store/storeConfigs"), given.clone());
        }
        assert_eq!(connect_to(&shop).facts().await.unwrap_err().code, code, "{status}");
    }
    let shop = Shop::default();
    shop.on("https://shop.example/rest/V1/store/storeConfigs", |_| Ok(recording("V4-maint")));
    assert_eq!(connect_to(&shop).facts().await.unwrap_err().code, Code::Maintenance);
}

#[tokio::test]
async fn each_refusal_has_its_code_and_names_what_is_missing() {
    let told = |message: &str| format!(r#"{{"message":"{message}"}}"#);
    for (status, body, code, detail) in [
        (401, told("The signature is invalid. Verify and try again."), Code::WrongSecret, "signature"),
        (401, told("A consumer having the specified key does not exist"), Code::WrongKey, "consumer"),
        (401, told("Consumer key is not the correct length"), Code::WrongKey, "Consumer key"),
        (401, told("Specified token does not exist"), Code::WrongKey, "token"),
        (401, told("Access token has been revoked"), Code::WrongKey, "revoked"),
        (400, told("The token length is invalid. Check the length and try again."), Code::WrongKey, "token length"),
        (401, told("Incorrect timestamp value in the oauth_timestamp parameter"), Code::Clock, "timestamp"),
        (
            401,
            r#"{"message":"The nonce is already being used by the consumer with ID %1","parameters":[5]}"#.to_owned(),
            Code::SlowDown,
            "with ID 5",
        ),
        (
            401,
            r#"{"message":"Der Verbraucher darf %resources nicht.","parameters":{"resources":"Magento_Sales::ship"}}"#
                .to_owned(),
            Code::NotAllowed,
            "Magento_Sales::ship",
        ),
        (429, told("Too many requests"), Code::SlowDown, "429"),
        (500, told("Internal Error. Report ID: webapi-6b023257ca85b"), Code::ServerError, "webapi-6b023257ca85b"),
        (404, told("Request does not match any route."), Code::NotFound, "route"),
        (503, "<html>maintenance</html>".to_owned(), Code::Maintenance, "503"),
        (403, "<html>Attention Required! | Cloudflare</html>".to_owned(), Code::Firewall, "robots"),
        (200, "<br />Warning: PHP".to_owned(), Code::BadAnswer, "HTML"),
    ] {
        let fault = fault_of(status, &body).await;
        assert_eq!(fault.code, code, "{body}: {fault}");
        assert!(fault.detail.contains(detail), "{fault}");
    }
}

/// A shop without bearer tokens answers one as if every right were missing.
#[tokio::test]
async fn a_bearer_token_that_opens_nothing_is_told_from_a_missing_right() {
    let bearer = SignIn::new().with("url", "https://shop.example").with("token", TOKEN);
    let shop = shop();
    shop.on("https://shop.example/rest/V1/store/storeConfigs", |_| Ok(answer(401, NOT_YOURS)));
    replays(&shop, "orders", "E5-ro-ship");
    let fault = connect_as(&shop, &bearer).facts().await.unwrap_err();
    assert_eq!(fault.code, Code::WrongKey);
    assert!(fault.detail.contains("enable_integration_as_bearer"), "{fault}");
    open(&shop, "https://shop.example/");
    let fault = connect_as(&shop, &bearer).facts().await.unwrap_err();
    assert_eq!(fault.code, Code::NotAllowed);
    assert!(fault.detail.contains("Magento_Sales::ship"), "{fault}");
    serves(&shop, "orders", 200, &newest());
    assert!(connect_as(&shop, &bearer).facts().await.is_ok());
    let last = shop.asked().into_iter().rev().find_map(|request| request.headers().get("authorization").cloned());
    assert_eq!(last.unwrap(), format!("Bearer {TOKEN}").as_str());
}

#[tokio::test]
async fn plain_http_needs_consent_and_never_carries_a_bearer_token() {
    let shop = Shop::default();
    open(&shop, "http://shop.example/");
    lists_orders(&shop, "http://shop.example/rest/");
    let typed = sign_in("http://shop.example");
    assert_eq!(connect_as(&shop, &typed).facts().await.unwrap_err().code, Code::PlainHttp);
    assert!(connect_as(&shop, &typed.with_plain_http_consent(true)).facts().await.is_ok());
    let bearer = SignIn::new().with("url", "http://shop.example").with("token", TOKEN).with_plain_http_consent(true);
    assert_eq!(connect_as(&shop, &bearer).facts().await.unwrap_err().code, Code::PlainHttp);
    let shown = shop.asked().iter().any(|request| {
        request.headers().get("authorization").is_some_and(|header| header.to_str().unwrap().contains("Bearer"))
    });
    assert!(!shown);
}

#[tokio::test]
async fn a_form_that_is_not_filled_in_says_which_field() {
    let refused = |sign_in: &SignIn| {
        let shop = Shop::default();
        connect(System::Magento2, sign_in, std::sync::Arc::new(shop), std::sync::Arc::new(SystemClock)).err()
    };
    for (name, value, code) in [
        ("url", "", Code::BadUrl),
        ("consumer_key", "", Code::BadInput),
        ("consumer_secret", "with blank", Code::BadInput),
        ("token", "", Code::BadInput),
        ("token_secret", "", Code::BadInput),
    ] {
        let fault = refused(&sign_in("https://shop.example").with(name, value)).unwrap();
        assert_eq!(fault.code, code, "{name}");
        assert!(code == Code::BadUrl || fault.detail == name, "{fault}");
    }
}

/// A server that quotes what it was sent must not make a fault of ours show a key.
#[tokio::test]
async fn no_fault_shows_a_key() {
    for key in [CONSUMER_SECRET, TOKEN, TOKEN_SECRET] {
        let fault = fault_of(400, &format!(r#"{{"message":"you sent {key}"}}"#)).await;
        assert!(!format!("{fault:?}").contains(key), "{fault}");
        let named = format!(r#"{{"message":"%1","parameters":["{key}"]}}"#);
        assert!(!format!("{:?}", fault_of(401, &named).await).contains(key));
    }
    let request = {
        let shop = usual();
        connect_to(&shop).facts().await.unwrap();
        shop.asked().into_iter().find(|request| request.uri().to_string().starts_with(ORDERS)).unwrap()
    };
    let shown = format!("{:?}", request.headers());
    assert!(!shown.contains(TOKEN) && shown.contains("Sensitive"), "{shown}");
}
