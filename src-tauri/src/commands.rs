//! The window's commands: one line each. Parse, call `app`, return.

pub(crate) mod edits;

use std::sync::Arc;

use app::{
    SlipRequest,
    api::{
        Boot, Counts, Diagnosis, Health, KeyStoreState, ListOpened, ListRequest, OrderRow, OrderView, PrintOutcome,
        PrinterView, SavedView, Settings, ShopUpdateRequest, ShopView, SignInForm, SignInRequest,
    },
};
use domain::{BuiltInView, Fault, Money, OrderId, ShopId};
use tauri::{AppHandle, State, ipc::Response};

use crate::shell::Shell;

type Handle<'a> = State<'a, Arc<Shell>>;
type Answer<T> = Result<T, Fault>;

#[tauri::command]
pub(crate) async fn boot(shell: Handle<'_>) -> Answer<Boot> {
    shell.boot().await
}

#[tauri::command]
pub(crate) async fn list_open(shell: Handle<'_>, request: ListRequest) -> Answer<ListOpened> {
    shell.app().await?.list_open(&request).await
}

#[tauri::command]
pub(crate) async fn list_page(shell: Handle<'_>, list: u64, offset: u32, limit: u32) -> Answer<Vec<OrderRow>> {
    shell.app().await?.list_page(list, offset, limit).await
}

#[tauri::command]
pub(crate) async fn list_ids(shell: Handle<'_>, list: u64) -> Answer<Vec<OrderId>> {
    Ok(shell.app().await?.list_ids(list)?.to_vec())
}

#[tauri::command]
pub(crate) async fn counts(shell: Handle<'_>) -> Answer<Counts> {
    shell.app().await?.counts().await
}

#[tauri::command]
pub(crate) async fn today(shell: Handle<'_>) -> Answer<Vec<Money>> {
    shell.app().await?.today().await
}

#[tauri::command]
pub(crate) async fn order_open(shell: Handle<'_>, id: OrderId, list: Option<u64>) -> Answer<OrderView> {
    shell.app().await?.order_open(id, list).await
}

#[tauri::command]
pub(crate) async fn order_refresh(shell: Handle<'_>, id: OrderId) -> Answer<()> {
    shell.app().await?.order_refresh(id).await
}

#[tauri::command]
pub(crate) async fn order_find(shell: Handle<'_>, reference: String) -> Answer<OrderId> {
    shell.app().await?.resolve(&reference).await
}

#[tauri::command]
pub(crate) async fn search_check(shell: Handle<'_>, text: String) -> Answer<()> {
    shell.app().await?.search_check(&text)
}

#[tauri::command]
pub(crate) async fn views(shell: Handle<'_>) -> Answer<Vec<SavedView>> {
    shell.app().await?.views().await
}

#[tauri::command]
pub(crate) async fn view_save(
    shell: Handle<'_>,
    name: String,
    search: String,
    view: Option<BuiltInView>,
) -> Answer<SavedView> {
    shell.app().await?.view_save(&name, &search, view).await
}

#[tauri::command]
pub(crate) async fn view_update(shell: Handle<'_>, id: i64, name: String, search: String) -> Answer<SavedView> {
    shell.app().await?.view_update(id, &name, &search).await
}

#[tauri::command]
pub(crate) async fn view_delete(shell: Handle<'_>, id: i64) -> Answer<()> {
    shell.app().await?.view_delete(id).await
}

#[tauri::command]
pub(crate) async fn sign_in_forms(shell: Handle<'_>) -> Answer<Vec<SignInForm>> {
    Ok(shell.app().await?.sign_in_forms())
}

#[tauri::command]
pub(crate) async fn shop_probe(shell: Handle<'_>, request: SignInRequest) -> Answer<Diagnosis> {
    shell.app().await?.shop_probe(&request).await
}

#[tauri::command]
pub(crate) async fn shop_add(shell: Handle<'_>, request: SignInRequest) -> Answer<ShopView> {
    shell.app().await?.shop_add(&request).await
}

#[tauri::command]
pub(crate) async fn shops(shell: Handle<'_>) -> Answer<Vec<ShopView>> {
    shell.app().await?.shops().await
}

