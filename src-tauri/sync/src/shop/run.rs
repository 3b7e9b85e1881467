//! The three loops of a shop: polling, background work, and the outbox ([`super::push`]). One task owns them.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Fault;
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::chores::{Agenda, Chore};
use super::live::Look;
use super::{OnceRequest, ShopSync};
use crate::plan::{backoff, polling_pause};
use crate::time::{later, passed};
use crate::{Attention, Phase};

/// Every so many looks take in the bin and the refunds.
const WHOLE_LOOK_EVERY: u32 = 4;
/// The longest the background loop sleeps without looking at its agenda.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

impl ShopSync {
    /// Runs until cancelled.
    pub(crate) async fn run(self: Arc<Self>, once: mpsc::Receiver<OnceRequest>) {
        let loops = async {
            tokio::join!(Box::pin(self.poll_loop()), Box::pin(self.background_loop(once)), Box::pin(self.push_loop()));
        };
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => {}
            () = loops => {}
        }
    }

    async fn poll_loop(self: &Arc<Self>) {
        let mut ready = self.ready.subscribe();
        if ready.wait_for(|ready| *ready).await.is_err() {
            return;
        }
        let (mut failures, mut looks) = (0_u32, 0_u32);
        loop {
            self.polling(Phase::Checking);
            // Who asks while a look is under way asks for another one.
            let mut poke = self.poke.subscribe();
            let begun = self.now();
            let look = if looks.is_multiple_of(WHOLE_LOOK_EVERY) { Look::Whole } else { Look::Short };
            looks = looks.wrapping_add(1);
            match self.look(look).await {
                Ok(()) => {
                    failures = 0;
                    self.rest(passed(begun, self.now()), &mut poke).await;
                }
                Err(fault) => {
                    failures += 1;
                    // What pointed to the bin or the refunds is not forgotten.
                    looks = 0;
                    let until = later(self.now(), backoff(&fault, failures, self.random()));
                    self.show_trouble(fault, until).await;
                    self.wait_until(until, &mut poke).await;
                }
            }
        }
    }

    /// The pause between two looks. It is counted anew when the window comes to the front.
    async fn rest(&self, took: Duration, poke: &mut tokio::sync::watch::Receiver<u64>) {
        let mut attention = self.shared.attention.clone();
        let begun = self.now();
        loop {
            let now_attention: Attention = *attention.borrow_and_update();
            let until = later(begun, polling_pause(now_attention, took));
            self.polling(Phase::Idle { next_check_at: until });
            tokio::select! {
                () = self.wait_until(until, poke) => return,
                changed = attention.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Shows a trouble with the time of the next try.
    pub(super) async fn show_trouble(&self, fault: Fault, until: Timestamp) {
        tracing::warn!(shop = self.id.0, code = fault.code.as_str(), "the shop cannot be read");
        self.polling(Phase::Waiting { until, fault: fault.clone() });
        if let Err(fault) = self.set_trouble(Some((fault, Some(until)))).await {
            tracing::warn!(shop = self.id.0, code = fault.code.as_str(), "cannot note the shop's trouble");
        }
    }

    /// Waits until then, or until everything is to be tried at once.
    async fn wait_until(&self, until: Timestamp, poke: &mut tokio::sync::watch::Receiver<u64>) {
        let now = self.now();
        if until <= now {
            // Never a loop without a pause, whatever the clock says.
            tokio::task::yield_now().await;
            return;
        }
        tokio::select! {
            () = self.shared.time.sleep(passed(now, until)) => {}
            _ = poke.changed() => {}
        }
    }

    async fn background_loop(self: &Arc<Self>, mut once: mpsc::Receiver<OnceRequest>) {
        let mut agenda = Agenda::new();
        let mut poke = self.poke.subscribe();
        loop {
            // A request for everything drops the chore under way: it goes on from its position afterwards.
            tokio::select! {
                biased;
                request = once.recv() => match request {
                    Some(request) => {
                        self.answer(request).await;
                        agenda = Agenda::new();
                    }
                    None => return,
                },
                () = Box::pin(self.background_turn(&mut agenda, &mut poke)) => {}
            }
        }
    }

    /// One chore, or a pause until one is due.
    async fn background_turn(self: &Arc<Self>, agenda: &mut Agenda, poke: &mut tokio::sync::watch::Receiver<u64>) {
        if poke.has_changed().unwrap_or(false) {
            poke.mark_unchanged();
            agenda.poke();
        }
        if self.statuses_wanted.swap(false, Ordering::Relaxed) {
            self.do_chore(Chore::Contact, agenda).await;
        }
        match agenda.next(self.now()) {
            Ok(chore) => {
                self.do_chore(chore, agenda).await;
                tokio::task::yield_now().await;
            }
            Err(due) => {
                let until = due.min(later(self.now(), LONGEST_SLEEP));
                // Left unseen here: the next turn takes it up.
                self.wait_until(until, &mut poke.clone()).await;
            }
        }
    }
}
