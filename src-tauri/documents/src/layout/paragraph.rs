//! Paragraphs: direction, line breaks and visual order.
//!
//! The Unicode Bidirectional Algorithm orders each line (`unicode-bidi`), the Line Breaking Algorithm says where it
//! may end (`unicode-linebreak`), and a word too long for its column ends between grapheme clusters. A text's own
//! first strong character gives its direction, as HTML's `dir="auto"` does.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    Style, Typesetter,
    itemise::{Item, itemise},
    shape::Run,
};

/// First strong isolate: what follows, up to [`POP_ISOLATE`], finds its own direction and does not disturb its
/// neighbours.
pub(crate) const ISOLATE: char = '\u{2068}';
/// Ends an isolate.
pub(crate) const POP_ISOLATE: char = '\u{2069}';

/// A value made fit to stand within another text: hidden characters visible, direction isolated.
pub(crate) fn isolate(value: &str) -> String {
    format!("{ISOLATE}{}{POP_ISOLATE}", domain::text::visible(value))
}

/// A line of glyph runs in visual order.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub runs: Vec<Run>,
    /// Points, without blanks at the end.
    pub width: f32,
    /// Whether its paragraph reads from right to left.
    pub rtl: bool,
    pub style: Style,
}

/// Lines of a text, set to a width.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub lines: Vec<Line>,
    /// Whether the text was too long and ends in "…".
    pub cut: bool,
}

impl Block {
    /// The widest line, in points.
    pub(crate) fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// The height of all lines, in points.
    pub(crate) fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.style.leading()).sum()
    }

    /// Adds another text's lines below.
    pub(crate) fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.cut |= other.cut;
    }
}

/// More characters than `lines` lines of a width can hold, however narrow or stacked they are.
#[expect(clippy::float_arithmetic, reason = "page geometry")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rough bound, saturating")]
fn longest(style: Style, width: f32, lines: usize) -> usize {
    let a_line = (width / style.size * 8.0).min(10_000.0) as usize + 64;
    a_line.saturating_mul(lines)
}

struct Paragraph<'t> {
    text: &'t str,
    bidi: ParagraphBidiInfo<'t>,
    items: Vec<Item>,
    shaped: Vec<(Range<usize>, Level, Run)>,
    /// Advance up to each byte, in thousandths of the type size.
    upto: Vec<f32>,
}

