//! The views every merchant starts with, and how a list is sorted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StateTriple;

/// A built-in view of the order list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BuiltInView {
    /// To be packed.
    ToPack,
    /// Waits for money.
    AwaitingPayment,
    /// Held.
    OnHold,
    /// Needs a person: failed payments, quarantined rows.
    Problems,
    /// Completed today, in this computer's time zone.
    ShippedToday,
    /// Every order but drafts and deleted ones.
    All,
}

impl BuiltInView {
    /// All, in the order of the side bar.
    pub const ALL: &'static [Self] =
        &[Self::ToPack, Self::AwaitingPayment, Self::OnHold, Self::Problems, Self::ShippedToday, Self::All];

    /// Its code on the command line and in storage.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToPack => "to_pack",
            Self::AwaitingPayment => "awaiting_payment",
            Self::OnHold => "on_hold",
            Self::Problems => "problems",
            Self::ShippedToday => "shipped_today",
            Self::All => "all",
        }
    }

    /// The view of a code; `-` and `_` are the same.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_lowercase().replace('-', "_");
        Self::ALL.iter().copied().find(|view| view.code() == code)
    }

    /// Whether an order in these states belongs to the view by its states alone (`ShippedToday` also looks at the
    /// completion date, `Problems` also at the quarantine).
    #[must_use]
    pub const fn holds(self, states: StateTriple) -> bool {
        match self {
            Self::ToPack => states.to_pack(),
            Self::AwaitingPayment => states.awaiting_payment(),
            Self::OnHold => states.on_hold(),
            Self::Problems => states.problem(),
            Self::ShippedToday => matches!(states.order, crate::OrderState::Complete),
            Self::All => !matches!(states.order, crate::OrderState::Draft | crate::OrderState::Deleted),
        }
    }
}

/// What a list is sorted by. Ties are broken by the order's row, in the same direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Sort {
    /// When placed.
    #[default]
    PlacedAt,
    /// Order number, digits by value.
    Number,
    /// Customer's name, folded.
    Customer,
    /// Status label's code.
    Status,
    /// Total, within one currency; currencies are grouped.
    Total,
    /// Pieces.
    Pieces,
    /// Country, then city.
    Place,
    /// Shipping method.
    Shipping,
    /// When the shop last changed it.
    ModifiedAt,
}

/// Ascending or descending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Direction {
    /// Smallest or oldest first.
    Ascending,
    /// Largest or newest first.
    #[default]
    Descending,
}
