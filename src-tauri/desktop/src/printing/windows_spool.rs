//! winspool: which printers there are, how a job is to be printed, what became of it.

use windows::{
    Win32::Graphics::{
        Gdi::{
            DEVMODEW, DM_COLLATE, DM_COPIES, DM_DUPLEX, DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER, DM_PAPERLENGTH,
            DM_PAPERSIZE, DM_PAPERWIDTH, DMCOLLATE_TRUE, DMDUP_SIMPLEX, DMDUP_VERTICAL, DMORIENT_PORTRAIT, DMPAPER_A4,
            DMPAPER_A5, DMPAPER_LETTER,
        },
        Printing::{
            ClosePrinter, DocumentPropertiesW, EnumPrintersW, GetDefaultPrinterW, GetJobW, JOB_INFO_1W,
            JOB_STATUS_BLOCKED_DEVQ, JOB_STATUS_COMPLETE, JOB_STATUS_DELETED, JOB_STATUS_DELETING, JOB_STATUS_ERROR,
            JOB_STATUS_PRINTED, JOB_STATUS_PRINTING, OpenPrinterW, PRINTER_ATTRIBUTE_WORK_OFFLINE,
            PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_HANDLE, PRINTER_INFO_2W, PRINTER_STATUS_DOOR_OPEN,
            PRINTER_STATUS_ERROR, PRINTER_STATUS_NO_TONER, PRINTER_STATUS_OFFLINE, PRINTER_STATUS_PAPER_JAM,
            PRINTER_STATUS_PAPER_OUT, PRINTER_STATUS_PAUSED, PRINTER_STATUS_PRINTING, PRINTER_STATUS_PROCESSING,
            PRINTER_STATUS_USER_INTERVENTION,
        },
    },
    core::{Error, HSTRING, PCWSTR, PWSTR, Result},
};

use super::super::{JobState, Paper, PrintJob, Printer, PrinterState};

/// What is wrong, in words, of a printer's or a job's status. The system translates none of them either.
const TROUBLES: [(u32, &str); 6] = [
    (PRINTER_STATUS_OFFLINE, "offline"),
    (PRINTER_STATUS_PAPER_OUT, "out of paper"),
    (PRINTER_STATUS_PAPER_JAM, "paper jam"),
    (PRINTER_STATUS_NO_TONER, "out of toner"),
    (PRINTER_STATUS_DOOR_OPEN, "door open"),
    (PRINTER_STATUS_USER_INTERVENTION, "needs attention"),
];

/// All printers of this machine and this user's connections.
pub(super) fn printers() -> Result<Vec<Printer>> {
    let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
    let (mut needed, mut count) = (0_u32, 0_u32);
    // SAFETY: without a buffer the call only says how large one must be; its error then says just that.
    unsafe { EnumPrintersW(flags, PCWSTR::null(), 2, None, &raw mut needed, &raw mut count) }.ok();
    if needed == 0 {
        return Ok(Vec::new());
    }
    let mut buffer = aligned(needed);
    let bytes = as_bytes(&mut buffer, needed);
    // SAFETY: the buffer is as large as the call asked for and aligned for any structure.
    unsafe { EnumPrintersW(flags, PCWSTR::null(), 2, Some(bytes), &raw mut needed, &raw mut count) }?;
    // SAFETY: the call succeeded, so `count` structures stand at the buffer's start, their texts behind them.
    let infos = unsafe { std::slice::from_raw_parts(buffer.as_ptr().cast::<PRINTER_INFO_2W>(), count as usize) };
    let default = default_printer();
    Ok(infos.iter().map(|info| printer(info, default.as_deref())).collect())
}

