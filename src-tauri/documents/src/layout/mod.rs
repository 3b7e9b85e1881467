//! The layer between a document's content and printpdf: lines of shaped text, a page to put them on, and the press
//! that makes a file of pages. It knows nothing of orders, so slips, invoices and credit notes share it.
//!
//! All lengths are points (1/72 inch) with the origin at the page's top left corner, y downwards; printpdf's own
//! origin at the bottom left is met in [`page`] alone.

mod itemise;
pub(crate) mod page;
pub(crate) mod paragraph;
pub(crate) mod picture;
pub(crate) mod press;
mod shape;
mod text_writer;
mod typesetter;

pub(crate) use page::Page;
pub(crate) use paragraph::{Block, Line};
pub(crate) use press::Press;
pub(crate) use typesetter::{Style, Typesetter};

/// Millimetres in points.
#[expect(clippy::float_arithmetic, reason = "page geometry")]
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}
