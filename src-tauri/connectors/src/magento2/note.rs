//! An order's comments, which are its history, too.

use domain::{Note, NoteKind};

use super::text::{comment, plain};
use crate::json::{Unreadable, Value};

wire!(Wire { entity_id, entity_name, comment, status, created_at, is_customer_notified, is_visible_on_front });

/// Reads a comment. What the customer was mailed, or sees in the account, is to the customer. Lines without a comment tell
/// that a status came about; those that documents leave are the shop's own.
pub(super) fn read(value: Value<'_>) -> Result<Note, Unreadable> {
    let wire: Wire<'_> = value.object("comment")?;
    let text = comment(wire.comment);
    // Besides yes and no, 2 says that there was nothing to tell.
    let to_customer = wire.is_customer_notified.flag() == Some(true) || wire.is_visible_on_front.flag() == Some(true);
    let by_document = matches!(&*wire.entity_name.text(), "invoice" | "shipment" | "creditmemo");
    let kind = match (to_customer, text.is_empty() || by_document) {
        (true, _) => NoteKind::ToCustomer,
        (false, true) => NoteKind::System,
        (false, false) => NoteKind::Internal,
    };
    Ok(Note {
        native_id: wire.entity_id.required_id("entity_id")?,
        author: String::new(),
        text: if text.is_empty() { plain(wire.status) } else { text },
        kind,
        created_at: wire.created_at.timestamp("created_at")?,
    })
}
