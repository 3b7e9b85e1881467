//! All rules asked at once, as a face shows them: what may be done, and beside what may not, why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Cancellation, Case, CreditRoom, InvoiceRoom, OnlineCredit, Refusal, ShipmentRoom, can_cancel, can_credit,
    can_credit_online, can_hold, can_invoice, can_ship, can_unhold,
};

/// Whether something may be done: yes and how much, or no and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Allowed<T> {
    /// It may, within this.
    Yes(T),
    /// It may not.
    No(Refusal),
}

impl<T> From<Result<T, Refusal>> for Allowed<T> {
    fn from(answer: Result<T, Refusal>) -> Self {
        match answer {
            Ok(room) => Self::Yes(room),
            Err(refusal) => Self::No(refusal),
        }
    }
}

/// What may be done to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Allowances {
    /// Invoice.
    pub invoice: Allowed<InvoiceRoom>,
    /// Ship.
    pub ship: Allowed<ShipmentRoom>,
    /// Credit.
    pub credit: Allowed<CreditRoom>,
    /// Credit through the payment provider.
    pub credit_online: Allowed<Vec<OnlineCredit>>,
    /// Cancel.
    pub cancel: Allowed<Cancellation>,
    /// Put on hold.
    pub hold: Allowed<()>,
    /// Take off hold.
    pub unhold: Allowed<()>,
}

impl Allowances {
    /// Asks every rule.
    #[must_use]
    pub fn of(case: &Case<'_>) -> Self {
        Self {
            invoice: can_invoice(case).into(),
            ship: can_ship(case).into(),
            credit: can_credit(case).into(),
            credit_online: can_credit_online(case).into(),
            cancel: can_cancel(case).into(),
            hold: can_hold(case).into(),
            unhold: can_unhold(case).into(),
        }
    }
}
