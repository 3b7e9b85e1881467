//! GNOME Keyring on a bus of the test's own, with its files in a folder of the test's own.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::{
    dbus::SessionBus,
    process::{Daemon, PATIENCE, program, wait_for},
};

const PASSWORD: &str = "keyring-password";

/// A running key store. Needs the Debian packages `gnome-keyring` and `dbus`.
#[derive(Debug)]
pub struct Keyring {
    daemon: Daemon,
    home: TempDir,
    bus: String,
}

impl Keyring {
    /// Starts it with its login collection unlocked.
    pub fn start(bus: &SessionBus) -> Result<Self> {
        Self::start_at(bus.address())
    }

    /// The same on a bus known by its address alone, as inside a process that was led to it.
    pub fn start_at(bus: &str) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("shopbell-keyring-").tempdir()?;
        let daemon = launch(&home, bus)?;
        let keyring = Self { daemon, home, bus: bus.to_owned() };
        keyring.wait()?;
        Ok(keyring)
    }

    /// Ends the daemon and starts another on the same files, as at the next sign-in.
    pub fn restart(mut self) -> Result<Self> {
        drop(self.daemon);
        self.daemon = launch(&self.home, &self.bus)?;
        self.wait()?;
        Ok(self)
    }

    /// Locks every collection. With no prompter on the bus, unlocking then has nobody to ask.
    pub fn lock(&self) -> Result<()> {
        let collections = "array:objpath:/org/freedesktop/secrets/collection/login";
        self.call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", &[collections]).map(drop)
    }

    /// Makes it hang: calls to it get no answer until [`resume`](Self::resume).
    pub fn freeze(&self) -> Result<()> {
        self.daemon.signal("STOP")
    }

    /// Ends a [`freeze`](Self::freeze).
    pub fn resume(&self) -> Result<()> {
        self.daemon.signal("CONT")
    }

    fn wait(&self) -> Result<()> {
        wait_for("the key store's default collection", PATIENCE, || {
            let said =
                self.call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", &["string:default"]);
            Ok(said.ok().filter(|said| said.contains("collection/")).map(drop))
        })
    }

    fn call(&self, path: &str, method: &str, arguments: &[&str]) -> Result<String> {
        super::process::run(
            Command::new(program("dbus-send", "dbus")?)
                .args(["--session", "--print-reply", "--reply-timeout=5000", "--dest=org.freedesktop.secrets"])
                .args([path, method])
                .args(arguments)
                .env("DBUS_SESSION_BUS_ADDRESS", &self.bus),
        )
    }
}

/// The daemon reads the password of its login collection from its input, creating the collection the first time.
fn launch(home: &TempDir, bus: &str) -> Result<Daemon> {
    let (mut password, stdin) = std::io::pipe().map(|(reader, writer)| (writer, reader))?;
    let mut command = Command::new(program("gnome-keyring-daemon", "gnome-keyring")?);
    command
        .args(["--foreground", "--unlock", "--components=secrets"])
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let daemon = Daemon::spawn_reading(&mut command, stdin.into())?;
    password.write_all(PASSWORD.as_bytes()).context("handing the keyring its password")?;
    Ok(daemon)
}
