//! What an edit touches, as its author saw it, as it is wanted and as the shop has it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Edit, Side,
    compare::{long, postal, short},
};
use crate::{Address, NativeId, Order, OrderState};

/// A part of an order that merges as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "field")]
#[ts(export)]
pub enum Field {
    /// The native status.
    Status,
    /// Whether it is paid.
    Paid,
    /// There, in the bin, gone.
    Presence,
    /// Name to country of one address.
    Address {
        /// Which one.
        side: Side,
    },
    /// A phone number.
    Phone {
        /// Of which address.
        side: Side,
    },
    /// The e-mail address.
    Email,
    /// What the customer wrote.
    CustomerNote,
    /// The merchant's reference.
    Reference,
    /// Pieces of a line.
    Quantity {
        /// The line.
        line: NativeId,
    },
    /// The tracking entry of a number.
    Track {
        /// The number.
        number: String,
    },
    /// What was given back so far.
    Refunded,
}

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
#[ts(export)]
pub enum FieldValue {
    /// Text, a native status code, a presence (`there`, `trashed`, `gone`), the carrier of a tracking number that is there.
    Text(String),
    /// An address; its phone and e-mail are empty.
    Address(Box<Address>),
    /// Pieces or an amount.
    Number(#[ts(type = "string")] Decimal),
    /// Whether it is paid; `false` for a tracking number that is not there.
    Flag(bool),
}

/// What the author of an edit saw: the values it touches, and what makes edits on mail, goods and money ask again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Seen {
    /// The touched fields with their values then.
    pub values: Vec<(Field, FieldValue)>,
    /// The native status then.
    pub status: String,
    /// Whether it lay in the bin then.
    pub trashed: bool,
    /// Whether money had come in by then.
    #[serde(default)]
    pub paid: bool,
    /// The order's total then.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Given back by then.
    #[ts(type = "string")]
    pub refunded: Decimal,
}

/// The same field wanted differently here and at the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Conflict {
    /// Which.
    pub field: Field,
    /// As the author saw it.
    pub base: FieldValue,
    /// As the author wants it.
    pub ours: FieldValue,
    /// As the shop has it now.
    pub theirs: FieldValue,
}

impl Seen {
    /// What an author of `edit` sees on `order`.
    #[must_use]
    pub fn of(order: &Order, edit: &Edit) -> Self {
        Self {
            values: edit.touches().into_iter().map(|field| (field.clone(), value(order, &field))).collect(),
            status: order.status.clone(),
            trashed: in_bin(order),
            paid: is_paid(order),
            total: order.totals.total,
            refunded: order.totals.refunded,
        }
    }
}

impl Edit {
    /// The fields it changes. Notes and e-mails change none: they only add.
    #[must_use]
    pub fn touches(&self) -> Vec<Field> {
        match self {
            Self::SetStatus { .. } | Self::ConfirmForCustomer => vec![Field::Status],
            Self::MarkPaid => vec![Field::Paid],
            Self::AddNote { .. } | Self::SendEmail { .. } | Self::PlaceTestOrder { .. } => Vec::new(),
            Self::SetReference { .. } => vec![Field::Reference],
            Self::SetCustomerNote { .. } => vec![Field::CustomerNote],
            Self::SetAddress { side, .. } => vec![Field::Address { side: *side }],
            Self::SetPhone { side, .. } => vec![Field::Phone { side: *side }],
            Self::SetEmail { .. } => vec![Field::Email],
            Self::AddTrack { track } => vec![Field::Track { number: track.number.trim().to_owned() }],
            Self::RemoveTrack { number, .. } => vec![Field::Track { number: number.trim().to_owned() }],
            Self::SetQuantity { line, .. } => vec![Field::Quantity { line: line.clone() }],
            Self::Refund { .. } => vec![Field::Refunded],
            Self::Trash | Self::Restore | Self::Delete => vec![Field::Presence],
        }
    }

    /// The value it wants a field it touches to have; `None` where that is not the edit's to say (a refund adds to what
    /// was refunded, a confirmation leaves the status to the shop).
    #[must_use]
    pub fn wants(&self, field: &Field) -> Option<FieldValue> {
        let text = |text: &String| Some(FieldValue::Text(short(text)));
        match (self, field) {
            (Self::SetStatus { status }, Field::Status) => text(status),
            (Self::MarkPaid, Field::Paid) => Some(FieldValue::Flag(true)),
            (Self::AddTrack { track }, Field::Track { .. }) => text(&track.carrier),
            (Self::RemoveTrack { .. }, Field::Track { .. }) => Some(FieldValue::Flag(false)),
            (Self::SetReference { text: wanted }, Field::Reference)
            | (Self::SetPhone { phone: wanted, .. }, Field::Phone { .. })
            | (Self::SetEmail { email: wanted }, Field::Email) => text(wanted),
            (Self::SetCustomerNote { text }, Field::CustomerNote) => Some(FieldValue::Text(long(text))),
            (Self::SetAddress { address, .. }, Field::Address { .. }) => {
                Some(FieldValue::Address(Box::new(postal(address))))
            }
            (Self::SetQuantity { quantity, .. }, Field::Quantity { .. }) => {
                Some(FieldValue::Number(quantity.normalize()))
            }
            (Self::Trash, Field::Presence) => Some(FieldValue::Text("trashed".to_owned())),
            (Self::Restore, Field::Presence) => Some(FieldValue::Text("there".to_owned())),
            (Self::Delete, Field::Presence) => Some(FieldValue::Text("gone".to_owned())),
            _ => None,
        }
    }
}

/// A field's value on an order.
pub(super) fn value(order: &Order, field: &Field) -> FieldValue {
    let side = |side: &Side| match side {
        Side::Billing => &order.billing,
        Side::Shipping => &order.shipping,
    };
    let text = |text: &str| FieldValue::Text(short(text));
    match field {
        Field::Status => text(&order.status),
        Field::Paid => FieldValue::Flag(order.paid_at.is_some()),
        Field::Presence => text(if in_bin(order) { "trashed" } else { "there" }),
        Field::Address { side: which } => FieldValue::Address(Box::new(postal(side(which)))),
        Field::Phone { side: which } => text(&side(which).phone),
        Field::Email => text(&order.billing.email),
        Field::CustomerNote => FieldValue::Text(long(&order.customer_note)),
        Field::Reference => text(&order.reference),
        Field::Quantity { line } => FieldValue::Number(
            order.lines.iter().find(|l| l.native_id == *line).map_or(Decimal::ZERO, |l| l.quantity).normalize(),
        ),
        Field::Track { number } => order
            .tracks
            .iter()
            .find(|track| track.number.trim() == number)
            .map_or(FieldValue::Flag(false), |track| text(&track.carrier)),
        Field::Refunded => FieldValue::Number(order.totals.refunded.normalize()),
    }
}

/// Whether money came in for an order.
pub(super) fn is_paid(order: &Order) -> bool {
    order.paid_at.is_some() || order.states.paid()
}

/// Whether an order lies in the shop's bin.
pub(super) fn in_bin(order: &Order) -> bool {
    order.states.order == OrderState::Deleted
}
