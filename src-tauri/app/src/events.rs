//! From the engine's events to what faces show, and from due alerts to notifications.

use std::{sync::Arc, time::Duration};

use domain::{OrderId, words::Words};
use sync::Event;
use tokio::sync::{Notify, broadcast::error::RecvError, mpsc};

use crate::{App, Ring, api::UiEvent, bell::compose, error::from_replica};

/// How often a reader beside the owner looks whether the file changed.
const LOOK_EVERY: Duration = Duration::from_millis(1500);
/// How often alerts are looked for where no event says so (another process may have synced).
const BELL_EVERY: Duration = Duration::from_secs(20);
/// How often the outbox is counted at most while edits move.
const COUNT_EVERY: Duration = Duration::from_millis(150);

impl App {
    pub(crate) fn start_tasks(&self) {
        let app = self.clone();
        if self.is_owner() {
            self.spawn("events", async move { app.relay_forever().await });
            let app = self.clone();
            self.spawn("old print files", async move { app.clear_prints().await });
            let app = self.clone();
            self.spawn("requests", async move { app.serve_requests_forever().await });
        } else {
            self.spawn("watch the file", async move { app.watch_forever().await });
        }
    }

    /// Signs the shops in to the sync: a key store may have to be unlocked first, so nobody waits for it.
    pub(crate) fn start_sign_in(&self) {
        let app = self.clone();
        self.spawn("sign in", async move { app.connect_all().await });
    }

    pub(crate) fn emit(&self, event: UiEvent) {
        // Nobody listening is fine: the command line often does not.
        self.state().events.send(event).ok();
    }

    pub(crate) fn emit_orders(&self, changed: Vec<OrderId>) {
        self.emit(UiEvent::Orders { changed, removed: Vec::new() });
    }

    async fn relay_forever(&self) {
        let Some(engine) = self.engine() else { return };
        let moved = Arc::new(Notify::new());
        let (app, told) = (self.clone(), Arc::clone(&moved));
        self.spawn("outbox counts", async move { app.tell_outbox_forever(&told).await });
        let mut events = engine.subscribe();
        loop {
            match events.recv().await {
                Ok(Event::Orders { changed, removed, .. }) => self.emit(UiEvent::Orders { changed, removed }),
                Ok(Event::Health { shop }) => self.emit(UiEvent::Health { shop }),
                Ok(Event::Facts { .. }) => self.emit(UiEvent::Shops),
                Ok(Event::Activity { .. }) => self.emit(UiEvent::Activity { shops: self.activities() }),
                Ok(Event::Outbox { .. }) => moved.notify_one(),
                Ok(Event::Alerts) => {}
                // Something was missed: everything shown is read again.
                Err(RecvError::Lagged(_)) => {
                    moved.notify_one();
                    self.emit(UiEvent::Orders { changed: Vec::new(), removed: Vec::new() });
                }
                Err(RecvError::Closed) => return,
            }
        }
    }

    /// Counts once for many edits that move at once.
    async fn tell_outbox_forever(&self, moved: &Notify) {
        loop {
            moved.notified().await;
            self.tell_outbox().await;
            tokio::time::sleep(COUNT_EVERY).await;
        }
    }

    async fn watch_forever(&self) {
        let mut seen = self.replica().generation().await.unwrap_or_default();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = self.replica().generation().await.unwrap_or(seen);
            if now != seen {
                seen = now;
                self.emit(UiEvent::Orders { changed: Vec::new(), removed: Vec::new() });
                self.tell_outbox().await;
            }
        }
    }

    pub(crate) async fn ring_forever(&self, sender: mpsc::Sender<Ring>) {
        let mut events = self.engine().map(sync::Engine::subscribe);
        loop {
            if let Err(fault) = self.ring_due(&sender).await {
                tracing::warn!(%fault, "alerts could not be read");
            }
            let woken = async {
                match &mut events {
                    Some(events) => while !matches!(events.recv().await, Ok(Event::Alerts) | Err(_)) {},
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(BELL_EVERY) => {}
            }
        }
    }

    /// Claims what is due and hands it over. Claimed is claimed: an alert that is switched off stays silent for good,
    /// and one whose notification fails is still to be seen in the list.
    async fn ring_due(&self, sender: &mpsc::Sender<Ring>) -> Result<(), domain::Fault> {
        let alerts = self.replica().claim_alerts(self.now()).await.map_err(from_replica("claim alerts"))?;
        if alerts.is_empty() {
            return Ok(());
        }
        self.emit(UiEvent::Bell { orders: alerts.iter().map(|alert| alert.row.id).collect() });
        let settings = self.settings();
        if !settings.notifications.enabled {
            return Ok(());
        }
        let shops = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let name = |id| shops.iter().find(|shop| shop.id == id).map(|shop| shop.name.clone()).unwrap_or_default();
        for ring in compose(&alerts, &Words::new(self.language()), settings.hide_personal_data, &name) {
            if sender.send(ring).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }
}
