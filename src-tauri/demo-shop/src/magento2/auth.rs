//! Who is asking. Integrations sign with OAuth 1.0a, HMAC-SHA256 alone; the bare token works only where the merchant switched that on.
//! Refusals are word for word the observed ones: a wrong token, a switched-off bearer and a missing right all look the same.

use std::collections::{HashSet, VecDeque};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::dice::{Dice, Purpose};

use super::{
    reply::MagentoError,
    request::{Request, percent_decode},
};

/// A signature's clock may run ahead by this many seconds; it may be behind without end.
const AHEAD_S: i64 = 600;
/// Letters and digits of keys.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
/// Characters of a key or token.
const LENGTH: usize = 32;

/// A program the merchant let in, with its four keys. Its debug form keeps the secrets to itself.
#[derive(Clone)]
pub struct Integration {
    /// Its id, as refusals name it.
    pub id: u64,
    /// Consumer key.
    pub consumer_key: String,
    /// Consumer secret.
    pub consumer_secret: String,
    /// Access token.
    pub token: String,
    /// Access token secret.
    pub token_secret: String,
    /// What it may do: names of resources; `None`: everything.
    pub resources: Option<&'static [&'static str]>,
}

impl std::fmt::Debug for Integration {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = out.debug_struct("Integration");
        shown.field("id", &self.id).field("consumer_key", &self.consumer_key).field("resources", &self.resources);
        shown.finish_non_exhaustive()
    }
}

impl Integration {
    /// True where it has this right.
    pub fn may(&self, resource: &str) -> bool {
        self.resources.is_none_or(|resources| resources.contains(&resource))
    }
}

/// What reading takes, and nothing else.
const READING: &[&str] = &[
    "Magento_Sales::actions_view",
    "Magento_Sales::sales",
    "Magento_Sales::sales_invoice",
    "Magento_Sales::shipment",
    "Magento_Sales::sales_creditmemo",
    "Magento_Backend::store",
    "Magento_Catalog::products",
];

/// Packing and talking to customers, but no money.
const PACKING: &[&str] = &[
    "Magento_Sales::actions_view",
    "Magento_Sales::sales",
    "Magento_Sales::sales_invoice",
    "Magento_Sales::shipment",
    "Magento_Sales::sales_creditmemo",
    "Magento_Backend::store",
    "Magento_Catalog::products",
    "Magento_Sales::ship",
    "Magento_Sales::comment",
    "Magento_Sales::emails",
    "Magento_Sales::hold",
    "Magento_Sales::unhold",
];

/// The shop's integrations, grown from its seed: one for everything, one that may only read, one that may pack but not move money.
pub fn integrations(seed: u64) -> [Integration; 3] {
    let rights: [(u64, Option<&'static [&'static str]>); 3] = [(1, None), (2, Some(READING)), (3, Some(PACKING))];
    rights.map(|(id, resources)| {
        let mut dice = Dice::new(seed, Purpose::Secret, 100 + id);
        let mut key = || dice.word(LETTERS, LENGTH);
        Integration { id, consumer_key: key(), consumer_secret: key(), token: key(), token_secret: key(), resources }
    })
}

/// How many nonces are remembered; the real shop's clean-up goes by age.
const REMEMBERED: usize = 100_000;

/// The nonces used, by integration.
#[derive(Debug, Default)]
pub struct Nonces {
    used: HashSet<(u64, String)>,
    oldest_first: VecDeque<(u64, String)>,
}

/// Finds out who asks. `None`: nobody the shop knows; the right asked for is then refused.
///
/// # Errors
/// A signature that does not hold.
pub fn authenticate<'a>(
    request: &Request,
    integrations: &'a [Integration],
    bearer: bool,
    nonces: &mut Nonces,
    now: i64,
) -> Result<Option<&'a Integration>, MagentoError> {
    let Some(header) = request.authorization.as_deref() else { return Ok(None) };
    if let Some(token) = header.strip_prefix("Bearer ") {
        let known = integrations.iter().find(|known| known.token == token.trim());
        return Ok(known.filter(|_| bearer));
    }
    let Some(list) = header.strip_prefix("OAuth ") else { return Ok(None) };
    let params = header_params(list);
    let get = |name: &str| params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let need = |name: &'static str| get(name).filter(|text| !text.is_empty()).ok_or(MagentoError::required(name));
    let consumer_key = need("oauth_consumer_key")?;
    let (nonce, timestamp) = (need("oauth_nonce")?, need("oauth_timestamp")?);
    let (method, signature, token) = (need("oauth_signature_method")?, need("oauth_signature")?, need("oauth_token")?);
    if get("oauth_version").is_some_and(|version| version != "1.0") {
        let version = get("oauth_version").unwrap_or_default();
        return Err(MagentoError::positional(400, "The OAuth version %1 is not supported.", &[version]));
    }
    if consumer_key.len() != LENGTH {
        let message = "Consumer key is not the correct length";
        return Err(MagentoError::plain(400, message));
    }
    let known = integrations
        .iter()
        .find(|known| known.consumer_key == consumer_key)
        .ok_or_else(|| MagentoError::plain(401, "A consumer having the specified key does not exist"))?;
    nonces.check(known.id, nonce, timestamp, now)?;
    if token.len() != LENGTH {
        let message = "The token length is invalid. Check the length and try again.";
        return Err(MagentoError::plain(400, message));
    }
    if token != known.token {
        return Err(MagentoError::plain(401, "Specified token does not exist"));
    }
    if method != "HMAC-SHA256" {
        return Err(MagentoError::positional(400, "Signature method %1 is not supported", &[method]));
    }
    if sign(&base_string(request, &params), known).as_deref() != Some(signature) {
        return Err(MagentoError::plain(401, "The signature is invalid. Verify and try again."));
    }
    Ok(Some(known))
}

impl Nonces {
    fn check(&mut self, consumer: u64, nonce: &str, timestamp: &str, now: i64) -> Result<(), MagentoError> {
        let timestamp: i64 = timestamp.parse().unwrap_or(0);
        if timestamp <= 0 || timestamp > now + AHEAD_S {
            let message = "Incorrect timestamp value in the oauth_timestamp parameter";
            return Err(MagentoError::plain(401, message));
        }
        let used = (consumer, nonce.to_owned());
        if !self.used.insert(used.clone()) {
            let message = "The nonce is already being used by the consumer with ID %1";
            return Err(MagentoError::positional(401, message, &[&consumer.to_string()]));
        }
        self.oldest_first.push_back(used);
        if self.oldest_first.len() > REMEMBERED
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.used.remove(&oldest);
        }
        Ok(())
    }
}

/// `oauth_a="b", …`
fn header_params(list: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode(text.trim().trim_matches('"'));
    list.split(',').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

/// RFC 5849, 3.4.1: method, address and sorted parameters, each encoded.
fn base_string(request: &Request, header: &[(String, String)]) -> String {
    let address = format!("{}{}", request.origin, request.raw_path);
    let of_header = header.iter().filter(|(name, _)| name != "oauth_signature" && name != "realm");
    let mut pairs: Vec<(String, String)> = request
        .query
        .iter()
        .chain(of_header)
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    let joined: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}&{}&{}", request.method, percent_encode(&address), percent_encode(&joined.join("&")))
}

fn sign(text: &str, by: &Integration) -> Option<String> {
    let key = format!("{}&{}", percent_encode(&by.consumer_secret), percent_encode(&by.token_secret));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
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
