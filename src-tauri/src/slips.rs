//! Slips to a printer, a file, the system's viewer.

use std::time::Duration;

use app::{
    App, SlipRequest, Slips,
    api::{PrintOutcome, PrinterView},
};
use desktop::printing::{JobId, JobState, PrintJob, Spooler};
use domain::{Code, Fault};
use tauri::AppHandle;

use crate::dialogs;

/// How long a printer gets before its user hears that it has not printed yet.
const PATIENCE: Duration = Duration::from_secs(60);

/// The printers there are.
pub(crate) async fn printers() -> Result<Vec<PrinterView>, Fault> {
    let view = |printer: desktop::printing::Printer| PrinterView {
        name: printer.name,
        description: printer.description,
        is_default: printer.is_default,
        ready: printer.accepts_jobs,
    };
    Ok(Spooler::system().printers().await?.into_iter().map(view).collect())
}

/// Prints without a dialog.
pub(crate) async fn print(
    app: App,
    request: SlipRequest,
    printer: Option<String>,
    copies: u16,
) -> Result<PrintOutcome, Fault> {
    let slips = app.slips(&request).await?;
    let file = app.print_file(&slips).await?;
    let paper = slips.paper.parse().map_err(|_| Fault::new(Code::BadInput, "print", "unknown paper"))?;
    let mut job = PrintJob::new(file.path(), slips.title.clone(), paper);
    job.printer = printer.or(app.settings().printing.printer);
    job.copies = copies.clamp(1, 99);
    let id = Spooler::system().print(&job).await?;
    app.slips_handed_out(&slips, &id.printer, job.copies).await?;
    Ok(outcome(slips, id.printer.clone(), Some(id.to_string())))
}

/// Waits for what became of a job: whether the printer has it all. A job still in the queue after a minute is not; one
/// that the spooler no longer remembers went through it.
///
/// # Errors
/// `PrintFailed` with the spooler's words where it ended unprinted.
pub(crate) async fn settled(job: &str) -> Result<bool, Fault> {
    let id = job
        .rsplit_once('-')
        .and_then(|(printer, number)| Some(JobId { printer: printer.to_owned(), number: number.parse().ok()? }));
    let id = id.ok_or_else(|| Fault::new(Code::BadInput, "print", "no such job"))?;
    match Spooler::system().settled(&id, PATIENCE).await? {
        JobState::Printed | JobState::Forgotten => Ok(true),
        JobState::Waiting(_) | JobState::Printing(_) => Ok(false),
        JobState::Failed(why) => Err(Fault::new(Code::PrintFailed, "print", why)),
        JobState::Cancelled(why) => {
            Err(Fault::new(Code::PrintFailed, "print", why.unwrap_or_else(|| "the job was cancelled".to_owned())))
        }
    }
}

/// Saves where the user says; `None` when the dialog was closed.
pub(crate) async fn save(window: &AppHandle, app: App, request: SlipRequest) -> Result<Option<PrintOutcome>, Fault> {
    let slips = app.slips(&request).await?;
    let name = format!("{}.pdf", domain::text::file_name(&slips.title));
    let Some(path) = dialogs::save_pdf(window, &name).await else { return Ok(None) };
    tokio::fs::write(&path, &slips.pdf)
        .await
        .map_err(|error| Fault::new(Code::Disk, "save slip", error.to_string()))?;
    app.slips_handed_out(&slips, "", 1).await?;
    Ok(Some(outcome(slips, path.display().to_string(), None)))
}

/// Opens in the system's viewer.
pub(crate) async fn open(window: &AppHandle, app: App, request: SlipRequest) -> Result<PrintOutcome, Fault> {
    let slips = app.slips(&request).await?;
    let path = app.print_file(&slips).await?.keep();
    dialogs::open_file(window, &path)?;
    Ok(outcome(slips, path.display().to_string(), None))
}

fn outcome(slips: Slips, to: String, job: Option<String>) -> PrintOutcome {
    PrintOutcome {
        slips: u32::try_from(slips.orders.len()).unwrap_or(u32::MAX),
        pages: slips.pages,
        to,
        job,
        missing_glyphs: slips.missing_glyphs,
    }
}
