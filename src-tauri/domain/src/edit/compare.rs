//! When two values of a field count as the same.
//!
//! Shops tidy what they are given: blanks at the ends and in runs, line ends, a country's case, a carrier's name. A merge that took
//! these for changes would ask about nothing, and a settled edit would be reported as replaced by the shop's own tidying.

use super::{Field, FieldValue};
use crate::Address;

/// A short text: blanks at the ends don't count, runs of them count as one.
pub(super) fn short(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of several lines: blanks at the ends of it and of its lines don't count, nor how line ends are written.
pub(super) fn long(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The postal part of an address; its phone and e-mail are fields of their own and left empty.
pub(super) fn postal(address: &Address) -> Address {
    Address {
        first_name: short(&address.first_name),
        last_name: short(&address.last_name),
        company: short(&address.company),
        line_1: short(&address.line_1),
        line_2: short(&address.line_2),
        postcode: short(&address.postcode),
        city: short(&address.city),
        region: short(&address.region),
        country: short(&address.country).to_uppercase(),
        phone: String::new(),
        email: String::new(),
    }
}

/// Whether two values of a field are the same to a merge. Both are as [`super::Seen`] and [`super::Edit::wants`] give them.
pub(super) fn agree(field: &Field, one: &FieldValue, other: &FieldValue) -> bool {
    match (field, one, other) {
        (Field::Email, FieldValue::Text(one), FieldValue::Text(other)) => one.to_lowercase() == other.to_lowercase(),
        (Field::Track { .. }, FieldValue::Text(one), FieldValue::Text(other)) => carriers_agree(one, other),
        _ => one == other,
    }
}

/// Shops name carriers as they like ("DHL", "dhl-parcel-nl", "DHL Parcel NL"). A number is all but unique by itself, so a
/// carrier only counts as another one where neither name is found in the other.
fn carriers_agree(one: &str, other: &str) -> bool {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let (one, other) = (folded(one), folded(other));
    one.contains(&other) || other.contains(&one)
}
