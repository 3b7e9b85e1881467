//! Tests of the open replica, and what they share.

mod alerts;
mod applying;
mod crash;
mod damage;
mod edits;
mod lists;
mod opening;
mod overlay;
mod salvage;
mod searching;
mod settling;
mod timings;
mod watching;
mod words;

use std::path::Path;

use domain::{
    Address, AlertPolicy, Currency, Customer, FulfilmentState, Line, Method, NativeId, Order, OrderState, OrderTotals,
    PaymentState, ShippingLine, ShopTag, StateTriple, System,
};
use jiff::{Timestamp, tz::TimeZone};
use rust_decimal::Decimal;

use crate::{Applied, BellRules, Change, NewShop, OpenOptions, Replica, Shop};

pub(crate) const RULES: BellRules = BellRules { policy: AlertPolicy::WhenWorkable };

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2026-11-22T12:00:00Z")
}

pub(crate) fn options() -> OpenOptions {
    OpenOptions { now: now(), time_zone: TimeZone::get("Europe/Amsterdam").unwrap(), beside_owner: false }
}

pub(crate) async fn open(directory: &Path) -> Replica {
    Replica::open(directory, options()).await.unwrap()
}

pub(crate) async fn with_shop(directory: &Path) -> (Replica, Shop) {
    let replica = open(directory).await;
    let shop = add_shop(&replica, "AN", "Atelier Noord").await;
    (replica, shop)
}

pub(crate) async fn add_shop(replica: &Replica, tag: &str, name: &str) -> Shop {
    replica
        .add_shop(NewShop {
            system: System::Woocommerce,
            tag: ShopTag::new(tag).unwrap(),
            name: name.to_owned(),
            sign_in: serde_json::json!({ "url": "https://shop.example" }),
            facts: None,
            connected_at: at("2026-11-01T00:00:00Z"),
        })
        .await
        .unwrap()
}

/// A paid order to be packed, placed a day per number after the first of October.
pub(crate) fn order(id: u64) -> Order {
    let placed_at = at("2026-10-01T10:00:00Z") + jiff::SignedDuration::from_hours(24 * i64::try_from(id).unwrap());
    Order {
        native_id: NativeId::from(id),
        number: id.to_string(),
        status: "processing".to_owned(),
        states: StateTriple {
            order: OrderState::Confirmed,
            payment: PaymentState::Paid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency: Currency::new("EUR").unwrap(),
        prices_include_tax: true,
        totals: OrderTotals { total: Decimal::new(1000, 2), ..OrderTotals::default() },
        placed_at,
        modified_at: Some(placed_at),
        paid_at: Some(placed_at),
        completed_at: None,
        customer: Customer { native_id: None, name: "Zofia Dąbrowska".to_owned() },
        billing: Address {
            first_name: "Zofia".to_owned(),
            last_name: "Dąbrowska".to_owned(),
            line_1: "ul. Żółkiewska 7".to_owned(),
            postcode: "90-001".to_owned(),
            city: "Łódź".to_owned(),
            country: "PL".to_owned(),
            phone: "+48 601 234 567".to_owned(),
            email: "zofia@example.pl".to_owned(),
            ..Address::default()
        },
        shipping: Address::default(),
        payment_method: Method::default(),
        transaction_id: String::new(),
        customer_note: String::new(),
        reference: String::new(),
        origin: "checkout".to_owned(),
        lines: vec![Line {
            native_id: NativeId::from("1"),
            product: None,
            variation: None,
            sku: "LA-SAGE-M".to_owned(),
            name: "Linen apron".to_owned(),
            attributes: Vec::new(),
            quantity: Decimal::TWO,
            unit_price: Decimal::new(500, 2),
            subtotal: Decimal::new(1000, 2),
            total: Decimal::new(1000, 2),
            tax: Decimal::ZERO,
            picture: None,
            structure: domain::LineStructure::default(),
            counts: None,
        }],
        shipping_lines: vec![ShippingLine {
            method: Method { code: "flat_rate".to_owned(), title: "Parcel".to_owned() },
            total: Decimal::ZERO,
            tax: Decimal::ZERO,
        }],
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    }
}

pub(crate) fn states(order: OrderState, payment: PaymentState) -> StateTriple {
    StateTriple { order, payment, fulfilment: FulfilmentState::None }
}

/// The bytes stand for what a shop would have sent: they differ where the order differs.
pub(crate) fn put(order: &Order, history: bool) -> Change {
    let raw = serde_json::to_vec(order).unwrap();
    Change::PutOrder { order: Box::new(order.clone()), raw, history }
}

pub(crate) async fn apply(replica: &Replica, shop: &Shop, changes: Vec<Change>) -> Applied {
    replica.apply(shop.id, changes, RULES, now()).await.unwrap()
}

pub(crate) async fn put_all(replica: &Replica, shop: &Shop, orders: &[Order], history: bool) -> Applied {
    apply(replica, shop, orders.iter().map(|order| put(order, history)).collect()).await
}
