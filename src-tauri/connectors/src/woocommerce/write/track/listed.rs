//! The list of tracking numbers in an order's meta data, as the Shipment Tracking plugins keep it. It is written whole, so the
//! other entries go back byte by byte as they came.

use domain::{Code, Fault, Track};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};

use super::super::{
    super::{
        json::Value,
        meta::{AFTERSHIP_KEY, Meta, TRACKING_KEY},
    },
    Attempt,
    raw::RawOrder,
};

/// A body that changes meta data.
#[derive(Serialize)]
pub(super) struct Body {
    meta_data: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// The row that is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    key: &'static str,
    value: Box<RawValue>,
}

/// One entry, as far as it is looked into.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Entry<'a> {
    #[serde(borrow)]
    pub tracking_number: Value<'a>,
    #[serde(borrow)]
    pub tracking_id: Value<'a>,
}

/// The list with a number added, in the place of an entry of the same number.
pub(super) fn with(attempt: &Attempt<'_>, track: &Track) -> Result<Body, Fault> {
    let order = attempt.order()?;
    let raw = RawOrder::of(order, attempt.operation)?;
    let rows = raw.meta();
    let row = rows.iter().find(|row| row.key.text() == TRACKING_KEY);
    let mut entries: Vec<String> = row.map(|row| others(row, &track.number)).unwrap_or_default();
    entries.push(entry(attempt.write.key.as_str(), track, attempt.write.begun_at));
    Ok(Body { meta_data: vec![list(attempt, TRACKING_KEY, row, &entries)?] })
}

/// The lists that hold a number, without it; `None` where none does.
pub(super) fn without(attempt: &Attempt<'_>, number: &str) -> Result<Option<Body>, Fault> {
    let order = attempt.order()?;
    let raw = RawOrder::of(order, attempt.operation)?;
    let rows = raw.meta();
    let mut meta_data = Vec::new();
    for key in [TRACKING_KEY, AFTERSHIP_KEY] {
        for row in rows.iter().filter(|row| row.key.text() == key) {
            let left = others(row, number);
            if left.len() != row.value.list().len() {
                meta_data.push(list(attempt, key, Some(row), &left)?);
            }
        }
    }
    Ok((!meta_data.is_empty()).then_some(Body { meta_data }))
}

/// The identifiers of a number's entries; more than one where it stands there twice.
pub(super) fn ids(attempt: &Attempt<'_>, number: &str) -> Result<Vec<String>, Fault> {
    let order = attempt.order()?;
    let raw = RawOrder::of(order, attempt.operation)?;
    let rows = raw.meta();
    let entries = rows.iter().filter(|row| row.key.text() == TRACKING_KEY).flat_map(|row| row.value.list());
    Ok(entries.filter(|entry| is(*entry, number)).filter_map(|entry| Some(read(entry)?.tracking_id.string())).collect())
}

/// The entries of other numbers, as they came.
fn others(row: &Meta<'_>, number: &str) -> Vec<String> {
    row.value.list().into_iter().filter(|entry| !is(*entry, number)).map(|entry| entry.json().to_owned()).collect()
}

/// Whether an entry is of this number.
fn is(entry: Value<'_>, number: &str) -> bool {
    read(entry).is_some_and(|entry| entry.tracking_number.string() == number.trim())
}

pub(super) fn read(entry: Value<'_>) -> Option<Entry<'_>> {
    entry.object("tracking").ok()
}

fn list(attempt: &Attempt<'_>, key: &'static str, row: Option<&Meta<'_>>, entries: &[String]) -> Result<Row, Fault> {
    let value = RawValue::from_string(format!("[{}]", entries.join(",")));
    let value = value.map_err(|_| attempt.fault(Code::BadAnswer, "the list of tracking numbers cannot be read"))?;
    let id = row.and_then(|row| row.id.text().parse().ok());
    Ok(Row { id, key, value })
}

/// An entry as the plugins write one for a carrier they don't know: seconds since 1970 as text, today where no day is given.
fn entry(key: &str, track: &Track, today: Timestamp) -> String {
    let id: String = key.chars().filter(char::is_ascii_hexdigit).take(32).collect();
    json!({
        "tracking_provider": "",
        "custom_tracking_provider": track.carrier.trim(),
        "custom_tracking_link": track.url.as_deref().unwrap_or_default(),
        "tracking_number": track.number.trim(),
        "date_shipped": track.shipped_at.unwrap_or(today).as_second().to_string(),
        "tracking_id": id,
    })
    .to_string()
}
