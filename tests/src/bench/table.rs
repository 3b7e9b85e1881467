//! The table that a run prints: ours beside raw, and whether the target is met.

use std::fmt;

/// One figure.
#[derive(Clone, Debug)]
struct Row {
    what: String,
    ours: String,
    raw: String,
    target: String,
    met: Option<bool>,
}

/// All figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds a figure that is told without a target.
    pub(super) fn tell(&mut self, what: impl Into<String>, ours: impl Into<String>, raw: impl Into<String>) {
        let (what, ours, raw) = (what.into(), ours.into(), raw.into());
        self.rows.push(Row { what, ours, raw, target: String::new(), met: None });
    }

    /// Gives the figure added last its target.
    pub(super) fn target(&mut self, target: impl Into<String>, met: bool) {
        if let Some(row) = self.rows.last_mut() {
            row.target = target.into();
            row.met = Some(met);
        }
    }

    /// How many targets were missed.
    #[must_use]
    pub fn misses(&self) -> usize {
        self.rows.iter().filter(|row| row.met == Some(false)).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![["", "ours", "raw baseline", "target", ""].map(str::to_owned)];
        for row in &self.rows {
            let verdict = row.met.map_or("", |met| if met { "ok" } else { "MISS" });
            lines.push([&row.what, &row.ours, &row.raw, &row.target, verdict].map(str::to_owned));
        }
        let mut widths = [0; 5];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for line in &lines {
            let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            writeln!(f, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}
