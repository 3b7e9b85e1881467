//! Each way in which a shop can be out of reach, or not a shop, has its own code.

use connectors::{Connector, SystemClock, connect};
use domain::{Code, Fault, Retry, System};
use std::sync::Arc;

use crate::shop::{KEY, SECRET, Shop, StoppedClock, answer, recording, sign_in, with_header};

/// Signs in to a shop whose orders are answered so.
async fn refused(shop: &Shop, status: u16, body: &str) -> Fault {
    shop.serves("orders", status, body);
    shop.connect().facts().await.unwrap_err()
}

#[test]
fn a_form_filled_in_wrong_is_refused_at_once() {
    let connect = |sign_in| {
        let transport = Arc::new(Shop::woocommerce());
        connect(System::Woocommerce, &sign_in, transport, Arc::new(SystemClock)).err().map(|f| f.code)
    };
    assert_eq!(connect(sign_in("my shop")), Some(Code::BadUrl));
    assert_eq!(connect(sign_in("https://shop.example").with("key", "")), Some(Code::BadInput));
    assert_eq!(connect(sign_in("https://shop.example").with("secret", "cs 1")), Some(Code::BadInput));
    assert_eq!(connect(sign_in("shop.example")), None);
}

#[tokio::test]
async fn keys_and_secrets_are_told_apart_in_any_language() {
    let auth = |message: &str| {
        format!(r#"{{"code":"woocommerce_rest_authentication_error","message":"{message}","data":{{"status":401}}}}"#)
    };
    let shop = Shop::woocommerce();
    shop.replays("orders", "err_401_bad_key.txt");
    assert_eq!(shop.connect().facts().await.unwrap_err().code, Code::WrongKey);
    for (message, code) in [
        ("Consumer secret is invalid.", Code::WrongSecret),
        ("Geheime sleutel is ongeldig.", Code::WrongSecret),
        ("The API key provided does not have read permissions.", Code::NotAllowed),
        ("Invalid timestamp.", Code::Clock),
    ] {
        assert_eq!(refused(&shop, 401, &auth(message)).await.code, code, "{message}");
    }
    let forbidden = r#"{"code":"woocommerce_rest_cannot_view","message":"","data":{"status":403}}"#;
    assert_eq!(refused(&shop, 403, forbidden).await.code, Code::NotAllowed);
}

#[tokio::test]
async fn a_server_that_drops_the_header_is_signed_to_in_the_query() {
    let shop = Shop::woocommerce();
    let dropped = recording("err_401_bad_key.txt");
    shop.on("https://shop.example/wp-json/wc/v3/orders/9/notes", move |request| {
        let signed = request.uri().to_string().contains("oauth_signature=");
        Ok(if signed { answer(200, "[]") } else { dropped.clone() })
    });
    let connector = shop.connect();
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));
    let asked = shop.asked().len();
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));
    assert_eq!(shop.asked().len(), asked + 1, "once known, it is not tried again");
    assert!(shop.asked().iter().all(|request| !request.uri().to_string().contains(SECRET)));
}

#[tokio::test]
async fn firewalls_and_captchas_are_recognised() {
    let shop = Shop::woocommerce();
    for (status, body) in [
        (403, "<html><title>Just a moment...</title></html>"),
        (503, "<html>cf-chl challenge</html>"),
        (200, "<html>Please solve the CAPTCHA</html>"),
        (403, "<html>Forbidden</html>"),
        (406, "<html>Not Acceptable!</html>"),
        (401, "<html>401 Authorization Required</html>"),
    ] {
        assert_eq!(refused(&shop, status, body).await.code, Code::Firewall, "{body}");
    }
    let walled = Shop::default();
    for url in ["https://shop.example/", "https://shop.example/wp-json/"] {
        walled.on(url, |_| Ok(answer(403, "<html>Attention Required! | Cloudflare</html>")));
    }
    assert_eq!(walled.connect().facts().await.unwrap_err().code, Code::Firewall);
}

