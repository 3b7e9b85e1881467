//! What a search finds.

use domain::{CouponLine, Note, NoteKind, OrderState, PaymentState, StatusLabel, Track, search::Query};

use super::*;
use crate::ListQuery;

async fn find(replica: &Replica, search: &str) -> Vec<String> {
    let query = ListQuery {
        search: Query::parse(search).unwrap(),
        sort: domain::Sort::Number,
        direction: domain::Direction::Ascending,
        ..ListQuery::default()
    };
    let list = replica.open_list(&query, now()).await.unwrap();
    assert_eq!(replica.count(&query, now()).await.unwrap() as usize, list.ids.len(), "{search}");
    replica.rows(&list.ids).await.unwrap().into_iter().map(|row| row.number).collect()
}

/// Five orders: 1 Dąbrowska in Łódź, 2 Ødegård with a note, 3 in Japanese, 4 a company in arrears, 5 another shop's.
async fn shops(directory: &Path) -> (Replica, Shop) {
    let (replica, shop) = with_shop(directory).await;
    let other = add_shop(&replica, "FJ", "Fjörður").await;
    let mut orders: Vec<Order> = (1..=5).map(order).collect();
    orders[1].customer.name = "Åse Ødegård".to_owned();
    orders[1].billing = Address {
        first_name: "Åse".into(),
        last_name: "Ødegård".into(),
        country: "NO".into(),
        city: "Tromsø".into(),
        phone: "77 61 23 45".into(),
        email: "ase@nord.example".into(),
        ..Address::default()
    };
    orders[1].customer_note = "Ring på døra".to_owned();
    orders[1].coupons = vec![CouponLine { code: "VINTER-10".to_owned(), discount: Decimal::ONE }];
    orders[2].customer.name = "佐藤 美咲".to_owned();
    orders[2].billing = Address {
        first_name: "美咲".into(),
        last_name: "佐藤".into(),
        country: "JP".into(),
        city: "東京".into(),
        ..Address::default()
    };
    orders[2].totals.total = Decimal::new(123_456, 2);
    orders[2].tracks =
        vec![Track { carrier: "Yamato".into(), number: "4901-2345".into(), url: None, shipped_at: None }];
    orders[3].customer.name = "Groß GmbH".to_owned();
    orders[3].billing = Address {
        company: "Groß GmbH".into(),
        country: "DE".into(),
        line_1: "Lindenstraße 3".into(),
        postcode: "10 115".into(),
        ..Address::default()
    };
    orders[3].states = states(OrderState::Placed, PaymentState::Pending);
    orders[3].status = "pending".to_owned();
    orders[3].lines[0].name = "Oak \"board\" (large)".to_owned();
    let (of_other, of_first) = (orders.remove(4), orders);
    put_all(&replica, &shop, &of_first, true).await;
    put_all(&replica, &other, &[of_other], true).await;
    let label = |code: &str, label: &str| StatusLabel {
        code: code.into(),
        label: label.into(),
        states: order(1).states,
        known: true,
    };
    let labels = vec![label("pending", "Wachtend op betaling"), label("processing", "In behandeling")];
    let note = Note {
        native_id: NativeId::from("1"),
        author: String::new(),
        kind: NoteKind::Internal,
        text: "Glazuur bijgekleurd".into(),
        created_at: None,
    };
    let notes = Change::SetNotes { order: NativeId::from("1"), notes: vec![note], fetched_at: now() };
    apply(&replica, &shop, vec![Change::SetStatuses(labels), notes]).await;
    (replica, shop)
}

