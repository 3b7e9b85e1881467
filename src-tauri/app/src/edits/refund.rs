//! From "two of these and the shipping" to exact sums.
//!
//! A line's pieces are worth what is left of the line, tax included, shared by the pieces that are left: rounded to the
//! currency's minor unit, so that whoever gives the pieces back one by one has given back the line, to the cent. The
//! tax is rounded likewise and the rest is the net amount: net and tax always add up to what the customer gets.

use domain::{Currency, Fault, Line, Money, NativeId, Order, Refund, RefundDraft, RefundPiece};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    App,
    api::{RefundPick, RefundRequest},
    error::bad_input,
};

const OPERATION: &str = "work out refund";
/// What stands for "whatever is left".
const ALL: &str = "all";

impl App {
    /// Works out a refund's exact sums from the order as it is shown: what earlier refunds (pending ones among them)
    /// gave back is not given back again.
    ///
    /// # Errors
    /// `NoSuchOrder`; `BadInput` says what cannot be given back and how much could.
    pub async fn refund_draft(&self, id: domain::OrderId, request: &RefundRequest) -> Result<RefundDraft, Fault> {
        draft(&self.stored(id).await?.order, request)
    }
}

/// An amount with its tax in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Part {
    gross: Decimal,
    tax: Decimal,
}

impl Part {
    /// `share` of `whole`, both rounded to the currency's minor unit. Never less than nothing.
    fn of(whole: Self, share: Decimal, of: Decimal, currency: &Currency) -> Self {
        let part = |amount: Decimal| minor(amount.max(Decimal::ZERO) * share / of, currency);
        let gross = part(whole.gross);
        Self { gross, tax: part(whole.tax).min(gross) }
    }
}

/// Works out a refund of an order.
///
/// # Errors
/// `BadInput` with what cannot be, and what could.
pub(crate) fn draft(order: &Order, request: &RefundRequest) -> Result<RefundDraft, Fault> {
    let left = order.totals.total - order.totals.refunded;
    if left <= Decimal::ZERO {
        return Err(refuse("everything was given back already"));
    }
    let mut pieces = pieces(order, &merged(&request.pieces))?;
    let mut shipping = shipping(order, request.shipping.as_deref())?;
    let described: Decimal = pieces.iter().map(|piece| piece.total + piece.tax).sum::<Decimal>() + shipping.gross;
    let amount = match request.amount.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if text.eq_ignore_ascii_case(ALL) => left,
        Some(text) => amount(text, &order.currency)?,
        None => settled_amount(&mut pieces, &mut shipping, described, left, order),
    };
    check_amount(amount, described, left, request, order)?;
    Ok(RefundDraft {
        amount: written(amount, &order.currency),
        pieces,
        shipping: written(shipping.gross - shipping.tax, &order.currency),
        shipping_tax: written(shipping.tax, &order.currency),
        reason: request.reason.trim().to_owned(),
        through_gateway: request.through_gateway,
        restock: request.restock,
    })
}

fn check_amount(
    amount: Decimal,
    described: Decimal,
    left: Decimal,
    request: &RefundRequest,
    order: &Order,
) -> Result<(), Fault> {
    let say = |amount: Decimal| Money::new(amount, order.currency.clone()).to_string();
    if amount <= Decimal::ZERO {
        return Err(refuse("nothing would be given back: name pieces, shipping or an amount"));
    }
    if amount > left {
        return Err(refuse(format!("{} is more than the {} that are left", say(amount), say(left))));
    }
    let parts = !request.pieces.is_empty() || request.shipping.is_some();
    if parts && amount < described && described <= left {
        let detail = format!("the pieces and shipping named come to {}: {} is less", say(described), say(amount));
        return Err(refuse(detail));
    }
    Ok(())
}

/// What pieces and shipping come to. Shops that round sums and not lines differ by a minor unit here and there: where
/// that makes more than is left of the order, the last part gives way.
fn settled_amount(
    pieces: &mut [RefundPiece],
    shipping: &mut Part,
    described: Decimal,
    left: Decimal,
    order: &Order,
) -> Decimal {
    let unit = Decimal::new(1, order.currency.decimals());
    let parts = Decimal::from(order.lines.len() + order.shipping_lines.len() + 1);
    let over = described - left;
    if over <= Decimal::ZERO || over > unit * parts {
        return described;
    }
    if let Some(piece) = pieces.iter_mut().rev().find(|piece| piece.total >= over) {
        piece.total -= over;
    } else if shipping.gross - shipping.tax >= over {
        shipping.gross -= over;
    } else {
        return described;
    }
    left
}

/// One entry a line, in the order they were named.
fn merged(picks: &[RefundPick]) -> Vec<RefundPick> {
    let mut merged: Vec<RefundPick> = Vec::new();
    for pick in picks {
        match merged.iter_mut().find(|there| there.line == pick.line) {
            Some(there) => there.quantity += pick.quantity,
            None => merged.push(pick.clone()),
        }
    }
    merged
}

