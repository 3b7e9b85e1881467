//! The simulation's own clock: it stands still while anything is being done, and jumps to the next moment someone waits for.
//!
//! The runtime has one thread. Whenever that thread has nothing left to run it is about to sleep; unless the database is at
//! work on another thread, nothing can happen any more before time passes, so the clock is set to the earliest moment that
//! is waited for. Years pass in seconds, and what happens depends on the seed alone. (Tokio's own paused clock would do
//! the same but for the database: its threads are not seen by it.)

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use replica::Replica;
use tokio::{
    runtime::Runtime,
    sync::{Notify, oneshot},
};

/// A clock of the simulation's own. Cheap to clone; all clones show the same.
#[derive(Clone, Default)]
pub struct SimTime(Arc<Inner>);

#[derive(Default)]
struct Inner {
    now_us: AtomicI64,
    sleepers: Mutex<BinaryHeap<Reverse<Sleeper>>>,
    order: AtomicU64,
    held: AtomicUsize,
    replicas: Mutex<Vec<Replica>>,
    stuck: Notify,
}

/// One who waits; of two at the same moment the one who came first is woken first.
struct Sleeper {
    at_us: i64,
    order: u64,
    wake: oneshot::Sender<()>,
}

impl PartialEq for Sleeper {
    fn eq(&self, other: &Self) -> bool {
        (self.at_us, self.order) == (other.at_us, other.order)
    }
}

impl Eq for Sleeper {}

impl PartialOrd for Sleeper {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sleeper {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at_us, self.order).cmp(&(other.at_us, other.order))
    }
}

impl std::fmt::Debug for SimTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SimTime").field(&sync::Time::now(self)).finish()
    }
}

/// While it lives the clock stands still: something is being done that the clock cannot see.
pub struct Held(SimTime);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.held.fetch_sub(1, Ordering::SeqCst);
    }
}

impl SimTime {
    /// A clock that shows `start`, and the runtime that moves it.
    ///
    /// # Errors
    /// Where no runtime can be had.
    pub fn starting_at(start: Timestamp) -> std::io::Result<(Self, Runtime)> {
        let time = Self::default();
        time.0.now_us.store(start.as_microsecond(), Ordering::SeqCst);
        let moved = time.clone();
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().on_thread_park(move || moved.idle()).build()?;
        Ok((time, runtime))
    }

    /// Stands still until the answer is dropped.
    #[must_use]
    pub fn hold(&self) -> Held {
        self.0.held.fetch_add(1, Ordering::SeqCst);
        Held(self.clone())
    }

    /// Stands still while this replica is at work.
    pub fn watch(&self, replica: &Replica) {
        lock(&self.0.replicas).push(replica.clone());
    }

    /// Looks at no replica any more.
    pub fn forget(&self, replica: &Replica) {
        lock(&self.0.replicas).retain(|watched| watched.directory() != replica.directory());
    }

    /// Ends when nobody waits for anything any more: nothing would ever happen again.
    pub async fn stuck(&self) {
        self.0.stuck.notified().await;
    }

    /// Waits for `span` of this clock.
    pub async fn pass(&self, span: Duration) {
        // Rounded up: who waits for a moment between two ticks must not wake before it.
        let span = i64::try_from(span.as_nanos().div_ceil(1_000)).unwrap_or(i64::MAX);
        let at_us = self.0.now_us.load(Ordering::SeqCst).saturating_add(span);
        let (wake, woken) = oneshot::channel();
        let order = self.0.order.fetch_add(1, Ordering::SeqCst);
        lock(&self.0.sleepers).push(Reverse(Sleeper { at_us, order, wake }));
        // The heap is dropped with the clock alone, and then nobody runs.
        let _ = woken.await;
    }

    /// Moves the clock on while nobody runs: a computer asleep.
    pub fn jump(&self, span: Duration) {
        self.0.now_us.fetch_add(i64::try_from(span.as_micros()).unwrap_or_default(), Ordering::SeqCst);
    }

    /// The thread has nothing to run.
    fn idle(&self) {
        let busy = self.0.held.load(Ordering::SeqCst) > 0 || lock(&self.0.replicas).iter().any(Replica::in_use);
        if busy {
            return;
        }
        let mut sleepers = lock(&self.0.sleepers);
        while let Some(Reverse(next)) = sleepers.pop() {
            // Who has gone away meanwhile is waited for by nobody.
            if next.wake.is_closed() {
                continue;
            }
            self.0.now_us.fetch_max(next.at_us, Ordering::SeqCst);
            if next.wake.send(()).is_ok() {
                return;
            }
        }
        self.0.stuck.notify_one();
    }
}

#[async_trait::async_trait]
impl sync::Time for SimTime {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.now_us.load(Ordering::SeqCst)).unwrap_or_default()
    }

    async fn sleep(&self, span: Duration) {
        self.pass(span).await;
    }
}

impl connectors::Clock for SimTime {
    fn now(&self) -> Timestamp {
        sync::Time::now(self)
    }
}

impl demo_shop::Clock for SimTime {
    fn now(&self) -> Timestamp {
        sync::Time::now(self)
    }

    fn sleep(&self, span: Duration) -> demo_shop::clock::Wait {
        let time = self.clone();
        Box::pin(async move { time.pass(span).await })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_pass_at_once_and_in_order() {
        let (time, runtime) = SimTime::starting_at(Timestamp::UNIX_EPOCH).unwrap();
        let woken = Arc::new(Mutex::new(Vec::new()));
        let begun = std::time::Instant::now();
        runtime.block_on(async {
            let tasks = [3_600, 60, 7_200].map(|seconds| {
                let (time, woken) = (time.clone(), Arc::clone(&woken));
                tokio::spawn(async move {
                    time.pass(Duration::from_secs(seconds)).await;
                    lock(&woken).push((seconds, sync::Time::now(&time).as_second()));
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            tokio::select! { // nobody waits any more
                () = time.stuck() => {}
                () = std::future::pending() => {}
            }
        });
        assert_eq!(*lock(&woken), [(60, 60), (3_600, 3_600), (7_200, 7_200)]);
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
