//! Notes: for the merchant's own eyes, or mailed to the customer.
//!
//! WooCommerce keeps notes as HTML and nothing beside them to put a mark into; a mark in the text would reach the customer. So a
//! lost note is known again by what it says and when it was written.

use domain::{Code, Fault, Note, NoteKind, text};
use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{json, value::RawValue};

use super::{
    super::{diagnosis::json as body_of, json::Value, note},
    Attempt,
};
use crate::{Connector, Found, Pushed, WriteFault};

/// The server's clock is known by the second, and writes whole ones.
const CLOCK_STEP: SignedDuration = SignedDuration::from_secs(2);
/// How much the server's clock may be off from what is known of it.
const CLOCK_DOUBT: SignedDuration = SignedDuration::from_secs(30);

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
    let sure_from = moved(attempt.write.begun_at, CLOCK_STEP);
    let in_time = notes.iter().filter(|note| note.created_at.is_some_and(|at| at >= sure_from)).count();
    Ok(match (notes.into_iter().next(), in_time) {
        (None, _) => Found::NotDone,
        // Of several equal messages, or one that may be older, one would have to be taken for ours: a customer is not
        // written to twice on a guess. A note of the merchant's own says what it shall say whoever wrote it.
        (Some(note), 1) => Found::Done(Box::new(made(note))),
        (Some(note), _) if !to_customer => Found::Done(Box::new(made(note))),
        _ => Found::CannotTell,
    })
}

/// The order's notes written since the attempt was begun, newest first; `doubt` before that counts as well.
pub(super) async fn since(attempt: &Attempt<'_>, doubt: SignedDuration) -> Result<Vec<Note>, Fault> {
    let from = moved(attempt.write.begun_at, doubt);
    let mut notes = attempt.shop.notes(&attempt.order()?.order.native_id).await?;
    notes.retain(|note| note.created_at.is_none_or(|at| at >= from));
    Ok(notes)
}

/// The second a moment falls into, some time earlier.
fn moved(at: Timestamp, earlier: SignedDuration) -> Timestamp {
    let second = Timestamp::from_second(at.as_second()).unwrap_or(at);
    second.checked_sub(earlier).unwrap_or(second)
}

fn made(note: Note) -> Pushed {
    Pushed { made: Some(note.native_id.clone()), note: Some(note), ..Pushed::default() }
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
