//! `cargo xtask test`: everything that CI runs, cheap steps first, each thing built once.
//!
//! Clippy and rustdoc need only checked dependencies; the build step compiles the app, the command line and every test
//! program in one go and with one set of features, so that the tests that follow start at once and the window tests find
//! the app's binary.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};

use crate::{
    deny::Deny,
    house::{self, say},
    setup::{self, Need},
    steps::{Log, Steps, quiet},
    tally::Story,
};

/// Runs all of it.
///
/// # Errors
/// When a step failed; the table printed before says which.
pub fn test(keep_going: bool) -> Result<()> {
    let mut steps = Steps::new(keep_going)?;
    let mut deny = Deny::fetch()?;

    steps.step("format", |log| run(log, cargo(&["fmt", "--all", "--check", "--", "--color=never"])));
    steps.step("set-up", |log| setup::install(Need::Test, &mut |command| log.run(command, quiet).map(drop)));
    if deny.is_ready() {
        steps.step("dependencies", |log| deny.check(log));
    }
    steps.step("ui types", |log| run(log, house::npm(&["run", "--silent", "check"])));
    steps.step("ui lint", |log| run(log, house::npm(&["run", "--silent", "lint"])));
    steps.step("ui tests", |log| log.run(house::npm(&["run", "--silent", "test"]), is_vitest_result).map(drop));
    steps.step("clippy", |log| {
        run(log, cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
    });
    steps.step("rustdoc", |log| {
        let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
        doc.env("RUSTDOCFLAGS", "-D warnings");
        run(log, doc)
    });
    steps.step("build", |log| run(log, cargo(&with_scope(&["build", "--all-targets"]))));
    steps.step("tests", run_tests);
    steps.step("bindings", |_| compare_bindings());
    if !deny.is_ready() {
        steps.step("dependencies", |log| deny.check(log));
    }
    steps.finish()
}

/// A cargo without colours, so that its lines can be read, and without the shell's own flags for rustc.
fn cargo(args: &[&str]) -> Command {
    let mut command = house::cargo(args);
    command.env("CARGO_TERM_COLOR", "never").env("SQLX_OFFLINE", "true");
    command
}

/// Windows can't replace a program while it runs, and this one does.
fn with_scope<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let scope: &[&str] =
        if cfg!(windows) { &["--workspace", "--exclude", "xtask", "--locked"] } else { &["--workspace", "--locked"] };
    args.iter().chain(scope).copied().collect()
}

fn run(log: &mut Log, command: Command) -> Result<()> {
    log.run(command, quiet).map(drop)
}

fn is_vitest_result(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("Test Files ") || line.starts_with("Tests ") || line.contains("FAIL")
}

/// All tests, the real window's included: these bring up their own display, bus, key store and printer.
fn run_tests(log: &mut Log) -> Result<()> {
    let written = generated();
    let _ = fs::remove_dir_all(&written);
    let mut tests = cargo(&with_scope(&["test", "--no-fail-fast"]));
    // Written aside: touching the UI's sources would make the app's next build dirty.
    tests.env("TS_RS_EXPORT_DIR", &written);
    let mut story = Story::default();
    let ended = log.stream(tests, |line| {
        if story.take(line) {
            say(&format!("   {}", line.trim_start()));
        }
    });
    for line in &story.failures {
        say(&format!("   | {line}"));
    }
    let tally = &story.tally;
    say(&format!("   in all {} passed, {} failed, {} ignored", tally.passed, tally.failed, tally.ignored));
    ended?;
    if tally.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

/// Where the tests write the UI's types.
fn generated() -> std::path::PathBuf {
    house::target().join("xtask").join("bindings")
}

/// Holds the UI's types to what the tests wrote from the Rust ones.
fn compare_bindings() -> Result<()> {
    let kept = read_types(&house::root().join("ui/src/bindings"))?;
    let written = read_types(&generated())?;
    if written.is_empty() {
        bail!("the tests wrote no types");
    }
    let drift = differences(&kept, &written);
    if !drift.is_empty() {
        bail!("ui/src/bindings is not what the Rust types say ({}): run `cargo xtask bindings`", drift.join(", "));
    }
    Ok(())
}

/// A folder's files by their path below it.
pub fn read_types(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).with_context(|| format!("cannot read {}", at.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(files)
}

/// What differs between the kept and the written types, in words.
pub fn differences(kept: &BTreeMap<String, Vec<u8>>, written: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let changed = written.iter().filter_map(|(name, text)| match kept.get(name) {
        None => Some(format!("{name} is missing")),
        Some(old) if old != text => Some(format!("{name} differs")),
        Some(_) => None,
    });
    let stale = kept.keys().filter(|name| !written.contains_key(*name)).map(|name| format!("{name} is stale"));
    changed.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_drift_is_named() {
        let files = |entries: &[(&str, &str)]| {
            entries.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let kept = files(&[("Order.ts", "a"), ("Old.ts", "b"), ("Money.ts", "c")]);
        let written = files(&[("Order.ts", "a2"), ("New.ts", "d"), ("Money.ts", "c")]);
        assert_eq!(differences(&kept, &written), ["New.ts is missing", "Order.ts differs", "Old.ts is stale"]);
        assert!(differences(&kept, &kept).is_empty());
    }
}
