//! The shop as the outside meets it: one request in, one answer out, with the time it takes and what goes wrong on the way.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use http::{HeaderName, Method, Response, StatusCode, header};

use crate::{
    clock::{Clock, WallClock, Zone},
    http::{Dropped, Served},
    journal::{Header, Journal, StateFileError},
    options::{Options, Pictures},
    pace::Pacer,
    pages,
    strikes::{Strike, Struck},
    uploads,
};

use super::{
    auth::{self, ApiKey, Rights},
    between, control_http,
    generate::Generator,
    pictures, placing,
    query::{Query, Request},
    reply::{Reply, RestError, writes},
    routes::{self, Context},
    site,
    state::{Late, State},
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
    /// Where https is served, once it is.
    pub tls_port: OnceLock<u16>,
}

impl DemoShop {
    /// A shop on the system's clock (or one that shows `options.now` at the start and runs on).
    ///
    /// # Errors
    /// When the state file cannot be used.
    pub fn new(options: Options) -> Result<Self, StateFileError> {
        let clock = Arc::new(WallClock::starting_at(options.now));
        Self::with_clock(options, clock)
    }

    /// A shop on a clock of the caller's; `options.now` is not looked at.
    ///
    /// # Errors
    /// When the state file cannot be used.
    pub fn with_clock(options: Options, clock: Arc<dyn Clock>) -> Result<Self, StateFileError> {
        let orders = u64::from(options.orders.clamp(10, 1_000_000));
        let mut header = Header::new(options.seed, orders, clock.now().as_second());
        let mut journal = None;
        if let Some(path) = &options.state_file {
            let opened = Journal::open(path, header)?;
            header = opened.header;
            journal = Some((opened.journal, opened.records));
        }
        let mut state = State::new(Generator::new(header.seed, header.orders, header.now), journal);
        state.set_faults(options.faults.clone());
        state.mails_cancelled = options.features.cancelled_mail;
        Ok(Self(Arc::new(Inner {
            keys: auth::keys(header.seed),
            zone: Zone::amsterdam(),
            pacer: Pacer::new(options.pace),
            state: Mutex::new(state),
            tls_port: OnceLock::new(),
            clock,
            options,
        })))
    }

    /// The consumer keys: for everything, to read only, to write only.
    pub fn keys(&self) -> &[ApiKey; 3] {
        &self.0.keys
    }

    /// What the shop was set up with.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The moving parts. A panic elsewhere leaves them usable: every change is made in one step.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn context(&self, site: String, now: i64) -> Context<'_> {
        let options = &self.0.options;
        let pictures = if options.pictures == Pictures::Loopback { uploads::LOOPBACK.to_owned() } else { site.clone() };
        Context { site, pictures, zone: &self.0.zone, plugin: options.plugin_status, now, options }
    }

    /// Lets everything take place that is due: late writes, new orders. Gives the UTC second on the shop's clock.
    pub(super) fn catch_up(&self) -> i64 {
        let mut state = self.state();
        let now = self.0.clock.now().as_second() + state.clock_off();
        let (mut due, still) =
            std::mem::take(&mut state.late).into_iter().partition::<Vec<_>, _>(|late| late.due <= now);
        state.late = still;
        due.sort_by_key(|late| late.due);
        for late in due {
            let context = self.context(site_of(&late.request, &self.0.options.site.folder), late.due);
            between::come_first(&mut state, &context, &late.request, false);
            let _ = routes::answer(&mut state, &context, &late.request, late.rights);
        }
        placing::catch_up(&mut state, self.0.options.place_per_minute, now);
        now
    }

    /// Answers one request. The address may be absolute (`https://shop.test/…`; https stands for a TLS connection) or a path with a
    /// `Host` header; a [`Secure`](crate::Secure) extension marks a TLS connection too. A write takes effect before its time is waited
    /// for, so dropping the future then loses the answer, not the effect: as with a real server.
    ///
    /// # Errors
    /// [`Dropped`] where the shop is down or a fault lost the connection.
    pub async fn handle(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, Dropped> {
        let head = request.method() == Method::HEAD;
        let request = read_request(request, &self.0.options.site.folder);
        if request.path.starts_with(control_http::PREFIX) {
            let reply = control_http::answer(self, &request);
            return Ok(reply.finish(self.now(), head));
        }
        let now = self.catch_up();
        if self.state().down {
            self.state().saw(now, &request, 0);
            return Err(Dropped);
        }
        let permit = self.0.pacer.enter().await;
        let struck = self.state().strike(&request);
        if !struck.wait.is_zero() {
            self.0.clock.sleep(struck.wait).await;
        }
        let answered = self.struck(&request, struck);
        let now = self.now();
        self.state().saw(now, &request, answered.as_ref().map_or(0, |reply| reply.status.as_u16()));
        if let Ok(reply) = &answered {
            self.0.pacer.work(self.0.clock.as_ref(), reply.work_ms).await;
        }
        drop(permit);
        Ok(answered?.finish(self.now(), head))
    }

    /// UTC second on the shop's clock, faults included.
    pub(super) fn now(&self) -> i64 {
        let off = self.state().clock_off();
        self.0.clock.now().as_second() + off
    }

    /// The answer a fault leaves.
    fn struck(&self, request: &Request, struck: Struck) -> Result<Reply, Dropped> {
        let answer = || self.answer(request, struck.between);
        match struck.strike {
            Strike::Miss => Ok(answer()),
            Strike::TooMany(wait) => Ok(pages::too_many().with("retry-after", wait.as_secs().to_string())),
            Strike::Broken(status) => {
                if matches!(status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT) && writes(&request.method) {
                    let _ = answer();
                }
                Ok(pages::broken(status))
            }
            Strike::Html => Ok(pages::captcha(StatusCode::OK)),
            Strike::Truncate => Ok(answer().truncated()),
            Strike::DropBefore => Err(Dropped),
            Strike::DropAfter => {
                let _ = answer();
                Err(Dropped)
            }
            Strike::Late(wait) => {
                let now = self.now();
                let mut state = self.state();
                // Who sent it is settled on arrival: its signature would be stale later.
                if let Ok(rights) = auth::authenticate(request, &self.0.keys, &mut state.nonces, now) {
                    let due = now + i64::try_from(wait.as_secs()).unwrap_or(i64::MAX / 2);
                    state.late.push(Late { due, request: request.clone(), rights });
                }
                Err(Dropped)
            }
        }
    }

    fn answer(&self, request: &Request, struck_between: bool) -> Reply {
        if let Some(reply) = site::before_the_shop(&self.0.options, self.0.tls_port.get().copied(), request) {
            return reply;
        }
        if let Some(reply) = pictures::answer(&self.0.options, &self.state(), request) {
            return reply;
        }
        let context = self.context(site_of(request, &self.0.options.site.folder), self.now());
        let mut state = self.state();
        match auth::authenticate(request, &self.0.keys, &mut state.nonces, context.now) {
            Ok(rights) => {
                if rights.is_some() {
                    between::come_first(&mut state, &context, request, struck_between);
                }
                with_site_headers(routes::answer(&mut state, &context, request, rights), &context, rights)
            }
            Err(refusal) => with_site_headers(refusal.reply(), &context, Some(Rights::Read)),
        }
    }
}

