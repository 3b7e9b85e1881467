//! One shop's sync: what its loops share.
//!
//! `run` owns three loops, polling, background work and the outbox, in one task; `live`, `history`, `audit`, `notes` and
//! `mend` are the pieces of work; `push` is the outbox's loop, `push_act` what it does to one edit; `reader` carries out requests (retries, splitting, `Retry-After`, connections), `pipeline` reads
//! windows ahead. A loop may be dropped at any await: what a page brought is applied together with its position, or not
//! at all.

mod audit;
mod chores;
mod express;
mod history;
mod live;
mod mend;
mod moved;
mod notes;
mod once;
mod pipeline;
mod progress;
mod push;
mod push_act;
mod push_once;
mod reader;
mod reread;
mod run;
mod split_read;
mod sweep_refunds;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use connectors::Connector;
use domain::{Code, Fault, ShopId};
use jiff::{SignedDuration, Timestamp};
use rand::{RngCore, SeedableRng, rngs::StdRng};
use replica::{Applied, BellRules, Change, Finding, Replica, ReplicaError, Trouble};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::{Mutex as AsyncMutex, broadcast, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::lanes::Lanes;
use crate::plan::{QuarantineKeys, Readings};
use crate::{Attention, Event, Time};

pub(crate) use once::OnceRequest;
use progress::Progress;

/// What all shops of an engine share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) replica: Replica,
    pub(crate) time: Arc<dyn Time>,
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) rules: watch::Receiver<BellRules>,
    pub(crate) attention: watch::Receiver<Attention>,
}

/// One shop's sync.
pub(crate) struct ShopSync {
    pub(crate) id: ShopId,
    pub(crate) cancel: CancellationToken,
    pub(crate) tracker: TaskTracker,
    shared: Shared,
    connector: Arc<dyn Connector>,
    lanes: Arc<Lanes>,
    /// Connections for small requests (an order's notes), which a shop bears in another number than whole pages.
    small_lanes: Arc<Lanes>,
    /// Grows when everything is to be tried at once, whatever was being waited for.
    poke: watch::Sender<u64>,
    /// Wakes the outbox's loop.
    push_poke: watch::Sender<push::Pokes>,
    /// How the outbox's loop stands.
    push_state: watch::Sender<push::PushState>,
    /// Edits being acted on.
    pushing: AtomicUsize,
    /// Whether the live cursors are fixed, so that polling may begin.
    ready: watch::Sender<bool>,
    /// How often the first contact has failed.
    contacts_failed: watch::Sender<u32>,
    readings: Mutex<Readings>,
    /// Readings begun so far, but for those of edits' own orders.
    readings_begun: AtomicU64,
    quarantined: Mutex<QuarantineKeys>,
    trouble: Mutex<Option<Trouble>>,
    progress: Mutex<Progress>,
    random: Mutex<StdRng>,
    /// The shop asked not to be asked before this moment.
    not_before: Mutex<Option<Timestamp>>,
    /// Someone waits for everything to be read once: no pauses, more patience.
    hurry: AtomicU32,
    /// The status codes that have labels here.
    status_codes: Mutex<HashSet<String>>,
    /// A status without a label was met: the shop's list is to be read again.
    statuses_wanted: AtomicBool,
    /// Refunds were named that are not known whole.
    refunds_wanted: AtomicBool,
    /// The system promises a list of refunds, but this shop has none.
    refund_feed_missing: AtomicBool,
    /// Server's clock less ours.
    server_ahead: Mutex<SignedDuration>,
    live_turn: AsyncMutex<()>,
    notes_under_way: express::UnderWay,
    /// Notes made so far: those being read meanwhile may lack them.
    notes_made: AtomicU64,
    /// Held while an order's notes are written.
    notes_turn: AsyncMutex<()>,
    pages: AtomicU64,
    changed: AtomicU64,
    findings: Mutex<Vec<Finding>>,
}

impl ShopSync {
    pub(crate) fn new(
        shop: &replica::Shop,
        connector: Arc<dyn Connector>,
        shared: Shared,
        remembered: Memory,
    ) -> Arc<Self> {
        let now = shared.time.now();
        let seed = u64::try_from(now.as_microsecond()).unwrap_or_default() ^ shop.id.0.unsigned_abs();
        Arc::new(Self {
            id: shop.id,
            cancel: CancellationToken::new(),
            tracker: TaskTracker::new(),
            shared,
            connector,
            lanes: Lanes::new(remembered.connections),
            small_lanes: Lanes::new(None),
            poke: watch::Sender::new(0),
            push_poke: watch::Sender::default(),
            push_state: watch::Sender::default(),
            pushing: AtomicUsize::new(0),
            ready: watch::Sender::new(false),
            contacts_failed: watch::Sender::new(0),
            readings: Mutex::default(),
            readings_begun: AtomicU64::new(0),
            quarantined: Mutex::new(remembered.quarantined),
            trouble: Mutex::new(remembered.trouble),
            progress: Mutex::new(Progress::default()),
            random: Mutex::new(StdRng::seed_from_u64(seed)),
            not_before: Mutex::default(),
            hurry: AtomicU32::new(0),
            status_codes: Mutex::new(shop.statuses.iter().map(|status| status.code.clone()).collect()),
            statuses_wanted: AtomicBool::new(false),
            refunds_wanted: AtomicBool::new(false),
            refund_feed_missing: AtomicBool::new(false),
            server_ahead: Mutex::default(),
            live_turn: AsyncMutex::default(),
            notes_under_way: HashMap::new().into(),
            notes_made: AtomicU64::new(0),
            notes_turn: AsyncMutex::default(),
            pages: AtomicU64::new(0),
            changed: AtomicU64::new(0),
            findings: Mutex::default(),
        })
    }

