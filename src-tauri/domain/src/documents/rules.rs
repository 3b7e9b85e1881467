//! What may be done to an order now, how much of it, and why not.
//!
//! A system that invoices runs its orders on rails: one on hold or in review stands still until it is let go, and what has
//! ended takes no further document (Magento). A system without invoices leaves the course to its merchant; there the
//! rules only keep from what makes no sense. What is allowed here the shop may still refuse; what is refused here it
//! would refuse, or worse, do in part (Magento ships fewer pieces than asked for without a word).

use rust_decimal::Decimal;

use super::{
    Cancellation, CreditNote, CreditRoom, Documents, Invoice, InvoiceMoney, InvoiceRoom, InvoiceState, Left,
    LineProgress, LineQuantity, LineValue, OnlineCredit, Progress, Refusal, ShipmentRoom, pieces::rest,
};
use crate::{Capabilities, DocumentSupport, Order, OrderState, PaymentState};

/// An order with all that the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The order as it is shown.
    pub order: &'a Order,
    /// Its documents; where the system keeps none apart, [`Documents::of_refunds`].
    pub documents: &'a Documents,
    /// What its system can.
    pub capabilities: &'a Capabilities,
}

impl Case<'_> {
    /// What was done and what is left.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress::of(self.order, self.documents, &self.capabilities.documents)
    }

    pub(super) fn invoices(&self) -> bool {
        self.capabilities.documents.invoices != DocumentSupport::None
    }

    /// Not an order yet, or none any more.
    fn is_there(&self) -> Result<(), Refusal> {
        match self.order.states.order {
            OrderState::Draft => Err(Refusal::Draft),
            OrderState::Deleted => Err(Refusal::Deleted),
            _ => Ok(()),
        }
    }

    /// Whether it can be changed: on rails not while it is held.
    fn stands(&self) -> Result<(), Refusal> {
        if self.invoices() { self.moves() } else { self.is_there() }
    }

    /// Held neither by the merchant nor by a check.
    fn moves(&self) -> Result<(), Refusal> {
        self.is_there()?;
        if self.order.states.payment == PaymentState::Review {
            return Err(Refusal::InReview);
        }
        if self.order.states.order == OrderState::OnHold { Err(Refusal::OnHold) } else { Ok(()) }
    }
}

/// Whether the order, or a part, can be invoiced.
///
/// # Errors
/// Why not.
pub fn can_invoice(case: &Case<'_>) -> Result<InvoiceRoom, Refusal> {
    let support = case.capabilities.documents.invoices;
    if support == DocumentSupport::None {
        return Err(Refusal::NotSupported);
    }
    case.moves()?;
    match case.order.states.order {
        OrderState::Cancelled => return Err(Refusal::Cancelled),
        OrderState::Complete | OrderState::Closed => return Err(Refusal::Ended),
        _ => {}
    }
    let progress = case.progress();
    let made = support == DocumentSupport::Whole && case.documents.standing_invoices().next().is_some();
    if made || !progress.any_to_invoice() {
        return Err(Refusal::NothingToInvoice);
    }
    let money = match case.order.states.payment {
        PaymentState::Authorized if case.capabilities.documents.capture => InvoiceMoney::Captures,
        PaymentState::Paid | PaymentState::PartRefunded | PaymentState::Refunded => InvoiceMoney::Paid,
        _ => InvoiceMoney::Records,
    };
    let lines = valued(&progress, |line| line.to_invoice);
    Ok(InvoiceRoom { lines, amount: progress.money_to_invoice, partial: support == DocumentSupport::Partial, money })
}

/// Whether the order, or a part, can be shipped with a document of the system's.
///
/// # Errors
/// Why not.
pub fn can_ship(case: &Case<'_>) -> Result<ShipmentRoom, Refusal> {
    let support = case.capabilities.documents.shipments;
    if support == DocumentSupport::None {
        return Err(Refusal::NotSupported);
    }
    case.moves()?;
    match case.order.states.order {
        OrderState::Cancelled => return Err(Refusal::Cancelled),
        OrderState::Closed => return Err(Refusal::Ended),
        _ => {}
    }
    let made = support == DocumentSupport::Whole && case.documents.sent().next().is_some();
    let lines = to_ship(&case.progress())?;
    if made {
        Err(Refusal::NothingToShip)
    } else {
        Ok(ShipmentRoom { lines, partial: support == DocumentSupport::Partial })
    }
}

/// What is left to ship, whether or not the system keeps shipments.
pub(super) fn to_ship(progress: &Progress) -> Result<Vec<LineQuantity>, Refusal> {
    if !progress.needs_shipment() {
        return Err(Refusal::NoGoods);
    }
    let left = progress.lines.iter().filter(|line| line.to_ship > Decimal::ZERO);
    let lines: Vec<LineQuantity> =
        left.map(|line| LineQuantity { line: line.line.clone(), quantity: line.to_ship }).collect();
    if lines.is_empty() { Err(Refusal::NothingToShip) } else { Ok(lines) }
}

