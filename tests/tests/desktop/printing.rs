//! Prints on a real print server and a printer that keeps what it got.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use ::desktop::printing::{JobId, JobState, Paper, PrintError, PrintJob, PrinterState, Spooler};
use stories::rig::{
    cups::PrintRig,
    process::{run, wait_for},
};

const SOON: Duration = Duration::from_secs(60);

/// A PDF of one page of that paper with a text on it, written by hand: the smallest that every reader takes.
fn pdf(folder: &tempfile::TempDir, text: &str, paper: Paper) -> PathBuf {
    let (width, height) = paper.size_tenth_mm();
    let points = |tenth_mm: u16| u32::from(tenth_mm) * 720 / 2540;
    let stream = format!("BT /F1 18 Tf 40 100 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            points(width),
            points(height)
        ),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut bytes = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(bytes.len());
        bytes.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let xref = bytes.len();
    bytes.push_str("xref\n0 6\n0000000000 65535 f \n");
    offsets.iter().for_each(|offset| bytes.push_str(&format!("{offset:010} 00000 n \n")));
    bytes.push_str(&format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"));
    let path = folder.path().join(format!("{}.pdf", text.replace(' ', "-")));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn on(rig: &PrintRig, job: PrintJob) -> PrintJob {
    PrintJob { printer: Some(rig.queue().to_owned()), ..job }
}

#[tokio::test]
async fn a_slip_comes_out_of_the_printer() {
    let rig = PrintRig::start().unwrap();
    let spooler = Spooler::with_environment(rig.environment());
    let folder = tempfile::tempdir().unwrap();

    let printers = spooler.printers().await.unwrap();
    assert_eq!(printers.len(), 1);
    assert_eq!((printers[0].name.as_str(), printers[0].description.as_str()), (rig.queue(), "Packing bench"));
    assert!(printers[0].is_default && printers[0].accepts_jobs, "{printers:?}");
    assert_eq!((printers[0].state, printers[0].trouble.as_deref()), (PrinterState::Idle, None));

    let file = pdf(&folder, "Slip AN-10482-K", Paper::A4);
    let job = on(&rig, PrintJob { copies: 3, ..PrintJob::new(&file, "Packing slip AN-10482-K", Paper::A4) });
    let id = spooler.print(&job).await.unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(id.printer, rig.queue());
    assert_eq!(spooler.settled(&id, SOON).await.unwrap(), JobState::Printed);

    let printed = rig.wait_for(1, SOON).unwrap();
    assert!(rig.text_of(&printed[0]).unwrap().contains("Slip AN-10482-K"));
    let given = rig.options_of(id.number).unwrap();
    assert!(given.contains("4]=\"3\""), "copies: {given}");
    assert!(given.contains("media=iso_a4_210x297mm") && given.contains("sides=one-sided"), "{given}");

    let unknown = JobId { number: 9_999, ..id };
    assert_eq!(spooler.job_state(&unknown).await.unwrap(), JobState::Forgotten);
}

#[tokio::test]
async fn every_paper_keeps_its_size() {
    let rig = PrintRig::start().unwrap();
    let spooler = Spooler::with_environment(rig.environment());
    let folder = tempfile::tempdir().unwrap();
    // The printer has no A5: that page comes on its default paper instead of being cancelled by the printer.
    for (count, (paper, size)) in
        (1..).zip([(Paper::A4, "595"), (Paper::Letter, "612"), (Paper::Label100x150, "283"), (Paper::A5, "612")])
    {
        let file = pdf(&folder, &format!("Slip {}", paper.code()), paper);
        let id = spooler.print(&PrintJob::new(file, paper.code(), paper)).await.unwrap();
        assert_eq!(spooler.settled(&id, SOON).await.unwrap(), JobState::Printed, "{paper:?}");
        let printed = rig.wait_for(count, SOON).unwrap();
        let about = run(std::process::Command::new("pdfinfo").arg(printed.last().unwrap())).unwrap();
        let line = about.lines().find(|line| line.starts_with("Page size:")).unwrap().to_owned();
        assert!(line.contains(size), "{paper:?}: {line}\n{}", rig.options_of(id.number).unwrap());
    }
}

#[tokio::test]
async fn what_keeps_a_job_from_paper_is_said() {
    let mut rig = PrintRig::start().unwrap();
    let spooler = Spooler::with_environment(rig.environment());
    let folder = tempfile::tempdir().unwrap();
    let file = pdf(&folder, "Slip", Paper::A4);
    let job = on(&rig, PrintJob::new(&file, "Slip", Paper::A4));

    rig.stop_queue("out of toner").unwrap();
    let stopped = spooler.printers().await.unwrap().remove(0);
    assert_eq!((stopped.state, stopped.trouble.as_deref()), (PrinterState::Stopped, Some("out of toner")));
    let id = spooler.print(&job).await.unwrap();
    let waiting = spooler.settled(&id, Duration::from_millis(500)).await.unwrap();
    assert!(matches!(waiting, JobState::Waiting(_)), "{waiting:?}");
    rig.cancel_all().unwrap();
    assert_eq!(spooler.settled(&id, SOON).await.unwrap(), JobState::Cancelled(None));

    rig.start_queue().unwrap();
    rig.printer_off();
    let id = spooler.print(&job).await.unwrap();
    let why = wait_for("the server to notice", SOON, || {
        let state = std::thread::scope(|scope| scope.spawn(|| block_on(spooler.job_state(&id))).join().unwrap())?;
        Ok(match state {
            JobState::Printing(Some(why)) | JobState::Waiting(Some(why)) => Some(why),
            _ => None,
        })
    });
    assert!(why.unwrap().contains("printer"), "the spooler says that the printer is away");
    rig.printer_on().unwrap();
    assert_eq!(spooler.settled(&id, SOON).await.unwrap(), JobState::Printed, "it is printed when the printer is back");

    let broken = folder.path().join("broken.pdf");
    std::fs::write(&broken, "%PDF-1.4\nnothing more").unwrap();
    let id = spooler.print(&on(&rig, PrintJob::new(&broken, "Broken", Paper::A4))).await.unwrap();
    let state = spooler.settled(&id, SOON).await.unwrap();
    assert!(matches!(&state, JobState::Failed(why) if !why.is_empty()), "{state:?}");
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[tokio::test]
async fn mistakes_and_silence_have_names() {
    let rig = PrintRig::start().unwrap();
    let spooler = Spooler::with_environment(rig.environment());
    let folder = tempfile::tempdir().unwrap();
    let job = PrintJob::new(pdf(&folder, "Slip", Paper::A4), "Slip", Paper::A4);

    let nowhere = PrintJob { printer: Some("No_such".to_owned()), ..job.clone() };
    let error = spooler.print(&nowhere).await.unwrap_err();
    assert!(matches!(&error, PrintError::NoSuchPrinter(Some(name)) if name == "No_such"), "{error:?}");
    let error = spooler.print(&PrintJob { file: "/nonexistent.pdf".into(), ..job.clone() }).await.unwrap_err();
    assert!(matches!(error, PrintError::File(..)), "{error:?}");

    let gone = Spooler::with_environment([("CUPS_SERVER".to_owned(), "/nonexistent/cups.sock".to_owned())]);
    assert!(matches!(gone.printers().await, Err(PrintError::Unavailable(_))));
    assert!(matches!(gone.print(&job).await, Err(PrintError::Unavailable(_))));

    rig.freeze().unwrap();
    let started = Instant::now();
    let hung = spooler.printers().await;
    assert!(matches!(hung, Err(PrintError::TimedOut(_))), "{hung:?}");
    assert!(started.elapsed() < Duration::from_secs(15));
    rig.resume().unwrap();
    assert_eq!(spooler.printers().await.unwrap().len(), 1);
}
