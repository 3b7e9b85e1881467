//! Request bodies as Magento reads them: what it does not know at the top it passes over in silence, what it does not know further in
//! it refuses, and names may be written in either case.

use serde_json::{Map, Value};

use crate::amount::Amount;

use super::{
    reply::MagentoError,
    trade::{Asked, NewComment, NewTrack},
};

/// An object of a request, its names in snake case.
#[derive(Clone, Debug, Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// The top of a body: unknown names are passed over.
    pub fn top(value: &Value) -> Self {
        let fields = value.as_object().into_iter().flatten();
        Self(fields.map(|(name, value)| (snake(name), value.clone())).collect())
    }

    /// An object further in.
    ///
    /// # Errors
    /// For a name it does not have.
    pub fn inner(value: &Value, allowed: &[&str]) -> Result<Self, MagentoError> {
        let object = Self::top(value);
        for name in object.0.keys() {
            if !allowed.contains(&name.as_str()) && name != "extension_attributes" {
                return Err(MagentoError::not_supported(&camel(name)));
            }
        }
        Ok(object)
    }

    /// A field that is there and not null.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text; numbers are taken as text.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// True for `true`, 1 and `"1"`.
    pub fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Value::Bool(truth)) => *truth,
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::String(text)) => text == "1" || text == "true",
            _ => false,
        }
    }

    /// An amount.
    ///
    /// # Errors
    /// For what is no number.
    pub fn amount(&self, name: &str) -> Result<Option<Amount>, MagentoError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        Amount::from_json(value).map(Some).ok_or_else(|| wrong_type(value, "float"))
    }

    /// A whole number.
    ///
    /// # Errors
    /// For what is none.
    pub fn id(&self, name: &str) -> Result<Option<u64>, MagentoError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
        number.map(Some).ok_or_else(|| wrong_type(value, "int"))
    }

    /// The rows asked for in `items`.
    ///
    /// # Errors
    /// For rows that are none.
    pub fn rows(&self) -> Result<Vec<(u64, Asked)>, MagentoError> {
        let mut rows = Vec::new();
        for row in self.get("items").and_then(Value::as_array).into_iter().flatten() {
            let row = Self::inner(row, &["order_item_id", "qty"])?;
            let quantity = row.amount("qty")?.unwrap_or_default();
            let whole = quantity.0 % 1_000_000 == 0;
            let asked = if whole { Asked::Pieces(quantity.0 / 1_000_000) } else { Asked::Fraction };
            rows.push((row.id("order_item_id")?.unwrap_or_default(), asked));
        }
        Ok(rows)
    }

    /// The document's comment; `notified`: its customer is mailed and reads it.
    ///
    /// # Errors
    /// For names it does not have.
    pub fn comment(&self) -> Result<Option<NewComment>, MagentoError> {
        let Some(comment) = self.get("comment") else { return Ok(None) };
        let comment = Self::inner(comment, &["comment", "is_visible_on_front"])?;
        let Some(text) = comment.text("comment") else { return Ok(None) };
        let notified = self.flag("append_comment") && self.flag("notify");
        Ok(Some(NewComment { text, visible: comment.flag("is_visible_on_front"), notified }))
    }

    /// The parcels' numbers in `tracks`.
    ///
    /// # Errors
    /// For names they do not have.
    pub fn tracks(&self) -> Result<Vec<NewTrack>, MagentoError> {
        let tracks = self.get("tracks").and_then(Value::as_array).into_iter().flatten();
        tracks
            .map(|track| {
                let track = Self::inner(track, &["track_number", "title", "carrier_code"])?;
                Ok(NewTrack {
                    carrier: track.text("carrier_code").unwrap_or_default(),
                    title: track.text("title"),
                    number: track.text("track_number").unwrap_or_default(),
                    ..NewTrack::default()
                })
            })
            .collect()
    }
}

fn wrong_type(value: &Value, wanted: &str) -> MagentoError {
    let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let message = "The \"%value\" value's type is invalid. The \"%type\" type was expected. Verify and try again.";
    let parameters = serde_json::json!({"value": shown, "type": wanted});
    MagentoError { status: 400, message: message.to_owned(), parameters }
}

/// `orderItemId` as `order_item_id`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for sign in name.chars() {
        if sign.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(sign.to_ascii_lowercase());
    }
    out
}

/// `order_item` as `OrderItem`, as refusals name fields.
fn camel(name: &str) -> String {
    name.split('_')
        .map(|part| {
            let mut signs = part.chars();
            signs.next().map(|first| first.to_ascii_uppercase().to_string() + signs.as_str()).unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_names_are_refused_inside_and_passed_over_on_top() {
        let body = Object::top(&json!({"itemz": [], "items": [{"orderItem": 5, "qty": 1}]}));
        let refusal = body.rows().unwrap_err();
        assert_eq!(refusal.parameters, json!({"fieldName": "OrderItem"}));
        let body =
            Object::top(&json!({"items": [{"orderItemId": "5", "qty": "1.0"}, {"order_item_id": 6, "qty": 0.5}]}));
        assert_eq!(body.rows().unwrap(), [(5, Asked::Pieces(1)), (6, Asked::Fraction)]);
        assert!(Object::top(&json!({"items": [{"order_item_id": "x"}]})).rows().is_err());
    }
}
