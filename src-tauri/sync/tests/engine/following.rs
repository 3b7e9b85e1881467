//! What changes at the shop arrives, whatever its feeds hide.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::{NativeId, OrderState};
use jiff::SignedDuration;
use replica::FindingKind;
use sync::{Event, Phase};

use crate::bench::{Bench, fast, until};
use crate::fake::FakeShop;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_everything_once_and_then_follows() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 350, 50);
    bench.run(&shop, &fake).await;
    let report = bench.engine.sync_once(shop.id).await.unwrap();
    bench.assert_equal(&shop, &fake).await;
    assert_eq!((report.orders, report.quarantined.len()), (350, 0));
    assert!(report.findings.is_empty(), "nothing was missed: {:?}", report.findings);
    assert!(bench.replica.claim_alerts(time.now()).await.unwrap().is_empty(), "old orders do not ring");

    let mut events = bench.engine.subscribe();
    let placed = fake.place();
    let old = fake.with(|state| state.newest(200));
    fake.change(old, "changed");
    bench.settle(&shop, &fake).await;
    let mut changed = 0;
    while let Ok(event) = events.try_recv() {
        if let Event::Orders { changed: ids, .. } = event {
            changed += ids.len();
        }
    }
    assert!(changed >= 2, "both were told of");
    let mut rung = Vec::new();
    until("the new order rings", async || {
        rung.extend(bench.replica.claim_alerts(time.now()).await.unwrap());
        !rung.is_empty()
    })
    .await;
    assert_eq!(rung.iter().map(|alert| alert.row.native_id.clone()).collect::<Vec<_>>(), [NativeId::from(placed)]);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_run_reads_little() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 500, 50);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let (pulled, notes) = (fake.counted("orders"), fake.counted("notes"));
    bench.engine.sync_once(shop.id).await.unwrap();
    assert!(fake.counted("orders") - pulled < 10, "the history is not read again");
    assert!(fake.counted("notes") - notes < 5, "nor are the notes");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_changes_of_one_second_arrive() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 300, 20);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let second = fake.clock();
    fake.with(|state| {
        for order in state.orders.values_mut().take(130) {
            order.modified = second;
            order.text = "bulk".to_owned();
        }
    });
    bench.settle(&shop, &fake).await;
    let findings = bench.replica.health().await.unwrap().remove(0).findings;
    assert!(findings.is_empty(), "the live feed brought them, not the audit: {findings:?}");
    bench.engine.stop().await;
}

