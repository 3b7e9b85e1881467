//! What the window's process holds: the app (once it is open), its lock, its vault, the demo shop.

use std::{
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    App, Attention, Parts,
    api::{Boot, KeyStoreState, ShopView, UiEvent},
};
use demo_shop::Running;
use desktop::lock::InstanceLock;
use domain::{Code, Fault, OrderId, words::Language};
use tauri::{AppHandle, Manager};
use tokio::sync::{Mutex, watch};

use crate::{args::Args, demo, events, vault::ShellVault, window};

/// How long quitting may take.
const QUIT_LIMIT: Duration = Duration::from_secs(10);

/// The state behind every command.
pub(crate) struct Shell {
    handle: AppHandle,
    args: Args,
    data_dir: PathBuf,
    vault: Arc<ShellVault>,
    /// `None` until the data file is open.
    app: watch::Sender<Option<Result<App, Fault>>>,
    lock: std::sync::Mutex<Option<InstanceLock>>,
    demo: Mutex<Option<Running>>,
    quitting: AtomicBool,
    /// Whether the desktop shows tray icons.
    tray: AtomicBool,
    /// Whether the window's page has begun to load once.
    page_began: AtomicBool,
    started: Instant,
}

impl Shell {
    /// A shell whose app is not open yet.
    pub(crate) fn new(handle: AppHandle, args: Args, data_dir: PathBuf, started: Instant) -> Self {
        let vault = Arc::new(ShellVault::new(args.secrets, &data_dir));
        let (app, _) = watch::channel(None);
        Self {
            handle,
            args,
            data_dir,
            vault,
            app,
            lock: std::sync::Mutex::default(),
            demo: Mutex::default(),
            quitting: AtomicBool::new(false),
            tray: AtomicBool::new(false),
            page_began: AtomicBool::new(false),
            started,
        }
    }

    /// Opens the data directory and starts what runs beside the window. The window is up already and waits for it.
    pub(crate) async fn open(self: Arc<Self>) {
        let opened = boxed(self.open_app()).await;
        self.reached("data open");
        if let Err(fault) = &opened {
            tracing::error!(%fault, "the data directory could not be opened");
        }
        self.app.send_replace(Some(opened.clone()));
        let Ok(app) = opened else { return };
        window::apply_settings(&self.handle, &app.settings());
        let has_tray = desktop::tray::host_is_present().await;
        self.tray.store(has_tray, Ordering::Relaxed);
        tauri::async_runtime::spawn(events::relay(self.handle.clone(), app.clone()));
        tauri::async_runtime::spawn(events::ring(self.handle.clone(), Arc::clone(&self), app.clone()));
        let wants_demo = self.args.demo || has_demo(app).await;
        if wants_demo && let Err(fault) = boxed(self.start_demo()).await {
            tracing::error!(%fault, "the demo shop could not be started");
        }
        if let Some(reference) = self.args.order.clone() {
            boxed(self.open_reference(reference)).await;
        }
    }

    async fn open_app(&self) -> Result<App, Fault> {
        let owner = self.take_directory().map_err(|error| {
            Fault::new(Code::Disk, "open data directory", format!("{}: {error}", self.data_dir.display()))
        })?;
        let parts = Parts {
            data_dir: self.data_dir.clone(),
            owner,
            vault: Arc::clone(&self.vault) as Arc<dyn app::Vault>,
            picture_base: crate::pictures::BASE.to_owned(),
            resource_dir: self.resource_dir(),
            system_language: system_language(),
        };
        App::open(parts).await
    }

    /// Makes the data directory and takes its lock; whether it was to be had.
    fn take_directory(&self) -> std::io::Result<bool> {
        desktop::private::create_dir(&self.data_dir)?;
        let lock = InstanceLock::acquire(&self.data_dir)?;
        let owner = lock.is_some();
        if let Ok(mut kept) = self.lock.lock() {
            *kept = lock;
        }
        Ok(owner)
    }

    /// Fonts beside the installed app; in a development tree they lie where the sources are.
    fn resource_dir(&self) -> Option<PathBuf> {
        self.handle.path().resource_dir().ok().map(|dir| dir.join("fonts")).filter(|dir| dir.is_dir())
    }

    /// The app, as soon as it is open.
    pub(crate) async fn app(&self) -> Result<App, Fault> {
        let mut opened = self.app.subscribe();
        let closed = |_| Fault::new(Code::Internal, "open", "the app is closing");
        let state = opened.wait_for(Option::is_some).await.map_err(closed)?;
        state.clone().unwrap_or_else(|| Err(Fault::new(Code::Internal, "open", "not open")))
    }

