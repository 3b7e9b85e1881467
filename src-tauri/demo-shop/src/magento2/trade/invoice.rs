//! Invoicing: takes the money at the provider, or says that it has come in.

use super::super::{
    ids::{Ids, Of},
    model::{DocumentItem, Invoice, Item, Order, Sums, Totals},
    pair::Pair,
    reply::MagentoError,
    status::State,
};
use super::{NewComment, Wanted, asked, check, euros, tell};

/// What an invoice did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invoiced {
    /// Its id.
    pub id: u64,
    /// Taken at the provider, in the order's currency; `None`: nothing moved.
    pub captured: Option<Pair>,
}

/// Makes an invoice over `wanted`; `capture`: take the money at the provider where the method can.
///
/// # Errors
/// Nothing left, too many pieces, or a state that forbids it.
pub fn invoice(
    order: &mut Order,
    ids: &mut Ids,
    wanted: &Wanted,
    capture: bool,
    comment: Option<&NewComment>,
    now: i64,
) -> Result<Invoiced, MagentoError> {
    let rows = rows(order, wanted);
    let mut wrong = Vec::new();
    if rows.is_empty() {
        wrong.push("The invoice can't be created without products. Add products and try again.".to_owned());
    }
    match order.columns.state {
        State::PaymentReview | State::Holded | State::Canceled | State::Complete | State::Closed => {
            wrong.push(format!("An invoice cannot be created when an order has a status of {}", order.columns.status));
        }
        _ if !order.can_invoice() => wrong.push("The order does not allow an invoice to be created.".to_owned()),
        _ => {}
    }
    check("Invoice", &wrong)?;
    let items = take_items(order, ids, &rows);
    let totals = totals(order, &items);
    let id = ids.next(Of::Invoice);
    let captured = capture && order.payment.is_online() && order.payment.authorized.is_some();
    let transaction_id = captured.then(|| format!("{}-capture-{id}", order.protect_code.get(..8).unwrap_or_default()));
    let made = Invoice {
        id,
        increment: ids.increment(Of::Invoice, order.columns.store_id),
        created: now,
        updated: now,
        state: 2,
        totals,
        items,
        comments: NewComment::kept(comment, ids, Of::InvoiceComment, now),
        transaction_id: transaction_id.clone(),
    };
    order.invoices.push(made);
    order.columns.invoiced = Some(order.columns.invoiced.unwrap_or_default() + totals);
    order.columns.paid = Some(order.columns.paid.unwrap_or_default() + totals.grand);
    order.payment.shipping_captured = Some(order.payment.shipping_captured.unwrap_or_default() + totals.shipping);
    let to = match order.columns.state {
        State::New | State::PendingPayment => State::Processing,
        other => other,
    };
    // A status of the merchant's own does not outlive an invoice.
    order.enter(to);
    order.settle(true);
    if let Some(transaction) = &transaction_id {
        let text = format!("Captured amount of {} online. Transaction ID: \"{transaction}\"", euros(totals.grand.base));
        tell(order, ids, "invoice", text, now);
        order.payment.last_trans_id = Some(transaction.clone());
    }
    Ok(Invoiced { id, captured: captured.then_some(totals.grand) })
}

/// The rows an invoice is over, with pieces. Asking for more than is left of any leaves nothing to invoice, as observed.
fn rows(order: &Order, wanted: &Wanted) -> Vec<(u64, i64)> {
    if wanted.is_empty() {
        return order.invoiceable().map(|(item, left)| (item.id, left)).collect();
    }
    let mut rows = Vec::new();
    for (item, left) in order.invoiceable() {
        let Some(pieces) = asked(wanted, item.id).map(|asked| asked.pieces()).filter(|pieces| *pieces > 0) else {
            continue;
        };
        if pieces > left {
            return Vec::new();
        }
        rows.push((item.id, pieces));
    }
    rows
}

/// Books the pieces on the order's rows and gives the document's; children of configurables and bundles' own rows come along.
fn take_items(order: &mut Order, ids: &mut Ids, rows: &[(u64, i64)]) -> Vec<DocumentItem> {
    let mut taken = Vec::new();
    for (id, pieces) in rows {
        if let Some(item) = order.items.iter_mut().find(|item| item.id == *id) {
            let sums = share(item, *pieces);
            item.quantity.invoiced += pieces;
            item.invoiced = Some(item.invoiced.unwrap_or_default() + sums);
            taken.push((*id, *pieces, Some(sums)));
        }
    }
    for (id, pieces) in followers(order, rows) {
        if let Some(item) = order.items.iter_mut().find(|item| item.id == id) {
            item.quantity.invoiced = (item.quantity.invoiced + pieces).min(item.quantity.ordered);
            item.invoiced.get_or_insert_default();
            taken.push((id, pieces, None));
        }
    }
    taken.sort_by_key(|(id, ..)| *id);
    taken
        .into_iter()
        .map(|(item_id, quantity, sums)| DocumentItem { id: ids.next(Of::InvoiceItem), item_id, quantity, sums })
        .collect()
}

/// Rows without a life of their own that follow others: a configurable's child follows its parent piece by piece, a bundle's row
/// follows its parts once.
pub fn followers(order: &Order, rows: &[(u64, i64)]) -> Vec<(u64, i64)> {
    let mut followers = Vec::new();
    for item in order.items.iter().filter(|item| item.is_dummy(order.parent_of(item))) {
        let pieces = match item.parent {
            Some(parent) => rows.iter().find(|(id, _)| *id == parent).map(|(_, pieces)| *pieces),
            None => order
                .items
                .iter()
                .any(|child| child.parent == Some(item.id) && rows.iter().any(|(id, _)| *id == child.id))
                .then_some(item.quantity.ordered),
        };
        followers.extend(pieces.map(|pieces| (item.id, pieces)));
    }
    followers
}

/// What `pieces` of a row cost: the last ones get what rounding left.
fn share(item: &Item, pieces: i64) -> Sums {
    if pieces == item.left_to_invoice() && item.quantity.canceled == 0 {
        return item.ordered - item.invoiced.unwrap_or_default();
    }
    let of = |pair: Pair| pair.share(pieces, item.quantity.ordered);
    Sums { row: of(item.ordered.row), tax: of(item.ordered.tax), discount: of(item.ordered.discount) }
}

/// Sums of the document; the first invoice bears the whole shipping.
fn totals(order: &Order, items: &[DocumentItem]) -> Totals {
    let all = items.iter().filter_map(|item| item.sums).fold(Sums::default(), |sum, sums| sum + sums);
    let shipping = if order.invoices.is_empty() { order.columns.totals.shipping } else { Pair::ZERO };
    let discount = -all.discount;
    Totals { subtotal: all.row, tax: all.tax, shipping, discount, grand: all.row + all.tax + shipping + discount }
}