/// Somebody sends another part of an order: the order's own date stands still, the date of its line moves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_moves_an_order_without_its_date_arrives_at_the_next_look() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 300, 20);
    fake.with(|state| state.lines = Some(std::collections::BTreeMap::new()));
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let second = fake.clock();
    fake.with(|state| {
        // More than a page of them in one second, some of one order, the oldest among them.
        for age in [299, 250, 3].into_iter().chain(20..60) {
            let id = state.newest(age);
            state.send_a_part(id, "partly sent", second);
            state.send_a_part(id, "partly sent", second);
        }
    });
    bench.settle(&shop, &fake).await;
    let findings = bench.replica.health().await.unwrap().remove(0).findings;
    assert!(findings.is_empty(), "the feed of lines brought them, not the audit: {findings:?}");
    // Nothing is read over and over once its second is over.
    until("the lines are settled", async || {
        let before = fake.counted("named");
        let looks = fake.counted("order_lines");
        until("three more looks", async || fake.counted("order_lines") >= looks + 3).await;
        fake.counted("named") == before
    })
    .await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn today_comes_first_and_live_changes_arrive_amid_the_first_sync() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 3_000, 20);
    fake.with(|state| state.latency = Duration::from_secs(4)); // 10 ms of ours; 150 pages
    let newest = fake.with(|state| state.newest(0));
    bench.run(&shop, &fake).await;
    until("the newest order is there", async || {
        !bench.replica.stored(shop.id, &[newest.into()]).await.unwrap().is_empty()
    })
    .await;
    let count = bench.replica.stored_placed(shop.id, None, None, 10_000).await.unwrap().len();
    assert!(count < 500, "long before the last: {count}");
    let placed = fake.place();
    until("an order placed meanwhile is there", async || {
        !bench.replica.stored(shop.id, &[placed.into()]).await.unwrap().is_empty()
    })
    .await;
    let activity = bench.engine.activity().remove(0);
    assert!(
        matches!(activity.phase, Phase::FirstSync { done, total: Some(3_000) } if done < 3_000),
        "before the history was through: {activity:?}"
    );
    assert!(activity.pages_per_minute > 0);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_shift_while_the_history_is_read_are_found() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 400, 20);
    fake.with(|state| {
        state.hook = Some(Box::new(|state, number| {
            // Each time an order already read is deleted, those behind it move forward over a page's edge.
            if number.is_multiple_of(3) && state.orders.len() > 350 {
                let newest = state.newest(0);
                state.orders.remove(&newest);
            }
        }));
    });
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_audit_heals_what_no_feed_tells() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 300, 50);
    let draft = fake.place();
    fake.with(|state| state.orders.get_mut(&draft).unwrap().status = "checkout-draft".to_owned());
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    bench.assert_equal(&shop, &fake).await;

    let clock = fake.clock();
    let (deleted, silent, restocked, refunded, missed, binned) = fake.with(|state| {
        let ids: Vec<u64> = (10..60).map(|age| state.newest(age)).collect();
        let (deleted, silent) = (ids[0], ids[1]);
        let refunded = *ids.iter().find(|id| !state.orders[id].refunds.is_empty() && **id != deleted).unwrap();
        state.orders.remove(&deleted);
        state.orders.remove(&draft);
        state.orders.get_mut(&silent).unwrap().status = "completed".to_owned();
        state.orders.get_mut(&refunded).unwrap().refunds.clear();
        // Changed by a plugin that dates into the past.
        let restocked = ids[2];
        let order = state.orders.get_mut(&restocked).unwrap();
        order.text = "imported".to_owned();
        order.modified = clock - SignedDuration::from_hours(48);
        // Placed by an import, dated into the past.
        let missed = state.place(clock - SignedDuration::from_hours(30));
        // In the bin without a date.
        let binned = ids[3];
        state.orders.get_mut(&binned).unwrap().trashed = true;
        (deleted, silent, restocked, refunded, missed, binned)
    });
    let report = bench.engine.audit(shop.id).await.unwrap();
    bench.assert_equal(&shop, &fake).await;
    let found: BTreeSet<(String, String)> =
        report.findings.iter().map(|finding| (format!("{:?}", finding.kind), finding.native_id.0.clone())).collect();
    for (kind, id) in [
        (FindingKind::Deleted, deleted),
        (FindingKind::Silent, silent),
        (FindingKind::Stale, restocked),
        (FindingKind::Refunds, refunded),
        (FindingKind::Missing, missed),
        (FindingKind::Trashed, binned),
    ] {
        assert!(found.contains(&(format!("{kind:?}"), id.to_string())), "{kind:?} {id}: {found:?}");
    }
    assert!(!found.iter().any(|(_, id)| *id == draft.to_string()), "a swept draft is no finding");
    let silent = report.findings.iter().find(|finding| finding.native_id == silent.into()).unwrap();
    assert_eq!(silent.detail, "status", "the finding names the field");
    assert!(bench.replica.claim_alerts(time.now()).await.unwrap().is_empty(), "healing does not ring for old orders");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bin_is_followed_there_and_back() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 60, 20);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let id = fake.with(|state| state.newest(3));
    for trashed in [true, false] {
        let clock = fake.clock();
        fake.with(|state| {
            let order = state.orders.get_mut(&id).unwrap();
            order.trashed = trashed;
            order.modified = clock;
        });
        bench.settle(&shop, &fake).await;
        let stored = bench.replica.stored(shop.id, &[id.into()]).await.unwrap().remove(0);
        assert_eq!(stored.states.order == OrderState::Deleted, trashed);
    }
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_without_a_list_of_refunds_is_asked_order_by_order() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 90, 20).without_refund_feed();
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    bench.assert_equal(&shop, &fake).await;
    assert_eq!(fake.counted("refunds"), 0);
    let id = fake.with(|state| state.newest(5));
    fake.with(|state| state.refund(id));
    fake.change(id, "refunded");
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shops_clock_that_was_ahead_hides_nothing() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 80, 20);
    fake.with(|state| state.ahead = SignedDuration::from_hours(5));
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let ahead = fake.with(|state| state.newest(1));
    fake.change(ahead, "dated ahead");
    bench.settle(&shop, &fake).await;
    fake.with(|state| state.ahead = SignedDuration::ZERO);
    // The cursor is hours ahead of the shop's clock now: it is pulled back at the next look.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let after = fake.with(|state| state.newest(2));
    fake.change(after, "dated right");
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}
