//! One shop's requests: signed, sent, and their answers' clock noted.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use bytes::Bytes;
use domain::{Code, Fault};
use http::{Method, header};
use url::Url;

use super::{
    diagnosis::{self, Asked, check},
    sign::{self, Keys, Scheme},
};
use crate::{Answer, Clock, Request, Transport, WriteFault, line::Line};

/// WooCommerce's own part of the interface.
pub(super) const CORE: &str = "wc/v3";

/// What to ask: everything but the signature.
#[derive(Clone, Debug)]
pub(super) struct Call<'a> {
    pub method: Method,
    /// Which part of the interface: `wc/v3`, or a plugin's own.
    pub space: &'static str,
    /// Below it.
    pub path: String,
    pub query: Vec<(&'a str, String)>,
    /// A JSON body.
    pub body: Option<String>,
    /// What to call ourselves, where it is not the usual name.
    pub agent: Option<String>,
    /// What is being done, for faults.
    pub operation: &'a str,
}

impl<'a> Call<'a> {
    pub fn get(operation: &'a str, path: impl Into<String>, query: Vec<(&'a str, String)>) -> Self {
        Self { method: Method::GET, space: CORE, path: path.into(), query, body: None, agent: None, operation }
    }

    /// A request that changes something.
    pub fn write(method: Method, operation: &'a str, path: impl Into<String>, body: Option<String>) -> Self {
        Self { method, space: CORE, path: path.into(), query: Vec::new(), body, agent: None, operation }
    }

    /// The same in a plugin's part of the interface.
    pub fn within(mut self, space: &'static str) -> Self {
        self.space = space;
        self
    }
}

/// What may come where a page is looked at, in the order of preference.
const PAGE_ACCEPT: &str = "application/json, text/html;q=0.9, */*;q=0.1";

/// Signs and sends.
pub(super) struct Client {
    line: Line,
    keys: Keys,
    /// Over TLS Basic did not arrive and OAuth did: the server drops the header.
    header_dropped: AtomicBool,
    /// Basic was accepted once: a refusal is the key's, not the server's.
    basic_accepted: AtomicBool,
    /// Something before the shop lets only GET and POST through.
    verbs_blocked: AtomicBool,
}

impl Client {
    pub fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, keys: Keys) -> Self {
        Self {
            line: Line::new(transport, clock),
            keys,
            header_dropped: AtomicBool::new(false),
            basic_accepted: AtomicBool::new(false),
            verbs_blocked: AtomicBool::new(false),
        }
    }

    /// Server time less ours, in seconds, by the last answer.
    pub fn offset_s(&self) -> i64 {
        self.line.offset_s()
    }

    /// Fetches a page without credentials, following redirects within the site.
    pub async fn visit(&self, url: &Url, asked: Asked<'_>) -> Result<(Url, Answer), Fault> {
        self.line.visit(url, PAGE_ACCEPT, asked.operation, |answer| diagnosis::fault(answer, asked)).await
    }

    /// Asks the interface under `root` and gives its answer, whatever it is.
    ///
    /// Where Basic seems not to arrive over TLS, the same is asked once more with OAuth: only that tells a server
    /// that drops the header from a key that is not known.
    pub async fn ask(&self, root: &Url, call: &Call<'_>) -> Result<Answer, Fault> {
        let scheme = self.scheme(root);
        let answer = self.send(root, call, scheme).await?;
        let unknown = scheme == Scheme::Basic
            && !self.basic_accepted.load(Ordering::Relaxed)
            && answer.status() == http::StatusCode::UNAUTHORIZED
            && diagnosis::fault(&answer, Self::asked(call)).code == Code::WrongKey;
        if !unknown {
            if scheme == Scheme::Basic && answer.status().is_success() {
                self.basic_accepted.store(true, Ordering::Relaxed);
            }
            return Ok(answer);
        }
        let second = self.send(root, call, Scheme::OAuth).await?;
        if second.status().is_success() {
            self.header_dropped.store(true, Ordering::Relaxed);
            return Ok(second);
        }
        let known = diagnosis::knows_the_key(&second);
        Ok(if known { second } else { answer })
    }

    /// Asks, and passes only an answer with JSON in it.
    pub async fn call(&self, root: &Url, call: &Call<'_>) -> Result<Answer, Fault> {
        let answer = self.ask(root, call).await?;
        check(answer, Self::asked(call))
    }

    /// Sends what changes something, once, and gives any answer. Whoever writes has read before: how requests are
    /// signed here is known by then, and nothing needs a second try.
    pub async fn write(&self, root: &Url, call: &Call<'_>) -> Result<Answer, WriteFault> {
        let request = self.request(root, call, self.scheme(root)).map_err(WriteFault::nothing)?;
        self.line.write(request, call.operation).await
    }

    /// Whether an answer says that something before the shop blocks PUT and DELETE, as some firewalls do. From then on they
    /// go as POST that names what is meant, which WordPress understands.
    pub fn sees_verbs_blocked(&self, call: &Call<'_>, answer: &Answer) -> bool {
        let blocked = matches!(call.method, Method::PUT | Method::DELETE)
            && matches!(answer.status().as_u16(), 403 | 405 | 406 | 501)
            && diagnosis::server_code(answer).is_none();
        blocked && !self.verbs_blocked.swap(true, Ordering::Relaxed)
    }

    /// What was asked, for a diagnosis.
    pub fn asked<'c>(call: &Call<'c>) -> Asked<'c> {
        Asked { operation: call.operation, writes: call.method != Method::GET }
    }

    fn scheme(&self, root: &Url) -> Scheme {
        let plain = root.scheme() != "https";
        if plain || self.header_dropped.load(Ordering::Relaxed) { Scheme::OAuth } else { Scheme::Basic }
    }

    async fn send(&self, root: &Url, call: &Call<'_>, scheme: Scheme) -> Result<Answer, Fault> {
        self.line.send(self.request(root, call, scheme)?, call.operation).await
    }

    /// The request, signed.
    fn request(&self, root: &Url, call: &Call<'_>, scheme: Scheme) -> Result<Request, Fault> {
        let mut url = root
            .join(&format!("{}/", call.space))
            .and_then(|base| base.join(&call.path))
            .map_err(|_| Fault::new(Code::BadInput, call.operation, "not a path"))?;
        let named = matches!(call.method, Method::PUT | Method::DELETE) && self.verbs_blocked.load(Ordering::Relaxed);
        let method = if named { Method::POST } else { call.method.clone() };
        let mut request = http::Request::builder().method(method.clone()).header(header::ACCEPT, "application/json");
        if named {
            request = request.header("x-http-method-override", call.method.as_str());
        }
        match scheme {
            Scheme::Basic => {
                if !call.query.is_empty() {
                    url.set_query(Some(&sign::query_string(&call.query)));
                }
                request = request.header(header::AUTHORIZATION, sign::basic(&self.keys)?);
            }
            Scheme::OAuth => {
                let moment = self.line.moment()?;
                url = sign::oauth(method.as_str(), &url, &call.query, &self.keys, &moment)?;
            }
        }
        if let Some(agent) = &call.agent {
            request = request.header(header::USER_AGENT, agent);
        }
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
