//! Tracking numbers, in the form this shop reads.
//!
//! Where a tracking plugin speaks the interface, it is asked. Where WooCommerce keeps shipments of its own (10.1 and later, if
//! switched on), one is made. In either of the latter cases, and on any other shop, the number stands in the order's meta data in
//! the tracking plugins' form: that is what comes with every order, so that reading orders reads numbers.

mod listed;
mod plugin;
mod shipment;

use domain::{Code, Fault, Track};

pub(in super::super) use shipment::Shipments;

use super::{super::meta, Attempt, is_so};
use crate::{Found, Gone, Presence, Pushed, WriteFault};

/// Adds a tracking number.
pub(super) async fn add(attempt: &Attempt<'_>, track: &Track) -> Result<Pushed, WriteFault> {
    if track.number.trim().is_empty() {
        return Err(attempt.nothing(Code::BadInput, "there is no number"));
    }
    if track.url.as_deref().is_some_and(|url| meta::web_address(url).is_none()) {
        return Err(attempt.nothing(Code::BadInput, "the link is no web address"));
    }
    if let Some(space) = attempt.site.tracking {
        match plugin::add(attempt, space, track).await? {
            plugin::Answered::Done => return Ok(after(attempt).await),
            // It was switched off since the shop was found.
            plugin::Answered::NotThere => attempt.shop.whereabouts.forget().await,
        }
    }
    shipment::make(attempt, track).await?;
    let body = listed::with(attempt, track).map_err(WriteFault::nothing)?;
    attempt.put(&body).await
}

/// Takes a tracking number away.
pub(super) async fn remove(attempt: &Attempt<'_>, number: &str) -> Result<Pushed, WriteFault> {
    if let Some(space) = attempt.site.tracking {
        match plugin::remove_listed(attempt, space, number).await? {
            plugin::Answered::Done => {
                let pushed = after(attempt).await;
                // Another plugin may keep a list of its own.
                if pushed.order.as_ref().is_none_or(|order| is_so(attempt.write.edit, order)) {
                    return Ok(pushed);
                }
            }
            plugin::Answered::NotThere => attempt.shop.whereabouts.forget().await,
        }
    }
    shipment::unmake(attempt, number).await?;
    match listed::without(attempt, number).map_err(WriteFault::nothing)? {
        Some(body) => attempt.put(&body).await,
        None => Ok(after(attempt).await),
    }
}

/// Looks whether a number that was to be added is there, with everything that belongs to it.
pub(super) async fn find(attempt: &Attempt<'_>, number: &str) -> Result<Found, Fault> {
    let order = match attempt.look().await? {
        Presence::There(order) | Presence::Gone(Gone::Trashed(order)) => *order,
        Presence::Gone(Gone::Deleted) => return Ok(Found::NotDone),
    };
    let there = match attempt.site.tracking {
        Some(space) => is_so(attempt.write.edit, &order) || plugin::has(attempt, space, number).await?,
        // The shipment comes first, the number on the order last.
        None => is_so(attempt.write.edit, &order),
    };
    Ok(if there { Found::Done(Box::new(Pushed { order: Some(order), ..Pushed::default() })) } else { Found::NotDone })
}

async fn after(attempt: &Attempt<'_>) -> Pushed {
    Pushed { order: attempt.after().await, ..Pushed::default() }
}
