//! Invoices, shipments and credit memos at a Magento shop: the traps observed, and the states that follow.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use common::magento::{get, made, of_kind, order, placed, placed_as, post, shop, state};
use demo_shop::{Deed, Options};
use serde_json::{Value, json};

#[tokio::test]
async fn states_follow_the_documents() {
    let (shop, _) = shop(Options::default());
    type Steps<'a> = &'a [(&'a str, Value)];
    let rows: [(&str, Steps<'_>, &str); 10] = [
        ("untouched", &[], "new/pending"),
        ("invoiced", &[("invoice", json!({}))], "processing/processing"),
        ("shipped", &[("ship", json!({}))], "processing/processing"),
        ("both", &[("ship", json!({})), ("invoice", json!({}))], "complete/complete"),
        ("other way round", &[("invoice", json!({})), ("ship", json!({}))], "complete/complete"),
        ("all given back", &[("invoice", json!({})), ("refund", json!({}))], "closed/closed"),
        (
            "shipped and given back",
            &[("invoice", json!({})), ("ship", json!({})), ("refund", json!({}))],
            "closed/closed",
        ),
        (
            "goods given back, shipping not",
            &[("invoice", json!({})), ("ship", json!({})), ("refund", json!({"arguments": {"shipping_amount": 0}}))],
            "complete/complete",
        ),
        ("empty list is everything", &[("invoice", json!({"items": []}))], "processing/processing"),
        (
            "an unknown key is everything",
            &[("invoice", json!({})), ("ship", json!({"itemz": []}))],
            "complete/complete",
        ),
    ];
    for (name, steps, expected) in rows {
        let (id, ..) = placed(&shop);
        for (step, body) in steps {
            made(&post(&shop, &format!("order/{id}/{step}"), body).await);
        }
        assert_eq!(state(&shop, id).await, expected, "{name}");
    }
    let voucher = shop.place_order_with(&json!({"items": [{"sku": "GIFT-25"}]})).unwrap();
    made(&post(&shop, &format!("order/{voucher}/invoice"), &json!({})).await);
    assert_eq!(state(&shop, voucher).await, "complete/complete", "nothing to send");
    assert_eq!(post(&shop, &format!("order/{voucher}/ship"), &json!({})).await.status, 400);
}

#[tokio::test]
async fn quantities_asked_for() {
    let (shop, _) = shop(Options::default());
    let nothing = "Shipment Document Validation Error(s):\nYou can't create a shipment without products.";
    // Pieces asked for, and how many are shipped; none: refused.
    for (asked, shipped) in
        [(json!(1), 1), (json!(2), 2), (json!(99), 2), (json!(0), 0), (json!(-1), 0), (json!(0.5), 0)]
    {
        let (id, candle, _) = placed(&shop);
        let answer =
            post(&shop, &format!("order/{id}/ship"), &json!({"items": [{"order_item_id": candle, "qty": asked}]}))
                .await;
        if shipped == 0 {
            assert_eq!((answer.status, &answer.body["message"]), (400, &json!(nothing)), "{asked}");
        } else {
            made(&answer);
        }
        assert_eq!(order(&shop, id).await["items"][0]["qty_shipped"], shipped, "{asked}");
    }
    let (id, candle, mug) = placed(&shop);
    let twice = json!({"items": [{"order_item_id": candle, "qty": 1}, {"order_item_id": candle, "qty": 1}]});
    made(&post(&shop, &format!("order/{id}/ship"), &twice).await);
    assert_eq!(order(&shop, id).await["items"][0]["qty_shipped"], 1, "a row named twice counts once");
    let one = json!({"items": [{"order_item_id": mug, "qty": 1}]});
    for shipped in 1..=3 {
        made(&post(&shop, &format!("order/{id}/ship"), &one).await);
        assert_eq!(order(&shop, id).await["items"][1]["qty_shipped"], shipped, "each repetition ships again");
    }
    assert_eq!(post(&shop, &format!("order/{id}/ship"), &one).await.status, 400);
    let over = post(&shop, &format!("order/{id}/invoice"), &json!({"items": [{"order_item_id": mug, "qty": 4}]})).await;
    assert_eq!(over.status, 400, "invoices do not cut down");
}

#[tokio::test]
async fn partial_documents_add_up() {
    let (shop, _) = shop(Options::default());
    for wish in [json!({"country": "NL"}), json!({"country": "PL", "coupon": "SAVE10"})] {
        let (id, candle, mug) = placed_as(&shop, wish);
        for (item, pieces) in [(mug, 1), (candle, 1), (mug, 2), (candle, 1)] {
            let body = json!({"capture": true, "items": [{"order_item_id": item, "qty": pieces}]});
            made(&post(&shop, &format!("order/{id}/invoice"), &body).await);
        }
        let order = order(&shop, id).await;
        for name in ["grand_total", "base_grand_total"] {
            let total = name.replace("grand_total", "total_invoiced");
            assert_eq!(order[name], order[&total], "{order}");
        }
        assert_eq!((&order["total_due"], &order["tax_invoiced"]), (&json!(0), &order["tax_amount"]));
        let invoices = shop.order(id).unwrap()["invoices"].as_array().unwrap().clone();
        let shipping: Vec<&Value> = invoices.iter().map(|made| &made["base_shipping_amount"]).collect();
        assert_eq!(shipping, [&json!(4.95), &json!(0), &json!(0), &json!(0)], "the first bears the shipping");
    }
}

#[tokio::test]
async fn credits_are_asked_for_in_base_currency_and_never_beyond_what_was_paid() {
    let (shop, _) = shop(Options::default());
    let (id, candle, mug) = placed_as(&shop, json!({"country": "PL"}));
    let refund = format!("order/{id}/refund");
    let unpaid = post(&shop, &refund, &json!({})).await;
    assert!(
        unpaid.status == 400
            && unpaid.body["message"].as_str().unwrap().ends_with("The most money available to refund is 0.")
    );
    made(&post(&shop, &format!("order/{id}/invoice"), &json!({})).await);
    let none = json!([{"order_item_id": candle, "qty": 0}, {"order_item_id": mug, "qty": 0}]);
    let adjustment =
        |amount: f64| json!({"items": none, "arguments": {"shipping_amount": 0, "adjustment_positive": amount}});
    let memo = made(&post(&shop, &refund, &adjustment(10.0)).await);
    let memo = get(&shop, &format!("creditmemo/{memo}")).await.body;
    assert_eq!(memo["base_grand_total"], 10);
    assert!(memo["grand_total"].as_f64().unwrap() > 40.0, "ten euros are more than forty zloty: {memo}");
    assert_eq!(memo["adjustment"], memo["grand_total"]);
    let history = &order(&shop, id).await["status_histories"][0];
    assert_eq!(history["comment"], "We refunded €10.00 offline.");
    let shipping = post(&shop, &refund, &json!({"items": none, "arguments": {"shipping_amount": 5}})).await;
    assert_eq!(shipping.body["message"], "Maximum shipping amount allowed to refund is: %1");
    let money = post(&shop, &refund, &adjustment(10_000.0)).await;
    assert!(
        money.body["message"].as_str().unwrap().contains("The most money available to refund is "),
        "{}",
        money.body
    );
    let arguments_only =
        post(&shop, &refund, &json!({"arguments": {"shipping_amount": 0, "adjustment_negative": 10}})).await;
    made(&arguments_only);
    let items = order(&shop, id).await["items"].clone();
    assert_eq!(
        (&items[0]["qty_refunded"], &items[1]["qty_refunded"]),
        (&json!(2), &json!(3)),
        "no items are all items"
    );
}

#[tokio::test]
async fn money_moves_at_the_provider_only_where_it_can() {
    let (shop, _) = shop(Options::default());
    // Method, asked to capture, captured at the provider, given back there.
    for (method, capture, captured, refunded) in
        [("banktransfer", true, 0, 0), ("braintree", true, 1, 1), ("braintree", false, 0, 1)]
    {
        let (id, ..) = placed_as(&shop, json!({"country": "NL", "payment": method}));
        let before = (of_kind(&shop, "payment.captured").len(), of_kind(&shop, "payment.refunded").len());
        let invoice = made(&post(&shop, &format!("order/{id}/invoice"), &json!({"capture": capture})).await);
        let order = order(&shop, id).await;
        assert_eq!(
            (&order["total_paid"], &order["total_due"]),
            (&order["grand_total"], &json!(0)),
            "{method}: paid in the books"
        );
        made(&post(&shop, &format!("invoice/{invoice}/refund"), &json!({"isOnline": true})).await);
        let after = (of_kind(&shop, "payment.captured").len(), of_kind(&shop, "payment.refunded").len());
        assert_eq!((after.0 - before.0, after.1 - before.1), (captured, refunded), "{method} {capture}");
        assert_eq!(state(&shop, id).await, "closed/closed");
    }
}

#[tokio::test]
async fn configurables_and_bundles() {
    let (shop, _) = shop(Options::default());
    let wish =
        json!({"country": "NL", "items": [{"sku": "VAS-OLA-1", "qty": 2}, {"sku": "SET-OLA"}, {"sku": "SET-LDZ"}]});
    let id = shop.place_order_with(&wish).unwrap();
    let rows = order(&shop, id).await["items"].as_array().unwrap().clone();
    let row = |sort: &str, at: usize| {
        rows.iter().filter(|row| row["product_type"] == sort).nth(at).unwrap()["item_id"].as_u64().unwrap()
    };
    let (vase, together, parts) = (row("configurable", 0), row("bundle", 0), row("bundle", 1));
    let of = |rows: &Value, id: u64, name: &str| {
        rows.as_array().unwrap().iter().find(|row| row["item_id"] == id).unwrap()[name].clone()
    };
    let children = |of: u64| -> Vec<u64> {
        rows.iter().filter(|row| row["parent_item_id"] == of).map(|row| row["item_id"].as_u64().unwrap()).collect()
    };
    let one = |item: u64| json!({"items": [{"order_item_id": item, "qty": 1}]});
    let ship = format!("order/{id}/ship");
    assert_eq!(
        post(&shop, &ship, &one(children(vase)[0])).await.status,
        400,
        "the child of a configurable is not shipped"
    );
    made(&post(&shop, &ship, &one(vase)).await);
    assert_eq!(post(&shop, &ship, &one(children(together)[0])).await.status, 400);
    made(&post(&shop, &ship, &one(together)).await);
    assert_eq!(post(&shop, &ship, &one(parts)).await.status, 400, "a bundle in parts is shipped by its parts");
    for child in children(parts).into_iter().take(2) {
        made(&post(&shop, &ship, &one(child)).await);
    }
    made(&post(&shop, &format!("order/{id}/invoice"), &json!({})).await);
    let after = order(&shop, id).await;
    let items = &after["items"];
    assert_eq!((of(items, vase, "qty_shipped"), of(items, children(vase)[0], "qty_shipped")), (json!(1), json!(0)));
    assert_eq!((of(items, vase, "qty_invoiced"), of(items, children(vase)[0], "qty_invoiced")), (json!(2), json!(2)));
    assert_eq!(of(items, parts, "qty_shipped"), 2, "two of one");
    assert_eq!(of(items, parts, "qty_ordered"), 1);
    made(&post(&shop, &ship, &json!({})).await);
    assert_eq!(state(&shop, id).await, "complete/complete");
    let sum: f64 = items
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["product_type"] != "bundle")
        .map(|row| row["row_total"].as_f64().unwrap())
        .sum();
    assert_eq!(
        format!("{sum:.2}"),
        format!("{:.2}", after["subtotal"].as_f64().unwrap()),
        "a bundle and its parts are not both counted"
    );
}

#[tokio::test]
async fn cancelling_what_is_left() {
    let (shop, _) = shop(Options::default());
    let (id, candle, _) = placed(&shop);
    let cancel = async |id: u64| post(&shop, &format!("orders/{id}/cancel"), &json!({})).await.body;
    assert_eq!(cancel(id).await, true);
    let canceled = order(&shop, id).await;
    assert_eq!(
        (&canceled["total_due"], &canceled["total_canceled"]),
        (&canceled["grand_total"], &canceled["grand_total"])
    );
    assert_eq!(canceled["items"][1]["qty_canceled"], 3);
    let (part, ..) = (placed(&shop).0, candle);
    let items = shop.order(part).unwrap()["order"]["items"].clone();
    let one = json!({"items": [{"order_item_id": items[0]["item_id"], "qty": 1}]});
    made(&post(&shop, &format!("order/{part}/invoice"), &one).await);
    assert_eq!(cancel(part).await, true);
    assert_eq!(state(&shop, part).await, "processing/processing", "what is paid is still to be sent");
    let (held, ..) = placed(&shop);
    shop.change_order(held, &Deed::Hold).unwrap();
    assert_eq!(cancel(held).await, false);
    assert_eq!(post(&shop, &format!("order/{held}/invoice"), &json!({})).await.status, 400);
    assert!(shop.change_order(held, &Deed::Cancel).is_err());
}
