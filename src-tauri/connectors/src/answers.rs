//! What any shop's answers have in common: its clock, its JSON, and what it means when there is none, because a firewall, a
//! maintenance page or a broken server answered in its place.

use domain::{Code, Fault, Retry};
use http::{StatusCode, header};
use jiff::Timestamp;

use crate::Answer;

/// What was asked, for telling causes apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// What was being done.
    pub operation: &'a str,
    /// Whether it was a request that writes.
    pub writes: bool,
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
pub(crate) fn server_time(answer: &Answer) -> Option<Timestamp> {
    let date = answer.headers().get(header::DATE)?.to_str().ok()?;
    jiff::fmt::rfc2822::parse(date).ok().map(|zoned| zoned.timestamp())
}

/// The JSON of an answer, without what some shops put before it (a byte order mark, blanks).
pub(crate) fn json(answer: &Answer) -> &[u8] {
    let body = answer.body().as_ref();
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii()
}

/// What a status says by itself.
pub(crate) fn by_status(status: StatusCode) -> Code {
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
pub(crate) fn redirected(answer: &Answer, operation: &str) -> Fault {
    let host = answer
        .headers()
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| url::Url::parse(location).ok())
        .and_then(|url| Some(format!("{}://{}", url.scheme(), url.host_str()?)));
    Fault::new(Code::RedirectElsewhere, operation, host.unwrap_or_else(|| "to another address".to_owned()))
}

/// An answer without JSON: from a firewall, a maintenance page, a broken server, or cut short. `system` is what should
/// have answered.
pub(crate) fn not_json(answer: &Answer, operation: &str, system: &str) -> Fault {
    let status = answer.status();
    let number = status.as_u16();
    let (code, detail) = if is_challenge(answer) {
        (Code::Firewall, format!("{number}: a page that checks for robots"))
    } else {
        match number {
            401 => (Code::Firewall, "401: the site asks for a password of its own".to_owned()),
            403 | 405 | 406 | 501 => (Code::Firewall, format!("{number} without a word from {system}")),
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
pub(crate) fn is_challenge(answer: &Answer) -> bool {
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
pub(crate) fn wait(answer: &Answer) -> Option<Retry> {
    let value = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds = value.trim().parse::<i64>().ok().or_else(|| {
        let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
        Some(until.as_second() - server_time(answer)?.as_second())
    })?;
    let seconds = u32::try_from(seconds.clamp(0, 86_400)).ok()?;
    Some(Retry::After(seconds))
}
