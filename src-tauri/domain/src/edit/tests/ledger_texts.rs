//! The texts in which the ledger keeps edits. They are read again by every later version: a line here may be joined by others,
//! never changed.

use serde::{Serialize, de::DeserializeOwned};

use super::fixtures::{dec, number, text};
use crate::{
    Address, Answer, Code, Conflict, Doubt, Edit, EditId, EditKind, EditState, Fault, Field, FieldValue, Notice,
    Outcome, Question, RefundDraft, RefundPiece, Seen, Side, TotalsMoved, Track, Warning, Weight,
};

/// Written as the text says, and read from it as it was.
fn kept<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(rows: Vec<(T, &str)>) {
    for (value, text) in rows {
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert_eq!(serde_json::from_str::<T>(text).unwrap(), value, "{text}");
    }
}

fn own(text: &str) -> String {
    text.to_owned()
}

fn fault() -> Fault {
    Fault::new(Code::TimedOut, "send a change", "30 s")
}

const FAULT: &str = r#"{"code":"timed_out","retry":"later","operation":"send a change","detail":"30 s"}"#;

fn conflict() -> Conflict {
    Conflict { field: Field::Status, base: text("pending"), ours: text("completed"), theirs: text("on-hold") }
}

const CONFLICT: &str = r#"{"field":{"field":"status"},"base":{"type":"text","value":"pending"},"ours":{"type":"text","value":"completed"},"theirs":{"type":"text","value":"on-hold"}}"#;

fn home() -> Address {
    Address { first_name: own("An"), city: own("Breda"), country: own("NL"), ..Address::default() }
}

const HOME: &str = r#"{"first_name":"An","last_name":"","company":"","line_1":"","line_2":"","postcode":"","city":"Breda","region":"","country":"NL","phone":"","email":""}"#;

