//! The shop as the outside meets it: one request in, one answer out, with the time it takes and what goes wrong on the way.

use std::{
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use crate::{
    clock::{Clock, WallClock},
    http::{Dropped, Served},
    journal::{Header, Journal, StateFileError, System},
    options::{Options, Pictures},
    pace::Pacer,
    pages,
    reply::Reply,
    strikes::{self, Strike, Struck},
    uploads,
};

use super::{
    auth::{self, Integration},
    control, control_http,
    generate::Generator,
    placing,
    request::Request,
    routes::{self, Context},
    state::{Late, State},
};

/// Orders are held in memory: no more than this many.
const MOST_ORDERS: u32 = 100_000;

/// A simulated Magento shop. Cheap to clone; all clones are the same shop.
#[derive(Clone, Debug)]
pub struct MagentoShop(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: Options,
    clock: Arc<dyn Clock>,
    integrations: [Integration; 3],
    pacer: Pacer,
    state: Mutex<State>,
}

impl MagentoShop {
    /// A shop on the system's clock (or one that shows `options.now` at the start and runs on). Of the options those about WordPress
    /// (`features`, `site.kind`, `site.redirect`, `site.plain_permalinks`) are not looked at, and orders end at 100,000.
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
        let orders = u64::from(options.orders.clamp(10, MOST_ORDERS));
        let mut header = Header::new(options.seed, orders, clock.now().as_second()).of(System::Magento2);
        let mut journal = None;
        if let Some(path) = &options.state_file {
            let opened = Journal::open(path, header)?;
            header = opened.header;
            journal = Some((opened.journal, opened.records));
        }
        let generator = Generator::new(header.seed, header.orders, header.now, options.plugin_status);
        let mut state = State::new(generator, journal);
        state.set_faults(options.faults.clone());
        Ok(Self(Arc::new(Inner {
            integrations: auth::integrations(header.seed),
            pacer: Pacer::new(options.pace),
            state: Mutex::new(state),
            clock,
            options,
        })))
    }

    /// The integrations: for everything, to read only, to pack without moving money.
    pub fn integrations(&self) -> &[Integration; 3] {
        &self.0.integrations
    }

    /// What the shop was set up with.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The moving parts. A panic elsewhere leaves them usable: every change is made in one step.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn context(&self, origin: &str, now: i64) -> Context<'_> {
        let options = &self.0.options;
        Context { site: format!("{origin}{}", options.site.folder), now, options }
    }

    /// UTC second on the shop's clock, faults included.
    pub(super) fn now(&self) -> i64 {
        let off = strikes::clock_off(&self.state().faults);
        self.0.clock.now().as_second() + off
    }

    /// Lets everything take place that is due: late writes, new orders. Gives the UTC second on the shop's clock.
    pub(super) fn catch_up(&self) -> i64 {
        let now = self.now();
        let mut state = self.state();
        let (mut due, still) =
            std::mem::take(&mut state.late).into_iter().partition::<Vec<_>, _>(|late| late.due <= now);
        state.late = still;
        due.sort_by_key(|late| late.due);
        for late in due {
            let context = self.context(&late.request.origin, late.due);
            control::come_first(&mut state, &context, &late.request, false);
            let _ = routes::answer(&mut state, &context, &late.request, Ok(late.by));
        }
        placing::catch_up(&mut state, self.0.options.place_per_minute, now);
        now
    }

    /// Answers one request. The address may be absolute (`https://shop.test/rest/V1/orders`; https stands for a TLS connection) or a
    /// path with a `Host` header; a [`Secure`](crate::Secure) extension marks a TLS connection too. A write takes effect before its
    /// time is waited for, so dropping the future then loses the answer, not the effect: as with a real server.
    ///
    /// # Errors
    /// [`Dropped`] where the shop is down or a fault lost the connection.
    pub async fn handle(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, Dropped> {
        let head = request.method() == Method::HEAD;
        let request = Request::read(request, &self.0.options.site.folder);
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
        let struck = {
            let state = &mut *self.state();
            strikes::strike(&state.faults, &mut state.dice, request.writes())
        };
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

    /// The answer a fault leaves.
    fn struck(&self, request: &Request, struck: Struck) -> Result<Reply, Dropped> {
        let answer = || self.answer(request, struck.between);
        match struck.strike {
            Strike::Miss => Ok(answer()),
            Strike::TooMany(wait) => Ok(pages::too_many().with("retry-after", wait.as_secs().to_string())),
            Strike::Broken(StatusCode::SERVICE_UNAVAILABLE) => Ok(maintenance()),
            Strike::Broken(status) => {
                if matches!(status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT) && request.writes() {
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
                // Who sent it is settled on arrival: its nonce would be used up later.
                if let Ok(by) = self.sender(&mut state, request, now) {
                    let due = now + i64::try_from(wait.as_secs()).unwrap_or(i64::MAX / 2);
                    state.late.push(Late { due, request: request.clone(), by });
                }
                Err(Dropped)
            }
        }
    }

    fn sender(
        &self,
        state: &mut State,
        request: &Request,
        now: i64,
    ) -> Result<Option<Integration>, super::reply::MagentoError> {
        let bearer = self.0.options.magento.bearer;
        auth::authenticate(request, &self.0.integrations, bearer, &mut state.nonces, now).map(Option::<&_>::cloned)
    }

    fn answer(&self, request: &Request, struck_between: bool) -> Reply {
        let now = self.now();
        let mut state = self.state();
        if state.maintenance {
            return maintenance();
        }
        if !request.path.starts_with("/rest/") && !request.path.starts_with("/index.php/rest/") {
            return page(&state, request, self.0.options.pictures);
        }
        let context = self.context(&request.origin, now);
        let sender = self.sender(&mut state, request, now);
        if matches!(sender, Ok(Some(_))) {
            control::come_first(&mut state, &context, request, struck_between);
        }
        routes::answer(&mut state, &context, request, sender)
    }
}

impl Served for MagentoShop {
    fn answer(&self, request: http::Request<Bytes>) -> impl Future<Output = Result<Response<Bytes>, Dropped>> + Send {
        self.handle(request)
    }

    fn folder(&self) -> &str {
        &self.0.options.site.folder
    }

    fn by_tls(&self) -> bool {
        self.0.options.tls
    }

    fn https_is_at(&self, _: u16) {}
}

/// What the site answers beside its interface: pictures, its version, a page for people.
fn page(state: &State, request: &Request, kind: Pictures) -> Reply {
    if let Some(path) = request.path.strip_prefix("/media/catalog/product") {
        let step = request.get("step").and_then(|step| step.parse().ok()).unwrap_or(0);
        let address = format!("{}{}", request.origin, request.raw_path);
        return uploads::answer(kind, state.generator.wares.pictured(path), &address, step);
    }
    match request.path.as_str() {
        "/magento_version" => Reply::html(StatusCode::OK, "Magento/2.4 (Community)"),
        "" | "/" => Reply::html(
            StatusCode::OK,
            "<!doctype html>\n<html lang=\"en\"><head><title>Home page</title><script type=\"text/x-magento-init\">{}</script></head><body class=\"cms-home\"></body></html>",
        ),
        _ => Reply::html(
            StatusCode::NOT_FOUND,
            "<!doctype html>\n<html lang=\"en\"><head><title>404 Not Found</title></head></html>",
        ),
    }
}

/// The page of a shop under maintenance: HTML for a program, too, and 503.
fn maintenance() -> Reply {
    let page = "<!doctype html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" >\n<head>\n    <title>Error 503: Service Unavailable</title>\n    <meta name=\"robots\" content=\"*\"/>\n</head>\n<body>\n    <main class=\"page-main\">\n<h1>Service Temporarily Unavailable</h1>\n<p>\n    The server is temporarily unable to service your request due to maintenance downtime or capacity problems.\n    Please try again later.\n</p>\n    </main>\n</body>\n</html>\n";
    Reply::html(StatusCode::SERVICE_UNAVAILABLE, page)
}
