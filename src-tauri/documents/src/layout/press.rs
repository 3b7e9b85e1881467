//! From pages of marks to a PDF file: the one place that speaks printpdf.
//!
//! The same pages must give the same bytes: printpdf draws a random file identifier, which is replaced by a digest of
//! the file itself.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use std::collections::BTreeMap;

use jiff::Timestamp;
use printpdf::{
    Color, CurTransMat, FontId, Greyscale, Line as PdfLine, LinePoint, Mm, OffsetDateTime, Op, PaintMode, PdfDocument,
    PdfFont, PdfPage, PdfSaveOptions, PdfWarnMsg, Point, Polygon, PolygonRing, Pt, WindingOrder, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::{
    Page, Typesetter,
    page::{Area, Mark},
    picture::Picture,
    text_writer::TextWriter,
};
use crate::DocumentError;

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
        let mut text = TextWriter::new(&self.typesetter);
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

pub(super) fn rounded_to_hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

pub(super) fn grey_of(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}

pub(super) fn stroke(thickness: f32, grey: f32, ops: &mut Vec<Op>) {
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
