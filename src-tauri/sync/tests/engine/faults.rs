//! What fails is waited for, tried again, split, quarantined, shown: never silent, and never the whole for a part.

use std::sync::Arc;
use std::time::Duration;

use domain::{Code, Retry};

use crate::bench::{Bench, fast, until};
use crate::fake::{FakeShop, fault};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_failure_in_five_delays_and_nothing_more() {
    for percent in [20, 40] {
        let time = fast();
        let bench = Bench::new(&time).await;
        let shop = bench.add("AN").await;
        let fake = FakeShop::new(Arc::clone(&time), 160, 20);
        fake.with(|state| state.fail_percent = percent);
        bench.run(&shop, &fake).await;
        let report = bench.engine.sync_once(shop.id).await.unwrap();
        assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
        bench.assert_equal(&shop, &fake).await;
        bench.engine.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_order_that_breaks_its_pages_is_named_and_the_rest_arrives() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 200, 50);
    let (named, nameless, side) = fake.with(|state| {
        let (named, nameless, side) = (state.newest(77), state.newest(120), state.newest(121));
        state.poison.extend([named, nameless, side]);
        state.nameless.extend([nameless, side]);
        (named, nameless, side)
    });
    bench.run(&shop, &fake).await;
    let report = bench.engine.sync_once(shop.id).await.unwrap();
    let differences = bench.differences(&shop, &fake, &[named, nameless, side]).await;
    assert!(differences.is_empty(), "{differences:#?}");
    let names: Vec<_> = report.quarantined.iter().filter_map(|row| row.native_id.clone()).collect();
    assert_eq!(names, [named.into()], "named where the shop tells the name");
    assert!(report.quarantined.len() >= 3, "the others by their places: {:?}", report.quarantined);

    fake.change(named, "changed and still broken");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let before = fake.requests.load(std::sync::atomic::Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(400)).await; // 160 s: ten looks
    let asked = fake.requests.load(std::sync::atomic::Ordering::Relaxed) - before;
    assert!(asked < 120, "a row known to be broken is not split out at every look: {asked}");

    fake.with(|state| {
        state.poison.clear();
        state.nameless.clear();
    });
    let report = bench.engine.sync_once(shop.id).await.unwrap();
    assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
    bench.assert_equal(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_healed_at_the_shop_leaves_quarantine_by_itself() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 60, 20);
    let id = fake.with(|state| state.newest(33));
    fake.with(|state| state.poison.insert(id));
    bench.run(&shop, &fake).await;
    until("it is in quarantine", async || !bench.replica.quarantined(shop.id).await.unwrap().is_empty()).await;
    fake.with(|state| state.poison.clear());
    bench.settle(&shop, &fake).await;
    until("it is out", async || bench.replica.quarantined(shop.id).await.unwrap().is_empty()).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_ends_the_reading_shows_and_heals() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 60, 20);
    fake.with(|state| state.down = Some(fault(Code::WrongKey)));
    bench.run(&shop, &fake).await;
    assert_eq!(bench.engine.sync_once(shop.id).await.unwrap_err().code, Code::WrongKey);
    let trouble = bench.replica.health().await.unwrap().remove(0).trouble.unwrap();
    assert_eq!(trouble.code(), Code::WrongKey);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let before = fake.counted("facts");
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(fake.counted("facts") - before <= 1, "nothing is asked that cannot succeed");

    fake.with(|state| state.down = None);
    bench.engine.sync_now(None);
    bench.settle(&shop, &fake).await;
    until("the trouble is over", async || bench.replica.health().await.unwrap().remove(0).trouble.is_none()).await;
    assert!(bench.replica.health().await.unwrap().remove(0).last_checked.is_some());
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_shop_quarantines_nothing_and_ends_a_reading_in_bounded_time() {
    for code in [Code::Unreachable, Code::ServerError, Code::BadAnswer] {
        let time = fast();
        let bench = Bench::new(&time).await;
        let shop = bench.add("AN").await;
        let fake = FakeShop::new(Arc::clone(&time), 100, 20);
        fake.with(|state| {
            state.hook = Some(Box::new(move |state, number| {
                if number == 4 {
                    state.down = Some(fault(code));
                }
            }));
        });
        bench.run(&shop, &fake).await;
        assert_eq!(bench.engine.sync_once(shop.id).await.unwrap_err().code, code);
        assert!(bench.replica.quarantined(shop.id).await.unwrap().is_empty());
        fake.with(|state| {
            state.hook = None;
            state.down = None;
        });
        bench.engine.sync_once(shop.id).await.unwrap();
        bench.assert_equal(&shop, &fake).await;
        bench.engine.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn retry_after_is_waited_for() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 100, 20);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    let slow = fault(Code::SlowDown).with_retry(Retry::After(240)); // 600 ms of ours
    fake.with(|state| state.failures.push_back(slow));
    until("the shop said so", async || fake.with(|state| state.failures.is_empty())).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let before = fake.requests.load(std::sync::atomic::Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(fake.requests.load(std::sync::atomic::Ordering::Relaxed), before, "not one request meanwhile");
    let id = fake.place();
    until("and then it goes on", async || !bench.replica.stored(shop.id, &[id.into()]).await.unwrap().is_empty()).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_goes_takes_its_unreadable_notes_along() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 30, 20);
    fake.with(|state| state.noteless = true);
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    assert!(!bench.replica.quarantined(shop.id).await.unwrap().is_empty(), "notes that cannot be read");
    fake.with(|state| {
        state.noteless = false;
        let newest: Vec<u64> = (0..10).map(|age| state.newest(age)).collect();
        state.orders.retain(|id, _| !newest.contains(id));
    });
    bench.engine.sync_once(shop.id).await.unwrap();
    assert_eq!(bench.replica.quarantined(shop.id).await.unwrap(), []);
    bench.engine.stop().await;
}
