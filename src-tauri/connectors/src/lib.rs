//! One folder a shop system behind one trait: the only room that speaks to shop servers.
//!
//! A connector is a reader and writer without memory: it is told where to read from and answers with a page
//! of records in the words of `domain`. Positions, retries, splitting of broken pages and pace are the sync's; which
//! request says it, and what the answer means, is known here alone.

mod answers;
mod clock;
mod http;
mod json;
mod line;
mod location;
mod lost_note;
mod magento2;
mod oauth;
mod pictures;
mod record;
mod registry;
mod sign_in;
mod tls;
mod transport;
mod whereabouts;
mod woocommerce;
mod write;

pub use clock::{Clock, SystemClock};
pub use http::HttpTransport;
pub use pictures::{Picture, Pictures};
pub use record::{Ask, Feed, Gone, Page, Position, Presence, PulledOrder, Record, Row, Stamp, StampPage, Window};
pub use registry::{capabilities, connect, sign_in_form};
pub use sign_in::{Secret, SignIn, SignInField, SignInForm};
pub use tls::{BadFingerprint, Fingerprint};
pub use transport::{Answer, Request, Transport};
pub use write::{Fate, Found, Pushed, Write, WriteFault};

use async_trait::async_trait;
use domain::{Capabilities, Documents, EmailTemplate, Fault, NativeId, Note, Refund, ShopFacts, StatusLabel};

/// A signed-in way to one shop. Cheap to clone behind an `Arc`; every method may be called concurrently.
///
/// Each method makes one request or a small fixed number, has its own time limit, never retries by itself (save a part of a
/// page that needs several), and
/// answers with a [`Fault`] whose code tells the merchant what to do.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What the system lets a merchant do. Constant for a connector's life.
    fn capabilities(&self) -> &Capabilities;

    /// Signs in and learns what the shop says of itself. This is also the diagnosis: every way in which a shop can be
    /// out of reach, or not a shop, has its own [`domain::Code`].
    async fn facts(&self) -> Result<ShopFacts, Fault>;

    /// The shop's statuses with its own labels, plugins' included.
    async fn statuses(&self) -> Result<Vec<StatusLabel>, Fault>;

    /// One page of a feed. Rows that cannot be read come as [`Row::Broken`]; a page that cannot be read at all is a
    /// fault, and the caller asks again for smaller windows.
    async fn pull(&self, ask: &Ask) -> Result<Page, Fault>;

    /// The same rows, but only their identifiers and dates: for the audit, and to learn which row broke a page.
    async fn stamps(&self, ask: &Ask) -> Result<StampPage, Fault>;

    /// Orders by identifier, at most `capabilities().page_limit`. What the shop does not list (deleted, in the bin)
    /// is missing from the answer.
    async fn orders(&self, ids: &[NativeId]) -> Result<Page, Fault>;

    /// Whether one order is there, in the bin, or gone for good.
    async fn presence(&self, id: &NativeId) -> Result<Presence, Fault>;

    /// All refunds of an order, whole.
    async fn refunds(&self, order: &NativeId) -> Result<Vec<Refund>, Fault>;

    /// Feeds besides the orders' own whose rows tell that an order moved although its own date did not
    /// ([`crate::Record::Moved`]): each is followed by a cursor of its own, and the orders it names are read again.
    fn side_feeds(&self) -> &'static [Feed] {
        &[]
    }

    /// The documents of some orders, at most `capabilities().page_limit`, in the order asked for. A system that keeps its
    /// documents inside its orders names none here.
    async fn documents(&self, _orders: &[NativeId]) -> Result<Vec<(NativeId, Documents)>, Fault> {
        Ok(Vec::new())
    }

    /// All notes of an order, newest first.
    async fn notes(&self, order: &NativeId) -> Result<Vec<Note>, Fault>;

    /// Carries out one edit, once: never repeated in here, whatever the answer. Effects that can be marked carry
    /// `write.key`. Refuses what [`Capabilities::edits`] does not name.
    async fn push(&self, write: &Write<'_>) -> Result<Pushed, WriteFault>;

    /// Looks whether an earlier [`Connector::push`] of the same key took place: by its mark where the system keeps one, by
    /// comparing content otherwise. Only meaningful once the server cannot be at work on it any more
    /// ([`Capabilities::late_effect_s`]).
    async fn find(&self, write: &Write<'_>) -> Result<Found, Fault>;

    /// The shop's own e-mails that can be sent for an order; empty where it has none to choose from.
    async fn email_templates(&self, order: &NativeId) -> Result<Vec<EmailTemplate>, Fault>;
}
