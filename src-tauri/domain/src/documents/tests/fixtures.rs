//! One order, the systems it may lie in, and documents written in a line of text.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::bare_documents::{credit_note, invoice, shipment};
use crate::{
    Address, Capabilities, CreditNote, Currency, Customer, CustomerNotice, DocumentCapabilities, DocumentLine,
    DocumentSupport, DocumentTotals, Documents, EditKind, FulfilmentState, Invoice, Line, LineStructure, Method, Order,
    OrderState, OrderTotals, PaymentState, Refund, RefundLine, Shipment, ShippingLine, StateTriple, Taxed,
};

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn shown(amount: Decimal) -> String {
    amount.normalize().to_string()
}

/// A line of four pieces at 20, tax 21 %: `line("A", "4", "80", "16.80")`.
pub fn line(id: &str, quantity: &str, net: &str, tax: &str) -> Line {
    Line {
        native_id: id.into(),
        product: None,
        variation: None,
        sku: format!("SKU-{id}"),
        name: format!("Thing {id}"),
        attributes: Vec::new(),
        quantity: dec(quantity),
        unit_price: Decimal::ZERO,
        subtotal: dec(net),
        total: dec(net),
        tax: dec(tax),
        picture: None,
        structure: LineStructure::default(),
        counts: None,
    }
}

/// A 4 × 20, B 2 × 10, shipping 10, all with 21 % tax: 133.10; accepted and paid, nothing sent.
pub fn order() -> Order {
    let lines = vec![line("A", "4", "80", "16.80"), line("B", "2", "20", "4.20")];
    order_of(lines, ("10", "2.10"))
}

