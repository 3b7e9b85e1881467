//! One order, the edits that are tried on it, and what someone else may do to it meanwhile.

use rust_decimal::Decimal;

use crate::{
    Address, Capabilities, Currency, Customer, CustomerNotice, Edit, EditKind, FulfilmentState, Line, Method, NativeId,
    Order, OrderState, OrderTotals, PaymentState, Refund, RefundDraft, RefundLine, RefundPiece, Side, StateTriple,
    StatusLabel, Track,
};

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn text(value: &str) -> crate::FieldValue {
    crate::FieldValue::Text(value.to_owned())
}

pub fn number(value: &str) -> crate::FieldValue {
    crate::FieldValue::Number(dec(value).normalize())
}

/// Statuses as WooCommerce has them, with one of the shop's own and what they mean.
pub const STATUSES: [(&str, OrderState, PaymentState, FulfilmentState); 9] = [
    ("pending", OrderState::Placed, PaymentState::Pending, FulfilmentState::None),
    ("awaiting", OrderState::AwaitingCustomer, PaymentState::Unpaid, FulfilmentState::None),
    ("on-hold", OrderState::OnHold, PaymentState::Unpaid, FulfilmentState::None),
    ("processing", OrderState::Confirmed, PaymentState::Paid, FulfilmentState::None),
    ("ready", OrderState::Confirmed, PaymentState::Paid, FulfilmentState::ReadyForPickup),
    ("completed", OrderState::Complete, PaymentState::Paid, FulfilmentState::Shipped),
    ("cancelled", OrderState::Cancelled, PaymentState::Voided, FulfilmentState::None),
    ("refunded", OrderState::Closed, PaymentState::Refunded, FulfilmentState::None),
    ("failed", OrderState::Placed, PaymentState::Failed, FulfilmentState::None),
];

pub fn statuses() -> Vec<StatusLabel> {
    let label = |&(code, order, payment, fulfilment): &(&str, _, _, _)| StatusLabel {
        code: code.to_owned(),
        label: code.to_uppercase(),
        states: StateTriple { order, payment, fulfilment },
        known: true,
    };
    STATUSES.iter().map(label).collect()
}

/// A shop that mails for some statuses by its own rules.
pub fn shop() -> Capabilities {
    Capabilities {
        pull: true,
        change_feed: true,
        trash: true,
        notes_per_order: true,
        refund_feed: true,
        products: true,
        write: true,
        edits: EditKind::ALL.to_vec(),
        mailing_statuses: vec!["processing".to_owned(), "completed".to_owned()],
        shipping_statuses: vec!["completed".to_owned()],
        hold_status: Some("on-hold".to_owned()),
        cancel_status: Some("cancelled".to_owned()),
        documents: crate::DocumentCapabilities::default(),
        status_notice: CustomerNotice::ShopDecides,
        page_limit: 100,
        late_effect_s: 120,
    }
}

/// Gives an order a status with the states it means.
pub fn with_status(mut order: Order, status: &str) -> Order {
    let (_, state, payment, fulfilment) = STATUSES.iter().find(|(code, ..)| *code == status).unwrap();
    order.states = StateTriple { order: *state, payment: *payment, fulfilment: *fulfilment };
    status.clone_into(&mut order.status);
    order
}

/// As it looks in the shop's bin: the status is the bin's, the states but the first are kept.
pub fn binned(mut order: Order) -> Order {
    order.states.order = OrderState::Deleted;
    "trash".clone_into(&mut order.status);
    order
}

pub fn refunded(mut order: Order, amount: &str) -> Order {
    order.totals.refunded += dec(amount);
    order.states.payment = PaymentState::PartRefunded;
    order
}

pub fn refund_of(amount: &str, pieces: &[(&str, &str)]) -> Edit {
    let piece = |&(line, quantity): &(&str, &str)| RefundPiece {
        line: line.into(),
        quantity: dec(quantity),
        total: Decimal::ZERO,
        tax: Decimal::ZERO,
    };
    Edit::Refund {
        refund: RefundDraft {
            amount: dec(amount),
            pieces: pieces.iter().map(piece).collect(),
            shipping: Decimal::ZERO,
            shipping_tax: Decimal::ZERO,
            reason: "broken".to_owned(),
            through_gateway: false,
            restock: true,
        },
    }
}

pub fn given(line: &str, quantity: &str) -> Refund {
    Refund {
        native_id: "9".into(),
        amount: Decimal::ZERO,
        reason: String::new(),
        created_at: None,
        through_gateway: None,
        lines: vec![RefundLine {
            line: Some(line.into()),
            name: String::new(),
            sku: String::new(),
            quantity: dec(quantity),
            total: Decimal::ZERO,
            tax: Decimal::ZERO,
        }],
    }
}

