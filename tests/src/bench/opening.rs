//! Opening an order, as a click on its row does.

use std::time::Duration;

use anyhow::{Result, ensure};
use app::api::ListRequest;

use super::{filled::Filled, measure::Samples, table::Table};

/// Orders opened, spread over the list.
const OPENED: usize = 1000;
const TARGET: Duration = Duration::from_millis(3);

pub(super) async fn run(filled: &Filled, table: &mut Table) -> Result<()> {
    let (app, replica) = (filled.app().await?, filled.replica().await?);
    let list = app.list_open(&ListRequest::default()).await.map_err(|fault| anyhow::anyhow!("{fault}"))?.list;
    let ids = filled.ids(&replica).await?;
    let step = (ids.len() / OPENED).max(1);
    let (mut ours, mut raw) = (Samples::default(), Samples::default());
    for id in ids.iter().step_by(step).take(OPENED) {
        let opened = ours.time(app.order_open(*id, Some(list))).await.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        ensure!(opened.row.id == *id, "another order was opened");
        ensure!(raw.time(replica.order_raw(*id)).await?, "the order is not there");
    }
    table.tell(
        format!("at {} orders: opening an order", filled.orders),
        ours.text(),
        format!("{} (its row by key)", raw.text()),
    );
    table.target("p99 < 3 ms", ours.percentile(99) < TARGET);
    replica.close().await?;
    app.close().await;
    Ok(())
}
