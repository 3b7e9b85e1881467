//! The other side of the counter: what customers, colleagues and the test itself do at the shop, past its interface.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    faults::Fault,
    log::{Effect, Seen},
};

use super::{
    json, placing,
    reply::MagentoError,
    request::Request,
    routes::{Context, Place, place},
    shop::MagentoShop,
    state::State,
    write,
};

/// Something "someone else" does to an order: the shop's own people in its panel, or a plugin. Bodies as the interface takes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// `POST /order/:id/invoice`; `{}`: everything left.
    Invoice(Value),
    /// `POST /order/:id/ship`; `{}`: everything left.
    Ship(Value),
    /// `POST /order/:id/refund`; `{}`: everything left.
    Credit(Value),
    /// A parcel's number (`track_number`, `title`, `carrier_code`) on the order's latest shipment.
    Track(Value),
    /// Takes the number with this id away.
    Untrack(u64),
    /// A line of the history: `comment`, `status`, `is_customer_notified`, `is_visible_on_front`.
    Comment(Value),
    /// Puts it on hold.
    Hold,
    /// Takes it up again.
    Unhold,
    /// Calls it off. Refused where the interface would say false.
    Cancel,
    /// Sets a status, any text.
    Status(String),
    /// Fields of the shipping address (the billing one where `address_type` says so), the others stay.
    Address(Value),
}

impl MagentoShop {
    /// Does something as "someone else" and catches up with what is due.
    fn as_shop<T>(
        &self,
        act: impl FnOnce(&mut State, &Context<'_>) -> Result<T, MagentoError>,
    ) -> Result<T, MagentoError> {
        let now = self.catch_up();
        let context = self.context("https://shop.test", now);
        let mut state = self.state();
        state.by_shop = true;
        let done = act(&mut state, &context);
        state.by_shop = false;
        done
    }

    /// A customer places an order now; gives its id.
    pub fn place_order(&self) -> u64 {
        let now = self.catch_up();
        placing::place(&mut self.state(), now)
    }

    /// Places an order with these contents; gives its id. `{"items": [{"sku", "qty"}], "payment"?, "email"?, "country"?, "coupon"?,
    /// "guest"?, "shipping"?, "note"?}`: `payment` is a method's code (`banktransfer` unless said otherwise), `shipping` what it costs
    /// in the base currency, a configurable is ordered by the SKU of what was chosen.
    ///
    /// # Errors
    /// For a SKU or country the shop does not have, or no items.
    pub fn place_order_with(&self, wish: &Value) -> Result<u64, MagentoError> {
        self.as_shop(|state, context| placing::place_with(state, wish, context.now))
    }

    /// Someone else does this to an order; gives what the interface would answer.
    ///
    /// # Errors
    /// What the interface would refuse.
    pub fn change_order(&self, id: u64, deed: &Deed) -> Result<Value, MagentoError> {
        self.as_shop(|state, context| carry_out(state, context, id, deed))
    }

    /// Lays a deed ready that someone else does right before the next write to this order is carried out: after its author's last
    /// look, before the author's change. Several are done in the order they were laid ready.
    pub fn change_between(&self, id: u64, deed: Deed) {
        self.state().between.entry(id).or_default().push(deed);
    }

    /// Deeds laid ready by [`MagentoShop::change_between`] whose moment has not come.
    pub fn changes_laid_ready(&self) -> usize {
        self.state().between.values().map(Vec::len).sum()
    }

    /// Deletes an order with all its documents, as plugins do in the database: the interface cannot.
    ///
    /// # Errors
    /// When there is none.
    pub fn delete_order(&self, id: u64) -> Result<(), MagentoError> {
        self.as_shop(|state, context| {
            if !state.erase(id) {
                return Err(MagentoError::no_entity());
            }
            state.happened(context.now, "order.deleted", id, "");
            Ok(())
        })
    }

    /// Takes the shop down (every connection is lost) or up again.
    pub fn set_down(&self, down: bool) {
        self.state().down = down;
    }

    /// Puts the maintenance page up (503 with HTML for everything) or takes it down.
    pub fn set_maintenance(&self, up: bool) {
        self.state().maintenance = up;
    }

    /// Replaces what goes wrong.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.state().set_faults(faults);
    }

    /// What goes wrong now.
    pub fn faults(&self) -> Vec<Fault> {
        self.state().faults.clone()
    }

    /// What took place since the start, oldest first, also by "someone else": a test counts here that nothing happened twice.
    pub fn effects(&self) -> Vec<Effect> {
        self.catch_up();
        self.state().effects.iter().cloned().collect()
    }

    /// The requests seen, oldest first, without signatures and secrets.
    pub fn requests(&self) -> Vec<Seen> {
        self.state().seen.iter().cloned().collect()
    }

    /// Forgets the requests seen.
    pub fn forget_requests(&self) {
        self.state().seen.clear();
    }

    /// How many writes whose connection was lost are still to take place.
    pub fn late_effects(&self) -> usize {
        self.catch_up();
        self.state().late.len()
    }

    /// Ids of the orders that break every page they are on.
    pub fn poisoned_orders(&self) -> Vec<u64> {
        self.state().poisoned.iter().copied().collect()
    }

    /// What the shop's clock shows, faults included.
    pub fn clock(&self) -> Timestamp {
        Timestamp::from_second(self.catch_up()).unwrap_or_default()
    }

