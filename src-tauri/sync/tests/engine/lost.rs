//! Lost answers, late effects, ends between any two steps: an effect is there once, or nobody claims to know.

use std::time::Duration;

use domain::{Code, Edit, EditId, EditState, Outcome};
use jiff::SignedDuration;

use crate::bench::until;
use crate::fake::fault;
use crate::user::{message, refund, status, stocked, words};
use crate::writes::{Looking, Sending};

/// How often what an edit wants took place.
fn took_place(fake: &crate::fake::FakeShop, key: &domain::EditKey) -> usize {
    fake.with(|state| state.writes.effects.iter().filter(|(done, ..)| done == key).count())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_looked_for_and_nothing_is_doubled() {
    let (bench, shop, fake) = stocked().await;
    let late = |seconds| Sending::Late(Duration::from_secs(seconds));
    let mut age = 0;
    // (what happens to the write, attempts in the end)
    for (sending, attempts) in
        [(Sending::LostAfter, 1), (Sending::LostBefore, 2), (late(60), 1), (late(110), 1), (late(0), 1)]
    {
        for edit in [refund(), message("once"), words("once"), status("on-hold"), Edit::Trash] {
            age += 1;
            let order = fake.with(|state| state.newest(age));
            fake.with(|state| state.writes.sending.push_back(sending.clone()));
            let id = bench.enter(&shop, order, edit.clone()).await;
            let lost = bench.until_state(id, EditState::Checking).await;
            assert!(matches!(lost.outcome, Some(Outcome::Lost { .. })), "{lost:?}");
            let waits = lost.not_before.unwrap().duration_since(lost.attempted_at.unwrap());
            assert!(waits >= SignedDuration::from_secs(120), "the server's time is waited out: {waits:?}");
            let settled = bench.until_state(id, EditState::Settled).await;
            assert_eq!(settled.attempts, attempts, "{edit:?} {sending:?}");
            assert_eq!(took_place(&fake, &settled.key), 1, "{edit:?} {sending:?}");
        }
    }
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_test_order_is_placed_once() {
    let (bench, shop, fake) = stocked().await;
    for sending in [Sending::LostAfter, Sending::LostBefore, Sending::Late(Duration::from_secs(60))] {
        fake.with(|state| state.writes.sending.push_back(sending));
        let edit = Edit::PlaceTestOrder { product: None };
        let id = bench.enter_at(&shop, None, edit, bench.time.now(), None).await;
        let settled = bench.until_state(id, EditState::Settled).await;
        assert_eq!(took_place(&fake, &settled.key), 1);
        assert!(matches!(settled.outcome, Some(Outcome::Done { made: Some(_), .. })), "{settled:?}");
    }
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_test_order_that_a_reading_met_is_not_placed_again_once_it_is_deleted() {
    let (bench, shop, fake) = stocked().await;
    bench.replica.claim_alerts(bench.time.now()).await.unwrap();
    for sending in [Sending::LostAfter, Sending::Late(Duration::from_secs(60)), Sending::Hanging] {
        fake.with(|state| {
            state.writes.sending.push_back(sending.clone());
            // No look can tell of it: only a reading can.
            state.writes.looking = vec![Looking::Failed(fault(Code::ServerError)); 100].into();
        });
        let edit = Edit::PlaceTestOrder { product: None };
        let id = bench.enter_at(&shop, None, edit, bench.time.now(), None).await;
        let settled = bench.until_state(id, EditState::Settled).await;
        let Some(Outcome::Done { made: Some(made), .. }) = &settled.outcome else { panic!("{settled:?}") };
        assert_eq!((settled.attempts, settled.order.as_ref()), (1, Some(made)), "{sending:?}");
        let rung = bench.replica.claim_alerts(bench.time.now()).await.unwrap();
        assert_eq!(rung.iter().map(|alert| &alert.row.native_id).collect::<Vec<_>>(), [made], "{sending:?}");
        // Somebody deletes it for good before the server's time is up.
        fake.with(|state| {
            state.writes.looking.clear();
            state.orders.remove(&made.as_str().parse().unwrap());
        });
        let deleted = bench.time.now();
        until("time passes", async || bench.time.now().duration_since(deleted) > SignedDuration::from_mins(10)).await;
        let stands = bench.edit(id).await;
        assert_eq!((stands.state, &stands.outcome), (EditState::Settled, &settled.outcome), "{sending:?}");
        assert_eq!((stands.ended_at, stands.attempts), (settled.ended_at, 1), "{sending:?}");
        assert_eq!(took_place(&fake, &settled.key), 1, "{sending:?}");
        assert_eq!(bench.replica.claim_alerts(bench.time.now()).await.unwrap(), [], "{sending:?}");
    }
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_can_tell_asks_where_it_matters() {
    let (bench, shop, fake) = stocked().await;
    let mut age = 0;
    for (edit, sending, state, attempts) in [
        (message("once"), Sending::LostAfter, EditState::Unsure, 1),
        (message("once"), Sending::LostBefore, EditState::Unsure, 1),
        (refund(), Sending::LostAfter, EditState::Unsure, 1),
        (words("plain"), Sending::LostAfter, EditState::Settled, 1),
        (words("plain"), Sending::LostBefore, EditState::Settled, 2),
        (status("completed"), Sending::LostAfter, EditState::Settled, 1),
        (status("completed"), Sending::LostBefore, EditState::Unsure, 1),
    ] {
        // Orders by the five are completed already.
        let order = loop {
            age += 1;
            let order = fake.with(|state| state.newest(age));
            if fake.with(|state| state.orders[&order].status == "processing") {
                break order;
            }
        };
        fake.with(|state| {
            state.writes.sending.push_back(sending.clone());
            state.writes.looking.push_back(Looking::Untold);
        });
        let id = bench.enter(&shop, order, edit.clone()).await;
        let stands = bench.until_state(id, state).await;
        assert_eq!(stands.attempts, attempts, "{edit:?} {sending:?}");
        if state == EditState::Unsure {
            assert!(matches!(stands.outcome, Some(Outcome::Unsure { .. })), "{stands:?}");
        }
    }
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_that_fails_is_taken_again_and_an_order_gone_ends_it() {
    let (bench, shop, fake) = stocked().await;
    let [a, b] = [2, 4].map(|age| fake.with(|state| state.newest(age)));
    fake.with(|state| {
        state.writes.sending.push_back(Sending::LostAfter);
        let failed = || Looking::Failed(fault(Code::ServerError));
        state.writes.looking.extend([failed(), failed(), failed(), failed()]);
    });
    let id = bench.enter(&shop, a, message("once")).await;
    let settled = bench.until_state(id, EditState::Settled).await;
    assert_eq!((settled.attempts, took_place(&fake, &settled.key)), (1, 1));
    assert_eq!(fake.counted("find"), 5);

    fake.with(|state| state.writes.sending.extend([Sending::LostAfter, Sending::LostAfter]));
    let words = bench.enter(&shop, b, words("too late")).await;
    bench.until_state(words, EditState::Checking).await;
    fake.with(|state| state.orders.remove(&b));
    bench.until_state(words, EditState::Failed).await;
    assert!(bench.replica.stored(shop.id, &[b.into()]).await.unwrap().is_empty());
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_edit_waits_for_an_earlier_ones_late_effect() {
    let (bench, shop, fake) = stocked().await;
    let order = fake.with(|state| state.newest(3));
    fake.with(|state| state.writes.sending.push_back(Sending::Late(Duration::from_secs(60))));
    let first = bench.enter(&shop, order, words("first")).await;
    bench.until_state(first, EditState::Checking).await;
    let second = bench.enter(&shop, order, words("second")).await;
    bench.until_state(second, EditState::Settled).await;
    assert_eq!(bench.edit(first).await.state, EditState::Settled);
    assert_eq!(fake.with(|state| state.orders[&order].text.clone()), "second");
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ends_in_mid_request_are_found_again() {
    let (mut bench, shop, fake) = stocked().await;
    let mut ids: Vec<EditId> = Vec::new();
    for round in 0..6 {
        let order = fake.with(|state| state.newest(round));
        fake.with(|state| state.writes.sending.push_back(Sending::Hanging));
        let id = bench.enter(&shop, order, message("once")).await;
        ids.push(id);
        until("it hangs", async || {
            let edit = bench.edit(id).await;
            edit.state == EditState::Sending && took_place(&fake, &edit.key) == 1
        })
        .await;
        match round % 3 {
            0 => bench.crash(),
            1 => bench.engine.remove_shop(shop.id).await,
            _ => {
                bench.engine.stop().await;
                bench.crash();
            }
        }
        let left = bench.edit(id).await;
        assert_eq!(left.state, EditState::Sending, "as a crash leaves it");
        bench.run(&shop, &fake).await;
        let found = bench.until_state(id, EditState::Checking).await;
        let waits = found.not_before.unwrap().duration_since(found.attempted_at.unwrap());
        assert_eq!(waits, SignedDuration::from_secs(120));
    }
    for id in ids {
        let settled = bench.until_state(id, EditState::Settled).await;
        assert_eq!((settled.attempts, took_place(&fake, &settled.key)), (1, 1));
    }
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flaky_shop_gets_everything_once() {
    let (bench, shop, fake) = stocked().await;
    fake.with(|state| state.fail_percent = 20);
    let mut ids = Vec::new();
    for age in 0..30 {
        let order = fake.with(|state| state.newest(age));
        for edit in [words("flaky"), message("flaky")] {
            ids.push(bench.enter(&shop, order, edit).await);
        }
    }
    for id in ids {
        let settled = bench.until_state(id, EditState::Settled).await;
        assert_eq!(took_place(&fake, &settled.key), 1, "{settled:?}");
    }
    fake.with(|state| state.fail_percent = 0);
    bench.settle(&shop, &fake).await;
    bench.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_long_enough_empties_the_outbox_of_lost_ones_too() {
    let (bench, shop, fake) = stocked().await;
    let order = fake.with(|state| state.newest(3));
    fake.with(|state| state.writes.sending.push_back(Sending::LostAfter));
    bench.enter(&shop, order, message("once")).await;
    let report = bench.engine.push_once(shop.id).await.unwrap();
    assert_eq!((report.settled, report.left), (0, 1), "not waited for");
    let report = bench.engine.push_within(shop.id, Duration::from_secs(200)).await.unwrap();
    assert_eq!((report.settled, report.left), (1, 0));
    bench.engine.stop().await;
}