#[tokio::test]
async fn searches_find_by_the_table() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _shop) = shops(dir.path()).await;
    let table: &[(&str, &[&str])] = &[
        ("", &["1", "2", "3", "4", "5"]),
        // Words: from their start, folded, in any order, all of them.
        ("dabrowska", &["1", "5"]),
        ("DĄBR zof", &["1", "5"]),
        ("browska", &[]),
        ("lodz zolkiewska", &["1", "5"]),
        ("odegard", &["2"]),
        ("øde åse", &["2"]),
        ("tromso", &["2"]),
        ("strasse", &[]),
        ("lindenstrasse", &["4"]),
        ("groß", &["4"]),
        ("gross", &["4"]),
        ("佐藤", &["3"]),
        ("藤", &["3"]),
        ("東京 美咲", &["3"]),
        // What else is indexed: codes, mail, phone with and without blanks, post code, SKU, coupon, notes, tracking.
        ("\"an 2\"", &["2"]),
        ("fj", &["5"]),
        ("ase@nord", &["2"]),
        ("zofia@example.pl", &["1", "5"]),
        ("77612345", &["2"]),
        ("77 61", &["2"]),
        ("+48601234567", &["1", "5"]),
        ("10115", &["4"]),
        ("la-sage", &["1", "2", "3", "4", "5"]),
        ("vinter", &["2"]),
        ("døra", &["2"]),
        ("bijgekleurd", &["1"]),
        ("4901", &["3"]),
        // Phrases stand together, and their last word may go on.
        ("\"zofia dabr\"", &["1", "5"]),
        ("\"dabrowska zof\"", &["1", "5"]), // the name's end beside the address's start
        ("\"linen zofia\"", &[]),
        // What FTS5 or SQL would take for syntax is text.
        ("\"oak board\"", &["4"]),
        ("oak*", &["4"]),
        ("oak OR zofia", &[]),
        ("NEAR(oak)", &[]),
        ("words:oak", &[]),
        ("'; DROP TABLE order_row; --", &[]),
        ("%", &["1", "2", "3", "4", "5"]),
        ("(", &["1", "2", "3", "4", "5"]),
        ("country:'PL", &[]),
        ("status:\"a') OR ('1\"", &[]),
        // Tokens.
        ("status:pending", &["4"]),
        ("status:PENDING", &["4"]),
        ("status:placed", &["4"]),
        ("status:awaiting-customer", &[]),
        ("status:\"wachtend op betaling\"", &["4"]),
        ("status:\"in behandeling\"", &["1", "2", "3"]),
        ("status:pending,processing", &["1", "2", "3", "4", "5"]),
        ("country:no,jp", &["2", "3"]),
        ("shop:fj", &["5"]),
        ("shop:fjor", &["5"]),
        ("shop:fjör", &["5"]),
        ("shop:zz", &[]),
        ("currency:eur", &["1", "2", "3", "4", "5"]),
        ("currency:nok", &[]),
        ("total>10", &["3"]),
        ("total>=10", &["1", "2", "3", "4", "5"]),
        ("total:1234.56", &["3"]),
        ("total<=1234,559", &["1", "2", "4", "5"]),
        ("total>99999999999999999999", &[]),
        ("total<99999999999999999999", &["1", "2", "3", "4", "5"]),
        ("total=10.0000001", &[]),
        ("paid:no", &["4"]),
        ("paid:yes total>10", &["3"]),
        ("date:2026-10-03", &["2"]),
        ("date:2026-10-03..2026-10-04", &["2", "3"]),
        ("date>=2026-10-05", &["4", "5"]),
        ("date:2026-11", &[]),
        ("date:>24h", &["1", "2", "3", "4", "5"]),
        ("date:7d", &[]),
        // Negations of each kind.
        ("-zofia", &["2", "3", "4"]),
        ("-zofia -odegard", &["3", "4"]),
        ("-\"zofia dabrowska\"", &["2", "3", "4"]),
        ("linen -shop:fj", &["1", "2", "3"]),
        ("-status:pending paid:no", &[]),
        ("-paid:yes", &["4"]),
        ("-country:pl total<20", &["2", "4"]),
        ("-date:2026-10-03 -total>10", &["1", "4", "5"]),
    ];
    for (search, expected) in table {
        assert_eq!(find(&replica, search).await, *expected, "{search}");
        // From what is remembered it is the same.
        assert_eq!(find(&replica, search).await, *expected, "{search}, again");
    }
}

#[tokio::test]
async fn days_are_this_computers() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut late = order(1);
    // Half past midnight in Amsterdam on the 23rd.
    late.placed_at = at("2026-11-22T23:30:00Z");
    put_all(&replica, &shop, &[late], true).await;
    assert_eq!(find(&replica, "date:2026-11-23").await, ["1"]);
    assert_eq!(find(&replica, "date:2026-11-22").await, [""; 0]);
    let query = |search: &str| ListQuery { search: Query::parse(search).unwrap(), ..ListQuery::default() };
    // As time passes "today" moves on, with nothing else changing.
    for (moment, today, yesterday, day_old) in [
        ("2026-11-22T22:59:00Z", 0, 0, 0),
        ("2026-11-22T23:31:00Z", 1, 0, 0),
        ("2026-11-23T22:59:00Z", 1, 0, 0),
        ("2026-11-23T23:00:00Z", 0, 1, 0),
        ("2026-11-23T23:31:00Z", 0, 1, 1),
    ] {
        for (search, count) in [("date:today", today), ("date:yesterday", yesterday), ("date:>24h", day_old)] {
            assert_eq!(replica.count(&query(search), at(moment)).await.unwrap(), count, "{moment} {search}");
        }
    }
}

#[tokio::test]
async fn no_text_breaks_a_search() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _shop) = shops(dir.path()).await;
    for text in [
        "\"",
        "\"\"\"",
        "*",
        "^oak",
        "{words}: x",
        "a\u{0}b",
        "-",
        "--",
        "AND",
        "NOT",
        "a AND",
        "🦔",
        "\\",
        "'",
        "country:\"",
        "status:%_",
        "\u{202e}x",
        "ﷺ",
        "a-b-c-d",
        "total>1e3",
    ] {
        if let Ok(search) = Query::parse(text) {
            let query = ListQuery { search, ..ListQuery::default() };
            replica.open_list(&query, now()).await.unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
        }
    }
    // A query that was not typed but handed over may hold anything.
    use domain::search::{Term, Test};
    let tests = ["\"", "a\" OR \"b", "a*b", "", "\u{0}"].map(|word| Test::Words(vec![word.to_owned()]));
    let empty = [
        Test::Words(vec![]),
        Test::Phrase(vec![]),
        Test::Status(vec![]),
        Test::Country(vec![]),
        Test::Shop(vec![]),
        Test::Currency(vec![]),
    ];
    for test in tests.into_iter().chain(empty) {
        for negated in [false, true] {
            let terms = vec![Term { negated, test: test.clone() }];
            let query = ListQuery { search: Query { terms }, ..ListQuery::default() };
            replica.open_list(&query, now()).await.unwrap_or_else(|error| panic!("{test:?}: {error:?}"));
        }
    }
}
