//! The open replica: its file, its connections and what it remembers of them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, tz::TimeZone};
use sqlx::SqliteConnection;

use crate::{
    Opening, Result,
    codec::micros,
    connections::{Connections, Durability, Guard},
    damage,
    lists::Lists,
};

/// How to open a replica.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The present, for what is written while opening.
    pub now: Timestamp,
    /// This computer's time zone: what "today" and a search's days mean.
    pub time_zone: TimeZone,
    /// Opened beside the process that owns the data directory: no rebuild, no backups.
    pub beside_owner: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { now: Timestamp::now(), time_zone: TimeZone::system(), beside_owner: false }
    }
}

/// Every connected shop's orders in one file. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Replica {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) directory: PathBuf,
    pub(crate) opening: Opening,
    pub(crate) time_zone: TimeZone,
    pub(crate) connections: Connections,
    pub(crate) lists: Lists,
    pub(crate) backups: Option<damage::Rotation>,
    pub(crate) sound: damage::Sound,
}

impl std::fmt::Debug for Replica {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replica")
            .field("directory", &self.inner.directory)
            .field("opening", &self.inner.opening)
            .finish_non_exhaustive()
    }
}

impl Replica {
    /// What was found when it was opened.
    #[must_use]
    pub fn opening(&self) -> &Opening {
        &self.inner.opening
    }

    /// The directory it lives in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.inner.directory
    }

    /// Waits for what is under way, copies the ledgers aside, folds the log into the file and closes it, for every
    /// clone.
    ///
    /// # Errors
    /// Where the disk fails. What was committed is safe all the same.
    pub async fn close(self) -> Result<()> {
        let copied = self.back_up_ledgers(Timestamp::now()).await;
        self.inner.connections.close().await?;
        self.inner.sound.note();
        copied
    }

    /// Whether something is being read or written at this moment: a simulation lets its own time stand still meanwhile.
    #[doc(hidden)]
    #[must_use]
    pub fn in_use(&self) -> bool {
        self.inner.connections.in_use()
    }

    /// Grows with every change of the file, whichever process made it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn generation(&self) -> Result<u64> {
        let mut reader = self.reader().await?;
        let total = self.watch(generation(&mut reader).await)?.0;
        Ok(u64::try_from(total).unwrap_or_default())
    }

    pub(crate) async fn reader(&self) -> Result<Guard<'_>> {
        self.inner.connections.reader().await
    }

    pub(crate) async fn writer(&self, durability: Durability) -> Result<Guard<'_>> {
        let writer = self.inner.connections.writer(durability).await?;
        self.inner.sound.note();
        Ok(writer)
    }

    /// Lets a result through; damage that shows up in it is remembered beside the file, so that the next opening
    /// rebuilds it even if the damage hides again.
    pub(crate) fn watch<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result
            && error.is_damage()
        {
            tracing::error!(%error, "the data file is damaged; it is rebuilt when next opened");
            damage::mark_damaged(&self.inner.directory, error);
        }
        result
    }
}

/// The generations: of everything, and of what lists and counts see.
pub(crate) async fn generation(connection: &mut SqliteConnection) -> Result<(i64, i64)> {
    Ok(sqlx::query!("SELECT total, orders FROM generation WHERE one = 1")
        .map(|row| (row.total, row.orders))
        .fetch_one(connection)
        .await?)
}

/// Counts a change; `orders` tells whether lists and counts can see it. Gives the generation of the orders.
pub(crate) async fn grow(connection: &mut SqliteConnection, orders: bool) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "UPDATE generation SET total = total + 1, orders = orders + ?1 WHERE one = 1 RETURNING orders",
        i64::from(orders)
    )
    .fetch_one(connection)
    .await?)
}

/// Whether so much time has passed since a moment that ledgers are to be backed up again.
pub(crate) fn an_hour_after(since: i64, now: Timestamp) -> bool {
    micros(now).saturating_sub(since) >= 3_600_000_000
}
