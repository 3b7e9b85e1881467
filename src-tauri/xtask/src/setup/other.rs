//! Systems without apt: what is needed is checked and named. That this program runs proves that a linker is there.

use anyhow::{Result, bail};

use super::Need;
use crate::house;

/// Checks what the app needs.
///
/// # Errors
/// Names what is missing and where to get it.
pub fn check(need: Need) -> Result<()> {
    if cfg!(target_os = "linux") {
        check_linux(need)
    } else if cfg!(windows) {
        check_windows()
    } else {
        Ok(()) // macOS has WebKit, a key store, notifications and CUPS of its own
    }
}

/// Libraries as pkg-config calls them.
const LIBRARIES: &[&str] = &["webkit2gtk-4.1", "gtk+-3.0", "ayatana-appindicator3-0.1", "librsvg-2.0", "dbus-1"];

/// Programs that the tests start.
const PROGRAMS: &[&str] = &[
    "git",
    "WebKitWebDriver",
    "Xvfb",
    "openbox",
    "dbus-daemon",
    "dunst",
    "gnome-keyring-daemon",
    "cupsd",
    "ippeveprinter",
    "pdftotext",
];

fn check_linux(need: Need) -> Result<()> {
    let is_missing = |name: &&&str| house::answer(house::tool("pkg-config", &["--exists", name])).is_none();
    let mut missing: Vec<&str> = LIBRARIES.iter().filter(is_missing).copied().collect();
    if need == Need::Test {
        missing.extend(PROGRAMS.iter().filter(|name| !is_on_path(name)));
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "missing: {}. Install them with the system's package manager; on Fedora the libraries are in webkit2gtk4.1-devel, \
         libappindicator-gtk3-devel, librsvg2-devel, libxdo-devel and dbus-devel, on Arch in webkit2gtk-4.1, \
         libappindicator-gtk3, librsvg, xdotool and dbus",
        missing.join(", ")
    )
}

fn is_on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // cupsd is for root's path in most distributions.
    std::env::split_paths(&path).chain(["/usr/sbin".into()]).any(|folder| folder.join(name).exists())
}

fn check_windows() -> Result<()> {
    // Where Microsoft says the installed WebView2 runtime is to be looked up: per machine, then per user.
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let found = [r"HKLM\SOFTWARE\WOW6432Node", r"HKCU\Software"]
        .iter()
        .any(|hive| house::answer(house::tool("reg", &["query", &format!(r"{hive}\{CLIENT}"), "/v", "pv"])).is_some());
    if !found {
        bail!("the WebView2 runtime is missing: get it from https://developer.microsoft.com/microsoft-edge/webview2/");
    }
    Ok(())
}
