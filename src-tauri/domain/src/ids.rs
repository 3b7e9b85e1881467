//! Names by which shops and orders are told apart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A connected shop, numbered by the replica; never reused on one installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "number")]
pub struct ShopId(pub i64);

/// An order's row in the replica. Stable as long as the replica is; after a rebuild look orders up by
/// (`ShopId`, [`NativeId`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "number")]
pub struct OrderId(pub i64);

/// The identifier that the shop system itself uses for a record in its interface, as text (WooCommerce: `id`,
/// Magento: `entity_id`). Not what people call the order: that is `Order::number`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct NativeId(pub String);

impl NativeId {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for NativeId {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<u64> for NativeId {
    fn from(value: u64) -> Self {
        Self(value.to_string())
    }
}

impl std::fmt::Display for NativeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
