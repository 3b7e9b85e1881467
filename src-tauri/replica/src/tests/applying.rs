//! What changes do to the mirror.

use domain::{
    Code, Fault, NativeId, Note, NoteKind, OrderState, PaymentState, Product, Refund, RefundLine, StatusLabel,
};
use rust_decimal::Decimal;

use super::*;
use crate::{Finding, FindingKind, HistoryEvent, ListQuery, QuarantinedRow, ReplicaError, ShopUpdate, Trouble};

#[tokio::test]
async fn an_order_comes_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let order = order(10482);
    let applied = put_all(&replica, &shop, std::slice::from_ref(&order), false).await;
    let [id] = applied.changed[..] else { panic!("{applied:?}") };
    let stored = replica.order(id).await.unwrap().unwrap();
    assert_eq!(stored.order, order);
    assert_eq!(stored.row.code.to_string(), domain::OrderCode::new(&shop.tag, "10482").to_string());
    assert_eq!(stored.row.total.to_string(), "EUR 10.00");
    assert_eq!((stored.row.pieces.as_str(), stored.row.city.as_str()), ("2", "Łódź"));
    assert_eq!(stored.notes, None);
    assert_eq!(replica.raw(id).await.unwrap().unwrap(), serde_json::to_vec(&order).unwrap());
    let row = replica.rows(&[id]).await.unwrap().remove(0);
    assert_eq!(row, stored.row);
    assert!(row.unseen, "it came in live and was not opened");
    replica.mark_seen(&[id]).await.unwrap();
    assert!(!replica.rows(&[id]).await.unwrap().remove(0).unseen);
}

#[tokio::test]
async fn an_equal_order_is_read_but_not_changed() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut one = order(1);
    put_all(&replica, &shop, std::slice::from_ref(&one), true).await;
    let later = now() + jiff::SignedDuration::from_hours(1);
    let applied = replica.apply(shop.id, vec![put(&one, false)], RULES, later).await.unwrap();
    assert_eq!(applied.changed, []);
    assert_eq!(replica.stored(shop.id, &[one.native_id.clone()]).await.unwrap()[0].read_at, later);
    // Bytes that differ where the model sees nothing count as a change: fields we do not model.
    let change = Change::PutOrder { order: Box::new(one.clone()), raw: b"{}".to_vec(), history: false };
    assert_eq!(apply(&replica, &shop, vec![change]).await.changed.len(), 1);
    one.status = "completed".to_owned();
    one.states = states(OrderState::Complete, PaymentState::Paid);
    let applied = put_all(&replica, &shop, &[one], false).await;
    let history = replica.order(applied.changed[0]).await.unwrap().unwrap().history;
    let event = HistoryEvent::Status { from: "processing".to_owned(), to: "completed".to_owned() };
    assert!(history.iter().any(|entry| entry.event == event), "{history:?}");
}

#[tokio::test]
async fn of_an_order_twice_in_a_run_the_last_counts() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let (first, mut second) = (order(1), order(1));
    second.customer.name = "Second".to_owned();
    let applied = put_all(&replica, &shop, &[first, order(2), second], true).await;
    assert_eq!(applied.changed.len(), 2);
    let id = replica.resolve("1").await.unwrap()[0];
    assert_eq!(replica.rows(&[id]).await.unwrap()[0].customer, "Second");
}

fn refund(id: &str, whole: bool) -> Refund {
    Refund {
        native_id: NativeId::from(id),
        amount: Decimal::ONE,
        reason: "torn".to_owned(),
        created_at: whole.then(|| at("2026-11-20T10:00:00Z")),
        through_gateway: whole.then_some(false),
        lines: if whole {
            vec![RefundLine {
                line: None,
                name: "Linen apron".to_owned(),
                sku: String::new(),
                quantity: Decimal::ONE,
                total: Decimal::ONE,
                tax: Decimal::ZERO,
            }]
        } else {
            Vec::new()
        },
    }
}

