//! What an answer says of the write it answers: that it took place, that it certainly did not, or nothing.
//!
//! A refusal in Magento's own form with a 4xx comes before anything was changed, or after it was taken back. Everything else may
//! have come after: a proxy that gave up waiting, a firewall that disliked the answer, a plugin that broke once all was saved.

use http::header;

use super::super::{
    client::{Call, Client},
    diagnosis::{is_json, server_error},
};
use crate::{Answer, Fate, WriteFault};

/// Passes an answer that says the write took place.
pub(super) fn accepted(client: &Client, answer: Answer, call: &Call) -> Result<Answer, WriteFault> {
    if is_json(&answer) {
        return Ok(answer);
    }
    let certain = if server_error(&answer).is_some() { refuses(&answer) } else { never_arrived(&answer) };
    let fate = if certain { Fate::Nothing } else { Fate::Unknown };
    Err(WriteFault { fault: client.fault(&answer, call), fate })
}

/// Magento's own refusal. A proxy's "I waited too long" (408) stands for nothing.
fn refuses(answer: &Answer) -> bool {
    matches!(answer.status().as_u16(), 301 | 307 | 308 | 400..=407 | 409..=499 | 501)
}

/// A page of the web server's own, from before any program was asked. A 302 may follow on something done.
fn never_arrived(answer: &Answer) -> bool {
    match answer.status().as_u16() {
        301 | 307 | 308 => true,
        401 => answer.headers().contains_key(header::WWW_AUTHENTICATE),
        405 | 411 | 413 | 414 | 415 | 417 | 421 | 429 | 431 | 501 => true,
        _ => false,
    }
}
