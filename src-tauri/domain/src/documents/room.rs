//! How much may be done: what the rules answer where they say yes.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Taxed;
use crate::NativeId;

/// Pieces of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineQuantity {
    /// The order's line.
    pub line: NativeId,
    /// Pieces, positive.
    #[ts(type = "string")]
    pub quantity: Decimal,
}

/// Pieces of a line and what they are worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineValue {
    /// The order's line.
    pub line: NativeId,
    /// Pieces, positive.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// All of them together.
    pub amount: Taxed,
}

/// What becomes of the money when an invoice is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum InvoiceMoney {
    /// The payment provider holds it and can be told to hand it over.
    Captures,
    /// The shop records that it came in.
    Records,
    /// It came in before.
    Paid,
}

/// What an invoice can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceRoom {
    /// Everything left, line by line. Where the system makes one invoice for the whole order these are its lines.
    pub lines: Vec<LineValue>,
    /// What an invoice of everything left comes to, shipping and tax included.
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Whether a part can be invoiced.
    pub partial: bool,
    /// What becomes of the money.
    pub money: InvoiceMoney,
}

/// What a shipment can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShipmentRoom {
    /// Everything left, line by line.
    pub lines: Vec<LineQuantity>,
    /// Whether a part can be shipped.
    pub partial: bool,
}

/// What a credit note can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CreditRoom {
    /// Pieces left, line by line.
    pub lines: Vec<LineValue>,
    /// Shipping left.
    pub shipping: Taxed,
    /// Most that can be given back in all, whatever the parts come to.
    #[ts(type = "string")]
    pub most: Decimal,
}

/// Money that can go back through the payment provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OnlineCredit {
    /// The invoice whose money it is; none where the system credits the order.
    pub invoice: Option<NativeId>,
    /// Most that can go back.
    #[ts(type = "string")]
    pub most: Decimal,
}

/// What cancelling does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Cancellation {
    /// A part is invoiced and stays: only the rest is called off.
    pub rest_only: bool,
}
