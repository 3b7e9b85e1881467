//! With the shop down, the replica answers; two processes on one data directory share it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use anyhow::Result;
use demo_shop::Options;
use stories::world::{Cli, serve};

#[tokio::test(flavor = "multi_thread")]
async fn with_the_shop_down_orders_are_listed_found_shown_and_put_on_paper() -> Result<()> {
    let shop = serve(Options { orders: 200, seed: 5, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    shop.shutdown().await;

    let listed = cli.ask(&["orders", "--limit", "5"]).await?;
    let first = &listed[0];
    for field in ["shop", "number", "code", "status", "total", "currency", "customer", "placed_at"] {
        assert!(first[field].is_string(), "{field}: {first}");
    }
    let code = first["code"].as_str().unwrap();
    assert_eq!(cli.ask(&["order", "show", code]).await?["number"], first["number"]);
    let found =
        cli.ask(&["orders", "--search", &format!("{} -status:nonsense", first["number"].as_str().unwrap())]).await?;
    assert!(found.as_array().unwrap().iter().any(|order| order["code"] == first["code"]), "{found}");
    let slip = cli.data_dir().join("slip.pdf");
    cli.ask(&["slip", code, "-o", slip.to_str().unwrap()]).await?;
    assert!(std::fs::read(&slip)?.starts_with(b"%PDF-"));

    // Exit codes tell scripts what happened.
    assert_eq!(cli.run(&["order", "show", "no-such-number"]).await?.code, 3);
    assert_eq!(cli.run(&["orders", "--search", "total>many"]).await?.code, 2);
    assert_eq!(cli.run(&["shop", "test", "nobody"]).await?.code, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_reads_and_asks_the_owner_to_sync() -> Result<()> {
    let shop = serve(Options { orders: 120, seed: 6, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);
    let mut owner = cli
        .command(&["sync", "--follow"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()?;
    // The owner has the lock once it holds the directory; the second then asks instead of syncing by itself.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let id = shop.shop.place_order();
    let asked = cli.run(&["sync", "--once"]).await;
    owner.kill()?;
    owner.wait()?;
    assert_eq!(asked?.code, 0);
    let number = id.to_string();
    assert_eq!(cli.ask(&["order", "show", &number]).await?["native_id"], number);
    Ok(())
}