pub fn track(carrier: &str, number: &str) -> Track {
    Track { carrier: carrier.to_owned(), number: number.to_owned(), url: None, shipped_at: None }
}

pub fn address(name: &str, city: &str, country: &str) -> Address {
    Address {
        first_name: name.to_owned(),
        last_name: "Jansen".to_owned(),
        line_1: "Dorpsstraat 1".to_owned(),
        postcode: "1234 AB".to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        phone: "0612345678".to_owned(),
        email: "an@example.com".to_owned(),
        ..Address::default()
    }
}

fn line(id: &str, quantity: &str, total: &str, tax: &str) -> Line {
    Line {
        native_id: id.into(),
        product: None,
        variation: None,
        sku: format!("SKU-{id}"),
        name: format!("Thing {id}"),
        attributes: Vec::new(),
        quantity: dec(quantity),
        unit_price: dec(total) / dec(quantity),
        subtotal: dec(total),
        total: dec(total),
        tax: dec(tax),
        picture: None,
        structure: crate::LineStructure::default(),
        counts: None,
    }
}

/// Paid and to be packed: 4 × 20 and 2 × 10 with 21 % tax, 121.00; one parcel noted.
pub fn order() -> Order {
    let order = Order {
        native_id: NativeId("1001".to_owned()),
        number: "1001".to_owned(),
        status: String::new(),
        states: StateTriple {
            order: OrderState::Placed,
            payment: PaymentState::Unpaid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency: Currency::new("EUR").unwrap(),
        prices_include_tax: true,
        totals: OrderTotals { goods: dec("100"), tax: dec("21"), total: dec("121"), ..OrderTotals::default() },
        placed_at: "2026-11-20T10:00:00Z".parse().unwrap(),
        modified_at: None,
        paid_at: Some("2026-11-20T10:01:00Z".parse().unwrap()),
        completed_at: None,
        customer: Customer { native_id: None, name: "An Jansen".to_owned() },
        billing: address("An", "Utrecht", "NL"),
        shipping: address("An", "Utrecht", "NL"),
        payment_method: Method::default(),
        transaction_id: String::new(),
        customer_note: "Ring twice".to_owned(),
        reference: "R-1".to_owned(),
        origin: "checkout".to_owned(),
        lines: vec![line("L1", "4", "80", "16.80"), line("L2", "2", "20", "4.20")],
        shipping_lines: Vec::new(),
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: vec![track("PostNL", "3SOLD")],
        admin_url: None,
        native_fields: Vec::new(),
    };
    with_status(order, "processing")
}

/// The same before its payment.
pub fn unpaid() -> Order {
    with_status(Order { paid_at: None, ..order() }, "pending")
}

/// Every kind of edit under a short name, some in two ways.
pub fn edits() -> Vec<(&'static str, Edit)> {
    let text = |text: &str| text.to_owned();
    let all = vec![
        ("status", Edit::SetStatus { status: text("completed") }),
        ("hold", Edit::SetStatus { status: text("on-hold") }),
        ("paid", Edit::MarkPaid),
        ("confirm", Edit::ConfirmForCustomer),
        ("note", Edit::AddNote { text: text("Packed by Eva"), to_customer: false }),
        ("message", Edit::AddNote { text: text("On its way"), to_customer: true }),
        ("reference", Edit::SetReference { text: text("R-2") }),
        ("customer note", Edit::SetCustomerNote { text: text("Leave at the door") }),
        ("address", Edit::SetAddress { side: Side::Shipping, address: address("Bo", "Breda", "NL") }),
        ("phone", Edit::SetPhone { side: Side::Shipping, phone: text("0687654321") }),
        ("email", Edit::SetEmail { email: text("bo@example.com") }),
        ("add track", Edit::AddTrack { track: track("PostNL", "3SNEW") }),
        ("remove track", Edit::RemoveTrack { carrier: text("PostNL"), number: text("3SOLD") }),
        ("quantity", Edit::SetQuantity { line: "L1".into(), quantity: dec("3") }),
        ("refund", refund_of("24.20", &[("L1", "1")])),
        ("refund all", refund_of("121", &[])),
        ("send email", Edit::SendEmail { template: text("customer_invoice") }),
        ("trash", Edit::Trash),
        ("restore", Edit::Restore),
        ("delete", Edit::Delete),
        ("test order", Edit::PlaceTestOrder { product: None }),
    ];
    assert!(EditKind::ALL.iter().all(|kind| all.iter().any(|(_, edit)| edit.kind() == *kind)));
    all
}

pub fn edit(name: &str) -> Edit {
    edits().into_iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}")).1
}

/// The order an edit makes sense on.
pub fn base_of(edit: &Edit) -> Order {
    match edit {
        Edit::MarkPaid => unpaid(),
        Edit::ConfirmForCustomer => with_status(unpaid(), "awaiting"),
        Edit::Restore => binned(order()),
        _ => order(),
    }
}
