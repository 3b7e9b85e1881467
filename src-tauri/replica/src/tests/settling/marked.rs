//! Test orders whose answer was lost, met by their mark in a reading.

use domain::{Answer, EditKey, Question};

use super::*;

fn test_order(shop: &Shop) -> NewEdit {
    NewEdit { order: None, ..new(shop, 1, Edit::PlaceTestOrder { product: None }) }
}

/// An order that bears a mark, placed lately.
fn bearing(number: u64, key: &EditKey) -> Order {
    let mut order = order(number);
    key.as_str().clone_into(&mut order.origin);
    order
}

fn made(order: &Order) -> Outcome {
    Outcome::Done { made: Some(order.native_id.clone()), totals: None }
}

async fn edit(replica: &Replica, id: EditId) -> domain::OutboxEdit {
    replica.edit(id).await.unwrap().unwrap()
}

/// A test order whose attempt was begun.
async fn begun(replica: &Replica, shop: &Shop) -> domain::OutboxEdit {
    let entered = enter(replica, test_order(shop)).await;
    assert!(replica.begin_attempt(entered.id, now()).await.unwrap());
    edit(replica, entered.id).await
}

#[tokio::test]
async fn however_it_stands_the_reading_that_brings_its_order_settles_it() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 2).await;
    let fault = || Fault::new(Code::ConnectionLost, "place a test order", "reset");
    let stands = [
        None,
        Some((EditState::Checking, Outcome::Lost { fault: fault() })),
        Some((EditState::Unsure, Outcome::Unsure { fault: fault() })),
        Some((EditState::Pending, Outcome::Retrying { fault: fault() })),
        Some((EditState::Failed, Outcome::Failed { fault: fault() })),
        Some((EditState::Asks, Outcome::Asks { question: Question::Late })),
    ];
    for (number, stands) in (60..).zip(stands) {
        // Another one that is under way is not met.
        let other = begun(&replica, &shop).await;
        let lost = begun(&replica, &shop).await;
        if let Some((state, outcome)) = stands {
            let change = Change::Edit { id: lost.id, state, outcome: Some(outcome), not_before: Some(later(120)) };
            apply(&replica, &shop, vec![change]).await;
        }
        let placed = bearing(number, &lost.key);
        let page = [order(1), placed.clone(), order(2)];
        let applied = put_all(&replica, &shop, &page, number % 2 == 0).await;
        assert_eq!(applied.edits, [lost.id]);
        assert_eq!(applied.alerts.len(), 1, "a test order is there to ring");
        let settled = edit(&replica, lost.id).await;
        assert_eq!((settled.state, settled.outcome.clone()), (EditState::Settled, Some(made(&placed))));
        assert_eq!((&settled.order, settled.order_id), (&Some(placed.native_id), Some(applied.alerts[0])));
        assert_eq!((settled.attempts, settled.not_before, settled.ended_at), (1, None, Some(now())));
        assert_eq!(replica.edits_of(applied.alerts[0]).await.unwrap(), [settled]);
        assert_eq!(replica.rows(&applied.alerts).await.unwrap()[0].edits, 0);
        assert_eq!(put_all(&replica, &shop, &page, false).await, Applied::default(), "once");
        assert_eq!(edit(&replica, other.id).await, other);
        replica.apply(shop.id, vec![settled_by_hand(other.id)], RULES, now()).await.unwrap();
    }
    assert_eq!(replica.outbox_counts().await.unwrap(), domain::OutboxCounts::default());
    assert_eq!(replica.outbox_line(shop.id, 10).await.unwrap(), []);
}

fn settled_by_hand(id: EditId) -> Change {
    moved(id, EditState::Settled, Some(Outcome::SaidDone))
}

