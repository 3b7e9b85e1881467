//! What the shop keeps of an order. Split as the database splits it, because the dates depend on that: an order's `updated_at` moves
//! when a column of its own row changes ([`Columns`]) and never for what lies in other tables (comments, tracks, addresses, documents).

use serde::{Deserialize, Serialize};

use crate::amount::Amount;

use super::{pair::Pair, status::State};

/// An order with everything that hangs on it. Times are UTC seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Order {
    pub id: u64,
    pub increment: String,
    pub created: i64,
    pub updated: i64,
    /// The columns whose change moves `updated`.
    pub columns: Columns,
    pub protect_code: String,
    pub items: Vec<Item>,
    pub billing: Address,
    /// `None`: nothing to send.
    pub shipping: Option<Address>,
    pub payment: Payment,
    /// Oldest first.
    pub histories: Vec<History>,
    pub invoices: Vec<Invoice>,
    pub shipments: Vec<Shipment>,
    pub credits: Vec<CreditMemo>,
}

/// The columns of an order's own row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Columns {
    pub state: State,
    pub status: String,
    /// State and status before it was put on hold.
    pub hold_before: Option<(State, String)>,
    pub store_id: u64,
    /// Customer id; `None` for a guest.
    pub customer_id: Option<u64>,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub customer_note: Option<String>,
    pub ext_order_id: Option<String>,
    pub coupon: Option<String>,
    /// ISO 4217 of the order.
    pub currency: String,
    /// Hundredths of the order's currency for one base unit.
    pub rate_cents: i64,
    /// Method code and description; `None`: nothing to send.
    pub shipping_method: Option<(String, String)>,
    pub totals: Totals,
    pub invoiced: Option<Totals>,
    pub refunded: Option<Totals>,
    pub canceled: Option<Totals>,
    pub paid: Option<Pair>,
    pub refunded_offline: Option<Pair>,
    pub refunded_online: Option<Pair>,
    pub adjustment_positive: Pair,
    pub adjustment_negative: Pair,
    /// The customer was mailed about the order.
    pub email_sent: bool,
}

/// Sums of an order or of what became of a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Totals {
    pub subtotal: Pair,
    pub tax: Pair,
    pub shipping: Pair,
    /// Negative or zero.
    pub discount: Pair,
    pub grand: Pair,
}

impl std::ops::Add for Totals {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            subtotal: self.subtotal + other.subtotal,
            tax: self.tax + other.tax,
            shipping: self.shipping + other.shipping,
            discount: self.discount + other.discount,
            grand: self.grand + other.grand,
        }
    }
}

/// What sort of product a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Kind {
    Simple,
    Virtual,
    Configurable,
    /// `separately`: its parts are shipped each by itself, else all together.
    Bundle {
        separately: bool,
    },
}

/// A row of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Item {
    pub id: u64,
    /// The configurable or bundle it belongs to.
    pub parent: Option<u64>,
    pub product_id: u64,
    pub sku: String,
    pub name: String,
    pub kind: Kind,
    pub created: i64,
    pub updated: i64,
    pub quantity: Quantities,
    /// Of one, without tax. Zero on the child of a configurable.
    pub price: Pair,
    pub price_incl_tax: Pair,
    /// Whole percents.
    pub tax_percent: i64,
    pub discount_percent: i64,
    pub ordered: Sums,
    pub invoiced: Option<Sums>,
    pub refunded: Option<Sums>,
    /// Kilograms of one.
    pub weight: Amount,
    /// Attribute and option of a configurable, or option and selection of a bundle's parts.
    pub options: Vec<(u64, u64)>,
}

/// How many pieces of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Quantities {
    pub ordered: i64,
    pub invoiced: i64,
    pub shipped: i64,
    pub refunded: i64,
    pub canceled: i64,
}

/// What a row costs, all pieces together, before the discount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Sums {
    pub row: Pair,
    pub tax: Pair,
    /// Positive.
    pub discount: Pair,
}

impl std::ops::Add for Sums {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { row: self.row + other.row, tax: self.tax + other.tax, discount: self.discount + other.discount }
    }
}

impl std::ops::Sub for Sums {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { row: self.row - other.row, tax: self.tax - other.tax, discount: self.discount - other.discount }
    }
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Address {
    pub id: u64,
    pub first_name: String,
    pub last_name: String,
    pub company: Option<String>,
    pub street: Vec<String>,
    pub city: String,
    pub region: Option<String>,
    pub region_code: Option<String>,
    pub region_id: Option<u64>,
    pub postcode: Option<String>,
    pub country: String,
    pub telephone: Option<String>,
    pub email: String,
    pub vat_id: Option<String>,
}

/// How an order is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Payment {
    pub method: String,
    pub title: String,
    /// Held at the provider, not yet taken.
    pub authorized: Option<Pair>,
    pub last_trans_id: Option<String>,
    /// Of `paid`, the shipping.
    pub shipping_captured: Option<Pair>,
    pub shipping_refunded: Option<Pair>,
}

impl Payment {
    /// The provider moves money by itself: captures and refunds can be made online.
    pub fn is_online(&self) -> bool {
        super::generate::ONLINE_METHODS.contains(&self.method.as_str())
    }
}

/// A line of an order's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct History {
    pub id: u64,
    pub created: i64,
    pub text: Option<String>,
    pub status: Option<String>,
    pub notified: bool,
    pub visible: bool,
    /// `order`, `invoice`, `creditmemo`; none where it was written by hand over the interface.
    pub entity: Option<String>,
}

/// A comment on a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Comment {
    pub id: u64,
    pub created: i64,
    pub text: String,
    pub notified: bool,
    pub visible: bool,
}

/// A row of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DocumentItem {
    pub id: u64,
    pub item_id: u64,
    pub quantity: i64,
    /// `None` on the child of a configurable, which has no amounts of its own, and on shipments.
    pub sums: Option<Sums>,
}

/// An invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Invoice {
    pub id: u64,
    pub increment: String,
    pub created: i64,
    pub updated: i64,
    /// 1 open, 2 paid, 3 cancelled.
    pub state: u8,
    pub totals: Totals,
    pub items: Vec<DocumentItem>,
    pub comments: Vec<Comment>,
    pub transaction_id: Option<String>,
}

/// A shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Shipment {
    pub id: u64,
    pub increment: String,
    pub created: i64,
    pub updated: i64,
    pub items: Vec<DocumentItem>,
    pub tracks: Vec<Track>,
    pub comments: Vec<Comment>,
}

/// A parcel's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Track {
    pub id: u64,
    pub created: i64,
    pub carrier: String,
    pub title: Option<String>,
    pub number: String,
    /// Weight and description as a client gave them.
    pub weight: Option<Amount>,
    pub quantity: Option<Amount>,
    pub description: Option<String>,
}

/// A credit memo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CreditMemo {
    pub id: u64,
    pub increment: String,
    pub created: i64,
    pub updated: i64,
    /// The invoice it was made from, where it was.
    pub invoice: Option<u64>,
    pub totals: Totals,
    /// Amounts were asked for; else the adjustments stand as null.
    pub argued: bool,
    pub adjustment_positive: Pair,
    pub adjustment_negative: Pair,
    pub items: Vec<DocumentItem>,
    pub comments: Vec<Comment>,
    pub transaction_id: Option<String>,
}
