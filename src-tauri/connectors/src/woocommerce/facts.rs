//! What a shop says of itself, from as many places as the key may look into.
//!
//! Settings are open to shop managers only. A key with less still works: what it cannot see stays empty, or is taken
//! from where it can (the newest order knows the currency).

use domain::{Address, Code, Currency, Fault, ShopFacts};
use futures::join;
use http::Method;
use rust_decimal::Decimal;
use serde::Deserialize;
use url::Url;

use super::{
    client::{Call, Client},
    diagnosis::{json, server_code, server_time},
    discovery::Site,
    json::Value,
};
use crate::Answer;

const OPERATION: &str = "sign in";

/// Signs in and asks.
pub(super) async fn read(client: &Client, site: &Site) -> Result<ShopFacts, Fault> {
    let root = &site.root;
    // Reading orders is what the key is for: only this answer decides whether it is one.
    let newest = client.call(root, &newest_order()).await?;
    let server_time = server_time(&newest);
    let clock_offset_s = client.offset_s();
    let (general, weight, system, can_write) = join!(
        optional(client, root, "settings/general", ""),
        optional(client, root, "settings/products/woocommerce_weight_unit", ""),
        optional(client, root, "system_status", "environment.version,settings.currency"),
        may_write(client, root),
    );
    let settings = Settings::read(general.as_ref());
    let order = first_order(&newest);
    let system = System::read(system.as_ref());
    let currency = match currency(client, root, &settings, &system, &order).await {
        Some(currency) => currency,
        None => {
            return Err(Fault::new(
                Code::NotAllowed,
                OPERATION,
                "the key sees neither settings nor orders, so the currency is not known",
            ));
        }
    };
    let index = site.index.clone().unwrap_or_default();
    let host = site.home.host_str().unwrap_or_default().to_owned();
    Ok(ShopFacts {
        name: Some(index.name).filter(|name| !name.is_empty()).unwrap_or(host),
        home_url: site.home.to_string(),
        api_url: root.to_string(),
        version: if system.version.is_empty() { order.version } else { system.version },
        time_zone: time_zone(&index.time_zone, &index.gmt_offset),
        currency,
        address: settings.address,
        weight_unit: weight_unit(weight.as_ref()),
        can_write,
        server_time,
        clock_offset_s,
    })
}

/// The shop's own address; empty where the key may not see it.
pub(super) async fn address(client: &Client, site: &Site) -> Address {
    Settings::read(optional(client, &site.root, "settings/general", "").await.as_ref()).address
}

fn newest_order<'a>() -> Call<'a> {
    Call::get(
        OPERATION,
        "orders",
        vec![("per_page", "1".to_owned()), ("status", "any".to_owned()), ("_fields", "id,currency,version".to_owned())],
    )
}

/// An answer that may be refused.
async fn optional(client: &Client, root: &Url, path: &str, fields: &str) -> Option<Answer> {
    let mut query = Vec::new();
    if !fields.is_empty() {
        query.push(("_fields", fields.to_owned()));
    }
    client.call(root, &Call::get(OPERATION, path, query)).await.ok()
}

/// Whether the key may write, by a request that writes nothing: a change of order nought, which does not exist.
/// WooCommerce looks at the key's right before it looks for the order.
async fn may_write(client: &Client, root: &Url) -> bool {
    let call = Call::write(Method::PUT, OPERATION, "orders/0", Some("{}".to_owned()));
    let Ok(mut answer) = client.ask(root, &call).await else {
        return false;
    };
    if client.sees_verbs_blocked(&call, &answer) {
        let Ok(again) = client.ask(root, &call).await else {
            return false;
        };
        answer = again;
    }
    let code = server_code(&answer).unwrap_or_default();
    matches!(answer.status().as_u16(), 400 | 404) && code.ends_with("_invalid_id")
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireOrder<'a> {
    #[serde(borrow)]
    currency: Value<'a>,
    #[serde(borrow)]
    version: Value<'a>,
}

#[derive(Default)]
struct FirstOrder {
    currency: String,
    version: String,
}

