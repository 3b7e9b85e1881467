//! Where the app's files live when nobody says otherwise, by each system's own convention.

use std::path::PathBuf;

/// The folder of a user's replica, ledgers, pictures and settings: `$XDG_DATA_HOME/shopbell` (`~/.local/share/shopbell`)
/// on Linux, `~/Library/Application Support/org.shopbell.Shopbell` on macOS, `%LOCALAPPDATA%\Shopbell` on Windows.
///
/// Local on purpose, never roaming: a replica copied to another machine by a profile server would be two engines on
/// one set of edits. `None` where the system knows no home folder for the user; the caller then asks for `--data-dir`.
#[must_use]
pub fn data_dir() -> Option<PathBuf> {
    let name = if cfg!(target_os = "macos") {
        crate::APP_ID
    } else if cfg!(windows) {
        "Shopbell"
    } else {
        "shopbell"
    };
    dirs::data_local_dir().map(|base| base.join(name))
}

/// The encrypted secrets file of a data directory (see [`crate::secrets::SecretMode::File`]).
#[must_use]
pub fn secrets_file(data_dir: &std::path::Path) -> PathBuf {
    data_dir.join("secrets.sealed")
}
