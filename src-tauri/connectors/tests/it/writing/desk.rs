//! A shop of one order that takes writes as WooCommerce does, as far as a connector can see.

use std::sync::{Arc, Mutex};

use connectors::{Answer, Connector, Found, Presence, PulledOrder, Pushed, Request, Write, WriteFault};
use domain::{Edit, EditKey, Fault, Notice};
use http::Method;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::shop::{NOW, Shop, answer};

pub const KEY: &str = "0123456789abcdef0123456789abcdef";
const ORDER: &str = "https://shop.example/wp-json/wc/v3/orders/7";

/// The shop and its order.
pub struct Desk {
    pub shop: Shop,
    pub connector: Arc<dyn Connector>,
    pub order: Arc<Mutex<Value>>,
}

/// An order of two lines at two tax rates.
pub fn order() -> Value {
    json!({
        "id": 7, "number": "7", "status": "pending", "currency": "EUR", "total": "148.83", "total_tax": "23.83",
        "date_created_gmt": "2026-11-22T00:14:15", "date_paid_gmt": null, "customer_note": "",
        "billing": { "first_name": "Żaneta", "last_name": "Ødegård", "company": "", "address_1": "ul. Święta 1", "address_2": "",
            "city": "Łódź", "state": "", "postcode": "90-001", "country": "PL", "email": "z@example.test", "phone": "1" },
        "shipping": { "first_name": "", "last_name": "", "company": "", "address_1": "", "address_2": "", "city": "",
            "state": "", "postcode": "", "country": "", "phone": "" },
        "line_items": [
            { "id": 11, "name": "Mug", "product_id": 3, "quantity": 2, "subtotal": "34.26", "total": "34.26", "total_tax": "7.19",
              "taxes": [{ "id": 1, "total": "5.19", "subtotal": "5.19" }, { "id": 2, "total": "2.00", "subtotal": "2.00" }] },
            { "id": 12, "name": "Lamp", "product_id": 4, "quantity": 1, "subtotal": "84.79", "total": "84.79", "total_tax": "15.39",
              "taxes": [{ "id": 1, "total": "15.39", "subtotal": "15.39" }] }
        ],
        "shipping_lines": [
            { "id": 21, "method_id": "flat_rate", "method_title": "Post", "total": "4.00", "total_tax": "0.84",
              "taxes": [{ "id": 1, "total": "0.84", "subtotal": "" }] },
            { "id": 22, "method_id": "flat_rate", "method_title": "Crate", "total": "1.95", "total_tax": "0.41",
              "taxes": [{ "id": 1, "total": "0.41", "subtotal": "" }] }
        ],
        "meta_data": [], "refunds": []
    })
}

impl Desk {
    /// A shop whose order changes as it is told to.
    pub fn new() -> Self {
        Self::of(order())
    }

    pub fn of(order: Value) -> Self {
        let desk = Self::ignoring(order);
        let held = desk.order.clone();
        desk.shop.on(ORDER, move |request| Ok(respond(&mut held.lock().unwrap(), request)));
        desk
    }

    /// A shop that says yes to everything and changes nothing.
    pub fn ignoring(order: Value) -> Self {
        let shop = Shop::woocommerce();
        let order = Arc::new(Mutex::new(order));
        let held = order.clone();
        shop.on(ORDER, move |_| Ok(answer(200, &held.lock().unwrap().to_string())));
        let connector = shop.connect();
        Self { shop, connector, order }
    }

    /// Answers every write at the order, or below it, by a function; reads go on as before.
    pub fn writes_get(&self, below: &str, reply: impl Fn() -> Result<Answer, Fault> + Send + Sync + 'static) {
        let held = self.order.clone();
        self.shop.on(&format!("{ORDER}{below}"), move |request| {
            if request.method() == Method::GET { Ok(answer(200, &held.lock().unwrap().to_string())) } else { reply() }
        });
    }

    /// Answers an address below the order always the same.
    pub fn serves(&self, below: &str, status: u16, body: &str) {
        self.shop.serves(&format!("orders/7{below}"), status, body);
    }

    /// The order as it is read right before a write.
    pub async fn read(&self) -> PulledOrder {
        match self.connector.presence(&"7".into()).await.unwrap() {
            Presence::There(order) => *order,
            Presence::Gone(connectors::Gone::Trashed(order)) => *order,
            gone => panic!("{gone:?}"),
        }
    }

