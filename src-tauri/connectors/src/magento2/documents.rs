//! Invoices, shipments and credit memos in the words of the trade.
//!
//! In a document `row_total` stands before discounts, other than in an order's rows. Documents of composed products list
//! their wholes and their parts, as the shop sends them.

use domain::{
    BaseTotals, CreditNote, CreditNoteState, Currency, DocumentComment, DocumentLine, DocumentTotals, Invoice,
    InvoiceState, NativeId, Refund, RefundLine, Settlement, Shipment, ShipmentLine, ShipmentState, ShipmentTrack,
    Taxed, Track,
};
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::text::{comment, plain};
use crate::json::{Unreadable, Value};

wire!(Wire {
    entity_id,
    increment_id,
    order_id,
    invoice_id,
    state,
    created_at,
    updated_at,
    order_currency_code,
    base_currency_code,
    grand_total,
    tax_amount,
    shipping_amount,
    shipping_tax_amount,
    discount_amount,
    discount_tax_compensation_amount,
    adjustment_positive,
    adjustment_negative,
    base_grand_total,
    base_tax_amount,
    base_shipping_amount,
    base_shipping_tax_amount,
    base_discount_amount,
    base_discount_tax_compensation_amount,
    base_adjustment_positive,
    base_adjustment_negative,
    transaction_id,
    email_sent,
    items,
    comments,
    tracks,
    extension_attributes,
});
wire!(Item {
    order_item_id,
    sku,
    name,
    qty,
    row_total,
    tax_amount,
    discount_amount,
    discount_tax_compensation_amount,
    base_row_total,
    base_tax_amount,
    base_discount_amount,
    base_discount_tax_compensation_amount,
});
wire!(WireComment { entity_id, comment, created_at, is_visible_on_front, is_customer_notified });
wire!(WireTrack { entity_id, track_number, title, carrier_code, created_at });
wire!(Extension { source_code });

/// A document with the order it belongs to.
pub(super) type OfOrder<T> = (NativeId, T);

/// Reads an invoice.
pub(super) fn invoice(value: Value<'_>) -> Result<OfOrder<Invoice>, Unreadable> {
    let wire: Wire<'_> = value.object("invoice")?;
    let document = Invoice {
        native_id: wire.entity_id.required_id("entity_id")?,
        number: number(&wire),
        created_at: issued(&wire)?,
        modified_at: wire.updated_at.timestamp("updated_at")?,
        state: match &*wire.state.string() {
            "1" => InvoiceState::Open,
            "2" => InvoiceState::Paid,
            "3" => InvoiceState::Cancelled,
            other => InvoiceState::Other(other.to_owned()),
        },
        currency: currency(wire.order_currency_code, "order_currency_code")?,
        lines: lines(wire.items)?,
        totals: totals(&wire)?,
        base: base(&wire)?,
        transaction_id: wire.transaction_id.string(),
        emailed: wire.email_sent.flag(),
        comments: comments(wire.comments)?,
    };
    Ok((wire.order_id.required_id("order_id")?, document))
}

/// Reads a credit memo. Money goes back online only against an invoice, and leaves the provider's reference.
pub(super) fn credit_note(value: Value<'_>) -> Result<OfOrder<CreditNote>, Unreadable> {
    let wire: Wire<'_> = value.object("creditmemo")?;
    let transaction_id = wire.transaction_id.string();
    let invoice = wire.invoice_id.id();
    let comments = comments(wire.comments)?;
    let document = CreditNote {
        native_id: wire.entity_id.required_id("entity_id")?,
        number: number(&wire),
        created_at: Some(issued(&wire)?),
        modified_at: wire.updated_at.timestamp("updated_at")?,
        state: match &*wire.state.string() {
            "1" => CreditNoteState::Open,
            "2" => CreditNoteState::Refunded,
            "3" => CreditNoteState::Cancelled,
            other => CreditNoteState::Other(other.to_owned()),
        },
        settlement: match (transaction_id.is_empty(), &invoice) {
            (false, _) => Some(Settlement::Online),
            (true, None) => Some(Settlement::Recorded),
            (true, Some(_)) => None,
        },
        invoice,
        reason: comments.iter().find(|comment| !is_mark(&comment.text)).map_or_else(String::new, |c| c.text.clone()),
        currency: currency(wire.order_currency_code, "order_currency_code")?,
        lines: lines(wire.items)?,
        totals: totals(&wire)?,
        base: base(&wire)?,
        transaction_id,
        emailed: wire.email_sent.flag(),
        comments,
    };
    Ok((wire.order_id.required_id("order_id")?, document))
}

