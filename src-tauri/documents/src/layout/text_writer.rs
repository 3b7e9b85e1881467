//! Lines of glyphs as the operations of a page, so that people can copy them out again.
//!
//! Each glyph's characters go into its font's ToUnicode table; where one glyph stands for different texts, or several
//! for one, the text is written beside it (`ActualText`). Viewers advance by whole thousandths of the type size and know
//! no kerning: the difference to the shaper's widths is made up within the line.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{Codepoint, DictItem, FontId, Op, PdfFontHandle, Pt, TextItem, TextMatrix, TextRenderingMode};

use super::{
    Line, Typesetter,
    press::{grey_of, rounded_to_hundredths, stroke},
    shape::{Glyph, Run},
};
use crate::fonts::FaceIndex;

/// Writes lines of glyphs, keeping track of which text each font's ToUnicode table already gives a glyph.
pub(super) struct TextWriter<'p, 'f> {
    typesetter: &'p Typesetter<'f>,
    unicode: BTreeMap<(FaceIndex, u16), String>,
    /// The faces that were written with.
    pub used: BTreeSet<FaceIndex>,
}

impl<'p, 'f> TextWriter<'p, 'f> {
    pub(super) fn new(typesetter: &'p Typesetter<'f>) -> Self {
        Self { typesetter, unicode: BTreeMap::new(), used: BTreeSet::new() }
    }

    /// Writes a line from `x` on, `y` points above the page's foot.
    pub(super) fn write(&mut self, line: &Line, x: f32, y: f32, ops: &mut Vec<Op>) {
        let style = line.style;
        ops.push(Op::StartTextSection);
        ops.push(Op::SetFillColor { col: grey_of(style.grey) });
        let mut pen = x;
        for run in &line.runs {
            let Some(slot) = self.typesetter.fonts().slot(run.face) else { continue };
            self.used.insert(run.face);
            let font = PdfFontHandle::External(FontId(slot.tag().to_owned()));
            ops.push(Op::SetFont { font, size: Pt(style.size) });
            let bolder = self.typesetter.needs_emboldening(run, style.weight);
            if bolder {
                stroke(style.size * 0.028, style.grey, ops);
                ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::FillStroke });
            }
            self.run(run, style.size, pen, y, ops);
            if bolder {
                ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
            }
            pen += run.advance * style.size / 1000.0;
        }
        ops.push(Op::EndTextSection);
    }

    fn run(&mut self, run: &Run, size: f32, x: f32, y: f32, ops: &mut Vec<Op>) {
        let mut stretch = Stretch::new(size, x, y);
        let mut pen = 0.0;
        let mut at = 0;
        while let Some(first) = run.glyphs.get(at) {
            let group = run.glyphs.get(at..at + first.group).unwrap_or(std::slice::from_ref(first));
            let (letters, tail) = self.set_apart(run, group);
            let group = match &letters {
                Letters::Last(ligature) => std::slice::from_ref(ligature),
                Letters::All | Letters::None => group,
            };
            let told = match letters {
                Letters::None => Some(String::new()),
                _ => self.told_otherwise(run.face, group),
            };
            if let Some(text) = &told {
                stretch.flush(ops);
                let properties = actual_text(text);
                ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
            }
            for glyph in group {
                stretch.push(glyph, pen, glyph_text(&self.unicode, run.face, glyph), ops);
                pen += glyph.advance;
            }
            if told.is_some() {
                stretch.flush(ops);
                ops.push(Op::EndMarkedContent);
            }
            if !tail.is_empty() {
                stretch.flush(ops);
                unseen(tail, x + pen * size / 1000.0, y, ops);
            }
            at += group.len().max(1);
        }
        stretch.flush(ops);
    }

    /// Takes apart what readers would read in another order. They differ on whether the letters of a right-to-left
    /// ligature stand in the file in reading or in visual order, and take a mark that stands off the line for a word
    /// of its own. So a ligature is read as its last letter and a mark as nothing, and the other letters are set unseen
    /// on the line at its right edge: letters of their own are read alike by all.
    fn set_apart(&mut self, run: &Run, group: &[Glyph]) -> (Letters, Vec<Codepoint>) {
        let Some(glyph) = group.first().filter(|_| run.rtl) else { return (Letters::All, Vec::new()) };
        let floats = group.iter().all(|mark| mark.advance == 0.0);
        let letters: Vec<char> = glyph.text.chars().collect();
        let (seen, unseen) = match letters.as_slice() {
            marks @ [_, ..] if floats => (Letters::None, marks),
            [before @ .., last] if !before.is_empty() && group.len() == 1 => {
                (Letters::Last(Glyph { text: last.to_string(), ..glyph.clone() }), before)
            }
            _ => return (Letters::All, Vec::new()),
        };
        let mut tail = Vec::new();
        for letter in unseen.iter().rev() {
            let Some(gid) = self.typesetter.nominal_glyph(run.face, *letter) else { return (Letters::All, Vec::new()) };
            let text = self.unicode.entry((run.face, gid)).or_insert_with(|| letter.to_string()).clone();
            if text != letter.to_string() {
                return (Letters::All, Vec::new());
            }
            tail.push(Codepoint { gid, offset: 0.0, cid: Some(text) });
        }
        (seen, tail)
    }

    /// The text to write beside a group of glyphs, where the font's table cannot tell it.
    fn told_otherwise(&mut self, face: FaceIndex, group: &[Glyph]) -> Option<String> {
        let first = group.first()?;
        let text =
            if first.text.trim().is_empty() && !first.text.is_empty() { " ".to_owned() } else { first.text.clone() };
        let mut agrees = true;
        for (at, glyph) in group.iter().enumerate() {
            let wanted = if at == 0 { text.clone() } else { String::new() };
            let known = self.unicode.entry((face, glyph.gid)).or_insert_with(|| wanted.clone());
            agrees &= *known == wanted;
        }
        // The box of a missing character stands for many texts: its own entry is never trusted.
        (!agrees || group.len() > 1 || first.gid == 0).then_some(text)
    }
}

