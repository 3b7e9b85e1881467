//! Reading orders: lists with their filters, orders and pages, single orders, notes and refunds.

use std::collections::BTreeSet;

use http::StatusCode;

use crate::{clock::Zone, pace};

use super::{
    dates::Asked,
    fields::{Fields, Want},
    json::{INDEXED, ORDER_FIELDS, Print, Writer},
    model::Order,
    query::{Paging, Query, page_links},
    reply::{ITEM_METHODS, Invalid, Reply, RestError},
    status::{self, Status},
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

const ORDER_BY: &[&str] = &["date", "id", "include", "title", "slug", "modified"];

/// A list's filters, read and checked.
#[derive(Debug)]
struct Filter {
    statuses: Option<Vec<Status>>,
    after: Option<i64>,
    before: Option<i64>,
    modified_after: Option<i64>,
    modified_before: Option<i64>,
    include: Option<Vec<u64>>,
    exclude: Vec<u64>,
    customer: Option<u64>,
    product: Option<u64>,
    created_via: Option<String>,
    search: Option<String>,
    by: By,
    /// Ordered by id or by the include list instead of a date.
    by_id: bool,
    by_include: bool,
    descending: bool,
}

impl Filter {
    fn read(query: &Query, zone: &Zone, plugin: bool, invalid: &mut Invalid) -> Self {
        let gmt = query.flag("dates_are_gmt");
        let mut date = |name| query.date(name, invalid).map(|asked| bound(asked, gmt, zone));
        let (after, before) = (date("after"), date("before"));
        let (modified_after, modified_before) = (date("modified_after"), date("modified_before"));
        let orderby = query.word("orderby", ORDER_BY, "date", invalid);
        let order = query.word("order", &["asc", "desc"], "desc", invalid);
        let number = |name: &str| query.get(name).and_then(|id| id.parse().ok());
        Self {
            statuses: statuses(query, plugin, invalid),
            after,
            before,
            modified_after,
            modified_before,
            include: query.ids("include").filter(|ids| !ids.is_empty()),
            exclude: query.ids("exclude").unwrap_or_default(),
            customer: number("customer"),
            product: number("product"),
            created_via: query.get("created_via").map(str::to_owned),
            search: query.get("search").filter(|text| !text.is_empty()).map(str::to_lowercase),
            by: if orderby == "modified" { By::Modified } else { By::Created },
            by_id: matches!(orderby, "id" | "title" | "slug"),
            by_include: orderby == "include",
            descending: order == "desc",
        }
    }

    /// Nothing but dates and `any`: the index answers alone.
    fn is_plain(&self) -> bool {
        self.statuses.is_none()
            && self.include.is_none()
            && self.exclude.is_empty()
            && self.customer.is_none()
            && self.product.is_none()
            && self.created_via.is_none()
            && self.search.is_none()
            && !self.by_id
            && !self.by_include
            && match self.by {
                By::Created => self.modified_after.is_none() && self.modified_before.is_none(),
                By::Modified => self.after.is_none() && self.before.is_none(),
            }
    }

    fn row_fits(&self, row: &Row) -> bool {
        let within = |second: u32, after: Option<i64>, before: Option<i64>| {
            after.is_none_or(|after| i64::from(second) > after)
                && before.is_none_or(|before| i64::from(second) < before)
        };
        row.status.is_some_and(|status| match &self.statuses {
            None => status.is_listed(),
            Some(wanted) => wanted.contains(&status),
        }) && within(row.created, self.after, self.before)
            && within(row.modified, self.modified_after, self.modified_before)
            && self.include.as_ref().is_none_or(|ids| ids.contains(&row.id))
            && !self.exclude.contains(&row.id)
    }

    fn order_fits(&self, order: &Order) -> bool {
        self.product.is_none_or(|id| order.lines.iter().any(|line| line.product_id == id || line.variation_id == id))
            && self.created_via.as_ref().is_none_or(|via| order.created_via == *via)
            && self.search.as_ref().is_none_or(|text| found_in(order, text))
    }
}

/// A bound in UTC seconds. As observed: with `dates_are_gmt` a value that names a zone is first turned into the site's own time and then
/// taken for UTC; a bare value is UTC. Without it a bare value is site time.
fn bound(asked: Asked, gmt: bool, zone: &Zone) -> i64 {
    let local = match asked.offset {
        Some(offset) => zone.to_local(asked.wall - offset),
        None => asked.wall,
    };
    if gmt { local } else { zone.to_utc(local) }
}

/// The statuses wanted; `None` for `any`, which also wins over what stands beside it.
fn statuses(query: &Query, plugin: bool, invalid: &mut Invalid) -> Option<Vec<Status>> {
    let words = query.list("status")?;
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match Status::parse(word, plugin) {
            Some(status) => found.push(status),
            None if word == "any" => {}
            None => {
                let mut allowed = vec!["any", "trash", "auto-draft"];
                allowed.extend(status::named(plugin).map(Status::slug));
                let shown = format!("status[{at}]");
                invalid.not_one_of("status", &shown, &allowed);
            }
        }
    }
    (!words.is_empty() && !words.iter().any(|word| word == "any")).then_some(found)
}

/// What the shop's search looks at: addresses, e-mail, item names, transaction and order number. No SKU.
fn found_in(order: &Order, text: &str) -> bool {
    let address = |address: &crate::people::Address| {
        [
            &address.first_name,
            &address.last_name,
            &address.company,
            &address.address_1,
            &address.address_2,
            &address.city,
            &address.postcode,
            &address.email,
            &address.phone,
        ]
        .into_iter()
        .any(|part| part.to_lowercase().contains(text))
            || format!("{} {}", address.first_name, address.last_name).to_lowercase().contains(text)
    };
    address(&order.billing)
        || address(&order.shipping)
        || order.lines.iter().any(|line| line.name.to_lowercase().contains(text))
        || order.transaction_id.to_lowercase() == text
        || order.id.to_string() == text
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
                w.object(|w| self.from_index(w, row, fields));
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

    fn from_index(&self, w: &mut Writer, row: &Row, fields: &Fields) {
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
