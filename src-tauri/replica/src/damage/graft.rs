//! Making a file readable again whose first page, or another page of its schema, is gone: by the pages noted beside it,
//! else by those of a fresh file. The same statements in the same order put the same schema into the same places, so the
//! latter serves every file that was made by this version and never migrated.

use std::{
    fs::{self, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use super::pages::{self, PAGE, Page};
use crate::{ReplicaError, Result, open};

/// Where the header keeps the file's length in pages: <https://www.sqlite.org/fileformat.html>.
const LENGTH_AT: u64 = 28;
/// Where it keeps the list of free pages and their number.
const FREE_AT: u64 = 32;

/// Puts the schema pages noted in a data directory over those of a damaged copy. `false` where there is no note.
pub(crate) fn graft_noted(damaged: &Path, directory: &Path) -> Result<bool> {
    let Some(pages) = pages::noted(directory) else { return Ok(false) };
    put_pages(damaged, &pages).map_err(ReplicaError::Directory)?;
    Ok(true)
}

/// Puts the schema pages of a fresh file, made in a directory of its own, over those of a damaged copy.
pub(crate) async fn graft_fresh(damaged: &Path, workshop: &Path) -> Result<()> {
    fs::create_dir_all(workshop).map_err(ReplicaError::Directory)?;
    let fresh = workshop.join("template.db");
    open::create(&fresh).await?;
    pages::note(workshop, &fresh).await?;
    graft_noted(damaged, workshop)?;
    let _ = fs::remove_dir_all(workshop);
    Ok(())
}

fn put_pages(damaged: &Path, pages: &[Page]) -> io::Result<()> {
    let mut target = OpenOptions::new().write(true).open(damaged)?;
    for (number, page) in pages {
        target.seek(SeekFrom::Start(u64::from(number.saturating_sub(1)) * PAGE as u64))?;
        target.write_all(page)?;
    }
    let length = u32::try_from(target.metadata()?.len() / PAGE as u64).unwrap_or(u32::MAX);
    target.seek(SeekFrom::Start(LENGTH_AT))?;
    target.write_all(&length.to_be_bytes())?;
    target.seek(SeekFrom::Start(FREE_AT))?;
    target.write_all(&[0; 8])?;
    target.sync_all()
}