fn first_order(answer: &Answer) -> FirstOrder {
    let rows: Vec<WireOrder<'_>> = serde_json::from_slice(json(answer)).unwrap_or_default();
    rows.first().map_or_else(FirstOrder::default, |order| FirstOrder {
        currency: order.currency.string(),
        version: order.version.string(),
    })
}

/// What the general settings say.
#[derive(Default)]
struct Settings {
    address: Address,
    currency: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireSetting<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    value: Value<'a>,
}

impl Settings {
    fn read(answer: Option<&Answer>) -> Self {
        let rows: Vec<WireSetting<'_>> =
            answer.and_then(|answer| serde_json::from_slice(json(answer)).ok()).unwrap_or_default();
        let value =
            |id: &str| rows.iter().find(|row| row.id.text() == id).map_or_else(String::new, |row| row.value.string());
        // "NL:NH": country and province in one.
        let place = value("woocommerce_default_country");
        let (country, region) = place.split_once(':').unwrap_or((&place, ""));
        Self {
            address: Address {
                line_1: value("woocommerce_store_address"),
                line_2: value("woocommerce_store_address_2"),
                postcode: value("woocommerce_store_postcode"),
                city: value("woocommerce_store_city"),
                region: region.to_owned(),
                country: country.to_owned(),
                ..Address::default()
            },
            currency: value("woocommerce_currency"),
        }
    }
}

/// What the system status says.
#[derive(Default)]
struct System {
    version: String,
    currency: String,
}

impl System {
    fn read(answer: Option<&Answer>) -> Self {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            environment: Value<'a>,
            #[serde(borrow)]
            settings: Value<'a>,
        }
        let Some(wire) = answer.and_then(|answer| serde_json::from_slice::<Wire<'_>>(json(answer)).ok()) else {
            return Self::default();
        };
        let environment: WireOrder<'_> = wire.environment.object("environment").unwrap_or_default();
        let settings: WireOrder<'_> = wire.settings.object("settings").unwrap_or_default();
        Self { version: environment.version.string(), currency: settings.currency.string() }
    }
}

async fn currency(
    client: &Client,
    root: &Url,
    settings: &Settings,
    system: &System,
    order: &FirstOrder,
) -> Option<Currency> {
    let known = [&settings.currency, &system.currency].into_iter().find_map(|code| Currency::new(code).ok());
    if known.is_some() {
        return known;
    }
    #[derive(Deserialize)]
    struct Wire {
        code: String,
    }
    let current = optional(client, root, "data/currencies/current", "").await;
    current
        .and_then(|answer| serde_json::from_slice::<Wire>(json(&answer)).ok())
        .and_then(|wire| Currency::new(&wire.code).ok())
        .or_else(|| Currency::new(&order.currency).ok())
}

/// WooCommerce's own default where the key may not see it.
fn weight_unit(answer: Option<&Answer>) -> String {
    let setting: Option<WireSetting<'_>> = answer.and_then(|answer| serde_json::from_slice(json(answer)).ok());
    setting.map(|setting| setting.value.string()).filter(|unit| !unit.is_empty()).unwrap_or_else(|| "kg".to_owned())
}

/// An IANA name, or an offset (`+05:30`) where the shop has only hours.
fn time_zone(name: &str, hours: &str) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let minutes = hours
        .parse::<Decimal>()
        .ok()
        .and_then(|hours| hours.checked_mul(Decimal::from(60)))
        .and_then(|minutes| i32::try_from(minutes.round()).ok())
        .filter(|minutes| minutes.abs() <= 14 * 60)
        .unwrap_or(0);
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_names_or_offsets() {
        for (name, hours, zone) in [
            ("Europe/Amsterdam", "1", "Europe/Amsterdam"),
            ("", "1", "+01:00"),
            ("", "5.5", "+05:30"),
            ("", "-3.5", "-03:30"),
            ("", "0", "UTC"),
            ("", "", "UTC"),
        ] {
            assert_eq!(time_zone(name, hours), zone);
        }
    }
}
