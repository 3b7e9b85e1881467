//! Files damaged on purpose: noticed, set aside, rebuilt; ledgers salvaged; nothing rings again.

use std::{
    collections::BTreeMap,
    fs,
    io::{Seek, SeekFrom, Write},
};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use sqlx::{Connection, SqliteConnection};

use super::{alerts::ring, *};
use crate::{ListQuery, Opening, Salvage, open::FILE};

const ORDERS: u64 = 250;
const EDITS: u64 = 150;
const PAGE: u64 = 4096;

pub(super) fn dice(seed: u64) -> TestRng {
    let mut bytes = [0_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

/// Old orders and such as rang; views, settings and prints. Closed.
pub(super) async fn furnish(directory: &Path) {
    let (replica, shop) = with_shop(directory).await;
    let orders: Vec<Order> = (0..ORDERS).map(all_of_the_year).collect();
    put_all(&replica, &shop, &orders, true).await;
    assert_eq!(ring(&replica).await.len(), 100);
    apply(&replica, &shop, vec![Change::Checked { at: now() }]).await;
    for n in 0..30 {
        replica.save_view(&format!("View {n}"), "paid:no", None).await.unwrap();
    }
    for n in 0..200 {
        replica
            .set_setting(&format!("setting.{n}"), serde_json::json!({ "of": n, "long": "x".repeat(60) }))
            .await
            .unwrap();
    }
    let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
    replica.record_print(&ids[..200], "bench", 1, now()).await.unwrap();
    let edits =
        (0..EDITS).map(|n| super::edits::note(&shop, n + 10, &format!("Wrapped {n} {}", "x".repeat(200)))).collect();
    let edits = replica.enter(edits, now()).await.unwrap();
    let ended = edits.iter().take(50).map(|edit| super::edits::settled(edit.id)).collect();
    apply(&replica, &shop, ended).await;
    replica.close().await.unwrap();
}

/// The last hundred came in after the shop was connected.
fn all_of_the_year(n: u64) -> Order {
    let mut order = super::timings::varied(n);
    let day = if n < ORDERS - 100 { "2026-10-01" } else { "2026-11-10" };
    order.placed_at = at(&format!("{day}T00:00:00Z")) + jiff::SignedDuration::from_mins(i64::try_from(n).unwrap());
    order.paid_at = Some(order.placed_at);
    order.states = super::order(1).states;
    order
}

/// Every page overwritten with noise, from a byte of it on.
pub(super) fn overwrite(file: &Path, pages: &[u64], dice: &mut TestRng) {
    let mut target = fs::OpenOptions::new().write(true).open(file).unwrap();
    for page in pages {
        let mut noise = vec![0_u8; 1500];
        dice.fill_bytes(&mut noise);
        target.seek(SeekFrom::Start(page * PAGE + u64::from(dice.next_u32() % 2500))).unwrap();
        target.write_all(&noise).unwrap();
    }
    // From its first byte on, page headers and all.
    if let Some(page) = pages.first() {
        target.seek(SeekFrom::Start(page * PAGE)).unwrap();
        target.write_all(&[0xa5; 200]).unwrap();
    }
}

fn pages(file: &Path) -> u64 {
    fs::metadata(file).unwrap().len() / PAGE
}

pub(super) async fn pages_of(directory: &Path, table: &str) -> Vec<u64> {
    let options = crate::connections::options(&directory.join(FILE)).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let pages: Vec<i64> = sqlx::query_scalar("SELECT pageno FROM dbstat WHERE name = ?1 ORDER BY pageno")
        .bind(table)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    pages.into_iter().map(|page| u64::try_from(page - 1).unwrap()).collect()
}

pub(super) fn copy_directory(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy_directory(&entry, &target) } else { fs::copy(&entry, target).map(drop).unwrap() }
    }
}

