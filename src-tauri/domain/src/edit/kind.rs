//! The edits themselves.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Address, NativeId, Track};

/// An edit's number in the outbox; never reused on one installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "number")]
pub struct EditId(pub i64);

/// The mark by which an edit's effect is found again at the shop: unique over all installations, 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct EditKey(pub String);

impl EditKey {
    /// The mark as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which of an order's two addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Side {
    /// Who pays.
    Billing,
    /// Where it goes.
    Shipping,
}

/// Whether the customer is to be told of an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Notice {
    /// Yes.
    Tell,
    /// No.
    Quiet,
    /// As the shop decides by its own rules.
    #[default]
    ShopDecides,
}

/// Pieces of one order line to be given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RefundPiece {
    /// The order line.
    pub line: NativeId,
    /// Pieces, positive; zero gives back an amount without pieces.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// Amount without tax, positive.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Its tax, positive.
    #[ts(type = "string")]
    pub tax: Decimal,
}

/// A refund as it is wanted. Amounts are in the order's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RefundDraft {
    /// All that is given back, tax included, positive: pieces, shipping and whatever else.
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Pieces by line; empty where only an amount is given back.
    pub pieces: Vec<RefundPiece>,
    /// Of the amount, shipping without tax.
    #[ts(type = "string")]
    pub shipping: Decimal,
    /// Tax on that shipping.
    #[ts(type = "string")]
    pub shipping_tax: Decimal,
    /// Why; the customer may see it.
    pub reason: String,
    /// Send the money back through the payment provider; otherwise it is a record only.
    pub through_gateway: bool,
    /// Put the pieces back into stock.
    pub restock: bool,
}

macro_rules! edits {
    ($($(#[$meta:meta])* $variant:ident $({ $($(#[$fmeta:meta])* $field:ident : $ty:ty),+ $(,)? })? = $code:literal;)+) => {
        /// What is wanted of an order.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case", tag = "kind")]
        #[ts(export)]
        pub enum Edit { $($(#[$meta])* $variant $({ $($(#[$fmeta])* $field: $ty),+ })?),+ }

        /// An edit's kind alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum EditKind { $($(#[$meta])* $variant),+ }

        impl EditKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its code in storage, `--json` and catalogues of words.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }

            /// The kind of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> { match code { $($code => Some(Self::$variant),)+ _ => None } }
        }

        impl Edit {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> EditKind { match self { $(Self::$variant { .. } => EditKind::$variant),+ } }
        }
    };
}

edits! {
    /// Give it this status, one of the shop's own.
    SetStatus {
        /// Native code.
        status: String,
    } = "set_status";
    /// Record that it was paid; the shop moves the status by its own rule.
    MarkPaid = "mark_paid";
    /// Confirm it on the customer's behalf.
    ConfirmForCustomer = "confirm_for_customer";
    /// A note for the merchant's own eyes, or a message that the shop mails to the customer.
    AddNote {
        /// Plain text.
        text: String,
        /// Mailed to the customer and shown in the account there.
        to_customer: bool,
    } = "add_note";
    /// The merchant's own reference field; empty clears it.
    SetReference {
        /// New text.
        text: String,
    } = "set_reference";
    /// What the customer wrote; empty clears it.
    SetCustomerNote {
        /// New text.
        text: String,
    } = "set_customer_note";
    /// A postal address, name to country: one field. Its phone and e-mail are not looked at.
    SetAddress {
        /// Which one.
        side: Side,
        /// As it shall be.
        address: Address,
    } = "set_address";
    /// A phone number; empty clears it.
    SetPhone {
        /// Of which address.
        side: Side,
        /// As it shall be.
        phone: String,
    } = "set_phone";
    /// The customer's e-mail address.
    SetEmail {
        /// As it shall be.
        email: String,
    } = "set_email";
    /// A parcel's tracking entry.
    AddTrack {
        /// Carrier, number, link, date.
        track: Track,
    } = "add_track";
    /// Takes a tracking entry away.
    RemoveTrack {
        /// Its carrier as shown.
        carrier: String,
        /// Its number.
        number: String,
    } = "remove_track";
    /// Pieces of a line; zero takes the line out. Its amounts are scaled with it.
    SetQuantity {
        /// The line.
        line: NativeId,
        /// Pieces.
        #[ts(type = "string")]
        quantity: Decimal,
    } = "set_quantity";
    /// Money given back.
    Refund {
        /// How much, of what, how.
        refund: RefundDraft,
    } = "refund";
    /// One of the shop's own e-mails, sent again.
    SendEmail {
        /// The template's code at the shop.
        template: String,
    } = "send_email";
    /// Into the bin.
    Trash = "trash";
    /// Out of the bin, with the status it had.
    Restore = "restore";
    /// Deleted for good.
    Delete = "delete";
    /// A test order in the merchant's own shop, to hear the bell and print a slip. Belongs to no order until it is made.
    PlaceTestOrder {
        /// The product to order.
        product: Option<NativeId>,
    } = "place_test_order";
}
