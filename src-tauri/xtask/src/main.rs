//! The house's chores, `cargo xtask …`: set-up, running, testing, measuring. In Rust and not in shell, so that they are
//! the same on every system; with two dependencies, since this compiles before anything else can be installed.
//!
//! `run` and `test` install what is missing first, so that one command is enough on a bare machine.

mod chores;
mod deny;
mod house;
mod icons;
mod setup;
mod steps;
mod suite;
mod tally;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the Shopbell workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what is missing to build, run and test.
    Setup {
        /// Only what building needs.
        #[arg(long)]
        build_only: bool,
    },
    /// Build the app and open its window on the embedded demo shop.
    Run {
        /// Arguments for the app, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Run everything that CI runs.
    Test {
        /// Go on after a step that failed.
        #[arg(long)]
        keep_going: bool,
    },
    /// Run the benchmarks, each beside a raw baseline of the same run.
    Bench {
        /// Arguments for the benchmarks, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Kill the real process at random moments and check that nothing was lost or doubled.
    Kill {
        /// How often.
        #[arg(long, default_value_t = 200)]
        rounds: u32,
    },
    /// Run the simulation of edits over many seeds, or replay one.
    Simulate {
        /// `--seed N`, `--from N --count N`, `--minutes M`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Take the screenshots of the real window, into target/shots/.
    Shots {
        /// Also replace the README's pictures by them.
        #[arg(long)]
        keep: bool,
    },
    /// Write the UI's types from the Rust ones, into ui/src/bindings/.
    Bindings,
    /// Render the icons from their SVG sources, into icons/.
    Icons,
}

fn main() -> ExitCode {
    let done = match Cli::parse().chore {
        Chore::Setup { build_only } => chores::setup(build_only),
        Chore::Run { args } => chores::run(&args),
        Chore::Test { keep_going } => suite::test(keep_going),
        Chore::Bench { args } => chores::bench(&args),
        Chore::Kill { rounds } => chores::kill(rounds),
        Chore::Simulate { args } => chores::simulate(&args),
        Chore::Shots { keep } => chores::shots(keep),
        Chore::Bindings => chores::bindings(),
        Chore::Icons => icons::render(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            house::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
