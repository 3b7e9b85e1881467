//! Packing slips on paper or in a file.

use std::path::Path;

use app::{App, SlipRequest, Slips};
use desktop::printing::{PrintJob, Printer, Spooler};
use domain::{Code, Fault};
use serde_json::json;

use crate::{
    args::{Paper, Print, Slip},
    output::{Output, table},
};

/// `slip`
pub(crate) async fn save(app: &App, args: &Slip, out: &Output) -> Result<(), Fault> {
    let slips = make(app, &args.references, &args.paper).await?;
    if args.output == Path::new("-") {
        out.bytes(&slips.pdf)?;
        return app.slips_handed_out(&slips, "", 1).await;
    }
    std::fs::write(&args.output, &slips.pdf)
        .map_err(|error| Fault::new(Code::Disk, "save slip", format!("{}: {error}", args.output.display())))?;
    app.slips_handed_out(&slips, "", 1).await?;
    let answer = json!({ "file": args.output, "orders": slips.orders.len(), "pages": slips.pages, "missing_glyphs": slips.missing_glyphs });
    out.answer(&answer, || {
        format!("{}: {} orders, {} pages{}", args.output.display(), slips.orders.len(), slips.pages, boxes(&slips))
    })
}

/// `print`
pub(crate) async fn print(app: &App, args: &Print, out: &Output) -> Result<(), Fault> {
    let slips = make(app, &args.references, &args.paper).await?;
    let settings = app.settings().printing;
    let copies = args.copies.unwrap_or(settings.copies);
    let file = app.print_file(&slips).await?;
    let mut job =
        PrintJob::new(file.path(), slips.title.clone(), slips.paper.parse().map_err(|_| paper_fault(slips.paper))?);
    job.printer = args.printer.clone().or(settings.printer);
    job.copies = copies;
    let id = Spooler::default().print(&job).await?;
    app.slips_handed_out(&slips, &id.printer, copies).await?;
    let answer = json!({ "printer": id.printer, "job": id.to_string(), "orders": slips.orders.len(), "pages": slips.pages, "copies": copies, "missing_glyphs": slips.missing_glyphs });
    out.answer(&answer, || {
        format!("{}: job {id}, {} orders, {} pages{}", id.printer, slips.orders.len(), slips.pages, boxes(&slips))
    })
}

/// `printers`
pub(crate) async fn printers(out: &Output) -> Result<(), Fault> {
    let printers = Spooler::default().printers().await?;
    let json: Vec<serde_json::Value> = printers
        .iter()
        .map(|p| json!({ "name": p.name, "description": p.description, "default": p.is_default, "accepts_jobs": p.accepts_jobs, "trouble": p.trouble }))
        .collect();
    out.answer(&json, || {
        let row = |p: &Printer| {
            let mark = if p.is_default { "default" } else { "" };
            vec![p.name.clone(), p.description.clone(), mark.to_owned(), p.trouble.clone().unwrap_or_default()]
        };
        table(&printers.iter().map(row).collect::<Vec<_>>())
    })
}

async fn make(app: &App, references: &[String], paper: &Paper) -> Result<Slips, Fault> {
    let mut ids = Vec::new();
    for reference in references {
        ids.push(app.resolve(reference).await?);
    }
    let settings = app.settings().printing;
    let request = SlipRequest {
        ids,
        paper: paper.paper.clone().unwrap_or(settings.paper),
        prices: paper.prices || settings.prices,
    };
    app.slips(&request).await
}

fn boxes(slips: &Slips) -> String {
    if slips.missing_glyphs.is_empty() {
        return String::new();
    }
    format!("; no font has {}: boxes were drawn", slips.missing_glyphs.join(" "))
}

fn paper_fault(paper: &str) -> Fault {
    Fault::new(Code::BadInput, "print", format!("{paper:?} is no paper: a4, a5, letter or 100x150"))
}