    pub async fn push(&self, edit: &Edit) -> Result<Pushed, WriteFault> {
        self.push_with(edit, Notice::ShopDecides).await
    }

    pub async fn push_with(&self, edit: &Edit, notice: Notice) -> Result<Pushed, WriteFault> {
        let (key, order) = (EditKey(KEY.to_owned()), self.read().await);
        self.connector.push(&write(&key, edit, notice, Some(&order))).await
    }

    pub async fn find(&self, edit: &Edit) -> Found {
        let (key, order) = (EditKey(KEY.to_owned()), self.read().await);
        self.connector.find(&write(&key, edit, Notice::ShopDecides, Some(&order))).await.unwrap()
    }

    /// The requests that change something, as `METHOD path body`.
    pub fn written(&self) -> Vec<String> {
        self.shop.asked().iter().filter(|request| request.method() != Method::GET).map(told).collect()
    }
}

pub fn write<'a>(key: &'a EditKey, edit: &'a Edit, notice: Notice, order: Option<&'a PulledOrder>) -> Write<'a> {
    Write { key, edit, notice, order, begun_at: now() }
}

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A request as `METHOD path?query body`, below `wp-json/`, its signature left out.
pub fn told(request: &Request) -> String {
    let path = request.uri().path().trim_start_matches("/wp-json/").trim_start_matches("wc/v3/");
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let body = String::from_utf8_lossy(request.body());
    format!("{} {path}{query} {body}", request.method()).trim_end().to_owned()
}

fn respond(order: &mut Value, request: &Request) -> Answer {
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    if *request.method() == Method::DELETE {
        return delete(order, request);
    }
    if order.is_null() {
        let error =
            r#"{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}"#;
        return answer(if *request.method() == Method::GET { 404 } else { 400 }, error);
    }
    for (name, value) in body.as_object().into_iter().flatten() {
        match name.as_str() {
            "billing" | "shipping" => merge(&mut order[name], value),
            "line_items" => lines(&mut order[name], value),
            "meta_data" => value.as_array().unwrap().iter().for_each(|row| meta(&mut order[name], row)),
            "set_paid" if ["pending", "failed"].contains(&order["status"].as_str().unwrap()) => {
                order["status"] = json!("processing");
                order["date_paid_gmt"] = json!("2026-11-22T00:40:00");
            }
            "set_paid" => {}
            "status" if *value == "processing" || *value == "completed" => {
                order[name] = value.clone();
                order["date_paid_gmt"] = json!("2026-11-22T00:40:00");
            }
            _ => order[name] = value.clone(),
        }
    }
    answer(200, &order.to_string())
}

fn delete(order: &mut Value, request: &Request) -> Answer {
    let before = order.to_string();
    if request.uri().query().is_some_and(|query| query.contains("force=true")) {
        *order = Value::Null;
    } else if order["status"] == "trash" {
        return answer(410, r#"{"code":"woocommerce_rest_already_trashed","message":"Gone.","data":{"status":410}}"#);
    } else {
        let status = format!("wc-{}", order["status"].as_str().unwrap());
        meta(&mut order["meta_data"], &json!({ "key": "_wp_trash_meta_status", "value": status }));
        order["status"] = json!("trash");
    }
    answer(200, &before)
}

fn merge(place: &mut Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        place[name] = value.clone();
    }
}

fn lines(place: &mut Value, rows: &Value) {
    for row in rows.as_array().unwrap() {
        let lines = place.as_array_mut().unwrap();
        let at = lines.iter().position(|line| line["id"] == row["id"]).unwrap();
        if row["quantity"] == 0 {
            lines.remove(at);
        } else {
            merge(&mut lines[at], row);
        }
    }
}

fn meta(place: &mut Value, row: &Value) {
    let rows = place.as_array_mut().unwrap();
    // What the bin writes it adds, however often.
    let added = row["key"] == "_wp_trash_meta_status";
    match rows.iter_mut().find(|known| known["key"] == row["key"] && !added) {
        Some(known) => known["value"] = row["value"].clone(),
        None => {
            let id = 100 + rows.len();
            rows.push(json!({ "id": id, "key": row["key"], "value": row["value"] }));
        }
    }
}
