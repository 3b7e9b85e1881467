//! What can go wrong, in a closed set of codes. One table in the window maps a code to severity, text and what to do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether trying again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Retry {
    /// No: something must be changed first.
    Never,
    /// Yes, later.
    Later,
    /// Yes, but not before this many seconds (the server's `Retry-After`).
    After(u32),
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $code:literal, $retry:expr;)+) => {
        /// The closed set of things that can be told to the user.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum Code { $($(#[$meta])* $variant),+ }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its text form, as in storage, logs and `--json`.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// The code of a text form.
            #[must_use]
            pub fn from_code(text: &str) -> Option<Self> { match text { $($code => Some(Self::$variant),)+ _ => None } }
            /// Whether trying again can help where nothing more is known.
            #[must_use]
            pub const fn retry(self) -> Retry { match self { $(Self::$variant => $retry),+ } }
        }
    };
}

codes! {
    /// The text given is not a web address.
    BadUrl = "bad_url", Retry::Never;
    /// The name cannot be resolved or nothing answers there.
    Unreachable = "unreachable", Retry::Later;
    /// No answer in time.
    TimedOut = "timed_out", Retry::Later;
    /// The connection broke.
    ConnectionLost = "connection_lost", Retry::Later;
    /// The site answers, but is no shop of this system.
    NotAShop = "not_a_shop", Retry::Never;
    /// The shop's addresses are set to "plain": its interface cannot be signed in to.
    PlainPermalinks = "plain_permalinks", Retry::Never;
    /// The key is unknown to the shop.
    WrongKey = "wrong_key", Retry::Never;
    /// The key is known, the secret is wrong.
    WrongSecret = "wrong_secret", Retry::Never;
    /// The key may not do this.
    NotAllowed = "not_allowed", Retry::Never;
    /// The key may only read.
    ReadOnlyKey = "read_only_key", Retry::Never;
    /// Plain http beyond this machine needs the merchant's consent.
    PlainHttp = "plain_http", Retry::Never;
    /// The certificate is not trusted.
    Certificate = "certificate", Retry::Never;
    /// The address redirects to another host; credentials are not sent there.
    RedirectElsewhere = "redirect_elsewhere", Retry::Never;
    /// A firewall or captcha page stands before the interface.
    Firewall = "firewall", Retry::Later;
    /// The clocks differ too much to sign in.
    Clock = "clock", Retry::Later;
    /// The server asks to slow down.
    SlowDown = "slow_down", Retry::Later;
    /// The server failed.
    ServerError = "server_error", Retry::Later;
    /// The server is closed for maintenance.
    Maintenance = "maintenance", Retry::Later;
    /// The answer is not what the interface promises (cut short, not JSON, another shape).
    BadAnswer = "bad_answer", Retry::Later;
    /// The answer is larger than is accepted.
    TooLarge = "too_large", Retry::Never;
    /// The record does not exist at the shop.
    NotFound = "not_found", Retry::Never;
    /// The shop refused what was sent.
    Refused = "refused", Retry::Never;
    /// The OS key store does not answer.
    KeyStoreUnavailable = "key_store_unavailable", Retry::Later;
    /// The key store is locked or was not unlocked in time.
    KeyStoreLocked = "key_store_locked", Retry::Later;
    /// The passphrase of the secrets file is wrong.
    WrongPassphrase = "wrong_passphrase", Retry::Never;
    /// The shop's secret is not in the key store.
    SecretMissing = "secret_missing", Retry::Never;
    /// The data file is damaged.
    DamagedFile = "damaged_file", Retry::Never;
    /// The data file is of a newer version of the app.
    NewerFile = "newer_file", Retry::Never;
    /// The disk is full or not writable.
    Disk = "disk", Retry::Later;
    /// Another program owns the data directory.
    Busy = "busy", Retry::Later;
    /// No order has that reference.
    NoSuchOrder = "no_such_order", Retry::Never;
    /// Several shops have an order of that number.
    AmbiguousOrder = "ambiguous_order", Retry::Never;
    /// No shop has that name.
    NoSuchShop = "no_such_shop", Retry::Never;
    /// That shop is connected already.
    ShopExists = "shop_exists", Retry::Never;
    /// What was typed cannot be understood; the detail says where.
    BadInput = "bad_input", Retry::Never;
    /// A search that cannot be read.
    BadSearch = "bad_search", Retry::Never;
    /// No printer has that name.
    NoSuchPrinter = "no_such_printer", Retry::Never;
    /// The printer or its spooler failed.
    PrintFailed = "print_failed", Retry::Later;
    /// The document could not be made.
    DocumentFailed = "document_failed", Retry::Never;
    /// The picture is refused (address, size or format).
    PictureRefused = "picture_refused", Retry::Never;
    /// A defect in Shopbell.
    Internal = "internal", Retry::Later;
}

/// A failure as it travels up: its code, what was being done, and details fit for the user. Details never hold
/// secrets or customers' data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{operation}: {} ({detail})", code.as_str())]
#[ts(export)]
pub struct Fault {
    /// What kind.
    pub code: Code,
    /// Whether and when trying again can help.
    pub retry: Retry,
    /// What was being done ("read orders").
    pub operation: String,
    /// More, for the user and for a report; never a secret, never a customer's data.
    pub detail: String,
}

impl Fault {
    /// A fault with the code's usual retry rule.
    #[must_use]
    pub fn new(code: Code, operation: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, retry: code.retry(), operation: operation.into(), detail: detail.into() }
    }

    /// The same with another retry rule.
    #[must_use]
    pub const fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}