/// Opens after damage and holds it to the promises. Gives what was salvaged.
async fn promises(directory: &Path, what: &str) -> Salvage {
    let replica = open(directory).await;
    let Opening::Rebuilt(salvage) = replica.opening().clone() else {
        panic!("{what}: the damage was not noticed");
    };
    assert!(salvage.damaged_file.exists(), "{what}: the damaged file is kept");
    let shops = replica.shops().await.unwrap();
    let [shop] = &shops[..] else { panic!("{what}: {salvage:?}") };
    assert_eq!(shop.name, "Atelier Noord");
    assert_eq!(replica.count(&ListQuery::default(), now()).await.unwrap(), 0, "{what}: orders come from the shop");
    assert_eq!(replica.position(shop.id, "live").await.unwrap(), None);
    // The orders come again, as history and then live; nothing rings.
    let orders: Vec<Order> = (0..ORDERS).map(all_of_the_year).collect();
    put_all(&replica, shop, &orders, true).await;
    let mut touched = orders.clone();
    touched.iter_mut().for_each(|order| order.customer_note = "touched".to_owned());
    put_all(&replica, shop, &touched, false).await;
    assert_eq!(ring(&replica).await, [""; 0], "{what}: rang again\n{salvage:?}");
    let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
    assert_eq!(ids.len() as u64, ORDERS);
    for row in replica.rows(&ids).await.unwrap().iter().take(20) {
        let stored = replica.order(row.id).await.unwrap().unwrap();
        assert_eq!(stored.order.native_id, row.native_id);
    }
    // What came in after the damage rings.
    let mut fresh = order(9000);
    (fresh.placed_at, fresh.paid_at) = (now() + jiff::SignedDuration::from_mins(1), None);
    put_all(&replica, shop, &[fresh], false).await;
    assert_eq!(ring(&replica).await, ["9000"], "{what}");
    // Ledgers read whole are complete; of the others every loss is told.
    let kept: BTreeMap<&str, (u64, bool, usize)> =
        salvage.tables.iter().map(|t| (t.name, (t.kept, t.whole, t.lost.len()))).collect();
    let ledgers =
        [("shop", 1), ("edit", EDITS), ("saved_view", 30), ("setting", 200), ("print", 200), ("alert", ORDERS)];
    for (table, full) in ledgers {
        let (kept, whole, lost) = kept[table];
        assert!(
            kept == full || (!whole && kept < full && (lost > 0 || table == "alert")),
            "{what}: {table} {salvage:?}"
        );
    }
    assert_eq!(replica.saved_views().await.unwrap().len() as u64, kept["saved_view"].0);
    // Every edit is there with its order, or named.
    let edits = salvage.tables.iter().find(|table| table.name == "edit").unwrap();
    let states: u32 = replica.outbox_counts().await.unwrap().by_state.iter().map(|(_, count)| count).sum();
    assert!(u64::from(states) + 50 >= edits.kept && u64::from(states) <= edits.kept, "{what}");
    let query = crate::OutboxQuery { limit: 500, ..crate::OutboxQuery::default() };
    for edit in replica.outbox(&query).await.unwrap() {
        assert!(edit.order_id.is_some(), "{what}: its order came again");
        let row = replica.rows(&[edit.order_id.unwrap()]).await.unwrap().remove(0);
        assert_eq!((row.edits, row.edit_state), (1, Some(edit.state)), "{what}");
    }
    let next = replica.enter(vec![super::edits::note(shop, 10, "more")], now()).await.unwrap().remove(0);
    let lost_tail = !edits.lost.is_empty() || edits.from_copy > 0;
    assert!(next.id.0 > EDITS.cast_signed() || lost_tail, "{what}: a number is not given twice, {next:?}");
    replica.close().await.unwrap();
    let again = open(directory).await;
    assert_eq!(*again.opening(), Opening::Existing, "{what}: rebuilt once");
    salvage
}

#[tokio::test]
async fn random_pages_overwritten_are_noticed_and_ledgers_salvaged() {
    let original = tempfile::tempdir().unwrap();
    furnish(original.path()).await;
    for seed in 0..10_u64 {
        let dir = tempfile::tempdir().unwrap();
        copy_directory(original.path(), dir.path());
        let file = dir.path().join(FILE);
        let mut dice = dice(seed);
        let hit: Vec<u64> = (0..=seed % 4).map(|_| u64::from(dice.next_u32()) % pages(&file)).collect();
        overwrite(&file, &hit, &mut dice);
        promises(dir.path(), &format!("seed {seed}, pages {hit:?}")).await;
    }
}

