//! The engine: owns one task per shop, and takes what the app asks of the sync.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use connectors::Connector;
use domain::{Code, EmailTemplate, Fault, NativeId, ShopId};
use replica::{BellRules, Replica};
use tokio::sync::{Mutex as AsyncMutex, broadcast, mpsc, oneshot, watch};

use crate::shop::{Memory, OnceRequest, Shared, ShopSync};
use crate::{Attention, Event, OnceReport, PushReport, ShopActivity, Time};

/// Events kept for a listener that lags; more are lost to it, and it re-reads everything.
const EVENTS_KEPT: usize = 256;
/// The longest a stop takes.
const STOP: Duration = Duration::from_secs(5);
/// The longest pause that emptying the outbox once waits for.
const PUSH_PATIENCE: Duration = Duration::from_secs(20);
/// How often a reading of everything is begun anew because its shop was started anew.
const RESTARTS: u32 = 5;

/// What an engine is made of.
pub struct EngineParts {
    /// Where orders are kept.
    pub replica: Replica,
    /// The time.
    pub time: Arc<dyn Time>,
    /// When orders ring.
    pub rules: BellRules,
}

/// The sync of all shops. Cheap to clone; the tasks end with [`Engine::stop`], or when the last clone is dropped.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Shared,
    rules: watch::Sender<BellRules>,
    attention: watch::Sender<Attention>,
    shops: Mutex<HashMap<ShopId, Running>>,
    /// Held while a shop is being started, so that two starts of one shop don't overtake each other.
    starting: AsyncMutex<()>,
}

struct Running {
    shop: Arc<ShopSync>,
    once: mpsc::Sender<OnceRequest>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        for running in self.shops().values() {
            running.shop.cancel.cancel();
        }
    }
}

impl Inner {
    fn shops(&self) -> MutexGuard<'_, HashMap<ShopId, Running>> {
        self.shops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Starts an engine without shops. Must be called, like everything here, within a Tokio runtime.
    #[must_use]
    pub fn start(parts: EngineParts) -> Self {
        let (rules, rules_seen) = watch::channel(parts.rules);
        let (attention, attention_seen) = watch::channel(Attention::default());
        let shared = Shared {
            replica: parts.replica,
            time: parts.time,
            events: broadcast::Sender::new(EVENTS_KEPT),
            rules: rules_seen,
            attention: attention_seen,
        };
        Self {
            inner: Arc::new(Inner {
                shared,
                rules,
                attention,
                shops: Mutex::default(),
                starting: AsyncMutex::default(),
            }),
        }
    }

    /// Starts a shop's sync. A shop that runs already (its settings changed) is stopped first and started anew.
    ///
    /// # Errors
    /// The replica's, when what is known of the shop cannot be read.
    pub async fn add_shop(&self, shop: replica::Shop, connector: Arc<dyn Connector>) -> Result<(), Fault> {
        let _starting = self.inner.starting.lock().await;
        self.remove_shop(shop.id).await;
        let memory = Memory::read(&self.inner.shared.replica, shop.id)
            .await
            .map_err(|error| Fault::new(error.code(), "start the sync", error.to_string()))?;
        let (once, requests) = mpsc::channel(4);
        let sync = ShopSync::new(&shop, connector, self.inner.shared.clone(), memory);
        sync.tracker.spawn(Arc::clone(&sync).run(requests));
        self.inner.shops().insert(shop.id, Running { shop: sync, once });
        Ok(())
    }

    /// Ends a shop's sync and waits, at most five seconds, until its tasks have stopped.
    pub async fn remove_shop(&self, shop: ShopId) {
        let running = self.inner.shops().remove(&shop);
        if let Some(running) = running {
            stop(&running.shop).await;
        }
    }

    /// Asks now, whatever was being waited for: one shop, or all.
    pub fn sync_now(&self, shop: Option<ShopId>) {
        for (id, running) in self.inner.shops().iter() {
            if shop.is_none_or(|shop| shop == *id) {
                running.shop.poke();
            }
        }
    }

    /// Something changed in the outbox (edits entered, taken back, answered, the pause): one shop's, or all.
    pub fn push_now(&self, shop: Option<ShopId>) {
        for (id, running) in self.inner.shops().iter() {
            if shop.is_none_or(|shop| shop == *id) {
                running.shop.poke_outbox(false);
            }
        }
    }

    /// Sends what is in the outbox, until nothing more can be done now. Pauses of up to 20 s (the moments in which an edit
    /// can be taken back, a failure that passes) are waited for.
    ///
    /// # Errors
    /// The fault of a shop that cannot be reached, or `NoSuchShop`. Everything is still in the outbox then.
    pub async fn push_once(&self, shop: ShopId) -> Result<PushReport, Fault> {
        self.push_within(shop, PUSH_PATIENCE).await
    }

