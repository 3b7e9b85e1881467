//! Everything a face may ask, free of any host: used by the window's shell and by the command line alike.
//!
//! An [`App`] is one data directory opened. The face that holds the directory's lock is its owner and runs the sync;
//! any other reads, keeps what exists nowhere else, and asks the owner to sync.

pub mod api;
mod bell;
mod boot;
mod edits;
mod error;
mod events;
mod health;
mod lists;
mod orders;
mod owner;
mod pictures;
mod settings;
mod shops;
mod slips;
mod timeline;
mod vault;

pub use bell::Ring;
pub use edits::{EditRequest, Grace};
pub use slips::{PrintFile, SlipRequest, Slips};
pub use sync::Attention;
pub use vault::Vault;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, RwLock, atomic::AtomicUsize},
    time::Duration,
};

use api::{Settings, UiEvent};
use connectors::{Clock, SystemClock};
use domain::{Code, Fault, Language, ShopId};
use jiff::Timestamp;
use lists::OpenLists;
use replica::{OpenOptions, Opening, Replica};
use sync::{Engine, EngineParts};
use tokio::sync::{broadcast, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use error::from_replica;

/// How long closing may take before what still runs is left to the process's end. Nothing is lost by that: what
/// counts is committed.
const CLOSE_LIMIT: Duration = Duration::from_secs(8);

/// What a face brings along when it opens a data directory.
pub struct Parts {
    /// The directory; made by the face, its user's alone.
    pub data_dir: PathBuf,
    /// Whether the face holds the directory's lock, and so runs the sync.
    pub owner: bool,
    /// Where secrets are.
    pub vault: Arc<dyn Vault>,
    /// What addresses of pictures start with, a slash at the end.
    pub picture_base: String,
    /// Folder of resource files shipped with the app (large fonts); `None`: beside the sources.
    pub resource_dir: Option<PathBuf>,
    /// The system's language, where the settings name none.
    pub system_language: Language,
}

/// An opened data directory. Clones share it.
#[derive(Clone)]
pub struct App {
    state: Arc<State>,
}

pub(crate) struct State {
    data_dir: PathBuf,
    replica: Replica,
    engine: Option<Engine>,
    vault: Arc<dyn Vault>,
    clock: Arc<dyn Clock>,
    picture_base: String,
    resource_dir: Option<PathBuf>,
    system_language: Language,
    settings: RwLock<Settings>,
    lists: Mutex<OpenLists>,
    notices: Vec<Fault>,
    events: broadcast::Sender<UiEvent>,
    fonts: tokio::sync::OnceCell<Arc<documents::Fonts>>,
    pictures: Mutex<BTreeMap<ShopId, Arc<connectors::Pictures>>>,
    /// Secrets that must not outlive the process: the embedded demo shop's.
    passing_secrets: Mutex<BTreeMap<ShopId, String>>,
    connecting: tokio::sync::Mutex<()>,
    /// Edits since the index of words was last tidied up.
    untidy: AtomicUsize,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl App {
    /// As [`App::open`], but leaves the shops alone until something asks for them ([`App::sync_once`],
    /// [`App::push_once`]): for a command that reads or enters something and ends.
    ///
    /// # Errors
    /// As [`App::open`].
    pub async fn open_at_rest(parts: Parts) -> Result<Self, Fault> {
        let app = Self::set_up(parts).await?;
        app.start_tasks();
        Ok(app)
    }

    /// Opens the data directory and, for its owner, starts the sync of every shop. Returns as soon as orders can be
    /// read; shops are signed in to in the background, since a key store may have to be unlocked first.
    ///
    /// # Errors
    /// `NewerFile` for a directory of a newer version (left untouched), `Disk` and the replica's others.
    pub async fn open(parts: Parts) -> Result<Self, Fault> {
        let app = Self::set_up(parts).await?;
        app.start_tasks();
        app.start_sign_in();
        Ok(app)
    }

    async fn set_up(parts: Parts) -> Result<Self, Fault> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let options = OpenOptions { now: clock.now(), beside_owner: !parts.owner, ..OpenOptions::default() };
        let replica = open_replica(parts.data_dir.clone(), options).await?;
        let notices = notices(replica.opening());
        let settings = Self::load_settings(&replica).await;
        let engine = parts.owner.then(|| {
            Engine::start(EngineParts {
                replica: replica.clone(),
                time: Arc::new(sync::SystemTime),
                rules: replica::BellRules { policy: settings.notifications.policy },
            })
        });
        let (events, _) = broadcast::channel(256);
        let state = State {
            data_dir: parts.data_dir,
            replica,
            engine,
            vault: parts.vault,
            clock,
            picture_base: parts.picture_base,
            resource_dir: parts.resource_dir,
            system_language: parts.system_language,
            settings: RwLock::new(settings),
            lists: Mutex::default(),
            notices,
            events,
            fonts: tokio::sync::OnceCell::new(),
            pictures: Mutex::default(),
            passing_secrets: Mutex::default(),
            connecting: tokio::sync::Mutex::default(),
            untidy: AtomicUsize::new(0),
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        };
        Ok(Self { state: Arc::new(state) })
    }

    /// Stops the sync and what else runs, and closes the file. Bounded; whatever it leaves is safe on disk.
    pub async fn close(self) {
        self.state.stop.cancel();
        self.state.tasks.close();
        let closing = async {
            if let Some(engine) = &self.state.engine {
                engine.stop().await;
            }
            self.state.tasks.wait().await;
            if let Err(error) = self.state.replica.clone().close().await {
                tracing::warn!(%error, "the data file was not closed in order; what counts is committed");
            }
        };
        if tokio::time::timeout(CLOSE_LIMIT, closing).await.is_err() {
            tracing::warn!("closing took too long; the rest ends with the process");
        }
    }

    /// What happened, for whoever shows it. Who lags re-reads.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<UiEvent> {
        self.state.events.subscribe()
    }

    /// Whether this process runs the sync.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.state.engine.is_some()
    }

    /// What to tell about how the data file was opened; empty when all is well.
    #[must_use]
    pub fn notices(&self) -> Vec<Fault> {
        self.state.notices.clone()
    }

    /// Says whether somebody looks at the window: checks come more often then.
    pub fn set_attention(&self, attention: Attention) {
        if let Some(engine) = self.engine() {
            engine.set_attention(attention);
        }
    }

    /// Notifications to raise, as they become due. To be taken once, by the face that raises them.
    #[must_use]
    pub fn rings(&self) -> mpsc::Receiver<Ring> {
        let (sender, receiver) = mpsc::channel(64);
        let app = self.clone();
        self.spawn("bell", async move { app.ring_forever(sender).await });
        receiver
    }

    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    pub(crate) fn replica(&self) -> &Replica {
        &self.state.replica
    }

    pub(crate) fn engine(&self) -> Option<&Engine> {
        self.state.engine.as_ref()
    }

    pub(crate) fn engine_or_busy(&self, operation: &'static str) -> Result<&Engine, Fault> {
        let busy = || Fault::new(Code::Busy, operation, "another Shopbell has this data directory open");
        self.engine().ok_or_else(busy)
    }

    pub(crate) fn lists(&self) -> MutexGuard<'_, OpenLists> {
        self.state.lists.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.state.clock.now()
    }

    /// Runs a task that ends with the app.
    pub(crate) fn spawn(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.state.stop.clone();
        self.state.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => tracing::debug!(name, "stopped"),
                () = task => {}
            }
        });
    }
}

