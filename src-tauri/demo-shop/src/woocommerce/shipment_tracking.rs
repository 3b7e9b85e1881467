//! The routes of the plugin WooCommerce Shipment Tracking (Advanced Shipment Tracking answers under the same names). It keeps its
//! entries in one row of the order's metadata, where clients without these routes read them.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    dice::{Dice, HEX, Purpose},
    pace,
};

use super::{
    change::change_meta,
    dates,
    model::Order,
    query::Request,
    reply::{Reply, RestError},
    routes::Context,
    state::State,
};

/// The namespace of the plugin's routes.
pub const NAMESPACE: &str = "wc-shipment-tracking/v3";
/// The metadata that holds the entries.
pub const ITEMS: &str = "_wc_shipment_tracking_items";

/// Carriers the plugin knows, by country, with their pages; `%1$s` stands for the number.
const CARRIERS: &[(&str, &[(&str, &str)])] = &[
    (
        "Netherlands",
        &[("PostNL", "https://postnl.nl/tracktrace/?B=%1$s"), ("DHL NL", "https://www.dhl.nl/volgen?id=%1$s")],
    ),
    ("Germany", &[("DHL", "https://www.dhl.de/sendungsverfolgung?idc=%1$s")]),
    ("France", &[("Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code=%1$s")]),
    ("Norway", &[("Posten", "https://sporing.posten.no/sporing/%1$s")]),
];

/// Answers below `/orders/{id}/shipment-trackings`.
///
/// # Errors
/// What the plugin refuses.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    order_id: u64,
    rest: &[&str],
) -> Result<Reply, RestError> {
    let slot = state
        .store
        .slot(order_id)
        .ok_or_else(|| RestError::new(404, "woocommerce_rest_order_invalid_id", "Invalid order ID."))?;
    let method = request.method.as_str();
    match (method, rest) {
        ("GET", []) => {
            let order = state.store.read(slot);
            let list: Value = entries(&order).iter().map(|entry| shown(context, order_id, entry)).collect();
            Ok(Reply::value(&list).allow("GET, POST").costing(pace::ITEM_MS))
        }
        ("POST", []) => create(state, context, request, slot),
        ("GET", ["providers"]) => Ok(Reply::value(&carriers()).allow("GET")),
        ("GET", [id]) => {
            let order = state.store.read(slot);
            let entry = entries(&order).into_iter().find(|entry| has_id(entry, id)).ok_or_else(no_entry)?;
            Ok(Reply::value(&shown(context, order_id, &entry)).allow("GET, DELETE").costing(pace::ITEM_MS))
        }
        ("DELETE", [id]) => delete(state, context, slot, id),
        _ => Err(RestError::no_route()),
    }
}

fn no_entry() -> RestError {
    RestError::new(404, "woocommerce_rest_order_shipment_tracking_invalid_id", "Invalid shipment tracking ID.")
}

fn entries(order: &Order) -> Vec<Value> {
    let row = order.meta.iter().find(|row| row.key == ITEMS);
    row.and_then(|row| row.value.as_array()).cloned().unwrap_or_default()
}

fn text<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn has_id(entry: &Value, id: &str) -> bool {
    text(entry, "tracking_id") == id
}

fn keep(state: &mut State, context: &Context<'_>, mut order: Order, entries: Vec<Value>) {
    let rows = [json!({"key": ITEMS, "value": entries})];
    let mut next = state.store.next.meta;
    change_meta(&mut order.meta, &rows, &mut next, true);
    state.store.next.meta = next;
    order.modified = context.now;
    state.keep(context.now, order);
}

fn create(state: &mut State, context: &Context<'_>, request: &Request, slot: u32) -> Result<Reply, RestError> {
    let order = state.store.whole(slot);
    let number = text(&request.body, "tracking_number").trim().to_owned();
    if number.is_empty() {
        return Err(RestError::missing("tracking_number"));
    }
    let given = |name: &str| text(&request.body, name).trim().to_owned();
    let shipped = format!("{}T12:00:00", given("date_shipped"));
    let shipped = dates::parse(&shipped).map_or(context.now, |asked| asked.wall - 43_200);
    let id = Dice::new(state.store.generator().seed() ^ state.store.next.meta, Purpose::Secret, order.id).word(HEX, 32);
    let entry = json!({
        "tracking_provider": given("tracking_provider"),
        "custom_tracking_provider": given("custom_tracking_provider"),
        "custom_tracking_link": given("custom_tracking_link"),
        "tracking_number": number,
        "date_shipped": shipped.to_string(),
        "tracking_id": id,
    });
    let order_id = order.id;
    let mut list = entries(&order);
    list.push(entry.clone());
    // Each row of metadata takes an id, so that two entries never share the one made from it.
    state.next_meta_id();
    keep(state, context, order, list);
    let location = format!("{}/{id}", address(context, order_id));
    let body = shown(context, order_id, &entry).to_string();
    Ok(Reply::json(StatusCode::CREATED, body).allow("GET, POST").with("location", location).costing(pace::WRITE_MS))
}

fn delete(state: &mut State, context: &Context<'_>, slot: u32, id: &str) -> Result<Reply, RestError> {
    let order = state.store.whole(slot);
    let order_id = order.id;
    let (gone, left): (Vec<Value>, Vec<Value>) = entries(&order).into_iter().partition(|entry| has_id(entry, id));
    let gone = gone.first().ok_or_else(no_entry)?;
    let body = shown(context, order_id, gone);
    keep(state, context, order, left);
    Ok(Reply::value(&body).allow("GET, DELETE").costing(pace::WRITE_MS))
}

fn address(context: &Context<'_>, order_id: u64) -> String {
    format!("{}/wp-json/{NAMESPACE}/orders/{order_id}/shipment-trackings", context.site)
}

/// An entry as the routes show it: the carrier's name and page instead of the parts they are made from.
fn shown(context: &Context<'_>, order_id: u64, entry: &Value) -> Value {
    let number = text(entry, "tracking_number");
    let own = text(entry, "custom_tracking_provider");
    let carrier = if own.is_empty() { text(entry, "tracking_provider") } else { own };
    let page = CARRIERS.iter().flat_map(|(_, carriers)| *carriers).find(|(name, _)| name.eq_ignore_ascii_case(carrier));
    let link = match page {
        Some((_, page)) if own.is_empty() => page.replace("%1$s", number),
        _ => text(entry, "custom_tracking_link").to_owned(),
    };
    let day = text(entry, "date_shipped").parse().map(dates::naive).unwrap_or_default();
    let list = address(context, order_id);
    json!({
        "tracking_id": text(entry, "tracking_id"),
        "tracking_provider": carrier,
        "tracking_link": link,
        "tracking_number": number,
        "date_shipped": day.get(..10).unwrap_or_default(),
        "_links": {
            "self": [{"href": format!("{list}/{}", text(entry, "tracking_id"))}],
            "collection": [{"href": list}],
            "up": [{"href": context.wc(&format!("orders/{order_id}"))}],
        },
    })
}

fn carriers() -> Value {
    let of = |carriers: &[(&str, &str)]| -> Map<String, Value> {
        carriers.iter().map(|(name, page)| ((*name).to_owned(), json!(page))).collect()
    };
    Value::Object(CARRIERS.iter().map(|(land, list)| ((*land).to_owned(), Value::Object(of(list)))).collect())
}
