//! The rows of the outbox.

use std::collections::HashMap;

use domain::{Edit, EditId, EditKey, EditState, NativeId, NewEdit, OrderId, OutboxEdit, Outcome, Seen, ShopId};
use jiff::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::{
    ReplicaError, Result,
    apply::pieces,
    codec::{from_json, json, micros, time},
};

struct Record {
    id: i64,
    shop: i64,
    native_id: Option<String>,
    order_id: Option<i64>,
    number: String,
    key: String,
    edit: String,
    seen: String,
    notice: String,
    state: String,
    outcome: Option<String>,
    entered_at: i64,
    not_before: Option<i64>,
    attempts: i64,
    attempted_at: Option<i64>,
    ended_at: Option<i64>,
    approved: bool,
    batch: Option<String>,
}

/// The state of a stored code.
pub(super) fn state(code: &str) -> Result<EditState> {
    EditState::from_code(code).ok_or(ReplicaError::DamagedContent("an edit's state is none"))
}

impl Record {
    fn into_edit(self) -> Result<OutboxEdit> {
        Ok(OutboxEdit {
            id: EditId(self.id),
            shop: ShopId(self.shop),
            order: self.native_id.map(NativeId),
            order_id: self.order_id.map(OrderId),
            number: self.number,
            key: EditKey(self.key),
            edit: from_json(&self.edit)?,
            seen: from_json(&self.seen)?,
            notice: from_json(&self.notice)?,
            state: state(&self.state)?,
            outcome: self.outcome.as_deref().map(from_json).transpose()?,
            entered_at: time(self.entered_at),
            not_before: self.not_before.map(time),
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            attempted_at: self.attempted_at.map(time),
            ended_at: self.ended_at.map(time),
            approved: self.approved,
            batch: self.batch,
        })
    }
}

/// Edits by their numbers, oldest first.
pub(crate) async fn by_ids(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Vec<OutboxEdit>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let records: Vec<Record> = sqlx::query_as!(
        Record,
        "SELECT e.id, e.shop, e.native_id, o.id AS \"order_id?\", coalesce(o.number, e.number) AS \"number!: String\",
                key, edit, seen, notice, state, outcome, entered_at, not_before, attempts, attempted_at, ended_at,
                approved AS \"approved: bool\", batch
         FROM edit e LEFT JOIN order_row o ON o.shop = e.shop AND o.native_id = e.native_id
         WHERE e.id IN (SELECT value FROM json_each(?1)) ORDER BY e.id",
        json(ids)?
    )
    .fetch_all(connection)
    .await?;
    records.into_iter().map(Record::into_edit).collect()
}

/// One edit.
///
/// # Errors
/// [`ReplicaError::NoSuchEdit`].
pub(crate) async fn by_id(connection: &mut SqliteConnection, id: EditId) -> Result<OutboxEdit> {
    by_ids(connection, &[id.0]).await?.pop().ok_or(ReplicaError::NoSuchEdit(id))
}

/// An open edit as far as showing its order needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenEdit {
    pub(crate) id: i64,
    pub(crate) state: EditState,
    pub(crate) attempts: i64,
    pub(crate) edit: Edit,
    pub(crate) seen: Seen,
}

impl OpenEdit {
    /// Whether nothing was ever attempted of it.
    pub(crate) const fn untried(&self) -> bool {
        self.attempts == 0 && matches!(self.state, EditState::Pending | EditState::Asks)
    }
}

struct OpenRecord {
    id: i64,
    native_id: String,
    state: String,
    attempts: i64,
    edit: String,
    seen: String,
}

