//! The counts beside the views. Built-in views are counted in their own small indexes; saved views are sets that are
//! remembered and patched as orders change.

use domain::{BuiltInView, search::Query};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use crate::{Counts, ListQuery, Replica, Result, ledgers::saved_views, lists::Reading};

async fn counts(reader: &mut SqliteConnection, replica: &Replica, now: Timestamp) -> Result<Counts> {
    let mut tx = reader.begin().await?;
    let views = saved_views(&mut tx).await?;
    let unseen: i64 = sqlx::query_scalar!("SELECT count(*) FROM order_row WHERE listed = 1 AND unseen = 1")
        .fetch_one(&mut *tx)
        .await?;
    let mut reading = Reading::start(&mut tx, replica, now).await?;
    let mut counts = Counts { unseen: u32::try_from(unseen).unwrap_or(u32::MAX), ..Counts::default() };
    for view in BuiltInView::ALL {
        let query = ListQuery { view: Some(*view), ..ListQuery::default() };
        counts.built_in.push((*view, reading.count(&query).await?));
    }
    for view in views {
        // A search that an older version understood and this one does not counts nothing.
        let count = match Query::parse(&view.search) {
            Ok(search) => {
                let query = ListQuery { view: view.view, search, ..ListQuery::default() };
                reading.count(&query).await?
            }
            Err(_) => 0,
        };
        counts.saved.push((view.id, count));
    }
    tx.commit().await?;
    Ok(counts)
}

impl Replica {
    /// Counts of all built-in and saved views.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn counts(&self, now: Timestamp) -> Result<Counts> {
        let mut reader = self.reader().await?;
        self.watch(counts(&mut reader, self, now).await)
    }
}
