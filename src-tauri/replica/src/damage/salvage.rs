//! Rebuilding: a fresh file is made, the ledgers read over range by range, the damaged one set aside.

use std::path::{Path, PathBuf};

use domain::{Code, Fault, Outcome};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::{LEDGERS, NUMBERED, backup, lost, workshop::Workshop};
use crate::{
    ReplicaError, Result,
    codec::{json, micros},
    connections, open,
};

/// What became of a damaged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// What was wrong.
    pub reason: String,
    /// What was salvaged of each ledger.
    pub tables: Vec<SalvagedTable>,
    /// Where the damaged file is kept.
    pub damaged_file: PathBuf,
    /// From when on orders ring: those that came in before do not.
    pub bell_from: Timestamp,
}

/// What was salvaged of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvagedTable {
    /// The ledger.
    pub name: &'static str,
    /// Rows that it has now.
    pub kept: u64,
    /// Rows of them that came from the copy made aside.
    pub from_copy: u64,
    /// Every row was read: nothing is lost.
    pub whole: bool,
    /// What was lost, as far as it can be told.
    pub lost: Vec<String>,
}

/// Statements that may fail on one ledger before the rest of it is given up.
const FAILURES: u32 = 20_000;

/// Makes a new file with what can be read of the ledgers, and sets the damaged one aside.
pub(crate) async fn rebuild(directory: &Path, file: &Path, reason: String, now: Timestamp) -> Result<Salvage> {
    tracing::warn!(reason, "the data file is damaged and is rebuilt");
    let work = Workshop::new(directory, file).map_err(ReplicaError::Directory)?;
    let source = work.readable().await?;
    open::create(&work.fresh).await?;
    let (tables, bell_from) = fill(&work.fresh, source.as_deref(), directory, now).await?;
    let damaged_file = work.put_in_place(now).map_err(ReplicaError::Directory)?;
    for table in &tables {
        tracing::warn!(table.name, table.kept, table.from_copy, table.whole, "ledger salvaged");
    }
    Ok(Salvage { reason, tables, damaged_file, bell_from })
}

/// Fills the ledgers of a fresh file from the damaged one and, where that is not whole, from the newest copy.
async fn fill(
    fresh: &Path,
    source: Option<&Path>,
    directory: &Path,
    now: Timestamp,
) -> Result<(Vec<SalvagedTable>, Timestamp)> {
    let mut connection = connections::open_writer(fresh).await?;
    let mut tables = Vec::with_capacity(LEDGERS.len());
    let (mut last_checked, mut all_named) = (None, false);
    if let Some(source) = source {
        attach(&mut connection, source).await?;
        for ledger in LEDGERS {
            tables.push(read_over(&mut connection, ledger).await?);
        }
        all_named = lost::name_edits(&mut connection).await;
        keep_sequences(&mut connection).await;
        last_checked = checked(&mut connection).await;
        sqlx::query("DETACH DATABASE source").execute(&mut connection).await?;
    } else {
        tables.extend(LEDGERS.map(|name| SalvagedTable {
            name,
            kept: 0,
            from_copy: 0,
            whole: false,
            lost: vec!["what was written since the last copy".to_owned()],
        }));
    }
    from_copies(&mut connection, directory, &mut tables).await?;
    if let Some(edits) = tables.iter_mut().find(|table| table.name == "edit") {
        edits.lost = lost::lost_edits(&mut connection, all_named, std::mem::take(&mut edits.lost)).await?;
    }
    let alerts_whole = tables.iter().any(|table| table.name == "alert" && table.whole);
    // With an alert lost, only what comes in from now on is certain not to have rung.
    let bell_from = last_checked.filter(|_| alerts_whole).unwrap_or_else(|| micros(now));
    sqlx::query("UPDATE shop SET bell_from = max(bell_from, ?1)").bind(bell_from).execute(&mut connection).await?;
    connection.close().await?;
    Ok((tables, crate::codec::time(bell_from)))
}

