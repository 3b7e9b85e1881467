//! Which address leads where.

use http::Method;

use crate::{clock::Zone, options::Options, pace};

use super::{
    auth::Rights,
    extras_write, fulfillments,
    json::Print,
    order_actions,
    orders_read::Reading,
    orders_write, people, products,
    query::Request,
    reply::{ITEM_METHODS, Reply, RestError, writes},
    settings, shipment_tracking, site,
    state::State,
};

/// What answering takes besides the moving parts.
#[derive(Debug)]
pub struct Context<'a> {
    /// The site's address as this request sees it, folder included.
    pub site: String,
    /// Where its pictures are said to lie.
    pub pictures: String,
    /// The site's time zone.
    pub zone: &'a Zone,
    /// The plugin's status is there.
    pub plugin: bool,
    /// UTC second on the shop's clock.
    pub now: i64,
    /// How the shop was set up.
    pub options: &'a Options,
}

impl Context<'_> {
    /// How answers to this request are printed; `dp`: decimals, 2 unless asked otherwise.
    pub fn print(&self, request: &Request) -> Print<'_> {
        let dp = request.query.get("dp").and_then(|dp| dp.parse().ok()).unwrap_or(2);
        Print { site: &self.site, pictures: &self.pictures, zone: self.zone, dp }
    }

    /// There is a shop at the site, not a mere WordPress.
    fn has_shop(&self) -> bool {
        self.options.site.kind != crate::SiteKind::WordPress
    }

    /// An address of the interface, below `/wp-json/wc/v3/`.
    pub fn wc(&self, path: &str) -> String {
        format!("{}/wp-json/wc/v3/{path}", self.site)
    }
}

/// Answers a request whose sender is known, or known to be nobody.
pub fn answer(state: &mut State, context: &Context<'_>, request: &Request, rights: Option<Rights>) -> Reply {
    let rest_route = request.query.get("rest_route").filter(|_| request.path == "/" || request.path == "/index.php");
    let path = match rest_route {
        Some(route) => format!("/wp-json{route}"),
        None => request.path.clone(),
    };
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let plain = context.options.site.plain_permalinks && rest_route.is_none();
    let answered = match segments.as_slice() {
        ["wp-json"] if !plain => Ok(settings::root_index(context)),
        ["wp-json", "wc", "v3", path @ ..] if !plain => {
            state.stock_moved.clear();
            let answered = wc(state, context, request, path, rights);
            if answered.is_err() {
                state.undo_stock();
            }
            answered.or_else(|refusal| refused(&refusal, path, rights))
        }
        ["wp-json", "wc-shipment-tracking", "v3", path @ ..] if !plain && context.has_shop() => {
            tracking(state, context, request, path, rights)
        }
        ["wp-json", ..] if !plain => Err(RestError::no_route()),
        _ => return site::page(context, &segments),
    };
    let reply = answered.unwrap_or_else(|refusal| refusal.reply());
    if reply.work_ms == 0 { reply.costing(pace::EMPTY_MS) } else { reply }
}

/// A refusal by a route that was found names the methods the route takes.
fn refused(refusal: &RestError, path: &[&str], rights: Option<Rights>) -> Result<Reply, RestError> {
    let methods = match path {
        ["orders", "batch"] => "POST, PUT, PATCH",
        ["orders"]
        | ["orders", _, "notes" | "refunds"]
        | ["products"]
        | ["customers"]
        | ["products", _, "variations"] => "GET, POST",
        ["orders", _, "notes" | "refunds", _] => "GET, DELETE",
        ["orders", _] | ["products", _] | ["customers", _] | ["products", _, "variations", _] => ITEM_METHODS,
        _ => "GET",
    };
    let found = rights.is_some() && refusal.code != "rest_no_route";
    Ok(if found { refusal.reply().allow(methods) } else { refusal.reply() })
}

/// Nobody may do this without a key.
fn need(rights: Option<Rights>, code: &'static str, message: &str) -> Result<(), RestError> {
    if rights.is_some() { Ok(()) } else { Err(RestError::new(401, code, message)) }
}

fn id(text: &str) -> Result<u64, RestError> {
    text.parse().map_err(|_| RestError::no_route())
}

fn wc(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    path: &[&str],
    rights: Option<Rights>,
) -> Result<Reply, RestError> {
    if !context.has_shop() {
        return Err(RestError::no_route());
    }
    if let ["orders", order, part @ ("actions" | "fulfillments"), rest @ ..] = path {
        return beside_orders(state, context, request, rights, (id(order)?, part, rest));
    }
    if writes(&request.method) {
        return write(state, context, request, path, rights);
    }
    if request.method != Method::GET {
        return Err(RestError::no_route());
    }
    // The only list open to everybody.
    if path == ["orders", "statuses"] {
        return Ok(settings::statuses(context));
    }
    check_read(path, rights)?;
    if let ["orders" | "refunds", ..] = path {
        return read_orders(state, context, request, path);
    }
    read_rest(state, context, request, path)
}

