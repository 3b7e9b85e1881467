//! What becomes of Magento's words: recordings, and what real shops make of them.

use connectors::{PulledOrder, Record, Row};
use domain::{
    Code, CreditNoteState, FulfilmentState, InvoiceState, LineKind, Order, OrderState, PaymentState, Settlement,
    ShipmentState, counts_for_money, counts_for_shipping,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::rig::{NONE, body, connect_to, listed, serves, shop};

async fn read_one(order: &str) -> Row {
    let shop = shop();
    serves(&shop, "orders", 200, &listed(&[order], 1));
    for path in ["shipments", "creditmemos"] {
        serves(&shop, path, 200, NONE);
    }
    let mut page = connect_to(&shop).orders(&["1".into()]).await.unwrap();
    assert_eq!(page.rows.len(), 1);
    page.rows.remove(0)
}

async fn read(order: &str) -> PulledOrder {
    match read_one(order).await {
        Row::Read { record: Record::Order(pulled), .. } => *pulled,
        other => panic!("not read: {other:?}"),
    }
}

async fn sample(name: &str) -> Order {
    read(&body(name)).await.order
}

/// A recorded order with some of its fields replaced.
async fn sample_with(name: &str, change: impl FnOnce(&mut Value)) -> Order {
    let mut order: Value = serde_json::from_str(&body(name)).unwrap();
    change(&mut order);
    read(&order.to_string()).await.order
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn states(order: &Order) -> String {
    let states = order.states;
    format!("{} {} {}", states.order.code(), states.payment.code(), states.fulfilment.code())
}

const SAMPLES: &[&str] = &["S-big", "S-bundle", "S-closed", "S-configurable", "S-discount", "S-guest", "S-virtual"];

/// The sums that Magento states are met by what was read, to the cent.
#[tokio::test]
async fn every_recorded_order_adds_up() {
    for name in SAMPLES {
        let order = sample(name).await;
        let totals = &order.totals;
        assert_eq!(totals.goods + totals.shipping + totals.fees + totals.tax, totals.total, "{name}");
        assert_eq!(totals.fees, Decimal::ZERO, "{name}");
        let wire: Value = serde_json::from_str(&body(name)).unwrap();
        let subtotal = number(&wire["subtotal"].to_string());
        let counting = order.lines.iter().filter(|line| counts_for_money(line, &order.lines));
        assert_eq!(counting.clone().map(|line| line.subtotal).sum::<Decimal>(), subtotal, "{name}");
        assert_eq!(counting.map(|line| line.tax).sum::<Decimal>(), totals.tax, "{name}");
        assert_eq!(totals.goods, subtotal - totals.discount, "{name}");
        let taxes: Decimal = order.taxes.iter().map(|tax| tax.tax + tax.shipping_tax).sum();
        assert_eq!(taxes, totals.tax, "{name}");
    }
}

#[tokio::test]
async fn recorded_orders_stand_where_they_stood() {
    for (name, told) in [
        ("S-bundle", "placed unpaid none"),
        ("S-closed", "closed refunded shipped"),
        ("S-configurable", "closed refunded none"),
        ("S-guest", "complete part_refunded shipped"),
        ("S-virtual", "complete paid not_required"),
    ] {
        let order = sample(name).await;
        assert_eq!(states(&order), told, "{name}");
        assert!(order.status_known, "{name}");
    }
}

#[tokio::test]
async fn an_order_is_kept_byte_for_byte() {
    let text = body("S-configurable");
    let pulled = read(&text).await;
    assert_eq!(pulled.raw, text.as_bytes());
}

#[tokio::test]
async fn a_configurable_product_counts_once() {
    let order = sample("S-configurable").await;
    assert_eq!(order.number, "000000007");
    let [chocolate, shirt, variant] = order.lines.as_slice() else { panic!("{:?}", order.lines) };
    assert_eq!((chocolate.structure.kind, chocolate.quantity), (LineKind::Plain, number("4")));
    assert_eq!(shirt.structure.kind, LineKind::Configurable);
    assert_eq!((shirt.product.clone(), shirt.variation.clone()), (Some("32".into()), Some("29".into())));
    assert_eq!(shirt.attributes[0].value, "Black");
    assert_eq!(variant.structure.parent, Some("28".into()));
    let counting: Vec<&str> = order
        .lines
        .iter()
        .filter(|line| counts_for_money(line, &order.lines) && counts_for_shipping(line, &order.lines))
        .map(|line| line.native_id.as_str())
        .collect();
    assert_eq!(counting, ["27", "28"]);
    assert_eq!(order.pieces(), number("5"));
    let told: Vec<_> = order.taxes.iter().map(|tax| (tax.label.as_str(), tax.rate_percent, tax.tax)).collect();
    assert_eq!(told, [("DE-7", Some(number("7")), number("0.84")), ("DE-19", Some(number("19")), number("5.68"))]);
}

#[tokio::test]
async fn a_bundle_counts_by_its_parts() {
    let order = sample("S-bundle").await;
    let bundle = order.lines.iter().find(|line| line.structure.kind == LineKind::Bundle).unwrap();
    assert!(bundle.structure.priced_by_parts && bundle.structure.shipped_by_parts);
    assert_eq!(order.pieces(), number("12"), "five other rows of 9, a pen and two notebooks");
    // With a price of its own the parts have none.
    let fixed = sample_with("S-bundle", |order| {
        for item in order["items"].as_array_mut().unwrap() {
            if item.get("parent_item_id").is_some() {
                item["row_total"] = json!(0);
                item["tax_amount"] = json!(0);
            }
        }
    });
    let fixed = fixed.await;
    assert!(
        !fixed.lines.iter().find(|line| line.structure.kind == LineKind::Bundle).unwrap().structure.priced_by_parts
    );
    assert_eq!(fixed.totals.goods, order.totals.goods);
}

/// Until something of a bundle went out, its product tells whether it goes together.
#[tokio::test]
async fn a_bundle_is_shipped_as_its_product_says() {
    for (shipment_type, by_parts) in [("0", false), ("1", true)] {
        let shop = shop();
        serves(&shop, "orders", 200, &listed(&[&body("S-bundle")], 1));
        let product = format!(
            r#"{{"id":33,"custom_attributes":[{{"attribute_code":"shipment_type","value":"{shipment_type}"}}]}}"#
        );
        serves(&shop, "products", 200, &listed(&[&product], 1));
        let connector = connect_to(&shop);
        for _ in 0..2 {
            let page = connector.orders(&["3".into()]).await.unwrap();
            let Row::Read { record: Record::Order(pulled), .. } = &page.rows[0] else { panic!() };
            let bundle = pulled.order.lines.iter().find(|line| line.structure.kind == LineKind::Bundle).unwrap();
            assert_eq!(bundle.structure.shipped_by_parts, by_parts);
        }
        let asked = shop.asked().iter().filter(|request| request.uri().path().ends_with("/products")).count();
        assert_eq!(asked, 1, "asked once");
    }
}

#[tokio::test]
async fn a_discount_is_taken_off_once() {
    let order = sample("S-discount").await;
    assert_eq!(order.coupons.len(), 1);
    assert_eq!((order.coupons[0].code.as_str(), order.coupons[0].discount), ("SAVE10", number("35.06")));
    let honey = &order.lines[0];
    assert_eq!((honey.subtotal, honey.total), (number("35.96"), number("32.36")));
    assert_eq!(honey.unit_price, number("8.99"));
}

/// Prices with tax: 119 with ten per cent off. The discount of 11.90 took 1.90 of tax along.
#[tokio::test]
async fn a_discount_on_prices_with_tax_gives_its_tax_back() {
    let order = sample_with("S-discount", |order| {
        order["items"] = json!([{
            "item_id": 1, "sku": "A", "name": "A", "product_type": "simple", "qty_ordered": 1, "price": 100,
            "row_total": 88.10, "discount_amount": 11.90, "discount_tax_compensation_amount": 1.90,
            "tax_amount": 17.10, "tax_percent": 19
        }]);
        order["discount_amount"] = json!(-11.90);
        order["discount_tax_compensation_amount"] = json!(1.90);
        order["tax_amount"] = json!(17.10);
        order["grand_total"] = json!(107.10);
    });
    let order = order.await;
    assert_eq!((order.lines[0].subtotal, order.lines[0].total), (number("100"), number("90")));
    assert_eq!(
        (order.totals.goods, order.totals.discount, order.totals.fees),
        (number("90"), number("10"), number("0"))
    );
    // The sums by rate are left out there: the rows know.
    assert_eq!(order.taxes.len(), 1);
    assert_eq!((order.taxes[0].rate_percent, order.taxes[0].tax), (Some(number("19")), number("17.10")));
}

#[tokio::test]
async fn people_and_places_are_read() {
    let guest = sample_with("S-guest", |order| {
        order["billing_address"]["street"] = json!(["Stephansplatz 3", "Stiege 2", "Tür 7"]);
        order["billing_address"]["prefix"] = json!("Dr.");
        order["customer_note"] = json!("Bitte <klingeln> & warten\r\nDanke");
    });
    let guest = guest.await;
    assert_eq!(guest.customer.native_id, None);
    assert_eq!(guest.customer.name, "Dr. Jürgen Connolly");
    assert_eq!((guest.billing.line_1.as_str(), guest.billing.line_2.as_str()), ("Stephansplatz 3", "Stiege 2, Tür 7"));
    assert_eq!(guest.shipping.postcode, "1010");
    assert_eq!(guest.customer_note, "Bitte <klingeln> & warten\nDanke");
    assert_eq!(guest.payment_method.title, "Bank Transfer Payment");
    assert_eq!(guest.shipping_lines[0].method.title, "Flat Rate - Fixed");
    assert_eq!(guest.origin, "Default Store View");
    let american = sample("S-closed").await;
    assert_eq!((american.billing.region.as_str(), american.billing.country.as_str()), ("TX", "US"));
    assert_eq!(american.customer.native_id, Some("16".into()));
    let voucher = sample("S-virtual").await;
    assert!(voucher.shipping.is_empty() && voucher.shipping_lines.is_empty());
}

/// The shop's books are in EUR; what the customer owes is in USD.
#[tokio::test]
async fn base_and_order_currency_are_kept_apart() {
    let order = sample_with("S-guest", |order| {
        order["order_currency_code"] = json!("USD");
        order["base_grand_total"] = json!(160.36);
        order["base_to_order_rate"] = json!(1.1);
    });
    let order = order.await;
    assert_eq!(order.currency.as_str(), "USD");
    assert_eq!(order.totals.total, number("176.4"));
    let field = |key: &str| order.native_fields.iter().find(|field| field.key == key).map(|field| field.value.as_str());
    assert_eq!((field("base_currency_code"), field("base_grand_total")), (Some("EUR"), Some("160.36")));
}

#[tokio::test]
async fn states_follow_amounts_and_quantities() {
    let set = |fields: Value| {
        move |order: &mut Value| {
            for (key, value) in fields.as_object().unwrap() {
                order[key] = value.clone();
            }
        }
    };
    let shipped = |quantity: i64| {
        move |order: &mut Value| {
            order["items"][0]["qty_shipped"] = json!(quantity);
        }
    };
    for (change, told) in [
        (json!({"state": "processing", "status": "packed"}), "confirmed unpaid none"),
        (json!({"state": "processing", "status": "processing", "total_paid": 271.05}), "confirmed paid none"),
        (json!({"state": "processing", "status": "processing", "total_paid": 71}), "confirmed part_paid none"),
        (json!({"state": "processing", "status": "fraud", "total_paid": 71}), "on_hold review none"),
        (json!({"state": "pending_payment", "status": "pending_payment"}), "placed pending none"),
        (json!({"state": "payment_review", "status": "payment_review"}), "on_hold review none"),
        (json!({"state": "holded", "status": "holded"}), "on_hold unpaid none"),
        (json!({"state": "canceled", "status": "canceled"}), "cancelled voided none"),
        (json!({"payment": {"method": "x", "amount_authorized": 271.05}}), "placed authorized none"),
        (
            json!({"state": "complete", "status": "complete", "total_paid": 271.05, "total_refunded": 1}),
            "complete part_refunded none",
        ),
    ] {
        let order = sample_with("S-bundle", set(change.clone())).await;
        assert_eq!(states(&order), told, "{change}");
        assert!(order.status_known, "{change}");
    }
    assert_eq!(sample_with("S-bundle", shipped(1)).await.states.fulfilment, FulfilmentState::Partial);
    let strange = sample_with("S-bundle", set(json!({"state": "on_the_moon", "status": "landed"}))).await;
    assert_eq!((strange.status.as_str(), strange.status_known), ("landed", false));
    assert_eq!((strange.states.order, strange.states.payment), (OrderState::Placed, PaymentState::Unpaid));
}

/// Whatever is cancelled, or given back before it went, need not go.
#[tokio::test]
async fn what_is_called_off_need_not_go() {
    let order = sample_with("S-discount", |order| {
        for (at, item) in order["items"].as_array_mut().unwrap().iter_mut().enumerate() {
            let ordered = item["qty_ordered"].clone();
            match at {
                0 => item["qty_canceled"] = ordered,
                1 => item["qty_refunded"] = ordered,
                _ => item["qty_shipped"] = ordered,
            }
        }
    });
    assert_eq!(order.await.states.fulfilment, FulfilmentState::Shipped);
}

#[tokio::test]
async fn an_order_that_cannot_be_read_says_why_and_stays_nameable() {
    for (field, value, why) in [
        ("grand_total", json!("12,50"), "grand_total is not a decimal number"),
        ("order_currency_code", json!(null), "order_currency_code is no currency code"),
        ("created_at", json!("yesterday"), "created_at is no date"),
        ("status", json!(""), "status is missing"),
    ] {
        let mut order: Value = serde_json::from_str(&body("S-guest")).unwrap();
        order[field] = value;
        match read_one(&order.to_string()).await {
            Row::Broken { stamp, fault, raw } => {
                assert_eq!((fault.code, fault.detail.as_str()), (Code::BadAnswer, why));
                assert_eq!(stamp.unwrap().native_id, "38".into());
                assert_eq!(raw, order.to_string().as_bytes());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn secrets_of_payment_modules_are_not_shown() {
    let order = sample_with("S-guest", |order| {
        order["extension_attributes"]["payment_additional_info"] = json!([
            {"key": "method_title", "value": "Card"}, {"key": "gateway_token", "value": "tok_hidden"},
            {"key": "risk", "value": "low"}, {"key": "instructions", "value": "null"},
        ]);
    });
    let order = order.await;
    assert_eq!(order.payment_method.title, "Card");
    assert!(order.native_fields.iter().any(|field| field.key == "risk" && field.value == "low"));
    assert!(!order.native_fields.iter().any(|field| field.value.contains("hidden") || field.value == "null"));
}

#[tokio::test]
async fn documents_of_an_order_are_read_whole() {
    let shop = shop();
    let of_7 = |name: &str, order: &str| body(name).replace(&format!("\"order_id\": {order}"), "\"order_id\": 7");
    serves(&shop, "invoices", 200, &listed(&[&of_7("S-invoice", "421")], 1));
    serves(&shop, "shipments", 200, &listed(&[&of_7("S-shipment", "23")], 1));
    serves(&shop, "creditmemos", 200, &listed(&[&body("S-creditmemo")], 1));
    let mut documents = connect_to(&shop).documents(&["7".into(), "8".into()]).await.unwrap();
    let (_, none) = documents.pop().unwrap();
    assert!(none.is_empty());
    let (order, documents) = documents.pop().unwrap();
    assert_eq!(order, "7".into());

    let [invoice] = documents.invoices.as_slice() else { panic!() };
    assert_eq!((invoice.number.as_str(), &invoice.state), ("000000097", &InvoiceState::Paid));
    assert_eq!((invoice.totals.total, invoice.totals.shipping.net), (number("148"), number("34.3")));
    assert_eq!(invoice.totals.goods, number("113.7"));
    assert_eq!(invoice.lines[2].quantity, number("3"));
    assert_eq!(invoice.lines[2].amount.net, number("27"));
    assert_eq!(invoice.base.as_ref().unwrap().currency.as_str(), "EUR");

    let [shipment] = documents.shipments.as_slice() else { panic!() };
    assert_eq!((&shipment.state, shipment.source.as_str()), (&ShipmentState::Sent, "default"));
    assert_eq!(shipment.lines[0].line, Some("88".into()));
    assert_eq!((shipment.tracks[0].carrier_code.as_str(), shipment.tracks[0].track.number.as_str()), ("dhl", "R2"));

    let [note] = documents.credit_notes.as_slice() else { panic!() };
    assert_eq!((&note.state, note.settlement), (&CreditNoteState::Refunded, Some(Settlement::Recorded)));
    assert_eq!(
        (note.totals.goods, note.totals.tax, note.totals.total),
        (number("2.99"), number("0.21"), number("3.2"))
    );
    assert_eq!(note.reason, "one back");
    assert!(note.comments[0].internal());
}
