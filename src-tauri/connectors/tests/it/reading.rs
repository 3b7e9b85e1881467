//! Which requests are sent, and what their answers give.

use connectors::{Ask, Feed, Gone, Position, Presence, Record, Row, Window};
use domain::{Code, NoteKind};

use crate::shop::{Shop, answer, query, recording, sign_in, with_header};

fn ask(feed: Feed, position: Position) -> Ask {
    let window = Window { skip: 0, take: 100 };
    Ask { feed, position, window }
}

fn since(moment: &str) -> Position {
    Position::ChangedSince(moment.parse().unwrap())
}

fn before(moment: &str) -> Position {
    Position::PlacedBefore(Some(moment.parse().unwrap()))
}

async fn query_of(asked: Ask) -> String {
    let shop = Shop::woocommerce();
    for path in ["orders", "refunds", "products"] {
        shop.serves(path, 200, "[]");
    }
    shop.connect().pull(&asked).await.unwrap();
    let request = shop.asked().pop().unwrap();
    let pairs: Vec<_> = query(&request).into_iter().map(|(k, v)| format!("{k}={v}")).collect();
    format!("{} {}", request.uri().path().rsplit('/').next().unwrap(), pairs.join(" "))
}

#[tokio::test]
async fn feeds_are_asked_for_as_woocommerce_understands_them() {
    let mut second = ask(Feed::Orders, since("2026-11-09T07:04:37.9Z"));
    second.window = Window { skip: 30, take: 10 };
    for (asked, told) in [
        // The second before, without a Z: the filter is strict, and a Z would shift it by the shop's offset.
        (
            ask(Feed::Orders, since("2026-11-09T07:04:37Z")),
            "orders per_page=100 status=any orderby=modified order=asc modified_after=2026-11-09T07:04:36 dates_are_gmt=true",
        ),
        (
            second,
            "orders per_page=10 offset=30 status=any orderby=modified order=asc modified_after=2026-11-09T07:04:36 dates_are_gmt=true",
        ),
        (
            ask(Feed::Orders, since("1960-01-01T00:00:00Z")),
            "orders per_page=100 status=any orderby=modified order=asc modified_after=1970-01-01T00:00:00 dates_are_gmt=true",
        ),
        (ask(Feed::Orders, Position::PlacedBefore(None)), "orders per_page=100 status=any orderby=date order=desc"),
        (
            ask(Feed::Orders, before("2026-11-09T07:04:37Z")),
            "orders per_page=100 status=any orderby=date order=desc before=2026-11-09T07:04:37 dates_are_gmt=true",
        ),
        // Half a second later, what was placed in that second is before it.
        (
            ask(Feed::Orders, before("2026-11-09T07:04:37.5Z")),
            "orders per_page=100 status=any orderby=date order=desc before=2026-11-09T07:04:38 dates_are_gmt=true",
        ),
        (
            ask(Feed::Trash, since("2026-11-09T07:04:37Z")),
            "orders per_page=100 status=trash orderby=modified order=asc modified_after=2026-11-09T07:04:36 dates_are_gmt=true",
        ),
        (
            ask(Feed::Refunds, since("2026-11-09T07:04:37Z")),
            "refunds per_page=100 orderby=date order=asc after=2026-11-09T07:04:36 dates_are_gmt=true",
        ),
    ] {
        assert_eq!(query_of(asked).await, told);
    }
    let products = query_of(ask(Feed::Products, since("2026-11-09T07:04:37Z"))).await;
    assert!(products.contains("_fields=id,parent_id,name,type"), "{products}");
    assert!(
        products.contains("status=any orderby=modified order=asc modified_after=2026-11-09T07:04:36"),
        "{products}"
    );
}

#[tokio::test]
async fn a_page_tells_its_total_and_the_server_s_time() {
    let shop = Shop::woocommerce();
    shop.replays("orders", "orders_page.txt");
    let page = shop.connect().pull(&ask(Feed::Orders, Position::PlacedBefore(None))).await.unwrap();
    assert_eq!(page.total, Some(425));
    assert_eq!(page.server_time, Some("2026-11-22T00:38:39Z".parse().unwrap()));
    assert_eq!(page.rows.len(), 4);
    let Row::Read { stamp, .. } = &page.rows[0] else { panic!() };
    assert_eq!(stamp.native_id, "10668".into());
    assert_eq!(stamp.changed_at, Some("2026-11-09T21:09:17Z".parse().unwrap()));
    assert_eq!(stamp.status.as_deref(), Some("completed"));
}