pub fn order_of(lines: Vec<Line>, (shipping, shipping_tax): (&str, &str)) -> Order {
    let (shipping, shipping_tax) = (dec(shipping), dec(shipping_tax));
    let counting = || lines.iter().filter(|line| crate::counts_for_money(line, &lines));
    let goods: Decimal = counting().map(|line| line.total).sum();
    let tax = counting().map(|line| line.tax).sum::<Decimal>() + shipping_tax;
    Order {
        native_id: "7".into(),
        number: "000000007".to_owned(),
        status: "processing".to_owned(),
        states: StateTriple {
            order: OrderState::Confirmed,
            payment: PaymentState::Paid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency: Currency::new("EUR").unwrap(),
        prices_include_tax: false,
        totals: OrderTotals { goods, shipping, tax, total: goods + shipping + tax, ..OrderTotals::default() },
        placed_at: Timestamp::UNIX_EPOCH,
        modified_at: None,
        paid_at: None,
        completed_at: None,
        customer: Customer::default(),
        billing: Address::default(),
        shipping: Address::default(),
        payment_method: Method::default(),
        transaction_id: String::new(),
        customer_note: String::new(),
        reference: String::new(),
        origin: String::new(),
        lines,
        shipping_lines: vec![ShippingLine { method: Method::default(), total: shipping, tax: shipping_tax }],
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    }
}

/// An order in three states, by their codes: `"confirmed paid none"`.
pub fn with_states(order: Order, codes: &str) -> Order {
    let codes: Vec<&str> = codes.split_whitespace().collect();
    let states = StateTriple {
        order: OrderState::from_code(codes[0]).unwrap(),
        payment: PaymentState::from_code(codes[1]).unwrap(),
        fulfilment: FulfilmentState::from_code(codes[2]).unwrap(),
    };
    Order { states, ..order }
}

fn system(documents: DocumentCapabilities, hold: Option<&str>, cancel: Option<&str>) -> Capabilities {
    Capabilities {
        pull: true,
        change_feed: true,
        trash: true,
        notes_per_order: true,
        refund_feed: true,
        products: true,
        write: true,
        edits: EditKind::ALL.to_vec(),
        mailing_statuses: Vec::new(),
        shipping_statuses: Vec::new(),
        hold_status: hold.map(str::to_owned),
        cancel_status: cancel.map(str::to_owned),
        documents,
        status_notice: CustomerNotice::ShopDecides,
        page_limit: 100,
        late_effect_s: 120,
    }
}

/// Magento: several of each document, on rails.
pub fn magento() -> Capabilities {
    let documents = DocumentCapabilities {
        invoices: DocumentSupport::Partial,
        shipments: DocumentSupport::Partial,
        credit_notes: DocumentSupport::Partial,
        capture: true,
        credit_online: true,
        credit_needs_paid_invoice: true,
        invoice_is_final: true,
    };
    system(documents, Some("holded"), Some("canceled"))
}

/// WooCommerce: refunds, everything else by its status.
pub fn woo() -> Capabilities {
    let documents = DocumentCapabilities {
        credit_notes: DocumentSupport::Partial,
        credit_online: true,
        ..DocumentCapabilities::default()
    };
    system(documents, Some("on-hold"), Some("cancelled"))
}

/// One invoice and one delivery slip for the whole order, no way back (EasyWebshop's kind).
pub fn whole() -> Capabilities {
    let documents = DocumentCapabilities {
        invoices: DocumentSupport::Whole,
        shipments: DocumentSupport::Whole,
        ..DocumentCapabilities::default()
    };
    system(documents, None, Some("cancelled"))
}

/// Statuses alone (Comarch's, SiteW's kind).
pub fn bare() -> Capabilities {
    system(DocumentCapabilities::default(), None, None)
}

pub fn by_name(name: &str) -> Capabilities {
    match name {
        "magento" => magento(),
        "woo" => woo(),
        "whole" => whole(),
        "bare" => bare(),
        _ => panic!("{name}"),
    }
}

/// Documents in text, one after the other, numbered from 1: `"paid(A4 B2 ship) sent(A2) credit(A1)"`. Invoices are `open`,
/// `paid`, `online` (paid through the provider), `void`, `odd` (a state nobody knows); shipments `sent`, `packed`;
/// credit notes `credit`, `credit#1` (of invoice 1), `uncredit` (cancelled). `ship` is all the shipping, `=5` an adjustment.
pub fn documents(text: &str, order: &Order) -> Documents {
    let mut all = Documents::default();
    for (number, written) in text.split(')').map(str::trim).filter(|written| !written.is_empty()).enumerate() {
        let (kind, content) = written.split_once('(').unwrap();
        let (kind, of) = kind.split_once('#').map_or((kind, None), |(kind, of)| (kind, Some(of)));
        let id = (number as u64 + 1).into();
        let (lines, totals) = (lines(content, order), totals(content, order));
        match kind {
            "open" | "paid" | "online" | "void" | "odd" => {
                let code = match kind {
                    "online" => "paid",
                    "void" => "cancelled",
                    "odd" => "partially_settled",
                    code => code,
                };
                let transaction_id = if kind == "online" { "pi_1".to_owned() } else { String::new() };
                let (native_id, state) = (id, code.to_owned().into());
                all.invoices.push(Invoice { native_id, state, transaction_id, ..invoice(lines, totals) });
            }
            "sent" | "packed" => {
                let state = if kind == "sent" { "sent" } else { "prepared" }.to_owned().into();
                all.shipments.push(Shipment { native_id: id, state, ..shipment(lines) });
            }
            "credit" | "uncredit" => {
                let state = if kind == "credit" { "refunded" } else { "cancelled" }.to_owned().into();
                let invoice = of.map(Into::into);
                all.credit_notes.push(CreditNote { native_id: id, state, invoice, ..credit_note(lines, totals) });
            }
            _ => panic!("{kind}"),
        }
    }
    all
}

fn lines(content: &str, order: &Order) -> Vec<DocumentLine> {
    let named = content.split_whitespace().filter(|word| *word != "ship" && !word.starts_with('='));
    let read = |word: &str| {
        let (id, quantity) = word.split_at(1);
        let quantity = dec(quantity);
        let of = order.lines.iter().find(|line| line.native_id.as_str() == id);
        let amount = of.map_or_else(Taxed::default, |of| {
            Taxed::new(of.total, of.tax).share(quantity, of.quantity, &order.currency)
        });
        DocumentLine { line: Some(id.into()), quantity, amount, ..DocumentLine::default() }
    };
    named.map(read).collect()
}

fn totals(content: &str, order: &Order) -> DocumentTotals {
    let counting = |line: &&DocumentLine| {
        let of = order.lines.iter().find(|of| Some(&of.native_id) == line.line.as_ref());
        of.is_some_and(|of| crate::counts_for_money(of, &order.lines))
    };
    let lines = lines(content, order);
    let goods: Decimal = lines.iter().filter(counting).map(|line| line.amount.net).sum();
    let tax: Decimal = lines.iter().filter(counting).map(|line| line.amount.tax).sum();
    let shipped = content.split_whitespace().any(|word| word == "ship");
    let shipping = order.shipping_lines.first().filter(|_| shipped);
    let shipping = shipping.map_or_else(Taxed::default, |line| Taxed::new(line.total, line.tax));
    let adjustment_refund: Decimal =
        content.split_whitespace().filter_map(|word| word.strip_prefix('=')).map(dec).sum();
    DocumentTotals {
        goods,
        shipping,
        tax: tax + shipping.tax,
        adjustment_refund,
        total: goods + tax + shipping.gross() + adjustment_refund,
        ..DocumentTotals::default()
    }
}

/// A refund as WooCommerce tells it.
pub fn refund(id: &str, amount: &str, lines: &[(&str, &str, &str, &str)]) -> Refund {
    let line = |&(line, quantity, total, tax): &(&str, &str, &str, &str)| RefundLine {
        line: Some(line.into()),
        name: format!("Thing {line}"),
        sku: format!("SKU-{line}"),
        quantity: dec(quantity),
        total: dec(total),
        tax: dec(tax),
    };
    Refund {
        native_id: id.into(),
        amount: dec(amount),
        reason: "broken".to_owned(),
        created_at: Some(Timestamp::UNIX_EPOCH),
        through_gateway: Some(false),
        lines: lines.iter().map(line).collect(),
    }
}