#[test]
fn edits() {
    let moved = format!(r#"{{"kind":"set_address","side":"billing","address":{HOME}}}"#);
    let rows = vec![
        (Edit::SetStatus { status: own("on-hold") }, r#"{"kind":"set_status","status":"on-hold"}"#),
        (Edit::MarkPaid, r#"{"kind":"mark_paid"}"#),
        (Edit::ConfirmForCustomer, r#"{"kind":"confirm_for_customer"}"#),
        (
            Edit::AddNote { text: own("a \"b\"\nł"), to_customer: true },
            r#"{"kind":"add_note","text":"a \"b\"\nł","to_customer":true}"#,
        ),
        (Edit::SetReference { text: own("R") }, r#"{"kind":"set_reference","text":"R"}"#),
        (Edit::SetCustomerNote { text: own("") }, r#"{"kind":"set_customer_note","text":""}"#),
        (Edit::SetAddress { side: Side::Billing, address: home() }, &moved),
        (
            Edit::SetPhone { side: Side::Shipping, phone: own("070") },
            r#"{"kind":"set_phone","side":"shipping","phone":"070"}"#,
        ),
        (Edit::SetEmail { email: own("a@b.c") }, r#"{"kind":"set_email","email":"a@b.c"}"#),
        (
            Edit::AddTrack {
                track: Track {
                    carrier: own("DHL"),
                    number: own("3S"),
                    url: Some(own("https://d.example/3S")),
                    shipped_at: Some("2026-11-20T10:00:00Z".parse().unwrap()),
                },
            },
            r#"{"kind":"add_track","track":{"carrier":"DHL","number":"3S","url":"https://d.example/3S","shipped_at":"2026-11-20T10:00:00Z"}}"#,
        ),
        (
            Edit::RemoveTrack { carrier: own("DHL"), number: own("3S") },
            r#"{"kind":"remove_track","carrier":"DHL","number":"3S"}"#,
        ),
        (
            Edit::SetQuantity { line: "7".into(), quantity: dec("1.50") },
            r#"{"kind":"set_quantity","line":"7","quantity":"1.50"}"#,
        ),
        (
            Edit::Refund {
                refund: RefundDraft {
                    amount: dec("12.10"),
                    pieces: vec![RefundPiece {
                        line: "7".into(),
                        quantity: dec("1"),
                        total: dec("8"),
                        tax: dec("1.68"),
                    }],
                    shipping: dec("2"),
                    shipping_tax: dec("0.42"),
                    reason: own("broken"),
                    through_gateway: false,
                    restock: true,
                },
            },
            r#"{"kind":"refund","refund":{"amount":"12.10","pieces":[{"line":"7","quantity":"1","total":"8","tax":"1.68"}],"shipping":"2","shipping_tax":"0.42","reason":"broken","through_gateway":false,"restock":true}}"#,
        ),
        (
            Edit::SendEmail { template: own("customer_invoice") },
            r#"{"kind":"send_email","template":"customer_invoice"}"#,
        ),
        (Edit::Trash, r#"{"kind":"trash"}"#),
        (Edit::Restore, r#"{"kind":"restore"}"#),
        (Edit::Delete, r#"{"kind":"delete"}"#),
        (Edit::PlaceTestOrder { product: None }, r#"{"kind":"place_test_order","product":null}"#),
        (Edit::PlaceTestOrder { product: Some("5".into()) }, r#"{"kind":"place_test_order","product":"5"}"#),
    ];
    assert!(EditKind::ALL.iter().all(|kind| rows.iter().any(|(edit, _)| edit.kind() == *kind)));
    for (edit, text) in &rows {
        assert!(text.starts_with(&format!(r#"{{"kind":"{}""#, edit.kind().code())), "{text}");
    }
    kept(rows);
}

#[test]
fn questions() {
    kept(vec![
        (Question::Late, r#"{"question":"late"}"#),
        (Question::Cancelled, r#"{"question":"cancelled"}"#),
        (
            Question::Refunded { before: number("0"), after: number("12.10") },
            r#"{"question":"refunded","before":{"type":"number","value":"0"},"after":{"type":"number","value":"12.1"}}"#,
        ),
        (
            Question::Total { before: number("121"), after: number("130") },
            r#"{"question":"total","before":{"type":"number","value":"121"},"after":{"type":"number","value":"130"}}"#,
        ),
        (
            Question::Status { before: text("pending"), after: text("processing") },
            r#"{"question":"status","before":{"type":"text","value":"pending"},"after":{"type":"text","value":"processing"}}"#,
        ),
        (Question::Paid, r#"{"question":"paid"}"#),
        (Question::Trashed, r#"{"question":"trashed"}"#),
    ]);
}

#[test]
fn outcomes() {
    let with_fault = |outcome: &str| format!(r#"{{"outcome":"{outcome}","fault":{FAULT}}}"#);
    let with_conflict = |outcome: &str| format!(r#"{{"outcome":"{outcome}","conflict":{CONFLICT}}}"#);
    let totals = TotalsMoved { before: dec("121"), after: dec("96.81") };
    kept(vec![
        (Outcome::Retrying { fault: fault() }, &with_fault("retrying")),
        (Outcome::Lost { fault: fault() }, &with_fault("lost")),
        (Outcome::Failed { fault: fault() }, &with_fault("failed")),
        (
            Outcome::Impossible { doubt: Doubt::TooMuch { left: dec("5.5") } },
            r#"{"outcome":"impossible","doubt":{"doubt":"too_much","left":"5.5"}}"#,
        ),
        (Outcome::Conflict { conflict: conflict() }, &with_conflict("conflict")),
        (Outcome::Asks { question: Question::Late }, r#"{"outcome":"asks","question":{"question":"late"}}"#),
        (Outcome::Unsure { fault: fault() }, &with_fault("unsure")),
        (Outcome::Done { made: None, totals: None }, r#"{"outcome":"done","made":null,"totals":null}"#),
        (
            Outcome::Done { made: Some("55".into()), totals: Some(totals) },
            r#"{"outcome":"done","made":"55","totals":{"before":"121","after":"96.81"}}"#,
        ),
        (Outcome::Already, r#"{"outcome":"already"}"#),
        (Outcome::Replaced { conflict: conflict() }, &with_conflict("replaced")),
        (Outcome::Superseded { by: EditId(12) }, r#"{"outcome":"superseded","by":12}"#),
        (Outcome::Undone, r#"{"outcome":"undone"}"#),
        (Outcome::GivenUp { why: None }, r#"{"outcome":"given_up","why":null}"#),
        (
            Outcome::GivenUp { why: Some(Box::new(Outcome::Failed { fault: fault() })) },
            &format!(r#"{{"outcome":"given_up","why":{}}}"#, with_fault("failed")),
        ),
        (Outcome::SaidDone, r#"{"outcome":"said_done"}"#),
    ]);
}

#[test]
fn answers() {
    kept(vec![
        (Answer::Approve, r#"{"answer":"approve"}"#),
        (Answer::Retry, r#"{"answer":"retry"}"#),
        (Answer::GiveUp, r#"{"answer":"give_up"}"#),
        (Answer::KeepMine, r#"{"answer":"keep_mine"}"#),
        (Answer::TakeTheirs, r#"{"answer":"take_theirs"}"#),
        (Answer::SaidDone, r#"{"answer":"said_done"}"#),
        (
            Answer::Change { edit: Edit::SetReference { text: own("R") } },
            r#"{"answer":"change","edit":{"kind":"set_reference","text":"R"}}"#,
        ),
    ]);
}

#[test]
fn fields_and_their_values() {
    kept(vec![
        (Field::Status, r#"{"field":"status"}"#),
        (Field::Paid, r#"{"field":"paid"}"#),
        (Field::Presence, r#"{"field":"presence"}"#),
        (Field::Address { side: Side::Billing }, r#"{"field":"address","side":"billing"}"#),
        (Field::Phone { side: Side::Shipping }, r#"{"field":"phone","side":"shipping"}"#),
        (Field::Email, r#"{"field":"email"}"#),
        (Field::CustomerNote, r#"{"field":"customer_note"}"#),
        (Field::Reference, r#"{"field":"reference"}"#),
        (Field::Quantity { line: "7".into() }, r#"{"field":"quantity","line":"7"}"#),
        (Field::Track { number: own("3S") }, r#"{"field":"track","number":"3S"}"#),
        (Field::Refunded, r#"{"field":"refunded"}"#),
    ]);
    kept(vec![
        (text("there"), r#"{"type":"text","value":"there"}"#),
        (FieldValue::Address(Box::new(home())), &format!(r#"{{"type":"address","value":{HOME}}}"#)),
        (number("1.50"), r#"{"type":"number","value":"1.5"}"#),
        (FieldValue::Flag(false), r#"{"type":"flag","value":false}"#),
    ]);
}

#[test]
fn what_was_seen() {
    let seen = Seen {
        values: vec![(Field::Status, text("pending"))],
        status: own("pending"),
        trashed: false,
        paid: true,
        total: dec("121.00"),
        refunded: dec("0"),
    };
    kept(vec![(
        seen.clone(),
        r#"{"values":[[{"field":"status"},{"type":"text","value":"pending"}]],"status":"pending","trashed":false,"paid":true,"total":"121.00","refunded":"0"}"#,
    )]);
    // Written before payments were noted.
    let old = r#"{"values":[],"status":"pending","trashed":false,"total":"121.00","refunded":"0"}"#;
    let expected = Seen { values: Vec::new(), paid: false, ..seen };
    assert_eq!(serde_json::from_str::<Seen>(old).unwrap(), expected);
}

#[test]
fn warnings_and_notices() {
    let doubts = [
        (Doubt::NoSuchStatus, "no_such_status"),
        (Doubt::NotSupported, "not_supported"),
        (Doubt::SaysPaid, "says_paid"),
        (Doubt::ShopMails, "shop_mails"),
        (Doubt::CannotBeSilenced, "cannot_be_silenced"),
        (Doubt::CannotTell, "cannot_tell"),
        (Doubt::MovesTax, "moves_tax"),
        (Doubt::TotalOfPaid, "total_of_paid"),
        (Doubt::Nothing, "nothing"),
        (Doubt::TooManyPieces, "too_many_pieces"),
        (Doubt::MovesMoney, "moves_money"),
        (Doubt::RefundsRest, "refunds_rest"),
        (Doubt::Final, "final"),
        (Doubt::Trashed, "trashed"),
        (Doubt::Empty, "empty"),
        (Doubt::NoSuchLine, "no_such_line"),
    ];
    let texts: Vec<String> = doubts.iter().map(|(_, code)| format!(r#"{{"doubt":"{code}"}}"#)).collect();
    kept(doubts.iter().map(|(doubt, _)| doubt.clone()).zip(texts.iter().map(String::as_str)).collect());
    kept(vec![(
        Warning { doubt: Doubt::TooMuch { left: dec("5.50") }, weight: Weight::Refuses },
        r#"{"doubt":{"doubt":"too_much","left":"5.50"},"weight":"refuses"}"#,
    )]);
    kept(vec![(Weight::Asks, r#""asks""#), (Weight::Tells, r#""tells""#)]);
    kept(vec![(Notice::Tell, r#""tell""#), (Notice::Quiet, r#""quiet""#), (Notice::ShopDecides, r#""shop_decides""#)]);
}

#[test]
fn codes_of_kinds_and_states() {
    let kinds: Vec<&str> = EditKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(
        kinds.join(" "),
        "set_status mark_paid confirm_for_customer add_note set_reference set_customer_note set_address set_phone \
         set_email add_track remove_track set_quantity refund send_email trash restore delete place_test_order"
    );
    let states: Vec<&str> = EditState::ALL.iter().map(|state| state.code()).collect();
    assert_eq!(states.join(" "), "pending sending checking asks conflict failed unsure settled dropped");
    for kind in EditKind::ALL {
        assert_eq!(EditKind::from_code(kind.code()), Some(*kind));
        assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.code()));
    }
    for state in EditState::ALL {
        assert_eq!(EditState::from_code(state.code()), Some(*state));
        assert_eq!(serde_json::to_string(state).unwrap(), format!("\"{}\"", state.code()));
    }
}

#[test]
fn where_an_edit_stands_says_who_carries_it_on() {
    for (states, under_way, needs_user, projected) in [
        ("pending sending checking", true, false, true),
        ("asks", false, true, true),
        ("conflict failed unsure", false, true, false),
        ("settled dropped", false, false, false),
    ] {
        for state in states.split(' ').map(|code| EditState::from_code(code).unwrap()) {
            let told = (state.under_way(), state.needs_user(), state.projected(), state.open());
            assert_eq!(told, (under_way, needs_user, projected, under_way || needs_user), "{state:?}");
        }
    }
}
