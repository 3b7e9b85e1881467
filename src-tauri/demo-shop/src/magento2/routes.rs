//! Which address leads where, and which right it takes.

use http::Method;

use crate::{
    options::{Options, Pictures},
    reply::Reply,
    uploads,
};

use super::{
    auth::Integration,
    products, read,
    reply::{MagentoError, value},
    request::Request,
    state::State,
    stores, write,
};

/// What answering takes besides the moving parts.
#[derive(Debug)]
pub struct Context<'a> {
    /// The site's address as this request sees it, folder included.
    pub site: String,
    /// UTC second on the shop's clock.
    pub now: i64,
    /// How the shop was set up.
    pub options: &'a Options,
}

/// The work of an answer that is made of nothing, in milliseconds.
const EMPTY_MS: u64 = 60;
/// The work of a change.
const WRITE_MS: u64 = 300;

/// A place of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Place<'a> {
    Orders,
    Order(u64),
    OrderComments(u64),
    OrderStatus(u64),
    Items,
    Item(u64),
    Invoices,
    Invoice(u64),
    InvoiceComments(u64),
    Shipments,
    Shipment(u64),
    ShipmentComments(u64),
    Credits,
    Credit(u64),
    CreditComments(u64),
    Products,
    Product(&'a str),
    Store(&'a str),
    SaveOrder,
    SaveAddress(u64),
    Comment(u64),
    Hold(u64),
    Unhold(u64),
    Cancel(u64),
    MailOrder(u64),
    MakeInvoice(u64),
    CaptureInvoice(u64),
    MailInvoice(u64),
    CommentInvoice(u64),
    Ship(u64),
    AddTrack,
    RemoveTrack(u64),
    MailShipment(u64),
    CommentShipment(u64),
    CreditOrder(u64),
    CreditInvoice(u64),
    MailCredit(u64),
    CommentCredit(u64),
}

/// Where a method and path lead; `None`: nowhere.
pub fn place<'a>(method: &Method, path: &[&'a str]) -> Option<Place<'a>> {
    if *method == Method::GET { reading(path) } else { writing(method.as_str(), path) }
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok()
}

fn reading<'a>(path: &[&'a str]) -> Option<Place<'a>> {
    Some(match path {
        ["orders"] => Place::Orders,
        ["orders", "items"] => Place::Items,
        ["orders", "items", id] => Place::Item(number(id)?),
        ["orders", id] => Place::Order(number(id)?),
        ["orders", id, "comments"] => Place::OrderComments(number(id)?),
        ["orders", id, "statuses"] => Place::OrderStatus(number(id)?),
        ["invoices"] => Place::Invoices,
        ["invoices", id] => Place::Invoice(number(id)?),
        ["invoices", id, "comments"] => Place::InvoiceComments(number(id)?),
        ["shipments"] => Place::Shipments,
        ["shipment", id] => Place::Shipment(number(id)?),
        ["shipment", id, "comments"] => Place::ShipmentComments(number(id)?),
        ["creditmemos"] => Place::Credits,
        ["creditmemo", id] => Place::Credit(number(id)?),
        ["creditmemo", id, "comments"] => Place::CreditComments(number(id)?),
        ["products"] => Place::Products,
        ["products", sku] => Place::Product(sku),
        ["store", what @ ("storeConfigs" | "storeViews" | "websites" | "storeGroups")] => Place::Store(what),
        _ => return None,
    })
}

fn writing<'a>(method: &str, path: &[&'a str]) -> Option<Place<'a>> {
    Some(match (method, path) {
        ("POST" | "PUT", ["orders"]) => Place::SaveOrder,
        ("PUT", ["orders", "create"]) => Place::SaveOrder,
        ("PUT", ["orders", id]) => Place::SaveAddress(number(id)?),
        ("POST", ["orders", id, "comments"]) => Place::Comment(number(id)?),
        ("POST", ["orders", id, "hold"]) => Place::Hold(number(id)?),
        ("POST", ["orders", id, "unhold"]) => Place::Unhold(number(id)?),
        ("POST", ["orders", id, "cancel"]) => Place::Cancel(number(id)?),
        ("POST", ["orders", id, "emails"]) => Place::MailOrder(number(id)?),
        ("POST", ["order", id, "invoice"]) => Place::MakeInvoice(number(id)?),
        ("POST", ["order", id, "ship"]) => Place::Ship(number(id)?),
        ("POST", ["order", id, "refund"]) => Place::CreditOrder(number(id)?),
        ("POST", ["invoice", id, "refund"]) => Place::CreditInvoice(number(id)?),
        ("POST", ["invoices", id, "capture"]) => Place::CaptureInvoice(number(id)?),
        ("POST", ["invoices", id, "emails"]) => Place::MailInvoice(number(id)?),
        ("POST", ["invoices", "comments"]) => Place::CommentInvoice(0),
        ("POST", ["shipment", "track"]) => Place::AddTrack,
        ("DELETE", ["shipment", "track", id]) => Place::RemoveTrack(number(id)?),
        ("POST", ["shipment", id, "emails"]) => Place::MailShipment(number(id)?),
        ("POST", ["shipment", id, "comments"]) => Place::CommentShipment(number(id)?),
        ("POST", ["creditmemo", id, "emails"]) => Place::MailCredit(number(id)?),
        ("POST", ["creditmemo", id, "comments"]) => Place::CommentCredit(number(id)?),
        _ => return None,
    })
}

