//! What happened last, to be told when a seed fails.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use super::{time::SimTime, wire::lock};

/// Lines kept.
const KEPT: usize = 4_000;

/// The latest happenings. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Trace(Arc<Mutex<VecDeque<String>>>);

impl Trace {
    /// Notes what somebody does: a desk by its letter, the shop as `*`.
    pub(super) fn say(&self, time: &SimTime, who: char, what: impl FnOnce() -> String) {
        let mut lines = lock(&self.0);
        if lines.len() >= KEPT {
            lines.pop_front();
        }
        let now = sync::Time::now(time).strftime("%d %H:%M:%S%.3f");
        lines.push_back(format!("{now} {who} {}", what()));
    }

    /// The lines that hold any of these words, the latest last.
    #[must_use]
    pub fn about(&self, words: &[String], most: usize) -> Vec<String> {
        let lines = lock(&self.0);
        let about = |line: &&String| words.is_empty() || words.iter().any(|word| line.contains(word.as_str()));
        let found: Vec<String> = lines.iter().filter(about).cloned().collect();
        let skipped = found.len().saturating_sub(most);
        found.into_iter().skip(skipped).collect()
    }
}
