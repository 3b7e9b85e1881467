//! The time, as the engine sees it: a simulation brings its own, so that days pass in milliseconds and a seed replays.
//! (Tokio's paused clock would do for sleeping, but trips the database pool's own time-outs.)

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

/// Tells the time and lets it pass.
#[async_trait]
pub trait Time: Send + Sync {
    /// Now, by this computer.
    fn now(&self) -> Timestamp;

    /// Lets `span` pass.
    async fn sleep(&self, span: Duration);
}

/// This computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemTime;

#[async_trait]
impl Time for SystemTime {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}

/// The time that passed between two moments; none where the clock was set back meanwhile.
pub(crate) fn passed(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// A moment so much later, at most the end of time.
pub(crate) fn later(from: Timestamp, span: Duration) -> Timestamp {
    jiff::SignedDuration::try_from(span).ok().and_then(|span| from.checked_add(span).ok()).unwrap_or(Timestamp::MAX)
}
