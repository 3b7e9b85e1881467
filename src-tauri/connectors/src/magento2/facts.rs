//! What a shop says of itself, from as many places as the integration may look into.
//!
//! Orders are what it is for: only their list decides whether the keys are good. What needs a right that is missing stays
//! empty, or is taken from where it can be had (the newest order knows the currency and the store's name).

use domain::{Address, Code, Currency, Fault, ShopFacts};
use futures::join;
use serde::Deserialize;
use url::Url;

use super::{
    client::{Call, Client},
    criteria::Criteria,
    discovery::Site,
    text::plain,
};
use crate::{
    Answer,
    answers::{json, server_time},
};

const OPERATION: &str = "sign in";
/// Names that Magento gives to what nobody named.
const UNNAMED: &[&str] =
    &["", "Main Website", "Main Website Store", "Default Store View", "Default", "Default Store", "Admin"];

wire!(Store { code, base_currency_code, timezone, weight_unit, base_media_url, secure_base_media_url });
wire!(Named { id, name });
wire!(NewestOrder { base_currency_code, store_name });
wire!(Source { source_code, country_id, region, city, street, postcode, phone, email });
wire!(Listed { items });

/// Signs in and asks.
pub(super) async fn read(client: &Client, site: &Site) -> Result<ShopFacts, Fault> {
    let root = &site.root;
    let newest = newest_order(client, root).await?;
    let server_time = server_time(&newest);
    let clock_offset_s = client.offset_s();
    let (stores, groups, source, version, can_write) = join!(
        optional(client, root, "store/storeConfigs"),
        optional(client, root, "store/storeGroups"),
        optional(client, root, "inventory/sources/default"),
        version(client, &site.home),
        may_write(client, root),
    );
    let order = first::<NewestOrder<'_>>(&newest);
    let stores: Vec<Store<'_>> = stores.as_ref().map(list).unwrap_or_default();
    let store = stores.iter().find(|store| store.code.text() != "admin");
    let currency = store.map(|store| store.base_currency_code.string()).filter(|code| !code.is_empty());
    let currency = currency.unwrap_or_else(|| order.base_currency_code.string());
    let Ok(currency) = Currency::new(&currency) else {
        let detail =
            "Magento_Backend::store: the integration sees neither stores nor orders, so the currency is not known";
        return Err(Fault::new(Code::NotAllowed, OPERATION, detail));
    };
    let groups: Vec<Named<'_>> = groups.as_ref().map(list).unwrap_or_default();
    let zone = store.map(|store| store.timezone.string()).filter(|zone| !zone.is_empty());
    let unit = store.map(|store| store.weight_unit.string()).filter(|unit| !unit.is_empty());
    Ok(ShopFacts {
        name: name(&groups, &plain(order.store_name), &site.home),
        home_url: site.home.to_string(),
        api_url: root.to_string(),
        version,
        time_zone: zone.unwrap_or_else(|| "UTC".to_owned()),
        currency,
        address: source.as_ref().map(address).unwrap_or_default(),
        weight_unit: unit.map_or_else(|| "lbs".to_owned(), |unit| if unit == "kgs" { "kg".to_owned() } else { unit }),
        can_write,
        server_time,
        clock_offset_s,
    })
}

/// The newest order. A bearer token that opens nothing at all is not taken by the shop: it is wrong, or such tokens are switched off.
async fn newest_order(client: &Client, root: &Url) -> Result<Answer, Fault> {
    let newest = Criteria::default().by("entity_id", false).first(1).fields("base_currency_code,store_name").query();
    let refused = match client.call(root, &Call::get(OPERATION, "orders", newest)).await {
        Err(fault) if fault.code == Code::NotAllowed && client.is_bearer() => fault,
        answer => return answer,
    };
    for path in ["store/storeConfigs", "modules"] {
        if optional(client, root, path).await.is_some() {
            return Err(refused);
        }
    }
    let detail = "the token opens nothing: it is wrong, lacks every right, or the shop takes no integration tokens as \
        bearer (oauth/consumer/enable_integration_as_bearer)";
    Err(Fault::new(Code::WrongKey, OPERATION, detail))
}

