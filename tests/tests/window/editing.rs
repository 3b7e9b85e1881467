//! A day's changes made with the shop cut off, over a restart: everything arrives, in order, and the outbox empties on screen.

use anyhow::{Context, Result, ensure};
use demo_shop::Running;
use serde_json::{Value, json};
use stories::rig::window::Window;

use super::stage::{Stage, rows, shop};

/// Orders whose status is changed at one go.
const MANY: usize = 50;
/// A status that the shop does not mail about, so that nothing asks.
const STATUS: &str = "cancelled";
const NOTE: &str = "Called: wants it on Tuesday";
const REASON: &str = "arrived broken";

#[tokio::test(flavor = "multi_thread")]
async fn changes_made_offline_arrive_in_order_after_a_restart() -> Result<()> {
    let stage = Stage::new()?;
    let shop = shop(43).await?;
    let window = stage.open_connected(&shop).await?;
    // The newest rows are what Shift and the arrows tick; the order that is worked on besides is none of them.
    let listed = rows(&window, json!({})).await?;
    let many: Vec<u64> = listed.iter().take(MANY).map(native_id).collect::<Result<_>>()?;
    let (worked_on, number) = order_to_refund(&shop, &many)?;

    shop.shop.set_down(true);
    window.invoke("sync_now", json!({ "shop": null })).await?;
    window.find("[data-testid=offline]").await?;

    change_statuses(&window).await?;
    window.find("[data-testid=row-edits]").await?;
    window.shot("editing-bulk-light").await?;

    open_order(&window, &number).await?;
    window.find("[data-testid=note-text]").await?.send_keys(NOTE).await?;
    window.click("[data-testid=note-submit]").await?;
    window.wait_for_text("[data-testid=timeline]", NOTE).await?;
    refund_a_line(&window).await?;
    window.shot("editing-offline-light").await?;
    window.set_theme("dark").await?;
    window.shot("editing-offline-dark").await?;
    window.set_theme("light").await?;

    window.click("[data-testid=open-outbox]").await?;
    window.find("[data-testid=outbox-going]").await?;
    window.ensure_accessible("outbox").await?;
    window.shot("outbox-light").await?;
    let waiting = open_edits(&window).await?;
    ensure!(waiting == MANY + 2, "{waiting} edits wait");
    ensure!(shop.shop.effects().iter().all(|effect| effect.by_shop), "the shop is down: nothing reached it");
    window.close().await?;

    let window = stage.open(&[], Vec::new()).await?;
    window.find("[data-testid=row]").await?;
    ensure!(open_edits(&window).await? == MANY + 2, "closing and starting keeps what waits");
    window.click("[data-testid=open-outbox]").await?;
    window.find("[data-testid=outbox-going]").await?;
    shop.shop.set_down(false);
    window.invoke("sync_now", json!({ "shop": null })).await?;
    window.find("[data-testid=outbox-empty]").await?;
    window.shot("outbox-empty-light").await?;
    ensure!(open_edits(&window).await? == 0, "the outbox is empty in the file as well");
    arrived(&shop, &many, worked_on)?;
    window.close().await
}

fn native_id(row: &Value) -> Result<u64> {
    Ok(row["native_id"].as_str().context("an id")?.parse()?)
}

/// A paid order of which nothing was given back: its id and its number.
fn order_to_refund(shop: &Running, but: &[u64]) -> Result<(u64, String)> {
    for entry in shop.shop.dump(&shop.url) {
        let order = &entry["order"];
        let id = order["id"].as_u64().context("an id")?;
        let is_paid = matches!(order["status"].as_str(), Some("processing" | "completed"));
        if is_paid && order["refunds"] == json!([]) && !but.contains(&id) {
            return Ok((id, order["number"].as_str().context("a number")?.to_owned()));
        }
    }
    anyhow::bail!("the demo shop has no paid order")
}

