//! Where a document stands. The lists are open: a state that a plugin or a later version adds is kept by its native code.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! document_states {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(from = "String", into = "String")]
        #[ts(export, type = "string")]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// Unknown here; the native code as the shop sends it.
            Other(String),
        }

        impl $name {
            /// The known states, in the order of a life.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// Its code in storage and `--json`; of an unknown state, the native one.
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(native) => native,
                }
            }

            /// Whether it is one of the known states.
            #[must_use]
            pub const fn known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<String> for $name {
            fn from(code: String) -> Self {
                match code.as_str() {
                    $($code => Self::$variant,)+
                    _ => Self::Other(code),
                }
            }
        }

        impl From<$name> for String {
            fn from(state: $name) -> Self {
                match state {
                    $name::Other(native) => native,
                    known => known.code().to_owned(),
                }
            }
        }
    };
}

document_states! {
    /// Where an invoice stands.
    InvoiceState {
        /// Issued, its money not taken yet.
        Open = "open",
        /// Settled.
        Paid = "paid",
        /// Called off.
        Cancelled = "cancelled",
    }
}

document_states! {
    /// Where a shipment stands.
    ShipmentState {
        /// Put together, not handed over yet.
        Prepared = "prepared",
        /// Gone out.
        Sent = "sent",
        /// Called off.
        Cancelled = "cancelled",
    }
}

document_states! {
    /// Where a credit note stands.
    CreditNoteState {
        /// Issued, its money not given back yet.
        Open = "open",
        /// Its money was given back, or recorded as given back.
        Refunded = "refunded",
        /// Called off.
        Cancelled = "cancelled",
    }
}
