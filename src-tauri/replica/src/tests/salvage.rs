//! What is saved of a damaged file, whenever it was made and however the rebuild went.

use std::fs;

use sqlx::{Connection, SqliteConnection};

use super::{
    damage::{copy_directory, dice, furnish, overwrite, pages_of},
    *,
};
use crate::{Opening, open::FILE};

#[tokio::test]
async fn a_rebuild_that_was_cut_short_is_finished() {
    let original = tempfile::tempdir().unwrap();
    furnish(original.path()).await;
    let bodies = pages_of(original.path(), "order_body").await;
    overwrite(&original.path().join(FILE), &bodies, &mut dice(2));
    let rebuilt = tempfile::tempdir().unwrap();
    copy_directory(original.path(), rebuilt.path());
    open(rebuilt.path()).await.close().await.unwrap();
    // Killed once the rebuilt file was complete, before or after the damaged one was moved.
    for moved in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        copy_directory(original.path(), dir.path());
        fs::copy(rebuilt.path().join(FILE), dir.path().join("shopbell.rebuilt.db")).unwrap();
        fs::write(dir.path().join("shopbell.db-wal"), b"a log of the damaged file").unwrap();
        if moved {
            fs::rename(dir.path().join(FILE), dir.path().join("damaged-1.db")).unwrap();
        }
        let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await;
        assert_eq!(beside.unwrap_err().code(), domain::Code::DamagedFile);
        let replica = open(dir.path()).await;
        assert_eq!(*replica.opening(), Opening::Existing);
        assert_eq!(replica.saved_views().await.unwrap().len(), 30, "moved: {moved}");
        assert_eq!(replica.outbox_counts().await.unwrap().by_state, [(domain::EditState::Pending, 100)]);
        assert!(!dir.path().join("shopbell.rebuilt.db").exists());
        let kept = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(kept.into_iter().any(|name| name.starts_with("damaged-") && name.ends_with(".db-wal")), "{moved}");
    }
}

fn fixture(directory: &Path) {
    let (_, bytes) = super::opening::FIXTURES[0];
    fs::write(directory.join(FILE), zstd::stream::decode_all(bytes).unwrap()).unwrap();
}

#[tokio::test]
async fn a_migrated_files_schema_is_put_back_in_its_own_places() {
    let original = tempfile::tempdir().unwrap();
    fixture(original.path());
    let replica = open(original.path()).await;
    let shop = replica.shops().await.unwrap().remove(0);
    let edits = (0..40).map(|_| super::edits::note(&shop, 1, &"x".repeat(300))).collect();
    replica.enter(edits, now()).await.unwrap();
    replica.close().await.unwrap();
    let pages = pages_of(original.path(), "sqlite_schema").await;
    assert!(pages.len() > 1, "the schema is longer than a page");
    for page in pages {
        let dir = tempfile::tempdir().unwrap();
        copy_directory(original.path(), dir.path());
        // Without the copies all must come from the file itself.
        fs::remove_dir_all(dir.path().join("backups")).unwrap();
        overwrite(&dir.path().join(FILE), &[page], &mut dice(page));
        let replica = open(dir.path()).await;
        let Opening::Rebuilt(salvage) = replica.opening() else { panic!("page {page}: not noticed") };
        assert!(salvage.tables.iter().all(|table| table.whole), "page {page}: {salvage:?}");
        assert_eq!(replica.outbox_counts().await.unwrap().by_state, [(domain::EditState::Pending, 40)]);
        assert_eq!(replica.saved_views().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_older_file_left_open_or_damaged_is_brought_over() {
    // Killed before the update: its log is younger than the file, so the ledgers it has are checked.
    let dir = tempfile::tempdir().unwrap();
    fixture(dir.path());
    let file = dir.path().join(FILE);
    let mut connection = SqliteConnection::connect_with(&crate::connections::options(&file)).await.unwrap();
    for sql in ["PRAGMA wal_autocheckpoint = 0", "UPDATE setting SET value = '\"light\"' WHERE key = 'theme'"] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    let killed = tempfile::tempdir().unwrap();
    copy_directory(dir.path(), killed.path());
    assert!(fs::metadata(killed.path().join("shopbell.db-wal")).unwrap().len() > 0);
    let replica = open(killed.path()).await;
    assert_eq!(*replica.opening(), Opening::Migrated { from: 1, to: 2 });
    assert_eq!(replica.setting("theme").await.unwrap(), Some(serde_json::json!("light")));
    connection.close().await.unwrap();
    // Damaged: what it has is saved, and what it never had is no loss.
    let bodies = pages_of(dir.path(), "order_body").await;
    overwrite(&file, &bodies, &mut dice(1));
    let replica = open(dir.path()).await;
    let Opening::Rebuilt(salvage) = replica.opening() else { panic!("not noticed") };
    assert!(salvage.tables.iter().all(|table| table.whole && table.lost.is_empty()), "{salvage:?}");
    assert_eq!(replica.saved_views().await.unwrap().len(), 1);
}

#[tokio::test]
async fn lost_edits_are_named_and_those_of_a_copy_ask_their_user() {
    let original = tempfile::tempdir().unwrap();
    let (replica, shop) = super::edits::stocked(original.path(), 60).await;
    let long = |n: u64| super::edits::note(&shop, n, &"x".repeat(400));
    let copied = replica.enter((1..=30).map(long).collect(), now()).await.unwrap();
    replica.back_up_ledgers(now()).await.unwrap();
    replica.enter((31..=60).map(long).collect(), now()).await.unwrap();
    let applied = copied.iter().take(10).map(|edit| super::edits::settled(edit.id)).collect();
    apply(&replica, &shop, applied).await;
    let backups = tempfile::tempdir().unwrap();
    copy_directory(&original.path().join("backups"), backups.path());
    replica.close().await.unwrap();
    // The copy made at the close knows all; here only the one before is left.
    fs::remove_dir_all(original.path().join("backups")).unwrap();
    copy_directory(backups.path(), &original.path().join("backups"));
    let leaves: Vec<u64> = pages_of(original.path(), "edit").await.into_iter().skip(1).collect();
    overwrite(&original.path().join(FILE), &leaves, &mut dice(5));
    let replica = open(original.path()).await;
    let Opening::Rebuilt(salvage) = replica.opening() else { panic!("not noticed") };
    let table = salvage.tables.iter().find(|table| table.name == "edit").unwrap();
    assert!(!table.whole && table.from_copy > 0 && !table.lost.is_empty(), "{table:?}");
    assert!(table.lost.iter().all(|name| name.contains("of order ") && name.contains(": add_note, ")), "{table:?}");
    assert_eq!(u64::try_from(table.lost.len()).unwrap() + table.kept, 60, "each is there or named");
    // What had settled since must not be sent again by itself.
    for edit in &copied {
        let state = replica.edit(edit.id).await.unwrap().unwrap().state;
        assert_ne!(state, domain::EditState::Sending);
        assert!(state != domain::EditState::Pending || edit.id.0 > 10, "{edit:?}");
    }
}
