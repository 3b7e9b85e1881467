//! Noticing damage.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::UNIX_EPOCH,
};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::{LEDGERS, since};
use crate::{
    ReplicaError, Result,
    codec::{content_hash, hash_from, unpress},
    connections,
    open::{FILE, beside, own_file},
};

fn sound_note(directory: &Path) -> PathBuf {
    directory.join("shopbell.sound")
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

/// Keeps the note of the file's size and date up to date while it is ours: after every time that SQLite folded its log
/// into it. With the note holding at the next start, nobody else has touched the file, however the process ended.
pub(crate) struct Sound {
    directory: PathBuf,
    noted: Mutex<Option<String>>,
}

impl Sound {
    pub(crate) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_path_buf(), noted: Mutex::new(None) }
    }

    /// Notes the file as it is. To be called while this process writes nothing to it.
    pub(crate) fn note(&self) {
        let now = fingerprint(&self.directory.join(FILE));
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = &now
            && now != *noted
        {
            // Without the note the file is checked at the next start, which costs time and nothing else.
            let note = sound_note(&self.directory);
            let _ = own_file(&note).and_then(|()| fs::write(note, text));
            *noted = now;
        }
    }
}

/// Notes that damage showed up.
pub(crate) fn mark_damaged(directory: &Path, error: &ReplicaError) {
    let mark = damage_mark(directory);
    if let Err(failed) = own_file(&mark).and_then(|()| fs::write(mark, error.whole_text())) {
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
    let noted = fs::read_to_string(sound_note(directory)).ok();
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

/// The schema of a file that is open, which may be an older one.
async fn version(connection: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("PRAGMA user_version").fetch_one(connection).await?)
}

async fn check_ledgers(connection: &mut SqliteConnection) -> Result<()> {
    let version = version(connection).await?;
    for ledger in LEDGERS.into_iter().filter(|ledger| since(ledger) <= version) {
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
            break;
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
    if version(connection).await? >= 2 { check_mirrors(connection).await } else { Ok(()) }
}

/// What the shop said of orders that are shown otherwise: as many as have edits on their way.
async fn check_mirrors(connection: &mut SqliteConnection) -> Result<()> {
    let mirrors: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query!("SELECT body_hash, body FROM order_mirror")
        .map(|row| (row.body_hash, row.body))
        .fetch_all(connection)
        .await?;
    for (hash, body) in mirrors {
        if content_hash(&unpress(&body)?) != hash_from(&hash) {
            return Err(ReplicaError::DamagedContent("an order is not what was written"));
        }
    }
    Ok(())
}
