//! Debian, Ubuntu and what descends from them: packages by apt, with sudo where the user is not root.

use std::{collections::BTreeSet, io::IsTerminal as _, path::Path, process::Command, time::Duration};

use anyhow::{Context as _, Result, bail};

use super::{Need, Runner};
use crate::house;

/// What the app links: WebKitGTK, the tray, SVG icons, D-Bus, and a C compiler for SQLite and the cryptography.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libdbus-1-dev",
];

/// What the tests stand on: a real window on a display of its own, a bus with a key store and a notification daemon, a
/// print queue, tools that read a PDF back, and fonts of every script.
const TEST: &[&str] = &[
    "git",
    "webkit2gtk-driver",
    "xvfb",
    "openbox",
    "dbus",
    "dunst",
    "gnome-keyring",
    "libsecret-tools",
    "cups",
    "cups-client",
    "cups-ipp-utils",
    "avahi-daemon",
    "poppler-utils",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "fonts-noto-cjk",
];

/// A first installation can fail while another apt or dpkg is at work; the next one passes.
const TRIES: u32 = 4;

/// Whether this system has apt and dpkg.
pub fn is_here() -> bool {
    cfg!(target_os = "linux") && Path::new("/usr/bin/apt-get").exists() && Path::new("/usr/bin/dpkg-query").exists()
}

/// Installs the packages that are missing; nothing runs when none is.
pub fn install(need: Need, run: Runner) -> Result<()> {
    let missing = missing(need);
    if missing.is_empty() {
        return Ok(());
    }
    house::say(&format!("   installing {}", missing.join(" ")));
    let mut tries = 1;
    loop {
        let done = attempt(&missing, run);
        let Err(error) = done else { break };
        if tries == TRIES {
            let names = missing.join(" ");
            return Err(error).with_context(|| format!("could not install the system's packages {names}"));
        }
        house::say(&format!("   try {tries} of {TRIES} failed ({error:#}); another installation may be running"));
        std::thread::sleep(Duration::from_secs(5 * u64::from(tries)));
        tries += 1;
        // A try that was cut short leaves packages unpacked but not configured.
        let _ = run(as_root("dpkg", &["--configure", "-a"])?);
    }
    match self::missing(need).as_slice() {
        [] => Ok(()),
        left => bail!("still missing after the installation: {}", left.join(" ")),
    }
}

fn attempt(packages: &[&str], run: Runner) -> Result<()> {
    const LOCK: &str = "-oDPkg::Lock::Timeout=120";
    run(as_root("apt-get", &["update", "-q", LOCK])?)?;
    let mut args = vec!["install", "-y", "-q", "--no-install-recommends", LOCK];
    args.extend(packages);
    run(as_root("apt-get", &args)?)
}

/// The packages that are not installed.
fn missing(need: Need) -> Vec<&'static str> {
    let wanted = BUILD.iter().chain(if need == Need::Test { TEST } else { &[] }).copied();
    let installed = installed();
    wanted.filter(|name| !installed.contains(*name)).collect()
}

fn installed() -> BTreeSet<String> {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${Package} ${db:Status-Status}\n"]).args(BUILD).args(TEST);
    // A name it does not know makes it fail, but the others are told all the same.
    let output = query.output().map(|output| output.stdout).unwrap_or_default();
    parse(&String::from_utf8_lossy(&output))
}

/// Reads lines of a package's name and its state.
fn parse(listing: &str) -> BTreeSet<String> {
    listing.lines().filter_map(|line| line.strip_suffix(" installed")).map(str::to_owned).collect()
}

/// A command as root that asks nothing but, at a terminal, sudo's password.
fn as_root(program: &str, args: &[&str]) -> Result<Command> {
    let root = house::answer(house::tool("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        house::tool("env", &[])
    } else if house::answer(house::tool("sudo", &["--version"])).is_some() {
        let mut sudo = house::tool("sudo", &[]);
        if !std::io::stdin().is_terminal() {
            sudo.arg("-n");
        }
        sudo.arg("env");
        sudo
    } else {
        bail!("{program} needs root, and there is no sudo: run `{program} {}` as root", args.join(" "));
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", program]).args(args);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let listing = "xvfb installed\nopenbox half-configured\ncups config-files\ndunst not-installed\n";
        assert_eq!(parse(listing).into_iter().collect::<Vec<_>>(), ["xvfb"]);
    }

    #[test]
    fn the_test_set_adds_to_the_build_set() {
        let both: BTreeSet<_> = BUILD.iter().chain(TEST).collect();
        assert_eq!(both.len(), BUILD.len() + TEST.len(), "a package is named twice");
    }
}
