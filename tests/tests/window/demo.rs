//! Starting on the demo shop.

use std::{process::Command, time::Duration};

use anyhow::Result;
use serde_json::json;
use stories::world::{Cli, built};

use super::stage::{Stage, rows, wait_synced};

#[tokio::test(flavor = "multi_thread")]
async fn one_click_shows_the_demo_shops_orders() -> Result<()> {
    let stage = Stage::new()?;
    let window = stage.open(&[], Vec::new()).await?;
    window.find("[data-testid=welcome]").await?;
    window.shot("welcome-light").await?;
    window.ensure_accessible("welcome").await?;
    window.click("[data-testid=welcome-demo]").await?;
    window.find("[data-testid=row]").await?;
    wait_synced(&window).await?;
    let all = rows(&window, json!({})).await?;
    assert!(all.len() > 300, "{} orders", all.len());
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_name_is_shown_as_those_characters() -> Result<()> {
    let stage = Stage::new()?;
    let window = stage.open_demo(Vec::new()).await?;
    window.press("/").await?;
    window.type_text("onerror").await?;
    window.wait_for_text("[data-testid=row]", "<img src=x onerror=alert(1)>").await?;
    window.press("Enter").await?;
    window.wait_for_text("[data-testid=order]", "<img src=x onerror=alert(1)>").await?;
    window
        .wait_until("no picture element of that name", "return document.querySelector('img[src=\"x\"]') === null", &[])
        .await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_shop_down_the_window_opens_finds_and_shows() -> Result<()> {
    let stage = Stage::new()?;
    let shop = super::stage::shop(31).await?;
    let window = stage.open_connected(&shop).await?;
    let first = rows(&window, json!({})).await?.remove(0);
    window.close().await?;
    shop.shop.set_down(true);

    let window = stage.open(&[], Vec::new()).await?;
    window.find("[data-testid=row]").await?;
    window.press("/").await?;
    let number = first["number"].as_str().unwrap_or_default().to_owned();
    window.type_text(&number).await?;
    window.wait_for_text("[data-testid=row]", &number).await?;
    window.press("Enter").await?;
    window.wait_for_text("[data-testid=order-number]", &number).await?;
    window.press("p").await?;
    window.find("[data-testid=print-preview] canvas").await?;
    window.shot("offline-print").await?;
    window.close().await
}

/// The window owns the data directory: the command line beside it reads, and asks it to sync; a second start of the
/// window raises the first and ends.
#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_works_beside_the_window_and_a_second_start_raises_the_first() -> Result<()> {
    let stage = Stage::new()?;
    let cli = Cli::new()?;
    let data_dir = cli.data_dir().display().to_string();
    let args = ["--demo", "--demo-orders", "120", "--demo-rate", "0", "--data-dir", data_dir.as_str()];
    let window = stage.open(&args, Vec::new()).await?;
    window.find("[data-testid=row]").await?;
    wait_synced(&window).await?;
    let listed = cli.ask(&["orders", "--limit", "3"]).await?;
    assert_eq!(listed.as_array().map(Vec::len), Some(3), "{listed}");
    let synced = cli.run(&["sync", "--once"]).await?;
    assert_eq!(synced.code, 0, "{}", synced.err);

    let mut second = Command::new(built("shopbell-window", "SHOPBELL_WINDOW_BIN")?);
    second.args(args).envs(stage.bus.environment()).envs(stage.display.environment());
    let ended = tokio::task::spawn_blocking(move || second.status());
    let ended = tokio::time::timeout(Duration::from_secs(20), ended).await???;
    assert!(ended.success(), "{ended}");
    window.find("[data-testid=row]").await?;
    window.close().await
}
