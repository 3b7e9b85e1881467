//! The outbox's loop: what its plan ([`push_plan`]) says is to be done, several orders at once.
//!
//! A shop that is out of reach closes the outbox as a whole, with a pause that grows; one try at a time then finds out
//! whether it is back. A trouble that may be one order's alone lets that order's edit wait and the others go on.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::{Code, EditId, Fault};
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use jiff::{SignedDuration, Timestamp};
use tokio_util::task::AbortOnDropHandle;

use super::push_act::Stuck;
use super::{ShopSync, disk, internal, lock};
use crate::plan::{Act, MOST_CONNECTIONS, Moment, PushPlan, Sequence, Standing, backoff, may_be_the_rows, push_plan};
use crate::time::{later, passed};

/// Acts under way at once: as many as there may be connections, and a few that read and write the replica meanwhile.
const WIDTH: usize = MOST_CONNECTIONS as usize + 4;
/// Orders with open edits that are looked at. What waits for its user stays in the line, so it must be long.
const LINE: u32 = 20_000;
/// So many failures in a row are the shop's, whatever they look like.
const SHOP_FAILS: u32 = 3;
/// The longest sleep without looking at the outbox.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// The setting that stops the outbox.
const PAUSED: &str = "outbox.paused";

/// Wakes the outbox's loop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pokes {
    /// Something changed in the outbox.
    count: u64,
    /// Of those: what waits after a failure is to be tried at once.
    hasty: u64,
}

impl Pokes {
    /// How often it was woken.
    pub(super) const fn count(self) -> u64 {
        self.count
    }
}

/// How the outbox's loop stands; what waits for it looks here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PushState {
    /// The wake-ups ([`Pokes::count`]) it has answered.
    pub(super) seen: u64,
    /// Nothing is under way or can be done now.
    pub(super) idle: bool,
    /// When something can be done again by itself.
    pub(super) wake_at: Option<Timestamp>,
    /// Why the shop is not asked just now, and the failures in a row.
    pub(super) closed: Option<(Fault, u32)>,
}

/// An act that has ended.
struct Ended {
    act: Act,
    /// Of which try of the shop it was.
    round: u64,
    result: Result<(), Stuck>,
}

/// The loop's own memory. Nothing in it is needed after a restart.
struct Outbox {
    shop: Arc<ShopSync>,
    queue: VecDeque<Act>,
    under_way: FuturesUnordered<AbortOnDropHandle<Ended>>,
    busy: HashSet<Sequence>,
    /// The outbox changed since the plan was made.
    stale: bool,
    /// What waits after a failure is tried at once.
    hasty: bool,
    wake_at: Option<Timestamp>,
    pokes: Pokes,
    /// Readings of an edit's order that failed in a row.
    failures: HashMap<EditId, u32>,
    /// Failures in a row, of whichever edit.
    in_row: u32,
    /// Grows whenever the shop is closed: failures of acts begun before tell nothing new.
    round: u64,
    closed: Option<(Fault, Timestamp)>,
}

impl ShopSync {
    /// Sends what the user wants, until cancelled.
    pub(super) async fn push_loop(self: &Arc<Self>) {
        self.recover().await;
        let mut ready = self.ready.subscribe();
        if ready.wait_for(|ready| *ready).await.is_err() {
            return;
        }
        Outbox::new(self).run().await;
    }

    /// What a crash left on its way is looked for once the server's time is up.
    async fn recover(&self) {
        let late = SignedDuration::from_secs(i64::from(self.connector.capabilities().late_effect_s));
        let mut failures = 0;
        loop {
            let Err(error) = self.shared.replica.recover_edits(self.id, late, self.now()).await else { return };
            failures += 1;
            tracing::warn!(shop = self.id.0, %error, "the outbox cannot be read");
            self.shared.time.sleep(backoff(&disk(&error), failures, self.random())).await;
        }
    }

