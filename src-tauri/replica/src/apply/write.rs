//! Writing many rows a statement: seven times faster than a statement a row. Runs are cut into powers of two, so that
//! few different statements are ever prepared.

use domain::{EditState, ShopId};
use jiff::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, query_builder::Separated};

use super::orders::Row;
use crate::{
    HistoryEvent, Result,
    codec::{json, micros},
    overlay::{Content, Mirror, Shown},
};

/// Rows a statement at most; 64 rows of `order_row` bind 2,752 of SQLite's 32,766 values.
const ROWS: usize = 64;

/// The pieces of a run, each a power of two long.
pub(crate) fn pieces<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    while !rows.is_empty() {
        let mut size = ROWS;
        while size > rows.len() {
            size /= 2;
        }
        let (piece, rest) = rows.split_at(size);
        pieces.push(piece);
        rows = rest;
    }
    pieces
}

/// What follows from an order's content and its edits, as `order_row`'s columns.
const CONTENT: &[&str] = &[
    "number",
    "reference",
    "number_key",
    "customer",
    "customer_key",
    "company",
    "city",
    "city_key",
    "country",
    "status",
    "status_known",
    "order_state",
    "payment_state",
    "fulfilment_state",
    "shipping",
    "shipping_key",
    "pieces",
    "currency",
    "total",
    "placed_at",
    "modified_at",
    "completed_at",
    "views",
    "listed",
    "open",
    "paid",
    "has_note",
    "email_key",
    "edits",
    "edit_state",
    "body_hash",
    "quarantined",
];
/// What else a reading of the shop writes.
const READING: &[&str] = &["unseen", "printed", "raw_hash", "refunds", "read_at", "notes_due"];
/// What stays as it was first written; `notes_fetched_at` is the notes' own to change.
const FIRST: &[&str] = &["id", "shop", "native_id", "first_seen_at", "notes_fetched_at"];

fn push_content(values: &mut Separated<'_, Sqlite, &'static str>, content: &Content) {
    let columns = &content.columns;
    values
        .push_bind(&content.number)
        .push_bind(&columns.reference)
        .push_bind(&columns.number_key)
        .push_bind(&columns.customer)
        .push_bind(&columns.customer_key)
        .push_bind(&columns.company)
        .push_bind(&columns.city)
        .push_bind(&columns.city_key)
        .push_bind(&columns.country)
        .push_bind(&content.status)
        .push_bind(content.status_known)
        .push_bind(content.states.order.code())
        .push_bind(content.states.payment.code())
        .push_bind(content.states.fulfilment.code())
        .push_bind(&columns.shipping)
        .push_bind(&columns.shipping_key)
        .push_bind(columns.pieces)
        .push_bind(&content.currency)
        .push_bind(columns.total)
        .push_bind(columns.placed_at)
        .push_bind(columns.modified_at)
        .push_bind(columns.completed_at)
        .push_bind(content.views())
        .push_bind(columns.listed)
        .push_bind(content.states.open())
        .push_bind(content.states.paid())
        .push_bind(columns.has_note)
        .push_bind(&columns.email_key)
        .push_bind(content.flags.open)
        .push_bind(content.flags.state.map(EditState::code))
        .push_bind(content.body_hash.to_be_bytes().to_vec())
        .push_bind(content.quarantined);
}
/// The head of an insertion into `order_row` with these columns.
fn insertion(columns: &[&[&str]]) -> QueryBuilder<Sqlite> {
    QueryBuilder::new(format!("INSERT INTO order_row ({}) ", columns.concat().join(", ")))
}

/// Its end: which columns a row that is there takes over.
fn push_conflict(query: &mut QueryBuilder<Sqlite>, columns: &[&[&str]]) {
    let taken: Vec<String> = columns.concat().iter().map(|column| format!("{column} = excluded.{column}")).collect();
    query.push(" ON CONFLICT (id) DO UPDATE SET ").push(taken.join(", "));
}

/// Writes orders as just read: rows, bodies, words, and what the shop said where it is shown otherwise.
pub(crate) async fn orders(tx: &mut SqliteConnection, shop: ShopId, now: Timestamp, rows: &[Row]) -> Result<()> {
    for piece in pieces(rows) {
        let mut query = insertion(&[FIRST, READING, CONTENT]);
        query.push_values(piece, |mut values, row| {
            values
                .push_bind(row.id)
                .push_bind(shop.0)
                .push_bind(&row.native_id)
                .push_bind(row.first_seen_at)
                .push_bind(row.notes_fetched_at)
                .push_bind(row.unseen)
                .push_bind(row.printed)
                .push_bind(row.raw_hash.to_be_bytes().to_vec())
                .push_bind(&row.refunds)
                .push_bind(micros(now))
                .push_bind(row.notes_due);
            push_content(&mut values, &row.content);
        });
        push_conflict(&mut query, &[READING, CONTENT]);
        query.build().execute(&mut *tx).await?;
        let mut bodies = QueryBuilder::<Sqlite>::new("INSERT INTO order_body (id, body, raw) ");
        bodies.push_values(piece, |mut values, row| {
            values.push_bind(row.id).push_bind(&row.content.body).push_bind(&row.raw);
        });
        bodies.push(" ON CONFLICT (id) DO UPDATE SET body = excluded.body, raw = excluded.raw");
        bodies.build().execute(&mut *tx).await?;
        words(tx, piece.iter().filter_map(|row| Some((row.id, row.content.words.as_deref()?)))).await?;
    }
    let mirrors: Vec<&Mirror> = rows.iter().filter_map(|row| row.mirror.as_ref()).collect();
    put_mirrors(tx, &mirrors).await?;
    let plain: Vec<i64> =
        rows.iter().filter(|row| row.was_mirrored && row.mirror.is_none()).map(|row| row.id).collect();
    drop_mirrors(tx, &plain).await
}

