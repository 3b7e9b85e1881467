//! Killing the real process at random moments.

pub mod editing;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use demo_shop::Options;

use crate::{
    dice::Dice,
    world::{Cli, differences, serve},
};

/// Kills `shopbell sync --once` with SIGKILL `rounds` times while the shop goes on changing, then lets it end, and
/// compares. The seed replays the moments as far as the machine lets it.
///
/// # Errors
/// The first difference between replica and shop, with the seed.
pub async fn rounds(rounds: u32, seed: u64) -> Result<()> {
    let mut dice = Dice::new(seed);
    let shop = serve(Options { orders: 400, seed, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    for round in 0..rounds {
        let mut child = cli.command(&["sync", "--once"]).spawn()?;
        tokio::time::sleep(Duration::from_millis(dice.below(1200))).await;
        shop.shop.place_order();
        let ids = shop.shop.order_ids();
        let id = *ids.get(usize::try_from(dice.below(ids.len() as u64))?).context("an order")?;
        // A trashed order refuses; that is as good as no change.
        shop.shop.change_order(id, &serde_json::json!({ "customer_note": format!("round {round}") })).ok();
        child.kill()?;
        child.wait()?;
        // Every tenth time the file is looked at in between: it opens and nothing in it is half.
        if round % 10 == 9 {
            let status = cli.ask(&["status"]).await.with_context(|| format!("seed {seed}, round {round}"))?;
            ensure!(status["notices"].as_array().is_none_or(Vec::is_empty), "seed {seed}, round {round}: {status}");
        }
    }
    let ran = cli.run(&["sync", "--once"]).await?;
    ensure!(ran.code == 0, "seed {seed}: {}", ran.err);
    let replica = cli.replica().await?;
    let found = differences(&replica, &shop).await?;
    ensure!(found.is_empty(), "seed {seed}: {found:#?}");
    replica.close().await?;
    shop.shutdown().await;
    Ok(())
}
