//! Opening: fresh, old, newer, shared and killed.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use domain::{Code, EditState};
use sqlx::{Connection, SqliteConnection};

use super::*;
use crate::{ListQuery, Opening, open::FILE, schema};

#[tokio::test]
async fn a_fresh_directory_is_the_users_alone() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let replica = open(&data).await;
    assert_eq!(*replica.opening(), Opening::Fresh);
    add_shop(&replica, "AN", "Atelier").await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data), 0o700);
        let files: Vec<_> = fs::read_dir(&data)
            .unwrap()
            .chain(fs::read_dir(data.join("backups")).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        assert!(files.len() >= 4, "the file, its log, the index of it, a copy of the ledgers: {files:?}");
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
    replica.close().await.unwrap();
    assert_eq!(*open(&data).await.opening(), Opening::Existing);
}

#[tokio::test]
async fn a_newer_file_is_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = with_shop(dir.path()).await;
    replica.close().await.unwrap();
    let file = dir.path().join(FILE);
    let mut connection = SqliteConnection::connect_with(&crate::connections::options(&file)).await.unwrap();
    for sql in [
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (1000, 'the future', 1, x'00', 1)",
        "PRAGMA user_version = 1000",
    ] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    let before = fs::read(&file).unwrap();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let beside = names();
    for beside_owner in [false, true] {
        let refused = Replica::open(dir.path(), OpenOptions { beside_owner, ..options() }).await.unwrap_err();
        assert_eq!(refused.code(), Code::NewerFile);
    }
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(names(), beside);
}

/// Every schema ever shipped has its file here, made by [`make_fixture`] before the schema was left behind.
pub(super) const FIXTURES: &[(i64, &[u8])] = &[
    (1, include_bytes!("../../fixtures/schema-1.sqlite.zst")),
    (2, include_bytes!("../../fixtures/schema-2.sqlite.zst")),
];

#[tokio::test]
async fn every_shipped_schema_migrates() {
    assert_eq!(
        FIXTURES.iter().map(|(version, _)| *version).collect::<Vec<_>>(),
        (1..=schema::newest()).collect::<Vec<_>>()
    );
    for (version, bytes) in FIXTURES {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), zstd::stream::decode_all(*bytes).unwrap()).unwrap();
        let replica = open(dir.path()).await;
        let expected = if *version == schema::newest() {
            Opening::Existing
        } else {
            Opening::Migrated { from: *version, to: schema::newest() }
        };
        assert_eq!(*replica.opening(), expected);
        let shop = replica.shops().await.unwrap().remove(0);
        assert_eq!((shop.name.as_str(), shop.tag.as_str()), ("Atelier Noord", "AN"));
        let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
        assert_eq!(ids.len(), 3);
        for id in ids.iter() {
            let stored = replica.order(*id).await.unwrap().unwrap();
            assert_eq!(stored.order, order(stored.row.number.parse().unwrap()));
        }
        let search = domain::search::Query::parse("dabrowska").unwrap();
        assert_eq!(replica.count(&ListQuery { search, ..ListQuery::default() }, now()).await.unwrap(), 3);
        assert_eq!(replica.saved_views().await.unwrap()[0].search, "paid:no");
        assert_eq!(replica.setting("theme").await.unwrap(), Some(serde_json::json!("dark")));
        assert_eq!(replica.claim_alerts(now()).await.unwrap().len(), 0);
        // Schema 2: e-mail addresses are counted, and orders can be edited.
        assert_eq!(replica.customer_orders("ZOFIA@example.pl").await.unwrap(), 3);
        let settled = replica.edits_of(replica.resolve("45").await.unwrap()[0]).await.unwrap();
        assert_eq!(settled.iter().filter(|edit| edit.state == EditState::Settled).count(), usize::from(*version >= 2));
        let entered = replica.enter(vec![edits::status(&shop, 1, "on-hold")], now()).await.unwrap().remove(0);
        let id = entered.order_id.unwrap();
        assert_eq!(replica.order(id).await.unwrap().unwrap().order.status, "on-hold");
        assert_eq!(replica.undo(entered.id, now()).await.unwrap().state, EditState::Dropped);
        assert_eq!(replica.order(id).await.unwrap().unwrap().order, order(1));
        replica.close().await.unwrap();
        assert_eq!(*open(dir.path()).await.opening(), Opening::Existing);
    }
}

/// Makes the fixture of the newest schema. By hand, once, before a release: `cargo test -p replica make_fixture -- --ignored`.
#[tokio::test]
#[ignore = "writes into the source tree"]
async fn make_fixture() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    put_all(&replica, &shop, &[order(1), order(2), order(45)], false).await;
    replica.claim_alerts(now()).await.unwrap();
    replica.save_view("Unpaid", "paid:no", None).await.unwrap();
    replica.set_setting("theme", serde_json::json!("dark")).await.unwrap();
    let entered = replica.enter(vec![edits::note(&shop, 45, "Ready")], now()).await.unwrap().remove(0);
    assert!(replica.begin_attempt(entered.id, now()).await.unwrap());
    apply(&replica, &shop, vec![edits::settled(entered.id)]).await;
    replica.close().await.unwrap();
    let bytes = zstd::bulk::compress(&fs::read(dir.path().join(FILE)).unwrap(), 19).unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    fs::create_dir_all(&fixtures).unwrap();
    fs::write(fixtures.join(format!("schema-{}.sqlite.zst", schema::newest())), bytes).unwrap();
}