    /// All that the window needs for its first picture.
    pub(crate) async fn boot(&self) -> Result<Boot, Fault> {
        let app = self.app().await?;
        // The key store answers over a bus: asked meanwhile, not after.
        let (boot, key_store) = tokio::join!(app.boot(), self.vault.state());
        self.reached("boot answered");
        Ok(Boot { demo: self.args.demo, key_store, ..boot? })
    }

    /// Where secrets are.
    pub(crate) const fn vault(&self) -> &Arc<ShellVault> {
        &self.vault
    }

    /// Makes or unlocks the encrypted secrets file and connects the shops that waited for it.
    pub(crate) async fn unlock_file(&self, passphrase: String) -> Result<KeyStoreState, Fault> {
        self.vault.unlock_file(passphrase).await?;
        self.app().await?.secrets_unlocked().await;
        Ok(self.vault.state().await)
    }

    /// Starts the demo shop, once, and connects it.
    pub(crate) async fn start_demo(&self) -> Result<ShopView, Fault> {
        let app = self.app().await?;
        let mut running = self.demo.lock().await;
        let running = match running.take() {
            Some(shop) => running.insert(shop),
            None => running.insert(demo::start(self.args.clone(), self.data_dir.clone()).await?),
        };
        tracing::info!(url = running.url, "the demo shop is open");
        app.connect_demo(&demo::sign_in(running)).await
    }

    /// Shows an order in the window.
    pub(crate) fn open_order(&self, id: OrderId) {
        events::emit(&self.handle, &UiEvent::OpenOrder { id });
    }

    /// Shows the order that a reference or a `shopbell://order/…` link names. A link only navigates.
    pub(crate) async fn open_reference(&self, reference: String) {
        let reference = reference.strip_prefix("shopbell://").unwrap_or(&reference);
        let reference = reference.strip_prefix("order/").unwrap_or(reference).trim_end_matches('/');
        let found = match self.app().await {
            Ok(app) => app.resolve(reference).await,
            Err(fault) => Err(fault),
        };
        match found {
            Ok(id) => self.open_order(id),
            Err(fault) => tracing::warn!(%fault, "the order to open was not found"),
        }
    }

    /// Whether closing the window leaves the bell ringing.
    pub(crate) fn keeps_running(&self) -> bool {
        let close_to_tray = match &*self.app.borrow() {
            Some(Ok(app)) => app.settings().window.close_to_tray,
            _ => false,
        };
        close_to_tray && !self.quitting.load(Ordering::Relaxed)
    }

    /// Whether the window can be hidden into a tray.
    pub(crate) fn has_tray(&self) -> bool {
        self.tray.load(Ordering::Relaxed)
    }

    /// Says whether the window is in front.
    pub(crate) fn attention(&self, in_front: bool) {
        if let Some(Ok(app)) = &*self.app.borrow() {
            app.set_attention(if in_front { Attention::Front } else { Attention::Behind });
        }
    }

    /// Traces a step of the start-up, at debug level: `RUST_LOG=shopbell_window=debug` shows where its time goes.
    pub(crate) fn reached(&self, step: &'static str) {
        tracing::debug!(total_ms = self.started.elapsed().as_millis(), "start-up: {step}");
    }

    /// Whether this is the first call: what comes with the first page comes once.
    pub(crate) fn first_page(&self) -> bool {
        !self.page_began.swap(true, Ordering::Relaxed)
    }

    /// The first orders are painted.
    pub(crate) fn window_ready(&self, page_ms: f64) {
        tracing::info!(page_ms, total_ms = self.started.elapsed().as_millis(), "first orders painted");
    }

    async fn close(&self) {
        if let Some(running) = self.demo.lock().await.take() {
            running.shutdown().await;
        }
        if let Some(Ok(app)) = self.app.send_replace(None) {
            app.close().await;
        }
    }
}

/// Quits for good: stops the sync, closes the file, ends.
pub(crate) fn quit(handle: &AppHandle) {
    let shell = Arc::clone(&handle.state::<Arc<Shell>>());
    if shell.quitting.swap(true, Ordering::Relaxed) {
        return;
    }
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        if tokio::time::timeout(QUIT_LIMIT, shell.close()).await.is_err() {
            tracing::warn!("closing took too long");
        }
        handle.exit(0);
    });
}

/// A step of a long task behind a pointer: the compiler proves it sendable once, here, instead of for all lifetimes of
/// the whole task, which it cannot.
fn boxed<'a, T>(step: impl Future<Output = T> + Send + 'a) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(step)
}

/// Whether the embedded demo shop was connected in an earlier run.
async fn has_demo(app: App) -> bool {
    match app.shops().await {
        Ok(shops) => shops.iter().any(|shop| shop.demo),
        Err(_) => false,
    }
}

fn system_language() -> Language {
    desktop::locale::tag().and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}
