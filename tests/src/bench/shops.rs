//! The shops that a run reads from: one in this process, called directly, where only our own work is measured; one in
//! a process of its own, over https, where the way to it counts or its work must not be taken for ours.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::{Context, Result, ensure};
use async_trait::async_trait;
use connectors::{Answer, Connector, HttpTransport, Request, SignIn, SystemClock, Transport};
use demo_shop::{DemoShop, Options, Pace, Secure};
use domain::{Code, Fault, ShopTag, System};
use jiff::Timestamp;
use replica::{NewShop, Replica, Shop};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::SEED;
use crate::{rig::process::Daemon, world};

/// The tag of every shop of a run.
const TAG: &str = "BN";

/// A demo shop called in process.
struct InProcess(DemoShop);

#[async_trait]
impl Transport for InProcess {
    async fn send(&self, mut request: Request) -> Result<Answer, Fault> {
        request.extensions_mut().insert(Secure);
        let dropped = |_| Fault::new(Code::ConnectionLost, "ask the shop", "the shop dropped the connection");
        self.0.handle(request).await.map_err(dropped)
    }
}

/// A demo shop of so many orders in this process, signed in to.
pub(super) async fn in_process(orders: u32) -> Result<Arc<dyn Connector>> {
    let options = Options { orders, seed: SEED, ..Options::default() };
    let shop = tokio::task::spawn_blocking(move || DemoShop::new(options)).await??;
    let [key, ..] = shop.keys().clone();
    let sign_in = SignIn::new().with("url", "https://bench.example").with("key", &key.key).with("secret", &key.secret);
    connect(&sign_in, Arc::new(InProcess(shop)))
}

fn connect(sign_in: &SignIn, transport: Arc<dyn Transport>) -> Result<Arc<dyn Connector>> {
    connectors::connect(System::Woocommerce, sign_in, transport, Arc::new(SystemClock))
        .map_err(|fault| anyhow::anyhow!("{fault}"))
}

/// Enters a shop into a replica, as connecting one does.
pub(super) async fn add(replica: &Replica) -> Result<Shop> {
    let new = NewShop {
        system: System::Woocommerce,
        tag: ShopTag::new(TAG)?,
        name: "Bench".to_owned(),
        sign_in: json!({ "url": "https://bench.example" }),
        facts: None,
        connected_at: Timestamp::now(),
    };
    Ok(replica.add_shop(new).await?)
}

/// A transport that keeps requests of one kind that were answered.
pub(super) struct Recording {
    network: HttpTransport,
    is_kept: fn(&Request) -> bool,
    kept: Mutex<Vec<Request>>,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

impl Recording {
    /// What was recorded.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The most of them that were under way at once.
    pub(super) fn most_at_once(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }

    /// Forgets what was recorded so far.
    pub(super) fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.most.store(0, Ordering::Relaxed);
    }
}

#[async_trait]
impl Transport for Recording {
    async fn send(&self, request: Request) -> Result<Answer, Fault> {
        if !(self.is_kept)(&request) {
            return self.network.send(request).await;
        }
        let kept = request.clone();
        let now = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(now, Ordering::Relaxed);
        let answered = self.network.send(request).await;
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        let answer = answered?;
        if answer.status().is_success() {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
        }
        Ok(answer)
    }
}

/// One order, read or changed: what carrying out an edit asks of a shop.
pub(super) fn is_of_one_order(request: &Request) -> bool {
    let id = request.uri().path().rsplit_once("/orders/").map(|(_, id)| id);
    id.is_some_and(|id| !id.is_empty() && id.bytes().all(|digit| digit.is_ascii_digit()))
}

/// A page of orders as the first sync reads them: whole, newest placed first.
pub(super) fn is_history_page(request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    request.uri().path().ends_with("/orders")
        && query.contains("orderby=date")
        && query.contains("status=any")
        && !query.contains("_fields=")
}

/// A demo shop in a process of its own.
pub(super) struct Served {
    sign_in: SignIn,
    _process: Daemon,
}

impl Served {
    /// Starts this same program as a shop.
    pub(super) fn start(orders: u32, pace: Pace) -> Result<Self> {
        let pace = if pace == Pace::Real { "real" } else { "none" };
        let mut command = Command::new(std::env::current_exe()?);
        command.args([CHILD, &orders.to_string(), pace]).stdout(Stdio::piped());
        let mut process = Daemon::spawn(&mut command)?;
        let mut line = String::new();
        BufReader::new(process.child().stdout.take().context("no output of the shop")?).read_line(&mut line)?;
        let told: Value = serde_json::from_str(&line).context("the shop did not start")?;
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        let sign_in = SignIn::new()
            .with("url", &text("url"))
            .with("key", &text("key"))
            .with("secret", &text("secret"))
            .with_trusted_fingerprint(Some(text("fingerprint").parse()?));
        Ok(Self { sign_in, _process: process })
    }

    /// The network, trusting the shop's certificate.
    pub(super) fn network(&self) -> Result<HttpTransport> {
        HttpTransport::new(self.sign_in.trusted_fingerprint).map_err(|fault| anyhow::anyhow!("{fault}"))
    }

    /// A way to it that records requests of a kind.
    pub(super) fn connect(&self, is_kept: fn(&Request) -> bool) -> Result<(Arc<dyn Connector>, Arc<Recording>)> {
        let recording = Arc::new(Recording {
            network: self.network()?,
            is_kept,
            kept: Mutex::default(),
            under_way: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        });
        Ok((connect(&self.sign_in, Arc::clone(&recording) as _)?, recording))
    }
}

/// Sends recorded requests again, so many at once, and throws the answers away.
pub(super) async fn replay(shop: &Served, requests: &[Request], at_once: usize) -> Result<()> {
    ensure!(!requests.is_empty(), "nothing was recorded");
    let network = shop.network()?;
    let requests: Arc<[Request]> = requests.into();
    let next = Arc::new(AtomicUsize::new(0));
    let mut lanes = JoinSet::new();
    for _ in 0..at_once {
        let (network, requests, next) = (network.clone(), Arc::clone(&requests), Arc::clone(&next));
        lanes.spawn(async move {
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let answer = network.send(request.clone()).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
                ensure!(answer.status().is_success(), "a request was refused: {}", answer.status());
            }
            Ok(())
        });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    Ok(())
}

/// The first argument that makes the program a shop.
pub const CHILD: &str = "serve-shop";

/// The child's side: serves `orders` orders at a pace (`real`, `none`) until it is ended, and tells by `say`, in one
/// line of JSON, how to sign in.
///
/// # Errors
/// Where the arguments are others or no port is free.
pub async fn serve_child(args: &[String], say: impl FnOnce(&str)) -> Result<()> {
    let [orders, pace] = args else { anyhow::bail!("{CHILD} ORDERS PACE") };
    let options = Options { orders: orders.parse()?, seed: SEED, pace: pace.parse()?, tls: true, ..Options::default() };
    let running = world::serve(options).await?;
    let certificate = running.certificate.as_ref().context("no certificate")?;
    let told = json!({
        "url": running.https_url, "fingerprint": certificate.sha256, "key": running.key, "secret": running.secret,
    });
    say(&told.to_string());
    std::future::pending().await
}
