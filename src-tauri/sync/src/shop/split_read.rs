//! Reading pages whatever is on them: a page that fails is split down to the row that breaks it ([`crate::plan::Splitting`]).

use std::sync::Arc;

use connectors::{Ask, Feed, Position, Stamp, Window};
use domain::{Code, Fault, NativeId};

use super::ShopSync;
use super::reader::{Patience, ReadingGuard, Turn};
use crate::plan::{Attempt, Splitting, Taken, TakenRows, TakenStamps, may_be_the_rows, neighbours};

/// Tries of a whole page before it is split, of a part, and of a single row.
const WHOLE: Patience = Patience(3);
const PART: Patience = Patience(2);
const SINGLE: Patience = Patience(4);

/// Rows with the reading they belong to; hold the guard until they are applied.
pub(super) struct Reading<T> {
    pub(super) taken: Taken<T>,
    pub(super) guard: ReadingGuard,
}

const fn patience(window: Window) -> Patience {
    if window.take > 1 { PART } else { SINGLE }
}

/// Whether smaller pages may get through where this one fails. A page of products costs a request for each product's
/// variations: a shop that asks to slow down now and then lets a large one hardly ever through as a whole.
const fn may_get_smaller(feed: Feed, code: Code) -> bool {
    may_be_the_rows(code) || matches!((feed, code), (Feed::Products, Code::SlowDown))
}

impl ShopSync {
    /// A page, split where it must be.
    pub(super) async fn read(self: &Arc<Self>, ask: &Ask, turn: Turn) -> Result<Reading<connectors::Record>, Fault> {
        let guard = self.begin_reading();
        let whole = self.page(ask, turn, WHOLE, guard.number).await;
        let fault = match whole {
            Ok(taken) => return Ok(Reading { taken, guard }),
            Err(fault) if may_get_smaller(ask.feed, fault.code) => fault,
            Err(fault) => return Err(fault),
        };
        let mut splitting = Splitting::new(ask.window, fault);
        let mut taken: TakenRows = Taken::empty(guard.number);
        while let Some(attempt) = splitting.attempt() {
            match attempt {
                Attempt::Read(window) => {
                    match self.page(&part(ask, window), turn, patience(window), guard.number).await {
                        Ok(page) => {
                            taken.append(page);
                            splitting.read();
                        }
                        Err(fault) if may_get_smaller(ask.feed, fault.code) => splitting.read_failed(fault),
                        Err(fault) => return Err(fault),
                    }
                }
                Attempt::Name(window) => match self.name(&part(ask, window), turn).await? {
                    Some(stamp) => splitting.named(stamp),
                    None => splitting.name_failed(),
                },
                Attempt::Control(window) => {
                    self.sign_of_life(ask, window, turn).await?;
                    splitting.controlled();
                }
            }
        }
        taken.broken.extend(splitting.into_broken());
        Ok(Reading { taken, guard })
    }

    /// The name of a single row: `Some(None)` where there is no row, `None` where it cannot be told.
    async fn name(&self, ask: &Ask, turn: Turn) -> Result<Option<Option<Stamp>>, Fault> {
        match self.stamp_page(ask, turn, SINGLE, 0).await {
            Ok(page) => Ok(Some(page.rows.into_iter().next().map(|row| row.stamp))),
            Err(fault) if may_be_the_rows(fault.code) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whether the shop answers for rows around one that it does not answer for; the fault where for none.
    async fn sign_of_life(&self, ask: &Ask, window: Window, turn: Turn) -> Result<(), Fault> {
        let mut last = None;
        for around in neighbours(window) {
            match self.stamp_page(&part(ask, around), turn, SINGLE, 0).await {
                Ok(_) => return Ok(()),
                Err(fault) if may_be_the_rows(fault.code) => last = Some(fault),
                Err(fault) => return Err(fault),
            }
        }
        last.map_or(Ok(()), Err)
    }

    /// A page of names and dates, split where it must be.
    pub(super) async fn read_stamps(self: &Arc<Self>, ask: &Ask, turn: Turn) -> Result<Reading<()>, Fault> {
        let guard = self.begin_reading();
        let fault = match self.stamp_page(ask, turn, self.patience(), guard.number).await {
            Ok(taken) => return Ok(Reading { taken, guard }),
            Err(fault) if may_be_the_rows(fault.code) => fault,
            Err(fault) => return Err(fault),
        };
        let mut splitting = Splitting::new(ask.window, fault);
        let mut taken: TakenStamps = Taken::empty(guard.number);
        while let Some(attempt) = splitting.attempt() {
            match attempt {
                Attempt::Read(window) => {
                    match self.stamp_page(&part(ask, window), turn, patience(window), guard.number).await {
                        Ok(page) => {
                            taken.append(page);
                            splitting.read();
                        }
                        Err(fault) if may_be_the_rows(fault.code) => splitting.read_failed(fault),
                        Err(fault) => return Err(fault),
                    }
                }
                // The name is what could not be read.
                Attempt::Name(_) => splitting.name_failed(),
                Attempt::Control(window) => {
                    self.sign_of_life(ask, window, turn).await?;
                    splitting.controlled();
                }
            }
        }
        taken.broken.extend(splitting.into_broken());
        Ok(Reading { taken, guard })
    }

    /// Orders by name, split where it must be; at most a page of them.
    pub(super) async fn read_named(
        self: &Arc<Self>,
        ids: &[NativeId],
        turn: Turn,
    ) -> Result<Reading<connectors::Record>, Fault> {
        let guard = self.begin_reading();
        let fault = match self.named_page(ids, turn, WHOLE, guard.number).await {
            Ok(taken) => return Ok(Reading { taken, guard }),
            Err(fault) if may_be_the_rows(fault.code) => fault,
            Err(fault) => return Err(fault),
        };
        let all = Window { skip: 0, take: u16::try_from(ids.len()).unwrap_or(u16::MAX) };
        let mut splitting = Splitting::new(all, fault);
        let mut taken: TakenRows = Taken::empty(guard.number);
        while let Some(attempt) = splitting.attempt() {
            match attempt {
                Attempt::Read(window) => {
                    match self.named_page(within(ids, window), turn, patience(window), guard.number).await {
                        Ok(page) => {
                            taken.append(page);
                            splitting.read();
                        }
                        Err(fault) if may_be_the_rows(fault.code) => splitting.read_failed(fault),
                        Err(fault) => return Err(fault),
                    }
                }
                // The name is known; what is to be seen is whether the shop answers otherwise.
                Attempt::Name(window) | Attempt::Control(window) => {
                    self.stamp_page(&anything(), turn, self.patience(), guard.number).await?;
                    splitting.named(within(ids, window).first().map(nameless_stamp));
                }
            }
        }
        taken.broken.extend(splitting.into_broken());
        Ok(Reading { taken, guard })
    }
}

fn part(ask: &Ask, window: Window) -> Ask {
    Ask { window, ..ask.clone() }
}

fn within(ids: &[NativeId], window: Window) -> &[NativeId] {
    let from = window.skip as usize;
    ids.get(from..from + usize::from(window.take)).unwrap_or_default()
}

/// The newest order's name and date: the cheapest sign of life.
const fn anything() -> Ask {
    Ask { feed: Feed::Orders, position: Position::PlacedBefore(None), window: Window { skip: 0, take: 1 } }
}

fn nameless_stamp(id: &NativeId) -> Stamp {
    Stamp { native_id: id.clone(), changed_at: None, placed_at: None, status: None }
}
