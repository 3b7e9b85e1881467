//! What can be done to an order, as pure functions on it: the interface, "someone else" and the shop's own past all go through these,
//! so that a generated order can be in no state that its documents do not bear out.

mod close;
mod credit;
mod invoice;
mod ship;

pub use close::{cancel, hold, unhold};
pub use credit::{CreditWish, credit};
pub use invoice::invoice;
pub use ship::{NewTrack, ship};

use super::{
    ids::{Ids, Of},
    model::{Comment, History, Order},
    reply::MagentoError,
};

/// Rows and pieces asked for; empty: everything that is left. A row named twice counts as named last.
pub type Wanted = [(u64, Asked)];

/// A quantity as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// So many pieces.
    Pieces(i64),
    /// Not a whole number.
    Fraction,
}

impl Asked {
    /// Whole pieces; none for what is no whole positive number.
    pub fn pieces(self) -> i64 {
        if let Self::Pieces(pieces) = self { pieces.max(0) } else { 0 }
    }
}

/// What was asked of a row; `None` where only others were named.
fn asked(wanted: &Wanted, item: u64) -> Option<Asked> {
    wanted.iter().rev().find(|(id, _)| *id == item).map(|(_, asked)| *asked)
}

/// A comment that is to stand on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NewComment {
    pub text: String,
    pub visible: bool,
    pub notified: bool,
}

impl NewComment {
    /// As kept on a document.
    fn kept(comment: Option<&Self>, ids: &mut Ids, of: Of, now: i64) -> Vec<Comment> {
        let kept = |comment: &Self| Comment {
            id: ids.next(of),
            created: now,
            text: comment.text.clone(),
            notified: comment.notified,
            visible: comment.visible,
        };
        comment.map(kept).into_iter().collect()
    }
}

/// Adds a line of the shop's own to the history.
fn tell(order: &mut Order, ids: &mut Ids, entity: &str, text: String, now: i64) {
    order.histories.push(History {
        id: ids.next(Of::History),
        created: now,
        text: Some(text),
        status: Some(order.columns.status.clone()),
        notified: false,
        visible: false,
        entity: Some(entity.to_owned()),
    });
}

/// An amount in the base currency as the shop writes it in texts.
pub fn euros(amount: crate::amount::Amount) -> String {
    let text = amount.text(2);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}€{grouped}.{cents}")
}

/// Refuses with the list of what is wrong with a document, if anything is.
fn check(document: &str, wrong: &[String]) -> Result<(), MagentoError> {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(MagentoError::plain(400, format!("{document} Document Validation Error(s):\n{}", wrong.join("\n"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Amount;

    #[test]
    fn euros_are_grouped() {
        assert_eq!(euros(Amount::cents(5390)), "€53.90");
        assert_eq!(euros(Amount::cents(145_801)), "€1,458.01");
        assert_eq!(euros(Amount::cents(123_456_700)), "€1,234,567.00");
    }
}
