//! How many pieces of a line were invoiced, shipped, credited, cancelled.
//!
//! Two sources count the same pieces: the documents that were read, and the shop's own counts on the order's lines. Either may be
//! ahead of the other (a partial shipment does not move the order's modified date; a document's feed may lag behind the
//! order's). The greater counts, so that nothing is ever offered a second time.

use rust_decimal::Decimal;

use super::{DocumentLine, Documents, Taxed};
use crate::Line;

/// Pieces of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub cancelled: Decimal,
    pub invoiced: Decimal,
    pub shipped: Decimal,
    pub credited: Decimal,
}

impl Pieces {
    pub(super) fn of(line: &Line, documents: &Documents) -> Self {
        let own = line.counts.unwrap_or_default();
        let invoiced = Tally::of(documents.standing_invoices().flat_map(|invoice| &invoice.lines), line);
        let credited = Tally::of(documents.standing_credit_notes().flat_map(|note| &note.lines), line);
        let sent = documents.sent().flat_map(|shipment| &shipment.lines);
        let sent = sent.filter(|sent| sent.line.as_ref() == Some(&line.native_id));
        let sent = sent.map(|sent| positive(sent.quantity)).fold(Decimal::ZERO, Decimal::saturating_add);
        Self {
            cancelled: positive(own.cancelled),
            invoiced: invoiced.quantity.max(own.invoiced),
            shipped: sent.max(own.shipped),
            credited: credited.quantity.max(own.credited),
        }
    }

    /// Of `ordered` pieces, those still to go out. A piece that was credited was either sent before or need not go any more; where
    /// both happened to some, they are taken to be the same pieces, sent and come back (so does Magento 2.4).
    pub(super) fn to_ship(self, ordered: Decimal) -> Decimal {
        rest(ordered, self.cancelled.saturating_add(self.shipped.max(self.credited)))
    }

    /// Of `ordered` pieces, those on no invoice yet.
    pub(super) fn to_invoice(self, ordered: Decimal) -> Decimal {
        rest(ordered, self.cancelled.saturating_add(self.invoiced))
    }
}

/// Pieces and money of one line on a set of documents.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub quantity: Decimal,
    pub amount: Taxed,
}

impl Tally {
    /// What `lines` say of `line`. An amount below nothing on a line that costs something is no amount.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a DocumentLine>, line: &Line) -> Self {
        let whole = Taxed::new(line.total, line.tax);
        lines.filter(|there| there.line.as_ref() == Some(&line.native_id)).fold(Self::default(), |sum, there| Self {
            quantity: sum.quantity.saturating_add(positive(there.quantity)),
            amount: sum.amount.plus(there.amount.like(whole)),
        })
    }
}

pub(super) fn positive(amount: Decimal) -> Decimal {
    amount.max(Decimal::ZERO)
}

/// What is left of `whole`, never less than nothing.
pub(super) fn rest(whole: Decimal, used: Decimal) -> Decimal {
    positive(whole.saturating_sub(used))
}
