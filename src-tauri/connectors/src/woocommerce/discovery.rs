//! Finding a shop's interface from whatever address was typed, without showing any credentials on the way.
//!
//! WordPress names its interface on every page: in a `Link` header and in the page's head. The folder that was typed
//! is asked first, then those above it; where no page tells, the usual place is tried.

use domain::{Code, Fault};
use http::header;
use serde::Deserialize;
use url::Url;

use super::{
    client::Client,
    diagnosis::{self, Asked, is_challenge, json},
    json::Value,
};
use crate::{
    Answer,
    http::is_loopback,
    location::{Places, may_follow, plain, same_host},
};

const OPERATION: &str = "look for the shop";
/// What the link to the interface is called.
const RELATION: &str = "https://api.w.org/";
/// What to ask of the index: its list of routes alone is over a megabyte.
const INDEX_FIELDS: &str = "name,url,home,gmt_offset,timezone_string,namespaces";

/// Where tracking plugins speak: Shipment Tracking, and Advanced Shipment Tracking, which answers at both.
const TRACKING: &[&str] = &["wc-shipment-tracking/v3", "wc-ast/v3"];

/// A shop that was found.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Root of the interface, with a slash at its end (`https://shop.example/wp-json/`).
    pub root: Url,
    /// The shop's front page.
    pub home: Url,
    /// Where the shop's own panel is, with a slash at its end.
    pub panel: String,
    /// The part of the interface where a plugin keeps tracking numbers, where there is one.
    pub tracking: Option<&'static str>,
    /// What the index says; `None` where it is not shown to strangers.
    pub index: Option<Index>,
}

/// What the interface's index says of the site.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub name: String,
    pub time_zone: String,
    /// Hours from UTC, as text.
    pub gmt_offset: String,
}

/// Finds the interface.
pub(super) async fn find(client: &Client, places: &Places, consent: bool) -> Result<Site, Fault> {
    let found = look(client, &places.folders).await;
    let closed = found
        .as_ref()
        .err()
        .is_some_and(|fault| matches!(fault.code, Code::Unreachable | Code::ConnectionLost | Code::TimedOut));
    let (home, root) = if closed && places.scheme_open {
        let folders: Vec<Url> = places.folders.iter().map(plain).collect();
        // Where http does not answer either, what https said counts.
        look(client, &folders).await.or(found)?
    } else {
        found?
    };
    let root = checked_root(&home, root)?;
    if root.scheme() == "http" && !is_loopback(root.host_str().unwrap_or_default()) && !consent {
        return Err(Fault::new(Code::PlainHttp, OPERATION, root.host_str().unwrap_or_default()));
    }
    enter(client, home, root).await
}

/// The page that told, and the address of the interface it told.
async fn look(client: &Client, folders: &[Url]) -> Result<(Url, Url), Fault> {
    let mut challenged = None;
    for folder in folders {
        let (page, answer) = client.visit(folder, UNSIGNED).await?;
        if let Some(root) = told(&page, &answer) {
            return Ok((page, root));
        }
        if is_challenge(&answer) {
            challenged = Some(diagnosis::fault(&answer, UNSIGNED));
        }
    }
    guess(client, folders).await?.ok_or_else(|| {
        challenged.unwrap_or_else(|| Fault::new(Code::NotAShop, OPERATION, "no WordPress interface there"))
    })
}

const UNSIGNED: Asked<'static> = Asked { operation: OPERATION, writes: false };

/// Tries where WordPress keeps its interface: with addresses that have names, then with plain ones.
async fn guess(client: &Client, folders: &[Url]) -> Result<Option<(Url, Url)>, Fault> {
    for folder in folders {
        for place in ["wp-json/", "?rest_route=/"] {
            let Ok(url) = folder.join(place) else {
                continue;
            };
            let (at, answer) = client.visit(&url, UNSIGNED).await?;
            if read_index(&answer).is_some() {
                return Ok(Some((folder.clone(), at)));
            }
        }
    }
    Ok(None)
}

