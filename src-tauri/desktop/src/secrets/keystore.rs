//! The OS key store on a thread of its own, because it can hang: behind a dialog nobody answers, a locked collection
//! without a prompter, a daemon that died.
//!
//! One thread serves all calls in order, so that two calls never ask the user twice at once. A call that gets no answer
//! in time ends as [`SecretError::TimedOut`] and its thread is left behind: the next call starts a new one with a new
//! connection, because a library that waits for an answer holds a lock that a second call would wait for too. The
//! left one ends when its call does; at most [`MAX_THREADS`] exist.
//!
//! `keyring-core` and the stores are used directly, which is what the `keyring` crate advises applications to do: its
//! own convenience keeps the first failure to connect for the process's life, so that a key store started a minute
//! after the app would never be found.

#[cfg_attr(target_os = "macos", path = "keystore/macos.rs")]
#[cfg_attr(windows, path = "keystore/windows.rs")]
#[cfg_attr(not(any(target_os = "macos", windows)), path = "keystore/linux.rs")]
mod system;

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use keyring_core::{CredentialStore, Entry, Error};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::{KeystoreState, Secret, SecretError};

/// How many threads may wait for a key store that hangs, before calls fail without starting another.
const MAX_THREADS: usize = 4;

/// The key store under one service name. Clones share the thread.
#[derive(Clone)]
pub(super) struct Keystore {
    shared: Arc<Shared>,
}

struct Shared {
    service: String,
    timeout: Duration,
    /// The way to the thread that serves calls now; `None` before the first call and after one that hung.
    thread: Mutex<Option<Thread>>,
    /// Threads alive, those left behind included.
    alive: Arc<AtomicUsize>,
    /// Threads started so far: the next one's number.
    started: AtomicU64,
}

/// The way to a thread, and which one it is.
struct Thread {
    number: u64,
    jobs: mpsc::Sender<Job>,
}

struct Job {
    request: Request,
    deadline: Instant,
    answer: oneshot::Sender<Answer>,
}

enum Request {
    Connect,
    Get(String),
    Set(String, Secret),
    Delete(String),
}

type Answer = Result<Option<Secret>, SecretError>;

/// Whether the key store can be used now, without asking the user.
pub(super) async fn state() -> KeystoreState {
    system::state().await
}

impl fmt::Debug for Keystore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Keystore").field("service", &self.shared.service).finish_non_exhaustive()
    }
}

