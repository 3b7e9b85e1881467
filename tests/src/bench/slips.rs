//! Packing slips: how many a second, and how large.

use std::time::Instant;

use anyhow::{Result, ensure};
use app::SlipRequest;
use domain::OrderId;

use super::{
    filled::Filled,
    measure::{Samples, ms, per_second},
    table::Table,
};

/// Slips of one batch, as a morning's work is printed.
const BATCH: usize = 200;
/// Slips made one by one.
const SINGLE: usize = 20;

pub(super) async fn run(filled: &Filled, table: &mut Table) -> Result<()> {
    let (app, replica) = (filled.app().await?, filled.replica().await?);
    let ids = filled.ids(&replica).await?;
    let step = (ids.len() / BATCH).max(1);
    let batch: Vec<OrderId> = ids.iter().copied().step_by(step).take(BATCH).collect();
    let make = async |ids: Vec<OrderId>| {
        let made = app.slips(&SlipRequest { ids, paper: "a4".to_owned(), prices: false }).await;
        made.map_err(|fault| anyhow::anyhow!("{fault}"))
    };
    // The fonts are read with the first slip and kept.
    let started = Instant::now();
    make(batch.iter().copied().take(1).collect()).await?;
    let first = started.elapsed();

    let mut single = Samples::default();
    let mut single_bytes = 0;
    for id in batch.iter().take(SINGLE) {
        single_bytes += single.time(make(vec![*id])).await?.pdf.len();
    }
    let started = Instant::now();
    let made = make(batch.clone()).await?;
    let took = started.elapsed();
    ensure!(made.orders.len() == batch.len(), "{} slips of {}", made.orders.len(), batch.len());

    let started = Instant::now();
    std::fs::write(filled.path().join("slips.pdf"), &made.pdf)?;
    let written = started.elapsed();
    let count = batch.len() as u64;
    table.tell(
        format!("{count} slips in one file, {} pages", made.pages),
        format!("{:.0} slips/s, {} bytes a slip", per_second(count, took), made.pdf.len() / batch.len()),
        format!("{:.0} slips/s (the same bytes written to a file)", per_second(count, written)),
    );
    let singles = single_bytes / SINGLE.min(batch.len());
    table.tell("  a slip alone", format!("{}, {singles} bytes", single.text()), "");
    table.tell("  the very first, fonts read", ms(first), "");
    std::fs::remove_file(filled.path().join("slips.pdf"))?;
    replica.close().await?;
    app.close().await;
    Ok(())
}
