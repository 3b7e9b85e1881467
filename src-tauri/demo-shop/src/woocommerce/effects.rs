//! What took place at the shop, one by one, so that a test finds every effect that was doubled or lost.
//!
//! Most are noted by whoever brings them about; tracking numbers and returned stock are found by comparing an order before
//! and after a write, so that no way of writing them (a plugin's route, metadata, a fulfilment) goes uncounted.

use serde_json::Value;

use super::{fulfillments::TRACKING_NUMBER, model::Order, shipment_tracking::ITEMS};

/// The tracking numbers on an order, wherever they are kept, each as often as one place has it: a parcel noted both by the plugin
/// and in a fulfilment is one.
pub fn tracking_numbers(order: &Order) -> Vec<String> {
    let of_plugin = order.meta.iter().filter(|row| row.key == ITEMS).filter_map(|row| row.value.as_array()).flatten();
    let mut numbers: Vec<String> = of_plugin.filter_map(|item| item.get("tracking_number")).filter_map(text).collect();
    let live = order.fulfillments.iter().filter(|fulfillment| fulfillment.deleted.is_none());
    let rows = live.flat_map(|fulfillment| &fulfillment.meta).filter(|row| row.key == TRACKING_NUMBER);
    let fulfilled: Vec<String> = rows.filter_map(|row| text(&row.value)).collect();
    numbers.extend(beyond(&fulfilled, &numbers));
    numbers
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What `these` have beyond `those`, counting repetitions.
pub fn beyond(these: &[String], those: &[String]) -> Vec<String> {
    let mut left = those.to_vec();
    let mut found = Vec::new();
    for text in these {
        match left.iter().position(|known| known == text) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => found.push(text.clone()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_count() {
        let list = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        assert_eq!(beyond(&list("aab"), &list("a")), ["a", "b"]);
        assert_eq!(beyond(&list("a"), &list("aab")), Vec::<String>::new());
    }
}