    fn now(&self) -> Timestamp {
        self.shared.time.now()
    }

    fn hurried(&self) -> bool {
        self.hurry.load(Ordering::Relaxed) > 0
    }

    fn random(&self) -> u32 {
        lock(&self.random).next_u32()
    }

    /// Tries everything at once.
    pub(crate) fn poke(&self) {
        self.poke.send_modify(|count| *count += 1);
        self.poke_outbox(true);
    }

    /// Applies changes in one transaction and tells what came of it.
    async fn apply(&self, changes: Vec<Change>) -> Result<Applied, Fault> {
        if changes.is_empty() {
            return Ok(Applied::default());
        }
        let told = Told::of(&changes);
        let rules = *self.shared.rules.borrow();
        let applied =
            self.shared.replica.apply(self.id, changes, rules, self.now()).await.map_err(|error| disk(&error))?;
        self.tell(told, &applied);
        Ok(applied)
    }

    fn tell(&self, told: Told, applied: &Applied) {
        {
            let mut quarantined = lock(&self.quarantined);
            for key in told.released {
                quarantined.remove(&key);
            }
            quarantined.extend(told.quarantined);
        }
        lock(&self.findings).extend(told.findings);
        let moved = applied.changed.len() + applied.removed.len();
        self.changed.fetch_add(moved as u64, Ordering::Relaxed);
        if moved > 0 {
            self.send(Event::Orders {
                shop: self.id,
                changed: applied.changed.clone(),
                removed: applied.removed.clone(),
            });
        }
        if !applied.alerts.is_empty() {
            self.send(Event::Alerts);
        }
        if told.health {
            self.send(Event::Health { shop: self.id });
        }
        if told.facts {
            self.send(Event::Facts { shop: self.id });
        }
        if told.outbox || !applied.edits.is_empty() {
            self.send(Event::Outbox { shop: self.id });
        }
        if !applied.edits.is_empty() {
            // A lost test order was met: it need not be looked for.
            self.poke_outbox(false);
        }
    }

    fn send(&self, event: Event) {
        // Nobody listening is fine.
        let _ = self.shared.events.send(event);
    }

    async fn position<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Fault> {
        let value = self.shared.replica.position(self.id, name).await.map_err(|error| disk(&error))?;
        // A position that cannot be understood (of an older version) is as good as none: the feed is read again.
        Ok(value.and_then(|value| serde_json::from_value(value).ok()))
    }

    fn is_quarantined(&self, feed: &str, key: &str) -> bool {
        lock(&self.quarantined).contains(&(feed.to_owned(), key.to_owned()))
    }

    /// Notes a trouble, or that there is none any more; writes only what changed.
    async fn set_trouble(&self, fault: Option<(Fault, Option<Timestamp>)>) -> Result<(), Fault> {
        let before = lock(&self.trouble).clone();
        let trouble = fault.map(|(fault, retry_at)| Trouble {
            since: before
                .as_ref()
                .filter(|trouble| trouble.fault.code == fault.code)
                .map_or_else(|| self.now(), |trouble| trouble.since),
            fault,
            retry_at,
        });
        if trouble == before {
            return Ok(());
        }
        *lock(&self.trouble) = trouble.clone();
        if trouble.is_none() {
            // The shop is back.
            self.poke_outbox(true);
        }
        self.apply(vec![Change::SetTrouble(trouble)]).await.map(|_| ())
    }
}

/// What is remembered of a shop from the last run.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) connections: Option<u16>,
    pub(crate) quarantined: QuarantineKeys,
    pub(crate) trouble: Option<Trouble>,
}

impl Memory {
    /// Reads it. A shop that is not in the replica yet has none.
    pub(crate) async fn read(replica: &Replica, shop: ShopId) -> Result<Self, ReplicaError> {
        let connections =
            replica.position(shop, "connections").await?.and_then(|value| serde_json::from_value(value).ok());
        let quarantined = replica.quarantined(shop).await?.into_iter().map(|row| (row.feed, row.key)).collect();
        let health = replica.health().await?;
        let trouble = health.into_iter().find(|health| health.shop == shop).and_then(|health| health.trouble);
        Ok(Self { connections, quarantined, trouble })
    }
}

/// What a list of changes will have to be told of.
#[derive(Default)]
struct Told {
    health: bool,
    facts: bool,
    outbox: bool,
    released: Vec<(String, String)>,
    quarantined: Vec<(String, String)>,
    findings: Vec<Finding>,
}

impl Told {
    fn of(changes: &[Change]) -> Self {
        let mut told = Self::default();
        for change in changes {
            match change {
                Change::Quarantine(row) => told.quarantined.push((row.feed.clone(), row.key.clone())),
                Change::Release { feed, key } => told.released.push((feed.clone(), key.clone())),
                Change::Finding(finding) => told.findings.push(finding.clone()),
                Change::SetTrouble(_) | Change::Checked { .. } => {}
                Change::SetFacts(_) | Change::SetStatuses(_) => {
                    told.facts = true;
                    continue;
                }
                Change::Edit { .. } => {
                    told.outbox = true;
                    continue;
                }
                _ => continue,
            }
            told.health = true;
        }
        told
    }
}

/// A position to save.
fn position(name: impl Into<String>, value: &impl Serialize) -> Change {
    Change::SetPosition {
        name: name.into(),
        // Cursors are plain structs: they always have a JSON form.
        value: serde_json::to_value(value).unwrap_or_default(),
    }
}

fn disk(error: &ReplicaError) -> Fault {
    Fault::new(error.code(), "use the local copy", error.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A fault of the engine's own making.
fn internal(operation: &str, detail: impl Into<String>) -> Fault {
    Fault::new(Code::Internal, operation, detail)
}
