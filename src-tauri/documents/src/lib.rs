//! Documents on paper: packing slips now; pick lists, invoices, credit notes and labels stand on the same layers.
//!
//! From bottom to top: [`fonts`](Fonts) (the faces and where they come from), `layout` (shaped text in any script,
//! pages, the press that writes PDF), `codes` (Code 128, QR), [`written`] and [`countries`] (dates, amounts and country
//! names as people write them), and `slip`, the first document. The same input gives the same bytes.

mod codes;
pub mod countries;
mod document;
mod fonts;
mod layout;
mod slip;
pub mod written;

pub use document::{Document, DocumentError, Fallback, MissingGlyph};
pub use fonts::Fonts;
pub use slip::{LineFacts, Paper, SlipInput, SlipOptions, SlipShop, packing_slips};