#[tauri::command]
pub(crate) async fn shop_test(shell: Handle<'_>, id: ShopId) -> Answer<Diagnosis> {
    shell.app().await?.shop_test(id).await
}

#[tauri::command]
pub(crate) async fn shop_update(shell: Handle<'_>, id: ShopId, update: ShopUpdateRequest) -> Answer<ShopView> {
    shell.app().await?.shop_update(id, &update).await
}

#[tauri::command]
pub(crate) async fn shop_remove(shell: Handle<'_>, id: ShopId) -> Answer<u64> {
    shell.app().await?.shop_remove(id).await
}

#[tauri::command]
pub(crate) async fn shop_pick_logo(window: AppHandle, shell: Handle<'_>, id: ShopId) -> Answer<Option<ShopView>> {
    let Some(path) = crate::dialogs::pick_logo(&window).await else { return Ok(None) };
    shell.app().await?.shop_set_logo(id, Some(&path)).await.map(Some)
}

#[tauri::command]
pub(crate) async fn shop_clear_logo(shell: Handle<'_>, id: ShopId) -> Answer<ShopView> {
    shell.app().await?.shop_set_logo(id, None).await
}

#[tauri::command]
pub(crate) async fn start_demo(shell: Handle<'_>) -> Answer<ShopView> {
    shell.start_demo().await
}

#[tauri::command]
pub(crate) async fn health(shell: Handle<'_>) -> Answer<Health> {
    shell.app().await?.health().await
}

#[tauri::command]
pub(crate) async fn sync_now(shell: Handle<'_>, shop: Option<ShopId>) -> Answer<()> {
    shell.app().await?.sync_now(shop).await
}

#[tauri::command]
pub(crate) async fn settings_set(window: AppHandle, shell: Handle<'_>, settings: Settings) -> Answer<Settings> {
    let settings = shell.app().await?.settings_set(settings).await?;
    crate::window::apply_settings(&window, &settings);
    Ok(settings)
}

#[tauri::command]
pub(crate) async fn printers() -> Answer<Vec<PrinterView>> {
    crate::slips::printers().await
}

#[tauri::command]
pub(crate) async fn slip_preview(
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    paper: String,
    prices: bool,
) -> Answer<Response> {
    Ok(Response::new(shell.app().await?.slips(&SlipRequest { ids, paper, prices }).await?.pdf))
}

#[tauri::command]
pub(crate) async fn slip_print(
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    printer: Option<String>,
    paper: String,
    prices: bool,
    copies: u16,
) -> Answer<PrintOutcome> {
    crate::slips::print(shell.app().await?, SlipRequest { ids, paper, prices }, printer, copies).await
}

#[tauri::command]
pub(crate) async fn slip_settled(job: String) -> Answer<bool> {
    crate::slips::settled(&job).await
}

#[tauri::command]
pub(crate) async fn slip_save(
    window: AppHandle,
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    paper: String,
    prices: bool,
) -> Answer<Option<PrintOutcome>> {
    crate::slips::save(&window, shell.app().await?, SlipRequest { ids, paper, prices }).await
}

#[tauri::command]
pub(crate) async fn slip_open(
    window: AppHandle,
    shell: Handle<'_>,
    ids: Vec<OrderId>,
    paper: String,
    prices: bool,
) -> Answer<PrintOutcome> {
    crate::slips::open(&window, shell.app().await?, SlipRequest { ids, paper, prices }).await
}

#[tauri::command]
pub(crate) async fn open_link(window: AppHandle, url: String) -> Answer<()> {
    crate::dialogs::open_link(&window, &url)
}

#[tauri::command]
pub(crate) async fn key_store(shell: Handle<'_>) -> Answer<KeyStoreState> {
    Ok(shell.vault().state().await)
}

#[tauri::command]
pub(crate) async fn secrets_file_unlock(shell: Handle<'_>, passphrase: String) -> Answer<KeyStoreState> {
    shell.unlock_file(passphrase).await
}

#[tauri::command]
pub(crate) async fn window_ready(shell: Handle<'_>, ms: f64) -> Answer<()> {
    shell.window_ready(ms);
    Ok(())
}
