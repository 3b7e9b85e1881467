//! Node and the UI's packages.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::Runner;
use crate::house;

/// The oldest Node that Vite 8 runs on, of the 20 line; of the 22 line it is 22.12.
const OLDEST: (u32, u32) = (20, 19);

const WHERE: &str = "get it from https://nodejs.org, or by a version manager such as fnm, nvm or volta";

/// Checks that Node is there and new enough.
///
/// # Errors
/// Says what is there and where to get what is needed.
pub fn check() -> Result<()> {
    let Some(answer) = house::answer(house::tool("node", &["--version"])) else {
        bail!("Node {}.{} or newer is needed and none was found: {WHERE}", OLDEST.0, OLDEST.1);
    };
    match version(&answer) {
        Some(found) if is_enough(found) => {}
        _ => bail!("Node {}.{} or newer is needed; this is {}: {WHERE}", OLDEST.0, OLDEST.1, answer.trim()),
    }
    Ok(())
}

/// Installs the UI's packages as locked, unless they are there.
///
/// # Errors
/// When there is no npm, or it fails twice.
pub fn install_packages(run: Runner) -> Result<()> {
    let ui = house::root().join("ui");
    if is_fresh(&ui.join("package-lock.json"), &ui.join("node_modules/.package-lock.json")) {
        return Ok(());
    }
    if house::answer(house::npm(&["--version"])).is_none() {
        bail!("Node is there but npm is not: {WHERE}");
    }
    house::say("   installing the UI's packages");
    let install = || house::npm(&["ci", "--no-audit", "--no-fund"]);
    run(install()).or_else(|_| run(install())).context("could not install the UI's packages")
}

/// Whether npm's own record of what it installed is younger than the lock file.
fn is_fresh(lock: &Path, record: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    matches!((changed(lock), changed(record)), (Some(lock), Some(record)) if record >= lock)
}

/// Reads `v20.19.0`.
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut parts = answer.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn is_enough(found: (u32, u32)) -> bool {
    match found {
        (20, minor) => minor >= OLDEST.1,
        (22, minor) => minor >= 12,
        (major, _) => major > 22,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_the_bundler_runs_on() {
        for (answer, enough) in [
            ("v18.20.4\n", false),
            ("v20.18.1\n", false),
            ("v20.19.0\n", true),
            ("v21.7.0\n", false),
            ("v22.11.0\n", false),
            ("v22.12.0\n", true),
            ("v26.1.0\n", true),
        ] {
            assert_eq!(version(answer).map(is_enough), Some(enough), "{answer}");
        }
        assert_eq!(version("command not found"), None);
    }
}
