//! What a face may ask and what it gets: the same words for the window (as JSON over Tauri's channel, typed in
//! TypeScript by ts-rs) and for the command line (as Rust).

mod edits;
mod order;
mod settings;
mod shop;

pub use edits::{
    BatchProgress, BatchResult, EditPreview, EditWarning, EditsEntered, EditsUndone, OutboxPage, OutboxRequest,
    PushReport, RefundPick, RefundRequest, RefusedEdit,
};
pub use order::{ListOpened, ListRequest, OrderView, TimelineEntry, TimelineKind};
pub use settings::{NotificationSettings, PrintSettings, Settings, Theme, WindowSettings};
pub use shop::{
    ActivityView, Diagnosis, Health, KeyStoreState, Phase, PrintOutcome, PrinterView, ShopHealthView,
    ShopUpdateRequest, ShopView, SignInField, SignInForm, SignInRequest,
};

use domain::{Language, OrderId, OutboxCounts, ShopId};
pub use replica::{Counts, OrderRow, SavedView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All a window needs to paint its first picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Boot {
    /// The app's version.
    pub version: String,
    /// `linux`, `macos` or `windows`.
    pub platform: String,
    /// The language in force: the setting, else the system's, else English.
    pub language: Language,
    /// Settings.
    pub settings: Settings,
    /// Connected shops; none: show the welcome.
    pub shops: Vec<ShopView>,
    /// Saved views.
    pub views: Vec<SavedView>,
    /// Counts of all views.
    pub counts: Counts,
    /// What to tell about how the data file was opened (rebuilt after damage, and what could not be saved); empty
    /// when all is well.
    pub notices: Vec<domain::Fault>,
    /// Whether this window shows the embedded demo shop.
    pub demo: bool,
    /// Whether secrets can be kept.
    pub key_store: KeyStoreState,
    /// Today's sums of orders placed today, one per currency.
    pub today: Vec<domain::Money>,
    /// How many edits stand where.
    pub outbox: OutboxCounts,
    /// Nothing is sent until its user resumes.
    pub outbox_paused: bool,
}

/// What happened that a window should show. Lossy-safe: who misses one re-reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[ts(export)]
pub enum UiEvent {
    /// Orders came, changed or left. Lists, counts and the open order re-read what they show.
    Orders {
        /// Came or changed.
        changed: Vec<OrderId>,
        /// Left.
        removed: Vec<OrderId>,
    },
    /// A shop's health or facts changed.
    Health {
        /// The shop.
        shop: ShopId,
    },
    /// What a shop's sync is doing right now.
    Activity {
        /// All shops' activity.
        shops: Vec<ActivityView>,
    },
    /// Shops were added, changed or removed.
    Shops,
    /// Saved views changed.
    Views,
    /// Settings changed.
    Settings {
        /// As they are now.
        settings: Settings,
    },
    /// Show this order (a notification was clicked, a second start named it).
    OpenOrder {
        /// The order.
        id: OrderId,
    },
    /// Edits were entered, moved on or ended. Orders they are about come as `Orders` besides.
    Outbox {
        /// How many stand where.
        counts: OutboxCounts,
        /// Nothing is sent until its user resumes.
        paused: bool,
    },
    /// New orders rang.
    Bell {
        /// Which.
        orders: Vec<OrderId>,
    },
}
