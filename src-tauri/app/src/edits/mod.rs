//! What a merchant changes: entered here at once and durably, carried to the shop by the sync.
//!
//! A face asks what to know first ([`crate::App::edit_preview`]), enters the edit ([`crate::App::edit_enter`]), may take it
//! back, and decides what the outbox asks ([`crate::App::edit_answer`]). Nothing here waits for a network, and closing
//! the app leaves the outbox as it is.

mod batch;
mod enter;
mod judged;
mod outbox;
mod push;
mod refund;
mod shop;

pub use enter::{EditRequest, Grace};

use domain::EditKey;

/// A new mark: unique over all installations, 32 hexadecimal digits.
fn new_key() -> EditKey {
    EditKey(uuid::Uuid::new_v4().simple().to_string())
}

/// Whether the system can carry an edit out, where no order is at hand to warn about.
fn can(capabilities: &domain::Capabilities, kind: domain::EditKind) -> bool {
    capabilities.edits.contains(&kind)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
mod tests;
