//! Why something cannot be done to an order: a closed list, so that every face says it in its own words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! refusals {
    ($($(#[$meta:meta])* $variant:ident = $code:literal, $english:literal;)+) => {
        /// Why not. Its words are the message `refusal-<code>` with dashes for underscores.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, thiserror::Error)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum Refusal {
            $($(#[$meta])* #[error($english)] $variant,)+
        }

        impl Refusal {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its code in `--json` and catalogues of words.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

refusals! {
    /// The system has no such thing, or not over its interface.
    NotSupported = "not_supported", "the system has no such thing";
    /// It is not an order yet.
    Draft = "draft", "not an order yet";
    /// It lies in the bin.
    Deleted = "deleted", "the order is in the bin";
    /// It is on hold: nothing but taking it off hold.
    OnHold = "on_hold", "the order is on hold";
    /// The payment provider still examines it.
    InReview = "in_review", "the payment is in review";
    /// It was cancelled.
    Cancelled = "cancelled", "the order was cancelled";
    /// It is complete or closed.
    Ended = "ended", "the order has ended";
    /// Everything is on an invoice.
    NothingToInvoice = "nothing_to_invoice", "nothing is left to invoice";
    /// Everything that is to be sent was sent, credited or called off.
    NothingToShip = "nothing_to_ship", "nothing is left to ship";
    /// It holds nothing that is sent.
    NoGoods = "no_goods", "the order holds no goods to send";
    /// Everything was given back.
    NothingToCredit = "nothing_to_credit", "nothing is left to credit";
    /// Nothing was paid that could be given back.
    NotPaid = "not_paid", "nothing was paid";
    /// The money was not taken through the payment provider, which so cannot send it back.
    NotOnline = "not_online", "the payment provider cannot send the money back";
    /// All of it is invoiced, which is final: it can only be credited.
    AllInvoiced = "all_invoiced", "all of it is invoiced";
    /// It is on hold already.
    AlreadyOnHold = "already_on_hold", "the order is on hold already";
    /// It is not on hold.
    NotOnHold = "not_on_hold", "the order is not on hold";
}