/// The open edits of a shop's orders (JSON list), by order, each order's in their order.
pub(crate) async fn open_of(
    tx: &mut SqliteConnection,
    shop: ShopId,
    orders: &str,
) -> Result<HashMap<String, Vec<OpenEdit>>> {
    let records: Vec<OpenRecord> = sqlx::query_as!(
        OpenRecord,
        "SELECT id, native_id AS \"native_id!: String\", state, attempts, edit, seen FROM edit INDEXED BY edit_open
         WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2)) AND state NOT IN ('settled', 'dropped')
         ORDER BY id",
        shop.0,
        orders
    )
    .fetch_all(tx)
    .await?;
    let mut edits: HashMap<String, Vec<OpenEdit>> = HashMap::new();
    for record in records {
        edits.entry(record.native_id).or_default().push(OpenEdit {
            id: record.id,
            state: state(&record.state)?,
            attempts: record.attempts,
            edit: from_json(&record.edit)?,
            seen: from_json(&record.seen)?,
        });
    }
    Ok(edits)
}

/// An edit ready to be entered.
pub(super) struct Entry {
    pub(super) id: i64,
    pub(super) new: NewEdit,
    pub(super) number: String,
    pub(super) seen: Seen,
    /// The edit whose place it takes.
    pub(super) replaces: Option<i64>,
}

/// The last number given.
pub(super) async fn last_id(tx: &mut SqliteConnection) -> Result<i64> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'edit'").fetch_optional(tx).await?;
    Ok(last.unwrap_or(0))
}

/// Writes edits just entered.
pub(super) async fn insert(tx: &mut SqliteConnection, entries: &[Entry], now: Timestamp) -> Result<()> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        rows.push((entry, json(&entry.new.edit)?, json(&entry.seen)?, json(&entry.new.notice)?));
    }
    for piece in pieces(&rows) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO edit (id, shop, native_id, number, key, kind, edit, seen, notice, state, entered_at, not_before,
                 attempts, approved, batch, replaces) ",
        );
        query.push_values(piece, |mut values, (entry, edit, seen, notice)| {
            let new = &entry.new;
            values
                .push_bind(entry.id)
                .push_bind(new.shop.0)
                .push_bind(new.order.as_ref().map(NativeId::as_str))
                .push_bind(&entry.number)
                .push_bind(new.key.as_str())
                .push_bind(new.edit.kind().code())
                .push_bind(edit)
                .push_bind(seen)
                .push_bind(notice)
                .push_bind(EditState::Pending.code())
                .push_bind(micros(now))
                .push_bind(new.not_before.map(micros))
                .push_bind(0)
                .push_bind(false)
                .push_bind(new.batch.as_deref())
                .push_bind(entry.replaces);
        });
        query.build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// Drops edits whose place another took (pairs of the dropped and the other), remembering how they stood.
pub(super) async fn give_way(tx: &mut SqliteConnection, pairs: &[(i64, i64)], now: Timestamp) -> Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(pairs.len());
    for (id, by) in pairs {
        rows.push((id, json(&Outcome::Superseded { by: EditId(*by) })?));
    }
    sqlx::query(
        "UPDATE edit SET gave_way = json_array(edit.state, edit.outcome, edit.not_before), state = 'dropped', outcome = d.outcome,
             not_before = NULL, ended_at = ?2
         FROM (SELECT value ->> 0 AS id, value ->> 1 AS outcome FROM json_each(?1)) AS d WHERE edit.id = d.id",
    )
    .bind(json(&rows)?)
    .bind(micros(now))
    .execute(tx)
    .await?;
    Ok(())
}

/// How an edit stands from now on.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    pub(super) state: EditState,
    pub(super) outcome: Option<&'a Outcome>,
    pub(super) not_before: Option<Timestamp>,
}

/// Moves an edit; one that ends does so now.
pub(super) async fn stand(
    tx: &mut SqliteConnection,
    id: EditId,
    standing: &Standing<'_>,
    now: Timestamp,
) -> Result<()> {
    let ended_at = (!standing.state.open()).then(|| micros(now));
    sqlx::query!(
        "UPDATE edit SET state = ?2, outcome = ?3, not_before = ?4, ended_at = ?5 WHERE id = ?1",
        id.0,
        standing.state.code(),
        standing.outcome.map(json).transpose()?,
        standing.not_before.map(micros),
        ended_at
    )
    .execute(tx)
    .await?;
    Ok(())
}
