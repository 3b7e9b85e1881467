//! The shop over real connections: keep-alive, lost connections, torn bodies, TLS, and what discovery meets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::time::Duration;

use bytes::Bytes;
use common::{basic, signed};
use demo_shop::{DemoShop, Options, Pictures, Redirect, Running, Site, SiteKind, serve};
use http_body_util::{BodyExt as _, Full};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};

async fn running(options: Options) -> Running {
    serve(DemoShop::new(options).unwrap(), None).await.unwrap()
}

async fn ask(method: &str, address: &str, body: &str) -> Result<(http::response::Parts, Bytes), String> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let request = http::Request::builder().method(method).uri(address).body(Full::from(body.to_owned())).unwrap();
    let (head, body) = client.request(request).await.map_err(|error| error.to_string())?.into_parts();
    Ok((head, body.collect().await.map_err(|error| error.to_string())?.to_bytes()))
}

fn sign(running: &Running, method: &str, path: &str) -> String {
    let now = jiff::Timestamp::now().as_second();
    static NONCE: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let nonce = NONCE.fetch_add(1, std::sync::atomic::Ordering::SeqCst).to_string();
    signed(method, &format!("{}{path}", running.url), &running.shop.keys()[0], now, &nonce)
}

#[tokio::test]
async fn signed_requests_are_heard_and_links_lead_back() {
    let shop = running(Options::default()).await;
    let (head, body) = ask("GET", &sign(&shop, "GET", "/wp-json/wc/v3/orders?per_page=2"), "").await.unwrap();
    assert_eq!(head.status, 200);
    let orders: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(orders.as_array().unwrap().len(), 2);
    assert!(orders[0]["_links"]["self"][0]["href"].as_str().unwrap().starts_with(&shop.url));
    assert_eq!(head.headers["cache-control"], "no-cache, must-revalidate, max-age=0, no-store, private");
    let (head, body) = ask(
        "PUT",
        &sign(&shop, "PUT", &format!("/wp-json/wc/v3/orders/{}", orders[0]["id"])),
        r#"{"customer_note":"ø"}"#,
    )
    .await
    .unwrap();
    assert_eq!(head.status, 200, "{body:?}");
    shop.shutdown().await;
}

#[tokio::test]
async fn faults_reach_the_wire() {
    let shop = running(Options::default()).await;
    let list = "/wp-json/wc/v3/orders?per_page=50";
    shop.shop.set_faults(vec!["truncate=1".parse().unwrap()]);
    assert!(ask("GET", &sign(&shop, "GET", list), "").await.is_err(), "the body breaks off");
    shop.shop.set_faults(vec!["drop-before=1".parse().unwrap()]);
    assert!(ask("GET", &sign(&shop, "GET", list), "").await.is_err());
    shop.shop.set_faults(Vec::new());
    shop.shop.set_down(true);
    assert!(ask("GET", &sign(&shop, "GET", list), "").await.is_err());
    let (head, _) = ask("POST", &format!("{}/__demo/up", shop.url), "").await.unwrap();
    assert_eq!(head.status, 200, "the control interface stays");
    assert_eq!(ask("GET", &sign(&shop, "GET", list), "").await.unwrap().0.status, 200);
    let port = shop.port;
    shop.shutdown().await;
    tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
}

