//! Changing an order's lines. Without an id a line is added; with one, what is given is replaced and nothing else: a new quantity
//! leaves the amounts as they were.

use serde_json::Value;

use crate::amount::Amount;

use super::{
    change::change_meta,
    generate::new_line,
    model::{CouponLine, FeeLine, Image, Line, Order, ShippingLine},
    reply::RestError,
    state::State,
    stock,
    validate::number,
};

/// The coupons of the shop: code and percent.
const COUPONS: &[(&str, i64)] = super::generate::COUPONS;

/// Applies all kinds of lines in a body. What is no list is ignored: the checks before have refused it where they run.
pub fn apply(state: &mut State, order: &mut Order, body: &Value) -> Result<(), RestError> {
    let rows = |name: &str| body.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for row in rows("line_items") {
        match id_of(&row) {
            Some(id) => change_line(state, order, id, &row)?,
            None => {
                let line = added(state, &row)?;
                order.lines.push(line);
            }
        }
    }
    for row in rows("shipping_lines") {
        shipping(state, order, &row)?;
    }
    for row in rows("fee_lines") {
        fee(state, order, &row)?;
    }
    if body.get("coupon_lines").is_some_and(Value::is_array) {
        coupons(state, order, &rows("coupon_lines"))?;
    }
    Ok(())
}

fn id_of(row: &Value) -> Option<u64> {
    row.get("id").and_then(number).map(i64::unsigned_abs).filter(|id| *id > 0)
}

fn amount(row: &Value, name: &str) -> Option<Amount> {
    row.get(name).and_then(Amount::from_json)
}

