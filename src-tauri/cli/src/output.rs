//! The one place that writes to the terminal.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

use domain::Fault;
use serde::Serialize;

/// Where answers go.
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// Text, or JSON.
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether the answer is one JSON document.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Whether somebody watches: progress is shown only then.
    pub(crate) fn watched() -> bool {
        std::io::stderr().is_terminal()
    }

    /// The answer: `value` as one JSON document, or `text`.
    pub(crate) fn answer<T: Serialize>(&self, value: &T, text: impl FnOnce() -> String) -> Result<(), Fault> {
        let out = if self.json {
            serde_json::to_string(value).map_err(|error| fault("print", error))?
        } else {
            text().trim_end().to_owned()
        };
        if out.is_empty() { Ok(()) } else { write_line(&mut std::io::stdout().lock(), &out) }
    }

    /// Bytes of a document to standard output.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), Fault> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| fault("print", error))
    }

    /// Tells the fault and gives its exit code. With `--json` it is one JSON object on standard error.
    pub(crate) fn failed(&self, fault: &Fault) -> ExitCode {
        let text = if self.json {
            serde_json::to_string(fault).unwrap_or_else(|_| fault.to_string())
        } else {
            format!("shopbell: {fault}")
        };
        // Where even standard error is closed, the exit code is all there is to say.
        write_line(&mut std::io::stderr().lock(), &text).ok();
        ExitCode::from(crate::exit::code(fault.code))
    }

    /// Asks, on standard error, for a yes on standard input.
    pub(crate) fn confirmed(&self, question: &str) -> Result<bool, Fault> {
        self.remark(question);
        let mut answer = String::new();
        std::io::stdin()
            .read_line(&mut answer)
            .map_err(|error| Fault::new(domain::Code::BadInput, "ask", error.to_string()))?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// A remark for people, on standard error.
    pub(crate) fn remark(&self, text: &str) {
        write_line(&mut std::io::stderr().lock(), text).ok();
    }
}

fn write_line(out: &mut impl Write, text: &str) -> Result<(), Fault> {
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        // A reader such as `head` may have seen enough.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(fault("print", error)),
        _ => Ok(()),
    }
}

fn fault(operation: &'static str, error: impl std::fmt::Display) -> Fault {
    Fault::new(domain::Code::Internal, operation, error.to_string())
}

/// Rows as aligned columns, the first row being the head.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
