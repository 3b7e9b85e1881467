//! Lists and orders as a face sees them.

use domain::{BuiltInView, Direction, Money, Note, Order, OrderId, OutboxEdit, Product, ShopId, Sort, StatusLabel};
use jiff::Timestamp;
use replica::OrderRow;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which list to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ListRequest {
    /// Built-in view; `null` is all orders.
    pub view: Option<BuiltInView>,
    /// Search as typed; a saved view's text is put before what is typed.
    pub search: String,
    /// Only this shop.
    pub shop: Option<ShopId>,
    /// Sorted by.
    pub sort: Sort,
    /// Which way.
    pub direction: Direction,
}

/// An opened list: its size and first rows. Further rows are asked for by offset with `list`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ListOpened {
    /// Names this opened list in later calls; grows. An older one is answered as long as it is the last but few.
    #[ts(type = "number")]
    pub list: u64,
    /// Orders in it.
    pub total: u32,
    /// Unseen ones among them.
    pub unseen: u32,
    /// The first rows (50).
    pub rows: Vec<OrderRow>,
}

/// What a timeline entry is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[ts(export)]
pub enum TimelineKind {
    /// The customer placed it.
    Placed {
        /// Where it came from (`checkout`, `admin`).
        origin: String,
    },
    /// It was paid.
    Paid {
        /// Payment method's title.
        method: String,
        /// Amount.
        amount: Money,
    },
    /// It was completed.
    Completed,
    /// Money was given back.
    Refunded {
        /// Amount, positive.
        amount: Money,
        /// Why.
        reason: String,
    },
    /// A note.
    Note {
        /// The note.
        note: Note,
    },
    /// A parcel went.
    Tracked {
        /// Carrier.
        carrier: String,
        /// Number.
        number: String,
        /// Link, http(s) only.
        url: Option<String>,
    },
    /// An edit that is not at the shop yet, or waits for its user; once it has ended, `Seen` tells of it.
    Edit {
        /// The edit.
        edit: Box<OutboxEdit>,
    },
    /// What was seen here: first seen, a status change, an alert, a print.
    Seen {
        /// The event.
        event: Box<replica::HistoryEvent>,
    },
}

/// One entry of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelineEntry {
    /// When; `null` where the shop does not say (a refund known only by its sum).
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
    /// What.
    pub what: TimelineKind,
}

/// An order opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrderView {
    /// Its row, with pending edits.
    pub row: OrderRow,
    /// The order, with pending edits.
    pub order: Order,
    /// Its open edits, and the newest ended ones worth telling; oldest first.
    pub edits: Vec<OutboxEdit>,
    /// The native status at the shop, where a pending edit shows another.
    pub mirror_status: Option<String>,
    /// All entries, newest last.
    pub timeline: Vec<TimelineEntry>,
    /// Whether notes were fetched; `false`: "not fetched yet".
    pub notes_fetched: bool,
    /// When they were.
    #[ts(type = "string | null")]
    pub notes_fetched_at: Option<Timestamp>,
    /// When the order was last read from the shop.
    #[ts(type = "string")]
    pub read_at: Timestamp,
    /// Products of the lines, where known: pictures, stock, weight, bin.
    pub products: Vec<Product>,
    /// Orders of the same customer (by e-mail), this one included; its place among them counts from the oldest.
    pub customer_orders: u32,
    /// The shop's statuses, offered for setting and to explain the order's own.
    pub statuses: Vec<StatusLabel>,
    /// The shop's IANA time zone.
    pub time_zone: String,
    /// Pictures by line's native id: `shopbell://picture/…` addresses served by the app itself.
    #[ts(type = "Record<string, string>")]
    pub pictures: std::collections::BTreeMap<String, String>,
    /// Orders before and after it in the opened list, for stepping.
    pub neighbours: (Option<OrderId>, Option<OrderId>),
}
