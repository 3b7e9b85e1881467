//! Who is asking. Over TLS the shop takes Basic; over plain http it ignores Basic and takes OAuth 1.0a signatures alone, exactly as
//! observed, down to the words of the refusals.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::Sha256;

use crate::dice::{Dice, HEX, Purpose};

use super::{
    query::Request,
    reply::{RestError, writes},
};

/// A signature's clock may be off by this many seconds.
const WINDOW_S: i64 = 15 * 60;

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Read.
    Read,
    /// Write only.
    Write,
    /// Read and write.
    ReadWrite,
}

/// A consumer key of the shop. Its debug form keeps the secret to itself.
#[derive(Clone)]
pub struct ApiKey {
    /// `ck_…`
    pub key: String,
    /// `cs_…`
    pub secret: String,
    /// What it may do.
    pub rights: Rights,
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("ApiKey").field("key", &self.key).field("rights", &self.rights).finish_non_exhaustive()
    }
}

/// The shop's keys, grown from its seed: one for everything, one that may only read, one that may only write.
pub fn keys(seed: u64) -> [ApiKey; 3] {
    [Rights::ReadWrite, Rights::Read, Rights::Write].map(|rights| {
        let mut dice = Dice::new(seed, Purpose::Secret, rights as u64);
        ApiKey { key: format!("ck_{}", dice.word(HEX, 40)), secret: format!("cs_{}", dice.word(HEX, 40)), rights }
    })
}

/// The nonces used: as in the real shop only the last of each second.
#[derive(Debug, Default)]
pub struct Nonces(HashMap<i64, String>);

fn refusal(message: &str) -> RestError {
    RestError::new(401, "woocommerce_rest_authentication_error", message)
}

/// Finds out what the sender may do. `None`: nobody the shop knows; the route then refuses by itself.
pub fn authenticate(
    request: &Request,
    keys: &[ApiKey],
    nonces: &mut Nonces,
    now: i64,
) -> Result<Option<Rights>, RestError> {
    // The shop looks at the raw address: with plain permalinks keys do not work at all.
    if !["wp-json/wc/", "wp-json/wc-"].iter().any(|mark| request.raw.contains(mark)) {
        return Ok(None);
    }
    let basic = if request.secure { basic(request, keys)? } else { None };
    let rights = match basic {
        Some(rights) => Some(rights),
        None => oauth(request, keys, nonces, now)?,
    };
    match rights {
        Some(Rights::Read) if writes(&request.method) => {
            Err(refusal("The API key provided does not have write permissions."))
        }
        Some(Rights::Write) if !writes(&request.method) => {
            Err(refusal("The API key provided does not have read permissions."))
        }
        other => Ok(other),
    }
}

fn basic(request: &Request, keys: &[ApiKey]) -> Result<Option<Rights>, RestError> {
    let from_query = request.query.get("consumer_key").zip(request.query.get("consumer_secret"));
    let from_query = from_query.map(|(key, secret)| (key.to_owned(), secret.to_owned()));
    let Some((key, secret)) = from_query.or_else(|| basic_header(request)) else { return Ok(None) };
    let Some(known) = keys.iter().find(|known| known.key == key) else { return Ok(None) };
    if known.secret == secret { Ok(Some(known.rights)) } else { Err(refusal("Consumer secret is invalid.")) }
}

fn basic_header(request: &Request) -> Option<(String, String)> {
    let encoded = request.authorization.as_deref()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    text.split_once(':').map(|(key, secret)| (key.to_owned(), secret.to_owned()))
}

/// The parameters a signed request must have.
const NEEDED: [&str; 5] =
    ["oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method"];

