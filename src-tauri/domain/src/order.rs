//! The order as every system's order is told here.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Address, CouponLine, Currency, Customer, FeeLine, Line, Method, NativeField, NativeId, Refund, ShippingLine,
    StateTriple, TaxLine, Track, documents::counts_as_pieces,
};

/// An order's sums, in its currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrderTotals {
    /// Goods after discounts, without tax.
    #[ts(type = "string")]
    pub goods: Decimal,
    /// What coupons took off, without tax, positive.
    #[ts(type = "string")]
    pub discount: Decimal,
    /// Shipping without tax.
    #[ts(type = "string")]
    pub shipping: Decimal,
    /// Surcharges without tax.
    #[ts(type = "string")]
    pub fees: Decimal,
    /// All tax.
    #[ts(type = "string")]
    pub tax: Decimal,
    /// What the customer owes or paid, tax included, before refunds.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Given back so far, positive.
    #[ts(type = "string")]
    pub refunded: Decimal,
}

/// One order as read from a shop. The bytes it was read from are kept beside it, so nothing unknown is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Order {
    /// The shop's own identifier.
    pub native_id: NativeId,
    /// What people call the order; may differ from the identifier.
    pub number: String,
    /// The system's own status code (`processing`); its label is the shop's ([`crate::StatusLabel`]).
    pub status: String,
    /// The states derived from it.
    pub states: StateTriple,
    /// Whether the status was known to the connector; an unknown one is shown with a warning, never dropped.
    pub status_known: bool,
    /// The order's currency.
    pub currency: Currency,
    /// Whether the shop's prices include tax: how lines are shown.
    pub prices_include_tax: bool,
    /// Sums.
    pub totals: OrderTotals,
    /// When the customer placed it.
    #[ts(type = "string")]
    pub placed_at: Timestamp,
    /// When the shop last changed it, as the shop says (whole seconds on WooCommerce).
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
    /// When it was paid.
    #[ts(type = "string | null")]
    pub paid_at: Option<Timestamp>,
    /// When it was completed.
    #[ts(type = "string | null")]
    pub completed_at: Option<Timestamp>,
    /// Who ordered.
    pub customer: Customer,
    /// Who pays.
    pub billing: Address,
    /// Where it goes; empty where it goes to the billing address or nowhere.
    pub shipping: Address,
    /// How it is paid.
    pub payment_method: Method,
    /// The payment provider's reference.
    pub transaction_id: String,
    /// What the customer wrote.
    pub customer_note: String,
    /// The merchant's own reference field, where the shop keeps one.
    pub reference: String,
    /// Where it came from (`checkout`, `admin`, a marketplace).
    pub origin: String,
    /// Lines.
    pub lines: Vec<Line>,
    /// Shipping lines.
    pub shipping_lines: Vec<ShippingLine>,
    /// Surcharges.
    pub fees: Vec<FeeLine>,
    /// Coupons.
    pub coupons: Vec<CouponLine>,
    /// Taxes by rate.
    pub taxes: Vec<TaxLine>,
    /// Refunds.
    pub refunds: Vec<Refund>,
    /// Parcels.
    pub tracks: Vec<Track>,
    /// The order's page in the shop's own panel.
    pub admin_url: Option<String>,
    /// What the model has no place for.
    pub native_fields: Vec<NativeField>,
}

impl Order {
    /// The address the parcel goes to: shipping, else billing.
    #[must_use]
    pub fn ship_to(&self) -> &Address {
        if self.shipping.is_empty() { &self.billing } else { &self.shipping }
    }

    /// All pieces of all lines; those of a composed product once.
    #[must_use]
    pub fn pieces(&self) -> Decimal {
        let counting = self.lines.iter().filter(|line| counts_as_pieces(line, &self.lines));
        counting.map(|line| line.quantity).sum()
    }

    /// The first shipping method's title; empty where there is none.
    #[must_use]
    pub fn shipping_title(&self) -> &str {
        self.shipping_lines.first().map_or("", |line| line.method.title.as_str())
    }
}
