//! Putting an order aside, taking it up again, and calling it off.

use super::super::{
    model::{Order, Totals},
    reply::MagentoError,
    status::State,
};

/// Puts an order on hold.
///
/// # Errors
/// When it is in no state for that.
pub fn hold(order: &mut Order) -> Result<(), MagentoError> {
    if !order.can_hold() {
        return Err(MagentoError::plain(400, "A hold action is not available."));
    }
    order.columns.hold_before = Some((order.columns.state, order.columns.status.clone()));
    order.enter(State::Holded);
    Ok(())
}

/// Takes an order up again.
///
/// # Errors
/// When it was not on hold.
pub fn unhold(order: &mut Order) -> Result<(), MagentoError> {
    if order.columns.state != State::Holded {
        return Err(MagentoError::plain(400, "You cannot remove the hold."));
    }
    match order.columns.hold_before.take() {
        Some((state, status)) => {
            order.columns.state = state;
            order.columns.status = status;
        }
        None => order.enter(State::Processing),
    }
    Ok(())
}

/// Calls off what is not yet invoiced; false where that is not possible, which is no error here.
pub fn cancel(order: &mut Order) -> bool {
    if !order.can_cancel() {
        return false;
    }
    let mut state = State::Canceled;
    let dummies: Vec<bool> = order.items.iter().map(|item| item.is_dummy(order.parent_of(item))).collect();
    for (item, dummy) in order.items.iter_mut().zip(dummies) {
        let callable = item.left_to_invoice().min(item.left_to_ship());
        if !dummy && state != State::Processing && item.left_to_refund() > 0 {
            let more_to_send = item.left_to_ship() > callable && !item.is_virtual();
            state = if more_to_send { State::Processing } else { State::Complete };
        }
        item.quantity.canceled += callable;
    }
    let totals = order.columns.totals;
    let invoiced = order.columns.invoiced.unwrap_or_default();
    order.columns.canceled = Some(Totals {
        subtotal: totals.subtotal - invoiced.subtotal,
        tax: totals.tax - invoiced.tax,
        shipping: totals.shipping - invoiced.shipping,
        discount: -(totals.discount - invoiced.discount),
        grand: totals.grand - order.columns.paid.unwrap_or_default(),
    });
    order.payment.authorized = None;
    order.enter(state);
    true
}