/// What newer versions and plugins hang on orders.
fn beside_orders(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    rights: Option<Rights>,
    (order, part, rest): (u64, &str, &[&str]),
) -> Result<Reply, RestError> {
    let features = context.options.features;
    if part == "actions" && !features.order_actions || part == "fulfillments" && !features.fulfillments {
        return Err(RestError::no_route());
    }
    if writes(&request.method) {
        need(rights, "woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource.")?;
    } else {
        need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource.")?;
    }
    if request.bad_body {
        return Err(RestError::bad_json());
    }
    match (part, rest) {
        ("fulfillments", rest) => fulfillments::answer(state, context, request, order, rest),
        (_, [action]) => order_actions::answer(state, context, request, order, action),
        _ => Err(RestError::no_route()),
    }
}

/// The routes of the tracking plugin.
fn tracking(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    path: &[&str],
    rights: Option<Rights>,
) -> Result<Reply, RestError> {
    let ["orders", order, "shipment-trackings", rest @ ..] = path else { return Err(RestError::no_route()) };
    if !context.options.features.shipment_tracking {
        return Err(RestError::no_route());
    }
    let order = id(order)?;
    need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")?;
    if request.bad_body {
        return Err(RestError::bad_json());
    }
    shipment_tracking::answer(state, context, request, order, rest)
}

/// The refusal depends on whether a list or one thing is asked for; an address that leads nowhere is said to lead nowhere first.
fn check_read(path: &[&str], rights: Option<Rights>) -> Result<(), RestError> {
    match path {
        ["orders", _]
        | ["orders", _, "notes" | "refunds", _]
        | ["products", _]
        | ["products", _, "variations", _]
        | ["customers", _] => need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."),
        ["orders", ..]
        | [
            "refunds" | "products" | "customers" | "payment_gateways" | "shipping" | "settings" | "reports" | "data"
            | "system_status",
            ..,
        ] => need(rights, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources."),
        _ => Ok(()),
    }
}

fn read_orders(state: &State, context: &Context<'_>, request: &Request, path: &[&str]) -> Result<Reply, RestError> {
    let print = context.print(request);
    let reading = Reading { store: &state.store, print, poisoned: &state.poisoned, plugin: context.plugin };
    let query = &request.query;
    match path {
        ["orders"] => reading.list(query),
        ["orders", order] => reading.item(id(order)?, query),
        ["orders", order, "notes"] => reading.notes(id(order)?, query),
        ["orders", order, "notes", note] => reading.note(id(order)?, id(note)?),
        ["orders", order, "refunds"] => reading.refunds_of(id(order)?, query),
        ["orders", order, "refunds", refund] => reading.refund(id(order)?, id(refund)?),
        ["refunds"] => reading.refunds(query),
        _ => Err(RestError::no_route()),
    }
}

fn read_rest(state: &State, context: &Context<'_>, request: &Request, path: &[&str]) -> Result<Reply, RestError> {
    match path {
        ["products"] => products::list(state, context, request),
        ["products", product] => products::item(state, context, request, id(product)?),
        ["products", product, "variations"] => products::variations(state, context, request, id(product)?),
        ["products", product, "variations", variation] => {
            products::variation(state, context, request, id(product)?, id(variation)?)
        }
        ["customers"] => people::list(state, context, request),
        ["customers", customer] => people::item(state, context, request, id(customer)?),
        _ => settings::answer(state, context, path).ok_or_else(RestError::no_route),
    }
}

fn write(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    path: &[&str],
    rights: Option<Rights>,
) -> Result<Reply, RestError> {
    if request.bad_body {
        return Err(RestError::bad_json());
    }
    let create = || need(rights, "woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.");
    let edit = || need(rights, "woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource.");
    let delete =
        || need(rights, "woocommerce_rest_cannot_delete", "Sorry, you are not allowed to delete this resource.");
    match (request.method.as_str(), path) {
        ("POST", ["orders"]) => create().and_then(|()| orders_write::create(state, context, request)),
        ("POST" | "PUT" | "PATCH", ["orders", "batch"]) => {
            need(
                rights,
                "woocommerce_rest_cannot_batch",
                "Sorry, you are not allowed to batch manipulate this resource.",
            )?;
            orders_write::batch(state, context, request)
        }
        ("POST" | "PUT" | "PATCH", ["orders", order]) => {
            let order = id(order)?;
            edit().and_then(|()| orders_write::update(state, context, request, order))
        }
        ("DELETE", ["orders", order]) => {
            let order = id(order)?;
            delete().and_then(|()| orders_write::delete(state, context, request, order))
        }
        ("POST", ["orders", order, "notes"]) => {
            let order = id(order)?;
            create().and_then(|()| extras_write::create_note(state, context, request, order))
        }
        ("DELETE", ["orders", order, "notes", note]) => {
            let (order, note) = (id(order)?, id(note)?);
            delete().and_then(|()| extras_write::delete_note(state, context, request, order, note))
        }
        ("POST", ["orders", order, "refunds"]) => {
            let order = id(order)?;
            create().and_then(|()| extras_write::create_refund(state, context, request, order))
        }
        ("DELETE", ["orders", order, "refunds", refund]) => {
            let (order, refund) = (id(order)?, id(refund)?);
            delete().and_then(|()| extras_write::delete_refund(state, context, request, order, refund))
        }
        _ => Err(RestError::no_route()),
    }
}
