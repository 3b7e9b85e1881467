//! What becomes of entered edits, and what their user decides.

use super::*;

#[tokio::test]
async fn what_was_attempted_is_too_late_to_take_back() {
    let World { app, ids, .. } = world(3, |_, _| ()).await;
    let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    assert!(app.replica().begin_attempt(entered.edits[1].id, app.now()).await.unwrap());
    let undone = app.edits_undo(&entered.batch).await.unwrap();
    assert_eq!((undone.undone, undone.too_late), (2, 1));
    let progress = app.batch_progress(&entered.batch).await.unwrap();
    assert_eq!((progress.total, progress.dropped, progress.waiting, progress.can_undo), (3, 2, 1, 0));
    let fault = app.edit_undo(entered.edits[1].id).await.unwrap_err();
    assert_eq!(fault.code, Code::BadInput, "{fault}");
}

#[tokio::test]
async fn a_conflict_is_answered_by_its_user() {
    for (answer, state, shown) in [
        (Answer::KeepMine, EditState::Pending, "on-hold"),
        (Answer::TakeTheirs, EditState::Dropped, "processing"),
        (Answer::Change { edit: status("completed") }, EditState::Pending, "completed"),
    ] {
        let World { app, ids, .. } = world(1, |_, _| ()).await;
        let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
        let edit = &entered.edits[0];
        stands(&app, edit, EditState::Conflict, conflict()).await;
        let view = app.order_view(ids[0], None).await.unwrap();
        assert_eq!(view.order.status, "processing", "a conflict shows what the shop has");
        let fault = app.edit_answer(edit.id, Answer::SaidDone).await.unwrap_err();
        assert_eq!(fault.code, Code::BadInput, "{fault}");
        let answered = app.edit_answer(edit.id, answer.clone()).await.unwrap();
        assert_eq!(answered.state, state, "{answer:?}");
        assert_eq!(app.order_view(ids[0], None).await.unwrap().order.status, shown, "{answer:?}");
    }
}

#[tokio::test]
async fn what_is_wanted_instead_is_checked() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    stands(&app, &entered.edits[0], EditState::Conflict, conflict()).await;
    let fault = app.edit_answer(entered.edits[0].id, Answer::Change { edit: status("no-such") }).await.unwrap_err();
    assert!(fault.code == Code::BadInput && fault.detail.contains("no_such_status"), "{fault}");
    assert_eq!(app.outbox_edit(entered.edits[0].id).await.unwrap().state, EditState::Conflict);
}

#[tokio::test]
async fn a_batch_tells_each_orders_result() {
    let World { app, ids, .. } = world(4, |_, _| ()).await;
    let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    stands(&app, &entered.edits[0], EditState::Settled, Outcome::Done { made: None, totals: None }).await;
    let fault = Fault::new(Code::Refused, "set status", "no");
    stands(&app, &entered.edits[1], EditState::Failed, Outcome::Failed { fault }).await;
    stands(&app, &entered.edits[2], EditState::Conflict, conflict()).await;
    let progress = app.batch_progress(&entered.batch).await.unwrap();
    let counts = (progress.total, progress.settled, progress.failed, progress.waiting, progress.needs_user);
    assert_eq!(counts, (4, 1, 1, 1, 2));
    let numbers: BTreeMap<&str, EditState> =
        progress.results.iter().map(|result| (result.number.as_str(), result.state)).collect();
    assert_eq!(numbers["1"], EditState::Settled);
    assert_eq!(
        progress.edits.iter().map(|edit| edit.state).collect::<Vec<_>>(),
        [EditState::Failed, EditState::Conflict]
    );
    assert_eq!(app.batch_progress("none").await.unwrap_err().code, Code::BadInput);
}
