//! The first sync, against downloading the same pages and throwing them away; and the processor time it costs us.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use connectors::Request;
use demo_shop::Pace;
use domain::AlertPolicy;
use replica::{BellRules, OpenOptions, Replica};
use sync::{Engine, EngineParts};
use tempfile::TempDir;

use super::{
    measure::{own_cpu, per_second, ratio, seconds, us_each},
    shops::{Served, add, is_history_page, replay},
    table::Table,
};

/// How long a first sync may take before the run gives up.
const PATIENCE: Duration = Duration::from_secs(1800);
/// Ours may take so much of the raw download's time.
const TARGET: f64 = 1.1;

/// What one first sync came to.
struct Synced {
    took: Duration,
    cpu: Duration,
    orders: u64,
    /// The pages it read, as it asked for them.
    pages: Vec<Request>,
    /// The connections it found the shop to bear.
    connections: usize,
}

pub(super) async fn run(orders: u32, table: &mut Table) -> Result<()> {
    let shop = Served::start(orders, Pace::Real)?;
    let ours = first_sync(&shop, orders).await?;
    let (raw, _) = download(&shop, &ours).await?;
    let found = ratio(ours.took, raw);
    table.tell(
        format!("first sync of {} orders, real pace, {} at once", ours.orders, ours.connections),
        format!("{} ({found:.3} of raw)", seconds(ours.took)),
        format!("{} for the same {} pages, thrown away", seconds(raw), ours.pages.len()),
    );
    table.target(format!("≤ {TARGET} of raw"), found <= TARGET);
    drop(shop);

    let shop = Served::start(orders, Pace::None)?;
    let ours = first_sync(&shop, orders).await?;
    let (raw, raw_cpu) = download(&shop, &ours).await?;
    table.tell(
        "first sync, unpaced",
        format!("{} ({:.0} orders/s)", seconds(ours.took), per_second(ours.orders, ours.took)),
        format!("{} ({:.0} orders/s)", seconds(raw), per_second(ours.orders, raw)),
    );
    table.tell(
        "  client's own processor time an order",
        format!("{:.0} µs", us_each(ours.cpu, ours.orders)),
        format!("{:.0} µs", us_each(raw_cpu, ours.orders)),
    );
    Ok(())
}

/// From an empty replica until every order of the history is in it.
async fn first_sync(shop: &Served, expected: u32) -> Result<Synced> {
    let folder = TempDir::new()?;
    let replica = Replica::open(folder.path(), OpenOptions::default()).await?;
    let row = add(&replica).await?;
    let (connector, recording) = shop.connect(is_history_page)?;
    let engine = Engine::start(EngineParts {
        replica: replica.clone(),
        time: Arc::new(sync::SystemTime),
        rules: BellRules { policy: AlertPolicy::default() },
    });
    let (cpu, started) = (own_cpu()?, Instant::now());
    engine.add_shop(row.clone(), connector).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
    loop {
        let history = replica.position(row.id, "backfill.orders").await?;
        if history.is_some_and(|cursor| cursor["done"] == true) {
            break;
        }
        ensure!(started.elapsed() < PATIENCE, "the first sync does not end: {:?}", engine.activity());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let (took, cpu) = (started.elapsed(), own_cpu()?.saturating_sub(cpu));
    let activity = engine.activity().into_iter().next().context("the shop is not being synced")?;
    let pages = recording.requests();
    engine.stop().await;
    // What it keeps for its next start is what it found to be best; trying another number may be under way.
    let found = replica.position(row.id, "connections").await?.and_then(|found| found.as_u64());
    let connections = usize::try_from(found.unwrap_or_else(|| u64::from(activity.connections_limit)))?.max(1);
    let orders = replica.stored_placed(row.id, None, None, u32::MAX).await?.len() as u64;
    ensure!(orders >= u64::from(expected), "{orders} orders arrived of {expected}");
    replica.close().await?;
    Ok(Synced { took, cpu, orders, pages, connections })
}

/// Sends the same requests again, as many at once, and throws the answers away. Gives time and processor time.
async fn download(shop: &Served, ours: &Synced) -> Result<(Duration, Duration)> {
    let (cpu, started) = (own_cpu()?, Instant::now());
    replay(shop, &ours.pages, ours.connections).await?;
    Ok((started.elapsed(), own_cpu()?.saturating_sub(cpu)))
}
