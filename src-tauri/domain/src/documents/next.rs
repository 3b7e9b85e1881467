//! The one thing to do next with an order, with its quantities filled in.
//!
//! The order of steps is the trade's: take the money, send the goods, give back what came back. Where a part was invoiced,
//! that part is sent before the rest is invoiced.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Case, CreditRoom, InvoiceMoney, LineProgress, LineQuantity, LineValue, Progress, Taxed, can_credit, can_invoice,
    can_ship, rules::to_ship,
};
use crate::{DocumentSupport, FulfilmentState, Order, OrderState, PaymentState};

/// Why nothing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Idle {
    /// Everything is done.
    Done,
    /// The customer has not paid, or the provider has not said so yet.
    AwaitsPayment,
    /// The payment failed: the customer may try again.
    PaymentFailed,
    /// The customer is to confirm the order.
    AwaitsCustomer,
    /// The merchant holds it.
    OnHold,
    /// The payment provider examines it.
    InReview,
    /// It was cancelled.
    Cancelled,
    /// It is not an order yet.
    Draft,
    /// It lies in the bin.
    Deleted,
}

impl Idle {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Done,
        Self::AwaitsPayment,
        Self::PaymentFailed,
        Self::AwaitsCustomer,
        Self::OnHold,
        Self::InReview,
        Self::Cancelled,
        Self::Draft,
        Self::Deleted,
    ];

    /// Its code in `--json` and catalogues of words (`next-idle-<code>` with dashes for underscores).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::AwaitsPayment => "awaits_payment",
            Self::PaymentFailed => "payment_failed",
            Self::AwaitsCustomer => "awaits_customer",
            Self::OnHold => "on_hold",
            Self::InReview => "in_review",
            Self::Cancelled => "cancelled",
            Self::Draft => "draft",
            Self::Deleted => "deleted",
        }
    }
}

/// A credit note of all that is left, to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreditPreset {
    /// Pieces by line.
    pub lines: Vec<LineValue>,
    /// Shipping.
    pub shipping: Taxed,
    /// Besides lines and shipping, so that nothing is left: what fees and roundings came to.
    #[ts(type = "string")]
    pub adjustment_refund: Decimal,
    /// Kept back, where lines and shipping come to more than is left.
    #[ts(type = "string")]
    pub adjustment_fee: Decimal,
    /// What goes back in all: all that is left.
    #[ts(type = "string")]
    pub amount: Decimal,
}

impl CreditPreset {
    /// All that is left.
    #[must_use]
    pub fn all(room: CreditRoom) -> Self {
        let lines = room.lines.iter().map(|line| line.amount.gross());
        let described = lines.fold(room.shipping.gross(), Decimal::saturating_add);
        let over = room.most.saturating_sub(described);
        Self {
            lines: room.lines,
            shipping: room.shipping,
            adjustment_refund: over.max(Decimal::ZERO),
            adjustment_fee: over.min(Decimal::ZERO).abs(),
            amount: room.most,
        }
    }
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "step")]
#[ts(export)]
pub enum NextStep {
    /// Invoice what is left.
    Invoice {
        /// Pieces by line.
        lines: Vec<LineValue>,
        /// What it comes to, shipping and tax included.
        #[ts(type = "string")]
        amount: Decimal,
        /// What becomes of the money.
        money: InvoiceMoney,
    },
    /// Pack and send.
    Ship {
        /// Pieces by line.
        lines: Vec<LineQuantity>,
        /// Whether the system keeps a shipment of it; otherwise its status says that it went out.
        recorded: bool,
    },
    /// Give back what is left: the goods came back, or the order was cancelled with its money in.
    Credit {
        /// All that is left.
        credit: CreditPreset,
    },
    /// Nothing, or nothing yet.
    Nothing {
        /// Why.
        reason: Idle,
    },
}

