//! What a migration cannot do in SQL: columns that are worked out from orders' bodies. A migration leaves them empty, and
//! they are filled in when the file is opened, in slices, so that an opening that was cut short goes on at the next.

use serde::Deserialize;
use sqlx::{Connection, SqliteConnection};

use crate::{
    Result,
    codec::{json, unpress},
    projection::email_key,
};

/// Orders a transaction.
const SLICE: i64 = 500;

/// What of an order its e-mail key is made of: reading no more of it is ten times as fast.
#[derive(Deserialize)]
struct Contact {
    billing: Billing,
}

#[derive(Deserialize)]
struct Billing {
    email: String,
}

/// Fills in what is missing.
pub(crate) async fn catch_up(writer: &mut SqliteConnection) -> Result<()> {
    // A look needs no lock: nothing is missing but once after a migration.
    let missing = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT 1 FROM order_row INDEXED BY order_email_due WHERE email_key IS NULL) AS \"missing!: bool\""
    );
    if !missing.fetch_one(&mut *writer).await? {
        return Ok(());
    }
    loop {
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let due: Vec<(i64, Vec<u8>)> = sqlx::query!(
            "SELECT o.id, body FROM order_row o INDEXED BY order_email_due JOIN order_body USING (id)
             WHERE email_key IS NULL LIMIT ?1",
            SLICE
        )
        .map(|row| (row.id, row.body))
        .fetch_all(&mut *tx)
        .await?;
        if due.is_empty() {
            return Ok(());
        }
        let mut keys = Vec::with_capacity(due.len());
        for (id, body) in due {
            let contact: Contact = serde_json::from_slice(&unpress(&body)?)?;
            keys.push((id, email_key(&contact.billing.email)));
        }
        sqlx::query(
            "UPDATE order_row SET email_key = k.email FROM (SELECT value ->> 0 AS id, value ->> 1 AS email
             FROM json_each(?1)) AS k WHERE order_row.id = k.id",
        )
        .bind(json(&keys)?)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
}
