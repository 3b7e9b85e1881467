//! The window: how long until its first orders are painted and what memory it takes, beside a bare Tauri window with
//! one static page, on the same display.
//!
//! The bare window is as Tauri and WebKitGTK make it. Ours chooses a lighter way to paint where there is no graphics
//! processor (`src-tauri/src/painting.rs`); what a bare window takes when painted that way is told beside it, so that the
//! page's own share of the difference can be seen.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{ChildStderr, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::{
    filled::Filled,
    measure::{Memory, Samples, group_memory, ms},
    table::Table,
};
use crate::{
    rig::{dbus::SessionBus, display::Display, keyring::Keyring, process::Daemon},
    world::built,
};

/// Times that each window is started, in turn; the first start of each only warms the disk's cache.
const ROUNDS: usize = 6;
/// How long a window may take to paint.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a painted window is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(3);
const TIME_TARGET: Duration = Duration::from_millis(300);
const MEMORY_TARGET_MIB: u64 = 60;

/// WebKit's own switch to paint without OpenGL, as ours does where there is no graphics processor.
const NO_OPENGL: (&str, &str) = ("WEBKIT_DISABLE_COMPOSITING_MODE", "1");

/// A program with a window, and what it says on standard error once that is painted.
struct Subject {
    program: PathBuf,
    args: Vec<String>,
    environment: Vec<(&'static str, &'static str)>,
    painted: &'static str,
    times: Samples,
    memory: Vec<Memory>,
}

/// What the windows are shown on.
struct Desktop {
    display: Display,
    bus: SessionBus,
    _keyring: Keyring,
}

pub(super) fn run(filled: &Filled, table: &mut Table) -> Result<()> {
    let (display, bus) = (Display::start()?, SessionBus::start()?);
    let keyring = Keyring::start(&bus)?;
    let desktop = Desktop { display, bus, _keyring: keyring };
    let data_dir = filled.path().to_string_lossy().into_owned();
    let mut ours = Subject::new(
        built("shopbell-window", "SHOPBELL_WINDOW_BIN")?,
        vec!["--data-dir".to_owned(), data_dir],
        "first orders painted",
    );
    let bare_window = built("examples/bare-window", "SHOPBELL_BARE_WINDOW_BIN")?;
    let mut bare = Subject::new(bare_window.clone(), Vec::new(), "painted");
    let mut plain = Subject::new(bare_window, Vec::new(), "painted");
    plain.environment.push(NO_OPENGL);
    for round in 0..ROUNDS {
        for subject in [&mut ours, &mut bare, &mut plain] {
            subject.start(&desktop, round > 0)?;
        }
    }
    let (our_time, bare_time) = (ours.times.percentile(50), bare.times.percentile(50));
    let more = our_time.saturating_sub(bare_time);
    table.tell(
        format!("at {} orders: window start to first orders painted (median)", filled.orders),
        format!("{} ({} more)", ms(our_time), ms(more)),
        format!("{} (bare window)", ms(bare_time)),
    );
    table.target("≤ 0.3 s more", more <= TIME_TARGET);
    let ((our_memory, our_first), (bare_memory, bare_first)) = (ours.memory_mib(), bare.memory_mib());
    let more = our_memory.saturating_sub(bare_memory);
    table.tell(
        "  memory of all its processes (PSS, median)",
        format!("{our_memory} MiB ({more} MiB more)"),
        format!("{bare_memory} MiB (bare window)"),
    );
    table.target(format!("≤ {MEMORY_TARGET_MIB} MiB more"), more <= MEMORY_TARGET_MIB);
    table.tell("  of it the app's own process", format!("{our_first} MiB"), format!("{bare_first} MiB"));
    let (plain_memory, _) = plain.memory_mib();
    table.tell(
        "  a bare window painted without OpenGL, for comparison",
        String::new(),
        format!("{}, {plain_memory} MiB", ms(plain.times.percentile(50))),
    );
    Ok(())
}

impl Subject {
    fn new(program: PathBuf, args: Vec<String>, painted: &'static str) -> Self {
        Self { program, args, environment: Vec::new(), painted, times: Samples::default(), memory: Vec::new() }
    }

    /// Starts it in folders of its own and ends it again.
    fn start(&mut self, desktop: &Desktop, counts: bool) -> Result<()> {
        let home = TempDir::new()?;
        let mut command = Command::new(&self.program);
        command
            .args(&self.args)
            .envs(folders(home.path())?)
            .envs(desktop.display.environment())
            .envs(desktop.bus.environment())
            .env("GDK_BACKEND", "x11")
            .env("LANG", "C.UTF-8")
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_A11Y", "none")
            .env("RUST_LOG", "warn,shopbell_window=info")
            .env_remove("WAYLAND_DISPLAY")
            .envs(self.environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let started = Instant::now();
        let mut running = Daemon::spawn(&mut command)?;
        let said = running.child().stderr.take().context("no standard error")?;
        let painted = wait_for_line(said, self.painted, started)
            .with_context(|| format!("{} painted nothing", self.program.display()))?;
        std::thread::sleep(SETTLE);
        running.still_runs()?;
        if counts {
            self.times.push(painted);
            self.memory.push(group_memory(running.child().id())?);
        }
        Ok(())
    }

    /// The median, in MiB: of all processes, and of the first alone.
    fn memory_mib(&self) -> (u64, u64) {
        let mut sorted = self.memory.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).map_or((0, 0), |memory| (memory.all_kib / 1024, memory.first_kib / 1024))
    }
}

/// A user's empty folders, so that nothing is remembered of an earlier window.
fn folders(home: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let mut folders = vec![("HOME", home.to_path_buf())];
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"] {
        let folder = home.join(name);
        std::fs::create_dir(&folder)?;
        folders.push((name, folder));
    }
    Ok(folders)
}

/// When a line with `text` came, from `started` on. What comes after is read too, so that nobody waits for a reader.
fn wait_for_line(said: ChildStderr, text: &'static str, started: Instant) -> Result<Duration> {
    let (sender, seen) = mpsc::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(said).lines();
        while let Some(Ok(line)) = lines.next() {
            if line.contains(text) {
                // Only the first is waited for.
                sender.send(started.elapsed()).ok();
            }
        }
    });
    Ok(seen.recv_timeout(PATIENCE)?)
}
