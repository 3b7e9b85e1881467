//! Credit notes: what was given back. A refund of a system without numbered credit notes is one with fewer facts.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BaseTotals, CreditNoteState, DocumentComment, DocumentLine, DocumentTotals, Taxed};
use crate::{Currency, NativeId, Order, Refund, RefundLine};

/// How the money of a credit note goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Settlement {
    /// Through the payment provider.
    Online,
    /// Not by the shop: the note records that somebody gives it back.
    Recorded,
}

/// A credit note of an order or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreditNote {
    /// The note's identifier at the shop.
    pub native_id: NativeId,
    /// The number that people read; the identifier where the system gives none.
    pub number: String,
    /// When it was issued; an order's own summary of its refunds does not say.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// When the shop last changed it; comments may not move it.
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
    /// Where it stands.
    pub state: CreditNoteState,
    /// How its money goes back, where known.
    pub settlement: Option<Settlement>,
    /// The invoice it credits, where the shop says.
    pub invoice: Option<NativeId>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The order's currency.
    pub currency: Currency,
    /// What is credited; empty where only an amount was. Rows of composed products come as the shop sends them.
    pub lines: Vec<DocumentLine>,
    /// Sums in the order's currency.
    pub totals: DocumentTotals,
    /// Sums in the shop's base currency.
    pub base: Option<BaseTotals>,
    /// The payment provider's reference of the money given back; may be empty.
    #[serde(default)]
    pub transaction_id: String,
    /// Whether the customer was mailed about it, where the shop says.
    #[serde(default)]
    pub emailed: Option<bool>,
    /// Comments, oldest first.
    #[serde(default)]
    pub comments: Vec<DocumentComment>,
}

impl CreditNote {
    /// The credit note that a refund of `order` is. A refund is final the moment it exists; what its amount holds beyond its lines
    /// (shipping, fees, a sum agreed on: the refund does not say which) stays unexplained.
    #[must_use]
    pub fn from_refund(refund: &Refund, order: &Order) -> Self {
        let lines: Vec<DocumentLine> = refund.lines.iter().map(line).collect();
        let sum = |of: fn(&Taxed) -> Decimal| {
            lines.iter().map(|line| of(&line.amount)).fold(Decimal::ZERO, Decimal::saturating_add)
        };
        let (goods, tax) = (sum(|amount| amount.net), sum(|amount| amount.tax));
        let rest = refund.amount.saturating_sub(goods).saturating_sub(tax);
        let totals = DocumentTotals {
            goods,
            tax,
            unexplained: rest.max(Decimal::ZERO),
            adjustment_fee: rest.min(Decimal::ZERO).abs(),
            total: refund.amount,
            ..DocumentTotals::default()
        };
        let settlement =
            refund.through_gateway.map(|online| if online { Settlement::Online } else { Settlement::Recorded });
        Self {
            native_id: refund.native_id.clone(),
            number: refund.native_id.0.clone(),
            created_at: refund.created_at,
            modified_at: None,
            state: CreditNoteState::Refunded,
            settlement,
            invoice: None,
            reason: refund.reason.clone(),
            currency: order.currency.clone(),
            lines,
            totals,
            base: None,
            transaction_id: String::new(),
            emailed: None,
            comments: Vec::new(),
        }
    }
}

fn line(refund: &RefundLine) -> DocumentLine {
    DocumentLine {
        line: refund.line.clone(),
        sku: refund.sku.clone(),
        name: refund.name.clone(),
        quantity: refund.quantity,
        amount: Taxed::new(refund.total, refund.tax),
        discount: Decimal::ZERO,
        base: None,
    }
}
