//! The file's schema: which one it has, whether this version knows it, and how it gets to the newest.

use std::{fs, path::Path};

use sqlx::{Connection, SqliteConnection, migrate::Migrator};

use crate::{ReplicaError, Result, connections, open};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// `SHBL`: the application id in the header of our files.
const APPLICATION_ID: i64 = 0x5348_424c;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing yet.
    Empty,
    /// A schema of this or an older version.
    Known(i64),
    /// A schema of a newer version.
    Newer(i64),
}

/// The newest schema that this version knows.
pub(crate) fn newest() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Looks at a file without changing it.
///
/// The header's version alone does not make a file newer: a damaged header must not pass for one. The header and the
/// table of migrations must say the same, and the header must bear our name.
pub(crate) async fn look(file: &Path) -> Result<Found> {
    let [log, _] = open::beside(file);
    // Without a log the file is all there is, and can be read without SQLite leaving a new log beside it.
    let alone = fs::metadata(log).map_or(true, |log| log.len() == 0);
    let reader = connections::options(file).read_only(true).immutable(alone);
    let mut connection = SqliteConnection::connect_with(&reader).await?;
    let found = look_through(&mut connection).await;
    connection.close().await?;
    found
}

async fn look_through(connection: &mut SqliteConnection) -> Result<Found> {
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *connection)
        .await?;
    let header: i64 = pragma(connection, "PRAGMA user_version").await?;
    let owner: i64 = pragma(connection, "PRAGMA application_id").await?;
    if tables == 0 && header == 0 && owner == 0 {
        return Ok(Found::Empty);
    }
    if tables == 0 || owner != APPLICATION_ID {
        return Err(ReplicaError::DamagedContent("the file is none of ours any more"));
    }
    let migrated: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(&mut *connection)
        .await?;
    match migrated {
        None if header == 0 => Ok(Found::Empty),
        Some(version) if version != header => {
            Err(ReplicaError::DamagedContent("the header tells another schema than the file has"))
        }
        Some(version) if version > newest() => Ok(Found::Newer(version)),
        Some(version) => Ok(Found::Known(version)),
        None => Err(ReplicaError::DamagedContent("the header tells of a schema that is not there")),
    }
}

async fn pragma(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64> {
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

/// Brings a file to the newest schema, each step in a transaction of its own.
pub(crate) async fn migrate(file: &Path) -> Result<()> {
    let mut writer = connections::open_writer(file).await?;
    MIGRATOR.run(&mut writer).await?;
    writer.close().await?;
    Ok(())
}
