//! Orders of lists, and counts that stay right whatever changes.

use std::collections::BTreeMap;

use domain::{BuiltInView, Direction, OrderState, PaymentState, Sort, search::Query};
use proptest::prelude::*;

use super::{timings::varied, *};
use crate::{ListQuery, OrderRow};

#[tokio::test]
async fn each_sort_is_in_its_order_both_ways() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let orders: Vec<Order> = (0..300)
        .map(|n| {
            let mut order = varied(n * 7);
            if n % 9 == 0 {
                order.number = format!("M-{}", n * 7);
            }
            order.currency = Currency::new(["EUR", "NOK"][(n % 2) as usize]).unwrap();
            order.shipping_lines[0].method.title = ["Parcel", "Letter", "Ékspres"][(n % 3) as usize].to_owned();
            order
        })
        .collect();
    put_all(&replica, &shop, &orders, true).await;
    let fold = |text: &str| domain::fold::fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    type Key = Box<dyn Fn(&OrderRow) -> (String, i128)>;
    let placed = |row: &OrderRow| row.placed_at.as_nanosecond();
    let sorts: Vec<(Sort, Key)> = vec![
        (Sort::PlacedAt, Box::new(move |row| (String::new(), placed(row)))),
        (Sort::ModifiedAt, Box::new(|row| (String::new(), row.modified_at.unwrap().as_nanosecond()))),
        (
            Sort::Number,
            Box::new(|row| {
                let digits = row.number.trim_start_matches("M-");
                (if digits == row.number { "" } else { "m" }.to_owned(), digits.parse().unwrap())
            }),
        ),
        (Sort::Customer, Box::new(move |row| (fold(&row.customer), 0))),
        (Sort::Status, Box::new(|row| (row.status.clone(), 0))),
        (
            Sort::Total,
            Box::new(|row| {
                (row.total.currency.to_string(), (row.total.amount * Decimal::from(100)).try_into().unwrap())
            }),
        ),
        (Sort::Pieces, Box::new(|row| (String::new(), row.pieces.parse::<i64>().unwrap().into()))),
        (Sort::Place, Box::new(move |row| (format!("{}\u{0}{}", row.country, fold(&row.city)), 0))),
        (Sort::Shipping, Box::new(move |row| (fold(&row.shipping), 0))),
    ];
    for (sort, key) in sorts {
        for view in [None, Some(BuiltInView::ToPack), Some(BuiltInView::All)] {
            let mut lists = Vec::new();
            for direction in [Direction::Ascending, Direction::Descending] {
                let query = ListQuery { view, sort, direction, ..ListQuery::default() };
                lists.push(replica.open_list(&query, now()).await.unwrap().ids);
            }
            let rows = replica.rows(&lists[0]).await.unwrap();
            assert_eq!(rows.len(), if view == Some(BuiltInView::ToPack) { 15 } else { 300 }, "{sort:?}");
            assert!(
                rows.is_sorted_by(|a, b| (key(a), a.id) < (key(b), b.id)),
                "{sort:?} {:?}",
                rows.iter().map(|row| (key(row), row.id)).collect::<Vec<_>>()
            );
            let reversed: Vec<_> = lists[1].iter().rev().copied().collect();
            assert_eq!(lists[0][..], reversed[..], "{sort:?}");
        }
    }
}

#[tokio::test]
async fn drafts_and_deleted_orders_are_in_no_list() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut orders = [order(1), order(2), order(3)];
    orders[1].states = states(OrderState::Draft, PaymentState::Unpaid);
    orders[2].states = states(OrderState::Deleted, PaymentState::Paid);
    put_all(&replica, &shop, &orders, true).await;
    for search in ["", "zofia", "-nobody", "paid:yes", "-country:no", "date:2026"] {
        let query = ListQuery { search: Query::parse(search).unwrap(), ..ListQuery::default() };
        assert_eq!(replica.open_list(&query, now()).await.unwrap().ids.len(), 1, "{search}");
        assert_eq!(replica.count(&query, now()).await.unwrap(), 1, "{search}");
    }
    assert_eq!(replica.health().await.unwrap()[0].orders, 1);
    assert_eq!(replica.resolve("3").await.unwrap().len(), 1, "what was trashed can still be opened by its number");
}

