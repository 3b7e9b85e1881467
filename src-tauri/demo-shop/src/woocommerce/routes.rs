//! Which address leads where.

use std::collections::BTreeSet;

use http::Method;

use crate::{clock::Zone, pace};

use super::{
    auth::Rights,
    json::Print,
    orders_read::Reading,
    query::Request,
    reply::{Reply, RestError},
    state::State,
};

/// What answering takes besides the moving parts.
#[derive(Debug)]
pub struct Context<'a> {
    /// The site's address as this request sees it, folder included.
    pub site: String,
    /// The site's time zone.
    pub zone: &'a Zone,
    /// The plugin's status is there.
    pub plugin: bool,
    /// UTC second on the shop's clock.
    pub now: i64,
}

impl Context<'_> {
    /// How answers to this request are printed; `dp`: decimals, 2 unless asked otherwise.
    pub fn print(&self, request: &Request) -> Print<'_> {
        let dp = request.query.get("dp").and_then(|dp| dp.parse().ok()).unwrap_or(2);
        Print { site: &self.site, zone: self.zone, dp }
    }
}

/// The sender may do this, or hears why not.
fn need(rights: Option<Rights>, code: &'static str, message: &str) -> Result<(), RestError> {
    if rights.is_some() { Ok(()) } else { Err(RestError::new(401, code, message)) }
}

fn need_list(rights: Option<Rights>) -> Result<(), RestError> {
    need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
}

fn need_view(rights: Option<Rights>) -> Result<(), RestError> {
    need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource.")
}

/// Answers a request below `/wp-json/wc/v3`.
pub fn wc(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    path: &[&str],
    rights: Option<Rights>,
) -> Result<Reply, RestError> {
    if request.method != Method::GET {
        return Err(RestError::no_route());
    }
    let poisoned: &BTreeSet<u32> = &state.poisoned;
    let reading = Reading { store: &state.store, print: context.print(request), poisoned, plugin: context.plugin };
    let id = |text: &str| text.parse::<u64>().map_err(|_| RestError::no_route());
    match path {
        ["orders"] => need_list(rights).and_then(|()| reading.list(&request.query)),
        ["orders", order] => {
            let order = id(order)?;
            need_view(rights).and_then(|()| reading.item(order, &request.query))
        }
        ["orders", order, "notes"] => {
            let order = id(order)?;
            need_list(rights).and_then(|()| reading.notes(order, &request.query))
        }
        ["orders", order, "notes", note] => {
            let (order, note) = (id(order)?, id(note)?);
            need_view(rights).and_then(|()| reading.note(order, note))
        }
        ["orders", order, "refunds"] => {
            let order = id(order)?;
            need_list(rights).and_then(|()| reading.refunds_of(order, &request.query))
        }
        ["orders", order, "refunds", refund] => {
            let (order, refund) = (id(order)?, id(refund)?);
            need_view(rights).and_then(|()| reading.refund(order, refund))
        }
        ["refunds"] => need_list(rights).and_then(|()| reading.refunds(&request.query)),
        _ => Err(RestError::no_route()),
    }
    .map(|reply| if reply.work_ms == 0 { reply.costing(pace::EMPTY_MS) } else { reply })
}
