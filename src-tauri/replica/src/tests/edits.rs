//! The outbox: entered, shown, taken back, decided on.

use domain::{
    Answer, BuiltInView, Code, Conflict, Edit, EditId, EditKey, EditState, Fault, Field, FieldValue, NewEdit, Notice,
    OrderId, OrderState, OutboxEdit, Outcome, PaymentState, Question, Seen, StatusLabel, search::Query,
};

use super::*;
use crate::{ListQuery, OutboxQuery, ReplicaError};

/// A mark of its own for every edit of a test.
pub(crate) fn key() -> EditKey {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    EditKey(format!("{:016x}{:016x}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}

pub(crate) fn new(shop: &Shop, order: u64, edit: Edit) -> NewEdit {
    NewEdit {
        shop: shop.id,
        order: Some(NativeId::from(order)),
        key: key(),
        edit,
        notice: Notice::ShopDecides,
        not_before: None,
        batch: None,
    }
}

pub(crate) fn status(shop: &Shop, order: u64, status: &str) -> NewEdit {
    new(shop, order, set_status(status))
}

pub(crate) fn set_status(status: &str) -> Edit {
    Edit::SetStatus { status: status.to_owned() }
}

pub(crate) fn note(shop: &Shop, order: u64, text: &str) -> NewEdit {
    new(shop, order, Edit::AddNote { text: text.to_owned(), to_customer: false })
}

pub(crate) fn reference(shop: &Shop, order: u64, text: &str) -> NewEdit {
    new(shop, order, Edit::SetReference { text: text.to_owned() })
}

pub(crate) fn moved(id: EditId, state: EditState, outcome: Option<Outcome>) -> Change {
    Change::Edit { id, state, outcome, not_before: None }
}

pub(crate) fn done() -> Outcome {
    Outcome::Done { made: None, totals: None }
}

pub(crate) fn settled(id: EditId) -> Change {
    moved(id, EditState::Settled, Some(done()))
}

fn fault() -> Fault {
    Fault::new(Code::Refused, "set status", "woocommerce_rest_invalid_order_status")
}

/// A replica with one shop that knows its statuses, and orders 1 to `orders`, closed to new alerts.
pub(crate) async fn stocked(directory: &Path, orders: u64) -> (Replica, Shop) {
    let (replica, shop) = with_shop(directory).await;
    let label = |code: &str, order, payment| StatusLabel {
        code: code.to_owned(),
        label: code.to_uppercase(),
        states: states(order, payment),
        known: true,
    };
    let labels = vec![
        label("pending", OrderState::Placed, PaymentState::Pending),
        label("processing", OrderState::Confirmed, PaymentState::Paid),
        label("on-hold", OrderState::OnHold, PaymentState::Unpaid),
        label("completed", OrderState::Complete, PaymentState::Paid),
        label("cancelled", OrderState::Cancelled, PaymentState::Voided),
    ];
    apply(&replica, &shop, vec![Change::SetStatuses(labels)]).await;
    let orders: Vec<Order> = (1..=orders).map(order).collect();
    put_all(&replica, &shop, &orders, true).await;
    (replica, shop)
}

pub(crate) async fn id(replica: &Replica, number: u64) -> OrderId {
    replica.resolve(&number.to_string()).await.unwrap()[0]
}

pub(crate) async fn shown(replica: &Replica, number: u64) -> Order {
    replica.order(id(replica, number).await).await.unwrap().unwrap().order
}

pub(crate) async fn enter(replica: &Replica, edit: NewEdit) -> OutboxEdit {
    replica.enter(vec![edit], now()).await.unwrap().remove(0)
}

pub(crate) async fn state(replica: &Replica, id: EditId) -> EditState {
    replica.edit(id).await.unwrap().unwrap().state
}

pub(crate) async fn count(replica: &Replica, view: BuiltInView) -> u32 {
    replica.count(&ListQuery { view: Some(view), ..ListQuery::default() }, now()).await.unwrap()
}

pub(crate) async fn found(replica: &Replica, search: &str) -> usize {
    let query = ListQuery { search: Query::parse(search).unwrap(), ..ListQuery::default() };
    replica.open_list(&query, now()).await.unwrap().ids.len()
}

#[tokio::test]
async fn an_edit_entered_is_shown_at_once_and_the_mirror_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 3).await;
    assert_eq!((count(&replica, BuiltInView::ToPack).await, count(&replica, BuiltInView::OnHold).await), (3, 0));
    let entered = enter(&replica, NewEdit { batch: Some("b".to_owned()), ..status(&shop, 2, "on-hold") }).await;
    assert_eq!((entered.state, entered.attempts, entered.number.as_str()), (EditState::Pending, 0, "2"));
    assert_eq!(entered.seen, Seen::of(&order(2), &entered.edit));
    assert_eq!((entered.entered_at, entered.batch.as_deref()), (now(), Some("b")));
    let order_id = id(&replica, 2).await;
    assert_eq!(entered.order_id, Some(order_id));
    let stored = replica.order(order_id).await.unwrap().unwrap();
    assert_eq!((stored.order.status.as_str(), stored.row.status_label.as_str()), ("on-hold", "ON-HOLD"));
    assert_eq!((stored.row.edits, stored.row.edit_state), (1, Some(EditState::Pending)));
    assert_eq!((stored.mirror_status.as_deref(), &stored.edits), (Some("processing"), &vec![entered.clone()]));
    assert_eq!(replica.mirror(order_id).await.unwrap().unwrap(), order(2));
    assert_eq!((count(&replica, BuiltInView::ToPack).await, count(&replica, BuiltInView::OnHold).await), (2, 1));
    assert_eq!((found(&replica, "status:on-hold").await, found(&replica, "status:processing").await), (1, 2));
    // What the sync compares with is the shop's.
    let stored = replica.stored(shop.id, &[NativeId::from(2)]).await.unwrap().remove(0);
    assert_eq!(stored.states, order(2).states);
    assert_eq!(replica.edits_of_batch("b").await.unwrap(), std::slice::from_ref(&entered));
    assert_eq!(replica.edit(entered.id).await.unwrap(), Some(entered));
    assert_eq!(replica.edit(EditId(99)).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_typed_into_an_order_is_found_and_found_no_more_once_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 2).await;
    let kept = Change::SetNotes {
        order: NativeId::from(1),
        notes: vec![domain::Note {
            native_id: NativeId::from(5),
            author: String::new(),
            text: "glazed".to_owned(),
            kind: domain::NoteKind::Internal,
            created_at: None,
        }],
        fetched_at: now(),
    };
    apply(&replica, &shop, vec![kept]).await;
    let email = enter(&replica, new(&shop, 1, Edit::SetEmail { email: "New@Example.org".to_owned() })).await;
    let marked = enter(&replica, reference(&shop, 1, "Kiln 7")).await;
    assert_eq!((found(&replica, "kiln").await, found(&replica, "glazed").await), (1, 1));
    assert_eq!(replica.customer_orders("new@example.ORG").await.unwrap(), 1);
    assert_eq!(replica.customer_orders("zofia@example.pl").await.unwrap(), 1);
    for edit in [email.id, marked.id] {
        replica.undo(edit, now()).await.unwrap();
    }
    assert_eq!((found(&replica, "kiln").await, found(&replica, "glazed").await), (0, 1));
    assert_eq!(replica.customer_orders("zofia@example.pl").await.unwrap(), 2);
    assert_eq!(replica.customer_orders(" ").await.unwrap(), 0);
    assert_eq!(shown(&replica, 1).await, order(1));
    assert_eq!(replica.rows(&[id(&replica, 1).await]).await.unwrap()[0].edits, 0);
}

#[tokio::test]
async fn nothing_is_entered_where_one_order_is_not_here() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let edits = vec![status(&shop, 1, "on-hold"), status(&shop, 99, "on-hold")];
    let refused = replica.enter(edits, now()).await.unwrap_err();
    assert!(matches!(&refused, ReplicaError::NoSuchOrder(order) if order.0 == "99"));
    assert_eq!(refused.code(), Code::NoSuchOrder);
    assert_eq!(replica.outbox_counts().await.unwrap(), domain::OutboxCounts::default());
    assert_eq!(shown(&replica, 1).await, order(1));
    let nowhere = NewEdit { shop: domain::ShopId(77), ..status(&shop, 1, "on-hold") };
    assert!(matches!(replica.enter(vec![nowhere], now()).await, Err(ReplicaError::NoSuchShop(_))));
    // A test order belongs to none.
    let test = NewEdit { order: None, ..new(&shop, 1, Edit::PlaceTestOrder { product: None }) };
    let entered = enter(&replica, test).await;
    assert_eq!((entered.order, entered.number.as_str(), entered.seen), (None, "", Seen::default()));
}

