//! `cargo xtask bench`: what the product promises about speed and size, beside raw baselines of the same run.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use stories::bench::{self, PARTS, Plan};

const USAGE: &str = "cargo xtask bench [--orders N] [--sync-orders N] [--only PART,PART] [--strict]

  --orders N        orders that lists, searches, slips and the window are measured at (100000)
  --sync-orders N   orders of the first sync and the ingest (10000, at most --orders)
  --only PARTS      some parts only";

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some((bench::CHILD, rest)) = args.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        bench::serve_child(rest, |told| println!("{told}")).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some((plan, is_strict)) = read(&args)? else {
        println!("{USAGE}: {}\n  --strict          a missed target is a failure", PARTS.join(", "));
        return Ok(ExitCode::SUCCESS);
    };
    if cfg!(debug_assertions) {
        println!("not optimised: these figures are not the product's (`cargo xtask bench` builds it as it is shipped)");
    }
    let table = bench::run(&plan, &mut |doing| println!("… {doing}")).await?;
    println!("\n{table}");
    let misses = table.misses();
    if misses > 0 {
        println!("{misses} missed");
    }
    Ok(if is_strict && misses > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The plan, and whether a miss is a failure; `None` where help is asked for.
fn read(args: &[String]) -> Result<Option<(Plan, bool)>> {
    let mut plan = Plan { orders: 100_000, sync_orders: 10_000, only: Default::default() };
    let mut is_strict = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--orders" => plan.orders = value()?.parse()?,
            "--sync-orders" => plan.sync_orders = value()?.parse()?,
            "--only" => plan.only = value()?.split(',').map(str::to_owned).collect(),
            "--strict" => is_strict = true,
            "--help" | "-h" => return Ok(None),
            _ => bail!("{arg}?\n{USAGE}: {}", PARTS.join(", ")),
        }
    }
    plan.sync_orders = plan.sync_orders.min(plan.orders);
    Ok(Some((plan, is_strict)))
}
