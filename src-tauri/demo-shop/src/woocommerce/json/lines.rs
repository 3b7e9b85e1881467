//! What is in an order: its lines of every kind, with their taxes and metadata.

use serde_json::Value;

use crate::amount::Amount;

use super::super::{
    model::{CouponLine, FeeLine, Line, Meta, ShippingLine, TaxLine},
    taxes,
};
use super::{Print, Writer};

impl Print<'_> {
    pub(super) fn line(&self, w: &mut Writer, line: &Line) {
        w.object(|w| {
            w.number("id", line.id);
            w.string("name", &line.name);
            w.number("product_id", line.product_id);
            w.number("variation_id", line.variation_id);
            w.number("quantity", line.quantity);
            w.string("tax_class", &line.tax_class);
            w.money("subtotal", line.subtotal, self);
            w.money("subtotal_tax", line.subtotal_tax, self);
            w.money("total", line.total, self);
            w.money("total_tax", line.total_tax, self);
            self.line_taxes(w, line.rate_id, line.total_tax, Some(line.subtotal_tax));
            w.field("meta_data", |w| w.array(&line.meta, |w, row| meta(w, row, true)));
            w.string("sku", &line.sku);
            w.string("global_unique_id", "");
            w.number("price", line.total.unit_price(line.quantity));
            w.field("image", |w| {
                w.object(|w| {
                    w.value("id", &line.image.id);
                    w.string("src", &self.picture(&line.image.src));
                });
            });
            match &line.parent_name {
                Some(name) => w.string("parent_name", name),
                None => w.number("parent_name", "null"),
            }
        });
    }

    /// A picture's address; empty without a picture.
    fn picture(&self, path: &str) -> String {
        if path.is_empty() { String::new() } else { format!("{}{path}", self.pictures) }
    }

    pub(super) fn line_taxes(&self, w: &mut Writer, rate_id: Option<u64>, total: Amount, subtotal: Option<Amount>) {
        w.field("taxes", |w| {
            w.array(rate_id, |w, rate_id| {
                w.object(|w| {
                    w.number("id", rate_id);
                    w.money("total", total, self);
                    match subtotal {
                        Some(subtotal) => w.money("subtotal", subtotal, self),
                        None => w.string("subtotal", ""),
                    }
                });
            });
        });
    }

    pub(super) fn tax_line(&self, w: &mut Writer, line: &TaxLine) {
        let Some(rate) = taxes::rate_by_id(line.rate_id) else { return };
        w.object(|w| {
            w.number("id", line.id);
            w.string("rate_code", &rate.code());
            w.number("rate_id", rate.id);
            w.string("label", rate.label);
            w.number("compound", false);
            w.money("tax_total", line.tax_total, self);
            w.money("shipping_tax_total", line.shipping_tax_total, self);
            w.number("rate_percent", rate.percent);
            w.field("meta_data", |w| w.array::<()>([], |_, ()| {}));
        });
    }

    pub(super) fn shipping_line(&self, w: &mut Writer, line: &ShippingLine) {
        w.object(|w| {
            w.number("id", line.id);
            w.string("method_title", &line.method_title);
            w.string("method_id", &line.method_id);
            w.string("instance_id", &line.instance_id);
            w.money("total", line.total, self);
            w.money("total_tax", line.total_tax, self);
            self.line_taxes(w, line.rate_id, line.total_tax, None);
            w.string("tax_status", "taxable");
            w.field("meta_data", |w| w.array(&line.meta, |w, row| meta(w, row, true)));
        });
    }

    pub(super) fn fee_line(&self, w: &mut Writer, line: &FeeLine) {
        w.object(|w| {
            w.number("id", line.id);
            w.string("name", &line.name);
            w.string("tax_class", "");
            w.string("tax_status", "taxable");
            w.string("amount", &line.total.text(2));
            w.money("total", line.total, self);
            w.money("total_tax", line.total_tax, self);
            self.line_taxes(w, line.rate_id, line.total_tax, None);
            w.field("meta_data", |w| w.array(&line.meta, |w, row| meta(w, row, true)));
        });
    }

    pub(super) fn coupon_line(&self, w: &mut Writer, line: &CouponLine) {
        let info = Value::String(format!("[{},\"{}\",\"percent\",{}]", line.meta_id, line.code, line.percent));
        w.object(|w| {
            w.number("id", line.id);
            w.string("code", &line.code);
            w.money("discount", line.discount, self);
            w.money("discount_tax", line.discount_tax, self);
            let row = Meta { id: line.meta_id, key: "coupon_info".to_owned(), value: info };
            w.field("meta_data", |w| w.array([row], |w, row| meta(w, &row, true)));
            w.string("discount_type", "percent");
            w.number("nominal_amount", line.percent);
            w.number("free_shipping", false);
        });
    }
}

/// A row of metadata; lines show it twice, for programs and for people.
pub(super) fn meta(w: &mut Writer, row: &Meta, of_line: bool) {
    w.object(|w| {
        w.number("id", row.id);
        w.string("key", &row.key);
        w.value("value", &row.value);
        if of_line {
            let mut label = row.key.clone();
            if !row.key.starts_with('_') {
                label = label.chars().take(1).flat_map(char::to_uppercase).chain(label.chars().skip(1)).collect();
            }
            w.string("display_key", &label);
            w.value("display_value", &row.value);
        }
    });
}
