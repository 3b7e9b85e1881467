//! What becomes of WooCommerce's words: recordings, and what real shops make of them.

use connectors::{Page, Presence, PulledOrder, Record, Row};
use domain::{Code, Order, PaymentState};
use serde_json::Value;

use crate::shop::{Shop, answer, recording, recording_text};

async fn read_page(body: &str) -> Page {
    let shop = Shop::woocommerce();
    shop.serves("orders", 200, body);
    shop.connect().orders(&["1".into()]).await.unwrap()
}

async fn read_one(json: &str) -> Row {
    let mut page = read_page(&format!("[{json}]")).await;
    assert_eq!(page.rows.len(), 1);
    page.rows.remove(0)
}

fn order_of(row: Row) -> PulledOrder {
    match row {
        Row::Read { record: Record::Order(pulled), .. } => *pulled,
        other => panic!("not read: {other:?}"),
    }
}

/// The smallest order that can be read, with some of its fields replaced.
fn order_json(fields: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("id", "4246"),
        ("number", "\"4246\""),
        ("status", "\"processing\""),
        ("currency", "\"EUR\""),
        ("total", "\"20.73\""),
        ("date_created_gmt", "\"2026-11-22T00:14:15\""),
    ];
    for (name, value) in fields {
        all.retain(|(other, _)| other != name);
        all.push((name, value));
    }
    let body: Vec<_> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", body.join(","))
}

async fn read_with(fields: &[(&str, &str)]) -> Order {
    order_of(read_one(&order_json(fields)).await).order
}

#[tokio::test]
async fn the_recorded_order_is_understood_whole() {
    let pulled = order_of(read_one(&recording_text("order_full.json")).await);
    insta::assert_json_snapshot!(pulled.order);
}

#[tokio::test]
async fn a_recorded_page_is_understood_and_kept_byte_for_byte() {
    let shop = Shop::woocommerce();
    shop.replays("orders", "orders_page.txt");
    let page = shop.connect().orders(&["1".into()]).await.unwrap();
    let body = recording("orders_page.txt").body().clone();
    let body = String::from_utf8(body.to_vec()).unwrap();
    let mut at = 0;
    for row in page.rows {
        let pulled = order_of(row);
        let raw = String::from_utf8(pulled.raw).unwrap();
        at += body[at..].find(&raw).expect("raw bytes are the page's own, in its order") + raw.len();
        assert!(pulled.order.status_known);
        let sums = pulled.order.totals;
        let all = sums.goods + sums.shipping + sums.fees + sums.tax;
        assert_eq!(all, sums.total, "order {}", pulled.order.native_id);
    }
}

#[tokio::test]
async fn escaped_letters_and_slashes_are_read() {
    let text = recording_text("webhook_updated_0.txt");
    let json = text.lines().last().unwrap();
    let order = order_of(read_one(json).await).order;
    assert_eq!(order.lines[0].name, "Økologisk świeca 1");
    assert_eq!(order.taxes[0].rate_percent, Some(21.into()));
    assert_eq!(order.customer_note, "b");
    assert_eq!(order.customer.name, "");
    assert_eq!(order.customer.native_id, None);
}

#[tokio::test]
async fn one_broken_row_does_not_break_its_page() {
    let rows = [
        order_json(&[]),
        order_json(&[("id", "4247"), ("total", "\"twelve\"")]),
        order_json(&[("id", "4248")]),
        "\"not even an object\"".to_owned(),
    ];
    let page = read_page(&format!("[{}]", rows.join(","))).await;
    assert!(matches!(page.rows[0], Row::Read { .. }));
    assert!(matches!(page.rows[2], Row::Read { .. }));
    let Row::Broken { stamp: Some(stamp), fault, raw } = &page.rows[1] else {
        panic!("{:?}", page.rows[1]);
    };
    assert_eq!(stamp.native_id, "4247".into());
    assert_eq!(stamp.status.as_deref(), Some("processing"));
    assert_eq!(fault.code, Code::BadAnswer);
    assert_eq!(fault.detail, "total is not a decimal number");
    assert_eq!(raw, rows[1].as_bytes());
    assert!(matches!(&page.rows[3], Row::Broken { stamp: None, .. }));
}

