//! What is asked of a shop and what comes back, in words that fit every system.

use domain::{Fault, NativeId, Order, Product, Refund};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A stream of records that a shop can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// Orders, except those in the bin.
    Orders,
    /// Orders in the bin.
    Trash,
    /// Refunds of all orders.
    Refunds,
    /// Lines of all orders.
    OrderLines,
    /// Shipments of all orders.
    Shipments,
    /// Invoices of all orders.
    Invoices,
    /// Products (variations are given with their product).
    Products,
}

impl Feed {
    /// Its code in storage.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Trash => "trash",
            Self::Refunds => "refunds",
            Self::OrderLines => "order_lines",
            Self::Shipments => "shipments",
            Self::Invoices => "invoices",
            Self::Products => "products",
        }
    }
}

/// Where in a feed to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// What was changed at or after this moment of the server's clock, oldest change first, ties by identifier
    /// ascending. Inclusive: a system whose own filter is exclusive is asked for a moment earlier.
    ChangedSince(Timestamp),
    /// What was placed (or created) before this moment, newest first, ties by identifier descending. `None`: all.
    PlacedBefore(Option<Timestamp>),
}

/// Which rows from there: `skip` rows are passed over, at most `take` are read (1 up to the system's page limit).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Rows to pass over. A multiple of `take` where the system pages by number only; WooCommerce takes any.
    pub skip: u32,
    /// Rows to read.
    pub take: u16,
}

/// One page to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The feed.
    pub feed: Feed,
    /// From where.
    pub position: Position,
    /// Which rows.
    pub window: Window,
}

/// A record's name and date: enough to see that it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its identifier.
    pub native_id: NativeId,
    /// When the shop says it changed (for refunds and products without such a date: when created).
    pub changed_at: Option<Timestamp>,
    /// When it was placed or created.
    pub placed_at: Option<Timestamp>,
    /// The native status, where the feed has one.
    pub status: Option<String>,
}

/// An order with the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PulledOrder {
    /// As we understand it.
    pub order: Order,
    /// As received: one JSON object, untouched.
    pub raw: Vec<u8>,
}

/// One record of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// An order (of the feeds `Orders` and `Trash`; the latter's state is `Deleted`).
    Order(Box<PulledOrder>),
    /// A refund with the order it belongs to.
    Refund {
        /// The order.
        order: NativeId,
        /// The refund, whole.
        refund: Refund,
    },
    /// Something of an order that moved without moving the order's own date: the order is to be read again.
    Moved {
        /// The order.
        order: NativeId,
    },
    /// A product together with its variations.
    Product(Vec<Product>),
}

/// One row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Read.
    Read {
        /// Its name and dates.
        stamp: Stamp,
        /// Its content.
        record: Record,
    },
    /// There, but not to be understood.
    Broken {
        /// Its name, where at least that could be read.
        stamp: Option<Stamp>,
        /// Why.
        fault: Fault,
        /// As received, for the quarantine.
        raw: Vec<u8>,
    },
}

/// One page of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its rows in the order asked for.
    pub rows: Vec<Row>,
    /// Rows the whole position has, where the system says.
    pub total: Option<u64>,
    /// The server's clock when it answered.
    pub server_time: Option<Timestamp>,
}

/// One page of names and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampPage {
    /// Names and dates in the order asked for.
    pub stamps: Vec<Stamp>,
    /// Rows the whole position has, where the system says.
    pub total: Option<u64>,
    /// The server's clock when it answered.
    pub server_time: Option<Timestamp>,
}

/// How an order is at the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There.
    There(Box<PulledOrder>),
    /// Not a live order any more.
    Gone(Gone),
}

/// How an order left the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// In the bin, still readable.
    Trashed(Box<PulledOrder>),
    /// Deleted for good.
    Deleted,
}
