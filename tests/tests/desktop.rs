//! The operating system's services, used against the real programs: a key store, a notification daemon, a print
//! server. (Linux.)
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod desktop {
    mod notifications;
    mod printing;
    mod secrets;
}
