//! Finding a shop's interface from whatever address was typed, without showing any credentials on the way.
//!
//! Magento names its interface nowhere: it is below `rest/` in the shop's folder, behind `index.php` where addresses are not
//! rewritten. What is there to be asked by anybody is refused in Magento's own words, and those are its mark.

use domain::{Code, Fault};
use url::Url;

use super::{
    client::Client,
    diagnosis::{self, server_error},
};
use crate::{
    Answer,
    answers::{Asked, is_challenge, json},
    http::is_loopback,
    location::{Places, plain},
};

const OPERATION: &str = "look for the shop";
/// Folders of Magento that people copy along with the address.
pub(super) const INNER: &[&str] =
    &["rest", "index.php", "admin", "customer", "checkout", "catalog", "soap", "graphql", "swagger", "static", "media"];
/// Where the interface is below a shop's folder: with the default store, behind `index.php`, and for all stores where there
/// is no default one.
const ROOTS: &[&str] = &["rest/", "index.php/rest/", "rest/all/"];
/// What is asked for: what a shop says of its stores. Anybody may be told that it needs a right.
const PROBE: &str = "V1/store/storeConfigs";

const UNSIGNED: Asked<'static> = Asked { operation: OPERATION, writes: false };

/// A shop that was found.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Root of the interface, with a slash at its end (`https://shop.example/rest/`).
    pub root: Url,
    /// The shop's front page.
    pub home: Url,
}

/// Finds the interface.
pub(super) async fn find(client: &Client, places: &Places, consent: bool) -> Result<Site, Fault> {
    let found = look(client, &places.folders).await;
    let closed = found
        .as_ref()
        .err()
        .is_some_and(|fault| matches!(fault.code, Code::Unreachable | Code::ConnectionLost | Code::TimedOut));
    let site = if closed && places.scheme_open {
        let folders: Vec<Url> = places.folders.iter().map(plain).collect();
        // Where http does not answer either, what https said counts.
        look(client, &folders).await.or(found)?
    } else {
        found?
    };
    let host = site.root.host_str().unwrap_or_default();
    // A bearer token shows itself to whoever listens: consent to plain http is for signatures alone.
    if site.root.scheme() == "http" && !is_loopback(host) && (!consent || client.is_bearer()) {
        return Err(Fault::new(Code::PlainHttp, OPERATION, host));
    }
    Ok(site)
}

async fn look(client: &Client, folders: &[Url]) -> Result<Site, Fault> {
    let mut hindered = None;
    for folder in folders {
        for place in ROOTS {
            let Ok(url) = folder.join(place).and_then(|root| root.join(PROBE)) else {
                continue;
            };
            let (at, answer) = client.visit(&url, UNSIGNED).await?;
            if speaks(&answer) {
                return site(&at);
            }
            if is_challenge(&answer) || matches!(answer.status().as_u16(), 401 | 403 | 429 | 500..=599) {
                hindered.get_or_insert_with(|| diagnosis::fault(&answer, UNSIGNED));
            }
        }
    }
    Err(hindered.unwrap_or_else(|| Fault::new(Code::NotAShop, OPERATION, "no Magento interface there")))
}

/// Whether an answer is Magento's: what was asked for, or a refusal in its words. (Without a default store it says that there is
/// none: the next place is tried.)
fn speaks(answer: &Answer) -> bool {
    if answer.status().is_success() {
        let stores: Vec<serde_json::Value> = serde_json::from_slice(json(answer)).unwrap_or_default();
        return stores.iter().any(|store| store.get("base_currency_code").is_some());
    }
    let refused = matches!(answer.status().as_u16(), 401 | 403);
    refused
        && server_error(answer).is_some_and(|error| error.resources().is_some() || error.message.contains("%resources"))
}

/// The shop whose interface answered at an address.
fn site(at: &Url) -> Result<Site, Fault> {
    let elsewhere = || Fault::new(Code::RedirectElsewhere, OPERATION, at.host_str().unwrap_or_default());
    let root_path = at.path().strip_suffix(PROBE).ok_or_else(elsewhere)?;
    let mut root = at.clone();
    root.set_query(None);
    root.set_fragment(None);
    root.set_path(root_path);
    let folder = ["rest/all/", "index.php/rest/", "rest/"].iter().find_map(|place| root_path.strip_suffix(place));
    let mut home = root.clone();
    home.set_path(folder.unwrap_or("/"));
    Ok(Site { root, home })
}
