//! `cargo xtask simulate`: plays the simulation over a range of seeds, for a count or for a time.
//!
//! `--seed N` plays one seed again, `--from N --count N` a range, `--minutes M` as many as fit.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use stories::simulation::{Failed, Played, play_all};

struct Wanted {
    from: u64,
    count: u64,
    until: Option<Instant>,
}

#[derive(Default)]
struct Sum {
    seeds: u64,
    edits: usize,
    effects: usize,
    ends: usize,
    ended: BTreeMap<&'static str, usize>,
    failed: Vec<u64>,
    told_at: Option<Instant>,
}

fn wanted() -> Result<Wanted> {
    let mut wanted = Wanted { from: 1, count: 1_000, until: None };
    let mut args = std::env::args().skip(1);
    let mut counted = false;
    while let Some(arg) = args.next() {
        let number: u64 = args.next().with_context(|| format!("{arg} needs a number"))?.parse()?;
        match arg.as_str() {
            "--seed" => {
                (wanted.from, wanted.count) = (number, 1);
                counted = true;
            }
            "--from" => wanted.from = number,
            "--count" => {
                wanted.count = number;
                counted = true;
            }
            "--minutes" => {
                wanted.until = Some(Instant::now() + Duration::from_secs(60 * number));
                if !counted {
                    wanted.count = u64::MAX;
                }
            }
            other => bail!("unknown: {other}; --seed N, --from N, --count N, --minutes M"),
        }
    }
    Ok(wanted)
}

impl Sum {
    fn add(&mut self, seed: u64, played: Result<Played, Box<Failed>>, begun: Instant) {
        self.seeds += 1;
        match played {
            Ok(played) => {
                self.edits += played.edits;
                self.effects += played.effects;
                self.ends += played.ends;
                for (state, count) in played.ended {
                    *self.ended.entry(state.code()).or_default() += count;
                }
            }
            Err(failed) => {
                self.failed.push(seed);
                println!("{failed}");
            }
        }
        let due = self.told_at.is_none_or(|told| told.elapsed() >= Duration::from_secs(15));
        if due {
            self.told_at = Some(Instant::now());
            self.tell(begun);
        }
    }

    fn tell(&self, begun: Instant) {
        let Self { seeds, edits, effects, ends, ended, failed, .. } = self;
        let (failed, took) = (failed.len(), begun.elapsed().as_secs());
        println!("{seeds} seeds in {took} s, {failed} failed: {edits} edits {ended:?}, {effects} effects, {ends} ends");
    }
}

fn main() -> Result<ExitCode> {
    let Wanted { from, count, until } = wanted()?;
    let begun = Instant::now();
    let sum = Mutex::new(Sum::default());
    play_all(from, count, until, &|seed, played| {
        sum.lock().unwrap_or_else(PoisonError::into_inner).add(seed, played, begun);
    });
    let sum = sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    sum.tell(begun);
    Ok(if sum.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
