//! An order's rows. A product made of several rows (a configurable product and the variant chosen, a bundle and its parts)
//! comes whole, with what tells which of its rows count.

use domain::{Line, LineAttribute, LineCounts, LineKind, LineStructure};
use rust_decimal::Decimal;

use super::text::plain;
use crate::json::{Unreadable, Value};

wire!(Item {
    item_id,
    parent_item_id,
    product_id,
    product_type,
    product_option,
    sku,
    name,
    is_virtual,
    qty_ordered,
    qty_invoiced,
    qty_shipped,
    qty_refunded,
    qty_canceled,
    price,
    row_total,
    discount_amount,
    discount_tax_compensation_amount,
    tax_amount,
});
wire!(ProductOption { extension_attributes });
wire!(Options { custom_options });
wire!(CustomOption { option_id, option_value });

/// Reads the rows of an order.
pub(super) fn read(list: Value<'_>) -> Result<Vec<Line>, Unreadable> {
    let items: Vec<Item<'_>> = list.objects("items")?;
    let mut lines = items.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let parts = lines.clone();
    for line in &mut lines {
        let parts: Vec<&Line> =
            parts.iter().filter(|part| part.structure.parent.as_ref() == Some(&line.native_id)).collect();
        compose(line, &parts);
    }
    Ok(lines)
}

/// A row by itself.
///
/// The interface takes the discount off `row_total` before it sends it. Where prices include tax the discount does, too; the tax
/// it took along stands apart (`discount_tax_compensation_amount`) and is given back here.
fn line(item: &Item<'_>) -> Result<Line, Unreadable> {
    let total = item.row_total.decimal("items.row_total")?;
    let discount = item.discount_amount.decimal("items.discount_amount")?;
    let compensation = item.discount_tax_compensation_amount.decimal("items.discount_tax_compensation_amount")?;
    let kind = item.product_type.string();
    let virtual_kind = matches!(kind.as_str(), "virtual" | "downloadable");
    Ok(Line {
        native_id: item.item_id.required_id("items.item_id")?,
        product: item.product_id.id(),
        variation: None,
        sku: plain(item.sku),
        name: plain(item.name),
        attributes: custom_options(item.product_option),
        quantity: item.qty_ordered.decimal("items.qty_ordered")?,
        unit_price: item.price.decimal("items.price")?,
        subtotal: total + discount,
        total: total + compensation,
        tax: item.tax_amount.decimal("items.tax_amount")?,
        picture: None,
        structure: LineStructure {
            parent: item.parent_item_id.id(),
            kind: match kind.as_str() {
                "configurable" => LineKind::Configurable,
                "bundle" => LineKind::Bundle,
                _ => LineKind::Plain,
            },
            is_virtual: virtual_kind || item.is_virtual.flag() == Some(true),
            ..LineStructure::default()
        },
        counts: Some(LineCounts {
            invoiced: item.qty_invoiced.decimal("items.qty_invoiced")?,
            shipped: item.qty_shipped.decimal("items.qty_shipped")?,
            credited: item.qty_refunded.decimal("items.qty_refunded")?,
            cancelled: item.qty_canceled.decimal("items.qty_canceled")?,
        }),
    })
}

/// What a row is to its parts.
fn compose(line: &mut Line, parts: &[&Line]) {
    match (line.structure.kind, parts) {
        (LineKind::Configurable, [variant, ..]) => {
            line.variation.clone_from(&variant.product);
            // What was chosen is told by the variant's name alone; its options come as numbers.
            if !variant.name.is_empty() && variant.name != line.name {
                let chosen = variant.name.strip_prefix(line.name.as_str()).map_or(variant.name.as_str(), str::trim);
                let chosen = chosen.trim_start_matches(['-', '–', ',']).trim();
                line.attributes.insert(0, LineAttribute { label: String::new(), value: chosen.to_owned() });
            }
        }
        (LineKind::Bundle, parts) => {
            line.structure.priced_by_parts = parts.iter().any(|part| !part.subtotal.is_zero());
            let shipped = |line: &Line| line.counts.is_some_and(|counts| counts.shipped > Decimal::ZERO);
            // Once something of it went out, it shows whether it goes together; else its product knows.
            line.structure.shipped_by_parts = parts.iter().any(|part| shipped(part)) || !shipped(line);
        }
        _ => {}
    }
}

/// What the customer typed or picked besides: options come with their numbers, free text as it is.
fn custom_options(option: Value<'_>) -> Vec<LineAttribute> {
    let option: ProductOption<'_> = option.object("product_option").unwrap_or_default();
    let options: Options<'_> = option.extension_attributes.object("extension_attributes").unwrap_or_default();
    let options: Vec<CustomOption<'_>> = options.custom_options.objects("custom_options").unwrap_or_default();
    options
        .into_iter()
        .filter_map(|option| {
            let value = plain(option.option_value);
            (!value.is_empty()).then(|| LineAttribute { label: format!("#{}", option.option_id.string()), value })
        })
        .collect()
}
