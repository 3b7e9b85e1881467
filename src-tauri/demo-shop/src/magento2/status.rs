//! States and statuses, and what may be done in which: the rules of the shop's own order and state handler, as pure functions.

use serde::{Deserialize, Serialize};

use super::model::{Item, Kind, Order};

/// What the shop's logic looks at. Statuses hang under states and are for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum State {
    New,
    PendingPayment,
    Processing,
    Complete,
    Closed,
    Canceled,
    Holded,
    PaymentReview,
}

impl State {
    /// As the interface writes it; also the code of the status an order gets with it, but for [`State::New`].
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::PendingPayment => "pending_payment",
            Self::Processing => "processing",
            Self::Complete => "complete",
            Self::Closed => "closed",
            Self::Canceled => "canceled",
            Self::Holded => "holded",
            Self::PaymentReview => "payment_review",
        }
    }

    /// The status an order gets with this state.
    pub fn default_status(self) -> &'static str {
        if self == Self::New { "pending" } else { self.code() }
    }

    /// The statuses that hang under this state; `plugin`: the merchant made one of his own, `packed`.
    pub fn statuses(self, plugin: bool) -> &'static [&'static str] {
        match self {
            Self::New => &["pending"],
            Self::PendingPayment => &["pending_payment"],
            Self::Processing if plugin => &["fraud", "packed", "processing"],
            Self::Processing => &["fraud", "processing"],
            Self::Complete => &["complete"],
            Self::Closed => &["closed"],
            Self::Canceled => &["canceled"],
            Self::Holded => &["holded"],
            Self::PaymentReview => &["fraud", "payment_review"],
        }
    }
}

impl Item {
    /// Part of a configurable or bundle.
    pub fn is_child(&self) -> bool {
        self.parent.is_some()
    }

    /// Has no life of its own in invoices and credit memos: the parts of a bundle count, the child of a configurable does not.
    /// `parent`: the row it belongs to.
    pub fn is_dummy(&self, parent: Option<&Self>) -> bool {
        match parent {
            Some(parent) => parent.kind == Kind::Configurable,
            None => matches!(self.kind, Kind::Bundle { .. }),
        }
    }

    /// Has no life of its own in shipments.
    pub fn is_shipping_dummy(&self, parent: Option<&Self>) -> bool {
        match parent {
            Some(parent) => parent.kind != Kind::Bundle { separately: true },
            None => self.kind == Kind::Bundle { separately: true },
        }
    }

    /// Pieces that can still be invoiced, were it no dummy.
    pub fn left_to_invoice(&self) -> i64 {
        (self.quantity.ordered - self.quantity.invoiced - self.quantity.canceled).max(0)
    }

    /// Pieces that can still be shipped, were it no dummy.
    pub fn left_to_ship(&self) -> i64 {
        let gone = self.quantity.shipped.max(self.quantity.refunded) + self.quantity.canceled;
        (self.quantity.ordered - gone).max(0)
    }

    /// Pieces that can still be given back.
    pub fn left_to_refund(&self) -> i64 {
        (self.quantity.invoiced - self.quantity.refunded).max(0)
    }

    /// Nothing to send.
    pub fn is_virtual(&self) -> bool {
        self.kind == Kind::Virtual
    }
}

impl Order {
    /// The row another belongs to.
    pub fn parent_of(&self, item: &Item) -> Option<&Item> {
        let parent = item.parent?;
        self.items.iter().find(|other| other.id == parent)
    }

    /// Nothing in it is sent.
    pub fn is_virtual(&self) -> bool {
        self.items.iter().all(Item::is_virtual)
    }

    /// Rows that can still be invoiced, with how many pieces.
    pub fn invoiceable(&self) -> impl Iterator<Item = (&Item, i64)> {
        self.items
            .iter()
            .filter(|item| !item.is_dummy(self.parent_of(item)))
            .map(|item| (item, item.left_to_invoice()))
            .filter(|(_, left)| *left > 0)
    }

    /// Rows that can still be shipped, with how many pieces.
    pub fn shippable(&self) -> impl Iterator<Item = (&Item, i64)> {
        self.items
            .iter()
            .filter(|item| !item.is_virtual() && !item.is_shipping_dummy(self.parent_of(item)))
            .map(|item| (item, item.left_to_ship()))
            .filter(|(_, left)| *left > 0)
    }

    /// Something is left to invoice and the state allows it.
    pub fn can_invoice(&self) -> bool {
        !matches!(
            self.columns.state,
            State::Holded | State::PaymentReview | State::Canceled | State::Complete | State::Closed
        ) && self.invoiceable().next().is_some()
    }

    /// Something is left to ship and the state allows it.
    pub fn can_ship(&self) -> bool {
        !self.is_virtual()
            && !matches!(self.columns.state, State::Holded | State::PaymentReview | State::Canceled)
            && self.shippable().next().is_some()
    }

    /// More was paid than given back.
    pub fn can_credit(&self) -> bool {
        let paid = self.columns.paid.unwrap_or_default().base;
        let refunded = self.columns.refunded.unwrap_or_default().grand.base;
        !matches!(self.columns.state, State::Holded | State::PaymentReview | State::Canceled | State::Closed)
            && paid > refunded
    }

    /// May be put on hold.
    pub fn can_hold(&self) -> bool {
        matches!(self.columns.state, State::New | State::PendingPayment | State::Processing)
    }

    /// May be cancelled: something is not yet invoiced, and it is neither held nor done with.
    pub fn can_cancel(&self) -> bool {
        matches!(self.columns.state, State::New | State::PendingPayment | State::Processing)
            && self.invoiceable().next().is_some()
    }

    /// Sets state and the status that comes with it.
    pub fn enter(&mut self, state: State) {
        self.columns.state = state;
        self.columns.status = state.default_status().to_owned();
    }

    /// Moves on by itself after an invoice, a shipment or a credit memo, as the shop's state handler does.
    pub fn settle(&mut self, in_process: bool) {
        if self.columns.state == State::New && in_process {
            self.enter(State::Processing);
        }
        if matches!(self.columns.state, State::Canceled | State::Holded) || self.can_invoice() {
            return;
        }
        let open = matches!(self.columns.state, State::Processing | State::Complete);
        if open && !self.can_credit() && (!self.can_ship() || self.is_virtual()) {
            self.enter(State::Closed);
        } else if self.columns.state == State::Processing && !self.can_ship() {
            self.enter(State::Complete);
        }
    }
}
