//! A note of the pages that hold a file's schema, kept beside it. A damaged schema page makes the whole file unreadable,
//! although every ledger may be sound; with the note it is put back. Pages of another file would not do: where a table
//! begins depends on what was in the file when a migration made it.

use std::{
    fs,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use sqlx::{Connection, SqliteConnection};

use crate::{
    ReplicaError, Result,
    codec::{content_hash, hash_from},
    connections,
    open::{beside, own_file},
};

/// Bytes of a page: SQLite's default, which no file of ours departs from.
pub(crate) const PAGE: usize = 4096;
/// Where the header counts changes of the schema: <https://www.sqlite.org/fileformat.html>.
const COOKIE: std::ops::Range<usize> = 40..44;
/// More pages than any schema of ours has.
const LIMIT: usize = 64;

/// A page by its number, from 1.
pub(crate) type Page = (u32, Vec<u8>);

fn note_of(directory: &Path) -> PathBuf {
    directory.join("shopbell.schema")
}

/// Notes the schema's pages where they changed. To be called while nobody writes: with a log beside the file its pages
/// may be older than the database, and nothing is noted.
pub(crate) async fn note(directory: &Path, file: &Path) -> Result<()> {
    let [log, _] = beside(file);
    if fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    let cookie = |page: &[u8]| page.get(COOKIE).map(<[u8]>::to_vec);
    let first = read_pages(file, &[1]).map_err(ReplicaError::Directory)?;
    let known = noted(directory).unwrap_or_default();
    let same = known.first().map(|(_, page)| cookie(page)) == first.first().map(|(_, page)| cookie(page));
    if same && !known.is_empty() {
        return Ok(());
    }
    let reader = connections::options(file).read_only(true).immutable(true);
    let mut connection = SqliteConnection::connect_with(&reader).await?;
    let numbers: Vec<i64> =
        sqlx::query_scalar("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")
            .fetch_all(&mut connection)
            .await?;
    connection.close().await?;
    let numbers: Vec<u32> = numbers.into_iter().filter_map(|number| u32::try_from(number).ok()).collect();
    let pages = read_pages(file, &numbers).map_err(ReplicaError::Directory)?;
    write(directory, &pages).map_err(ReplicaError::Directory)
}

fn read_pages(file: &Path, numbers: &[u32]) -> io::Result<Vec<Page>> {
    let mut source = fs::File::open(file)?;
    let mut pages = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut page = vec![0_u8; PAGE];
        source.seek(SeekFrom::Start(u64::from(number.saturating_sub(1)) * PAGE as u64))?;
        source.read_exact(&mut page)?;
        pages.push((*number, page));
    }
    Ok(pages)
}

/// The hash of the rest, then each page after its number.
fn write(directory: &Path, pages: &[Page]) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(pages.len() * (PAGE + 4));
    for (number, page) in pages {
        bytes.extend(number.to_be_bytes());
        bytes.extend(page);
    }
    let mut all = content_hash(&bytes).to_be_bytes().to_vec();
    all.append(&mut bytes);
    let note = note_of(directory);
    let unfinished = note.with_extension("unfinished");
    let _ = fs::remove_file(&unfinished);
    own_file(&unfinished)?;
    fs::write(&unfinished, all)?;
    fs::rename(unfinished, note)
}

/// The pages noted, the first one first; none where the note is missing or not what was written.
pub(crate) fn noted(directory: &Path) -> Option<Vec<Page>> {
    let all = fs::read(note_of(directory)).ok()?;
    let (hash, bytes) = all.split_at_checked(16)?;
    if hash_from(hash) != content_hash(bytes) || bytes.len() > LIMIT * (PAGE + 4) {
        return None;
    }
    let page = |bytes: &[u8]| {
        let (number, page) = bytes.split_at_checked(4)?;
        Some((u32::from_be_bytes(number.try_into().ok()?), page.to_vec()))
    };
    let pages: Vec<Page> = bytes.chunks_exact(PAGE + 4).map(page).collect::<Option<_>>()?;
    (pages.first()?.0 == 1).then_some(pages)
}
