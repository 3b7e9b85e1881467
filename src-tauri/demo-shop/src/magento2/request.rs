//! Requests as Magento reads them.

use bytes::Bytes;
use http::{HeaderName, Method, header};
use serde_json::Value;

/// A request after its address and body were read.
#[derive(Clone, Debug)]
pub struct Request {
    /// HTTP method; HEAD is GET.
    pub method: Method,
    /// Below the site, starting with a slash: `/rest/V1/orders`.
    pub path: String,
    /// The whole path as it came, for signatures.
    pub raw_path: String,
    /// Query parameters in order.
    pub query: Vec<(String, String)>,
    /// The JSON body; `Null` without one.
    pub body: Value,
    /// There was a body and it was no JSON.
    pub bad_body: bool,
    /// The `Authorization` header.
    pub authorization: Option<String>,
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
}

impl Request {
    /// Reads method, address and body; `folder`: the path the site lies under.
    pub fn read(request: http::Request<Bytes>, folder: &str) -> Self {
        let (parts, body) = request.into_parts();
        let header =
            |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let secure = parts.extensions.get::<crate::Secure>().is_some() || parts.uri.scheme_str() == Some("https");
        let host = parts.uri.authority().map(ToString::to_string).or_else(|| header(header::HOST));
        let parsed = serde_json::from_slice(&body);
        let query = parts.uri.query().unwrap_or_default();
        Self {
            method: if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() },
            path: parts.uri.path().strip_prefix(folder).unwrap_or_default().to_owned(),
            raw_path: parts.uri.path().to_owned(),
            query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            bad_body: parsed.is_err() && !body.is_empty(),
            body: parsed.unwrap_or_default(),
            authorization: header(header::AUTHORIZATION),
            origin: format!("{}://{}", if secure { "https" } else { "http" }, host.as_deref().unwrap_or("shop.test")),
        }
    }

    /// A request of the shop's own people, past signatures.
    pub fn inside(method: Method, path: String, body: Value) -> Self {
        Self {
            method,
            raw_path: path.clone(),
            path,
            query: Vec::new(),
            body,
            bad_body: false,
            authorization: None,
            origin: "https://shop.test".to_owned(),
        }
    }

    /// A parameter's last value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Path and query without signatures, to be shown.
    pub fn target(&self) -> String {
        let shown: Vec<String> = self
            .query
            .iter()
            .filter(|(name, _)| !name.starts_with("oauth_"))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mark = if shown.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.path, shown.join("&"))
    }

    /// True for what changes something.
    pub fn writes(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// The segments below `/rest/[store/]V1/`; `None` elsewhere.
    pub fn route(&self) -> Option<Vec<&str>> {
        let segments: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        let segments = segments.strip_prefix(&["index.php"]).unwrap_or(&segments);
        match segments {
            ["rest", "V1", rest @ ..] => Some(rest.to_vec()),
            ["rest", store, "V1", rest @ ..] if super::stores::CODES.contains(store) => Some(rest.to_vec()),
            _ => None,
        }
    }
}

/// Undoes percent escapes; a plus stays a plus.
pub fn percent_decode(text: &str) -> String {
    let escaped = text.replace('+', "%2B").replace('=', "%3D").replace('&', "%26");
    let mut pairs = url::form_urlencoded::parse(escaped.as_bytes());
    pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}
