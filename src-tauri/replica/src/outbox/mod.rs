//! The outbox: what the user wants of the shops' orders, kept until it has taken place or its user has let it go.
//!
//! It is a ledger: every change of an edit that is not part of a reading is on the disk before it is told of. One that
//! was entered is never taken out; it ends as settled or dropped, with why. An order is shown with its edits on their
//! way ([`crate::overlay`]), so whatever moves an edit shows its order anew in the same transaction.

mod answer;
mod attempt;
mod carry;
mod enter;
mod ledger;
mod marked;
mod read;
mod settle;
mod undo;
mod watch;

pub use read::OutboxQuery;
pub use undo::Undone;

pub(crate) use carry::Sent;
pub(crate) use ledger::{OpenEdit, open_of};
pub(crate) use marked::met;
pub(crate) use read::{edits_of_orders, history};
