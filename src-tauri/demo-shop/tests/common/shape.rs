//! Compares two JSON values by shape: the same keys, the same types, amounts as decimal text where the server sends decimal text, dates
//! as dates, lists not empty where the server's was not. Values may differ.

use serde_json::Value;

/// Where values may be null or not, from one order to the next.
const NULLABLE: &[&str] =
    &["date_completed", "date_completed_gmt", "date_paid", "date_paid_gmt", "parent_name", "stock_quantity", "image"];
/// Where any JSON may stand.
const FREE: &[&str] = &["value", "display_value"];

/// Differences between what was recorded and what came; `allowed`: paths not looked at, as in `[].image.id`.
pub fn differences(recorded: &Value, came: &Value, allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    compare("", recorded, came, allowed, &mut found);
    found.sort();
    found.dedup();
    found
}

fn compare(path: &str, recorded: &Value, came: &Value, allowed: &[&str], found: &mut Vec<String>) {
    let last = path.rsplit('.').next().unwrap_or(path);
    if allowed.contains(&path) || FREE.contains(&last) {
        return;
    }
    match (recorded, came) {
        (Value::Object(recorded), Value::Object(came)) => {
            for (name, value) in recorded {
                let inner = format!("{path}.{name}");
                match came.get(name) {
                    Some(other) => compare(&inner, value, other, allowed, found),
                    None if allowed.contains(&inner.as_str()) => {}
                    None => found.push(format!("{inner}: missing")),
                }
            }
            for name in came.keys().filter(|name| !recorded.contains_key(*name)) {
                let inner = format!("{path}.{name}");
                if !allowed.contains(&inner.as_str()) {
                    found.push(format!("{inner}: not in the recording"));
                }
            }
        }
        (Value::Array(recorded), Value::Array(came)) => lists(&format!("{path}[]"), recorded, came, allowed, found),
        (Value::Null, Value::Null) | (Value::Bool(_), Value::Bool(_)) | (Value::Number(_), Value::Number(_)) => {}
        (Value::String(recorded), Value::String(came)) => {
            if kind(recorded) != Kind::Any && kind(recorded) != kind(came) {
                found.push(format!("{path}: {:?} recorded, {came:?} came", kind(recorded)));
            }
        }
        (Value::Null, _) | (_, Value::Null) if NULLABLE.contains(&last) => {}
        _ => found.push(format!("{path}: {recorded} recorded, {came} came")),
    }
}

fn lists(path: &str, recorded: &[Value], came: &[Value], allowed: &[&str], found: &mut Vec<String>) {
    if recorded.is_empty() || allowed.contains(&path) {
        return;
    }
    if came.is_empty() {
        found.push(format!("{path}: empty"));
    }
    // Elements of a list may differ among themselves: each must look like one of those recorded.
    for item in came {
        let tries = recorded.iter().map(|sample| {
            let mut of_sample = Vec::new();
            compare(path, sample, item, allowed, &mut of_sample);
            of_sample
        });
        found.extend(tries.min_by_key(Vec::len).unwrap_or_default());
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Decimal,
    Date,
    Any,
}

fn kind(text: &str) -> Kind {
    let bytes = text.as_bytes();
    let decimal = text.trim_start_matches('-').split_once('.').is_some_and(|(whole, rest)| {
        rest.len() == 2
            && !whole.is_empty()
            && [whole, rest].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if decimal {
        return Kind::Decimal;
    }
    let date = bytes.len() == 19 && bytes[4] == b'-' && bytes[10] == b'T' && bytes[13] == b':';
    if date { Kind::Date } else { Kind::Any }
}

#[test]
fn shapes_are_told_apart() {
    use serde_json::json;
    let recorded =
        json!({"total": "1.00", "price": 1.5, "lines": [{"id": 1}], "date_paid": null, "meta": [{"value": {}}]});
    assert!(differences(&recorded, &json!({"total": "9.10", "price": 2, "lines": [{"id": 7}], "date_paid": "2026-11-22T00:00:00", "meta": [{"value": 1}]}), &[]).is_empty());
    for wrong in [
        json!({"total": 1.0, "price": 1.5, "lines": [{"id": 1}], "date_paid": null, "meta": [{"value": 1}]}),
        json!({"total": "1", "price": 1.5, "lines": [{"id": 1}], "date_paid": null, "meta": [{"value": 1}]}),
        json!({"total": "1.00", "price": "1.5", "lines": [{"id": 1}], "date_paid": null, "meta": [{"value": 1}]}),
        json!({"total": "1.00", "price": 1.5, "lines": [], "date_paid": null, "meta": [{"value": 1}]}),
        json!({"total": "1.00", "price": 1.5, "lines": [{"id": 1, "x": 1}], "date_paid": null, "meta": [{"value": 1}]}),
        json!({"total": "1.00", "price": 1.5, "lines": [{"id": 1}], "meta": [{"value": 1}]}),
    ] {
        assert_eq!(differences(&recorded, &wrong, &[]).len(), 1, "{wrong}");
    }
}