/// The right a place takes.
pub fn resource(place: Place<'_>) -> &'static str {
    use Place as P;
    match place {
        P::Orders | P::Order(_) | P::OrderComments(_) | P::OrderStatus(_) => "Magento_Sales::actions_view",
        P::Items | P::Item(_) => "Magento_Sales::sales",
        P::Invoices | P::Invoice(_) | P::InvoiceComments(_) => "Magento_Sales::sales_invoice",
        P::CaptureInvoice(_) | P::MailInvoice(_) | P::CommentInvoice(_) => "Magento_Sales::sales_invoice",
        P::Shipments | P::Shipment(_) | P::ShipmentComments(_) | P::AddTrack | P::RemoveTrack(_) => {
            "Magento_Sales::shipment"
        }
        P::CommentShipment(_) => "Magento_Sales::shipment",
        P::Credits | P::Credit(_) | P::CreditComments(_) | P::CommentCredit(_) => "Magento_Sales::sales_creditmemo",
        P::Products | P::Product(_) => "Magento_Catalog::products",
        P::Store(_) => "Magento_Backend::store",
        P::SaveOrder | P::SaveAddress(_) => "Magento_Sales::create",
        P::Comment(_) => "Magento_Sales::comment",
        P::Hold(_) => "Magento_Sales::hold",
        P::Unhold(_) => "Magento_Sales::unhold",
        P::Cancel(_) => "Magento_Sales::cancel",
        P::MailOrder(_) | P::MailShipment(_) | P::MailCredit(_) => "Magento_Sales::emails",
        P::MakeInvoice(_) => "Magento_Sales::invoice",
        P::Ship(_) => "Magento_Sales::ship",
        P::CreditOrder(_) | P::CreditInvoice(_) => "Magento_Sales::creditmemo",
    }
}

/// Answers a request below `/rest/`; `sender`: who asks, or why his signature does not hold.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    sender: Result<Option<Integration>, MagentoError>,
) -> Reply {
    let answered = within(state, context, request, sender);
    let reply = answered.unwrap_or_else(|refusal| refusal.reply());
    if reply.work_ms == 0 { reply.costing(EMPTY_MS) } else { reply }
}

fn within(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    sender: Result<Option<Integration>, MagentoError>,
) -> Result<Reply, MagentoError> {
    let path = request.route().ok_or_else(MagentoError::no_route)?;
    let place = place(&request.method, &path).ok_or_else(MagentoError::no_route)?;
    let resource = resource(place);
    let sender = sender?;
    if !sender.is_some_and(|sender| sender.may(resource)) {
        return Err(MagentoError::not_authorized(resource));
    }
    if request.bad_body {
        return Err(MagentoError::plain(400, "Decoding error."));
    }
    if request.writes() {
        return Ok(value(&write::answer(state, context, request, place)?).costing(WRITE_MS));
    }
    match place {
        Place::Products | Place::Product(_) => products::answer(state, context, request, place),
        Place::Store("storeViews") => Ok(value(&stores::views())),
        Place::Store("websites") => Ok(value(&stores::websites())),
        Place::Store("storeGroups") => Ok(value(&stores::groups())),
        Place::Store(_) => {
            let elsewhere = context.options.pictures == Pictures::Loopback;
            let media = if elsewhere { uploads::LOOPBACK } else { &context.site };
            Ok(value(&stores::configs(&context.site, media)))
        }
        place => read::answer(state, context, request, place),
    }
}
