//! The shop as the outside meets it: one request in, one answer out, with the time it takes and what goes wrong on the way.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use jiff::Timestamp;

use crate::{
    clock::{Clock, WallClock, Zone},
    options::Options,
    pace::Pacer,
};

use super::{
    auth::{self, ApiKey},
    generate::Generator,
    query::{Query, Request},
    reply::{Reply, RestError},
    routes::{self, Context},
    state::State,
};

/// A simulated WooCommerce shop. Cheap to clone; all clones are the same shop.
#[derive(Clone, Debug)]
pub struct DemoShop(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub options: Options,
    pub clock: Arc<dyn Clock>,
    pub keys: [ApiKey; 3],
    pub zone: Zone,
    pub pacer: Pacer,
    pub state: Mutex<State>,
}

/// The connection was lost before an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the connection was lost")]
pub struct Dropped;

impl DemoShop {
    /// A shop on the system's clock (or one that started at `options.now`).
    pub fn new(options: Options) -> Self {
        let clock = Arc::new(WallClock::starting_at(options.now));
        Self::with_clock(options, clock)
    }

    /// A shop on a clock of the caller's; `options.now` is not looked at.
    pub fn with_clock(options: Options, clock: Arc<dyn Clock>) -> Self {
        let generator =
            Generator::new(options.seed, u64::from(options.orders.clamp(10, 1_000_000)), clock.now().as_second());
        let state = State::new(generator, options.faults.clone());
        Self(Arc::new(Inner {
            keys: auth::keys(options.seed),
            zone: Zone::amsterdam(),
            pacer: Pacer::new(options.pace),
            state: Mutex::new(state),
            clock,
            options,
        }))
    }

    /// The consumer keys: for everything, to read only, to write only.
    pub fn keys(&self) -> &[ApiKey; 3] {
        &self.0.keys
    }

    /// The moving parts. A panic elsewhere leaves them as they are: every change is made in one step.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request. The address may be absolute (`https://shop.test/…`: https makes it a TLS connection) or a path with a
    /// `Host` header; a [`Secure`](crate::Secure) extension marks a TLS connection too.
    ///
    /// # Errors
    /// [`Dropped`] where the shop is down or a fault lost the connection.
    pub async fn handle(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, Dropped> {
        let head = request.method() == Method::HEAD;
        let request = read_request(request, &self.0.options.site.folder);
        if self.state().down {
            return Err(Dropped);
        }
        let permit = self.0.pacer.enter().await;
        let reply = self.answer(&request);
        self.0.pacer.work(self.0.clock.as_ref(), reply.work_ms).await;
        drop(permit);
        let now = self.now();
        self.state().saw(now, &request, reply.status.as_u16());
        Ok(finish(reply, now, head))
    }

    /// UTC second on the shop's clock, faults included.
    pub(super) fn now(&self) -> i64 {
        let off = self.state().clock_off();
        self.0.clock.now().as_second() + off
    }

    fn answer(&self, request: &Request) -> Reply {
        let now = self.now();
        let options = &self.0.options;
        let context = Context {
            site: format!("{}{}", request.origin, options.site.folder),
            zone: &self.0.zone,
            plugin: options.plugin_status,
            now,
        };
        let mut state = self.state();
        rest(&mut state, &context, request, &self.0.keys)
    }
}

fn rest(state: &mut State, context: &Context<'_>, request: &Request, keys: &[ApiKey]) -> Reply {
    let segments: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
    let rights = match auth::authenticate(request, keys, &mut state.nonces, context.now) {
        Ok(rights) => rights,
        Err(refusal) => return refusal.reply(),
    };
    let reply = match segments.as_slice() {
        ["wp-json", "wc", "v3", path @ ..] => routes::wc(state, context, request, path, rights),
        _ => Err(RestError::no_route()),
    };
    reply.unwrap_or_else(|refusal| refusal.reply())
}

/// Reads method, address and body.
fn read_request(request: http::Request<Bytes>, folder: &str) -> Request {
    let (parts, body) = request.into_parts();
    let header = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let secure = parts.extensions.get::<crate::Secure>().is_some() || parts.uri.scheme_str() == Some("https");
    let host = parts
        .uri
        .authority()
        .map(ToString::to_string)
        .or_else(|| header(header::HOST))
        .unwrap_or_else(|| "shop.test".to_owned());
    let raw = parts.uri.path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
    let path = parts.uri.path().strip_prefix(folder).unwrap_or(parts.uri.path()).to_owned();
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    let asked =
        header(HeaderName::from_static("x-http-method-override")).or_else(|| query.get("_method").map(str::to_owned));
    let method = asked.filter(|_| method == Method::POST).and_then(|name| name.parse().ok()).unwrap_or(method);
    Request {
        method,
        path,
        raw,
        query,
        body: serde_json::from_slice(&body).unwrap_or_default(),
        authorization: header(header::AUTHORIZATION),
        secure,
        origin: format!("{}://{host}", if secure { "https" } else { "http" }),
    }
}

/// Adds what every answer bears.
fn finish(reply: Reply, now: i64, head: bool) -> Response<Bytes> {
    let mut response = Response::new(if head { Bytes::new() } else { Bytes::from(reply.body) });
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    let date = Timestamp::from_second(now).unwrap_or_default().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        headers.insert(header::DATE, date);
    }
    let _ = (Duration::ZERO, StatusCode::OK);
    response
}
