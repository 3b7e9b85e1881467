//! What is in an order: products, shipping, fees, coupons, and what was given back of it.

use serde_json::{Value, json};

use crate::{
    amount::Amount,
    catalogue::{Product, Variation},
    dice::Dice,
    people::Person,
};

use super::super::{
    model::{CouponLine, FeeLine, Image, Line, Meta, Order, Refund, RefundLine, ShippingLine},
    status::Status,
    taxes,
};
use super::{Generator, ITEM_IDS, ITEM_META_IDS, META_IDS, RefundFact, texts};

impl Generator {
    pub(super) fn fill_lines(&self, dice: &mut Dice, index: u64, person: &Person, order: &mut Order) {
        let first_item = 1000 + index * ITEM_IDS;
        let mut next_meta = 1000 + index * ITEM_META_IDS;
        let count = match dice.below(1000) {
            0..450 => 1,
            450..700 => 2,
            700..830 => 3,
            830..975 => dice.between(4, 9),
            _ => dice.between(20, 40),
        };
        let reduced = order.stock_reduced;
        for step in 0..count.unsigned_abs() {
            if let Some(line) = self.line(dice, first_item + step, person, &mut next_meta, reduced) {
                order.lines.push(line);
            }
        }
        self.coupon(dice, index, order);
        if order.status == Status::CheckoutDraft {
            return;
        }
        let (method, title, euro_cents) = dice.weigh(person.land.shipping);
        let instance = match method {
            "flat_rate" => "1",
            "free_shipping" => "2",
            _ => "3",
        };
        order.shipping_lines.push(ShippingLine {
            id: first_item + 48,
            method_title: title.to_owned(),
            method_id: method.to_owned(),
            instance_id: instance.to_owned(),
            total: Self::price_abroad(Amount::cents(euro_cents), person),
            total_tax: Amount::ZERO,
            rate_id: None,
            meta: Vec::new(),
        });
        if order.payment_method == "cod" && dice.chance(500) {
            let total = Self::price_abroad(Amount::cents(250), person);
            let name = "Toeslag rembours".to_owned();
            order.fee_lines.push(FeeLine {
                id: first_item + 49,
                name,
                total,
                total_tax: Amount::ZERO,
                rate_id: None,
                meta: Vec::new(),
            });
        }
    }

    fn line(&self, dice: &mut Dice, id: u64, person: &Person, next_meta: &mut u64, reduced: bool) -> Option<Line> {
        // A few products sell best: the smaller of two throws.
        let all = self.catalogue.len() as u64;
        let at = dice.below(all).min(dice.below(all));
        let product = self.catalogue.get(at as usize)?;
        let choice = dice.below(product.variations.len().max(1) as u64) as usize;
        let variation = product.variations.get(choice);
        let quantity = dice.weigh(&[(70, 1), (20, 2), (6, 3), (2, 6), (1, 12), (1, 4)]);
        let price = Self::price_abroad(variation.map_or(product.price, |variation| variation.price), person);
        let mut line = new_line(id, product, variation, quantity, price, &mut || bump(next_meta));
        if reduced {
            line.meta.push(Meta {
                id: bump(next_meta),
                key: "_reduced_stock".to_owned(),
                value: json!(quantity.to_string()),
            });
        }
        Some(line)
    }

    fn coupon(&self, dice: &mut Dice, index: u64, order: &mut Order) {
        if !dice.chance(80) {
            return;
        }
        let (code, percent) = dice.pick(texts::COUPONS);
        for line in &mut order.lines {
            line.total = line.subtotal.ratio(100 - percent, 100);
        }
        let discount = order.lines.iter().map(|line| (line.subtotal - line.total).rounded()).sum();
        order.coupon_lines.push(CouponLine {
            id: 1000 + index * ITEM_IDS + 50,
            code: code.to_owned(),
            discount,
            discount_tax: Amount::ZERO,
            percent,
            meta_id: 1000 + index * ITEM_META_IDS + 127,
        });
    }

