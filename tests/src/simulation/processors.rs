//! Each player of seeds keeps to a processor of its own, with the database's threads that it starts: they hand work to each
//! other all the time and never work at once, and waking a thread on another processor costs more than the work does. Twice
//! as many seeds an hour on two processors.

/// Keeps the calling thread, and those it starts from now on, to one of the processors that the process may use.
#[cfg(target_os = "linux")]
pub(super) fn keep_to(player: usize) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let Ok(allowed) = sched_getaffinity(None) else { return };
    let Some(mine) = (0..CpuSet::MAX_CPU).filter(|cpu| allowed.is_set(*cpu)).nth(player) else { return };
    let mut only = CpuSet::new();
    only.set(mine);
    // Where it is refused, seeds are played all the same.
    let _ = sched_setaffinity(None, &only);
}

/// Other systems offer no way, or place threads that wait for each other together by themselves.
#[cfg(not(target_os = "linux"))]
pub(super) const fn keep_to(_player: usize) {}
