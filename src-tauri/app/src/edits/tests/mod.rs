//! Entering, taking back and answering on a real replica in a folder of its own, without a shop to talk to.

mod answering;
mod entering;
mod running;

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
