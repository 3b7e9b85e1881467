//! The taxes of an order by rate: as the shop sums them up, else by the rates of its lines.

use domain::{Line, TaxLine, counts_for_money};
use rust_decimal::Decimal;

use super::text::plain;
use crate::json::{Unreadable, Value};

wire!(Applied { code, title, percent, amount });
wire!(ItemApplied { r#type, applied_taxes });
wire!(Rate { item_id, tax_percent });

/// Reads the taxes. `of_order` and `of_items` are the order's `applied_taxes` and `item_applied_taxes`; `items` its rows.
pub(super) fn read(
    of_order: Value<'_>,
    of_items: Value<'_>,
    items: Value<'_>,
    lines: &[Line],
    shipping_tax: Decimal,
) -> Result<Vec<TaxLine>, Unreadable> {
    let applied: Vec<Applied<'_>> = of_order.objects("applied_taxes")?;
    if applied.is_empty() {
        return by_lines(items, lines, shipping_tax);
    }
    let on_shipping = on_shipping(of_items)?;
    applied
        .into_iter()
        .map(|applied| {
            let code = applied.code.string();
            let parts = on_shipping.iter().filter(|(of, _)| *of == code);
            let shipping_tax: Decimal = parts.map(|(_, amount)| *amount).sum();
            let title = plain(applied.title);
            Ok(TaxLine {
                label: if title.is_empty() { code } else { title },
                rate_percent: applied.percent.some_decimal("applied_taxes.percent")?,
                tax: applied.amount.decimal("applied_taxes.amount")? - shipping_tax,
                shipping_tax,
            })
        })
        .collect()
}

/// Tax on shipping, by the tax's code.
fn on_shipping(of_items: Value<'_>) -> Result<Vec<(String, Decimal)>, Unreadable> {
    let of_items: Vec<ItemApplied<'_>> = of_items.objects("item_applied_taxes")?;
    let mut parts = Vec::new();
    for item in of_items.iter().filter(|item| item.r#type.text() == "shipping") {
        for applied in item.applied_taxes.objects::<Applied<'_>>("item_applied_taxes.applied_taxes")? {
            parts.push((applied.code.string(), applied.amount.decimal("item_applied_taxes.amount")?));
        }
    }
    Ok(parts)
}

/// Older shops and plugins that place orders leave the sums out: the lines know their rates. The rate of shipping is not told then.
fn by_lines(items: Value<'_>, lines: &[Line], shipping_tax: Decimal) -> Result<Vec<TaxLine>, Unreadable> {
    let rates: Vec<Rate<'_>> = items.objects("items")?;
    let mut taxes: Vec<TaxLine> = Vec::new();
    let mut add = |rate_percent: Option<Decimal>, tax: Decimal, shipping_tax: Decimal| match taxes
        .iter_mut()
        .find(|line| line.rate_percent == rate_percent)
    {
        Some(line) => {
            line.tax += tax;
            line.shipping_tax += shipping_tax;
        }
        None => {
            let label = rate_percent.map_or_else(String::new, |rate| format!("{} %", rate.normalize()));
            taxes.push(TaxLine { label, rate_percent, tax, shipping_tax });
        }
    };
    for line in lines.iter().filter(|line| !line.tax.is_zero() && counts_for_money(line, lines)) {
        let rate = rates.iter().find(|rate| rate.item_id.id().as_ref() == Some(&line.native_id));
        let percent = rate.map_or(Ok(None), |rate| rate.tax_percent.some_decimal("items.tax_percent"))?;
        add(percent, line.tax, Decimal::ZERO);
    }
    if !shipping_tax.is_zero() {
        add(None, Decimal::ZERO, shipping_tax);
    }
    Ok(taxes)
}
