//! Orders that customers place while the shop is open.

use crate::{
    amount::Amount,
    calendar,
    dice::{Dice, Purpose},
    people,
};

use super::{
    generate::{Basket, Line, begin, ordered},
    model::Order,
    reply::MagentoError,
    state::State,
};

/// Places one order now and gives its id.
pub fn place(state: &mut State, now: i64) -> u64 {
    let index = state.placed;
    state.placed += 1;
    let order = state.generator.fresh(index, now, &mut state.store.ids);
    take_in(state, order, now)
}

/// Places what is due at a rate, each at its own time.
pub fn catch_up(state: &mut State, per_minute: f64, now: i64) {
    let (moments, until) = calendar::due(state.placed_until, per_minute, now);
    for moment in moments {
        place(state, moment);
    }
    state.placed_until = until;
}

/// Places an order of a test's own: `{"items": [{"sku", "qty"}], "payment"?, "email"?, "country"?, "coupon"?, "guest"?, "shipping"?}`.
/// `payment`: a method's code; `shipping`: what it costs; a configurable's child is ordered by its own SKU.
///
/// # Errors
/// For a SKU the shop does not have, or no items.
pub fn place_with(state: &mut State, wish: &serde_json::Value, now: i64) -> Result<u64, MagentoError> {
    let text = |name: &str| wish.get(name).and_then(serde_json::Value::as_str);
    let index = state.placed;
    let mut dice = Dice::new(state.generator.seed ^ 3, Purpose::Order, index);
    let mut person = people::person(state.generator.seed, index);
    if let Some(country) = text("country") {
        let land = people::LANDS.iter().find(|land| land.country == country);
        person.land = land.ok_or_else(|| MagentoError::plain(400, "The shop does not sell there."))?;
        person.billing.country = country.to_owned();
        person.shipping.country = country.to_owned();
    }
    if let Some(email) = text("email") {
        person.billing.email = email.to_owned();
    }
    let mut lines = Vec::new();
    for row in wish.get("items").and_then(serde_json::Value::as_array).into_iter().flatten() {
        let sku = row.get("sku").and_then(serde_json::Value::as_str).unwrap_or_default();
        let pieces = row.get("qty").and_then(serde_json::Value::as_i64).unwrap_or(1);
        lines.push(line(state, sku, pieces)?);
    }
    if lines.is_empty() {
        return Err(MagentoError::plain(400, "An order needs products."));
    }
    let payment = text("payment").unwrap_or("banktransfer").to_owned();
    let shipping = wish.get("shipping").and_then(Amount::from_json).unwrap_or(Amount::cents(495));
    let basket = Basket {
        lines,
        customer: (wish.get("guest") != Some(&true.into())).then_some(index + 1),
        store_id: 1,
        coupon: text("coupon").map(|code| (code.to_owned(), 10)),
        payment: (payment.clone(), payment),
        shipping: ("flatrate_flatrate".to_owned(), "Flat Rate - Fixed".to_owned(), shipping),
        note: text("note").map(str::to_owned),
        person,
    };
    state.placed += 1;
    let order = ordered(&basket, &mut state.store.ids, now, &mut dice);
    Ok(take_in(state, order, now))
}

/// What a SKU stands for: a ware, or one choice of a configurable.
fn line(state: &State, sku: &str, pieces: i64) -> Result<Line, MagentoError> {
    let wares = state.generator.wares.all();
    for ware in wares {
        if ware.sku == sku {
            return Ok(Line { ware: ware.clone(), choice: 0, pieces });
        }
        let chosen = ware.parts.iter().position(|part| part.sku == sku);
        if let Some(choice) = chosen.filter(|_| ware.kind == super::model::Kind::Configurable) {
            return Ok(Line { ware: ware.clone(), choice, pieces });
        }
    }
    Err(MagentoError::positional(400, "The shop does not sell %1.", &[sku]))
}

/// Takes a new order in, its provider's part included: a card is held, an iDEAL payment comes in at once.
fn take_in(state: &mut State, mut order: Order, now: i64) -> u64 {
    begin(&mut order, &mut state.store.ids, now);
    super::generate::pay(&mut order, &mut state.store.ids, now);
    let id = order.id;
    let by_shop = std::mem::replace(&mut state.by_shop, true);
    state.happened(now, "order.created", id, order.increment.clone());
    state.by_shop = by_shop;
    state.take_in(order);
    id
}
