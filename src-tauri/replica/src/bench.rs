//! Raw baselines for `cargo xtask bench`: what SQLite alone takes for the rows that the replica writes and reads.
//!
//! They stand here because this is the only room that knows SQL, and because a baseline must have the same schema, the
//! same file settings and the same driver as what it is compared with. Nothing of the product calls them.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{Note, Order, OrderId, ShopTag, fold};
use sqlx::{
    AssertSqlSafe, Column, Connection, Row, Sqlite, SqliteConnection, TypeInfo, ValueRef,
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{
    Replica, Result,
    codec::{from_json, unpress},
    connections,
    projection::search_words,
    schema,
};

/// Orders a transaction: a page of the sync.
const BATCH: usize = 100;

/// What an order's arrival writes, besides its words.
const TABLES: &[&str] = &["order_row", "order_body", "alert", "refund"];

/// What a raw copy took.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCopy {
    /// Orders written.
    pub orders: u64,
    /// Rows written, of all tables.
    pub rows: u64,
    /// Time of the inserts and commits alone; reading the rows first is not in it.
    pub took: Duration,
}

impl Replica {
    /// Writes the rows of all orders into an empty file of the same schema, by one prepared statement a table and one
    /// execution a row, a hundred orders a transaction, committed as the replica commits pages. Pressing, hashing,
    /// folding and looking up what is there are done beforehand or not at all: this is the bare cost of the rows.
    ///
    /// # Errors
    /// Where either file fails.
    #[doc(hidden)]
    pub async fn copy_raw(&self, to: &Path) -> Result<RawCopy> {
        let tables = {
            let mut reader = self.reader().await?;
            read_tables(&mut reader).await?
        };
        schema::migrate(to).await?;
        let mut writer = connections::open_writer(to).await?;
        sqlx::query("PRAGMA synchronous = NORMAL").execute(&mut writer).await?;
        let orders = tables.first().map_or(0, |table| table.rows.len());
        let batches = orders.div_ceil(BATCH).max(1);
        let mut rows = 0_u64;
        let started = Instant::now();
        for batch in 0..batches {
            let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
            for table in &tables {
                for row in table.batch(batch, batches) {
                    insert(&mut tx, &table.insert, row).await?;
                    rows += 1;
                }
            }
            tx.commit().await?;
        }
        let took = started.elapsed();
        writer.close().await?;
        Ok(RawCopy { orders: orders as u64, rows, took })
    }

    /// Reads rows of the list's table by primary key, one statement for all of them, and throws them away. Gives how
    /// many there were.
    ///
    /// # Errors
    /// Where the file cannot be read.
    #[doc(hidden)]
    pub async fn rows_raw(&self, ids: &[OrderId]) -> Result<usize> {
        let places = vec!["?"; ids.len()].join(", ");
        let sql = format!("SELECT * FROM order_row WHERE id IN ({places})");
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for id in ids {
            query = query.bind(id.0);
        }
        let mut reader = self.reader().await?;
        Ok(query.fetch_all(&mut *reader).await?.len())
    }

    /// Reads one order's row and bytes by primary key and throws them away. Gives whether it was there.
    ///
    /// # Errors
    /// Where the file cannot be read.
    #[doc(hidden)]
    pub async fn order_raw(&self, id: OrderId) -> Result<bool> {
        let mut reader = self.reader().await?;
        let row = sqlx::query("SELECT * FROM order_row JOIN order_body USING (id) WHERE id = ?1")
            .bind(id.0)
            .fetch_optional(&mut *reader)
            .await?;
        Ok(row.is_some())
    }

    /// Has the full-text index count the orders with all of these words, each from its start: nothing sorted, filtered
    /// or read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    #[doc(hidden)]
    pub async fn words_raw(&self, text: &str) -> Result<i64> {
        let words: Vec<String> = fold::words(text).map(|word| format!("\"{word}\"*")).collect();
        let mut reader = self.reader().await?;
        Ok(sqlx::query_scalar("SELECT count(*) FROM order_search WHERE order_search MATCH ?1")
            .bind(words.join(" "))
            .fetch_one(&mut *reader)
            .await?)
    }

