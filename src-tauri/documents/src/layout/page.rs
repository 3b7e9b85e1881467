//! A page as a list of marks: what the layout of a document draws, before it becomes PDF.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use std::sync::Arc;

use super::{Block, Line};

/// A filled rectangle, in points from the page's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// A line of text with its baseline.
    Text { line: Line, x: f32, baseline: f32 },
    /// A straight stroke.
    Rule { from: (f32, f32), to: (f32, f32), thickness: f32, grey: f32 },
    /// An outlined rectangle with round corners.
    Frame { area: Area, radius: f32, thickness: f32, grey: f32 },
    /// Black areas of a bar code: painted as one shape, so that no viewer shows seams.
    Bars(Arc<[Area]>),
    /// A picture of the press, by name.
    Picture { name: String, area: Area },
}

/// Which edge of its column a text keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A page being drawn.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub width: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

impl Page {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { width, height, marks: Vec::new() }
    }

    /// A line of text whose box (of one leading) has its top at `y`. Gives the y below it.
    pub(crate) fn line(&mut self, line: Line, x: f32, y: f32, align: Align) -> f32 {
        let leading = line.style.leading();
        let x = match align {
            Align::Left => x,
            Align::Right => x - line.width,
        };
        if !line.runs.is_empty() {
            // Ascender and descender of the text face, centred in the leading.
            let baseline = y + leading / 2.0 + line.style.size * 0.363;
            self.marks.push(Mark::Text { line, x, baseline });
        }
        y + leading
    }

    /// A block of lines from `y` on, within a column that begins at `x`. Lines that read from right to left keep to
    /// the right edge of the block's widest line: one address stays one block.
    pub(crate) fn block(&mut self, block: Block, x: f32, y: f32) -> f32 {
        let width = block.width();
        let any_rtl = block.lines.iter().any(|line| line.rtl);
        let all_rtl_start = block.lines.first().is_some_and(|line| line.rtl);
        block.lines.into_iter().fold(y, |y, line| {
            let to_right = line.rtl || (any_rtl && all_rtl_start);
            if to_right { self.line(line, x + width, y, Align::Right) } else { self.line(line, x, y, Align::Left) }
        })
    }

    /// A horizontal rule.
    pub(crate) fn rule(&mut self, x: f32, until: f32, y: f32, thickness: f32, grey: f32) {
        self.marks.push(Mark::Rule { from: (x, y), to: (until, y), thickness, grey });
    }

    /// An outlined box.
    pub(crate) fn frame(&mut self, area: Area, radius: f32, thickness: f32) {
        self.marks.push(Mark::Frame { area, radius, thickness, grey: 0.07 });
    }

    /// Bars or modules, given in units of `module` points from (`x`, `y`) on.
    pub(crate) fn bars(&mut self, units: &[Area], module: f32, x: f32, y: f32) {
        let areas = units
            .iter()
            .map(|unit| Area {
                x: x + unit.x * module,
                y: y + unit.y * module,
                width: unit.width * module,
                height: unit.height * module,
            })
            .collect();
        self.marks.push(Mark::Bars(areas));
    }
}