    /// Something changed in the outbox. `hasty`: what waits after a failure is tried at once.
    pub(crate) fn poke_outbox(&self, hasty: bool) {
        self.push_poke.send_modify(|pokes| {
            pokes.count += 1;
            pokes.hasty += u64::from(hasty);
        });
    }

    /// Whether edits are being sent just now: background reading of small things gives way.
    pub(super) fn is_pushing(&self) -> bool {
        self.pushing.load(Ordering::Relaxed) > 1
    }
}

impl Outbox {
    fn new(shop: &Arc<ShopSync>) -> Self {
        Self {
            shop: Arc::clone(shop),
            queue: VecDeque::new(),
            under_way: FuturesUnordered::new(),
            busy: HashSet::new(),
            stale: true,
            hasty: false,
            wake_at: None,
            pokes: Pokes::default(),
            failures: HashMap::new(),
            in_row: 0,
            round: 0,
            closed: None,
        }
    }

    async fn run(mut self) {
        let mut changed = self.shop.push_poke.subscribe();
        // Read after subscribing, and as seen: a wake-up in between would be neither known nor told.
        self.pokes = *changed.borrow_and_update();
        self.hasty = self.pokes.hasty > 0;
        loop {
            if let Err(fault) = self.fill().await {
                self.close(fault);
            }
            self.start();
            self.tell();
            let until = self.next_look();
            tokio::select! {
                Some(ended) = self.under_way.next() => self.ended(ended).await,
                poked = changed.changed() => {
                    if poked.is_err() {
                        return;
                    }
                    self.poked(*changed.borrow_and_update());
                }
                () = self.shop.shared.time.sleep(until) => self.due(),
            }
        }
    }

    /// Something changed in the outbox, or everything is to be tried at once.
    fn poked(&mut self, pokes: Pokes) {
        self.hasty |= pokes.hasty != self.pokes.hasty;
        self.pokes = pokes;
        self.closed = None;
        // Pauses start small again; still one try at a time, and what fails now was begun before.
        self.in_row = self.in_row.min(1);
        self.round += 1;
        self.stale = true;
        self.queue.clear();
    }

    /// A moment has come that was waited for.
    fn due(&mut self) {
        self.stale = true;
        let now = self.shop.now();
        self.closed.take_if(|(_, until)| *until <= now);
        // Planned anew once the plan under way is used up.
        self.wake_at.take_if(|at| *at <= now);
    }

    /// How long there is nothing to do but to wait for acts under way.
    fn next_look(&self) -> Duration {
        let now = self.shop.now();
        let closed = self.closed.as_ref().map(|(_, until)| *until);
        let until = closed.or(self.wake_at).unwrap_or(Timestamp::MAX).min(later(now, LONGEST_SLEEP));
        // Never a loop without a pause, whatever the clock says.
        passed(now, until).max(Duration::from_millis(1))
    }

    /// Plans anew where the last plan is used up and the outbox has changed.
    async fn fill(&mut self) -> Result<(), Fault> {
        if !self.stale || !self.queue.is_empty() || self.closed.is_some() {
            return Ok(());
        }
        let shop = &self.shop;
        let paused = shop.shared.replica.setting(PAUSED).await.map_err(|error| disk(&error))?;
        let paused = paused.and_then(|value| value.as_bool()).unwrap_or(false);
        let line = shop.shared.replica.outbox_line(shop.id, LINE).await.map_err(|error| disk(&error))?;
        self.failures.retain(|id, _| line.iter().any(|edit| edit.id == *id));
        let hasty = std::mem::take(&mut self.hasty);
        let moment = Moment { now: shop.now(), paused, hasty, capabilities: shop.connector.capabilities() };
        let PushPlan { acts, wake_at } = push_plan(line, &self.busy, moment);
        self.queue = acts.into();
        self.wake_at = wake_at;
        self.stale = false;
        Ok(())
    }

