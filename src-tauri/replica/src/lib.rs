//! The replica: every connected shop's orders in one SQLite file, readable with the shop down.
//!
//! The only room that knows SQL. It keeps what the shop last said (caches, rebuildable) apart from what exists nowhere
//! else (ledgers: alerts, prints, saved views, settings, later the outbox and document numbers), applies the sync's
//! plans in one transaction each, and answers lists, searches and counts from indexed tables alone.

mod change;
mod rows;

pub use change::{Applied, Change, Finding, FindingKind, QuarantinedRow, Trouble};
pub use rows::{
    Alert, BellRules, Counts, HistoryEntry, HistoryEvent, ListQuery, NewShop, OrderRow, SavedView, Shop, ShopHealth,
    StoredOrder,
};
