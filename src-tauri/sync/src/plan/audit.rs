//! The audit's comparison: what the shop lists against what is stored, a slice at a time.
//!
//! A slice holds all orders of a span of placement times, so both sides must name the same orders. What differs is read
//! again; what the shop no longer lists is proven by asking for it by name before anything is taken away.

use std::collections::{HashMap, HashSet};

use connectors::Stamp;
use domain::{NativeId, OrderState};
use jiff::Timestamp;
use replica::FindingKind;
use serde::{Deserialize, Serialize};

/// Where a sweep stands. Saved with what it healed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepCursor {
    /// Orders placed before this moment of the server's clock are swept; fixed at the start.
    pub before: Timestamp,
    /// Stamps compared so far.
    pub next: u32,
    /// The span compared so far reaches down to this placement time, exclusive (the orders of that very moment are not
    /// compared yet).
    pub down_to: Option<Timestamp>,
    /// When the sweep began, by this computer.
    pub begun_at: Timestamp,
    /// When it was through; `None`: under way.
    pub done_at: Option<Timestamp>,
}

/// An order as stored, as far as the comparison needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStamp {
    /// Its identifier.
    pub native_id: NativeId,
    /// The shop's date of its last change.
    pub modified_at: Option<Timestamp>,
    /// Its state: what lies in the shop's bin is not listed.
    pub state: OrderState,
}

/// An order to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Its identifier.
    pub native_id: NativeId,
    /// What is wrong with it; `None`: it changed so lately that the live feed may not have come to it yet.
    pub finding: Option<FindingKind>,
}

/// What a slice's comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// To read again, in the shop's order.
    pub reread: Vec<Suspect>,
    /// Stored, but not listed any more: to be asked for by name.
    pub prove: Vec<NativeId>,
}

/// Compares a slice. `stored_by_id`: what is stored of the orders listed, wherever it stands; `stored_in_span`: what is
/// stored in the slice's span. Changes dated at or after `live_since` are the live feed's, not findings.
#[must_use]
pub fn compare(
    listed: &[Stamp],
    stored_by_id: &[StoredStamp],
    stored_in_span: &[StoredStamp],
    live_since: Option<Timestamp>,
) -> Compared {
    let known: HashMap<&NativeId, &StoredStamp> =
        stored_by_id.iter().map(|stored| (&stored.native_id, stored)).collect();
    let names: HashSet<&NativeId> = listed.iter().map(|stamp| &stamp.native_id).collect();
    let mut compared = Compared::default();
    for stamp in listed {
        let Some(kind) = differs(stamp, known.get(&stamp.native_id).copied()) else {
            continue;
        };
        let lately = matches!((stamp.changed_at, live_since), (Some(date), Some(since)) if date >= since);
        compared.reread.push(Suspect { native_id: stamp.native_id.clone(), finding: (!lately).then_some(kind) });
    }
    compared.prove = stored_in_span
        .iter()
        .filter(|stored| stored.state != OrderState::Deleted && !names.contains(&stored.native_id))
        .map(|stored| stored.native_id.clone())
        .collect();
    compared
}

fn differs(stamp: &Stamp, stored: Option<&StoredStamp>) -> Option<FindingKind> {
    match stored {
        None => Some(FindingKind::Missing),
        Some(stored) if stored.state == OrderState::Deleted => Some(FindingKind::Stale),
        Some(stored) if stamp.changed_at.is_some() && stored.modified_at != stamp.changed_at => {
            Some(FindingKind::Stale)
        }
        Some(_) => None,
    }
}

/// Cuts listed stamps (newest placement first) into a slice whose span is complete: the orders placed at the very moment
/// of the last one may go on in the next page. `at_end`: no page follows. Gives how many stamps belong to the slice and
/// the placement time it reaches down to, exclusive; nothing while all are of one moment.
#[must_use]
pub fn cut_slice(listed: &[Stamp], at_end: bool) -> Option<(usize, Option<Timestamp>)> {
    if at_end {
        return Some((listed.len(), None));
    }
    let edge = listed.iter().rev().find_map(|stamp| stamp.placed_at)?;
    let cut = listed.iter().position(|stamp| stamp.placed_at.is_some_and(|placed| placed <= edge))?;
    (cut > 0).then_some((cut, Some(edge)))
}

/// What to do about refunds after both sides were listed whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundsCompared {
    /// Orders with a refund that the shop no longer has.
    pub orders: Vec<NativeId>,
    /// The shop has refunds that are not here.
    pub unknown: Vec<NativeId>,
}

/// Compares the refunds listed with those stored (refund → order). Those dated at or after `live_since` are the live
/// feed's.
#[must_use]
pub fn compare_refunds(
    listed: &[Stamp],
    stored: &HashMap<NativeId, NativeId>,
    live_since: Option<Timestamp>,
) -> RefundsCompared {
    let names: HashSet<&NativeId> = listed.iter().map(|stamp| &stamp.native_id).collect();
    let mut orders: Vec<NativeId> =
        stored.iter().filter(|(refund, _)| !names.contains(refund)).map(|(_, order)| order.clone()).collect();
    orders.sort_unstable();
    orders.dedup();
    let lately = |stamp: &Stamp| matches!((stamp.changed_at, live_since), (Some(date), Some(since)) if date >= since);
    let unknown = listed
        .iter()
        .filter(|stamp| !stored.contains_key(&stamp.native_id) && !lately(stamp))
        .map(|stamp| stamp.native_id.clone())
        .collect();
    RefundsCompared { orders, unknown }
}

/// The names of the top-level fields in which two readings of an order differ: for a finding's detail, without any
/// customer's data.
#[must_use]
pub fn differing_fields(before: &[u8], after: &[u8]) -> String {
    type Fields = serde_json::Map<String, serde_json::Value>;
    let (Ok(before), Ok(after)) = (serde_json::from_slice::<Fields>(before), serde_json::from_slice::<Fields>(after))
    else {
        return String::new();
    };
    let mut names: Vec<&str> = before
        .keys()
        .chain(after.keys())
        .filter(|key| before.get(*key) != after.get(*key))
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