async fn attach(connection: &mut SqliteConnection, file: &Path) -> Result<()> {
    sqlx::query("ATTACH DATABASE ?1 AS source")
        .bind(file.to_str().ok_or(ReplicaError::DamagedContent("the path is no text"))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The oldest of the shops' last checks: what came in before it was seen. `None` where it cannot be read or a shop was
/// never checked.
async fn checked(connection: &mut SqliteConnection) -> Option<i64> {
    let (least, unchecked): (Option<i64>, i64) = sqlx::query_as(
        "SELECT min(last_checked), count(*) - count(last_checked)
         FROM source.shop LEFT JOIN source.shop_state ON shop_state.shop = shop.id",
    )
    .fetch_one(connection)
    .await
    .ok()?;
    least.filter(|_| unchecked == 0)
}

/// Numbers of shops, edits and saved views are never given twice, also after a rebuild.
async fn keep_sequences(connection: &mut SqliteConnection) {
    let given: std::result::Result<Vec<(String, i64)>, sqlx::Error> = sqlx::query_as(AssertSqlSafe(format!(
        "SELECT name, seq FROM source.sqlite_sequence
         WHERE name IN {NUMBERED} AND typeof(seq) = 'integer' AND seq BETWEEN 0 AND 1000000000"
    )))
    .fetch_all(&mut *connection)
    .await;
    let kept = async {
        for (name, last) in given? {
            // A row stands there already where rows of the ledger were read.
            let raised = sqlx::query("UPDATE main.sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")
                .bind(&name)
                .bind(last)
                .execute(&mut *connection)
                .await?;
            if raised.rows_affected() == 0 {
                sqlx::query("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?1, ?2)")
                    .bind(&name)
                    .bind(last)
                    .execute(&mut *connection)
                    .await?;
            }
        }
        Ok::<(), sqlx::Error>(())
    };
    if let Err(error) = kept.await {
        tracing::warn!(%error, "the numbers given so far could not be read");
    }
}

/// Reads a ledger over by ranges of rows: a range that fails is halved, down to the row that fails.
async fn read_over(connection: &mut SqliteConnection, name: &'static str) -> Result<SalvagedTable> {
    if !source_has(connection, name).await {
        return Ok(SalvagedTable { name, kept: 0, from_copy: 0, whole: true, lost: Vec::new() });
    }
    let whole = source_is_sound(connection, name).await;
    let last: Option<i64> = sqlx::query_scalar(AssertSqlSafe(format!("SELECT max(rowid) FROM source.{name}")))
        .fetch_one(&mut *connection)
        .await
        .unwrap_or(Some(1 << 20));
    let mut lost: Vec<(i64, i64)> = Vec::new();
    let mut failures = 0;
    let mut ranges = vec![(1, last.unwrap_or(0).max(0))];
    while let Some((from, to)) = ranges.pop() {
        if from > to {
            continue;
        }
        let copied = sqlx::query(AssertSqlSafe(format!(
            "INSERT OR IGNORE INTO main.{name} SELECT * FROM source.{name} WHERE rowid BETWEEN ?1 AND ?2"
        )))
        .bind(from)
        .bind(to)
        .execute(&mut *connection)
        .await;
        if copied.is_ok() {
            continue;
        }
        failures += 1;
        if from == to || failures > FAILURES {
            lost.push((from, to));
        } else {
            let middle = from + (to - from) / 2;
            // The later half waits: the stack keeps the order.
            ranges.push((middle + 1, to));
            ranges.push((from, middle));
        }
    }
    Ok(SalvagedTable {
        name,
        kept: count(connection, name).await?,
        from_copy: 0,
        whole: whole && lost.is_empty(),
        lost: named(&lost),
    })
}

/// Whether the file read from has a ledger: one of an older schema may lack it, as may a copy.
async fn source_has(connection: &mut SqliteConnection, name: &str) -> bool {
    let found: std::result::Result<i64, sqlx::Error> =
        sqlx::query_scalar("SELECT count(*) FROM source.sqlite_schema WHERE type = 'table' AND name = ?1")
            .bind(name)
            .fetch_one(connection)
            .await;
    found.is_ok_and(|found| found > 0)
}

async fn source_is_sound(connection: &mut SqliteConnection, name: &'static str) -> bool {
    let found: std::result::Result<Vec<String>, sqlx::Error> =
        sqlx::query_scalar(AssertSqlSafe(format!("PRAGMA source.integrity_check({name})"))).fetch_all(connection).await;
    found.is_ok_and(|found| found == ["ok"])
}

/// Neighbouring rows as ranges: "rows 12–40".
fn named(lost: &[(i64, i64)]) -> Vec<String> {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for (from, to) in lost {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == *from => *end = *to,
            _ => ranges.push((*from, *to)),
        }
    }
    ranges
        .iter()
        .map(|(from, to)| if from == to { format!("row {from}") } else { format!("rows {from}–{to}") })
        .collect()
}

async fn count(connection: &mut SqliteConnection, name: &'static str) -> Result<u64> {
    let count: i64 =
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM main.{name}"))).fetch_one(connection).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Puts rows that could not be read back from the newest copy that opens. Ledgers that were read whole are left alone:
/// what is missing there was deleted.
async fn from_copies(connection: &mut SqliteConnection, directory: &Path, tables: &mut [SalvagedTable]) -> Result<()> {
    if tables.iter().all(|table| table.whole) {
        return Ok(());
    }
    for copy in backup::copies(directory) {
        if attach(connection, &copy).await.is_err() {
            continue;
        }
        let mut read = true;
        for table in tables.iter_mut().filter(|table| !table.whole) {
            let name = table.name;
            if !source_has(connection, name).await {
                continue;
            }
            let added = sqlx::query(AssertSqlSafe(format!(
                "INSERT OR IGNORE INTO main.{name} SELECT {} FROM source.{name}",
                columns_of_copy(name)?
            )))
            .execute(&mut *connection)
            .await;
            read &= added.is_ok();
            let kept = count(connection, name).await?;
            table.from_copy += kept.saturating_sub(table.kept);
            table.kept = kept;
        }
        keep_sequences(connection).await;
        sqlx::query("DETACH DATABASE source").execute(&mut *connection).await?;
        if read {
            return Ok(());
        }
    }
    Ok(())
}

/// What a copy's rows become: what was due when it was made has most likely rung since, and an edit that was open then
/// may have gone to the shop since, or have been taken back.
fn columns_of_copy(ledger: &str) -> Result<String> {
    Ok(match ledger {
        "alert" => "id, shop, native_id, CASE state WHEN 'due' THEN 'silent' ELSE state END, due_at, rung_at, seen_at"
            .to_owned(),
        "edit" => {
            let fault = Fault::new(Code::DamagedFile, "salvage edit", "what became of it since the last copy is lost");
            let outcome = json(&Outcome::Unsure { fault })?.replace('\'', "''");
            let open = "state NOT IN ('settled', 'dropped')";
            format!(
                "id, shop, native_id, number, key, kind, edit, seen, notice, iif({open}, 'unsure', state),
                 iif({open}, '{outcome}', outcome), entered_at, NULL, attempts, attempted_at, ended_at, approved, batch,
                 NULL, replaced_at, replaces, gave_way"
            )
        }
        _ => "*".to_owned(),
    })
}
