//! `shopbell sync --once` against a shop on which everything goes wrong ends with a replica equal to the shop.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use anyhow::Result;
use demo_shop::{Fault, Options};
use stories::world::{Cli, differences, serve};

async fn ends_equal(faults: &[&str]) -> Result<()> {
    let options = Options { orders: 260, seed: 7, faults: Vec::new(), ..Options::default() };
    let shop = serve(options).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    let faults = faults.iter().map(|fault| fault.parse::<Fault>()).collect::<Result<Vec<_>, _>>()?;
    shop.shop.set_faults(faults.clone());
    let ran = cli.run(&["sync", "--once"]).await?;
    assert_eq!(ran.code, 0, "{faults:?}: {}", ran.err);
    let replica = cli.replica().await?;
    assert_eq!(differences(&replica, &shop).await?, Vec::<String>::new(), "{faults:?}");
    let status = cli.ask(&["status"]).await?;
    let named = status["shops"][0]["quarantined"].as_array().map_or(0, Vec::len);
    assert_eq!(named, shop.shop.poisoned_orders().len(), "{status}");
    replica.close().await?;
    shop.shutdown().await;
    Ok(())
}

macro_rules! faults {
    ($($name:ident: $faults:expr;)+) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() -> Result<()> { ends_equal(&$faults).await })+
    };
}

faults! {
    nothing_wrong: [];
    slow_answers: ["latency=0.2@1"];
    too_many_requests: ["429=0.15@1"];
    server_errors: ["5xx=0.15"];
    pages_instead_of_json: ["html=0.15"];
    answers_cut_short: ["truncate=0.15"];
    orders_that_break_their_page: ["poison=3"];
    connections_lost: ["drop-before=0.1", "drop-after=0.1"];
    late_effects: ["late=0.1@2"];
    a_clock_ahead: ["clock=+300"];
    a_clock_behind: ["clock=-300"];
    everything_at_once: ["429=0.05@1", "5xx=0.05", "html=0.05", "truncate=0.05", "drop-before=0.05", "poison=2"];
}

/// What happens at the shop between two syncs is found, also what its change feed does not tell.
#[tokio::test(flavor = "multi_thread")]
async fn changes_that_no_feed_tells_are_found() -> Result<()> {
    let shop = serve(Options { orders: 240, seed: 11, ..Options::default() }).await?;
    let cli = Cli::new()?;
    cli.connect(&shop).await?;
    assert_eq!(cli.run(&["sync", "--once"]).await?.code, 0);

    let ids = shop.shop.order_ids();
    let pick = |n: usize| ids[ids.len() - 1 - n];
    shop.shop.place_order();
    shop.shop.change_order(pick(3), &serde_json::json!({ "status": "on-hold" }))?;
    shop.shop.change_order_silently(pick(5), &serde_json::json!({ "billing": { "last_name": "Änderung" } }))?;
    shop.shop.trash_order(pick(7))?;
    shop.shop.delete_order(pick(9))?;
    shop.shop.delete_order(pick(180))?;
    let refunded = shop.shop.dump(&shop.url).into_iter().find(|entry| {
        entry["refunds"].as_array().is_some_and(|refunds| !refunds.is_empty()) && entry["order"]["status"] != "trash"
    });
    let refunded = refunded.expect("a shop of this size has refunds");
    let (order, refund) = (refunded["order"]["id"].as_u64().unwrap(), refunded["refunds"][0]["id"].as_u64().unwrap());
    shop.shop.delete_refund(order, refund)?;

    assert_eq!(cli.run(&["audit"]).await?.code, 0);
    let replica = cli.replica().await?;
    assert_eq!(differences(&replica, &shop).await?, Vec::<String>::new());
    let health = replica.health().await?;
    assert!(!health[0].findings.is_empty(), "the audit says what it mended");
    Ok(())
}
