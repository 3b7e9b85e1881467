//! The state file: a header that says which shop this is, then one line for each change, appended and handed to the system before the
//! change is answered. Killed at any instant, the shop comes back with every answered write; a line torn by the kill is cut off.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{generate::NextIds, model::Order};

const FORMAT: u32 = 1;

/// Which shop a state file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    demo_shop: u32,
    /// What it grew from.
    pub seed: u64,
    /// How many orders it started with.
    pub orders: u64,
    /// UTC second it started at.
    pub now: i64,
}

impl Header {
    /// A new shop's header.
    pub fn new(seed: u64, orders: u64, now: i64) -> Self {
        Self { demo_shop: FORMAT, seed, orders, now }
    }
}

/// One change. Everything that belongs together stands in one line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// An order as it is now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order: Option<Order>,
    /// An order deleted for good.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub erased: Option<u64>,
    /// Moves of stock.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub stock: Vec<(u64, i64)>,
    /// Where the sequences stand.
    pub next: NextIds,
    /// Up to when orders were placed on their own.
    pub placed_until: (i64, u64),
}

/// Why a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateFileError {
    /// Reading or writing failed.
    #[error("the state file {path} cannot be used")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is some other file.
    #[error("{path} is not a demo shop's state file of format {FORMAT}")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
}

/// An open state file.
#[derive(Debug)]
pub struct Journal {
    file: File,
}

/// What a state file holds.
#[derive(Debug)]
pub struct Opened {
    /// To be written on.
    pub journal: Journal,
    /// Whose it is.
    pub header: Header,
    /// What has happened since the start, oldest first.
    pub records: Vec<Record>,
}

impl Journal {
    /// Opens the file, or begins it with `header`.
    pub fn open(path: &Path, header: Header) -> Result<Opened, StateFileError> {
        let wrap = |source| StateFileError::Io { path: path.to_owned(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(wrap)?;
        let mut reader = BufReader::new(&file);
        let mut line = String::new();
        let mut whole = reader.read_line(&mut line).map_err(wrap)? as u64;
        if !line.ends_with('\n') {
            // New, or killed before the header was out.
            if !line.is_empty() && !line.starts_with("{\"demo_shop\"") {
                return Err(StateFileError::Foreign { path: path.to_owned() });
            }
            file.set_len(0).map_err(wrap)?;
            file.seek(SeekFrom::Start(0)).map_err(wrap)?;
            append(&mut file, &header).map_err(wrap)?;
            return Ok(Opened { journal: Self { file }, header, records: Vec::new() });
        }
        let header: Header =
            serde_json::from_str(&line).map_err(|_| StateFileError::Foreign { path: path.to_owned() })?;
        if header.demo_shop != FORMAT {
            return Err(StateFileError::Foreign { path: path.to_owned() });
        }
        let mut records = Vec::new();
        loop {
            line.clear();
            let read = reader.read_line(&mut line).map_err(wrap)? as u64;
            let Some(record) = line.ends_with('\n').then(|| serde_json::from_str(&line).ok()).flatten() else { break };
            records.push(record);
            whole += read;
        }
        file.set_len(whole).map_err(wrap)?;
        file.seek(SeekFrom::End(0)).map_err(wrap)?;
        Ok(Opened { journal: Self { file }, header, records })
    }

    /// Writes one change.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        append(&mut self.file, record)
    }
}

/// One line in one write, so that another process never sees half of it in the middle.
fn append(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    file.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: u64) -> Record {
        let next = NextIds { post: id, item: 1, meta: 1, item_meta: 1, note: 1 };
        Record { order: None, erased: Some(id), stock: Vec::new(), next, placed_until: (0, 0) }
    }

    #[test]
    fn a_torn_line_is_cut_off_and_writing_goes_on() {
        let path = std::env::temp_dir().join(format!("demo-shop-journal-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let header = Header::new(1, 10, 5);
        let mut opened = Journal::open(&path, header).unwrap();
        opened.journal.record(&record(1)).unwrap();
        opened.journal.record(&record(2)).unwrap();
        drop(opened);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 7]).unwrap();
        let mut opened = Journal::open(&path, Header::new(9, 9, 9)).unwrap();
        assert_eq!(opened.header, header, "the file's own header wins");
        assert_eq!(opened.records.len(), 1);
        opened.journal.record(&record(3)).unwrap();
        drop(opened);
        let opened = Journal::open(&path, header).unwrap();
        assert_eq!(opened.records.iter().map(|record| record.erased).collect::<Vec<_>>(), [Some(1), Some(3)]);
        std::fs::write(&path, "something else\n").unwrap();
        assert!(matches!(Journal::open(&path, header), Err(StateFileError::Foreign { .. })));
        std::fs::remove_file(&path).unwrap();
    }
}
