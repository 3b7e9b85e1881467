//! Where the shop is, found out once and shared by all callers; found out anew after it moved.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::Fault;
use tokio::sync::Mutex;

use super::{
    client::Client,
    discovery::{self, Site},
    location::Places,
};

/// The search for one shop.
pub(super) struct Whereabouts {
    places: Places,
    plain_http_consent: bool,
    search: Mutex<Search>,
    /// Searches that have ended so far.
    ended: AtomicU64,
}

/// What looking for the shop came to.
#[derive(Default)]
enum Search {
    /// Not looked for yet, or to be looked for again.
    #[default]
    Open,
    /// Found.
    Found(Arc<Site>),
    /// Not found the last time.
    Failed(Fault),
}

impl Whereabouts {
    pub fn new(places: Places, plain_http_consent: bool) -> Self {
        Self { places, plain_http_consent, search: Mutex::default(), ended: AtomicU64::new(0) }
    }

    /// Where the shop is; looked for by one caller while the others wait. Who waited for a search that failed has its
    /// fault too, instead of searching after it: a shop that is down would keep a queue waiting for as many time-outs.
    pub async fn site(&self, client: &Client) -> Result<Arc<Site>, Fault> {
        let seen = self.ended.load(Ordering::Acquire);
        let mut search = self.search.lock().await;
        match &*search {
            Search::Found(site) => return Ok(site.clone()),
            Search::Failed(fault) if self.ended.load(Ordering::Acquire) != seen => return Err(fault.clone()),
            _ => {}
        }
        let found = discovery::find(client, &self.places, self.plain_http_consent).await.map(Arc::new);
        self.ended.fetch_add(1, Ordering::Release);
        *search = match &found {
            Ok(site) => Search::Found(site.clone()),
            Err(fault) => Search::Failed(fault.clone()),
        };
        found
    }

    /// Looks for the shop again at the next call.
    pub async fn forget(&self) {
        *self.search.lock().await = Search::Open;
    }
}
