//! The three-way merge of one edit: what its author saw, what it wants, what the shop has.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Conflict, Edit, Field, FieldValue, Seen,
    field::value,
    rules::{mails, moves_money, ships},
};
use crate::{Capabilities, Order, OrderState, PaymentState, Side};

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
    /// The order is gone for good: it can never take place.
    Gone,
}

/// Judges an edit by what the shop has now; `remote: None`: the order is gone for good. `approved`: the user has said yes to what
/// would be asked.
///
/// | base | local | remote | reconciled |
/// | --- | --- | --- | --- |
/// | A | B | A | send B |
/// | A | B | B | already |
/// | A | B | C | conflict |
#[must_use]
pub fn judge(edit: &Edit, seen: &Seen, remote: Option<&Order>, capabilities: &Capabilities, approved: bool) -> Verdict {
    let Some(remote) = remote else {
        return match edit {
            Edit::Delete => Verdict::Already,
            Edit::PlaceTestOrder { .. } => Verdict::Send,
            _ => Verdict::Gone,
        };
    };
    let trashed = remote.states.order == OrderState::Deleted;
    let presence = matches!(edit, Edit::Trash | Edit::Restore | Edit::Delete);
    for (field, base) in &seen.values {
        let (theirs, ours) = (value(remote, field), edit.wants(field));
        if ours.as_ref() == Some(&theirs) && (!trashed || presence) {
            return Verdict::Already;
        }
        // What adds up (a refund) is asked about below; what is not there yet or no more has no third value.
        if theirs != *base
            && !matches!(field, Field::Refunded | Field::Presence | Field::Track { .. })
            && let Some(ours) = ours
        {
            return Verdict::Conflict(Conflict { field: field.clone(), base: base.clone(), ours, theirs });
        }
    }
    if approved || presence {
        return Verdict::Send;
    }
    if trashed && !seen.trashed {
        return Verdict::Ask(Question::Trashed);
    }
    let weighty = mails(edit, capabilities) || ships(edit, capabilities) || moves_money(edit);
    if weighty { asked(seen, remote).map_or(Verdict::Send, Verdict::Ask) } else { Verdict::Send }
}

/// What changed meanwhile that an edit on mail, goods or money asks about.
fn asked(seen: &Seen, remote: &Order) -> Option<Question> {
    let number = |amount: rust_decimal::Decimal| FieldValue::Number(amount.normalize());
    let cancelled = remote.states.order == OrderState::Cancelled
        || (remote.states.order == OrderState::Closed && remote.states.payment == PaymentState::Refunded);
    if cancelled && remote.status != seen.status {
        return Some(Question::Cancelled);
    }
    if remote.totals.refunded != seen.refunded {
        let (before, after) = (number(seen.refunded), number(remote.totals.refunded));
        return Some(Question::Refunded { before, after });
    }
    if remote.totals.total != seen.total {
        return Some(Question::Total { before: number(seen.total), after: number(remote.totals.total) });
    }
    None
}

/// Whether `later` must wait for what becomes of `earlier`, an edit of the same order that waits for its user.
#[must_use]
pub fn depends(later: &Edit, earlier: &Edit) -> bool {
    let (later_fields, earlier_fields) = (later.touches(), earlier.touches());
    later_fields.iter().any(|field| {
        earlier_fields.contains(field)
            // Deleting for good what another edit still waits for would answer its question by itself.
            || matches!(later, Edit::Delete)
            // Whether it is paid decides the status, and the other way round.
            || matches!(
                field,
                Field::Status | Field::Paid if earlier_fields.iter().any(|f| matches!(f, Field::Status | Field::Paid))
            )
    }) || (matches!(later, Edit::SetStatus { .. }) && matches!(earlier, Edit::Trash | Edit::Restore))
}

/// Whether `later` takes the place of `earlier` where that was never attempted: both set the same fields to a value.
#[must_use]
pub fn supersedes(later: &Edit, earlier: &Edit) -> bool {
    let sets = |edit: &Edit| {
        matches!(
            edit,
            Edit::SetStatus { .. }
                | Edit::SetReference { .. }
                | Edit::SetCustomerNote { .. }
                | Edit::SetAddress { .. }
                | Edit::SetPhone { .. }
                | Edit::SetEmail { .. }
                | Edit::SetQuantity { .. }
        )
    };
    sets(later) && later.kind() == earlier.kind() && later.touches() == earlier.touches()
}

/// What the author of an edit is taken to have seen once the user keeps it against what the shop has now.
#[must_use]
pub fn rebased(edit: &Edit, remote: &Order) -> Seen {
    Seen::of(remote, edit)
}

impl Edit {
    /// The address side an edit is about, where it is about one.
    #[must_use]
    pub const fn side(&self) -> Option<Side> {
        match self {
            Self::SetAddress { side, .. } | Self::SetPhone { side, .. } => Some(*side),
            _ => None,
        }
    }
}
