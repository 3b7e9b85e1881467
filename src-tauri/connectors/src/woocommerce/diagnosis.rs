//! What an answer that is no answer means, and thereby what the merchant can do about it.
//!
//! WooCommerce's own error codes go before anything else. Its message is looked at only where one code stands for
//! several causes, as a hint that may be in any language; without it the likeliest cause is named. Of what the server
//! says to a reader nothing becomes part of a fault, save its error code.

use domain::{Code, Fault, Retry};
use http::{StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::Answer;

/// What was asked, for telling causes apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// What was being done.
    pub operation: &'a str,
    /// Whether it was a request that writes.
    pub writes: bool,
}

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

/// Marks of captcha and firewall pages, in lower case.
const CHALLENGES: &[&str] = &[
    "captcha",
    "cf-chl",
    "challenge-platform",
    "just a moment",
    "attention required",
    "checking your browser",
    "request blocked",
    "access denied",
    "wordfence",
    "sucuri",
    "imunify360",
    "mod_security",
    "not acceptable",
];

/// The server's clock, by the answer's `Date`.
pub(super) fn server_time(answer: &Answer) -> Option<Timestamp> {
    let date = answer.headers().get(header::DATE)?.to_str().ok()?;
    jiff::fmt::rfc2822::parse(date).ok().map(|zoned| zoned.timestamp())
}

/// The JSON of an answer, without what some shops put before it (a byte order mark, blanks).
pub(super) fn json(answer: &Answer) -> &[u8] {
    let body = answer.body().as_ref();
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii()
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
        return not_json(answer, asked.operation);
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

fn by_status(status: StatusCode) -> Code {
    match status.as_u16() {
        403 => Code::NotAllowed,
        404 | 410 => Code::NotFound,
        408 | 504 | 524 => Code::TimedOut,
        429 => Code::SlowDown,
        503 => Code::Maintenance,
        500..=599 => Code::ServerError,
        400..=499 => Code::Refused,
        _ => Code::BadAnswer,
    }
}

/// Where a redirect leads is told, because the merchant may want to type that address instead.
fn redirected(answer: &Answer, operation: &str) -> Fault {
    let host = answer
        .headers()
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| url::Url::parse(location).ok())
        .and_then(|url| Some(format!("{}://{}", url.scheme(), url.host_str()?)));
    Fault::new(Code::RedirectElsewhere, operation, host.unwrap_or_else(|| "to another address".to_owned()))
}

/// An answer without JSON: from a firewall, a maintenance page, a broken server, or cut short.
fn not_json(answer: &Answer, operation: &str) -> Fault {
    let status = answer.status();
    let number = status.as_u16();
    let (code, detail) = if is_challenge(answer) {
        (Code::Firewall, format!("{number}: a page that checks for robots"))
    } else {
        match number {
            401 => (Code::Firewall, "401: the site asks for a password of its own".to_owned()),
            403 | 405 | 406 | 501 => (Code::Firewall, format!("{number} without a word from WooCommerce")),
            503 => (Code::Maintenance, "503".to_owned()),
            200..=299 => (Code::BadAnswer, bad_body(answer).to_owned()),
            404 => (Code::BadAnswer, "404: no interface at this address".to_owned()),
            _ => (by_status(status), number.to_string()),
        }
    };
    let fault = Fault::new(code, operation, detail);
    wait(answer).map_or(fault.clone(), |retry| fault.with_retry(retry))
}

fn bad_body(answer: &Answer) -> &'static str {
    match json(answer).first() {
        None => "the answer is empty",
        Some(b'<') => "the answer is HTML, or PHP complains before the data",
        Some(_) => "the answer is no JSON",
    }
}

/// Whether an answer is a captcha's or a firewall's page.
pub(super) fn is_challenge(answer: &Answer) -> bool {
    if answer.headers().contains_key("cf-mitigated") || answer.headers().contains_key("sg-captcha") {
        return true;
    }
    let html = json(answer);
    if !html.starts_with(b"<") {
        return false;
    }
    let start = html.get(..html.len().min(32_768)).unwrap_or_default();
    let page = String::from_utf8_lossy(start).to_lowercase();
    // A shop's own page may name a captcha in its sign-up form; what checks for robots is small or refuses.
    let small = html.len() < 16_384 || !answer.status().is_success();
    small && CHALLENGES.iter().any(|mark| page.contains(mark))
}

/// How long the server asks to wait: `Retry-After` in seconds or as a date. At most a day is believed.
fn wait(answer: &Answer) -> Option<Retry> {
    let value = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds = value.trim().parse::<i64>().ok().or_else(|| {
        let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
        Some(until.as_second() - server_time(answer)?.as_second())
    })?;
    let seconds = u32::try_from(seconds.clamp(0, 86_400)).ok()?;
    Some(Retry::After(seconds))
}
