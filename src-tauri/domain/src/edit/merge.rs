//! The three-way merge of one edit: what its author saw, what it wants, what the shop has.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Conflict, Doubt, Edit, Field, FieldValue, Seen,
    compare::agree,
    field::{in_bin, is_paid, value},
    rules::{mails, moves_money, moves_total, refund_doubts, ships},
};
use crate::{Capabilities, Order, OrderState, PaymentState};

/// Why an edit asks before it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "question")]
#[ts(export)]
pub enum Question {
    /// It has waited offline for more than a day.
    Late,
    /// The order was cancelled meanwhile.
    Cancelled,
    /// Money was given back meanwhile.
    Refunded {
        /// As the author saw it.
        before: FieldValue,
        /// Now.
        after: FieldValue,
    },
    /// The order's total changed meanwhile.
    Total {
        /// As the author saw it.
        before: FieldValue,
        /// Now.
        after: FieldValue,
    },
    /// The order's status changed meanwhile: asked before the order is taken away.
    Status {
        /// Native code as the author saw it.
        before: FieldValue,
        /// Now.
        after: FieldValue,
    },
    /// The order was paid meanwhile: asked before its total is moved.
    Paid,
    /// The order lies in the bin.
    Trashed,
}

/// What to do with an edit, now that the shop's order was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Send it.
    Send,
    /// The shop has it so already.
    Already,
    /// The same field was changed there.
    Conflict(Conflict),
    /// Ask the user first.
    Ask(Question),
    /// What the order has become does not allow it, whatever the user says: more would be given back than is left, the line is
    /// no longer there. It may become possible again.
    Impossible(Doubt),
    /// The order is gone for good: it can never take place.
    Gone,
}

/// Judges an edit by what the shop has now; `remote: None`: the order is gone for good. `approved`: the user has said yes to what
/// would be asked; that silences questions, never a conflict or an impossibility.
///
/// | base | local | remote | reconciled |
/// | --- | --- | --- | --- |
/// | A | B | A | send B |
/// | A | B | B | already |
/// | A | B | C | conflict |
/// | there | any but trash, restore, delete, own note | in the bin | ask |
/// | any | mail, goods, money | cancelled, refunded, total changed | ask |
/// | there | trash, delete | status changed | ask |
/// | unpaid | what moves the total | paid | ask |
/// | any | refund of x | less than x left | impossible |
#[must_use]
pub fn judge(edit: &Edit, seen: &Seen, remote: Option<&Order>, capabilities: &Capabilities, approved: bool) -> Verdict {
    let Some(remote) = remote else {
        return match edit {
            Edit::Delete => Verdict::Already,
            Edit::PlaceTestOrder { .. } => Verdict::Send,
            _ => Verdict::Gone,
        };
    };
    if is_so(edit, seen, remote) {
        return Verdict::Already;
    }
    if let Some(doubt) = impossible(edit, remote) {
        return Verdict::Impossible(doubt);
    }
    if !approved && in_bin(remote) && !seen.trashed && !works_in_bin(edit) {
        return Verdict::Ask(Question::Trashed);
    }
    if let Some(conflict) = conflict(edit, seen, remote) {
        return Verdict::Conflict(conflict);
    }
    let question = if approved { None } else { asked(edit, seen, remote, capabilities) };
    question.map_or(Verdict::Send, Verdict::Ask)
}

/// What a settled edit set and the shop no longer has so: another value took its place within the gap of one request, or soon
/// after. `None` where all stands as it was set, and for edits that set nothing to a value.
#[must_use]
pub fn replaced(edit: &Edit, seen: &Seen, remote: &Order) -> Option<Conflict> {
    differing(edit, seen, remote).next()
}

/// Whether the shop has it so already.
fn is_so(edit: &Edit, seen: &Seen, remote: &Order) -> bool {
    match edit {
        // An order that no longer waits for its customer was confirmed meanwhile, unless it was called off.
        Edit::ConfirmForCustomer => {
            remote.states.order != OrderState::AwaitingCustomer && !in_bin(remote) && !called_off(remote)
        }
        // It belongs to no order until it is made.
        Edit::PlaceTestOrder { .. } => true,
        _ => {
            let mut sets = edit.touches().into_iter().filter(|field| edit.wants(field).is_some()).peekable();
            sets.peek().is_some()
                && !(in_bin(remote) && matches!(edit, Edit::SetStatus { .. }))
                && differing(edit, seen, remote).next().is_none()
        }
    }
}