    /// Has one index count all listed orders.
    ///
    /// # Errors
    /// Where the file cannot be read.
    #[doc(hidden)]
    pub async fn count_raw(&self) -> Result<i64> {
        let mut reader = self.reader().await?;
        Ok(sqlx::query_scalar("SELECT count(*) FROM order_row INDEXED BY order_by_placed WHERE listed = 1")
            .fetch_one(&mut *reader)
            .await?)
    }
}

/// A stored value, whatever its column.
enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// All rows of a table and the statement that writes one.
struct Table {
    insert: Arc<str>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn new(name: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Self {
        let places = vec!["?"; columns.len()].join(", ");
        Self { insert: format!("INSERT INTO {name} ({}) VALUES ({places})", columns.join(", ")).into(), rows }
    }

    /// Its share of a transaction.
    fn batch(&self, batch: usize, batches: usize) -> &[Vec<Value>] {
        let end = |batch: usize| self.rows.len() * batch / batches;
        self.rows.get(end(batch)..end(batch + 1)).unwrap_or_default()
    }
}

async fn read_tables(reader: &mut SqliteConnection) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for name in TABLES {
        // Tables with a row number in its order, as they were filled; the others by their key.
        let read =
            sqlx::query(AssertSqlSafe(format!("SELECT * FROM {name} ORDER BY 1"))).fetch_all(&mut *reader).await?;
        let Some(first) = read.first() else { continue };
        let columns: Vec<&str> = first.columns().iter().map(Column::name).collect();
        let rows = read.iter().map(values).collect::<Result<Vec<_>>>()?;
        tables.push(Table::new(name, &columns, rows));
    }
    tables.push(words(reader).await?);
    Ok(tables)
}

fn values(row: &SqliteRow) -> Result<Vec<Value>> {
    let mut values = Vec::with_capacity(row.len());
    for at in 0..row.len() {
        let raw = row.try_get_raw(at)?;
        let kind = (!raw.is_null()).then(|| raw.type_info().name().to_owned());
        values.push(match kind.as_deref() {
            None => Value::Null,
            Some("INTEGER") => Value::Integer(row.try_get(at)?),
            Some("BLOB") => Value::Blob(row.try_get(at)?),
            Some(_) => Value::Text(row.try_get(at)?),
        });
    }
    Ok(values)
}

/// The words that the full-text index was given: it keeps none, so they are made again.
async fn words(reader: &mut SqliteConnection) -> Result<Table> {
    let stored: Vec<(i64, Vec<u8>, String, Option<String>)> = sqlx::query_as(
        "SELECT o.id, body, shop.tag, notes FROM order_row o JOIN order_body USING (id) JOIN shop ON shop.id = o.shop
         LEFT JOIN order_notes USING (id) ORDER BY o.id",
    )
    .fetch_all(reader)
    .await?;
    let mut rows = Vec::with_capacity(stored.len());
    for (id, body, tag, notes) in stored {
        let order: Order = serde_json::from_slice(&unpress(&body)?)?;
        let notes: Vec<Note> = notes.map_or(Ok(Vec::new()), |notes| from_json(&notes))?;
        let words = search_words(&order, &ShopTag::new(&tag)?, &notes);
        rows.push(vec![Value::Integer(id), Value::Text(words)]);
    }
    Ok(Table::new("order_search", &["rowid", "words"], rows))
}

async fn insert(tx: &mut SqliteConnection, statement: &Arc<str>, row: &[Value]) -> Result<()> {
    let mut query: sqlx::query::Query<'_, Sqlite, SqliteArguments> = sqlx::query(AssertSqlSafe(Arc::clone(statement)));
    for value in row {
        query = match value {
            Value::Null => query.bind(None::<i64>),
            Value::Integer(number) => query.bind(*number),
            Value::Text(text) => query.bind(text.as_str()),
            Value::Blob(bytes) => query.bind(bytes.as_slice()),
        };
    }
    query.execute(tx).await?;
    Ok(())
}
