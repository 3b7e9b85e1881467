//! Signing requests: Basic over TLS; over plain http OAuth 1.0a with one leg (key and secret, no token), because
//! there WooCommerce accepts nothing else, and because it never shows the secret.
//!
//! RFC 5849, with HMAC-SHA256. The parameters go into the query: servers that drop the `Authorization` header (Apache
//! with CGI) are why it is used over TLS as well, where Basic does not arrive.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Code, Fault};
use hmac::{Hmac, Mac};
use http::HeaderValue;
use sha2::Sha256;
use url::Url;
use zeroize::Zeroizing;

use crate::Secret;

/// How requests are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// `Authorization: Basic`, over TLS only.
    Basic,
    /// OAuth 1.0a in the query.
    OAuth,
}

/// A consumer key with its secret.
pub(super) struct Keys {
    pub key: Secret,
    pub secret: Secret,
}

/// What makes one OAuth request unlike any other.
pub(super) struct Moment {
    /// The server's time, in seconds since 1970.
    pub timestamp: i64,
    /// Never used before.
    pub nonce: String,
}

impl Moment {
    /// A moment at a server's time, with a nonce of 128 random bits.
    pub fn at(timestamp: i64) -> Result<Self, Fault> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes)
            .map_err(|_| Fault::new(Code::Internal, "sign a request", "no randomness to be had"))?;
        let nonce = bytes.iter().fold(String::with_capacity(32), |mut nonce, byte| {
            nonce.push_str(&format!("{byte:02x}"));
            nonce
        });
        Ok(Self { timestamp, nonce })
    }
}

/// The header of Basic sign-in, marked so that it is never printed.
pub(super) fn basic(keys: &Keys) -> Result<HeaderValue, Fault> {
    let pair = Zeroizing::new(format!("{}:{}", keys.key.reveal(), keys.secret.reveal()));
    let header = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut header =
        HeaderValue::from_str(&header).map_err(|_| Fault::new(Code::BadInput, "sign a request", "key or secret"))?;
    header.set_sensitive(true);
    Ok(header)
}

/// Adds the OAuth parameters and the signature to an address without query; `query` is what is asked.
pub(super) fn oauth(
    method: &str,
    url: &Url,
    query: &[(&str, String)],
    keys: &Keys,
    moment: &Moment,
) -> Result<Url, Fault> {
    let mut pairs: Vec<(String, String)> = query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    for (name, value) in [
        ("oauth_consumer_key", keys.key.reveal()),
        ("oauth_nonce", &moment.nonce),
        ("oauth_signature_method", "HMAC-SHA256"),
        ("oauth_timestamp", &moment.timestamp.to_string()),
    ] {
        pairs.push((encode(name), encode(value)));
    }
    let base = base_string(method, url, &pairs);
    let key = Zeroizing::new(format!("{}&", encode(keys.secret.reveal())));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .map_err(|_| Fault::new(Code::Internal, "sign a request", "the secret's length"))?;
    mac.update(base.as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    pairs.push(("oauth_signature".to_owned(), encode(&signature)));
    let mut signed = url.clone();
    signed.set_query(Some(&join(&pairs)));
    Ok(signed)
}

/// RFC 5849 §3.4.1: method, address and sorted parameters, each encoded once more.
fn base_string(method: &str, url: &Url, pairs: &[(String, String)]) -> String {
    let mut sorted = pairs.to_vec();
    sorted.sort();
    let mut address = url.clone();
    address.set_query(None);
    address.set_fragment(None);
    format!("{method}&{}&{}", encode(address.as_str()), encode(&join(&sorted)))
}

/// A query string of encoded pairs.
fn join(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// A query string of what is asked.
pub(super) fn query_string(query: &[(&str, String)]) -> String {
    let pairs: Vec<_> = query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    join(&pairs)
}

/// RFC 3986 percent encoding, as OAuth wants it: all but letters, digits and `-._~`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
