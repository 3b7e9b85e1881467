//! The chores that are a command or two: run, bench, kill, shots, bindings.

use std::{fs, process::Command};

use anyhow::{Context as _, Result, bail};

use crate::{
    house::{self, cargo, program, run as call, say},
    setup::{self, Need},
    suite::{differences, read_types},
};

/// The crates whose types the UI reads.
const TYPED: &[&str] = &["-p", "domain", "-p", "replica", "-p", "app"];

/// The README's pictures, in ui/docs/, and the screenshots they come from, in target/shots/.
const PICTURES: &[&str] = &["orders-light.png", "orders-dark.png"];

/// Installs what is missing.
pub fn setup(build_only: bool) -> Result<()> {
    install(if build_only { Need::Build } else { Need::Test })?;
    say("everything is there");
    Ok(())
}

/// Builds the app and opens its window on the embedded demo shop.
pub fn run(args: &[String]) -> Result<()> {
    install(Need::Build)?;
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !has_display {
        bail!("there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set)");
    }
    say("building the app; the first time takes some minutes");
    build(Profile::Dev, &["shopbell-window"])?;
    let mut window = start(Profile::Dev, "shopbell-window");
    window.arg("--demo").args(args);
    call(window)
}

/// Runs the benchmarks on optimised programs.
pub fn bench(args: &[String]) -> Result<()> {
    install(Need::Test)?;
    build(Profile::Release, &["shopbell-window", "shopbell", "bench"])?;
    // The window that the app's is measured beside.
    call(cargo(&["build", "--locked", "--workspace", "--release", "--example", "bare-window"]))?;
    let mut bench = start(Profile::Release, "bench");
    bench.args(args);
    call(bench)
}

/// Kills the command line's process at random moments, round after round.
pub fn kill(rounds: u32) -> Result<()> {
    install(Need::Build)?;
    build(Profile::Dev, &["shopbell", "kill"])?;
    let mut kill = start(Profile::Dev, "kill");
    kill.args(["--rounds", &rounds.to_string()]);
    call(kill)
}

/// Runs the simulation of edits, optimised: an hour of it is many thousands of seeds.
pub fn simulate(args: &[String]) -> Result<()> {
    install(Need::Build)?;
    build(Profile::Release, &["simulate"])?;
    let mut simulate = start(Profile::Release, "simulate");
    simulate.args(args);
    call(simulate)
}

/// Takes the screenshots of the real window.
pub fn shots(keep: bool) -> Result<()> {
    install(Need::Test)?;
    build(Profile::Dev, &["shopbell-window", "shopbell"])?;
    call(cargo(&["test", "--locked", "--workspace", "--test", "window", "screenshots"]))?;
    let taken = house::target().join("shots");
    if keep {
        for picture in PICTURES {
            let (from, to) = (taken.join(picture), house::root().join("ui/docs").join(picture));
            fs::create_dir_all(to.parent().context("a picture lies in a folder")?)?;
            fs::copy(&from, &to).with_context(|| format!("cannot keep {}", from.display()))?;
        }
    }
    say(&format!("screenshots are in {}", taken.display()));
    Ok(())
}

/// Writes the UI's types, touching only the files that change.
pub fn bindings() -> Result<()> {
    let written = house::target().join("xtask").join("bindings");
    let _ = fs::remove_dir_all(&written);
    let mut export = cargo(&["test", "--quiet", "--lib", "export_bindings"]);
    export.args(TYPED).env("TS_RS_EXPORT_DIR", &written);
    call(export)?;
    let folder = house::root().join("ui/src/bindings");
    fs::create_dir_all(&folder)?;
    let (kept, types) = (read_types(&folder)?, read_types(&written)?);
    for (name, text) in &types {
        let path = folder.join(name);
        if kept.get(name) != Some(text) {
            fs::create_dir_all(path.parent().context("a type's file lies in a folder")?)?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    for name in kept.keys().filter(|name| !types.contains_key(*name)) {
        fs::remove_file(folder.join(name))?;
    }
    let drift = differences(&kept, &types);
    say(&if drift.is_empty() { "ui/src/bindings was up to date".to_owned() } else { drift.join("\n") });
    Ok(())
}

/// How optimised a build is.
#[derive(Clone, Copy)]
enum Profile {
    Dev,
    Release,
}

/// Builds programs, with the features that the whole workspace gives them: what one chore compiled serves the others.
fn build(profile: Profile, programs: &[&str]) -> Result<()> {
    let mut build = cargo(&["build", "--locked", "--workspace"]);
    if matches!(profile, Profile::Release) {
        build.arg("--release");
    }
    build.args(programs.iter().flat_map(|name| ["--bin", name]));
    call(build)
}

/// A built program, and how it finds the others.
fn start(profile: Profile, name: &str) -> Command {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    let mut command = house::tool(&program(folder, name).to_string_lossy(), &[]);
    command.env("SHOPBELL_WINDOW_BIN", program(folder, "shopbell-window"));
    command.env("SHOPBELL_BIN", program(folder, "shopbell"));
    command
}

fn install(need: Need) -> Result<()> {
    setup::install(need, &mut call)
}
