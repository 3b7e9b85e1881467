//! What is written to a shop, and what is known afterwards.

use domain::{Code, Edit, EditKey, Fault, NativeId, Note, Notice, Refund};
use jiff::Timestamp;

use crate::PulledOrder;

/// One edit to be carried out, or looked for.
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// Its mark, put beside the effect wherever the system keeps it.
    pub key: &'a EditKey,
    /// What is wanted.
    pub edit: &'a Edit,
    /// Whether the customer is to be told.
    pub notice: Notice,
    /// The order as read right before; `None` for a test order that is not made yet.
    pub order: Option<&'a PulledOrder>,
    /// When the (first) attempt was begun, by the server's clock as far as known: effects before it are someone else's.
    pub begun_at: Timestamp,
}

/// What a write that took place brought back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pushed {
    /// The order as the answer shows it, where it does.
    pub order: Option<PulledOrder>,
    /// A note it made.
    pub note: Option<Note>,
    /// A refund it made.
    pub refund: Option<Refund>,
    /// What it made at the shop.
    pub made: Option<NativeId>,
    /// The order is gone for good by it.
    pub gone: bool,
}

/// Whether a write that failed may have taken place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Certainly not: the server said so, or was never reached.
    Nothing,
    /// Nobody knows: the answer was lost or is no answer.
    Unknown,
}

/// A write that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct WriteFault {
    /// How; its `retry` tells whether the same write may get through later.
    pub fault: Fault,
    /// What it left at the shop.
    pub fate: Fate,
}

impl WriteFault {
    /// A failure that certainly left nothing at the shop.
    #[must_use]
    pub const fn nothing(fault: Fault) -> Self {
        Self { fault, fate: Fate::Nothing }
    }

    /// A failure after which nobody knows.
    #[must_use]
    pub const fn unknown(fault: Fault) -> Self {
        Self { fault, fate: Fate::Unknown }
    }

    /// A failed exchange, by its code alone: where no connection came about, nothing was sent.
    #[must_use]
    pub const fn of_exchange(fault: Fault) -> Self {
        match fault.code {
            Code::Unreachable | Code::Certificate | Code::BadUrl => Self::nothing(fault),
            _ => Self::unknown(fault),
        }
    }
}

/// What a look for a lost write's effect found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It took place.
    Done(Box<Pushed>),
    /// It did not.
    NotDone,
    /// The shop keeps nothing by which to tell.
    CannotTell,
}
