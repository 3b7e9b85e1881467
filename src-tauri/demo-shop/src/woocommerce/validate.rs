//! What the shop checks before it changes an order. The batch route skips all of this, as the real one does.

use serde_json::{Value, json};

use super::{
    reply::{Invalid, RestError},
    status::{self, Status},
};

/// Checks a body for `POST /orders` and `PUT /orders/{id}`.
pub fn order(body: &Value, plugin: bool) -> Result<(), RestError> {
    let mut invalid = Invalid::default();
    status(body, plugin, &mut invalid);
    for name in ["billing", "shipping"] {
        address(body, name, &mut invalid);
    }
    for name in ["line_items", "shipping_lines", "fee_lines", "coupon_lines", "meta_data"] {
        if body.get(name).is_some_and(|value| !value.is_array()) {
            wrong_type(name, "array", &mut invalid);
        }
    }
    for name in ["customer_note", "transaction_id", "payment_method", "payment_method_title", "created_via", "currency"]
    {
        if body.get(name).is_some_and(|value| !value.is_string()) {
            wrong_type(name, "string", &mut invalid);
        }
    }
    if body.get("set_paid").is_some_and(|value| truth(value).is_none()) {
        wrong_type("set_paid", "boolean", &mut invalid);
    }
    if body.get("customer_id").is_some_and(|value| number(value).is_none()) {
        wrong_type("customer_id", "integer", &mut invalid);
    }
    invalid.check()
}

fn status(body: &Value, plugin: bool, invalid: &mut Invalid) {
    let Some(given) = body.get("status") else { return };
    let known =
        given.as_str().and_then(|slug| Status::parse(slug, plugin)).is_some_and(|status| status != Status::Trash);
    if !known {
        let mut allowed = vec![Status::AutoDraft.slug()];
        allowed.extend(status::named(plugin).map(Status::slug));
        invalid.not_one_of("status", "status", &allowed);
    }
}

fn address(body: &Value, name: &str, invalid: &mut Invalid) {
    match body.get(name) {
        None => {}
        Some(Value::Object(fields)) => {
            let email = fields.get("email").and_then(Value::as_str).unwrap_or_default();
            if !email.is_empty() && !looks_like_email(email) {
                let data = json!({"param": format!("{name}[email]")});
                invalid.add_with(name, "rest_invalid_email", "Invalid email address.", data);
            }
        }
        Some(_) => wrong_type(name, "object", invalid),
    }
}

fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !text.contains(char::is_whitespace)
    })
}

fn wrong_type(name: &str, kind: &str, invalid: &mut Invalid) {
    invalid.add_with(name, "rest_invalid_type", &format!("{name} is not of type {kind}."), json!({"param": name}));
}

/// A boolean as WordPress reads one.
pub fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if matches!(text.as_str(), "true" | "1") => Some(true),
        Value::String(text) if matches!(text.as_str(), "false" | "0" | "") => Some(false),
        Value::Number(number) => number.as_i64().filter(|number| (0..=1).contains(number)).map(|number| number == 1),
        _ => None,
    }
}

/// A whole number, also as text.
pub fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_in_the_servers_words() {
        let refusal = order(&json!({"status": "bogus"}), false).unwrap_err();
        assert_eq!(
            refusal.data["params"]["status"],
            "status is not one of auto-draft, pending, processing, on-hold, completed, cancelled, refunded, failed, and checkout-draft."
        );
        let refusal = order(&json!({"line_items": "text", "billing": {"email": "x"}}), true).unwrap_err();
        assert_eq!(refusal.message, "Invalid parameter(s): billing, line_items");
        assert!(order(&json!({"status": "trash"}), true).is_err());
        assert!(order(&json!({"nonsense": 1, "billing": {"email": ""}, "set_paid": "true"}), true).is_ok());
    }
}
