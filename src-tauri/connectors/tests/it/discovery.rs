//! Finding a shop from whatever was typed, and showing credentials to nobody on the way.

use connectors::Request;
use domain::{Code, Fault};

use crate::shop::{KEY, SECRET, Shop, answer, index, query, sign_in, with_header};

const ORDERS: &str = "https://shop.example/wp-json/wc/v3/orders";

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
async fn who_waited_for_a_search_that_failed_does_not_search_again() {
    let shop = Shop::default();
    shop.on("https://shop.example/", |_| Err(Fault::new(Code::TimedOut, "x", "y")));
    let connector = shop.connect();
    let id = "9".into();
    let all = futures::future::join_all((0..4).map(|_| connector.notes(&id))).await;
    assert!(all.iter().all(|notes| notes.as_ref().unwrap_err().code == Code::TimedOut));
    assert_eq!(shop.asked().len(), 1);
    // The next one does.
    connector.notes(&id).await.unwrap_err();
    assert_eq!(shop.asked().len(), 2);
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
