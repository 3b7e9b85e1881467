//! Copies of the ledgers in small files of their own: one a start and one an hour of use, the newest five kept. The
//! newest is written again when the merchant changes something that is hard to redo, and at the close.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, sqlite::SqliteJournalMode};

use super::{LEDGERS, NUMBERED};
use crate::{
    Replica, ReplicaError, Result,
    codec::micros,
    connections,
    open::{FILE, own_file},
    replica::an_hour_after,
};

const KEPT: usize = 5;

/// Where the copies go, and the copy being kept up.
pub(crate) struct Rotation {
    directory: PathBuf,
    current: Mutex<Current>,
}

#[derive(Clone, Copy)]
struct Current {
    /// Its number.
    number: u64,
    /// When it was begun, microseconds; `None` before the first of this run.
    begun: Option<i64>,
}

/// The copies of a data directory, newest first.
pub(crate) fn copies(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory.join("backups")) else {
        return Vec::new();
    };
    let mut copies: Vec<(u64, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            Some((number(&path)?, path))
        })
        .collect();
    copies.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    copies.into_iter().map(|(_, path)| path).collect()
}

/// The number of a copy: they count up, since clocks do not always.
fn number(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_str()?;
    name.strip_prefix("ledgers-")?.strip_suffix(".db")?.parse().ok()
}

impl Rotation {
    pub(crate) fn new(directory: &Path) -> Self {
        let number = copies(directory).first().and_then(|copy| number(copy)).unwrap_or(0);
        Self { directory: directory.to_path_buf(), current: Mutex::new(Current { number, begun: None }) }
    }

    fn current(&self) -> Current {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is time to begin another copy.
    fn is_due(&self, now: Timestamp) -> bool {
        self.current().begun.is_none_or(|begun| an_hour_after(begun, now))
    }

    async fn copy(&self, now: Timestamp) -> Result<()> {
        let backups = self.directory.join("backups");
        fs::create_dir_all(&backups).map_err(ReplicaError::Directory)?;
        let unfinished = backups.join("unfinished.db");
        let _ = fs::remove_file(&unfinished);
        own_file(&unfinished).map_err(ReplicaError::Directory)?;
        copy_ledgers(&self.directory.join(FILE), &unfinished).await?;
        let mut current = self.current();
        if self.is_due(now) {
            current = Current { number: current.number + 1, begun: Some(micros(now)) };
        }
        let target = backups.join(format!("ledgers-{}.db", current.number));
        fs::rename(&unfinished, target).map_err(ReplicaError::Directory)?;
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = current;
        for old in copies(&self.directory).into_iter().skip(KEPT) {
            let _ = fs::remove_file(old);
        }
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
    sqlx::query(AssertSqlSafe(format!(
        "INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence WHERE name IN {NUMBERED}"
    )))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    copy.close().await?;
    Ok(())
}

impl Rotation {
    /// Leaves one copy alone, of the ledgers as they are: what was deleted is not to live on in older ones.
    async fn renew(&self, now: Timestamp) -> Result<()> {
        self.copy(now).await?;
        for old in copies(&self.directory).into_iter().skip(1) {
            fs::remove_file(old).map_err(ReplicaError::Directory)?;
        }
        Ok(())
    }
}

impl Replica {
    /// Leaves one copy of the ledgers alone, made now. A failure is told to the log: older copies leave in time.
    pub(crate) async fn renew_backups(&self, now: Timestamp) {
        if let Some(rotation) = &self.inner.backups
            && let Err(error) = self.watch(rotation.renew(now).await)
        {
            tracing::warn!(%error, "older copies of the ledgers could not be removed");
        }
    }

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
        let due = self.inner.backups.as_ref().is_some_and(|rotation| rotation.is_due(now));
        if due {
            self.back_up_soon(now).await;
        }
    }
}
