//! Comments: for the merchant's own eyes, or mailed to the customer and shown in the account.
//!
//! Magento keeps nothing beside a comment to put a mark into, and one in the text would reach the customer. So a lost
//! comment is known again by what it says and when it was written.

use domain::{Code, Fault, Note, NoteKind, text};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{super::Magento2, Attempt};
use crate::{Connector, Found, Pushed, WriteFault, answers};

/// The server's clock is known by the second, and writes whole ones.
const CLOCK_STEP: SignedDuration = SignedDuration::from_secs(2);
/// How much the server's clock may be off from what is known of it.
const CLOCK_DOUBT: SignedDuration = SignedDuration::from_secs(30);

/// Adds a comment. Its status is left out: the order keeps the one it has.
pub(super) async fn add(attempt: &Attempt<'_>, text: &str, to_customer: bool) -> Result<Pushed, WriteFault> {
    let number = attempt.number().map_err(WriteFault::nothing)?;
    let told = i32::from(to_customer);
    let body = json!({ "statusHistory": {
        "comment": as_html(text), "parent_id": number, "is_customer_notified": told, "is_visible_on_front": told,
    } });
    let answer = attempt.post(format!("orders/{number}/comments"), Some(&body)).await?;
    if answers::json(&answer) != b"true" {
        return Err(WriteFault::unknown(attempt.fault(Code::BadAnswer, "not said to be done")));
    }
    // The answer does not show the comment. Where it cannot be read now, it will be with the order's others.
    let note = since(attempt, CLOCK_DOUBT)
        .await
        .ok()
        .and_then(|notes| notes.into_iter().find(|note| is_it(note, text, to_customer)));
    Ok(note.map_or_else(Pushed::default, made))
}

/// Looks for a comment of the same text and kind, written since.
pub(super) async fn find(attempt: &Attempt<'_>, text: &str, to_customer: bool) -> Result<Found, Fault> {
    let notes = since(attempt, CLOCK_DOUBT).await?.into_iter();
    let notes: Vec<Note> = notes.filter(|note| is_it(note, text, to_customer)).collect();
    let sure_from = moved(attempt.write.begun_at, CLOCK_STEP);
    let in_time = notes.iter().filter(|note| note.created_at.is_some_and(|at| at >= sure_from)).count();
    Ok(match (notes.into_iter().next(), in_time) {
        (None, _) => Found::NotDone,
        // Of several equal messages, or one that may be older, one would have to be taken for ours: a customer is not
        // written to twice on a guess. A comment of the merchant's own says what it shall say whoever wrote it.
        (Some(note), 1) => Found::Done(Box::new(made(note))),
        (Some(note), _) if !to_customer => Found::Done(Box::new(made(note))),
        _ => Found::CannotTell,
    })
}

fn is_it(note: &Note, text: &str, to_customer: bool) -> bool {
    (note.kind == NoteKind::ToCustomer) == to_customer && note.text == text::from_html(&as_html(text))
}

/// The order's comments written since the attempt was begun, newest first; `doubt` before that counts as well.
async fn since(attempt: &Attempt<'_>, doubt: SignedDuration) -> Result<Vec<Note>, Fault> {
    let from = moved(attempt.write.begun_at, doubt);
    let shop: &Magento2 = attempt.shop;
    let mut notes = shop.notes(&attempt.order()?.order.native_id).await?;
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

/// Plain text as the HTML that shows it. Magento takes tags out of what it mails, and with them all behind a lone `<`.
fn as_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut html = String::with_capacity(text.len() + 16);
    for (at, c) in text.trim().char_indices() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // An ampersand is shown as it is, unless it would be read as an entity.
            '&' if is_entity(text.trim().get(at..).unwrap_or_default()) => html.push_str("&amp;"),
            c => html.push(c),
        }
    }
    html
}

fn is_entity(tail: &str) -> bool {
    let name = tail.get(1..).and_then(|tail| tail.split_once(';')).map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was_written() {
        for written in [
            "Track & trace 3S1",
            "1 < 2 > 0, <b>not bold</b> &amp; &lt; &#38; AT&T; a&b;",
            "one\ntwo\n\nthree",
            "I <3 you",
            "Ødegård ♥ 😀 “quoted” 'so'",
        ] {
            assert_eq!(text::from_html(&as_html(written)), written);
        }
        assert_eq!(as_html("Smith & Sons"), "Smith & Sons");
    }
}
