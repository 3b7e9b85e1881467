//! Where a shop is, found out once and shared by all callers; found out anew after it moved.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::Fault;
use tokio::sync::Mutex;

/// The search for one shop; `S` is what is known of one that was found.
pub(crate) struct Whereabouts<S> {
    search: Mutex<Search<S>>,
    /// Searches that have ended so far.
    ended: AtomicU64,
}

/// What looking for the shop came to.
enum Search<S> {
    /// Not looked for yet, or to be looked for again.
    Open,
    /// Found.
    Found(Arc<S>),
    /// Not found the last time.
    Failed(Fault),
}

impl<S> Whereabouts<S> {
    /// A search that was not begun.
    pub fn new() -> Self {
        Self { search: Mutex::new(Search::Open), ended: AtomicU64::new(0) }
    }

    /// Where the shop is; looked for by one caller while the others wait. Who waited for a search that failed has its
    /// fault too, instead of searching after it: a shop that is down would keep a queue waiting for as many time-outs.
    pub async fn site(&self, look: impl Future<Output = Result<S, Fault>>) -> Result<Arc<S>, Fault> {
        let seen = self.ended.load(Ordering::Acquire);
        let mut search = self.search.lock().await;
        match &*search {
            Search::Found(site) => return Ok(site.clone()),
            Search::Failed(fault) if self.ended.load(Ordering::Acquire) != seen => return Err(fault.clone()),
            _ => {}
        }
        let found = look.await.map(Arc::new);
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
