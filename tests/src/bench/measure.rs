//! Times, processor time and memory, and how they are written.

use std::{
    fs,
    future::Future,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// Kernel ticks of processor time a second, as programs see them: 100 on every Linux that Rust runs on.
const TICKS_PER_SECOND: u64 = 100;

/// Times of one thing done many times.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(Vec<Duration>);

impl Samples {
    /// Does something and keeps how long it took.
    pub(super) async fn time<T>(&mut self, work: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let done = work.await;
        self.0.push(started.elapsed());
        done
    }

    /// Keeps a time.
    pub(super) fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// The time that so many of a hundred do not exceed (nearest rank).
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }

    /// `p50 0.31 ms, p99 1.20 ms`.
    pub(super) fn text(&self) -> String {
        format!("p50 {}, p99 {}", ms(self.percentile(50)), ms(self.percentile(99)))
    }
}

/// A time in milliseconds.
pub(super) fn ms(took: Duration) -> String {
    format!("{:.2} ms", took.as_secs_f64() * 1e3)
}

/// A time in seconds.
pub(super) fn seconds(took: Duration) -> String {
    format!("{:.2} s", took.as_secs_f64())
}

/// One time as a multiple of another.
pub(super) fn ratio(ours: Duration, raw: Duration) -> f64 {
    ours.as_secs_f64() / raw.as_secs_f64().max(1e-9)
}

/// How many a second.
#[allow(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(super) fn per_second(count: u64, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64().max(1e-9)
}

/// A time shared out over `count`, in microseconds.
#[allow(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(super) fn us_each(took: Duration, count: u64) -> f64 {
    took.as_secs_f64() * 1e6 / count.max(1) as f64
}

/// The processor time that this process has used so far, all its threads together.
pub(super) fn own_cpu() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("no name in /proc/self/stat")?;
    // proc(5): utime and stime are fields 14 and 15; the first behind the name is field 3.
    let mut ticks = 0;
    for field in fields.split_whitespace().skip(11).take(2) {
        ticks += field.parse::<u64>()?;
    }
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

/// Memory of a process group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Memory {
    /// Of all its processes, in KiB.
    pub(super) all_kib: u64,
    /// Of its first process alone, in KiB.
    pub(super) first_kib: u64,
}

/// Memory of a process group, each shared page counted in parts (proc(5): `Pss`).
pub(super) fn group_memory(leader: u32) -> Result<Memory> {
    let mut memory = Memory::default();
    for entry in fs::read_dir("/proc")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process that has ended meanwhile has no memory.
        let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
        let group = stat.rsplit_once(')').and_then(|(_, fields)| fields.split_whitespace().nth(2));
        if group.and_then(|group| group.parse().ok()) != Some(leader) {
            continue;
        }
        let Ok(rollup) = fs::read_to_string(format!("/proc/{id}/smaps_rollup")) else { continue };
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("no Pss in smaps_rollup")?;
        let kib: u64 = line.split_whitespace().next().context("no number after Pss")?.parse()?;
        memory.all_kib += kib;
        if id == leader {
            memory.first_kib = kib;
        }
    }
    Ok(memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        let samples = Samples((1..=200).map(Duration::from_millis).collect());
        assert_eq!(samples.percentile(50), Duration::from_millis(100));
        assert_eq!(samples.percentile(99), Duration::from_millis(198));
        assert_eq!(Samples::default().percentile(99), Duration::ZERO);
        assert_eq!(Samples(vec![Duration::from_millis(7)]).percentile(50), Duration::from_millis(7));
    }
}
