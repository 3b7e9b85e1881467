//! The Windows spooler. It takes pages, not PDFs: most drivers know nothing of PDF, so each page is drawn by the
//! system's own renderer (Windows.Data.Pdf) and given to the printer as a picture of at most 600 dots per inch.
//!
//! The spooler's calls can hang on a dead network printer and cannot be interrupted; they run on a blocking thread
//! that is left behind when its time is up. Type-checked, but run on no Windows by the tests: see the README's table.
//!
//! Unsafe, because the spooler and GDI have no other interface; each block says what makes it sound.
#![allow(unsafe_code, reason = "winspool and GDI are C interfaces")]

#[path = "windows_pages.rs"]
mod pages;
#[path = "windows_spool.rs"]
mod spool;

use std::{path::Path, time::Duration};

use windows::core::{Error, HSTRING};

use super::{HAND_OVER_TIMEOUT, JobId, JobState, PrintError, PrintJob, Printer, QUESTION_TIMEOUT, queue_title};

/// ERROR_INVALID_PRINTER_NAME as an HRESULT.
const UNKNOWN_PRINTER: i32 = 0x8007_0709_u32.cast_signed();

#[derive(Clone, Debug, Default)]
pub(super) struct System;

impl System {
    pub(super) fn with_environment(_variables: Vec<(String, String)>) -> Self {
        Self
    }

    pub(super) async fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        blocking(QUESTION_TIMEOUT, || spool::printers().map_err(refused)).await
    }

    pub(super) async fn print(&self, job: &PrintJob) -> Result<JobId, PrintError> {
        let job = job.clone();
        blocking(HAND_OVER_TIMEOUT, move || {
            let printer = match &job.printer {
                Some(name) => name.clone(),
                None => spool::default_printer().ok_or(PrintError::NoSuchPrinter(None))?,
            };
            let name = HSTRING::from(&printer);
            let explain = |error: Error| match error.code().0 {
                UNKNOWN_PRINTER => PrintError::NoSuchPrinter(Some(printer.clone())),
                _ => refused(error),
            };
            let settings = spool::Settings::of(&name, &job).map_err(explain)?;
            // The renderer wants a whole path with Windows' own separators.
            let file = std::path::absolute(&job.file).map_err(|source| PrintError::File(job.file.clone(), source))?;
            let title = HSTRING::from(queue_title(&job.title));
            let number = pages::print(&name, &settings, &title, Path::new(&file)).map_err(explain)?;
            Ok(JobId { printer, number })
        })
        .await
    }

    pub(super) async fn job_state(&self, job: &JobId) -> Result<JobState, PrintError> {
        let job = job.clone();
        blocking(QUESTION_TIMEOUT, move || {
            spool::job_state(&HSTRING::from(&job.printer), job.number).map_err(|error| match error.code().0 {
                UNKNOWN_PRINTER => PrintError::NoSuchPrinter(Some(job.printer.clone())),
                _ => refused(error),
            })
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> Result<T, PrintError> + Send + 'static,
) -> Result<T, PrintError> {
    match tokio::time::timeout(limit, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err(PrintError::Refused("the thread ended".to_owned())),
        Err(_) => Err(PrintError::TimedOut(limit)),
    }
}

fn refused(error: Error) -> PrintError {
    PrintError::Refused(error.message())
}
