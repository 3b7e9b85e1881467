//! What every connector promises, whatever its system: one suite, run against each system's simulator and gated by its
//! capabilities. A new system adds a line to `systems`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

mod contract {
    mod cases;
    mod editing;
    mod losing;
    mod reading;
    mod subject;
}
