//! What was done of an order and what is left to do: derived from its lines and documents, never stored.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Documents, Invoice, InvoiceState, Taxed, counts_for_money, counts_for_shipping,
    pieces::{Pieces, Tally, positive, rest},
};
use crate::{Currency, DocumentCapabilities, DocumentSupport, FulfilmentState, Line, NativeId, Order, PaymentState};

/// What is left of a line: pieces, and what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Left {
    /// Pieces.
    #[ts(type = "string")]
    pub quantity: Decimal,
    /// All of them together.
    pub amount: Taxed,
}

impl Left {
    /// What `quantity` of these pieces are worth. Whoever takes them in parts has taken the whole, to the cent, when nothing
    /// is left.
    #[must_use]
    pub fn part(self, quantity: Decimal, currency: &Currency) -> Taxed {
        self.amount.share(quantity, self.quantity, currency)
    }
}

/// One line of the order: what was done, what is left. On a row that does not count ([`super::LineStructure`]) nothing is
/// left of what its other rows count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineProgress {
    /// The order's line.
    pub line: NativeId,
    /// Whether it is invoiced and credited by this row.
    pub counts_for_money: bool,
    /// Whether it is shipped by this row.
    pub counts_for_shipping: bool,
    /// Pieces ordered.
    #[ts(type = "string")]
    pub ordered: Decimal,
    /// Pieces called off.
    #[ts(type = "string")]
    pub cancelled: Decimal,
    /// Pieces invoiced.
    #[ts(type = "string")]
    pub invoiced: Decimal,
    /// Pieces shipped.
    #[ts(type = "string")]
    pub shipped: Decimal,
    /// Pieces credited.
    #[ts(type = "string")]
    pub credited: Decimal,
    /// Left to invoice; nothing where the system keeps no invoices.
    pub to_invoice: Left,
    /// Pieces left to ship.
    #[ts(type = "string")]
    pub to_ship: Decimal,
    /// Left to credit, as far as pieces go; the order's `money_to_credit` is the limit of all.
    pub to_credit: Left,
}

/// All of an order. Amounts are in the order's currency, tax included where they are one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Progress {
    /// Every line of the order, in its order.
    pub lines: Vec<LineProgress>,
    /// Total of the invoices.
    #[ts(type = "string")]
    pub invoiced: Decimal,
    /// Of the order's total less what was called off, what no invoice asks for yet; nothing where no piece is left.
    #[ts(type = "string")]
    pub money_to_invoice: Decimal,
    /// What came in, as far as a credit can draw on it.
    #[ts(type = "string")]
    pub paid: Decimal,
    /// Total of the credit notes.
    #[ts(type = "string")]
    pub credited: Decimal,
    /// Most that can still be credited.
    #[ts(type = "string")]
    pub money_to_credit: Decimal,
    /// Shipping that can still be credited. What an earlier credit does not explain is taken to have been shipping.
    pub shipping_to_credit: Taxed,
}

impl Progress {
    /// Where `order` stands by its `documents`.
    #[must_use]
    pub fn of(order: &Order, documents: &Documents, capabilities: &DocumentCapabilities) -> Self {
        let basis = Basis { order, documents, capabilities };
        let invoiced = total(documents.standing_invoices().map(|invoice| invoice.totals.total));
        let credited = total(documents.standing_credit_notes().map(|note| note.totals.total));
        let credited = credited.max(order.totals.refunded);
        let paid = basis.paid();
        let lines: Vec<LineProgress> = order.lines.iter().map(|line| basis.line(line)).collect();
        let to_invoice = lines.iter().any(|line| line.to_invoice.quantity > Decimal::ZERO);
        Self {
            lines,
            invoiced,
            money_to_invoice: if to_invoice { basis.money_to_invoice(invoiced) } else { Decimal::ZERO },
            paid,
            credited,
            money_to_credit: rest(paid, credited),
            shipping_to_credit: basis.shipping_to_credit(),
        }
    }

    /// A line of the order.
    #[must_use]
    pub fn line(&self, line: &NativeId) -> Option<&LineProgress> {
        self.lines.iter().find(|there| there.line == *line)
    }

    /// Whether pieces are left to invoice.
    #[must_use]
    pub fn any_to_invoice(&self) -> bool {
        self.lines.iter().any(|line| line.to_invoice.quantity > Decimal::ZERO)
    }

    /// Whether pieces are left to ship.
    #[must_use]
    pub fn any_to_ship(&self) -> bool {
        self.lines.iter().any(|line| line.to_ship > Decimal::ZERO)
    }

    /// Whether any piece is sent at all.
    #[must_use]
    pub fn needs_shipment(&self) -> bool {
        self.lines.iter().any(|line| line.counts_for_shipping)
    }
}

/// What everything is derived from.
struct Basis<'a> {
    order: &'a Order,
    documents: &'a Documents,
    capabilities: &'a DocumentCapabilities,
}

