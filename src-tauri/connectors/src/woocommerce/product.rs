//! Products and variations: what a packer needs to find the thing and to know it.

use domain::{NativeId, Product};
use serde::Deserialize;

use super::{
    json::{Unreadable, Value},
    lines::picture,
    meta,
    text::label,
};

/// The fields to ask for. A product's description, price HTML and relations cost the shop more than all of these.
pub(super) const FIELDS: &str = "id,parent_id,name,type,status,sku,global_unique_id,images,image,weight,stock_quantity,\
    meta_data,variations,date_created_gmt,date_modified_gmt";

/// Where plugins keep a bar code number, for shops older than WooCommerce's own field (9.2).
const GTIN_KEYS: &[&str] = &[
    "_gtin",
    "gtin",
    "_ean",
    "ean",
    "_barcode",
    "barcode",
    "_alg_ean",
    "hwp_product_gtin",
    "_ts_gtin",
    "_wpm_gtin_code",
    "_wepos_barcode",
];

/// Where plugins keep a place in the store room.
const BIN_KEYS: &[&str] = &[
    "_bin_location",
    "bin_location",
    "_bin",
    "bin",
    "_warehouse_location",
    "warehouse_location",
    "_stock_location",
    "_shelf_location",
    "shelf_location",
    "_picking_location",
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    name: Value<'a>,
    #[serde(borrow)]
    sku: Value<'a>,
    #[serde(borrow)]
    global_unique_id: Value<'a>,
    #[serde(borrow)]
    images: Value<'a>,
    #[serde(borrow)]
    image: Value<'a>,
    #[serde(borrow)]
    weight: Value<'a>,
    #[serde(borrow)]
    stock_quantity: Value<'a>,
    #[serde(borrow)]
    meta_data: Value<'a>,
    #[serde(borrow)]
    variations: Value<'a>,
    #[serde(borrow)]
    date_modified_gmt: Value<'a>,
}

/// Reads a product; also says whether it has variations to be read.
pub(super) fn read(value: Value<'_>) -> Result<(Product, bool), Unreadable> {
    let wire: Wire<'_> = value.object("product")?;
    let has_variations = !wire.variations.list().is_empty();
    let first = wire.images.list().into_iter().next().unwrap_or_default();
    Ok((product(&wire, first)?, has_variations))
}

/// Reads a variation of a product. What it does not say itself (name, picture, weight, bar code, place) it has from
/// the product.
pub(super) fn read_variation(value: Value<'_>, parent: &Product) -> Result<Product, Unreadable> {
    let wire: Wire<'_> = value.object("variation")?;
    let own = product(&wire, wire.image)?;
    let or = |own: String, parents: &String| if own.is_empty() { parents.clone() } else { own };
    let name = match own.name.as_str() {
        "" => parent.name.clone(),
        // Older shops send the whole name, newer ones only what was chosen ("XL, crème").
        name if name.starts_with(&parent.name) => own.name,
        name => format!("{} - {name}", parent.name),
    };
    Ok(Product {
        parent: Some(parent.native_id.clone()),
        name,
        gtin: own.gtin,
        picture: own.picture.or_else(|| parent.picture.clone()),
        weight: own.weight.or(parent.weight),
        bin: or(own.bin, &parent.bin),
        sku: or(own.sku, &parent.sku),
        ..own
    })
}

fn product(wire: &Wire<'_>, image: Value<'_>) -> Result<Product, Unreadable> {
    let rows = meta::rows(wire.meta_data);
    let gtin = wire.global_unique_id.string();
    Ok(Product {
        native_id: wire.id.required_id("id")?,
        parent: None,
        name: label(wire.name),
        sku: wire.sku.string(),
        gtin: if gtin.is_empty() { meta::first_of(&rows, GTIN_KEYS) } else { gtin },
        picture: picture(image),
        // A weight is typed by hand; "ca. 2" is no reason to lose the product.
        weight: wire.weight.some_decimal("weight").unwrap_or(None),
        stock: wire.stock_quantity.some_decimal("stock_quantity")?,
        bin: meta::first_of(&rows, BIN_KEYS),
        modified_at: wire.date_modified_gmt.timestamp("date_modified_gmt")?,
    })
}

/// The path of a product's variations.
pub(super) fn variations_path(product: &NativeId) -> String {
    format!("products/{product}/variations")
}
