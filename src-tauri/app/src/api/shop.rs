//! Shops, their health, printers.

use domain::{Capabilities, Fault, ShopFacts, ShopId, ShopTag, StatusLabel, System};
use jiff::Timestamp;
use replica::{Finding, QuarantinedRow, Trouble};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One field of a sign-in form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInField {
    /// Its name (`url`, `key`, `secret`): also the key of its label in the window's texts (`sign-in-url`).
    pub name: String,
    /// Shown as dots, kept in the key store.
    pub secret: bool,
    /// An example.
    pub placeholder: String,
}

/// How to sign in to a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInForm {
    /// The system.
    pub system: System,
    /// Its name ("WooCommerce").
    pub name: String,
    /// Its fields.
    pub fields: Vec<SignInField>,
}

/// A filled-in form.
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInRequest {
    /// The system.
    pub system: System,
    /// Values by field name, secrets included: they go to the key store and are not kept here.
    #[ts(type = "Record<string, string>")]
    pub values: std::collections::BTreeMap<String, String>,
    /// The merchant agreed to plain http for this shop.
    pub plain_http_consent: bool,
    /// SHA-256 fingerprint of the certificate the merchant compared and trusts, hex.
    pub trusted_fingerprint: Option<String>,
    /// Tag for order codes; proposed from the name where empty.
    pub tag: Option<String>,
}

impl std::fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInRequest").field("system", &self.system).finish_non_exhaustive()
    }
}

/// What a try to sign in found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Diagnosis {
    /// The shop's facts, where it could be signed in to.
    pub facts: Option<ShopFacts>,
    /// Why not; or, with facts, what will not work (a read-only key, a clock that is off).
    pub faults: Vec<Fault>,
    /// Tag proposed for order codes.
    pub proposed_tag: Option<ShopTag>,
    /// Fingerprint of an untrusted certificate, for comparison.
    pub fingerprint: Option<String>,
}

/// A connected shop as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShopView {
    /// Its number.
    pub id: ShopId,
    /// Its system.
    pub system: System,
    /// The system's name ("WooCommerce"), whose first letter badges the shop's orders.
    pub system_name: String,
    /// Tag of its order codes.
    pub tag: ShopTag,
    /// Its name.
    pub name: String,
    /// Its front page.
    pub url: String,
    /// What it says of itself.
    pub facts: Option<ShopFacts>,
    /// Its statuses.
    pub statuses: Vec<StatusLabel>,
    /// What its system can do.
    pub capabilities: Capabilities,
    /// Whether it has a logo for slips.
    pub has_logo: bool,
    /// The merchant's own contact line for slips.
    pub slip_contact: String,
    /// The embedded demo shop.
    pub demo: bool,
}

/// What can be changed of a shop. `None` leaves as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ShopUpdateRequest {
    /// Name.
    pub name: Option<String>,
    /// Contact line on slips.
    pub slip_contact: Option<String>,
}

/// What a shop's sync is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "phase")]
#[ts(export)]
pub enum Phase {
    /// Signing in for the first time.
    Connecting,
    /// The first sync.
    FirstSync {
        /// Orders read.
        #[ts(type = "number")]
        done: u64,
        /// Orders in all, where the shop says.
        #[ts(type = "number | null")]
        total: Option<u64>,
    },
    /// Asking for changes.
    Checking,
    /// Comparing with the shop.
    Auditing {
        /// Rows compared.
        #[ts(type = "number")]
        done: u64,
        /// Rows in all.
        #[ts(type = "number | null")]
        total: Option<u64>,
    },
    /// Nothing to do until the next check.
    Idle {
        /// When.
        #[ts(type = "string | null")]
        next_check_at: Option<Timestamp>,
    },
    /// Waiting after trouble.
    Waiting {
        /// Until when; `null`: until something is changed.
        #[ts(type = "string | null")]
        until: Option<Timestamp>,
    },
}

/// A shop's activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActivityView {
    /// The shop.
    pub shop: ShopId,
    /// What it is at.
    pub phase: Phase,
    /// Connections in use at most.
    pub connections: u16,
    /// Orders whose notes are still to be fetched.
    #[ts(type = "number")]
    pub notes_left: u64,
}

/// A shop's health.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShopHealthView {
    /// The shop.
    pub shop: ShopId,
    /// Its tag.
    pub tag: ShopTag,
    /// Its name.
    pub name: String,
    /// Orders here.
    #[ts(type = "number")]
    pub orders: u64,
    /// When it was last checked.
    #[ts(type = "string | null")]
    pub last_checked: Option<Timestamp>,
    /// Its trouble.
    pub trouble: Option<Trouble>,
    /// Rows that cannot be read.
    pub quarantined: Vec<QuarantinedRow>,
    /// Findings of the audit, newest first.
    pub findings: Vec<Finding>,
    /// Statuses the connector does not know, with how many orders have them.
    #[ts(type = "Array<[string, number]>")]
    pub unknown_statuses: Vec<(String, u64)>,
    /// Orders whose notes are due.
    #[ts(type = "number")]
    pub notes_pending: u64,
    /// What it is at; `None` where another process owns the sync.
    pub activity: Option<ActivityView>,
}

/// The health of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Health {
    /// Per shop.
    pub shops: Vec<ShopHealthView>,
    /// How the data file was opened, where something is to be told.
    pub notices: Vec<Fault>,
    /// The data directory.
    pub data_dir: String,
}

/// Whether secrets can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum KeyStoreState {
    /// In the system's key store.
    KeyStore,
    /// In the encrypted file, unlocked.
    File,
    /// In the encrypted file, which needs its passphrase.
    FileLocked,
    /// No key store answers and there is no file yet: offer one.
    Unavailable,
}

/// A printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrinterView {
    /// Its queue's name.
    pub name: String,
    /// What people call it.
    pub description: String,
    /// The system's default.
    pub is_default: bool,
    /// Accepts jobs.
    pub ready: bool,
}

/// What became of a print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrintOutcome {
    /// Slips printed or saved.
    pub slips: u32,
    /// Pages.
    pub pages: u32,
    /// Printer, or path of the saved file.
    pub to: String,
    /// The spooler's job.
    pub job: Option<String>,
    /// Characters no font has, drawn as boxes.
    pub missing_glyphs: Vec<String>,
}