impl Basis<'_> {
    fn line(&self, line: &Line) -> LineProgress {
        let pieces = self.pieces(line);
        let credited = Tally::of(self.documents.standing_credit_notes().flat_map(|note| &note.lines), line);
        let invoiced_worth = self.with_unread(self.on_invoices(line), pieces.invoiced, line);
        let credited_worth = self.with_unread(credited, pieces.credited, line);
        let standing = self.standing(line, pieces);
        let creditable = self.creditable(line, standing, Left { quantity: pieces.invoiced, amount: invoiced_worth });
        let money = counts_for_money(line, &self.order.lines);
        let ships = self.ships(line);
        let left = |quantity: Decimal, whole: Taxed, used: Taxed| match money && quantity > Decimal::ZERO {
            true => Left { quantity, amount: whole.less(used) },
            false => Left::default(),
        };
        let invoices = self.capabilities.invoices != DocumentSupport::None;
        let to_invoice = if invoices { pieces.to_invoice(line.quantity) } else { Decimal::ZERO };
        LineProgress {
            line: line.native_id.clone(),
            counts_for_money: money,
            counts_for_shipping: ships,
            ordered: line.quantity,
            cancelled: pieces.cancelled,
            invoiced: pieces.invoiced,
            shipped: pieces.shipped,
            credited: pieces.credited,
            to_invoice: left(to_invoice, standing.amount, invoiced_worth),
            to_ship: if ships { pieces.to_ship(line.quantity) } else { Decimal::ZERO },
            to_credit: left(rest(creditable.quantity, pieces.credited), creditable.amount, credited_worth),
        }
    }

    /// Where a system keeps no shipments, the order's state says whether everything went out.
    fn pieces(&self, line: &Line) -> Pieces {
        let pieces = Pieces::of(line, self.documents);
        let all = matches!(
            self.order.states.fulfilment,
            FulfilmentState::Shipped | FulfilmentState::Delivered | FulfilmentState::Returned
        );
        let told_by_state = all && self.capabilities.shipments == DocumentSupport::None;
        if told_by_state { Pieces { shipped: pieces.shipped.max(line.quantity), ..pieces } } else { pieces }
    }

    /// What of a line was not called off.
    fn standing(&self, line: &Line, pieces: Pieces) -> Left {
        let quantity = rest(line.quantity, pieces.cancelled);
        Left { quantity, amount: self.worth(line, quantity) }
    }

    /// What of a line a credit may be about: all that stands, or only what is on paid invoices.
    fn creditable(&self, line: &Line, standing: Left, invoiced: Left) -> Left {
        match (self.capabilities.credit_needs_paid_invoice, self.settled()) {
            (false, _) => standing,
            (true, true) => invoiced,
            (true, false) => {
                let paid = Tally::of(self.paid_invoices().flat_map(|invoice| &invoice.lines), line);
                Left { quantity: paid.quantity, amount: paid.amount }
            }
        }
    }

    /// Whether pieces of a line are sent by its own row.
    fn ships(&self, line: &Line) -> bool {
        counts_for_shipping(line, &self.order.lines) && self.order.states.fulfilment != FulfilmentState::NotRequired
    }

    /// The order's total without what its cancelled pieces would have cost, and without what is invoiced.
    fn money_to_invoice(&self, invoiced: Decimal) -> Decimal {
        let counting = self.order.lines.iter().filter(|line| counts_for_money(line, &self.order.lines));
        let gone = counting.map(|line| {
            let pieces = Pieces::of(line, self.documents);
            let read = self.on_invoices(line);
            let unread = self.with_unread(read, pieces.invoiced, line).gross().saturating_sub(read.amount.gross());
            let standing = self.standing(line, pieces).amount.gross();
            Taxed::new(line.total, line.tax).gross().saturating_sub(standing).saturating_add(unread)
        });
        rest(self.order.totals.total, gone.fold(invoiced, Decimal::saturating_add))
    }

    fn on_invoices(&self, line: &Line) -> Tally {
        Tally::of(self.documents.standing_invoices().flat_map(|invoice| &invoice.lines), line)
    }

    /// Whether everything invoiced is paid, as the order's own amounts say.
    const fn settled(&self) -> bool {
        matches!(self.order.states.payment, PaymentState::Paid | PaymentState::PartRefunded | PaymentState::Refunded)
    }

    fn paid_invoices(&self) -> impl Iterator<Item = &Invoice> {
        self.documents.invoices.iter().filter(|invoice| invoice.state == InvoiceState::Paid)
    }

    /// The order is paid, and its invoices were not read yet.
    fn invoices_unread(&self) -> bool {
        self.documents.invoices.is_empty() && self.settled()
    }

    /// What came in. Where credits need no invoice nobody says how much: a shop then lets its merchant give back up to the total.
    fn paid(&self) -> Decimal {
        if !self.capabilities.credit_needs_paid_invoice || self.invoices_unread() {
            return self.order.totals.total;
        }
        total(self.paid_invoices().map(|invoice| invoice.totals.total))
    }

    fn shipping_to_credit(&self) -> Taxed {
        let nothing = Taxed::default();
        let whole = if !self.capabilities.credit_needs_paid_invoice || self.invoices_unread() {
            let lines = self.order.shipping_lines.iter();
            lines.fold(nothing, |sum, line| sum.plus(Taxed::new(line.total, line.tax).like(nothing)))
        } else {
            self.paid_invoices().fold(nothing, |sum, invoice| sum.plus(invoice.totals.shipping.like(nothing)))
        };
        let credited = self.documents.standing_credit_notes().fold(nothing, |sum, note| {
            let unexplained = whole.share(positive(note.totals.unexplained), whole.gross(), &self.order.currency);
            sum.plus(note.totals.shipping.like(nothing)).plus(unexplained)
        });
        whole.less(credited)
    }

    /// What `quantity` pieces of a line are worth.
    fn worth(&self, line: &Line, quantity: Decimal) -> Taxed {
        Taxed::new(line.total, line.tax).share(quantity, line.quantity, &self.order.currency)
    }

    /// A line's amount on documents, with the worth of the pieces that the shop counts and no document read so far names.
    fn with_unread(&self, read: Tally, counted: Decimal, line: &Line) -> Taxed {
        let unread = rest(counted, read.quantity);
        if unread.is_zero() { read.amount } else { read.amount.plus(self.worth(line, unread)) }
    }
}

/// The sum of amounts, of which none is below nothing.
fn total(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    amounts.map(positive).fold(Decimal::ZERO, Decimal::saturating_add)
}
