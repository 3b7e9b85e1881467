//! The status model: three independent states derived from what a system says, beside its own status, which is
//! always kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// States with their codes: an order's three, and an edit's.
macro_rules! states {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every state, in the order of a life.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code used in storage, searches and the command line.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The state of a code; `None` for an unknown one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use states;

states! {
    /// Where the order as a whole stands.
    OrderState {
        /// A basket or abandoned checkout: not an order yet.
        Draft = "draft",
        /// Placed by the customer; nothing was decided yet.
        Placed = "placed",
        /// Waits for the customer's own confirmation.
        AwaitingCustomer = "awaiting_customer",
        /// Held by the merchant or a payment check.
        OnHold = "on_hold",
        /// Accepted: to be packed and sent.
        Confirmed = "confirmed",
        /// Everything was done.
        Complete = "complete",
        /// Called off.
        Cancelled = "cancelled",
        /// Ended by being given back in full.
        Closed = "closed",
        /// In the shop's bin.
        Deleted = "deleted",
    }
}

states! {
    /// Where the money stands.
    PaymentState {
        /// Nothing was paid.
        Unpaid = "unpaid",
        /// The payment provider has not confirmed yet.
        Pending = "pending",
        /// The provider examines it.
        Review = "review",
        /// Reserved, not captured.
        Authorized = "authorized",
        /// Paid in part.
        PartPaid = "part_paid",
        /// Paid.
        Paid = "paid",
        /// Refused or broken off.
        Failed = "failed",
        /// Given back in part.
        PartRefunded = "part_refunded",
        /// Given back in full.
        Refunded = "refunded",
        /// Never to be paid: the order was cancelled.
        Voided = "voided",
    }
}

states! {
    /// Where the goods stand.
    FulfilmentState {
        /// Nothing was sent.
        None = "none",
        /// Waits at the counter.
        ReadyForPickup = "ready_for_pickup",
        /// Sent in part.
        Partial = "partial",
        /// All sent.
        Shipped = "shipped",
        /// All arrived.
        Delivered = "delivered",
        /// Came back.
        Returned = "returned",
        /// Nothing to send.
        NotRequired = "not_required",
    }
}

/// The three states together, as a connector derives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StateTriple {
    /// The order.
    pub order: OrderState,
    /// The money.
    pub payment: PaymentState,
    /// The goods.
    pub fulfilment: FulfilmentState,
}

impl StateTriple {
    /// To be packed: accepted, its goods not all sent, and paid or payable on delivery.
    #[must_use]
    pub const fn to_pack(self) -> bool {
        matches!(self.order, OrderState::Confirmed)
            && matches!(
                self.fulfilment,
                FulfilmentState::None | FulfilmentState::Partial | FulfilmentState::ReadyForPickup
            )
            && !matches!(self.payment, PaymentState::Failed | PaymentState::Refunded | PaymentState::Voided)
    }

    /// Waits for money that may still come.
    #[must_use]
    pub const fn awaiting_payment(self) -> bool {
        matches!(self.order, OrderState::Placed | OrderState::AwaitingCustomer)
            && matches!(
                self.payment,
                PaymentState::Unpaid | PaymentState::Pending | PaymentState::Review | PaymentState::PartPaid
            )
    }

    /// Held by the merchant or a check.
    #[must_use]
    pub const fn on_hold(self) -> bool {
        matches!(self.order, OrderState::OnHold)
    }

    /// Something is wrong with the order itself: its payment failed and it is still open. (Quarantined rows, failed,
    /// unsure and conflicting edits join the view in the replica.)
    #[must_use]
    pub const fn problem(self) -> bool {
        matches!(self.payment, PaymentState::Failed) && self.open()
    }

    /// Still to be worked on.
    #[must_use]
    pub const fn open(self) -> bool {
        matches!(
            self.order,
            OrderState::Placed | OrderState::AwaitingCustomer | OrderState::OnHold | OrderState::Confirmed
        )
    }

    /// Money came in: what the search token `paid:yes` means. Refunded orders were paid once.
    #[must_use]
    pub const fn paid(self) -> bool {
        matches!(
            self.payment,
            PaymentState::Paid | PaymentState::PartRefunded | PaymentState::Refunded | PaymentState::Authorized
        )
    }
}