fn oauth(request: &Request, keys: &[ApiKey], nonces: &mut Nonces, now: i64) -> Result<Option<Rights>, RestError> {
    let mut params = request.query.0.clone();
    params.extend(header_params(request));
    let get = |name: &str| params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| get(name).is_none_or(str::is_empty)).collect();
    if missing.len() == NEEDED.len() {
        return Ok(None);
    }
    if !missing.is_empty() {
        let noun = if missing.len() == 1 { "parameter" } else { "parameters" };
        let message = format!("Missing OAuth {noun} {}", missing.join(", "));
        return Err(RestError::new(401, "woocommerce_rest_authentication_missing_parameter", message));
    }
    let value = |name: &str| get(name).unwrap_or_default();
    let known = keys
        .iter()
        .find(|known| known.key == value("oauth_consumer_key"))
        .ok_or_else(|| refusal("Consumer key is invalid."))?;
    let expected = match value("oauth_signature_method") {
        "HMAC-SHA1" => sign::<Hmac<Sha1>>(&base_string(request, &params), &known.secret),
        "HMAC-SHA256" => sign::<Hmac<Sha256>>(&base_string(request, &params), &known.secret),
        _ => return Err(refusal("Invalid signature - signature method is invalid.")),
    };
    if expected.as_deref() != Some(value("oauth_signature")) {
        return Err(refusal("Invalid signature - provided signature does not match."));
    }
    nonces.check(value("oauth_timestamp"), value("oauth_nonce"), now)?;
    Ok(Some(known.rights))
}

impl Nonces {
    fn check(&mut self, timestamp: &str, nonce: &str, now: i64) -> Result<(), RestError> {
        let timestamp: i64 = timestamp.parse().map_err(|_| refusal("Invalid timestamp."))?;
        if (timestamp - now).abs() > WINDOW_S {
            return Err(refusal("Invalid timestamp."));
        }
        if self.0.values().any(|used| used == nonce) {
            return Err(refusal("Invalid nonce - nonce has already been used."));
        }
        self.0.insert(timestamp, nonce.to_owned());
        self.0.retain(|second, _| *second >= now - WINDOW_S);
        Ok(())
    }
}

/// `Authorization: OAuth a="b", …`
fn header_params(request: &Request) -> Vec<(String, String)> {
    let Some(list) = request.authorization.as_deref().and_then(|header| header.strip_prefix("OAuth ")) else {
        return Vec::new();
    };
    let decode = |text: &str| percent_decode(text.trim().trim_matches('"'));
    list.split(',').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

/// RFC 5849, 3.4.1: method, address and sorted parameters, each encoded.
fn base_string(request: &Request, params: &[(String, String)]) -> String {
    let path = request.raw.split('?').next().unwrap_or_default();
    let address = format!("{}{path}", request.origin);
    let mut pairs: Vec<(String, String)> = params
        .iter()
        .filter(|(name, _)| name != "oauth_signature" && name != "realm")
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let joined: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}&{}&{}", request.method, percent_encode(&address), percent_encode(&joined.join("&")))
}

fn sign<M: Mac + hmac::digest::KeyInit>(text: &str, secret: &str) -> Option<String> {
    let mut mac = <M as Mac>::new_from_slice(format!("{}&", percent_encode(secret)).as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(STANDARD.encode(mac.finalize().into_bytes()))
}

/// RFC 3986: everything but letters, digits and `-._~`.
fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn percent_decode(text: &str) -> String {
    // A plus stays a plus in a header: only the escapes are undone.
    let escaped = text.replace('+', "%2B");
    url::form_urlencoded::parse(format!("v={escaped}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonces_are_refused_twice_and_old_stamps_at_once() {
        let mut nonces = Nonces::default();
        assert!(nonces.check("1000000", "a", 1_000_000).is_ok());
        assert_eq!(
            nonces.check("1000001", "a", 1_000_001).unwrap_err().message,
            "Invalid nonce - nonce has already been used."
        );
        assert_eq!(nonces.check("999000", "b", 1_000_000).unwrap_err().message, "Invalid timestamp.");
        // Only the last of a second is remembered.
        assert!(nonces.check("1000000", "c", 1_000_000).is_ok());
        assert!(nonces.check("1000002", "a", 1_000_002).is_ok());
    }

    #[test]
    fn keys_come_from_the_seed() {
        let [all, read, write] = keys(1);
        assert_eq!(all.key, keys(1)[0].key);
        assert_ne!(all.key, keys(2)[0].key);
        assert!(read.key != all.key && write.key != all.key);
        assert!(all.key.len() == 43 && all.secret.starts_with("cs_"));
    }
}
