//! The promised times at a hundred thousand orders, by hand: `cargo test -p replica timings -- --ignored --nocapture`.
//! The product's own bench measures them against raw baselines; this shows at once what a change of the schema costs.

use std::time::{Duration, Instant};

use domain::{BuiltInView, Direction, OrderState, PaymentState, Sort, search::Query};

use super::*;
use crate::ListQuery;

const NAMES: [&str; 12] = [
    "Anna de Vries",
    "Zofia Dąbrowska",
    "Jürgen Groß",
    "Åse Ødegård",
    "Camille Lefèvre",
    "佐藤 美咲",
    "김민준",
    "محمد أحمد",
    "Γιώργος Παπάς",
    "Bram Aarts",
    "Ana Alvarez",
    "Noor Bakker",
];

/// An order that differs from its neighbours in all that lists sort and filter by.
pub(crate) fn varied(n: u64) -> Order {
    let mut order = order(1);
    let placed = at("2024-01-01T00:00:00Z") + jiff::SignedDuration::from_secs(i64::try_from(n * 900).unwrap());
    order.native_id = NativeId::from(n + 10);
    order.number = (n + 10_000).to_string();
    order.customer.name = format!("{} {}", NAMES[(n % 12) as usize], n % 977);
    order.billing.city = format!("City {}", n % 613);
    order.billing.line_1 = format!("{} Avenue {}", NAMES[(n % 7) as usize], n % 211);
    order.billing.email = format!("customer{n}@example.org");
    order.billing.phone = format!("+31 6 {:08}", n * 7919 % 100_000_000);
    order.billing.country = ["NL", "PL", "FR", "NO", "DE"][(n % 5) as usize].to_owned();
    (order.placed_at, order.modified_at, order.paid_at) = (placed, Some(placed), Some(placed));
    order.totals.total = Decimal::new(i64::try_from(n * 37 % 50_000).unwrap(), 2);
    let (status, order_state, payment) = match n % 20 {
        0 => ("processing", OrderState::Confirmed, PaymentState::Paid),
        1 => ("pending", OrderState::Placed, PaymentState::Pending),
        2 => ("on-hold", OrderState::OnHold, PaymentState::Unpaid),
        3 => ("failed", OrderState::Placed, PaymentState::Failed),
        4 => ("cancelled", OrderState::Cancelled, PaymentState::Voided),
        _ => ("completed", OrderState::Complete, PaymentState::Paid),
    };
    status.clone_into(&mut order.status);
    order.states = states(order_state, payment);
    order.completed_at = (order_state == OrderState::Complete).then_some(placed);
    let line = order.lines[0].clone();
    order.lines = (0..1 + n % 4)
        .map(|k| Line {
            name: format!("Article {} in {}", (n + k) % 200, ["amber", "blue", "sage"][((n + k) % 3) as usize]),
            sku: format!("SKU-{:03}", (n + k) % 200),
            ..line.clone()
        })
        .collect();
    order
}

struct Times(Vec<Duration>);

impl Times {
    fn print(mut self, what: &str) {
        self.0.sort();
        let at = |share: usize| self.0[(self.0.len() - 1) * share / 100];
        println!("{what:<44} p50 {:>10.2?}   p99 {:>10.2?}", at(50), at(99));
    }
}

async fn timed<T>(times: usize, mut what: impl AsyncFnMut(usize) -> T) -> Times {
    let mut all = Vec::with_capacity(times);
    for n in 0..times {
        let start = Instant::now();
        what(n).await;
        all.push(start.elapsed());
    }
    Times(all)
}

