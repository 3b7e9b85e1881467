//! The scripted shop's records, and what a connector would tell of them.

use connectors::{PulledOrder, Stamp};
use domain::{
    Currency, FulfilmentState, NativeId, Note, NoteKind, Order, OrderState, OrderTotals, PaymentState, Product, Refund,
    StateTriple,
};
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakeOrder {
    pub placed: Timestamp,
    pub modified: Timestamp,
    pub status: String,
    pub text: String,
    /// How it came about: the mark of the edit that placed it, or nothing.
    pub origin: String,
    pub trashed: bool,
    pub refunds: Vec<u64>,
    pub notes: Vec<String>,
}

pub fn stamp(id: u64, order: &FakeOrder) -> Stamp {
    Stamp {
        native_id: id.into(),
        changed_at: Some(order.modified),
        placed_at: Some(order.placed),
        status: Some(order.status.clone()),
    }
}

pub fn refund_of(refund: u64, placed: Timestamp) -> Refund {
    Refund {
        native_id: refund.into(),
        amount: 5.into(),
        reason: "broken".to_owned(),
        created_at: Some(placed),
        through_gateway: Some(false),
        lines: Vec::new(),
    }
}

/// The order as the connector would tell it: refunds only as its summary has them.
pub fn pulled(id: u64, order: &FakeOrder) -> PulledOrder {
    let state = match order.status.as_str() {
        _ if order.trashed => OrderState::Deleted,
        "checkout-draft" => OrderState::Draft,
        "completed" => OrderState::Complete,
        _ => OrderState::Confirmed,
    };
    let summary = |refund: &u64| Refund { created_at: None, through_gateway: None, ..refund_of(*refund, order.placed) };
    let told = Order {
        native_id: id.into(),
        number: id.to_string(),
        status: order.status.clone(),
        states: StateTriple { order: state, payment: PaymentState::Paid, fulfilment: FulfilmentState::None },
        status_known: true,
        currency: Currency::new("EUR").unwrap(),
        prices_include_tax: true,
        totals: OrderTotals { total: 100.into(), refunded: (5 * order.refunds.len()).into(), ..OrderTotals::default() },
        placed_at: order.placed,
        modified_at: Some(order.modified),
        paid_at: None,
        completed_at: None,
        customer: domain::Customer::default(),
        billing: domain::Address::default(),
        shipping: domain::Address::default(),
        payment_method: domain::Method::default(),
        transaction_id: String::new(),
        customer_note: order.text.clone(),
        reference: String::new(),
        origin: order.origin.clone(),
        lines: Vec::new(),
        shipping_lines: Vec::new(),
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: order.refunds.iter().map(summary).collect(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    };
    let raw = serde_json::json!({
        "id": id, "status": order.status, "note": order.text, "origin": order.origin,
        "modified": order.modified.to_string(), "trashed": order.trashed, "refunds": order.refunds,
    });
    PulledOrder { order: told, raw: serde_json::to_vec(&raw).unwrap() }
}

/// Newest first, as they stand on the order.
pub fn notes_of(id: u64, order: &FakeOrder) -> Vec<Note> {
    let note = |(at, text): (usize, &String)| Note {
        native_id: NativeId(format!("{id}-{}", order.notes.len() - at)),
        author: "Jan".to_owned(),
        text: text.clone(),
        kind: NoteKind::Internal,
        created_at: None,
    };
    order.notes.iter().enumerate().map(note).collect()
}

pub fn product(id: u64, at: Timestamp) -> Product {
    Product {
        native_id: id.into(),
        parent: None,
        name: format!("product {id}"),
        sku: id.to_string(),
        gtin: String::new(),
        picture: None,
        weight: None,
        stock: None,
        bin: String::new(),
        modified_at: Some(at),
    }
}
