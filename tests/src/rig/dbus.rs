//! A D-Bus session of the test's own: nothing of the user's desktop is on it, and nothing is started by name.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::process::{Daemon, program};

/// A running bus. Needs the Debian package `dbus`.
#[derive(Debug)]
pub struct SessionBus {
    address: String,
    /// Process and files; `None` where another process has them.
    _own: Option<(Daemon, TempDir)>,
}

impl SessionBus {
    /// Starts it.
    pub fn start() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("shopbell-bus-").tempdir()?;
        let config = folder.path().join("session.conf");
        let text = format!(
            r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
            folder.path().display()
        );
        std::fs::write(&config, text)?;
        let mut daemon = Daemon::spawn(
            Command::new(program("dbus-daemon", "dbus")?)
                .arg(format!("--config-file={}", config.display()))
                .args(["--nofork", "--nopidfile", "--nosyslog", "--print-address=1"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut address = String::new();
        let said = daemon.child().stdout.take().context("no output of dbus-daemon")?;
        BufReader::new(said).read_line(&mut address)?;
        let address = address.trim().to_owned();
        ensure!(address.starts_with("unix:"), "dbus-daemon said no address");
        Ok(Self { address, _own: Some((daemon, folder)) })
    }

    /// The one that this process was led to by its environment; whoever started it ends it.
    pub fn of_environment() -> Result<Self> {
        let address = std::env::var("DBUS_SESSION_BUS_ADDRESS").context("DBUS_SESSION_BUS_ADDRESS")?;
        Ok(Self { address, _own: None })
    }

    /// What `DBUS_SESSION_BUS_ADDRESS` is to be.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The variables that lead a program to this bus.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        vec![("DBUS_SESSION_BUS_ADDRESS".to_owned(), self.address.clone())]
    }
}
