//! Where a damaged file is rebuilt: on copies, and put in its place at the end. Whenever the process is killed, either the
//! damaged file is where it was and is rebuilt anew, or the rebuilt one is complete and is put in its place.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::{LEDGERS, check, graft, since};
use crate::{ReplicaError, Result, connections, open, schema};

/// The rebuilt file once it is complete.
fn complete(directory: &Path) -> PathBuf {
    directory.join("shopbell.rebuilt.db")
}

/// Whether a rebuilt file waits to be put in its place.
pub(crate) fn is_unfinished(directory: &Path) -> bool {
    complete(directory).exists()
}

/// Puts a rebuilt file in the place of the damaged one, which is kept. Gives where.
pub(crate) fn finish(directory: &Path, file: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let aside = set_aside(directory, file, now)?;
    fs::rename(complete(directory), file)?;
    check::forget_damage(directory);
    Ok(aside)
}

/// Moves the file with its log to a name of its own, for good; what of them was moved already stays there.
fn set_aside(directory: &Path, file: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut target = directory.join(format!("damaged-{stamp}.db"));
    for n in 2.. {
        if !target.exists() {
            break;
        }
        target = directory.join(format!("damaged-{stamp}-{n}.db"));
    }
    let moved = |from: &Path, to: &Path| match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    moved(file, &target)?;
    for (log, aside) in open::beside(file).iter().zip(open::beside(&target)) {
        moved(log, &aside)?;
    }
    Ok(target)
}

/// The copies worked on, so that the damaged file stays as it was found.
pub(super) struct Workshop {
    directory: PathBuf,
    file: PathBuf,
    copy: PathBuf,
    template: PathBuf,
    /// The new file while it is being filled.
    pub(super) fresh: PathBuf,
}

impl Workshop {
    pub(super) fn new(directory: &Path, file: &Path) -> io::Result<Self> {
        let work = Self {
            directory: directory.to_path_buf(),
            file: file.to_path_buf(),
            copy: directory.join("salvage-copy.db"),
            template: directory.join("salvage-template"),
            fresh: directory.join("salvage-fresh.db"),
        };
        work.clear();
        work.copy_damaged()?;
        Ok(work)
    }

    fn copy_damaged(&self) -> io::Result<()> {
        fs::copy(&self.file, &self.copy)?;
        let [log, _] = open::beside(&self.file);
        let [copied_log, _] = open::beside(&self.copy);
        if log.exists() {
            fs::copy(log, copied_log)?;
        }
        Ok(())
    }

    fn clear(&self) {
        let _ = fs::remove_dir_all(&self.template);
        for file in [&self.copy, &self.fresh] {
            let _ = fs::remove_file(file);
            for log in open::beside(file) {
                let _ = fs::remove_file(log);
            }
        }
    }

    /// A copy whose schema can be read: as it is, with the schema pages noted, or with those of a fresh file.
    pub(super) async fn readable(&self) -> Result<Option<PathBuf>> {
        if schema_reads(&self.copy).await {
            return Ok(Some(self.copy.clone()));
        }
        if graft::graft_noted(&self.copy, &self.directory)? && schema_reads(&self.copy).await {
            return Ok(Some(self.copy.clone()));
        }
        self.copy_damaged().map_err(ReplicaError::Directory)?;
        graft::graft_fresh(&self.copy, &self.template).await?;
        Ok(schema_reads(&self.copy).await.then(|| self.copy.clone()))
    }

    /// Puts the new file, which is closed, in the place of the damaged one. Gives where that is kept.
    pub(super) fn put_in_place(self, now: Timestamp) -> io::Result<PathBuf> {
        fs::rename(&self.fresh, complete(&self.directory))?;
        let aside = finish(&self.directory, &self.file, now)?;
        self.clear();
        Ok(aside)
    }
}

/// Whether a file opens as ours and knows all ledgers of its schema.
async fn schema_reads(file: &Path) -> bool {
    match schema::look(file).await {
        Ok(schema::Found::Known(version)) => ledgers_prepare(file, version).await.is_ok(),
        _ => false,
    }
}

async fn ledgers_prepare(file: &Path, version: i64) -> Result<()> {
    let mut connection = SqliteConnection::connect_with(&connections::options(file)).await?;
    for ledger in LEDGERS.into_iter().filter(|ledger| since(ledger) <= version) {
        sqlx::query(AssertSqlSafe(format!("SELECT * FROM {ledger} WHERE 0"))).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}
