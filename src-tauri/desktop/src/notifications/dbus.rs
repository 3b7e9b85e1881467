//! org.freedesktop.Notifications over one session-bus connection for the notifier's life.
//!
//! One connection, because desktops tie notifications to it (GNOME takes a client's bubbles away when its connection
//! closes) and because the bus refuses a user's 257th. Its signals are read from before the first notification is
//! sent, so that no click is missed.

use std::{
    collections::HashMap,
    error::Error as StdError,
    sync::{Arc, Mutex, PoisonError},
};

use futures::StreamExt;
use tokio::{
    sync::{Mutex as AsyncMutex, mpsc},
    task::JoinHandle,
    time::timeout,
};
use zbus::{Connection, Proxy, zvariant::Value};

use super::{Capabilities, Choice, DAEMON_TIMEOUT, Identity, Notification, NotifyError, Response, text};

mod shown;
use shown::Shown;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// "default" is the specification's key of a click on the notification itself.
const CLICK: &str = "default";
/// Vendor-specific, as the specification asks of categories it does not list.
const CATEGORY: &str = "x-shopbell.order";
/// Of the freedesktop.org sound naming specification; every sound theme has it.
const SOUND: &str = "message-new-instant";

#[derive(Clone, Debug)]
pub(super) struct System {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    identity: Identity,
    responses: mpsc::Sender<Response>,
    link: AsyncMutex<Option<Arc<Link>>>,
}

/// A connection and its listener, which ends with it.
#[derive(Debug)]
struct Link {
    proxy: Proxy<'static>,
    shown: Arc<Mutex<Shown>>,
    listener: JoinHandle<()>,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

impl System {
    pub(super) fn new(identity: Identity, responses: mpsc::Sender<Response>) -> Self {
        Self { shared: Arc::new(Shared { identity, responses, link: AsyncMutex::default() }) }
    }

    pub(super) async fn capabilities(&self) -> Result<Capabilities, NotifyError> {
        bounded(async {
            let link = self.link().await?;
            let (name, _vendor, version, _spec): (String, String, String, String) =
                link.proxy.call("GetServerInformation", &()).await?;
            let abilities = link.abilities().await?;
            let has = |ability: &str| abilities.iter().any(|known| known == ability);
            Ok(Capabilities { daemon: format!("{name} {version}"), actions: has("actions"), sound: has("sound") })
        })
        .await
    }

    pub(super) async fn show(&self, notification: &Notification) -> Result<(), NotifyError> {
        bounded(async {
            let link = self.link().await?;
            // Asked each time: a daemon may be replaced by another while the app runs.
            let abilities = link.abilities().await?;
            link.notify(&self.shared.identity, notification, &abilities).await
        })
        .await
    }

