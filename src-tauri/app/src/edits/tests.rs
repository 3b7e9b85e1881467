//! Entering, taking back and answering on a real replica in a folder of its own, without a shop to talk to.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use domain::{
    Answer, Code, Doubt, Edit, EditState, Fault, FulfilmentState, Language, NativeId, Notice, Order, OrderId,
    OrderState, Outcome, PaymentState, ShopTag, StateTriple, StatusLabel, System, Weight,
};
use replica::{BellRules, Change, NewShop};
use rust_decimal::Decimal;

use super::{EditRequest, Grace, refund::tests::order as some_order};
use crate::{
    App, Parts, Vault,
    api::{OutboxRequest, RefundRequest, TimelineKind, UiEvent},
};

struct NoVault;

#[async_trait]
impl Vault for NoVault {
    async fn get(&self, _: &str) -> Result<Option<String>, Fault> {
        Ok(None)
    }
    async fn set(&self, _: &str, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    async fn delete(&self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

const RULES: BellRules = BellRules { policy: domain::AlertPolicy::WhenWorkable };

/// An app on a folder of its own with one shop of so many orders, numbered from 1.
struct World {
    app: App,
    ids: Vec<OrderId>,
    folder: tempfile::TempDir,
}

async fn open(folder: &tempfile::TempDir, owner: bool) -> App {
    let parts = Parts {
        data_dir: folder.path().to_owned(),
        owner,
        vault: Arc::new(NoVault),
        picture_base: String::new(),
        resource_dir: None,
        system_language: Language::En,
    };
    App::open_at_rest(parts).await.unwrap()
}

async fn world(orders: usize, change: impl Fn(usize, &mut Order)) -> World {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder, true).await;
    let shop = NewShop {
        system: System::Woocommerce,
        tag: ShopTag::new("TS").unwrap(),
        name: "Test shop".to_owned(),
        sign_in: serde_json::json!({}),
        facts: None,
        connected_at: app.now(),
    };
    let shop = app.replica().add_shop(shop).await.unwrap();
    let mut changes = vec![Change::SetStatuses(statuses())];
    for at in 0..orders {
        let mut order = some_order("EUR", vec![super::refund::tests::line("A", "2", "20", "4.2")], ("5", "1.05"));
        order.native_id = NativeId(format!("{}", at + 1));
        order.number = order.native_id.to_string();
        change(at, &mut order);
        let raw = serde_json::to_vec(&order).unwrap();
        changes.push(Change::PutOrder { order: Box::new(order), raw, history: true });
    }
    app.replica().apply(shop.id, changes, RULES, app.now()).await.unwrap();
    let mut ids = Vec::new();
    for at in 0..orders {
        ids.push(app.resolve(&format!("TS/{}", at + 1)).await.unwrap());
    }
    World { app, ids, folder }
}

fn statuses() -> Vec<StatusLabel> {
    let label = |code: &str, order, payment| StatusLabel {
        code: code.to_owned(),
        label: code.to_uppercase(),
        states: StateTriple { order, payment, fulfilment: FulfilmentState::None },
        known: true,
    };
    vec![
        label("pending", OrderState::Placed, PaymentState::Pending),
        label("processing", OrderState::Confirmed, PaymentState::Paid),
        label("on-hold", OrderState::OnHold, PaymentState::Pending),
        label("completed", OrderState::Complete, PaymentState::Paid),
    ]
}

fn status(code: &str) -> Edit {
    Edit::SetStatus { status: code.to_owned() }
}

fn request(ids: &[OrderId], edit: Edit) -> EditRequest {
    EditRequest { ids: ids.to_vec(), edit, notice: Notice::ShopDecides, confirmed: false, grace: Grace::None }
}

fn unpaid(order: &mut Order) {
    order.paid_at = None;
    "pending".clone_into(&mut order.status);
    order.states.payment = PaymentState::Pending;
    order.states.order = OrderState::Placed;
}

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
            unpaid(order)
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

fn conflict() -> Outcome {
    let text = |text: &str| domain::FieldValue::Text(text.to_owned());
    let conflict = domain::Conflict {
        field: domain::Field::Status,
        base: text("processing"),
        ours: text("on-hold"),
        theirs: text("completed"),
    };
    Outcome::Conflict { conflict }
}

/// Has the sync find that an edit stands so.
async fn stands(app: &App, edit: &domain::OutboxEdit, state: EditState, outcome: Outcome) {
    assert!(app.replica().begin_attempt(edit.id, app.now()).await.unwrap());
    let change = Change::Edit { id: edit.id, state, outcome: Some(outcome), not_before: None };
    app.replica().apply(edit.shop, vec![change], RULES, app.now()).await.unwrap();
}
