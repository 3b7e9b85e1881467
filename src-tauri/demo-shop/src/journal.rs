//! The state file: a header that says which shop this is, then one line for each change, appended and handed to the system before the
//! change is answered. Killed at any instant, the shop comes back with every answered write; a line torn by the kill is cut off. One
//! process at a time has the file; what later lines have overtaken is dropped when it is opened.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

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
    #[serde(default, skip_serializing_if = "System::is_first")]
    system: System,
}

/// The shop system whose state a file holds; the first was not written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum System {
    #[default]
    Woocommerce,
    Magento2,
}

impl System {
    fn is_first(&self) -> bool {
        *self == Self::default()
    }
}

impl Header {
    /// A new shop's header.
    pub fn new(seed: u64, orders: u64, now: i64) -> Self {
        Self { demo_shop: FORMAT, seed, orders, now, system: System::default() }
    }

    /// The same of another system.
    pub fn of(self, system: System) -> Self {
        Self { system, ..self }
    }
}

/// A line of a system's state file: one change, with everything that belongs together.
pub trait Entry: Serialize + DeserializeOwned {
    /// What is left of these lines once those that later ones have overtaken are dropped.
    fn without_overtaken(entries: Vec<Self>) -> Vec<Self>;
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
    #[error("{path} is not this demo shop's state file of format {FORMAT}")]
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
pub struct Opened<E> {
    /// To be written on.
    pub journal: Journal,
    /// Whose it is.
    pub header: Header,
    /// What has happened since the start, oldest first.
    pub records: Vec<E>,
}

impl Journal {
    /// Opens the file, or begins it with `header`.
    pub fn open<E: Entry>(path: &Path, header: Header) -> Result<Opened<E>, StateFileError> {
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
        let asked = header.system;
        let header: Header = serde_json::from_str(&line).map_err(|_| foreign())?;
        if header.demo_shop != FORMAT || header.system != asked {
            return Err(foreign());
        }
        let mut whole = line.len() as u64;
        let records = read_records(&mut reader, &mut whole).map_err(wrap)?;
        file.set_len(whole).map_err(wrap)?;
        let count = records.len();
        let records = E::without_overtaken(records);
        if count > 1_000 && count > records.len() * 4 {
            drop(file);
            file = rewrite(path, &header, &records)?;
        }
        Ok(Opened { journal: Self { file }, header, records })
    }

    /// Writes one change.
    pub fn record(&mut self, record: &impl Entry) -> io::Result<()> {
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
fn read_records<E: Entry>(reader: &mut impl BufRead, whole: &mut u64) -> io::Result<Vec<E>> {
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

/// Writes the file anew beside the old one and puts it in its place in one step.
fn rewrite(path: &Path, header: &Header, records: &[impl Entry]) -> Result<File, StateFileError> {
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
