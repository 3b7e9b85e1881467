//! The encrypted file: opened once with its passphrase, read and replaced under a lock of its own.
//!
//! The window and the command line may use one file at the same time. Every write therefore takes the lock (a file
//! beside it, which the system frees when its holder dies), reads what is there, changes one entry and replaces the
//! whole. Reading needs no lock: a replacement is atomic.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Secret, SecretError,
    sealed::{Entries, Key, SealError},
};
use crate::private;

/// A file larger than this was not written by the app: a thousand shops take a tenth of it.
const MAX_BYTES: u64 = 4 << 20;
/// How long to wait for another process; it holds the lock for less than a second.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// An opened secrets file. Clones share the key.
#[derive(Clone)]
pub(super) struct FileStore {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    key: Key,
}

impl std::fmt::Debug for FileStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FileStore").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl FileStore {
    /// Opens the file, or creates an empty one with this passphrase.
    pub(super) async fn open(path: PathBuf, passphrase: Secret) -> Result<Self, SecretError> {
        if passphrase.expose().is_empty() {
            return Err(SecretError::EmptyPassphrase);
        }
        blocking(move || {
            let _lock = lock(&path)?;
            let key = match read(&path) {
                Ok(document) => {
                    private::restrict(&path).map_err(io_error("close to others", &path))?;
                    Key::open(&passphrase, &document).map_err(at(&path))?
                }
                Err(SecretError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                    let key = Key::create(&passphrase).map_err(at(&path))?;
                    write(&path, &key, &Entries::new())?;
                    key
                }
                Err(error) => return Err(error),
            };
            Ok(Self { inner: Arc::new(Inner { path, key }) })
        })
        .await
    }

    pub(super) async fn get(&self, account: &str) -> Result<Option<Secret>, SecretError> {
        let (inner, account) = (Arc::clone(&self.inner), account.to_owned());
        blocking(move || Ok(inner.entries()?.remove(&account))).await
    }

    pub(super) async fn set(&self, account: &str, secret: Secret) -> Result<(), SecretError> {
        let account = account.to_owned();
        self.change(move |entries| {
            entries.insert(account, secret);
            true
        })
        .await
    }

    pub(super) async fn delete(&self, account: &str) -> Result<(), SecretError> {
        let account = account.to_owned();
        self.change(move |entries| entries.remove(&account).is_some()).await
    }

    /// Changes the entries under the lock; `change` says whether there is anything to write.
    async fn change(&self, change: impl FnOnce(&mut Entries) -> bool + Send + 'static) -> Result<(), SecretError> {
        let inner = Arc::clone(&self.inner);
        blocking(move || {
            let _lock = lock(&inner.path)?;
            let mut entries = inner.entries()?;
            if change(&mut entries) {
                write(&inner.path, &inner.key, &entries)?;
            }
            Ok(())
        })
        .await
    }
}

impl Inner {
    fn entries(&self) -> Result<Entries, SecretError> {
        self.key.unseal(&read(&self.path)?).map_err(at(&self.path))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, SecretError> {
    let size = fs::metadata(path).map_err(io_error("read", path))?.len();
    if size > MAX_BYTES {
        return Err(SecretError::Damaged { path: path.to_owned(), what: "size" });
    }
    fs::read(path).map_err(io_error("read", path))
}

fn write(path: &Path, key: &Key, entries: &Entries) -> Result<(), SecretError> {
    let document = key.seal(entries).map_err(at(path))?;
    private::replace(path, &document).map_err(io_error("write", path))
}

/// The lock beside the file, freed when dropped.
fn lock(path: &Path) -> Result<fs::File, SecretError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = private::open(Path::new(&name)).map_err(io_error("lock", path))?;
    let deadline = Instant::now() + LOCK_PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) if Instant::now() >= deadline => {
                return Err(SecretError::Busy(path.to_owned()));
            }
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
            Err(fs::TryLockError::Error(source)) => return Err(io_error("lock", path)(source)),
        }
    }
}

/// Runs what reads disks and derives keys away from the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| SecretError::System("thread"))?
}

fn io_error(operation: &'static str, path: &Path) -> impl Fn(io::Error) -> SecretError {
    move |source| SecretError::Io { operation, path: path.to_owned(), source }
}

fn at(path: &Path) -> impl Fn(SealError) -> SecretError {
    move |error| match error {
        SealError::WrongPassphrase => SecretError::WrongPassphrase(path.to_owned()),
        SealError::Damaged(what) => SecretError::Damaged { path: path.to_owned(), what },
        SealError::Newer(version) => SecretError::Newer { path: path.to_owned(), version },
        SealError::System(what) => SecretError::System(what),
    }
}
