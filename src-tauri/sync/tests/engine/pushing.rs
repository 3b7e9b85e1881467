//! What the user wants reaches the shop: once, in order, and not over what changed there.

use std::time::Duration;

use domain::{Answer, Code, Edit, EditState, Fault, Outcome, Question, Retry};
use jiff::SignedDuration;
use sync::Event;

use crate::bench::until;
use crate::fake::fault;
use crate::user::{message, refund, status, stocked, words};
use crate::writes::Sending;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_of_every_shape_arrive_once() {
    let (bench, shop, fake) = stocked().await;
    let mut events = bench.engine.subscribe();
    let [a, b, c, d] = [3, 5, 7, 9].map(|age| fake.with(|state| state.newest(age)));
    let wanted = [
        (a, status("on-hold")),
        (a, words("ring twice")),
        (a, message("on its way")),
        (b, refund()),
        (b, status("pending")),
        (c, Edit::Trash),
        (d, Edit::Delete),
    ];
    let mut ids = Vec::new();
    for (order, edit) in &wanted {
        ids.push(bench.enter(&shop, *order, edit.clone()).await);
    }
    for id in &ids {
        let settled = bench.until_state(*id, EditState::Settled).await;
        assert!(matches!(settled.outcome, Some(Outcome::Done { .. })), "{settled:?}");
        assert_eq!(settled.attempts, 1);
    }
    for (order, edit) in &wanted {
        assert_eq!(fake.with(|state| state.writes.count(*order, edit)), 1, "{edit:?}");
    }
    let of_a: Vec<Edit> = fake.with(|state| {
        state.writes.effects.iter().filter(|(_, order, _)| *order == Some(a)).map(|(.., edit)| edit.clone()).collect()
    });
    assert_eq!(of_a, [status("on-hold"), words("ring twice"), message("on its way")], "in their order");
    bench.assert_equal(&shop, &fake).await;
    let mut told = false;
    while let Ok(event) = events.try_recv() {
        told |= event == Event::Outbox { shop: shop.id };
    }
    assert!(told, "listeners are told of the outbox");
    let made = bench.edit(ids[3]).await.outcome;
    assert!(matches!(made, Some(Outcome::Done { made: Some(_), .. })), "the refund is named: {made:?}");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_go_side_by_side_and_polling_goes_on() {
    let (bench, shop, fake) = stocked().await;
    fake.with(|state| state.latency = Duration::from_secs(4)); // 10 ms of ours
    let orders: Vec<u64> = (0..30).map(|age| fake.with(|state| state.newest(age))).collect();
    let mut ids = Vec::new();
    for order in &orders {
        for edit in [words("one"), status("on-hold"), message("two")] {
            ids.push(bench.enter_at(&shop, Some(*order), edit, bench.time.now(), None).await);
        }
    }
    let placed = fake.place();
    until("the new order arrives meanwhile", async || {
        !bench.replica.stored(shop.id, &[placed.into()]).await.unwrap().is_empty()
    })
    .await;
    let report = bench.engine.push_once(shop.id).await.unwrap();
    assert_eq!(report.left, 0, "{report:?}");
    for id in ids {
        assert_eq!(bench.edit(id).await.state, EditState::Settled);
    }
    let (one, several) = fake.with(|state| (state.writes.most_on_one_order, state.writes.most_orders));
    assert_eq!(one, 1, "one order's edits one after another");
    assert!(several >= 3, "several orders at once: {several}");
    fake.with(|state| state.latency = Duration::ZERO);
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_shop_changed_is_not_overwritten() {
    let (bench, shop, fake) = stocked().await;
    let orders: Vec<u64> = (1..8).map(|age| fake.with(|state| state.newest(age))).collect();
    let [a, b, c, d, e, f, g] = orders[..] else { panic!() };
    bench.replica.set_setting("outbox.paused", true.into()).await.unwrap();
    let ids = [
        bench.enter(&shop, a, words("ours")).await,
        bench.enter(&shop, a, status("on-hold")).await,
        bench.enter(&shop, b, words("same")).await,
        bench.enter(&shop, c, message("soon")).await,
        bench.enter(&shop, d, words("ours")).await,
        bench.enter(&shop, e, refund()).await,
        bench.enter(&shop, f, words("beside")).await,
        bench.enter(&shop, g, Edit::Delete).await,
    ];
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert!(fake.with(|state| state.writes.effects.is_empty()), "paused");
    fake.change(a, "theirs");
    fake.change(b, "same");
    fake.with(|state| {
        let trashed = state.orders.get_mut(&c).unwrap();
        trashed.trashed = true;
        state.orders.remove(&d);
        state.refund(e);
        state.orders.get_mut(&f).unwrap().status = "on-hold".to_owned();
        state.orders.remove(&g);
    });
    bench.replica.set_setting("outbox.paused", false.into()).await.unwrap();
    let report = bench.engine.push_once(shop.id).await.unwrap();
    let states = [
        EditState::Conflict,
        EditState::Settled, // another field of that order goes on
        EditState::Settled, // the shop has it so already
        EditState::Asks,
        EditState::Failed,  // gone for good
        EditState::Asks,    // something was refunded meanwhile
        EditState::Settled, // merges with what changed beside it
        EditState::Settled, // gone as wanted
    ];
    for (id, state) in ids.iter().zip(states) {
        let edit = bench.edit(*id).await;
        assert_eq!(edit.state, state, "{edit:#?}");
    }
    assert_eq!((report.settled, report.conflicts, report.asks, report.failed, report.left), (4, 1, 2, 1, 0));
    let Some(Outcome::Conflict { conflict }) = bench.edit(ids[0]).await.outcome else { panic!("a conflict") };
    assert_eq!(conflict.theirs, domain::FieldValue::Text("theirs".to_owned()));
    assert_eq!(bench.edit(ids[2]).await.outcome, Some(Outcome::Already));
    assert_eq!(bench.edit(ids[3]).await.outcome, Some(Outcome::Asks { question: Question::Trashed }));
    assert!(fake.with(|state| state.writes.effects.iter().all(|(.., edit)| *edit != words("ours"))));
    assert_eq!(fake.with(|state| state.writes.count(f, &words("beside"))), 1);
    assert!(bench.replica.stored(shop.id, &[d.into()]).await.unwrap().is_empty(), "the re-reading was taken over");

    // The user decides: mine after all, and yes.
    bench.replica.answer(ids[0], Answer::KeepMine, bench.time.now()).await.unwrap();
    bench.replica.answer(ids[5], Answer::Approve, bench.time.now()).await.unwrap();
    let report = bench.engine.push_once(shop.id).await.unwrap();
    assert_eq!((report.settled, report.left), (2, 0), "{report:?}");
    assert_eq!(fake.with(|state| state.writes.count(a, &words("ours"))), 1);
    assert_eq!(fake.with(|state| state.writes.count(e, &refund())), 1);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_days_old_message_asks_and_a_fresh_one_can_be_taken_back() {
    let (bench, shop, fake) = stocked().await;
    let [a, b] = [2, 4].map(|age| fake.with(|state| state.newest(age)));
    let yesterday = bench.time.now() - SignedDuration::from_hours(25);
    let old = bench.enter_at(&shop, Some(a), message("yesterday"), yesterday, None).await;
    let asks = bench.until_state(old, EditState::Asks).await;
    assert_eq!((asks.outcome, asks.attempts), (Some(Outcome::Asks { question: Question::Late }), 0));
    bench.replica.answer(old, Answer::Approve, bench.time.now()).await.unwrap();
    bench.engine.push_now(None);
    bench.until_state(old, EditState::Settled).await;

    let grace = bench.time.now() + SignedDuration::from_secs(400); // 1 s of ours
    let fresh = bench.enter_at(&shop, Some(b), message("oops"), bench.time.now(), Some(grace)).await;
    tokio::time::sleep(Duration::from_millis(30)).await;
    bench.replica.undo(fresh, bench.time.now()).await.unwrap();
    bench.engine.push_now(None);
    let soon = bench.time.now() + SignedDuration::from_secs(40);
    let waits = bench.enter_at(&shop, Some(b), message("then"), bench.time.now(), Some(soon)).await;
    let settled = bench.until_state(waits, EditState::Settled).await;
    assert!(settled.attempted_at.unwrap() >= soon, "not before its moment");
    assert_eq!(fake.with(|state| state.writes.effects.len()), 2, "what was taken back never went");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_end_and_passing_failures_are_tried_again() {
    let (bench, shop, fake) = stocked().await;
    let [a, b, c] = [2, 4, 6].map(|age| fake.with(|state| state.newest(age)));
    fake.with(|state| state.writes.sending.push_back(Sending::Refused(fault(Code::Refused))));
    let refused = bench.enter(&shop, a, words("no")).await;
    let failed = bench.until_state(refused, EditState::Failed).await;
    assert_eq!(failed.outcome, Some(Outcome::Failed { fault: fault(Code::Refused) }), "in the shop's own words");
    bench.replica.answer(refused, Answer::Retry, bench.time.now()).await.unwrap();
    bench.engine.push_now(None);
    assert_eq!(bench.until_state(refused, EditState::Settled).await.attempts, 2);

    let busy = fault(Code::ServerError);
    fake.with(|state| state.writes.sending.extend([Sending::Refused(busy.clone()), Sending::Refused(busy)]));
    let retried = bench.enter(&shop, b, words("yes")).await;
    assert_eq!(bench.until_state(retried, EditState::Settled).await.attempts, 3);

    let wait = fault(Code::SlowDown).with_retry(Retry::After(60));
    fake.with(|state| state.writes.sending.push_back(Sending::Refused(wait)));
    let asked = bench.enter(&shop, c, words("later")).await;
    until("it was refused", async || bench.edit(asked).await.attempts == 1).await;
    let refused_at = bench.edit(asked).await.attempted_at.unwrap();
    bench.engine.push_now(None);
    let settled = bench.until_state(asked, EditState::Settled).await;
    assert!(settled.attempted_at.unwrap().duration_since(refused_at) >= SignedDuration::from_secs(60));
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_that_is_down_costs_no_attempt_and_is_back_at_once() {
    let (bench, shop, fake) = stocked().await;
    fake.with(|state| state.down = Some(fault(Code::Unreachable)));
    let mut ids = Vec::new();
    for age in 0..20 {
        let order = fake.with(|state| state.newest(age));
        ids.push(bench.enter(&shop, order, words("offline")).await);
    }
    let gone = bench.engine.push_once(shop.id).await.unwrap_err();
    assert_eq!(gone.code, Code::Unreachable);
    tokio::time::sleep(Duration::from_millis(500)).await; // minutes of the shop's
    let asked = fake.counted("presence");
    assert!(asked < 120, "one try at a time, ever less often: {asked}");
    for id in &ids {
        let edit = bench.edit(*id).await;
        assert_eq!((edit.state, edit.attempts), (EditState::Pending, 0));
    }
    fake.with(|state| state.down = None);
    bench.engine.sync_now(None);
    for id in &ids {
        assert_eq!(bench.until_state(*id, EditState::Settled).await.attempts, 1);
    }
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_cannot_be_read_lets_its_edits_wait_and_the_others_go() {
    let (bench, shop, fake) = stocked().await;
    let bad = fake.with(|state| state.newest(0));
    fake.with(|state| state.unreadable.insert(bad));
    let stuck = bench.enter(&shop, bad, words("stuck")).await;
    let mut others = Vec::new();
    for age in 1..15 {
        let order = fake.with(|state| state.newest(age));
        others.push(bench.enter(&shop, order, words("free")).await);
    }
    for id in others {
        bench.until_state(id, EditState::Settled).await;
    }
    until("it says why it waits", async || {
        matches!(
            bench.edit(stuck).await.outcome,
            Some(Outcome::Retrying { fault: Fault { code: Code::BadAnswer, .. } })
        )
    })
    .await;
    let waiting = bench.edit(stuck).await;
    assert_eq!((waiting.state, waiting.attempts), (EditState::Pending, 0));
    fake.with(|state| state.unreadable.clear());
    bench.engine.sync_now(None);
    bench.until_state(stuck, EditState::Settled).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_order_rings_and_belongs_to_its_edit() {
    let (bench, shop, fake) = stocked().await;
    bench.replica.claim_alerts(bench.time.now()).await.unwrap();
    let edit = Edit::PlaceTestOrder { product: None };
    let id = bench.enter_at(&shop, None, edit, bench.time.now(), None).await;
    let settled = bench.until_state(id, EditState::Settled).await;
    let Some(Outcome::Done { made: Some(made), .. }) = settled.outcome else { panic!("{settled:?}") };
    assert!(fake.with(|state| state.orders.contains_key(&made.as_str().parse().unwrap())));
    let rung = bench.replica.claim_alerts(bench.time.now()).await.unwrap();
    assert_eq!(rung.iter().map(|alert| alert.row.native_id.clone()).collect::<Vec<_>>(), [made]);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_edits_do_not_conflict_with_each_other() {
    let (bench, shop, fake) = stocked().await;
    let order = fake.with(|state| state.newest(3));
    bench.replica.set_setting("outbox.paused", true.into()).await.unwrap();
    let mut ids = Vec::new();
    for edit in [words("two go back"), refund(), status("completed"), refund(), message("done")] {
        ids.push(bench.enter(&shop, order, edit).await);
    }
    bench.replica.set_setting("outbox.paused", false.into()).await.unwrap();
    let report = bench.engine.push_once(shop.id).await.unwrap();
    for id in &ids {
        let edit = bench.edit(*id).await;
        assert_eq!(edit.state, EditState::Settled, "{edit:#?}");
    }
    assert_eq!(report.settled, 5);
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_stays_though_notes_are_read_meanwhile() {
    let (bench, shop, fake) = stocked().await;
    let order = fake.with(|state| state.newest(3));
    fake.with(|state| state.latency = Duration::from_secs(2));
    for round in 0..15 {
        let reading = {
            let engine = bench.engine.clone();
            let id = order.into();
            tokio::spawn(async move { engine.fetch_notes(shop.id, &id).await })
        };
        let shop = bench.replica.shop(shop.id).await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(round % 8)).await;
        let id = bench.enter(&shop, order, message(&format!("note {round}"))).await;
        bench.until_state(id, EditState::Settled).await;
        reading.await.unwrap().unwrap();
        let stored = bench.replica.stored(shop.id, &[order.into()]).await.unwrap().remove(0);
        let notes = bench.replica.order(stored.id).await.unwrap().unwrap().notes.unwrap();
        assert!(notes.iter().any(|note| note.text == format!("note {round}")), "{round}: {notes:?}");
    }
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_orders_mails_are_asked_for() {
    let (bench, shop, fake) = stocked().await;
    let order = fake.with(|state| state.newest(3));
    let templates = bench.engine.email_templates(shop.id, &order.into()).await.unwrap();
    assert_eq!(templates[0].code, "invoice");
    fake.with(|state| state.down = Some(fault(Code::WrongKey)));
    assert_eq!(bench.engine.email_templates(shop.id, &order.into()).await.unwrap_err().code, Code::WrongKey);
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn emptying_the_outbox_ends_however_near_to_the_start_it_is_asked_for() {
    let (mut bench, shop, fake) = stocked().await;
    for round in 0..300 {
        bench.engine.stop().await;
        bench.crash();
        bench.run(&shop, &fake).await;
        let emptied = tokio::time::timeout(Duration::from_secs(20), bench.engine.push_once(shop.id)).await;
        emptied.unwrap_or_else(|_| panic!("start {round}: it never ends")).unwrap();
    }
    bench.engine.stop().await;
}
