//! Every edit against every kind of change that someone else may have made meanwhile.

use super::fixtures::{base_of, binned, dec, edits, given, refunded, shop, track, with_status};
use crate::{
    Edit, Field, Order, PaymentState, Question, RefundDraft, Seen, Verdict,
    edit::{apply, judge},
};

/// Base: what the author saw. Local: the edit of the row. Remote: the base, changed as the column says. Reconciled: the cell.
///
/// - `send` it is sent as it is, `already` nothing is sent, `gone` it can never take place
/// - `conflict` both changed the same field
/// - `ask:…` its user is asked; once they said yes it is sent
/// - `never:…` it cannot take place on the order as it has become, whatever its user says
/// - `-` there is no such change
const TABLE: &str = "
local         | nothing  ours         third        other   cancelled     part         whole         total      trashed      restored  gone     tracked  moved
status        | send     already      conflict     send    conflict      ask:refunded conflict      ask:total  ask:trashed  send      gone     send     conflict
hold          | send     already      conflict     send    conflict      send         conflict      send       ask:trashed  send      gone     send     conflict
paid          | send     already      -            send    ask:cancelled ask:refunded ask:cancelled ask:total  ask:trashed  send      gone     send     send
confirm       | send     already      -            send    ask:cancelled send         ask:cancelled send       ask:trashed  send      gone     send     already
note          | send     -            -            send    send          send         send          send       send         send      gone     send     send
message       | send     -            -            send    ask:cancelled ask:refunded ask:cancelled ask:total  ask:trashed  send      gone     send     send
reference     | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
customer note | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
address       | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
phone         | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
email         | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
add track     | send     already      conflict     send    ask:cancelled ask:refunded ask:cancelled ask:total  ask:trashed  send      gone     send     send
remove track  | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
quantity      | send     already      conflict     send    send          send         send          send       ask:trashed  send      gone     send     send
refund        | send     ask:refunded ask:refunded send    ask:cancelled ask:refunded never:much    ask:total  ask:trashed  send      gone     send     send
refund all    | send     never:much   never:much   send    ask:cancelled never:much   never:much    ask:total  ask:trashed  send      gone     send     send
send email    | send     -            -            send    ask:cancelled ask:refunded ask:cancelled ask:total  ask:trashed  send      gone     send     send
trash         | send     already      -            send    send          send         send          send       already      conflict  gone     send     ask:status
restore       | send     already      -            send    already       ask:refunded already       ask:total  send         already   gone     send     already
delete        | send     -            -            send    send          ask:refunded ask:refunded  ask:total  send         conflict  already  send     ask:status
test order    | already  -            -            already already       already      already       already    already      already   send     already  already
";

/// What stands there after someone else's change; `None`: gone for good.
fn remote(change: &str, base: &Order, edit: &Edit) -> Option<Order> {
    let order = base.clone();
    Some(match change {
        "nothing" => order,
        "ours" => same_as_ours(order, edit),
        "third" => third_value(order, edit),
        "other" if matches!(edit, Edit::SetReference { .. }) => Order { customer_note: "Other".to_owned(), ..order },
        "other" => Order { reference: "Other".to_owned(), ..order },
        "cancelled" => with_status(order, "cancelled"),
        "part" => refunded(order, "10"),
        "whole" => {
            let mut order = if order.status == "trash" { order } else { with_status(order, "refunded") };
            (order.totals.refunded, order.states.payment) = (order.totals.total, PaymentState::Refunded);
            if matches!(edit, Edit::Restore) { with_status(order, "refunded") } else { order }
        }
        "total" => {
            let mut order = order;
            order.totals.total = dec("130");
            order
        }
        "trashed" => binned(order),
        "restored" if matches!(edit, Edit::Restore) => with_status(order, "processing"),
        // The author saw it in the bin: see `seen`.
        "restored" => order,
        "gone" => return None,
        "tracked" => {
            let mut order = order;
            order.tracks.push(track("DHL", "JJD99"));
            order
        }
        "moved" => with_status(order, "ready"),
        other => panic!("{other}"),
    })
}

/// Someone else did just the same.
fn same_as_ours(mut order: Order, edit: &Edit) -> Order {
    match edit {
        Edit::MarkPaid => order.paid_at = Some(order.placed_at),
        Edit::ConfirmForCustomer => order = with_status(order, "pending"),
        Edit::Restore => order = with_status(order, "processing"),
        Edit::Refund { refund } => {
            order.totals.refunded += refund.amount;
            order.refunds.push(given("L1", "1"));
        }
        edit => apply(&mut order, edit, &super::fixtures::statuses()),
    }
    order
}

/// Someone else gave the same field another value.
fn third_value(mut order: Order, edit: &Edit) -> Order {
    let third = match edit.clone() {
        Edit::SetStatus { status } if status == "on-hold" => Edit::SetStatus { status: "ready".to_owned() },
        Edit::SetStatus { .. } => Edit::SetStatus { status: "on-hold".to_owned() },
        Edit::SetReference { .. } => Edit::SetReference { text: "R-3".to_owned() },
        Edit::SetCustomerNote { .. } => Edit::SetCustomerNote { text: String::new() },
        Edit::SetAddress { side, mut address } => {
            "7".clone_into(&mut address.line_2);
            Edit::SetAddress { side, address }
        }
        Edit::SetPhone { side, .. } => Edit::SetPhone { side, phone: String::new() },
        Edit::SetEmail { .. } => Edit::SetEmail { email: "cy@example.com".to_owned() },
        Edit::AddTrack { .. } => Edit::AddTrack { track: track("DHL", "3SNEW") },
        Edit::RemoveTrack { .. } => Edit::AddTrack { track: track("DHL", "3SOLD") },
        Edit::SetQuantity { line, .. } => Edit::SetQuantity { line, quantity: dec("2") },
        Edit::Refund { refund } => {
            Edit::Refund { refund: RefundDraft { amount: dec("5"), pieces: Vec::new(), ..refund } }
        }
        edit => edit,
    };
    apply(&mut order, &third, &super::fixtures::statuses());
    order
}

