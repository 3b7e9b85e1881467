//! The network behind [`Transport`]: one pooled HTTP client a shop, with hard limits on time and size.
//!
//! What the HTTP library says of an error may hold the address with its signature; only our own words leave here.

use std::{net::IpAddr, time::Duration};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use domain::{Code, Fault};
use futures::StreamExt;
use reqwest::{Client, ClientBuilder, Response, redirect};

use crate::{
    Answer, Fingerprint, Request, Transport, WriteFault,
    tls::{self, Refused},
};

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole exchange may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);
/// Bytes of a body, unpacked. 100 orders take 0.4 MB.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// What we call ourselves.
pub(crate) const USER_AGENT: &str = concat!("Shopbell/", env!("CARGO_PKG_VERSION"));

/// Sends requests over the network. One a shop: what one shop's certificate is trusted for, no other's is.
///
/// Connections are kept open and reused; answers are unpacked; redirects are handed back, not followed. The system's
/// proxy settings (`HTTPS_PROXY`, …) hold, except for this computer itself.
#[derive(Clone)]
pub struct HttpTransport {
    /// Through the proxy, if one is set.
    beyond: Client,
    /// For loopback.
    here: Client,
    body_limit: usize,
}

impl HttpTransport {
    /// A transport that trusts the system's certificates and, besides, at most one more.
    ///
    /// # Errors
    /// [`Code::Internal`] where TLS cannot be set up.
    pub fn new(trusted: Option<Fingerprint>) -> Result<Self, Fault> {
        Ok(Self {
            beyond: build(builder(trusted)?)?,
            here: build(builder(trusted)?.no_proxy())?,
            body_limit: BODY_LIMIT,
        })
    }

    /// The same with another limit on the size of a body, in bytes.
    #[must_use]
    pub const fn with_body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }
}

#[async_trait]
impl Transport for HttpTransport {
    async fn send(&self, request: Request) -> Result<Answer, Fault> {
        self.exchange(request).await.map_err(|failed| failed.fault)
    }

    async fn send_write(&self, request: Request) -> Result<Answer, WriteFault> {
        self.exchange(request).await
    }
}

impl HttpTransport {
    async fn exchange(&self, request: Request) -> Result<Answer, WriteFault> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let client = if is_loopback(&host) { &self.here } else { &self.beyond };
        let (parts, body) = request.into_parts();
        let request = http::Request::from_parts(parts, reqwest::Body::from(body));
        let request = reqwest::Request::try_from(request)
            .map_err(|_| WriteFault::nothing(Fault::new(Code::BadUrl, OPERATION, "not an http address")))?;
        let response = client.execute(request).await.map_err(|error| {
            let unsent = error.is_connect() || error.is_builder();
            let fault = fault(&error, OPERATION);
            if unsent { WriteFault::nothing(fault) } else { WriteFault::unknown(fault) }
        })?;
        let mut answer = Answer::new(Bytes::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        *answer.body_mut() = read_body(response, self.body_limit, OPERATION).await.map_err(WriteFault::unknown)?;
        Ok(answer)
    }
}

const OPERATION: &str = "ask the shop";

/// A client builder with our limits, our name and our trust; redirects are the caller's.
pub(crate) fn builder(trusted: Option<Fingerprint>) -> Result<ClientBuilder, Fault> {
    Ok(Client::builder()
        .tls_backend_preconfigured(tls::client_config(trusted)?)
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(REQUEST_TIMEOUT)
        .pool_idle_timeout(Duration::from_secs(90))
        // A request that may have been received is never sent again behind our back: it may be a refund.
        .retry(reqwest::retry::never())
        .redirect(redirect::Policy::none()))
}

/// Builds a client.
pub(crate) fn build(builder: ClientBuilder) -> Result<Client, Fault> {
    builder.build().map_err(|_| Fault::new(Code::Internal, "set up the network", "the HTTP client cannot be built"))
}

/// Reads a body to its end, giving up as soon as it is larger than `limit` bytes.
pub(crate) async fn read_body(response: Response, limit: usize, operation: &str) -> Result<Bytes, Fault> {
    let too_large = || Fault::new(Code::TooLarge, operation, format!("more than {limit} bytes"));
    let announced = response.content_length().unwrap_or(0);
    if announced > limit as u64 {
        return Err(too_large());
    }
    let mut body = BytesMut::with_capacity(usize::try_from(announced).unwrap_or(0));
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| fault(&error, operation))?;
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// What to tell of a failed exchange. The library's own text is not used: it names the address.
pub(crate) fn fault(error: &reqwest::Error, operation: &str) -> Fault {
    if let Some(refused) = Refused::find(error) {
        return refused.fault(operation);
    }
    if error.is_timeout() {
        return Fault::new(Code::TimedOut, operation, "no answer in time");
    }
    if error.is_builder() {
        return Fault::new(Code::BadUrl, operation, "not an http address");
    }
    let detail = io_reason(error);
    if error.is_connect() {
        let tls = find::<rustls::Error>(error).is_some();
        return if tls {
            Fault::new(Code::ConnectionLost, operation, "no TLS connection came about")
        } else {
            Fault::new(Code::Unreachable, operation, detail.unwrap_or("the name is not known or nothing answers there"))
        };
    }
    if error.is_decode() && detail.is_none() {
        return Fault::new(Code::BadAnswer, operation, "the body cannot be unpacked");
    }
    Fault::new(Code::ConnectionLost, operation, detail.unwrap_or("the connection broke"))
}

/// The first error of a type in a chain, i/o errors' wrapped ones included.
pub(crate) fn find<'e, T: std::error::Error + 'static>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .map(|inner| inner as &(dyn std::error::Error + 'static))
            .or_else(|| error.source());
    }
    None
}

fn io_reason(error: &reqwest::Error) -> Option<&'static str> {
    use std::io::ErrorKind;
    match find::<std::io::Error>(error)?.kind() {
        ErrorKind::ConnectionRefused => Some("the connection was refused"),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            Some("the connection was reset")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Some("the network does not reach it"),
        ErrorKind::UnexpectedEof => Some("the answer was cut short"),
        _ => None,
    }
}

/// Whether a host is this computer itself: `localhost`, names below it, 127.0.0.0/8 and ::1.
#[must_use]
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
