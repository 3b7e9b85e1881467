//! What every document is made of: lines, sums in the order's currency and beside them in the shop's own, comments.
//!
//! A shop keeps its books in a base currency and may sell in others. The two are never mixed: everything derived here
//! is in the order's currency, and the base amounts are kept for what a system wants in them (Magento reads a credit
//! memo's shipping and adjustments as base currency).

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Currency, NativeId};

/// An amount and its tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Taxed {
    /// Without tax.
    #[ts(type = "string")]
    pub net: Decimal,
    /// The tax on it.
    #[ts(type = "string")]
    pub tax: Decimal,
}

impl Taxed {
    /// An amount and its tax.
    #[must_use]
    pub const fn new(net: Decimal, tax: Decimal) -> Self {
        Self { net, tax }
    }

    /// Tax included.
    #[must_use]
    pub fn gross(self) -> Decimal {
        self.net.saturating_add(self.tax)
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::new(self.net.saturating_add(other.net), self.tax.saturating_add(other.tax))
    }

    /// What is left after `used`: never beyond nothing (of a deduction, an amount below nothing, from below) nor more than it was.
    /// Reckoned with the tax in it, so that what changed hands adds up whatever way its tax was rounded.
    #[must_use]
    pub fn less(self, used: Self) -> Self {
        let (whole, gone) = (self.gross(), used.gross());
        if gone.is_zero() && used.tax.is_zero() {
            return self;
        }
        let gross = between(whole.saturating_sub(gone), whole);
        let tax = between(self.tax.saturating_sub(used.tax), gross);
        Self::new(gross.saturating_sub(tax), tax)
    }

    /// Itself, where it is on the same side of nothing as `other`; else nothing.
    #[must_use]
    pub(super) fn like(self, other: Self) -> Self {
        let below = other.gross() < Decimal::ZERO;
        let side = |amount: Decimal| if below { amount.min(Decimal::ZERO) } else { amount.max(Decimal::ZERO) };
        Self::new(side(self.net), side(self.tax))
    }

    /// The share that `part` is of `whole`, to the currency's minor unit: what is paid is rounded, and the tax in it, so that
    /// the two add up to what changes hands. All of it where the part is not smaller than the whole.
    #[must_use]
    pub fn share(self, part: Decimal, whole: Decimal, currency: &Currency) -> Self {
        if part >= whole {
            return self;
        }
        let of = |amount: Decimal| {
            let share = amount.checked_mul(part).and_then(|share| share.checked_div(whole)).unwrap_or_default();
            share.round_dp_with_strategy(currency.decimals(), RoundingStrategy::MidpointAwayFromZero)
        };
        let (gross, tax) = (of(self.gross()), of(self.tax));
        Self::new(gross.saturating_sub(tax), tax)
    }
}

/// `amount`, or the nearer of nothing and `end` where it lies beyond them.
fn between(amount: Decimal, end: Decimal) -> Decimal {
    amount.max(end.min(Decimal::ZERO)).min(end.max(Decimal::ZERO))
}

/// One line of an invoice or credit note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentLine {
    /// The order's line, by its native identifier; none where the shop does not say.
    pub line: Option<NativeId>,
    /// SKU as on the document; may be empty.
    pub sku: String,
    /// Name as on the document.
    pub name: String,
    /// Pieces, positive; zero where only an amount is meant.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// Amount after discounts, positive, in the order's currency.
    pub amount: Taxed,
    /// What discounts took off, without tax, positive; already taken from `amount`.
    #[ts(type = "string")]
    #[serde(default)]
    pub discount: Decimal,
    /// `amount` in the shop's base currency, where the shop says.
    #[serde(default)]
    pub base: Option<Taxed>,
}

/// A document's sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct DocumentTotals {
    /// Goods after discounts, without tax.
    #[ts(type = "string")]
    pub goods: Decimal,
    /// What discounts took off, without tax, positive; already taken from `goods`.
    #[ts(type = "string")]
    pub discount: Decimal,
    /// Shipping and its tax.
    pub shipping: Taxed,
    /// All tax, that on shipping included.
    #[ts(type = "string")]
    pub tax: Decimal,
    /// Credit notes: given back besides goods and shipping, positive.
    #[ts(type = "string")]
    pub adjustment_refund: Decimal,
    /// Credit notes: kept back, positive.
    #[ts(type = "string")]
    pub adjustment_fee: Decimal,
    /// Credit notes: given back for lines, shipping or neither, the system does not say which; positive.
    #[ts(type = "string")]
    pub unexplained: Decimal,
    /// What the document is about in all, tax included, positive: goods, shipping, tax, adjustments and the unexplained.
    #[ts(type = "string")]
    pub total: Decimal,
}

/// A document's sums in the shop's base currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BaseTotals {
    /// The base currency.
    pub currency: Currency,
    /// The sums in it.
    pub totals: DocumentTotals,
}

/// A comment on a document. Text is plain: HTML was taken out, entities resolved. An internal one keeps the mark by which
/// an edit's effect is found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentComment {
    /// The comment's identifier at the shop, where it has one.
    pub native_id: Option<NativeId>,
    /// Its text.
    pub text: String,
    /// Whether the customer sees it in the account at the shop.
    pub visible_to_customer: bool,
    /// Whether the customer was mailed, where the shop says.
    pub customer_notified: Option<bool>,
    /// When.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
}

impl DocumentComment {
    /// For the merchant's own eyes.
    #[must_use]
    pub fn internal(&self) -> bool {
        !self.visible_to_customer && self.customer_notified != Some(true)
    }
}
