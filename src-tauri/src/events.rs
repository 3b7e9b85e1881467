//! Relays the app's events to the window and its alerts to the system's notifications, and what the user chooses there
//! back to the window.

use std::sync::Arc;

use app::{App, api::UiEvent};
use desktop::notifications::{Action, Choice, Identity, Notification, Notifier, Response};
use domain::OrderId;
use tauri::{AppHandle, Emitter};
use tokio::sync::{broadcast::error::RecvError, mpsc};

use crate::{shell::Shell, window};

/// Name of the window's one event.
pub(crate) const EVENT: &str = "shopbell";
const PRINT: &str = "print";

/// Relays until the app closes.
pub(crate) async fn relay(handle: AppHandle, app: App) {
    let mut events = app.events();
    loop {
        match events.recv().await {
            Ok(event) => {
                if matches!(event, UiEvent::Bell { .. }) {
                    crate::tray::mark(&handle, !window::is_focused(&handle));
                }
                emit(&handle, &event);
            }
            // The window re-reads what it shows.
            Err(RecvError::Lagged(_)) => {
                emit(&handle, &UiEvent::Orders { changed: Vec::new(), removed: Vec::new() });
            }
            Err(RecvError::Closed) => return,
        }
    }
}

/// Tells the window something.
pub(crate) fn emit(handle: &AppHandle, event: &UiEvent) {
    if let Err(error) = handle.emit(EVENT, event) {
        tracing::warn!(%error, "the window could not be told");
    }
}

/// Raises notifications as they become due and brings the window up when one is clicked.
pub(crate) async fn ring(handle: AppHandle, shell: Arc<Shell>, app: App) {
    let (notifier, responses) = Notifier::new(Identity::installed());
    let answering = answer(handle, shell, app.clone(), responses);
    let ringing = async {
        let mut rings = app.rings();
        while let Some(ring) = rings.recv().await {
            let notification = Notification {
                tag: tag(&ring.orders),
                title: ring.title,
                body: ring.body,
                sound: app.settings().notifications.sound,
                actions: ring.print_label.map(|label| Action { key: PRINT.to_owned(), label }).into_iter().collect(),
            };
            if let Err(error) = notifier.show(&notification).await {
                tracing::warn!(%error, "a notification could not be shown");
            }
        }
    };
    tokio::join!(answering, ringing);
}

/// The tag names the order that a click opens.
fn tag(orders: &[OrderId]) -> String {
    orders.first().map_or_else(String::new, |id| format!("order-{}", id.0))
}

async fn answer(handle: AppHandle, shell: Arc<Shell>, app: App, mut responses: mpsc::Receiver<Response>) {
    while let Some(response) = responses.recv().await {
        let Some(id) = response.tag.strip_prefix("order-").and_then(|id| id.parse().ok()).map(OrderId) else {
            continue;
        };
        match response.choice {
            Choice::Action(action) if action == PRINT => print(&app, id).await,
            _ => {
                window::raise(&handle);
                shell.open_order(id);
            }
        }
    }
}

async fn print(app: &App, id: OrderId) {
    let settings = app.settings().printing;
    let request = app::SlipRequest { ids: vec![id], paper: settings.paper, prices: settings.prices };
    if let Err(fault) = crate::slips::print(app.clone(), request, settings.printer, settings.copies).await {
        tracing::warn!(%fault, "a slip could not be printed from its notification");
    }
}