#[tokio::test]
async fn somebody_else_through_the_control_interface() {
    let shop = running(Options::default()).await;
    let control = async |method: &str, path: &str, body: &str| -> Value {
        let (head, answer) = ask(method, &format!("{}/__demo/{path}", shop.url), body).await.unwrap();
        assert!(head.status.is_success(), "{method} {path}: {answer:?}");
        serde_json::from_slice(&answer).unwrap()
    };
    let id = control("POST", "orders", "").await["id"].clone();
    let own = control("POST", "orders", r#"{"billing": {"first_name": "Zoë"}}"#).await["id"].clone();
    assert_eq!(control("GET", &format!("orders/{own}"), "").await["order"]["billing"]["first_name"], "Zoë");
    control("PUT", &format!("orders/{id}?silent=1"), r#"{"status": "completed"}"#).await;
    control("POST", &format!("orders/{id}/notes"), r#"{"note": "hallo", "customer_note": true}"#).await;
    control("POST", &format!("orders/{own}/trash"), "").await;
    control("DELETE", &format!("orders/{own}"), "").await;
    control("PUT", "faults", r#"["html=0.5", "poison=2"]"#).await;
    assert_eq!(control("GET", "faults", "").await, json!(["html=0.5", "poison=2"]));
    assert_eq!(control("GET", "status", "").await["poisoned"].as_array().unwrap().len(), 2);
    let kinds: Vec<String> = control("GET", "effects", "")
        .await
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| effect["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "order.created",
            "order.created",
            "order.status",
            "mail.sent",
            "note.customer",
            "mail.sent",
            "order.trashed",
            "order.deleted"
        ]
    );
    assert_eq!(control("GET", "orders", "").await.as_array().unwrap().len(), 201);
    let (head, answer) = ask("PUT", &format!("{}/__demo/faults", shop.url), r#"["snow=1"]"#).await.unwrap();
    assert_eq!(head.status, 400);
    assert!(String::from_utf8_lossy(&answer).contains("drop-before=RATE"));
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_the_write() {
    let shop = running(Options { pace: demo_shop::Pace::Real, ..Options::default() }).await;
    let id = shop.shop.place_order();
    let address = sign(&shop, "POST", &format!("/wp-json/wc/v3/orders/{id}/notes"));
    let hurried = tokio::time::timeout(Duration::from_millis(40), ask("POST", &address, r#"{"note": "x"}"#)).await;
    assert!(hurried.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    let notes = shop.shop.effects().iter().filter(|effect| effect.kind == "note.created").count();
    assert_eq!(notes, 1);
}

#[tokio::test]
async fn basic_works_by_tls_with_a_certificate_to_compare() {
    use tokio_rustls::rustls::{
        ClientConfig, RootCertStore,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, ServerName},
    };
    let shop = running(Options { tls: true, ..Options::default() }).await;
    let certificate = shop.certificate.clone().unwrap();
    assert_eq!(certificate.sha256.len(), 64);
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(certificate.der)).unwrap();
    let config = ClientConfig::builder_with_provider(std::sync::Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let address = shop.https_url.clone().unwrap();
    let stream = tokio::net::TcpStream::connect(address.strip_prefix("https://").unwrap()).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config)).connect(name, stream).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(hyper_util::rt::TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let request = http::Request::get("/wp-json/wc/v3/orders?per_page=1")
        .header("host", address.strip_prefix("https://").unwrap())
        .header("authorization", basic(&shop.shop.keys()[0]))
        .body(Full::<Bytes>::default())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = serde_json::from_slice(&answer.into_body().collect().await.unwrap().to_bytes()).unwrap();
    assert!(body[0]["payment_url"].as_str().unwrap().starts_with(&address));
}

#[tokio::test]
async fn discovery_meets_every_kind_of_site() {
    let home = async |site: Site| {
        let shop = running(Options { site, ..Options::default() }).await;
        let (head, body) = ask("GET", &format!("{}/", shop.url), "").await.unwrap();
        let root = ask("GET", &format!("{}/wp-json/", shop.url), "").await.unwrap();
        let root = (root.0.status.as_u16(), serde_json::from_slice::<Value>(&root.1).unwrap_or_default());
        (shop, head, String::from_utf8_lossy(&body).into_owned(), root)
    };
    let (shop, head, page, root) = home(Site { folder: "/winkel".into(), ..Site::default() }).await;
    let link = format!("<{}/wp-json/>; rel=\"https://api.w.org/\"", shop.url);
    assert_eq!(head.headers["link"], link);
    assert!(page.contains("rel=\"https://api.w.org/\"") && shop.url.ends_with("/winkel"));
    assert_eq!(root.1["timezone_string"], "Europe/Amsterdam");
    assert!(root.1["namespaces"].as_array().unwrap().contains(&json!("wc/v3")));
    let outside = shop.url.strip_suffix("/winkel").unwrap();
    assert_eq!(ask("GET", &format!("{outside}/wp-json/"), "").await.unwrap().0.status, 404);
    assert_eq!(ask("GET", &sign(&shop, "GET", "/wp-json/wc/v3/orders"), "").await.unwrap().0.status, 200);

    let (shop, head, _, root) = home(Site { plain_permalinks: true, ..Site::default() }).await;
    assert_eq!(head.headers["link"], format!("<{}/index.php?rest_route=/>; rel=\"https://api.w.org/\"", shop.url));
    assert_eq!(root.0, 404);
    assert_eq!(ask("GET", &sign(&shop, "GET", "/?rest_route=/wc/v3/orders"), "").await.unwrap().0.status, 401);
    assert_eq!(
        ask("GET", &sign(&shop, "GET", "/?rest_route=/wc/v3/orders&x=wp-json/wc/"), "").await.unwrap().0.status,
        200
    );

    let (_, _, _, root) = home(Site { kind: SiteKind::WordPress, ..Site::default() }).await;
    assert_eq!(root.0, 200);
    assert!(!root.1["namespaces"].as_array().unwrap().contains(&json!("wc/v3")));
    let (_, head, _, root) = home(Site { kind: SiteKind::Other, ..Site::default() }).await;
    assert!(head.headers.get("link").is_none() && root.0 == 404);
    let (_, head, page, _) = home(Site { kind: SiteKind::Captcha, ..Site::default() }).await;
    assert!(head.status == 403 && page.contains("captcha"));
    let (shop, head, ..) = home(Site { redirect: Redirect::ToOtherName, ..Site::default() }).await;
    assert_eq!(
        (head.status.as_u16(), head.headers["location"].to_str().unwrap()),
        (301, format!("http://localhost:{}/", shop.port).as_str())
    );
}

#[tokio::test]
async fn http_is_sent_on_to_https() {
    let site = Site { redirect: Redirect::ToHttps, ..Site::default() };
    let shop = running(Options { tls: true, site, ..Options::default() }).await;
    let (head, _) = ask("GET", &format!("{}/wp-json/", shop.url), "").await.unwrap();
    assert_eq!(head.headers["location"].to_str().unwrap(), format!("{}/wp-json/", shop.https_url.as_ref().unwrap()));
}

#[tokio::test]
async fn pictures_and_what_hostile_shops_send_instead() {
    let picture = async |pictures: Pictures| {
        let shop = running(Options { pictures, ..Options::default() }).await;
        let (_, body) =
            ask("GET", &sign(&shop, "GET", "/wp-json/wc/v3/products?per_page=100&_fields=images"), "").await.unwrap();
        let products: Value = serde_json::from_slice(&body).unwrap();
        let src = products
            .as_array()
            .unwrap()
            .iter()
            .find_map(|product| product["images"][0]["src"].as_str())
            .unwrap()
            .to_owned();
        (shop, src)
    };
    let (_shop, src) = picture(Pictures::Real).await;
    let (head, body) = ask("GET", &src, "").await.unwrap();
    assert!(head.headers["content-type"].to_str().unwrap().starts_with("image/"));
    assert!(body.starts_with(b"\x89PNG") || body.starts_with(&[0xFF, 0xD8]));
    let (_shop, src) = picture(Pictures::Loopback).await;
    assert!(src.starts_with("http://127.0.0.1:22/"));
    let (_shop, src) = picture(Pictures::RedirectLoop).await;
    let (head, _) = ask("GET", &src, "").await.unwrap();
    assert_eq!(head.headers["location"].to_str().unwrap(), format!("{src}?step=1"));
    let (_shop, src) = picture(Pictures::Huge).await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let answer = client.request(http::Request::get(&src).body(Full::default()).unwrap()).await.unwrap();
    assert_eq!(answer.headers()["content-length"], "1073741824");
    let mut body = answer.into_body();
    let mut read = 0;
    while read < 10_000_000 {
        read += body.frame().await.unwrap().unwrap().into_data().unwrap().len();
    }
}
