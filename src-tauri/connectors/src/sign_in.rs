//! What a merchant types to connect a shop, as data, so that a form or a command line needs to know no shop system.
//!
//! A system describes its form ([`SignInForm`]); the filled-in form ([`SignIn`]) travels as named values. What may be
//! stored in the open ([`SignIn::public`]) is kept apart from what belongs in the key store ([`SignIn::secrets`]).

use std::collections::BTreeMap;

use domain::{Code, Fault};
use serde::Serialize;
use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

use crate::Fingerprint;

const CONSENT: &str = "plain_http_consent";
const FINGERPRINT: &str = "trusted_fingerprint";

/// A text that must not be seen: wiped when dropped, and without any way of being printed.
#[derive(Clone, Default)]
pub struct Secret(String);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Secret {
    /// Takes a text into custody.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// One field of a sign-in form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SignInField {
    /// Its name in [`SignIn`] and on the command line (`url`, `key`, `secret`).
    pub name: &'static str,
    /// The message that labels it, in the window's .ftl files.
    pub label: &'static str,
    /// Whether it belongs in the key store and is typed unseen.
    pub secret: bool,
    /// An example of what to type.
    pub placeholder: &'static str,
}

/// What a system asks for, in the order to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SignInForm {
    /// The fields.
    pub fields: &'static [SignInField],
}

/// A filled-in sign-in form. It cannot be printed, because some of its values are secrets.
#[derive(Clone, Default)]
pub struct SignIn {
    values: BTreeMap<String, Secret>,
    /// Whether the merchant accepted that this shop is spoken to over plain http.
    pub plain_http_consent: bool,
    /// The one certificate that is trusted besides those the system trusts: its fingerprint was compared by the user.
    pub trusted_fingerprint: Option<Fingerprint>,
}

impl SignIn {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a value filled in; blanks around it are dropped.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), Secret::from(value.trim()));
        self
    }

    /// The same with or without consent to plain http.
    #[must_use]
    pub const fn with_plain_http_consent(mut self, consent: bool) -> Self {
        self.plain_http_consent = consent;
        self
    }

    /// The same trusting exactly this certificate besides the usual ones.
    #[must_use]
    pub const fn with_trusted_fingerprint(mut self, fingerprint: Option<Fingerprint>) -> Self {
        self.trusted_fingerprint = fingerprint;
        self
    }

    /// A value; empty where it was not filled in.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", Secret::reveal)
    }

    /// What may be stored in the open, as a JSON object: the form's fields that are no secrets, the consent and the
    /// trusted fingerprint.
    #[must_use]
    pub fn public(&self, form: &SignInForm) -> Value {
        let mut map = Map::new();
        for field in form.fields.iter().filter(|field| !field.secret) {
            map.insert(field.name.to_owned(), self.value(field.name).into());
        }
        map.insert(CONSENT.to_owned(), self.plain_http_consent.into());
        if let Some(fingerprint) = self.trusted_fingerprint {
            map.insert(FINGERPRINT.to_owned(), fingerprint.to_string().into());
        }
        Value::Object(map)
    }

    /// What belongs in the key store, as one JSON text: the form's secret fields.
    #[must_use]
    pub fn secrets(&self, form: &SignInForm) -> Secret {
        let map: BTreeMap<&str, &str> =
            form.fields.iter().filter(|field| field.secret).map(|field| (field.name, self.value(field.name))).collect();
        // A map of texts always has a JSON form; an empty one reads back as "secret missing".
        Secret::new(serde_json::to_string(&map).unwrap_or_default())
    }

    /// The form as it was, from [`SignIn::public`] and the text of [`SignIn::secrets`].
    ///
    /// # Errors
    /// [`Code::SecretMissing`] where the secrets do not hold every secret field of the form.
    pub fn restore(form: &SignInForm, public: &Value, secrets: &Secret) -> Result<Self, Fault> {
        let stored: BTreeMap<String, Zeroizing<String>> = serde_json::from_str(secrets.reveal()).unwrap_or_default();
        let mut sign_in = Self::new();
        for field in form.fields {
            let value = if field.secret {
                stored
                    .get(field.name)
                    .map(|value| value.as_str())
                    .ok_or_else(|| Fault::new(Code::SecretMissing, "sign in", format!("no {}", field.name)))?
            } else {
                public.get(field.name).and_then(Value::as_str).unwrap_or_default()
            };
            sign_in = sign_in.with(field.name, value);
        }
        sign_in.plain_http_consent = public.get(CONSENT).and_then(Value::as_bool).unwrap_or(false);
        sign_in.trusted_fingerprint =
            public.get(FINGERPRINT).and_then(Value::as_str).and_then(|text| text.parse().ok());
        Ok(sign_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: SignInForm = SignInForm {
        fields: &[
            SignInField { name: "url", label: "l", secret: false, placeholder: "" },
            SignInField { name: "secret", label: "l", secret: true, placeholder: "" },
        ],
    };

    #[test]
    fn secrets_are_kept_apart_and_come_back() {
        let fingerprint = Fingerprint::of(b"certificate");
        let sign_in = SignIn::new()
            .with("url", " https://shop.example ")
            .with("secret", "cs_hidden")
            .with_plain_http_consent(true)
            .with_trusted_fingerprint(Some(fingerprint));
        let public = sign_in.public(&FORM);
        assert!(!public.to_string().contains("cs_hidden"));
        assert_eq!(public["url"], "https://shop.example");

        let Ok(back) = SignIn::restore(&FORM, &public, &sign_in.secrets(&FORM)) else {
            panic!("restored");
        };
        assert_eq!(back.value("secret"), "cs_hidden");
        assert_eq!(back.value("url"), "https://shop.example");
        assert!(back.plain_http_consent);
        assert_eq!(back.trusted_fingerprint, Some(fingerprint));
    }

    #[test]
    fn a_lost_secret_is_said_to_be_missing() {
        for lost in ["", "{}", "not json"] {
            let Err(fault) = SignIn::restore(&FORM, &SignIn::new().public(&FORM), &Secret::from(lost)) else {
                panic!("accepted {lost:?}");
            };
            assert_eq!(fault.code, Code::SecretMissing);
        }
    }
}
