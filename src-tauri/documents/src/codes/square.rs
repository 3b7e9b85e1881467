//! QR codes (ISO/IEC 18004), error correction level M.
#![expect(clippy::float_arithmetic, reason = "module geometry")]
#![expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]

use qrcode::{Color, EcLevel, QrCode};

use super::Symbol;
use crate::layout::page::Area;

/// The dark modules of a text, neighbours in a row as one area; `None` where it is too long for any QR code.
pub(crate) fn qr(text: &str) -> Option<Symbol> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let side = code.width();
    let mut areas: Vec<Area> = Vec::new();
    for (y, row) in code.to_colors().chunks(side).enumerate() {
        let mut before = false;
        for (x, colour) in row.iter().enumerate() {
            let dark = *colour == Color::Dark;
            match areas.last_mut() {
                Some(area) if dark && before => area.width += 1.0,
                _ if dark => areas.push(Area { x: x as f32, y: y as f32, width: 1.0, height: 1.0 }),
                _ => {}
            }
            before = dark;
        }
    }
    Some(Symbol { modules: side as f32, areas })
}