    pub(super) async fn withdraw(&self, tag: &str) -> Result<(), NotifyError> {
        bounded(async {
            let link = self.link().await?;
            let Some(id) = link.shown().current(tag) else {
                return Ok(());
            };
            match link.proxy.call("CloseNotification", &(id,)).await {
                // The specification lets a daemon answer with an error when the notification is gone already.
                Ok(()) | Err(zbus::Error::MethodError(..)) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// The connection in use, or a new one where there is none or its bus went away.
    async fn link(&self) -> zbus::Result<Arc<Link>> {
        let mut link = self.shared.link.lock().await;
        if let Some(link) = link.as_ref().filter(|link| !link.listener.is_finished()) {
            return Ok(Arc::clone(link));
        }
        let fresh = Arc::new(Link::open(self.shared.responses.clone()).await?);
        *link = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

impl Link {
    async fn open(responses: mpsc::Sender<Response>) -> zbus::Result<Self> {
        let connection = Connection::session().await?;
        let proxy: Proxy<'static> = Proxy::new(&connection, NAME, PATH, NAME).await?;
        let signals = proxy.receive_all_signals().await?;
        let shown = Arc::new(Mutex::new(Shown::default()));
        let listener = tokio::spawn(listen(signals, Arc::clone(&shown), responses));
        Ok(Self { proxy, shown, listener })
    }

    fn shown(&self) -> std::sync::MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn abilities(&self) -> zbus::Result<Vec<String>> {
        self.proxy.call("GetCapabilities", &()).await
    }

    async fn notify(&self, identity: &Identity, notification: &Notification, abilities: &[String]) -> zbus::Result<()> {
        let has = |ability: &str| abilities.iter().any(|known| known == ability);
        let title = text::title(&notification.title);
        let mut body = text::body(&notification.body);
        if has("body-markup") {
            body = text::escape_markup(&body);
        }
        let labels: Vec<(&str, String)> = notification
            .actions
            .iter()
            .filter(|action| action.key != CLICK)
            .map(|action| (action.key.as_str(), text::title(&action.label)))
            .collect();
        let mut actions = Vec::new();
        if has("actions") {
            // The label of the click is shown by few daemons; its key is what counts.
            actions.extend([CLICK, identity.name.as_str()]);
            actions.extend(labels.iter().flat_map(|(key, label)| [*key, label.as_str()]));
        }
        let replaced = self.shown().current(&notification.tag).unwrap_or(0);
        let arguments = (
            identity.name.as_str(),
            replaced,
            identity.icon.as_str(),
            title,
            body,
            actions,
            hints(identity, notification.sound),
            -1_i32, // as long as the daemon's user wants
        );
        let id: u32 = self.proxy.call("Notify", &arguments).await?;
        self.shown().add(id, &notification.tag);
        Ok(())
    }
}

fn hints(identity: &Identity, sound: bool) -> HashMap<&'static str, Value<'_>> {
    let mut hints = HashMap::from([
        ("desktop-entry", Value::from(identity.app_id.as_str())),
        ("category", Value::from(CATEGORY)),
        ("urgency", Value::from(1_u8)), // normal
    ]);
    if sound {
        hints.insert("sound-name", Value::from(SOUND));
    } else {
        hints.insert("suppress-sound", Value::from(true));
    }
    hints
}

/// Reads what the daemon says about our notifications until the connection ends.
async fn listen(
    mut signals: zbus::proxy::SignalStream<'static>,
    shown: Arc<Mutex<Shown>>,
    responses: mpsc::Sender<Response>,
) {
    let lock = || shown.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some(signal) = signals.next().await {
        let header = signal.header();
        let body = signal.body();
        match header.member().map_or("", |member| member.as_str()) {
            "ActionInvoked" => {
                let Ok((id, key)) = body.deserialize::<(u32, String)>() else {
                    continue;
                };
                let clicked = lock().clicked(id);
                let Some((tag, activation_token)) = clicked else {
                    continue;
                };
                let choice = if key == CLICK { Choice::Default } else { Choice::Action(key) };
                if responses.send(Response { tag, choice, activation_token }).await.is_err() {
                    return; // nobody listens any more
                }
            }
            "ActivationToken" => {
                if let Ok((id, token)) = body.deserialize::<(u32, String)>() {
                    lock().activated(id, token);
                }
            }
            "NotificationClosed" => {
                if let Ok((id, _reason)) = body.deserialize::<(u32, u32)>() {
                    lock().closed(id);
                }
            }
            _ => {}
        }
    }
}

async fn bounded<T>(work: impl Future<Output = zbus::Result<T>>) -> Result<T, NotifyError> {
    match timeout(DAEMON_TIMEOUT, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(explain(error)),
        Err(_) => Err(NotifyError::TimedOut),
    }
}

/// The bus itself answers for a daemon that is not there; everything else said by a method is the daemon's.
fn explain(error: zbus::Error) -> NotifyError {
    let refused = match &error {
        zbus::Error::MethodError(name, ..) => !name.starts_with("org.freedesktop.DBus.Error."),
        _ => false,
    };
    let source: Box<dyn StdError + Send + Sync> = Box::new(error);
    if refused { NotifyError::Refused(source) } else { NotifyError::Unavailable(source) }
}