#[tokio::test]
async fn a_later_edit_takes_the_place_of_an_untried_one_and_gives_it_back() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let first = enter(&replica, status(&shop, 1, "on-hold")).await;
    // In between, on the order as the first one will have made it.
    let refund = Edit::MarkPaid;
    let between = enter(&replica, new(&shop, 1, refund)).await;
    assert_eq!(between.seen.status, "on-hold");
    let second = enter(&replica, status(&shop, 1, "completed")).await;
    assert_eq!(second.seen, first.seen, "what was seen before both");
    let dropped = replica.edit(first.id).await.unwrap().unwrap();
    assert_eq!((dropped.state, dropped.outcome), (EditState::Dropped, Some(Outcome::Superseded { by: second.id })));
    assert_eq!(replica.edit(between.id).await.unwrap().unwrap().seen.status, "processing");
    assert_eq!(shown(&replica, 1).await.status, "completed");
    // Attempted ones keep their place.
    assert!(replica.begin_attempt(second.id, now()).await.unwrap());
    let third = enter(&replica, status(&shop, 1, "cancelled")).await;
    assert_eq!(third.seen.status, "completed");
    assert_eq!(state(&replica, second.id).await, EditState::Sending);
    let too_late = replica.undo(second.id, now()).await.unwrap_err();
    assert!(matches!(too_late, ReplicaError::EditState { state: EditState::Sending, .. }));
    // Two within one batch, taken back together: all is as it was.
    let both = vec![reference(&shop, 1, "A"), reference(&shop, 1, "B")];
    let both = both.into_iter().map(|edit| NewEdit { batch: Some("x".to_owned()), ..edit }).collect();
    let both = replica.enter(both, now()).await.unwrap();
    assert_eq!((both[0].state, both[1].state), (EditState::Dropped, EditState::Pending));
    let undone = replica.undo_batch("x", now()).await.unwrap();
    assert_eq!((undone.undone.len(), undone.too_late.len()), (1, 1));
    assert_eq!(state(&replica, both[0].id).await, EditState::Pending, "what had given way stands again");
    assert_eq!(shown(&replica, 1).await.reference, "A");
    replica.undo(both[0].id, now()).await.unwrap();
    assert_eq!(shown(&replica, 1).await.reference, "");
}

