//! What rings: once an order, across runs, restarts, processes and rebuilds.

use domain::{OrderState, PaymentState};

use super::*;

/// Claims and gives the numbers that ring.
pub(crate) async fn ring(replica: &Replica) -> Vec<String> {
    let alerts = replica.claim_alerts(now()).await.unwrap();
    alerts.into_iter().map(|alert| alert.row.number).collect()
}

/// An order placed on a day of November 2026; the shop was connected on the first.
fn placed(id: u64, day: &str, payment: PaymentState) -> Order {
    let mut order = order(id);
    order.placed_at = at(&format!("2026-{day}T10:00:00Z"));
    let state = match payment {
        PaymentState::Paid => OrderState::Confirmed,
        PaymentState::Voided => OrderState::Cancelled,
        _ => OrderState::Placed,
    };
    order.states = states(state, payment);
    order.paid_at = (payment == PaymentState::Paid).then_some(order.placed_at);
    order
}

#[tokio::test]
async fn each_order_rings_by_the_table() {
    use PaymentState::{Failed, Paid, Pending, Voided};
    let placement = BellRules { policy: AlertPolicy::AtPlacement };
    // (what, rules, readings as (placed on, payment, history), rings at which reading)
    type Reading = (&'static str, PaymentState, bool);
    let table: [(&str, BellRules, &[Reading], Option<usize>); 11] = [
        ("old, in the first sync", RULES, &[("10-20", Paid, true)], None),
        (
            "old, changed live later",
            RULES,
            &[("10-20", Paid, true), ("10-20", Voided, false), ("10-20", Paid, false)],
            None,
        ),
        ("new", RULES, &[("11-20", Paid, false)], Some(0)),
        ("new, read twice", RULES, &[("11-20", Paid, false), ("11-20", Paid, false)], Some(0)),
        ("new, first met by the backfill", RULES, &[("11-20", Paid, true)], Some(0)),
        ("pending, then paid", RULES, &[("11-20", Pending, false), ("11-20", Paid, false)], Some(1)),
        (
            "failed, then pending, then paid",
            RULES,
            &[("11-20", Failed, false), ("11-20", Pending, false), ("11-20", Paid, false)],
            Some(2),
        ),
        ("old and pending, paid today", RULES, &[("10-20", Pending, true), ("10-20", Paid, false)], Some(1)),
        (
            "pending, then cancelled, then paid",
            RULES,
            &[("11-20", Pending, false), ("11-20", Voided, false), ("11-20", Paid, false)],
            None,
        ),
        ("pending, rings at placement", placement, &[("11-20", Pending, false), ("11-20", Paid, false)], Some(0)),
        ("old, at placement", placement, &[("10-20", Pending, true), ("10-20", Paid, false)], None),
    ];
    for (what, rules, readings, rings) in &table {
        let dir = tempfile::tempdir().unwrap();
        let (replica, shop) = with_shop(dir.path()).await;
        let mut rang = None;
        for (n, (day, payment, history)) in readings.iter().enumerate() {
            let change = put(&placed(7, day, *payment), *history);
            let applied = replica.apply(shop.id, vec![change], *rules, now()).await.unwrap();
            let rung = ring(&replica).await;
            assert_eq!(applied.alerts.len(), rung.len(), "{what}");
            if !rung.is_empty() {
                assert_eq!(rang, None, "{what}: twice");
                rang = Some(n);
            }
        }
        assert_eq!(rang, *rings, "{what}");
    }
}

#[tokio::test]
async fn what_came_in_while_closed_rings_once_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    put_all(&replica, &shop, &[placed(1, "11-20", PaymentState::Paid)], false).await;
    replica.close().await.unwrap();
    let replica = open(dir.path()).await;
    put_all(&replica, &shop, &[placed(2, "11-19", PaymentState::Paid)], false).await;
    assert_eq!(ring(&replica).await, ["2", "1"], "oldest first");
    replica.close().await.unwrap();
    let replica = open(dir.path()).await;
    assert_eq!(ring(&replica).await, [""; 0]);
    let counts = replica.counts(now()).await.unwrap();
    assert_eq!(counts.unseen, 2);
}

#[tokio::test]
async fn two_processes_never_ring_the_same_order() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await.unwrap();
    let mut rung = Vec::new();
    for n in 1..20 {
        put_all(&replica, &shop, &[placed(n, "11-20", PaymentState::Paid)], false).await;
        let (ours, theirs) = tokio::join!(ring(&replica), ring(&beside));
        rung.extend(ours);
        rung.extend(theirs);
    }
    rung.sort_by_key(|n| n.parse::<u32>().unwrap());
    assert_eq!(rung, (1..20).map(|n| n.to_string()).collect::<Vec<_>>());
}
