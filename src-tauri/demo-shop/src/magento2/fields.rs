//! `fields=`: which parts of an answer are wanted, as in `total_count,items[entity_id,items[sku]]`.

use serde_json::{Map, Value};

/// Parts wanted, each with its own parts; none: whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(Vec<(String, Self)>);

impl Wanted {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Self {
        Self(list(&mut text.chars().peekable()))
    }

    /// A part with this name is wanted.
    pub fn has(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|(known, _)| known == name)
    }

    /// What is wanted of a part.
    pub fn of_part(&self, name: &str) -> Self {
        self.0.iter().find(|(known, _)| known == name).map(|(_, parts)| parts.clone()).unwrap_or_default()
    }

    /// Leaves of a value what is wanted. A list of which parts are wanted and which is empty becomes null, as observed.
    pub fn of(&self, value: Value) -> Value {
        if self.0.is_empty() {
            return value;
        }
        match value {
            Value::Array(items) if items.is_empty() => Value::Null,
            Value::Array(items) => items.into_iter().map(|item| self.of(item)).collect(),
            Value::Object(mut fields) => {
                let mut kept = Map::new();
                for (name, parts) in &self.0 {
                    if let Some(value) = fields.remove(name) {
                        kept.insert(name.clone(), parts.of(value));
                    }
                }
                Value::Object(kept)
            }
            other => other,
        }
    }
}

fn list(signs: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Vec<(String, Wanted)> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut parts = Wanted::default();
    while let Some(sign) = signs.next() {
        match sign {
            '[' => parts = Wanted(list(signs)),
            ',' | ']' => {
                if !name.trim().is_empty() {
                    names.push((name.trim().to_owned(), std::mem::take(&mut parts)));
                }
                name.clear();
                if sign == ']' {
                    return names;
                }
            }
            other => name.push(other),
        }
    }
    if !name.trim().is_empty() {
        names.push((name.trim().to_owned(), parts));
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_nobody_wants_need_not_be_made() {
        let wanted = Wanted::parse("items[entity_id],total_count");
        assert!(wanted.of_part("items").has("entity_id") && !wanted.of_part("items").has("payment"));
        assert!(Wanted::parse("items").of_part("items").has("payment") && Wanted::default().has("payment"));
    }

    #[test]
    fn parts_of_parts() {
        let whole = json!({"total_count": 1, "items": [{"entity_id": 1, "x": 2, "items": [{"sku": "a", "qty": 1}]}]});
        let of = |text: &str, value: &Value| Wanted::parse(text).of(value.clone());
        let found = of("total_count,items[entity_id,items[sku]]", &whole);
        assert_eq!(found, json!({"total_count": 1, "items": [{"entity_id": 1, "items": [{"sku": "a"}]}]}));
        assert_eq!(of("items", &whole)["items"], whole["items"]);
        assert_eq!(of("", &whole), whole);
        assert_eq!(
            of("items[a],total_count", &json!({"items": [], "total_count": 0})),
            json!({"items": null, "total_count": 0})
        );
        assert_eq!(of("items", &json!({"items": [], "total_count": 0})), json!({"items": []}));
    }
}
