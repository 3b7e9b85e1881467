//! What hangs on an order: refunds and notes.

use serde_json::Value;

use crate::amount::Amount;

use super::super::model::{Line, Meta, Note, Order, Refund, ShippingLine};
use super::{
    Print, Writer,
    lines::meta,
    writer::{link, links},
};

impl Print<'_> {
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