#[tokio::test]
async fn header_schema_and_ledger_pages_are_survived() {
    let original = tempfile::tempdir().unwrap();
    furnish(original.path()).await;
    for table in [
        "sqlite_schema",
        "shop",
        "edit",
        "edit_state",
        "edit_open",
        "alert",
        "sqlite_autoindex_alert_1",
        "print",
        "saved_view",
        "setting",
        "_sqlx_migrations",
    ] {
        let pages = pages_of(original.path(), table).await;
        for (n, page) in pages.iter().enumerate().take(3) {
            let dir = tempfile::tempdir().unwrap();
            copy_directory(original.path(), dir.path());
            overwrite(&dir.path().join(FILE), &[*page], &mut dice(n as u64));
            let salvage = promises(dir.path(), &format!("page {page} of {table}")).await;
            let whole = |name: &str| salvage.tables.iter().any(|t| t.name == name && t.whole);
            if table == "sqlite_schema" {
                assert!(whole("saved_view") && whole("alert"), "a schema is made again: {salvage:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_file_cut_short_or_emptied_of_sense_is_rebuilt_from_the_copy() {
    let original = tempfile::tempdir().unwrap();
    furnish(original.path()).await;
    type Damage = fn(&[u8]) -> Vec<u8>;
    let cases: [(&str, Damage); 3] = [
        ("cut in half", |bytes| bytes[..bytes.len() / 2].to_vec()),
        ("noise from end to end", |bytes| vec![0x5a; bytes.len()]),
        ("one page left", |bytes| bytes[..4096].to_vec()),
    ];
    for (what, damage) in cases {
        let dir = tempfile::tempdir().unwrap();
        copy_directory(original.path(), dir.path());
        let file = dir.path().join(FILE);
        let damaged = damage(&fs::read(&file).unwrap());
        fs::write(&file, &damaged).unwrap();
        let salvage = promises(dir.path(), what).await;
        assert_eq!(fs::read(&salvage.damaged_file).unwrap(), damaged, "{what}: kept as it was found");
        let views = salvage.tables.iter().find(|table| table.name == "saved_view").unwrap();
        assert_eq!(views.kept, 30, "{what}: {salvage:?}");
    }
}

#[tokio::test]
async fn a_changed_byte_of_an_order_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    furnish(dir.path()).await;
    let file = dir.path().join(FILE);
    let bodies = pages_of(dir.path(), "order_body").await;
    let mut bytes = fs::read(&file).unwrap();
    // In the middle of a compressed order: no structure of SQLite's is touched.
    let place = usize::try_from(bodies[bodies.len() / 2] * PAGE + PAGE - 300).unwrap();
    bytes[place] ^= 0x10;
    fs::write(&file, bytes).unwrap();
    promises(dir.path(), "one bit").await;
}

#[tokio::test]
async fn damage_met_while_running_is_rebuilt_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    furnish(dir.path()).await;
    let bodies = pages_of(dir.path(), "order_body").await;
    let replica = open(dir.path()).await;
    let leaves: Vec<u64> = bodies[1..].to_vec();
    overwrite(&dir.path().join(FILE), &leaves, &mut dice(3));
    let ids = replica.open_list(&ListQuery::default(), now()).await.unwrap().ids;
    let mut codes = Vec::new();
    for id in ids.iter() {
        codes.extend(replica.order(*id).await.err().map(|error| error.code()));
    }
    assert!(codes.contains(&domain::Code::DamagedFile), "{codes:?}");
    let beside = Replica::open(dir.path(), OpenOptions { beside_owner: true, ..options() }).await;
    assert_eq!(beside.unwrap_err().code(), domain::Code::DamagedFile, "only the owner rebuilds");
    drop(replica);
    promises(dir.path(), "while running").await;
}
