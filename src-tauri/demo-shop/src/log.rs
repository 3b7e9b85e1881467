//! What a shop was asked and what took place at it, one by one: where a test counts that nothing was doubled or lost.

use std::collections::VecDeque;

use serde::Serialize;

/// A request as the shop saw it; what a test counts.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// UTC second.
    pub at: i64,
    /// HTTP method.
    pub method: String,
    /// Path and query, without signatures.
    pub target: String,
    /// Status of the answer; 0 where the connection was lost.
    pub status: u16,
}

/// Something that took place at the shop: what a test counts to find doubled effects.
///
/// | kind | detail | doubling it |
/// | --- | --- | --- |
/// | `order.created` | `created_via` | a second order |
/// | `order.updated` | the body | harmless, but a wasted request |
/// | `order.status` | `from>to` | hooks and mails run again |
/// | `order.trashed`, `order.deleted` | | |
/// | `note.created` | text | a second note |
/// | `note.customer` | text; its mail is counted by itself | the customer reads it twice |
/// | `note.deleted` | text | |
/// | `mail.sent` | `TEMPLATE to ADDRESS` | the customer is mailed twice |
/// | `refund.created` | amount | given back twice in the books |
/// | `refund.gateway` | amount | money sent twice |
/// | `refund.deleted` | amount | |
/// | `track.added`, `track.removed` | the number, wherever it is kept | a parcel shown twice |
/// | `fulfillment.created`, `fulfillment.updated`, `fulfillment.deleted` | its id | goods counted twice |
/// | `stock.returned` | `PRODUCT +PIECES` | pieces that are not there are sold |
///
/// Magento's beside `order.created`, `order.updated`, `order.status`, `order.deleted`, `mail.sent` and the tracks:
///
/// | kind | detail | doubling it |
/// | --- | --- | --- |
/// | `invoice.created` | amount | the customer is billed twice |
/// | `payment.captured`, `payment.refunded` | amount | money moved twice at the provider |
/// | `shipment.created` | `SKU ×PIECES, …` | goods sent twice |
/// | `creditmemo.created` | amount | given back twice in the books |
/// | `comment.created` | text | a second comment |
/// | `order.address` | `billing` or `shipping` | harmless |
/// | `order.canceled` | | |
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// UTC second.
    pub at: i64,
    /// What kind of effect; see the table above.
    pub kind: &'static str,
    /// The order it happened to.
    pub order: u64,
    /// What exactly.
    pub detail: String,
    /// Done by "someone else": the shop's own people or customers, through the control interface.
    pub by_shop: bool,
}

/// How many requests and effects are remembered.
const REMEMBERED: usize = 50_000;

/// Adds to a list that forgets its oldest.
pub fn remember<T>(into: &mut VecDeque<T>, item: T) {
    if into.len() >= REMEMBERED {
        into.pop_front();
    }
    into.push_back(item);
}
