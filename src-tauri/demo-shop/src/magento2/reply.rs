//! Answers as Magento's interface gives them: bare JSON, and refusals whose texts have holes that the client fills in itself.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::reply::Reply;

/// The content type of the interface's answers.
const JSON: &str = "application/json; charset=utf-8";

/// A JSON value, 200.
pub fn value(value: &Value) -> Reply {
    json_reply(StatusCode::OK, value)
}

fn json_reply(status: StatusCode, value: &Value) -> Reply {
    let headers = vec![("content-type", JSON.to_owned())];
    Reply { status, headers, body: value.to_string().into_bytes(), work_ms: 0 }
}

/// A refusal of the interface. `message` may have holes, `%1` or `%fieldName`, for `parameters` to fill.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{status}: {message}")]
pub struct MagentoError {
    /// HTTP status.
    pub status: u16,
    /// Text with holes.
    pub message: String,
    /// A list for `%1`, an object for `%name`; `Null` where there are no holes.
    pub parameters: Value,
}

impl MagentoError {
    /// A text without holes.
    pub fn plain(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), parameters: Value::Null }
    }

    /// A text with `%1`, `%2`, …
    pub fn positional(status: u16, message: &str, parameters: &[&str]) -> Self {
        Self { status, message: message.to_owned(), parameters: json!(parameters) }
    }

    /// A text with one named hole.
    pub fn named(status: u16, message: &str, name: &str, value: &str) -> Self {
        let mut parameters = Map::new();
        parameters.insert(name.to_owned(), Value::String(value.to_owned()));
        Self { status, message: message.to_owned(), parameters: Value::Object(parameters) }
    }

    /// No such order, invoice, shipment, …
    pub fn no_entity() -> Self {
        Self::plain(404, "The entity that was requested doesn't exist. Verify the entity and try again.")
    }

    /// No such address, or not with this method.
    pub fn no_route() -> Self {
        Self::plain(404, "Request does not match any route.")
    }

    /// The sender may not do this: bad token, switched-off bearer and missing right all look the same.
    pub fn not_authorized(resource: &str) -> Self {
        let message = "The consumer isn't authorized to access %resources.";
        Self::named(401, message, "resources", resource)
    }

    /// Something broke inside, such as an unknown column in a filter. `report`: 13 hexadecimal digits.
    pub fn internal(report: &str) -> Self {
        Self::plain(
            500,
            format!("Internal Error. Details are available in Magento log file. Report ID: webapi-{report}"),
        )
    }

    /// A field that must be there is not.
    pub fn required(name: &str) -> Self {
        Self::named(400, "\"%fieldName\" is required. Enter and try again.", "fieldName", name)
    }

    /// A field inside a known object that the object does not have; `name` in upper camel case.
    pub fn not_supported(name: &str) -> Self {
        let message = "\"%fieldName\" is not supported. Correct the field name and try again.";
        Self::named(400, message, "fieldName", name)
    }

    /// The body as JSON.
    pub fn to_json(&self) -> Value {
        match &self.parameters {
            Value::Null => json!({"message": self.message}),
            parameters => json!({"message": self.message, "parameters": parameters}),
        }
    }

    /// The answer.
    pub fn reply(&self) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        json_reply(status, &self.to_json()).costing(90)
    }
}