#[tokio::test]
async fn another_process_sees_what_is_written_and_writes_ledgers() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await.unwrap();
    assert_eq!(*beside.opening(), Opening::Existing);
    let before = beside.generation().await.unwrap();
    let id = put_all(&replica, &shop, &[order(1)], true).await.changed[0];
    assert!(beside.generation().await.unwrap() > before);
    assert_eq!(beside.open_list(&ListQuery::default(), now()).await.unwrap().ids[..], [id]);
    let before = replica.generation().await.unwrap();
    beside.record_print(&[id], "bench", 2, now()).await.unwrap();
    beside.set_setting("theme", serde_json::json!("dark")).await.unwrap();
    assert!(replica.generation().await.unwrap() > before);
    assert!(replica.rows(&[id]).await.unwrap()[0].printed);
    // Both write at once: nobody fails, nothing is lost.
    let write = async |replica: &Replica, base: u64| {
        for n in base..base + 30 {
            put_all(replica, &shop, &[order(n)], true).await;
        }
    };
    tokio::join!(write(&replica, 100), write(&beside, 200));
    assert_eq!(replica.count(&ListQuery::default(), now()).await.unwrap(), 61);
    beside.close().await.unwrap();
    replica.close().await.unwrap();
    assert!(dir.path().join("shopbell.sound").exists());
}

#[tokio::test]
async fn settings_and_views_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = with_shop(dir.path()).await;
    let first = replica.save_view("Unpaid", "paid:no", None).await.unwrap();
    let second = replica.save_view("Gifts", "gift", Some(domain::BuiltInView::ToPack)).await.unwrap();
    replica.update_view(first.id, Some("Not paid"), None, Some(9)).await.unwrap();
    let names: Vec<String> = replica.saved_views().await.unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(names, ["Gifts", "Not paid"]);
    replica.delete_view(second.id).await.unwrap();
    assert_eq!(replica.delete_view(second.id).await.unwrap_err().code(), Code::BadInput);
    assert!(replica.update_view(second.id, None, None, None).await.is_err());
    assert_eq!(replica.setting("theme").await.unwrap(), None);
    replica.set_setting("theme", serde_json::json!({ "dark": true })).await.unwrap();
    assert_eq!(replica.setting("theme").await.unwrap(), Some(serde_json::json!({ "dark": true })));
    replica.set_setting("theme", serde_json::Value::Null).await.unwrap();
    assert_eq!(replica.setting("theme").await.unwrap(), None);
}

#[tokio::test]
async fn a_closed_replica_is_closed_for_every_clone() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, _) = with_shop(dir.path()).await;
    let clone = replica.clone();
    replica.close().await.unwrap();
    assert!(!dir.path().join("shopbell.db-wal").exists(), "the log was folded into the file");
    assert!(matches!(clone.shops().await, Err(crate::ReplicaError::Closed)));
    assert!(clone.mark_seen(&[]).await.is_err());
}

/// Writes until it is killed, telling each number after its commit.
#[tokio::test]
#[ignore = "the child of `a_kill_loses_nothing_committed`"]
async fn child_that_writes() {
    let Ok(directory) = std::env::var("REPLICA_TEST_DIRECTORY") else {
        return;
    };
    let replica = open(Path::new(&directory)).await;
    let shop = replica.shops().await.unwrap().remove(0);
    let start: u64 = std::env::var("REPLICA_TEST_START").unwrap().parse().unwrap();
    for n in start.. {
        let position = Change::SetPosition { name: "live".to_owned(), value: serde_json::json!(n) };
        apply(&replica, &shop, vec![put(&order(n % 2000 + 1), false), position]).await;
        replica.set_setting("last", serde_json::json!(n)).await.unwrap();
        println!("committed {n}");
    }
}

#[tokio::test]
async fn a_kill_loses_nothing_committed() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = with_shop(dir.path()).await;
    replica.close().await.unwrap();
    let mut next = 1_u64;
    for round in 0..4 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::opening::child_that_writes", "--ignored", "--nocapture", "--test-threads=1"])
            .env("REPLICA_TEST_DIRECTORY", dir.path())
            .env("REPLICA_TEST_START", next.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut last = 0;
        for line in lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("committed ")?.parse::<u64>().ok())
        {
            last = line;
            if last >= next + 7 + round * 5 {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let replica = open(dir.path()).await;
        assert_eq!(*replica.opening(), Opening::Existing, "a kill is no damage");
        let reached = |value: Option<serde_json::Value>| value.unwrap().as_u64().unwrap();
        assert!(reached(replica.setting("last").await.unwrap()) >= last);
        let position = reached(replica.position(shop.id, "live").await.unwrap());
        assert!(position >= last);
        // Rows and position moved together.
        assert_eq!(u64::from(replica.count(&ListQuery::default(), now()).await.unwrap()), position);
        next = position + 1;
    }
}
