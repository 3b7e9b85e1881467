//! The real window, driven as its user does: by clicks and keys, on a display of its own, with a real notification
//! daemon and a real print queue. Screenshots go to target/shots. (Linux.)
#![cfg(target_os = "linux")]
#![allow(clippy::indexing_slicing, reason = "what a test does not find in an answer is to fail it")]

mod window {
    mod bell;
    mod demo;
    mod printing;
    mod screens;
    mod searching;
    mod sign_in;
    pub mod stage;
}