#[tokio::test]
async fn servers_in_trouble_say_when_to_come_back() {
    let json = r#"{"code":"too_many_requests","message":"","data":{}}"#;
    let day = "Sun, 22 Nov 2026 00:42:00 GMT";
    for (status, body, after, code, retry) in [
        (429, json, Some("7"), Code::SlowDown, Retry::After(7)),
        (429, "", None, Code::SlowDown, Retry::Later),
        (429, "<html>slow</html>", Some(day), Code::SlowDown, Retry::After(120)),
        (429, json, Some("99999999"), Code::SlowDown, Retry::After(86_400)),
        (
            503,
            "<html>Briefly unavailable for scheduled maintenance.</html>",
            Some("600"),
            Code::Maintenance,
            Retry::After(600),
        ),
        (
            500,
            r#"{"code":"internal_server_error","message":"x","data":{"status":500}}"#,
            None,
            Code::ServerError,
            Retry::Later,
        ),
        (502, "<html>Bad Gateway</html>", None, Code::ServerError, Retry::Later),
        (504, "<html>Gateway Timeout</html>", None, Code::TimedOut, Retry::Later),
    ] {
        let shop = Shop::woocommerce();
        shop.on("https://shop.example/wp-json/wc/v3/orders", move |_| {
            let plain = answer(status, body);
            Ok(match after {
                Some(after) => with_header(plain, "retry-after", after),
                None => plain,
            })
        });
        let fault = shop.connect().facts().await.unwrap_err();
        assert_eq!((fault.code, fault.retry), (code, retry), "{status} {body}");
    }
}

#[tokio::test]
async fn oauth_is_signed_in_the_server_s_time() {
    let shop = Shop::woocommerce_at("http://127.0.0.1:8081");
    shop.on("http://127.0.0.1:8081/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    // Our clock is a day behind.
    let clock = Arc::new(StoppedClock("2026-11-21T00:40:00Z".parse().unwrap()));
    let typed = sign_in("http://127.0.0.1:8081");
    let connector = connect(System::Woocommerce, &typed, Arc::new(shop.clone()), clock).unwrap();
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));
    let (_, timestamp) = shop.last_query().into_iter().find(|(name, _)| name == "oauth_timestamp").unwrap();
    assert_eq!(timestamp, "1795308000");
}

#[tokio::test]
async fn a_shop_that_hides_its_index_is_a_shop_all_the_same() {
    let shop = Shop::woocommerce();
    shop.on("https://shop.example/wp-json/", |_| {
        Ok(answer(401, r#"{"code":"rest_not_logged_in","message":"","data":{"status":401}}"#))
    });
    shop.serves("orders/9/notes", 200, "[]");
    assert_eq!(shop.connect().notes(&"9".into()).await, Ok(vec![]));
}

#[tokio::test]
async fn no_fault_names_key_or_secret_or_what_the_server_said() {
    let customer = "Łukasz Wójcik";
    let bodies = [
        format!(r#"{{"code":"x","message":"{customer}"}}"#),
        format!(r#"{{"code":"{customer}","message":""}}"#),
        format!("<html>{customer} {KEY}:{SECRET}</html>"),
        format!(r#"[{{"id":1,"total":"{customer}"}}]"#),
        "[".to_owned(),
    ];
    for base in ["https://shop.example", "http://127.0.0.1:8081"] {
        for status in [200, 301, 400, 401, 403, 404, 429, 500, 503] {
            for body in &bodies {
                let shop = Shop::woocommerce_at(base);
                let body = body.clone();
                shop.on(&format!("{base}/wp-json/wc/v3/orders"), move |request| {
                    let here = request.uri().to_string();
                    Ok(with_header(answer(status, &body), "location", &here))
                });
                let connector = shop.connect_as(&sign_in(base));
                for text in told(&*connector).await {
                    for hidden in [KEY, SECRET, customer, "oauth_"] {
                        assert!(!text.contains(hidden), "{status}: {text}");
                    }
                }
            }
        }
    }
}

/// Everything that reading orders can say of itself.
async fn told(connector: &dyn Connector) -> Vec<String> {
    let page = connector.orders(&["1".into()]).await;
    let mut told = vec![];
    match page {
        Err(fault) => told.push(fault),
        Ok(page) => told.extend(page.rows.into_iter().filter_map(|row| match row {
            connectors::Row::Broken { fault, .. } => Some(fault),
            connectors::Row::Read { .. } => None,
        })),
    }
    told.extend(connector.facts().await.err());
    told.iter().flat_map(|fault| [fault.to_string(), format!("{fault:?}")]).collect()
}
