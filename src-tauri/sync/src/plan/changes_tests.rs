//! Tables: a page, what is known, the changes.

use super::*;
use crate::plan::{Line, Taken};
use connectors::{PulledOrder, Stamp};
use domain::{Code, Fault, Order};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn order(id: &str, modified: i64, status: &str) -> Order {
    crate::plan::sample_order(id, at(modified), status)
}

fn line(id: &str, modified: i64) -> Line<Record> {
    Line {
        stamp: Stamp { native_id: id.into(), changed_at: Some(at(modified)), placed_at: None, status: None },
        content: Record::Order(Box::new(PulledOrder { order: order(id, modified, "processing"), raw: b"{}".to_vec() })),
    }
}

fn broken(id: Option<&str>, place: u32) -> Broken {
    Broken {
        place,
        stamp: id.map(|id| Stamp { native_id: id.into(), changed_at: None, placed_at: None, status: None }),
        fault: Fault::new(Code::BadAnswer, "read orders", "cut short"),
        raw: vec![7; 100_000],
    }
}

fn plan(page: TakenRows, quarantined: &[(&str, &str)], readings: &mut Readings) -> Vec<Change> {
    let keys = quarantined.iter().map(|(feed, key)| ((*feed).to_owned(), (*key).to_owned())).collect();
    let position = Position::PlacedBefore(None);
    page_changes(
        page,
        PageContext { feed: Feed::Orders, position: &position, history: true, now: at(500), quarantined: &keys },
        readings,
    )
}

#[test]
fn rows_become_orders_and_broken_rows_quarantine() {
    let mut readings = Readings::default();
    let page = Taken {
        rows: vec![line("1", 10), line("3", 10)],
        broken: vec![broken(Some("2"), 1), broken(None, 3)],
        ..Taken::empty(readings.begin())
    };
    let changes = plan(page, &[("orders", "3"), ("trash", "3"), ("products", "1")], &mut readings);
    let told: Vec<String> = changes
        .iter()
        .map(|change| match change {
            Change::PutOrder { order, history, .. } => format!("put {} {history}", order.native_id),
            Change::Release { feed, key } => format!("release {feed} {key}"),
            Change::Quarantine(row) => {
                assert_eq!((row.raw.len(), row.attempts, row.since), (64 * 1024, 1, at(500)));
                format!("quarantine {} {}", row.feed, row.key)
            }
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "put 1 true",
            "put 3 true",
            "release orders 3",
            "release trash 3",
            "quarantine orders 2",
            "quarantine orders placed +3"
        ]
    );
}

#[test]
fn a_page_overtaken_by_a_later_reading_puts_only_what_is_newer() {
    let mut readings = Readings::default();
    let (slow, live) = (readings.begin(), readings.begin());
    let page = |reading, rows| Taken { rows, ..Taken::empty(reading) };
    assert_eq!(plan(page(live, vec![line("1", 20)]), &[], &mut readings).len(), 1);
    let late = plan(page(slow, vec![line("1", 10), line("2", 10)]), &[], &mut readings);
    assert_eq!(late.len(), 1);
    assert!(matches!(&late[0], Change::PutOrder { order, .. } if order.native_id.as_str() == "2"));
}
