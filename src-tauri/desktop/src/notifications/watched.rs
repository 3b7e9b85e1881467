//! macOS and Windows through notify-rust, whose handle waits for the user on the thread that holds it.
//!
//! So every notification has a thread that ends when its user answers or the system closes it. At most [`MAX_WATCHED`]
//! are waited for; beyond that one is still shown, and a click on it only brings the app up, as the system does by
//! itself. On macOS notify-rust needs the main run loop, which the window has and the command line has not. A toast
//! that Windows moved to its notification centre is no longer waited for, and cannot be withdrawn from here.
//!
//! Type-checked for both and run on neither by the tests: see the README's table.

use std::{
    error::Error as StdError,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use notify_rust::NotificationResponse;
use tokio::sync::{mpsc, oneshot};

use super::{Capabilities, Choice, DAEMON_TIMEOUT, Identity, Notification, NotifyError, Response, text};

const MAX_WATCHED: usize = 24;

#[derive(Clone, Debug)]
pub(super) struct System {
    identity: Identity,
    responses: mpsc::Sender<Response>,
    watched: Arc<AtomicUsize>,
}

impl System {
    pub(super) fn new(identity: Identity, responses: mpsc::Sender<Response>) -> Self {
        #[cfg(target_os = "macos")]
        if identity.installed
            && let Err(error) = notify_rust::set_application(&identity.app_id)
        {
            // Shown under the Finder's name then, which is better than not at all.
            tracing::warn!(%error, "no bundle of this identifier is installed");
        }
        Self { identity, responses, watched: Arc::default() }
    }

    #[allow(clippy::unused_async, reason = "the same shape on every system")]
    pub(super) async fn capabilities(&self) -> Result<Capabilities, NotifyError> {
        let daemon = if cfg!(windows) { "Windows" } else { "macOS" };
        Ok(Capabilities { daemon: daemon.to_owned(), actions: true, sound: true })
    }

    pub(super) async fn show(&self, notification: &Notification) -> Result<(), NotifyError> {
        let native = self.native(notification);
        let watching = Watching::start(&self.watched);
        let (tag, responses) = (notification.tag.clone(), self.responses.clone());
        let (shown, taken) = oneshot::channel();
        std::thread::Builder::new()
            .name("notification".to_owned())
            .spawn(move || {
                let handle = match native.show() {
                    Ok(handle) => handle,
                    Err(error) => {
                        shown.send(Err(error)).ok();
                        return;
                    }
                };
                shown.send(Ok(())).ok();
                // Where too many are waited for, dropping the handle shows it and waits for nothing.
                if let Some(_watching) = watching {
                    watch(handle, tag, &responses);
                }
            })
            .map_err(|error| NotifyError::Refused(Box::new(error)))?;
        match tokio::time::timeout(DAEMON_TIMEOUT, taken).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(error))) => Err(NotifyError::Refused(Box::new(error))),
            Ok(Err(_)) => Err(NotifyError::Refused("the thread ended".into())),
            Err(_) => Err(NotifyError::TimedOut),
        }
    }

    #[allow(clippy::unused_async, reason = "the same shape on every system")]
    pub(super) async fn withdraw(&self, _tag: &str) -> Result<(), NotifyError> {
        Ok(())
    }

    fn native(&self, notification: &Notification) -> notify_rust::Notification {
        let mut native = notify_rust::Notification::new();
        native
            .appname(&self.identity.name)
            .summary(&text::title(&notification.title))
            .body(&text::body(&notification.body));
        for action in &notification.actions {
            native.action(&action.key, &text::title(&action.label));
        }
        if notification.sound {
            native.sound_name(if cfg!(windows) { "Default" } else { "NSUserNotificationDefaultSoundName" });
        }
        #[cfg(windows)]
        if self.identity.installed {
            native.app_id(&self.identity.app_id);
        }
        native
    }
}

/// Waits for the user and passes on what they chose.
fn watch(handle: notify_rust::NotificationHandle, tag: String, responses: &mpsc::Sender<Response>) {
    let answered = handle.wait_for_response(|response: &NotificationResponse| {
        let choice = match response {
            NotificationResponse::Default => Choice::Default,
            NotificationResponse::Action(key) => Choice::Action(key.clone()),
            NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => return,
        };
        responses.blocking_send(Response { tag, choice, activation_token: None }).ok();
    });
    if let Err(error) = answered {
        let error: Box<dyn StdError> = Box::new(error);
        tracing::warn!(%error, "a notification was not waited for");
    }
}

/// A place among those waited for, given back when dropped.
struct Watching(Arc<AtomicUsize>);

impl Watching {
    fn start(watched: &Arc<AtomicUsize>) -> Option<Self> {
        watched
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| (count < MAX_WATCHED).then_some(count + 1))
            .ok()
            .map(|_| Self(Arc::clone(watched)))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
