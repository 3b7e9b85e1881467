//! Ten to a million orders: quick to start, small in memory, any page at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test that meets one fails, as it should

mod common;

use std::time::{Duration, Instant};

use common::{get, shop};
use demo_shop::Options;
use serde_json::json;

/// Kilobytes of memory this process holds, where the system tells.
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().trim_end_matches(" kB").parse().ok()
}

#[tokio::test]
async fn a_million_orders_start_in_seconds_and_fit_in_memory() {
    let before = resident_kb();
    let start = Instant::now();
    let (shop, _) = shop(Options { orders: 1_000_000, ..Options::default() });
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let asked = Instant::now();
    let page = get(&shop, "orders?per_page=100&page=7000&orderby=modified&order=asc").await;
    assert_eq!((page.ids().len(), page.total()), (100, 1_000_000));
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    let newest = get(&shop, "orders?per_page=1").await.ids()[0];
    shop.change_order(page.ids()[50], &json!({"customer_note": "x"})).unwrap();
    let last = get(&shop, "orders?per_page=1&orderby=modified&order=desc&_fields=id").await;
    assert_eq!(last.ids(), [page.ids()[50]]);
    assert!(shop.place_order() > newest);
    if let (Some(before), Some(after)) = (before, resident_kb()) {
        assert!(after.saturating_sub(before) < 300_000, "{before} kB to {after} kB");
    }
}

#[tokio::test]
async fn ten_thousand_start_at_once_and_ten_are_enough() {
    let start = Instant::now();
    let (big, _) = shop(Options { orders: 10_000, ..Options::default() });
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(get(&big, "orders?per_page=1").await.total(), 10_000);
    let (small, _) = shop(Options { orders: 10, ..Options::default() });
    assert_eq!(get(&small, "orders").await.ids().len(), 10);
    assert_eq!(get(&small, "orders?status=processing").await.body[0]["status"], "processing");
}

#[tokio::test]
async fn the_same_seed_is_the_same_shop() {
    let dump = |seed: u64| {
        let (shop, _) = shop(Options { orders: 60, seed, ..Options::default() });
        shop.dump("https://shop.test")
    };
    assert_eq!(dump(4), dump(4));
    assert_ne!(dump(4), dump(5));
}

/// A simulation makes a small shop for each of thousands of seeds.
#[test]
fn a_small_shop_is_cheap_and_so_is_looking_into_it() {
    let start = Instant::now();
    for seed in 0..40 {
        drop(shop(Options { orders: 40, seed, ..Options::default() }));
    }
    assert!(start.elapsed() < Duration::from_millis(40 * 10), "40 shops in {:?}", start.elapsed());
    let (shop, _) = shop(Options { orders: 40, ..Options::default() });
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(shop.contents().len(), 40);
    }
    assert!(start.elapsed() < Duration::from_millis(10 * 40), "10 looks at 40 orders in {:?}", start.elapsed());
}
