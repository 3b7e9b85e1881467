//! What edits of one order mean to each other: which waits for which, and which takes the place of which.

use super::{Edit, Field, Side};

/// Whether `later` must wait for what becomes of `earlier`, an edit of the same order that waits for its user. All else goes on.
#[must_use]
pub fn depends(later: &Edit, earlier: &Edit) -> bool {
    match (later, earlier) {
        // Deleting for good what another edit still waits for would answer its question by itself.
        (Edit::Delete, _) => true,
        // Until it is out of the bin nothing but the merchant's own notes has a place there.
        (_, Edit::Restore) => !matches!(later, Edit::AddNote { to_customer: false, .. } | Edit::PlaceTestOrder { .. }),
        // A status takes an order out of the bin: which of the two comes last decides where it lies.
        (Edit::SetStatus { .. }, Edit::Trash) => true,
        // What is mailed goes to the address that is meant.
        (Edit::AddNote { to_customer: true, .. }, Edit::SetEmail { .. }) => true,
        // The shop's own mails tell of the whole order but of the merchant's reference.
        (Edit::SendEmail { .. }, _) => earlier.touches().iter().any(|field| *field != Field::Reference),
        // The pieces' price and what is left are those of the lines.
        (Edit::Refund { .. }, Edit::SetQuantity { .. }) | (Edit::SetQuantity { .. }, Edit::Refund { .. }) => true,
        _ => {
            let (later, earlier) = (later.touches(), earlier.touches());
            later.iter().any(|field| earlier.contains(field))
                || (later.iter().any(is_money_or_status) && earlier.iter().any(is_money_or_status))
        }
    }
}

/// Whether it is paid decides the status; a status may record that all was given back, and giving all back moves the status.
const fn is_money_or_status(field: &Field) -> bool {
    matches!(field, Field::Status | Field::Paid | Field::Refunded)
}

/// Whether `later` takes the place of `earlier` where that was never attempted: both set the same field to a value.
#[must_use]
pub fn supersedes(later: &Edit, earlier: &Edit) -> bool {
    let sets = matches!(
        later,
        Edit::SetStatus { .. }
            | Edit::SetReference { .. }
            | Edit::SetCustomerNote { .. }
            | Edit::SetAddress { .. }
            | Edit::SetPhone { .. }
            | Edit::SetEmail { .. }
            | Edit::SetQuantity { .. }
    );
    sets && later.kind() == earlier.kind() && later.touches() == earlier.touches()
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
