//! Native notifications: raised once, clicked back by their tag.
//!
//! The caller decides what rings, when and how many are grouped; here one is shown as the system shows them, and what
//! its user does with it comes back on a channel. Everything in a notification may be a stranger's text (a customer's
//! name), so it is shown as its characters: control characters and direction overrides made visible, markup escaped
//! for daemons that read it.
//!
//! ```no_run
//! # async fn example() -> Result<(), desktop::notifications::NotifyError> {
//! use desktop::notifications::{Action, Identity, Notification, Notifier};
//! let (notifier, mut responses) = Notifier::new(Identity::installed());
//! notifier
//!     .show(&Notification {
//!         tag: "order/AN/10482".to_owned(),
//!         title: "New order AN-10482-K".to_owned(),
//!         body: "€ 42.00 · Ana <b>Nowak</b>".to_owned(),
//!         sound: true,
//!         actions: vec![Action { key: "print".to_owned(), label: "Print slip".to_owned() }],
//!     })
//!     .await?;
//! while let Some(response) = responses.recv().await { /* open response.tag */ }
//! # Ok(()) }
//! ```

#[cfg_attr(any(target_os = "macos", windows), path = "notifications/watched.rs")]
#[cfg_attr(not(any(target_os = "macos", windows)), path = "notifications/dbus.rs")]
mod system;
mod text;

use std::time::Duration;

use domain::{Code, Fault};
use tokio::sync::mpsc;

/// How long a notification daemon may take to answer, one that the bus has to start first included.
pub const DAEMON_TIMEOUT: Duration = Duration::from_secs(5);

/// Clicks that nobody has read yet; a user does not get further ahead than this.
const UNREAD_RESPONSES: usize = 64;

/// As whom the app speaks.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The name shown.
    pub name: String,
    /// The desktop file's, bundle's or application user model's identifier.
    pub app_id: String,
    /// The icon's name in the theme, or its path (Linux; elsewhere the system takes the app's own).
    pub icon: String,
    /// Whether the app is installed under `app_id`. Windows shows nothing for an identifier that no shortcut has, so
    /// an app run from its build folder borrows one.
    pub installed: bool,
}

impl Identity {
    /// Shopbell as its packages install it.
    #[must_use]
    pub fn installed() -> Self {
        Self {
            name: "Shopbell".to_owned(),
            app_id: crate::APP_ID.to_owned(),
            icon: crate::APP_ID.to_owned(),
            installed: true,
        }
    }
}

/// One notification. Texts may be hostile and of any length; they are cut to what a bubble can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The caller's own name for it, given back with a click. A second one with a tag that is still shown replaces it.
    pub tag: String,
    /// The first line, plain text.
    pub title: String,
    /// The rest, plain text; line breaks are kept.
    pub body: String,
    /// Whether it is heard, where the system plays sounds ([`Capabilities::sound`]).
    pub sound: bool,
    /// Buttons besides the click on the notification itself, which always comes back as [`Choice::Default`].
    pub actions: Vec<Action>,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The caller's name for it, such as `print`; `default` is taken.
    pub key: String,
    /// What stands on it, in the user's language.
    pub label: String,
}

/// What the user did with a notification. (Doing nothing is not reported.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The notification's tag.
    pub tag: String,
    /// What was clicked.
    pub choice: Choice,
    /// Where the desktop gives one: the token with which a window may raise itself (`XDG_ACTIVATION_TOKEN`).
    pub activation_token: Option<String>,
}

/// What was clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The notification itself.
    Default,
    /// A button, by its key.
    Action(String),
}

/// What the system's notifications can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Who shows them, for a report ("dunst 1.9.0").
    pub daemon: String,
    /// Whether clicks and buttons come back.
    pub actions: bool,
    /// Whether a sound is played for a notification that asks for one; elsewhere the app plays its own.
    pub sound: bool,
}

/// Why nothing was shown.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// No notification daemon runs, or there is no session bus.
    #[error("nothing shows notifications here")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The daemon did not answer in time.
    #[error("the notification daemon did not answer within {} s", DAEMON_TIMEOUT.as_secs())]
    TimedOut,
    /// The daemon refused.
    #[error("the notification was refused")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<NotifyError> for Fault {
    fn from(error: NotifyError) -> Self {
        let code = match error {
            NotifyError::Unavailable(_) => Code::Unreachable,
            NotifyError::TimedOut => Code::TimedOut,
            NotifyError::Refused(_) => Code::Refused,
        };
        let cause = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        Self::new(code, "notify", format!("{error}{cause}"))
    }
}

/// Shows notifications. Clones share one connection, made when first needed and again after it broke; when the last
/// clone is dropped the connection closes and the channel of responses ends.
#[derive(Clone, Debug)]
pub struct Notifier {
    system: system::System,
}

impl Notifier {
    /// A notifier and the clicks on what it shows. Connects to nothing yet, so it cannot fail: a desktop whose daemon
    /// starts after the app is served from then on.
    #[must_use]
    pub fn new(identity: Identity) -> (Self, mpsc::Receiver<Response>) {
        let (sender, responses) = mpsc::channel(UNREAD_RESPONSES);
        (Self { system: system::System::new(identity, sender) }, responses)
    }

    /// What the system can do; an error when nothing shows notifications. Asks it each time.
    pub async fn capabilities(&self) -> Result<Capabilities, NotifyError> {
        self.system.capabilities().await
    }

    /// Shows one. Returns when the system has taken it, which is before the user has seen it.
    pub async fn show(&self, notification: &Notification) -> Result<(), NotifyError> {
        self.system.show(notification).await
    }

    /// Takes one off the screen, if it is still there and the system can (Linux).
    pub async fn withdraw(&self, tag: &str) -> Result<(), NotifyError> {
        self.system.withdraw(tag).await
    }
}
