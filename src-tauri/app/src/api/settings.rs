//! The merchant's settings, kept in a ledger.

use domain::{AlertPolicy, Language};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Notifications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NotificationSettings {
    /// Ring at all.
    pub enabled: bool,
    /// With sound.
    pub sound: bool,
    /// From which moment an order counts as come in.
    pub policy: AlertPolicy,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self { enabled: true, sound: true, policy: AlertPolicy::default() }
    }
}

/// Printing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct PrintSettings {
    /// Printer's queue name; `None`: the system's default.
    pub printer: Option<String>,
    /// `a4`, `a5`, `letter` or `100x150`.
    pub paper: String,
    /// Copies.
    pub copies: u16,
    /// Prices on the slip.
    pub prices: bool,
    /// Language of slips; `None`: the app's.
    pub language: Option<Language>,
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self { printer: None, paper: "a4".to_owned(), copies: 1, prices: false, language: None }
    }
}

/// The window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct WindowSettings {
    /// Closing hides it to the tray and the bell goes on.
    pub close_to_tray: bool,
    /// Start with the computer.
    pub autostart: bool,
    /// Columns shown in the order list, in order.
    pub columns: Vec<String>,
}

impl Default for WindowSettings {
    fn default() -> Self {
        let columns = ["number", "customer", "status", "shipping", "pieces", "total", "placed"];
        Self { close_to_tray: true, autostart: false, columns: columns.map(str::to_owned).to_vec() }
    }
}

/// All settings. Unknown ones of a newer version are kept out, missing ones take their defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    /// Language; `None`: the system's.
    pub language: Option<Language>,
    /// Theme.
    pub theme: Theme,
    /// Notifications.
    pub notifications: NotificationSettings,
    /// Printing.
    pub printing: PrintSettings,
    /// Window.
    pub window: WindowSettings,
    /// Hide customers' personal data on screen.
    pub hide_personal_data: bool,
}
