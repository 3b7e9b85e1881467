//! Two processes on one data directory: the one without the lock asks the owner through the file.
//!
//! A request and its answer are two small settings. No socket to secure, nothing to clean up after a crash. There is room
//! for one request at a time: who finds another's in its place, and its own not taken, writes it again. The owner alone
//! writes what it took and what it answered, and says every few seconds that it is still alive, so that nobody waits for
//! a process that is gone. That edits were entered is told by a mark that only ever grows: any number of tellers need no
//! answer and cannot get into each other's way.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{Code, EmailTemplate, Fault, OrderId, ShopId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    App,
    api::UiEvent,
    error::{from_replica, internal},
};

const REQUEST: &str = "owner.request";
const ANSWERS: &str = "owner.answer";
const POKE: &str = "owner.poke";
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// A request that the owner has not taken by then was not seen by anybody.
const TAKEN_WITHIN: Duration = Duration::from_secs(10);
/// How often the owner says that it is still at work on a request.
const ALIVE_EVERY: Duration = Duration::from_secs(5);
/// An owner that was silent for longer is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Answers that are kept for who asked.
const ANSWERS_KEPT: usize = 32;

/// What the owner is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    id: i64,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// Check all shops now.
    SyncNow,
    /// Read everything of these shops (all where empty) once, and answer when done; thoroughly: also what changed
    /// without a trace.
    SyncOnce { shops: Vec<ShopId>, thorough: bool },
    /// Send what the outbox holds for these shops (all where empty), and answer when nothing more can be done now.
    PushOnce { shops: Vec<ShopId> },
    /// The e-mails that a shop has for an order.
    EmailTemplates { order: OrderId },
    /// Shops were added, changed or removed.
    ShopsChanged,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Answer {
    id: i64,
    /// `None`: taken, and still being carried out.
    done: Option<Result<Value, Fault>>,
}

/// The owner's side of the file, written by the owner alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Answers {
    /// Grows while a request is being carried out.
    beat: u64,
    answers: VecDeque<Answer>,
}

impl App {
    /// Reads everything of the named shops once (all where none is named): here for the owner, else by asking it.
    ///
    /// # Errors
    /// The first shop's that could not be read to the end; the others are read all the same.
    pub async fn sync_once(&self, shops: &[ShopId]) -> Result<(), Fault> {
        match self.engine() {
            Some(_) => Box::pin(self.sync_once_here(shops, false)).await,
            None => self.ask_for(What::SyncOnce { shops: shops.to_vec(), thorough: false }).await,
        }
    }

    /// As [`App::sync_once`], reading open orders and those of the last 30 days whole: what changed without a trace
    /// is found.
    ///
    /// # Errors
    /// As [`App::sync_once`].
    pub async fn audit(&self) -> Result<(), Fault> {
        match self.engine() {
            Some(_) => Box::pin(self.sync_once_here(&[], true)).await,
            None => self.ask_for(What::SyncOnce { shops: Vec::new(), thorough: true }).await,
        }
    }

    pub(crate) async fn ask_owner(&self) -> Result<(), Fault> {
        self.ask_for(What::SyncNow).await
    }

    /// Tells the owner that the list of shops changed.
    pub(crate) async fn tell_owner_shops_changed(&self) -> Result<(), Fault> {
        if self.is_owner() {
            return Ok(());
        }
        self.ask_for(What::ShopsChanged).await
    }

    /// Has the outbox looked at: here for the owner, else by a mark in the file that the owner sees within a second.
    /// Edits are durable either way, and go when the owner next looks.
    pub(crate) async fn poke_outbox(&self) {
        if let Some(engine) = self.engine() {
            engine.push_now(None);
            return;
        }
        let mark = self.now().as_microsecond();
        if let Err(error) = self.replica().set_setting(POKE, mark.into()).await {
            tracing::warn!(%error, "the owner could not be told of edits; it sends them at its next turn");
        }
    }

    /// Asks the owner and waits for its answer.
    ///
    /// # Errors
    /// The owner's; `Busy` where it does not take the request, or falls silent over it.
    pub(crate) async fn ask_for<T: DeserializeOwned>(&self, what: What) -> Result<T, Fault> {
        let value = self.ask(what).await?;
        serde_json::from_value(value).map_err(|error| internal("ask the owner", error))
    }