fn text(row: &Value, name: &str) -> Option<String> {
    row.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn foreign() -> RestError {
    RestError::new(400, "woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order.")
}

/// The row asks for its line to go: quantity 0, or the named reference set to null.
fn asks_removal(row: &Value, reference: &str) -> bool {
    row.get("quantity").and_then(number) == Some(0) || row.get(reference).is_some_and(Value::is_null)
}

fn change_line(state: &mut State, order: &mut Order, id: u64, row: &Value) -> Result<(), RestError> {
    let at = order.lines.iter().position(|line| line.id == id);
    if asks_removal(row, "product_id") {
        // A line that is not this order's: nothing happens, and nobody is told.
        if let Some(at) = at {
            stock::removed(state, &order.lines.remove(at));
        }
        return Ok(());
    }
    let line = at.and_then(|at| order.lines.get_mut(at)).ok_or_else(foreign)?;
    overwrite(line, row);
    line_meta(state, line, row);
    Ok(())
}

fn overwrite(line: &mut Line, row: &Value) {
    if let Some(quantity) = row.get("quantity").and_then(number) {
        line.quantity = quantity;
    }
    if let Some(subtotal) = amount(row, "subtotal") {
        line.subtotal = subtotal;
    }
    if let Some(total) = amount(row, "total") {
        line.total = total;
    }
    if let Some(name) = text(row, "name") {
        line.name = name;
    }
}

fn line_meta(state: &mut State, line: &mut Line, row: &Value) {
    if let Some(Value::Array(rows)) = row.get("meta_data") {
        change_meta(&mut line.meta, rows, &mut state.store.next.item_meta, false);
    }
}

/// A line for a product known by id or SKU. An unknown id makes a nameless line, as observed.
fn added(state: &mut State, row: &Value) -> Result<Line, RestError> {
    let id = state.next_item_id();
    let quantity = row.get("quantity").and_then(number).unwrap_or(1);
    let wanted = |name: &str| row.get(name).and_then(number).map(i64::unsigned_abs).filter(|id| *id > 0);
    let sku = row.get("sku").and_then(Value::as_str);
    let mut next = state.store.next.item_meta;
    let generator = state.store.generator();
    let known = match (wanted("variation_id").or_else(|| wanted("product_id")), sku) {
        (Some(product), _) => generator.sold(product),
        (None, Some(sku)) => generator.sold_by_sku(sku),
        (None, None) => None,
    };
    if known.is_none() && wanted("product_id").is_none() && sku.is_none() {
        return Err(RestError::new(
            400,
            "woocommerce_rest_required_product_reference",
            "Product ID or SKU is required.",
        ));
    }
    let mut line = match known {
        Some((product, variation)) => {
            let price = variation.map_or(product.price, |variation| variation.price);
            new_line(id, product, variation, quantity, price, &mut || {
                next += 1;
                next - 1
            })
        }
        None => nameless(id, wanted("product_id").unwrap_or(0), quantity),
    };
    state.store.next.item_meta = next;
    overwrite(&mut line, row);
    if let (Some(subtotal), None) = (amount(row, "subtotal"), amount(row, "total")) {
        line.total = subtotal;
    }
    line_meta(state, &mut line, row);
    Ok(line)
}

fn nameless(id: u64, product_id: u64, quantity: i64) -> Line {
    Line {
        id,
        name: String::new(),
        product_id,
        variation_id: 0,
        quantity,
        tax_class: String::new(),
        subtotal: Amount::ZERO,
        subtotal_tax: Amount::ZERO,
        total: Amount::ZERO,
        total_tax: Amount::ZERO,
        rate_id: None,
        meta: Vec::new(),
        sku: String::new(),
        image: Image { id: Value::String(String::new()), src: String::new() },
        parent_name: None,
    }
}

fn shipping(state: &mut State, order: &mut Order, row: &Value) -> Result<(), RestError> {
    if let Some(id) = id_of(row) {
        if asks_removal(row, "method_id") {
            order.shipping_lines.retain(|line| line.id != id);
            return Ok(());
        }
        let line = order.shipping_lines.iter_mut().find(|line| line.id == id).ok_or_else(foreign)?;
        line.method_title = text(row, "method_title").unwrap_or_else(|| line.method_title.clone());
        line.method_id = text(row, "method_id").unwrap_or_else(|| line.method_id.clone());
        line.total = amount(row, "total").unwrap_or(line.total);
        return Ok(());
    }
    let method_id = text(row, "method_id").filter(|id| !id.is_empty());
    let method_id = method_id.ok_or_else(|| {
        RestError::new(400, "woocommerce_rest_invalid_shipping_item", "Shipping method ID is required.")
    })?;
    order.shipping_lines.push(ShippingLine {
        id: state.next_item_id(),
        method_title: text(row, "method_title").unwrap_or_default(),
        method_id,
        instance_id: text(row, "instance_id").unwrap_or_default(),
        total: amount(row, "total").unwrap_or_default(),
        total_tax: Amount::ZERO,
        rate_id: None,
        meta: Vec::new(),
    });
    Ok(())
}

fn fee(state: &mut State, order: &mut Order, row: &Value) -> Result<(), RestError> {
    if let Some(id) = id_of(row) {
        if asks_removal(row, "name") {
            order.fee_lines.retain(|line| line.id != id);
            return Ok(());
        }
        let line = order.fee_lines.iter_mut().find(|line| line.id == id).ok_or_else(foreign)?;
        line.name = text(row, "name").unwrap_or_else(|| line.name.clone());
        line.total = amount(row, "total").unwrap_or(line.total);
        return Ok(());
    }
    let name = text(row, "name")
        .filter(|name| !name.is_empty())
        .ok_or_else(|| RestError::new(400, "woocommerce_rest_invalid_fee_item", "Fee name is required."))?;
    order.fee_lines.push(FeeLine {
        id: state.next_item_id(),
        name,
        total: amount(row, "total").unwrap_or_default(),
        total_tax: Amount::ZERO,
        rate_id: None,
        meta: Vec::new(),
    });
    Ok(())
}

/// The list given replaces the coupons the order had.
fn coupons(state: &mut State, order: &mut Order, rows: &[Value]) -> Result<(), RestError> {
    order.coupon_lines.clear();
    for line in &mut order.lines {
        line.total = line.subtotal;
    }
    for row in rows {
        let code = text(row, "code").unwrap_or_default().to_lowercase();
        let (code, percent) = *COUPONS.iter().find(|(known, _)| *known == code).ok_or_else(|| {
            RestError::new(400, "woocommerce_rest_invalid_coupon", format!("Coupon \"{code}\" does not exist!"))
        })?;
        let mut discount = Amount::ZERO;
        for line in &mut order.lines {
            let off = line.subtotal.ratio(percent, 100);
            line.total = line.total - off;
            discount += off.rounded();
        }
        let (id, meta_id) = (state.next_item_id(), state.next_item_meta_id());
        order.coupon_lines.push(CouponLine {
            id,
            code: code.to_owned(),
            discount,
            discount_tax: Amount::ZERO,
            percent,
            meta_id,
        });
    }
    Ok(())
}
