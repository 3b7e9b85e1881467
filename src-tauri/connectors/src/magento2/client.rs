//! One shop's requests: signed, sent, and their answers' clock noted.

use std::sync::Arc;

use bytes::Bytes;
use domain::{Code, Fault};
use http::{Method, header};
use url::Url;

use super::{diagnosis, sign::Keys};
use crate::{Answer, Clock, Request, Transport, WriteFault, answers::Asked, line::Line, oauth::query_string};

/// What to ask: everything but the signature.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub method: Method,
    /// Below `V1/`.
    pub path: String,
    pub query: Vec<(String, String)>,
    /// A JSON body.
    pub body: Option<String>,
    /// What is being done, for faults.
    pub operation: &'static str,
}

impl Call {
    pub fn get(operation: &'static str, path: impl Into<String>, query: Vec<(String, String)>) -> Self {
        Self { method: Method::GET, path: path.into(), query, body: None, operation }
    }

    /// A request that changes something.
    pub fn post(operation: &'static str, path: impl Into<String>, body: Option<String>) -> Self {
        Self { method: Method::POST, path: path.into(), query: Vec::new(), body, operation }
    }

    /// What was asked, for a diagnosis.
    pub fn asked(&self) -> Asked<'static> {
        Asked { operation: self.operation, writes: self.method != Method::GET }
    }
}

/// What may come, in the order of preference.
const ACCEPT: &str = "application/json";

/// Signs and sends.
pub(super) struct Client {
    line: Line,
    keys: Keys,
}

impl Client {
    pub fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, keys: Keys) -> Self {
        Self { line: Line::new(transport, clock), keys }
    }

    /// Server time less ours, in seconds, by the last answer.
    pub fn offset_s(&self) -> i64 {
        self.line.offset_s()
    }

    /// Whether requests bear the token without a signature.
    pub const fn is_bearer(&self) -> bool {
        self.keys.is_bearer()
    }

    /// Fetches a page without credentials. Any status is an answer.
    pub async fn fetch(&self, url: &Url, operation: &str) -> Result<Answer, Fault> {
        self.line.fetch(url, ACCEPT, operation).await
    }

    /// Fetches a page without credentials, following redirects within the site.
    pub async fn visit(&self, url: &Url, asked: Asked<'_>) -> Result<(Url, Answer), Fault> {
        self.line.visit(url, ACCEPT, asked.operation, |answer| diagnosis::fault(answer, asked)).await
    }

    /// Asks the interface under `root` and gives its answer, whatever it is.
    pub async fn ask(&self, root: &Url, call: &Call) -> Result<Answer, Fault> {
        self.line.send(self.request(root, call)?, call.operation).await
    }

    /// Asks, and passes only an answer with JSON in it.
    pub async fn call(&self, root: &Url, call: &Call) -> Result<Answer, Fault> {
        self.check(self.ask(root, call).await?, call)
    }

    /// Passes an answer that is one: 2xx, with JSON in it.
    pub fn check(&self, answer: Answer, call: &Call) -> Result<Answer, Fault> {
        if diagnosis::is_json(&answer) { Ok(answer) } else { Err(self.fault(&answer, call)) }
    }

    /// What a refusal means, without anything of the keys.
    pub fn fault(&self, answer: &Answer, call: &Call) -> Fault {
        let mut fault = diagnosis::fault(answer, call.asked());
        if self.keys.are_in(&fault.detail) {
            fault.detail = answer.status().as_u16().to_string();
        }
        fault
    }

    /// Sends what changes something, once, and gives any answer.
    pub async fn write(&self, root: &Url, call: &Call) -> Result<Answer, WriteFault> {
        let request = self.request(root, call).map_err(WriteFault::nothing)?;
        self.line.write(request, call.operation).await
    }

    /// The request, signed with a nonce of its own.
    fn request(&self, root: &Url, call: &Call) -> Result<Request, Fault> {
        let mut url = root
            .join("V1/")
            .and_then(|base| base.join(&call.path))
            .map_err(|_| Fault::new(Code::BadInput, call.operation, "not a path"))?;
        let moment = self.line.moment()?;
        let signed = self.keys.header(call.method.as_str(), &url, &call.query, &moment)?;
        if !call.query.is_empty() {
            let pairs: Vec<_> = call.query.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            url.set_query(Some(&query_string(&pairs)));
        }
        let mut request = http::Request::builder()
            .method(call.method.clone())
            .header(header::ACCEPT, ACCEPT)
            .header(header::AUTHORIZATION, signed);
        if call.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = call.body.as_ref().map(|body| Bytes::copy_from_slice(body.as_bytes())).unwrap_or_default();
        request
            .uri(url.as_str())
            .body(body)
            .map_err(|_| Fault::new(Code::BadUrl, call.operation, "not an http address"))
    }
}
