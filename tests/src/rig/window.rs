//! The real window: the built app, started and driven by WebKit's own WebDriver server, on a display and with folders
//! of the test's own.
//!
//! This crate links no Tauri, so the binary must have been built: `cargo xtask test` does, or
//! `cargo build -p shopbell-window`.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use tempfile::TempDir;

use super::{
    display::Display,
    process::{Daemon, PATIENCE, program, wait_for},
};
use crate::world::built;

/// How long the app gets to end by itself once asked to.
const CLOSING: Duration = Duration::from_secs(12);

/// A user's folders: what the app keeps there outlives a window, so that it can be closed and started again.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// Makes empty ones.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("shopbell-home-").tempdir()?;
        for name in ["data", "config", "cache", "state", "runtime"] {
            fs::create_dir(folder.path().join(name))?;
        }
        fs::set_permissions(folder.path().join("runtime"), fs::Permissions::from_mode(0o700))?;
        Ok(Self { folder })
    }

    /// Where they are.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What all windows started here have printed so far.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read(self.log_path()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.path().join("window.log")
    }

    fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let folder = |name| self.path().join(name);
        vec![
            ("HOME", self.path().to_path_buf()),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_CACHE_HOME", folder("cache")),
            ("XDG_STATE_HOME", folder("state")),
            ("XDG_RUNTIME_DIR", folder("runtime")),
        ]
    }
}

/// A process of the window's: the app itself, or one that WebKit started for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub id: u32,
    /// The process that started it.
    pub parent: u32,
    /// Its program's name, cut to 15 bytes by the kernel.
    pub name: String,
}

/// A running app and its window, all ended when dropped.
#[derive(Debug)]
pub struct Window {
    client: Client,
    app: u32,
    driver_id: u32,
    driver: Daemon,
}

/// What a window is started with.
#[derive(Debug)]
pub struct Launch {
    binary: PathBuf,
    args: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Launch {
    /// The built app: `SHOPBELL_WINDOW_BIN`, else the one beside this test program in Cargo's target folder.
    pub fn app() -> Result<Self> {
        Ok(Self::program(built("shopbell-window", "SHOPBELL_WINDOW_BIN")?))
    }

    /// Another program that WebKitWebDriver can drive.
    #[must_use]
    pub fn program(binary: PathBuf) -> Self {
        Self { binary, args: Vec::new(), environment: Vec::new() }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Adds variables, as the rigs give them: a bus, a printer.
    #[must_use]
    pub fn environment(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.environment.extend(variables);
        self
    }

    /// Starts it, and returns once the window can be driven.
    pub async fn open(self, display: &Display, home: &Home) -> Result<Window> {
        let port = free_port()?;
        let mut driver = self.start_driver(port, display, home)?;
        let up = wait_for("WebKitWebDriver", PATIENCE, || {
            driver.still_runs().context("WebKitWebDriver")?;
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok())
        });
        up.with_context(|| home.log())?;
        let mut capabilities = Capabilities::new();
        let program = serde_json::json!({ "binary": self.binary, "args": self.args });
        capabilities.insert("webkitgtk:browserOptions".into(), program);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let server = format!("http://127.0.0.1:{port}");
        let connecting = builder.capabilities(capabilities).connect(&server);
        let client = match tokio::time::timeout(2 * PATIENCE, connecting).await {
            Ok(client) => client.with_context(|| format!("no window came up; it said:\n{}", home.log()))?,
            Err(_) => bail!("no window came up in time; it said:\n{}", home.log()),
        };
        let driver_id = driver.child().id();
        let app = group(driver_id)?.into_iter().find(|process| process.parent == driver_id);
        let app = app.context("the app is not running")?.id;
        Ok(Window { client, app, driver_id, driver })
    }

    fn start_driver(&self, port: u16, display: &Display, home: &Home) -> Result<Daemon> {
        let log = fs::File::options().create(true).append(true).open(home.log_path())?;
        let mut command = Command::new(program("WebKitWebDriver", "webkit2gtk-driver")?);
        command
            .arg("--host=127.0.0.1")
            .arg(format!("--port={port}"))
            // Tauri's own switch: the web view may be driven.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("TAURI_AUTOMATION", "true")
            .env("GDK_BACKEND", "x11")
            .env("LANG", "C.UTF-8")
            .env("TZ", "Europe/Amsterdam")
            // Nothing of the desktop that the test may have been started from.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_A11Y", "none")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("LC_ALL")
            .env_remove("LANGUAGE")
            .envs(home.environment())
            .envs(display.environment())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(log.try_clone()?)
            .stderr(log);
        Daemon::spawn(&mut command)
    }
}

impl Window {
    /// The WebDriver session.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The app's process.
    #[must_use]
    pub fn app(&self) -> u32 {
        self.app
    }

    /// The app's process and those that WebKit started for it.
    pub fn processes(&self) -> Result<Vec<Process>> {
        Ok(group(self.driver_id)?.into_iter().filter(|process| process.id != self.driver_id).collect())
    }

    /// Ends the session, and with it the app, and waits until all of it has ended.
    pub async fn close(self) -> Result<()> {
        let Self { client, driver, app, .. } = self;
        client.close().await.context("closing the session")?;
        let asked = Instant::now();
        while is_running(app) && asked.elapsed() < CLOSING {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        ensure!(!is_running(app), "the app did not end within {} s", CLOSING.as_secs());
        drop(driver);
        Ok(())
    }

    /// Kills all of it at once, as a power cut would.
    pub fn kill(self) -> Result<()> {
        self.driver.signal("KILL")
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The processes of a group. (proc(5): a program's name stands in parentheses and may hold any character.)
fn group(leader: u32) -> Result<Vec<Process>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // One that has ended meanwhile is not there to be found.
        let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
        let Some((head, tail)) = stat.rsplit_once(')') else { continue };
        let mut fields = tail.split_whitespace();
        let (state, parent, group) = (fields.next(), fields.next(), fields.next());
        if state != Some("Z") && group.and_then(|group| group.parse().ok()) == Some(leader) {
            let name = head.split_once('(').map_or_else(String::new, |(_, name)| name.to_owned());
            found.push(Process { id, parent: parent.context("a parent")?.parse()?, name });
        }
    }
    Ok(found)
}

fn is_running(id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let ended = stat.rsplit_once(')').is_none_or(|(_, tail)| tail.trim_start().starts_with('Z'));
    // The first thread may have ended while another still writes: what the process held is held until then.
    let threads = fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    !ended || threads > 1
}
