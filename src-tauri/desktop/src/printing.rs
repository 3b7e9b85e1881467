//! Paper, silently: a PDF to a printer by name, and what became of it.
//!
//! On Linux and macOS through CUPS' own clients `lp` and `lpstat`, on Windows through the spooler. The clients were
//! chosen over linking libcups (as the `printers` crate does): a print server that hangs hangs its caller, and a
//! process can be killed where a thread inside a library cannot; they are there wherever CUPS is, and honour
//! `CUPS_SERVER` and `client.conf` like every other program.
//!
//! ```no_run
//! # async fn example() -> Result<(), desktop::printing::PrintError> {
//! use std::time::Duration;
//! use desktop::printing::{Paper, PrintJob, Spooler};
//! let spooler = Spooler::system();
//! let job = spooler.print(&PrintJob::new("/tmp/slip.pdf", "Packing slip AN-10482-K", Paper::A4)).await?;
//! let state = spooler.settled(&job, Duration::from_secs(60)).await?;
//! # Ok(()) }
//! ```

#[cfg(unix)]
mod command;
#[cfg_attr(unix, path = "printing/cups.rs")]
#[cfg_attr(windows, path = "printing/windows.rs")]
mod system;

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use domain::{Code, Fault};

/// How long a question to the print server may take. One without an answer is asked again by the user, not by us.
pub const QUESTION_TIMEOUT: Duration = Duration::from_secs(10);
/// How long handing over a file may take; a hundred slips to a print server on another floor take seconds.
pub const HAND_OVER_TIMEOUT: Duration = Duration::from_secs(60);

/// A printer as the system knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// The queue's name: what [`PrintJob::printer`] takes.
    pub name: String,
    /// What people call it; the name where nothing was said.
    pub description: String,
    /// Whether a job without a printer goes here.
    pub is_default: bool,
    /// What it does now.
    pub state: PrinterState,
    /// Whether jobs are taken; a stopped printer takes them and prints them later.
    pub accepts_jobs: bool,
    /// The system's words for what is wrong ("out of toner"), in English on CUPS.
    pub trouble: Option<String>,
}

/// What a printer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterState {
    /// Waits for work.
    Idle,
    /// Prints.
    Printing,
    /// Was stopped, by a person or by an error; jobs wait.
    Stopped,
    /// Not said. (A printer found on the network that has no queue yet.)
    Unknown,
}

/// What it is printed on. On a printer without that size the page goes on one hardly larger, else it is scaled to the
/// printer's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 in.
    Letter,
    /// 100 × 150 mm, the parcel label.
    Label100x150,
}

impl Paper {
    /// As settings and the command line name it: `a4`, `a5`, `letter`, `100x150`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::Letter => "letter",
            Self::Label100x150 => "100x150",
        }
    }

    /// Width and height in tenths of a millimetre.
    #[must_use]
    pub const fn size_tenth_mm(self) -> (u16, u16) {
        match self {
            Self::A4 => (2100, 2970),
            Self::A5 => (1480, 2100),
            Self::Letter => (2159, 2794),
            Self::Label100x150 => (1000, 1500),
        }
    }
}

/// A paper nobody here has heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a paper size: a4, a5, letter or 100x150")]
pub struct UnknownPaper;

impl FromStr for Paper {
    type Err = UnknownPaper;

    fn from_str(code: &str) -> Result<Self, UnknownPaper> {
        [Self::A4, Self::A5, Self::Letter, Self::Label100x150]
            .into_iter()
            .find(|paper| paper.code().eq_ignore_ascii_case(code))
            .ok_or(UnknownPaper)
    }
}

/// What to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintJob {
    /// The queue; `None` prints on the system's default.
    pub printer: Option<String>,
    /// The PDF. It may be removed as soon as [`Spooler::print`] has returned.
    pub file: PathBuf,
    /// The job's name in the queue. Other users may see it there and in the list of processes: an order's code, never
    /// a customer's name.
    pub title: String,
    /// How many of it, each set whole before the next; at least one.
    pub copies: u16,
    /// The size its pages have.
    pub paper: Paper,
    /// Both sides. Off by default whatever the printer's own default is: of two orders' slips on one sheet, one is
    /// lost.
    pub two_sided: bool,
}

impl PrintJob {
    /// One copy, one-sided, on the default printer.
    #[must_use]
    pub fn new(file: impl Into<PathBuf>, title: impl Into<String>, paper: Paper) -> Self {
        Self { printer: None, file: file.into(), title: title.into(), copies: 1, paper, two_sided: false }
    }
}

