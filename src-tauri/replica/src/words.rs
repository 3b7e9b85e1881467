//! Upkeep of the index of words, apart from the commits that a user waits for.
//!
//! Every commit that indexes an order leaves a segment, and segments have to be merged now and then. Left to itself the
//! index merges within whatever commit comes next, for 20 to 30 ms at 100,000 orders: more than entering an edit takes
//! altogether. So it is told not to, and is merged in small steps after commits, with the writer free in between.

use sqlx::SqliteConnection;

use crate::{Replica, Result, connections::Durability};

/// Pages written at once; about 0.1 ms each.
const STEP: u32 = 16;
/// Pages to merge for each order indexed: a word is rewritten on every level it rises through, and these are few.
const PAGES_EACH: u32 = 8;
/// Most pages after one commit. What is left then is merged after the next ones.
const MOST: u32 = 1024;

/// Leaves merging to [`Replica::merge_words`]; the file remembers it.
pub(crate) async fn merge_on_request(writer: &mut SqliteConnection) -> Result<()> {
    let now: Option<i64> =
        sqlx::query_scalar("SELECT CAST(v AS INTEGER) FROM order_search_config WHERE k = 'automerge'")
            .fetch_optional(&mut *writer)
            .await?;
    if now != Some(0) {
        sqlx::query("INSERT INTO order_search (order_search, rank) VALUES ('automerge', 0)").execute(writer).await?;
    }
    Ok(())
}

impl Replica {
    /// Merges what indexing so many orders has left behind, in small steps: whoever wants to write meanwhile waits for one
    /// of them at most. To be called after orders were changed, by whoever has time; where it is not, or fails (that is
    /// logged), searches grow slower until the index merges by itself within a commit.
    pub async fn merge_words(&self, orders: usize) {
        if let Err(error) = self.merge_steps(orders).await {
            tracing::warn!(%error, "the index of words was not merged; the next commits do it");
        }
    }

    async fn merge_steps(&self, orders: usize) -> Result<()> {
        let mut left = u32::try_from(orders).unwrap_or(MOST).saturating_mul(PAGES_EACH).min(MOST);
        while left > 0 {
            let pages = left.min(STEP);
            left -= pages;
            let mut writer = self.writer(Durability::Upkeep).await?;
            if !merge(&mut writer, pages).await? {
                break;
            }
        }
        Ok(())
    }
}

/// One step; whether there was anything to merge.
async fn merge(writer: &mut SqliteConnection, pages: u32) -> Result<bool> {
    let changes = "SELECT total_changes()";
    let before: i64 = sqlx::query_scalar(changes).fetch_one(&mut *writer).await?;
    sqlx::query("INSERT INTO order_search (order_search, rank) VALUES ('merge', ?1)")
        .bind(pages)
        .execute(&mut *writer)
        .await?;
    let after: i64 = sqlx::query_scalar(changes).fetch_one(writer).await?;
    // The command itself counts as one.
    Ok(after - before > 1)
}