/// The user's default printer.
pub(super) fn default_printer() -> Option<String> {
    let mut length = 0_u32;
    // SAFETY: without a buffer the call only says how long the name is, its ending NUL included.
    let _ = unsafe { GetDefaultPrinterW(None, &raw mut length) };
    let mut name = vec![0_u16; length as usize];
    // SAFETY: the buffer has the length the call asked for.
    let found = unsafe { GetDefaultPrinterW(Some(PWSTR(name.as_mut_ptr())), &raw mut length) };
    let text: Vec<u16> = name.into_iter().take_while(|unit| *unit != 0).collect();
    (found.as_bool() && !text.is_empty()).then(|| String::from_utf16_lossy(&text))
}

fn printer(info: &PRINTER_INFO_2W, default: Option<&str>) -> Printer {
    let name = text(info.pPrinterName);
    let has = |flag: u32| info.Status & flag != 0;
    let offline = info.Attributes & PRINTER_ATTRIBUTE_WORK_OFFLINE != 0;
    let trouble = TROUBLES.iter().find(|(flag, _)| has(*flag)).map(|(_, words)| (*words).to_owned());
    let state = if offline || has(PRINTER_STATUS_PAUSED | PRINTER_STATUS_ERROR) {
        PrinterState::Stopped
    } else if has(PRINTER_STATUS_PRINTING | PRINTER_STATUS_PROCESSING) {
        PrinterState::Printing
    } else {
        PrinterState::Idle
    };
    Printer {
        description: Some(text(info.pComment)).filter(|text| !text.is_empty()).unwrap_or_else(|| name.clone()),
        is_default: default == Some(name.as_str()),
        state,
        accepts_jobs: true, // they wait in the queue whatever its state
        trouble: trouble.or_else(|| offline.then(|| "offline".to_owned())),
        name,
    }
}

/// A printer's settings for one job, as its driver wants them.
pub(super) struct Settings {
    buffer: Vec<u64>,
}

impl Settings {
    /// The printer's own settings with the job's paper, copies and sides.
    pub(super) fn of(printer: &HSTRING, job: &PrintJob) -> Result<Self> {
        let handle = Handle::open(printer)?;
        // SAFETY: without buffers the call only says how large the driver's structure is.
        let size = unsafe { DocumentPropertiesW(None, handle.0, printer, None, None, 0) };
        let mut buffer = aligned(u32::try_from(size).map_err(|_| Error::from_thread())?);
        let devmode = buffer.as_mut_ptr().cast::<DEVMODEW>();
        // SAFETY: the buffer is as large as the driver asked for and aligned for the structure.
        let read = unsafe { DocumentPropertiesW(None, handle.0, printer, Some(devmode), None, DM_OUT_BUFFER.0) };
        if read < 0 {
            return Err(Error::from_thread());
        }
        // SAFETY: the call has filled the structure, and nothing else refers to the buffer.
        change(unsafe { &mut *devmode }, job);
        let flags = (DM_IN_BUFFER | DM_OUT_BUFFER).0;
        // SAFETY: as above; the driver may read and write the same structure, which is how settings are checked.
        let checked = unsafe { DocumentPropertiesW(None, handle.0, printer, Some(devmode), Some(devmode), flags) };
        if checked < 0 { Err(Error::from_thread()) } else { Ok(Self { buffer }) }
    }

    pub(super) fn as_ptr(&self) -> *const DEVMODEW {
        self.buffer.as_ptr().cast()
    }
}

