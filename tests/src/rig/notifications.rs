//! A real notification daemon, dunst, on a display and a bus of the test's own.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::{
    dbus::SessionBus,
    process::{Daemon, PATIENCE, program, run, wait_for},
};

/// A notification that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The daemon's number; a replacement has the number of what it replaced.
    pub id: u32,
    /// Who showed it.
    pub app: String,
    /// The first line, as its reader sees it.
    pub title: String,
    /// The rest, as the program sent it: markup, which the daemon reads.
    pub body_markup: String,
    /// The hint that ties it to an installed app.
    pub desktop_entry: String,
    /// The hint that says what it is about.
    pub category: String,
}

impl Shown {
    /// The body as its reader sees it, for texts that hold no real markup.
    #[must_use]
    pub fn body(&self) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .iter()
            .fold(self.body_markup.clone(), |text, (entity, character)| text.replace(entity, character))
    }
}

/// A running daemon. Needs the Debian package `dunst`, and an X display (`xvfb`).
#[derive(Debug)]
pub struct NotificationDaemon {
    daemon: Daemon,
    bus: String,
    folder: TempDir,
}

impl NotificationDaemon {
    /// Starts it on an X display (`:99`) and a bus. Bubbles stay until they are clicked or closed.
    pub fn start(display: &str, bus: &SessionBus) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("shopbell-dunst-").tempdir()?;
        fs::create_dir(folder.path().join("shown"))?;
        let record = script(&folder.path().join("record"), RECORD)?;
        // `dunstctl context` offers the buttons as a menu; the menu here chooses what the test wrote down.
        let choose =
            script(&folder.path().join("choose"), "#!/bin/sh\ngrep -F -m 1 -- \"$(cat \"$SHOPBELL_WANTED\")\"\n")?;
        let config = folder.path().join("dunstrc");
        fs::write(&config, configuration(&record, &choose))?;
        let daemon = Daemon::spawn(
            Command::new(program("dunst", "dunst")?)
                .arg("-config")
                .arg(&config)
                .env("DISPLAY", display)
                .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
                .env("SHOPBELL_SHOWN", folder.path().join("shown"))
                .env("SHOPBELL_WANTED", folder.path().join("wanted"))
                .env_remove("WAYLAND_DISPLAY")
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        let mut rig = Self { daemon, bus: bus.address().to_owned(), folder };
        wait_for("dunst", PATIENCE, || {
            rig.daemon.still_runs().context("dunst (is the display there?)")?;
            Ok(rig.dunstctl(&["count"]).ok())
        })?;
        Ok(rig)
    }

    /// Everything shown so far, oldest first; a replacement is one of its own.
    pub fn history(&self) -> Result<Vec<Shown>> {
        let mut records: Vec<PathBuf> =
            fs::read_dir(self.folder.path().join("shown"))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        records.retain(|path| path.extension().is_some_and(|extension| extension == "shown"));
        records.sort();
        records.iter().map(|path| read_record(path)).collect()
    }

    /// Waits until at least `count` were shown.
    pub fn wait_for(&self, count: usize, patience: Duration) -> Result<Vec<Shown>> {
        wait_for(&format!("{count} notifications"), patience, || {
            Ok(Some(self.history()?).filter(|shown| shown.len() >= count))
        })
    }

    /// How many are on the screen now.
    pub fn on_screen(&self) -> Result<usize> {
        Ok(self.dunstctl(&["count", "displayed"])?.trim().parse()?)
    }

    /// Clicks on the one shown last.
    pub fn click_latest(&self) -> Result<()> {
        self.dunstctl(&["action", "0"]).map(drop)
    }

    /// Presses the button with this label, of those on the screen.
    pub fn press(&self, label: &str) -> Result<()> {
        fs::write(self.folder.path().join("wanted"), label)?;
        self.dunstctl(&["context"]).map(drop)
    }

    /// Closes the one shown last without choosing anything.
    pub fn close_latest(&self) -> Result<()> {
        self.dunstctl(&["close"]).map(drop)
    }

    /// Makes it hang: calls to it get no answer until [`resume`](Self::resume).
    pub fn freeze(&self) -> Result<()> {
        self.daemon.signal("STOP")
    }

    /// Ends a [`freeze`](Self::freeze).
    pub fn resume(&self) -> Result<()> {
        self.daemon.signal("CONT")
    }

    fn dunstctl(&self, arguments: &[&str]) -> Result<String> {
        run(Command::new(program("dunstctl", "dunst")?).args(arguments).env("DBUS_SESSION_BUS_ADDRESS", &self.bus))
    }
}

/// Called by dunst for each notification: writes its fields, each ended by NUL, into a file named by the time, and
/// gives it its name only when it is whole.
const RECORD: &str = r#"#!/bin/sh
record="$SHOPBELL_SHOWN/$(date +%s%N)-$DUNST_ID"
printf '%s\0' "$DUNST_ID" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_DESKTOP_ENTRY" "$DUNST_CATEGORY" > "$record.part"
mv "$record.part" "$record.shown"
"#;

/// `sort = false` puts the newest on top, which is number 0 for `dunstctl`.
fn configuration(record: &Path, choose: &Path) -> String {
    format!(
        "[global]\n\
         monitor = 0\n\
         follow = none\n\
         markup = full\n\
         idle_threshold = 0\n\
         notification_limit = 20\n\
         sort = false\n\
         dmenu = {choose}\n\
         always_run_script = true\n\
         [urgency_low]\ntimeout = 0\n\
         [urgency_normal]\ntimeout = 0\n\
         [urgency_critical]\ntimeout = 0\n\
         [record]\nsummary = \"*\"\nscript = {record}\n",
        record = record.display(),
        choose = choose.display(),
    )
}

fn script(path: &Path, text: &str) -> Result<PathBuf> {
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(path.to_owned())
}

fn read_record(path: &Path) -> Result<Shown> {
    let text = fs::read_to_string(path)?;
    let fields: Vec<&str> = text.split('\0').collect();
    ensure!(fields.len() == 7, "a record of {} fields", fields.len());
    let field = |index: usize| fields.get(index).map(|text| (*text).to_owned()).unwrap_or_default();
    Ok(Shown {
        id: field(0).parse()?,
        app: field(1),
        title: field(2),
        body_markup: field(3),
        desktop_entry: field(4),
        category: field(5),
    })
}
