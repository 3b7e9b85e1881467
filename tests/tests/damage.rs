//! A damaged file is rebuilt: orders from the shop, ledgers salvaged, nothing rings again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use std::io::{Seek, SeekFrom, Write};

use anyhow::{Context, Result};
use demo_shop::Options;
use domain::BuiltInView;
use jiff::Timestamp;
use replica::{OpenOptions, Opening, Replica};
use stories::world::{Cli, differences, serve};

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_rebuilt_and_nothing_rings_again() -> Result<()> {
    let shop = serve(Options { orders: 400, seed: 3, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    let paid = serde_json::json!({ "status": "processing", "set_paid": true });
    for _ in 0..3 {
        let id = shop.shop.place_order();
        shop.shop.change_order(id, &paid)?;
    }
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);

    let replica = Replica::open(cli.data_dir(), OpenOptions::default()).await?;
    let rung = replica.claim_alerts(Timestamp::now()).await?;
    assert_eq!(rung.len(), 3, "three orders came in since the shop was connected");
    let view = replica.save_view("Bank check", "-status:cancelled paid:no", Some(BuiltInView::All)).await?;
    replica.set_setting("story", serde_json::json!("kept")).await?;
    replica.close().await?;

    damage(&cli.data_dir().join("shopbell.db"))?;

    let ran = cli.run(&["sync", "--once"]).await?;
    assert_eq!(ran.code, 0, "{}", ran.err);
    let replica = Replica::open(cli.data_dir(), OpenOptions::default()).await?;
    assert_eq!(differences(&replica, &shop).await?, Vec::<String>::new());
    assert_eq!(replica.claim_alerts(Timestamp::now()).await?, [], "nothing rings again");
    assert!(replica.saved_views().await?.iter().any(|saved| saved.name == view.name && saved.search == view.search));
    assert_eq!(replica.setting("story").await?, Some(serde_json::json!("kept")));
    replica.close().await?;
    Ok(())
}

/// Overwrites the middle of the file, where orders lie, and the head of every 16th page after it.
fn damage(file: &std::path::Path) -> Result<()> {
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(file)?;
    let length = file.metadata()?.len();
    let pages = length / 4096;
    for page in (pages / 3..pages).step_by(16) {
        file.seek(SeekFrom::Start(page * 4096))?;
        file.write_all(&[0xA5; 512])?;
    }
    file.sync_all().context("sync")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_says_that_it_was_rebuilt() -> Result<()> {
    let shop = serve(Options { orders: 120, seed: 4, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    damage(&cli.data_dir().join("shopbell.db"))?;
    let replica = Replica::open(cli.data_dir(), OpenOptions::default()).await?;
    let Opening::Rebuilt(salvage) = replica.opening() else { panic!("{:?}", replica.opening()) };
    assert!(salvage.damaged_file.exists(), "the damaged file is kept for a look");
    replica.close().await?;
    Ok(())
}
