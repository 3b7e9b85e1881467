//! The way between a desk and the shop: requests and answers travel for some moments, and the desk may end anywhere on it.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use connectors::{Answer, Request, Transport};
use demo_shop::DemoShop;
use domain::{Code, Fault};
use replica::Replica;
use tokio::sync::{Notify, oneshot};

use super::{time::SimTime, trace::Trace};
use crate::dice::Dice;

/// Where a desk is to end on its next write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The attempt is noted and nothing has left.
    Before,
    /// It took place, and the answer is under way.
    After,
    /// The answer is there, and nothing of it is on the disk.
    Answered,
}

/// One desk's line to the shop.
pub struct Wire {
    pub(super) shop: DemoShop,
    pub(super) time: SimTime,
    pub(super) trace: Trace,
    pub(super) name: char,
    dice: Mutex<Dice>,
    cut: AtomicBool,
    end: Mutex<Option<(End, u32)>>,
    replica: Mutex<Option<Replica>>,
    /// The end has come.
    pub(super) ended: Notify,
}

impl Wire {
    pub(super) fn new(shop: DemoShop, time: SimTime, trace: Trace, name: char, dice: Dice) -> Arc<Self> {
        Arc::new(Self {
            shop,
            time,
            trace,
            name,
            dice: Mutex::new(dice),
            cut: AtomicBool::new(false),
            end: Mutex::default(),
            replica: Mutex::default(),
            ended: Notify::new(),
        })
    }

    /// Cuts the line, or mends it.
    pub(super) fn set_cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::SeqCst);
    }

    /// Lets the desk end on the `writes`th write from now on.
    pub(super) fn end_on(&self, end: Option<(End, u32)>) {
        *lock(&self.end) = end;
    }

    /// The replica that is lost with the desk.
    pub(super) fn serve(&self, replica: Option<Replica>) {
        *lock(&self.replica) = replica;
    }

    /// A journey: mostly some hundredths of a second, now and then seconds.
    fn journey(&self) -> Duration {
        let mut dice = lock(&self.dice);
        let most = if dice.below(20) == 0 { 4_000_000 } else { 60_000 };
        Duration::from_micros(500 + dice.below(most))
    }

    /// Whether the desk ends on this write, and where.
    fn ends(&self, write: bool) -> Option<End> {
        let mut planned = lock(&self.end);
        let (end, left) = planned.as_mut().filter(|_| write)?;
        *left = left.saturating_sub(1);
        let end = *end;
        if *left > 0 {
            return None;
        }
        *planned = None;
        Some(end)
    }

    async fn never(&self, what: &str) -> ! {
        self.trace.say(&self.time, self.name, || format!("ends {what}"));
        self.ended.notify_one();
        std::future::pending().await
    }

    fn is_lost(&self) -> Result<(), Fault> {
        let gone = self.cut.load(Ordering::SeqCst);
        if gone { Err(Fault::new(Code::Unreachable, "reach the shop", "the line is cut")) } else { Ok(()) }
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: Request) -> Result<Answer, Fault> {
        if asks_for_products(&request) {
            // Stock has nothing to do with edits, and reading it would take most of the time.
            return Ok(nothing());
        }
        // A write to no order at all only asks what the key may do.
        let write = request.method() != http::Method::GET && !request.uri().path().ends_with("/orders/0");
        let what = write.then(|| shown(&request));
        self.is_lost()?;
        let end = self.ends(write);
        if end == Some(End::Before) {
            self.never("before its write left").await;
        }
        self.time.pass(self.journey()).await;
        self.is_lost()?;
        // A server goes on with what it has begun, whoever hangs up.
        let (answered, answer) = oneshot::channel();
        let shop = self.shop.clone();
        tokio::spawn(async move { answered.send(shop.handle(request).await).ok() });
        let answer = answer.await.ok().and_then(Result::ok);
        if let Some(what) = what {
            let status = answer.as_ref().map_or(0, |answer| answer.status().as_u16());
            self.trace.say(&self.time, self.name, || format!("{what} -> {status}"));
        }
        if end == Some(End::After) {
            self.never("before its answer came").await;
        }
        self.time.pass(self.journey()).await;
        if end == Some(End::Answered) {
            let replica = lock(&self.replica).take();
            if let Some(replica) = replica {
                // What is under way comes to its end, then nothing reaches the disk any more.
                let _ = replica.close().await;
            }
            self.trace.say(&self.time, self.name, || "ends before its answer was kept".to_owned());
            self.ended.notify_one();
        }
        answer
            .filter(is_whole)
            .ok_or_else(|| Fault::new(Code::ConnectionLost, "reach the shop", "the connection broke"))
    }
}

/// Whether the body has the length that was promised; a client of HTTP takes no other.
fn is_whole(answer: &Answer) -> bool {
    let promised =
        answer.headers().get("content-length").and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    promised.is_none_or(|length| length == answer.body().len())
}

fn asks_for_products(request: &Request) -> bool {
    let list = request.uri().path().ends_with("/products");
    list && !request.uri().query().unwrap_or_default().split('&').any(|pair| pair == "_fields=id")
}

fn nothing() -> Answer {
    let mut answer = Answer::new(Bytes::from_static(b"[]"));
    for (name, value) in [("content-type", "application/json"), ("x-wp-total", "0"), ("x-wp-totalpages", "0")] {
        answer.headers_mut().insert(name, http::HeaderValue::from_static(value));
    }
    answer
}

fn shown(request: &Request) -> String {
    let path = request.uri().path().trim_start_matches("/wp-json/");
    let body = String::from_utf8_lossy(request.body());
    let body: String = body.chars().take(160).collect();
    format!("{} {path} {body}", request.method())
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
