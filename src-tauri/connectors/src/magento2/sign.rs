//! Signing requests: OAuth 1.0a with an integration's four keys, or its access token alone as a bearer token.
//!
//! Magento takes HMAC-SHA256 alone since 2.4.4, and bearer tokens only where the merchant switched them on
//! (`oauth/consumer/enable_integration_as_bearer`). The signature goes into the `Authorization` header; parameters named
//! `oauth_…` in the query are not looked at.

use domain::{Code, Fault};
use http::HeaderValue;
use url::Url;
use zeroize::Zeroizing;

use crate::{
    Secret, SignIn,
    oauth::{Moment, encode, signature},
};

/// What an integration is known by.
pub(super) enum Keys {
    /// All four keys.
    OAuth { consumer_key: Secret, consumer_secret: Secret, token: Secret, token_secret: Secret },
    /// The access token alone.
    Bearer { token: Secret },
}

impl Keys {
    /// The keys of a filled-in form. With the access token alone it is a bearer token.
    ///
    /// # Errors
    /// [`Code::BadInput`] naming the field that is missing or holds what no key does.
    pub fn of(sign_in: &SignIn) -> Result<Self, Fault> {
        let key = |name: &str| {
            let value = sign_in.value(name);
            let fits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_graphic());
            if fits { Ok(Secret::from(value)) } else { Err(Fault::new(Code::BadInput, "sign in", name)) }
        };
        let token = key("token")?;
        if ["consumer_key", "consumer_secret", "token_secret"].iter().all(|name| sign_in.value(name).is_empty()) {
            return Ok(Self::Bearer { token });
        }
        Ok(Self::OAuth {
            consumer_key: key("consumer_key")?,
            consumer_secret: key("consumer_secret")?,
            token,
            token_secret: key("token_secret")?,
        })
    }

    /// Whether requests bear the token without a signature.
    pub const fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer { .. })
    }

    /// Whether a text holds one of the keys: such a text is not passed on.
    pub fn are_in(&self, text: &str) -> bool {
        let keys: &[&Secret] = match self {
            Self::OAuth { consumer_key, consumer_secret, token, token_secret } => {
                &[consumer_key, consumer_secret, token, token_secret]
            }
            Self::Bearer { token } => &[token],
        };
        keys.iter().any(|key| text.contains(key.reveal()))
    }

    /// The header of one request, marked so that it is never printed. `query` is what is asked, not encoded yet.
    pub fn header(
        &self,
        method: &str,
        url: &Url,
        query: &[(String, String)],
        moment: &Moment,
    ) -> Result<HeaderValue, Fault> {
        let text = match self {
            Self::Bearer { token } => Zeroizing::new(format!("Bearer {}", token.reveal())),
            Self::OAuth { consumer_key, consumer_secret, token, token_secret } => {
                let mut oauth = vec![
                    ("oauth_consumer_key", consumer_key.reveal().to_owned()),
                    ("oauth_nonce", moment.nonce.clone()),
                    ("oauth_signature_method", "HMAC-SHA256".to_owned()),
                    ("oauth_timestamp", moment.timestamp.to_string()),
                    ("oauth_token", token.reveal().to_owned()),
                    ("oauth_version", "1.0".to_owned()),
                ];
                let asked = query.iter().map(|(name, value)| (encode(name), encode(value)));
                let pairs: Vec<_> =
                    asked.chain(oauth.iter().map(|(name, value)| (encode(name), encode(value)))).collect();
                let signed = signature(method, url, &pairs, consumer_secret, Some(token_secret))?;
                oauth.push(("oauth_signature", signed));
                let fields: Vec<_> =
                    oauth.iter().map(|(name, value)| format!("{name}=\"{}\"", encode(value))).collect();
                Zeroizing::new(format!("OAuth {}", fields.join(", ")))
            }
        };
        let mut header = HeaderValue::from_str(&text)
            .map_err(|_| Fault::new(Code::BadInput, "sign a request", "a key has characters no header takes"))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        let sign_in = SignIn::new()
            .with("consumer_key", "ck0123456789abcdefghijklmnopqrst")
            .with("consumer_secret", "cs&EXAMPLE")
            .with("token", "at0123456789abcdefghijklmnopqrst")
            .with("token_secret", "ts+EXAMPLE");
        Keys::of(&sign_in).unwrap()
    }

    /// Expected values by an independent implementation of RFC 5849 (Python's hmac and urllib), over the request as a server takes
    /// it apart: keys with brackets decoded, encoded anew, sorted.
    #[test]
    fn signatures_are_those_of_rfc_5849() {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let moment = Moment { timestamp: 1_795_306_343, nonce: "2c4be8cede7614807556e82f".to_owned() };
        for (method, url, query, signature) in [
            (
                "GET",
                "http://127.0.0.1:8088/rest/V1/orders",
                vec![
                    text("searchCriteria[filterGroups][0][filters][0][field]", "updated_at"),
                    text("searchCriteria[filterGroups][0][filters][0][value]", "2026-11-22 00:25:38"),
                    text("searchCriteria[filterGroups][0][filters][0][conditionType]", "gteq"),
                    text("searchCriteria[pageSize]", "100"),
                    text("fields", "items[entity_id,items[updated_at]],total_count"),
                ],
                "rPkFiS+rsp/dAAW9J4Q1dRpZd01p+jesrhms0miSJPs=",
            ),
            (
                "POST",
                "https://shop.example/winkel/rest/V1/orders/6/hold",
                vec![],
                "U38fZFW45EoIQdBV2Typ7RxmKYWM5PEcMcaXVI80KZI=",
            ),
        ] {
            let header = keys().header(method, &Url::parse(url).unwrap(), &query, &moment).unwrap();
            let header = header.to_str().unwrap();
            assert!(header.starts_with("OAuth oauth_consumer_key=\"ck0123456789abcdefghijklmnopqrst\", "), "{header}");
            let told = format!("oauth_signature=\"{}\"", encode(signature));
            assert!(header.ends_with(&told), "{header}");
        }
    }

    #[test]
    fn the_header_hides_itself() {
        let url = Url::parse("https://shop.example/rest/V1/orders").unwrap();
        let header = keys().header("GET", &url, &[], &Moment::at(1).unwrap()).unwrap();
        assert_eq!(format!("{header:?}"), "Sensitive");
    }

    #[test]
    fn a_token_alone_is_a_bearer_token_and_half_a_form_is_refused() {
        let url = Url::parse("https://shop.example/rest/V1/orders").unwrap();
        let alone = Keys::of(&SignIn::new().with("token", "tok")).unwrap();
        assert!(alone.is_bearer());
        assert_eq!(alone.header("GET", &url, &[], &Moment::at(1).unwrap()).unwrap(), "Bearer tok");
        let half = SignIn::new().with("token", "tok").with("consumer_key", "ck");
        assert_eq!(Keys::of(&half).err().map(|fault| fault.detail), Some("consumer_secret".to_owned()));
        assert!(Keys::of(&SignIn::new()).is_err());
        assert!(Keys::of(&SignIn::new().with("token", "to\nk")).is_err());
    }
}
