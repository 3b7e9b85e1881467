//! Attempts and what they come to: beside readings, after crashes, in every order of events.

mod marked;

use domain::{BuiltInView, Code, Edit, EditId, EditState, Fault, NewEdit, OrderState, Outcome, PaymentState, Refund};
use jiff::SignedDuration;

use super::{edits::*, *};
use crate::{HistoryEvent, OutboxQuery};

fn with_status(number: u64, status: &str, state: OrderState, payment: PaymentState) -> Order {
    let mut order = order(number);
    order.status = status.to_owned();
    order.states = states(state, payment);
    order
}

/// As the shop answers the edit that puts it on hold.
fn held(number: u64) -> Order {
    let mut order = with_status(number, "on-hold", OrderState::OnHold, PaymentState::Unpaid);
    order.modified_at = Some(now());
    order
}

fn later(secs: i64) -> Timestamp {
    now() + SignedDuration::from_secs(secs)
}

#[tokio::test]
async fn an_attempt_is_counted_before_it_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 2).await;
    let edit = enter(&replica, NewEdit { not_before: Some(later(8)), ..status(&shop, 1, "on-hold") }).await;
    assert_eq!(edit.not_before, Some(later(8)));
    assert!(replica.begin_attempt(edit.id, later(9)).await.unwrap());
    assert!(!replica.begin_attempt(edit.id, later(9)).await.unwrap(), "it is on its way already");
    let sending = replica.edit(edit.id).await.unwrap().unwrap();
    assert_eq!((sending.state, sending.attempts, sending.attempted_at), (EditState::Sending, 1, Some(later(9))));
    let row = replica.rows(&[id(&replica, 1).await]).await.unwrap().remove(0);
    assert_eq!(row.edit_state, Some(EditState::Sending));
    let fault = Fault::new(Code::ServerError, "set status", "500");
    let retrying = Outcome::Retrying { fault };
    let back = Change::Edit {
        id: edit.id,
        state: EditState::Pending,
        outcome: Some(retrying.clone()),
        not_before: Some(later(60)),
    };
    let applied = apply(&replica, &shop, vec![back]).await;
    assert_eq!(applied.changed, [id(&replica, 1).await], "the row tells of it");
    let waiting = replica.edit(edit.id).await.unwrap().unwrap();
    assert_eq!(
        (waiting.state, waiting.outcome, waiting.not_before),
        (EditState::Pending, Some(retrying), Some(later(60)))
    );
    assert_eq!(shown(&replica, 1).await.status, "on-hold", "it is still wanted");
    // Taken back before it was begun, it must not be sent.
    let other = enter(&replica, status(&shop, 2, "on-hold")).await;
    replica.undo(other.id, now()).await.unwrap();
    assert!(!replica.begin_attempt(other.id, now()).await.unwrap());
    assert!(!replica.begin_attempt(EditId(99), now()).await.unwrap());
}

#[tokio::test]
async fn an_edit_settles_with_its_answer_and_nothing_flickers() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let edit = enter(&replica, status(&shop, 1, "on-hold")).await;
    replica.begin_attempt(edit.id, now()).await.unwrap();
    // A reading from before the effect changes nothing that is shown.
    let mut noted = order(1);
    noted.customer_note = "please ring".to_owned();
    put_all(&replica, &shop, &[noted], false).await;
    let order_id = id(&replica, 1).await;
    let stored = replica.order(order_id).await.unwrap().unwrap();
    assert_eq!((stored.order.status.as_str(), stored.order.customer_note.as_str()), ("on-hold", "please ring"));
    assert!(stored.row.has_note);
    assert_eq!(found(&replica, "ring").await, 1);
    // The same reading once more is no change.
    let mut noted = order(1);
    noted.customer_note = "please ring".to_owned();
    assert_eq!(put_all(&replica, &shop, &[noted], false).await.changed, []);
    let applied = apply(&replica, &shop, vec![put(&held(1), false), settled(edit.id)]).await;
    assert_eq!(applied.changed, [order_id]);
    let stored = replica.order(order_id).await.unwrap().unwrap();
    assert_eq!((&stored.order, &stored.mirror_status), (&held(1), &None));
    assert_eq!(replica.mirror(order_id).await.unwrap(), Some(held(1)));
    assert_eq!((stored.row.edits, stored.row.edit_state, stored.row.problem), (0, None, false));
    let told: Vec<_> = stored.history.iter().filter(|e| matches!(e.event, HistoryEvent::Edited { .. })).collect();
    assert_eq!(told.len(), 1, "{:?}", stored.history);
    assert_eq!(stored.edits[0].ended_at, Some(now()));
    // What ended is never opened again.
    apply(&replica, &shop, vec![moved(edit.id, EditState::Failed, None)]).await;
    assert_eq!(state(&replica, edit.id).await, EditState::Settled);
    assert_eq!(replica.outbox_line(shop.id, 10).await.unwrap(), []);
    let query = OutboxQuery { states: vec![EditState::Settled], limit: 5, ..OutboxQuery::default() };
    assert_eq!(replica.outbox(&query).await.unwrap()[0].id, edit.id);
}

