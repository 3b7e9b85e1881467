//! Payment and fulfilment from amounts and quantities: what a status cannot say. A connector's table of statuses gives the fallback,
//! these two have the last word.

use rust_decimal::Decimal;

use super::{Documents, counts_for_shipping, pieces::Pieces};
use crate::{FulfilmentState, Line, PaymentState};

/// What a shop says about an order's money, in the order's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funds {
    /// What the customer owes in all, before anything was given back.
    pub total: Decimal,
    /// What came in; `None` where the shop gives no amount.
    pub paid: Option<Decimal>,
    /// What was given back.
    pub refunded: Decimal,
    /// What the payment provider holds and has not handed over.
    pub authorized: Decimal,
}

/// Where the money stands; `otherwise` where amounts do not tell, as the status has it.
///
/// A provider's review goes before its reservation; what was given back is measured against what came in, else against
/// the total; an order that costs nothing is paid once its status does not say that it was called off or failed.
#[must_use]
pub fn payment_state(funds: &Funds, otherwise: PaymentState) -> PaymentState {
    let paid = funds.paid.unwrap_or_default();
    if funds.refunded > Decimal::ZERO {
        let whole = funds.refunded >= funds.paid.unwrap_or(funds.total);
        return if whole { PaymentState::Refunded } else { PaymentState::PartRefunded };
    }
    if paid > Decimal::ZERO {
        return if paid >= funds.total { PaymentState::Paid } else { PaymentState::PartPaid };
    }
    match otherwise {
        PaymentState::Review | PaymentState::Voided | PaymentState::Failed | PaymentState::Refunded => otherwise,
        _ if funds.authorized > Decimal::ZERO => PaymentState::Authorized,
        _ if funds.paid.is_some() && funds.total <= Decimal::ZERO => PaymentState::Paid,
        _ => otherwise,
    }
}

/// Where the goods stand, by the shop's own counts on the lines and the shipments read; `otherwise` where they do not tell, as
/// the status has it. Only rows that are shipped count; what was called off or credited unsent needs not go any more.
#[must_use]
pub fn fulfilment_state(lines: &[Line], documents: &Documents, otherwise: FulfilmentState) -> FulfilmentState {
    if !lines.is_empty() && !lines.iter().any(|line| counts_for_shipping(line, lines)) {
        return FulfilmentState::NotRequired;
    }
    let (mut sent, mut left) = (false, false);
    for line in lines.iter().filter(|line| counts_for_shipping(line, lines)) {
        let pieces = Pieces::of(line, documents);
        sent |= pieces.shipped > Decimal::ZERO;
        left |= pieces.to_ship(line.quantity) > Decimal::ZERO;
    }
    match (sent, left, otherwise) {
        (false, ..) => otherwise,
        (true, false, FulfilmentState::Delivered | FulfilmentState::Returned) => otherwise,
        (true, true, _) => FulfilmentState::Partial,
        (true, false, _) => FulfilmentState::Shipped,
    }
}
