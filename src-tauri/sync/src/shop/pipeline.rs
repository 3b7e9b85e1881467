//! Windows of a feed's history, asked for side by side and handed out in order.
//!
//! A few windows more than there are connections are always asked for: the next request leaves the moment a connection
//! is free, without waiting for the writer; and no more than these, so that memory stays bounded. A task is aborted when
//! the pipeline is dropped.

use std::collections::VecDeque;
use std::sync::Arc;

use connectors::{Ask, Feed, Position, Window};
use domain::{Code, Fault, NativeId};
use futures::future::BoxFuture;
use tokio_util::task::AbortOnDropHandle;

use super::reader::Turn;
use super::split_read::Reading;
use super::{ShopSync, internal};
use crate::plan::{Taken, WindowEnd, window_end};

/// Windows asked for ahead of those being fetched.
const AHEAD: usize = 3;
/// Rows that windows share with the one before, where a gap between them must be seen: rows that left meanwhile move those behind them forward, and a
/// window whose first rows don't hold the last one seen has a gap before it.
const SHARED: u16 = 5;
/// How often an empty answer amid the rows is asked for again.
const CONTRADICTIONS: u32 = 5;

type Fetching<T> = AbortOnDropHandle<Result<Reading<T>, Fault>>;
type Fetch<T> = fn(Arc<ShopSync>, Ask) -> BoxFuture<'static, Result<Reading<T>, Fault>>;

/// A reading of a feed's history under way.
pub(super) struct Pipeline<T: Send + 'static> {
    shop: Arc<ShopSync>,
    fetch: Fetch<T>,
    feed: Feed,
    position: Position,
    take: u16,
    /// Ask ahead; else one window at a time.
    wide: bool,
    next_skip: u32,
    /// Rows shared between windows.
    shared: u16,
    /// The last row seen, where the next window must hold it.
    seam: Option<NativeId>,
    total: Option<u64>,
    ended: bool,
    contradictions: u32,
    queue: VecDeque<(Window, Fetching<T>)>,
}

/// A window's rows.
pub(super) struct WindowRead<T> {
    pub(super) window: Window,
    pub(super) reading: Reading<T>,
    /// No window follows.
    pub(super) last: bool,
}

impl Pipeline<connectors::Record> {
    /// Full rows from row `from` on.
    pub(super) fn rows(shop: &Arc<ShopSync>, feed: Feed, position: Position, from: u32, wide: bool) -> Self {
        let pipeline = Self::new(shop, feed, position, from, wide, |shop, ask| {
            Box::pin(async move { shop.read(&ask, Turn::Background).await })
        });
        // Orders that shift out of sight are found by the sweep; other feeds have no sweep of their own rows.
        if feed == Feed::Orders { pipeline } else { pipeline.sharing(from) }
    }
}

impl Pipeline<()> {
    /// Names and dates from row `from` on.
    pub(super) fn stamps(shop: &Arc<ShopSync>, feed: Feed, position: Position, from: u32, wide: bool) -> Self {
        let pipeline = Self::new(shop, feed, position, from, wide, |shop, ask| {
            Box::pin(async move { shop.read_stamps(&ask, Turn::Background).await })
        });
        pipeline.sharing(from)
    }
}

impl<T: Send + 'static> Pipeline<T> {
    fn new(shop: &Arc<ShopSync>, feed: Feed, position: Position, from: u32, wide: bool, fetch: Fetch<T>) -> Self {
        Self {
            shop: Arc::clone(shop),
            fetch,
            feed,
            position,
            take: shop.page_rows(feed),
            wide,
            next_skip: from,
            shared: 0,
            seam: None,
            total: None,
            ended: false,
            contradictions: 0,
            queue: VecDeque::new(),
        }
    }

    /// With windows that share rows.
    fn sharing(mut self, from: u32) -> Self {
        self.shared = SHARED.min(self.take / 4);
        self.next_skip = from.saturating_sub(u32::from(self.shared));
        self
    }

    /// Rows there are, where the shop says.
    pub(super) const fn total(&self) -> Option<u64> {
        self.total
    }

    /// The next window's rows; `None` after the last.
    pub(super) async fn next(&mut self) -> Result<Option<WindowRead<T>>, Fault> {
        loop {
            self.fill();
            let Some((window, handle)) = self.queue.pop_front() else {
                return Ok(None);
            };
            let reading = handle.await.map_err(|error| internal("read ahead", error.to_string()))??;
            if self.has_gap(&reading.taken) {
                // Go back a whole window: what moved is in it, or farther back only if that many rows left.
                self.queue.clear();
                self.seam = None;
                self.next_skip = window.skip.saturating_sub(u32::from(self.take));
                continue;
            }
            let total = reading.taken.total.filter(|total| *total > 0);
            self.total = total.or(self.total);
            match window_end(window, reading.taken.len(), reading.taken.total) {
                WindowEnd::Full => {}
                WindowEnd::End => {
                    self.ended = true;
                    self.queue.clear();
                }
                WindowEnd::Short { next } => {
                    self.queue.clear();
                    let back = next.saturating_sub(u32::from(self.shared));
                    // Always onward, however small the shop's pages are.
                    self.next_skip = if back > window.skip { back } else { next };
                    self.seam = None;
                }
                WindowEnd::Contradiction => {
                    self.contradict(window)?;
                    continue;
                }
            }
            self.seam = reading.taken.rows.last().map(|row| row.stamp.native_id.clone()).filter(|_| self.shared > 0);
            return Ok(Some(WindowRead { window, reading, last: self.ended }));
        }
    }

    /// Whether rows may have moved out of sight between the window before and this one.
    fn has_gap(&self, taken: &Taken<T>) -> bool {
        let Some(seam) = &self.seam else { return false };
        !taken.stamps().any(|stamp| stamp.native_id == *seam)
    }

    fn contradict(&mut self, window: Window) -> Result<(), Fault> {
        self.contradictions += 1;
        if self.contradictions > CONTRADICTIONS {
            let detail = format!("no rows from {} on, of {} there are", window.skip, self.total.unwrap_or_default());
            return Err(Fault::new(Code::BadAnswer, "read history", detail));
        }
        self.queue.clear();
        self.next_skip = window.skip;
        Ok(())
    }

    fn fill(&mut self) {
        let width = match (self.wide, self.total) {
            (true, Some(_)) => usize::from(self.shop.lanes.level()) + AHEAD,
            // Before the first answer nobody knows whether there is a second page.
            _ => 1,
        };
        while !self.ended && self.queue.len() < width {
            let beyond = self.total.is_some_and(|total| u64::from(self.next_skip) >= total);
            if beyond && !self.queue.is_empty() {
                return;
            }
            let window = Window { skip: self.next_skip, take: self.take };
            let ask = Ask { feed: self.feed, position: self.position.clone(), window };
            let task = self.shop.tracker.spawn((self.fetch)(Arc::clone(&self.shop), ask));
            self.queue.push_back((window, AbortOnDropHandle::new(task)));
            self.next_skip = self.next_skip.saturating_add(u32::from(self.take - self.shared));
        }
    }
}
