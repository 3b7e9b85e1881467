//! Reading orders: lists and single ones.

use std::collections::BTreeSet;

use http::StatusCode;

use crate::pace;

use super::{
    fields::{Fields, Want},
    filter::Filter,
    json::{INDEXED, ORDER_FIELDS, Print, Writer},
    model::Order,
    query::{Paging, Query, page_links},
    reply::{ITEM_METHODS, Invalid, Reply, RestError},
    store::{By, Row, Store},
};

/// What reading needs of the shop.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The orders.
    pub store: &'a Store,
    /// How to print.
    pub print: Print<'a>,
    /// Positions of the orders that break what they are on.
    pub poisoned: &'a BTreeSet<u32>,
    /// The plugin's status is there.
    pub plugin: bool,
}

impl Reading<'_> {
    /// `GET /orders`.
    pub fn list(&self, query: &Query) -> Result<Reply, RestError> {
        let mut invalid = Invalid::default();
        let paging = Paging::read(query, &mut invalid);
        let filter = Filter::read(query, self.print.zone, self.plugin, &mut invalid);
        invalid.check()?;
        let (total, slots) = self.select(&filter, &paging);
        let fields = Fields::read(query);
        let mut w = Writer::default();
        w.out.reserve(slots.len() * 4096);
        self.refuse_poisoned(&slots, &fields)?;
        w.array(&slots, |w, slot| self.order(w, *slot, &fields, false));
        let searched = if filter.search.is_some() { pace::SEARCH_MS } else { 0 };
        let reply = Reply::json(StatusCode::OK, w.out).allow("GET, POST");
        let dp = self.print.dp.to_string();
        let extra: &[(&str, &str)] = if slots.is_empty() {
            &[("status[0]", "any")]
        } else {
            &[("status[0]", "any"), ("dp", &dp), ("context", "view")]
        };
        let work = pace::list_ms(slots.len() as u64, fields.at_most(4)) + searched;
        Ok(paged(reply, &format!("{}/wp-json/wc/v3/orders", self.print.site), query, extra, &paging, total)
            .costing(work))
    }

    /// The page's positions, and how many orders fit in all; 0 where the page lies past the end, as observed.
    fn select(&self, filter: &Filter, paging: &Paging) -> (u64, Vec<u32>) {
        let (after, before) = match filter.by {
            By::Created => (filter.after, filter.before),
            By::Modified => (filter.modified_after, filter.modified_before),
        };
        let (total, page) = if filter.is_plain() {
            let slots = self.store.between(filter.by, false, after, before);
            let total = slots.len();
            let page: Vec<u32> = if filter.descending {
                slots.rev().skip(paging.skip()).take(paging.take()).collect()
            } else {
                slots.skip(paging.skip()).take(paging.take()).collect()
            };
            (total, page)
        } else {
            let slots = self.filtered(filter, after, before);
            let page = slots.iter().skip(paging.skip()).take(paging.take()).copied().collect();
            (slots.len(), page)
        };
        if page.is_empty() { (0, page) } else { (total as u64, page) }
    }

    fn filtered(&self, filter: &Filter, after: Option<i64>, before: Option<i64>) -> Vec<u32> {
        let trashed = filter.statuses.as_ref().is_some_and(|wanted| wanted.iter().any(|status| !status.is_listed()));
        let mut slots: Vec<u32> = match &filter.include {
            Some(ids) => ids.iter().filter_map(|id| self.store.slot(*id)).collect(),
            None => self.store.between(filter.by, false, after, before).collect(),
        };
        if trashed && filter.include.is_none() {
            slots.extend(self.store.between(filter.by, true, after, before));
        }
        slots.retain(|slot| self.fits(filter, *slot));
        slots.dedup();
        if filter.by_include {
            return slots;
        }
        let key = |slot: &u32| {
            let row = self.store.row(*slot);
            let second = row.map_or(0, |row| if filter.by == By::Modified { row.modified } else { row.created });
            (if filter.by_id { 0 } else { second }, *slot)
        };
        slots.sort_unstable_by_key(key);
        if filter.descending {
            slots.reverse();
        }
        slots
    }

    fn fits(&self, filter: &Filter, slot: u32) -> bool {
        let Some(row) = self.store.row(slot) else { return false };
        if !filter.row_fits(row) || filter.customer.is_some_and(|id| self.store.customer_id(slot) != id) {
            return false;
        }
        let needs_order = filter.product.is_some() || filter.created_via.is_some() || filter.search.is_some();
        !needs_order || filter.order_fits(&self.store.read(slot))
    }

    /// A poisoned order takes its page down, unless only what the index holds is wanted.
    fn refuse_poisoned(&self, slots: &[u32], fields: &Fields) -> Result<(), RestError> {
        if fields.within(INDEXED) || !slots.iter().any(|slot| self.poisoned.contains(slot)) {
            return Ok(());
        }
        Err(critical())
    }

    /// Prints one order, as far as it is wanted.
    pub fn order(&self, w: &mut Writer, slot: u32, fields: &Fields, single: bool) {
        if !single && fields.within(INDEXED) {
            if let Some(row) = self.store.row(slot) {
                w.object(|w| self.indexed(w, row, fields));
            }
            return;
        }
        let order = self.store.read(slot);
        self.print_order(w, &order, fields, single);
    }

    /// Prints an order that is at hand.
    pub fn print_order(&self, w: &mut Writer, order: &Order, fields: &Fields, single: bool) {
        w.object(|w| {
            for name in ORDER_FIELDS {
                match fields.want(name) {
                    Want::Whole => self.print.order_field(w, order, name),
                    Want::No if single && *name == "_links" => self.print.order_field(w, order, name),
                    Want::No => {}
                    Want::Parts => self.parts(w, order, name, fields),
                }
            }
        });
    }

    fn parts(&self, w: &mut Writer, order: &Order, name: &'static str, fields: &Fields) {
        let mut whole = Writer::default();
        whole.object(|w| self.print.order_field(w, order, name));
        let Ok(value) = serde_json::from_str(&whole.out) else { return };
        if let Some(kept) = fields.keep(value, false).get(name) {
            w.field(name, |w| w.out.push_str(&kept.to_string()));
        }
    }

    fn indexed(&self, w: &mut Writer, row: &Row, fields: &Fields) {
        for name in INDEXED {
            if fields.want(name) == Want::Whole {
                self.print.indexed_field(w, row, name);
            }
        }
    }

    /// `GET /orders/{id}`.
    pub fn item(&self, id: u64, query: &Query) -> Result<Reply, RestError> {
        let slot = self.store.slot(id).ok_or_else(|| RestError::no_order(404))?;
        let fields = Fields::read(query);
        self.refuse_poisoned(&[slot], &Fields::default())?;
        let mut w = Writer::default();
        self.order(&mut w, slot, &fields, true);
        Ok(Reply::json(StatusCode::OK, w.out).allow(ITEM_METHODS).costing(pace::ITEM_MS))
    }
}

/// PHP died on the way.
pub fn critical() -> RestError {
    let message = "<p>There has been a critical error on this website.</p><p><a href=\"https://wordpress.org/documentation/article/faq-troubleshooting/\">Learn more about troubleshooting WordPress.</a></p>";
    RestError::new(500, "internal_server_error", message)
}

/// Adds the totals and the links to the neighbouring pages.
pub fn paged(reply: Reply, base: &str, query: &Query, extra: &[(&str, &str)], paging: &Paging, total: u64) -> Reply {
    let pages = total.div_ceil(paging.per_page.max(1));
    let reply = reply.with("x-wp-total", total.to_string()).with("x-wp-totalpages", pages.to_string());
    match page_links(base, query, extra, paging, pages) {
        Some(links) => reply.with("link", links),
        None => reply,
    }
}
