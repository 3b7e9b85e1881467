//! The outbox: entered, shown, attempted, settled, asked about, taken back.

use domain::{Edit, EditId, EditKey, EditState, NewEdit, Notice, Outcome};

use super::*;

/// A mark of its own for every edit of a test.
pub(crate) fn key() -> EditKey {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    EditKey(format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed)))
}

pub(crate) fn new(shop: &Shop, order: u64, edit: Edit) -> NewEdit {
    NewEdit {
        shop: shop.id,
        order: Some(NativeId::from(order)),
        key: key(),
        edit,
        notice: Notice::ShopDecides,
        not_before: None,
        batch: None,
    }
}

pub(crate) fn status(shop: &Shop, order: u64, status: &str) -> NewEdit {
    new(shop, order, Edit::SetStatus { status: status.to_owned() })
}

pub(crate) fn note(shop: &Shop, order: u64, text: &str) -> NewEdit {
    new(shop, order, Edit::AddNote { text: text.to_owned(), to_customer: false })
}

pub(crate) fn moved(id: EditId, state: EditState, outcome: Option<Outcome>) -> Change {
    Change::Edit { id, state, outcome, not_before: None }
}

pub(crate) fn settled(id: EditId) -> Change {
    moved(id, EditState::Settled, Some(Outcome::Done { made: None, totals: None }))
}
