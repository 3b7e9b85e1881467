//! Replays recordings of a real WooCommerce 10.5.0 against the simulated one: the same requests in equivalent states must give the same
//! statuses, the same headers, error bodies word for word, and everything else in the same shape and types.
//!
//! What may differ, and why, stands in [`HEADERS_OF_THE_HOST`] and in the `allowed` paths of each case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use bytes::Bytes;
use common::{Answer, NOW, basic, recording::Recording, shape::differences, shop, signed};
use demo_shop::{DemoShop, Options};
use serde_json::{Value, json};

/// Headers of the web server and PHP below the shop, which every host sets its own way.
const HEADERS_OF_THE_HOST: &[&str] =
    &["server", "date", "transfer-encoding", "connection", "host", "x-powered-by", "content-encoding"];

/// The lab's shop and ours: which recorded id stands for which of ours, longest first.
struct Stand {
    shop: DemoShop,
    names: Vec<(String, String)>,
}

impl Stand {
    fn new() -> Self {
        let (shop, _) = shop(Options { orders: 600, plugin_status: false, ..Options::default() });
        Self { shop, names: vec![("LAB-0001".into(), "KRS-OLA".into()), ("LAB-0003".into(), "MOK-OLA".into())] }
    }

    fn name(&mut self, recorded: u64, ours: u64) {
        self.names.push((recorded.to_string(), ours.to_string()));
    }

    fn translated(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (recorded, ours)| text.replace(recorded, ours))
    }

    async fn send(&self, recording: &Recording) -> Answer {
        let key = match recording.name.as_str() {
            "err_401_readonly_key_write.txt" => self.shop.keys()[1].clone(),
            "err_401_bad_key.txt" => demo_shop::ApiKey { key: "ck_unknown".into(), ..self.shop.keys()[0].clone() },
            _ => self.shop.keys()[0].clone(),
        };
        let target = self.translated(recording.target());
        let uri = match recording.header("x-powered-by").filter(|_| recording.url.starts_with("http://")) {
            Some(_) => signed(
                &recording.method,
                "http://127.0.0.1:8081/wp-json/wc/v3/orders?per_page=1&status=any",
                &key,
                NOW,
                "n1",
            ),
            None => format!("https://127.0.0.1:8443/wp-json/{target}"),
        };
        let body = recording.request_body.as_deref().map_or_else(Bytes::new, |body| Bytes::from(self.translated(body)));
        let request = http::Request::builder().method(recording.method.as_str()).uri(uri);
        let request =
            if recording.url.starts_with("https") { request.header("authorization", basic(&key)) } else { request };
        Answer::of(self.shop.handle(request.body(body).unwrap()).await.unwrap())
    }

    /// Replays one recording; `allowed`: paths that may differ.
    async fn replay(&self, name: &str, allowed: &[&str]) -> Answer {
        let recording = Recording::read(name);
        let answer = self.send(&recording).await;
        assert_eq!(answer.status, recording.status, "{name}: {}", answer.body);
        self.compare_headers(&recording, &answer);
        if recording.status >= 400 {
            assert_eq!(answer.body, recording.body, "{name}");
        } else {
            let found = differences(&recording.body, &answer.body, allowed);
            assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
        }
        answer
    }

    fn compare_headers(&self, recording: &Recording, answer: &Answer) {
        let name = &recording.name;
        for (header, recorded) in
            recording.headers.iter().filter(|(header, _)| !HEADERS_OF_THE_HOST.contains(&header.as_str()))
        {
            let came = answer.header(header).unwrap_or_else(|| panic!("{name}: no {header}"));
            match header.as_str() {
                // Shops of different sizes; the form must be the same.
                "x-wp-total" | "x-wp-totalpages" => assert_eq!(came == "0", recorded == "0", "{name}: {header}"),
                // A new thing has an id of its own.
                "location" => {
                    assert_eq!(
                        without_digits_at_end(came),
                        without_digits_at_end(&self.translated(recorded)),
                        "{name}"
                    );
                }
                // Signatures differ, and the recorded one was cut at its `=`.
                "link" if recording.url.contains("oauth_") => assert_eq!(links(came), links(recorded), "{name}"),
                "link" => assert_eq!(came, self.translated(recorded), "{name}"),
                _ => assert_eq!(came, recorded, "{name}: {header}"),
            }
        }
        for header in
            answer.headers.keys().map(http::HeaderName::as_str).filter(|header| !HEADERS_OF_THE_HOST.contains(header))
        {
            assert!(recording.header(header).is_some(), "{name}: {header} is not in the recording");
        }
    }
}

