//! Parcels' numbers on shipments that are there already. Neither the shipment's date nor the order's moves.

use serde_json::{Value, json};

use super::{
    super::{body::Object, json, reply::MagentoError, state::State, trade::NewTrack},
    order,
};

/// `POST /shipment/track`: the number as kept.
pub fn add(state: &mut State, body: &Value, now: i64) -> Result<Value, MagentoError> {
    let entity = Object::top(body).get("entity").cloned().ok_or_else(|| MagentoError::required("entity"))?;
    let allowed = &[
        "order_id",
        "created_at",
        "entity_id",
        "parent_id",
        "updated_at",
        "weight",
        "qty",
        "description",
        "track_number",
        "title",
        "carrier_code",
    ];
    let entity = Object::inner(&entity, allowed)?;
    let shipment = entity.id("parent_id")?.unwrap_or_default();
    let belongs = state.store.shipment(shipment).map(|(order, _)| order.id);
    let refused = || MagentoError::plain(400, "Could not save the shipment tracking.");
    let id = belongs.filter(|id| entity.id("order_id").is_ok_and(|asked| asked == Some(*id))).ok_or_else(refused)?;
    let track = NewTrack {
        carrier: entity.text("carrier_code").unwrap_or_default(),
        title: entity.text("title"),
        number: entity.text("track_number").unwrap_or_default(),
        weight: entity.amount("weight")?,
        quantity: entity.amount("qty")?,
        description: entity.text("description"),
    };
    let mut order = order(state, id)?;
    let kept = track.kept(&mut state.store.ids, now);
    let place = order.shipments.iter_mut().find(|made| made.id == shipment).ok_or_else(refused)?;
    place.tracks.push(kept.clone());
    state.keep(order, now);
    state.happened(now, "track.added", id, kept.number.clone());
    Ok(json::track(id, shipment, &kept))
}

/// `DELETE /shipment/track/:id`: true, also where there is none.
pub fn remove(state: &mut State, track: u64, now: i64) -> Value {
    let found = state.store.tracked(track).map(|(order, _)| order.clone());
    if let Some(mut order) = found {
        let mut removed = None;
        for shipment in &mut order.shipments {
            if let Some(at) = shipment.tracks.iter().position(|known| known.id == track) {
                removed = Some(shipment.tracks.remove(at).number);
            }
        }
        let id = order.id;
        state.keep(order, now);
        if let Some(number) = removed {
            state.happened(now, "track.removed", id, number);
        }
    }
    json!(true)
}
