//! Killed between any two steps of an edit's life: what was told stays told.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use domain::{EditId, EditState};
use jiff::SignedDuration;

use super::{edits::*, overlay::consistent, *};
use crate::Opening;

/// Enters, begins and settles edits until it is killed, telling each step after its commit.
#[tokio::test]
#[ignore = "the child of `a_kill_loses_no_edit`"]
async fn child_that_edits() {
    let Ok(directory) = std::env::var("REPLICA_TEST_DIRECTORY") else {
        return;
    };
    let replica = open(Path::new(&directory)).await;
    let shop = replica.shops().await.unwrap().remove(0);
    for n in 0_u64.. {
        let number = n % 5 + 1;
        let bulk = (1..=5).map(|order| reference(&shop, order, &format!("{n}"))).collect();
        for edit in replica.enter(bulk, now()).await.unwrap() {
            println!("step {} entered", edit.id.0);
        }
        let edit = enter(&replica, note(&shop, number, "wrapped")).await;
        println!("step {} entered", edit.id.0);
        assert!(replica.begin_attempt(edit.id, now()).await.unwrap());
        println!("step {} begun", edit.id.0);
        let mut read = order(number);
        read.customer_note = format!("read {n}");
        apply(&replica, &shop, vec![put(&read, false), settled(edit.id)]).await;
        println!("step {} settled", edit.id.0);
    }
}

#[tokio::test]
async fn a_kill_loses_no_edit() {
    let dir = tempfile::tempdir().unwrap();
    let (replica, shop) = stocked(dir.path(), 5).await;
    replica.close().await.unwrap();
    for round in 0..5 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::crash::child_that_edits", "--ignored", "--nocapture", "--test-threads=1"])
            .env("REPLICA_TEST_DIRECTORY", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told: BTreeMap<i64, String> = BTreeMap::new();
        let mut steps = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
            let Some((id, step)) = line.strip_prefix("step ").and_then(|line| line.split_once(' ')) else { continue };
            told.insert(id.parse().unwrap(), step.to_owned());
            steps += 1;
            if steps > 12 + round * 7 {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(steps > 12 + round * 7, "it was at work when it was killed");
        let replica = open(dir.path()).await;
        assert_eq!(*replica.opening(), Opening::Existing, "a kill is no damage");
        for (id, step) in told {
            let edit = replica.edit(EditId(id)).await.unwrap().unwrap();
            let reached = match step.as_str() {
                "entered" => true,
                "begun" => edit.attempts == 1 && edit.state != EditState::Pending,
                _ => edit.state == EditState::Settled,
            };
            assert!(reached, "{step}, then killed: {edit:?}");
        }
        consistent(&replica, &shop, "after a kill").await;
        let late = SignedDuration::from_secs(120);
        let left = replica.recover_edits(shop.id, late, now()).await.unwrap();
        assert!(left.len() <= 1, "one was on its way at most");
        for id in left {
            let edit = replica.edit(id).await.unwrap().unwrap();
            assert_eq!((edit.state, edit.not_before), (EditState::Checking, Some(now() + late)));
            assert!(!replica.begin_attempt(id, now()).await.unwrap(), "it is looked for, not sent again");
        }
        consistent(&replica, &shop, "after its edits were found again").await;
        assert_eq!(replica.recover_edits(shop.id, late, now()).await.unwrap(), []);
        replica.close().await.unwrap();
    }
}
