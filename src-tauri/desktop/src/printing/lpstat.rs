//! What `lpstat` and `lp` say in English, as values. The texts are those of CUPS 2.x's `systemv/lpstat.c` messages,
//! unchanged since 1.4; the tests hold recordings of 2.4.2.

use super::super::{JobId, Printer, PrinterState};

/// Printers from `-e` (names), `-l -p` (states, descriptions), `-a` (accepting) and `-d` (default).
pub(in super::super) fn printers(names: &str, described: &str, accepting: &str, default: &str) -> Vec<Printer> {
    let default = default_printer(default);
    let mut printers: Vec<Printer> = blocks(described).filter_map(described_printer).collect();
    for name in names.lines().map(str::trim).filter(|name| !name.is_empty()) {
        if !printers.iter().any(|printer| printer.name == name) {
            printers.push(plain(name));
        }
    }
    for printer in &mut printers {
        printer.is_default = default == Some(&printer.name);
        printer.accepts_jobs = !accepting.lines().any(|line| {
            line.strip_prefix(&printer.name).is_some_and(|rest| rest.starts_with(" not accepting requests"))
        });
    }
    printers
}

/// The default printer from `-d`'s "system default destination: NAME".
pub(in super::super) fn default_printer(said: &str) -> Option<&str> {
    said.trim().strip_prefix("system default destination: ")
}

/// The job from `lp`'s "request id is FAKE-12 (1 file(s))".
pub(in super::super) fn request_id(said: &str) -> Option<JobId> {
    let name = said.lines().find_map(|line| line.strip_prefix("request id is "))?;
    job_id(name.split_once(" (").map_or(name, |(id, _)| id).trim())
}

/// An entry's first line and the indented ones below it, trimmed.
fn blocks(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        let head = lines.next()?;
        let mut details = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with('\t')) {
            details.push(line.trim());
        }
        Some((head, details))
    })
}

/// "printer NAME is idle.  enabled since …", "printer NAME now printing NAME-3.  enabled since …" or
/// "printer NAME disabled since … -"; below it the state's words, then the labelled lines.
fn described_printer((head, details): (&str, Vec<&str>)) -> Option<Printer> {
    let rest = head.strip_prefix("printer ")?;
    let (name, said) = rest.split_once(' ')?;
    let state = if said.starts_with("is idle") {
        PrinterState::Idle
    } else if said.starts_with("now printing") {
        PrinterState::Printing
    } else if said.starts_with("disabled") {
        PrinterState::Stopped
    } else {
        PrinterState::Unknown
    };
    let labelled = |label: &str| details.iter().find_map(|line| line.strip_prefix(label)).map(str::trim);
    let message = details.first().filter(|line| !is_labelled(line)).map(|line| line.trim());
    let alerts = labelled("Alerts:").filter(|alerts| *alerts != "none" && !alerts.is_empty());
    Some(Printer {
        description: labelled("Description:").filter(|text| !text.is_empty()).unwrap_or(name).to_owned(),
        state,
        trouble: message.or(alerts).filter(|words| !words.is_empty()).map(str::to_owned),
        ..plain(name)
    })
}

/// The first of the labelled lines; what stands before it is the printer's own message.
fn is_labelled(line: &str) -> bool {
    line.starts_with("Form mounted:")
}

fn plain(name: &str) -> Printer {
    Printer {
        name: name.to_owned(),
        description: name.to_owned(),
        is_default: false,
        state: PrinterState::Unknown,
        accepts_jobs: true,
        trouble: None,
    }
}

/// A queue's name may hold hyphens; the number comes after the last.
fn job_id(text: &str) -> Option<JobId> {
    let (printer, number) = text.rsplit_once('-')?;
    Some(JobId { printer: printer.to_owned(), number: number.parse().ok()? })
}

#[cfg(test)]
#[path = "lpstat_tests.rs"]
mod tests;
