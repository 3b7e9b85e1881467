//! Slips as a printer, a scanner and a reader meet them: made, then read back by other people's tools.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

mod codes;
mod content;
mod hostile;
mod look;
mod pages;
mod same;
mod scripts;
mod speed;
mod support;
