//! Signing requests: Basic over TLS; over plain http OAuth 1.0a with one leg (key and secret, no token), because
//! there WooCommerce accepts nothing else, and because it never shows the secret.
//!
//! RFC 5849, with HMAC-SHA256. The parameters go into the query: servers that drop the `Authorization` header (Apache
//! with CGI) are why it is used over TLS as well, where Basic does not arrive.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Code, Fault};
use http::HeaderValue;
use url::Url;
use zeroize::Zeroizing;

pub(super) use crate::oauth::{Moment, query_string};
use crate::{
    Secret,
    oauth::{encode, join, signature},
};

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
    let signature = signature(method, url, &pairs, &keys.secret, None)?;
    pairs.push(("oauth_signature".to_owned(), encode(&signature)));
    let mut signed = url.clone();
    signed.set_query(Some(&join(&pairs)));
    Ok(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secret: &str) -> Keys {
        Keys { key: Secret::from("ck_EXAMPLE"), secret: Secret::from(secret) }
    }

    fn signature_of(method: &str, url: &str, query: &[(&str, String)], secret: &str, nonce: &str) -> String {
        let moment = Moment { timestamp: 1_795_306_343, nonce: nonce.to_owned() };
        let signed = oauth(method, &Url::parse(url).unwrap(), query, &keys(secret), &moment).unwrap();
        let found = signed.query_pairs().find(|(name, _)| name == "oauth_signature");
        found.unwrap().1.into_owned()
    }

    /// Expected values by an independent implementation of RFC 5849 (Python's hmac and urllib).
    #[test]
    fn signatures_are_those_of_rfc_5849() {
        let text = str::to_owned;
        for (method, url, query, secret, nonce, signature) in [
            (
                "GET",
                "http://127.0.0.1:8081/wp-json/wc/v3/orders",
                vec![("per_page", text("1")), ("status", text("any"))],
                "cs_EXAMPLE",
                "2c4be8cede7614807556e82f",
                "NYXADqGt32Trw+lz5yCNUCPg8S2I8GoBBPA5J3u6zKk=",
            ),
            (
                "PUT",
                "http://shop.example/winkel/wp-json/wc/v3/orders/0",
                vec![],
                "cs_EXAMPLE",
                "abc",
                "RD9qPcblt8/4X4clymkk7bQBpLHfHNxzJvRxYiiJHlM=",
            ),
            (
                "GET",
                "http://shop.example/wp-json/wc/v3/orders",
                vec![
                    ("modified_after", text("2026-11-01T00:00:00")),
                    ("dates_are_gmt", text("true")),
                    ("search", text("Łódź & 50%")),
                    ("per_page", text("100")),
                    ("status", text("any")),
                ],
                "cs_EX&MPLE",
                "n0",
                "yoAyGHdaKbmQbNvHsbU4cgvq17fLWUlbQCqXIQ1PCv8=",
            ),
        ] {
            assert_eq!(signature_of(method, url, &query, secret, nonce), signature, "{url}");
        }
    }

    #[test]
    fn nonces_never_repeat() {
        let (a, b) = (Moment::at(1).unwrap(), Moment::at(1).unwrap());
        assert_eq!(a.nonce.len(), 32);
        assert_ne!(a.nonce, b.nonce);
    }

    #[test]
    fn the_basic_header_hides_itself() {
        let header = basic(&keys("cs_EXAMPLE")).unwrap();
        assert_eq!(header, "Basic Y2tfRVhBTVBMRTpjc19FWEFNUExF");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
