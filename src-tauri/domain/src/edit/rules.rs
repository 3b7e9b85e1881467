//! What to know before an edit is made: rules that keep from known traps.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Edit, Notice};
use crate::{Capabilities, CustomerNotice, Order, OrderState, PaymentState, StatusLabel};

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "doubt")]
#[ts(export)]
pub enum Doubt {
    /// The shop has no such status.
    NoSuchStatus,
    /// The system cannot do this over its interface.
    NotSupported,
    /// The order is not paid: its payer would be told that it is.
    SaysPaid,
    /// The shop mails the customer, by its own rules.
    ShopMails,
    /// The customer was to be left alone, but the shop cannot be silenced.
    CannotBeSilenced,
    /// The customer was to be told, but the shop does not mail for this.
    CannotTell,
    /// The shop may work out tax and total anew.
    MovesTax,
    /// The order is paid: its total may change all the same.
    TotalOfPaid,
    /// More than is left would be given back.
    TooMuch {
        /// What is left.
        #[ts(type = "string")]
        left: Decimal,
    },
    /// Nothing would be given back.
    Nothing,
    /// More pieces of a line than were ordered and not given back yet.
    TooManyPieces,
    /// Money goes back through the payment provider at once.
    MovesMoney,
    /// It cannot be undone at the shop.
    Final,
    /// The order lies in the bin.
    Trashed,
    /// The text or address is empty where it must not be.
    Empty,
    /// The order has no such line.
    NoSuchLine,
}

/// A warning before an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Warning {
    /// What about.
    pub doubt: Doubt,
    /// How grave: `refuses` can't be entered, `asks` needs an explicit yes, `tells` is shown.
    pub weight: Weight,
}

/// How grave a warning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Weight {
    /// Shown.
    Tells,
    /// Needs an explicit yes.
    Asks,
    /// Cannot be entered.
    Refuses,
}

/// Whether the shop mails the customer for it.
#[must_use]
pub fn mails(edit: &Edit, capabilities: &Capabilities) -> bool {
    match edit {
        Edit::SetStatus { status } => capabilities.mailing_statuses.iter().any(|mailing| mailing == status),
        Edit::AddNote { to_customer, .. } => *to_customer,
        Edit::SendEmail { .. } => true,
        Edit::MarkPaid | Edit::Refund { .. } => capabilities.status_notice != CustomerNotice::Never,
        _ => false,
    }
}

/// Whether goods go out by it, or somebody is told that they do.
#[must_use]
pub fn ships(edit: &Edit, capabilities: &Capabilities) -> bool {
    match edit {
        Edit::AddTrack { .. } => true,
        Edit::SetStatus { status } => capabilities.shipping_statuses.iter().any(|shipping| shipping == status),
        _ => false,
    }
}

/// Whether money moves, or is recorded to have moved.
#[must_use]
pub const fn moves_money(edit: &Edit) -> bool {
    matches!(edit, Edit::Refund { .. } | Edit::MarkPaid)
}

/// Everything to know before `edit` is made on `order`, gravest first.
#[must_use]
pub fn warnings(
    edit: &Edit,
    notice: Notice,
    order: &Order,
    statuses: &[StatusLabel],
    capabilities: &Capabilities,
) -> Vec<Warning> {
    let mut all = Vec::new();
    let mut say = |weight, doubt| all.push(Warning { doubt, weight });
    if !capabilities.edits.contains(&edit.kind()) {
        say(Weight::Refuses, Doubt::NotSupported);
    }
    let trashed = order.states.order == OrderState::Deleted;
    if trashed && !matches!(edit, Edit::Restore | Edit::Delete | Edit::AddNote { .. }) {
        say(Weight::Refuses, Doubt::Trashed);
    }
    match edit {
        Edit::SetStatus { status } => about_status(status, order, statuses, &mut say),
        Edit::AddNote { text, .. } if text.trim().is_empty() => say(Weight::Refuses, Doubt::Empty),
        Edit::SetEmail { email } if !email.contains('@') => say(Weight::Refuses, Doubt::Empty),
        Edit::SetAddress { side, address } => about_address(*side, address, order, &mut say),
        Edit::AddTrack { track } if track.number.trim().is_empty() => say(Weight::Refuses, Doubt::Empty),
        Edit::SetQuantity { line, quantity } => {
            if !order.lines.iter().any(|l| l.native_id == *line) {
                say(Weight::Refuses, Doubt::NoSuchLine);
            }
            if quantity.is_sign_negative() {
                say(Weight::Refuses, Doubt::Empty);
            }
            say(if is_paid(order) { Weight::Asks } else { Weight::Tells }, Doubt::MovesTax);
        }
        Edit::Refund { refund } => about_refund(refund, order, &mut say),
        Edit::Delete => say(Weight::Asks, Doubt::Final),
        _ => {}
    }
    about_notice(edit, notice, capabilities, &mut say);
    all.sort_by_key(|warning| std::cmp::Reverse(warning.weight));
    all
}

