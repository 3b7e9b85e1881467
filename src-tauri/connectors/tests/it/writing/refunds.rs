//! Refunds: tax by rate to the cent, never through the provider unasked, found again by their mark.

use connectors::{Fate, Found};
use domain::{Code, Edit, RefundDraft, RefundPiece};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::desk::{Desk, KEY};

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn draft() -> RefundDraft {
    RefundDraft {
        amount: number("26.62"),
        pieces: vec![RefundPiece {
            line: "11".into(),
            quantity: 1.into(),
            total: number("17.13"),
            tax: number("3.59"),
        }],
        shipping: number("4.88"),
        shipping_tax: number("1.02"),
        reason: " chipped ".to_owned(),
        through_gateway: false,
        restock: true,
    }
}

fn refund(mark: Option<&str>) -> Value {
    let meta = mark.map(|mark| json!({ "id": 2, "key": "_shopbell_edit", "value": mark }));
    let meta: Vec<Value> =
        [json!({ "id": 1, "key": "_refund_type", "value": "partial" })].into_iter().chain(meta).collect();
    json!({
        "id": 900, "date_created_gmt": "2026-11-22T00:40:01", "amount": "26.62", "reason": "chipped",
        "refunded_payment": false, "meta_data": meta, "line_items": [],
    })
}

#[tokio::test]
async fn a_refund_says_everything_and_leaves_nothing_to_defaults() {
    let desk = Desk::new();
    desk.serves("/refunds", 201, &refund(Some(KEY)).to_string());
    let pushed = desk.push(&Edit::Refund { refund: draft() }).await.unwrap();
    assert_eq!(pushed.made, Some("900".into()));
    assert_eq!(pushed.refund.unwrap().amount, number("26.62"));
    assert_eq!(pushed.order.unwrap().order.native_id, "7".into(), "the order as it is now");
    let body: Value = serde_json::from_str(desk.written()[0].strip_prefix("POST orders/7/refunds ").unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "amount": "26.62", "reason": "chipped", "api_refund": false, "api_restock": true,
            "meta_data": [{ "key": "_shopbell_edit", "value": KEY }],
            "line_items": [
                // 3.59 by 5.19 to 2.00.
                { "id": 11, "quantity": 1, "refund_total": "17.13",
                  "refund_tax": [{ "id": "1", "refund_total": "2.59" }, { "id": "2", "refund_total": "1" }] },
                // 4.88 by 4.00 to 1.95, 1.02 by 0.84 to 0.41.
                { "id": 21, "quantity": 0, "refund_total": "3.28", "refund_tax": [{ "id": "1", "refund_total": "0.69" }] },
                { "id": 22, "quantity": 0, "refund_total": "1.6", "refund_tax": [{ "id": "1", "refund_total": "0.33" }] },
            ],
        })
    );
}

#[tokio::test]
async fn money_goes_through_the_provider_only_where_that_is_asked_for() {
    for (through_gateway, restock) in [(true, false), (false, false)] {
        let desk = Desk::new();
        desk.serves("/refunds", 201, &refund(Some(KEY)).to_string());
        let refund = RefundDraft { through_gateway, restock, pieces: Vec::new(), ..draft() };
        let amount_only = RefundDraft { shipping: Decimal::ZERO, shipping_tax: Decimal::ZERO, ..refund };
        desk.push(&Edit::Refund { refund: amount_only }).await.unwrap();
        let body: Value = serde_json::from_str(desk.written()[0].split_once("refunds ").unwrap().1).unwrap();
        assert_eq!((&body["api_refund"], &body["api_restock"]), (&json!(through_gateway), &json!(restock)));
        assert_eq!(body["line_items"], json!([]));
    }
}

