//! What an author saw, carried over what their own earlier edits come to.
//!
//! A later edit is entered over the order as its author's earlier ones will make it. What the shop makes of those may differ from
//! what was foreseen (a total recalculated, a status moved by a payment, an address tidied), and an earlier one may be taken
//! back. Neither is someone else's change, so neither may become a question or a conflict.

use rust_decimal::Decimal;

use super::{
    Edit, Field, FieldValue, Seen, apply,
    compare::agree,
    field::{in_bin, is_paid, value},
};
use crate::{Order, StatusLabel};

impl Seen {
    /// What was seen of a field the edit touches.
    #[must_use]
    pub fn value(&self, field: &Field) -> Option<&FieldValue> {
        self.values.iter().find(|(seen, _)| seen == field).map(|(_, value)| value)
    }

    /// What the author of a later edit is taken to have seen once an earlier one of theirs, `own`, took place. `before`: the order
    /// as read right before it was sent; `after`: as its answer shows it. Whatever `own` moved counts as seen, what differs
    /// from both what was there and what was foreseen stays as it was.
    #[must_use]
    pub fn after_own(&self, own: &Edit, before: &Order, after: &Order, statuses: &[StatusLabel]) -> Self {
        let mut foreseen = before.clone();
        apply(&mut foreseen, own, statuses);
        let known = |field: &Field, seen: &FieldValue| {
            agree(field, seen, &value(before, field)) || agree(field, seen, &value(&foreseen, field))
        };
        let carried = |(field, seen): &(Field, FieldValue)| {
            let now = if known(field, seen) { value(after, field) } else { seen.clone() };
            (field.clone(), now)
        };
        let moved =
            |seen: Decimal, foreseen: Decimal, after: Decimal| seen.saturating_add(after.saturating_sub(foreseen));
        let refunded = moved(self.refunded, foreseen.totals.refunded, after.totals.refunded);
        let values = self.values.iter().map(carried).map(|(field, seen)| match field {
            Field::Refunded => (field, FieldValue::Number(refunded.normalize())),
            _ => (field, seen),
        });
        Self {
            values: values.collect(),
            status: if [&before.status, &foreseen.status].contains(&&self.status) {
                after.status.clone()
            } else {
                self.status.clone()
            },
            trashed: if self.trashed == in_bin(&foreseen) { in_bin(after) } else { self.trashed },
            paid: if self.paid == is_paid(&foreseen) { is_paid(after) } else { self.paid },
            total: moved(self.total, foreseen.totals.total, after.totals.total),
            refunded,
        }
    }

    /// What the author of a later edit is taken to have seen once an earlier one of theirs, `dropped`, was taken back or given up
    /// without having taken place. `its`: what the author of the dropped one saw.
    #[must_use]
    pub fn without(&self, dropped: &Edit, its: &Self) -> Self {
        let mut seen = self.clone();
        for (field, value) in &mut seen.values {
            let wanted = dropped.wants(field).filter(|wanted| agree(field, wanted, value));
            if let (Some(_), Some(before)) = (wanted, its.value(field)) {
                value.clone_from(before);
            }
        }
        match dropped {
            Edit::SetStatus { status } if status.trim() == seen.status => seen.status.clone_from(&its.status),
            Edit::Trash | Edit::Restore | Edit::Delete => seen.trashed = its.trashed,
            Edit::MarkPaid => seen.paid = its.paid,
            Edit::Refund { refund } => {
                seen.refunded = seen.refunded.saturating_sub(refund.amount);
                for (field, value) in &mut seen.values {
                    if *field == Field::Refunded {
                        *value = FieldValue::Number(seen.refunded.normalize());
                    }
                }
            }
            _ => {}
        }
        seen
    }
}
