//! WooCommerce's own shipments ("fulfillments"), where they are switched on: a shipment holds pieces of the order and the number
//! they travel under, and can tell the customer.
//!
//! It is made before the number is noted on the order, and bears the edit's mark: made again after a lost answer, it is found.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use domain::{Fault, Notice, Track};
use http::Method;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::{
    super::{
        client::{Call, Client},
        diagnosis::{check, json as body_of, server_code},
        json::Value,
        meta,
    },
    Attempt, MARK, body,
    raw::{self, RawOrder},
};
use crate::WriteFault;

const BELOW: &str = "/fulfillments";
const ITEMS: &str = "_items";
const NUMBER: &str = "_tracking_number";
const CARRIER: &str = "_shipment_provider";
const LINK: &str = "_tracking_url";

/// Whether a shop was seen to keep no shipments: it is not asked at every number.
#[derive(Default)]
pub(in super::super::super) struct Shipments(AtomicBool);

impl Shipments {
    /// Asks again at the next number.
    pub fn forget(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn missing(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set_missing(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A shipment that is there.
struct Shipment {
    /// Its number at the shop.
    id: Option<u64>,
    mark: String,
    number: String,
    /// Pieces by order line.
    pieces: BTreeMap<String, Decimal>,
}

/// Makes a shipment of all that has not gone out yet; none where the shop keeps none, or nothing is left to go.
pub(super) async fn make(attempt: &Attempt<'_>, track: &Track) -> Result<(), WriteFault> {
    let Some(there) = list(attempt).await.map_err(WriteFault::nothing)? else { return Ok(()) };
    let key = attempt.write.key.as_str();
    if there.iter().any(|shipment| shipment.mark == key) {
        return Ok(());
    }
    let items = left(attempt, &there).map_err(WriteFault::nothing)?;
    if items.is_empty() {
        return Ok(());
    }
    let mut request = json!({
        "status": "fulfilled",
        "is_fulfilled": true,
        "meta_data": [
            { "key": ITEMS, "value": items },
            { "key": NUMBER, "value": track.number.trim() },
            { "key": CARRIER, "value": track.carrier.trim() },
            { "key": LINK, "value": track.url.as_deref().unwrap_or_default() },
            { "key": MARK, "value": key },
        ],
    });
    let tell = match attempt.write.notice {
        Notice::Tell => Some(true),
        Notice::Quiet => Some(false),
        Notice::ShopDecides => None,
    };
    if let (Some(tell), Some(fields)) = (tell, request.as_object_mut()) {
        fields.insert("notify_customer".to_owned(), Json::Bool(tell));
    }
    attempt.send(&attempt.call(Method::POST, BELOW, Some(&request))?).await?;
    Ok(())
}

/// Takes away the shipments that were made for a number here. Others' keep their pieces and their number.
pub(super) async fn unmake(attempt: &Attempt<'_>, number: &str) -> Result<(), WriteFault> {
    let Some(there) = list(attempt).await.map_err(WriteFault::nothing)? else { return Ok(()) };
    for shipment in there.iter().filter(|shipment| !shipment.mark.is_empty() && shipment.number == number.trim()) {
        let Some(id) = shipment.id else { continue };
        let call = attempt.call::<Json>(Method::DELETE, &format!("{BELOW}/{id}"), None)?;
        attempt.send(&call).await?;
    }
    Ok(())
}

/// The order's shipments; `None` where the shop keeps none, or not for this key.
async fn list(attempt: &Attempt<'_>) -> Result<Option<Vec<Shipment>>, Fault> {
    let shipments = &attempt.shop.shipments;
    if shipments.missing() {
        return Ok(None);
    }
    let call = Call::get(attempt.operation, attempt.path(BELOW)?, Vec::new());
    let answer = attempt.shop.ask(&attempt.site, &call).await?;
    let keeps_none = match server_code(&answer).as_deref() {
        Some("rest_no_route") => true,
        Some(_) => matches!(answer.status().as_u16(), 401 | 403),
        None => false,
    };
    if keeps_none {
        shipments.set_missing();
        return Ok(None);
    }
    let answer = check(answer, Client::asked(&call))?;
    let raw: &serde_json::value::RawValue = serde_json::from_slice(body_of(&answer))
        .map_err(|_| attempt.fault(domain::Code::BadAnswer, "the answer was cut short"))?;
    Ok(Some(rows(Value::of(raw)).into_iter().filter_map(read).collect()))
}

/// The list itself, or an object that holds it.
fn rows(answer: Value<'_>) -> Vec<Value<'_>> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Holder<'a> {
        #[serde(borrow)]
        fulfillments: Value<'a>,
    }
    if answer.json().starts_with('{') {
        return answer
            .object::<Holder<'_>>("fulfillments")
            .map(|holder| holder.fulfillments.list())
            .unwrap_or_default();
    }
    answer.list()
}

fn read(row: Value<'_>) -> Option<Shipment> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wire<'a> {
        #[serde(borrow)]
        id: Value<'a>,
        #[serde(borrow)]
        fulfillment_id: Value<'a>,
        #[serde(borrow)]
        meta_data: Value<'a>,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Item<'a> {
        #[serde(borrow)]
        item_id: Value<'a>,
        #[serde(borrow)]
        qty: Value<'a>,
    }
    let wire: Wire<'_> = row.object("fulfillment").ok()?;
    let meta = meta::rows(wire.meta_data);
    let items = meta.iter().find(|row| row.key.text() == ITEMS).map(|row| row.value.list()).unwrap_or_default();
    let pieces = items
        .into_iter()
        .filter_map(|item| item.object::<Item<'_>>("item").ok())
        .filter_map(|item| Some((item.item_id.id()?.0, item.qty.decimal("qty").ok()?)))
        .collect();
    Some(Shipment {
        id: wire.id.id().or_else(|| wire.fulfillment_id.id()).and_then(|id| body::id(&id)),
        mark: meta::text_of(&meta, MARK),
        number: meta::text_of(&meta, NUMBER),
        pieces,
    })
}

/// The pieces that are in no shipment yet.
fn left(attempt: &Attempt<'_>, there: &[Shipment]) -> Result<Vec<Json>, Fault> {
    let order = attempt.order()?;
    let raw = RawOrder::of(order, attempt.operation)?;
    let mut items = Vec::new();
    for line in raw::lines(raw.line_items, attempt.operation)? {
        let Some(id) = line.id.id() else { continue };
        let ordered = line.quantity.decimal("quantity").map_err(|unreadable| unreadable.fault(attempt.operation))?;
        let gone: Decimal = there.iter().filter_map(|shipment| shipment.pieces.get(&id.0)).sum();
        if let (Some(number), true) = (body::id(&id), ordered > gone) {
            items.push(json!({ "item_id": number, "qty": body::pieces(ordered - gone) }));
        }
    }
    Ok(items)
}
