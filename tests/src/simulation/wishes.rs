//! What the simulated users wish: edits of every kind, each with something in it that is found again among the shop's effects.

use std::collections::BTreeSet;

use demo_shop::Effect;
use domain::{Address, Edit, EditKey, Order, OrderState, RefundDraft, RefundPiece, Side, StatusLabel, Track};
use rust_decimal::Decimal;

use crate::dice::Dice;

/// One of these, by chance.
pub(super) fn pick<'a, T>(dice: &mut Dice, from: &'a [T]) -> Option<&'a T> {
    from.get(usize::try_from(dice.below(from.len() as u64)).unwrap_or_default())
}

/// Whether a chance of so many percent comes true.
pub(super) const fn chance(dice: &mut Dice, percent: u64) -> bool {
    dice.below(100) < percent
}

/// A text that occurs nowhere else.
fn token(number: u64) -> String {
    format!("t{number:05}x")
}

/// Some edit of an order. `number`: unique over the seed.
pub(super) fn wish(dice: &mut Dice, order: &Order, statuses: &[StatusLabel], number: u64) -> Edit {
    let text = token(number);
    let side = if chance(dice, 50) { Side::Billing } else { Side::Shipping };
    match dice.below(36) {
        0..=6 => {
            let listed: Vec<&StatusLabel> = statuses.iter().filter(|label| label.code != "checkout-draft").collect();
            let status = pick(dice, &listed).map_or_else(|| "processing".to_owned(), |label| label.code.clone());
            Edit::SetStatus { status }
        }
        7 | 8 => Edit::MarkPaid,
        9..=11 => Edit::AddNote { text: format!("note {text}"), to_customer: false },
        12..=15 => Edit::AddNote { text: format!("message {text}"), to_customer: true },
        16 => Edit::SetReference { text: format!("reference {text}") },
        17 | 18 => Edit::SetCustomerNote { text: format!("wish {text}") },
        19 | 20 => Edit::SetAddress { side, address: moved(order, side, &text) },
        21 | 22 => Edit::SetPhone { side, phone: format!("+31 6 {number:08}") },
        23 => Edit::SetEmail { email: format!("{text}@example.test") },
        24 | 25 => {
            let number = format!("3S{number:06}X");
            Edit::AddTrack { track: Track { carrier: "PostNL".to_owned(), number, url: None, shipped_at: None } }
        }
        26 => match pick(dice, &order.tracks) {
            Some(track) => Edit::RemoveTrack { carrier: track.carrier.clone(), number: track.number.clone() },
            None => Edit::SetCustomerNote { text: format!("wish {text}") },
        },
        27 => match pick(dice, &order.lines) {
            Some(line) => Edit::SetQuantity { line: line.native_id.clone(), quantity: (1 + dice.below(4)).into() },
            None => Edit::MarkPaid,
        },
        28..=30 => refund(dice, order, number),
        31 => Edit::SendEmail { template: "customer_invoice".to_owned() },
        32 => Edit::Trash,
        33 if order.states.order == OrderState::Deleted => Edit::Restore,
        34 if chance(dice, 30) => Edit::Delete,
        35 => Edit::PlaceTestOrder { product: None },
        _ => Edit::SetReference { text: format!("reference {text}") },
    }
}

fn moved(order: &Order, side: Side, text: &str) -> Address {
    let before = if side == Side::Billing { &order.billing } else { &order.shipping };
    let country = if before.country.is_empty() { "NL".to_owned() } else { before.country.clone() };
    Address { line_1: format!("Kade {text}"), city: "Utrecht".to_owned(), country, ..before.clone() }
}

/// So few cents that none are like another's.
fn refund(dice: &mut Dice, order: &Order, number: u64) -> Edit {
    let amount = Decimal::new(i64::try_from(number).unwrap_or(1), 2);
    let zero = Decimal::ZERO;
    let piece = pick(dice, &order.lines).filter(|line| line.total >= amount).map(|line| RefundPiece {
        line: line.native_id.clone(),
        quantity: dice.below(2).into(),
        total: amount,
        tax: zero,
    });
    let pieces: Vec<RefundPiece> = piece.into_iter().filter(|_| chance(dice, 40)).collect();
    Edit::Refund {
        refund: RefundDraft {
            amount,
            pieces,
            shipping: zero,
            shipping_tax: zero,
            reason: format!("because {}", token(number)),
            through_gateway: chance(dice, 20),
            restock: chance(dice, 50),
        },
    }
}

/// What an edit's effect is found by at the shop.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sign {
    kind: &'static str,
    detail: String,
    /// The detail is this and nothing more.
    whole: bool,
}

impl Sign {
    /// The sign of an edit; `None` where its effect cannot be told from another's.
    pub(super) fn of(edit: &Edit, key: &EditKey) -> Option<Self> {
        let whole = |kind, detail: String| Some(Self { kind, detail, whole: true });
        let part = |detail: &str| Some(Self { kind: "order.updated", detail: detail.to_owned(), whole: false });
        match edit {
            Edit::AddNote { text, to_customer: true } => whole("note.customer", text.clone()),
            Edit::AddNote { text, to_customer: false } => whole("note.created", text.clone()),
            Edit::Refund { refund } => whole("refund.created", format!("{:.2}", refund.amount)),
            Edit::PlaceTestOrder { .. } => whole("order.created", key.as_str().to_owned()),
            Edit::AddTrack { track } => whole("track.added", track.number.clone()),
            Edit::SetReference { text } | Edit::SetCustomerNote { text } => part(text),
            Edit::SetAddress { address, .. } => part(&address.line_1),
            Edit::SetPhone { phone, .. } => part(phone),
            Edit::SetEmail { email } => part(email),
            _ => None,
        }
    }

    /// How often it took place by our doing.
    pub(super) fn count(&self, effects: &[Effect]) -> usize {
        let fits = |detail: &str| if self.whole { detail == self.detail } else { detail.contains(&self.detail) };
        effects.iter().filter(|effect| !effect.by_shop && effect.kind == self.kind && fits(&effect.detail)).count()
    }

    /// How many of them somebody deleted for good before their desk had read them (`read`: the orders that were): a lost test order
    /// that no reading brought leaves nothing to be found by, and is placed again.
    pub(super) fn deleted_unread(&self, effects: &[Effect], read: &BTreeSet<u64>) -> usize {
        if self.kind != "order.created" {
            return 0;
        }
        let deleted = |order: u64| effects.iter().any(|effect| effect.kind == "order.deleted" && effect.order == order);
        let made = |effect: &&Effect| !effect.by_shop && effect.kind == self.kind && effect.detail == self.detail;
        effects.iter().filter(made).filter(|effect| deleted(effect.order) && !read.contains(&effect.order)).count()
    }

    /// What to look for in a trace.
    pub(super) fn words(&self) -> String {
        self.detail.clone()
    }
}