/// Reads a shipment. Magento knows no shipment that has not gone out.
pub(super) fn shipment(value: Value<'_>) -> Result<OfOrder<Shipment>, Unreadable> {
    let wire: Wire<'_> = value.object("shipment")?;
    let extension: Extension<'_> = wire.extension_attributes.object("extension_attributes")?;
    let items: Vec<Item<'_>> = wire.items.objects("items")?;
    let document = Shipment {
        native_id: wire.entity_id.required_id("entity_id")?,
        number: number(&wire),
        created_at: issued(&wire)?,
        modified_at: wire.updated_at.timestamp("updated_at")?,
        state: ShipmentState::Sent,
        lines: items.iter().map(shipment_line).collect::<Result<_, _>>()?,
        tracks: tracks(wire.tracks)?,
        source: extension.source_code.string(),
        emailed: wire.email_sent.flag(),
        comments: comments(wire.comments)?,
    };
    Ok((wire.order_id.required_id("order_id")?, document))
}

/// The refund that a credit memo is. One that was called off gives nothing back.
pub(super) fn refund(note: &CreditNote) -> Refund {
    let counts = note.state != CreditNoteState::Cancelled;
    let lines = note.lines.iter().filter(|line| counts && !line.amount.gross().is_zero());
    Refund {
        native_id: note.native_id.clone(),
        amount: if counts { note.totals.total } else { Decimal::ZERO },
        reason: note.reason.clone(),
        created_at: note.created_at,
        through_gateway: note.settlement.map(|settlement| settlement == Settlement::Online),
        lines: lines
            .map(|line| RefundLine {
                line: line.line.clone(),
                name: line.name.clone(),
                sku: line.sku.clone(),
                quantity: line.quantity,
                total: line.amount.net,
                tax: line.amount.tax,
            })
            .collect(),
    }
}

