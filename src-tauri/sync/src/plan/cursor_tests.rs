//! Each table plays a feed page by page and says what is asked, what is read and where the cursor comes to rest.

use super::*;
use crate::plan::{Broken, Line};
use domain::{Code, Fault};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_000_000 + second).unwrap()
}

fn stamp(id: u32, second: i64) -> Stamp {
    Stamp { native_id: NativeId(id.to_string()), changed_at: Some(at(second)), placed_at: None, status: None }
}

fn page(rows: &[(u32, i64)], now: i64) -> Taken<()> {
    Taken {
        rows: rows.iter().map(|(id, second)| Line { stamp: stamp(*id, *second), content: () }).collect(),
        server_time: Some(at(now)),
        ..Taken::empty(1)
    }
}

/// A shop whose feed the cursor follows.
#[derive(Default)]
struct Shop {
    rows: Vec<(u32, i64)>,
}

impl Shop {
    fn set(&mut self, id: u32, second: i64) {
        self.rows.retain(|(known, _)| *known != id);
        self.rows.push((id, second));
        self.rows.sort_by_key(|(id, second)| (*second, *id));
    }

    fn page(&self, ask: &Ask, now: i64) -> Taken<()> {
        let Position::ChangedSince(since) = ask.position else { panic!("live feeds are read by change") };
        let rows: Vec<(u32, i64)> = self
            .rows
            .iter()
            .copied()
            .filter(|(_, second)| at(*second) >= since)
            .skip(ask.window.skip as usize)
            .take(ask.window.take as usize)
            .collect();
        page(&rows, now)
    }

    /// Reads the feed to its end; gives the ids of the rows not settled, in the order read, and the requests made.
    fn follow(&self, cursor: &mut LiveCursor, take: u16, now: i64) -> (Vec<u32>, u32) {
        let (mut read, mut requests) = (Vec::new(), 0);
        loop {
            let page = self.page(&cursor.ask(Feed::Orders, take), now);
            requests += 1;
            assert!(requests < 1_000, "the cursor does not come to the end");
            read.extend(
                page.rows
                    .iter()
                    .filter(|row| !cursor.is_settled(&row.stamp))
                    .map(|row| row.stamp.native_id.0.parse::<u32>().unwrap()),
            );
            let advance = cursor.advance(&page, take);
            *cursor = advance.next;
            if advance.at_end {
                return (read, requests);
            }
        }
    }
}

