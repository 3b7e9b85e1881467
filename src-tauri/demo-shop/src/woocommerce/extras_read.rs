//! Reading what hangs on orders: notes and refunds.

use http::StatusCode;

use crate::pace;

use super::{
    filter::Filter,
    json::Writer,
    model::Order,
    orders_read::{Reading, paged},
    query::{Paging, Query},
    reply::{Invalid, Reply, RestError},
    status::Status,
};

impl Reading<'_> {
    /// `GET /orders/{id}/notes`, newest first; `type`: any, customer or internal.
    pub fn notes(&self, order_id: u64, query: &Query) -> Result<Reply, RestError> {
        let order = self.whole(order_id)?;
        let kind = query.get("type").unwrap_or("any");
        let mut notes: Vec<_> = order
            .notes
            .iter()
            .filter(|note| match kind {
                "customer" => note.to_customer,
                "internal" => !note.to_customer,
                _ => true,
            })
            .collect();
        notes.sort_by_key(|note| std::cmp::Reverse((note.created, note.id)));
        let mut w = Writer::default();
        w.array(notes, |w, note| self.print.note(w, order_id, note));
        Ok(Reply::json(StatusCode::OK, w.out).allow("GET, POST").costing(pace::NOTES_MS))
    }

    /// `GET /orders/{id}/notes/{id}`.
    pub fn note(&self, order_id: u64, note_id: u64) -> Result<Reply, RestError> {
        let order = self.whole(order_id)?;
        let note = order.notes.iter().find(|note| note.id == note_id);
        let note = note.ok_or_else(|| RestError::new(404, "woocommerce_rest_invalid_id", "Invalid resource ID."))?;
        let mut w = Writer::default();
        self.print.note(&mut w, order_id, note);
        Ok(Reply::json(StatusCode::OK, w.out).allow("GET, DELETE").costing(pace::NOTES_MS))
    }

    fn whole(&self, order_id: u64) -> Result<Order, RestError> {
        let slot = self
            .store
            .slot(order_id)
            .ok_or_else(|| RestError::new(404, "woocommerce_rest_order_invalid_id", "Invalid order ID."))?;
        Ok(self.store.whole(slot))
    }

    /// `GET /orders/{id}/refunds`, newest first.
    pub fn refunds_of(&self, order_id: u64, query: &Query) -> Result<Reply, RestError> {
        let mut invalid = Invalid::default();
        let paging = Paging::read(query, &mut invalid);
        invalid.check()?;
        let slot = self
            .store
            .slot(order_id)
            .ok_or_else(|| RestError::new(404, "woocommerce_rest_invalid_order_id", "Invalid order ID."))?;
        let order = self.store.read(slot);
        let mut refunds: Vec<_> = order.refunds.iter().collect();
        refunds.sort_by_key(|refund| std::cmp::Reverse((refund.created, refund.id)));
        let total = refunds.len() as u64;
        let page: Vec<_> = refunds.into_iter().skip(paging.skip()).take(paging.take()).collect();
        let mut w = Writer::default();
        w.array(&page, |w, refund| self.print.refund(w, &order, refund, false));
        let reply = Reply::json(StatusCode::OK, w.out).allow("GET, POST");
        let base = format!("{}/wp-json/wc/v3/orders/{order_id}/refunds", self.print.site);
        Ok(paged(reply, &base, query, &[("dp", "2")], &paging, total).costing(pace::ITEM_MS))
    }

    /// `GET /orders/{id}/refunds/{id}`.
    pub fn refund(&self, order_id: u64, refund_id: u64) -> Result<Reply, RestError> {
        let slot = self
            .store
            .slot(order_id)
            .ok_or_else(|| RestError::new(404, "woocommerce_rest_invalid_order_id", "Invalid order ID."))?;
        let order = self.store.read(slot);
        let refund = order.refunds.iter().find(|refund| refund.id == refund_id);
        let refund = refund
            .ok_or_else(|| RestError::new(404, "woocommerce_rest_shop_order_refund_invalid_id", "Invalid ID."))?;
        let mut w = Writer::default();
        self.print.refund(&mut w, &order, refund, false);
        Ok(Reply::json(StatusCode::OK, w.out).allow("GET, DELETE").costing(pace::ITEM_MS))
    }

    /// `GET /refunds`: those of all orders.
    pub fn refunds(&self, query: &Query) -> Result<Reply, RestError> {
        let mut invalid = Invalid::default();
        let paging = Paging::read(query, &mut invalid);
        let filter = Filter::read(query, self.print.zone, self.plugin, &mut invalid);
        invalid.check()?;
        // A refund is never changed: both dates are its creation.
        let fits = |at: i64| {
            [filter.after, filter.modified_after].iter().flatten().all(|after| at > *after)
                && [filter.before, filter.modified_before].iter().flatten().all(|before| at < *before)
        };
        let listed = |slot: u32| self.store.row(slot).and_then(|row| row.status).is_some_and(Status::is_listed);
        let mut all: Vec<(i64, u64, u32)> =
            self.store.refunds().filter(|(at, _, slot)| fits(*at) && listed(*slot)).collect();
        if filter.descending {
            all.reverse();
        }
        let page: Vec<_> = all.iter().skip(paging.skip()).take(paging.take()).collect();
        let mut w = Writer::default();
        w.array(&page, |w, (_, id, slot)| {
            let order = self.store.read(*slot);
            if let Some(refund) = order.refunds.iter().find(|refund| refund.id == *id) {
                self.print.refund(w, &order, refund, true);
            }
        });
        let total = if page.is_empty() { 0 } else { all.len() as u64 };
        let reply = Reply::json(StatusCode::OK, w.out).allow("GET");
        let work = pace::list_ms(page.len() as u64, true);
        Ok(paged(reply, &format!("{}/wp-json/wc/v3/refunds", self.print.site), query, &[("dp", "2")], &paging, total)
            .costing(work))
    }
}