/// Whether a comment is the mark of an edit rather than a word of somebody's.
fn is_mark(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn number(wire: &Wire<'_>) -> String {
    Some(plain(wire.increment_id)).filter(|n| !n.is_empty()).unwrap_or_else(|| wire.entity_id.string())
}

fn issued(wire: &Wire<'_>) -> Result<Timestamp, Unreadable> {
    let missing = Unreadable { field: "created_at", why: "is missing" };
    wire.created_at.timestamp("created_at")?.ok_or(missing)
}

fn currency(value: Value<'_>, field: &'static str) -> Result<Currency, Unreadable> {
    Currency::new(&value.string()).map_err(|_| Unreadable { field, why: "is no currency code" })
}

fn lines(list: Value<'_>) -> Result<Vec<DocumentLine>, Unreadable> {
    let items: Vec<Item<'_>> = list.objects("items")?;
    items.iter().map(line).collect()
}

fn line(item: &Item<'_>) -> Result<DocumentLine, Unreadable> {
    let after_discount = |row: Value<'_>, discount: Value<'_>, compensation: Value<'_>, tax: Value<'_>| {
        let off = discount.decimal("items.discount_amount")?.abs() - compensation.decimal("items.compensation")?;
        let amount = Taxed::new(row.decimal("items.row_total")? - off, tax.decimal("items.tax_amount")?);
        Ok((amount, off))
    };
    let (amount, discount) =
        after_discount(item.row_total, item.discount_amount, item.discount_tax_compensation_amount, item.tax_amount)?;
    let (base, _) = after_discount(
        item.base_row_total,
        item.base_discount_amount,
        item.base_discount_tax_compensation_amount,
        item.base_tax_amount,
    )?;
    Ok(DocumentLine {
        line: item.order_item_id.id(),
        sku: plain(item.sku),
        name: plain(item.name),
        quantity: item.qty.decimal("items.qty")?,
        amount,
        discount,
        base: (!item.base_row_total.is_null()).then_some(base),
    })
}

fn shipment_line(item: &Item<'_>) -> Result<ShipmentLine, Unreadable> {
    Ok(ShipmentLine {
        line: item.order_item_id.id(),
        sku: plain(item.sku),
        name: plain(item.name),
        quantity: item.qty.decimal("items.qty")?,
    })
}

/// The sums as the document states them: what is neither tax, shipping nor adjustment is goods.
fn totals(wire: &Wire<'_>) -> Result<DocumentTotals, Unreadable> {
    sums([
        wire.grand_total,
        wire.tax_amount,
        wire.shipping_amount,
        wire.shipping_tax_amount,
        wire.discount_amount,
        wire.discount_tax_compensation_amount,
        wire.adjustment_positive,
        wire.adjustment_negative,
    ])
}

fn base(wire: &Wire<'_>) -> Result<Option<BaseTotals>, Unreadable> {
    if wire.base_grand_total.is_null() || wire.base_currency_code.is_null() {
        return Ok(None);
    }
    let totals = sums([
        wire.base_grand_total,
        wire.base_tax_amount,
        wire.base_shipping_amount,
        wire.base_shipping_tax_amount,
        wire.base_discount_amount,
        wire.base_discount_tax_compensation_amount,
        wire.base_adjustment_positive,
        wire.base_adjustment_negative,
    ])?;
    Ok(Some(BaseTotals { currency: currency(wire.base_currency_code, "base_currency_code")?, totals }))
}

fn sums(fields: [Value<'_>; 8]) -> Result<DocumentTotals, Unreadable> {
    let [total, tax, shipping, shipping_tax, discount, compensation, refund, fee] = fields;
    let (total, tax) = (total.decimal("grand_total")?, tax.decimal("tax_amount")?);
    let shipping = Taxed::new(shipping.decimal("shipping_amount")?, shipping_tax.decimal("shipping_tax_amount")?);
    let adjustment_refund = refund.decimal("adjustment_positive")?.abs();
    let adjustment_fee = fee.decimal("adjustment_negative")?.abs();
    Ok(DocumentTotals {
        goods: total - tax - shipping.net - adjustment_refund + adjustment_fee,
        discount: discount.decimal("discount_amount")?.abs()
            - compensation.decimal("discount_tax_compensation_amount")?,
        shipping,
        tax,
        adjustment_refund,
        adjustment_fee,
        unexplained: Decimal::ZERO,
        total,
    })
}

fn comments(list: Value<'_>) -> Result<Vec<DocumentComment>, Unreadable> {
    let rows: Vec<WireComment<'_>> = list.objects("comments")?;
    let mut comments = rows
        .iter()
        .map(|row| {
            Ok(DocumentComment {
                native_id: row.entity_id.id(),
                text: comment(row.comment),
                visible_to_customer: row.is_visible_on_front.flag() == Some(true),
                customer_notified: row.is_customer_notified.flag(),
                created_at: row.created_at.timestamp("comments.created_at")?,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    comments.sort_by_key(|comment| comment.created_at);
    Ok(comments)
}

fn tracks(list: Value<'_>) -> Result<Vec<ShipmentTrack>, Unreadable> {
    let rows: Vec<WireTrack<'_>> = list.objects("tracks")?;
    rows.iter()
        .map(|row| {
            let (code, title) = (row.carrier_code.string(), plain(row.title));
            Ok(ShipmentTrack {
                native_id: row.entity_id.id(),
                track: Track {
                    carrier: if title.is_empty() { code.clone() } else { title },
                    number: plain(row.track_number),
                    url: None,
                    shipped_at: row.created_at.timestamp("tracks.created_at")?,
                },
                carrier_code: code,
            })
        })
        .collect()
}