impl Keystore {
    pub(super) fn new(service: &str, timeout: Duration) -> Self {
        let shared = Shared {
            service: service.to_owned(),
            timeout,
            thread: Mutex::default(),
            alive: Arc::default(),
            started: AtomicU64::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Connects, which asks the user nothing.
    pub(super) async fn probe(&self) -> Result<(), SecretError> {
        self.call(Request::Connect).await.map(drop)
    }

    pub(super) async fn get(&self, account: &str) -> Answer {
        self.call(Request::Get(account.to_owned())).await
    }

    pub(super) async fn set(&self, account: &str, secret: Secret) -> Result<(), SecretError> {
        self.call(Request::Set(account.to_owned(), secret)).await.map(drop)
    }

    pub(super) async fn delete(&self, account: &str) -> Result<(), SecretError> {
        self.call(Request::Delete(account.to_owned())).await.map(drop)
    }

    async fn call(&self, request: Request) -> Answer {
        let timeout = self.shared.timeout;
        let (answer, answered) = oneshot::channel();
        let job = Job { request, deadline: Instant::now() + timeout, answer };
        let thread = self.shared.send(job)?;
        match tokio::time::timeout(timeout, answered).await {
            Ok(Ok(answer)) => self.explain(answer).await,
            Ok(Err(_)) => Err(SecretError::System("key store thread")),
            Err(_) => {
                self.shared.leave(thread);
                Err(SecretError::TimedOut(timeout))
            }
        }
    }

    /// "No access" is said both by a locked store and by one that has nowhere to keep an entry; only the second is
    /// helped by the encrypted file alone.
    async fn explain(&self, answer: Answer) -> Answer {
        match answer {
            Err(SecretError::Locked(source)) if state().await == KeystoreState::Unavailable => {
                Err(SecretError::Unavailable(source))
            }
            other => other,
        }
    }
}

impl Shared {
    /// Hands the job to the thread, starting one where there is none. Returns which one took it.
    fn send(&self, mut job: Job) -> Result<u64, SecretError> {
        let mut current = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = &*current {
            match thread.jobs.send(job) {
                Ok(()) => return Ok(thread.number),
                Err(mpsc::SendError(back)) => job = back,
            }
        }
        let jobs = self.start()?;
        jobs.send(job).map_err(|_| SecretError::System("key store thread"))?;
        let number = self.started.fetch_add(1, Ordering::AcqRel);
        *current = Some(Thread { number, jobs });
        Ok(number)
    }

    fn start(&self) -> Result<mpsc::Sender<Job>, SecretError> {
        if self.alive.load(Ordering::Acquire) >= MAX_THREADS {
            return Err(SecretError::TimedOut(self.timeout));
        }
        let (sender, jobs) = mpsc::channel();
        let (service, alive) = (self.service.clone(), Alive::count(&self.alive));
        std::thread::Builder::new()
            .name("key store".to_owned())
            .spawn(move || {
                let _alive = alive;
                serve(&service, &jobs);
            })
            .map_err(|_| SecretError::System("thread"))?;
        Ok(sender)
    }

    /// Leaves a thread that hangs; unless another call has done so and a new one serves already.
    fn leave(&self, hung: u64) {
        let mut current = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|thread| thread.number == hung) {
            tracing::warn!("the key store did not answer in time");
            *current = None;
        }
    }
}

/// Counts a thread for as long as it lives, however it ends.
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn count(alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(alive))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The thread: connects when first asked, again after a failure of the connection, and serves until nobody can ask.
fn serve(service: &str, jobs: &mpsc::Receiver<Job>) {
    let mut store: Option<Arc<CredentialStore>> = None;
    while let Ok(job) = jobs.recv() {
        // Whoever was told "timed out" while waiting in line must not have the effect afterwards.
        if job.answer.is_closed() || Instant::now() >= job.deadline {
            continue;
        }
        let fresh = store.is_none();
        let mut answer = perform(service, &mut store, &job.request);
        if !fresh && matches!(answer, Err(SecretError::KeyStore(_))) {
            // The daemon may have been restarted since; every request can be repeated without harm.
            store = None;
            answer = perform(service, &mut store, &job.request);
        }
        if answer.is_err() {
            store = None;
        }
        job.answer.send(answer).ok();
    }
}

fn perform(service: &str, store: &mut Option<Arc<CredentialStore>>, request: &Request) -> Answer {
    let store = match store {
        Some(store) => store,
        None => store.insert(system::connect().map_err(|error| SecretError::Unavailable(Some(Box::new(error))))?),
    };
    let entry = |account: &str| store.build(service, account, None).map_err(explain);
    match request {
        Request::Connect => Ok(None),
        Request::Get(account) => read(&entry(account)?),
        Request::Set(account, secret) => write(&entry(account)?, secret).map(|()| None),
        Request::Delete(account) => remove(&entry(account)?).map(|()| None),
    }
}

fn read(entry: &Entry) -> Answer {
    let bytes = match entry.get_secret() {
        Err(Error::NoEntry) => return Ok(None),
        // Two entries of one name come from an import or another program; any is as good.
        Err(Error::Ambiguous(entries)) => match entries.first() {
            Some(first) => first.get_secret().map_err(explain)?,
            None => return Ok(None),
        },
        other => other.map_err(explain)?,
    };
    let bytes = Zeroizing::new(bytes);
    let text = std::str::from_utf8(&bytes).map_err(|_| SecretError::NotText)?;
    Ok(Some(Secret::new(text)))
}

fn write(entry: &Entry, secret: &Secret) -> Result<(), SecretError> {
    match entry.set_secret(secret.expose().as_bytes()) {
        Err(Error::Ambiguous(_)) => {
            remove(entry)?;
            entry.set_secret(secret.expose().as_bytes()).map_err(explain)
        }
        other => other.map_err(explain),
    }
}

fn remove(entry: &Entry) -> Result<(), SecretError> {
    match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(Error::Ambiguous(entries)) => {
            entries.iter().try_for_each(|entry| entry.delete_credential()).map_err(explain)
        }
        Err(error) => Err(explain(error)),
    }
}

/// The library's errors carry the bytes they choked on in some variants; those are dropped here.
fn explain(error: Error) -> SecretError {
    match error {
        Error::NoStorageAccess(source) => SecretError::Locked(Some(source)),
        Error::NoDefaultStore => SecretError::Unavailable(None),
        Error::TooLong(_, limit) => SecretError::TooLong(limit),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => SecretError::NotText,
        Error::PlatformFailure(source) => SecretError::KeyStore(source),
        other => SecretError::KeyStore(Box::new(other)),
    }
}
