//! Which requests are sent, and what their answers give.

use connectors::{Ask, Feed, Gone, Position, Presence, Record, Row, Window};
use domain::{Code, NoteKind};

use super::rig::{NONE, body, connect_to, listed, replays, serves, shop, told};
use crate::shop::{Shop, answer};

fn ask(feed: Feed, position: Position, skip: u32, take: u16) -> Ask {
    Ask { feed, position, window: Window { skip, take } }
}

fn since(moment: &str) -> Position {
    Position::ChangedSince(moment.parse().unwrap())
}

/// A shop whose lists are empty.
fn empty() -> Shop {
    let shop = shop();
    for path in ["orders", "orders/items", "shipments", "invoices", "creditmemos", "products"] {
        serves(&shop, path, 200, NONE);
    }
    shop
}

async fn pulled(asked: Ask) -> String {
    let shop = empty();
    connect_to(&shop).pull(&asked).await.unwrap();
    told(shop.asked().last().unwrap())
}

#[tokio::test]
async fn feeds_are_asked_for_as_magento_understands_them() {
    let moment = "2026-11-22T00:25:38.9Z";
    for (asked, query) in [
        (
            ask(Feed::Orders, since(moment), 0, 100),
            "orders: updated_at gteq 2026-11-22 00:25:38; by updated_at ASC; by entity_id ASC; size=100; page=1",
        ),
        (
            ask(Feed::Orders, Position::PlacedBefore(None), 200, 100),
            "orders: by created_at DESC; by entity_id DESC; size=100; page=3",
        ),
        (
            // Half a second later, what was placed in that second is before it.
            ask(Feed::Orders, Position::PlacedBefore(Some(moment.parse().unwrap())), 0, 1),
            "orders: created_at lt 2026-11-22 00:25:39; by created_at DESC; by entity_id DESC; size=1; page=1",
        ),
        (
            ask(Feed::OrderLines, since(moment), 0, 100),
            "orders/items: updated_at gteq 2026-11-22 00:25:38; by updated_at ASC; by item_id ASC; size=100; page=1; \
             only items[item_id,order_id,created_at,updated_at],total_count",
        ),
        (
            ask(Feed::Shipments, since(moment), 0, 50),
            "shipments: updated_at gteq 2026-11-22 00:25:38; by updated_at ASC; by entity_id ASC; size=50; page=1; \
             only items[entity_id,order_id,created_at,updated_at],total_count",
        ),
        (
            ask(Feed::Refunds, since(moment), 0, 100),
            "creditmemos: updated_at gteq 2026-11-22 00:25:38; by updated_at ASC; by entity_id ASC; size=100; page=1",
        ),
    ] {
        assert_eq!(pulled(asked).await, query);
    }
    let none = connect_to(&empty()).pull(&ask(Feed::Trash, since(moment), 0, 1)).await.unwrap_err();
    assert_eq!(none.code, Code::BadInput);
}

#[tokio::test]
async fn names_and_dates_are_asked_for_alone() {
    let shop = empty();
    connect_to(&shop).stamps(&ask(Feed::Orders, Position::PlacedBefore(None), 0, 100)).await.unwrap();
    assert_eq!(
        told(shop.asked().last().unwrap()),
        "orders: by created_at DESC; by entity_id DESC; size=100; page=1; \
         only items[entity_id,status,created_at,updated_at],total_count"
    );
}

