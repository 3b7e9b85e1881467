//! The background work of a shop as a list of chores, each with the time at which it is due again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use connectors::Feed;
use domain::{Fault, Retry};
use jiff::{SignedDuration, Timestamp};
use replica::{Change, QuarantinedRow};

use super::audit::SWEEP_EVERY;
use super::history::history_name;
use super::live::live_name;
use super::{ShopSync, lock, position};
use crate::plan::{HistoryCursor, LiveCursor, back, background_pause, backoff};
use crate::time::{later, passed};

/// The key under which a whole feed stands in quarantine that cannot be read at all.
pub(super) const WHOLE_FEED: &str = "*";
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);
const GIVES_WAY: Duration = Duration::from_secs(5);
const NEVER: Duration = Duration::from_secs(10 * 365 * 24 * 3_600);
/// From this failure in a row on, a feed's trouble is shown.
const SHOWN_FROM: u32 = 3;

/// A piece of background work, in the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chore {
    /// Facts, statuses; at first: the live cursors.
    Contact,
    /// The history of the orders.
    Orders,
    /// What lies in the bin.
    Trash,
    /// The history of the refunds.
    Refunds,
    /// All products.
    Products,
    /// Products that changed.
    ChangedProducts,
    /// What is in quarantine.
    Mend,
    /// Notes.
    Notes,
    /// Open and recent orders, whole.
    Reread,
    /// All names and dates.
    Sweep,
}

const ALL: [Chore; 10] = [
    Chore::Contact,
    Chore::Orders,
    Chore::Trash,
    Chore::Refunds,
    Chore::Products,
    Chore::ChangedProducts,
    Chore::Mend,
    Chore::Notes,
    Chore::Reread,
    Chore::Sweep,
];

impl Chore {
    /// What is shown in quarantine while the chore cannot be done.
    const fn feed(self) -> &'static str {
        match self {
            Self::Contact => "facts",
            Self::Orders => "orders",
            Self::Trash => "trash",
            Self::Refunds => "refunds",
            Self::Products | Self::ChangedProducts => "products",
            Self::Mend => "quarantine",
            Self::Notes => "notes",
            Self::Reread | Self::Sweep => "audit",
        }
    }
}

/// When each chore is due.
#[derive(Debug)]
pub(super) struct Agenda {
    due: BTreeMap<Chore, Timestamp>,
    failures: BTreeMap<Chore, u32>,
    /// The live cursors are fixed.
    ready: bool,
    /// The orders' history has been read.
    history_read: bool,
}

impl Agenda {
    pub(super) fn new() -> Self {
        Self {
            due: ALL.iter().map(|chore| (*chore, Timestamp::MIN)).collect(),
            failures: BTreeMap::new(),
            ready: false,
            history_read: false,
        }
    }

    /// The most urgent chore that may be done and is due, else when one will be.
    pub(super) fn next(&self, now: Timestamp) -> Result<Chore, Timestamp> {
        let may = |chore: Chore| match chore {
            Chore::Contact => true,
            Chore::Orders => self.ready,
            _ => self.ready && self.history_read,
        };
        let mut next = Timestamp::MAX;
        for (chore, due) in self.due.iter().filter(|(chore, _)| may(**chore)) {
            if *due <= now {
                return Ok(*chore);
            }
            next = next.min(*due);
        }
        Err(next)
    }

    /// Everything that waits after a failure is due now.
    pub(super) fn poke(&mut self) {
        for chore in std::mem::take(&mut self.failures).into_keys() {
            self.due.insert(chore, Timestamp::MIN);
        }
    }

    fn set(&mut self, chore: Chore, due: Timestamp) {
        self.due.insert(chore, due);
    }
}

