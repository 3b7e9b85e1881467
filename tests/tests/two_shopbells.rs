//! Two Shopbells on two data directories edit the same orders of the same shop at once: every edit is settled or a conflict,
//! and a settled value that the other one replaced within a request's gap is told on the order.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use demo_shop::{Options, Running};
use serde_json::Value;
use stories::world::{Cli, differences, serve};

/// What each of the two wants the same orders' status to be, and the customer note beside it.
const WANTED: [(&str, &str); 2] = [("on-hold", "packed by the first"), ("completed", "packed by the second")];
const ORDERS: usize = 25;

#[tokio::test(flavor = "multi_thread")]
async fn two_shopbells_on_one_shop_lose_no_edit_silently() -> Result<()> {
    let shop = serve(Options { orders: 120, seed: 61, ..Options::default() }).await?;
    let numbers = to_be_packed(&shop)?;
    let (first, second) = (Cli::new()?, Cli::new()?);
    for cli in [&first, &second] {
        cli.connect(&shop).await?;
        cli.ask(&["sync", "--once"]).await?;
    }
    for (cli, (status, note)) in [&first, &second].into_iter().zip(WANTED) {
        for number in &numbers {
            cli.ask(&["order", "set-status", number, status, "--yes"]).await?;
            cli.ask(&["order", "customer-note", number, "--text", note]).await?;
        }
    }
    // Slow answers stretch the gap between a re-reading and its write, so that the two do meet in it.
    shop.shop.set_faults(vec!["latency=0.7@1".parse()?]);
    let (one, other) = tokio::join!(first.run(&["push", "--once"]), second.run(&["push", "--once"]));
    one?;
    other?;
    shop.shop.set_faults(Vec::new());
    for cli in [&first, &second] {
        cli.run(&["push", "--once"]).await?;
        cli.ask(&["sync", "--once"]).await?;
    }
    let mut outcomes = BTreeMap::new();
    for (cli, wanted) in [&first, &second].into_iter().zip(WANTED) {
        for edit in all_edits(cli).await? {
            told(&shop, &edit, wanted, &mut outcomes)?;
        }
    }
    println!("{outcomes:?}");
    assert_eq!(outcomes.values().sum::<usize>(), 4 * ORDERS, "{outcomes:?}");
    assert!(outcomes.get("conflict").is_some_and(|count| *count > 0), "they did not meet: {outcomes:?}");
    for cli in [&first, &second] {
        let replica = cli.replica().await?;
        assert_eq!(differences(&replica, &shop).await?, Vec::<String>::new());
        replica.close().await?;
    }
    shop.shutdown().await;
    Ok(())
}

/// Holds one edit against the shop: it stands there, or its user is told that it does not.
fn told(
    shop: &Running,
    edit: &Value,
    (status, note): (&str, &str),
    outcomes: &mut BTreeMap<String, usize>,
) -> Result<()> {
    let id: u64 = edit["order"].as_str().context("an order")?.parse()?;
    let entry = shop.shop.order(id, &shop.url).context("the order")?;
    let (is_there, wanted) = match edit["kind"].as_str() {
        Some("set_status") => (entry["order"]["status"] == status, status),
        Some("set_customer_note") => (entry["order"]["customer_note"] == note, note),
        other => anyhow::bail!("{other:?}"),
    };
    let state = edit["state"].as_str().context("a state")?;
    let is_replaced = edit["outcome"]["outcome"] == "replaced";
    let outcome = match (state, is_there, is_replaced) {
        ("settled", true, false) => "settled",
        ("settled", false, true) => "replaced",
        ("conflict", false, _) => "conflict",
        _ => anyhow::bail!("order {id}: wanted {wanted:?}, there: {is_there}, told: {edit:#}"),
    };
    *outcomes.entry(outcome.to_owned()).or_default() += 1;
    Ok(())
}

async fn all_edits(cli: &Cli) -> Result<Vec<Value>> {
    let listed = cli.ask(&["outbox", "list", "--all"]).await?;
    let edits = listed["edits"].as_array().context("edits")?.clone();
    ensure!(edits.len() == 2 * ORDERS, "{} edits: {edits:#?}", edits.len());
    Ok(edits)
}

/// Numbers of orders that are all to be packed.
fn to_be_packed(shop: &Running) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for entry in shop.shop.dump(&shop.url) {
        let order = &entry["order"];
        if numbers.len() < ORDERS && matches!(order["status"].as_str(), Some("completed" | "processing")) {
            let id = order["id"].as_u64().context("an id")?;
            shop.shop.change_order(id, &serde_json::json!({ "status": "processing" }))?;
            numbers.push(order["number"].as_str().context("a number")?.to_owned());
        }
    }
    ensure!(numbers.len() == ORDERS, "the demo shop has {} orders to work on", numbers.len());
    Ok(numbers)
}
