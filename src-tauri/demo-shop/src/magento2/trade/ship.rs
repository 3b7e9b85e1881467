//! Shipping: what leaves the house, and under which numbers.

use crate::amount::Amount;

use super::super::{
    ids::{Ids, Of},
    model::{DocumentItem, Kind, Order, Shipment, Track},
    reply::MagentoError,
    status::State,
};
use super::{NewComment, Wanted, asked, check};

/// A parcel's number that is to be noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NewTrack {
    pub carrier: String,
    pub title: Option<String>,
    pub number: String,
    pub weight: Option<Amount>,
    pub quantity: Option<Amount>,
    pub description: Option<String>,
}

impl NewTrack {
    /// As kept on a shipment.
    pub fn kept(&self, ids: &mut Ids, now: i64) -> Track {
        Track {
            id: ids.next(Of::Track),
            created: now,
            carrier: self.carrier.clone(),
            title: self.title.clone().filter(|title| !title.is_empty()),
            number: self.number.clone(),
            weight: self.weight,
            quantity: self.quantity,
            description: self.description.clone(),
        }
    }
}

/// Ships `wanted` and gives the shipment's id. More pieces than are left become as many as are left, silently.
///
/// # Errors
/// Nothing left of what was asked for, or a state that forbids it.
pub fn ship(
    order: &mut Order,
    ids: &mut Ids,
    wanted: &Wanted,
    tracks: &[NewTrack],
    comment: Option<&NewComment>,
    now: i64,
) -> Result<u64, MagentoError> {
    let rows = rows(order, wanted);
    check("Shipment", &wrong(order, wanted, &rows))?;
    let mut items = Vec::new();
    for (id, pieces) in &rows {
        let mut parent = None;
        if let Some(item) = order.items.iter_mut().find(|item| item.id == *id) {
            item.quantity.shipped += pieces;
            parent = item.parent;
        }
        // A bundle shipped in parts counts its parts' pieces as its own, two of one if need be.
        if let Some(bundle) = parent.and_then(|parent| order.items.iter_mut().find(|item| item.id == parent)) {
            bundle.quantity.shipped += pieces;
        }
        items.push(DocumentItem { id: ids.next(Of::ShipmentItem), item_id: *id, quantity: *pieces, sums: None });
    }
    let id = ids.next(Of::Shipment);
    let shipment = Shipment {
        id,
        increment: ids.increment(Of::Shipment, order.columns.store_id),
        created: now,
        updated: now,
        items,
        tracks: tracks.iter().map(|track| track.kept(ids, now)).collect(),
        comments: NewComment::kept(comment, ids, Of::ShipmentComment, now),
    };
    order.shipments.push(shipment);
    let to = match order.columns.state {
        State::New | State::PendingPayment => State::Processing,
        other => other,
    };
    order.enter(to);
    order.settle(true);
    Ok(id)
}

/// The rows a shipment is of, with pieces.
fn rows(order: &Order, wanted: &Wanted) -> Vec<(u64, i64)> {
    order
        .shippable()
        .filter_map(|(item, left)| match asked(wanted, item.id) {
            _ if wanted.is_empty() => Some((item.id, left)),
            Some(asked) => Some((item.id, asked.pieces().min(left))),
            None => None,
        })
        .filter(|(_, pieces)| *pieces > 0)
        .collect()
}

fn wrong(order: &Order, wanted: &Wanted, rows: &[(u64, i64)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let forbidden = matches!(order.columns.state, State::PaymentReview | State::Holded | State::Canceled);
    if forbidden || order.is_virtual() {
        wrong.push(format!("A shipment cannot be created when an order has a status of {}", order.columns.status));
    } else if !order.can_ship() {
        wrong.push("The order does not allow a shipment to be created.".to_owned());
    }
    if rows.is_empty() {
        wrong.push("You can't create a shipment without products.".to_owned());
    }
    for (id, _) in wanted {
        let bundle = order.items.iter().find(|item| item.id == *id && item.kind == Kind::Bundle { separately: true });
        if let Some(bundle) = bundle {
            wrong.push(format!(
                "Cannot create shipment as bundle product \"{}\" has shipment type \"Separately\". Bundle product options should be shipped instead.",
                bundle.sku
            ));
        }
    }
    wrong
}
