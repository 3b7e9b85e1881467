//! A new order rings: in the list, as a notification on a real daemon, whose click opens it.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;
use stories::rig::notifications::NotificationDaemon;

use super::stage::{Stage, shop};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_order_shows_up_rings_once_and_its_click_opens_it() -> Result<()> {
    let stage = Stage::new()?;
    let daemon = NotificationDaemon::start(stage.display.name(), &stage.bus)?;
    let shop = shop(41).await?;
    let window = stage.open_connected(&shop).await?;
    assert_eq!(daemon.history()?.len(), 0, "the first sync does not ring");

    let id = shop.shop.place_order();
    shop.shop.change_order(id, &json!({ "status": "processing", "set_paid": true }))?;
    let entry = shop.shop.order(id, &shop.url).context("the order")?;
    let number = entry["order"]["number"].as_str().context("number")?.to_owned();
    window.invoke("sync_now", json!({ "shop": null })).await?;
    window.find(&format!("[data-testid=row][data-number=\"{number}\"]")).await?;

    let shown = daemon.wait_for(1, Duration::from_secs(20))?;
    let rung = shown.first().context("a notification")?;
    assert!(format!("{rung:?}").contains(&number), "{rung:?}");
    window.shot("new-order-light").await?;
    daemon.click_latest()?;
    window.wait_for_text("[data-testid=order-number]", &number).await?;

    // Once, ever: neither the next check nor a restart rings again.
    window.invoke("sync_now", json!({ "shop": null })).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    window.close().await?;
    let window = stage.open(&[], Vec::new()).await?;
    window.find("[data-testid=row]").await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(daemon.history()?.len(), 1, "{:?}", daemon.history()?);
    window.close().await
}
