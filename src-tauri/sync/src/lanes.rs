//! Connections to one shop: as many at once as the pace allows, changed while they are in use.
//!
//! Background reading waits here for its turn. What a user waits for (an opened order's notes) and the live feed do not:
//! they are one request beside the others.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::plan::Pace;

/// A shop's connections.
#[derive(Debug)]
pub(crate) struct Lanes {
    semaphore: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    pace: Pace,
    /// Permits handed out or free.
    issued: u16,
    /// Of those, how many are to be taken back as they come home.
    debt: u16,
    in_use: u16,
}

/// One connection in use; given back when dropped.
#[derive(Debug)]
pub(crate) struct Lane {
    lanes: Arc<Lanes>,
    permit: Option<OwnedSemaphorePermit>,
    /// The level it was begun at, where all of the level's connections were busy: only then its time tells something.
    measured_level: Option<u16>,
}

impl Lanes {
    pub(crate) fn new(remembered: Option<u16>) -> Arc<Self> {
        let pace = Pace::new(remembered);
        let issued = pace.level();
        Arc::new(Self {
            semaphore: Arc::new(Semaphore::new(usize::from(issued))),
            state: Mutex::new(State { pace, issued, debt: 0, in_use: 0 }),
        })
    }

    /// Waits for a connection.
    pub(crate) async fn enter(self: &Arc<Self>) -> Lane {
        // The semaphore is never closed; were it, going on unmeasured is right.
        let permit = Arc::clone(&self.semaphore).acquire_owned().await.ok();
        let mut state = self.state();
        state.in_use += 1;
        let level = state.pace.level();
        let measured_level = (state.in_use >= level).then_some(level);
        drop(state);
        Lane { lanes: Arc::clone(self), permit, measured_level }
    }

    /// The shop failed or asked to slow down.
    pub(crate) fn trouble(&self) {
        let mut state = self.state();
        state.pace.trouble();
        self.adjust(&mut state);
    }

    /// Connections that may be used now.
    pub(crate) fn level(&self) -> u16 {
        self.state().pace.level()
    }

    /// The level to remember.
    pub(crate) fn found(&self) -> Option<u16> {
        self.state().pace.found()
    }

    /// Connections in use.
    pub(crate) fn in_use(&self) -> u16 {
        self.state().in_use
    }

    fn adjust(&self, state: &mut State) {
        let level = state.pace.level();
        let effective = state.issued - state.debt;
        if level > effective {
            let back = (level - effective).min(state.debt);
            state.debt -= back;
            let more = level - effective - back;
            state.issued += more;
            self.semaphore.add_permits(usize::from(more));
        } else {
            state.debt += effective - level;
            let forgotten = self.semaphore.forget_permits(usize::from(state.debt));
            let forgotten = u16::try_from(forgotten).unwrap_or(state.debt);
            state.debt -= forgotten;
            state.issued -= forgotten;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lane {
    /// Reports a full page of the main feed, from which the pace is measured.
    pub(crate) fn report(&self, rows: u32, time_ms: u64) {
        if let Some(level) = self.measured_level {
            let mut state = self.lanes.state();
            state.pace.page(level, rows, time_ms);
            self.lanes.adjust(&mut state);
        }
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let mut state = self.lanes.state();
        state.in_use = state.in_use.saturating_sub(1);
        if state.debt > 0
            && let Some(permit) = self.permit.take()
        {
            state.debt -= 1;
            state.issued -= 1;
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_follow_the_pace_up_and_down() {
        let lanes = Lanes::new(Some(4));
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(lanes.enter().await);
        }
        assert_eq!(lanes.in_use(), 4);
        assert_eq!(held[3].measured_level, Some(4), "all busy: measured");
        assert_eq!(held[0].measured_level, None, "alone: not measured");
        lanes.trouble();
        assert_eq!(lanes.level(), 2);
        held.truncate(2);
        assert_eq!(lanes.semaphore.available_permits(), 0, "two were taken back");
        held.clear();
        assert_eq!(lanes.semaphore.available_permits(), 2);
        lanes.trouble();
        assert_eq!(lanes.semaphore.available_permits(), 1);
        assert_eq!((lanes.level(), lanes.in_use()), (1, 0));
    }

    #[tokio::test]
    async fn a_found_level_adds_connections_at_once() {
        let lanes = Lanes::new(None);
        let (first, second) = (lanes.enter().await, lanes.enter().await);
        second.report(100, 1_000);
        second.report(100, 1_000);
        assert_eq!(lanes.level(), 4);
        assert_eq!(lanes.semaphore.available_permits(), 2);
        drop((first, second));
        assert_eq!(lanes.semaphore.available_permits(), 4);
    }
}
