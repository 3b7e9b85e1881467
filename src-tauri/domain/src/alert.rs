//! When an order rings. Pure, because "once, ever, and never for old orders" must hold across restarts and rebuilds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Order, OrderState, PaymentState};

/// From which moment an order counts as come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AlertPolicy {
    /// When it is out of draft, pending and failed: it will be paid or can be worked.
    #[default]
    WhenWorkable,
    /// At placement, paid or not.
    AtPlacement,
}

/// How an order came to our eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// It was in the replica before, in a state that did not ring yet.
    pub seen_before: bool,
    /// It is being read as part of history (the first sync's backfill, a rebuild, a healed gap), not as a live change.
    pub history: bool,
    /// Orders that came in before this moment are old: the moment the shop was connected, or the last check before a
    /// rebuild.
    pub bell_from: Timestamp,
}

/// Whether an order that never rang before rings now (`Some(true)`), is to be marked as never to ring (`Some(false)`),
/// or may still ring later (`None`).
#[must_use]
pub fn rings(order: &Order, policy: AlertPolicy, sighting: Sighting) -> Option<bool> {
    if !came_in(order, policy) {
        return None;
    }
    let arrived = match policy {
        AlertPolicy::AtPlacement => order.placed_at,
        AlertPolicy::WhenWorkable => order.paid_at.map_or(order.placed_at, |paid| paid.max(order.placed_at)),
    };
    let fresh = arrived >= sighting.bell_from || (sighting.seen_before && !sighting.history);
    Some(fresh && order.states.order != OrderState::Cancelled && order.states.order != OrderState::Closed)
}

fn came_in(order: &Order, policy: AlertPolicy) -> bool {
    let (state, payment) = (order.states.order, order.states.payment);
    match policy {
        AlertPolicy::AtPlacement => !matches!(state, OrderState::Draft | OrderState::Deleted),
        AlertPolicy::WhenWorkable => match state {
            OrderState::Draft | OrderState::Deleted => false,
            OrderState::Placed | OrderState::AwaitingCustomer => {
                !matches!(payment, PaymentState::Pending | PaymentState::Failed | PaymentState::Unpaid)
            }
            _ => true,
        },
    }
}
