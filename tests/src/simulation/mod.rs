//! The most important test of the product: the real engine, replica and connector against the demo shop in process, on a clock of
//! our own, from a seed. Users enter edits of every kind, take them back and decide what they ask; others change the shop;
//! everything goes wrong that can; desks end between any two steps. Then it is quiet, and nothing may be doubled, lost or
//! hidden, and every replica is the shop.

mod check;
mod desk;
mod others;
mod processors;
mod story;
mod time;
mod trace;
mod user;
mod wire;
mod wishes;

use std::time::{Duration, Instant};

use anyhow::Result;
use domain::EditState;
use jiff::Timestamp;

use story::Story;
use time::SimTime;
use trace::Trace;

/// When every seed begins, by the shop's clock.
const BEGIN: &str = "2026-11-23T09:00:00Z";
/// A seed that takes longer, by the real clock, hangs.
const HANGS: Duration = Duration::from_secs(60);
/// Lines of the trace that are told of a failure.
const TOLD: usize = 60;

/// What a seed came to.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// Edits entered.
    pub edits: usize,
    /// Of those, by how they ended.
    pub ended: Vec<(EditState, usize)>,
    /// What took place at the shop by our doing.
    pub effects: usize,
    /// Desks that ended in the middle of something.
    pub ends: usize,
}

/// A seed that failed.
#[derive(Debug)]
pub struct Failed {
    /// Which.
    pub seed: u64,
    /// What is wrong.
    pub wrongs: Vec<String>,
    /// What happened last, of what it is about.
    pub trace: Vec<String>,
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "seed {} failed; again: cargo xtask simulate --seed {}", self.seed, self.seed)?;
        self.wrongs.iter().try_for_each(|wrong| writeln!(f, "  {wrong}"))?;
        self.trace.iter().try_for_each(|line| writeln!(f, "    {line}"))
    }
}

/// Plays a seed.
///
/// # Errors
/// What was wrong in the end, or went wrong on the way.
pub fn play(seed: u64) -> Result<Played, Box<Failed>> {
    let trace = Trace::default();
    let (wrongs, played) = match playing(seed, &trace) {
        Ok((wrongs, played)) => (wrongs, played),
        Err(error) => (vec![format!("{error:#}")], Played::default()),
    };
    if wrongs.is_empty() {
        return Ok(played);
    }
    let everything = std::env::var_os("SHOPBELL_TRACE").is_some();
    let words = if everything { Vec::new() } else { orders_named(&wrongs) };
    let trace = trace.about(&words, if everything { usize::MAX } else { TOLD });
    Err(Box::new(Failed { seed, wrongs, trace }))
}

/// The orders that some wrongs are about, as a trace names them.
fn orders_named(wrongs: &[String]) -> Vec<String> {
    let after_order = |wrong: &String| {
        let number = wrong.split("order ").nth(1)?.chars().take_while(char::is_ascii_digit).collect::<String>();
        (!number.is_empty()).then_some(number)
    };
    wrongs.iter().filter_map(after_order).collect()
}

fn playing(seed: u64, trace: &Trace) -> Result<(Vec<String>, Played)> {
    let (time, runtime) = SimTime::starting_at(BEGIN.parse::<Timestamp>()?)?;
    let playing = async {
        let story = Box::pin(Story::play(seed, &time, trace));
        tokio::select! {
            result = tokio::time::timeout(HANGS, story) => match result {
                Ok(result) => result,
                Err(_) => anyhow::bail!("it hangs at {}", sync::Time::now(&time)),
            },
            () = time.stuck() => anyhow::bail!("nothing would ever happen again"),
        }
    };
    runtime.block_on(playing)
}

/// Plays seeds on all processors until they are through, `until` has come or somebody says to stop. `tell` is called with each
/// result, on one thread at a time.
pub fn play_all(
    from: u64,
    count: u64,
    until: Option<Instant>,
    tell: &(dyn Fn(u64, Result<Played, Box<Failed>>) + Sync),
) {
    let next = std::sync::atomic::AtomicU64::new(0);
    let telling = std::sync::Mutex::new(());
    let players = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for player in 0..players {
            let (next, telling) = (&next, &telling);
            scope.spawn(move || {
                processors::keep_to(player);
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if at >= count || until.is_some_and(|until| Instant::now() >= until) {
                        return;
                    }
                    let seed = from.wrapping_add(at);
                    let played = play(seed);
                    let _one = wire::lock(telling);
                    tell(seed, played);
                }
            });
        }
    });
}