#[tokio::test]
async fn refunds_known_whole_stay_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut one = order(1);
    one.refunds = vec![refund("77", false)];
    let native = one.native_id.clone();
    // The refund comes before its order, and waits for it.
    let early = Change::PutRefund { order: native.clone(), refund: refund("77", true) };
    assert_eq!(apply(&replica, &shop, vec![early]).await.changed, []);
    let id = put_all(&replica, &shop, std::slice::from_ref(&one), true).await.changed[0];
    let refunds = async || replica.order(id).await.unwrap().unwrap().order.refunds;
    assert_eq!(refunds().await, [refund("77", true)]);
    // The order comes again with its summary alone: nothing changed.
    assert_eq!(put_all(&replica, &shop, std::slice::from_ref(&one), false).await.changed, []);
    // Another refund, whole, of an order that does not name it yet.
    let more = Change::PutRefund { order: native.clone(), refund: refund("78", true) };
    assert_eq!(apply(&replica, &shop, vec![more.clone()]).await.changed, [id]);
    assert_eq!(apply(&replica, &shop, vec![more]).await.changed, []);
    assert_eq!(refunds().await.len(), 2);
    // A reading older than the refund does not take it away, a newer one that does not name it does.
    put_all(&replica, &shop, std::slice::from_ref(&one), true).await;
    assert_eq!(refunds().await.len(), 2);
    one.modified_at = Some(at("2026-11-21T10:00:00Z"));
    put_all(&replica, &shop, &[one], false).await;
    assert_eq!(refunds().await, [refund("77", true)]);
    let none = Change::SetRefunds { order: native.clone(), refunds: Vec::new() };
    apply(&replica, &shop, vec![none]).await;
    assert_eq!(refunds().await, []);
    assert_eq!(replica.stored(shop.id, &[native]).await.unwrap()[0].refunds, []);
}

#[tokio::test]
async fn notes_are_due_until_fetched_and_again_when_the_order_changes() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut old = order(1);
    old.states = states(OrderState::Complete, PaymentState::Paid);
    let mut recent = order(2);
    recent.states = old.states;
    let open = order(3);
    put_all(&replica, &shop, &[old, recent.clone(), open.clone()], true).await;
    let due = async || replica.due_notes(shop.id, recent.placed_at, 10).await.unwrap();
    assert_eq!(due().await, [NativeId::from("3"), NativeId::from("2")], "open or recent, newest first");
    let note = Note {
        native_id: NativeId::from("9"),
        author: String::new(),
        text: "Leave at the neighbour's".to_owned(),
        kind: NoteKind::Internal,
        created_at: None,
    };
    let set = Change::SetNotes { order: NativeId::from("3"), notes: vec![note.clone()], fetched_at: now() };
    let unknown = Change::SetNotes { order: NativeId::from("999"), notes: vec![note.clone()], fetched_at: now() };
    let applied = apply(&replica, &shop, vec![set.clone(), unknown]).await;
    assert_eq!(applied.changed.len(), 1);
    assert_eq!(apply(&replica, &shop, vec![set]).await.changed, [], "the same notes again");
    assert_eq!(due().await, [NativeId::from("2")]);
    let stored = replica.order(applied.changed[0]).await.unwrap().unwrap();
    assert_eq!((stored.notes, stored.notes_fetched_at), (Some(vec![note]), Some(now())));
    let mut changed = open;
    changed.modified_at = Some(now());
    put_all(&replica, &shop, &[changed], false).await;
    assert_eq!(due().await.len(), 2);
    let search = domain::search::Query::parse("neighbour").unwrap();
    let query = ListQuery { search, ..ListQuery::default() };
    assert_eq!(replica.count(&query, now()).await.unwrap(), 1, "fetched notes stay searchable");
}

#[tokio::test]
async fn removed_orders_leave_with_everything_but_their_history() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let one = order(60);
    let id = put_all(&replica, &shop, std::slice::from_ref(&one), false).await.changed[0];
    let gone = apply(&replica, &shop, vec![Change::RemoveOrder { native_id: one.native_id.clone() }]).await;
    assert_eq!((gone.removed, gone.changed), (vec![id], vec![]));
    assert_eq!(replica.order(id).await.unwrap(), None);
    assert_eq!(replica.rows(&[id]).await.unwrap(), []);
    assert_eq!(replica.claim_alerts(now()).await.unwrap(), [], "what left does not ring");
    let back = put_all(&replica, &shop, &[one], false).await;
    assert_ne!(back.changed[0], id, "a row's number is not given twice");
    let history = replica.order(back.changed[0]).await.unwrap().unwrap().history;
    assert!(history.iter().any(|entry| entry.event == HistoryEvent::Removed));
}

