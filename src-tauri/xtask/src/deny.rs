//! cargo-deny: found where it is, else built from its published source in the background while other steps wait for the
//! network and the disk. In debug, since compiling it takes 40 s then and its run a few seconds all the same.

use std::{
    fs::File,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    house,
    steps::{Log, quiet},
};

/// The version that is built where none is found.
const VERSION: &str = "0.20.2";

/// Older ones do not know all of our configuration.
const OLDEST_MINOR: u32 = 18;

/// cargo-deny, there or on its way.
pub enum Deny {
    /// Ready to run.
    Ready(PathBuf),
    /// Being built.
    Building { child: Child, log: PathBuf },
}

impl Deny {
    /// Finds it, or starts to build it.
    ///
    /// # Errors
    /// When cargo can't be started.
    pub fn fetch() -> Result<Self> {
        let ours = home().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
        for candidate in [PathBuf::from("cargo-deny"), ours] {
            let answer = house::answer(house::tool(&candidate.to_string_lossy(), &["--version"]));
            if answer.is_some_and(|answer| is_new_enough(&answer)) {
                return Ok(Self::Ready(candidate));
            }
        }
        let log = house::target().join("xtask").join("deny-install.log");
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut install =
            house::cargo(&["install", "cargo-deny", "--version", VERSION, "--locked", "--debug", "--root"]);
        install.arg(home()).env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR");
        install.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Ok(Self::Building { child: install.spawn().context("cannot start cargo install")?, log })
    }

    /// Whether it can run at once.
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
    }

    /// Holds the dependencies to `.deny.toml`, waiting for the build first.
    ///
    /// # Errors
    /// When it could not be built, or a dependency breaks a rule.
    pub fn check(&mut self, log: &mut Log) -> Result<()> {
        let program = match self {
            Self::Ready(program) => program.clone(),
            Self::Building { child, log } => {
                if !child.wait()?.success() {
                    bail!("could not build cargo-deny; see {}", log.display());
                }
                home().join("bin").join("cargo-deny")
            }
        };
        let mut check = Command::new(program);
        check.current_dir(house::root());
        check.args(["--config", ".deny.toml", "--locked", "check", "bans", "licenses", "sources"]);
        log.run(check, quiet).map(drop)
    }
}

impl Drop for Deny {
    fn drop(&mut self) {
        if let Self::Building { child, .. } = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Where a cargo-deny of our own is kept: beside what else is built, gone with `cargo clean`.
fn home() -> PathBuf {
    house::target().join("xtask").join("tools")
}

/// Reads `cargo-deny 0.20.2`.
fn is_new_enough(answer: &str) -> bool {
    let mut parts = answer.trim().trim_start_matches("cargo-deny ").split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(0)), Some(Ok(minor))) => minor >= OLDEST_MINOR,
        (Some(Ok(major)), _) => major > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_read() {
        assert!(is_new_enough("cargo-deny 0.20.2\n"));
        assert!(is_new_enough("cargo-deny 1.0.0"));
        assert!(!is_new_enough("cargo-deny 0.14.2"));
        assert!(!is_new_enough("error: no such command"));
    }
}