fn is_paid(order: &Order) -> bool {
    order.paid_at.is_some() || order.states.paid()
}

fn about_status(status: &str, order: &Order, statuses: &[StatusLabel], say: &mut impl FnMut(Weight, Doubt)) {
    let Some(label) = statuses.iter().find(|label| label.code == status) else {
        say(Weight::Refuses, Doubt::NoSuchStatus);
        return;
    };
    let unpaid = !is_paid(order)
        && matches!(
            order.states.payment,
            PaymentState::Pending | PaymentState::Unpaid | PaymentState::Failed | PaymentState::Review
        );
    if unpaid && label.states.payment == PaymentState::Paid && label.states.order == OrderState::Confirmed {
        say(Weight::Asks, Doubt::SaysPaid);
    }
}

fn about_address(side: super::Side, address: &crate::Address, order: &Order, say: &mut impl FnMut(Weight, Doubt)) {
    if address.is_empty() {
        say(Weight::Refuses, Doubt::Empty);
    }
    let before = match side {
        super::Side::Billing => &order.billing,
        super::Side::Shipping => order.ship_to(),
    };
    let place = |a: &crate::Address| [a.country.clone(), a.region.clone(), a.postcode.clone(), a.city.clone()];
    let taxed = !order.totals.tax.is_zero();
    let abroad = before.country != address.country;
    if abroad || (taxed && place(before) != place(address)) {
        let paid = is_paid(order);
        say(if paid { Weight::Asks } else { Weight::Tells }, Doubt::MovesTax);
        if paid {
            say(Weight::Tells, Doubt::TotalOfPaid);
        }
    }
}

fn about_refund(refund: &super::RefundDraft, order: &Order, say: &mut impl FnMut(Weight, Doubt)) {
    if refund.amount <= Decimal::ZERO {
        say(Weight::Refuses, Doubt::Nothing);
    }
    let left = order.totals.total - order.totals.refunded;
    if refund.amount > left {
        say(Weight::Refuses, Doubt::TooMuch { left });
    }
    for piece in &refund.pieces {
        let Some(line) = order.lines.iter().find(|line| line.native_id == piece.line) else {
            say(Weight::Refuses, Doubt::NoSuchLine);
            continue;
        };
        let back: Decimal = order
            .refunds
            .iter()
            .flat_map(|refund| &refund.lines)
            .filter(|given| given.line.as_ref() == Some(&piece.line))
            .map(|given| given.quantity)
            .sum();
        if piece.quantity.is_sign_negative() || piece.quantity + back > line.quantity {
            say(Weight::Refuses, Doubt::TooManyPieces);
        }
    }
    if refund.through_gateway {
        say(Weight::Asks, Doubt::MovesMoney);
    }
}

/// What the shop does to the customer's mail box against what is wanted.
fn about_notice(edit: &Edit, notice: Notice, capabilities: &Capabilities, say: &mut impl FnMut(Weight, Doubt)) {
    let message = matches!(edit, Edit::AddNote { to_customer: true, .. } | Edit::SendEmail { .. });
    if message {
        return;
    }
    let mails = mails(edit, capabilities);
    match (capabilities.status_notice, notice) {
        (CustomerNotice::Choosable, _) => {}
        (_, Notice::Quiet) if mails => say(Weight::Asks, Doubt::CannotBeSilenced),
        (_, Notice::Tell) if !mails => say(Weight::Asks, Doubt::CannotTell),
        (_, Notice::ShopDecides) if mails => say(Weight::Tells, Doubt::ShopMails),
        _ => {}
    }
}
