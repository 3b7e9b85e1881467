//! What the replica hands out.

use domain::{
    AlertPolicy, BuiltInView, Direction, Edit, EditId, EditState, FulfilmentState, Money, NativeId, Note, Order,
    OrderCode, OrderId, OrderState, OutboxEdit, Outcome, PaymentState, ShopFacts, ShopId, ShopTag, Sort, StatusLabel,
    System, search::Query,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Finding, QuarantinedRow, Trouble};

/// A connected shop. Its secret is in the key store under [`Shop::secret_account`], never here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its number.
    pub id: ShopId,
    /// Its system.
    pub system: System,
    /// Tag of its order codes.
    pub tag: ShopTag,
    /// Name to show: the merchant's own, else the shop's.
    pub name: String,
    /// How to sign in, without secrets: the fields of the connector's form as JSON.
    pub sign_in: serde_json::Value,
    /// What the shop says of itself; `None` before the first contact.
    pub facts: Option<ShopFacts>,
    /// Its statuses.
    pub statuses: Vec<StatusLabel>,
    /// When it was connected; orders that came in before do not ring.
    pub connected_at: Timestamp,
    /// Logo for slips, PNG or JPEG.
    pub logo: Option<Vec<u8>>,
    /// The merchant's own lines for slips (address, contact) where they differ from the shop's facts, as JSON.
    pub slip_settings: serde_json::Value,
}

impl Shop {
    /// The account under which the key store keeps the shop's secret.
    #[must_use]
    pub fn secret_account(&self) -> String {
        format!("shop-{}", self.id.0)
    }
}

/// A shop to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShop {
    /// Its system.
    pub system: System,
    /// Tag; must not be taken.
    pub tag: ShopTag,
    /// Name.
    pub name: String,
    /// How to sign in, without secrets.
    pub sign_in: serde_json::Value,
    /// What it says of itself.
    pub facts: Option<ShopFacts>,
    /// When.
    pub connected_at: Timestamp,
}

/// One row of the order list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// Its shop.
    pub shop: ShopId,
    /// The shop's own identifier.
    pub native_id: NativeId,
    /// Its number.
    pub number: String,
    /// Its code.
    pub code: OrderCode,
    /// Customer's name as shown (control characters visible).
    pub customer: String,
    /// Company.
    pub company: String,
    /// City it goes to.
    pub city: String,
    /// Country it goes to.
    pub country: String,
    /// Native status code.
    pub status: String,
    /// Its label in the shop.
    pub status_label: String,
    /// Order state.
    pub order_state: OrderState,
    /// Payment state.
    pub payment_state: PaymentState,
    /// Fulfilment state.
    pub fulfilment_state: FulfilmentState,
    /// Shipping method's title.
    pub shipping: String,
    /// Pieces, as decimal text.
    pub pieces: String,
    /// Total.
    pub total: Money,
    /// When placed.
    #[ts(type = "string")]
    pub placed_at: Timestamp,
    /// When the shop last changed it.
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
    /// Not opened yet since it came in.
    pub unseen: bool,
    /// The customer left a note.
    pub has_note: bool,
    /// Something about it needs a person (failed payment, quarantine, an edit that waits for its user).
    pub problem: bool,
    /// A slip was printed.
    pub printed: bool,
    /// Open edits.
    pub edits: u16,
    /// How the gravest of them stands: one that waits for its user before one on its way.
    pub edit_state: Option<EditState>,
}

/// An order with everything kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOrder {
    /// Its row.
    pub row: OrderRow,
    /// The order as shown: what the shop said, with the edits on their way.
    pub order: Order,
    /// What the shop's native status is, where the order is shown otherwise.
    pub mirror_status: Option<String>,
    /// Its edits, as [`crate::Replica::edits_of`] gives them.
    pub edits: Vec<OutboxEdit>,
    /// Its notes; `None`: not fetched yet.
    pub notes: Option<Vec<Note>>,
    /// When the notes were read.
    pub notes_fetched_at: Option<Timestamp>,
    /// When the order was last read from the shop.
    pub read_at: Timestamp,
    /// When it was first seen here.
    pub first_seen_at: Timestamp,
    /// What happened here: status changes seen, edits that took place, prints, alerts.
    pub history: Vec<HistoryEntry>,
}

/// What happened to an order as seen from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryEntry {
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// What.
    pub event: HistoryEvent,
}

/// An event of an order's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[ts(export)]
pub enum HistoryEvent {
    /// First seen here.
    FirstSeen,
    /// Its native status changed.
    Status {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// It rang.
    Rang,
    /// A slip was printed or saved.
    Printed {
        /// Printer's name; empty for a saved file.
        printer: String,
        /// Copies.
        copies: u16,
    },
    /// An edit of ours took place, or what it had set was found replaced.
    Edited {
        /// Which.
        id: EditId,
        /// What was wanted.
        edit: Box<Edit>,
        /// What it came to.
        outcome: Box<Outcome>,
    },
    /// It left the shop for good.
    Removed,
}

/// Which list to open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListQuery {
    /// Built-in view to stay within; `None`: all that [`BuiltInView::All`] holds.
    pub view: Option<BuiltInView>,
    /// What must hold besides.
    pub search: Query,
    /// Only this shop.
    pub shop: Option<ShopId>,
    /// Sorted by.
    pub sort: Sort,
    /// Which way.
    pub direction: Direction,
}

/// A search kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedView {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The search as typed.
    pub search: String,
    /// The built-in view it stays within.
    pub view: Option<BuiltInView>,
    /// Place in the side bar.
    pub place: u32,
}

/// Counts of all views.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Counts {
    /// Built-in views.
    pub built_in: Vec<(BuiltInView, u32)>,
    /// Saved views by number.
    #[ts(type = "Array<[number, number]>")]
    pub saved: Vec<(i64, u32)>,
    /// Orders not opened yet since they came in.
    pub unseen: u32,
}

/// How a shop's sync stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopHealth {
    /// The shop.
    pub shop: ShopId,
    /// Orders here (drafts and deleted ones not counted).
    pub orders: u64,
    /// When the live feeds were last read to their end.
    pub last_checked: Option<Timestamp>,
    /// Why it cannot be read just now.
    pub trouble: Option<Trouble>,
    /// Rows that cannot be read.
    pub quarantined: Vec<QuarantinedRow>,
    /// The audit's findings, newest first, at most 200.
    pub findings: Vec<Finding>,
    /// Native status codes in use that the connector does not know, with how many orders.
    pub unknown_statuses: Vec<(String, u64)>,
    /// Orders whose notes are due and not fetched.
    pub notes_pending: u64,
}

/// An alert that is due: claimed once, by whoever rings it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The order's row.
    pub row: OrderRow,
    /// When it became due.
    pub due_at: Timestamp,
}

/// Rules by which a shop's orders ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BellRules {
    /// From which moment an order counts as come in.
    pub policy: AlertPolicy,
}
