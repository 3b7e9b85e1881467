//! Entering edits, with what is told before.

use super::*;

#[tokio::test]
async fn an_edit_is_shown_at_once_and_taken_back_without_a_trace() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let mut events = app.events();
    let entered = app.edit_enter(&request(&ids, status("on-hold"))).await.unwrap();
    assert_eq!(entered.edits.len(), 1);
    let edit = &entered.edits[0];
    assert_eq!((edit.state, edit.attempts, edit.order_id), (EditState::Pending, 0, Some(ids[0])));
    assert_eq!(edit.key.as_str().len(), 32);
    assert!(matches!(events.recv().await.unwrap(), UiEvent::Orders { changed, .. } if changed == ids));
    assert!(matches!(events.recv().await.unwrap(), UiEvent::Outbox { counts, paused: false }
        if counts.by_state == vec![(EditState::Pending, 1)]));

    let view = app.order_view(ids[0], None).await.unwrap();
    assert_eq!((view.order.status.as_str(), view.row.status.as_str()), ("on-hold", "on-hold"));
    assert_eq!(view.mirror_status.as_deref(), Some("processing"));
    assert!(
        view.timeline
            .iter()
            .any(|entry| matches!(&entry.what, TimelineKind::Edit { edit: open } if open.id == edit.id))
    );

    let undone = app.edits_undo(&entered.batch).await.unwrap();
    assert_eq!((undone.undone, undone.too_late), (1, 0));
    let again = app.edits_undo(&entered.batch).await.unwrap();
    assert_eq!((again.undone, again.too_late), (0, 0));
    let view = app.order_view(ids[0], None).await.unwrap();
    assert_eq!((view.order.status.as_str(), view.mirror_status), ("processing", None));
    assert!(!view.timeline.iter().any(|entry| matches!(entry.what, TimelineKind::Edit { .. })));
}

#[tokio::test]
async fn warnings_name_their_orders_and_keep_edits_off_where_they_refuse() {
    let World { app, ids, .. } = world(300, |at, order| match at % 3 {
        0 => unpaid(order),
        1 => order.states.order = OrderState::Deleted,
        _ => (),
    })
    .await;
    let preview = app.edit_preview(&ids, &status("completed"), Notice::ShopDecides).await.unwrap();
    let about = |doubt: &Doubt| preview.warnings.iter().find(|warning| warning.warning.doubt == *doubt);
    let trashed = about(&Doubt::Trashed).unwrap();
    assert_eq!((trashed.warning.weight, trashed.orders.len()), (Weight::Refuses, 100));
    assert_eq!(trashed.orders[0], ids[1]);
    assert_eq!(about(&Doubt::ShopMails).unwrap().orders.len(), 300);
    let weights: Vec<Weight> = preview.warnings.iter().map(|warning| warning.warning.weight).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
    assert_eq!(preview.totals[0].amount, "30.25".parse::<Decimal>().unwrap() * Decimal::from(300));
    assert_eq!(preview.can_undo_s, 8);

    let entered = app.edit_enter(&EditRequest { confirmed: true, ..request(&ids, status("completed")) }).await.unwrap();
    assert_eq!((entered.edits.len(), entered.refused.len()), (200, 100));
    assert!(entered.refused.iter().all(|refused| refused.warning.doubt == Doubt::Trashed));
    let progress = app.batch_progress(&entered.batch).await.unwrap();
    assert_eq!((progress.total, progress.waiting, progress.results.len()), (200, 200, 200));
}

#[tokio::test]
async fn what_asks_is_not_entered_without_a_yes() {
    let World { app, ids, .. } = world(2, |at, order| {
        if at == 1 {
            unpaid(order);
        }
    })
    .await;
    let fault = app.edit_enter(&request(&ids, status("processing"))).await.unwrap_err();
    assert_eq!((fault.code, fault.operation.as_str()), (Code::BadInput, "confirm"));
    assert!(fault.detail.contains("says_paid"), "{fault}");
    let none = app.outbox_open(&OutboxRequest { limit: 10, ..OutboxRequest::default() }).await.unwrap();
    assert!(none.edits.is_empty(), "all or nothing: {:?}", none.edits);
    let yes = EditRequest { confirmed: true, ..request(&ids, status("processing")) };
    assert_eq!(app.edit_enter(&yes).await.unwrap().edits.len(), 2);
}

