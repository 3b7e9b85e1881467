//! What a system lets a merchant do, so that nothing else needs to ask which system it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::EditKind;

/// Whether the shop can be told to keep quiet towards the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CustomerNotice {
    /// Chosen per change.
    Choosable,
    /// The shop mails by its own rules and cannot be silenced.
    ShopDecides,
    /// The shop never mails for it.
    Never,
}

/// How a system keeps a kind of document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DocumentSupport {
    /// Not at all.
    #[default]
    None,
    /// One for the whole order.
    Whole,
    /// Several, each for a part of it.
    Partial,
}

/// What a system knows of an order's documents. By default none: everything follows from the status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct DocumentCapabilities {
    /// Invoices.
    pub invoices: DocumentSupport,
    /// Shipments.
    pub shipments: DocumentSupport,
    /// Credit notes; a refund is one.
    pub credit_notes: DocumentSupport,
    /// Invoicing can take the money that the payment provider holds for the order.
    pub capture: bool,
    /// Money can go back through the payment provider, where the payment method can.
    pub credit_online: bool,
    /// Only what is on a paid invoice can be credited, and online only against an invoice whose money was taken online.
    pub credit_needs_paid_invoice: bool,
    /// What is invoiced can no longer be cancelled: cancelling calls off the rest alone.
    pub invoice_is_final: bool,
}

/// A system's abilities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Capabilities {
    /// Orders can be read over an interface (else they are imported).
    pub pull: bool,
    /// A list of what changed since a moment exists.
    pub change_feed: bool,
    /// Deleted orders sit in a bin that can be listed.
    pub trash: bool,
    /// Notes are read one order at a time and have no feed.
    pub notes_per_order: bool,
    /// Refunds have a list of their own over all orders.
    pub refund_feed: bool,
    /// Products can be read.
    pub products: bool,
    /// Changes can be written over the interface (else the merchant carries them out by hand).
    pub write: bool,
    /// The edits the interface carries out.
    pub edits: Vec<EditKind>,
    /// Status codes for which the shop mails the customer by its own rules.
    pub mailing_statuses: Vec<String>,
    /// Status codes that say that the goods went out.
    pub shipping_statuses: Vec<String>,
    /// The status that puts an order on hold; `None`: it has none, or an edit of its own.
    pub hold_status: Option<String>,
    /// The status that cancels an order.
    pub cancel_status: Option<String>,
    /// What it knows of an order's documents.
    #[serde(default)]
    pub documents: DocumentCapabilities,
    /// What status changes do to the customer's mail box.
    pub status_notice: CustomerNotice,
    /// Most records one page holds.
    pub page_limit: u16,
    /// Seconds after which a lost request is certainly over at the server.
    pub late_effect_s: u16,
}