impl ShopSync {
    /// Does a chore and enters when it is due again.
    pub(super) async fn do_chore(self: &Arc<Self>, chore: Chore, agenda: &mut Agenda) {
        let begun = self.now();
        match self.chore(chore).await {
            Ok(pause) => {
                match chore {
                    Chore::Contact => agenda.ready = true,
                    Chore::Orders => agenda.history_read = true,
                    _ => {}
                }
                agenda.failures.remove(&chore);
                let gentle = background_pause(passed(begun, self.now()));
                let pause = match chore {
                    Chore::Notes => pause.max(gentle / 9),
                    Chore::Reread | Chore::Sweep => pause.max(gentle),
                    _ => pause,
                };
                agenda.set(chore, later(self.now(), pause));
                self.show_whole_feed(chore, None).await;
            }
            Err(fault) => {
                let failures = agenda.failures.entry(chore).or_default();
                *failures += 1;
                let failures = *failures;
                let retry_at = later(self.now(), backoff(&fault, failures, self.random()));
                agenda.set(chore, retry_at);
                tracing::info!(
                    shop = self.id.0,
                    chore = chore.feed(),
                    code = fault.code.as_str(),
                    "background work failed"
                );
                if chore == Chore::Contact {
                    self.show_trouble(fault, retry_at).await;
                    self.contacts_failed.send_modify(|failed| *failed = failed.wrapping_add(1));
                } else if failures >= SHOWN_FROM || fault.retry == Retry::Never {
                    self.show_whole_feed(chore, Some(fault)).await;
                }
            }
        }
        self.working(None);
    }

    /// One piece of a chore; gives the pause until the next.
    async fn chore(self: &Arc<Self>, chore: Chore) -> Result<Duration, Fault> {
        match chore {
            Chore::Contact => self.contact().await.map(|()| DAY),
            Chore::Orders => self.read_history(Feed::Orders, true).await.map(|()| NEVER),
            Chore::Trash => self.read_feed_once(Feed::Trash).await.map(|()| NEVER),
            Chore::Refunds => self.read_feed_once(Feed::Refunds).await.map(|()| NEVER),
            Chore::Products => self.read_products().await,
            Chore::ChangedProducts => self.read_changed_products().await.map(|()| HOUR / 6),
            Chore::Mend => {
                let next = self.mend(false).await?;
                let pause = next.map_or(HOUR, |next| passed(self.now(), next));
                Ok(pause.clamp(Duration::from_secs(60), HOUR))
            }
            // Every edit makes its order's notes due: they are read once the outbox is through.
            Chore::Notes if self.is_pushing() => Ok(GIVES_WAY),
            Chore::Notes => {
                let more = self.read_due_notes().await?;
                Ok(if more { Duration::ZERO } else { Duration::from_secs(60) })
            }
            Chore::Reread => {
                let more = self.reread_due(back(self.now(), SWEEP_EVERY)).await?;
                Ok(if more { Duration::ZERO } else { HOUR / 4 })
            }
            Chore::Sweep => self.sweep_on().await,
        }
    }

    /// Signs in, learns what the shop says of itself, and fixes the live cursors before anything is read.
    pub(super) async fn contact(self: &Arc<Self>) -> Result<(), Fault> {
        let facts = self.request(super::reader::Turn::Express, self.patience(), || self.connector.facts()).await?.value;
        let statuses =
            self.request(super::reader::Turn::Express, self.patience(), || self.connector.statuses()).await?.value;
        self.see_server_time(facts.server_time);
        let now = self.server_now();
        *lock(&self.status_codes) = statuses.iter().map(|status| status.code.clone()).collect();
        self.statuses_wanted.store(false, Ordering::Relaxed);
        let mut changes = vec![Change::SetFacts(Box::new(facts)), Change::SetStatuses(statuses)];
        let own = [Feed::Orders, Feed::Trash, Feed::Refunds, Feed::Products];
        for feed in own.into_iter().chain(self.connector.side_feeds().iter().copied()) {
            if self.position::<LiveCursor>(&live_name(feed)).await?.is_none() {
                changes.push(position(live_name(feed), &LiveCursor::starting(now)));
            }
        }
        if self.history_cursor(Feed::Orders).await?.is_none() {
            changes.push(position(history_name(Feed::Orders), &HistoryCursor::starting(Some(now), self.now())));
        }
        self.apply(changes).await?;
        self.ready.send_replace(true);
        Ok(())
    }