impl Served for DemoShop {
    fn answer(&self, request: http::Request<Bytes>) -> impl Future<Output = Result<Response<Bytes>, Dropped>> + Send {
        self.handle(request)
    }

    fn folder(&self) -> &str {
        &self.0.options.site.folder
    }

    fn by_tls(&self) -> bool {
        self.0.options.tls
    }

    fn https_is_at(&self, port: u16) {
        // Served a second time, the first place stays.
        let _ = self.0.tls_port.set(port);
    }
}

/// The site's address as a request sees it.
fn site_of(request: &Request, folder: &str) -> String {
    format!("{}{folder}", request.origin)
}

/// The headers WordPress adds to every answer of its interface.
fn with_site_headers(reply: Reply, context: &Context<'_>, rights: Option<Rights>) -> Reply {
    let mut reply = reply
        .with("x-robots-tag", "noindex")
        .with("x-content-type-options", "nosniff")
        .with("access-control-expose-headers", "X-WP-Total, X-WP-TotalPages, Link")
        .with(
            "access-control-allow-headers",
            "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
        );
    if reply.header("link").is_none() {
        reply = reply.with("link", format!("<{}>; rel=\"https://api.w.org/\"", site::api_root(context)));
    }
    if rights.is_some() {
        return reply
            .with("expires", "Wed, 11 Jan 1984 05:00:00 GMT")
            .with("cache-control", "no-cache, must-revalidate, max-age=0, no-store, private");
    }
    reply.with("vary", "Origin")
}

/// Reads method, address and body.
fn read_request(request: http::Request<Bytes>, folder: &str) -> Request {
    let (parts, body) = request.into_parts();
    let header = |name: HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let secure = parts.extensions.get::<crate::Secure>().is_some() || parts.uri.scheme_str() == Some("https");
    let host = parts.uri.authority().map(ToString::to_string).or_else(|| header(header::HOST));
    let raw = parts.uri.path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    let asked =
        header(HeaderName::from_static("x-http-method-override")).or_else(|| query.get("_method").map(str::to_owned));
    let parsed = serde_json::from_slice(&body);
    Request {
        method: asked.filter(|_| method == Method::POST).and_then(|name| name.parse().ok()).unwrap_or(method),
        path: parts.uri.path().strip_prefix(folder).unwrap_or_default().to_owned(),
        raw,
        query,
        bad_body: parsed.is_err() && !body.is_empty(),
        body: parsed.unwrap_or_default(),
        agent: header(header::USER_AGENT),
        authorization: header(header::AUTHORIZATION),
        secure,
        origin: format!("{}://{}", if secure { "https" } else { "http" }, host.as_deref().unwrap_or("shop.test")),
    }
}

impl RestError {
    /// The refusal of a body that is no JSON.
    pub(super) fn bad_json() -> Self {
        Self {
            status: 400,
            code: "rest_invalid_json",
            message: "Invalid JSON body passed.".to_owned(),
            data: serde_json::json!({"status": 400, "json_error_code": 4, "json_error_message": "Syntax error"}),
        }
    }
}