#[tokio::test]
async fn a_list_tells_how_many_of_all_its_orders_are_new() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let mut orders: Vec<Order> = (40..49).map(order).collect();
    orders[0].billing.country = "NO".to_owned();
    orders[1].states = states(OrderState::Deleted, PaymentState::Paid);
    put_all(&replica, &shop, &orders, false).await;
    let unseen = async |view, search: &str| {
        let query = ListQuery { view, search: Query::parse(search).unwrap(), ..ListQuery::default() };
        replica.open_list(&query, now()).await.unwrap().unseen
    };
    assert_eq!((unseen(None, "").await, unseen(Some(BuiltInView::ToPack), "").await), (8, 8));
    assert_eq!((unseen(None, "country:no").await, unseen(Some(BuiltInView::OnHold), "").await), (1, 0));
    let one = replica.resolve("40").await.unwrap();
    replica.mark_seen(&one).await.unwrap();
    assert_eq!((unseen(None, "").await, unseen(None, "country:no").await), (7, 0));
}

#[tokio::test]
async fn many_orders_are_read_whole_as_one_is() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = super::edits::stocked(dir.path(), 5).await;
    super::edits::enter(&replica, super::edits::status(&shop, 3, "on-hold")).await;
    let settled = super::edits::enter(&replica, super::edits::note(&shop, 2, "x")).await;
    apply(&replica, &shop, vec![super::edits::settled(settled.id)]).await;
    let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
    replica.record_print(&ids[1..3], "bench", 1, now()).await.unwrap();
    let asked = [ids[4], domain::OrderId(999), ids[0], ids[2], ids[1], ids[3]];
    let all = replica.orders(&asked).await.unwrap();
    let there: Vec<_> = all.iter().map(|stored| stored.row.id).collect();
    assert_eq!(there, [ids[4], ids[0], ids[2], ids[1], ids[3]], "in the order asked, without what is not here");
    for stored in all {
        assert_eq!(replica.order(stored.row.id).await.unwrap().unwrap(), stored);
        let edited = stored.history.iter().any(|entry| matches!(entry.event, crate::HistoryEvent::Edited { .. }));
        assert_eq!(edited, stored.row.number == "2", "{stored:?}");
    }
}

/// One step of a random history.
#[derive(Clone, Debug)]
enum Step {
    Put { orders: Vec<(u64, u8, u16)>, live: bool },
    Remove(u64),
    Quarantine(u64),
    Seen(u64),
    Count,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let put = (proptest::collection::vec((0..40_u64, 0..10_u8, 0..400_u16), 1..8), any::<bool>())
        .prop_map(|(orders, live)| Step::Put { orders, live });
    let step = prop_oneof![
        5 => put,
        1 => (0..40_u64).prop_map(Step::Remove),
        1 => (0..40_u64).prop_map(Step::Quarantine),
        1 => (0..40_u64).prop_map(Step::Seen),
        3 => Just(Step::Count),
    ];
    proptest::collection::vec(step, 1..25)
}

fn shaped(id: u64, shape: u8, total: u16) -> Order {
    let mut order = order(id);
    (order.states.order, order.states.payment) = match shape {
        0 => (OrderState::Confirmed, PaymentState::Paid),
        1 => (OrderState::Placed, PaymentState::Pending),
        2 => (OrderState::OnHold, PaymentState::Unpaid),
        3 => (OrderState::Placed, PaymentState::Failed),
        4 => (OrderState::Cancelled, PaymentState::Voided),
        5 => (OrderState::Draft, PaymentState::Unpaid),
        6 => (OrderState::Deleted, PaymentState::Paid),
        7 => (OrderState::AwaitingCustomer, PaymentState::Unpaid),
        _ => (OrderState::Complete, PaymentState::Paid),
    };
    order.status = format!("s{shape}");
    order.totals.total = Decimal::from(total);
    order.placed_at = at("2026-10-25T10:00:00Z") + jiff::SignedDuration::from_hours(i64::try_from(id).unwrap());
    // Some were completed today, some on another day.
    order.completed_at =
        (shape >= 8).then(|| at(if shape == 8 { "2026-11-22T08:00:00Z" } else { "2026-11-20T08:00:00Z" }));
    order.customer_note = if total.is_multiple_of(3) { "Gift wrapping".to_owned() } else { String::new() };
    order
}