#[tokio::test]
async fn an_edit_of_another_shop_is_not_moved() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let other = add_shop(&replica, "FJ", "Fjord").await;
    let edit = enter(&replica, status(&shop, 1, "on-hold")).await;
    apply(&replica, &other, vec![settled(edit.id), settled(EditId(404))]).await;
    assert_eq!(state(&replica, edit.id).await, EditState::Pending);
}

#[tokio::test]
async fn what_waits_for_its_user_is_a_problem_whatever_else_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 4).await;
    let problems = async || count(&replica, BuiltInView::Problems).await;
    let fault = || Fault::new(Code::Refused, "set status", "no");
    let mut edits = Vec::new();
    for number in 1..=4 {
        edits.push(enter(&replica, status(&shop, number, "on-hold")).await.id);
    }
    assert_eq!(problems().await, 0);
    let question = domain::Question::Late;
    let states = [
        moved(edits[0], EditState::Failed, Some(Outcome::Failed { fault: fault() })),
        moved(edits[1], EditState::Unsure, Some(Outcome::Unsure { fault: fault() })),
        moved(edits[2], EditState::Asks, Some(Outcome::Asks { question })),
    ];
    apply(&replica, &shop, states.into()).await;
    assert_eq!(problems().await, 3);
    let rows = async |number: u64| replica.rows(&[id(&replica, number).await]).await.unwrap().remove(0);
    assert_eq!(rows(1).await.edit_state, Some(EditState::Failed));
    assert_eq!(shown(&replica, 1).await.status, "processing", "a failed edit is not shown as if it took place");
    assert_eq!(shown(&replica, 3).await.status, "on-hold", "one that asks is");
    // Readings, the quarantine and another edit leave it among the problems.
    let mut touched = order(1);
    touched.customer_note = "touched".to_owned();
    put_all(&replica, &shop, &[touched], false).await;
    let key = "1".to_owned();
    apply(&replica, &shop, vec![Change::Quarantine(super::applying::quarantined("1"))]).await;
    apply(&replica, &shop, vec![Change::Release { feed: "orders".to_owned(), key }]).await;
    let more = enter(&replica, reference(&shop, 1, "x")).await;
    assert_eq!((problems().await, rows(1).await.edits, rows(1).await.edit_state), (3, 2, Some(EditState::Failed)));
    // The gravest tells; what is left once it is gone is the other.
    replica.answer(edits[0], domain::Answer::GiveUp, now()).await.unwrap();
    assert_eq!((problems().await, rows(1).await.edits, rows(1).await.edit_state), (2, 1, Some(EditState::Pending)));
    // An order that is quarantined stays a problem when its edit is none any more.
    apply(&replica, &shop, vec![Change::Quarantine(super::applying::quarantined("2"))]).await;
    replica.answer(edits[1], domain::Answer::SaidDone, now()).await.unwrap();
    assert_eq!(problems().await, 2);
    // The push sees what is under way, and all that stands before it.
    let line: Vec<EditId> = replica.outbox_line(shop.id, 10).await.unwrap().into_iter().map(|e| e.id).collect();
    assert_eq!(line, [edits[3], more.id], "who waits for the user alone is left out");
}

