//! Connections to the file: one that writes, a few that read. A pool would add time-outs of its own (which a paused
//! clock trips) and pings; what is needed is a lock each.

use std::{path::Path, sync::atomic::AtomicUsize, sync::atomic::Ordering, time::Duration};

use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

use crate::{ReplicaError, Result};

/// How long a write waits for another process's write.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
const READERS: usize = 3;

/// What a commit must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// The end of the process. A cut of power may take the last commits, all of their rows together: caches and the
    /// positions that go with them.
    Process,
    /// The end of the process, as [`Durability::Process`], and nothing is folded into the file: small steps that a
    /// user's commit may have to wait for.
    Upkeep,
    /// A cut of power: ledgers.
    Power,
}

impl Durability {
    /// Makes a connection's next commits so durable. Not within a transaction.
    pub(crate) async fn ask_of(self, connection: &mut SqliteConnection) -> Result<()> {
        // Folding the log into the file takes longer than any commit, and a user waits for most of the ledgers': the
        // caches' commits do it, the others only once the log is as long as it may stay.
        let pragma = match self {
            Self::Process => "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 2000",
            Self::Upkeep => "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000",
            Self::Power => "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000",
        };
        sqlx::query(pragma).execute(connection).await?;
        Ok(())
    }
}

/// A connection in use.
pub(crate) type Guard<'a> = MappedMutexGuard<'a, SqliteConnection>;

/// The open file. A connection is gone once the replica was closed, whoever still holds a clone of it.
pub(crate) struct Connections {
    writer: Mutex<Option<SqliteConnection>>,
    readers: Vec<Mutex<Option<SqliteConnection>>>,
    next: AtomicUsize,
}

fn in_use(guard: MutexGuard<'_, Option<SqliteConnection>>) -> Result<Guard<'_>> {
    MutexGuard::try_map(guard, Option::as_mut).map_err(|_| ReplicaError::Closed)
}

/// The options that all connections to a replica share.
pub(crate) fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(false)
        .pragma("temp_store", "memory")
        .statement_cache_capacity(200)
}

impl Connections {
    /// Opens a file that is known to be sound and of our schema.
    pub(crate) async fn open(file: &Path) -> Result<Self> {
        let writer = open_writer(file).await?;
        let mut readers = Vec::with_capacity(READERS);
        for n in 0..READERS {
            let reader = options(file)
                .pragma("cache_size", "-4096")
                .pragma("query_only", "on")
                .thread_name(move |_| format!("replica-read-{n}"));
            readers.push(Mutex::new(Some(SqliteConnection::connect_with(&reader).await?)));
        }
        Ok(Self { writer: Mutex::new(Some(writer)), readers, next: AtomicUsize::new(0) })
    }

    /// The writing connection, its commits as durable as asked.
    pub(crate) async fn writer(&self, durability: Durability) -> Result<Guard<'_>> {
        let mut connection = in_use(self.writer.lock().await)?;
        durability.ask_of(&mut connection).await?;
        Ok(connection)
    }

    /// A reading connection.
    pub(crate) async fn reader(&self) -> Result<Guard<'_>> {
        for reader in &self.readers {
            if let Ok(free) = reader.try_lock() {
                return in_use(free);
            }
        }
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % READERS;
        match self.readers.get(turn) {
            Some(reader) => in_use(reader.lock().await),
            // Not reached: `readers` holds READERS connections. The writer reads as well as any.
            None => in_use(self.writer.lock().await),
        }
    }

    /// Whether a connection is being used at this moment.
    pub(crate) fn in_use(&self) -> bool {
        self.readers.iter().chain([&self.writer]).any(|connection| connection.try_lock().is_err())
    }

    /// Closes every connection once it is free; the last one of the last process folds the log into the file.
    pub(crate) async fn close(&self) -> Result<()> {
        for connection in self.readers.iter().chain([&self.writer]) {
            if let Some(open) = connection.lock().await.take() {
                open.close().await?;
            }
        }
        Ok(())
    }
}

/// The connection that writes, creating the file where there is none.
pub(crate) async fn open_writer(file: &Path) -> Result<SqliteConnection> {
    let writer = options(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-16384")
        .pragma("wal_autocheckpoint", "2000")
        .pragma("journal_size_limit", "67108864")
        .thread_name(|_| "replica-write".to_owned());
    Ok(SqliteConnection::connect_with(&writer).await?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ledgers_reach_the_disk_and_caches_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let connections = Connections::open(&dir.path().join("a.db")).await.unwrap();
        // 1 is NORMAL, 2 is FULL: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
        for (durability, wanted) in [
            (Durability::Power, (2, 16_000)),
            (Durability::Process, (1, 2_000)),
            (Durability::Upkeep, (1, 16_000)),
            (Durability::Power, (2, 16_000)),
        ] {
            let mut writer = connections.writer(durability).await.unwrap();
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *writer).await.unwrap();
            let pages: i64 = sqlx::query_scalar("PRAGMA wal_autocheckpoint").fetch_one(&mut *writer).await.unwrap();
            assert_eq!((synchronous, pages), wanted);
        }
    }
}
