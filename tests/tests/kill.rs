//! The real process killed at random moments ends with a replica equal to the shop.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by these"
)]

use stories::{dice::Dice, kill};

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_nothing() -> anyhow::Result<()> {
    let seed = Dice::seed();
    println!("SHOPBELL_SEED={seed}");
    kill::rounds(20, seed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_rounds_of_kills_while_editing_lose_and_double_nothing() -> anyhow::Result<()> {
    let seed = Dice::seed();
    println!("SHOPBELL_SEED={seed}");
    kill::editing::rounds(20, seed).await
}
