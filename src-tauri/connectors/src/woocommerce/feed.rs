//! Which request reads a window of a feed, and what each of its rows says.

use domain::{Code, Fault, NativeId};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    diagnosis::{json, server_time},
    json::{Unreadable, Value, rows},
    order, product, refund,
};
use crate::{Answer, Ask, Feed, Position, PulledOrder, Record, Row, Stamp, StampPage, Window};

/// What the audit needs of a row.
const STAMP_FIELDS: &str = "id,status,date_created_gmt,date_modified_gmt";

/// The path of a feed below `wc/v3/`.
///
/// # Errors
/// [`Code::BadInput`] for a feed that `WooCommerce` does not have.
pub(super) fn path(feed: Feed) -> Result<&'static str, Fault> {
    match feed {
        Feed::Orders | Feed::Trash => Ok("orders"),
        Feed::Refunds => Ok("refunds"),
        Feed::Products => Ok("products"),
        Feed::OrderLines | Feed::Shipments | Feed::Invoices => {
            Err(Fault::new(Code::BadInput, operation(feed), "there is no such feed"))
        }
    }
}

/// What is being done, for faults.
pub(super) const fn operation(feed: Feed) -> &'static str {
    match feed {
        Feed::Orders => "read orders",
        Feed::Trash => "read orders in the bin",
        Feed::Refunds => "read refunds",
        Feed::Products => "read products",
        Feed::OrderLines | Feed::Shipments | Feed::Invoices => "read what moved",
    }
}

/// The query of a window.
///
/// `modified_after` and `after` leave out the second they name, so the second before is asked for. Moments go without
/// a `Z`: with one, WooCommerce turns them into the shop's own time and compares that with UTC.
pub(super) fn query(ask: &Ask) -> Vec<(&'static str, String)> {
    let mut query = vec![("per_page", ask.window.take.to_string())];
    if ask.window.skip > 0 {
        query.push(("offset", ask.window.skip.to_string()));
    }
    match ask.feed {
        Feed::Orders | Feed::Products => query.push(("status", "any".to_owned())),
        Feed::Trash => query.push(("status", "trash".to_owned())),
        Feed::Refunds | Feed::OrderLines | Feed::Shipments | Feed::Invoices => {}
    }
    match ask.position {
        Position::ChangedSince(since) => {
            // A refund is never changed: its date is that of its creation.
            let (order, after) =
                if ask.feed == Feed::Refunds { ("date", "after") } else { ("modified", "modified_after") };
            query.push(("orderby", order.to_owned()));
            query.push(("order", "asc".to_owned()));
            query.push((after, moment(floor(since), -1)));
            query.push(("dates_are_gmt", "true".to_owned()));
        }
        Position::PlacedBefore(before) => {
            query.push(("orderby", "date".to_owned()));
            query.push(("order", "desc".to_owned()));
            if let Some(before) = before {
                let up = i64::from(floor(before) != before);
                query.push(("before", moment(floor(before), up)));
                query.push(("dates_are_gmt", "true".to_owned()));
            }
        }
    }
    query
}

/// The query of a window's names and dates.
pub(super) fn stamp_query(ask: &Ask) -> Vec<(&'static str, String)> {
    let mut query = query(ask);
    query.push(("_fields", STAMP_FIELDS.to_owned()));
    query
}

