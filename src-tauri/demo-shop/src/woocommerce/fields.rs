//! `_fields`: which parts of an answer are wanted.

use serde_json::{Map, Value};

use super::query::Query;

/// The parts of an answer that are wanted.
#[derive(Clone, Debug, Default)]
pub struct Fields(Option<Vec<String>>);

/// How much of a field is wanted.
#[derive(Debug, PartialEq, Eq)]
pub enum Want {
    /// Nothing.
    No,
    /// All of it.
    Whole,
    /// What these paths inside it name.
    Parts,
}

impl Fields {
    /// Reads `_fields`; without it everything is wanted.
    pub fn read(query: &Query) -> Self {
        Self(query.list("_fields").filter(|list| !list.is_empty()))
    }

    /// Only fields out of `known` are wanted.
    pub fn within(&self, known: &[&str]) -> bool {
        self.0.as_ref().is_some_and(|list| list.iter().all(|name| known.contains(&name.as_str())))
    }

    /// At most `count` fields are wanted.
    pub fn at_most(&self, count: usize) -> bool {
        self.0.as_ref().is_some_and(|list| list.len() <= count)
    }

    /// How much of a top-level field is wanted.
    pub fn want(&self, name: &str) -> Want {
        let Some(list) = &self.0 else { return Want::Whole };
        if list.iter().any(|wanted| wanted == name) {
            return Want::Whole;
        }
        let inside = |wanted: &String| wanted.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        if list.iter().any(inside) { Want::Parts } else { Want::No }
    }

    /// Keeps what is wanted of an object; `links`: `_links` stay in any case, as on single items.
    pub fn keep(&self, value: Value, links: bool) -> Value {
        let (Some(list), Value::Object(from)) = (&self.0, &value) else { return value };
        let mut kept = Map::new();
        for path in list {
            copy(from, &mut kept, path);
        }
        if links && let Some(links) = from.get("_links") {
            kept.insert("_links".to_owned(), links.clone());
        }
        Value::Object(kept)
    }
}

/// Copies what a dotted path names. Paths do not lead into lists: `line_items.id` gives nothing.
fn copy(from: &Map<String, Value>, to: &mut Map<String, Value>, path: &str) {
    let Some((name, rest)) = path.split_once('.') else {
        if let Some(value) = from.get(path) {
            to.insert(path.to_owned(), value.clone());
        }
        return;
    };
    let Some(Value::Object(inner)) = from.get(name) else { return };
    let mut kept = match to.remove(name) {
        Some(Value::Object(known)) => known,
        _ => Map::new(),
    };
    copy(inner, &mut kept, rest);
    if !kept.is_empty() {
        to.insert(name.to_owned(), Value::Object(kept));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keeps_paths_but_not_into_lists() {
        let fields = Fields::read(&Query::parse("_fields=id,billing.email,line_items.id"));
        let order =
            json!({"id": 1, "billing": {"email": "a", "city": "b"}, "line_items": [{"id": 2}], "_links": {"self": []}});
        assert_eq!(fields.keep(order.clone(), false), json!({"id": 1, "billing": {"email": "a"}}));
        assert_eq!(
            fields.keep(order.clone(), true),
            json!({"id": 1, "billing": {"email": "a"}, "_links": {"self": []}})
        );
        assert_eq!(fields.want("billing"), Want::Parts);
        assert_eq!(fields.want("number"), Want::No);
        assert_eq!(Fields::default().keep(order.clone(), false), order);
    }
}
