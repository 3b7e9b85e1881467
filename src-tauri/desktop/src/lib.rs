//! The operating system's services without Tauri, so that the window and the command line use the same ones.
//!
//! One service a file, one small file per system below it:
//!
//! | service | Linux | macOS | Windows |
//! | --- | --- | --- | --- |
//! | [`secrets`] | Secret Service over D-Bus | Keychain | Credential Manager |
//! | [`notifications`] | org.freedesktop.Notifications | NSUserNotification | toasts |
//! | [`printing`] | CUPS (`lp`, `lpstat`) | CUPS (`lp`, `lpstat`) | spooler, pages drawn by Windows.Data.Pdf |
//! | [`paths`], [`private`], [`lock`] | XDG folders, modes | Library, modes | AppData, its inherited rights |
//!
//! Linux is what the tests run. The files of macOS and Windows were written against the same libraries and their
//! documentation; whether they were compiled or run is said in the README's table, not here.
//!
//! Every call that can wait on another program has a time limit: a key store behind a dialog nobody answers, a
//! notification daemon that hangs and a print server that is gone are all normal days on a packing bench.

pub mod locale;
pub mod lock;
pub mod notifications;
pub mod paths;
pub mod printing;
pub mod private;
pub mod secrets;
pub mod tray;

/// The name under which the operating system knows the app: key store entries, the desktop file, the bundle.
pub const APP_ID: &str = "org.shopbell.Shopbell";
