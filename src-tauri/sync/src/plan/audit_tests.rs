//! Tables: what the shop lists, what is stored, what the comparison makes of it.

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn listed(id: &str, changed: i64, placed: i64) -> Stamp {
    Stamp { native_id: id.into(), changed_at: Some(at(changed)), placed_at: Some(at(placed)), status: None }
}

fn stored(id: &str, modified: i64, state: OrderState) -> StoredStamp {
    StoredStamp { native_id: id.into(), modified_at: Some(at(modified)), state }
}

#[test]
fn one_order_on_both_sides() {
    use FindingKind::{Missing, Stale};
    use OrderState::{Complete, Deleted};
    let shop = |changed| Some(listed("1", changed, 5));
    let here = |modified, state| Some(stored("1", modified, state));
    // (the shop lists, stored, to read again as, to be proven, why). Changes from second 1000 on are the live feed's.
    for (shop, here, reread, prove, why) in [
        (shop(10), here(10, Complete), None, false, "equal"),
        (shop(20), here(10, Complete), Some(Some(Stale)), false, "the live feed missed it"),
        (shop(10), here(20, Complete), Some(Some(Stale)), false, "the shop went back in time"),
        (shop(1_000), here(10, Complete), Some(None), false, "so late that the live feed may still bring it"),
        (shop(10), None, Some(Some(Missing)), false, "never seen"),
        (shop(1_001), None, Some(None), false, "just placed"),
        (shop(10), here(10, Deleted), Some(Some(Stale)), false, "restored from the bin"),
        (None, here(10, Complete), None, true, "listed no more"),
        (None, here(10, Deleted), None, false, "in the bin: not to be listed"),
        (None, None, None, false, "nothing"),
    ] {
        let (shop, here): (Vec<_>, Vec<_>) = (shop.into_iter().collect(), here.into_iter().collect());
        let compared = compare(&shop, &here, &here, Some(at(1_000)));
        assert_eq!(compared.reread.first().map(|suspect| suspect.finding), reread, "{why}");
        assert_eq!(!compared.prove.is_empty(), prove, "{why}");
    }
}

#[test]
fn an_order_whose_placement_differs_is_no_deletion() {
    // Stored in this span, but the shop lists it in another page: asked for by name, which shows that it is there.
    let here = [stored("2", 10, OrderState::Complete)];
    let compared = compare(&[listed("1", 10, 5)], &[stored("1", 10, OrderState::Complete)], &here, None);
    assert_eq!(compared.prove, [NativeId::from("2")]);
    assert!(compared.reread.is_empty());
}

#[test]
fn slices_end_between_two_moments() {
    let rows = |placed: &[i64]| placed.iter().map(|second| listed("x", 0, *second)).collect::<Vec<_>>();
    for (placed, at_end, cut, why) in [
        (&[9, 8, 7][..], false, Some((2, Some(at(7)))), "the last moment may go on in the next page"),
        (&[9, 8, 8, 8], false, Some((1, Some(at(8)))), "all of that moment wait"),
        (&[8, 8, 8], false, None, "one moment fills the page: wait for more"),
        (&[8, 8, 8], true, Some((3, None)), "the end"),
        (&[], true, Some((0, None)), "an empty shop: what is stored is to be proven"),
        (&[], false, None, "nothing yet"),
    ] {
        assert_eq!(cut_slice(&rows(placed), at_end), cut, "{why}");
    }
}

#[test]
fn refunds_are_compared_by_name() {
    let here: HashMap<NativeId, NativeId> =
        [("r1", "1"), ("r2", "2"), ("r3", "2")].map(|(refund, order)| (refund.into(), order.into())).into();
    let shop = [listed("r1", 0, 0), listed("r4", 5, 5), listed("r5", 2_000, 2_000)];
    let compared = compare_refunds(&shop, &here, Some(at(1_000)));
    assert_eq!(compared.orders, [NativeId::from("2")], "two refunds of one order were deleted");
    assert_eq!(compared.unknown, [NativeId::from("r4")], "r5 is the live feed's");
}

#[test]
fn details_name_fields_and_no_content() {
    let before = br#"{"id":1,"status":"processing","billing":{"city":"Gent"}}"#;
    let after = br#"{"id":1,"status":"completed","billing":{"city":"Oslo"},"note":"x"}"#;
    assert_eq!(differing_fields(before, after), "billing, note, status");
    assert_eq!(differing_fields(b"<html>", after), "");
}
