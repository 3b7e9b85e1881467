//! From pages of marks to a PDF file: the one place that speaks printpdf.
//!
//! Three things need care here. Text must be copied out as it was typed: each glyph's characters go into its font's
//! ToUnicode table, and where one glyph stands for different texts, or several for one, the text is written beside it
//! (`ActualText`). Viewers advance by whole thousandths of the type size: the difference to the shaper's widths is
//! made up within the line. And the same pages must give the same bytes: printpdf draws a random file identifier,
//! which is replaced by a digest of the file itself.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, FontId, Greyscale, Line as PdfLine, LinePoint, Mm, OffsetDateTime, Op,
    PaintMode, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, PdfWarnMsg, Point, Polygon, PolygonRing,
    Pt, TextItem, TextMatrix, TextRenderingMode, WindingOrder, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::{
    Line, Page, Typesetter,
    page::{Area, Mark},
    picture::Picture,
    shape::{Glyph, Run},
};
use crate::{DocumentError, fonts::FaceIndex};

/// What a file says of itself.
pub(crate) struct Imprint {
    pub title: String,
    pub author: String,
    /// The latest moment its content speaks of: never the clock, so that a reprint is the same file.
    pub date: Timestamp,
}

/// Collects a document's pages and pictures.
pub(crate) struct Press<'f> {
    pub typesetter: Typesetter<'f>,
    pages: Vec<Page>,
    pictures: BTreeMap<String, Picture>,
}

impl<'f> Press<'f> {
    pub(crate) fn new(typesetter: Typesetter<'f>) -> Self {
        Self { typesetter, pages: Vec::new(), pictures: BTreeMap::new() }
    }

    pub(crate) fn add_page(&mut self, page: Page) {
        self.pages.push(page);
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(crate) fn picture(&self, name: &str) -> Option<&Picture> {
        self.pictures.get(name)
    }

    pub(crate) fn add_picture(&mut self, name: String, picture: Picture) {
        self.pictures.insert(name, picture);
    }

    /// Makes the file.
    pub(crate) fn print(&self, imprint: &Imprint) -> Result<Vec<u8>, DocumentError> {
        let mut pdf = PdfDocument::new(&imprint.title);
        let info = &mut pdf.metadata.info;
        let seconds = imprint.date.as_second().clamp(0, 253_402_300_799);
        if let Ok(date) = OffsetDateTime::from_unix_timestamp(seconds) {
            info.creation_date = date;
            info.modification_date = date;
            info.metadata_date = date;
        }
        info.author.clone_from(&imprint.author);
        info.creator = "Shopbell".to_owned();
        info.producer = "Shopbell".to_owned();
        for (name, picture) in &self.pictures {
            pdf.resources.xobjects.map.insert(XObjectId(name.clone()), picture.to_object());
        }
        let mut text = TextWriter { typesetter: &self.typesetter, unicode: BTreeMap::new(), used: BTreeSet::new() };
        pdf.pages = self.pages.iter().map(|page| to_pdf_page(page, &mut text)).collect();
        for face in std::mem::take(&mut text.used) {
            if let Some(slot) = self.typesetter.fonts().slot(face)
                && let Some(data) = slot.data()
            {
                pdf.resources.fonts.map.insert(FontId(slot.tag().to_owned()), PdfFont::new(data.embeddable().clone()));
            }
        }
        let mut warnings = Vec::new();
        let mut bytes =
            pdf.save(&PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() }, &mut warnings);
        report(&warnings);
        stamp(&mut bytes)?;
        Ok(bytes)
    }
}

fn report(warnings: &[PdfWarnMsg]) {
    for warning in warnings {
        tracing::warn!(message = %warning.msg, "the PDF writer warned");
    }
}

/// Replaces the random identifier by a digest of the file, and names the PDF version whose features are used.
fn stamp(bytes: &mut [u8]) -> Result<(), DocumentError> {
    const IDENTIFIER_CHARS: usize = 32;
    let key = b"/ID[(";
    let at = bytes
        .windows(key.len())
        .rposition(|window| window == key)
        .ok_or(DocumentError::Writer("no file identifier"))?;
    let first = at + key.len();
    let second = first + IDENTIFIER_CHARS + 2;
    for start in [first, second] {
        bytes
            .get_mut(start..start + IDENTIFIER_CHARS)
            .ok_or(DocumentError::Writer("a short file identifier"))?
            .fill(b'0');
    }
    if let Some(version) = bytes.get_mut(..8)
        && version.starts_with(b"%PDF-1.")
    {
        version.copy_from_slice(b"%PDF-1.7");
    }
    let digest: String =
        Sha256::digest(&*bytes).iter().take(IDENTIFIER_CHARS / 2).map(|b| format!("{b:02x}")).collect();
    for start in [first, second] {
        if let Some(place) = bytes.get_mut(start..start + IDENTIFIER_CHARS) {
            place.copy_from_slice(digest.as_bytes());
        }
    }
    Ok(())
}

