//! Which request reads a window of a feed, and what each of its rows says.
//!
//! An order's own date misses what happens to it: a further partial shipment moves the order's rows and nothing else. Beside the
//! orders' feed therefore stand those of their rows and documents, whose rows say which order is to be read again.

use domain::{Code, Fault, NativeId};
use serde_json::value::RawValue;

use super::{
    criteria::{Criteria, Is, PageAsk, from_second, up_to_second},
    documents, order, product,
};
use crate::{
    Ask, Feed, Position, PulledOrder, Record, Row, Stamp,
    json::{Unreadable, Value},
};

/// The path of a feed.
///
/// # Errors
/// [`Code::BadInput`] for a feed that Magento does not have.
pub(super) fn path(feed: Feed) -> Result<&'static str, Fault> {
    match feed {
        Feed::Orders => Ok("orders"),
        Feed::OrderLines => Ok("orders/items"),
        Feed::Shipments => Ok("shipments"),
        Feed::Invoices => Ok("invoices"),
        Feed::Refunds => Ok("creditmemos"),
        Feed::Products => Ok("products"),
        Feed::Trash => Err(Fault::new(Code::BadInput, operation(feed), "there is no such feed")),
    }
}

/// What is being done, for faults.
pub(super) const fn operation(feed: Feed) -> &'static str {
    match feed {
        Feed::Orders => "read orders",
        Feed::Trash => "read orders in the bin",
        Feed::OrderLines => "read order items",
        Feed::Shipments => "read shipments",
        Feed::Invoices => "read invoices",
        Feed::Refunds => "read credit memos",
        Feed::Products => "read products",
    }
}

/// The field that names a row.
const fn key(feed: Feed) -> &'static str {
    if matches!(feed, Feed::OrderLines) { "item_id" } else { "entity_id" }
}

/// The fields that name a row and date it.
const fn stamp_fields(feed: Feed) -> &'static str {
    match feed {
        Feed::Orders | Feed::Trash => "entity_id,status,created_at,updated_at",
        Feed::OrderLines => "item_id,order_id,created_at,updated_at",
        Feed::Shipments | Feed::Invoices | Feed::Refunds => "entity_id,order_id,created_at,updated_at",
        Feed::Products => "id,created_at,updated_at",
    }
}

/// The query of a page; `whole` asks for the rows' content where names and dates are not all there is to know.
pub(super) fn query(ask: &Ask, page: PageAsk, whole: bool) -> Vec<(String, String)> {
    let key = key(ask.feed);
    let criteria = match ask.position {
        // Dates have whole seconds; those of one second come in the order of their numbers.
        Position::ChangedSince(since) => {
            Criteria::default().only("updated_at", Is::AtLeast, from_second(since)).by("updated_at", true).by(key, true)
        }
        Position::PlacedBefore(before) => {
            let all = Criteria::default();
            let before = before.map(up_to_second);
            let placed = match before {
                Some(before) => all.only("created_at", Is::Before, before),
                None => all,
            };
            placed.by("created_at", false).by(key, false)
        }
    };
    let criteria = criteria.page(page);
    match (ask.feed, whole) {
        (Feed::Orders | Feed::Trash | Feed::Refunds, true) => criteria.query(),
        (Feed::Products, true) => criteria.fields(product::FIELDS).query(),
        _ => criteria.fields(stamp_fields(ask.feed)).query(),
    }
}

wire!(WireStamp { entity_id, item_id, id, created_at, updated_at, status });
wire!(WireOwner { order_id });

/// A row's name and dates, as far as they can be read.
pub(super) fn stamp(raw: &RawValue) -> Result<Stamp, Unreadable> {
    let wire: WireStamp<'_> = Value::of(raw).object("row")?;
    let native_id = wire.entity_id.id().or_else(|| wire.item_id.id()).or_else(|| wire.id.id());
    let placed_at = wire.created_at.timestamp("created_at").unwrap_or(None);
    let changed_at = wire.updated_at.timestamp("updated_at").unwrap_or(None);
    Ok(Stamp {
        native_id: native_id.ok_or(Unreadable { field: "entity_id", why: "is no identifier" })?,
        changed_at: changed_at.or(placed_at),
        placed_at,
        status: Some(wire.status.string()).filter(|status| !status.is_empty()),
    })
}

/// The row of a feed other than products.
pub(super) fn row(feed: Feed, raw: &RawValue) -> Row {
    match feed {
        Feed::Orders | Feed::Trash => order_row(raw),
        Feed::Refunds => read(raw, "read a credit memo", || {
            let (order, note) = documents::credit_note(Value::of(raw))?;
            Ok(Record::Refund { order, refund: documents::refund(&note) })
        }),
        _ => read(raw, operation(feed), || {
            let wire: WireOwner<'_> = Value::of(raw).object("row")?;
            Ok(Record::Moved { order: wire.order_id.required_id("order_id")? })
        }),
    }
}

/// An order's row.
pub(super) fn order_row(raw: &RawValue) -> Row {
    read(raw, "read an order", || {
        let order = order::read(raw)?;
        Ok(Record::Order(Box::new(PulledOrder { order, raw: raw.get().as_bytes().to_vec() })))
    })
}

/// A product's row.
pub(super) fn product_row(raw: &RawValue, media: &str) -> Row {
    read(raw, "read a product", || Ok(Record::Product(vec![product::read(Value::of(raw), media)?])))
}

fn read(raw: &RawValue, operation: &str, content: impl FnOnce() -> Result<Record, Unreadable>) -> Row {
    match content().and_then(|record| Ok((stamp(raw)?, record))) {
        Ok((stamp, record)) => Row::Read { stamp, record },
        Err(unreadable) => broken(raw, unreadable.fault(operation)),
    }
}

fn broken(raw: &RawValue, fault: Fault) -> Row {
    Row::Broken { stamp: stamp(raw).ok(), fault, raw: raw.get().as_bytes().to_vec() }
}

/// An identifier that is a number other than nought.
pub(super) fn number(id: &NativeId) -> Option<&str> {
    let text = id.as_str();
    let number = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (number && text.bytes().any(|b| b != b'0')).then_some(text)
}
