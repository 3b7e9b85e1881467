//! Comments: for the merchant's own eyes, or mailed to the customer and shown in the account.
//!
//! Magento keeps nothing beside a comment to put a mark into, and one in the text would reach the customer. So a lost
//! comment is known again by what it says and when it was written.

use domain::{Code, Fault, Note, NoteKind, text};
use serde_json::json;

use super::{super::Magento2, Attempt};
use crate::{
    Connector, Found, Pushed, WriteFault, answers,
    lost_note::{self, CLOCK_DOUBT, made},
};

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
    let note =
        since(attempt).await.ok().and_then(|notes| notes.into_iter().find(|note| is_it(note, text, to_customer)));
    Ok(note.map_or_else(Pushed::default, made))
}

/// Looks for a comment of the same text and kind, written since.
pub(super) async fn find(attempt: &Attempt<'_>, text: &str, to_customer: bool) -> Result<Found, Fault> {
    let notes = since(attempt).await?.into_iter();
    let notes: Vec<Note> = notes.filter(|note| is_it(note, text, to_customer)).collect();
    Ok(lost_note::found(notes, attempt.write.begun_at, to_customer))
}

fn is_it(note: &Note, text: &str, to_customer: bool) -> bool {
    (note.kind == NoteKind::ToCustomer) == to_customer && note.text == text::from_html(&as_html(text))
}

/// The order's comments written since the attempt was begun, newest first; a little before that counts as well.
async fn since(attempt: &Attempt<'_>) -> Result<Vec<Note>, Fault> {
    let shop: &Magento2 = attempt.shop;
    let mut notes = shop.notes(&attempt.order()?.order.native_id).await?;
    lost_note::keep_since(&mut notes, attempt.write.begun_at, CLOCK_DOUBT);
    Ok(notes)
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
