//! Notes, payments, refunds, parcels and what was seen here, as one timeline.

use domain::{Edit, Money, Order, OutboxEdit, Refund, Track};
use jiff::Timestamp;
use replica::{HistoryEntry, HistoryEvent, StoredOrder};

use crate::api::{TimelineEntry, TimelineKind};

/// The timeline of an order, oldest first; entries without a date come last. Open edits stand where they were entered;
/// once they have ended, the history tells of them.
#[must_use]
pub fn timeline(stored: &StoredOrder) -> Vec<TimelineEntry> {
    let edits = &stored.edits;
    let order = &stored.order;
    let mut entries = vec![entry(Some(order.placed_at), TimelineKind::Placed { origin: order.origin.clone() })];
    if let Some(at) = order.paid_at {
        let amount = Money::new(order.totals.total, order.currency.clone());
        entries.push(entry(Some(at), TimelineKind::Paid { method: order.payment_method.title.clone(), amount }));
    }
    if let Some(at) = order.completed_at {
        entries.push(entry(Some(at), TimelineKind::Completed));
    }
    entries.extend(order.refunds.iter().filter(|refund| is_at_shop(refund)).map(|refund| refunded(order, refund)));
    let is_pending = |track: &&Track| edits.iter().any(|edit| edit.state.projected() && adds(edit, track));
    entries.extend(order.tracks.iter().filter(|track| !is_pending(track)).map(tracked));
    let open = edits.iter().filter(|edit| edit.state.open());
    entries.extend(open.map(|edit| entry(Some(edit.entered_at), TimelineKind::Edit { edit: Box::new(edit.clone()) })));
    for note in stored.notes.iter().flatten() {
        entries.push(entry(note.created_at, TimelineKind::Note { note: note.clone() }));
    }
    entries.extend(
        stored
            .history
            .iter()
            .filter(|seen| is_news(seen))
            .map(|seen| entry(Some(seen.at), TimelineKind::Seen { event: Box::new(seen.event.clone()) })),
    );
    entries.sort_by_key(|entry| entry.at.unwrap_or(Timestamp::MAX));
    entries
}

/// That an order was first seen says nothing to a merchant: it was placed.
const fn is_news(seen: &HistoryEntry) -> bool {
    !matches!(seen.event, HistoryEvent::FirstSeen)
}

/// A refund that is only wanted so far has no identifier: its edit tells of it.
const fn is_at_shop(refund: &Refund) -> bool {
    !refund.native_id.0.is_empty()
}

fn adds(edit: &OutboxEdit, track: &Track) -> bool {
    matches!(&edit.edit, Edit::AddTrack { track: added } if added.number.trim() == track.number.trim())
}

fn refunded(order: &Order, refund: &Refund) -> TimelineEntry {
    let amount = Money::new(refund.amount, order.currency.clone());
    entry(refund.created_at, TimelineKind::Refunded { amount, reason: refund.reason.clone() })
}

fn tracked(track: &Track) -> TimelineEntry {
    let url = track.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    entry(track.shipped_at, TimelineKind::Tracked { carrier: track.carrier.clone(), number: track.number.clone(), url })
}

const fn entry(at: Option<Timestamp>, what: TimelineKind) -> TimelineEntry {
    TimelineEntry { at, what }
}