#[tokio::test]
async fn what_cannot_be_given_back_is_not_sent() {
    let desk = Desk::new();
    let piece = |line: &str, tax: &str| RefundPiece {
        line: line.into(),
        quantity: 1.into(),
        total: Decimal::ONE,
        tax: number(tax),
    };
    for refund in [
        RefundDraft { amount: Decimal::ZERO, ..draft() },
        RefundDraft { amount: number("-1"), ..draft() },
        RefundDraft { pieces: vec![piece("99", "0")], ..draft() },
    ] {
        assert_eq!(desk.push(&Edit::Refund { refund }).await.unwrap_err().fate, Fate::Nothing);
    }
    desk.order.lock().unwrap()["line_items"][1]["taxes"] = json!([]);
    desk.order.lock().unwrap()["shipping_lines"] = json!([]);
    for refund in [RefundDraft { pieces: vec![piece("12", "0.21")], ..draft() }, draft()] {
        assert_eq!(desk.push(&Edit::Refund { refund }).await.unwrap_err().fate, Fate::Nothing);
    }
    assert_eq!(desk.written(), Vec::<String>::new());
}

#[tokio::test]
async fn the_shop_s_refusal_has_a_500_and_left_nothing() {
    let desk = Desk::new();
    let refusal =
        r#"{"code":"woocommerce_rest_cannot_create_order_refund","message":"Invalid refund amount.","data":500}"#;
    desk.serves("/refunds", 500, refusal);
    let failed = desk.push(&Edit::Refund { refund: draft() }).await.unwrap_err();
    assert_eq!((failed.fault.code, failed.fate), (Code::Refused, Fate::Nothing));
    assert!(failed.fault.detail.starts_with("Invalid refund amount."), "{failed}");
    desk.serves("/refunds", 500, r#"{"code":"internal_server_error","message":"There has been a critical error."}"#);
    assert_eq!(desk.push(&Edit::Refund { refund: draft() }).await.unwrap_err().fate, Fate::Unknown);
    desk.serves("/refunds", 201, r#"{"id":900,"amo"#);
    assert_eq!(desk.push(&Edit::Refund { refund: draft() }).await.unwrap_err().fate, Fate::Unknown);
    assert_eq!(desk.written().len(), 3);
}

#[tokio::test]
async fn a_refund_is_found_by_its_mark_alone() {
    let edit = Edit::Refund { refund: draft() };
    let with = |changes: Value| {
        let mut refund = refund(None);
        for (name, value) in changes.as_object().unwrap() {
            refund[name] = value.clone();
        }
        refund
    };
    for (listed, found) in [
        (vec![], "not done"),
        (vec![refund(Some(KEY))], "done"),
        (vec![refund(Some("another")), refund(Some(KEY))], "done"),
        // Another Shopbell's of the same amount.
        (vec![refund(Some("another"))], "not done"),
        // The shop may have broken between the refund and its mark.
        (vec![refund(None)], "cannot tell"),
        (vec![refund(None), refund(Some(KEY))], "done"),
        (vec![with(json!({ "amount": "26.63" }))], "not done"),
        (vec![with(json!({ "reason": "written otherwise" }))], "cannot tell"),
        (vec![with(json!({ "date_created_gmt": "2026-11-21T23:40:00" }))], "not done"),
    ] {
        let desk = Desk::new();
        desk.serves("/refunds", 200, &Value::from(listed.clone()).to_string());
        let told = match desk.find(&edit).await {
            Found::Done(pushed) => {
                assert!(pushed.refund.is_some() && pushed.order.is_some() && pushed.made.is_some());
                "done"
            }
            Found::NotDone => "not done",
            Found::CannotTell => "cannot tell",
        };
        assert_eq!(told, found, "{listed:?}");
    }
}

#[tokio::test]
async fn the_recorded_answer_is_understood() {
    let desk = Desk::new();
    desk.shop.replays("orders/7/refunds", "refund_line.txt");
    let pushed = desk.push(&Edit::Refund { refund: draft() }).await.unwrap();
    assert_eq!(pushed.made, Some("4576".into()));
}
