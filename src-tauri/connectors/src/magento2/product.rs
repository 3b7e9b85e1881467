//! Products: what a packer needs to find the thing and to know it. A configurable product's variants are products of their own.

use std::collections::HashMap;

use domain::{NativeId, Product};
use rust_decimal::Decimal;

use super::text::plain;
use crate::json::{Unreadable, Value};

/// The fields to ask for. A product's description and its options cost more than all of these.
pub(super) const FIELDS: &str = "id,sku,name,weight,created_at,updated_at,custom_attributes";

/// Attributes under which shops keep a bar code number. Magento has none of its own.
const GTIN: &[&str] = &["gtin", "ean", "ean13", "ean_code", "upc", "barcode", "gtin13"];
/// Attributes under which shops keep a place in the store room.
const BIN: &[&str] =
    &["bin_location", "bin", "warehouse_location", "shelf_location", "stock_location", "picking_location"];

wire!(Wire { id, sku, name, weight, updated_at, custom_attributes });
wire!(Attribute { attribute_code, value });
wire!(SourceItem { sku, quantity });

/// Reads a product. `media` is the address under which the shop keeps its pictures.
pub(super) fn read(value: Value<'_>, media: &str) -> Result<Product, Unreadable> {
    let wire: Wire<'_> = value.object("product")?;
    let attributes: Vec<Attribute<'_>> = wire.custom_attributes.objects("custom_attributes").unwrap_or_default();
    let attribute = |code: &str| attributes.iter().find(|a| a.attribute_code.text() == code).map(|a| plain(a.value));
    let first = |codes: &[&str]| codes.iter().filter_map(|code| attribute(code)).find(|value| !value.is_empty());
    Ok(Product {
        native_id: wire.id.required_id("id")?,
        parent: None,
        name: plain(wire.name),
        sku: plain(wire.sku),
        gtin: first(GTIN).unwrap_or_default(),
        picture: attribute("image").and_then(|path| picture(media, &path)),
        weight: wire.weight.some_decimal("weight").unwrap_or(None),
        stock: None,
        bin: first(BIN).unwrap_or_default(),
        modified_at: wire.updated_at.timestamp("updated_at")?,
    })
}

/// A picture's address; `no_selection` says that there is none.
fn picture(media: &str, path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    if media.is_empty() || path.is_empty() || path == "no_selection" {
        return None;
    }
    let base = url::Url::parse(media).ok().filter(|base| matches!(base.scheme(), "http" | "https"))?;
    base.join("catalog/product/").and_then(|folder| folder.join(path)).ok().map(|url| url.to_string())
}

/// Pieces by SKU, over all store rooms.
pub(super) fn stock(rows: &[Value<'_>]) -> HashMap<String, Decimal> {
    let mut stock = HashMap::new();
    for row in rows {
        let Ok(item) = row.object::<SourceItem<'_>>("source item") else { continue };
        if let Ok(Some(quantity)) = item.quantity.some_decimal("quantity") {
            *stock.entry(plain(item.sku)).or_insert(Decimal::ZERO) += quantity;
        }
    }
    stock
}

/// The SKUs of products as a list to be asked for. One with a comma in it cannot be.
pub(super) fn skus<'p>(products: impl Iterator<Item = &'p Product>) -> String {
    let skus: Vec<&str> =
        products.map(|product| product.sku.as_str()).filter(|sku| !sku.is_empty() && !sku.contains(',')).collect();
    skus.join(",")
}

/// How a bundle is shipped: `0` together, `1` by its parts.
pub(super) fn shipped_by_parts(value: Value<'_>) -> Option<(NativeId, bool)> {
    let wire: Wire<'_> = value.object("product").ok()?;
    let attributes: Vec<Attribute<'_>> = wire.custom_attributes.objects("custom_attributes").ok()?;
    let kind = attributes.iter().find(|a| a.attribute_code.text() == "shipment_type")?;
    Some((wire.id.id()?, kind.value.flag()?))
}
