//! A clock that runs a few hundred times faster: polling, back-off and the audit's pauses pass in milliseconds.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use sync::Time;

pub struct FastTime {
    begun: Instant,
    start: Timestamp,
    factor: u32,
}

impl FastTime {
    pub fn new(factor: u32) -> Self {
        Self { begun: Instant::now(), start: "2026-03-02T09:00:00Z".parse().unwrap(), factor }
    }
}

#[async_trait::async_trait]
impl Time for FastTime {
    fn now(&self) -> Timestamp {
        let passed = self.begun.elapsed() * self.factor;
        self.start + SignedDuration::try_from(passed).unwrap()
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span / self.factor).await;
    }
}
