//! Answers on their way out, whichever system's: made in one step, paid for with the shop's time, then handed to the wire.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;

/// An answer before the headers of the web server are added.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers beside those every answer bears.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Units of work the shop spends on it; see [`crate::pace`].
    pub work_ms: u64,
}

/// The content type of pages for people.
pub const HTML: &str = "text/html; charset=UTF-8";

impl Reply {
    /// A page for people.
    pub fn html(status: StatusCode, body: &str) -> Self {
        Self { status, headers: vec![("content-type", HTML.to_owned())], body: body.into(), work_ms: 0 }
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sets what the answer cost the shop.
    pub fn costing(mut self, work_ms: u64) -> Self {
        self.work_ms = work_ms;
        self
    }

    /// The header's value, where there is one.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Cuts the body in the middle; its promised length stays.
    pub fn truncated(mut self) -> Self {
        let length = self.body.len();
        self.body.truncate(length / 2);
        self.with("content-length", length.to_string())
    }

    /// The finished answer of this UTC second; to HEAD without its body.
    pub fn finish(self, now: i64, head: bool) -> Response<Bytes> {
        let mut response = Response::new(if head { Bytes::new() } else { Bytes::from(self.body) });
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(HeaderName::from_static(name), value);
            }
        }
        let date = Timestamp::from_second(now).unwrap_or_default().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        if let Ok(date) = HeaderValue::from_str(&date) {
            headers.insert(header::DATE, date);
        }
        headers.insert(header::SERVER, HeaderValue::from_static("nginx"));
        response
    }
}
