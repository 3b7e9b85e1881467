//! The replica: every connected shop's orders in one SQLite file, readable with the shop down.
//!
//! The only room that knows SQL. It keeps what the shop last said (caches, rebuildable) apart from what exists nowhere
//! else (ledgers: the outbox, alerts, prints, saved views, settings, later document numbers), applies the sync's plans
//! in one transaction each, shows orders with the edits that are on their way, and answers lists, searches and counts
//! from indexed tables alone.
//!
//! Statements that stand still are checked when they are compiled, against the descriptions in `.sqlx` at the root.
//! Whoever adds or changes one writes them anew with a file of the newest schema (`fixtures/`, unpacked):
//! `DATABASE_URL=sqlite:///tmp/schema.db SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$PWD/.sqlx cargo check -p replica`.
//! Those put together at run time (many rows a statement, searches) and those on another file's tables (copies,
//! salvage) are held by the tests alone.

mod apply;
mod bench;
mod catch_up;
mod change;
mod codec;
mod connections;
mod counts;
mod damage;
mod error;
mod filter;
mod health;
mod ids;
mod ledgers;
mod lists;
mod open;
mod outbox;
mod overlay;
mod projection;
mod read;
mod replica;
mod rows;
mod schema;
mod shops;
mod stored;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]
mod tests;
mod whole;
mod words;

#[doc(hidden)]
pub use bench::RawCopy;
pub use change::{Applied, Change, Finding, FindingKind, QuarantinedRow, Trouble};
pub use codec::content_hash;
pub use damage::{Salvage, SalvagedTable};
pub use error::{ReplicaError, Result};
pub use lists::OpenList;
pub use open::Opening;
pub use outbox::{OutboxQuery, Undone};
pub use replica::{OpenOptions, Replica};
pub use rows::{
    Alert, BellRules, Counts, HistoryEntry, HistoryEvent, ListQuery, NewShop, OrderRow, SavedView, Shop, ShopHealth,
    StoredOrder,
};
pub use shops::{Removed, ShopUpdate};
pub use stored::Stored;
