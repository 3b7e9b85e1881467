//! What changes the shop: bodies read, carried out through the rules of [`trade`](super::trade), and noted as effects.

mod documents;
mod orders;
mod tracks;

use serde_json::Value;

use super::{
    model::Order,
    reply::MagentoError,
    request::Request,
    routes::{Context, Place},
    state::State,
};

/// Carries out a write and gives its answer.
///
/// # Errors
/// What the shop refuses; nothing is changed then.
pub fn answer(
    state: &mut State,
    context: &Context<'_>,
    request: &Request,
    place: Place<'_>,
) -> Result<Value, MagentoError> {
    let (now, body) = (context.now, &request.body);
    match place {
        Place::MakeInvoice(id) => documents::invoice(state, id, body, now),
        Place::Ship(id) => documents::ship(state, id, body, now),
        Place::CreditOrder(id) => documents::credit(state, id, None, body, now),
        Place::CreditInvoice(invoice) => {
            let order = state.store.invoice(invoice).map(|(order, _)| order.id).ok_or_else(MagentoError::no_entity)?;
            documents::credit(state, order, Some(invoice), body, now)
        }
        Place::CaptureInvoice(id) => documents::capture(state, id),
        Place::CommentInvoice(_) | Place::CommentShipment(_) | Place::CommentCredit(_) => {
            documents::comment(state, place, body, now)
        }
        Place::MailInvoice(_) | Place::MailShipment(_) | Place::MailCredit(_) => documents::mail(state, place, now),
        Place::AddTrack => tracks::add(state, body, now),
        Place::RemoveTrack(id) => Ok(tracks::remove(state, id, now)),
        Place::SaveOrder => orders::save(state, body, now),
        Place::SaveAddress(id) => orders::save_address(state, id, body, now),
        Place::Comment(id) => orders::comment(state, id, body, (now, context.options.plugin_status)),
        Place::Hold(id) => orders::hold(state, id, now),
        Place::Unhold(id) => orders::unhold(state, id, now),
        Place::Cancel(id) => orders::cancel(state, id, now),
        Place::MailOrder(id) => orders::mail(state, id, now),
        _ => Err(MagentoError::no_route()),
    }
}

/// A copy of an order to work on.
fn order(state: &State, id: u64) -> Result<Order, MagentoError> {
    state.store.order(id).cloned().ok_or_else(MagentoError::no_entity)
}