/// The window of rows 95 to 194 lies on no page of a hundred: a larger page is asked for, and cut.
#[tokio::test]
async fn a_window_may_begin_anywhere() {
    let shop = shop();
    shop.on("https://shop.example/rest/V1/orders", |request| {
        let query = crate::shop::query(request);
        let number = |name: &str| {
            let of = format!("searchCriteria[{name}]");
            query.iter().find(|(key, _)| *key == of).unwrap().1.parse::<u32>().unwrap()
        };
        let (size, page) = (number("pageSize"), number("currentPage"));
        let rows: Vec<String> = ((page - 1) * size..(page * size).min(300))
            .map(|at| format!(r#"{{"entity_id":{},"updated_at":"2026-11-22 00:00:00","status":"pending"}}"#, at + 1))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Ok(answer(200, &listed(&rows, 300)))
    });
    let connector = connect_to(&shop);
    for (skip, take, ids) in [(95, 100, 96..=195), (0, 100, 1..=100), (250, 100, 251..=300), (37, 1, 38..=38)] {
        let page = connector.stamps(&ask(Feed::Orders, Position::PlacedBefore(None), skip, take)).await.unwrap();
        let told: Vec<u32> = page.stamps.iter().map(|stamp| stamp.native_id.as_str().parse().unwrap()).collect();
        assert_eq!(told, ids.collect::<Vec<_>>());
        assert_eq!(page.total, Some(300));
    }
}

#[tokio::test]
async fn a_shop_that_limits_its_pages_is_asked_for_smaller_ones() {
    let shop = shop();
    shop.on("https://shop.example/rest/V1/orders", |request| {
        let query = crate::shop::query(request);
        let size = query.iter().find(|(key, _)| key == "searchCriteria[pageSize]").unwrap().1.parse::<u32>().unwrap();
        let refused = r#"{"message":"Maximum SearchCriteria pageSize is %max","parameters":{"max":20}}"#;
        let rows: Vec<String> = (0..size).map(|at| format!(r#"{{"entity_id":{}}}"#, at + 1)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Ok(if size > 20 { answer(400, refused) } else { answer(200, &listed(&rows, 300)) })
    });
    let connector = connect_to(&shop);
    for _ in 0..2 {
        let page = connector.stamps(&ask(Feed::Orders, Position::PlacedBefore(None), 0, 100)).await.unwrap();
        assert_eq!((page.stamps.len(), page.total), (20, Some(300)));
    }
    let lists = shop.asked().iter().filter(|request| request.uri().path().ends_with("/orders")).count();
    assert_eq!(lists, 3, "the limit is learned once");
}

#[tokio::test]
async fn lists_without_rows_come_in_several_shapes() {
    for (name, total) in [("K4-past-end", 421), ("L2-empty-fields", 0)] {
        let shop = shop();
        replays(&shop, "orders", name);
        let page = connect_to(&shop).stamps(&ask(Feed::Orders, Position::PlacedBefore(None), 9800, 100)).await.unwrap();
        assert_eq!((page.stamps.len(), page.total), (0, Some(total)));
    }
    for (no_list, why) in
        [("{}", "no list"), (r#"{"items":[{"entity_id":1}"#, "cut short"), (r#"{"items":7}"#, "no list")]
    {
        let shop = shop();
        serves(&shop, "orders", 200, no_list);
        let fault = connect_to(&shop).stamps(&ask(Feed::Orders, Position::PlacedBefore(None), 0, 1)).await.unwrap_err();
        assert!(fault.code == Code::BadAnswer && fault.detail.contains(why), "{no_list}: {fault}");
    }
}

/// A partial shipment by somebody else: only the order's row moved.
#[tokio::test]
async fn a_row_that_moved_names_its_order() {
    let shop = shop();
    replays(&shop, "orders/items", "Y4-items-updated");
    let page = connect_to(&shop).pull(&ask(Feed::OrderLines, since("2026-11-22T00:25:38Z"), 0, 100)).await.unwrap();
    let [Row::Read { stamp, record: Record::Moved { order } }] = page.rows.as_slice() else { panic!("{page:?}") };
    assert_eq!((stamp.native_id.as_str(), order.as_str()), ("1605", "419"));
    assert_eq!(stamp.changed_at, Some("2026-11-22T00:25:40Z".parse().unwrap()));
    assert_eq!(connect_to(&shop).side_feeds(), [Feed::OrderLines, Feed::Shipments, Feed::Invoices]);
}

#[tokio::test]
async fn orders_come_with_their_parcels_and_refunds() {
    let shop = shop();
    serves(&shop, "orders", 200, &listed(&[&body("S-guest"), &body("S-discount")], 2));
    let memo = body("S-creditmemo").replace("\"order_id\": 7", "\"order_id\": 38");
    serves(&shop, "creditmemos", 200, &listed(&[&memo], 1));
    serves(&shop, "shipments", 200, &listed(&[&body("S-shipment").replace("\"order_id\": 23", "\"order_id\": 38")], 1));
    let page = connect_to(&shop).orders(&["38".into(), "16".into()]).await.unwrap();
    let orders: Vec<_> = page
        .rows
        .iter()
        .map(|row| match row {
            Row::Read { record: Record::Order(pulled), .. } => &pulled.order,
            other => panic!("{other:?}"),
        })
        .collect();
    let [guest, untouched] = orders.as_slice() else { panic!() };
    assert_eq!(guest.tracks.iter().map(|track| track.number.as_str()).collect::<Vec<_>>(), ["R2"]);
    assert_eq!(guest.tracks[0].carrier, "DHL");
    assert_eq!(guest.refunds.len(), 1);
    assert_eq!(guest.refunds[0].amount, "3.2".parse().unwrap());
    assert_eq!(guest.refunds[0].reason, "one back");
    assert!(untouched.tracks.is_empty() && untouched.refunds.is_empty());
    let asked: Vec<String> = shop.asked().iter().skip(1).map(told).collect();
    assert!(asked.iter().any(|query| query.starts_with("orders: entity_id in 38,16;")), "{asked:?}");
    for path in ["shipments", "creditmemos"] {
        let of_one = format!("{path}: order_id in 38; by entity_id ASC; size=100; page=1");
        assert!(asked.contains(&of_one), "{asked:?}");
    }
}

/// Without the right to see shipments the orders still come.
#[tokio::test]
async fn a_missing_right_to_see_documents_hides_no_order() {
    let shop = shop();
    serves(&shop, "orders", 200, &listed(&[&body("S-guest")], 1));
    for path in ["shipments", "creditmemos"] {
        replays(&shop, path, "E5-ro-ship");
    }
    let page = connect_to(&shop).orders(&["38".into()]).await.unwrap();
    assert!(matches!(page.rows.as_slice(), [Row::Read { .. }]), "{page:?}");
    // A server that fails is another matter: the page is to be asked for again.
    replays(&shop, "shipments", "E11-badfilter");
    assert_eq!(connect_to(&shop).orders(&["38".into()]).await.unwrap_err().code, Code::ServerError);
}

#[tokio::test]
async fn more_documents_than_a_page_holds_are_read_from_the_last_one_on() {
    let shop = shop();
    serves(&shop, "orders", 200, &listed(&[&body("S-guest")], 1));
    serves(&shop, "shipments", 200, NONE);
    shop.on("https://shop.example/rest/V1/creditmemos", |request| {
        let memo = |id: u32| {
            let memo = body("S-creditmemo").replace("\"order_id\": 7", "\"order_id\": 38");
            memo.replacen("\"entity_id\": 1,", &format!("\"entity_id\": {id},"), 1)
        };
        Ok(if told(request).contains("entity_id gt 100;") {
            answer(200, &listed(&[&memo(101), &memo(102)], 2))
        } else {
            let rows: Vec<String> = (1..=100).map(memo).collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            answer(200, &listed(&rows, 102))
        })
    });
    let refunds = connect_to(&shop).refunds(&"38".into()).await.unwrap();
    let ids: Vec<u32> = refunds.iter().map(|refund| refund.native_id.as_str().parse().unwrap()).collect();
    assert_eq!(ids, (1..=102).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_order_is_gone_only_where_the_shop_says_so() {
    let shop = shop();
    serves(&shop, "orders", 200, NONE);
    replays(&shop, "orders/7", "C18-404");
    let connector = connect_to(&shop);
    assert_eq!(connector.presence(&"7".into()).await.unwrap(), Presence::Gone(Gone::Deleted));
    serves(&shop, "orders/7", 200, r#"{"entity_id":7}"#);
    assert_eq!(connector.presence(&"7".into()).await.unwrap_err().code, Code::BadAnswer);
    serves(&shop, "orders", 200, &listed(&[&body("S-configurable")], 1));
    serves(&shop, "creditmemos", 200, NONE);
    assert!(matches!(connector.presence(&"7".into()).await.unwrap(), Presence::There(_)));
    assert_eq!(connector.presence(&"8".into()).await.unwrap_err().code, Code::BadAnswer);
    assert_eq!(connector.presence(&"7,8".into()).await.unwrap_err().code, Code::BadInput);
}

#[tokio::test]
async fn comments_are_notes_newest_first() {
    let shop = shop();
    let rows = [
        r#"{"comment":"packed <b>twice</b>","created_at":"2026-11-22 00:00:01","entity_id":1,"entity_name":"order",
            "is_customer_notified":0,"is_visible_on_front":0,"parent_id":7,"status":"processing"}"#,
        r#"{"comment":"On its way","created_at":"2026-11-22 00:00:02","entity_id":2,"entity_name":"order",
            "is_customer_notified":1,"is_visible_on_front":0,"parent_id":7,"status":"processing"}"#,
        r#"{"comment":"In your account","created_at":"2026-11-22 00:00:02","entity_id":3,"entity_name":"order",
            "is_customer_notified":0,"is_visible_on_front":1,"parent_id":7,"status":"processing"}"#,
        r#"{"comment":"We refunded €3.20 offline.","created_at":"2026-11-22 00:00:03","entity_id":4,
            "entity_name":"creditmemo","is_customer_notified":2,"is_visible_on_front":0,"status":"complete"}"#,
        r#"{"comment":null,"created_at":"2026-11-22 00:00:04","entity_id":5,"entity_name":"order","status":"holded"}"#,
    ];
    serves(&shop, "orders/7/comments", 200, &listed(&rows, 5));
    let notes = connect_to(&shop).notes(&"7".into()).await.unwrap();
    let told: Vec<_> = notes.iter().map(|note| (note.native_id.as_str(), note.text.as_str(), note.kind)).collect();
    assert_eq!(
        told,
        [
            ("5", "holded", NoteKind::System),
            ("4", "We refunded €3.20 offline.", NoteKind::System),
            ("3", "In your account", NoteKind::ToCustomer),
            ("2", "On its way", NoteKind::ToCustomer),
            ("1", "packed twice", NoteKind::Internal),
        ]
    );
    replays(&shop, "orders/8/comments", "C18-404");
    assert_eq!(connect_to(&shop).notes(&"8".into()).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn statuses_of_the_merchant_s_own_are_found_at_orders() {
    let shop = shop();
    let rows = [
        r#"{"status":"packed","state":"processing"}"#,
        r#"{"status":"packed","state":"processing"}"#,
        r#"{"status":"waiting","state":"new"}"#,
    ];
    serves(&shop, "orders", 200, &listed(&rows, 3));
    let statuses = connect_to(&shop).statuses().await.unwrap();
    let own: Vec<_> = statuses.iter().filter(|status| !status.known).collect();
    assert_eq!(own.iter().map(|status| status.code.as_str()).collect::<Vec<_>>(), ["packed", "waiting"]);
    assert_eq!(own[0].states.order, domain::OrderState::Confirmed);
    assert!(statuses.iter().any(|status| status.code == "holded" && status.label == "On Hold" && status.known));
    assert!(told(shop.asked().last().unwrap()).starts_with("orders: status nin pending,pending_payment,"));
}

#[tokio::test]
async fn products_come_with_picture_and_stock() {
    let shop = shop();
    let product = r#"{"id":18,"sku":"SKU-018","name":"Chocolate 70 %","weight":1.9,"updated_at":"2026-11-22 00:00:00",
        "custom_attributes":[{"attribute_code":"image","value":"/c/h/chocolate.jpg"},
        {"attribute_code":"ean","value":"4006381333931"},{"attribute_code":"category_ids","value":["2","3"]}]}"#;
    let bare = r#"{"id":19,"sku":"A,B","name":"No picture","custom_attributes":[
        {"attribute_code":"image","value":"no_selection"}]}"#;
    serves(&shop, "products", 200, &listed(&[product, bare], 2));
    let stock = r#"{"items":[{"sku":"SKU-018","quantity":3},{"sku":"SKU-018","quantity":4.5}],"total_count":2}"#;
    serves(&shop, "inventory/source-items", 200, stock);
    let page = connect_to(&shop).pull(&ask(Feed::Products, Position::PlacedBefore(None), 0, 20)).await.unwrap();
    let products: Vec<_> = page
        .rows
        .iter()
        .map(|row| match row {
            Row::Read { record: Record::Product(products), .. } => &products[0],
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(products[0].picture.as_deref(), Some("http://127.0.0.1:8088/media/catalog/product/c/h/chocolate.jpg"));
    assert_eq!(products[0].gtin, "4006381333931");
    assert_eq!(products[0].stock, Some("7.5".parse().unwrap()));
    assert_eq!((&products[1].picture, products[1].stock), (&None, None));
    let asked: Vec<String> = shop.asked().iter().map(told).collect();
    assert!(asked.iter().any(|query| query.starts_with("inventory/source-items: sku in SKU-018;")), "{asked:?}");
    // Without store rooms the products still come.
    serves(&shop, "inventory/source-items", 404, r#"{"message":"Request does not match any route."}"#);
    let page = connect_to(&shop).pull(&ask(Feed::Products, Position::PlacedBefore(None), 0, 20)).await.unwrap();
    assert_eq!(page.rows.len(), 2);
}

#[tokio::test]
async fn requests_are_signed_each_by_a_nonce_of_its_own() {
    let shop = empty();
    let connector = connect_to(&shop);
    for _ in 0..2 {
        connector.pull(&ask(Feed::Orders, Position::PlacedBefore(None), 0, 1)).await.unwrap();
    }
    let headers: Vec<String> = shop
        .asked()
        .iter()
        .filter_map(|request| Some(request.headers().get("authorization")?.to_str().unwrap().to_owned()))
        .collect();
    assert_eq!(headers.len(), 2);
    assert_ne!(headers[0], headers[1]);
    for header in &headers {
        assert!(header.starts_with("OAuth oauth_consumer_key="), "{header}");
        assert!(header.contains("oauth_signature_method=\"HMAC-SHA256\""), "{header}");
        assert!(!header.contains(super::rig::CONSUMER_SECRET) && !header.contains(super::rig::TOKEN_SECRET));
    }
    for request in shop.asked() {
        let uri = request.uri().to_string();
        assert!(!uri.contains("oauth") && !uri.contains('['), "{uri}");
    }
}