#[tokio::test]
async fn what_would_cost_money_or_hide_an_order_breaks_its_row() {
    for (field, value) in [
        ("id", "null"),
        ("id", "\"abc\""),
        ("status", "\"\""),
        ("currency", "\"€\""),
        ("currency", "null"),
        ("total", "null"),
        ("total", "\"1,50\""),
        ("total", "[]"),
        ("total", "99999999999999999999"),
        ("date_created_gmt", "null"),
        ("date_created_gmt", "\"soon\""),
        ("date_modified_gmt", "\"soon\""),
        ("date_paid_gmt", "\"soon\""),
        ("line_items", r#"[{"id":1,"quantity":"many"}]"#),
        ("line_items", r#"[{"quantity":1}]"#),
        ("line_items", r#"[{"id":1,"total":"?"}]"#),
        ("refunds", r#"[{"id":1,"total":"?"}]"#),
    ] {
        let row = read_one(&order_json(&[(field, value)])).await;
        let Row::Broken { fault, .. } = row else {
            panic!("{field}: {value} was read");
        };
        assert!(fault.detail.starts_with(field), "{fault}");
    }
}

#[tokio::test]
async fn what_matters_less_is_taken_as_it_comes() {
    for (field, value) in [
        ("id", "\"4246\""),
        ("number", "4246"),
        ("total", "20.73"),
        ("billing", "[]"),
        ("billing", "null"),
        ("shipping", "\"\""),
        ("meta_data", "{}"),
        ("meta_data", "\"x\""),
        ("line_items", "null"),
        ("line_items", r#"{"1":{"id":1,"quantity":"0.5","total":"1","image":[]}}"#),
        ("customer_id", "\"0\""),
        ("date_paid_gmt", "\"0000-00-00T00:00:00\""),
        ("something_new", r#"{"deep":[1,2,{"x":null}]}"#),
        ("tax_lines", "[]"),
        ("prices_include_tax", "\"yes\""),
    ] {
        let order = read_with(&[(field, value)]).await;
        assert_eq!(order.totals.total, "20.73".parse().unwrap(), "{field}: {value}");
        assert_eq!(order.native_id, "4246".into(), "{field}: {value}");
    }
}

#[tokio::test]
async fn unknown_statuses_and_fields_survive() {
    let json = order_json(&[("status", "\"packed-by-robot\""), ("robot", r#"{"arm":1.10}"#)]);
    let pulled = order_of(read_one(&json).await);
    assert_eq!(pulled.order.status, "packed-by-robot");
    assert!(!pulled.order.status_known);
    assert_eq!(pulled.raw, json.as_bytes());
}

#[tokio::test]
async fn numbers_are_exact() {
    let order = read_with(&[(
        "line_items",
        r#"[{"id":1,"quantity":0.25,"price":110.88429766666667,"subtotal":"0.1","total":"0.2","total_tax":"0.0000005"},
            {"id":2,"quantity":"3","price":"0.0000015","total":"0.1"}]"#,
    )])
    .await;
    let shown = |d: rust_decimal::Decimal| d.normalize().to_string();
    assert_eq!(shown(order.lines[0].quantity), "0.25");
    assert_eq!(shown(order.lines[0].unit_price), "110.884298");
    assert_eq!(shown(order.lines[0].tax), "0");
    assert_eq!(shown(order.lines[1].unit_price), "0.000002");
    assert_eq!(shown(order.totals.goods), "0.3");
    assert_eq!(shown(order.pieces()), "3.25");
}

#[tokio::test]
async fn names_that_look_like_html_are_names() {
    let order = read_with(&[
        ("billing", r#"{"first_name":"<img src=x onerror=alert(1)>","last_name":"O&#039;Neil","company":"A &amp; B"}"#),
        ("customer_note", r#""I &lt;3 you\r\n<b>not bold</b>""#),
        (
            "line_items",
            r#"[{"id":1,"name":"Mug &ndash; <em>blue</em>","meta_data":[
                {"key":"pa_size","value":"xl","display_key":"Size","display_value":"<p>XL</p>\n"},
                {"key":"_reduced_stock","value":"1","display_key":"_reduced_stock","display_value":"1"},
                {"key":"Engraving","value":"For <Anna>"},
                {"key":"options","value":{"a":1},"display_value":{"a":1}}]}]"#,
        ),
    ])
    .await;
    assert_eq!(order.customer.name, "<img src=x onerror=alert(1)> O'Neil");
    assert_eq!(order.billing.company, "A & B");
    assert_eq!(order.customer_note, "I <3 you\n<b>not bold</b>");
    assert_eq!(order.lines[0].name, "Mug – blue");
    let shown: Vec<_> = order.lines[0].attributes.iter().map(|a| (a.label.as_str(), a.value.as_str())).collect();
    assert_eq!(shown, [("Size", "XL"), ("Engraving", "For")]);
}

#[tokio::test]
async fn refunds_decide_the_payment() {
    for (refunds, payment, refunded) in [
        ("[]", PaymentState::Paid, "0"),
        (r#"[{"id":9,"reason":"","total":"-5.00"}]"#, PaymentState::PartRefunded, "5"),
        (r#"[{"id":9,"total":"-5.00"},{"id":10,"total":"-15.73"}]"#, PaymentState::Refunded, "20.73"),
    ] {
        let order = read_with(&[("refunds", refunds), ("date_paid_gmt", "\"2026-11-22T00:15:00\"")]).await;
        assert_eq!(order.states.payment, payment);
        assert_eq!(order.totals.refunded.normalize().to_string(), refunded);
        assert!(order.refunds.iter().all(|refund| refund.amount.is_sign_positive()));
    }
}

#[tokio::test]
async fn tracking_plugins_and_meta_data_are_read() {
    let order = read_with(&[(
        "meta_data",
        r#"[{"id":1,"key":"_wc_shipment_tracking_items","value":[
              {"tracking_provider":"PostNL","custom_tracking_provider":"","custom_tracking_link":"javascript:alert(1)",
               "tracking_number":"3SABC","date_shipped":"1795306491"},
              {"tracking_provider":"","custom_tracking_provider":"Bring","custom_tracking_link":"https://bring.example/1",
               "tracking_number":"370000","date_shipped":"2026-11-20"},
              {"tracking_provider":"empty","tracking_number":""}]},
            {"id":2,"key":"_aftership_tracking_items","value":[{"slug":"dhl","tracking_number":"JD01",
               "metrics":{"created_at":"2026-11-19T10:00:00Z"}}]},
            {"id":3,"key":"_shopbell_reference","value":"PO-77"},
            {"id":4,"key":"_stripe_source_token","value":"tok_secret"},
            {"id":5,"key":"gift_wrap","value":"yes"},
            {"id":6,"key":"_delivery_slot","value":{"window":"18:00\u201322:00","fee":1.10}},
            {"id":7,"key":"_wc_order_attribution_source_type","value":"organic"}]"#,
    )])
    .await;
    insta::assert_json_snapshot!((&order.tracks, &order.native_fields, &order.reference));
}

#[tokio::test]
async fn private_matters_stay_in_the_bytes() {
    let pulled = order_of(read_one(&recording_text("order_full.json")).await);
    let shown = serde_json::to_string(&pulled.order).unwrap();
    for private in ["wc_order_sLgS4K5sTENjT", "10.33.1.69", "LabBrowser"] {
        assert!(!shown.contains(private), "{private}");
        assert!(String::from_utf8_lossy(&pulled.raw).contains(private));
    }
}

#[tokio::test]
async fn nothing_to_send_needs_no_packing() {
    let virtual_order = [("needs_processing", "false"), ("line_items", r#"[{"id":1,"quantity":1,"total":"20.73"}]"#)];
    assert_eq!(read_with(&virtual_order).await.states.fulfilment.code(), "not_required");
    // Products deleted since: WooCommerce says the same, yet a parcel was ordered.
    let mut deleted = virtual_order.to_vec();
    deleted.push(("shipping_lines", r#"[{"id":2,"method_id":"flat_rate","total":"5.00"}]"#));
    assert_eq!(read_with(&deleted).await.states.fulfilment.code(), "none");
}

#[tokio::test]
async fn an_order_in_the_bin_is_gone_but_told() {
    let shop = Shop::woocommerce();
    shop.replays("orders/4659", "order_get_trashed.txt");
    let presence = shop.connect().presence(&"4659".into()).await.unwrap();
    let Presence::Gone(connectors::Gone::Trashed(pulled)) = presence else {
        panic!("{presence:?}");
    };
    assert_eq!(pulled.order.states.order.code(), "deleted");
    assert_eq!(pulled.order.states.payment.code(), "paid");
    let url = pulled.order.admin_url.unwrap();
    assert_eq!(url, "https://shop.example/wp-admin/post.php?post=4659&action=edit");
}

#[tokio::test]
async fn a_page_that_is_none_is_a_fault() {
    for body in ["{\"orders\":[]}", "[{\"id\":1", "[1,", "<br />Notice[{\"id\":1}]", ""] {
        let shop = Shop::woocommerce();
        shop.on("https://shop.example/wp-json/wc/v3/orders", {
            let body = body.to_owned();
            move |_| Ok(answer(200, &body))
        });
        let fault = shop.connect().orders(&["1".into()]).await.unwrap_err();
        assert_eq!(fault.code, Code::BadAnswer, "{body}");
    }
}

/// Every field of a recorded order, one at a time, as something else: as paths of keys and places.
fn paths(value: &Value, at: &[String], found: &mut Vec<Vec<String>>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let path = [at, &[key]].concat();
        paths(value, &path, found);
        found.push(path);
    }
}

#[tokio::test]
async fn no_field_of_any_shape_stops_the_reader() {
    let order: Value = serde_json::from_str(&recording_text("order_full.json")).unwrap();
    let mut found = Vec::new();
    paths(&order, &[], &mut found);
    assert!(found.len() > 150);
    let mut rows = Vec::new();
    for path in &found {
        for odd in
            ["null", "true", "0", "-1", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[[{}]]", r#"{"a":[1]}"#]
        {
            let mut order = order.clone();
            *order.pointer_mut(&format!("/{}", path.join("/"))).unwrap() = Value::String("@@".into());
            rows.push(order.to_string().replace("\"@@\"", odd));
        }
    }
    let page = read_page(&format!("[{}]", rows.join(","))).await;
    assert_eq!(page.rows.len(), rows.len());
    for (row, json) in page.rows.iter().zip(&rows) {
        match row {
            Row::Read { record: Record::Order(pulled), .. } => assert_eq!(pulled.raw, json.as_bytes()),
            Row::Broken { raw, fault, .. } => {
                assert_eq!(raw, json.as_bytes());
                assert_eq!(fault.code, Code::BadAnswer);
            }
            Row::Read { .. } => panic!("an order became something else"),
        }
    }
    let read = page.rows.iter().filter(|row| matches!(row, Row::Read { .. })).count();
    assert!(read * 10 > rows.len() * 7, "most fields matter to nobody: {read} of {}", rows.len());
}
