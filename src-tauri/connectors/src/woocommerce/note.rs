//! Order notes: HTML in, plain text out.

use domain::{Note, NoteKind, text};
use serde::Deserialize;

use super::json::{Unreadable, Value};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    author: Value<'a>,
    #[serde(borrow)]
    date_created_gmt: Value<'a>,
    #[serde(borrow)]
    note: Value<'a>,
    #[serde(borrow)]
    customer_note: Value<'a>,
}

/// Reads a note. The shop itself, and whatever speaks through its interface, signs as "WooCommerce" or "system".
pub(super) fn read(value: Value<'_>) -> Result<Note, Unreadable> {
    let wire: Wire<'_> = value.object("note")?;
    let author = text::from_html(&wire.author.text());
    let by_shop = ["woocommerce", "system"].contains(&author.to_ascii_lowercase().as_str());
    let kind = match (wire.customer_note.flag(), by_shop) {
        (Some(true), _) => NoteKind::ToCustomer,
        (_, true) => NoteKind::System,
        _ => NoteKind::Internal,
    };
    Ok(Note {
        native_id: wire.id.required_id("id")?,
        author,
        text: text::from_html(&wire.note.text()),
        kind,
        created_at: wire.date_created_gmt.timestamp("date_created_gmt")?,
    })
}