/// The next thing to do with an order.
#[must_use]
pub fn next_step(case: &Case<'_>) -> NextStep {
    if let Some(reason) = stands_still(case.order) {
        return NextStep::Nothing { reason };
    }
    let order = case.order.states;
    let called_off = order.order == OrderState::Cancelled;
    let paid = matches!(order.payment, PaymentState::Paid | PaymentState::PartPaid | PaymentState::PartRefunded);
    let came_back = called_off || order.fulfilment == FulfilmentState::Returned;
    if paid
        && came_back
        && let Ok(room) = can_credit(case)
    {
        return NextStep::Credit { credit: CreditPreset::all(room) };
    }
    if called_off {
        return NextStep::Nothing { reason: Idle::Cancelled };
    }
    if order.order == OrderState::Closed {
        return NextStep::Nothing { reason: Idle::Done };
    }
    go_on(case).unwrap_or(NextStep::Nothing { reason: waits_or_done(case) })
}

/// Why an order waits, whatever is left to do.
const fn stands_still(order: &Order) -> Option<Idle> {
    match (order.states.order, order.states.payment) {
        (OrderState::Draft, _) => Some(Idle::Draft),
        (OrderState::Deleted, _) => Some(Idle::Deleted),
        (OrderState::Cancelled | OrderState::Closed, _) => None,
        (_, PaymentState::Review) => Some(Idle::InReview),
        (OrderState::OnHold, _) => Some(Idle::OnHold),
        (OrderState::AwaitingCustomer, _) => Some(Idle::AwaitsCustomer),
        (_, PaymentState::Failed) => Some(Idle::PaymentFailed),
        (_, PaymentState::Pending) => Some(Idle::AwaitsPayment),
        _ => None,
    }
}

fn go_on(case: &Case<'_>) -> Option<NextStep> {
    let recorded = case.capabilities.documents.shipments != DocumentSupport::None;
    let ship = |lines: Vec<LineQuantity>| NextStep::Ship { lines, recorded };
    let progress = case.progress();
    if !case.invoices() {
        let lines = if recorded { can_ship(case).ok()?.lines } else { to_ship(&progress).ok()? };
        return case.order.states.to_pack().then(|| ship(lines));
    }
    let ready: Vec<LineQuantity> =
        can_ship(case).map(|room| invoiced_of(room.lines, &progress, case.order)).unwrap_or_default();
    if !ready.is_empty() {
        return Some(ship(ready));
    }
    if let Ok(room) = can_invoice(case) {
        return Some(NextStep::Invoice { lines: room.lines, amount: room.amount, money: room.money });
    }
    can_ship(case).ok().map(|room| ship(room.lines))
}

/// Of what is left to ship, the pieces that are invoiced.
fn invoiced_of(left: Vec<LineQuantity>, progress: &Progress, order: &Order) -> Vec<LineQuantity> {
    let ready = left.into_iter().filter_map(|left| {
        let line = progress.line(&left.line)?;
        let gone = line.shipped.max(line.credited);
        let quantity = invoiced_pieces(line, progress, order).saturating_sub(gone).min(left.quantity);
        (quantity > Decimal::ZERO).then_some(LineQuantity { quantity, ..left })
    });
    ready.collect()
}

/// Pieces of a line that are invoiced, on whichever row they are: of a part, as many as of its whole; of a whole, as many as
/// all its parts allow.
fn invoiced_pieces(line: &LineProgress, progress: &Progress, order: &Order) -> Decimal {
    if line.counts_for_money {
        return line.invoiced;
    }
    let parent = order.lines.iter().find(|there| there.native_id == line.line);
    let parent = parent.and_then(|there| there.structure.parent.as_ref()).and_then(|whole| progress.line(whole));
    if let Some(whole) = parent {
        return times(line.ordered, whole.invoiced, whole.ordered);
    }
    let parts = order.lines.iter().filter(|part| part.structure.parent.as_ref() == Some(&line.line));
    let parts = parts.filter_map(|part| progress.line(&part.native_id));
    parts.map(|part| times(line.ordered, part.invoiced, part.ordered)).min().unwrap_or_default()
}

/// `part` of `whole`, taken of `pieces`, in whole pieces.
fn times(pieces: Decimal, part: Decimal, whole: Decimal) -> Decimal {
    if part >= whole {
        return pieces;
    }
    pieces.checked_mul(part).and_then(|pieces| pieces.checked_div(whole)).unwrap_or_default().floor()
}

const fn waits_or_done(case: &Case<'_>) -> Idle {
    if case.order.states.awaiting_payment() { Idle::AwaitsPayment } else { Idle::Done }
}
