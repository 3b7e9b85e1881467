//! Closing, pausing, processes beside the owner, shops out of reach.

use super::*;

#[tokio::test]
async fn the_outbox_pauses_over_restarts() {
    let World { app, folder, .. } = world(1, |_, _| ()).await;
    app.outbox_pause(true).await.unwrap();
    app.close().await;
    let app = open(&folder, true).await;
    assert!(app.boot().await.unwrap().outbox_paused);
    app.outbox_pause(false).await.unwrap();
    assert!(!app.outbox_state().await.unwrap().1);
}

#[tokio::test]
async fn closing_leaves_the_outbox_as_it_is() {
    let World { app, ids, folder } = world(2, |_, _| ()).await;
    let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    app.close().await;
    let app = open(&folder, true).await;
    let page = app.outbox_open(&OutboxRequest { limit: 10, ..OutboxRequest::default() }).await.unwrap();
    let ids: Vec<_> = page.edits.iter().rev().map(|edit| edit.id).collect();
    assert_eq!(ids, entered.edits.iter().map(|edit| edit.id).collect::<Vec<_>>());
    assert!(page.edits.iter().all(|edit| edit.state == EditState::Pending));
}

#[tokio::test]
async fn a_process_beside_the_owner_enters_edits_and_the_owner_sees_them() {
    let World { app: owner, ids, folder } = world(1, |_, _| ()).await;
    let beside = open(&folder, false).await;
    let mut events = owner.events();
    beside.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    let told = async {
        loop {
            if let UiEvent::Outbox { counts, .. } = events.recv().await.unwrap() {
                return counts;
            }
        }
    };
    let counts = tokio::time::timeout(std::time::Duration::from_secs(10), told).await.unwrap();
    assert_eq!(counts.by_state, vec![(EditState::Pending, 1)]);
    assert_eq!(owner.order_view(ids[0], None).await.unwrap().order.status, "on-hold");
}

#[tokio::test]
async fn several_processes_beside_the_owner_are_all_answered() {
    let World { app: owner, folder, .. } = world(1, |_, _| ()).await;
    let mut askers = Vec::new();
    for _ in 0..4 {
        askers.push(open(&folder, false).await);
    }
    // Without anything in the outbox there is nobody to talk to, so the answer is a report of nothing.
    let asked = askers.iter().map(|app| app.push_once(&[]));
    let answers = tokio::time::timeout(std::time::Duration::from_secs(30), futures::future::join_all(asked)).await;
    for answer in answers.unwrap() {
        assert_eq!(answer.unwrap(), crate::api::PushReport::default());
    }
    drop(owner);
}

#[tokio::test]
async fn a_shop_that_cannot_be_signed_in_to_says_why_its_edits_are_left() {
    let World { app, ids, .. } = world(2, |_, _| ()).await;
    app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    let report = app.push_once(&[]).await.unwrap();
    assert_eq!((report.left, report.settled), (2, 0));
    assert_eq!(report.faults[0].code, Code::SecretMissing, "{:?}", report.faults);
}