/// Whether something can be credited, and how much at most.
///
/// # Errors
/// Why not.
pub fn can_credit(case: &Case<'_>) -> Result<CreditRoom, Refusal> {
    if case.capabilities.documents.credit_notes == DocumentSupport::None {
        return Err(Refusal::NotSupported);
    }
    case.stands()?;
    let progress = case.progress();
    if progress.money_to_credit <= Decimal::ZERO {
        let paid = progress.paid > Decimal::ZERO;
        return Err(if paid { Refusal::NothingToCredit } else { Refusal::NotPaid });
    }
    Ok(CreditRoom {
        lines: valued(&progress, |line| line.to_credit),
        shipping: progress.shipping_to_credit,
        most: progress.money_to_credit,
    })
}

/// How much can go back through the payment provider, by invoice where the system credits invoices.
///
/// # Errors
/// Why not.
pub fn can_credit_online(case: &Case<'_>) -> Result<Vec<OnlineCredit>, Refusal> {
    let room = can_credit(case)?;
    if !case.capabilities.documents.credit_online {
        return Err(Refusal::NotOnline);
    }
    let taken = |reference: &str| !reference.trim().is_empty();
    if !case.capabilities.documents.credit_needs_paid_invoice {
        let whole = OnlineCredit { invoice: None, most: room.most };
        return if taken(&case.order.transaction_id) { Ok(vec![whole]) } else { Err(Refusal::NotOnline) };
    }
    let paid = case.documents.invoices.iter().filter(|invoice| invoice.state == InvoiceState::Paid);
    let online: Vec<OnlineCredit> = paid
        .filter(|invoice| taken(&invoice.transaction_id))
        .map(|invoice| OnlineCredit {
            invoice: Some(invoice.native_id.clone()),
            most: left_of(invoice, case.documents).min(room.most),
        })
        .filter(|credit| credit.most > Decimal::ZERO)
        .collect();
    if online.is_empty() { Err(Refusal::NotOnline) } else { Ok(online) }
}

/// What no credit note gave back of an invoice yet. A note that names no invoice may have drawn on this one, but need not.
fn left_of(invoice: &Invoice, documents: &Documents) -> Decimal {
    let of_it = |note: &&CreditNote| note.invoice.as_ref() == Some(&invoice.native_id);
    let notes = documents.standing_credit_notes().filter(of_it).map(|note| note.totals.total);
    rest(invoice.totals.total, notes.fold(Decimal::ZERO, Decimal::saturating_add))
}

/// Whether the order can be cancelled.
///
/// # Errors
/// Why not.
pub fn can_cancel(case: &Case<'_>) -> Result<Cancellation, Refusal> {
    if case.capabilities.cancel_status.is_none() {
        return Err(Refusal::NotSupported);
    }
    case.stands()?;
    match case.order.states.order {
        OrderState::Cancelled => return Err(Refusal::Cancelled),
        OrderState::Complete | OrderState::Closed => return Err(Refusal::Ended),
        _ => {}
    }
    if !case.capabilities.documents.invoice_is_final {
        return Ok(Cancellation { rest_only: false });
    }
    let progress = case.progress();
    let any = progress.lines.iter().any(|line| line.counts_for_money && line.invoiced > Decimal::ZERO);
    if any && !progress.any_to_invoice() { Err(Refusal::AllInvoiced) } else { Ok(Cancellation { rest_only: any }) }
}

/// Whether the order can be put on hold.
///
/// # Errors
/// Why not.
pub fn can_hold(case: &Case<'_>) -> Result<(), Refusal> {
    if case.capabilities.hold_status.is_none() {
        return Err(Refusal::NotSupported);
    }
    match (case.moves(), case.order.states.order) {
        (Err(Refusal::OnHold), _) => Err(Refusal::AlreadyOnHold),
        (Err(refusal), _) => Err(refusal),
        (Ok(()), OrderState::Cancelled) => Err(Refusal::Cancelled),
        (Ok(()), OrderState::Complete | OrderState::Closed) => Err(Refusal::Ended),
        (Ok(()), _) => Ok(()),
    }
}

/// Whether the order can be taken off hold.
///
/// # Errors
/// Why not.
pub fn can_unhold(case: &Case<'_>) -> Result<(), Refusal> {
    if case.capabilities.hold_status.is_none() {
        return Err(Refusal::NotSupported);
    }
    match case.moves() {
        Err(Refusal::OnHold) => Ok(()),
        Err(refusal) => Err(refusal),
        Ok(()) => Err(Refusal::NotOnHold),
    }
}

fn valued(progress: &Progress, left: impl Fn(&LineProgress) -> Left) -> Vec<LineValue> {
    let lines = progress.lines.iter().map(|line| (&line.line, left(line)));
    let some = lines.filter(|(_, left)| left.quantity > Decimal::ZERO);
    some.map(|(line, left)| LineValue { line: line.clone(), quantity: left.quantity, amount: left.amount }).collect()
}
