//! Two processes on one data directory: the one without the lock asks the owner through the file.
//!
//! A request and its answer are two small settings. No socket to secure, nothing to clean up after a crash: a request
//! that nobody answers times out, and an answer names the request it belongs to.

use std::time::Duration;

use domain::{Code, Fault, ShopId};
use serde::{Deserialize, Serialize};

use crate::{
    App,
    api::UiEvent,
    error::{from_replica, internal},
};

const REQUEST: &str = "owner.request";
const ANSWER: &str = "owner.answer";
const LOOK_EVERY: Duration = Duration::from_millis(700);

/// What the owner is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    id: i64,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Check all shops now.
    SyncNow,
    /// Read everything of these shops (all where empty) once, and answer when done; thoroughly: also what changed
    /// without a trace.
    SyncOnce { shops: Vec<ShopId>, thorough: bool },
    /// Shops were added, changed or removed.
    ShopsChanged,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    id: i64,
    fault: Option<Fault>,
}

impl App {
    /// Reads everything of the named shops once (all where none is named): here for the owner, else by asking it.
    ///
    /// # Errors
    /// The first shop's that could not be read to the end; the others are read all the same.
    pub async fn sync_once(&self, shops: &[ShopId]) -> Result<(), Fault> {
        match self.engine() {
            Some(_) => self.sync_once_here(shops, false).await,
            None => self.ask(What::SyncOnce { shops: shops.to_vec(), thorough: false }, None).await,
        }
    }

    /// As [`App::sync_once`], reading open orders and those of the last 30 days whole: what changed without a trace
    /// is found.
    ///
    /// # Errors
    /// As [`App::sync_once`].
    pub async fn audit(&self) -> Result<(), Fault> {
        match self.engine() {
            Some(_) => self.sync_once_here(&[], true).await,
            None => self.ask(What::SyncOnce { shops: Vec::new(), thorough: true }, None).await,
        }
    }

    pub(crate) async fn ask_owner(&self) -> Result<(), Fault> {
        self.ask(What::SyncNow, Some(Duration::from_secs(10))).await
    }

    /// Tells the owner that the list of shops changed.
    pub(crate) async fn tell_owner_shops_changed(&self) -> Result<(), Fault> {
        if self.is_owner() {
            return Ok(());
        }
        self.ask(What::ShopsChanged, Some(Duration::from_secs(10))).await
    }

    async fn ask(&self, what: What, limit: Option<Duration>) -> Result<(), Fault> {
        let id = self.now().as_microsecond();
        let value = serde_json::to_value(Request { id, what }).map_err(|error| internal("ask the owner", error))?;
        self.replica().set_setting(REQUEST, value).await.map_err(from_replica("ask the owner"))?;
        let started = std::time::Instant::now();
        loop {
            tokio::time::sleep(LOOK_EVERY / 2).await;
            let answer = self.replica().setting(ANSWER).await.map_err(from_replica("ask the owner"))?;
            let answer = answer.and_then(|value| serde_json::from_value::<Answer>(value).ok());
            if let Some(answer) = answer.filter(|answer| answer.id == id) {
                return answer.fault.map_or(Ok(()), Err);
            }
            if limit.is_some_and(|limit| started.elapsed() > limit) {
                let detail = "the Shopbell that has this data directory open does not answer";
                return Err(Fault::new(Code::Busy, "ask the owner", detail));
            }
        }
    }

    /// The owner's side: looks for requests and carries them out, one after the other.
    pub(crate) async fn serve_requests_forever(&self) {
        let mut done = self.pending_request().await.map_or(0, |request| request.id);
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let Some(request) = self.pending_request().await.filter(|request| request.id != done) else { continue };
            done = request.id;
            let fault = self.carry_out(&request.what).await.err();
            let answer = Answer { id: request.id, fault };
            let kept = match serde_json::to_value(&answer) {
                Ok(value) => self.replica().set_setting(ANSWER, value).await.is_ok(),
                Err(_) => false,
            };
            if !kept {
                tracing::warn!("an answer to another process could not be kept");
            }
        }
    }

    async fn pending_request(&self) -> Option<Request> {
        let value = self.replica().setting(REQUEST).await.ok()??;
        serde_json::from_value(value).ok()
    }

    async fn carry_out(&self, what: &What) -> Result<(), Fault> {
        match what {
            What::SyncNow => self.sync_now(None).await,
            What::SyncOnce { shops, thorough } => self.sync_once_here(shops, *thorough).await,
            What::ShopsChanged => {
                self.connect_all().await;
                self.emit(UiEvent::Shops);
                Ok(())
            }
        }
    }

    async fn sync_once_here(&self, shops: &[ShopId], thorough: bool) -> Result<(), Fault> {
        let engine = self.engine_or_busy("sync")?.clone();
        self.connect_all().await;
        let all = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let wanted = all.into_iter().filter(|shop| shops.is_empty() || shops.contains(&shop.id));
        let runs = wanted.map(|shop| {
            let engine = engine.clone();
            async move {
                let read = if thorough { engine.audit(shop.id).await } else { engine.sync_once(shop.id).await };
                read.map(|_| ())
            }
        });
        futures::future::join_all(runs).await.into_iter().find(Result::is_err).unwrap_or(Ok(()))
    }
}
