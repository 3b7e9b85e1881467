//! What the house needs from the system: checked on every run, installed where this can be done for its user.
//!
//! When all is there, this costs a few milliseconds. On Debian and Ubuntu what is missing is installed; elsewhere it is
//! named, with where to get it.

mod debian;
mod node;
mod other;

use std::process::Command;

use anyhow::Result;

/// What the set-up is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Building and running the app.
    Build,
    /// That, and the tests: a display, a bus, a printer, a key store, fonts.
    Test,
}

/// How a set-up command is run: on the terminal, or into a step's log.
pub type Runner<'a> = &'a mut dyn FnMut(Command) -> Result<()>;

/// Installs what is missing.
///
/// # Errors
/// When something can't be installed here; the text says what, and where to get it.
pub fn install(need: Need, run: Runner) -> Result<()> {
    if debian::is_here() {
        debian::install(need, run)?;
    } else {
        other::check(need)?;
    }
    node::check()?;
    node::install_packages(run)
}