#[tokio::test]
async fn past_the_end_the_total_is_not_believed() {
    let shop = Shop::woocommerce();
    shop.replays("orders", "page_out_of_range.txt");
    let mut asked = ask(Feed::Orders, Position::PlacedBefore(None));
    asked.window.skip = 9_999_900;
    let page = shop.connect().pull(&asked).await.unwrap();
    assert_eq!((page.rows.len(), page.total), (0, None));
    asked.window.skip = 0;
    assert_eq!(shop.connect().pull(&asked).await.unwrap().total, Some(0));
}

#[tokio::test]
async fn stamps_are_asked_for_alone() {
    let shop = Shop::woocommerce();
    shop.serves(
        "orders",
        200,
        r#"[{"id":5,"status":"processing","date_created_gmt":"2026-11-09T07:04:37","date_modified_gmt":"2026-11-10T00:00:00"},
            {"id":"6","status":"completed","date_created_gmt":null,"date_modified_gmt":"garbage"}]"#,
    );
    let asked = ask(Feed::Orders, since("2026-11-09T07:04:37Z"));
    let page = shop.connect().stamps(&asked).await.unwrap();
    assert_eq!(page.stamps[0].changed_at, Some("2026-11-10T00:00:00Z".parse().unwrap()));
    assert_eq!((page.stamps[1].native_id.as_str(), page.stamps[1].changed_at), ("6", None));
    let fields = shop.last_query().into_iter().find(|(name, _)| name == "_fields").unwrap().1;
    assert_eq!(fields, "id,status,date_created_gmt,date_modified_gmt");

    shop.serves("orders", 200, r#"[{"id":5},{"status":"processing"}]"#);
    let fault = shop.connect().stamps(&asked).await.unwrap_err();
    assert_eq!(fault.code, Code::BadAnswer, "a row without a name must not pass for a deleted one");
}

#[tokio::test]
async fn orders_are_asked_for_by_number_only() {
    let shop = Shop::woocommerce();
    shop.serves("orders", 200, "[]");
    let connector = shop.connect();
    connector.orders(&["1".into(), "22".into()]).await.unwrap();
    assert!(shop.last_query().contains(&("include".into(), "1,22".into())));
    let asked = shop.asked().len();
    // An empty or foreign list would give every order there is.
    assert_eq!(connector.orders(&[]).await.unwrap().rows, vec![]);
    for bad in ["", "0", "x", "1,2", "-1"] {
        assert_eq!(connector.orders(&[bad.into()]).await.unwrap_err().code, Code::BadInput, "{bad}");
        assert_eq!(connector.presence(&bad.into()).await.unwrap_err().code, Code::BadInput, "{bad}");
    }
    let many: Vec<_> = (1..=101_u64).map(Into::into).collect();
    assert_eq!(connector.orders(&many).await.unwrap_err().code, Code::BadInput);
    assert_eq!(shop.asked().len(), asked);
}

#[tokio::test]
async fn only_woocommerce_itself_says_that_an_order_is_deleted() {
    let shop = Shop::woocommerce();
    shop.replays("orders/4659", "err_404_deleted.txt");
    let connector = shop.connect();
    let presence = connector.presence(&"4659".into()).await;
    assert_eq!(presence, Ok(Presence::Gone(Gone::Deleted)));
    shop.replays("orders/4659", "err_404_route.txt");
    assert_eq!(connector.presence(&"4659".into()).await.unwrap_err().code, Code::NotFound);
    for (status, body) in [(404, "<html>"), (404, ""), (410, "{}"), (200, "[]"), (403, "<html>")] {
        shop.serves("orders/4659", status, body);
        connector.presence(&"4659".into()).await.unwrap_err();
    }
    // Another order's answer, from a cache gone wrong.
    shop.replays("orders/4659", "order_get_trashed.txt");
    shop.replays("orders/1", "order_get_trashed.txt");
    assert_eq!(connector.presence(&"1".into()).await.unwrap_err().code, Code::BadAnswer);
    assert!(matches!(connector.presence(&"4659".into()).await, Ok(Presence::Gone(Gone::Trashed(_)))));
}

#[tokio::test]
async fn recorded_refunds_are_read_from_both_lists() {
    let shop = Shop::woocommerce();
    shop.replays("refunds", "refunds_global.txt");
    let asked = ask(Feed::Refunds, since("2026-11-01T00:00:00Z"));
    let page = shop.connect().pull(&asked).await.unwrap();
    let Row::Read { record: Record::Refund { order, refund }, stamp } = &page.rows[0] else { panic!() };
    assert_eq!((order.as_str(), refund.native_id.as_str()), ("4627", "4631"));
    assert_eq!(refund.amount, "219.32".parse().unwrap());
    assert_eq!(refund.reason, "Volledig retour");
    assert_eq!(refund.through_gateway, Some(false));
    assert_eq!(stamp.changed_at, refund.created_at);

    let recorded = recording("refund_line.txt");
    let one = String::from_utf8(recorded.body().to_vec()).unwrap();
    shop.serves("orders/4246/refunds", 200, &format!("[{one}]"));
    let refunds = shop.connect().refunds(&"4246".into()).await.unwrap();
    insta::assert_json_snapshot!(refunds);
}

