//! Slips to a printer, a file, the system's viewer.

use app::{
    App, SlipRequest, Slips,
    api::{PrintOutcome, PrinterView},
};
use desktop::printing::{PrintJob, Spooler};
use domain::{Code, Fault};
use tauri::AppHandle;

use crate::dialogs;

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
