//! `cargo xtask kill`: kills the real process at random moments, over and over.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use anyhow::Result;
use stories::{dice::Dice, kill};

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let mut wanted = 200;
    while let Some(arg) = args.next() {
        if arg == "--rounds" {
            wanted = args.next().unwrap_or_default().parse()?;
        }
    }
    let (mut done, mut seed) = (0, Dice::seed());
    while done < wanted {
        let rounds = (wanted - done).min(50);
        println!("seed {seed}: {rounds} rounds");
        kill::rounds(rounds, seed).await?;
        kill::editing::rounds(rounds, seed).await?;
        done += rounds;
        seed = seed.wrapping_add(1);
    }
    println!(
        "{done} kills while reading and {done} rounds of kills while editing: nothing lost, nothing doubled, the replica equals the shop"
    );
    Ok(())
}
