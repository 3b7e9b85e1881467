//! The state file: a header that says which shop this is, then one line for each change, appended and handed to the system before the
//! change is answered. Killed at any instant, the shop comes back with every answered write; a line torn by the kill is cut off. One
//! process at a time has the file; what later lines have overtaken is dropped when it is opened.

use std::{
    collections::{BTreeMap, HashMap},
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    time::Duration,
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
    /// Another process has it.
    #[error("another demo shop is using the state file {path}")]
    InUse {
        /// The file.
        path: PathBuf,
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
        let foreign = || StateFileError::Foreign { path: path.to_owned() };
        let mut file = own(path)?;
        let mut reader = BufReader::new(&file);
        let mut line = String::new();
        reader
            .read_line(&mut line)
            .map_err(|error| if error.kind() == io::ErrorKind::InvalidData { foreign() } else { wrap(error) })?;
        if !line.ends_with('\n') {
            // New, or killed before the header was out.
            if !line.is_empty() && !line.starts_with("{\"demo_shop\"") {
                return Err(foreign());
            }
            file.set_len(0).map_err(wrap)?;
            append(&mut file, &header).map_err(wrap)?;
            return Ok(Opened { journal: Self { file }, header, records: Vec::new() });
        }
        let header: Header = serde_json::from_str(&line).map_err(|_| foreign())?;
        if header.demo_shop != FORMAT {
            return Err(foreign());
        }
        let mut whole = line.len() as u64;
        let records = read_records(&mut reader, &mut whole).map_err(wrap)?;
        file.set_len(whole).map_err(wrap)?;
        let count = records.len();
        let records = overtaken_dropped(records);
        if count > 1_000 && count > records.len() * 4 {
            drop(file);
            file = rewrite(path, &header, &records)?;
        }
        Ok(Opened { journal: Self { file }, header, records })
    }

    /// Writes one change.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        append(&mut self.file, record)
    }
}

/// Opens a file for this process alone, readable by its user alone. Whoever just shut a shop down may still be letting go of it.
fn own(path: &Path) -> Result<File, StateFileError> {
    let wrap = |source| StateFileError::Io { path: path.to_owned(), source };
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(wrap)?;
    for _ in 0..20 {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            Err(TryLockError::Error(error)) => return Err(wrap(error)),
        }
    }
    Err(StateFileError::InUse { path: path.to_owned() })
}

/// Reads whole lines and counts their bytes; ends at the first that is torn.
fn read_records(reader: &mut impl BufRead, whole: &mut u64) -> io::Result<Vec<Record>> {
    let mut records = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)? as u64;
        let Some(record) = line.ends_with(b"\n").then(|| serde_json::from_slice(&line).ok()).flatten() else {
            return Ok(records);
        };
        records.push(record);
        *whole += read;
    }
}

/// Keeps the last line of each order; all moves of stock go into the last line of all.
fn overtaken_dropped(mut records: Vec<Record>) -> Vec<Record> {
    let about = |record: &Record| record.order.as_ref().map(|order| order.id).or(record.erased);
    let mut last: HashMap<u64, usize> = HashMap::new();
    let mut stock: BTreeMap<u64, i64> = BTreeMap::new();
    for (at, record) in records.iter_mut().enumerate() {
        last.extend(about(record).map(|id| (id, at)));
        for (id, pieces) in std::mem::take(&mut record.stock) {
            *stock.entry(id).or_default() += pieces;
        }
    }
    if let Some(newest) = records.last_mut() {
        newest.stock = stock.into_iter().collect();
    }
    let is_last = |(at, record): &(usize, Record)| about(record).is_none_or(|id| last.get(&id) == Some(at));
    records.into_iter().enumerate().filter(is_last).map(|(_, record)| record).collect()
}

/// Writes the file anew beside the old one and puts it in its place in one step.
fn rewrite(path: &Path, header: &Header, records: &[Record]) -> Result<File, StateFileError> {
    let wrap = |source| StateFileError::Io { path: path.to_owned(), source };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut file = own(&beside)?;
    file.set_len(0).map_err(wrap)?;
    append(&mut file, header).map_err(wrap)?;
    for record in records {
        append(&mut file, record).map_err(wrap)?;
    }
    file.sync_all().map_err(wrap)?;
    std::fs::rename(&beside, path).map_err(wrap)?;
    Ok(file)
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

    #[test]
    fn lines_that_were_overtaken_are_dropped_and_stock_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let header = Header::new(1, 10, 5);
        let mut opened = Journal::open(&path, header).unwrap();
        let generator = super::super::generate::Generator::new(1, 10, 1_795_306_343);
        for step in 0..2_000 {
            let mut order = generator.whole(step % 3);
            order.customer_note = step.to_string();
            let line = Record { order: Some(order), erased: None, stock: vec![(7, -1)], ..record(1) };
            opened.journal.record(&line).unwrap();
        }
        assert!(matches!(Journal::open(&path, header), Err(StateFileError::InUse { .. })));
        let size = std::fs::metadata(&path).unwrap().len();
        drop(opened);
        for _ in 0..2 {
            let reopened = Journal::open(&path, header).unwrap();
            let note = |record: &Record| record.order.as_ref().unwrap().customer_note.clone();
            assert_eq!(reopened.records.iter().map(note).collect::<Vec<_>>(), ["1997", "1998", "1999"]);
            let moved: i64 = reopened.records.iter().flat_map(|record| &record.stock).map(|(_, pieces)| pieces).sum();
            assert_eq!(moved, -2_000);
        }
        assert!(std::fs::metadata(&path).unwrap().len() < size / 100);
        let mut opened = Journal::open(&path, header).unwrap();
        opened.journal.record(&record(9)).unwrap();
        drop(opened);
        assert_eq!(Journal::open(&path, header).unwrap().records.len(), 4, "the new file is written on");
    }

    fn record(id: u64) -> Record {
        let next = NextIds { post: id, item: 1, meta: 1, item_meta: 1, note: 1, fulfillment: 1 };
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
        drop(opened);
        std::fs::write(&path, "something else\n").unwrap();
        assert!(matches!(Journal::open(&path, header), Err(StateFileError::Foreign { .. })));
        std::fs::remove_file(&path).unwrap();
    }
}