/// An answer that may be refused.
async fn optional(client: &Client, root: &Url, path: &str) -> Option<Answer> {
    client.call(root, &Call::get(OPERATION, path, Vec::new())).await.ok()
}

/// Whether the integration may write, by a request that writes nothing: a comment on order nought, which does not exist.
/// Magento looks at the right before it looks for the order.
async fn may_write(client: &Client, root: &Url) -> bool {
    let body = r#"{"statusHistory":{"comment":"","parent_id":0,"is_customer_notified":0,"is_visible_on_front":0}}"#;
    let call = Call::post(OPERATION, "orders/0/comments", Some(body.to_owned()));
    match client.ask(root, &call).await {
        Ok(answer) => {
            matches!(answer.status().as_u16(), 400 | 404) && super::diagnosis::server_error(&answer).is_some()
        }
        Err(_) => false,
    }
}

/// The version, where the shop's front shows it (`Magento/2.4 (Community)`).
async fn version(client: &Client, home: &Url) -> String {
    let Ok(url) = home.join("magento_version") else { return String::new() };
    let Ok(answer) = client.fetch(&url, OPERATION).await else { return String::new() };
    let text = String::from_utf8_lossy(json(&answer)).into_owned();
    let told = answer.status().is_success() && text.len() <= 60 && !text.contains('<');
    if told {
        text.split_once('/').map_or(String::new(), |(_, version)| version.trim().to_owned())
    } else {
        String::new()
    }
}

/// The first name that somebody gave: of the stores, of the newest order's store, else the host.
fn name(groups: &[Named<'_>], of_order: &str, home: &Url) -> String {
    let stores = groups.iter().filter(|group| group.id.id().is_some()).map(|group| plain(group.name));
    let names = stores.chain(of_order.lines().map(|line| line.trim().to_owned()));
    let named = names.into_iter().find(|name| !UNNAMED.contains(&name.as_str()));
    named.unwrap_or_else(|| home.host_str().unwrap_or_default().to_owned())
}

/// The address of the default store room, where somebody filled it in. (Magento makes it up as postcode 00000 in the US.)
fn address(answer: &Answer) -> Address {
    let source: Source<'_> = serde_json::from_slice(json(answer)).unwrap_or_default();
    let street = plain(source.street);
    if street.is_empty() || source.source_code.is_null() {
        return Address::default();
    }
    Address {
        line_1: street,
        postcode: plain(source.postcode),
        city: plain(source.city),
        region: plain(source.region),
        country: source.country_id.string(),
        phone: plain(source.phone),
        email: source.email.string(),
        ..Address::default()
    }
}

/// Where the shop keeps its pictures; empty where it does not say.
pub(super) async fn media(client: &Client, root: &Url) -> String {
    let answer = optional(client, root, "store/storeConfigs").await;
    let stores: Vec<Store<'_>> = answer.as_ref().map(list).unwrap_or_default();
    let Some(store) = stores.first() else { return String::new() };
    let secure = if root.scheme() == "https" { store.secure_base_media_url.string() } else { String::new() };
    if secure.is_empty() { store.base_media_url.string() } else { secure }
}

fn list<'a, T: Deserialize<'a> + Default>(answer: &'a Answer) -> Vec<T> {
    serde_json::from_slice(json(answer)).unwrap_or_default()
}

fn first<'a, T: Deserialize<'a> + Default>(answer: &'a Answer) -> T {
    let listed: Listed<'_> = serde_json::from_slice(json(answer)).unwrap_or_default();
    listed.items.objects("items").ok().and_then(|rows| rows.into_iter().next()).unwrap_or_default()
}