#[tokio::test]
async fn several_edits_of_an_order_are_one_batch_in_their_order() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let address = domain::Address { city: "Sneek".to_owned(), ..domain::Address::default() };
    let wanted = [
        Edit::SetAddress {
            side: domain::Side::Billing,
            address: domain::Address { line_1: "Kade 1".to_owned(), ..address },
        },
        Edit::SetPhone { side: domain::Side::Billing, phone: "0612".to_owned() },
        Edit::SetEmail { email: "j@example.test".to_owned() },
    ];
    let requests = wanted.clone().map(|edit| EditRequest { confirmed: true, ..request(&ids, edit) });
    let entered = app.edits_enter(&requests).await.unwrap();
    assert_eq!(entered.edits.iter().map(|edit| edit.edit.clone()).collect::<Vec<_>>(), wanted);
    let billing = app.order_view(ids[0], None).await.unwrap().order.billing;
    assert_eq!(
        (billing.city.as_str(), billing.phone.as_str(), billing.email.as_str()),
        ("Sneek", "0612", "j@example.test")
    );
    assert_eq!(app.edits_undo(&entered.batch).await.unwrap().undone, 3);
}

#[tokio::test]
async fn nothing_is_entered_where_an_order_is_unknown() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let fault = app.edit_enter(&request(&[ids[0], OrderId(9999)], Edit::Trash)).await.unwrap_err();
    assert_eq!(fault.code, Code::NoSuchOrder);
    assert_eq!(app.outbox_state().await.unwrap().0.by_state, Vec::new());
}

#[tokio::test]
async fn the_window_waits_before_it_mails_or_moves_money() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let asked = RefundRequest { amount: Some("1".to_owned()), ..RefundRequest::default() };
    let refund = app.refund_draft(ids[0], &asked).await.unwrap();
    let note = |to_customer| Edit::AddNote { text: "hello".to_owned(), to_customer };
    for (edit, grace, waits) in [
        (note(true), Grace::Window, true),
        (note(false), Grace::Window, false),
        (note(true), Grace::None, false),
        (Edit::Refund { refund: refund.clone() }, Grace::Window, true),
        (Edit::Refund { refund }, Grace::None, false),
        (Edit::SetReference { text: "R".to_owned() }, Grace::Window, false),
    ] {
        let now = app.now();
        let entered = app.edit_enter(&EditRequest { grace, ..request(&ids, edit.clone()) }).await.unwrap();
        let wait = entered.edits[0].not_before.map(|at| at.duration_since(now).as_secs());
        assert_eq!(wait, waits.then_some(8), "{edit:?} {grace:?}");
    }
}

#[tokio::test]
async fn a_pending_refund_is_not_given_back_twice() {
    let World { app, ids, .. } = world(1, |_, _| ()).await;
    let piece = |quantity: u32| RefundRequest {
        pieces: vec![crate::api::RefundPick { line: NativeId::from("A"), quantity: quantity.into() }],
        ..RefundRequest::default()
    };
    let refund = app.refund_draft(ids[0], &piece(1)).await.unwrap();
    app.edit_enter(&request(&ids, Edit::Refund { refund })).await.unwrap();
    let fault = app.refund_draft(ids[0], &piece(2)).await.unwrap_err();
    assert!(fault.detail.contains("more than the 1 that are left"), "{fault}");
    let view = app.order_view(ids[0], None).await.unwrap();
    let refunds = view.timeline.iter().filter(|entry| matches!(entry.what, TimelineKind::Refunded { .. })).count();
    assert_eq!(refunds, 0, "its edit tells of it until it is at the shop");
    let more = app.refund_draft(ids[0], &piece(1)).await.unwrap();
    let refund = domain::RefundDraft { amount: Decimal::from(30), ..more };
    let refused = app.edit_enter(&request(&ids, Edit::Refund { refund })).await.unwrap();
    assert!(matches!(refused.refused[0].warning.doubt, Doubt::TooMuch { .. }), "{refused:?}");
}