impl<'f> Typesetter<'f> {
    /// One line without a limit of width. Line breaks in the text become spaces.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Line {
        let flat = text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
        let block = self.block(&flat, style, f32::INFINITY, 1);
        block.lines.into_iter().next().unwrap_or(Line { runs: Vec::new(), width: 0.0, rtl: false, style })
    }

    /// A text set to `width` points and at most `max_lines` lines; what is longer is cut with "…" and says so. Hidden
    /// characters are made visible, but for the isolates that [`isolate`] puts around values.
    pub(crate) fn block(&mut self, text: &str, style: Style, width: f32, max_lines: usize) -> Block {
        let mut block = Block::default();
        // No column shows more characters than this; what is beyond costs no work.
        let most = longest(style, width, max_lines);
        let bounded = text.char_indices().nth(most).and_then(|(at, _)| text.get(..at));
        let text = bounded.unwrap_or(text).replace("\r\n", "\n");
        for part in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
            let left = max_lines.saturating_sub(block.lines.len());
            if left == 0 {
                block.cut = true;
                if let Some(last) = block.lines.pop() {
                    let ellipsis = self.paragraph("…", style);
                    block.lines.push(self.with_ellipsis(last, &ellipsis));
                }
                break;
            }
            block.append(self.paragraph_block(part, style, width, left));
        }
        block.cut |= bounded.is_some();
        block
    }

    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    fn paragraph_block(&mut self, text: &str, style: Style, width: f32, max_lines: usize) -> Block {
        let mut paragraph = self.paragraph(text, style);
        let room = width * 1000.0 / style.size;
        let mut ranges = paragraph.break_lines(room);
        let cut = ranges.len() > max_lines;
        ranges.truncate(max_lines);
        let last = ranges.len().saturating_sub(1);
        let mut lines = Vec::with_capacity(ranges.len());
        for (at, range) in ranges.into_iter().enumerate() {
            if cut && at == last {
                let ellipsis = self.paragraph("…", style);
                let range = paragraph.shortened(range, room - ellipsis.total());
                let line = self.set_line(&mut paragraph, range, style);
                lines.push(self.with_ellipsis(line, &ellipsis));
            } else {
                lines.push(self.set_line(&mut paragraph, range, style));
            }
        }
        Block { lines, cut }
    }

    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    fn with_ellipsis(&mut self, mut line: Line, ellipsis: &Paragraph<'_>) -> Line {
        let runs = ellipsis.shaped.iter().map(|(_, _, run)| run.clone());
        line.width += ellipsis.total() * line.style.size / 1000.0;
        if line.rtl {
            line.runs.splice(0..0, runs);
        } else {
            line.runs.extend(runs);
        }
        line
    }

    fn paragraph<'t>(&mut self, text: &'t str, style: Style) -> Paragraph<'t> {
        let items = itemise(self, text, style.weight);
        let bidi = ParagraphBidiInfo::new(text, None);
        let mut paragraph = Paragraph { text, bidi, items, shaped: Vec::new(), upto: Vec::new() };
        let mut missing = Vec::new();
        for (range, level) in paragraph.level_runs() {
            for (part, item) in paragraph.items_within(&range) {
                let run = self.run(text, part.clone(), &item, level, style, &mut missing);
                paragraph.shaped.push((part, level, run));
            }
        }
        self.report_missing(&missing);
        paragraph.measure();
        paragraph
    }

    fn run(
        &mut self,
        text: &str,
        range: Range<usize>,
        item: &Item,
        level: Level,
        style: Style,
        missing: &mut Vec<char>,
    ) -> Run {
        let (glyphs, advance) = self
            .shaper(item.face)
            .map(|shaper| shaper.shape(text, range, item.script, level.is_rtl(), style.tabular, missing))
            .unwrap_or_default();
        Run { face: item.face, rtl: level.is_rtl(), glyphs, advance }
    }

    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    fn set_line(&mut self, paragraph: &mut Paragraph<'_>, range: Range<usize>, style: Style) -> Line {
        let rtl = paragraph.bidi.paragraph_level.is_rtl();
        // Blanks at a line's end are not drawn.
        let drawn = paragraph.text.get(range.clone()).unwrap_or("").trim_end().len();
        let range = range.start..range.start + drawn;
        let mut runs = Vec::new();
        if !range.is_empty() {
            let (levels, level_runs) = paragraph.bidi.visual_runs(range);
            for part in level_runs {
                let level = levels.get(part.start).copied().unwrap_or(Level::ltr());
                let mut pieces = paragraph.items_within(&part);
                if level.is_rtl() {
                    pieces.reverse();
                }
                for (piece, item) in pieces {
                    let known = paragraph.shaped.iter().find(|(r, l, _)| *r == piece && l.is_rtl() == level.is_rtl());
                    let run = match known {
                        Some((_, _, run)) => run.clone(),
                        // Characters without a glyph were reported when the paragraph was measured.
                        None => self.run(paragraph.text, piece, &item, level, style, &mut Vec::new()),
                    };
                    runs.push(run);
                }
            }
        }
        let width = runs.iter().map(|run| run.advance).sum::<f32>() * style.size / 1000.0;
        Line { runs, width, rtl, style }
    }
}

