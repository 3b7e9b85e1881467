//! When the file is damaged: how it is noticed, what is kept of it, and what is put back.
//!
//! SQLite keeps no checksums, so damage shows only where it breaks structure. Reading all of a big file at every start
//! would cost seconds, so it is read through only when there is a reason to:
//! - whenever SQLite has folded its log into the file, the file's size and date are noted; where both still hold, nobody
//!   else has touched it, however the process ended, and SQLite's own recovery is enough: no check;
//! - killed between the folding and the note, the log is still the younger of the two files once anything was written
//!   after: the ledgers alone, which exist nowhere else, are checked;
//! - else something else wrote to the file: all of it is checked, each order's bytes against their hash too;
//! - damage met while running is noted beside the file and leads to a rebuild at the next opening.

mod backup;
mod check;
mod graft;
mod lost;
mod pages;
mod salvage;
mod workshop;

pub(crate) use backup::Rotation;
pub(crate) use check::{Sound, mark_damaged, suspicion};
pub(crate) use pages::note as note_schema;
pub(crate) use salvage::rebuild;
pub use salvage::{Salvage, SalvagedTable};
pub(crate) use workshop::{finish as finish_rebuild, is_unfinished as rebuild_is_unfinished};

/// The ledgers: tables that exist nowhere else.
pub(crate) const LEDGERS: [&str; 6] = ["shop", "edit", "alert", "print", "saved_view", "setting"];
/// Those whose numbers are never given twice.
pub(crate) const NUMBERED: &str = "('shop', 'edit', 'saved_view')";

/// The schema that a ledger came with.
pub(crate) fn since(ledger: &str) -> i64 {
    if ledger == "edit" { 2 } else { 1 }
}
