//! Giving money back: a credit memo over rows, shipping and adjustments. What is asked for in amounts is in the base currency.

use crate::amount::Amount;

use super::super::{
    ids::{Ids, Of},
    model::{CreditMemo, DocumentItem, Item, Order, Sums, Totals},
    pair::Pair,
    reply::MagentoError,
    status::State,
};
use super::{NewComment, asked, check, euros, invoice::followers, tell};

/// What is to be given back. Amounts in the base currency.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct CreditWish<'a> {
    /// Empty: everything invoiced and not yet given back.
    pub wanted: Vec<(u64, super::Asked)>,
    /// `None`: all that is left of it.
    pub shipping: Option<Amount>,
    pub adjustment_positive: Amount,
    pub adjustment_negative: Amount,
    /// The request came with arguments, if only zeros.
    pub argued: bool,
    /// From this invoice, else from the order.
    pub invoice: Option<u64>,
    /// Through the payment provider, where the method can.
    pub online: bool,
    pub comment: Option<&'a NewComment>,
}

/// What a credit memo did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credited {
    /// Its id.
    pub id: u64,
    /// All together.
    pub amount: Pair,
    /// The provider sent the money.
    pub online: bool,
}

/// Makes a credit memo.
///
/// # Errors
/// More than can be given back, nothing at all, or a state that forbids it.
pub fn credit(order: &mut Order, ids: &mut Ids, wish: &CreditWish<'_>, now: i64) -> Result<Credited, MagentoError> {
    if matches!(order.columns.state, State::PaymentReview | State::Holded | State::Canceled | State::Closed) {
        let status = &order.columns.status;
        let wrong = format!("A creditmemo can not be created when an order has a status of {status}");
        check("Creditmemo", &[wrong])?;
    }
    let rows = rows(order, wish)?;
    let shipping = shipping(order, wish)?;
    let given: Vec<(u64, i64, Sums)> = rows
        .iter()
        .filter_map(|(id, pieces)| {
            let item = order.items.iter().find(|item| item.id == *id)?;
            Some((*id, *pieces, share(item, *pieces)))
        })
        .collect();
    let all = given.iter().fold(Sums::default(), |sum, (_, _, sums)| sum + *sums);
    let rate = order.columns.rate_cents;
    let positive = Pair::of_base(wish.adjustment_positive, rate);
    let negative = Pair::of_base(wish.adjustment_negative, rate);
    let discount = -all.discount;
    let grand = all.row + all.tax + shipping + discount + positive - negative;
    check_money(order, grand)?;
    let totals = Totals { subtotal: all.row, tax: all.tax, shipping, discount, grand };
    let online = wish.online && order.payment.is_online() && wish.invoice.is_some();
    let id = ids.next(Of::Credit);
    let items = give_items(order, ids, &given, &rows);
    let transaction_id = online.then(|| format!("{}-refund-{id}", order.protect_code.get(..8).unwrap_or_default()));
    order.credits.push(CreditMemo {
        id,
        increment: ids.increment(Of::Credit, order.columns.store_id),
        created: now,
        updated: now,
        invoice: wish.invoice,
        totals,
        argued: wish.argued,
        adjustment_positive: positive,
        adjustment_negative: negative,
        items,
        comments: NewComment::kept(wish.comment, ids, Of::CreditComment, now),
        transaction_id: transaction_id.clone(),
    });
    book(order, totals, positive, negative, online);
    order.enter(order.columns.state);
    order.settle(false);
    let text = match &transaction_id {
        Some(transaction) => {
            format!("We refunded {} online. Transaction ID: \"{transaction}\"", euros(grand.base))
        }
        None => format!("We refunded {} offline.", euros(grand.base)),
    };
    tell(order, ids, "creditmemo", text, now);
    Ok(Credited { id, amount: grand, online })
}

/// Notes on the order's own row what was given back.
fn book(order: &mut Order, totals: Totals, positive: Pair, negative: Pair, online: bool) {
    let columns = &mut order.columns;
    columns.refunded = Some(columns.refunded.unwrap_or_default() + totals);
    columns.adjustment_positive += positive;
    columns.adjustment_negative += negative;
    let place = if online { &mut columns.refunded_online } else { &mut columns.refunded_offline };
    *place = Some(place.unwrap_or_default() + totals.grand);
    order.payment.shipping_refunded = Some(order.payment.shipping_refunded.unwrap_or_default() + totals.shipping);
}