fn seen(change: &str, base: &Order, edit: &Edit) -> Seen {
    let there = if change == "restored" { binned(base.clone()) } else { base.clone() };
    Seen::of(&there, edit)
}

fn cell(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Send => "send".to_owned(),
        Verdict::Already => "already".to_owned(),
        Verdict::Conflict(_) => "conflict".to_owned(),
        Verdict::Gone => "gone".to_owned(),
        Verdict::Impossible(crate::Doubt::TooMuch { .. }) => "never:much".to_owned(),
        Verdict::Impossible(doubt) => format!("never:{doubt:?}"),
        Verdict::Ask(question) => format!("ask:{}", question_name(question)),
    }
}

fn question_name(question: &Question) -> String {
    serde_json::to_value(question).unwrap()["question"].as_str().unwrap().to_owned()
}

/// Judges every cell, and hands over what the table says beside it.
fn every_cell(mut check: impl FnMut(&str, &str, &str, &Edit, &Seen, Option<&Order>)) {
    let mut rows = TABLE.trim().lines().map(|row| row.split_once('|').unwrap());
    let columns: Vec<&str> = rows.next().unwrap().1.split_whitespace().collect();
    let rows: Vec<(&str, Vec<&str>)> =
        rows.map(|(name, row)| (name.trim(), row.split_whitespace().collect())).collect();
    let edits = edits();
    assert!(rows.iter().map(|(name, _)| *name).eq(edits.iter().map(|(name, _)| *name)), "a row for every edit");
    for ((name, row), (_, edit)) in rows.iter().zip(&edits) {
        assert_eq!(row.len(), columns.len(), "{name}");
        for (change, expected) in columns.iter().zip(row).filter(|(_, expected)| **expected != "-") {
            let base = base_of(edit);
            let remote = remote(change, &base, edit);
            check(name, change, expected, edit, &seen(change, &base, edit), remote.as_ref());
        }
    }
}

#[test]
fn every_edit_against_every_change() {
    let mut wrong = Vec::new();
    every_cell(|name, change, expected, edit, seen, remote| {
        let found = cell(&judge(edit, seen, remote, &shop(), false));
        if found != expected {
            wrong.push(format!("{name} / {change}: {found}, not {expected}"));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_yes_silences_questions_and_nothing_else() {
    every_cell(|name, change, expected, edit, seen, remote| {
        let expected = if expected.starts_with("ask:") { "send" } else { expected };
        assert_eq!(cell(&judge(edit, seen, remote, &shop(), true)), expected, "{name} / {change}");
    });
}

#[test]
fn a_conflict_shows_before_mine_and_theirs() {
    every_cell(|name, change, expected, edit, seen, remote| {
        if let Verdict::Conflict(conflict) = judge(edit, seen, remote, &shop(), false) {
            assert_eq!(expected, "conflict", "{name} / {change}");
            assert_eq!(seen.value(&conflict.field), Some(&conflict.base), "{name} / {change}");
            assert_eq!(edit.wants(&conflict.field).as_ref(), Some(&conflict.ours), "{name} / {change}");
            let there = Seen::of(remote.unwrap(), edit);
            assert_eq!(there.value(&conflict.field), Some(&conflict.theirs), "{name} / {change}");
            assert!(conflict.ours != conflict.theirs && conflict.base != conflict.theirs, "{name} / {change}");
        }
    });
}

#[test]
fn what_its_user_keeps_over_a_conflict_is_sent() {
    every_cell(|name, change, expected, edit, _, remote| {
        if let ("conflict", Some(remote)) = (expected, remote) {
            let kept = Seen::of(remote, edit);
            assert_eq!(cell(&judge(edit, &kept, Some(remote), &shop(), false)), "send", "{name} / {change}");
        }
    });
}

#[test]
fn what_an_edit_does_itself_is_never_sent_again() {
    for (name, edit) in edits() {
        let base = base_of(&edit);
        let adds = matches!(edit, Edit::AddNote { .. } | Edit::SendEmail { .. } | Edit::Refund { .. });
        if adds || matches!(edit, Edit::Delete) {
            continue;
        }
        let after = same_as_ours(base.clone(), &edit);
        assert_eq!(judge(&edit, &Seen::of(&base, &edit), Some(&after), &shop(), false), Verdict::Already, "{name}");
    }
}

#[test]
fn a_field_of_its_own_for_every_edit_that_sets_one() {
    let touched: Vec<(&str, Vec<Field>)> = edits().iter().map(|(name, edit)| (*name, edit.touches())).collect();
    for (name, fields) in touched {
        let none = ["note", "message", "send email", "test order"].contains(&name);
        assert_eq!(fields.len(), usize::from(!none), "{name}");
    }
}