fn without_digits_at_end(text: &str) -> &str {
    text.trim_end_matches(|sign: char| sign.is_ascii_digit())
}

/// Names of the parameters in a `Link`, without the signature's values.
fn links(text: &str) -> Vec<String> {
    let query = text.split_once('?').unwrap().1;
    query
        .split('&')
        .map(|pair| if pair.starts_with("oauth_") { pair.split('=').next().unwrap() } else { pair }.to_owned())
        .collect()
}

async fn created(stand: &Stand, body: Value) -> (u64, Vec<u64>) {
    let id = stand.shop.place_order_with(&body).unwrap();
    let order = stand.shop.order(id, "").unwrap();
    let lines =
        order["order"]["line_items"].as_array().unwrap().iter().map(|line| line["id"].as_u64().unwrap()).collect();
    (id, lines)
}

/// The body every order of the lab was created with.
fn usual() -> Value {
    let recording = Recording::read("order_create.txt");
    let text = recording.request_body.unwrap().replace("LAB-0001", "KRS-OLA").replace("LAB-0003", "MOK-OLA");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn one_orders_life() {
    let mut stand = Stand::new();
    // Poland has no tax rate in the lab; ours has one. The picture is the product's own.
    let taxed = ["._links.customer"];
    let order = stand.replay("order_create.txt", &taxed).await;
    let id = order.body["id"].as_u64().unwrap();
    stand.name(4246, id);
    stand.name(16468, order.body["line_items"][0]["id"].as_u64().unwrap());
    stand.replay("order_put_status.txt", &taxed).await;
    stand.replay("note_post.txt", &[]).await;
    stand.replay("note_post_customer.txt", &[]).await;
    let notes = stand.replay("notes_list.txt", &[]).await;
    let texts: Vec<&str> = notes.body.as_array().unwrap().iter().map(|note| note["note"].as_str().unwrap()).collect();
    assert_eq!(texts[0], "Track & trace 3S1");
    assert_eq!(texts[1], "Notitie ♥ <b>x</b>");
    assert_eq!(texts[2], "Order status changed from Processing to Completed.");
    assert!(texts[3].starts_with("Stock levels reduced: ") && texts[3].contains("&rarr;"), "{}", texts[3]);
    assert_eq!(texts[4], "Payment complete.");
    stand.replay("order_put_meta.txt", &taxed).await;
    stand.replay("refund_partial.txt", &[]).await;
    stand.replay("refund_line.txt", &[]).await;
    stand.replay("err_refund_api_default.txt", &[]).await;
    stand.replay("err_refund_too_much.txt", &[]).await;
    stand.replay("refunds_global.txt", &[]).await;
}

#[tokio::test]
async fn changed_lines_and_unknown_fields() {
    let mut stand = Stand::new();
    let (id, lines) = created(&stand, usual()).await;
    stand.name(4258, id);
    stand.name(16511, lines[0]);
    stand.shop.change_order(id, &json!({"line_items": [{"sku": "KRS-OLA", "quantity": 1}]})).unwrap();
    let before = stand.shop.order(id, "").unwrap()["order"]["line_items"][0].clone();
    let answer = stand.replay("lineitem_qty_change.txt", &[]).await;
    let after = &answer.body["line_items"][0];
    assert_eq!(
        (&after["subtotal"], &after["total"]),
        (&before["subtotal"], &before["total"]),
        "a quantity alone leaves the amounts"
    );
    assert_eq!(after["quantity"], 5);
    assert_eq!(after["meta_data"][0]["value"], "5", "stock follows");
    stand.replay("unknown_field.txt", &[]).await;
    stand.replay("err_400_put_status.txt", &[]).await;
}

#[tokio::test]
async fn trash_and_deletion() {
    let mut stand = Stand::new();
    let (id, _) = created(&stand, usual()).await;
    stand.name(4659, id);
    let answer = stand.replay("order_delete_trash.txt", &[]).await;
    assert_eq!(answer.body["status"], "processing", "the answer shows the order as it was");
    let trashed = stand.replay("order_get_trashed.txt", &[]).await;
    assert_eq!(trashed.body["status"], "trash");
    let keys: Vec<&str> =
        trashed.body["meta_data"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["_client_uuid", "_wp_trash_meta_status", "_wp_trash_meta_time"]);
    stand.replay("err_410_already_trashed.txt", &[]).await;
    common::send(&stand.shop, "DELETE", &format!("orders/{id}?force=true"), None).await;
    stand.replay("err_404_deleted.txt", &[]).await;
    stand.replay("err_put_unknown.txt", &[]).await;
}

#[tokio::test]
async fn batches() {
    let mut stand = Stand::new();
    let (updated, _) = created(&stand, usual()).await;
    let (deleted, _) = created(&stand, usual()).await;
    let (bogus, _) =
        created(&stand, json!({"set_paid": true, "line_items": [{"sku": "KRS-OLA", "quantity": 2}]})).await;
    stand.shop.change_order(bogus, &json!({"status": "completed"})).unwrap();
    stand.name(4258, updated);
    stand.name(4756, deleted);
    stand.name(11166, bogus);
    let answer = stand.replay("batch.txt", &[]).await;
    assert_eq!(answer.body["update"][2]["status"], "pending", "the batch route checks nothing");
    assert_eq!(answer.body["delete"][0]["status"], "processing");
    assert_eq!(answer.body["create"][0]["status"], "on-hold");
    let answer = stand.replay("batch_invalid_status.txt", &[]).await;
    assert_eq!(answer.body["update"][0]["line_items"][0]["meta_data"], json!([]), "the stock went back");
    stand.replay("err_413_batch.txt", &[]).await;
}

#[tokio::test]
async fn a_phone_alone_moves_no_total() {
    let mut stand = Stand::new();
    let address =
        json!({"first_name": "Jeroen", "last_name": "in 't Veld", "country": "NL", "email": "a@example.test"});
    let line = |sku: &str| json!({"sku": sku, "quantity": 12});
    let body = json!({
        "set_paid": true, "payment_method": "ideal", "payment_method_title": "iDEAL", "billing": address, "shipping": {"country": "NL"},
        "line_items": [line("KRS-OLA"), line("MOK-OLA")], "meta_data": [{"key": "_lab_seq", "value": "61"}],
        "shipping_lines": [{"method_id": "flat_rate", "method_title": "PostNL pakket", "instance_id": "1", "total": "5.95"}],
    });
    let (id, _) = created(&stand, body).await;
    stand.name(488, id);
    let before = stand.shop.order(id, "").unwrap()["order"]["total"].clone();
    let answer = stand.replay("put_phone_recalc.txt", &[]).await;
    assert_eq!(answer.body["total"], before);
    assert_eq!(answer.body["billing"]["phone"], "+31 6 0000");
    assert_eq!(answer.body["billing"]["last_name"], "in 't Veld", "addresses merge");
}

#[tokio::test]
async fn lists() {
    let stand = Stand::new();
    stand.replay("page_out_of_range.txt", &[]).await;
    stand.replay("err_400_date.txt", &[]).await;
    stand.replay("get_customers.txt", &[]).await;
    // A weight has as many decimals as it needs.
    stand.replay("get_products.txt", &["[].weight"]).await;
    stand.replay("get_statuses.txt", &[]).await;
    stand.replay("get_reports_orders_totals.txt", &[]).await;
    stand.replay("get_data_currencies_current.txt", &[]).await;
    stand.replay("get_shipping_zones.txt", &[]).await;
    // The lab's cash on delivery has settings of its own.
    stand
        .replay("get_payment_gateways.txt", &["[].settings.enable_for_methods", "[].settings.enable_for_virtual"])
        .await;
}

#[tokio::test]
async fn a_page_of_changed_orders() {
    // The recorded page is the second of five; ours needs as many.
    let (shop, _) = shop(Options { orders: 10_000, plugin_status: false, ..Options::default() });
    let mut stand = Stand { shop, names: Vec::new() };
    let from = stand.shop.clock().as_second() - 17 * 86_400;
    let from = jiff::Timestamp::from_second(from).unwrap().strftime("%Y-%m-%dT%H%%3A%M%%3A%S").to_string();
    stand.names.push(("2026-11-01T00%3A00%3A00".to_owned(), from));
    let recording = Recording::read("orders_list_modified_page2.txt");
    let answer = stand.send(&recording).await;
    assert_eq!(answer.ids().len(), 100);
    let link = answer.header("link").unwrap();
    assert_eq!(link.matches("&status%5B0%5D=any&dp=2&context=view>").count(), 2, "{link}");
    // A guest has no link to an account. A picture's id is text for plain products and a number for variations; the lab had no pictures.
    let found = differences(&recording.body, &answer.body, &["[]._links.customer", "[].line_items[].image.id"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn variations_of_a_product() {
    let mut stand = Stand::new();
    let products = common::get(&stand.shop, "products?per_page=100&type=variable").await;
    let id = products
        .body
        .as_array()
        .unwrap()
        .iter()
        .find(|product| product["variations"].as_array().unwrap().len() > 2)
        .unwrap()["id"]
        .as_u64()
        .unwrap();
    stand.name(375, id);
    stand.replay("get_variations.txt", &["[].weight"]).await;
}

#[tokio::test]
async fn keys_routes_and_signatures() {
    let stand = Stand::new();
    stand.replay("err_401_bad_key.txt", &[]).await;
    stand.replay("err_401_readonly_key_write.txt", &[]).await;
    stand.replay("err_404_route.txt", &[]).await;
    stand.replay("err_405.txt", &[]).await;
    // The newest of our orders is whole; the lab's happened to be an empty one.
    stand.replay("auth_oauth1_HMAC-SHA256.txt", &["[]._links.customer"]).await;
}

#[tokio::test]
async fn the_root_and_the_system() {
    let stand = Stand::new();
    // A real index lists 900 routes; ours those that are there.
    let recording = Recording::read("root_index.txt");
    let answer = stand.send(&recording).await;
    stand.compare_headers(&recording, &answer);
    let found = differences(&recording.body, &answer.body, &[".routes"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let recording = Recording::read("get_system_status.txt");
    let answer = stand.send(&recording).await;
    stand.compare_headers(&recording, &answer);
    // Of the long status report ours has what a client looks at; what is there must look the same.
    let missing: Vec<String> = differences(&recording.body, &answer.body, &[".pages"]);
    assert!(
        missing.iter().all(|line| line.ends_with(": missing") || line.ends_with("[]: empty")),
        "{}",
        missing.join("\n")
    );
}

#[tokio::test]
async fn every_grown_order_looks_like_the_recorded_one() {
    let (shop, _) = shop(Options { orders: 2_000, ..Options::default() });
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings/order_full.json")).unwrap();
    let recorded: Value = serde_json::from_str(&text).unwrap();
    for page in 1..=20 {
        let answer = common::get(&shop, &format!("orders?per_page=100&page={page}")).await;
        for order in answer.body.as_array().unwrap() {
            // A guest has no link to an account; a draft has no shipping yet; not every order has metadata on its lines.
            let allowed =
                ["._links.customer", ".shipping_lines[]", ".line_items[].meta_data[]", ".line_items[].image.id"];
            let found = differences(&recorded, order, &allowed);
            assert!(found.is_empty(), "{}:\n{}", order["id"], found.join("\n"));
        }
    }
}