    /// The history of a feed that the shop has.
    pub(super) async fn read_feed_once(self: &Arc<Self>, feed: Feed) -> Result<(), Fault> {
        let capabilities = self.connector.capabilities();
        let has = match feed {
            Feed::Trash => capabilities.trash,
            Feed::Refunds => self.has_refund_feed(),
            Feed::Products => capabilities.products,
            Feed::Orders => true,
            side => self.connector.side_feeds().contains(&side),
        };
        if !has {
            return Ok(());
        }
        match self.read_history(feed, self.hurried()).await {
            Err(fault) if feed == Feed::Refunds && fault.code == domain::Code::NotFound => {
                self.refund_feed_missing.store(true, Ordering::Relaxed);
                self.read_orders_anew().await
            }
            result => result,
        }
    }

    /// A shop without a list of refunds: they are read order by order with the orders' history, which is read again.
    async fn read_orders_anew(self: &Arc<Self>) -> Result<(), Fault> {
        let anew = HistoryCursor::starting(Some(self.server_now()), self.now());
        self.apply(vec![position(history_name(Feed::Orders), &anew)]).await?;
        self.read_history(Feed::Orders, true).await
    }

    /// All products, once a day: stock moves without moving a product's date.
    async fn read_products(self: &Arc<Self>) -> Result<Duration, Fault> {
        let now = self.now();
        if let Some(cursor) = self.history_cursor(Feed::Products).await?
            && cursor.done
        {
            let age = passed(cursor.begun_at, now);
            if age < DAY {
                return Ok(DAY - age);
            }
            let anew = HistoryCursor::starting(None, now);
            self.apply(vec![position(history_name(Feed::Products), &anew)]).await?;
        }
        self.read_feed_once(Feed::Products).await.map(|()| DAY)
    }

    pub(super) async fn read_changed_products(self: &Arc<Self>) -> Result<(), Fault> {
        if self.connector.capabilities().products {
            self.follow(Feed::Products).await?;
        }
        Ok(())
    }

    /// The sweep's next slice, or the pause until the next sweep.
    async fn sweep_on(self: &Arc<Self>) -> Result<Duration, Fault> {
        let now = self.now();
        let cursor = match self.sweep_cursor().await? {
            Some(cursor) => match cursor.done_at {
                None => cursor,
                Some(done) => {
                    let due = done.checked_add(SWEEP_EVERY).unwrap_or(Timestamp::MAX);
                    if due > now {
                        return Ok(passed(now, due));
                    }
                    self.begin_sweep().await?
                }
            },
            None => self.begin_sweep().await?,
        };
        let through = self.sweep(cursor, false).await?;
        let every = Duration::try_from(SWEEP_EVERY).unwrap_or(DAY);
        Ok(if through { every } else { Duration::ZERO })
    }

    /// Shows a feed that cannot be read at all, or that it can again.
    async fn show_whole_feed(&self, chore: Chore, fault: Option<Fault>) {
        let shown = self.is_quarantined(chore.feed(), WHOLE_FEED);
        let (feed, key, now) = (chore.feed().to_owned(), WHOLE_FEED.to_owned(), self.now());
        let change = match fault {
            None if shown => Change::Release { feed, key },
            None => return,
            Some(fault) => Change::Quarantine(QuarantinedRow {
                feed,
                key,
                native_id: None,
                fault,
                raw: Vec::new(),
                since: now,
                tried_at: now,
                attempts: 1,
            }),
        };
        if let Err(fault) = self.apply(vec![change]).await {
            tracing::warn!(shop = self.id.0, code = fault.code.as_str(), "cannot note a feed's trouble");
        }
    }

    /// The server's clock now, as far as it is known.
    pub(super) fn server_now(&self) -> Timestamp {
        let ahead = *lock(&self.server_ahead);
        self.now().checked_add(ahead).unwrap_or_else(|_| self.now())
    }

    /// Notes the server's clock.
    pub(super) fn see_server_time(&self, server_time: Option<Timestamp>) {
        if let Some(server) = server_time {
            let ahead: SignedDuration = server.duration_since(self.now());
            *lock(&self.server_ahead) = ahead;
        }
    }
}