pub(crate) fn quarantined(id: &str) -> QuarantinedRow {
    QuarantinedRow {
        feed: "orders".to_owned(),
        key: id.to_owned(),
        native_id: Some(NativeId::from(id)),
        fault: Fault::new(Code::BadAnswer, "read orders", "not JSON"),
        raw: vec![0xff; 100_000],
        since: now(),
        tried_at: now(),
        attempts: 1,
    }
}

#[tokio::test]
async fn quarantined_rows_count_up_show_and_are_released() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let one = order(1);
    put_all(&replica, &shop, std::slice::from_ref(&one), true).await;
    let problems = ListQuery { view: Some(domain::BuiltInView::Problems), ..ListQuery::default() };
    assert_eq!(replica.count(&problems, now()).await.unwrap(), 0);
    for _ in 0..3 {
        apply(&replica, &shop, vec![Change::Quarantine(quarantined("1")), Change::Quarantine(quarantined("5"))]).await;
    }
    let rows = replica.quarantined(shop.id).await.unwrap();
    assert_eq!(rows.iter().map(|r| (r.key.as_str(), r.attempts)).collect::<Vec<_>>(), [("1", 3), ("5", 3)]);
    assert_eq!(rows[0].raw.len(), 64 * 1024);
    assert_eq!(replica.count(&problems, now()).await.unwrap(), 1);
    // Read again, equal to what was there: released all the same.
    put_all(&replica, &shop, &[one], false).await;
    assert_eq!(replica.count(&problems, now()).await.unwrap(), 0);
    let release = Change::Release { feed: "orders".to_owned(), key: "5".to_owned() };
    apply(&replica, &shop, vec![Change::Quarantine(quarantined("1")), release]).await;
    assert_eq!(replica.health().await.unwrap()[0].quarantined.len(), 1);
    assert_eq!(replica.count(&problems, now()).await.unwrap(), 1);
    apply(&replica, &shop, vec![Change::Release { feed: "orders".to_owned(), key: "1".to_owned() }]).await;
    assert_eq!(replica.count(&problems, now()).await.unwrap(), 0);
}

#[tokio::test]
async fn positions_checks_findings_and_trouble_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut strange = order(1);
    (strange.status, strange.status_known) = ("wc-engraving".to_owned(), false);
    let trouble = Trouble { fault: Fault::new(Code::Unreachable, "read orders", ""), since: now(), retry_at: None };
    let finding =
        Finding { kind: FindingKind::Silent, native_id: NativeId::from("1"), detail: "total".to_owned(), at: now() };
    let position = Change::SetPosition { name: "live.orders".to_owned(), value: serde_json::json!({ "at": 5 }) };
    apply(
        &replica,
        &shop,
        vec![
            put(&strange, true),
            position,
            Change::Checked { at: now() },
            Change::Finding(finding.clone()),
            Change::SetTrouble(Some(trouble.clone())),
        ],
    )
    .await;
    assert_eq!(replica.position(shop.id, "live.orders").await.unwrap(), Some(serde_json::json!({ "at": 5 })));
    assert_eq!(replica.position(shop.id, "other").await.unwrap(), None);
    let health = replica.health().await.unwrap().remove(0);
    assert_eq!((health.orders, health.notes_pending, health.last_checked), (1, 1, Some(now())));
    assert_eq!(health.unknown_statuses, [("wc-engraving".to_owned(), 1)]);
    assert_eq!((health.findings, health.trouble), (vec![finding], Some(trouble)));
    apply(&replica, &shop, vec![Change::SetTrouble(None)]).await;
    assert_eq!(replica.health().await.unwrap()[0].trouble, None);
}

#[tokio::test]
async fn the_audit_reads_what_is_stored_newest_first_in_slices() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut orders: Vec<_> = (1..=7).map(order).collect();
    // Three of one second, one in the bin.
    orders[3].placed_at = orders[2].placed_at;
    orders[4].placed_at = orders[2].placed_at;
    orders[6].states = states(OrderState::Deleted, PaymentState::Paid);
    put_all(&replica, &shop, &orders, true).await;
    let (mut newest, mut seen) = (None, Vec::new());
    loop {
        let slice = replica.stored_placed(shop.id, newest.clone(), None, 2).await.unwrap();
        let Some(last) = slice.last() else { break };
        newest = Some((last.placed_at, last.native_id.clone()));
        seen.extend(slice.into_iter().map(|stored| stored.native_id.0));
    }
    assert_eq!(seen, ["7", "6", "5", "4", "3", "2", "1"]);
    let since = replica.stored_placed(shop.id, None, Some(orders[5].placed_at), 10).await.unwrap();
    assert_eq!(since.len(), 2);
    let reread = replica.due_reread(shop.id, orders[5].placed_at, now(), 10).await.unwrap();
    assert_eq!(reread, [], "all were read just now");
    let later = now() + jiff::SignedDuration::from_secs(1);
    assert_eq!(replica.due_reread(shop.id, orders[5].placed_at, later, 3).await.unwrap()[0], NativeId::from("7"));
}

