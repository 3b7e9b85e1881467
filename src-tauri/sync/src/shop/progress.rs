//! How a shop's sync stands, as shown.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::{ShopSync, lock};
use crate::plan::back;
use crate::{Event, Phase, ShopActivity};

/// Most pages counted per minute; a shop that gives more is fast enough.
const PAGES_COUNTED: usize = 6_000;

/// What is shown of the sync: what background work does goes before what polling does.
#[derive(Debug, Default)]
pub(super) struct Progress {
    background: Option<Phase>,
    polling: Option<Phase>,
    pages: VecDeque<Timestamp>,
    told_at: Option<Timestamp>,
}

impl ShopSync {
    /// How the sync stands.
    pub(crate) fn activity(&self) -> ShopActivity {
        let minute_ago = back(self.now(), SignedDuration::from_mins(1));
        let mut progress = lock(&self.progress);
        while progress.pages.front().is_some_and(|at| *at < minute_ago) {
            progress.pages.pop_front();
        }
        let waiting = progress.polling.clone().filter(|phase| matches!(phase, Phase::Waiting { .. }));
        ShopActivity {
            shop: self.id,
            phase: waiting
                .or_else(|| progress.background.clone())
                .or_else(|| progress.polling.clone())
                .unwrap_or(Phase::Starting),
            connections: self.lanes.in_use() + self.small_lanes.in_use(),
            connections_limit: self.lanes.level(),
            pages_per_minute: u32::try_from(progress.pages.len()).unwrap_or(u32::MAX),
        }
    }

    /// Says what background work does; `None`: nothing.
    pub(super) fn working(&self, phase: Option<Phase>) {
        let mut progress = lock(&self.progress);
        if progress.background == phase {
            return;
        }
        progress.background = phase;
        self.tell_activity(&mut progress);
    }

    /// Says what polling does.
    pub(super) fn polling(&self, phase: Phase) {
        let mut progress = lock(&self.progress);
        progress.polling = Some(phase);
        self.tell_activity(&mut progress);
    }

    /// Counts a page.
    pub(super) fn count_page(&self) {
        self.pages.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let now = self.now();
        let mut progress = lock(&self.progress);
        if progress.pages.len() >= PAGES_COUNTED {
            progress.pages.pop_front();
        }
        progress.pages.push_back(now);
    }

    /// Tells listeners, at most four times a second: a fast first sync would drown them.
    fn tell_activity(&self, progress: &mut Progress) {
        let now = self.now();
        let often = progress
            .told_at
            .is_some_and(|told| told <= now && now.duration_since(told) < SignedDuration::from_millis(250));
        if !often {
            progress.told_at = Some(now);
            self.send(Event::Activity { shop: self.id });
        }
    }
}
