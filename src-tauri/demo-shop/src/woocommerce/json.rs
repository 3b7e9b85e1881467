//! Orders, refunds and notes as the server prints them. Written straight into the answer's bytes: a page is a hundred orders of four
//! kilobytes, and the shop's own cost must stay out of what is measured against it.

use serde_json::Value;

use crate::{amount::Amount, clock::Zone, people::Address};

use super::{
    dates,
    model::{CouponLine, FeeLine, Line, Meta, Note, Order, Refund, ShippingLine, TaxLine},
    status::Status,
    store::Row,
    taxes,
};

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

/// Builds one JSON text.
#[derive(Debug, Default)]
pub struct Writer {
    /// What is written so far.
    pub out: String,
}

impl Writer {
    /// Puts a comma unless something has just been opened.
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    /// Writes a name and a value.
    pub fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        value(self);
    }

    /// Writes `{…}`.
    pub fn object(&mut self, body: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('{');
        body(self);
        self.out.push('}');
    }

    /// Writes `[…]`.
    pub fn array<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.comma();
        self.out.push('[');
        for item in items {
            each(self, item);
        }
        self.out.push(']');
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
            self.out.push_str(text);
        } else {
            for sign in text.chars() {
                match sign {
                    '"' => self.out.push_str("\\\""),
                    '\\' => self.out.push_str("\\\\"),
                    '\n' => self.out.push_str("\\n"),
                    '\r' => self.out.push_str("\\r"),
                    '\t' => self.out.push_str("\\t"),
                    control if control < ' ' => self.out.push_str(&format!("\\u{:04x}", u32::from(control))),
                    other => self.out.push(other),
                }
            }
        }
        self.out.push('"');
    }

    fn string(&mut self, name: &str, text: &str) {
        self.field(name, |w| w.text(text));
    }

    fn number(&mut self, name: &str, number: impl std::fmt::Display) {
        self.field(name, |w| {
            let _ = std::fmt::Write::write_fmt(&mut w.out, format_args!("{number}"));
        });
    }

    fn value(&mut self, name: &str, value: &Value) {
        self.field(name, |w| w.out.push_str(&value.to_string()));
    }

    fn money(&mut self, name: &str, amount: Amount, print: &Print<'_>) {
        self.field(name, |w| {
            w.out.push('"');
            amount.write(print.dp, &mut w.out);
            w.out.push('"');
        });
    }

    fn date(&mut self, name: &str, second: Option<i64>) {
        self.field(name, |w| match second {
            None => w.out.push_str("null"),
            Some(second) => {
                w.out.push('"');
                dates::write_naive(second, &mut w.out);
                w.out.push('"');
            }
        });
    }
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
                w.field(name, |w| w.array(&order.shipping_lines, |w, line| self.shipping_line(w, line)))
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

    fn line(&self, w: &mut Writer, line: &Line) {
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

    fn line_taxes(&self, w: &mut Writer, rate_id: Option<u64>, total: Amount, subtotal: Option<Amount>) {
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

    fn tax_line(&self, w: &mut Writer, line: &TaxLine) {
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

    fn shipping_line(&self, w: &mut Writer, line: &ShippingLine) {
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

    fn fee_line(&self, w: &mut Writer, line: &FeeLine) {
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

    fn coupon_line(&self, w: &mut Writer, line: &CouponLine) {
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

    /// A refund of an order; `global`: as the list over all orders shows it, with its order's id.
    pub fn refund(&self, w: &mut Writer, order: &Order, refund: &Refund, global: bool) {
        let base = format!("{}/wp-json/wc/v3/orders/{}", self.site, order.id);
        w.object(|w| {
            w.number("id", refund.id);
            if global {
                w.number("parent_id", order.id);
            }
            w.date("date_created", Some(self.zone.to_local(refund.created)));
            w.date("date_created_gmt", Some(refund.created));
            w.money("amount", refund.amount, self);
            w.string("reason", &refund.reason);
            w.number("refunded_by", refund.refunded_by);
            w.number("refunded_payment", refund.refunded_payment);
            w.field("meta_data", |w| w.array(&refund.meta, |w, row| meta(w, row, false)));
            w.field("line_items", |w| self.refund_lines(w, order, refund));
            w.field("shipping_lines", |w| self.refund_shipping(w, order, refund));
            w.field("tax_lines", |w| w.array::<()>([], |_, ()| {}));
            w.field("fee_lines", |w| w.array::<()>([], |_, ()| {}));
            w.field("_links", |w| {
                w.object(|w| {
                    let list = format!("{base}/refunds");
                    links(w, &format!("{list}/{}", refund.id), &["GET", "DELETE"], &list);
                    w.field("up", |w| link(w, &base));
                });
            });
        });
    }

    fn refund_lines(&self, w: &mut Writer, order: &Order, refund: &Refund) {
        let lines = refund
            .lines
            .iter()
            .filter_map(|given| Some((given, order.lines.iter().find(|line| line.id == given.item_id)?)));
        w.array(lines, |w, (given, line)| {
            let row = Meta {
                id: given.meta_id,
                key: "_refunded_item_id".to_owned(),
                value: Value::String(line.id.to_string()),
            };
            let shown = Line {
                id: given.id,
                quantity: -given.quantity,
                subtotal: -given.total,
                subtotal_tax: -given.total_tax,
                total: -given.total,
                total_tax: -given.total_tax,
                rate_id: line.rate_id.filter(|_| given.total_tax != Amount::ZERO),
                meta: vec![row],
                ..line.clone()
            };
            self.line(w, &shown);
        });
    }

    fn refund_shipping(&self, w: &mut Writer, order: &Order, refund: &Refund) {
        let lines = refund
            .lines
            .iter()
            .filter_map(|given| Some((given, order.shipping_lines.iter().find(|line| line.id == given.item_id)?)));
        w.array(lines, |w, (given, line)| {
            let row = Meta {
                id: given.meta_id,
                key: "_refunded_item_id".to_owned(),
                value: Value::String(line.id.to_string()),
            };
            let rate_id = line.rate_id.filter(|_| given.total_tax != Amount::ZERO);
            let shown = ShippingLine {
                id: given.id,
                total: -given.total,
                total_tax: -given.total_tax,
                rate_id,
                meta: vec![row],
                ..line.clone()
            };
            self.shipping_line(w, &shown);
        });
    }

    /// A note of an order.
    pub fn note(&self, w: &mut Writer, order_id: u64, note: &Note) {
        let base = format!("{}/wp-json/wc/v3/orders/{order_id}", self.site);
        w.object(|w| {
            w.number("id", note.id);
            w.string("author", &note.author);
            w.date("date_created", Some(self.zone.to_local(note.created)));
            w.date("date_created_gmt", Some(note.created));
            w.string("note", &note.text);
            w.number("customer_note", note.to_customer);
            w.field("_links", |w| {
                w.object(|w| {
                    let list = format!("{base}/notes");
                    links(w, &format!("{list}/{}", note.id), &["GET", "DELETE"], &list);
                    w.field("up", |w| link(w, &base));
                });
            });
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

/// A row of metadata; lines show it twice, for programs and for people.
fn meta(w: &mut Writer, row: &Meta, of_line: bool) {
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

fn link(w: &mut Writer, href: &str) {
    w.array([()], |w, ()| w.object(|w| w.string("href", href)));
}

fn links(w: &mut Writer, own: &str, allow: &[&str], collection: &str) {
    w.field("self", |w| {
        w.array([()], |w, ()| {
            w.object(|w| {
                w.string("href", own);
                w.field("targetHints", |w| {
                    w.object(|w| {
                        w.field("allow", |w| {
                            w.array(allow, |w, method| {
                                w.comma();
                                w.text(method);
                            });
                        });
                    });
                });
            });
        });
    });
    w.field("collection", |w| link(w, collection));
}