/// A job in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JobId {
    /// The queue.
    pub printer: String,
    /// Its number there.
    pub number: u32,
}

impl fmt::Display for JobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.printer, self.number)
    }
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobState {
    /// In the queue: waiting, held, or its printer is stopped or away; with the spooler's words for it, if any.
    Waiting(Option<String>),
    /// Being printed; with the spooler's words, which tell of a printer that does not answer.
    Printing(Option<String>),
    /// The printer has it all. Whether paper came out is more than any system tells.
    Printed,
    /// Somebody cancelled it, or the printer did; with its words, if any.
    Cancelled(Option<String>),
    /// It ended without being printed; why, in the spooler's words.
    Failed(String),
    /// The spooler does not remember it, as after its history was cleared. (Windows forgets each printed job.)
    Forgotten,
}

impl JobState {
    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        !matches!(self, Self::Waiting(_) | Self::Printing(_))
    }
}

/// Why nothing was printed or nothing is known.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There is no print system, or its server does not run.
    #[error("no print server answers")]
    Unavailable(#[source] Option<std::io::Error>),
    /// It did not answer in time. A file handed over may be printed all the same: look at the queue first.
    #[error("the print server did not answer within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// No printer of that name, or no default one.
    #[error("no such printer: {}", .0.as_deref().unwrap_or("there is no default printer"))]
    NoSuchPrinter(Option<String>),
    /// The file is not there or cannot be read.
    #[error("cannot read {}", .0.display())]
    File(PathBuf, #[source] std::io::Error),
    /// The print system refused, in its own words.
    #[error("the print system refused: {0}")]
    Refused(String),
}

impl From<PrintError> for Fault {
    fn from(error: PrintError) -> Self {
        let code = match error {
            PrintError::NoSuchPrinter(_) => Code::NoSuchPrinter,
            PrintError::TimedOut(_) => Code::TimedOut,
            PrintError::Unavailable(_) | PrintError::File(..) | PrintError::Refused(_) => Code::PrintFailed,
        };
        let cause = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        Self::new(code, "print", format!("{error}{cause}"))
    }
}

/// The system's printing.
#[derive(Clone, Debug, Default)]
pub struct Spooler {
    system: system::System,
}

impl Spooler {
    /// The one this process's environment points to.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// One reached with these environment variables besides the process's own, as `CUPS_SERVER` names another print
    /// server. Without effect on Windows.
    #[must_use]
    pub fn with_environment(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { system: system::System::with_environment(variables.into_iter().collect()) }
    }

    /// All printers, the default one first, then by name. No printer at all is an empty list.
    pub async fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        let mut printers = self.system.printers().await?;
        printers.sort_by(|a, b| b.is_default.cmp(&a.is_default).then_with(|| a.name.cmp(&b.name)));
        Ok(printers)
    }

    /// Hands a job over. Returns as soon as the spooler holds the whole file.
    pub async fn print(&self, job: &PrintJob) -> Result<JobId, PrintError> {
        let readable = tokio::fs::File::open(&job.file).await;
        readable.map_err(|source| PrintError::File(job.file.clone(), source))?;
        self.system.print(job).await
    }

    /// What became of a job.
    pub async fn job_state(&self, job: &JobId) -> Result<JobState, PrintError> {
        self.system.job_state(job).await
    }

    /// Waits until nothing more happens to a job, or until `patience` has run out: then its state of that moment.
    pub async fn settled(&self, job: &JobId, patience: Duration) -> Result<JobState, PrintError> {
        let deadline = tokio::time::Instant::now() + patience;
        let mut pause = Duration::from_millis(200);
        loop {
            let state = self.job_state(job).await?;
            if state.is_final() || tokio::time::Instant::now() + pause > deadline {
                return Ok(state);
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    }
}

/// A title fit for every queue: one line, at most 120 characters, no control characters.
fn queue_title(title: &str) -> String {
    let one_line: String = domain::text::visible(&title.split_whitespace().collect::<Vec<_>>().join(" "));
    one_line.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_named_as_in_the_settings() {
        for paper in [Paper::A4, Paper::A5, Paper::Letter, Paper::Label100x150] {
            assert_eq!(paper.code().parse(), Ok(paper));
        }
        assert_eq!("A4".parse(), Ok(Paper::A4));
        assert_eq!("a3".parse::<Paper>(), Err(UnknownPaper));
    }

    #[test]
    fn titles_fit_a_queue() {
        assert_eq!(queue_title("Slip\nAN-1\u{7}"), "Slip AN-1␇");
        assert_eq!(queue_title(&"ł".repeat(300)).chars().count(), 120);
    }
}