/// Opens the replica on a thread of its own: a damaged or large file may take long to be looked through, and nobody
/// else must wait for that.
async fn open_replica(data_dir: PathBuf, options: OpenOptions) -> Result<Replica, Fault> {
    let runtime = tokio::runtime::Handle::current();
    let open = move || runtime.block_on(Replica::open(&data_dir, options));
    let opened =
        tokio::task::spawn_blocking(open).await.map_err(|error| error::internal("open the data file", error))?;
    opened.map_err(from_replica("open the data file"))
}

/// What the way the file was opened has to tell: that it was rebuilt, and each ledger that lost something.
fn notices(opening: &Opening) -> Vec<Fault> {
    let Opening::Rebuilt(salvage) = opening else { return Vec::new() };
    let told = |detail: String| Fault::new(Code::DamagedFile, "open the data file", detail);
    let kept: Vec<String> = salvage.tables.iter().map(|table| format!("{} {}", table.kept, table.name)).collect();
    let rebuilt = format!(
        "{}; orders are read from the shops again; kept: {}; the damaged file is {}",
        salvage.reason,
        kept.join(", "),
        salvage.damaged_file.display()
    );
    let lost = salvage.tables.iter().filter(|table| !table.whole).map(|table| match table.lost.as_slice() {
        [] => format!("some {} may be lost", table.name),
        lost => format!("lost of {}: {}", table.name, lost.join(", ")),
    });
    std::iter::once(rebuilt).chain(lost).map(told).collect()
}
