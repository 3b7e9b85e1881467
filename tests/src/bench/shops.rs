//! The shops that a run reads from: one in this process, called directly, where only our own work is measured; one in
//! a process of its own, over https, where the way to it counts or its work must not be taken for ours.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, Result};
use async_trait::async_trait;
use connectors::{Answer, Connector, HttpTransport, Request, SignIn, SystemClock, Transport};
use demo_shop::{DemoShop, Options, Pace, Secure};
use domain::{Code, Fault, ShopTag, System};
use jiff::Timestamp;
use replica::{NewShop, Replica, Shop};
use serde_json::{Value, json};

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

/// A transport that keeps the requests for pages of whole orders that were answered.
pub(super) struct Recording {
    network: HttpTransport,
    pages: Mutex<Vec<Request>>,
}

impl Recording {
    /// What was recorded.
    pub(super) fn pages(&self) -> Vec<Request> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Transport for Recording {
    async fn send(&self, request: Request) -> Result<Answer, Fault> {
        let page = is_history_page(&request).then(|| request.clone());
        let answer = self.network.send(request).await?;
        if answer.status().is_success()
            && let Some(page) = page
        {
            self.pages.lock().unwrap_or_else(PoisonError::into_inner).push(page);
        }
        Ok(answer)
    }
}

/// A page of orders as the first sync reads them: whole, newest placed first.
fn is_history_page(request: &Request) -> bool {
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

    /// A way to it that records.
    pub(super) fn connect(&self) -> Result<(Arc<dyn Connector>, Arc<Recording>)> {
        let recording = Arc::new(Recording { network: self.network()?, pages: Mutex::default() });
        Ok((connect(&self.sign_in, Arc::clone(&recording) as _)?, recording))
    }
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
