//! The documents of an order, the same for every system: invoices, shipments, credit notes.
//!
//! An order is provisional until it is invoiced. It can have several of each document, each for a part of it; what is
//! left to do is never stored but derived from the order's lines and its documents ([`Progress`]). What a system has no
//! document for is told by [`crate::DocumentCapabilities`] and follows from the order's states instead.
//!
//! [`LineStructure`] says on which row of a composed product pieces and money count, [`can_invoice`] and its neighbours
//! what may be done and why not, [`next_step`] what to do first.

mod allowed;
mod amounts;
mod credit_note;
mod invoice;
mod next;
mod pieces;
mod progress;
mod refusal;
mod room;
mod rules;
mod shipment;
mod standing;
mod state;
mod structure;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
mod tests;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use allowed::{Allowances, Allowed};
pub use amounts::{BaseTotals, DocumentComment, DocumentLine, DocumentTotals, Taxed};
pub use credit_note::{CreditNote, Settlement};
pub use invoice::Invoice;
pub use next::{CreditPreset, Idle, NextStep, next_step};
pub use progress::{Left, LineProgress, Progress};
pub use refusal::Refusal;
pub use room::{
    Cancellation, CreditRoom, InvoiceMoney, InvoiceRoom, LineQuantity, LineValue, OnlineCredit, ShipmentRoom,
};
pub use rules::{Case, can_cancel, can_credit, can_credit_online, can_hold, can_invoice, can_ship, can_unhold};
pub use shipment::{Shipment, ShipmentLine, ShipmentTrack};
pub use standing::{Funds, fulfilment_state, payment_state};
pub use state::{CreditNoteState, InvoiceState, ShipmentState};
pub(crate) use structure::counts_as_pieces;
pub use structure::{LineCounts, LineKind, LineStructure, counts_for_money, counts_for_shipping};

use crate::{Order, Track};

/// All documents of one order, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Documents {
    /// Invoices.
    pub invoices: Vec<Invoice>,
    /// Shipments.
    pub shipments: Vec<Shipment>,
    /// Credit notes.
    pub credit_notes: Vec<CreditNote>,
}

impl Documents {
    /// The documents that a system keeps inside the order itself: its refunds are its credit notes.
    #[must_use]
    pub fn of_refunds(order: &Order) -> Self {
        let credit_notes = order.refunds.iter().map(|refund| CreditNote::from_refund(refund, order)).collect();
        Self { credit_notes, ..Self::default() }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.invoices.is_empty() && self.shipments.is_empty() && self.credit_notes.is_empty()
    }

    /// The tracking entries of all parcels that count.
    pub fn tracks(&self) -> impl Iterator<Item = &Track> {
        self.sent().flat_map(|shipment| shipment.tracks.iter().map(|entry| &entry.track))
    }

    /// Invoices that were not cancelled. One in an unknown state counts: it is not invoiced a second time.
    pub fn standing_invoices(&self) -> impl Iterator<Item = &Invoice> {
        self.invoices.iter().filter(|invoice| invoice.state != InvoiceState::Cancelled)
    }

    /// Shipments whose goods went out, as far as is known: neither prepared only nor cancelled.
    pub fn sent(&self) -> impl Iterator<Item = &Shipment> {
        self.shipments
            .iter()
            .filter(|shipment| !matches!(shipment.state, ShipmentState::Prepared | ShipmentState::Cancelled))
    }

    /// Credit notes that were not cancelled.
    pub fn standing_credit_notes(&self) -> impl Iterator<Item = &CreditNote> {
        self.credit_notes.iter().filter(|note| note.state != CreditNoteState::Cancelled)
    }
}
