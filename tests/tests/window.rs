//! The real window, driven as its user does: by clicks and keys, on a display of its own, with a real notification
//! daemon and a real print queue. Screenshots go to target/shots. (Linux.)
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

mod window {
    mod bell;
    mod demo;
    mod editing;
    mod printing;
    mod screens;
    mod searching;
    mod sign_in;
    pub mod stage;
}