    pub(super) fn refund(&self, dice: &mut Dice, index: u64, order: &Order, fact: RefundFact) -> Refund {
        let meta = |kind: &str| {
            vec![Meta { id: 1000 + index * META_IDS + 31, key: "_refund_type".to_owned(), value: json!(kind) }]
        };
        let (id, created) = (order.id + 1, fact.at);
        let online = !matches!(order.payment_method.as_str(), "bacs" | "cod") && dice.chance(600);
        if fact.full {
            let reason = if dice.chance(300) { "Order fully refunded." } else { "Volledig retour" }.to_owned();
            return Refund {
                id,
                created,
                amount: order.totals.total,
                reason,
                refunded_by: 1,
                refunded_payment: online,
                meta: meta("full"),
                lines: Vec::new(),
            };
        }
        let Some(line) = order.lines.first().filter(|line| line.total > Amount::ZERO) else {
            let amount = order.totals.total.ratio(1, 4).rounded();
            return Refund {
                id,
                created,
                amount,
                reason: "Goodwill".to_owned(),
                refunded_by: 1,
                refunded_payment: false,
                meta: meta("partial"),
                lines: Vec::new(),
            };
        };
        let (total, total_tax) =
            (line.total.ratio(1, line.quantity).rounded(), line.total_tax.ratio(1, line.quantity).rounded());
        let given = RefundLine {
            id: 1000 + index * ITEM_IDS + 56,
            item_id: line.id,
            meta_id: 1000 + index * ITEM_META_IDS + 126,
            quantity: 1,
            total,
            total_tax,
        };
        Refund {
            id,
            created,
            amount: total + total_tax,
            reason: dice.pick(texts::REASONS).to_owned(),
            refunded_by: 1,
            refunded_payment: online,
            meta: meta("partial"),
            lines: vec![given],
        }
    }
}

/// A line for a product at a unit price with Dutch tax, before taxes and discounts.
pub fn new_line(
    id: u64,
    product: &Product,
    variation: Option<&Variation>,
    quantity: i64,
    price: Amount,
    next_meta: &mut dyn FnMut() -> u64,
) -> Line {
    let tax_class = product.kind.tax_class;
    let subtotal = taxes::rate_for("NL", tax_class)
        .map_or(price.ratio(quantity, 1), |rate| price.ratio(100 * quantity, 100 + rate.percent));
    let name = match variation {
        None => product.name.clone(),
        Some(variation) => {
            let choices: Vec<&str> = variation.choices.iter().map(|(_, choice)| *choice).collect();
            format!("{} - {}", product.name, choices.join(", "))
        }
    };
    let meta = variation.map_or_else(Vec::new, |variation| {
        let row =
            |(key, choice): &(&str, &str)| Meta { id: next_meta(), key: key.to_lowercase(), value: json!(choice) };
        variation.choices.iter().map(row).collect()
    });
    Line {
        id,
        name,
        product_id: product.id,
        variation_id: variation.map_or(0, |variation| variation.id),
        quantity,
        tax_class: tax_class.to_owned(),
        subtotal,
        subtotal_tax: Amount::ZERO,
        total: subtotal,
        total_tax: Amount::ZERO,
        rate_id: None,
        meta,
        sku: variation.map_or_else(|| product.sku.clone(), |variation| variation.sku.clone()),
        image: image(product, variation.is_some()),
        parent_name: variation.map(|_| product.name.clone()),
    }
}

/// A plain product's picture id is text (`""` without one), a variation's a number (0 without one).
fn image(product: &Product, varied: bool) -> Image {
    let id = match (product.picture, varied) {
        (Some(id), false) => json!(id.to_string()),
        (Some(id), true) => json!(id),
        (None, false) => Value::String(String::new()),
        (None, true) => json!(0),
    };
    Image { id, src: Generator::picture_path(product).unwrap_or_default() }
}

fn bump(next: &mut u64) -> u64 {
    *next += 1;
    *next - 1
}
