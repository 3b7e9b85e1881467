//! What waits for what, and what takes the place of what.

use super::fixtures::{edit, edits, refund_of};
use crate::{
    Edit, Side,
    edit::{depends, supersedes},
};

/// Which earlier edits, waiting for their user, hold up a later one. All that is not named goes on.
const WAITS: &str = "
status        | status hold paid confirm refund refund_all trash restore
hold          | status hold paid confirm refund refund_all trash restore
paid          | status hold paid confirm refund refund_all restore
confirm       | status hold paid confirm refund refund_all restore
note          |
message       | email restore
reference     | reference restore
customer_note | customer_note restore
address       | address restore
phone         | phone restore
email         | email restore
add_track     | add_track restore
remove_track  | remove_track restore
quantity      | quantity refund refund_all restore
refund        | status hold paid confirm quantity refund refund_all restore
refund_all    | status hold paid confirm quantity refund refund_all restore
send_email    | status hold paid confirm customer_note address phone email add_track remove_track quantity refund refund_all trash restore delete
trash         | trash restore delete
restore       | trash restore delete
delete        | status hold paid confirm note message reference customer_note address phone email add_track remove_track quantity refund refund_all send_email trash restore delete test_order
test_order    |
";

#[test]
fn every_edit_after_every_other() {
    let rows = rows();
    assert_eq!(rows.len(), edits().len());
    for (name, held_by) in rows {
        let later = named(name);
        for (earlier_name, earlier) in edits() {
            let earlier_name = earlier_name.replace(' ', "_");
            let expected = held_by.contains(&earlier_name.as_str());
            assert_eq!(depends(&later, &earlier), expected, "{name} after {earlier_name}");
        }
    }
}

fn rows() -> Vec<(&'static str, Vec<&'static str>)> {
    let row = |row: &'static str| row.split_once('|').unwrap();
    WAITS.trim().lines().map(row).map(|(name, held)| (name.trim(), held.split_whitespace().collect())).collect()
}

fn named(name: &str) -> Edit {
    edit(&name.replace('_', " "))
}

#[test]
fn other_sides_lines_and_numbers_do_not_wait() {
    let phone = |side| Edit::SetPhone { side, phone: "070".to_owned() };
    assert!(depends(&phone(Side::Billing), &phone(Side::Billing)));
    assert!(!depends(&phone(Side::Billing), &phone(Side::Shipping)));
    let pieces = |line: &str| Edit::SetQuantity { line: line.into(), quantity: 1.into() };
    assert!(!depends(&pieces("L1"), &pieces("L2")));
    let removal = |number: &str| Edit::RemoveTrack { carrier: String::new(), number: number.to_owned() };
    assert!(depends(&removal("3SNEW "), &edit("add track")));
    assert!(!depends(&removal("3SOLD"), &edit("add track")));
}

#[test]
fn a_later_value_takes_the_place_of_an_earlier_one_of_the_same_field_alone() {
    let replaces = ["status", "hold", "reference", "customer note", "address", "phone", "email", "quantity"];
    for (later_name, later) in edits() {
        for (earlier_name, earlier) in edits() {
            let statuses = [later_name, earlier_name].iter().all(|name| ["status", "hold"].contains(name));
            let expected = replaces.contains(&later_name) && (later_name == earlier_name || statuses);
            assert_eq!(supersedes(&later, &earlier), expected, "{later_name} over {earlier_name}");
        }
    }
    let phone = |side| Edit::SetPhone { side, phone: "070".to_owned() };
    assert!(!supersedes(&phone(Side::Billing), &phone(Side::Shipping)));
    let pieces = |line: &str| Edit::SetQuantity { line: line.into(), quantity: 1.into() };
    assert!(!supersedes(&pieces("L1"), &pieces("L2")));
    // What adds up never gives way: money, notes, mail.
    assert!(!supersedes(&refund_of("5", &[]), &refund_of("5", &[])));
}
