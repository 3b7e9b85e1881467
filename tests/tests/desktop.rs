//! The operating system's services, used against the real programs: a key store, a notification daemon, a print
//! server. (Linux.)
#![cfg(target_os = "linux")]

mod desktop {
    mod notifications;
    mod printing;
    mod secrets;
}
