//! From rows to changes: what one page tells the replica to do.

use std::collections::HashSet;

use connectors::{Feed, Position, Record};
use domain::NativeId;
use jiff::Timestamp;
use replica::{Change, QuarantinedRow};

use super::{Broken, Readings, TakenRows};

/// Most bytes of a broken row that are kept.
const RAW_LIMIT: usize = 64 * 1024;

/// The keys of the rows in quarantine, by feed.
pub type QuarantineKeys = HashSet<(String, String)>;

/// What must be known to turn a page into changes.
#[derive(Clone, Copy, Debug)]
pub struct PageContext<'a> {
    /// The feed it is of.
    pub feed: Feed,
    /// Where it was asked for: names rows that have no name.
    pub position: &'a Position,
    /// Read as history, not as a live change.
    pub history: bool,
    /// Now, by this computer.
    pub now: Timestamp,
    /// What is in quarantine.
    pub quarantined: &'a QuarantineKeys,
}

/// The changes of a page: rows that are not older than what is there, broken rows into quarantine, rows that were there
/// and can be read out of it.
#[must_use]
pub fn page_changes(page: TakenRows, context: PageContext<'_>, readings: &mut Readings) -> Vec<Change> {
    let mut changes = Vec::with_capacity(page.rows.len() + page.broken.len());
    for row in page.rows {
        let id = row.stamp.native_id.clone();
        match row.content {
            Record::Order(pulled) => {
                if !readings.admit(page.reading, &id, pulled.order.modified_at) {
                    continue;
                }
                changes.push(Change::PutOrder {
                    order: Box::new(pulled.order),
                    raw: pulled.raw,
                    history: context.history,
                });
            }
            Record::Refund { order, refund } => changes.push(Change::PutRefund { order, refund }),
            Record::Product(products) => changes.push(Change::PutProducts(products)),
            // Nothing of its own to keep: the order it names is read again.
            Record::Moved { .. } => {}
        }
        changes.extend(release(context.feed, &id, context.quarantined));
    }
    changes.extend(page.broken.into_iter().map(|row| quarantine(row, context)));
    changes
}

/// Takes a row that could be read out of quarantine, where it was in. An order read anywhere is out of all its feeds.
fn release(feed: Feed, id: &NativeId, quarantined: &QuarantineKeys) -> Vec<Change> {
    let feeds = match feed {
        Feed::Orders | Feed::Trash => vec![Feed::Orders, Feed::Trash],
        other => vec![other],
    };
    feeds
        .iter()
        .map(|feed| (feed.code().to_owned(), id.0.clone()))
        .filter(|key| quarantined.contains(key))
        .map(|(feed, key)| Change::Release { feed, key })
        .collect()
}

fn quarantine(row: Broken, context: PageContext<'_>) -> Change {
    let native_id = row.stamp.map(|stamp| stamp.native_id);
    let key = match (&native_id, context.position) {
        (Some(id), _) => id.0.clone(),
        (None, Position::ChangedSince(since)) => format!("changed-since {since} +{}", row.place),
        (None, Position::PlacedBefore(None)) => format!("placed +{}", row.place),
        (None, Position::PlacedBefore(Some(before))) => {
            format!("placed-before {before} +{}", row.place)
        }
    };
    let mut raw = row.raw;
    raw.truncate(RAW_LIMIT);
    Change::Quarantine(QuarantinedRow {
        feed: context.feed.code().to_owned(),
        key,
        native_id,
        fault: row.fault,
        raw,
        since: context.now,
        tried_at: context.now,
        attempts: 1,
    })
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
