//! What an order is made of, besides its head. All amounts are in the order's currency.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LineCounts, LineStructure, NativeId};

/// Who ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Customer {
    /// The shop's identifier of the account; none for a guest.
    pub native_id: Option<NativeId>,
    /// Name to show: the person, else the company, else the e-mail address.
    pub name: String,
}

/// A payment or shipping method: the system's code and the title the shop gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Method {
    /// The system's code (`cod`, `flat_rate`).
    pub code: String,
    /// The title as customers see it.
    pub title: String,
}

/// One chosen property of an order line ("Size: M").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineAttribute {
    /// Label to show.
    pub label: String,
    /// Value to show.
    pub value: String,
}

/// A line of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Line {
    /// The line's identifier at the shop.
    pub native_id: NativeId,
    /// The product; none where the shop no longer knows it.
    pub product: Option<NativeId>,
    /// The variation of the product.
    pub variation: Option<NativeId>,
    /// Stock keeping unit; may be empty.
    pub sku: String,
    /// Name as ordered.
    pub name: String,
    /// Chosen properties to show.
    pub attributes: Vec<LineAttribute>,
    /// Pieces ordered. Some shops sell by weight or length: not always whole.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// Price of one, without tax.
    #[ts(type = "string")]
    pub unit_price: Decimal,
    /// Line amount before discounts, without tax.
    #[ts(type = "string")]
    pub subtotal: Decimal,
    /// Line amount after discounts, without tax.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Tax on `total`.
    #[ts(type = "string")]
    pub tax: Decimal,
    /// Address of a picture, as the shop sent it: never loaded by the window itself.
    pub picture: Option<String>,
    /// How it stands to the other lines; left out of JSON where there is nothing to say.
    #[serde(default, skip_serializing_if = "LineStructure::is_plain")]
    #[ts(as = "Option<LineStructure>", optional)]
    pub structure: LineStructure,
    /// What the shop itself counts as invoiced, shipped, credited and cancelled; none where it keeps no count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub counts: Option<LineCounts>,
}

/// A shipping line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShippingLine {
    /// The method.
    pub method: Method,
    /// Without tax.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Its tax.
    #[ts(type = "string")]
    pub tax: Decimal,
}

/// A surcharge or, negative, a deduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FeeLine {
    /// Its name.
    pub name: String,
    /// Without tax.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Its tax.
    #[ts(type = "string")]
    pub tax: Decimal,
}

/// A coupon that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CouponLine {
    /// The code the customer entered.
    pub code: String,
    /// What it took off, without tax.
    #[ts(type = "string")]
    pub discount: Decimal,
}

/// The tax of one rate over the whole order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TaxLine {
    /// Label ("VAT").
    pub label: String,
    /// Per cent, where the shop says.
    #[ts(type = "string | null")]
    pub rate_percent: Option<Decimal>,
    /// Tax on goods and fees.
    #[ts(type = "string")]
    pub tax: Decimal,
    /// Tax on shipping.
    #[ts(type = "string")]
    pub shipping_tax: Decimal,
}

/// One line of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RefundLine {
    /// The order line given back, where the shop says which.
    pub line: Option<NativeId>,
    /// Its name.
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// Pieces given back, positive.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// Amount given back without tax, positive.
    #[ts(type = "string")]
    pub total: Decimal,
    /// Tax given back, positive.
    #[ts(type = "string")]
    pub tax: Decimal,
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Refund {
    /// The refund's identifier at the shop.
    pub native_id: NativeId,
    /// Amount, positive, tax included.
    #[ts(type = "string")]
    pub amount: Decimal,
    /// Why.
    pub reason: String,
    /// When; known once the refund itself was read (an order's own summary does not say).
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
    /// Whether the money went back through the payment provider; unknown in an order's own summary.
    pub through_gateway: Option<bool>,
    /// What was given back; empty where only an amount was, or in an order's own summary.
    pub lines: Vec<RefundLine>,
}

/// A parcel's tracking entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Track {
    /// Carrier, as the shop names it.
    pub carrier: String,
    /// Tracking number.
    pub number: String,
    /// Link, where one is known; http(s) only.
    pub url: Option<String>,
    /// When sent.
    #[ts(type = "string | null")]
    pub shipped_at: Option<Timestamp>,
}

/// A field of the system that has no place in the model: kept and shown as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NativeField {
    /// Its key.
    pub key: String,
    /// Its value: text as it is, anything else as JSON.
    pub value: String,
}

/// Who reads a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NoteKind {
    /// The merchant's own.
    Internal,
    /// Sent to the customer.
    ToCustomer,
    /// Written by the shop itself.
    System,
}

/// A note on an order. Text is plain: HTML was taken out, entities resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Note {
    /// The note's identifier at the shop.
    pub native_id: NativeId,
    /// Who wrote it, as the shop says.
    pub author: String,
    /// Its text.
    pub text: String,
    /// Who reads it.
    pub kind: NoteKind,
    /// When.
    #[ts(type = "string | null")]
    pub created_at: Option<Timestamp>,
}

/// What a packer needs to know of a product or variation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Product {
    /// The product's or variation's identifier.
    pub native_id: NativeId,
    /// The product a variation belongs to.
    pub parent: Option<NativeId>,
    /// Name.
    pub name: String,
    /// SKU; may be empty.
    pub sku: String,
    /// Bar code number (GTIN), where the shop has one.
    pub gtin: String,
    /// Picture address.
    pub picture: Option<String>,
    /// Weight in the shop's unit.
    #[ts(type = "string | null")]
    pub weight: Option<Decimal>,
    /// Pieces in stock, where counted.
    #[ts(type = "string | null")]
    pub stock: Option<Decimal>,
    /// Place in the store room ("A-04-2"), where the shop keeps one.
    pub bin: String,
    /// When the shop last changed it.
    #[ts(type = "string | null")]
    pub modified_at: Option<Timestamp>,
}

/// One of the shop's own e-mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EmailTemplate {
    /// Its code at the shop.
    pub code: String,
    /// Its title, in the shop's language.
    pub title: String,
    /// What it is for, where the shop says.
    pub description: String,
}