#[tokio::test]
async fn the_line_is_order_by_order_the_oldest_first() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 3).await;
    let test = || NewEdit { order: None, ..new(&shop, 1, Edit::PlaceTestOrder { product: None }) };
    let edits = vec![
        note(&shop, 2, "a"),
        status(&shop, 1, "on-hold"),
        test(),
        note(&shop, 2, "b"),
        test(),
        note(&shop, 3, "c"),
        reference(&shop, 1, "d"),
    ];
    let ids: Vec<EditId> = replica.enter(edits, now()).await.unwrap().into_iter().map(|edit| edit.id).collect();
    let line = async |limit| -> Vec<usize> {
        let line = replica.outbox_line(shop.id, limit).await.unwrap();
        line.into_iter().map(|edit| ids.iter().position(|id| *id == edit.id).unwrap()).collect()
    };
    assert_eq!(line(10).await, [0, 3, 1, 6, 2, 4, 5]);
    assert_eq!(line(2).await, [0, 3, 1, 6]);
    // A conflict stands in the line as long as something waits behind it.
    apply(&replica, &shop, vec![moved(ids[1], EditState::Conflict, None)]).await;
    assert_eq!(line(10).await, [0, 3, 1, 6, 2, 4, 5]);
    // Of the test order the edit becomes the order's, and the order rings as any other.
    let mut made = order(60);
    made.native_id = NativeId::from(60);
    let done = Outcome::Done { made: Some(made.native_id.clone()), totals: None };
    let answer = vec![moved(ids[2], EditState::Settled, Some(done)), put(&made, false)];
    let applied = apply(&replica, &shop, answer).await;
    assert_eq!(applied.alerts.len(), 1);
    let edit = replica.edit(ids[2]).await.unwrap().unwrap();
    assert_eq!(
        (edit.order, edit.order_id, edit.number),
        (Some(made.native_id), Some(applied.alerts[0]), "60".to_owned())
    );
    assert_eq!(replica.edits_of(applied.alerts[0]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_never_makes_an_order_ring() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let mut pending = with_status(50, "pending", OrderState::Placed, PaymentState::Pending);
    pending.paid_at = None;
    assert_eq!(put_all(&replica, &shop, &[pending.clone()], false).await.alerts, []);
    let edit = enter(&replica, status(&shop, 50, "processing")).await;
    assert_eq!(replica.claim_alerts(now()).await.unwrap(), []);
    let mut touched = pending.clone();
    touched.customer_note = "touched".to_owned();
    assert_eq!(put_all(&replica, &shop, &[touched], false).await.alerts, [], "shown as workable, it is not");
    // Once the shop says so it has come in.
    let mut paid = order(50);
    paid.modified_at = Some(now());
    assert_eq!(apply(&replica, &shop, vec![settled(edit.id), put(&paid, false)]).await.alerts.len(), 1);
}

#[tokio::test]
async fn an_order_that_left_keeps_its_edits() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 2).await;
    let edit = enter(&replica, status(&shop, 1, "on-hold")).await;
    let gone = id(&replica, 1).await;
    let native_id = NativeId::from(1);
    assert_eq!(apply(&replica, &shop, vec![Change::RemoveOrder { native_id }]).await.removed, [gone]);
    let left = replica.edit(edit.id).await.unwrap().unwrap();
    assert_eq!((left.state, left.order_id, left.number.as_str()), (EditState::Pending, None, "1"));
    assert_eq!(replica.outbox_line(shop.id, 5).await.unwrap().len(), 1);
    assert_eq!(replica.mirror(gone).await.unwrap(), None);
    assert!(replica.answer(edit.id, domain::Answer::GiveUp, now()).await.is_ok());
    // Should it come back it is shown with what is still open.
    let again = enter(&replica, status(&shop, 2, "on-hold")).await;
    apply(&replica, &shop, vec![Change::RemoveOrder { native_id: NativeId::from(2) }]).await;
    put_all(&replica, &shop, &[order(2)], true).await;
    assert_eq!(shown(&replica, 2).await.status, "on-hold");
    assert_eq!(replica.edit(again.id).await.unwrap().unwrap().order_id, Some(id(&replica, 2).await));
    enter(&replica, note(&shop, 2, "Meissener-Porzellan")).await;
    replica.back_up_ledgers(now()).await.unwrap();
    let copies = || -> Vec<Vec<u8>> {
        let entries = std::fs::read_dir(dir.path().join("backups")).unwrap();
        entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
    };
    let told = |copy: &Vec<u8>| copy.windows(19).any(|bytes| bytes == b"Meissener-Porzellan");
    assert!(copies().iter().any(told));
    let removed = replica.remove_shop(shop.id).await.unwrap();
    assert_eq!((removed.orders, removed.open_edits), (1, 2));
    assert_eq!(replica.edit(again.id).await.unwrap(), None);
    assert!(!copies().iter().any(told) && copies().len() == 1, "nothing of the shop lives on in a copy");
    let file = std::fs::read(dir.path().join(crate::open::FILE)).unwrap();
    assert!(!told(&file), "nor in the file");
}

