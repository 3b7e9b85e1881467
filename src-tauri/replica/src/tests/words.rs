//! The upkeep of the index of words: not within a user's commit, and not left undone.

use domain::Edit;

use super::{
    edits::{enter, found, new, stocked},
    *,
};

async fn segments(replica: &Replica) -> i64 {
    let mut reader = replica.reader().await.unwrap();
    sqlx::query_scalar("SELECT count(DISTINCT segid) FROM order_search_idx").fetch_one(&mut *reader).await.unwrap()
}

#[tokio::test]
async fn entering_edits_merges_nothing_and_the_upkeep_does() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 12).await;
    let before = segments(&replica).await;
    for order in 1..=12 {
        enter(&replica, new(&shop, order, Edit::SetCustomerNote { text: "buzzer 14".to_owned() })).await;
    }
    assert_eq!(segments(&replica).await, before + 12, "each edit leaves a segment, and merges none");
    replica.merge_words(12).await;
    let merged = segments(&replica).await;
    assert!(merged < before + 6, "{merged}");
    assert_eq!(found(&replica, "buzzer").await, 12);
    replica.merge_words(12).await;
    assert_eq!(segments(&replica).await, merged, "nothing is left to do");
    replica.close().await.unwrap();
}

#[tokio::test]
async fn readings_keep_the_index_tidy() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 3).await;
    for round in 0..100 {
        let mut order = order(1);
        order.customer_note = format!("round {round}");
        put_all(&replica, &shop, &[order], false).await;
        let left = segments(&replica).await;
        assert!(left < 16, "{left} segments after {round} readings");
    }
    assert_eq!(found(&replica, "round 99").await, 1);
    assert_eq!(found(&replica, "round 98").await, 0, "old words are found no more");
    replica.close().await.unwrap();
}
