//! Orders, refunds and notes as the server prints them. Written straight into the answer's bytes: a page is a hundred orders of four
//! kilobytes, and the shop's own cost must stay out of what is measured against it.

mod extras;
mod lines;
mod writer;

use crate::{clock::Zone, people::Address};

use super::{dates, model::Order, status::Status, store::Row};
use lines::meta;
use writer::{link, links};

pub use writer::Writer;

/// What all answers share.
#[derive(Debug)]
pub struct Print<'a> {
    /// The site's address, without a slash at the end.
    pub site: &'a str,
    /// What paths of pictures are put behind.
    pub pictures: &'a str,
    /// The site's time zone.
    pub zone: &'a Zone,
    /// Decimals of amounts.
    pub dp: u8,
}

/// The order fields that come from the index alone.
pub const INDEXED: &[&str] =
    &["id", "parent_id", "number", "status", "date_created", "date_created_gmt", "date_modified", "date_modified_gmt"];

/// All fields of an order, in the server's order.
pub const ORDER_FIELDS: &[&str] = &[
    "id",
    "parent_id",
    "status",
    "currency",
    "version",
    "prices_include_tax",
    "date_created",
    "date_modified",
    "discount_total",
    "discount_tax",
    "shipping_total",
    "shipping_tax",
    "cart_tax",
    "total",
    "total_tax",
    "customer_id",
    "order_key",
    "billing",
    "shipping",
    "payment_method",
    "payment_method_title",
    "transaction_id",
    "customer_ip_address",
    "customer_user_agent",
    "created_via",
    "customer_note",
    "date_completed",
    "date_paid",
    "cart_hash",
    "number",
    "meta_data",
    "line_items",
    "tax_lines",
    "shipping_lines",
    "fee_lines",
    "coupon_lines",
    "refunds",
    "payment_url",
    "is_editable",
    "needs_payment",
    "needs_processing",
    "date_created_gmt",
    "date_modified_gmt",
    "date_completed_gmt",
    "date_paid_gmt",
    "currency_symbol",
    "_links",
];