fn floor(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

/// A moment, some seconds moved, as WooCommerce reads it. None before 1970.
fn moment(at: Timestamp, seconds: i64) -> String {
    let moved = at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at).max(Timestamp::UNIX_EPOCH);
    moved.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Rows the whole position has. Past the end WooCommerce says nought, whatever there is before.
pub(super) fn total(answer: &Answer, rows: usize, window: Window) -> Option<u64> {
    let total: u64 = answer.headers().get("x-wp-total")?.to_str().ok()?.trim().parse().ok()?;
    (rows > 0 || window.skip == 0).then_some(total)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireStamp<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    status: Value<'a>,
    #[serde(borrow)]
    date_created_gmt: Value<'a>,
    #[serde(borrow)]
    date_modified_gmt: Value<'a>,
}

/// A row's name and dates, as far as they can be read. For a refund its creation is its change.
pub(super) fn stamp(raw: &RawValue) -> Result<Stamp, Unreadable> {
    let wire: WireStamp<'_> = Value::of(raw).object("row")?;
    let placed_at = wire.date_created_gmt.timestamp("date_created_gmt").unwrap_or(None);
    let changed_at = wire.date_modified_gmt.timestamp("date_modified_gmt").unwrap_or(None);
    Ok(Stamp {
        native_id: wire.id.required_id("id")?,
        changed_at: changed_at.or(placed_at),
        placed_at,
        status: Some(wire.status.string()).filter(|status| !status.is_empty()),
    })
}

/// A page of names and dates. One without a name makes the page unreadable: the audit must not take it for gone.
pub(super) fn stamp_page(answer: &Answer, ask: &Ask) -> Result<StampPage, Fault> {
    let operation = operation(ask.feed);
    let stamps = rows(json(answer), operation)?
        .into_iter()
        .map(|raw| stamp(raw).map_err(|unreadable| unreadable.fault(operation)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(StampPage { total: total(answer, stamps.len(), ask.window), server_time: server_time(answer), stamps })
}

/// An order's row.
pub(super) fn order_row(raw: &RawValue, panel: &str) -> Row {
    let read = order::read(raw, panel);
    match read {
        Ok(order) => Row::Read {
            stamp: Stamp {
                native_id: order.native_id.clone(),
                changed_at: order.modified_at,
                placed_at: Some(order.placed_at),
                status: Some(order.status.clone()),
            },
            record: Record::Order(Box::new(PulledOrder { order, raw: raw.get().as_bytes().to_vec() })),
        },
        Err(unreadable) => broken(raw, unreadable.fault("read an order")),
    }
}

/// A refund's row in the list over all orders.
pub(super) fn refund_row(raw: &RawValue) -> Row {
    let whole = refund::read(Value::of(raw)).and_then(|(order, refund)| {
        let order = order.ok_or(Unreadable { field: "parent_id", why: "is missing" })?;
        Ok((stamp(raw)?, order, refund))
    });
    match whole {
        Ok((stamp, order, refund)) => Row::Read { stamp, record: Record::Refund { order, refund } },
        Err(unreadable) => broken(raw, unreadable.fault("read a refund")),
    }
}

/// A product's row, before its variations are read; with whether it has any.
pub(super) fn product_row(raw: &RawValue) -> (Row, Option<NativeId>) {
    let whole = product::read(Value::of(raw)).and_then(|read| Ok((stamp(raw)?, read)));
    match whole {
        Ok((stamp, (product, has_variations))) => {
            let parent = has_variations.then(|| product.native_id.clone());
            let record = Record::Product(vec![product]);
            (Row::Read { stamp, record }, parent)
        }
        Err(unreadable) => (broken(raw, unreadable.fault("read a product")), None),
    }
}

fn broken(raw: &RawValue, fault: Fault) -> Row {
    Row::Broken { stamp: stamp(raw).ok(), fault, raw: raw.get().as_bytes().to_vec() }
}

/// The identifiers of a request by identifier, as WooCommerce takes them.
///
/// # Errors
/// [`Code::BadInput`] for an identifier that is no number: asked for, it would list everything.
pub(super) fn include(ids: &[NativeId], operation: &str) -> Result<String, Fault> {
    let numbers: Option<Vec<&str>> = ids.iter().map(|id| number(id)).collect();
    numbers
        .map(|numbers| numbers.join(","))
        .ok_or_else(|| Fault::new(Code::BadInput, operation, "not an order's number"))
}

/// An identifier that is a number other than nought.
pub(super) fn number(id: &NativeId) -> Option<&str> {
    let text = id.as_str();
    let number = (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (number && text.bytes().any(|b| b != b'0')).then_some(text)
}
