//! Making a file readable again whose first page, or another page of its schema, is gone: every file of a schema was
//! made by the same statements in the same order, so a fresh file has the same schema pages in the same places.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use sqlx::{Connection, SqliteConnection};

use crate::{ReplicaError, Result, connections, open};

const PAGE: u64 = 4096;
/// Where the header keeps the file's length in pages: <https://www.sqlite.org/fileformat.html>.
const LENGTH_AT: u64 = 28;
/// Where it keeps the list of free pages and their number.
const FREE_AT: u64 = 32;

/// Copies the schema pages of a fresh file over those of a damaged copy.
pub(crate) async fn graft(damaged: &Path, fresh: &Path) -> Result<()> {
    open::create(fresh).await?;
    let mut connection = SqliteConnection::connect_with(&connections::options(fresh)).await?;
    let pages: Vec<i64> = sqlx::query_scalar("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")
        .fetch_all(&mut connection)
        .await?;
    connection.close().await?;
    copy_pages(damaged, fresh, &pages).map_err(ReplicaError::Directory)?;
    let _ = fs::remove_file(fresh);
    Ok(())
}

fn copy_pages(damaged: &Path, fresh: &Path, pages: &[i64]) -> io::Result<()> {
    let mut source = fs::File::open(fresh)?;
    let mut target = OpenOptions::new().write(true).open(damaged)?;
    let mut page = vec![0_u8; usize::try_from(PAGE).unwrap_or(4096)];
    for number in pages.iter().filter_map(|number| u64::try_from(*number).ok()) {
        let at = number.saturating_sub(1) * PAGE;
        source.seek(SeekFrom::Start(at))?;
        source.read_exact(&mut page)?;
        target.seek(SeekFrom::Start(at))?;
        target.write_all(&page)?;
    }
    let length = u32::try_from(target.metadata()?.len() / PAGE).unwrap_or(u32::MAX);
    target.seek(SeekFrom::Start(LENGTH_AT))?;
    target.write_all(&length.to_be_bytes())?;
    target.seek(SeekFrom::Start(FREE_AT))?;
    target.write_all(&[0; 8])?;
    target.sync_all()
}