/// The interface that a page names, in its headers or its head.
fn told(page: &Url, answer: &Answer) -> Option<Url> {
    let in_header = answer
        .headers()
        .get_all(header::LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find(|link| link.contains(RELATION))
        .and_then(|link| between(link, '<', '>'));
    let html;
    let target = match in_header {
        Some(target) => target,
        None => {
            html = String::from_utf8_lossy(answer.body());
            let tag = html
                .split("<link ")
                .skip(1)
                .filter_map(|rest| rest.split('>').next())
                .find(|tag| tag.contains(RELATION))?;
            let href = tag.split("href=").nth(1)?;
            let quote = href.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            between(href, quote, quote)?
        }
    };
    page.join(&target.replace("&#038;", "&").replace("&amp;", "&")).ok()
}

fn between(text: &str, open: char, close: char) -> Option<&str> {
    text.split_once(open)?.1.split_once(close).map(|(inside, _)| inside)
}

/// The root as it may be used: on the site that was typed, over TLS where the site was, with addresses that have
/// names.
fn checked_root(home: &Url, mut root: Url) -> Result<Url, Fault> {
    if root.query_pairs().any(|(name, _)| name == "rest_route") {
        return Err(Fault::new(Code::PlainPermalinks, OPERATION, "the interface has no address of its own"));
    }
    root.set_query(None);
    root.set_fragment(None);
    // A shop behind a proxy that ends TLS may call itself http.
    if home.scheme() == "https" && root.scheme() == "http" && same_host(home, &root) {
        // Neither can fail between http and https.
        let _ = root.set_scheme("https");
        let _ = root.set_port(home.port());
    }
    if !may_follow(home, &root) {
        let target = format!("{}://{}", root.scheme(), root.host_str().unwrap_or_default());
        return Err(Fault::new(Code::RedirectElsewhere, OPERATION, target));
    }
    if !root.path().ends_with('/') {
        root.set_path(&format!("{}/", root.path()));
    }
    Ok(root)
}

/// Reads the index, and sees that WooCommerce is there.
async fn enter(client: &Client, home: Url, root: Url) -> Result<Site, Fault> {
    let mut url = root.clone();
    url.set_query(Some(&format!("_fields={}", INDEX_FIELDS.replace(',', "%2C"))));
    let (at, answer) = client.visit(&url, UNSIGNED).await?;
    let mut root = at;
    root.set_query(None);
    let Some(index) = read_index(&answer) else {
        // A site may show its index to nobody; the keys open WooCommerce's part of it all the same.
        if matches!(answer.status().as_u16(), 401 | 403) && json(&answer).starts_with(b"{") {
            return Ok(site(home, root, None));
        }
        let fault = diagnosis::fault(&answer, UNSIGNED);
        let none_there = matches!(fault.code, Code::NotFound | Code::BadAnswer);
        return Err(if none_there {
            Fault::new(Code::NotAShop, OPERATION, "no WordPress interface there")
        } else {
            fault
        });
    };
    let namespaces = index.namespaces.list();
    if !namespaces.iter().any(|namespace| namespace.text() == "wc/v3") {
        return Err(Fault::new(Code::NotAShop, OPERATION, "WordPress without WooCommerce, or one older than 3.5"));
    }
    Ok(site(home, root, Some(&index)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireIndex<'a> {
    #[serde(borrow)]
    name: Value<'a>,
    #[serde(borrow)]
    url: Value<'a>,
    #[serde(borrow)]
    home: Value<'a>,
    #[serde(borrow)]
    gmt_offset: Value<'a>,
    #[serde(borrow)]
    timezone_string: Value<'a>,
    #[serde(borrow)]
    namespaces: Value<'a>,
}

fn read_index(answer: &Answer) -> Option<WireIndex<'_>> {
    let index: WireIndex<'_> = serde_json::from_slice(json(answer)).ok()?;
    (answer.status().is_success() && !index.namespaces.list().is_empty()).then_some(index)
}

fn site(home: Url, root: Url, index: Option<&WireIndex<'_>>) -> Site {
    // The panel lives where WordPress does, which may be a folder of the site.
    let base = index
        .and_then(|index| Url::parse(&index.url.text()).ok())
        .filter(|url| same_host(&home, url))
        .map(|mut url| {
            let _ = url.set_scheme(root.scheme());
            let _ = url.set_port(root.port());
            url
        })
        .unwrap_or_else(|| home.clone());
    let panel = format!("{}/wp-admin/", base.as_str().trim_end_matches('/'));
    let front = index
        .and_then(|index| Url::parse(&index.home.text()).ok())
        .filter(|url| may_follow(&home, url))
        .unwrap_or(home);
    let spaces: Vec<_> = index.map(|index| index.namespaces.list()).unwrap_or_default();
    let named = |space: &&&str| spaces.iter().any(|there| there.text() == **space);
    Site {
        root,
        home: front,
        panel,
        tracking: TRACKING.iter().find(named).copied(),
        index: index.map(|index| Index {
            name: domain::text::from_html(&index.name.text()),
            time_zone: index.timezone_string.string(),
            gmt_offset: index.gmt_offset.string(),
        }),
    }
}
