//! An edit on its way to the shop.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Conflict, Doubt, Edit, EditId, EditKey, Notice, Question, Seen};
use crate::{Fault, NativeId, OrderId, ShopId, status::states};

states! {
    /// Where an edit stands.
    EditState {
        /// Waits for its turn or its moment. Nothing of it is at the shop.
        Pending = "pending",
        /// On its way: an attempt was begun and has not ended.
        Sending = "sending",
        /// An attempt's answer was lost: after the server's time limit the shop is asked whether it took place.
        Checking = "checking",
        /// Waits for the user's yes before it goes.
        Asks = "asks",
        /// The shop has changed the same field: the user picks.
        Conflict = "conflict",
        /// The shop refused it for good: the user corrects, tries again or drops it.
        Failed = "failed",
        /// It may or may not have taken place, and nothing can tell: the user looks and says.
        Unsure = "unsure",
        /// It took place, or the shop had it already.
        Settled = "settled",
        /// Taken back, replaced by a later one, or given up by its user.
        Dropped = "dropped",
    }
}

impl EditState {
    /// Still to be carried on by itself.
    #[must_use]
    pub const fn under_way(self) -> bool {
        matches!(self, Self::Pending | Self::Sending | Self::Checking)
    }

    /// Waits for its user.
    #[must_use]
    pub const fn needs_user(self) -> bool {
        matches!(self, Self::Asks | Self::Conflict | Self::Failed | Self::Unsure)
    }

    /// Neither settled nor dropped.
    #[must_use]
    pub const fn open(self) -> bool {
        self.under_way() || self.needs_user()
    }

    /// Whether the order is shown as if it had taken place.
    #[must_use]
    pub const fn projected(self) -> bool {
        matches!(self, Self::Pending | Self::Sending | Self::Checking | Self::Asks)
    }
}

/// How an order's total moved with an edit: what the shop recalculated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TotalsMoved {
    /// Before.
    #[ts(type = "string")]
    pub before: Decimal,
    /// After.
    #[ts(type = "string")]
    pub after: Decimal,
}

/// What an edit came to, or why it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "outcome")]
#[ts(export)]
pub enum Outcome {
    /// Waits after a failure that may pass.
    Retrying {
        /// The failure.
        fault: Fault,
    },
    /// The answer was lost.
    Lost {
        /// How.
        fault: Fault,
    },
    /// Refused for good, in the shop's own words.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// The order has become one that does not allow it; the shop was not asked.
    Impossible {
        /// Why.
        doubt: Doubt,
    },
    /// The user picks.
    Conflict {
        /// Between what.
        conflict: Conflict,
    },
    /// The user is asked.
    Asks {
        /// What.
        question: Question,
    },
    /// Nobody can tell.
    Unsure {
        /// What was tried.
        fault: Fault,
    },
    /// It took place.
    Done {
        /// What it made at the shop: a note, a refund, a test order.
        made: Option<NativeId>,
        /// How the order's total moved, where it did.
        totals: Option<TotalsMoved>,
    },
    /// The shop had it so already; nothing was sent.
    Already,
    /// It took place, and at the next reading another value stood in its place.
    Replaced {
        /// `ours` is what this edit set, `theirs` what stands there.
        conflict: Conflict,
    },
    /// A later edit took its place before the first attempt.
    Superseded {
        /// By which.
        by: EditId,
    },
    /// Its user took it back before the first attempt.
    Undone,
    /// Its user gave it up.
    GivenUp {
        /// Why it stood still.
        why: Option<Box<Outcome>>,
    },
    /// Its user says that it took place.
    SaidDone,
}

/// An edit to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdit {
    /// Its shop.
    pub shop: ShopId,
    /// Its order; `None` for a test order.
    pub order: Option<NativeId>,
    /// Its mark.
    pub key: EditKey,
    /// What is wanted.
    pub edit: Edit,
    /// Whether the customer is to be told.
    pub notice: Notice,
    /// Not to be attempted before; `None`: at once.
    pub not_before: Option<Timestamp>,
    /// Names the edits entered together.
    pub batch: Option<String>,
}

/// An edit of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxEdit {
    /// Its number. Edits of one order go in the order of their numbers.
    pub id: EditId,
    /// Its shop.
    pub shop: ShopId,
    /// Its order at the shop; `None` for a test order not made yet.
    pub order: Option<NativeId>,
    /// The order's row, where it is here.
    pub order_id: Option<OrderId>,
    /// The order's number as people call it; empty where it is not here.
    pub number: String,
    /// Its mark.
    pub key: EditKey,
    /// What is wanted.
    pub edit: Edit,
    /// What its author saw.
    pub seen: Seen,
    /// Whether the customer is to be told.
    pub notice: Notice,
    /// Where it stands.
    pub state: EditState,
    /// What it came to, or why it waits.
    pub outcome: Option<Outcome>,
    /// When it was entered.
    #[ts(type = "string")]
    pub entered_at: Timestamp,
    /// Not attempted before; while checking: when the shop is asked.
    #[ts(type = "string | null")]
    pub not_before: Option<Timestamp>,
    /// Attempts begun. It rises before an attempt.
    pub attempts: u32,
    /// When the last attempt was begun.
    #[ts(type = "string | null")]
    pub attempted_at: Option<Timestamp>,
    /// When it was settled or dropped.
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    /// The user has said yes to being late or to what changed meanwhile: it is not asked again for the same.
    pub approved: bool,
    /// The edits entered together.
    pub batch: Option<String>,
}

impl OutboxEdit {
    /// Whether it can be taken back without a trace: nothing was ever attempted.
    #[must_use]
    pub const fn can_undo(&self) -> bool {
        self.attempts == 0 && matches!(self.state, EditState::Pending | EditState::Asks)
    }
}

/// What a user decides about an edit that waits for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "answer")]
#[ts(export)]
#[allow(clippy::large_enum_variant, reason = "given one at a time by a person")]
pub enum Answer {
    /// Go, although it is late or something changed.
    Approve,
    /// Try again (of an unsure one: it did not take place).
    Retry,
    /// Let it be.
    GiveUp,
    /// Of a conflict: what I want, over what the shop has now.
    KeepMine,
    /// Of a conflict: what the shop has.
    TakeTheirs,
    /// Of an unsure one: I looked, it took place.
    SaidDone,
    /// This instead.
    Change {
        /// What is wanted now.
        edit: Edit,
    },
}

/// How many edits stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxCounts {
    /// Open ones by state; states without any are left out.
    pub by_state: Vec<(EditState, u32)>,
    /// When the oldest open one was entered.
    #[ts(type = "string | null")]
    pub oldest_at: Option<Timestamp>,
}
