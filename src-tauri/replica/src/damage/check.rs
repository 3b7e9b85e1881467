//! Noticing damage.

use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::LEDGERS;
use crate::{
    ReplicaError, Result,
    codec::{content_hash, hash_from, unpress},
    connections,
    open::{FILE, beside},
};

fn clean_mark(directory: &Path) -> PathBuf {
    directory.join("shopbell.clean")
}

fn damage_mark(directory: &Path) -> PathBuf {
    directory.join("shopbell.damaged")
}

/// Size and date of a file, as text.
fn fingerprint(file: &Path) -> Option<String> {
    let meta = fs::metadata(file).ok()?;
    let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}", meta.len(), modified.as_nanos()))
}

/// Notes that the file was closed cleanly; only the last process to close it, whose log is gone, may say so.
pub(crate) fn mark_clean(directory: &Path) {
    let file = directory.join(FILE);
    if beside(&file).iter().any(|log| log.exists()) {
        return;
    }
    if let Some(fingerprint) = fingerprint(&file) {
        // Without the note the file is checked at the next start, which costs time and nothing else.
        let _ = fs::write(clean_mark(directory), fingerprint);
    }
}

/// The file is open: the note of its clean close holds no longer.
pub(crate) fn forget_clean(directory: &Path) {
    let _ = fs::remove_file(clean_mark(directory));
}

/// Notes that damage showed up.
pub(crate) fn mark_damaged(directory: &Path, error: &ReplicaError) {
    if let Err(failed) = fs::write(damage_mark(directory), error.whole_text()) {
        tracing::error!(%failed, "the damage could not be noted beside the file");
    }
}

/// The note is done with.
pub(crate) fn forget_damage(directory: &Path) {
    let _ = fs::remove_file(damage_mark(directory));
}

/// Why the file is to be rebuilt, if it is.
pub(crate) async fn suspicion(directory: &Path, file: &Path, beside_owner: bool) -> Result<Option<String>> {
    if let Ok(reason) = fs::read_to_string(damage_mark(directory)) {
        return Ok(Some(reason));
    }
    let noted = fs::read_to_string(clean_mark(directory)).ok();
    if noted.is_some() && noted == fingerprint(file) {
        return Ok(None);
    }
    let log_is_younger = log_is_younger(file);
    if beside_owner && log_is_younger {
        return Ok(None);
    }
    match check(file, !log_is_younger).await {
        Ok(()) => Ok(None),
        Err(error) if error.is_damage() => Ok(Some(error.whole_text())),
        Err(error) => Err(error),
    }
}

fn log_is_younger(file: &Path) -> bool {
    let [log, _] = beside(file);
    let (Ok(log), Ok(file)) = (fs::metadata(log), fs::metadata(file)) else {
        return false;
    };
    match (log.modified(), file.modified()) {
        (Ok(logged), Ok(written)) => log.len() > 0 && logged >= written,
        _ => false,
    }
}

/// Checks the ledgers, or everything.
async fn check(file: &Path, everything: bool) -> Result<()> {
    let reader = connections::options(file).pragma("cache_size", "-65536");
    let mut connection = SqliteConnection::connect_with(&reader).await?;
    let result = if everything { check_all(&mut connection).await } else { check_ledgers(&mut connection).await };
    connection.close().await?;
    result
}

async fn check_ledgers(connection: &mut SqliteConnection) -> Result<()> {
    for ledger in LEDGERS {
        if !table_is_sound(connection, ledger).await? {
            return Err(ReplicaError::DamagedContent("a ledger is damaged"));
        }
    }
    Ok(())
}

/// Whether a table and its indexes agree with themselves and each other.
pub(crate) async fn table_is_sound(connection: &mut SqliteConnection, table: &'static str) -> Result<bool> {
    let found: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(format!("PRAGMA integrity_check({table})"))).fetch_all(connection).await?;
    Ok(found == ["ok"])
}

/// An order's number, the hash and frame of its body, the hash and frame of its bytes as received.
type Content = (i64, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

async fn check_all(connection: &mut SqliteConnection) -> Result<()> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *connection).await?;
    if found != ["ok"] {
        return Err(ReplicaError::DamagedContent("the file's structure is damaged"));
    }
    let mut after = i64::MIN;
    loop {
        let rows: Vec<Content> = sqlx::query!(
            "SELECT order_row.id, body_hash, body, raw_hash, raw FROM order_row JOIN order_body USING (id)
             WHERE order_row.id > ?1 ORDER BY order_row.id LIMIT 200",
            after
        )
        .map(|row| (row.id, row.body_hash, row.body, row.raw_hash, row.raw))
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for (id, body_hash, body, raw_hash, raw) in rows {
            after = id;
            let sound = content_hash(&unpress(&body)?) == hash_from(&body_hash)
                && content_hash(&unpress(&raw)?) == hash_from(&raw_hash);
            if !sound {
                return Err(ReplicaError::DamagedContent("an order is not what was written"));
            }
        }
    }
}
