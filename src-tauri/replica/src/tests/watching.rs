//! Values that were set and did not stay, and what later edits have seen of earlier ones.

use domain::{Edit, EditId, EditState, Field, FieldValue, OrderState, OutboxEdit, Outcome, PaymentState};
use jiff::SignedDuration;

use super::{edits::*, *};
use crate::HistoryEvent;

fn later(secs: i64) -> Timestamp {
    now() + SignedDuration::from_secs(secs)
}

/// The order with another status, as changed at a moment.
fn reading(number: u64, status: &str, at: Timestamp) -> Order {
    let mut order = order(number);
    order.status = status.to_owned();
    order.states = match status {
        "on-hold" => states(OrderState::OnHold, PaymentState::Unpaid),
        "cancelled" => states(OrderState::Cancelled, PaymentState::Voided),
        _ => order.states,
    };
    order.modified_at = Some(at);
    order
}

async fn read_at(replica: &Replica, shop: &Shop, order: &Order, at: Timestamp) -> Applied {
    replica.apply(shop.id, vec![put(order, false)], RULES, at).await.unwrap()
}

/// Enters an edit that puts the order on hold, and has it settle.
async fn held(replica: &Replica, shop: &Shop, number: u64) -> EditId {
    let edit = enter(replica, status(shop, number, "on-hold")).await;
    assert!(replica.begin_attempt(edit.id, now()).await.unwrap());
    apply(replica, shop, vec![settled(edit.id), put(&reading(number, "on-hold", now()), false)]).await;
    edit.id
}

async fn replaced(replica: &Replica, id: EditId) -> bool {
    matches!(replica.edit(id).await.unwrap().unwrap().outcome, Some(Outcome::Replaced { .. }))
}

#[tokio::test]
async fn a_value_replaced_at_the_next_reading_is_told_of_once() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let edit = held(&replica, &shop, 1).await;
    let theirs = reading(1, "cancelled", later(1));
    let applied = read_at(&replica, &shop, &theirs, later(60)).await;
    let order_id = id(&replica, 1).await;
    assert_eq!(applied.changed, [order_id]);
    let told = replica.edits_of(order_id).await.unwrap().remove(0);
    let Some(Outcome::Replaced { conflict }) = told.outcome else { panic!("{told:?}") };
    let text = |text: &str| FieldValue::Text(text.to_owned());
    assert_eq!((conflict.field, conflict.base), (Field::Status, text("processing")));
    assert_eq!((conflict.ours, conflict.theirs), (text("on-hold"), text("cancelled")));
    assert_eq!(told.state, EditState::Settled);
    let history = replica.order(order_id).await.unwrap().unwrap().history;
    let edited: Vec<_> = history
        .iter()
        .filter_map(|entry| match &entry.event {
            HistoryEvent::Edited { outcome, .. } => Some((entry.at, matches!(**outcome, Outcome::Replaced { .. }))),
            _ => None,
        })
        .collect();
    assert_eq!(edited, [(now(), false), (later(60), true)]);
    // Nobody is told twice.
    let applied = read_at(&replica, &shop, &reading(1, "processing", later(90)), later(100)).await;
    assert_eq!(applied.changed.len(), 1);
    let again = replica.edits_of(order_id).await.unwrap().remove(0);
    assert!(matches!(again.outcome, Some(Outcome::Replaced { conflict }) if conflict.theirs == text("cancelled")));
    assert!(!replica.rows(&[order_id]).await.unwrap()[0].problem, "it is told of, not asked about");
    let edit = replica.edit(edit).await.unwrap().unwrap();
    assert_eq!(edit.ended_at, Some(now()));
}

