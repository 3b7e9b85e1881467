//! The shop's speed. A client that is measured against a shop without latency learns nothing, so the demo shop can take the time the
//! measured one took: `reference` numbers in the functions below, medians of an idle machine.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{clock::Clock, options::Pace};

/// Requests a shop works on at once: its PHP workers.
const WORKERS: usize = 4;

/// Milliseconds of one request on the measured shop: an empty poll.
pub const EMPTY_MS: u64 = 90;
/// One order.
pub const ITEM_MS: u64 = 123;
/// An order's notes.
pub const NOTES_MS: u64 = 98;
/// A change of one order.
pub const WRITE_MS: u64 = 127;
/// A new order.
pub const CREATE_MS: u64 = 190;
/// One order of a batch.
pub const BATCH_ROW_MS: u64 = 60;
/// A search on top.
pub const SEARCH_MS: u64 = 430;

/// Milliseconds of a list: 1.3 s for 100 full orders, 0.36 s for 100 of them with few fields.
pub fn list_ms(rows: u64, few_fields: bool) -> u64 {
    EMPTY_MS + rows * if few_fields { 27 } else { 121 } / 10
}

/// The shop's workers and the queue before them.
#[derive(Debug)]
pub struct Pacer {
    pace: Pace,
    workers: Arc<Semaphore>,
    waiting: AtomicU64,
}

impl Pacer {
    /// A shop's workers at this pace.
    pub fn new(pace: Pace) -> Self {
        Self { pace, workers: Arc::new(Semaphore::new(WORKERS)), waiting: AtomicU64::new(0) }
    }

    /// Waits for a worker. `None` where nothing is paced.
    pub async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if self.pace == Pace::None {
            return None;
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let permit = Arc::clone(&self.workers).acquire_owned().await.ok();
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        permit
    }

    /// Takes the time of some work; those that queue slow the others by a tenth each.
    pub async fn work(&self, clock: &dyn Clock, work_ms: u64) {
        if self.pace == Pace::None {
            return;
        }
        let queued = self.waiting.load(Ordering::SeqCst).min(10);
        clock.sleep(Duration::from_millis(work_ms + work_ms * queued / 10)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HandClock;

    #[test]
    fn lists_cost_what_was_measured() {
        assert_eq!(list_ms(0, false), 90);
        assert_eq!(list_ms(100, false), 1300);
        assert_eq!(list_ms(100, true), 360);
    }

    #[tokio::test]
    async fn four_work_and_the_fifth_waits() {
        let pacer = Pacer::new(Pace::Real);
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(pacer.enter().await);
        }
        assert!(tokio::time::timeout(Duration::from_millis(20), pacer.enter()).await.is_err());
        held.pop();
        assert!(tokio::time::timeout(Duration::from_secs(5), pacer.enter()).await.is_ok());
    }

    #[tokio::test]
    async fn a_hand_clock_pays_without_waiting() {
        let clock = HandClock::at("2026-11-22T10:00:00Z".parse().unwrap());
        Pacer::new(Pace::Real).work(&clock, 1300).await;
        Pacer::new(Pace::None).work(&clock, 1300).await;
        assert_eq!(clock.now().to_string(), "2026-11-22T10:00:01.3Z");
    }
}
