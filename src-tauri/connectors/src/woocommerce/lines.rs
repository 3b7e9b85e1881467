//! The lines of an order: goods, shipping, fees, coupons and taxes.

use domain::{CouponLine, FeeLine, Line, LineAttribute, LineStructure, Method, NativeId, ShippingLine, TaxLine, text};
use serde::Deserialize;

use super::{
    json::{Unreadable, Value},
    meta,
    text::label,
};

/// All lines of an order.
#[derive(Default)]
pub(super) struct Items {
    pub lines: Vec<Line>,
    pub shipping: Vec<ShippingLine>,
    pub fees: Vec<FeeLine>,
    pub coupons: Vec<CouponLine>,
    pub taxes: Vec<TaxLine>,
}

/// A line of any kind: each kind fills in its own fields.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    pub id: Value<'a>,
    #[serde(borrow)]
    pub name: Value<'a>,
    #[serde(borrow)]
    pub product_id: Value<'a>,
    #[serde(borrow)]
    pub variation_id: Value<'a>,
    #[serde(borrow)]
    pub quantity: Value<'a>,
    #[serde(borrow)]
    pub subtotal: Value<'a>,
    #[serde(borrow)]
    pub total: Value<'a>,
    #[serde(borrow)]
    pub total_tax: Value<'a>,
    #[serde(borrow)]
    pub taxes: Value<'a>,
    #[serde(borrow)]
    pub meta_data: Value<'a>,
    #[serde(borrow)]
    pub sku: Value<'a>,
    #[serde(borrow)]
    price: Value<'a>,
    #[serde(borrow)]
    image: Value<'a>,
    #[serde(borrow)]
    method_title: Value<'a>,
    #[serde(borrow)]
    method_id: Value<'a>,
    #[serde(borrow)]
    code: Value<'a>,
    #[serde(borrow)]
    discount: Value<'a>,
    #[serde(borrow)]
    label: Value<'a>,
    #[serde(borrow)]
    rate_code: Value<'a>,
    #[serde(borrow)]
    rate_percent: Value<'a>,
    #[serde(borrow)]
    tax_total: Value<'a>,
    #[serde(borrow)]
    shipping_tax_total: Value<'a>,
}

/// Reads the lists of an order.
pub(super) fn read(
    goods: Value<'_>,
    shipping: Value<'_>,
    fees: Value<'_>,
    coupons: Value<'_>,
    taxes: Value<'_>,
) -> Result<Items, Unreadable> {
    Ok(Items {
        lines: each(goods, "line_items", line)?,
        shipping: each(shipping, "shipping_lines", shipping_line)?,
        fees: each(fees, "fee_lines", fee_line)?,
        coupons: each(coupons, "coupon_lines", coupon_line)?,
        taxes: each(taxes, "tax_lines", tax_line)?,
    })
}

fn each<'a, T>(
    list: Value<'a>,
    field: &'static str,
    read: impl Fn(&Wire<'a>) -> Result<T, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    list.objects(field)?.iter().map(read).collect()
}

fn line(wire: &Wire<'_>) -> Result<Line, Unreadable> {
    Ok(Line {
        native_id: wire.id.required_id("line_items.id")?,
        product: wire.product_id.id(),
        variation: wire.variation_id.id(),
        sku: wire.sku.string(),
        name: label(wire.name),
        attributes: attributes(wire.meta_data),
        quantity: wire.quantity.decimal("line_items.quantity")?,
        unit_price: wire.price.decimal("line_items.price")?,
        subtotal: wire.subtotal.decimal("line_items.subtotal")?,
        total: wire.total.decimal("line_items.total")?,
        tax: wire.total_tax.decimal("line_items.total_tax")?,
        picture: picture(wire.image),
        structure: LineStructure::default(),
        counts: None,
    })
}

/// A picture's address: of an object's `src`. WooCommerce sends an empty one for "none".
pub(super) fn picture(image: Value<'_>) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Image<'a> {
        #[serde(borrow)]
        src: Value<'a>,
    }
    let image: Image<'_> = image.object("image").ok()?;
    meta::web_address(&image.src.text())
}

/// What the customer chose: the meta data that has a text to show and no underscore before its key.
fn attributes(list: Value<'_>) -> Vec<LineAttribute> {
    meta::rows(list)
        .into_iter()
        .filter(|row| !row.key.text().starts_with('_'))
        .filter_map(|row| {
            let label = [row.display_key, row.key]
                .iter()
                .map(|key| text::from_html(&key.text()))
                .find(|label| !label.is_empty())?;
            let value = [row.display_value, row.value]
                .iter()
                .map(|value| text::from_html(&value.text()))
                .find(|value| !value.is_empty())?;
            Some(LineAttribute { label, value })
        })
        .collect()
}

fn shipping_line(wire: &Wire<'_>) -> Result<ShippingLine, Unreadable> {
    Ok(ShippingLine {
        method: Method { code: wire.method_id.string(), title: label(wire.method_title) },
        total: wire.total.decimal("shipping_lines.total")?,
        tax: wire.total_tax.decimal("shipping_lines.total_tax")?,
    })
}

fn fee_line(wire: &Wire<'_>) -> Result<FeeLine, Unreadable> {
    Ok(FeeLine {
        name: label(wire.name),
        total: wire.total.decimal("fee_lines.total")?,
        tax: wire.total_tax.decimal("fee_lines.total_tax")?,
    })
}

fn coupon_line(wire: &Wire<'_>) -> Result<CouponLine, Unreadable> {
    Ok(CouponLine { code: label(wire.code), discount: wire.discount.decimal("coupon_lines.discount")? })
}

fn tax_line(wire: &Wire<'_>) -> Result<TaxLine, Unreadable> {
    let name = label(wire.label);
    Ok(TaxLine {
        label: if name.is_empty() { wire.rate_code.string() } else { name },
        rate_percent: wire.rate_percent.some_decimal("tax_lines.rate_percent")?,
        tax: wire.tax_total.decimal("tax_lines.tax_total")?,
        shipping_tax: wire.shipping_tax_total.decimal("tax_lines.shipping_tax_total")?,
    })
}

/// The order line that a refund's line gives back.
pub(super) fn refunded_line(list: Value<'_>) -> Option<NativeId> {
    meta::rows(list).iter().find(|row| row.key.text() == "_refunded_item_id").and_then(|row| row.value.id())
}