/// The rows given back, with pieces; rows named with none are left out, and naming any leaves out all others.
fn rows(order: &Order, wish: &CreditWish<'_>) -> Result<Vec<(u64, i64)>, MagentoError> {
    let mut rows = Vec::new();
    for item in order.items.iter().filter(|item| !item.is_dummy(order.parent_of(item))) {
        let left = left(order, item, wish.invoice);
        let pieces =
            if wish.wanted.is_empty() { left } else { asked(&wish.wanted, item.id).map_or(0, |asked| asked.pieces()) };
        if pieces > left {
            let message = "We found an invalid quantity to refund item \"%1\".";
            return Err(MagentoError::positional(400, message, &[&item.name]));
        }
        if pieces > 0 {
            rows.push((item.id, pieces));
        }
    }
    Ok(rows)
}

/// Pieces of a row that can be given back, of the order or of one invoice.
fn left(order: &Order, item: &Item, invoice: Option<u64>) -> i64 {
    let left = item.left_to_refund();
    let Some(invoice) = invoice else { return left };
    let of = |items: &[DocumentItem]| -> i64 {
        items.iter().filter(|row| row.item_id == item.id).map(|row| row.quantity).sum()
    };
    let invoiced: i64 = order.invoices.iter().filter(|made| made.id == invoice).map(|made| of(&made.items)).sum();
    let credited: i64 =
        order.credits.iter().filter(|made| made.invoice == Some(invoice)).map(|made| of(&made.items)).sum();
    left.min(invoiced - credited)
}

fn shipping(order: &Order, wish: &CreditWish<'_>) -> Result<Pair, MagentoError> {
    let invoiced = order.columns.invoiced.unwrap_or_default().shipping;
    let of_invoice = wish.invoice.and_then(|id| order.invoices.iter().find(|made| made.id == id));
    let of = of_invoice.map_or(invoiced, |made| made.totals.shipping);
    let left = invoiced - order.columns.refunded.unwrap_or_default().shipping;
    let left = if of.base < left.base { of } else { left };
    match wish.shipping {
        None => Ok(left),
        Some(asked) if asked > left.base => {
            let message = "Maximum shipping amount allowed to refund is: %1";
            Err(MagentoError::positional(400, message, &[&euros(left.base)]))
        }
        Some(asked) if asked == left.base => Ok(left),
        Some(asked) => Ok(Pair::of_base(asked, order.columns.rate_cents)),
    }
}

/// Never more than was paid, never nothing.
fn check_money(order: &Order, grand: Pair) -> Result<(), MagentoError> {
    let paid = order.columns.paid.unwrap_or_default().base;
    let available = paid - order.columns.refunded.unwrap_or_default().grand.base;
    let wrong = if grand.base > available || available <= Amount::ZERO {
        let text = available.text(2);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("The most money available to refund is {text}.")
    } else if grand.base <= Amount::ZERO {
        "The credit memo's total must be positive.".to_owned()
    } else {
        return Ok(());
    };
    check("Creditmemo", &[wrong])
}

/// What `pieces` of a row were invoiced at: the last ones get what rounding left.
fn share(item: &Item, pieces: i64) -> Sums {
    let invoiced = item.invoiced.unwrap_or_default();
    if pieces == item.left_to_refund() {
        return invoiced - item.refunded.unwrap_or_default();
    }
    let of = |pair: Pair| pair.share(pieces, item.quantity.invoiced);
    Sums { row: of(invoiced.row), tax: of(invoiced.tax), discount: of(invoiced.discount) }
}

/// Books the pieces on the order's rows and gives the document's.
fn give_items(order: &mut Order, ids: &mut Ids, given: &[(u64, i64, Sums)], rows: &[(u64, i64)]) -> Vec<DocumentItem> {
    let mut taken: Vec<(u64, i64, Option<Sums>)> = Vec::new();
    for (id, pieces, sums) in given {
        if let Some(item) = order.items.iter_mut().find(|item| item.id == *id) {
            item.quantity.refunded += pieces;
            item.refunded = Some(item.refunded.unwrap_or_default() + *sums);
            taken.push((*id, *pieces, Some(*sums)));
        }
    }
    for (id, pieces) in followers(order, rows) {
        if let Some(item) = order.items.iter_mut().find(|item| item.id == id) {
            item.quantity.refunded = (item.quantity.refunded + pieces).min(item.quantity.invoiced);
            item.refunded.get_or_insert_default();
            taken.push((id, pieces, None));
        }
    }
    taken.sort_by_key(|(id, ..)| *id);
    taken
        .into_iter()
        .map(|(item_id, quantity, sums)| DocumentItem { id: ids.next(Of::CreditItem), item_id, quantity, sums })
        .collect()
}
