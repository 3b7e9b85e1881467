//! Invoices: what makes an order final and, where the shop can, takes the money.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BaseTotals, DocumentComment, DocumentLine, DocumentTotals, InvoiceState};
use crate::{Currency, NativeId};

/// An invoice of an order or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Invoice {
    /// The invoice's identifier at the shop.
    pub native_id: NativeId,
    /// The number that people read.
    pub number: String,
    /// When it was issued.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When the shop last changed it; comments may not move it.
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
    /// Where it stands.
    pub state: InvoiceState,
    /// The order's currency.
    pub currency: Currency,
    /// What is invoiced. Rows of composed products come as the shop sends them, wholes and parts.
    pub lines: Vec<DocumentLine>,
    /// Sums in the order's currency.
    pub totals: DocumentTotals,
    /// Sums in the shop's base currency.
    pub base: Option<BaseTotals>,
    /// The payment provider's reference of the money taken by it; empty where none was taken online. Only an invoice that has one
    /// can be credited online.
    #[serde(default)]
    pub transaction_id: String,
    /// Whether the customer was mailed about it, where the shop says.
    #[serde(default)]
    pub emailed: Option<bool>,
    /// Comments, oldest first.
    #[serde(default)]
    pub comments: Vec<DocumentComment>,
}
