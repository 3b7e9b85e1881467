//! Starts, crashes, stops, several shops, and what a user waits for.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use domain::{Code, NativeId};

use crate::bench::{Bench, fast, until};
use crate::fake::FakeShop;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crashes_between_any_two_pages_lose_and_double_nothing() {
    let time = fast();
    let mut bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 400, 20);
    fake.with(|state| state.latency = Duration::from_millis(400)); // 1 ms of ours
    for round in 0..25_u64 {
        bench.run(&shop, &fake).await;
        let engine = bench.engine.clone();
        let reading = tokio::spawn(async move { engine.sync_once(shop.id).await.map(|_| ()) });
        tokio::time::sleep(Duration::from_millis(3 + round * 3)).await;
        fake.change(fake.with(|state| state.newest(usize::try_from(round).unwrap())), &format!("round {round}"));
        reading.abort();
        let _ = reading.await;
        bench.crash();
    }
    let shop = bench.replica.shop(shop.id).await.unwrap().unwrap();
    bench.run(&shop, &fake).await;
    bench.engine.sync_once(shop.id).await.unwrap();
    bench.assert_equal(&shop, &fake).await;
    assert!(fake.counted("orders") < 400, "each start goes on from where it was: {}", fake.counted("orders"));
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shops_run_side_by_side_and_leave_alone() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let (one, two) = (bench.add("AN").await, bench.add("BO").await);
    let (first, second) = (FakeShop::new(Arc::clone(&time), 120, 20), FakeShop::new(Arc::clone(&time), 90, 20));
    bench.run(&one, &first).await;
    bench.run(&two, &second).await;
    let (a, b) = tokio::join!(bench.engine.sync_once(one.id), bench.engine.sync_once(two.id));
    assert_eq!((a.unwrap().orders, b.unwrap().orders), (120, 90));
    bench.assert_equal(&one, &first).await;
    bench.assert_equal(&two, &second).await;
    assert_eq!(bench.engine.activity().len(), 2);

    bench.engine.remove_shop(one.id).await;
    let before = first.requests.load(Ordering::Relaxed);
    second.place();
    bench.settle(&two, &second).await;
    assert_eq!(first.requests.load(Ordering::Relaxed), before, "a shop removed is asked no more");
    assert_eq!(bench.engine.sync_once(one.id).await.unwrap_err().code, Code::NoSuchShop);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_started_anew_while_it_is_read_is_read_all_the_same() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 200, 20);
    fake.with(|state| state.latency = Duration::from_millis(400));
    bench.run(&shop, &fake).await;
    let reading = {
        let engine = bench.engine.clone();
        tokio::spawn(async move { engine.sync_once(shop.id).await })
    };
    let shop = bench.replica.shop(shop.id).await.unwrap().unwrap();
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(8)).await;
        bench.run(&shop, &fake).await;
    }
    assert_eq!(reading.await.unwrap().unwrap().orders, 200);
    bench.assert_equal(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_opened_orders_notes_come_at_once_and_once() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 2_000, 20);
    fake.with(|state| state.latency = Duration::from_secs(8)); // 20 ms of ours
    bench.run(&shop, &fake).await;
    let newest = fake.with(|state| state.newest(0));
    until("the first page is there", async || {
        !bench.replica.stored(shop.id, &[newest.into()]).await.unwrap().is_empty()
    })
    .await;
    let id = NativeId::from(newest);
    let begun = Instant::now();
    let all = futures::future::join_all((0..5).map(|_| bench.engine.fetch_notes(shop.id, &id))).await;
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    assert!(begun.elapsed() < Duration::from_millis(500), "beside the first sync: {:?}", begun.elapsed());
    assert_eq!(fake.counted("notes"), 1, "asked five times, fetched once");
    let stored = bench.replica.stored(shop.id, std::slice::from_ref(&id)).await.unwrap().remove(0);
    assert!(bench.replica.order(stored.id).await.unwrap().unwrap().notes.is_some());

    fake.with(|state| "silently".clone_into(&mut state.orders.get_mut(&newest).unwrap().text));
    bench.engine.refresh_order(shop.id, &id).await.unwrap();
    let order = bench.replica.order(stored.id).await.unwrap().unwrap();
    assert_eq!(order.order.customer_note, "silently");
    fake.with(|state| state.orders.remove(&newest));
    bench.engine.refresh_order(shop.id, &id).await.unwrap();
    assert!(bench.replica.order(stored.id).await.unwrap().is_none(), "gone at the shop, gone here");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_does_not_wait_for_a_shop_that_does_not_answer() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 50, 20);
    fake.with(|state| state.latency = Duration::from_secs(1_000_000));
    bench.run(&shop, &fake).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    let notes = {
        let engine = bench.engine.clone();
        tokio::spawn(async move { engine.fetch_notes(shop.id, &NativeId::from("1")).await })
    };
    tokio::time::sleep(Duration::from_millis(20)).await;
    let begun = Instant::now();
    bench.engine.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(notes.await.unwrap().is_err(), "who waits is told");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_connections_of_a_shop_grow_to_what_it_bears() {
    let time = fast();
    let bench = Bench::new(&time).await;
    let shop = bench.add("AN").await;
    let fake = FakeShop::new(Arc::clone(&time), 3_000, 20);
    fake.with(|state| state.latency = Duration::from_secs(40)); // the same however many ask: it bears them all
    bench.run(&shop, &fake).await;
    until("several at once", async || fake.with(|state| state.most_at_once) >= 6).await;
    assert!(fake.with(|state| state.most_at_once) <= 8 + 3, "background, a look, and what a user waits for");
    bench.engine.stop().await;
}
