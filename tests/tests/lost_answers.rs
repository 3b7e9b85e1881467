//! A connection that drops after the effect, and one whose effect comes a minute later: what moves money, mails or ships
//! exists once at the shop, or is unsure and says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use demo_shop::{Options, Running};
use serde_json::{Value, json};
use stories::world::{Cli, differences, serve};

/// The server's time limit of two minutes, the pushes around it, and room to breathe.
const PATIENCE: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread")]
async fn effects_whose_answers_are_lost_exist_once() -> Result<()> {
    nothing_is_doubled("drop-after=1", 51).await
}

#[tokio::test(flavor = "multi_thread")]
async fn effects_that_come_a_minute_late_exist_once() -> Result<()> {
    nothing_is_doubled("late=1@60", 52).await
}

async fn nothing_is_doubled(fault: &str, seed: u64) -> Result<()> {
    let shop = serve(Options { orders: 300, seed, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    cli.ask(&["sync", "--once"]).await?;
    let numbers = paid_orders(&shop, 3)?;

    cli.ask(&["order", "refund", &numbers[0], "--amount", "2.50", "--reason", "late parcel"]).await?;
    cli.ask(&["order", "note", &numbers[1], "--text", "Your parcel left today", "--to-customer"]).await?;
    cli.ask(&["order", "track", &numbers[2], "--carrier", "PostNL", "--number", "3SDEVC1234567"]).await?;
    cli.ask(&["shop", "test-order", "1"]).await?;
    let orders_before = shop.shop.order_ids().len();

    shop.shop.set_faults(vec![fault.parse()?]);
    cli.run(&["push", "--once"]).await?;
    shop.shop.set_faults(Vec::new());
    let lost = edits(&cli, &[]).await?;
    ensure!(lost.len() == 4, "four edits wait for the look: {lost:#?}");
    ensure!(lost.iter().all(|edit| edit["state"] == "checking"), "{lost:#?}");

    let begun = Instant::now();
    loop {
        cli.run(&["push", "--once"]).await?;
        let left = edits(&cli, &[]).await?;
        if left.iter().all(|edit| edit["state"] == "unsure") {
            break;
        }
        ensure!(begun.elapsed() < PATIENCE, "{left:#?}");
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    let all = edits(&cli, &["--all"]).await?;
    ensure!(all.len() == 4, "{all:#?}");
    ensure!(all.iter().all(|edit| edit["state"] == "settled"), "every one of these can be told: {all:#?}");

    let effects = shop.shop.effects();
    let count = |kind: &str| effects.iter().filter(|effect| effect.kind == kind && !effect.by_shop).count();
    assert_eq!(count("refund.created"), 1, "{effects:#?}");
    assert_eq!(count("note.customer"), 1, "{effects:#?}");
    assert_eq!(count("order.created"), 1, "{effects:#?}");
    assert_eq!(shop.shop.order_ids().len(), orders_before + 1);
    let tracked = shop.shop.dump(&shop.url).iter().map(|entry| tracks(entry, "3SDEVC1234567")).sum::<usize>();
    assert_eq!(tracked, 1, "one tracking entry on one order");

    cli.ask(&["sync", "--once"]).await?;
    let replica = cli.replica().await?;
    assert_eq!(differences(&replica, &shop).await?, Vec::<String>::new());
    replica.close().await?;
    shop.shutdown().await;
    Ok(())
}

async fn edits(cli: &Cli, more: &[&str]) -> Result<Vec<Value>> {
    let listed = cli.ask(&[&["outbox", "list"], more].concat()).await?;
    Ok(listed["edits"].as_array().context("edits")?.clone())
}

/// Numbers of paid orders of more than 20 in their currency, of which nothing was given back yet.
fn paid_orders(shop: &Running, wanted: usize) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in shop.shop.dump(&shop.url) {
        let order = &entry["order"];
        let total: rust_decimal::Decimal = order["total"].as_str().context("a total")?.parse()?;
        if matches!(order["status"].as_str(), Some("processing" | "completed"))
            && order["refunds"] == json!([])
            && total > rust_decimal::Decimal::from(20)
        {
            found.push(order["number"].as_str().context("a number")?.to_owned());
        }
    }
    ensure!(found.len() >= wanted, "the demo shop has {} orders to work on", found.len());
    Ok(found)
}

fn tracks(entry: &Value, number: &str) -> usize {
    let meta = entry["order"]["meta_data"].as_array().into_iter().flatten();
    let items = meta.filter(|row| row["key"] == "_wc_shipment_tracking_items").flat_map(|row| row["value"].as_array());
    items.flatten().filter(|item| item["tracking_number"] == number).count()
}