/// Sets glyphs that are read but not seen, and take next to no room.
fn unseen(glyphs: Vec<Codepoint>, x: f32, y: f32, ops: &mut Vec<Op>) {
    let (x, y) = (Pt(rounded_to_hundredths(x)), Pt(rounded_to_hundredths(y)));
    ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Invisible });
    ops.push(Op::SetHorizontalScaling { percent: 1.0 });
    ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
    ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    ops.push(Op::SetHorizontalScaling { percent: 100.0 });
    ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
}

fn glyph_text(unicode: &BTreeMap<(FaceIndex, u16), String>, face: FaceIndex, glyph: &Glyph) -> String {
    unicode.get(&(face, glyph.gid)).cloned().unwrap_or_default()
}

/// `ActualText` of ISO 32000, 14.9.4: UTF-16BE with a byte order mark.
fn actual_text(text: &str) -> DictItem {
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data: bytes, literal: false })]);
    DictItem::Dict { map }
}

/// Which of a glyph's letters are read from the glyph itself.
enum Letters {
    All,
    /// Only the last: the glyph with that text.
    Last(Glyph),
    None,
}

/// Glyphs on one baseline, shown by one operation from one origin.
struct Stretch {
    size: f32,
    x: f32,
    y: f32,
    /// Where the stretch begins, in thousandths of the size from `x`, with its height over the baseline.
    origin: Option<(f32, f32)>,
    /// Where the viewer's pen is, from the origin.
    viewer: f32,
    glyphs: Vec<Codepoint>,
}

impl Stretch {
    fn new(size: f32, x: f32, y: f32) -> Self {
        Self { size, x, y, origin: None, viewer: 0.0, glyphs: Vec::new() }
    }

    fn push(&mut self, glyph: &Glyph, pen: f32, text: String, ops: &mut Vec<Op>) {
        let (place, lift) = (pen + glyph.shift.0, glyph.shift.1);
        if self.origin.is_some_and(|(_, height)| height != lift) {
            self.flush(ops);
        }
        let (start, _) = *self.origin.get_or_insert((place, lift));
        // What the viewer's pen is off, by kerning or by rounding, is made up before the glyph is drawn.
        let off = self.viewer - (place - start);
        if off.abs() >= 0.5
            && let Some(previous) = self.glyphs.last_mut()
        {
            previous.offset = off.round();
            self.viewer -= off.round();
        }
        self.glyphs.push(Codepoint { gid: glyph.gid, offset: 0.0, cid: Some(text) });
        self.viewer += glyph.table_width;
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        if let Some((start, lift)) = self.origin.take() {
            let x = Pt(rounded_to_hundredths(self.x + start * self.size / 1000.0));
            let y = Pt(rounded_to_hundredths(self.y + lift * self.size / 1000.0));
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(x, y) });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(&mut self.glyphs))] });
        }
        self.viewer = 0.0;
    }
}
