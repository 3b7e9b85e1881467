//! On which row of a composed product pieces and money count, so that nothing counts twice.
//!
//! A shop may tell one product sold as several rows: a configurable product and the variant chosen, a bundle and its parts. Magento
//! invoices and ships a configurable by its own row alone (the variant's row repeats it, at price zero); a bundle is
//! invoiced by its parts where its price is theirs, by itself where it has its own, and shipped together by itself or
//! separately by its parts. The two questions are independent.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Line, NativeId};

/// What kind of row a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LineKind {
    /// A product as it is, or one of the rows under a composed one.
    #[default]
    Plain,
    /// A product with variants; the row under it names the variant chosen and says nothing new to a packer.
    Configurable,
    /// Several products sold as one; the rows under it are what to take from the shelf.
    Bundle,
}

/// How a line stands to the order's other lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct LineStructure {
    /// The line that this one is a part of.
    pub parent: Option<NativeId>,
    /// What kind of row it is.
    pub kind: LineKind,
    /// Of a composed line: its amounts repeat those of its parts, which are invoiced and credited in its stead.
    pub priced_by_parts: bool,
    /// Of a composed line: its parts are shipped in its stead.
    pub shipped_by_parts: bool,
    /// Nothing to send: a voucher, a download, a service.
    pub is_virtual: bool,
}

impl LineStructure {
    /// Nothing special: neither composed nor a part nor virtual.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// What the shop itself counts on a line, where it does. It may be ahead of the documents read so far, or behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct LineCounts {
    /// Pieces invoiced.
    #[ts(type = "string")]
    pub invoiced: Decimal,
    /// Pieces shipped.
    #[ts(type = "string")]
    pub shipped: Decimal,
    /// Pieces credited.
    #[ts(type = "string")]
    pub credited: Decimal,
    /// Pieces called off before they were invoiced.
    #[ts(type = "string")]
    pub cancelled: Decimal,
}

/// Whether pieces and money of `line`, one of `lines`, count for invoices and credit notes.
#[must_use]
pub fn counts_for_money(line: &Line, lines: &[Line]) -> bool {
    counts(line, lines, |composed| composed.priced_by_parts)
}

/// Whether pieces of `line`, one of `lines`, count for shipments. A virtual line does not.
#[must_use]
pub fn counts_for_shipping(line: &Line, lines: &[Line]) -> bool {
    !line.structure.is_virtual && counts_as_pieces(line, lines)
}

/// Whether pieces of `line` count as pieces of the order, to be sent or not.
pub(crate) fn counts_as_pieces(line: &Line, lines: &[Line]) -> bool {
    counts(line, lines, |composed| composed.shipped_by_parts)
}

/// A part counts where its whole counts by parts, a whole where it does not. A part whose whole is missing, and a whole without
/// parts, stand for themselves.
fn counts(line: &Line, lines: &[Line], by_parts: impl Fn(&LineStructure) -> bool) -> bool {
    let is_part_of = |part: &Line, whole: &Line| {
        part.native_id != whole.native_id && part.structure.parent.as_ref() == Some(&whole.native_id)
    };
    let whole = lines.iter().find(|whole| is_part_of(line, whole));
    match whole {
        Some(whole) => by_parts(&whole.structure),
        None => {
            let has_parts = || lines.iter().any(|part| is_part_of(part, line));
            !(by_parts(&line.structure) && has_parts())
        }
    }
}