/// Ticks the newest orders and gives them another status.
async fn change_statuses(window: &Window) -> Result<()> {
    window.click("[data-testid=row]").await?;
    window.press("x").await?;
    for _ in 1..MANY {
        window.press("Shift+Down").await?;
    }
    window.wait_for_text("[data-testid=bulk]", &MANY.to_string()).await?;
    window.click("[data-testid=bulk-set-status]").await?;
    window.click("[data-testid=bulk-status]").await?;
    window.find(&format!("[data-testid=bulk-status-{STATUS}]")).await?;
    window.shot("bulk-status-light").await?;
    choose(window, &format!("[data-testid=bulk-status-{STATUS}]")).await?;
    const READY: &str = "return document.querySelector('[data-testid=bulk-submit]')?.disabled === false";
    window.wait_until("the change to be looked through", READY, &[]).await?;
    window.click("[data-testid=bulk-submit]").await?;
    window.find("[data-testid=batch]").await.map(drop)
}

/// Goes down an open list by its keys until the wanted choice is marked, and takes it.
async fn choose(window: &Window, choice: &str) -> Result<()> {
    const MARKED: &str = "return document.querySelector(arguments[0])?.matches('[data-highlighted]') === true";
    for _ in 0..30 {
        if window.client().execute(MARKED, vec![choice.into()]).await? == json!(true) {
            return window.press("Enter").await;
        }
        window.press("Down").await?;
    }
    anyhow::bail!("{choice} cannot be reached by the keys")
}

async fn open_order(window: &Window, number: &str) -> Result<()> {
    window.press("Escape").await?;
    window.press("/").await?;
    window.type_text(number).await?;
    window.click(&format!("[data-testid=row][data-number=\"{number}\"]")).await?;
    window.wait_for_text("[data-testid=order-number]", number).await
}

/// Gives one piece of the first line back, as a record.
async fn refund_a_line(window: &Window) -> Result<()> {
    window.click("[data-testid=order-menu]").await?;
    window.click("[data-testid=order-refund]").await?;
    let pieces = window.find("[data-testid=refund-quantity]").await?;
    pieces.clear().await?;
    pieces.send_keys("1").await?;
    window.find("[data-testid=refund-reason]").await?.send_keys(REASON).await?;
    window.shot("refund-light").await?;
    window.ensure_accessible("refund").await?;
    window.click("[data-testid=refund-submit]").await?;
    window.wait_gone("[data-testid=refund-dialog]").await
}

async fn open_edits(window: &Window) -> Result<usize> {
    let request = json!({ "shop": null, "states": [], "before": null, "limit": 500 });
    let page = window.invoke("outbox_open", request).await?;
    Ok(page["edits"].as_array().context("edits")?.len())
}

/// Everything is at the shop, once, the edits of an order in the order they were made.
fn arrived(shop: &Running, many: &[u64], worked_on: u64) -> Result<()> {
    for id in many {
        let entry = shop.shop.order(*id, &shop.url).context("the order")?;
        ensure!(entry["order"]["status"] == STATUS, "order {id} is {}", entry["order"]["status"]);
    }
    let ours: Vec<_> = shop.shop.effects().into_iter().filter(|effect| !effect.by_shop).collect();
    let at = |kind: &str| {
        let places: Vec<usize> =
            (0..ours.len()).filter(|at| ours[*at].kind == kind && ours[*at].order == worked_on).collect();
        ensure!(places.len() == 1, "{kind} took place {} times: {ours:#?}", places.len());
        Ok(places[0])
    };
    ensure!(at("note.created")? < at("refund.created")?, "the note was made before the refund: {ours:#?}");
    let refund = &shop.shop.order(worked_on, &shop.url).context("the order")?["refunds"][0];
    ensure!(refund["reason"] == REASON && refund["refunded_payment"] == false, "{refund:#}");
    ensure!(refund["line_items"].as_array().is_some_and(|lines| lines.len() == 1), "{refund:#}");
    Ok(())
}
