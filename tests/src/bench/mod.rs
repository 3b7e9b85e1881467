//! `cargo xtask bench`: what the product promises about speed and size, each figure beside a raw baseline of the same
//! run. A figure alone says how fast the machine is; the baseline beside it says what of that is ours.
#![allow(clippy::float_arithmetic, reason = "times, sizes and ratios of a report; no money")]

mod edits;
mod filled;
mod first_sync;
mod ingest;
mod lists;
mod measure;
mod opening;
mod searches;
mod shops;
mod slips;
mod table;
mod window;

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

pub use shops::{CHILD, serve_child};
pub use table::Table;

use filled::Filled;

/// Where every shop of a run grows from: the same orders on every machine.
const SEED: u64 = 1;

/// The parts of a run, by the names that `--only` takes.
pub const PARTS: &[&str] = &["sync", "ingest", "drain", "list", "search", "order", "slips", "window", "edit"];

/// What to measure.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Orders that lists, searches, slips and the window are measured at.
    pub orders: u32,
    /// Orders of the first sync and the ingest.
    pub sync_orders: u32,
    /// Parts to measure; empty: all.
    pub only: BTreeSet<String>,
}

impl Plan {
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.contains(part)
    }
}

/// Measures, part after part. `tell` is told what is being done.
///
/// # Errors
/// Where a part cannot be measured: that is a failure, not a miss.
pub async fn run(plan: &Plan, tell: &mut dyn FnMut(&str)) -> Result<Table> {
    for part in &plan.only {
        ensure!(PARTS.contains(&part.as_str()), "there is no part {part:?}: {}", PARTS.join(", "));
    }
    let mut table = Table::default();
    if plan.wants("sync") {
        tell("first sync, at a real shop's pace and without");
        first_sync::run(plan.sync_orders, &mut table).await?;
    }
    if plan.wants("ingest") {
        tell("ingest");
        ingest::run(plan.sync_orders, &mut table).await?;
    }
    if plan.wants("drain") {
        tell("carrying out queued edits at a real shop's pace");
        edits::draining(&mut table).await?;
    }
    if !PARTS.iter().skip(3).any(|part| plan.wants(part)) {
        return Ok(table);
    }
    tell(&format!("filling a replica with {} orders", plan.orders));
    let filled = Filled::new(plan.orders).await?;
    if plan.wants("list") {
        tell("lists and counts");
        lists::run(&filled, &mut table).await?;
    }
    if plan.wants("search") {
        tell("searches");
        searches::run(&filled, &mut table).await?;
    }
    if plan.wants("order") {
        tell("opening orders");
        opening::run(&filled, &mut table).await?;
    }
    if plan.wants("slips") {
        tell("slips");
        slips::run(&filled, &mut table).await?;
    }
    if plan.wants("window") {
        tell("windows");
        window::run(&filled, &mut table)?;
    }
    // Last: what it enters stays in the replica.
    if plan.wants("edit") {
        tell("entering edits");
        edits::entering(&filled, &mut table).await?;
    }
    Ok(table)
}