type Rule = fn(&Order) -> bool;
const SAVED: [(&str, Rule); 4] = [
    ("gift", |o| !o.customer_note.is_empty()),
    ("-status:cancelled paid:no", |o| o.states.order != OrderState::Cancelled && !o.states.paid()),
    ("total>=200 -gift", |o| o.totals.total >= Decimal::from(200) && o.customer_note.is_empty()),
    ("date:>600h", |o| o.placed_at < now() - jiff::SignedDuration::from_hours(600)),
];

/// The counts by the domain's rules over plain orders.
fn recount(orders: &BTreeMap<u64, (Order, bool)>) -> (Vec<(BuiltInView, u32)>, Vec<u32>) {
    let listed: Vec<&(Order, bool)> = orders.values().filter(|(o, _)| BuiltInView::All.holds(o.states)).collect();
    let count = |rule: &dyn Fn(&Order, bool) -> bool| {
        u32::try_from(listed.iter().filter(|(o, q)| rule(o, *q)).count()).unwrap()
    };
    let today = at("2026-11-22T08:00:00Z");
    let built_in = BuiltInView::ALL.iter().map(|view| {
        (
            *view,
            count(&|o, quarantined| match view {
                BuiltInView::Problems => quarantined || o.states.problem(),
                BuiltInView::ShippedToday => view.holds(o.states) && o.completed_at == Some(today),
                _ => view.holds(o.states),
            }),
        )
    });
    (built_in.collect(), SAVED.iter().map(|(_, rule)| count(&|o, _| rule(o))).collect())
}

async fn follow(steps: Vec<Step>) {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await.unwrap();
    for (search, _) in SAVED {
        replica.save_view(search, search, None).await.unwrap();
    }
    let mut model: BTreeMap<u64, (Order, bool)> = BTreeMap::new();
    for step in steps.into_iter().chain([Step::Count]) {
        match step {
            Step::Put { orders, live } => {
                let orders: Vec<Order> =
                    orders.into_iter().map(|(id, shape, total)| shaped(id, shape, total)).collect();
                // The other process's changes must be seen as well.
                let by = if live { &replica } else { &beside };
                put_all(by, &shop, &orders, !live).await;
                for order in orders {
                    model.insert(order.native_id.0.parse().unwrap(), (order, false));
                }
            }
            Step::Remove(id) => {
                apply(&replica, &shop, vec![Change::RemoveOrder { native_id: NativeId::from(id) }]).await;
                model.remove(&id);
            }
            Step::Quarantine(id) => {
                apply(&replica, &shop, vec![Change::Quarantine(super::applying::quarantined(&id.to_string()))]).await;
                model.entry(id).and_modify(|(_, quarantined)| *quarantined = true);
            }
            Step::Seen(id) => {
                let ids = replica.resolve(&id.to_string()).await.unwrap();
                replica.mark_seen(&ids).await.unwrap();
            }
            Step::Count => {
                for reader in [&replica, &beside] {
                    let counts = reader.counts(now()).await.unwrap();
                    let (built_in, saved) = recount(&model);
                    assert_eq!(counts.built_in, built_in);
                    assert_eq!(counts.saved.iter().map(|(_, n)| *n).collect::<Vec<_>>(), saved);
                    let all = reader.open_list(&ListQuery::default(), now()).await.unwrap().ids;
                    let rows = reader.rows(&all).await.unwrap();
                    assert_eq!(rows.len(), all.len());
                    assert_eq!(rows.iter().filter(|row| row.unseen).count(), counts.unseen as usize);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn counts_after_random_changes_equal_a_recount(steps in steps()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(follow(steps));
    }
}
