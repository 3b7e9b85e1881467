//! What the sync tells the replica to do. A page becomes a list of changes (a pure plan), and a list of changes is
//! applied in one transaction together with the cursor that covers it.

use domain::{
    Code, EditId, EditState, Fault, NativeId, Note, Order, OrderId, Outcome, Product, Refund, ShopFacts, StatusLabel,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One change to a shop's mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The order as the shop last said it. Replaces what was there, releases its quarantine, and decides whether it
    /// rings ([`domain::rings`]). The refunds of `order` are as told by the order's own summary: refunds known whole
    /// keep their lines and dates, refunds no longer named are dropped.
    PutOrder {
        /// As we understand it.
        order: Box<Order>,
        /// As received.
        raw: Vec<u8>,
        /// Read as history (backfill, audit, rebuild), not as a live change.
        history: bool,
    },
    /// A refund, whole. Kept aside when its order is not here yet and joined when it comes.
    PutRefund {
        /// Its order.
        order: NativeId,
        /// The refund.
        refund: Refund,
    },
    /// All refunds of an order, whole: others are dropped.
    SetRefunds {
        /// Its order.
        order: NativeId,
        /// All of them.
        refunds: Vec<Refund>,
    },
    /// All notes of an order, as just read.
    SetNotes {
        /// Its order.
        order: NativeId,
        /// All of them.
        notes: Vec<Note>,
        /// When they were read.
        fetched_at: Timestamp,
    },
    /// The order is gone for good: its row leaves, a history entry stays.
    RemoveOrder {
        /// Its identifier.
        native_id: NativeId,
    },
    /// An edit moves on: what the push found. Readings in the same list are the answer to it, wherever they stand. Of a
    /// test order that was made ([`Outcome::Done`]) the edit belongs to that order from now on. An edit that has ended
    /// meanwhile, or was settled by a reading that brought its order, stays as it is.
    Edit {
        /// Which.
        id: EditId,
        /// Where it stands now.
        state: EditState,
        /// What it came to, or why it waits.
        outcome: Option<Outcome>,
        /// Not attempted before; while checking: when the shop is asked.
        not_before: Option<Timestamp>,
    },
    /// The order as read right before an edit was sent, beside that edit's settling and the answer
    /// ([`Change::PutOrder`]): what later edits of the order have seen is carried over what lies between the two
    /// ([`domain::Seen::after_own`]). Without it they are compared with what was seen before, and ask or conflict where
    /// the shop made more of the edit than was foreseen.
    SentOver {
        /// The edit.
        id: EditId,
        /// The order then.
        order: Box<Order>,
    },
    /// A product with its variations; variations of it that are not listed are dropped.
    PutProducts(Vec<Product>),
    /// The shop's statuses.
    SetStatuses(Vec<StatusLabel>),
    /// What the shop says of itself.
    SetFacts(Box<ShopFacts>),
    /// A row that cannot be read. `attempts` counts up at each repetition.
    Quarantine(QuarantinedRow),
    /// A row that was quarantined and has been read or has gone.
    Release {
        /// The feed it stood in.
        feed: String,
        /// Its key there, as in [`QuarantinedRow::key`].
        key: String,
    },
    /// A cursor or other position of the sync, opaque to the replica (JSON), by name (`live.orders`, `backfill.orders`,
    /// `audit.sweep`).
    SetPosition {
        /// Its name.
        name: String,
        /// Its value.
        value: serde_json::Value,
    },
    /// The live feeds were read to their end at this moment.
    Checked {
        /// When.
        at: Timestamp,
    },
    /// What the audit found and healed, or could not.
    Finding(Finding),
    /// The shop's trouble changed (`None`: none any more).
    SetTrouble(Option<Trouble>),
}

/// A row of a feed that could not be read, shown until it can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantinedRow {
    /// The feed it stands in (`orders`, `trash`, `refunds`, `products`).
    pub feed: String,
    /// Its key: the native identifier, or where not even that is known, its place (`changed-since … +17`).
    pub key: String,
    /// The native identifier where known.
    pub native_id: Option<NativeId>,
    /// Why.
    pub fault: Fault,
    /// As received, at most 64 KiB; empty where nothing was.
    #[serde(skip)]
    pub raw: Vec<u8>,
    /// First seen.
    #[ts(type = "string")]
    pub since: Timestamp,
    /// Last tried.
    #[ts(type = "string")]
    pub tried_at: Timestamp,
    /// How often.
    pub attempts: u32,
}

/// What kind of difference the audit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FindingKind {
    /// The shop had an order that the replica lacked.
    Missing,
    /// The replica's order was of an older date.
    Stale,
    /// The order had changed although its date had not.
    Silent,
    /// The order was deleted for good at the shop.
    Deleted,
    /// The order was in the bin.
    Trashed,
    /// Its refunds differed.
    Refunds,
    /// A status that the connector does not know.
    UnknownStatus,
}

/// One finding of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// The order.
    pub native_id: NativeId,
    /// More, without customers' data (the names of the fields that differed).
    pub detail: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// Why a shop cannot be read just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Trouble {
    /// What.
    pub fault: Fault,
    /// Since when.
    #[ts(type = "string")]
    pub since: Timestamp,
    /// When it is tried again; `None`: not before something is changed.
    #[ts(type = "string | null")]
    pub retry_at: Option<Timestamp>,
}

impl Trouble {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.fault.code
    }
}

/// What an application of changes did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Orders that came or changed in content (an order equal to what was there is not listed).
    pub changed: Vec<OrderId>,
    /// Orders that left.
    pub removed: Vec<OrderId>,
    /// Orders whose alert became due in this transaction.
    pub alerts: Vec<OrderId>,
    /// Test orders that were settled because an order with their mark was read; not those that [`Change::Edit`] moved.
    pub edits: Vec<EditId>,
}
