//! Finding a note again whose answer was lost. A system that keeps nothing beside a note has no place for a mark, and one in the
//! text would reach the customer: it is known by what it says and when it was written.

use domain::Note;
use jiff::{SignedDuration, Timestamp};

use crate::{Found, Pushed};

/// The server's clock is known by the second, and writes whole ones.
pub(crate) const CLOCK_STEP: SignedDuration = SignedDuration::from_secs(2);
/// How much the server's clock may be off from what is known of it.
pub(crate) const CLOCK_DOUBT: SignedDuration = SignedDuration::from_secs(30);

/// Keeps the notes written since an attempt was begun; `doubt` before that counts as well.
pub(crate) fn keep_since(notes: &mut Vec<Note>, begun_at: Timestamp, doubt: SignedDuration) {
    let from = moved(begun_at, doubt);
    notes.retain(|note| note.created_at.is_none_or(|at| at >= from));
}

/// What notes of the wanted text and kind, of those kept since, say of the attempt.
pub(crate) fn found(notes: Vec<Note>, begun_at: Timestamp, to_customer: bool) -> Found {
    let sure_from = moved(begun_at, CLOCK_STEP);
    let in_time = notes.iter().filter(|note| note.created_at.is_some_and(|at| at >= sure_from)).count();
    match (notes.into_iter().next(), in_time) {
        (None, _) => Found::NotDone,
        // Of several equal messages, or one that may be older, one would have to be taken for ours: a customer is not
        // written to twice on a guess. A note of the merchant's own says what it shall say whoever wrote it.
        (Some(note), 1) => Found::Done(Box::new(made(note))),
        (Some(note), _) if !to_customer => Found::Done(Box::new(made(note))),
        _ => Found::CannotTell,
    }
}

/// A note that was made.
pub(crate) fn made(note: Note) -> Pushed {
    Pushed { made: Some(note.native_id.clone()), note: Some(note), ..Pushed::default() }
}

/// The second a moment falls into, some time earlier.
fn moved(at: Timestamp, earlier: SignedDuration) -> Timestamp {
    let second = Timestamp::from_second(at.as_second()).unwrap_or(at);
    second.checked_sub(earlier).unwrap_or(second)
}
