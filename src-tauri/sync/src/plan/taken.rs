//! What the reader hands to the plan: one page's rows with holes where a row could not be read.

use connectors::{Record, Stamp};
use domain::Fault;
use jiff::Timestamp;

/// One reading of part of a feed. `T` is what a row holds: its content, or nothing where only stamps were asked for.
#[derive(Clone, Debug)]
pub struct Taken<T> {
    /// Number of this reading: later readings have higher numbers ([`super::Readings`]).
    pub reading: u64,
    /// Rows that were read, in the order asked for.
    pub rows: Vec<Line<T>>,
    /// Rows that are there but could not be read.
    pub broken: Vec<Broken>,
    /// Rows the whole position has, where the system says.
    pub total: Option<u64>,
    /// The server's clock when it was asked: its answer's time less the time the answer took. What is here was so then.
    pub server_time: Option<Timestamp>,
}

/// A row that was read.
#[derive(Clone, Debug)]
pub struct Line<T> {
    /// Its name and dates.
    pub stamp: Stamp,
    /// Its content.
    pub content: T,
}

/// A row that is there but could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its place in the feed, counted from the position asked for.
    pub place: u32,
    /// Its name, where at least that could be read.
    pub stamp: Option<Stamp>,
    /// Why.
    pub fault: Fault,
    /// As received; empty where nothing was.
    pub raw: Vec<u8>,
}

/// Full rows.
pub type TakenRows = Taken<Record>;

/// Names and dates only.
pub type TakenStamps = Taken<()>;

impl<T> Taken<T> {
    /// A reading without rows.
    #[must_use]
    pub const fn empty(reading: u64) -> Self {
        Self { reading, rows: Vec::new(), broken: Vec::new(), total: None, server_time: None }
    }

    /// Rows the shop gave, those that could not be read included.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.rows.len() + self.broken.len()).unwrap_or(u32::MAX)
    }

    /// Whether the shop gave no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.broken.is_empty()
    }

    /// The names that are known, of rows read and of rows broken.
    pub fn stamps(&self) -> impl Iterator<Item = &Stamp> {
        self.rows.iter().map(|row| &row.stamp).chain(self.broken.iter().filter_map(|row| row.stamp.as_ref()))
    }

    /// Joins the reading of the rows that follow. The number stays the older one: what is true of a part is said of the
    /// whole only if it is true of the oldest.
    pub fn append(&mut self, mut next: Self) {
        self.reading = self.reading.min(next.reading);
        self.rows.append(&mut next.rows);
        self.broken.append(&mut next.broken);
        self.total = next.total.or(self.total);
        self.server_time = match (self.server_time, next.server_time) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}
