//! When the file is damaged: how it is noticed, what is kept of it, and what is put back.
//!
//! SQLite keeps no checksums, so damage shows only where it breaks structure. Reading all of a big file at every start
//! would cost seconds, so it is read through only when there is a reason to:
//! - after a clean close the file's size and date were noted; where both still hold, nobody has touched it: no check;
//! - after a crash or a kill the log is the younger of the two files: nobody has touched the file since our last
//!   commit, and SQLite's own recovery is enough; the ledgers alone, which exist nowhere else, are checked;
//! - else something else wrote to the file: all of it is checked, each order's bytes against their hash too;
//! - damage met while running is noted beside the file and leads to a rebuild at the next opening.

mod backup;
mod check;
mod graft;
mod salvage;

pub(crate) use backup::Rotation;
pub(crate) use check::{forget_clean, mark_clean, mark_damaged, suspicion};
pub(crate) use salvage::rebuild;
pub use salvage::{Salvage, SalvagedTable};

/// The ledgers: tables that exist nowhere else.
pub(crate) const LEDGERS: [&str; 5] = ["shop", "alert", "print", "saved_view", "setting"];
