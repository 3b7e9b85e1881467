//! Notes: for the merchant's own eyes, or mailed to the customer.
//!
//! WooCommerce keeps notes as HTML and nothing beside them to put a mark into; a mark in the text would reach the customer. So a
//! lost note is known again by what it says and when it was written.

use domain::{Code, Fault, Note, NoteKind, text};
use http::Method;
use jiff::SignedDuration;
use serde_json::{json, value::RawValue};

use super::{
    super::{diagnosis::json as body_of, json::Value, note},
    Attempt,
};
use crate::{
    Connector, Found, Pushed, WriteFault,
    lost_note::{self, CLOCK_DOUBT, made},
};

/// Adds a note.
pub(super) async fn add(attempt: &Attempt<'_>, text: &str, to_customer: bool) -> Result<Pushed, WriteFault> {
    let body = json!({ "note": as_html(text), "customer_note": to_customer, "added_by_user": true });
    let answer = attempt.send(&attempt.call(Method::POST, "/notes", Some(&body))?).await?;
    let raw: &RawValue = serde_json::from_slice(body_of(&answer))
        .map_err(|_| WriteFault::unknown(attempt.fault(Code::BadAnswer, "the answer was cut short")))?;
    let note =
        note::read(Value::of(raw)).map_err(|unreadable| WriteFault::unknown(unreadable.fault(attempt.operation)))?;
    Ok(made(note))
}

/// Looks for a note of the same text and kind, written since.
pub(super) async fn find(attempt: &Attempt<'_>, text: &str, to_customer: bool) -> Result<Found, Fault> {
    let wanted = text::from_html(&as_html(text));
    let notes: Vec<Note> = since(attempt, CLOCK_DOUBT)
        .await?
        .into_iter()
        .filter(|note| (note.kind == NoteKind::ToCustomer) == to_customer && note.text == wanted)
        .collect();
    Ok(lost_note::found(notes, attempt.write.begun_at, to_customer))
}

/// The order's notes written since the attempt was begun, newest first; `doubt` before that counts as well.
pub(super) async fn since(attempt: &Attempt<'_>, doubt: SignedDuration) -> Result<Vec<Note>, Fault> {
    let mut notes = attempt.shop.notes(&attempt.order()?.order.native_id).await?;
    lost_note::keep_since(&mut notes, attempt.write.begun_at, doubt);
    Ok(notes)
}

/// Plain text as the HTML that shows it. WordPress takes away backslashes that are not hidden from it.
fn as_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.trim().chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\\' => html.push_str("&#92;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was_written() {
        for written in [
            "Track & trace 3S1",
            "1 < 2 > 0, <b>not bold</b> &amp; &lt;",
            "one\ntwo\n\nthree",
            r"C:\labels\n.pdf",
            "Ødegård ♥ 😀 “quoted” 'so'",
            "<script>alert(1)</script>",
        ] {
            assert_eq!(text::from_html(&as_html(written)), written);
        }
        assert_eq!(text::from_html(&as_html(" a\r\nb\rc ")), "a\nb\nc");
    }
}
