//! What an answer that is no answer means, and thereby what the merchant can do about it.
//!
//! WooCommerce's own error codes go before anything else. Its message is looked at only where one code stands for
//! several causes, as a hint that may be in any language; without it the likeliest cause is named. Of what the server
//! says to a reader nothing becomes part of a fault, save its error code.

use domain::{Code, Fault};
use http::StatusCode;
use serde::{Deserialize, Deserializer, de::Error as _};

pub(super) use crate::answers::{Asked, is_challenge, json, server_time};
use crate::{
    Answer,
    answers::{by_status, not_json, redirected, wait},
};

/// An error as WordPress words it.
#[derive(Deserialize)]
pub(super) struct ServerError {
    /// Its code, the same in every language. Newer parts of WooCommerce give a bare number.
    #[serde(deserialize_with = "code")]
    pub code: String,
    /// For people: HTML, in the shop's language.
    #[serde(default)]
    pub message: String,
    /// More; of any shape.
    #[serde(default)]
    pub data: serde_json::Value,
}

fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(code) => Ok(code),
        serde_json::Value::Number(code) => Ok(code.to_string()),
        _ => Err(D::Error::custom("no code")),
    }
}

/// WooCommerce's error code, where the answer has one.
pub(super) fn server_code(answer: &Answer) -> Option<String> {
    server_error(answer).map(|error| error.code)
}

/// The error of an answer, where it is one in WordPress's form.
pub(super) fn server_error(answer: &Answer) -> Option<ServerError> {
    let error: ServerError = serde_json::from_slice(json(answer)).ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (error.code.len() <= 80 && error.code.chars().all(plain)).then_some(error)
}

/// Passes an answer that is one: 2xx, with JSON in it.
pub(super) fn check(answer: Answer, asked: Asked<'_>) -> Result<Answer, Fault> {
    let status = answer.status();
    if status.is_success() && json(&answer).starts_with(b"[") || status.is_success() && json(&answer).starts_with(b"{")
    {
        return Ok(answer);
    }
    Err(fault(&answer, asked))
}

/// What a refusal means.
pub(super) fn fault(answer: &Answer, asked: Asked<'_>) -> Fault {
    let status = answer.status();
    let error = server_error(answer);
    let detail = error
        .as_ref()
        .map_or_else(|| status.as_u16().to_string(), |error| format!("{} {}", status.as_u16(), error.code));
    let code = if status.is_redirection() {
        return redirected(answer, asked.operation);
    } else if let (StatusCode::UNAUTHORIZED, Some(error)) = (status, &error) {
        unauthorized(error, asked)
    } else if error.is_some() {
        by_status(status)
    } else {
        return not_json(answer, asked.operation, "WooCommerce");
    };
    let fault = Fault::new(code, asked.operation, detail);
    wait(answer).map_or(fault.clone(), |retry| fault.with_retry(retry))
}

fn unauthorized(error: &ServerError, asked: Asked<'_>) -> Code {
    if error.code.starts_with("woocommerce_rest_cannot_") {
        // Nobody is signed in: the key is not known. (Who is, but may not, gets a 403.)
        return Code::WrongKey;
    }
    if error.code != "woocommerce_rest_authentication_error" {
        return Code::NotAllowed;
    }
    if let Some(code) = told_by_message(error) {
        return code;
    }
    // A shop in another language. A key that could read and cannot write is read-only; else the secret is likeliest.
    if asked.writes { Code::ReadOnlyKey } else { Code::WrongSecret }
}

fn told_by_message(error: &ServerError) -> Option<Code> {
    let message = error.message.to_ascii_lowercase();
    [
        ("write permission", Code::ReadOnlyKey),
        ("read permission", Code::NotAllowed),
        ("timestamp", Code::Clock),
        ("nonce", Code::SlowDown),
        ("consumer key is invalid", Code::WrongKey),
        ("secret", Code::WrongSecret),
        ("signature", Code::WrongSecret),
    ]
    .into_iter()
    .find(|(hint, _)| message.contains(hint))
    .map(|(_, code)| code)
}

/// Whether a refusal says that the key itself is known and something else is wrong.
pub(super) fn knows_the_key(answer: &Answer) -> bool {
    server_error(answer).as_ref().and_then(told_by_message).is_some_and(|code| code != Code::WrongKey)
}
