//! Documents of some lines and sums, and nothing else.

use jiff::Timestamp;

use crate::{
    CreditNote, CreditNoteState, Currency, DocumentLine, DocumentTotals, Invoice, InvoiceState, Shipment, ShipmentLine,
    ShipmentState,
};

pub fn invoice(lines: Vec<DocumentLine>, totals: DocumentTotals) -> Invoice {
    Invoice {
        native_id: "1".into(),
        number: String::new(),
        created_at: Timestamp::UNIX_EPOCH,
        modified_at: None,
        state: InvoiceState::Paid,
        currency: Currency::new("EUR").unwrap(),
        lines,
        totals,
        base: None,
        transaction_id: "pi".to_owned(),
        emailed: None,
        comments: Vec::new(),
    }
}

pub fn shipment(lines: Vec<DocumentLine>) -> Shipment {
    let packed =
        |line: DocumentLine| ShipmentLine { line: line.line, sku: line.sku, name: line.name, quantity: line.quantity };
    Shipment {
        native_id: "1".into(),
        number: String::new(),
        created_at: Timestamp::UNIX_EPOCH,
        modified_at: None,
        state: ShipmentState::Sent,
        lines: lines.into_iter().map(packed).collect(),
        tracks: Vec::new(),
        source: String::new(),
        emailed: None,
        comments: Vec::new(),
    }
}

pub fn credit_note(lines: Vec<DocumentLine>, totals: DocumentTotals) -> CreditNote {
    CreditNote {
        native_id: "1".into(),
        number: String::new(),
        created_at: None,
        modified_at: None,
        state: CreditNoteState::Refunded,
        settlement: None,
        invoice: None,
        reason: String::new(),
        currency: Currency::new("EUR").unwrap(),
        lines,
        totals,
        base: None,
        transaction_id: String::new(),
        emailed: None,
        comments: Vec::new(),
    }
}