fn to_pdf_page(page: &Page, text: &mut TextWriter<'_, '_>) -> PdfPage {
    let mut ops = Vec::with_capacity(page.marks.len() * 8);
    for mark in &page.marks {
        match mark {
            Mark::Text { line, x, baseline } => text.write(line, *x, page.height - baseline, &mut ops),
            Mark::Rule { from, to, thickness, grey } => {
                stroke(*thickness, *grey, &mut ops);
                let points = [from, to].map(|(x, y)| point(*x, page.height - y, false)).to_vec();
                ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
            }
            Mark::Frame { area, radius, thickness, grey } => {
                stroke(*thickness, *grey, &mut ops);
                ops.push(Op::DrawPolygon { polygon: rounded(*area, *radius, page.height) });
            }
            Mark::Bars(areas) => {
                ops.push(Op::SetFillColor { col: grey_of(0.0) });
                let rings = areas.iter().map(|area| ring(area, page.height)).collect();
                ops.push(Op::DrawPolygon {
                    polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero },
                });
            }
            Mark::Picture { name, area } => picture(name, area, page.height, &mut ops),
        }
    }
    PdfPage::new(Mm::from(Pt(page.width)), Mm::from(Pt(page.height)), ops)
}

fn picture(name: &str, area: &Area, height: f32, ops: &mut Vec<Op>) {
    let matrix = [area.width, 0.0, 0.0, area.height, area.x, height - area.y - area.height].map(rounded_to_hundredths);
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
    ops.push(Op::UseXobject {
        id: XObjectId(name.to_owned()),
        transform: XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() },
    });
    ops.push(Op::RestoreGraphicsState);
}

fn rounded_to_hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

fn grey_of(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}

fn stroke(thickness: f32, grey: f32, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor { col: grey_of(grey) });
    ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
}

fn point(x: f32, y: f32, bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: Pt(rounded_to_hundredths(x)), y: Pt(rounded_to_hundredths(y)) }, bezier }
}

/// A bar's outline, with the finest positions kept: rounding would make bars of one width differ.
fn ring(area: &Area, height: f32) -> PolygonRing {
    let exact = |x: f32, y: f32| LinePoint { p: Point { x: Pt(x), y: Pt(y) }, bezier: false };
    let (left, right) = (area.x, area.x + area.width);
    let (top, bottom) = (height - area.y, height - area.y - area.height);
    PolygonRing { points: vec![exact(left, top), exact(right, top), exact(right, bottom), exact(left, bottom)] }
}

/// A rectangle whose corners are quarter circles, as four Bézier curves.
fn rounded(area: Area, radius: f32, height: f32) -> Polygon {
    /// Where a quarter circle's control points lie, from its ends towards the corner.
    const ARC: f32 = 0.552_284_8;
    let r = radius.min(area.width / 2.0).min(area.height / 2.0);
    let k = r * (1.0 - ARC);
    let (left, right) = (area.x, area.x + area.width);
    let (top, bottom) = (height - area.y, height - area.y - area.height);
    let path = [
        (left + r, top, false),
        (right - r, top, false),
        (right - k, top, true),
        (right, top - k, true),
        (right, top - r, false),
        (right, bottom + r, false),
        (right, bottom + k, true),
        (right - k, bottom, true),
        (right - r, bottom, false),
        (left + r, bottom, false),
        (left + k, bottom, true),
        (left, bottom + k, true),
        (left, bottom + r, false),
        (left, top - r, false),
        (left, top - k, true),
        (left + k, top, true),
        (left + r, top, false),
    ];
    let points = path.into_iter().map(|(x, y, bezier)| point(x, y, bezier)).collect();
    Polygon { rings: vec![PolygonRing { points }], mode: PaintMode::Stroke, winding_order: WindingOrder::NonZero }
}

/// Writes lines of glyphs, keeping track of which text each font's ToUnicode table already gives a glyph.
struct TextWriter<'p, 'f> {
    typesetter: &'p Typesetter<'f>,
    unicode: BTreeMap<(FaceIndex, u16), String>,
    used: BTreeSet<FaceIndex>,
}

impl TextWriter<'_, '_> {
    fn write(&mut self, line: &Line, x: f32, y: f32, ops: &mut Vec<Op>) {
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
            let (ligature, tail) = self.split_ligature(run, group);
            let group = ligature.as_ref().map_or(group, std::slice::from_ref);
            let told = self.told_otherwise(run.face, group);
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

    /// A right-to-left ligature as one glyph for its last letter, and glyphs for the letters before it, to be set
    /// unseen at its right edge: readers differ on whether a ligature's letters in the file are in reading or in
    /// visual order, and letters of their own are read alike by all.
    fn split_ligature(&mut self, run: &Run, group: &[Glyph]) -> (Option<Glyph>, Vec<Codepoint>) {
        let [ligature] = group else { return (None, Vec::new()) };
        let letters: Vec<char> = ligature.text.chars().collect();
        let Some((last, before)) = letters.split_last().filter(|(_, before)| run.rtl && !before.is_empty()) else {
            return (None, Vec::new());
        };
        let mut tail = Vec::new();
        for letter in before.iter().rev() {
            let Some(gid) = self.typesetter.nominal_glyph(run.face, *letter) else { return (None, Vec::new()) };
            let text = self.unicode.entry((run.face, gid)).or_insert_with(|| letter.to_string()).clone();
            if text != letter.to_string() {
                return (None, Vec::new());
            }
            tail.push(Codepoint { gid, offset: 0.0, cid: Some(text) });
        }
        (Some(Glyph { text: last.to_string(), ..ligature.clone() }), tail)
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