#[tokio::test]
async fn a_bulk_of_edits_is_one_batch_over_shops() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 300).await;
    let other = add_shop(&replica, "FJ", "Fjord").await;
    put_all(&replica, &other, &[order(1), order(2)], true).await;
    let mut edits: Vec<NewEdit> = (1..=300).map(|n| status(&shop, n, "on-hold")).collect();
    edits.insert(7, status(&other, 2, "on-hold"));
    edits.extend([reference(&shop, 3, "both"), note(&other, 2, "both")]);
    let edits: Vec<NewEdit> =
        edits.into_iter().map(|edit| NewEdit { batch: Some("bulk".to_owned()), ..edit }).collect();
    let wanted: Vec<(domain::ShopId, Option<NativeId>)> = edits.iter().map(|e| (e.shop, e.order.clone())).collect();
    let entered = replica.enter(edits, now()).await.unwrap();
    assert_eq!(entered.iter().map(|e| (e.shop, e.order.clone())).collect::<Vec<_>>(), wanted, "in the order given");
    assert!(entered.is_sorted_by_key(|edit| edit.id));
    assert_eq!(replica.edits_of_batch("bulk").await.unwrap(), entered);
    assert_eq!(count(&replica, BuiltInView::OnHold).await, 300, "the other shop's statuses are not known");
    assert_eq!(shown(&replica, 3).await.reference, "both");
    assert_eq!(replica.rows(&[entered[303 - 2].order_id.unwrap()]).await.unwrap()[0].edits, 2);
    let counts = replica.outbox_counts().await.unwrap();
    assert_eq!((counts.by_state, counts.oldest_at), (vec![(EditState::Pending, 303)], Some(now())));
    // Pages, newest first.
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let query = OutboxQuery { shop: Some(shop.id), states: Vec::new(), before, limit: 70 };
        let page = replica.outbox(&query).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(page.into_iter().map(|edit| edit.id));
    }
    assert_eq!(seen.len(), 301);
    assert!(seen.is_sorted_by(|a, b| a > b));
    assert_eq!(replica.undo_batch("bulk", now()).await.unwrap().undone.len(), 303);
    assert_eq!(count(&replica, BuiltInView::OnHold).await, 0);
    assert_eq!(shown(&replica, 3).await, order(3));
}

