//! Numbers in requests. Amounts go as text, as WooCommerce sends them itself: no float comes near them.

use domain::NativeId;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Value, json};

/// An amount as text.
pub(super) fn amount(amount: Decimal) -> String {
    amount.normalize().to_string()
}

/// Pieces: a whole number as a number, for shops know no others unless a plugin teaches them.
pub(super) fn pieces(quantity: Decimal) -> Value {
    let quantity = quantity.normalize();
    match quantity.to_i64() {
        Some(whole) if quantity.is_integer() => json!(whole),
        _ => json!(quantity.to_string()),
    }
}

/// An identifier as a number; `None` where it is none.
pub(super) fn id(id: &NativeId) -> Option<u64> {
    id.as_str().parse().ok().filter(|id| *id > 0)
}