fn pieces(order: &Order, picks: &[RefundPick]) -> Result<Vec<RefundPiece>, Fault> {
    if !picks.is_empty() && order.refunds.iter().any(is_summary) {
        return Err(refuse("an earlier refund was not read whole yet: synchronise, then try again"));
    }
    picks.iter().map(|pick| piece(order, pick)).collect()
}

/// An order's own summary of a refund names neither its date nor its pieces.
fn is_summary(refund: &Refund) -> bool {
    refund.created_at.is_none() && refund.through_gateway.is_none() && refund.lines.is_empty()
}

fn piece(order: &Order, pick: &RefundPick) -> Result<RefundPiece, Fault> {
    let Some(line) = order.lines.iter().find(|line| line.native_id == pick.line) else {
        return Err(refuse(format!("the order has no line {}", pick.line)));
    };
    if pick.quantity <= Decimal::ZERO {
        return Err(refuse(format!("{}: more than no pieces", named(line))));
    }
    let (back, given) = given_back(order, &line.native_id);
    let left = line.quantity - back;
    if pick.quantity > left {
        let (wanted, left) = (pick.quantity.normalize(), left.max(Decimal::ZERO).normalize());
        return Err(refuse(format!("{}: {wanted} pieces are more than the {left} that are left", named(line))));
    }
    let whole = Part { gross: line.total + line.tax - given.gross, tax: line.tax - given.tax };
    let part = Part::of(whole, pick.quantity, left, &order.currency);
    Ok(RefundPiece {
        line: line.native_id.clone(),
        quantity: pick.quantity.normalize(),
        total: written(part.gross - part.tax, &order.currency),
        tax: written(part.tax, &order.currency),
    })
}

fn named(line: &Line) -> &str {
    if line.sku.is_empty() { &line.name } else { &line.sku }
}

/// Pieces of a line and amounts given back so far.
fn given_back(order: &Order, line: &NativeId) -> (Decimal, Part) {
    let of_line = order.refunds.iter().flat_map(|refund| &refund.lines).filter(|back| back.line.as_ref() == Some(line));
    of_line.fold((Decimal::ZERO, Part::default()), |(pieces, part), back| {
        (pieces + back.quantity, Part { gross: part.gross + back.total + back.tax, tax: part.tax + back.tax })
    })
}

/// Shipping with its tax: the tax is that share of it which it is of all shipping.
fn shipping(order: &Order, wanted: Option<&str>) -> Result<Part, Fault> {
    let Some(wanted) = wanted.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(Part::default()) };
    let sum = |part: fn(&domain::ShippingLine) -> Decimal| order.shipping_lines.iter().map(part).sum::<Decimal>();
    let tax = sum(|line| line.tax);
    let whole = Part { gross: sum(|line| line.total) + tax, tax };
    let most = minor(whole.gross, &order.currency);
    let gross = if wanted.eq_ignore_ascii_case(ALL) {
        (most - unexplained(order)).max(Decimal::ZERO)
    } else {
        amount(wanted, &order.currency)?
    };
    if gross.is_zero() {
        return Ok(Part::default());
    }
    if gross > most {
        let say = |amount: Decimal| Money::new(amount, order.currency.clone()).to_string();
        return Err(refuse(format!("{} is more than the {} that shipping came to", say(gross), say(most))));
    }
    Ok(Part { gross, tax: minor(whole.tax * gross / whole.gross, &order.currency).min(gross) })
}

/// Given back earlier for no line: shipping, or an amount alone. A refund does not say which, so all of it is taken to
/// be shipping where the rest of the shipping is asked for.
fn unexplained(order: &Order) -> Decimal {
    let rest = |refund: &Refund| {
        let lines: Decimal = refund.lines.iter().map(|line| line.total + line.tax).sum();
        (refund.amount - lines).max(Decimal::ZERO)
    };
    order.refunds.iter().map(rest).sum()
}

/// A positive amount in whole minor units.
fn amount(text: &str, currency: &Currency) -> Result<Decimal, Fault> {
    let amount = Money::parse_amount(text).map_err(|error| refuse(error.to_string()))?;
    if amount.is_sign_negative() {
        return Err(refuse(format!("{amount} is less than nothing")));
    }
    if amount.normalize().scale() > currency.decimals() {
        return Err(refuse(format!("{amount} has more decimals than {currency} has ({})", currency.decimals())));
    }
    Ok(amount)
}

fn minor(amount: Decimal, currency: &Currency) -> Decimal {
    amount.round_dp_with_strategy(currency.decimals(), RoundingStrategy::MidpointAwayFromZero)
}

/// With all decimals of the currency, as amounts are written: 152.80.
fn written(mut amount: Decimal, currency: &Currency) -> Decimal {
    amount.rescale(currency.decimals());
    amount
}

fn refuse(detail: impl Into<String>) -> Fault {
    bad_input(OPERATION, detail.into())
}

#[cfg(test)]
#[path = "refund_tests.rs"]
pub(super) mod tests;
