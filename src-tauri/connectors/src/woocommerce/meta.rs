//! An order's meta data: where plugins keep tracking numbers, references and everything else.

use domain::{NativeField, Track, text};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;

use super::json::{Value, legible};

/// The order meta under which the merchant's own reference is kept.
pub(super) const REFERENCE_KEY: &str = "_shopbell_reference";
/// What an order in the bin was before (`wc-processing`).
const BEFORE_TRASH_KEY: &str = "_wp_trash_meta_status";
/// Where Shipment Tracking and Advanced Shipment Tracking keep an order's tracking numbers.
pub(super) const TRACKING_KEY: &str = "_wc_shipment_tracking_items";
/// Where AfterShip keeps them.
pub(super) const AFTERSHIP_KEY: &str = "_aftership_tracking_items";
/// Where WooCommerce's own fulfilments (10.1 and later) sum themselves up.
pub(super) const FULFILMENTS_KEY: &str = "_fulfillment_status";

/// Private keys (with an underscore) that tell a merchant something. All others are plugins' inner affairs, tokens of
/// payment providers among them.
const SHOWN_PRIVATE: &[&str] = &[
    "_billing_",
    "_delivery",
    "_gift",
    "_order_number",
    "_pickup",
    "_shipping_",
    "_vat",
    "_wc_order_attribution_source_type",
    "_wc_order_attribution_utm_source",
    "_wcpdf_invoice_number",
    "_withdrawal_requests",
];

/// Characters of a field's value that are kept; the order's own bytes keep all.
const VALUE_LIMIT: usize = 4000;

/// One row of meta data.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Meta<'a> {
    #[serde(borrow)]
    pub id: Value<'a>,
    #[serde(borrow)]
    pub key: Value<'a>,
    #[serde(borrow)]
    pub value: Value<'a>,
    #[serde(borrow)]
    pub display_key: Value<'a>,
    #[serde(borrow)]
    pub display_value: Value<'a>,
}

/// The rows of a list of meta data; a row that is none is passed over.
pub(super) fn rows(list: Value<'_>) -> Vec<Meta<'_>> {
    list.list().into_iter().filter_map(|row| row.object("meta_data").ok()).collect()
}

/// The text under a key; empty where there is none.
pub(super) fn text_of(rows: &[Meta<'_>], key: &str) -> String {
    rows.iter().find(|row| row.key.text() == key).map_or_else(String::new, |row| row.value.string())
}

/// The status before the bin, without its `wc-`; empty where it is not known. The shop adds a row whenever an order goes there and
/// keeps those of earlier times: the newest counts.
pub(super) fn before_trash(rows: &[Meta<'_>]) -> String {
    let of_bin = rows.iter().filter(|row| row.key.text() == BEFORE_TRASH_KEY);
    let newest = of_bin.max_by_key(|row| row.id.text().parse::<u64>().unwrap_or(0));
    let status = newest.map_or_else(String::new, |row| row.value.string());
    status.strip_prefix("wc-").unwrap_or(&status).to_owned()
}

/// The first text that is not empty under one of several keys.
pub(super) fn first_of(rows: &[Meta<'_>], keys: &[&str]) -> String {
    keys.iter().map(|key| text_of(rows, key)).find(|value| !value.is_empty()).unwrap_or_default()
}

/// What has no place in the model and is worth showing.
pub(super) fn native_fields(rows: &[Meta<'_>]) -> Vec<NativeField> {
    rows.iter()
        .filter_map(|row| {
            let key = row.key.string();
            let shown = !key.is_empty() && (!key.starts_with('_') || SHOWN_PRIVATE.iter().any(|p| key.starts_with(p)));
            let value = shown.then(|| shown_value(row.value))?;
            (!value.is_empty()).then_some(NativeField { key, value })
        })
        .collect()
}

fn shown_value(value: Value<'_>) -> String {
    if value.is_null() {
        return String::new();
    }
    let quoted = value.json().starts_with('"');
    let mut shown = if quoted {
        value.string()
    } else if value.is_compound() {
        legible(value.json())
    } else {
        value.json().to_owned()
    };
    if let Some((cut, _)) = shown.char_indices().nth(VALUE_LIMIT) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}

/// The parcels that tracking plugins noted on the order.
pub(super) fn tracks(rows: &[Meta<'_>]) -> Vec<Track> {
    let mut tracks = Vec::new();
    for row in rows {
        match &*row.key.text() {
            TRACKING_KEY => tracks.extend(items(row.value).filter_map(shipment)),
            AFTERSHIP_KEY => tracks.extend(items(row.value).filter_map(aftership)),
            _ => {}
        }
    }
    tracks.dedup_by(|a, b| a.number == b.number && a.carrier == b.carrier);
    tracks
}

fn items(value: Value<'_>) -> impl Iterator<Item = Tracking<'_>> {
    value.list().into_iter().filter_map(|item| item.object("tracking").ok())
}

/// A tracking entry as any of the plugins writes it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Tracking<'a> {
    #[serde(borrow)]
    tracking_provider: Value<'a>,
    #[serde(borrow)]
    custom_tracking_provider: Value<'a>,
    #[serde(borrow)]
    formatted_tracking_provider: Value<'a>,
    #[serde(borrow)]
    custom_tracking_link: Value<'a>,
    #[serde(borrow)]
    formatted_tracking_link: Value<'a>,
    #[serde(borrow)]
    tracking_number: Value<'a>,
    #[serde(borrow)]
    date_shipped: Value<'a>,
    #[serde(borrow)]
    slug: Value<'a>,
    #[serde(borrow)]
    tracking_link: Value<'a>,
    #[serde(borrow)]
    metrics: Value<'a>,
}

fn shipment(item: Tracking<'_>) -> Option<Track> {
    let carrier = [item.formatted_tracking_provider, item.custom_tracking_provider, item.tracking_provider];
    track(
        item.tracking_number,
        &carrier,
        &[item.formatted_tracking_link, item.custom_tracking_link],
        shipped_at(item.date_shipped),
    )
}

fn aftership(item: Tracking<'_>) -> Option<Track> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Metrics<'a> {
        #[serde(borrow)]
        created_at: Value<'a>,
    }
    let metrics: Metrics<'_> = item.metrics.object("metrics").unwrap_or_default();
    let noted_at = metrics.created_at.timestamp("created_at").ok().flatten();
    track(item.tracking_number, &[item.slug], &[item.tracking_link], noted_at)
}

fn track(
    number: Value<'_>,
    carriers: &[Value<'_>],
    links: &[Value<'_>],
    shipped_at: Option<Timestamp>,
) -> Option<Track> {
    let number = number.string();
    if number.is_empty() {
        return None;
    }
    let carrier = carriers
        .iter()
        .map(|carrier| text::from_html(&carrier.text()))
        .find(|carrier| !carrier.is_empty())
        .unwrap_or_default();
    let url = links.iter().find_map(|link| web_address(&link.text()));
    Some(Track { carrier, number, url, shipped_at })
}

/// Plugins write the day as seconds since 1970, as number or text, or as a date.
fn shipped_at(value: Value<'_>) -> Option<Timestamp> {
    let text = value.string();
    if let Ok(seconds) = text.parse::<i64>() {
        return Timestamp::from_second(seconds).ok().filter(|_| seconds > 0);
    }
    let date: Date = text.get(..10)?.parse().ok()?;
    TimeZone::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()
}

/// An http(s) address as a shop sent it; anything else is none.
pub(super) fn web_address(text: &str) -> Option<String> {
    let url = url::Url::parse(text.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}