#[tokio::test]
async fn products_keep_their_variations_and_lose_those_no_longer_listed() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let product = |id: &str, parent: Option<&str>| Product {
        native_id: NativeId::from(id),
        parent: parent.map(NativeId::from),
        name: id.to_owned(),
        sku: String::new(),
        gtin: String::new(),
        picture: None,
        weight: Some(Decimal::new(25, 2)),
        stock: None,
        bin: String::new(),
        modified_at: None,
    };
    let (p, a, b) = (product("1", None), product("2", Some("1")), product("3", Some("1")));
    apply(&replica, &shop, vec![Change::PutProducts(vec![p.clone(), a.clone(), b])]).await;
    apply(&replica, &shop, vec![Change::PutProducts(vec![p.clone(), a.clone()])]).await;
    let ids = ["1", "2", "3"].map(NativeId::from);
    assert_eq!(replica.products(shop.id, &ids).await.unwrap(), [p, a]);
}

#[tokio::test]
async fn shops_are_told_apart_changed_and_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let other = add_shop(&replica, "FJ", "Fjord & Co").await;
    let label = StatusLabel {
        code: "processing".to_owned(),
        label: "In behandeling".to_owned(),
        states: order(1).states,
        known: true,
    };
    apply(&replica, &shop, vec![Change::SetStatuses(vec![label.clone()])]).await;
    put_all(&replica, &shop, &[order(7), order(8)], true).await;
    put_all(&replica, &other, &[order(7)], false).await;
    assert_eq!(replica.shop(shop.id).await.unwrap().unwrap().statuses, [label]);
    assert_eq!(replica.resolve("7").await.unwrap().len(), 2);
    let code = domain::OrderCode::new(&other.tag, "7").to_string();
    for reference in ["fj/7", "FJORD & co/7", code.as_str(), &format!(" {} ", code.to_lowercase())] {
        let found = replica.resolve(reference).await.unwrap();
        assert_eq!(replica.rows(&found).await.unwrap()[0].shop, other.id, "{reference}");
    }
    let wrong = code.replace("-7-", "-8-");
    assert!(matches!(replica.resolve(&wrong).await, Err(ReplicaError::Reference(_))));
    let taken = ShopUpdate { tag: Some(other.tag.clone()), ..ShopUpdate::default() };
    assert!(matches!(replica.update_shop(shop.id, taken).await, Err(ReplicaError::TagTaken(_))));
    let renamed = ShopUpdate {
        tag: Some(ShopTag::new("ZZ").unwrap()),
        name: Some("Zuid".to_owned()),
        logo: Some(Some(vec![1, 2])),
        ..ShopUpdate::default()
    };
    let shop = replica.update_shop(shop.id, renamed).await.unwrap();
    assert_eq!((shop.name.as_str(), shop.logo.as_deref()), ("Zuid", Some(&[1, 2][..])));
    let by_new_tag = ListQuery { search: domain::search::Query::parse("zz-8").unwrap(), ..ListQuery::default() };
    assert_eq!(replica.count(&by_new_tag, now()).await.unwrap(), 1);
    let removed = replica.remove_shop(shop.id).await.unwrap();
    assert_eq!((removed.orders, removed.alerts), (2, 2));
    assert_eq!(replica.count(&by_new_tag, now()).await.unwrap(), 0);
    assert!(matches!(replica.remove_shop(shop.id).await, Err(ReplicaError::NoSuchShop(_))));
    let refused = replica.apply(shop.id, vec![Change::Checked { at: now() }], RULES, now()).await;
    assert_eq!(refused.unwrap_err().code(), Code::NoSuchShop);
    assert_eq!(replica.resolve("7").await.unwrap().len(), 1, "the other shop's stays");
    let third = add_shop(&replica, "AN", "Again").await;
    assert!(third.id > other.id, "a shop's number is not given twice");
}