fn conflict() -> Outcome {
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let conflict =
        Conflict { field: Field::Status, base: text("processing"), ours: text("on-hold"), theirs: text("cancelled") };
    Outcome::Conflict { conflict }
}

#[tokio::test]
async fn each_answer_fits_its_states_and_no_other() {
    let asks = || Outcome::Asks { question: Question::Late };
    let failed = || Outcome::Failed { fault: fault() };
    let unsure = || Outcome::Unsure { fault: fault() };
    let instead = || Answer::Change { edit: set_status("completed") };
    use EditState::{Asks, Checking, Conflict, Dropped, Failed, Pending, Sending, Settled, Unsure};
    // (state, its outcome, answer, state of the edit after, whether another stands for it)
    type Row = (EditState, Option<Outcome>, Answer, Option<EditState>, bool);
    let table: Vec<Row> = vec![
        (Asks, Some(asks()), Answer::Approve, Some(Pending), false),
        (Asks, Some(asks()), Answer::GiveUp, Some(Dropped), false),
        (Asks, Some(asks()), instead(), Some(Dropped), true),
        (Asks, Some(asks()), Answer::Retry, None, false),
        (Conflict, Some(conflict()), Answer::KeepMine, Some(Dropped), true),
        (Conflict, Some(conflict()), Answer::TakeTheirs, Some(Dropped), false),
        (Conflict, Some(conflict()), Answer::GiveUp, Some(Dropped), false),
        (Conflict, Some(conflict()), instead(), Some(Dropped), true),
        (Conflict, Some(conflict()), Answer::Retry, None, false),
        (Failed, Some(failed()), Answer::Retry, Some(Pending), false),
        (Failed, Some(failed()), Answer::GiveUp, Some(Dropped), false),
        (Failed, Some(failed()), instead(), Some(Dropped), true),
        (Failed, Some(failed()), Answer::SaidDone, None, false),
        (Unsure, Some(unsure()), Answer::SaidDone, Some(Settled), false),
        (Unsure, Some(unsure()), Answer::Retry, Some(Pending), false),
        (Unsure, Some(unsure()), Answer::GiveUp, Some(Dropped), false),
        (Unsure, Some(unsure()), Answer::KeepMine, None, false),
        (Pending, None, Answer::Retry, Some(Pending), false),
        (Pending, None, Answer::GiveUp, Some(Dropped), false),
        (Pending, None, Answer::Approve, None, false),
        (Sending, None, Answer::GiveUp, None, false),
        (Checking, None, Answer::Retry, None, false),
        (Settled, Some(done()), Answer::GiveUp, None, false),
        (Dropped, Some(Outcome::Undone), Answer::Retry, None, false),
    ];
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), table.len() as u64).await;
    for (n, (from, outcome, answer, to, another)) in table.into_iter().enumerate() {
        let what = format!("{answer:?} on {from:?}");
        let number = n as u64 + 1;
        let entered = enter(&replica, status(&shop, number, "on-hold")).await;
        apply(&replica, &shop, vec![moved(entered.id, from, outcome.clone())]).await;
        let before = replica.edit(entered.id).await.unwrap().unwrap();
        let answered = replica.answer(entered.id, answer, now()).await;
        let after = replica.edit(entered.id).await.unwrap().unwrap();
        let Some(to) = to else {
            assert!(matches!(answered, Err(ReplicaError::EditState { state, .. }) if state == from), "{what}");
            assert_eq!(after, before, "{what}");
            continue;
        };
        let answered = answered.unwrap();
        assert_eq!((after.state, answered.id != after.id), (to, another), "{what}");
        assert_eq!(after.ended_at.is_some(), !to.open(), "{what}");
        if another {
            assert_eq!(answered.state, EditState::Pending, "{what}");
            assert_ne!(answered.key, entered.key, "{what}: a mark of its own");
            assert_eq!(answered.key.as_str().len(), 32);
            assert_eq!(after.outcome, Some(Outcome::Superseded { by: answered.id }), "{what}");
            assert_eq!(answered.seen, Seen::of(&order(number), &answered.edit), "{what}");
        }
        let stands = to.projected() || another;
        assert_eq!(shown(&replica, number).await.status != "processing", stands, "{what}");
        let row = replica.rows(&[id(&replica, number).await]).await.unwrap().remove(0);
        assert!(!row.problem, "{what}: nothing waits for its user any more");
        assert_eq!(u16::from(row.edit_state.is_some()), row.edits, "{what}");
    }
    let unknown = replica.answer(EditId(9999), Answer::Retry, now()).await.unwrap_err();
    assert!(matches!(unknown, ReplicaError::NoSuchEdit(EditId(9999))));
}

