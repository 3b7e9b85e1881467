//! Each way in which a shop can be out of reach, or not a shop, has its own code.

use connectors::{Connector, Request, SystemClock, connect};
use domain::{Code, Fault, Retry, System};
use std::sync::Arc;

use crate::shop::{KEY, SECRET, Shop, StoppedClock, answer, index, query, recording, sign_in, with_header};

const ORDERS: &str = "https://shop.example/wp-json/wc/v3/orders";

/// Signs in to a shop whose orders are answered so.
async fn refused(shop: &Shop, status: u16, body: &str) -> Fault {
    shop.serves("orders", status, body);
    shop.connect().facts().await.unwrap_err()
}

fn redirect(to: &str) -> connectors::Answer {
    with_header(answer(301, ""), "location", to)
}

fn is_signed(request: &Request) -> bool {
    let url = request.uri().to_string();
    request.headers().contains_key("authorization") || url.contains("oauth_signature")
}

/// No request but those to the found interface may carry anything secret.
fn assert_credentials_stay(shop: &Shop, root: &str) {
    for request in shop.asked() {
        let url = request.uri().to_string();
        assert_eq!(is_signed(&request), url.starts_with(root) && url.contains("/wc/v3/"), "{url}");
        assert!(!url.contains(SECRET));
    }
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
async fn what_is_no_shop_is_said_to_be_none() {
    let site = Shop::default();
    site.on("https://shop.example/", |_| Ok(answer(200, "<html>a bakery</html>")));
    let fault = site.connect().facts().await.unwrap_err();
    assert_eq!(fault.code, Code::NotAShop, "{fault}");

    let blog = Shop::woocommerce();
    blog.on("https://shop.example/wp-json/", |_| Ok(answer(200, r#"{"name":"Blog","namespaces":["wp/v2"]}"#)));
    let fault = blog.connect().facts().await.unwrap_err();
    assert_eq!(fault.code, Code::NotAShop);
    assert!(fault.detail.contains("without WooCommerce"));
    assert_credentials_stay(&blog, "nowhere");
}

#[tokio::test]
async fn plain_permalinks_are_refused() {
    let told = Shop::default();
    told.on("https://shop.example/", |_| {
        let link = "<https://shop.example/index.php?rest_route=/>; rel=\"https://api.w.org/\"";
        Ok(with_header(answer(200, "<html>"), "link", link))
    });
    assert_eq!(told.connect().facts().await.unwrap_err().code, Code::PlainPermalinks);

    // A host that strips the header, and a theme that drops the tag.
    let guessed = Shop::default();
    guessed.on("https://shop.example/", |_| Ok(answer(200, "<html>shop</html>")));
    guessed.on("https://shop.example/?rest_route=/", |_| Ok(answer(200, &index("https://shop.example"))));
    assert_eq!(guessed.connect().facts().await.unwrap_err().code, Code::PlainPermalinks);
}

#[tokio::test]
async fn a_page_s_head_or_the_usual_place_tells_too() {
    let head = Shop::default();
    head.on("https://shop.example/", |_| {
        let html = r#"<html><head><link rel='https://api.w.org/' href='https://shop.example/api/' /></head>"#;
        Ok(answer(200, html))
    });
    head.on("https://shop.example/api/", |_| Ok(answer(200, &index("https://shop.example"))));
    head.on("https://shop.example/api/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    assert_eq!(head.connect().notes(&"9".into()).await, Ok(vec![]));

    let usual = Shop::default();
    usual.on("https://shop.example/wp-json/", |_| Ok(answer(200, &index("https://shop.example"))));
    usual.serves("orders/9/notes", 200, "[]");
    assert_eq!(usual.connect().notes(&"9".into()).await, Ok(vec![]));
}

#[tokio::test]
async fn shops_in_folders_are_found_from_any_page() {
    for typed in [
        "https://shop.example/winkel/",
        "shop.example/winkel/product/mok",
        "https://shop.example/winkel/wp-admin/edit.php?post_type=shop_order",
        "https://shop.example/winkel/wp-json/wc/v3",
    ] {
        let shop = Shop::woocommerce_at("https://shop.example/winkel");
        shop.on("https://shop.example/winkel/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
        let notes = shop.connect_as(&sign_in(typed)).notes(&"9".into()).await;
        assert_eq!(notes, Ok(vec![]), "{typed}");
        assert_credentials_stay(&shop, "https://shop.example/winkel/wp-json/");
    }
}

#[tokio::test]
async fn redirects_within_the_site_are_followed_without_credentials() {
    let shop = Shop::woocommerce_at("https://www.shop.example");
    shop.on("http://shop.example/", |_| Ok(redirect("https://shop.example/")));
    shop.on("https://shop.example/", |_| Ok(redirect("https://www.shop.example/")));
    shop.on("https://www.shop.example/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    let notes = shop.connect_as(&sign_in("http://shop.example")).notes(&"9".into()).await;
    assert_eq!(notes, Ok(vec![]));
    assert_credentials_stay(&shop, "https://www.shop.example/wp-json/");
}

#[tokio::test]
async fn credentials_never_leave_for_another_host_or_scheme() {
    for target in [
        "https://evil.example/",
        "http://shop.example/",
        "https://shop.example.evil.example/",
        "https://shop.example:8443/",
    ] {
        let shop = Shop::woocommerce_at(target.trim_end_matches('/'));
        shop.on("https://shop.example/", move |_| Ok(redirect(target)));
        let fault = shop.connect().facts().await.unwrap_err();
        assert_eq!(fault.code, Code::RedirectElsewhere, "{target}");
        assert_credentials_stay(&shop, "nowhere");

        // The interface itself sends us away.
        let shop = Shop::woocommerce();
        shop.on(ORDERS, move |_| Ok(redirect(&format!("{target}wp-json/wc/v3/orders"))));
        let fault = shop.connect().facts().await.unwrap_err();
        assert_eq!(fault.code, Code::RedirectElsewhere, "{target}");
        assert_credentials_stay(&shop, "https://shop.example/wp-json/");
    }
    // A page that names another host's interface.
    let shop = Shop::default();
    shop.on("https://shop.example/", |_| {
        let link = "<https://evil.example/wp-json/>; rel=\"https://api.w.org/\"";
        Ok(with_header(answer(200, ""), "link", link))
    });
    let fault = shop.connect().facts().await.unwrap_err();
    assert_eq!((fault.code, fault.detail.as_str()), (Code::RedirectElsewhere, "https://evil.example"));
    assert_eq!(shop.asked().len(), 1);
}

#[tokio::test]
async fn a_shop_that_moved_is_found_again() {
    let shop = Shop::woocommerce();
    shop.serves("orders/9/notes", 200, "[]");
    let connector = shop.connect();
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));

    let moved = Shop::woocommerce_at("https://www.shop.example");
    moved.on("https://www.shop.example/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    for url in [
        "https://www.shop.example/",
        "https://www.shop.example/wp-json/",
        "https://www.shop.example/wp-json/wc/v3/orders/9/notes",
    ] {
        shop.forward(url, &moved);
    }
    shop.on("https://shop.example/", |_| Ok(redirect("https://www.shop.example/")));
    shop.on("https://shop.example/wp-json/wc/v3/orders/9/notes", |_| {
        Ok(redirect("https://www.shop.example/wp-json/wc/v3/orders/9/notes"))
    });
    assert_eq!(connector.notes(&"9".into()).await.unwrap_err().code, Code::RedirectElsewhere);
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));
}

#[tokio::test]
async fn plain_http_beyond_this_computer_needs_consent() {
    let shop = Shop::woocommerce_at("http://shop.example");
    shop.on("http://shop.example/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    let typed = sign_in("http://shop.example");
    let fault = shop.connect_as(&typed).notes(&"9".into()).await.unwrap_err();
    assert_eq!(fault.code, Code::PlainHttp);
    assert_credentials_stay(&shop, "nowhere");

    let consented = typed.with_plain_http_consent(true);
    assert_eq!(shop.connect_as(&consented).notes(&"9".into()).await, Ok(vec![]));
    let last = shop.asked().pop().unwrap();
    assert!(!last.headers().contains_key("authorization"));
    let asked = query(&last);
    let value = |name: &str| asked.iter().find(|(n, _)| n == name).unwrap().1.clone();
    assert_eq!(value("oauth_consumer_key"), KEY);
    assert_eq!(value("oauth_signature_method"), "HMAC-SHA256");
    assert_eq!(value("oauth_timestamp"), "1795308000");
}

#[tokio::test]
async fn loopback_needs_no_consent_and_https_is_tried_first() {
    let shop = Shop::woocommerce_at("http://127.0.0.1:8081");
    shop.on("https://localhost:8081/", |_| Err(Fault::new(Code::ConnectionLost, "x", "no TLS")));
    shop.on("http://localhost:8081/", |_| {
        let link = "<http://127.0.0.1:8081/wp-json/>; rel=\"https://api.w.org/\"";
        Ok(with_header(answer(200, ""), "link", link))
    });
    shop.on("http://127.0.0.1:8081/wp-json/wc/v3/orders/9/notes", |_| Ok(answer(200, "[]")));
    let connector = shop.connect_as(&sign_in("localhost:8081"));
    assert_eq!(connector.notes(&"9".into()).await, Ok(vec![]));
}

#[tokio::test]
async fn what_https_said_counts_where_nothing_answers() {
    let shop = Shop::default();
    for (url, code) in [("https", Code::TimedOut), ("http", Code::Unreachable)] {
        shop.on(&format!("{url}://shop.example/"), move |_| Err(Fault::new(code, "x", "y")));
    }
    let fault = shop.connect_as(&sign_in("shop.example")).facts().await.unwrap_err();
    assert_eq!(fault.code, Code::TimedOut);
    // An untrusted certificate is no reason to try without.
    shop.on("https://shop.example/", |_| Err(Fault::new(Code::Certificate, "x", "y")));
    let asked = shop.asked().len();
    let fault = shop.connect_as(&sign_in("shop.example")).facts().await.unwrap_err();
    assert_eq!((fault.code, shop.asked().len()), (Code::Certificate, asked + 1));
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
