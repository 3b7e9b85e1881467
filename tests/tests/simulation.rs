//! A thousand seeds of the simulation; an hour of them is `cargo xtask simulate --minutes 60`.
#![allow(clippy::panic, clippy::print_stdout, reason = "a test fails by these")]

use std::sync::Mutex;

use stories::simulation::play_all;

const SEEDS: u64 = 1_000;

#[test]
fn nothing_is_doubled_lost_or_hidden() {
    let failed = Mutex::new(Vec::new());
    play_all(1, SEEDS, None, &|_, played| {
        if let Err(wrong) = played {
            failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(wrong.to_string());
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    assert!(failed.is_empty(), "{} seeds failed\n{}", failed.len(), failed.join("\n"));
}