#[tokio::test]
async fn refunds_and_statuses_read_meanwhile_join_what_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let draft = domain::RefundDraft {
        amount: Decimal::new(250, 2),
        pieces: Vec::new(),
        shipping: Decimal::ZERO,
        shipping_tax: Decimal::ZERO,
        reason: "torn".to_owned(),
        through_gateway: false,
        restock: false,
    };
    let edit = enter(&replica, new(&shop, 1, Edit::Refund { refund: draft })).await;
    let amounts = async || -> Vec<String> {
        shown(&replica, 1).await.refunds.iter().map(|refund| refund.amount.to_string()).collect()
    };
    assert_eq!(amounts().await, ["2.50"]);
    let other = Refund {
        native_id: NativeId::from(70),
        amount: Decimal::ONE,
        reason: String::new(),
        created_at: Some(now()),
        through_gateway: Some(false),
        lines: Vec::new(),
    };
    let read = Change::PutRefund { order: NativeId::from(1), refund: other.clone() };
    assert_eq!(apply(&replica, &shop, vec![read.clone()]).await.changed.len(), 1);
    assert_eq!(apply(&replica, &shop, vec![read]).await.changed, []);
    assert_eq!(amounts().await, ["1", "2.50"]);
    let stored = replica.stored(shop.id, &[NativeId::from(1)]).await.unwrap().remove(0);
    assert_eq!(stored.refunds, [NativeId::from(70)], "ours is none of the shop's yet");
    let mut answered = order(1);
    answered.totals.refunded = Decimal::new(350, 2);
    answered.refunds = vec![other, Refund { native_id: NativeId::from(71), ..refund_of(&edit.edit) }];
    apply(&replica, &shop, vec![settled(edit.id), put(&answered, false)]).await;
    assert_eq!(amounts().await, ["1", "2.50"]);
    // A status that the shop comes to know changes what is shown with it.
    let edit = enter(&replica, status(&shop, 1, "glazing")).await;
    assert!(!shown(&replica, 1).await.status_known);
    let label = domain::StatusLabel {
        code: "glazing".to_owned(),
        label: "Glazing".to_owned(),
        states: states(OrderState::OnHold, PaymentState::Paid),
        known: false,
    };
    apply(&replica, &shop, vec![Change::SetStatuses(vec![label])]).await;
    assert_eq!(shown(&replica, 1).await.states.order, OrderState::OnHold);
    assert_eq!(count(&replica, BuiltInView::OnHold).await, 1);
    replica.undo(edit.id, now()).await.unwrap();
}

fn refund_of(edit: &Edit) -> Refund {
    let mut order = order(1);
    domain::edit::apply(&mut order, edit, &[]);
    order.refunds.remove(0)
}
