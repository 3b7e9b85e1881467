//! The way between a desk and the shop: requests and answers travel for some moments, and the desk may end anywhere on it.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use connectors::{Answer, Request, Transport};
use demo_shop::DemoShop;
use domain::{Code, Fault};
use jiff::{SignedDuration, Timestamp};
use replica::Replica;
use serde_json::Value;
use sync::Time;
use tokio::sync::{Notify, oneshot};

use super::{time::SimTime, trace::Trace};
use crate::dice::Dice;

/// How long a mark is.
const MARK: usize = 32;
/// What was told of so long before a desk ends was kept by it.
const KEPT_AFTER: SignedDuration = SignedDuration::from_secs(60);

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
    /// How often ends were called off.
    called_off: AtomicU64,
    replica: Mutex<Option<Replica>>,
    /// Test orders that answers told of: when, by which mark, which order.
    told: Mutex<Vec<(Timestamp, String, u64)>>,
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
            called_off: AtomicU64::new(0),
            replica: Mutex::default(),
            told: Mutex::default(),
            ended: Notify::new(),
        })
    }

    /// Cuts the line, or mends it.
    pub(super) fn set_cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::SeqCst);
    }

    /// Lets the desk end on the `writes`th write from now on; `None`: on none, not even on one that is on its way.
    pub(super) fn end_on(&self, end: Option<(End, u32)>) {
        if end.is_none() {
            self.called_off.fetch_add(1, Ordering::SeqCst);
        }
        *lock(&self.end) = end;
    }

    /// The replica that is lost with the desk.
    pub(super) fn serve(&self, replica: Option<Replica>) {
        *lock(&self.replica) = replica;
    }

    /// The desk ends: what was told of lately may not have been kept.
    pub(super) fn forget_lately(&self) {
        let kept = self.time.now().checked_sub(KEPT_AFTER).unwrap_or(Timestamp::MIN);
        lock(&self.told).retain(|(at, ..)| *at < kept);
    }

    /// The test orders that the desk was told of while it was there to keep it: their marks, and which.
    pub(super) fn told(&self) -> Vec<(String, u64)> {
        lock(&self.told).iter().map(|(_, mark, order)| (mark.clone(), *order)).collect()
    }

    fn note_told(&self, answer: &Answer) {
        let now = self.time.now();
        lock(&self.told).extend(test_orders(answer.body()).into_iter().map(|(mark, order)| (now, mark, order)));
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
        let (end, called_off) = (self.ends(write), self.called_off.load(Ordering::SeqCst));
        let ends = |at: End| end == Some(at) && called_off == self.called_off.load(Ordering::SeqCst);
        if ends(End::Before) {
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
        if ends(End::After) {
            self.never("before its answer came").await;
        }
        self.time.pass(self.journey()).await;
        if ends(End::Answered) {
            let replica = lock(&self.replica).take();
            if let Some(replica) = replica {
                // What is under way comes to its end, then nothing reaches the disk any more.
                let _ = replica.close().await;
            }
            self.trace.say(&self.time, self.name, || "ends before its answer was kept".to_owned());
            self.ended.notify_one();
        }
        let answer = answer
            .filter(is_whole)
            .ok_or_else(|| Fault::new(Code::ConnectionLost, "reach the shop", "the connection broke"))?;
        if !write {
            self.note_told(&answer);
        }
        Ok(answer)
    }
}

/// The orders of a body that bear an edit's mark.
fn test_orders(body: &[u8]) -> Vec<(String, u64)> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let is_mark = |value: &str| value.len() == MARK && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut origins = text.split("\"created_via\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    if !origins.any(is_mark) {
        // Most bodies: they are not worth being read whole.
        return Vec::new();
    }
    let rows = match serde_json::from_str(text) {
        Ok(Value::Array(rows)) => rows,
        Ok(order) => vec![order],
        Err(_) => Vec::new(),
    };
    let marked =
        |row: &Value| Some((row["created_via"].as_str().filter(|mark| is_mark(mark))?.to_owned(), row["id"].as_u64()?));
    rows.iter().filter_map(marked).collect()
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
