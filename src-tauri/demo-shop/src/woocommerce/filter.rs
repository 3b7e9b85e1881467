//! The filters of order lists, read and checked, with the observed ways of reading dates.

use crate::clock::Zone;

use super::{
    dates::Asked,
    model::Order,
    query::Query,
    reply::Invalid,
    status::{self, Status},
    store::{By, Row},
};

const ORDER_BY: &[&str] = &["date", "id", "include", "title", "slug", "modified"];

/// A list's filters, read and checked.
#[derive(Debug)]
pub struct Filter {
    pub statuses: Option<Vec<Status>>,
    pub after: Option<i64>,
    pub before: Option<i64>,
    pub modified_after: Option<i64>,
    pub modified_before: Option<i64>,
    pub include: Option<Vec<u64>>,
    pub exclude: Vec<u64>,
    pub customer: Option<u64>,
    pub product: Option<u64>,
    pub created_via: Option<String>,
    pub search: Option<String>,
    pub by: By,
    /// Ordered by id or by the include list instead of a date.
    pub by_id: bool,
    pub by_include: bool,
    pub descending: bool,
}

impl Filter {
    pub fn read(query: &Query, zone: &Zone, plugin: bool, invalid: &mut Invalid) -> Self {
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
    pub fn is_plain(&self) -> bool {
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

    pub fn row_fits(&self, row: &Row) -> bool {
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

    pub fn order_fits(&self, order: &Order) -> bool {
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