#[tokio::test]
#[ignore = "takes minutes: run it by hand"]
async fn timings() {
    let count: u64 = std::env::var("ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let start = Instant::now();
    let mut applying = Duration::ZERO;
    for page in (0..count).rev().collect::<Vec<_>>().chunks(100) {
        let changes = page.iter().map(|n| put(&varied(*n), true)).collect();
        let start = Instant::now();
        apply(&replica, &shop, changes).await;
        applying += start.elapsed();
    }
    println!("{count} orders in {:?}, applying {applying:?}", start.elapsed());
    for search in ["-status:cancelled paid:no", "country:no total>100", "dabrow date:2025", "amber -blue", "date:>24h"]
    {
        replica.save_view(search, search, None).await.unwrap();
    }
    let sorts = [
        Sort::PlacedAt,
        Sort::Number,
        Sort::Customer,
        Sort::Status,
        Sort::Total,
        Sort::Pieces,
        Sort::Place,
        Sort::Shipping,
        Sort::ModifiedAt,
    ];
    let open = async |sort, direction, view, search: &str| {
        let query = ListQuery { view, sort, direction, search: Query::parse(search).unwrap(), shop: None };
        replica.open_list(&query, now()).await.unwrap()
    };
    timed(9, async |n| open(sorts[n], Direction::Descending, None, "").await)
        .await
        .print("open a list, first time, each sort");
    timed(40, async |n| open(sorts[n % 9], Direction::Descending, BuiltInView::ALL.get(n % 6).copied(), "").await)
        .await
        .print("open a list again, each sort and view");
    let list = open(Sort::PlacedAt, Direction::Descending, None, "").await.ids;
    timed(300, async |n| replica.rows(&list[n * 50..n * 50 + 50]).await.unwrap()).await.print("a page of 50");
    let middle = list.len() / 2;
    timed(100, async |n| replica.rows(&list[middle + n * 50..][..50]).await.unwrap())
        .await
        .print("a page in the middle");
    timed(500, async |n| replica.order(list[n * 7919 % list.len()]).await.unwrap()).await.print("opening an order");
    let searches = [
        "a",
        "an",
        "ann",
        "b",
        "c",
        "s",
        "ar",
        "dabrowska",
        "佐藤",
        "avenue 7",
        "customer1",
        "customer55",
        "sku-1",
        "anna -blue",
        "status:pending",
        "-status:cancelled paid:no",
        "paid:no an",
        "total>100",
        "date:7d",
        "date:2025",
        "country:no,pl a",
        "shop:an amber",
        "zzz",
        "3161",
        "-a",
        "\"anna de\"",
        "10482",
    ];
    timed(searches.len(), async |n| {
        let start = Instant::now();
        let list = open(Sort::PlacedAt, Direction::Descending, None, searches[n]).await;
        replica.rows(&list.ids[..list.ids.len().min(50)]).await.unwrap();
        println!("    {:<30} {:>7} orders {:?}", searches[n], list.ids.len(), start.elapsed());
    })
    .await
    .print("search to its first page");
    timed(1, async |_| replica.counts(now()).await.unwrap()).await.print("all counts, first time");
    timed(50, async |_| replica.counts(now()).await.unwrap()).await.print("all counts again");
    timed(30, async |n| {
        let mut order = varied(n as u64);
        order.customer_note = "changed".to_owned();
        let change = put(&order, false);
        apply(&replica, &shop, vec![change]).await;
    })
    .await
    .print("one changed order");
    let mut n = 100;
    timed(30, async |_| {
        n += 1;
        let mut order = varied(n);
        order.customer_note = "changed".to_owned();
        apply(&replica, &shop, vec![put(&order, false)]).await;
        let start = Instant::now();
        replica.counts(now()).await.unwrap();
        println!("    counts after a change {:?}", start.elapsed());
    })
    .await
    .print("a changed order and all counts");
    edits(&replica, &shop, count).await;
    timed(20, async |_| replica.health().await.unwrap()).await.print("health");
    let start = Instant::now();
    replica.back_up_ledgers(now()).await.unwrap();
    println!("backup of the ledgers {:?}", start.elapsed());
    let size = std::fs::metadata(dir.path().join("shopbell.db")).unwrap().len();
    println!("file {} MiB", size >> 20);
    let start = Instant::now();
    replica.close().await.unwrap();
    println!("close {:?}", start.elapsed());
    timed(3, async |_| open_and_close(dir.path()).await).await.print("open and close");
    let start = Instant::now();
    std::fs::remove_file(dir.path().join("shopbell.sound")).unwrap();
    open_and_close(dir.path()).await;
    println!("open after a stranger's touch, and close {:?}", start.elapsed());
}

/// What an edit costs its user, and the push: each on the disk when it returns.
async fn edits(replica: &Replica, shop: &Shop, count: u64) {
    let on_hold = |n: u64| super::edits::status(shop, n * 37 % count + 10, "on-hold");
    let mut entered = Vec::new();
    timed(300, async |n| entered.extend(replica.enter(vec![on_hold(n as u64)], now()).await.unwrap()))
        .await
        .print("enter one edit");
    let bulk: Vec<_> = (1000..1500).map(|n| domain::NewEdit { batch: Some("bulk".to_owned()), ..on_hold(n) }).collect();
    timed(1, async |_| replica.enter(bulk.clone(), now()).await.unwrap()).await.print("enter five hundred");
    timed(1, async |_| replica.undo_batch("bulk", now()).await.unwrap()).await.print("take five hundred back");
    timed(50, async |_| replica.outbox_line(shop.id, 200).await.unwrap())
        .await
        .print("what the push reads, 200 orders");
    timed(50, async |_| replica.outbox_counts().await.unwrap()).await.print("the outbox's counts");
    timed(200, async |n| assert!(replica.begin_attempt(entered[n].id, now()).await.unwrap()))
        .await
        .print("begin an attempt");
    timed(200, async |n| {
        let number: u64 = entered[n].order.as_ref().unwrap().as_str().parse().unwrap();
        let mut order = varied(number - 10);
        order.status = "on-hold".to_owned();
        order.states = states(OrderState::OnHold, PaymentState::Unpaid);
        apply(replica, shop, vec![put(&order, true), super::edits::settled(entered[n].id)]).await;
    })
    .await
    .print("settle an edit with its answer");
    timed(200, async |n| replica.customer_orders(&format!("customer{n}@example.org")).await.unwrap())
        .await
        .print("a customer's orders");
    let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
    timed(5, async |n| replica.orders(&ids[n * 500..n * 500 + 500]).await.unwrap())
        .await
        .print("five hundred orders whole");
}

async fn open_and_close(directory: &Path) {
    let replica = super::open(directory).await;
    assert_eq!(*replica.opening(), crate::Opening::Existing);
    replica.close().await.unwrap();
}