#[tokio::test]
async fn what_the_push_reports_of_it_later_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let sending = begun(&replica, &shop).await;
    let (first, second) = (bearing(60, &sending.key), bearing(61, &sending.key));
    put_all(&replica, &shop, std::slice::from_ref(&first), false).await;
    let settled = edit(&replica, sending.id).await;
    let fault = || Fault::new(Code::ConnectionLost, "place a test order", "reset");
    let reports = [
        // Its own answer comes after all.
        vec![moved(sending.id, EditState::Settled, Some(made(&first))), put(&first, false)],
        vec![moved(sending.id, EditState::Settled, Some(made(&second))), put(&second, false)],
        vec![moved(sending.id, EditState::Checking, Some(Outcome::Lost { fault: fault() }))],
        vec![moved(sending.id, EditState::Pending, Some(Outcome::Retrying { fault: fault() }))],
        vec![moved(sending.id, EditState::Failed, Some(Outcome::Failed { fault: fault() }))],
        vec![Change::RemoveOrder { native_id: second.native_id.clone() }],
    ];
    for report in reports {
        let applied = replica.apply(shop.id, report, RULES, later(300)).await.unwrap();
        assert_eq!(applied.edits, []);
        assert_eq!(edit(&replica, sending.id).await, settled);
    }
    assert!(!replica.begin_attempt(sending.id, later(300)).await.unwrap(), "it is never sent again");
    assert_eq!(replica.recover_edits(shop.id, SignedDuration::ZERO, later(300)).await.unwrap(), []);
    // Of the two in one transaction it is told once, whatever the push makes of it.
    for (number, report) in [(70, None), (71, Some(Outcome::Lost { fault: fault() }))] {
        let sending = begun(&replica, &shop).await;
        let placed = bearing(number, &sending.key);
        let (state, outcome, told) = match report {
            None => (EditState::Settled, made(&placed), vec![]),
            Some(lost) => (EditState::Checking, lost, vec![sending.id]),
        };
        let changes = vec![put(&placed, false), moved(sending.id, state, Some(outcome))];
        assert_eq!(apply(&replica, &shop, changes).await.edits, told);
        let stands = edit(&replica, sending.id).await;
        assert_eq!((stands.state, stands.outcome), (EditState::Settled, Some(made(&placed))));
    }
}

#[tokio::test]
async fn only_an_order_with_the_mark_of_an_open_test_order_settles_it() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 2).await;
    let elsewhere = add_shop(&replica, "BN", "Elsewhere").await;
    let open = begun(&replica, &shop).await;
    // In another shop, without a mark, with another edit's mark, of a test order that was taken back.
    assert_eq!(put_all(&replica, &elsewhere, &[bearing(60, &open.key)], false).await.edits, []);
    assert_eq!(put_all(&replica, &shop, &[bearing(61, &EditKey(String::new()))], false).await.edits, []);
    let remark = enter(&replica, note(&shop, 1, "x")).await;
    assert_eq!(put_all(&replica, &shop, &[bearing(62, &remark.key)], false).await.edits, []);
    assert_eq!(edit(&replica, remark.id).await.state, EditState::Pending);
    let dropped = begun(&replica, &shop).await;
    apply(&replica, &shop, vec![moved(dropped.id, EditState::Unsure, None)]).await;
    replica.answer(dropped.id, Answer::GiveUp, now()).await.unwrap();
    assert_eq!(put_all(&replica, &shop, &[bearing(63, &dropped.key)], false).await.edits, []);
    assert_eq!(edit(&replica, dropped.id).await.state, EditState::Dropped);
    // A creation that failed can leave a draft.
    let mut draft = bearing(64, &open.key);
    draft.states = states(OrderState::Draft, PaymentState::Unpaid);
    assert_eq!(put_all(&replica, &shop, &[draft], false).await.edits, []);
    assert_eq!(edit(&replica, open.id).await, open);
    // In the bin it was placed all the same.
    let mut trashed = bearing(64, &open.key);
    trashed.states = states(OrderState::Deleted, PaymentState::Paid);
    assert_eq!(put_all(&replica, &shop, &[trashed.clone()], true).await.edits, [open.id]);
    assert_eq!(edit(&replica, open.id).await.outcome, Some(made(&trashed)));
}

#[tokio::test]
async fn an_order_that_was_here_before_its_edit_settles_it_too() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    // The edits were put back from a copy of before the attempt: the order is here, and unchanged.
    let wanted = test_order(&shop);
    let placed = bearing(60, &wanted.key);
    put_all(&replica, &shop, std::slice::from_ref(&placed), false).await;
    let pending = enter(&replica, wanted).await;
    assert_eq!(put_all(&replica, &shop, std::slice::from_ref(&placed), false).await.edits, [pending.id]);
    let settled = edit(&replica, pending.id).await;
    assert_eq!((settled.state, settled.outcome), (EditState::Settled, Some(made(&placed))));
    assert!(!replica.begin_attempt(pending.id, now()).await.unwrap());
}
