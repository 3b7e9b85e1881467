//! Which edits of the outbox are acted on now, which wait and until when.
//!
//! The edits of one order go one after another, in the order of their numbers; those of different orders side by side. An edit
//! under way holds back everything behind it on its order: what may still land late must not overwrite what was wanted later. An
//! edit that waits for its user holds back only what depends on it.

use std::collections::{BTreeMap, HashSet};

use domain::edit::{depends, mails, moves_money, ships};
use domain::{Capabilities, Edit, EditId, EditState, NativeId, OutboxEdit, Outcome, Retry};
use jiff::{SignedDuration, Timestamp};

/// An edit on mail, goods or money that has waited so long asks before it goes.
pub const LATE: SignedDuration = SignedDuration::from_hours(24);

/// What goes one after another: the edits of an order; a test order, which has none yet, by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sequence {
    /// The edits of this order.
    Order(NativeId),
    /// An edit without an order.
    Alone(EditId),
}

impl Sequence {
    /// The sequence an edit belongs to.
    #[must_use]
    pub fn of(edit: &OutboxEdit) -> Self {
        edit.order.clone().map_or(Self::Alone(edit.id), Self::Order)
    }
}

/// What to do with an edit now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Attempt it: read again, judge, send.
    Attempt(Box<OutboxEdit>),
    /// Look whether its lost attempt took place.
    Look(Box<OutboxEdit>),
}

impl Act {
    /// The edit it is about.
    #[must_use]
    pub fn edit(&self) -> &OutboxEdit {
        match self {
            Self::Attempt(edit) | Self::Look(edit) => edit,
        }
    }
}

/// What the outbox has to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushPlan {
    /// To be done now, at most one act a sequence, the oldest sequence first.
    pub acts: Vec<Act>,
    /// When the next edit's moment comes that waits for nothing but the time.
    pub wake_at: Option<Timestamp>,
}

/// What an edit's turn comes to.
enum Turn {
    Now(Act),
    At(Timestamp),
}

/// The moment a plan is made at, and what holds then.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Now, by this computer.
    pub now: Timestamp,
    /// Nothing is sent; what was sent is still looked after.
    pub paused: bool,
    /// What waits after a failure is tried at once: someone asks for it, or the shop is back. What the shop itself asked
    /// to wait for is waited for.
    pub hasty: bool,
    /// What the system can do.
    pub capabilities: &'a Capabilities,
}

/// Plans what to do with a shop's open edits. `busy`: sequences with an act under way.
#[must_use]
pub fn plan(line: Vec<OutboxEdit>, busy: &HashSet<Sequence>, moment: Moment<'_>) -> PushPlan {
    let mut sequences: BTreeMap<Sequence, Vec<OutboxEdit>> = BTreeMap::new();
    for edit in line.into_iter().filter(|edit| edit.state.open()) {
        sequences.entry(Sequence::of(&edit)).or_default().push(edit);
    }
    let mut plan = PushPlan::default();
    for (sequence, mut edits) in sequences {
        if busy.contains(&sequence) {
            continue;
        }
        edits.sort_by_key(|edit| edit.id);
        match next(edits, moment) {
            Some(Turn::Now(act)) => plan.acts.push(act),
            Some(Turn::At(at)) => plan.wake_at = Some(plan.wake_at.map_or(at, |earlier| earlier.min(at))),
            None => {}
        }
    }
    plan.acts.sort_by_key(|act| act.edit().id);
    plan
}

/// The turn of one sequence: of its first edit under way that depends on nothing that waits for its user.
fn next(edits: Vec<OutboxEdit>, moment: Moment<'_>) -> Option<Turn> {
    let Moment { now, paused, hasty, capabilities } = moment;
    let mut held: Vec<Edit> = Vec::new();
    for edit in edits {
        let waits = edit.state.needs_user()
            || (edit.state == EditState::Pending && held.iter().any(|earlier| depends(&edit.edit, earlier)));
        if waits {
            held.push(edit.edit);
            continue;
        }
        if edit.state != EditState::Pending {
            return Some(look(edit, now, capabilities));
        }
        if paused {
            return None;
        }
        return Some(match edit.not_before {
            Some(at) if at > now && !(hasty && may_hurry(&edit)) => Turn::At(at),
            _ => Turn::Now(Act::Attempt(Box::new(edit))),
        });
    }
    None
}

/// An attempt whose answer was lost (or that nobody works on any more) is looked for once the server's time is up.
fn look(edit: OutboxEdit, now: Timestamp, capabilities: &Capabilities) -> Turn {
    let over = over_at(edit.attempted_at.unwrap_or(edit.entered_at), capabilities);
    let at = match edit.state {
        EditState::Checking => edit.not_before.unwrap_or(over),
        _ => over,
    };
    if at > now { Turn::At(at) } else { Turn::Now(Act::Look(Box::new(edit))) }
}

/// When a request of that moment is certainly over at the server.
#[must_use]
pub fn over_at(attempted_at: Timestamp, capabilities: &Capabilities) -> Timestamp {
    let late = SignedDuration::from_secs(i64::from(capabilities.late_effect_s));
    attempted_at.checked_add(late).unwrap_or(Timestamp::MAX)
}

/// Whether it mails, ships or moves money, and was neither tried nor approved for a day: it asks before it goes. That is asked
/// last, over the order as it has become: a yes to it must not be one to what nobody had seen yet.
#[must_use]
pub fn is_late(edit: &OutboxEdit, now: Timestamp, capabilities: &Capabilities) -> bool {
    let since = edit.attempted_at.unwrap_or(edit.entered_at);
    // Tried before and waiting for nothing: its user has just said to try again.
    let wanted = edit.attempts > 0 && edit.outcome.is_none();
    !edit.approved && !wanted && now.duration_since(since) >= LATE && is_weighty(&edit.edit, capabilities)
}

/// Whether it waits for nothing but a failure to pass.
fn may_hurry(edit: &OutboxEdit) -> bool {
    matches!(&edit.outcome, Some(Outcome::Retrying { fault }) if fault.retry == Retry::Later)
}

fn is_weighty(edit: &Edit, capabilities: &Capabilities) -> bool {
    mails(edit, capabilities) || ships(edit, capabilities) || moves_money(edit)
}

#[cfg(test)]
#[path = "push_tests.rs"]
mod tests;