#[tokio::test]
async fn a_shop_without_a_list_of_refunds_says_so() {
    let shop = Shop::woocommerce();
    shop.replays("refunds", "err_404_route.txt");
    let asked = ask(Feed::Refunds, since("2026-11-01T00:00:00Z"));
    assert_eq!(shop.connect().pull(&asked).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn recorded_notes_are_plain_text() {
    let shop = Shop::woocommerce();
    shop.replays("orders/4246/notes", "notes_list.txt");
    let notes = shop.connect().notes(&"4246".into()).await.unwrap();
    assert_eq!(notes.len(), 5);
    assert_eq!(notes[0].kind, NoteKind::ToCustomer);
    assert_eq!(notes[1].text, "Notitie ♥ x");
    assert!(notes[3].text.contains("(99972→99970)"));
    assert_eq!(notes[3].kind, NoteKind::System);
    assert!(notes.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
    shop.serves("orders/1/notes", 200, r#"[{"id":7,"author":"Anna","note":"call back","customer_note":false}]"#);
    let own = shop.connect().notes(&"1".into()).await.unwrap();
    assert_eq!((own[0].kind, own[0].created_at), (NoteKind::Internal, None));
}

#[tokio::test]
async fn statuses_have_the_shop_s_labels() {
    let shop = Shop::woocommerce();
    shop.replays("orders/statuses", "get_statuses.txt");
    let labels = shop.connect().statuses().await.unwrap();
    insta::assert_json_snapshot!(labels);

    let older = Shop::woocommerce();
    older.replays("orders/statuses", "err_404_route.txt");
    older.replays("reports/orders/totals", "get_reports_orders_totals.txt");
    assert_eq!(older.connect().statuses().await.unwrap(), labels);

    shop.serves("orders/statuses", 200, r#"[{"slug":"wc-packed","name":"Verpakt &amp; klaar"},{"name":"?"}]"#);
    let own = shop.connect().statuses().await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!((own[0].code.as_str(), own[0].label.as_str(), own[0].known), ("packed", "Verpakt & klaar", false));
}

#[tokio::test]
async fn products_come_with_their_variations() {
    let shop = Shop::woocommerce();
    shop.replays("products", "get_products.txt");
    shop.replays("products/375/variations", "get_variations.txt");
    let asked = ask(Feed::Products, since("2026-11-01T00:00:00Z"));
    let page = shop.connect().pull(&asked).await.unwrap();
    let read: Vec<_> = page
        .rows
        .iter()
        .map(|row| match row {
            Row::Read { record: Record::Product(products), .. } => products,
            other => panic!("{other:?}"),
        })
        .collect();
    insta::assert_json_snapshot!(read);
}

#[tokio::test]
async fn places_and_bar_codes_are_found_where_plugins_keep_them() {
    let shop = Shop::woocommerce();
    shop.serves(
        "products",
        200,
        r#"[{"id":5,"name":"Mug","sku":"M-1","weight":"ca. 2","stock_quantity":2.5,"manage_stock":true,
             "images":[{"id":1,"src":"https://shop.example/mug.png"}],"global_unique_id":"",
             "meta_data":[{"key":"_alg_ean","value":"8712345678906"},{"key":"_bin_location","value":"A-04-2"}],
             "variations":[6],"date_modified_gmt":"2026-11-10T00:00:00"},
            {"id":7,"name":"Odd","stock_quantity":"many"}]"#,
    );
    shop.serves(
        "products/5/variations",
        200,
        r#"[{"id":6,"name":"blue","sku":"","weight":"","image":null,"global_unique_id":"8712345678999","stock_quantity":null}]"#,
    );
    let asked = ask(Feed::Products, since("2026-11-01T00:00:00Z"));
    let page = shop.connect().pull(&asked).await.unwrap();
    let Row::Read { record: Record::Product(products), .. } = &page.rows[0] else { panic!() };
    let (mug, blue) = (&products[0], &products[1]);
    assert_eq!((mug.gtin.as_str(), mug.bin.as_str(), mug.weight), ("8712345678906", "A-04-2", None));
    assert_eq!(mug.stock, Some("2.5".parse().unwrap()));
    assert_eq!((blue.name.as_str(), blue.sku.as_str(), blue.bin.as_str()), ("Mug - blue", "M-1", "A-04-2"));
    assert_eq!(blue.gtin, "8712345678999");
    assert_eq!((&blue.picture, blue.stock), (&mug.picture, None));
    assert_eq!(blue.parent, Some("5".into()));
    assert!(matches!(&page.rows[1], Row::Broken { stamp: Some(stamp), .. } if stamp.native_id == "7".into()));
}

fn shop_with_settings() -> Shop {
    let shop = Shop::woocommerce();
    shop.serves("orders", 200, r#"[{"id":1,"currency":"NOK","version":"9.1.0"}]"#);
    shop.serves(
        "settings/general",
        200,
        r#"[{"id":"woocommerce_store_address","value":"Nieuwe Gracht 8"},{"id":"woocommerce_store_city","value":"Haarlem"},
            {"id":"woocommerce_store_postcode","value":"2011 NC"},{"id":"woocommerce_default_country","value":"NL:NH"},
            {"id":"woocommerce_currency","value":"EUR"},{"id":"woocommerce_specific_allowed_countries","value":[]}]"#,
    );
    shop.serves("settings/products/woocommerce_weight_unit", 200, r#"{"id":"woocommerce_weight_unit","value":"g"}"#);
    shop.replays("system_status", "get_system_status.txt");
    shop.replays("orders/0", "err_put_unknown.txt");
    shop
}

#[tokio::test]
async fn a_shop_says_who_it_is() {
    let facts = shop_with_settings().connect().facts().await.unwrap();
    insta::assert_json_snapshot!(facts);
}

#[tokio::test]
async fn a_key_that_sees_no_settings_still_works() {
    let shop = Shop::woocommerce();
    shop.serves("orders", 200, r#"[{"id":1,"currency":"NOK","version":"9.1.0"}]"#);
    shop.replays("orders/0", "err_401_readonly_key_write.txt");
    let facts = shop.connect().facts().await.unwrap();
    assert_eq!((facts.currency.as_str(), facts.version.as_str()), ("NOK", "9.1.0"));
    assert_eq!((facts.weight_unit.as_str(), facts.can_write), ("kg", false));
    assert!(facts.address.is_empty());

    shop.serves("orders", 200, "[]");
    assert_eq!(shop.connect().facts().await.unwrap_err().code, Code::NotAllowed);
    shop.replays("data/currencies/current", "get_data_currencies_current.txt");
    assert_eq!(shop.connect().facts().await.unwrap().currency.as_str(), "EUR");
}

#[tokio::test]
async fn the_right_to_write_is_asked_for_without_writing() {
    let writes = |shop: &Shop| shop.asked().into_iter().filter(|r| r.method() != "GET").collect::<Vec<_>>();
    for (recorded, can_write) in [
        ("err_put_unknown.txt", true),
        ("err_401_readonly_key_write.txt", false),
        ("err_404_deleted.txt", true),
        ("err_404_route.txt", false),
    ] {
        let shop = shop_with_settings();
        shop.replays("orders/0", recorded);
        assert_eq!(shop.connect().facts().await.unwrap().can_write, can_write, "{recorded}");
        let writes = writes(&shop);
        assert_eq!(writes.len(), 1);
        assert_eq!((writes[0].method().as_str(), writes[0].uri().path()), ("PUT", "/wp-json/wc/v3/orders/0"));
    }
    // A firewall that lets no PUT through.
    let shop = shop_with_settings();
    shop.serves("orders/0", 501, "<html>Method Not Implemented</html>");
    assert!(!shop.connect().facts().await.unwrap().can_write);
}

#[tokio::test]
async fn clocks_are_compared_at_sign_in() {
    let shop = shop_with_settings();
    shop.on("https://shop.example/wp-json/wc/v3/orders", |_| {
        let late = "Sun, 22 Nov 2026 00:45:00 GMT";
        Ok(with_header(answer(200, r#"[{"id":1,"currency":"EUR"}]"#), "date", late))
    });
    let facts = shop.connect_as(&sign_in("shop.example")).facts().await.unwrap();
    assert_eq!(facts.clock_offset_s, 300);
    assert_eq!(facts.server_time, Some("2026-11-22T00:45:00Z".parse().unwrap()));
}

#[tokio::test]
async fn variations_without_end_are_given_up() {
    let shop = Shop::woocommerce();
    shop.replays("products", "get_products.txt");
    let page: Vec<_> = (1..=100).map(|id| format!("{{\"id\":{id}}}")).collect();
    shop.serves("products/375/variations", 200, &format!("[{}]", page.join(",")));
    let asked = ask(Feed::Products, since("2026-11-01T00:00:00Z"));
    assert_eq!(shop.connect().pull(&asked).await.unwrap_err().code, Code::TooLarge);
}
