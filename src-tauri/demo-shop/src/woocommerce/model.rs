//! An order as the simulated shop keeps it: the order with its lines, refunds and notes is one aggregate, written as one line of
//! the state file, so that no write is ever half there.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{amount::Amount, people::Address};

use super::status::Status;

/// One order with everything that belongs to it. Times are UTC seconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the shop system's own field names
pub struct Order {
    pub id: u64,
    pub status: Status,
    pub currency: String,
    pub created: i64,
    pub modified: i64,
    pub completed: Option<i64>,
    pub paid: Option<i64>,
    pub totals: Totals,
    pub customer_id: u64,
    pub order_key: String,
    pub billing: Address,
    pub shipping: Address,
    pub payment_method: String,
    pub payment_method_title: String,
    pub transaction_id: String,
    pub ip: String,
    pub agent: String,
    pub created_via: String,
    pub customer_note: String,
    pub meta: Vec<Meta>,
    pub lines: Vec<Line>,
    pub tax_lines: Vec<TaxLine>,
    pub shipping_lines: Vec<ShippingLine>,
    pub fee_lines: Vec<FeeLine>,
    pub coupon_lines: Vec<CouponLine>,
    pub refunds: Vec<Refund>,
    pub notes: Vec<Note>,
    #[serde(default)]
    pub fulfillments: Vec<Fulfillment>,
    /// The lines were taken from stock.
    pub stock_reduced: bool,
}

/// An order's sums, as stored: they move only when the shop recalculates.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Totals {
    pub discount: Amount,
    pub discount_tax: Amount,
    pub shipping: Amount,
    pub shipping_tax: Amount,
    pub cart_tax: Amount,
    pub total: Amount,
}

/// A row of metadata; its value may be any JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Meta {
    pub id: u64,
    pub key: String,
    pub value: Value,
}

/// A product sold. Amounts are without tax.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Line {
    pub id: u64,
    pub name: String,
    pub product_id: u64,
    pub variation_id: u64,
    pub quantity: i64,
    pub tax_class: String,
    pub subtotal: Amount,
    pub subtotal_tax: Amount,
    pub total: Amount,
    pub total_tax: Amount,
    /// The tax rate's id, `None` where no tax applies.
    pub rate_id: Option<u64>,
    pub meta: Vec<Meta>,
    pub sku: String,
    pub image: Image,
    pub parent_name: Option<String>,
}

/// A line's picture. The shop gives a plain product without one the id `""`, a variation the id 0.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Image {
    pub id: Value,
    /// Path below the site; empty without a picture.
    pub src: String,
}

/// The tax of one rate over the whole order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct TaxLine {
    pub id: u64,
    pub rate_id: u64,
    pub tax_total: Amount,
    pub shipping_tax_total: Amount,
}

/// How the order is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShippingLine {
    pub id: u64,
    pub method_title: String,
    pub method_id: String,
    pub instance_id: String,
    pub total: Amount,
    pub total_tax: Amount,
    pub rate_id: Option<u64>,
    pub meta: Vec<Meta>,
}

/// A surcharge.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FeeLine {
    pub id: u64,
    pub name: String,
    pub total: Amount,
    pub total_tax: Amount,
    pub rate_id: Option<u64>,
    pub meta: Vec<Meta>,
}

/// A coupon used. `percent` is what it takes off.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CouponLine {
    pub id: u64,
    pub code: String,
    pub discount: Amount,
    pub discount_tax: Amount,
    pub percent: i64,
    pub meta_id: u64,
}

/// Money given back, or recorded as given back. Amounts are positive here and negative in the answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Refund {
    pub id: u64,
    pub created: i64,
    pub amount: Amount,
    pub reason: String,
    pub refunded_by: u64,
    /// The payment provider gave the money back.
    pub refunded_payment: bool,
    pub meta: Vec<Meta>,
    pub lines: Vec<RefundLine>,
}

/// Part of an order's line given back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RefundLine {
    pub id: u64,
    /// The order's line (product, shipping or fee).
    pub item_id: u64,
    pub meta_id: u64,
    pub quantity: i64,
    pub total: Amount,
    pub total_tax: Amount,
}

/// Pieces that went out together, or will.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Fulfillment {
    pub id: u64,
    pub status: String,
    pub is_fulfilled: bool,
    pub updated: i64,
    /// Deleted ones stay, marked.
    pub deleted: Option<i64>,
    /// Pieces, tracking number, carrier.
    pub meta: Vec<Meta>,
}

/// A note on the order; HTML.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Note {
    pub id: u64,
    pub author: String,
    pub created: i64,
    pub text: String,
    /// Shown and mailed to the customer.
    pub to_customer: bool,
}

impl Order {
    /// All tax.
    pub fn total_tax(&self) -> Amount {
        self.totals.cart_tax + self.totals.shipping_tax
    }

    /// Given back so far.
    pub fn refunded(&self) -> Amount {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    /// The shop lets its admin edit the lines.
    pub fn is_editable(&self) -> bool {
        matches!(self.status, Status::Pending | Status::OnHold | Status::AutoDraft)
    }

    /// Waits for money.
    pub fn needs_payment(&self) -> bool {
        matches!(self.status, Status::Pending | Status::Failed | Status::CheckoutDraft)
            && self.totals.total > Amount::ZERO
    }

    /// Something in it must be packed.
    pub fn needs_processing(&self) -> bool {
        !self.lines.is_empty()
    }
}
