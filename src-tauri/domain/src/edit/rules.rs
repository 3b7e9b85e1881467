//! What to know before an edit is made: rules that keep from known traps.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Edit, Notice, RefundDraft, Side,
    compare::postal,
    field::{in_bin, is_paid},
};
use crate::{Address, Capabilities, CustomerNotice, NativeId, Order, OrderState, PaymentState, StatusLabel, Track};

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
    /// The status records all that is left as given back, without any money being sent.
    RefundsRest,
    /// It cannot be undone at the shop.
    Final,
    /// The order lies in the bin.
    Trashed,
    /// What is needed is missing or not valid: a text, an address, a number of pieces, a link.
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

/// Whether the shop mails the customer for it, or may: an order out of the bin has the status of before again, and a
/// shop that mails on reaching a status (WooCommerce: "completed", "failed") then mails a second time.
#[must_use]
pub fn mails(edit: &Edit, capabilities: &Capabilities) -> bool {
    match edit {
        Edit::SetStatus { status } => capabilities.mailing_statuses.iter().any(|mailing| mailing == status.trim()),
        Edit::AddNote { to_customer, .. } => *to_customer,
        Edit::SendEmail { .. } => true,
        Edit::MarkPaid | Edit::Refund { .. } => capabilities.status_notice != CustomerNotice::Never,
        Edit::Restore => !capabilities.mailing_statuses.is_empty(),
        _ => false,
    }
}