impl Print<'_> {
    /// One field of an order.
    pub fn order_field(&self, w: &mut Writer, order: &Order, name: &'static str) {
        let totals = &order.totals;
        let local = |second: i64| self.zone.to_local(second);
        match name {
            "id" => w.number(name, order.id),
            "parent_id" => w.number(name, 0),
            "status" => w.string(name, order.status.slug()),
            "currency" => w.string(name, &order.currency),
            "version" => w.string(name, super::VERSION),
            "prices_include_tax" => w.number(name, true),
            "date_created" => w.date(name, Some(local(order.created))),
            "date_created_gmt" => w.date(name, Some(order.created)),
            "date_modified" => w.date(name, Some(local(order.modified))),
            "date_modified_gmt" => w.date(name, Some(order.modified)),
            "date_completed" => w.date(name, order.completed.map(local)),
            "date_completed_gmt" => w.date(name, order.completed),
            "date_paid" => w.date(name, order.paid.map(local)),
            "date_paid_gmt" => w.date(name, order.paid),
            "discount_total" => w.money(name, totals.discount, self),
            "discount_tax" => w.money(name, totals.discount_tax, self),
            "shipping_total" => w.money(name, totals.shipping, self),
            "shipping_tax" => w.money(name, totals.shipping_tax, self),
            "cart_tax" => w.money(name, totals.cart_tax, self),
            "total" => w.money(name, totals.total, self),
            "total_tax" => w.money(name, order.total_tax(), self),
            "customer_id" => w.number(name, order.customer_id),
            "billing" => w.field(name, |w| address(w, &order.billing, true)),
            "shipping" => w.field(name, |w| address(w, &order.shipping, false)),
            "is_editable" => w.number(name, order.is_editable()),
            "needs_payment" => w.number(name, order.needs_payment()),
            "needs_processing" => w.number(name, order.needs_processing()),
            "_links" => w.field(name, |w| self.order_links(w, order)),
            _ => self.order_text(w, order, name),
        }
    }

    fn order_text(&self, w: &mut Writer, order: &Order, name: &'static str) {
        match name {
            "order_key" => w.string(name, &order.order_key),
            "payment_method" => w.string(name, &order.payment_method),
            "payment_method_title" => w.string(name, &order.payment_method_title),
            "transaction_id" => w.string(name, &order.transaction_id),
            "customer_ip_address" => w.string(name, &order.ip),
            "customer_user_agent" => w.string(name, &order.agent),
            "created_via" => w.string(name, &order.created_via),
            "customer_note" => w.string(name, &order.customer_note),
            "cart_hash" => w.string(name, ""),
            "number" => w.string(name, &order.id.to_string()),
            "currency_symbol" => w.string(name, super::settings::symbol(&order.currency)),
            "payment_url" => {
                let key = &order.order_key;
                w.string(name, &format!("{}/checkout/order-pay/{}/?pay_for_order=true&key={key}", self.site, order.id));
            }
            "meta_data" => w.field(name, |w| w.array(&order.meta, |w, row| meta(w, row, false))),
            "line_items" => w.field(name, |w| w.array(&order.lines, |w, line| self.line(w, line))),
            "tax_lines" => w.field(name, |w| w.array(&order.tax_lines, |w, line| self.tax_line(w, line))),
            "shipping_lines" => {
                w.field(name, |w| w.array(&order.shipping_lines, |w, line| self.shipping_line(w, line)));
            }
            "fee_lines" => w.field(name, |w| w.array(&order.fee_lines, |w, line| self.fee_line(w, line))),
            "coupon_lines" => w.field(name, |w| w.array(&order.coupon_lines, |w, line| self.coupon_line(w, line))),
            "refunds" => w.field(name, |w| {
                // The newest first, as the shop lists them.
                w.array(order.refunds.iter().rev(), |w, refund| {
                    w.object(|w| {
                        w.number("id", refund.id);
                        w.string("reason", &refund.reason);
                        w.money("total", -refund.amount, self);
                    });
                });
            }),
            _ => {}
        }
    }

    /// One of the fields the index holds.
    pub fn indexed_field(&self, w: &mut Writer, row: &Row, name: &'static str) {
        let (created, modified) = (i64::from(row.created), i64::from(row.modified));
        match name {
            "id" => w.number(name, row.id),
            "parent_id" => w.number(name, 0),
            "number" => w.string(name, &row.id.to_string()),
            "status" => w.string(name, row.status.map_or("", Status::slug)),
            "date_created" => w.date(name, Some(self.zone.to_local(created))),
            "date_created_gmt" => w.date(name, Some(created)),
            "date_modified" => w.date(name, Some(self.zone.to_local(modified))),
            "date_modified_gmt" => w.date(name, Some(modified)),
            _ => {}
        }
    }

    fn order_links(&self, w: &mut Writer, order: &Order) {
        let base = format!("{}/wp-json/wc/v3/orders", self.site);
        let own = format!("{base}/{}", order.id);
        w.object(|w| {
            links(w, &own, &["GET", "POST", "PUT", "PATCH", "DELETE"], &base);
            w.field("email_templates", |w| {
                w.array([()], |w, ()| {
                    w.object(|w| {
                        w.number("embeddable", true);
                        w.string("href", &format!("{own}/actions/email_templates"));
                    });
                });
            });
            if order.customer_id > 0 {
                let href = format!("{}/wp-json/wc/v3/customers/{}", self.site, order.customer_id);
                w.field("customer", |w| link(w, &href));
            }
        });
    }
}

fn address(w: &mut Writer, address: &Address, billing: bool) {
    w.object(|w| {
        w.string("first_name", &address.first_name);
        w.string("last_name", &address.last_name);
        w.string("company", &address.company);
        w.string("address_1", &address.address_1);
        w.string("address_2", &address.address_2);
        w.string("city", &address.city);
        w.string("state", &address.state);
        w.string("postcode", &address.postcode);
        w.string("country", &address.country);
        if billing {
            w.string("email", &address.email);
        }
        w.string("phone", &address.phone);
    });
}