#[tokio::test]
async fn what_is_kept_against_the_shop_is_seen_on_what_the_shop_has() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let mine = enter(&replica, status(&shop, 1, "on-hold")).await;
    let (mut theirs, problems) = (order(1), BuiltInView::Problems);
    (theirs.status, theirs.states) = ("cancelled".to_owned(), states(OrderState::Cancelled, PaymentState::Voided));
    apply(&replica, &shop, vec![moved(mine.id, EditState::Conflict, Some(conflict())), put(&theirs, false)]).await;
    assert_eq!(shown(&replica, 1).await.status, "cancelled", "the order shows the shop's value");
    assert_eq!(count(&replica, problems).await, 1);
    let kept = replica.answer(mine.id, Answer::KeepMine, now()).await.unwrap();
    assert_eq!((kept.seen.status.as_str(), kept.edit), ("cancelled", set_status("on-hold")));
    assert_eq!((shown(&replica, 1).await.status.as_str(), count(&replica, problems).await), ("on-hold", 0));
    // Taken back, the question stands again.
    replica.undo(kept.id, now()).await.unwrap();
    let again = replica.edit(mine.id).await.unwrap().unwrap();
    assert_eq!((again.state, again.outcome), (EditState::Conflict, Some(conflict())));
    assert_eq!((shown(&replica, 1).await.status.as_str(), count(&replica, problems).await), ("cancelled", 1));
    replica.answer(mine.id, Answer::TakeTheirs, now()).await.unwrap();
    assert_eq!(count(&replica, problems).await, 0);
    let told = replica.edits_of(id(&replica, 1).await).await.unwrap();
    assert_eq!(told[0].outcome, Some(Outcome::GivenUp { why: Some(Box::new(conflict())) }), "{told:?}");
    assert_eq!(told.len(), 1, "what was taken back is no news");
}