impl Paragraph<'_> {
    /// Stretches of one direction, in logical order.
    fn level_runs(&self) -> Vec<(Range<usize>, Level)> {
        let mut runs: Vec<(Range<usize>, Level)> = Vec::new();
        for (at, level) in self.bidi.levels.iter().enumerate() {
            match runs.last_mut() {
                Some((range, last)) if last == level => range.end = at + 1,
                _ => runs.push((at..at + 1, *level)),
            }
        }
        runs
    }

    /// The items of a stretch, cut to it, in logical order.
    fn items_within(&self, range: &Range<usize>) -> Vec<(Range<usize>, Item)> {
        let from = self.items.partition_point(|item| item.range.end <= range.start);
        self.items
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|item| item.range.start < range.end)
            .map(|item| (item.range.start.max(range.start)..item.range.end.min(range.end), item.clone()))
            .collect()
    }

    fn total(&self) -> f32 {
        self.upto.last().copied().unwrap_or(0.0)
    }

    /// Sums the advances by byte. Within a run, glyphs carry their text: its bytes share the advance's place.
    #[expect(clippy::float_arithmetic, reason = "glyph geometry")]
    fn measure(&mut self) {
        let mut own = vec![0.0_f32; self.text.len()];
        for (range, level, run) in &self.shaped {
            let mut at = range.start;
            let logical: Box<dyn Iterator<Item = _>> =
                if level.is_rtl() { Box::new(run.glyphs.iter().rev()) } else { Box::new(run.glyphs.iter()) };
            for glyph in logical {
                if let Some(place) = own.get_mut(at.min(range.end.saturating_sub(1))) {
                    *place += glyph.advance;
                }
                at += self.bytes_of(at, range.end, &glyph.text);
            }
        }
        let mut sum = 0.0;
        self.upto = std::iter::once(0.0)
            .chain(own.into_iter().map(|advance| {
                sum += advance;
                sum
            }))
            .collect();
    }

    /// How many bytes from `at` the characters of `glyph_text` take, those left out of shaping included.
    fn bytes_of(&self, at: usize, end: usize, glyph_text: &str) -> usize {
        let Some(rest) = self.text.get(at..end) else {
            return 0;
        };
        let mut wanted = glyph_text.chars().count();
        let mut bytes = 0;
        for c in rest.chars() {
            let left_out = super::itemise::is_ignorable(c) && !super::itemise::shapes(c);
            if wanted == 0 && !left_out {
                break;
            }
            if !left_out {
                wanted -= 1;
            }
            bytes += c.len_utf8();
        }
        bytes
    }

    /// Where lines begin and end, for `room` thousandths of the type size.
    fn break_lines(&self, room: f32) -> Vec<Range<usize>> {
        let end = self.text.len();
        if self.total() <= room {
            return std::iter::once(0..end).collect();
        }
        let mut lines = Vec::new();
        let (mut start, mut fits) = (0, 0);
        for (at, _) in linebreaks(self.text) {
            while self.width(start..at) > room {
                let stop = if fits > start { fits } else { self.cluster_end(start, at, room) };
                lines.push(start..stop);
                start = stop;
                if start >= at {
                    break;
                }
            }
            fits = at;
        }
        if start < end || lines.is_empty() {
            lines.push(start..end);
        }
        lines
    }

    /// The width of a stretch without blanks at its end.
    #[expect(clippy::float_arithmetic, reason = "glyph geometry")]
    fn width(&self, range: Range<usize>) -> f32 {
        let drawn = self.text.get(range.clone()).unwrap_or("").trim_end().len();
        let upto = |at: usize| self.upto.get(at).copied().unwrap_or(0.0);
        upto(range.start + drawn) - upto(range.start)
    }

    /// The end of the last grapheme cluster that fits; of the first in any case, so that lines always move on.
    fn cluster_end(&self, start: usize, limit: usize, room: f32) -> usize {
        let mut end = start;
        for (at, cluster) in self.text.get(start..limit).unwrap_or("").grapheme_indices(true) {
            let next = start + at + cluster.len();
            if end > start && self.width(start..next) > room {
                break;
            }
            end = next;
        }
        end.max(start + 1).min(limit)
    }

    /// A line's range made to fit into less room.
    fn shortened(&self, range: Range<usize>, room: f32) -> Range<usize> {
        if self.width(range.clone()) <= room {
            return range;
        }
        range.start..self.cluster_end(range.start, range.end, room)
    }
}
