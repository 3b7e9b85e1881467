//! The window's commands about edits, refunds and the outbox.

use app::{
    EditRequest, Grace,
    api::{
        BatchProgress, EditPreview, EditsEntered, EditsUndone, OutboxPage, OutboxRequest, RefundPick, RefundRequest,
    },
};
use domain::{
    Answer as Decision, Edit, EditId, EditState, EmailTemplate, Notice, OrderId, OutboxEdit, RefundDraft, ShopId,
};

use super::{Answer, Handle};

#[tauri::command]
pub(crate) async fn edit_preview(
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    edit: Edit,
    notice: Notice,
) -> Answer<EditPreview> {
    shell.app().await?.edit_preview(&ids, &edit, notice).await
}

#[tauri::command]
pub(crate) async fn edit_enter(
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    edit: Edit,
    notice: Notice,
    confirmed: bool,
) -> Answer<EditsEntered> {
    let request = EditRequest { ids, edit, notice, confirmed, grace: Grace::Window };
    shell.app().await?.edit_enter(&request).await
}

#[tauri::command]
pub(crate) async fn edits_undo(shell: Handle<'_>, batch: String) -> Answer<EditsUndone> {
    shell.app().await?.edits_undo(&batch).await
}

#[tauri::command]
pub(crate) async fn edit_answer(shell: Handle<'_>, id: EditId, answer: Decision) -> Answer<OutboxEdit> {
    shell.app().await?.edit_answer(id, answer).await
}

#[tauri::command]
pub(crate) async fn outbox_open(
    shell: Handle<'_>,
    shop: Option<ShopId>,
    states: Vec<EditState>,
    before: Option<EditId>,
    limit: u32,
) -> Answer<OutboxPage> {
    shell.app().await?.outbox_open(&OutboxRequest { shop, states, before, limit }).await
}

#[tauri::command]
pub(crate) async fn outbox_pause(shell: Handle<'_>, paused: bool) -> Answer<()> {
    shell.app().await?.outbox_pause(paused).await
}

#[tauri::command]
pub(crate) async fn batch_progress(shell: Handle<'_>, batch: String) -> Answer<BatchProgress> {
    shell.app().await?.batch_progress(&batch).await
}

#[tauri::command(rename_all = "snake_case")]
#[allow(clippy::too_many_arguments, reason = "the window names each part of a refund")]
pub(crate) async fn refund_draft(
    shell: Handle<'_>,
    id: OrderId,
    pieces: Vec<RefundPick>,
    shipping: Option<String>,
    amount: Option<String>,
    reason: String,
    through_gateway: bool,
    restock: bool,
) -> Answer<RefundDraft> {
    let request = RefundRequest { pieces, shipping, amount, reason, through_gateway, restock };
    shell.app().await?.refund_draft(id, &request).await
}

#[tauri::command]
pub(crate) async fn email_templates(shell: Handle<'_>, id: OrderId) -> Answer<Vec<EmailTemplate>> {
    shell.app().await?.email_templates(id).await
}

#[tauri::command]
pub(crate) async fn test_order(shell: Handle<'_>, shop: ShopId) -> Answer<OutboxEdit> {
    shell.app().await?.test_order(shop).await
}
