//! Naming the edits that could not be saved: by an index that holds their numbers and kinds, and may be sound where the
//! rows themselves are not. Their user must know which order to look at.

use sqlx::SqliteConnection;

use crate::Result;

/// Sets aside the names of all edits of the damaged file, as far as the index can be read. Whether it could be read to
/// its end.
pub(super) async fn name_edits(connection: &mut SqliteConnection) -> bool {
    let mut whole = true;
    let named = async {
        sqlx::query("CREATE TEMP TABLE named_edit (id INTEGER PRIMARY KEY, number TEXT, kind TEXT, state TEXT)")
            .execute(&mut *connection)
            .await?;
        for state in domain::EditState::ALL {
            // A part of the index that cannot be read costs the names of that state alone.
            let read = sqlx::query(
                "INSERT OR IGNORE INTO named_edit SELECT id, number, kind, state
                 FROM source.edit INDEXED BY edit_state WHERE state = ?1",
            )
            .bind(state.code())
            .execute(&mut *connection)
            .await;
            if let Err(error) = read {
                whole = false;
                tracing::warn!(%error, state = state.code(), "edits of a damaged file cannot be named");
            }
        }
        Ok::<(), sqlx::Error>(())
    };
    if let Err(error) = named.await {
        whole = false;
        tracing::warn!(%error, "the edits of a damaged file cannot be named");
    }
    whole
}

/// The edits that are lost, by order and kind; where not all could be named, the rows (`rows`) too.
pub(super) async fn lost_edits(
    connection: &mut SqliteConnection,
    all_named: bool,
    rows: Vec<String>,
) -> Result<Vec<String>> {
    let known: i64 = sqlx::query_scalar("SELECT count(*) FROM temp.sqlite_schema WHERE name = 'named_edit'")
        .fetch_one(&mut *connection)
        .await?;
    if known == 0 {
        return Ok(rows);
    }
    let lost: Vec<(i64, String, String, String)> = sqlx::query_as(
        "SELECT id, number, kind, state FROM named_edit WHERE id NOT IN (SELECT id FROM main.edit) ORDER BY id",
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query("DROP TABLE named_edit").execute(connection).await?;
    let name = |(id, number, kind, state): (i64, String, String, String)| match number.as_str() {
        "" => format!("edit {id}: {kind}, {state}"),
        _ => format!("edit {id} of order {number}: {kind}, {state}"),
    };
    let unnamed = if all_named { Vec::new() } else { rows };
    Ok(lost.into_iter().map(name).chain(unnamed).collect())
}
