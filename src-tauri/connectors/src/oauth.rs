//! OAuth 1.0a signatures (RFC 5849) with HMAC-SHA256, for systems that take them with one leg (key and secret) or with a
//! token besides.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Code, Fault};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use url::Url;
use zeroize::Zeroizing;

use crate::Secret;

/// What makes one OAuth request unlike any other.
pub(crate) struct Moment {
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

/// The signature over a request: `pairs` are all its parameters, OAuth's own included, encoded once.
pub(crate) fn signature(
    method: &str,
    url: &Url,
    pairs: &[(String, String)],
    consumer_secret: &Secret,
    token_secret: Option<&Secret>,
) -> Result<String, Fault> {
    let base = base_string(method, url, pairs);
    let token_secret = token_secret.map_or("", Secret::reveal);
    let key = Zeroizing::new(format!("{}&{}", encode(consumer_secret.reveal()), encode(token_secret)));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .map_err(|_| Fault::new(Code::Internal, "sign a request", "the secret's length"))?;
    mac.update(base.as_bytes());
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
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
pub(crate) fn join(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// A query string of what is asked.
pub(crate) fn query_string(query: &[(&str, String)]) -> String {
    let pairs: Vec<_> = query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    join(&pairs)
}

/// RFC 3986 percent encoding, as OAuth wants it: all but letters, digits and `-._~`.
pub(crate) fn encode(text: &str) -> String {
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