/// The fields an edit sets that stand otherwise at the shop.
fn differing<'a>(edit: &'a Edit, seen: &'a Seen, remote: &'a Order) -> impl Iterator<Item = Conflict> + 'a {
    edit.touches().into_iter().filter_map(move |field| {
        // The status of an order in the bin is the bin's, not the order's.
        if field == Field::Status && in_bin(remote) {
            return None;
        }
        let (ours, theirs) = (edit.wants(&field)?, value(remote, &field));
        if agree(&field, &ours, &theirs) {
            return None;
        }
        let base = seen.value(&field).cloned().unwrap_or_else(|| theirs.clone());
        Some(Conflict { field, base, ours, theirs })
    })
}

/// The field that was changed both here and there.
fn conflict(edit: &Edit, seen: &Seen, remote: &Order) -> Option<Conflict> {
    differing(edit, seen, remote).find(|found| {
        // What lay in the bin had no status of its own, and what is put there on its way to being deleted only comes closer to it.
        let beside = match found.field {
            Field::Status => seen.trashed,
            Field::Presence => in_bin(remote),
            _ => false,
        };
        !beside && !agree(&found.field, &found.base, &found.theirs)
    })
}

/// Why an edit cannot take place on the order as it has become, whatever its user says.
fn impossible(edit: &Edit, remote: &Order) -> Option<Doubt> {
    match edit {
        Edit::Refund { refund } => refund_doubts(refund, remote).into_iter().next(),
        Edit::SetQuantity { line, .. } if !remote.lines.iter().any(|l| l.native_id == *line) => Some(Doubt::NoSuchLine),
        _ => None,
    }
}

/// Whether an edit has its place on an order in the bin.
const fn works_in_bin(edit: &Edit) -> bool {
    matches!(edit, Edit::Trash | Edit::Restore | Edit::Delete | Edit::AddNote { to_customer: false, .. })
}

/// What changed meanwhile that an edit asks about: one on mail, goods or money about what makes them wrong, one that takes the
/// order away about whether it is still the order that was meant.
fn asked(edit: &Edit, seen: &Seen, remote: &Order, capabilities: &Capabilities) -> Option<Question> {
    match edit {
        Edit::Trash => other_status(seen, remote),
        Edit::Delete => other_status(seen, remote).or_else(|| other_amounts(seen, remote)),
        Edit::ConfirmForCustomer => called_off(remote).then_some(Question::Cancelled),
        Edit::SetAddress { .. } | Edit::SetQuantity { .. } => {
            (is_paid(remote) && !seen.paid && moves_total(edit, remote)).then_some(Question::Paid)
        }
        _ if mails(edit, capabilities) || ships(edit, capabilities) || moves_money(edit) => {
            let cancelled = called_off(remote) && remote.status != seen.status;
            cancelled.then_some(Question::Cancelled).or_else(|| other_amounts(seen, remote))
        }
        _ => None,
    }
}

/// Cancelled, or ended by being given back in full.
fn called_off(order: &Order) -> bool {
    match order.states.order {
        OrderState::Cancelled => true,
        OrderState::Closed => order.states.payment == PaymentState::Refunded,
        _ => false,
    }
}

/// Another status than the author saw, on an order that goes on. In the bin a status says nothing.
fn other_status(seen: &Seen, remote: &Order) -> Option<Question> {
    let moved = remote.status != seen.status && !in_bin(remote) && !seen.trashed && !called_off(remote);
    let text = |status: &str| FieldValue::Text(status.to_owned());
    moved.then(|| Question::Status { before: text(&seen.status), after: text(&remote.status) })
}

/// Other amounts than the author saw.
fn other_amounts(seen: &Seen, remote: &Order) -> Option<Question> {
    let number = |amount: rust_decimal::Decimal| FieldValue::Number(amount.normalize());
    if remote.totals.refunded != seen.refunded {
        let (before, after) = (number(seen.refunded), number(remote.totals.refunded));
        return Some(Question::Refunded { before, after });
    }
    let total = remote.totals.total;
    (total != seen.total).then(|| Question::Total { before: number(seen.total), after: number(total) })
}
