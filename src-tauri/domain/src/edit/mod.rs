//! What a merchant can change about an order: the words every face, the outbox and every connector share.
//!
//! An [`Edit`] says what is wanted, never how a system does it. [`Seen`] keeps what its author saw, [`merge`](judge) compares that
//! with what the shop has now, [`project`](apply) shows the order as it will be, and [`rules`](warnings) names what to know before.
//! [`sequence`](depends) says what edits of one order mean to each other, [`carry`](Seen::after_own) keeps an author's own edits from
//! looking like someone else's.

mod carry;
mod compare;
mod field;
mod kind;
mod merge;
mod outbox;
mod project;
mod rules;
mod sequence;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
mod tests;

pub use field::{Conflict, Field, FieldValue, Seen};
pub use kind::{Edit, EditId, EditKey, EditKind, Notice, RefundDraft, RefundPiece, Side};
pub use merge::{Question, Verdict, judge, replaced};
pub use outbox::{Answer, EditState, NewEdit, OutboxCounts, OutboxEdit, Outcome, TotalsMoved};
pub use project::{apply, project};
pub use rules::{Doubt, Warning, Weight, mails, moves_money, ships, warnings};
pub use sequence::{depends, supersedes};