#[tokio::test]
async fn a_watch_ends_when_it_should() {
    // (what, seconds after the end and the status read then, whether it counts as replaced)
    type Row = (&'static str, &'static [(i64, &'static str)], bool);
    let table: [Row; 5] = [
        ("read as set, then changed soon", &[(30, "on-hold"), (60, "cancelled")], true),
        ("read as set long after, then changed", &[(121, "on-hold"), (122, "cancelled")], false),
        ("first read long after, changed", &[(3600, "cancelled")], true),
        ("never changed", &[(10, "on-hold"), (130, "on-hold")], false),
        ("an older reading that comes late", &[(-30, "processing"), (130, "on-hold")], false),
    ];
    for (what, readings, counts) in table {
        let dir = tempfile::tempdir().unwrap();
        let (replica, shop) = stocked(dir.path(), 1).await;
        let edit = held(&replica, &shop, 1).await;
        for (secs, status) in readings {
            let at = later(*secs);
            read_at(&replica, &shop, &reading(1, status, at), at.max(now())).await;
        }
        assert_eq!(replaced(&replica, edit).await, counts, "{what}");
    }
}

#[tokio::test]
async fn what_we_move_ourselves_is_not_replaced_by_somebody() {
    let mail = || Edit::AddNote { text: "ready".to_owned(), to_customer: true };
    // (later edit, status read then, whether the first counts as replaced)
    let table: [(Edit, &str, bool); 5] = [
        (set_status("cancelled"), "cancelled", false),
        (Edit::MarkPaid, "processing", false),
        (Edit::Trash, "cancelled", false),
        (Edit::SetReference { text: "R".to_owned() }, "cancelled", true),
        (mail(), "cancelled", true),
    ];
    for (edit, status, counts) in table {
        for entered_before in [true, false] {
            let what = format!("{edit:?}, entered before: {entered_before}");
            let dir = tempfile::tempdir().unwrap();
            let (replica, shop) = stocked(dir.path(), 1).await;
            let (first, second) = if entered_before {
                let first = enter(&replica, super::edits::status(&shop, 1, "on-hold")).await;
                assert!(replica.begin_attempt(first.id, now()).await.unwrap());
                let second = enter(&replica, new(&shop, 1, edit.clone())).await;
                let answer = vec![put(&reading(1, "on-hold", now()), false), settled(first.id)];
                apply(&replica, &shop, answer).await;
                (first.id, second)
            } else {
                let first = held(&replica, &shop, 1).await;
                (first, enter(&replica, new(&shop, 1, edit.clone())).await)
            };
            let mut answer = reading(1, status, later(20));
            answer.reference = if counts { "R".to_owned() } else { String::new() };
            let changes = vec![settled(second.id), put(&answer, false)];
            replica.apply(shop.id, changes, RULES, later(30)).await.unwrap();
            assert_eq!(replaced(&replica, first).await, counts, "{what}");
            assert!(!replaced(&replica, second.id).await, "{what}");
        }
    }
}

#[tokio::test]
async fn what_was_there_already_is_not_watched() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let edit = enter(&replica, status(&shop, 1, "on-hold")).await;
    let answer =
        vec![moved(edit.id, EditState::Settled, Some(Outcome::Already)), put(&reading(1, "on-hold", now()), false)];
    apply(&replica, &shop, answer).await;
    read_at(&replica, &shop, &reading(1, "cancelled", later(5)), later(5)).await;
    assert!(!replaced(&replica, edit.id).await, "nothing of ours was sent");
}

async fn seen(replica: &Replica, edit: &OutboxEdit) -> (String, String) {
    let seen = replica.edit(edit.id).await.unwrap().unwrap().seen;
    (seen.status, seen.total.normalize().to_string())
}

#[tokio::test]
async fn later_edits_have_seen_what_the_shop_made_of_earlier_ones() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 1).await;
    let paid = enter(&replica, new(&shop, 1, Edit::MarkPaid)).await;
    let next = enter(&replica, status(&shop, 1, "completed")).await;
    assert_eq!(seen(&replica, &next).await.0, "processing");
    replica.begin_attempt(paid.id, now()).await.unwrap();
    // The shop moves the status by its own rule and works the total out anew.
    let before = order(1);
    let mut after = reading(1, "on-hold", now());
    after.totals.total = Decimal::new(1100, 2);
    let sent_over = Change::SentOver { id: paid.id, order: Box::new(before) };
    apply(&replica, &shop, vec![put(&after, false), sent_over, settled(paid.id)]).await;
    let carried = replica.edit(next.id).await.unwrap().unwrap().seen;
    assert_eq!((carried.status.as_str(), carried.total), ("on-hold", Decimal::new(1100, 2)));
    assert_eq!(carried.value(&Field::Status), Some(&FieldValue::Text("on-hold".to_owned())));
}

#[tokio::test]
async fn without_the_reading_before_nothing_is_carried() {
    // Somebody else put it on hold; our note went out beside that, and its answer shows it.
    for (own, told) in [(Edit::MarkPaid, false), (Edit::AddNote { text: "n".to_owned(), to_customer: false }, true)] {
        let dir = tempfile::tempdir().unwrap();
        let (replica, shop) = stocked(dir.path(), 1).await;
        let first = enter(&replica, new(&shop, 1, own)).await;
        let next = enter(&replica, status(&shop, 1, "completed")).await;
        let mut changes = vec![put(&reading(1, "on-hold", now()), false), settled(first.id)];
        if told {
            changes.push(Change::SentOver { id: first.id, order: Box::new(order(1)) });
        }
        apply(&replica, &shop, changes).await;
        assert_eq!(seen(&replica, &next).await.0, "processing", "it will be a conflict");
    }
}

#[tokio::test]
async fn what_was_dropped_was_not_seen() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 3).await;
    for (number, dropped_by) in [(1, "undo"), (2, "answer"), (3, "push")] {
        let first = enter(&replica, status(&shop, number, "on-hold")).await;
        let next = enter(&replica, new(&shop, number, Edit::MarkPaid)).await;
        assert_eq!(seen(&replica, &next).await.0, "on-hold");
        match dropped_by {
            "undo" => drop(replica.undo(first.id, now()).await.unwrap()),
            "answer" => drop(replica.answer(first.id, domain::Answer::GiveUp, now()).await.unwrap()),
            _ => drop(apply(&replica, &shop, vec![moved(first.id, EditState::Dropped, None)]).await),
        }
        assert_eq!(seen(&replica, &next).await.0, "processing", "{dropped_by}");
        assert_eq!(shown(&replica, number).await.status, "processing", "{dropped_by}");
    }
}
