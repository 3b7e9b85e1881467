//! The connectors against recordings of a real shop and against servers that misbehave.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that is wrong stops"
)]

mod diagnosis;
mod discovery;
mod magento2;
mod mapping;
mod network;
mod pictures;
mod reading;
mod server;
mod shop;
mod writing;
