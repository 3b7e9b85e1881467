//! Copies of the ledgers in small files of their own: one an hour of use, the newest five kept, rewritten when the
//! merchant changes something that is hard to redo.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, Ordering},
};

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, sqlite::SqliteJournalMode};

use super::LEDGERS;
use crate::{
    Replica, ReplicaError, Result,
    codec::micros,
    connections,
    open::{FILE, own_file},
    replica::an_hour_after,
};

const KEPT: usize = 5;
const HOUR_US: i64 = 3_600_000_000;

/// Where the copies go and when the last was made (microseconds).
pub(crate) struct Rotation {
    directory: PathBuf,
    last: AtomicI64,
}

/// The copies of a data directory, newest first.
pub(crate) fn copies(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory.join("backups")) else {
        return Vec::new();
    };
    let mut copies: Vec<(i64, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let hour = path.file_name()?.to_str()?.strip_prefix("ledgers-")?.strip_suffix(".db")?;
            Some((hour.parse().ok()?, path.clone()))
        })
        .collect();
    copies.sort_by_key(|(hour, _)| std::cmp::Reverse(*hour));
    copies.into_iter().map(|(_, path)| path).collect()
}

impl Rotation {
    pub(crate) fn new(directory: &Path) -> Self {
        let newest = copies(directory).first().and_then(|copy| {
            let modified = fs::metadata(copy).ok()?.modified().ok()?;
            Some(micros(Timestamp::try_from(modified).ok()?))
        });
        Self { directory: directory.to_path_buf(), last: AtomicI64::new(newest.unwrap_or(0)) }
    }

    async fn copy(&self, now: Timestamp) -> Result<()> {
        let backups = self.directory.join("backups");
        fs::create_dir_all(&backups).map_err(ReplicaError::Directory)?;
        let unfinished = backups.join("unfinished.db");
        let _ = fs::remove_file(&unfinished);
        own_file(&unfinished).map_err(ReplicaError::Directory)?;
        copy_ledgers(&self.directory.join(FILE), &unfinished).await?;
        let hour = micros(now).div_euclid(HOUR_US);
        fs::rename(&unfinished, backups.join(format!("ledgers-{hour}.db"))).map_err(ReplicaError::Directory)?;
        for old in copies(&self.directory).into_iter().skip(KEPT) {
            let _ = fs::remove_file(old);
        }
        self.last.store(micros(now), Ordering::Relaxed);
        Ok(())
    }
}

/// Silent alerts are left out: there is one for every old order, and after a rebuild no old order rings anyway.
async fn copy_ledgers(from: &Path, to: &Path) -> Result<()> {
    let options = connections::options(to).journal_mode(SqliteJournalMode::Delete);
    let mut copy = SqliteConnection::connect_with(&options).await?;
    sqlx::query("ATTACH DATABASE ?1 AS source")
        .bind(from.to_str().ok_or(ReplicaError::DamagedContent("the path is no text"))?)
        .execute(&mut copy)
        .await?;
    let mut tx = copy.begin().await?;
    for ledger in LEDGERS {
        let table: String =
            sqlx::query_scalar("SELECT sql FROM source.sqlite_schema WHERE type = 'table' AND name = ?1")
                .bind(ledger)
                .fetch_one(&mut *tx)
                .await?;
        sqlx::query(AssertSqlSafe(table)).execute(&mut *tx).await?;
        let rows = if ledger == "alert" { " WHERE state <> 'silent'" } else { "" };
        sqlx::query(AssertSqlSafe(format!("INSERT INTO main.{ledger} SELECT * FROM source.{ledger}{rows}")))
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query("DELETE FROM main.sqlite_sequence").execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence WHERE name IN ('shop', 'saved_view')",
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    copy.close().await?;
    Ok(())
}

impl Replica {
    /// Copies the ledgers aside now. Nothing where another process owns the data directory.
    ///
    /// # Errors
    /// Where the copy cannot be written.
    pub async fn back_up_ledgers(&self, now: Timestamp) -> Result<()> {
        match &self.inner.backups {
            Some(rotation) => self.watch(rotation.copy(now).await),
            None => Ok(()),
        }
    }

    /// Copies the ledgers after a change that is hard to redo. The change itself is safe already, so a failure is
    /// told to the log alone.
    pub(crate) async fn back_up_soon(&self, now: Timestamp) {
        if let Err(error) = self.back_up_ledgers(now).await {
            tracing::warn!(%error, "the ledgers could not be copied aside");
        }
    }

    /// Copies the ledgers once an hour of use.
    pub(crate) async fn back_up_hourly(&self, now: Timestamp) {
        let due = self
            .inner
            .backups
            .as_ref()
            .is_some_and(|rotation| an_hour_after(rotation.last.load(Ordering::Relaxed), now));
        if due {
            self.back_up_soon(now).await;
        }
    }
}
