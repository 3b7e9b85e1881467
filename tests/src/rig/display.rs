//! An X display of the test's own, with a window manager: real windows, seen by nobody.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::process::{Daemon, PATIENCE, program, run, wait_for};

/// Every window fills the display and has no frame, so that what is inside is 1280×800 pixels on every machine. No key
/// is bound: all of them reach the window.
const MANAGER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications>
    <application type="normal"><decor>no</decor><focus>yes</focus><maximized>yes</maximized></application>
  </applications>
</openbox_config>
"#;

/// A running display. Needs the Debian packages `xvfb` and `openbox`.
#[derive(Debug)]
pub struct Display {
    name: String,
    // Dropped in this order: the manager before the display it is on.
    _manager: Daemon,
    _server: Daemon,
    _folder: TempDir,
}

impl Display {
    /// Starts one of 1280×800 pixels on a free number.
    pub fn start() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("shopbell-display-").tempdir()?;
        // The server itself looks for a free number, so that tests side by side don't race for one.
        let mut server = Daemon::spawn(
            Command::new(program("Xvfb", "xvfb")?)
                .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut number = String::new();
        BufReader::new(server.child().stdout.take().context("no output of Xvfb")?).read_line(&mut number)?;
        let number: u32 = number.trim().parse().context("Xvfb gave no display number")?;
        let name = format!(":{number}");
        let manager = start_manager(&name, folder.path())?;
        Ok(Self { name, _manager: manager, _server: server, _folder: folder })
    }

    /// Its name, as `:99`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The variables that lead a program to this display.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        vec![("DISPLAY".to_owned(), self.name.clone())]
    }

    /// Saves a picture of the whole display, dialogs and notification bubbles included. Needs the Debian package
    /// `imagemagick`: for looking at by hand, not for tests.
    pub fn picture(&self, path: &Path) -> Result<()> {
        run(Command::new(program("import", "imagemagick")?)
            .env("DISPLAY", &self.name)
            .args(["-window", "root"])
            .arg(path))
        .map(drop)
    }
}

/// Starts openbox and waits until it manages the display: a window shown before would not be maximised.
fn start_manager(display: &str, folder: &Path) -> Result<Daemon> {
    let (config, ready) = (folder.join("rc.xml"), folder.join("ready"));
    fs::write(&config, MANAGER)?;
    let mut manager = Daemon::spawn(
        Command::new(program("openbox", "openbox")?)
            .arg("--sm-disable")
            .arg("--config-file")
            .arg(&config)
            .arg("--startup")
            .arg(format!("touch {}", ready.display()))
            .env("DISPLAY", display)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    wait_for("openbox", PATIENCE, || {
        manager.still_runs().context("openbox")?;
        Ok(ready.exists().then_some(()))
    })?;
    Ok(manager)
}
