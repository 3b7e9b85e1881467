//! The other side of the counter: what customers, colleagues and the test itself do at the shop, past its interface.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    faults::Fault,
    log::{Effect, Seen},
};

use super::{
    DemoShop,
    extras_write::{self, NewNote},
    fields::Fields,
    json::{Print, Writer},
    model::Order,
    orders_read::Reading,
    orders_write, placing,
    reply::RestError,
    routes::Context,
    state::State,
};

/// The address the shop's own people see; answers to requests use the request's.
const HOME: &str = "https://shop.test";

impl DemoShop {
    /// Does something as "someone else" and catches up with what is due.
    fn as_shop<T>(&self, act: impl FnOnce(&mut State, &Context<'_>) -> Result<T, RestError>) -> Result<T, RestError> {
        let now = self.catch_up();
        let context = self.context(HOME.to_owned(), now);
        let mut state = self.state();
        state.by_shop = true;
        let done = act(&mut state, &context);
        state.by_shop = false;
        if done.is_err() {
            state.undo_stock();
        }
        done
    }

    /// A customer places an order now; gives its id.
    pub fn place_order(&self) -> u64 {
        let now = self.catch_up();
        placing::place(&mut self.state(), now)
    }

    /// Places an order with the contents of a `POST /orders` body; gives its id.
    ///
    /// # Errors
    /// What the interface would refuse.
    pub fn place_order_with(&self, body: &Value) -> Result<u64, RestError> {
        self.as_shop(|state, context| orders_write::new_order(state, context, body, false).map(|order| order.id))
    }

    /// Changes an order as a `PUT` with this body would.
    ///
    /// # Errors
    /// What the interface would refuse.
    pub fn change_order(&self, id: u64, body: &Value) -> Result<(), RestError> {
        self.as_shop(|state, context| orders_write::changed(state, context, id, body, false).map(drop))
    }

    /// Changes an order and leaves its modified date as it was, as plugins that write to the database do.
    ///
    /// # Errors
    /// What the interface would refuse.
    pub fn change_order_silently(&self, id: u64, body: &Value) -> Result<(), RestError> {
        self.as_shop(|state, context| {
            let slot = state.store.slot(id).ok_or_else(|| RestError::no_order(404))?;
            let modified = state.store.read(slot).modified;
            let mut order = orders_write::changed(state, context, id, body, false)?;
            order.modified = modified;
            state.keep(context.now, order);
            Ok(())
        })
    }

    /// Lays a change ready that someone else makes right before the next write to this order is carried out: after its author's last
    /// look, before the author's change. Several are made in the order they were laid ready.
    pub fn change_between(&self, id: u64, body: &Value) {
        self.state().between.entry(id).or_default().push(body.clone());
    }

    /// Changes laid ready by [`DemoShop::change_between`] whose moment has not come.
    pub fn changes_laid_ready(&self) -> usize {
        self.state().between.values().map(Vec::len).sum()
    }

    /// Moves an order to the trash.
    ///
    /// # Errors
    /// When it is there already, or nowhere.
    pub fn trash_order(&self, id: u64) -> Result<(), RestError> {
        self.as_shop(|state, context| orders_write::trashed(state, context, id))
    }

    /// Deletes an order for good.
    ///
    /// # Errors
    /// When there is none.
    pub fn delete_order(&self, id: u64) -> Result<(), RestError> {
        self.as_shop(|state, context| orders_write::erased(state, context, id))
    }

    /// Refunds as `POST /orders/{id}/refunds` with this body would; gives the refund's id.
    ///
    /// # Errors
    /// What the interface would refuse.
    pub fn refund_order(&self, id: u64, body: &Value) -> Result<u64, RestError> {
        self.as_shop(|state, context| extras_write::add_refund(state, context, id, body).map(|(_, refund)| refund.id))
    }

    /// Deletes a refund; the order's modified date stays.
    ///
    /// # Errors
    /// When there is none.
    pub fn delete_refund(&self, id: u64, refund_id: u64) -> Result<(), RestError> {
        self.as_shop(|state, context| extras_write::remove_refund(state, context, id, refund_id).map(drop))
    }

    /// Writes a note (HTML) on an order; gives its id. The order's modified date stays.
    ///
    /// # Errors
    /// When there is no such order.
    pub fn note_order(&self, id: u64, text: &str, to_customer: bool) -> Result<u64, RestError> {
        let note = NewNote { text: text.to_owned(), to_customer, author: "Anna de Vries".to_owned() };
        self.as_shop(|state, context| extras_write::add_note(state, context, id, note).map(|note| note.id))
    }

    /// Deletes a note; the order's modified date stays.
    ///
    /// # Errors
    /// When there is none.
    pub fn delete_note(&self, id: u64, note_id: u64) -> Result<(), RestError> {
        self.as_shop(|state, context| extras_write::remove_note(state, context, id, note_id).map(drop))
    }

    /// Takes the shop down (every connection is lost) or up again.
    pub fn set_down(&self, down: bool) {
        self.state().down = down;
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
        let state = self.state();
        state.poisoned.iter().filter_map(|slot| state.store.row(*slot)).map(|row| row.id).collect()
    }

    /// What the shop's clock shows, faults included.
    pub fn clock(&self) -> Timestamp {
        Timestamp::from_second(self.catch_up()).unwrap_or_default()
    }

    /// An order as the interface prints it for `site`, with its notes and refunds in full beside: `{"order", "notes", "refunds"}`.
    /// Trashed orders are found too.
    pub fn order(&self, id: u64, site: &str) -> Option<Value> {
        self.catch_up();
        let state = self.state();
        let order = state.store.whole(state.store.slot(id)?);
        Some(self.whole_json(&state, &order, site))
    }

    /// Ids of all orders, trashed ones included, rising.
    pub fn order_ids(&self) -> Vec<u64> {
        self.catch_up();
        self.state().store.rows().map(|(_, row)| row.id).collect()
    }

    /// All orders as [`DemoShop::order`] gives them, trashed ones included, by id.
    pub fn dump(&self, site: &str) -> Vec<Value> {
        self.order_ids().into_iter().filter_map(|id| self.order(id, site)).collect()
    }

    fn whole_json(&self, state: &State, order: &Order, site: &str) -> Value {
        let context = self.context(site.to_owned(), 0);
        let pictures = context.pictures.as_str();
        let print = Print { site, pictures, zone: &self.0.zone, dp: 2 };
        let plugin = self.0.options.plugin_status;
        let mut w = Writer::default();
        w.object(|w| {
            w.field("order", |w| {
                let print = Print { site, pictures, zone: &self.0.zone, dp: 2 };
                let reading = Reading { store: &state.store, print, poisoned: &state.poisoned, plugin };
                reading.print_order(w, order, &Fields::default(), true);
            });
            w.field("notes", |w| w.array(&order.notes, |w, note| print.note(w, order.id, note)));
            w.field("refunds", |w| w.array(&order.refunds, |w, refund| print.refund(w, order, refund, false)));
        });
        serde_json::from_str(&w.out).unwrap_or_default()
    }
}