    /// An order with its documents as the interface prints them: `{"order", "invoices", "shipments", "creditmemos"}`.
    pub fn order(&self, id: u64) -> Option<Value> {
        self.catch_up();
        let state = self.state();
        state.store.order(id).map(json::whole)
    }

    /// Ids of all orders, rising.
    pub fn order_ids(&self) -> Vec<u64> {
        self.catch_up();
        self.state().store.orders().map(|order| order.id).collect()
    }

    /// All orders as [`MagentoShop::order`] gives them, by id.
    pub fn dump(&self) -> Vec<Value> {
        self.order_ids().into_iter().filter_map(|id| self.order(id)).collect()
    }
}

/// Carries out a deed through the interface's own rules.
fn carry_out(state: &mut State, context: &Context<'_>, id: u64, deed: &Deed) -> Result<Value, MagentoError> {
    let (place, body) = request_of(state, id, deed)?;
    let request = Request::inside(http::Method::POST, format!("/someone/{id}"), body);
    let answer = write::answer(state, context, &request, place)?;
    if *deed == Deed::Cancel && answer == json!(false) {
        return Err(MagentoError::plain(400, "The order cannot be canceled."));
    }
    Ok(answer)
}

/// The request a deed would be.
fn request_of(state: &State, id: u64, deed: &Deed) -> Result<(Place<'static>, Value), MagentoError> {
    let order = state.store.order(id).ok_or_else(MagentoError::no_entity)?;
    Ok(match deed {
        Deed::Invoice(body) => (Place::MakeInvoice(id), body.clone()),
        Deed::Ship(body) => (Place::Ship(id), body.clone()),
        Deed::Credit(body) => (Place::CreditOrder(id), body.clone()),
        Deed::Track(track) => {
            let shipment = order.shipments.last().ok_or_else(MagentoError::no_entity)?;
            let mut entity = json!({"order_id": id, "parent_id": shipment.id});
            merge(&mut entity, track);
            (Place::AddTrack, json!({"entity": entity}))
        }
        Deed::Untrack(track) => (Place::RemoveTrack(*track), Value::Null),
        Deed::Comment(line) => (Place::Comment(id), json!({"statusHistory": line})),
        Deed::Hold => (Place::Hold(id), Value::Null),
        Deed::Unhold => (Place::Unhold(id), Value::Null),
        Deed::Cancel => (Place::Cancel(id), Value::Null),
        Deed::Status(status) => (Place::SaveOrder, json!({"entity": {"entity_id": id, "status": status}})),
        Deed::Address(fields) => {
            let billing = fields.get("address_type").and_then(Value::as_str) == Some("billing");
            let shipping = order.shipping.as_ref().filter(|_| !billing);
            let (kind, address) = shipping.map_or(("billing", &order.billing), |address| ("shipping", address));
            let mut entity = json::address(id, kind, address);
            merge(&mut entity, fields);
            (Place::SaveAddress(id), json!({"entity": entity}))
        }
    })
}

fn merge(into: &mut Value, fields: &Value) {
    if let (Some(into), Some(fields)) = (into.as_object_mut(), fields.as_object()) {
        into.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// Carries out what is to come before this write: deeds laid ready for its order and, where the fault struck, one of chance.
pub fn come_first(state: &mut State, context: &Context<'_>, request: &Request, struck: bool) {
    if !request.writes() {
        return;
    }
    let Some(id) = order_of(state, request) else { return };
    let mut deeds = state.between.remove(&id).unwrap_or_default();
    if struck {
        deeds.push(by_chance(state));
    }
    let before = std::mem::replace(&mut state.by_shop, true);
    for deed in deeds {
        // What the shop refuses does not happen; the client's write comes all the same.
        let _ = carry_out(state, context, id, &deed);
    }
    state.by_shop = before;
}

/// The order a write is about.
fn order_of(state: &State, request: &Request) -> Option<u64> {
    let route = request.route()?;
    Some(match place(&request.method, &route)? {
        Place::SaveAddress(id)
        | Place::Comment(id)
        | Place::Hold(id)
        | Place::Unhold(id)
        | Place::Cancel(id)
        | Place::MailOrder(id)
        | Place::MakeInvoice(id)
        | Place::Ship(id)
        | Place::CreditOrder(id) => id,
        Place::CreditInvoice(id) | Place::CaptureInvoice(id) | Place::MailInvoice(id) => state.store.invoice(id)?.0.id,
        Place::MailShipment(id) | Place::CommentShipment(id) => state.store.shipment(id)?.0.id,
        Place::MailCredit(id) | Place::CommentCredit(id) => state.store.credit(id)?.0.id,
        Place::RemoveTrack(id) => state.store.tracked(id)?.0.id,
        Place::AddTrack => request.body.get("entity")?.get("order_id")?.as_u64()?,
        Place::SaveOrder => request.body.get("entity")?.get("entity_id")?.as_u64()?,
        _ => return None,
    })
}

/// A small deed such as a colleague at another desk does.
fn by_chance(state: &mut State) -> Deed {
    match state.dice.below(5) {
        0 => Deed::Comment(json!({"comment": format!("Nagebeld {}", state.dice.below(1000))})),
        1 => Deed::Address(json!({"telephone": format!("+31 6 {:08}", state.dice.below(100_000_000))})),
        2 => Deed::Address(json!({"street": [format!("Kade {}", state.dice.between(1, 400))]})),
        3 => Deed::Hold,
        _ => Deed::Cancel,
    }
}