#[test]
fn what_changes_is_read_and_what_is_settled_is_not_read_again() {
    let mut shop = Shop::default();
    let mut cursor = LiveCursor::starting(at(0));
    for id in 0..7 {
        shop.set(id, 10 + i64::from(id));
    }
    assert_eq!(shop.follow(&mut cursor, 3, 100).0, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(cursor.since, at(16 - 120), "an overlap behind the newest change");
    assert!(shop.follow(&mut cursor, 3, 115).0.is_empty(), "all settled");
    shop.set(2, 110);
    assert_eq!(shop.follow(&mut cursor, 3, 130).0, [2]);
}

#[test]
fn a_change_that_becomes_visible_late_is_caught_by_the_overlap() {
    let mut shop = Shop::default();
    let mut cursor = LiveCursor::starting(at(0));
    shop.set(1, 100);
    shop.follow(&mut cursor, 100, 110);
    shop.set(2, 95); // its transaction was committed after one of a later date
    assert_eq!(shop.follow(&mut cursor, 100, 125).0, [2]);
}

#[test]
fn a_second_change_within_the_same_second_is_read() {
    let mut shop = Shop::default();
    let mut cursor = LiveCursor::starting(at(0));
    shop.set(1, 100);
    assert_eq!(shop.follow(&mut cursor, 100, 100).0, [1]);
    // Changed again in second 100: its date is the same.
    assert_eq!(shop.follow(&mut cursor, 100, 115).0, [1], "the second was not over when it was read");
    assert!(shop.follow(&mut cursor, 100, 130).0.is_empty());
}

#[test]
fn ties_longer_than_a_page_are_read_inside_the_second() {
    for (ties, take) in [(250_u32, 100_u16), (100, 100), (101, 100), (7, 2), (3, 3)] {
        let mut shop = Shop::default();
        shop.set(9_000, 40);
        for id in 0..ties {
            shop.set(id, 50);
        }
        shop.set(9_001, 60);
        let mut cursor = LiveCursor::starting(at(0));
        let (mut read, _) = shop.follow(&mut cursor, take, 100);
        read.sort_unstable();
        read.dedup();
        let all: Vec<u32> = (0..ties).chain([9_000, 9_001]).collect();
        assert_eq!(read, all, "{ties} ties, pages of {take}");
        assert_eq!(cursor.skip, 0);
    }
}

#[test]
fn rows_that_leave_the_second_while_it_is_read_hide_no_other() {
    let mut shop = Shop::default();
    for id in 0..250 {
        shop.set(id, 50);
    }
    let mut cursor = LiveCursor::starting(at(0));
    let mut read = BTreeSet::new();
    for step in 0..100 {
        let page = shop.page(&cursor.ask(Feed::Orders, 100), 52 + step);
        read.extend(page.rows.iter().map(|row| row.stamp.native_id.0.parse::<u32>().unwrap()));
        let advance = cursor.advance(&page, 100);
        cursor = advance.next;
        if advance.at_end {
            break;
        }
        if step == 1 {
            shop.set(0, 53); // leaves the second: row 199 now stands where page 2 ended
        }
    }
    assert_eq!(read.len(), 250, "none is skipped");
}

#[test]
fn comes_to_rest_behind_the_servers_clock() {
    // (newest change, server's clock, rest, why)
    for (newest, now, rest, why) in [
        (Some(100), 105, -20, "two minutes behind the newest change"),
        (Some(100), 5_000, 5_000 - 900, "a quiet shop: a quarter of an hour behind the clock"),
        (Some(900), 105, -15, "dated ahead of the server's own clock: pulled back"),
        (None, 2_000, 2_000 - 900, "nothing in the overlap"),
        (None, -9_000, -9_120, "the cursor was ahead of the clock: pulled back"),
    ] {
        let cursor = LiveCursor::starting(at(0));
        let rows: Vec<(u32, i64)> = newest.into_iter().map(|second| (1, second)).collect();
        let advance = cursor.advance(&page(&rows, now), 100);
        assert!(advance.at_end);
        assert_eq!(advance.next.since, at(rest), "{why}");
    }
}

#[test]
fn without_a_servers_clock_the_rows_dates_are_enough() {
    let cursor = LiveCursor::starting(at(0));
    let mut taken = page(&[(1, 100)], 0);
    taken.server_time = None;
    let next = cursor.advance(&taken, 100).next;
    assert_eq!(next.since, at(-20));
    assert!(!next.is_settled(&stamp(1, 100)), "nothing is settled without a clock");
}

#[test]
fn a_row_that_breaks_its_page_is_passed_by_from_then_on() {
    let cursor = LiveCursor::starting(at(0));
    let mut taken = page(&[(1, 100), (3, 100)], 200);
    taken.broken.push(Broken {
        place: 1,
        stamp: Some(stamp(2, 100)),
        fault: Fault::new(Code::BadAnswer, "read orders", "cut short"),
        raw: Vec::new(),
    });
    let next = cursor.advance(&taken, 100).next;
    assert!(next.by_stamps(), "dates first, as long as it is in the overlap");
    assert!(next.is_settled(&stamp(2, 100)));
    assert!(!next.is_settled(&stamp(2, 101)), "changed: tried again");
    let after = next.advance(&page(&[], 2_000), 100).next;
    assert!(!after.by_stamps(), "the overlap has passed it");
}

#[test]
fn much_settled_is_asked_for_by_dates() {
    let mut shop = Shop::default();
    for id in 0..30 {
        shop.set(id, 100);
    }
    let mut cursor = LiveCursor::starting(at(0));
    shop.follow(&mut cursor, 100, 150);
    assert!(cursor.by_stamps());
    let text = serde_json::to_value(&cursor).unwrap();
    assert_eq!(serde_json::from_value::<LiveCursor>(text).unwrap(), cursor, "kept as a position");
}

#[test]
fn a_short_page_is_the_end_only_if_the_shop_agrees() {
    let cursor = LiveCursor::starting(at(1_000));
    // A catch-up after days: rows far behind the server's clock. (rows the shop says there are, at the end)
    for (total, at_end) in [(Some(2), true), (None, true), (Some(0), true), (Some(70), false)] {
        let mut taken = page(&[(1, 1_000), (2, 1_001)], 90_000);
        taken.total = total;
        let advance = cursor.advance(&taken, 100);
        assert_eq!(advance.at_end, at_end, "{total:?}");
        assert_eq!(advance.next.since, if at_end { at(90_000 - 900) } else { at(1_001) });
    }
    let mut empty = page(&[], 90_000);
    empty.total = Some(70);
    assert_eq!(cursor.advance(&empty, 100).next, cursor, "an empty answer amid the rows moves nothing");
}