    /// Like [`Engine::push_once`], and waits for whatever can be done within `patience`: with more than the server's time
    /// limit, lost answers are looked for as well.
    ///
    /// # Errors
    /// As [`Engine::push_once`].
    pub async fn push_within(&self, shop: ShopId, patience: Duration) -> Result<PushReport, Fault> {
        drop(self.inner.starting.lock().await);
        self.shop(shop)?.push_within(patience).await
    }

    /// The shop's own e-mails that can be sent for an order.
    ///
    /// # Errors
    /// The shop's, or `NoSuchShop`.
    pub async fn email_templates(&self, shop: ShopId, order: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
        self.shop(shop)?.email_templates(order).await
    }

    /// Tells how much the user looks at the app.
    pub fn set_attention(&self, attention: Attention) {
        self.inner.attention.send_if_modified(|now| std::mem::replace(now, attention) != attention);
    }

    /// Changes when orders ring.
    pub fn set_rules(&self, rules: BellRules) {
        self.inner.rules.send_replace(rules);
    }

    /// Fetches an order's notes at once. Who asks while they are being fetched gets the same answer.
    ///
    /// # Errors
    /// The shop's, or `NoSuchShop`.
    pub async fn fetch_notes(&self, shop: ShopId, order: &NativeId) -> Result<(), Fault> {
        self.shop(shop)?.fetch_notes(order).await
    }

    /// Reads an order again at once.
    ///
    /// # Errors
    /// The shop's, or `NoSuchShop`.
    pub async fn refresh_order(&self, shop: ShopId, order: &NativeId) -> Result<(), Fault> {
        self.shop(shop)?.refresh_order(order).await
    }

    /// Listens. Events may be lost to who lags (more than 256 behind): re-read everything then.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.inner.shared.events.subscribe()
    }

    /// How each shop's sync stands, by shop.
    #[must_use]
    pub fn activity(&self) -> Vec<ShopActivity> {
        let mut all: Vec<ShopActivity> = self.inner.shops().values().map(|running| running.shop.activity()).collect();
        all.sort_by_key(|activity| activity.shop);
        all
    }

    /// Reads everything once: history, refunds, products, notes, a full audit, rows in quarantine. After it the replica
    /// equals the shop, but for the rows it names. Failures that may pass are waited for and tried again.
    ///
    /// # Errors
    /// The fault that does not pass (a wrong key, a shop that does not answer for minutes), or `NoSuchShop`.
    pub async fn sync_once(&self, shop: ShopId) -> Result<OnceReport, Fault> {
        self.once(shop, false).await
    }

    /// Like [`Engine::sync_once`], and reads open orders and those of the last 30 days whole, however lately that was
    /// done: what the shop changed without a trace is found.
    ///
    /// # Errors
    /// As [`Engine::sync_once`].
    pub async fn audit(&self, shop: ShopId) -> Result<OnceReport, Fault> {
        self.once(shop, true).await
    }

    /// Ends all shops' syncs, within five seconds.
    pub async fn stop(&self) {
        let running: Vec<Running> = self.inner.shops().drain().map(|(_, running)| running).collect();
        for running in &running {
            running.shop.cancel.cancel();
        }
        futures::future::join_all(running.iter().map(|running| stop(&running.shop))).await;
    }

    async fn once(&self, shop: ShopId, thorough: bool) -> Result<OnceReport, Fault> {
        // A shop whose settings change while it is read is started anew: then everything is asked of the new one.
        for _ in 0..RESTARTS {
            // A start under way is waited for: in between, the shop is not there.
            drop(self.inner.starting.lock().await);
            let once = self.inner.shops().get(&shop).map(|running| running.once.clone());
            let Some(once) = once else { return Err(no_such_shop(shop)) };
            let (reply, answer) = oneshot::channel();
            if once.send(OnceRequest { thorough, reply }).await.is_ok()
                && let Ok(result) = answer.await
            {
                return result;
            }
        }
        Err(Fault::new(Code::Internal, "read everything once", "the shop's sync was ended again and again"))
    }

    fn shop(&self, shop: ShopId) -> Result<Arc<ShopSync>, Fault> {
        let found = self.inner.shops().get(&shop).map(|running| Arc::clone(&running.shop));
        found.ok_or_else(|| no_such_shop(shop))
    }
}

fn no_such_shop(shop: ShopId) -> Fault {
    Fault::new(Code::NoSuchShop, "find the shop", format!("shop {} is not being synced", shop.0))
}

async fn stop(shop: &ShopSync) {
    shop.cancel.cancel();
    shop.tracker.close();
    if tokio::time::timeout(STOP, shop.tracker.wait()).await.is_err() {
        tracing::warn!(shop = shop.id.0, "the shop's sync did not stop in time");
    }
}
