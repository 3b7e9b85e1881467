//! Sizes by paper. All in points.

use super::Paper;
use crate::layout::{Style, mm};

/// The measures of one paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    pub width: f32,
    pub height: f32,
    /// Margins at the sides, top and bottom.
    pub side: f32,
    pub top: f32,
    pub bottom: f32,
    /// Blank between sections.
    pub gap: f32,
    pub shop: Style,
    pub small: Style,
    pub title: Style,
    pub label: Style,
    pub fact: Style,
    pub ship_to: Style,
    pub bill_to: Style,
    pub quantity: Style,
    pub name: Style,
    pub sku: Style,
    pub detail: Style,
    /// Side of the QR code.
    pub square: f32,
    /// Height of the bars.
    pub bars: f32,
    /// Side of the tick box.
    pub tick: f32,
    /// Blank above and below a table row's text.
    pub row: f32,
    /// The narrow arrangement: SKU and place below the name, the recipient first.
    pub narrow: bool,
}

/// Grey of labels and small print: readable at 7:1 on white.
const QUIET: f32 = 0.35;

impl Theme {
    pub(super) fn of(paper: Paper) -> Self {
        let (width, height) = paper.size_mm();
        let (width, height) = (mm(width), mm(height));
        match paper {
            Paper::A4 | Paper::Letter => Self { width, height, ..Self::large() },
            Paper::A5 => Self { width, height, ..Self::medium() },
            Paper::Label100x150 => Self { width, height, ..Self::narrow() },
        }
    }

    fn large() -> Self {
        Self {
            width: 0.0,
            height: 0.0,
            side: 48.0,
            top: 44.0,
            bottom: 36.0,
            gap: 16.0,
            shop: Style::new(16.0).bold(),
            small: Style::new(9.0).grey(QUIET),
            title: Style::new(22.0).bold(),
            label: Style::new(8.2).bold().grey(QUIET),
            fact: Style::new(10.5).bold(),
            ship_to: Style::new(14.0).bold(),
            bill_to: Style::new(10.0),
            quantity: Style::new(16.0).bold().tabular(),
            name: Style::new(11.5).bold(),
            sku: Style::new(11.0).grey(0.15),
            detail: Style::new(9.2).grey(QUIET),
            square: 48.0,
            bars: 27.0,
            tick: 11.5,
            row: 8.0,
            narrow: false,
        }
    }

    fn medium() -> Self {
        Self {
            side: 28.0,
            top: 26.0,
            bottom: 22.0,
            gap: 11.0,
            shop: Style::new(13.0).bold(),
            small: Style::new(7.8).grey(QUIET),
            title: Style::new(17.0).bold(),
            label: Style::new(7.2).bold().grey(QUIET),
            fact: Style::new(9.0).bold(),
            ship_to: Style::new(12.5).bold(),
            bill_to: Style::new(8.6),
            quantity: Style::new(14.0).bold().tabular(),
            name: Style::new(10.0).bold(),
            sku: Style::new(9.2).grey(0.15),
            detail: Style::new(8.0).grey(QUIET),
            square: 44.0,
            bars: 24.0,
            tick: 10.0,
            row: 5.5,
            ..Self::large()
        }
    }

    fn narrow() -> Self {
        Self {
            side: mm(4.5),
            top: mm(4.5),
            bottom: mm(4.0),
            gap: 7.0,
            shop: Style::new(10.0).bold(),
            small: Style::new(6.8).grey(0.2),
            title: Style::new(12.0).bold(),
            label: Style::new(6.6).bold().grey(0.2),
            fact: Style::new(8.0).bold(),
            ship_to: Style::new(14.0).bold(),
            bill_to: Style::new(7.5),
            quantity: Style::new(13.0).bold().tabular(),
            name: Style::new(9.0).bold(),
            sku: Style::new(8.0).grey(0.0),
            detail: Style::new(7.4).grey(0.2),
            square: 46.0,
            bars: 24.0,
            tick: 9.0,
            row: 3.2,
            narrow: true,
            ..Self::large()
        }
    }

    /// The right edge of the text.
    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    pub(super) fn right(&self) -> f32 {
        self.width - self.side
    }

    /// The width of the text.
    #[expect(clippy::float_arithmetic, reason = "page geometry")]
    pub(super) fn measure(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}
