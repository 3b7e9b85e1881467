//! How fast orders are taken in once they are here, against SQLite's bare inserts of the rows that come of them.

use std::time::{Duration, Instant};

use anyhow::Result;
use connectors::Feed;
use jiff::Timestamp;
use replica::{OpenOptions, Replica};
use tempfile::TempDir;

use super::{
    filled::{RULES, pages},
    measure::per_second,
    shops::{add, in_process},
    table::Table,
};

/// Ours may not be slower than this share of the raw speed.
const TARGET: f64 = 0.5;
/// Times that both are done; the fastest of each counts, what else the machine did left aside.
const ROUNDS: usize = 3;

pub(super) async fn run(orders: u32, table: &mut Table) -> Result<()> {
    let connector = in_process(orders).await?;
    let mut received = pages(connector, Feed::Orders);
    let mut batches = Vec::new();
    while let Some(batch) = received.recv().await {
        batches.push(batch?);
    }
    let (mut ours, mut raw) = (Duration::MAX, Duration::MAX);
    let (mut count, mut rows) = (0, 0);
    for _ in 0..ROUNDS {
        let folder = TempDir::new()?;
        let replica = Replica::open(folder.path(), OpenOptions::default()).await?;
        let shop = add(&replica).await?.id;
        let batches = batches.clone();
        let started = Instant::now();
        for batch in batches {
            replica.apply(shop, batch, RULES, Timestamp::now()).await?;
        }
        ours = ours.min(started.elapsed());
        let copied = replica.copy_raw(&folder.path().join("raw.db")).await?;
        raw = raw.min(copied.took);
        (count, rows) = (copied.orders, copied.rows);
        replica.close().await?;
    }
    let share = per_second(count, ours) / per_second(count, raw);
    table.tell(
        format!("ingest of {count} orders"),
        format!("{:.0} orders/s ({share:.2} of raw)", per_second(count, ours)),
        format!("{:.0} orders/s, {rows} prepared inserts", per_second(count, raw)),
    );
    table.target(format!("≥ {TARGET} of raw"), share >= TARGET);
    Ok(())
}
