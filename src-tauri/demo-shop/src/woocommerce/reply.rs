//! Answers as WordPress gives them: its headers, its error bodies.

use http::{Method, StatusCode};
use serde_json::{Map, Value, json};

pub use crate::reply::Reply;

/// The content type of the interface's answers.
pub const JSON: &str = "application/json; charset=UTF-8";

impl Reply {
    /// JSON with this status.
    pub fn json(status: StatusCode, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type", JSON.to_owned())], body: body.into(), work_ms: 0 }
    }

    /// A JSON value, 200.
    pub fn value(value: &Value) -> Self {
        Self::json(StatusCode::OK, value.to_string())
    }

    /// Says which methods the route takes, as every answer of a found route does.
    pub fn allow(self, methods: &str) -> Self {
        self.with("allow", methods)
    }
}

/// A refusal in WordPress's own form.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{status} {code}: {message}")]
pub struct RestError {
    /// HTTP status.
    pub status: u16,
    /// Its code, stable.
    pub code: &'static str,
    /// For people.
    pub message: String,
    /// `data`; mostly `{"status": n}`.
    pub data: Value,
}

impl RestError {
    /// A refusal whose data is its status.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), data: json!({"status": status}) }
    }

    /// No such order: 404 when read, 400 when written.
    pub fn no_order(status: u16) -> Self {
        Self::new(status, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
    }

    /// A parameter that must be there is not.
    pub fn missing(name: &str) -> Self {
        Self {
            status: 400,
            code: "rest_missing_callback_param",
            message: format!("Missing parameter(s): {name}"),
            data: json!({"status": 400, "params": [name]}),
        }
    }

    /// No such address, or not with this method.
    pub fn no_route() -> Self {
        Self::new(404, "rest_no_route", "No route was found matching the URL and request method.")
    }

    /// The body as JSON.
    pub fn to_json(&self) -> Value {
        json!({"code": self.code, "message": self.message, "data": self.data})
    }

    /// The answer.
    pub fn reply(&self) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Reply::json(status, self.to_json().to_string()).costing(90)
    }
}

/// Parameters found wrong, reported together.
#[derive(Debug, Default)]
pub struct Invalid {
    names: Vec<String>,
    params: Map<String, Value>,
    details: Map<String, Value>,
}

impl Invalid {
    /// Notes one wrong parameter.
    pub fn add(&mut self, name: &str, code: &str, message: &str) {
        self.add_with(name, code, message, Value::Null);
    }

    /// Notes one wrong parameter with details of its own.
    pub fn add_with(&mut self, name: &str, code: &str, message: &str, data: Value) {
        self.names.push(name.to_owned());
        self.params.insert(name.to_owned(), json!(message));
        self.details.insert(name.to_owned(), json!({"code": code, "message": message, "data": data}));
    }

    /// Notes a value that is none of those allowed.
    pub fn not_one_of(&mut self, name: &str, shown: &str, allowed: &[&str]) {
        let message = format!("{shown} is not one of {}.", listed(allowed));
        self.add(name, "rest_not_in_enum", &message);
    }

    /// The refusal, where something was wrong.
    pub fn check(self) -> Result<(), RestError> {
        if self.names.is_empty() {
            return Ok(());
        }
        Err(RestError {
            status: 400,
            code: "rest_invalid_param",
            message: format!("Invalid parameter(s): {}", self.names.join(", ")),
            data: json!({"status": 400, "params": self.params, "details": self.details}),
        })
    }
}

/// `a, b, and c`, as WordPress lists.
fn listed(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

/// The methods an item of most collections takes.
pub const ITEM_METHODS: &str = "GET, POST, PUT, PATCH, DELETE";

/// True for the methods that change something.
pub fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_wordpress_does() {
        assert_eq!(listed(&["asc", "desc"]), "asc and desc");
        assert_eq!(listed(&["a", "b", "c"]), "a, b, and c");
    }
}
