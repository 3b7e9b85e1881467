//! What a refusal of Magento's means, and thereby what the merchant can do about it.
//!
//! Magento has no error codes: a status, a message that may be in any language, and its parameters. What the parameters
//! name goes first (a missing right is always named), then the status, then words of the message. Parameters are put
//! into the message where they are names of fields, rights or numbers; anything else may be a customer's.

use domain::{Code, Fault};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Answer,
    answers::{Asked, by_status, json, not_json, redirected, wait},
};

/// Characters of a message that are passed on.
const MESSAGE_LIMIT: usize = 240;

/// An error as Magento words it.
#[derive(Deserialize)]
pub(super) struct ServerError {
    /// With `%1` or `%name` where a parameter goes.
    pub message: String,
    /// By name (an object) or by place (a list).
    #[serde(default)]
    pub parameters: Value,
}

impl ServerError {
    /// The rights that the integration lacks.
    pub fn resources(&self) -> Option<String> {
        let named = self.parameters.get("resources")?;
        let text = match named {
            Value::String(text) => text.clone(),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            _ => return None,
        };
        is_plain(&text).then_some(text)
    }

    /// A parameter that is a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        match self.parameters.get(name)? {
            Value::Number(number) => number.as_u64()?.try_into().ok(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The message in one line, with its parameters where they are harmless.
    pub fn told(&self) -> String {
        let mut told = self.message.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = |value: &Value| match value {
            Value::String(text) if is_plain(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => "…".to_owned(),
        };
        match &self.parameters {
            Value::Object(named) => {
                // The longest name first: `%field` is the beginning of `%fieldName`.
                let mut names: Vec<_> = named.iter().collect();
                names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
                for (name, value) in names {
                    told = told.replace(&format!("%{name}"), &shown(value));
                }
            }
            Value::Array(placed) => {
                for (place, value) in placed.iter().enumerate().rev() {
                    told = told.replace(&format!("%{}", place + 1), &shown(value));
                }
            }
            _ => {}
        }
        match told.char_indices().nth(MESSAGE_LIMIT) {
            Some((cut, _)) => format!("{}…", told.get(..cut).unwrap_or_default()),
            None => told,
        }
    }
}

/// Whether a parameter names a field, a right, a path or a number, and no person or thing.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_:.,/- ".contains(c);
    let words = text.split(' ').filter(|word| !word.is_empty());
    text.len() <= 160
        && text.chars().all(plain)
        && words.into_iter().all(|word| word.contains(['_', ':']) || !word.contains(|c: char| c.is_ascii_uppercase()))
        || text.chars().all(|c| c.is_ascii_alphanumeric()) && text.len() <= 40 && !text.contains(' ')
}

/// Whether an answer is one: 2xx, with any JSON in it. (Magento answers a write with a bare `true` or `"12"`.)
pub(super) fn is_json(answer: &Answer) -> bool {
    let begins = json(answer).first().is_some_and(|b| b"[{\"tfn-0123456789".contains(b));
    answer.status().is_success() && begins
}

/// The error of an answer, where it is one in Magento's form.
pub(super) fn server_error(answer: &Answer) -> Option<ServerError> {
    if answer.status().is_success() {
        return None;
    }
    serde_json::from_slice(json(answer)).ok()
}

/// What a refusal means.
pub(super) fn fault(answer: &Answer, asked: Asked<'_>) -> Fault {
    let status = answer.status();
    if status.is_redirection() {
        return redirected(answer, asked.operation);
    }
    let Some(error) = server_error(answer) else {
        return not_json(answer, asked.operation, "Magento");
    };
    let code = code(status, &error);
    let fault = Fault::new(code, asked.operation, format!("{} {}", status.as_u16(), error.told()));
    wait(answer).map_or(fault.clone(), |retry| fault.with_retry(retry))
}

fn code(status: StatusCode, error: &ServerError) -> Code {
    if status == StatusCode::UNAUTHORIZED {
        if error.resources().is_some() {
            return Code::NotAllowed;
        }
        return of_signature(&error.message).unwrap_or(Code::WrongKey);
    }
    if status == StatusCode::BAD_REQUEST && is_of_token_length(&error.message) {
        return Code::WrongKey;
    }
    by_status(status)
}

/// What is wrong with a signature, by the words of Magento's own messages.
fn of_signature(message: &str) -> Option<Code> {
    let message = message.to_ascii_lowercase();
    [
        ("nonce", Code::SlowDown),
        ("timestamp", Code::Clock),
        ("signature", Code::WrongSecret),
        ("consumer", Code::WrongKey),
        ("token", Code::WrongKey),
    ]
    .into_iter()
    .find(|(hint, _)| message.contains(hint))
    .map(|(_, code)| code)
}

/// A token of another length than Magento's 32 is refused with 400, all other faults of the keys with 401.
fn is_of_token_length(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("token") && message.contains("length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: &str, parameters: &str) -> String {
        let parameters = serde_json::from_str(parameters).unwrap();
        ServerError { message: message.to_owned(), parameters }.told()
    }

    #[test]
    fn parameters_go_where_they_belong() {
        for (message, parameters, expected) in [
            ("\"%fieldName\" is required.", r#"{"fieldName":"searchCriteria"}"#, "\"searchCriteria\" is required."),
            ("%field %fieldName", r#"{"field":"a","fieldName":"b"}"#, "a b"),
            (
                "not to access %resources.",
                r#"{"resources":"Magento_Sales::ship"}"#,
                "not to access Magento_Sales::ship.",
            ),
            ("ID %1 of %2", r#"[12, "orders"]"#, "ID 12 of orders"),
            ("%1 %10", r#"["a","b","c","d","e","f","g","h","i","j"]"#, "a j"),
            ("The order\n   does not\n allow it.", "null", "The order does not allow it."),
            ("100 % of it", "null", "100 % of it"),
        ] {
            assert_eq!(told(message, parameters), expected);
        }
    }

    #[test]
    fn what_may_be_somebody_s_is_not_passed_on() {
        for parameters in [r#"["Jan Jansen"]"#, r#"["jan@example.test"]"#, r#"["Łódź"]"#, r#"[["a"]]"#] {
            assert_eq!(told("Mail to %1 failed.", parameters), "Mail to … failed.", "{parameters}");
        }
        assert_eq!(told(&"x".repeat(500), "null").chars().count(), MESSAGE_LIMIT + 1);
    }
}