    /// Starts what may be started: one thing at a time while the shop fails.
    fn start(&mut self) {
        let asked = *lock(&self.shop.not_before);
        if let Some(until) = asked.filter(|until| *until > self.shop.now() && self.closed.is_none()) {
            self.closed = Some((Fault::new(Code::SlowDown, "change an order", "the shop asked to wait"), until));
        }
        let width = if self.in_row == 0 { WIDTH } else { 1 };
        while self.closed.is_none() && self.under_way.len() < width {
            let Some(act) = self.queue.pop_front() else { break };
            self.busy.insert(Sequence::of(act.edit()));
            let (shop, round) = (Arc::clone(&self.shop), self.round);
            let task = self.shop.tracker.spawn(async move {
                let result = Box::pin(shop.act(&act)).await;
                Ended { act, round, result }
            });
            self.under_way.push(AbortOnDropHandle::new(task));
        }
        self.shop.pushing.store(self.under_way.len(), Ordering::Relaxed);
    }

    fn tell(&self) {
        let closed = self.closed.as_ref();
        let used_up = closed.is_some() || (self.queue.is_empty() && !self.stale);
        let state = PushState {
            seen: self.pokes.count,
            idle: self.under_way.is_empty() && used_up,
            wake_at: closed.map(|(_, until)| *until).or(self.wake_at),
            closed: closed.map(|(fault, _)| (fault.clone(), self.in_row)),
        };
        self.shop.push_state.send_if_modified(|before| {
            let modified = *before != state;
            *before = state;
            modified
        });
    }

    async fn ended(&mut self, ended: Result<Ended, tokio::task::JoinError>) {
        self.stale = true;
        let ended = match ended {
            Ok(ended) => ended,
            Err(error) => {
                // A defect: what it worked on stays as it is, and is looked for after the server's time.
                tracing::error!(shop = self.shop.id.0, %error, "an edit's attempt broke off");
                self.busy.clear();
                self.close(internal("change an order", "an attempt broke off"));
                return;
            }
        };
        self.busy.remove(&Sequence::of(ended.act.edit()));
        match ended.result {
            Ok(()) => {
                self.in_row = 0;
                self.failures.remove(&ended.act.edit().id);
            }
            Err(stuck) => self.stuck(ended.act, ended.round, stuck).await,
        }
    }

    /// An act got stuck: its order waits, or the shop as a whole.
    async fn stuck(&mut self, act: Act, round: u64, stuck: Stuck) {
        let (fault, kept) = match stuck {
            Stuck::Here(fault) => {
                self.close(fault);
                return;
            }
            Stuck::Written(fault) => (fault, true),
            Stuck::Unread(fault) => (fault, false),
        };
        let of_order = may_be_the_rows(fault.code);
        if !kept && of_order {
            self.put_off(&act, fault.clone()).await;
        }
        if round != self.round {
            return;
        }
        self.in_row += 1;
        if !of_order || self.in_row >= SHOP_FAILS {
            self.close_for(fault);
        }
    }

    /// The order of an edit could not be read: the edit waits, and says why.
    async fn put_off(&mut self, act: &Act, fault: Fault) {
        let failures = self.failures.entry(act.edit().id).or_default();
        *failures += 1;
        let (failures, now, random) = (*failures, self.shop.now(), self.shop.random());
        let standing = match act {
            Act::Look(edit) => Standing::unseen(edit, &fault, failures, now, random),
            Act::Attempt(_) => Standing::retrying(fault, failures, now, random),
        };
        if let Err(fault) = self.shop.put_off(act.edit(), standing).await {
            self.close(fault);
        }
    }

    /// Our own side fails.
    fn close(&mut self, fault: Fault) {
        self.in_row += 1;
        self.close_for(fault);
    }

    fn close_for(&mut self, fault: Fault) {
        tracing::info!(shop = self.shop.id.0, code = fault.code.as_str(), "the outbox waits");
        let until = later(self.shop.now(), backoff(&fault, self.in_row, self.shop.random()));
        self.closed = Some((fault, until));
        self.round += 1;
    }
}
