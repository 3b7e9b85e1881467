//! What the engine tells: events for those who listen, and how each shop's sync stands at this moment.

use domain::{Fault, OrderId, ShopId};
use jiff::Timestamp;
use replica::{Finding, QuarantinedRow};

/// How much the user looks at the app just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Attention {
    /// The window is in front: shops are asked every 15 s.
    #[default]
    Front,
    /// It is behind, minimised or closed to the tray: every 60 s.
    Behind,
}

/// Something changed. Small, and safe to lose: who lagged behind re-reads everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Orders came, changed or left.
    Orders {
        /// Their shop.
        shop: ShopId,
        /// Came or changed.
        changed: Vec<OrderId>,
        /// Left.
        removed: Vec<OrderId>,
    },
    /// Edits of the outbox stand otherwise.
    Outbox {
        /// Their shop.
        shop: ShopId,
    },
    /// Alerts are due: claim them from the replica.
    Alerts,
    /// The shop's trouble, quarantine, findings or time of the last check changed.
    Health {
        /// The shop.
        shop: ShopId,
    },
    /// What the sync does at the shop changed ([`crate::Engine::activity`]).
    Activity {
        /// The shop.
        shop: ShopId,
    },
    /// What the shop says of itself, or its statuses, changed.
    Facts {
        /// The shop.
        shop: ShopId,
    },
}

/// What the sync is doing at a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Signing in for the first time since the engine was started.
    Starting,
    /// Reading the shop's history for the first time.
    FirstSync {
        /// Orders read.
        done: u64,
        /// Orders there are, where the shop says.
        total: Option<u64>,
    },
    /// Nothing to do until then.
    Idle {
        /// When it is asked again.
        next_check_at: Timestamp,
    },
    /// Asking for changes.
    Checking,
    /// Reading refunds, products or what lies in the bin for the first time, or again.
    Feed {
        /// The feed's code.
        feed: &'static str,
        /// Rows read.
        done: u64,
        /// Rows there are, where the shop says.
        total: Option<u64>,
    },
    /// Comparing with the shop.
    Audit {
        /// Orders compared.
        done: u64,
        /// Orders there are, where the shop says.
        total: Option<u64>,
    },
    /// Reading orders' notes.
    Notes {
        /// At least so many orders are left.
        left: u64,
    },
    /// Waiting for a trouble to pass.
    Waiting {
        /// When it is tried again.
        until: Timestamp,
        /// The trouble.
        fault: Fault,
    },
}

/// How one shop's sync stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopActivity {
    /// The shop.
    pub shop: ShopId,
    /// What is being done.
    pub phase: Phase,
    /// Connections in use.
    pub connections: u16,
    /// Connections that the shop bears, as measured so far.
    pub connections_limit: u16,
    /// Pages read in the last minute.
    pub pages_per_minute: u32,
}

/// What emptying the outbox once came to. Edits that waited for their user before are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PushReport {
    /// Took place, or were so already.
    pub settled: u32,
    /// Refused for good.
    pub failed: u32,
    /// Changed at the shop as well.
    pub conflicts: u32,
    /// Ask their user first.
    pub asks: u32,
    /// Nobody can tell.
    pub unsure: u32,
    /// Wait for their moment, for the shop, or to be looked for.
    pub left: u32,
}

/// What reading everything once came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceReport {
    /// The shop.
    pub shop: ShopId,
    /// Orders here now.
    pub orders: u64,
    /// Pages read.
    pub pages: u64,
    /// Orders that came, changed or left.
    pub changed: u64,
    /// What the audit found and healed.
    pub findings: Vec<Finding>,
    /// Rows that could not be read.
    pub quarantined: Vec<QuarantinedRow>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}