/// Writes what is shown of orders that are there; what was read of the shop stays as it is.
pub(crate) async fn shown(tx: &mut SqliteConnection, shop: ShopId, rows: &[Shown]) -> Result<()> {
    for piece in pieces(rows) {
        // The rows are there: what is bound for the columns of readings is never written.
        let mut query = insertion(&[FIRST, READING, CONTENT]);
        query.push_values(piece, |mut values, row| {
            values
                .push_bind(row.id)
                .push_bind(shop.0)
                .push_bind(&row.native_id)
                .push_bind(0)
                .push_bind(None::<i64>)
                .push_bind(false)
                .push_bind(false)
                .push_bind(Vec::<u8>::new())
                .push_bind("[]")
                .push_bind(0)
                .push_bind(false);
            push_content(&mut values, &row.content);
        });
        push_conflict(&mut query, &[CONTENT]);
        query.build().execute(&mut *tx).await?;
        let mut bodies = QueryBuilder::<Sqlite>::new("INSERT INTO order_body (id, body, raw) ");
        bodies.push_values(piece, |mut values, row| {
            values.push_bind(row.id).push_bind(&row.content.body).push_bind(Vec::<u8>::new());
        });
        bodies.push(" ON CONFLICT (id) DO UPDATE SET body = excluded.body");
        bodies.build().execute(&mut *tx).await?;
        words(tx, piece.iter().filter_map(|row| Some((row.id, row.content.words.as_deref()?)))).await?;
    }
    Ok(())
}

async fn words(tx: &mut SqliteConnection, rows: impl Iterator<Item = (i64, &str)>) -> Result<()> {
    let rows: Vec<(i64, &str)> = rows.collect();
    for piece in pieces(&rows) {
        let mut query = QueryBuilder::<Sqlite>::new("INSERT OR REPLACE INTO order_search (rowid, words) ");
        query.push_values(piece, |mut values, (id, words)| {
            values.push_bind(*id).push_bind(*words);
        });
        query.build().execute(&mut *tx).await?;
    }
    Ok(())
}

async fn put_mirrors(tx: &mut SqliteConnection, mirrors: &[&Mirror]) -> Result<()> {
    for piece in pieces(mirrors) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT OR REPLACE INTO order_mirror (id, body, body_hash, status, order_state, payment_state,
                 fulfilment_state) ",
        );
        query.push_values(piece, |mut values, mirror| {
            values
                .push_bind(mirror.id)
                .push_bind(&mirror.body)
                .push_bind(mirror.body_hash.to_be_bytes().to_vec())
                .push_bind(&mirror.status)
                .push_bind(mirror.states.order.code())
                .push_bind(mirror.states.payment.code())
                .push_bind(mirror.states.fulfilment.code());
        });
        query.build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// Orders that are shown as the shop said them need no second copy.
pub(crate) async fn drop_mirrors(tx: &mut SqliteConnection, ids: &[i64]) -> Result<()> {
    if !ids.is_empty() {
        sqlx::query!("DELETE FROM order_mirror WHERE id IN (SELECT value FROM json_each(?1))", json(ids)?)
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// Notes that orders were read and found as they were.
pub(crate) async fn read_again(tx: &mut SqliteConnection, now: Timestamp, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE order_row SET read_at = ?1 WHERE id IN (SELECT value FROM json_each(?2))",
        micros(now),
        json(ids)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes events of orders' histories.
pub(crate) async fn events(
    tx: &mut SqliteConnection,
    shop: ShopId,
    now: Timestamp,
    events: &[(String, HistoryEvent)],
) -> Result<()> {
    let mut rows = Vec::with_capacity(events.len());
    for (native_id, event) in events {
        rows.push((native_id, json(event)?));
    }
    for piece in pieces(&rows) {
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO order_event (shop, native_id, at, event) ");
        query.push_values(piece, |mut values, (native_id, event)| {
            values.push_bind(shop.0).push_bind(*native_id).push_bind(micros(now)).push_bind(event);
        });
        query.build().execute(&mut *tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn pieces_are_powers_of_two_and_nothing_is_lost() {
        for len in [0, 1, 5, 63, 64, 100, 200] {
            let rows: Vec<usize> = (0..len).collect();
            let pieces = super::pieces(&rows);
            assert!(pieces.iter().all(|p| p.len().is_power_of_two()));
            assert_eq!(pieces.concat(), rows);
        }
    }
}
