//! Killing the real process at random moments while its user edits.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use demo_shop::{Options, Running};
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    world::{Cli, differences, serve},
};

/// How long the outbox may take to empty once nothing is killed any more: a lost answer is looked up after the server's
/// time limit of two minutes.
const PATIENCE: Duration = Duration::from_secs(300);

/// What became of the command that entered an edit.
struct Entered {
    /// The order it is on.
    order: u64,
    /// The edit, in words that the shop's effects can be compared with.
    kind: &'static str,
    /// What only this edit carries.
    mark: String,
    /// Whether the command said that it is saved: then it must not be lost.
    said_saved: bool,
}

/// Enters edits and pushes them, each command killed with SIGKILL at a random moment, `rounds` times; then lets the outbox
/// empty, and compares what took place at the shop with what was said to be saved: none lost, none twice.
///
/// # Errors
/// The first edit that was lost or doubled, with the seed.
pub async fn rounds(rounds: u32, seed: u64) -> Result<()> {
    let mut dice = Dice::new(seed);
    let shop = serve(Options { orders: 120, seed, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    let synced = cli.run(&["sync", "--once"]).await?;
    ensure!(synced.code == 0, "seed {seed}: {}", synced.err);
    let orders = workable(&shop)?;
    let mut entered = Vec::new();
    for round in 0..rounds {
        let order = orders.get(usize::try_from(dice.below(orders.len() as u64))?).context("an order")?;
        entered.push(enter(&cli, &mut dice, order, round, seed).await?);
        // Two pushes of three are killed on their way, most while a request is under way.
        if dice.below(3) > 0 {
            killed(&cli, &["push", "--once"], dice.below(900)).await?;
        }
    }
    empty_the_outbox(&cli, seed).await?;
    check(&shop, &entered, seed)?;
    let ran = cli.run(&["sync", "--once"]).await?;
    ensure!(ran.code == 0, "seed {seed}: {}", ran.err);
    let replica = cli.replica().await?;
    let found = differences(&replica, &shop).await?;
    ensure!(found.is_empty(), "seed {seed}: {found:#?}");
    replica.close().await?;
    shop.shutdown().await;
    Ok(())
}

/// An order that money can be given back of: its id, its number.
struct Workable {
    id: u64,
    number: String,
}

fn workable(shop: &Running) -> Result<Vec<Workable>> {
    let mut found = Vec::new();
    for entry in shop.shop.dump(&shop.url) {
        let order = &entry["order"];
        let open = matches!(order["status"].as_str(), Some("processing" | "completed" | "on-hold"));
        let total: rust_decimal::Decimal = order["total"].as_str().context("a total")?.parse()?;
        if open && total > rust_decimal::Decimal::ONE_HUNDRED && order["refunds"].as_array().is_some_and(Vec::is_empty)
        {
            let number = order["number"].as_str().context("a number")?.to_owned();
            found.push(Workable { id: order["id"].as_u64().context("an id")?, number });
        }
    }
    ensure!(found.len() > 10, "the demo shop has too few orders to work on: {}", found.len());
    Ok(found)
}

/// Enters one edit by the command line, killed half of the time.
async fn enter(cli: &Cli, dice: &mut Dice, order: &Workable, round: u32, seed: u64) -> Result<Entered> {
    let mark = format!("round {round} of {seed}");
    let track = format!("3S{seed:012}{round:04}");
    let (kind, args): (_, Vec<&str>) = match dice.below(4) {
        0 => ("note.created", vec!["order", "note", &order.number, "--text", &mark]),
        1 => ("note.customer", vec!["order", "note", &order.number, "--text", &mark, "--to-customer"]),
        2 => ("track", vec!["order", "track", &order.number, "--carrier", "PostNL", "--number", &track]),
        _ => {
            let amount = ["order", "refund", &order.number, "--amount", "1.00", "--reason", &mark];
            ("refund.created", amount.to_vec())
        }
    };
    let said_saved = if dice.below(2) == 0 {
        killed(cli, &args, dice.below(250)).await?
    } else {
        let ran = cli.run(&args).await?;
        ensure!(ran.code == 0, "seed {seed}, round {round}: {args:?}: {} {}", ran.out, ran.err);
        true
    };
    let mark = if kind == "track" { track } else { mark };
    Ok(Entered { order: order.id, kind, mark, said_saved })
}

/// Runs a command and kills it after so many milliseconds. Tells whether it had said that it succeeded.
async fn killed(cli: &Cli, args: &[&str], after_ms: u64) -> Result<bool> {
    let mut child = cli.command(args).spawn()?;
    tokio::time::sleep(Duration::from_millis(after_ms)).await;
    // It may have ended by itself: then there is nobody to kill.
    child.kill().ok();
    let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await??;
    // An answer that is whole was written after the edit was durable, whatever became of the process then.
    Ok(serde_json::from_slice::<Value>(&output.stdout).is_ok())
}

/// Pushes until nothing is under way any more.
async fn empty_the_outbox(cli: &Cli, seed: u64) -> Result<()> {
    let begun = Instant::now();
    loop {
        // Its exit code tells that something is left; what, is looked at below.
        cli.run(&["push", "--once"]).await?;
        let left = cli.ask(&["outbox", "list"]).await?;
        let left = left["edits"].as_array().context("edits")?.clone();
        if left.is_empty() {
            return Ok(());
        }
        let state = |edit: &Value| edit["state"].as_str().unwrap_or_default().to_owned();
        let stuck: Vec<&Value> =
            left.iter().filter(|edit| !matches!(state(edit).as_str(), "pending" | "sending" | "checking")).collect();
        ensure!(stuck.is_empty(), "seed {seed}: nothing went wrong at the shop, and yet: {stuck:#?}");
        ensure!(begun.elapsed() < PATIENCE, "seed {seed}: the outbox does not empty: {left:#?}");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

/// Holds the shop's effects against what was entered.
fn check(shop: &Running, entered: &[Entered], seed: u64) -> Result<()> {
    let entries: BTreeMap<u64, Value> = shop
        .shop
        .dump(&shop.url)
        .into_iter()
        .filter_map(|entry| Some((entry["order"]["id"].as_u64()?, entry)))
        .collect();
    for edit in entered {
        let entry = entries.get(&edit.order).with_context(|| format!("order {}", edit.order))?;
        let times = match edit.kind {
            "track" => tracks(entry, &edit.mark),
            "refund.created" => count(&entry["refunds"], |refund| refund["reason"] == json!(edit.mark)),
            kind => {
                let to_customer = kind == "note.customer";
                count(&entry["notes"], |note| {
                    note["note"].as_str().is_some_and(|text| text.contains(&edit.mark))
                        && note["customer_note"] == json!(to_customer)
                })
            }
        };
        let what = format!("seed {seed}: {} {:?} on order {}", edit.kind, edit.mark, edit.order);
        ensure!(times <= 1, "{what} took place {times} times");
        ensure!(times == 1 || !edit.said_saved, "{what} was said to be saved and is lost");
    }
    Ok(())
}

fn count(list: &Value, holds: impl Fn(&Value) -> bool) -> usize {
    list.as_array().into_iter().flatten().filter(|item| holds(item)).count()
}

/// How often a tracking number is on an order, in whichever form the shop keeps it.
fn tracks(entry: &Value, number: &str) -> usize {
    count(&entry["order"]["meta_data"], |meta| meta["value"].to_string().contains(number))
}