fn change(devmode: &mut DEVMODEW, job: &PrintJob) {
    let (width, height) = job.paper.size_tenth_mm();
    // SAFETY: a printer's structure has the union's printer half.
    let page = unsafe { &mut devmode.Anonymous1.Anonymous1 };
    page.dmOrientation = short(DMORIENT_PORTRAIT);
    page.dmCopies = short(u32::from(job.copies.max(1)));
    let size = match job.paper {
        Paper::A4 => short(DMPAPER_A4),
        Paper::A5 => short(DMPAPER_A5),
        Paper::Letter => short(DMPAPER_LETTER),
        Paper::Label100x150 => 0, // by its width and length, which count where no size is named
    };
    page.dmPaperSize = size;
    (page.dmPaperWidth, page.dmPaperLength) = (short(u32::from(width)), short(u32::from(height)));
    devmode.dmDuplex = if job.two_sided { DMDUP_VERTICAL } else { DMDUP_SIMPLEX };
    devmode.dmCollate = DMCOLLATE_TRUE;
    let paper = if size == 0 { DM_PAPERWIDTH | DM_PAPERLENGTH } else { DM_PAPERSIZE };
    devmode.dmFields &= !(DM_PAPERSIZE | DM_PAPERWIDTH | DM_PAPERLENGTH);
    devmode.dmFields |= paper | DM_ORIENTATION | DM_COPIES | DM_DUPLEX | DM_COLLATE;
}

/// What became of a job. A printed job leaves the queue and is forgotten, unless the printer keeps its jobs.
pub(super) fn job_state(printer: &HSTRING, number: u32) -> Result<JobState> {
    let handle = Handle::open(printer)?;
    let mut needed = 0_u32;
    // SAFETY: without a buffer the call only says how large one must be.
    let _ = unsafe { GetJobW(handle.0, number, 1, None, &raw mut needed) };
    if needed == 0 {
        return Ok(JobState::Forgotten);
    }
    let mut buffer = aligned(needed);
    let bytes = as_bytes(&mut buffer, needed);
    // SAFETY: the buffer is as large as the call asked for and aligned for any structure.
    if !unsafe { GetJobW(handle.0, number, 1, Some(bytes), &raw mut needed) }.as_bool() {
        return Ok(JobState::Forgotten); // it left the queue in between
    }
    // SAFETY: the call succeeded, so the structure stands at the buffer's start, its texts behind it.
    let job = unsafe { &*buffer.as_ptr().cast::<JOB_INFO_1W>() };
    let has = |flag: u32| job.Status & flag != 0;
    let words = Some(text(job.pStatus)).filter(|words| !words.is_empty());
    Ok(if has(JOB_STATUS_PRINTED | JOB_STATUS_COMPLETE) {
        JobState::Printed
    } else if has(JOB_STATUS_DELETED | JOB_STATUS_DELETING) {
        JobState::Cancelled(words)
    } else if has(JOB_STATUS_ERROR | JOB_STATUS_BLOCKED_DEVQ) {
        JobState::Failed(words.unwrap_or_else(|| "the printer reports an error".to_owned()))
    } else if has(JOB_STATUS_PRINTING) {
        JobState::Printing(words)
    } else {
        JobState::Waiting(words)
    })
}

/// An opened printer, closed when dropped.
struct Handle(PRINTER_HANDLE);

impl Handle {
    fn open(printer: &HSTRING) -> Result<Self> {
        let mut handle = PRINTER_HANDLE::default();
        // SAFETY: name and handle outlive the call.
        unsafe { OpenPrinterW(printer, &raw mut handle, None) }?;
        Ok(Self(handle))
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: opened by `open` and closed nowhere else.
        unsafe { ClosePrinter(self.0) }.ok();
    }
}

/// Room for `bytes` bytes, aligned for any of the spooler's structures.
fn aligned(bytes: u32) -> Vec<u64> {
    vec![0; (bytes as usize).div_ceil(8)]
}

fn as_bytes(buffer: &mut [u64], bytes: u32) -> &mut [u8] {
    // SAFETY: any initialised memory is bytes, and `aligned` has made room for as many.
    unsafe { std::slice::from_raw_parts_mut(buffer.as_mut_ptr().cast(), (bytes as usize).min(buffer.len() * 8)) }
}

fn text(text: PWSTR) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the spooler's texts end with NUL and live as long as the buffer they stand in.
    unsafe { text.to_string() }.unwrap_or_default()
}

fn short(number: u32) -> i16 {
    i16::try_from(number).unwrap_or(i16::MAX)
}