    async fn ask(&self, what: What) -> Result<Value, Fault> {
        let failed = from_replica("ask the owner");
        let request = Request { id: self.now().as_microsecond(), what };
        let value = serde_json::to_value(&request).map_err(|error| internal("ask the owner", error))?;
        self.replica().set_setting(REQUEST, value.clone()).await.map_err(&failed)?;
        let asked = Instant::now();
        let mut heard: Option<(u64, Instant)> = None;
        loop {
            tokio::time::sleep(LOOK_EVERY / 2).await;
            let answers = self.answers().await?;
            let Some(answer) = answers.answers.iter().find(|answer| answer.id == request.id) else {
                if asked.elapsed() > TAKEN_WITHIN {
                    return Err(silent("does not answer"));
                }
                if self.pending_request().await.is_none_or(|there| there.id != request.id) {
                    self.replica().set_setting(REQUEST, value.clone()).await.map_err(&failed)?;
                }
                continue;
            };
            if let Some(done) = &answer.done {
                return done.clone();
            }
            match heard {
                Some((beat, at)) if beat == answers.beat && at.elapsed() > SILENCE => {
                    return Err(silent("fell silent over what it was asked for"));
                }
                Some((beat, _)) if beat == answers.beat => {}
                _ => heard = Some((answers.beat, Instant::now())),
            }
        }
    }

    async fn answers(&self) -> Result<Answers, Fault> {
        let value = self.replica().setting(ANSWERS).await.map_err(from_replica("ask the owner"))?;
        Ok(value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
    }

    async fn pending_request(&self) -> Option<Request> {
        let value = self.replica().setting(REQUEST).await.ok()??;
        serde_json::from_value(value).ok()
    }

    /// The owner's side: looks for requests and carries them out, each beside the others.
    pub(crate) async fn serve_requests_forever(&self) {
        let desk = Desk { app: self.clone(), answers: Arc::new(Mutex::default()) };
        let mut last = self.pending_request().await.map_or(0, |request| request.id);
        let mut poked = self.poke_mark().await;
        let mut beaten = Instant::now();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Some(request) = self.pending_request().await.filter(|request| request.id != last) {
                last = request.id;
                desk.take(request).await;
            }
            if beaten.elapsed() > ALIVE_EVERY && desk.is_busy() {
                beaten = Instant::now();
                desk.keep(|answers| answers.beat += 1).await;
            }
            let mark = self.poke_mark().await;
            if mark != poked {
                poked = mark;
                self.poke_outbox().await;
                self.emit(UiEvent::Orders { changed: Vec::new(), removed: Vec::new() });
                self.tell_outbox().await;
            }
        }
    }

    async fn poke_mark(&self) -> Option<Value> {
        self.replica().setting(POKE).await.ok().flatten()
    }

    async fn carry_out(&self, what: &What) -> Result<Value, Fault> {
        match what {
            What::SyncNow => self.sync_now(None).await.map(|()| Value::Null),
            What::SyncOnce { shops, thorough } => self.sync_once_here(shops, *thorough).await.map(|()| Value::Null),
            What::PushOnce { shops } => told(&self.push_once_here(shops).await?),
            What::EmailTemplates { order } => told::<Vec<EmailTemplate>>(&self.email_templates_here(*order).await?),
            What::ShopsChanged => {
                self.connect_all().await;
                self.emit(UiEvent::Shops);
                Ok(Value::Null)
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

/// Where the owner keeps what it took and answered.
#[derive(Clone)]
struct Desk {
    app: App,
    answers: Arc<Mutex<Answers>>,
}

impl Desk {
    /// Says that a request is taken, and carries it out beside whatever else there is to do.
    async fn take(&self, request: Request) {
        self.keep(|answers| {
            answers.answers.push_back(Answer { id: request.id, done: None });
            if answers.answers.len() > ANSWERS_KEPT {
                answers.answers.pop_front();
            }
        })
        .await;
        let desk = self.clone();
        self.app.spawn("request", async move {
            let done = desk.app.carry_out(&request.what).await;
            let answered = |answers: &mut Answers| {
                if let Some(answer) = answers.answers.iter_mut().find(|answer| answer.id == request.id) {
                    answer.done = Some(done);
                }
            };
            desk.keep(answered).await;
        });
    }

    fn is_busy(&self) -> bool {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.answers.iter().any(|answer| answer.done.is_none())
    }

    async fn keep(&self, change: impl FnOnce(&mut Answers)) {
        let value = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut answers);
            serde_json::to_value(&*answers)
        };
        let kept = match value {
            Ok(value) => self.app.replica().set_setting(ANSWERS, value).await.is_ok(),
            Err(_) => false,
        };
        if !kept {
            tracing::warn!("an answer to another process could not be kept");
        }
    }
}

fn told<T: Serialize>(value: &T) -> Result<Value, Fault> {
    serde_json::to_value(value).map_err(|error| internal("answer another process", error))
}

fn silent(how: &str) -> Fault {
    Fault::new(Code::Busy, "ask the owner", format!("the Shopbell that has this data directory open {how}"))
}
