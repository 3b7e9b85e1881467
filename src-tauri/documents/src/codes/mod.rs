//! The order code as bars and as a square: what a scanner at the bench reads.
//!
//! Both are given as areas in units of one module, for the page to scale.

mod code128;
mod square;

pub(crate) use code128::code128;
pub(crate) use square::qr;

use crate::layout::page::Area;

/// A code's modules.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// Modules across, quiet zone not counted.
    pub modules: f32,
    pub areas: Vec<Area>,
}
