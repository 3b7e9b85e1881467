//! What an edit comes to: after it was judged, after its attempt failed, after it was looked for.

use connectors::{Fate, WriteFault};
use domain::edit::{mails, moves_money};
use domain::{
    Capabilities, Code, Edit, EditState, Fault, Field, NativeId, Order, OutboxEdit, Outcome, Question, Retry,
    TotalsMoved, Verdict,
};
use jiff::Timestamp;

use super::push::over_at;
use super::rhythm::backoff;
use crate::time::later;

/// Where an edit stands from now on, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: EditState,
    /// What it came to, or why it waits.
    pub outcome: Outcome,
    /// Not attempted, or not looked for, before.
    pub not_before: Option<Timestamp>,
}

impl Standing {
    const fn at_rest(state: EditState, outcome: Outcome) -> Self {
        Self { state, outcome, not_before: None }
    }

    /// It took place. `before` and `after`: the order as read right before, and as it is now.
    #[must_use]
    pub fn done(made: Option<NativeId>, before: Option<&Order>, after: Option<&Order>) -> Self {
        let totals = match (before, after) {
            (Some(before), Some(after)) if before.totals.total != after.totals.total => {
                Some(TotalsMoved { before: before.totals.total, after: after.totals.total })
            }
            _ => None,
        };
        Self::at_rest(EditState::Settled, Outcome::Done { made, totals })
    }

    /// The shop has it so already.
    #[must_use]
    pub const fn already() -> Self {
        Self::at_rest(EditState::Settled, Outcome::Already)
    }

    /// Its user is asked.
    #[must_use]
    pub const fn asks(question: Question) -> Self {
        Self::at_rest(EditState::Asks, Outcome::Asks { question })
    }

    /// It can never take place.
    #[must_use]
    pub const fn failed(fault: Fault) -> Self {
        Self::at_rest(EditState::Failed, Outcome::Failed { fault })
    }

    /// What a verdict comes to without anything being sent; `None`: it is to be sent. `late`: it asks first.
    #[must_use]
    pub fn judged(verdict: Verdict, late: bool) -> Option<Self> {
        match verdict {
            Verdict::Send => late.then(|| Self::asks(Question::Late)),
            Verdict::Already => Some(Self::already()),
            Verdict::Conflict(conflict) => Some(Self::at_rest(EditState::Conflict, Outcome::Conflict { conflict })),
            Verdict::Ask(question) => Some(Self::asks(question)),
            Verdict::Impossible(doubt) => Some(Self::at_rest(EditState::Failed, Outcome::Impossible { doubt })),
            Verdict::Gone => Some(Self::failed(gone())),
        }
    }

    /// It waits after `failures` failures in a row, without anything having been left at the shop. `random`: any number.
    #[must_use]
    pub fn retrying(fault: Fault, failures: u32, now: Timestamp, random: u32) -> Self {
        let at = later(now, backoff(&fault, failures, random));
        Self { state: EditState::Pending, outcome: Outcome::Retrying { fault }, not_before: Some(at) }
    }

    /// An attempt failed.
    ///
    /// | fate | may pass | stands |
    /// | --- | --- | --- |
    /// | nothing | later | pending, after a pause that grows with the attempts |
    /// | nothing | never | failed |
    /// | unknown | | checking, once the server's time is up |
    #[must_use]
    pub fn unanswered(
        failed: WriteFault,
        attempts: u32,
        now: Timestamp,
        random: u32,
        capabilities: &Capabilities,
    ) -> Self {
        let WriteFault { fault, fate } = failed;
        match (fate, fault.retry) {
            (Fate::Unknown, _) => Self {
                state: EditState::Checking,
                outcome: Outcome::Lost { fault },
                not_before: Some(over_at(now, capabilities)),
            },
            (Fate::Nothing, Retry::Never) => Self::failed(fault),
            (Fate::Nothing, _) => Self::retrying(fault, attempts, now, random),
        }
    }

    /// The shop says that a lost attempt did not take place: it may be sent again. Of a status that is said by what stands there
    /// now. On an order that was `touched` since the attempt another may have followed on ours, whose mail went out.
    #[must_use]
    pub fn not_found(edit: &OutboxEdit, touched: bool) -> Self {
        let is_status = edit.edit.touches().iter().any(|field| matches!(field, Field::Status | Field::Paid));
        if is_status && touched { Self::unsure(edit) } else { Self::not_done(edit) }
    }

    fn not_done(edit: &OutboxEdit) -> Self {
        Self::at_rest(EditState::Pending, Outcome::Retrying { fault: lost(edit) })
    }

    /// The shop cannot tell whether a lost attempt took place, so its content is compared: `verdict` over a reading of after the
    /// server's time. What is not there may have been there: only what does no harm twice is sent again.
    #[must_use]
    pub fn untold(edit: &OutboxEdit, verdict: &Verdict, capabilities: &Capabilities) -> Self {
        match verdict {
            Verdict::Already => Self::already(),
            _ if !is_repeatable(&edit.edit, capabilities) => Self::unsure(edit),
            Verdict::Gone => Self::failed(gone()),
            Verdict::Send | Verdict::Conflict(_) | Verdict::Ask(_) | Verdict::Impossible(_) => Self::not_done(edit),
        }
    }

    /// The order of a lost attempt is gone for good, and with it what it could be told by.
    #[must_use]
    pub fn order_gone(edit: &OutboxEdit, capabilities: &Capabilities) -> Self {
        match &edit.edit {
            Edit::Delete => Self::done(None, None, None),
            lost if !is_repeatable(lost, capabilities) => Self::unsure(edit),
            _ => Self::failed(gone()),
        }
    }

    /// A look failed: looked for again after a pause.
    #[must_use]
    pub fn unseen(edit: &OutboxEdit, fault: &Fault, failures: u32, now: Timestamp, random: u32) -> Self {
        let at = later(now, backoff(fault, failures, random));
        let outcome = Outcome::Lost { fault: lost(edit) };
        Self { state: EditState::Checking, outcome, not_before: Some(at) }
    }

    fn unsure(edit: &OutboxEdit) -> Self {
        Self::at_rest(EditState::Unsure, Outcome::Unsure { fault: lost(edit) })
    }
}

/// Whether it only gives fields a value, which a second time does not change; and tells nobody, and moves no money.
fn is_repeatable(edit: &Edit, capabilities: &Capabilities) -> bool {
    let sets = edit.touches().iter().any(|field| edit.wants(field).is_some());
    sets && !mails(edit, capabilities) && !moves_money(edit)
}

fn gone() -> Fault {
    Fault::new(Code::NotFound, "change an order", "the order is gone for good")
}

/// How the answer was lost.
fn lost(edit: &OutboxEdit) -> Fault {
    match &edit.outcome {
        Some(Outcome::Lost { fault } | Outcome::Retrying { fault } | Outcome::Unsure { fault }) => fault.clone(),
        _ => Fault::new(Code::ConnectionLost, "change an order", "ended before the answer came"),
    }
}