/// Whether goods go out by it, or somebody is told that they do.
#[must_use]
pub fn ships(edit: &Edit, capabilities: &Capabilities) -> bool {
    match edit {
        Edit::AddTrack { .. } => true,
        Edit::SetStatus { status } => capabilities.shipping_statuses.iter().any(|shipping| shipping == status.trim()),
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
    if in_bin(order) {
        match edit {
            Edit::Restore | Edit::Delete | Edit::AddNote { to_customer: false, .. } => {}
            Edit::AddNote { .. } => say(Weight::Asks, Doubt::Trashed),
            _ => say(Weight::Refuses, Doubt::Trashed),
        }
    }
    match edit {
        Edit::SetStatus { status } => about_status(status, order, statuses, &mut say),
        Edit::AddNote { text, .. } if text.trim().is_empty() => say(Weight::Refuses, Doubt::Empty),
        Edit::SendEmail { template } if template.trim().is_empty() => say(Weight::Refuses, Doubt::Empty),
        Edit::SetEmail { email } if !is_email(email) => say(Weight::Refuses, Doubt::Empty),
        Edit::SetAddress { side, address } => about_address(*side, address, order, &mut say),
        Edit::AddTrack { track } if !is_track(track) => say(Weight::Refuses, Doubt::Empty),
        Edit::SetQuantity { line, quantity } => about_quantity(line, *quantity, order, &mut say),
        Edit::Refund { refund } => {
            for doubt in refund_doubts(refund, order) {
                say(Weight::Refuses, doubt);
            }
            if refund.through_gateway {
                say(Weight::Asks, Doubt::MovesMoney);
            }
        }
        Edit::Delete => say(Weight::Asks, Doubt::Final),
        _ => {}
    }
    about_notice(edit, notice, capabilities, &mut say);
    all.sort_by_key(|warning| std::cmp::Reverse(warning.weight));
    all
}

/// Something on both sides of one `@`; whether anybody reads there only the shop can find out.
fn is_email(text: &str) -> bool {
    let text = text.trim();
    let sides = text.split_once('@');
    sides.is_some_and(|(who, place)| !who.is_empty() && !place.is_empty() && !place.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// A number, and a link that a browser may open.
fn is_track(track: &Track) -> bool {
    let opens =
        |url: &String| ["https://", "http://"].iter().any(|scheme| url.trim().to_lowercase().starts_with(scheme));
    !track.number.trim().is_empty() && track.url.as_ref().is_none_or(|url| url.trim().is_empty() || opens(url))
}

/// A status that says "paid" to the payer of an order that is not (goods paid on delivery are accepted unpaid: what follows then is
/// no news to their payer), or that says "refunded": shops record a refund of all that is left with it.
fn about_status(status: &str, order: &Order, statuses: &[StatusLabel], say: &mut impl FnMut(Weight, Doubt)) {
    let Some(label) = statuses.iter().find(|label| label.code == status.trim()) else {
        say(Weight::Refuses, Doubt::NoSuchStatus);
        return;
    };
    let accepted = |state: OrderState| matches!(state, OrderState::Confirmed | OrderState::Complete);
    let says_paid = label.states.payment == PaymentState::Paid && accepted(label.states.order);
    if says_paid && !is_paid(order) && !accepted(order.states.order) {
        say(Weight::Asks, Doubt::SaysPaid);
    }
    if label.states.payment == PaymentState::Refunded && order.totals.refunded < order.totals.total {
        say(Weight::Asks, Doubt::RefundsRest);
    }
}

fn about_address(side: Side, address: &Address, order: &Order, say: &mut impl FnMut(Weight, Doubt)) {
    if address.is_empty() {
        say(Weight::Refuses, Doubt::Empty);
    } else if moves_tax(side, address, order) {
        about_total(order, say);
    }
}

fn about_quantity(line: &NativeId, quantity: Decimal, order: &Order, say: &mut impl FnMut(Weight, Doubt)) {
    if quantity < Decimal::ZERO {
        say(Weight::Refuses, Doubt::Empty);
    } else if !order.lines.iter().any(|l| l.native_id == *line) {
        say(Weight::Refuses, Doubt::NoSuchLine);
    } else if moves_pieces(line, quantity, order) {
        about_total(order, say);
    }
}

/// Tax and total may be worked out anew: asked about where the payer has paid the old one.
fn about_total(order: &Order, say: &mut impl FnMut(Weight, Doubt)) {
    if is_paid(order) {
        say(Weight::Asks, Doubt::MovesTax);
        say(Weight::Tells, Doubt::TotalOfPaid);
    } else {
        say(Weight::Tells, Doubt::MovesTax);
    }
}

/// Whether an edit may move the order's tax and total at the shop.
pub(super) fn moves_total(edit: &Edit, order: &Order) -> bool {
    match edit {
        Edit::SetAddress { side, address } => moves_tax(*side, address, order),
        Edit::SetQuantity { line, quantity } => moves_pieces(line, *quantity, order),
        _ => false,
    }
}

/// Another country, or on a taxed order another place in it.
fn moves_tax(side: Side, address: &Address, order: &Order) -> bool {
    let before = match side {
        Side::Billing => &order.billing,
        Side::Shipping => order.ship_to(),
    };
    let (before, after) = (postal(before), postal(address));
    let place = |a: &Address| [a.country.clone(), a.region.clone(), a.postcode.clone(), a.city.clone()];
    let taxed = !order.totals.tax.is_zero();
    before.country != after.country || (taxed && place(&before) != place(&after))
}

fn moves_pieces(line: &NativeId, quantity: Decimal, order: &Order) -> bool {
    order.lines.iter().any(|there| there.native_id == *line && there.quantity != quantity)
}

/// Why a refund cannot be made on an order as it is, each reason once.
pub(super) fn refund_doubts(refund: &RefundDraft, order: &Order) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let left = order.totals.total.saturating_sub(order.totals.refunded);
    if refund.amount <= Decimal::ZERO {
        doubts.push(Doubt::Nothing);
    } else if refund.amount > left {
        doubts.push(Doubt::TooMuch { left: left.max(Decimal::ZERO).normalize() });
    }
    let amounts = refund.pieces.iter().flat_map(|piece| [piece.quantity, piece.total, piece.tax]);
    if amounts.chain([refund.shipping, refund.shipping_tax]).any(|amount| amount < Decimal::ZERO) {
        doubts.push(Doubt::Empty);
    }
    for piece in &refund.pieces {
        let doubt = match order.lines.iter().find(|line| line.native_id == piece.line) {
            None => Doubt::NoSuchLine,
            Some(line) if pieces_back(refund, order, &piece.line) > line.quantity => Doubt::TooManyPieces,
            Some(_) => continue,
        };
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    doubts
}

/// Pieces of a line that would have been given back in all. An order's own summary of its refunds may not name any.
fn pieces_back(refund: &RefundDraft, order: &Order, line: &NativeId) -> Decimal {
    let given = order.refunds.iter().flat_map(|refund| &refund.lines);
    let given = given.filter(|given| given.line.as_ref() == Some(line)).map(|given| given.quantity);
    let wanted = refund.pieces.iter().filter(|piece| piece.line == *line).map(|piece| piece.quantity);
    given.chain(wanted).fold(Decimal::ZERO, Decimal::saturating_add)
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
