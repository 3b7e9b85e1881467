//! Tables: the open edits of a shop, the moment, what is done.

use domain::{Code, CustomerNotice, EditKey, Fault, FieldValue, Notice, RefundDraft, Seen, ShopId, Side, Track};

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn capabilities() -> Capabilities {
    Capabilities {
        pull: true,
        change_feed: true,
        trash: true,
        notes_per_order: true,
        refund_feed: true,
        products: true,
        write: true,
        edits: domain::EditKind::ALL.to_vec(),
        mailing_statuses: vec!["completed".to_owned()],
        shipping_statuses: vec!["completed".to_owned()],
        hold_status: None,
        cancel_status: None,
        documents: domain::DocumentCapabilities::default(),
        status_notice: CustomerNotice::ShopDecides,
        page_limit: 100,
        late_effect_s: 120,
    }
}

fn phone() -> Edit {
    Edit::SetPhone { side: Side::Billing, phone: "1".to_owned() }
}

fn email() -> Edit {
    Edit::SetEmail { email: "a@b".to_owned() }
}

fn status(status: &str) -> Edit {
    Edit::SetStatus { status: status.to_owned() }
}

fn message() -> Edit {
    Edit::AddNote { text: "soon".to_owned(), to_customer: true }
}

fn note() -> Edit {
    Edit::AddNote { text: "fragile".to_owned(), to_customer: false }
}

fn refund() -> Edit {
    let zero = rust_decimal::Decimal::ZERO;
    let reason = String::new();
    Edit::Refund {
        refund: RefundDraft {
            amount: 5.into(),
            pieces: Vec::new(),
            shipping: zero,
            shipping_tax: zero,
            reason,
            through_gateway: false,
            restock: false,
        },
    }
}

fn entry(id: i64, order: &str, edit: Edit, state: EditState) -> OutboxEdit {
    OutboxEdit {
        id: EditId(id),
        shop: ShopId(1),
        order: (!order.is_empty()).then(|| order.into()),
        order_id: None,
        number: order.to_owned(),
        key: EditKey(format!("{id:032x}")),
        edit,
        seen: Seen::default(),
        notice: Notice::ShopDecides,
        state,
        outcome: None,
        entered_at: at(1_000),
        not_before: None,
        attempts: 0,
        attempted_at: None,
        ended_at: None,
        approved: false,
        batch: None,
    }
}

/// What is done at second 1,010: `3` attempted, `3!` looked for; then the moment of waking.
fn done(line: Vec<OutboxEdit>, busy: &[&str], paused: bool) -> (Vec<String>, Option<i64>) {
    let busy = busy.iter().map(|order| Sequence::Order((*order).into())).collect();
    let moment = Moment { now: at(1_010), paused, hasty: false, capabilities: &capabilities() };
    let plan = plan(line, &busy, moment);
    let text = |act: &Act| match act {
        Act::Attempt(edit) => edit.id.0.to_string(),
        Act::Look(edit) => format!("{}!", edit.id.0),
    };
    (plan.acts.iter().map(text).collect(), plan.wake_at.map(Timestamp::as_second))
}

#[test]
fn one_order_in_sequence_several_side_by_side() {
    use EditState::{Asks, Checking, Conflict, Failed, Pending, Sending, Unsure};
    let line = |edits: &[(i64, &str, Edit, EditState)]| -> Vec<OutboxEdit> {
        edits.iter().map(|(id, order, edit, state)| entry(*id, order, edit.clone(), *state)).collect()
    };
    // (open edits, done now, why). An attempt was begun at the moment of entering, second 1,000.
    for (edits, acts, why) in [
        (line(&[]), &[][..], "nothing to do"),
        (line(&[(2, "7", email(), Pending), (1, "7", phone(), Pending)]), &["1"], "the older one first"),
        (line(&[(3, "8", phone(), Pending), (1, "7", phone(), Pending)]), &["1", "3"], "orders side by side"),
        (line(&[(1, "", note(), Pending), (2, "", note(), Pending)]), &["1", "2"], "test orders have no sequence"),
        (line(&[(1, "7", phone(), Sending), (2, "7", email(), Pending)]), &[], "one at a time"),
        (line(&[(1, "7", phone(), Checking), (2, "7", email(), Pending)]), &[], "it may land late"),
        (line(&[(1, "7", phone(), Conflict), (2, "7", email(), Pending)]), &["2"], "another field"),
        (line(&[(1, "7", phone(), Conflict), (2, "7", phone(), Pending)]), &[], "the same field"),
        (line(&[(1, "7", phone(), Failed), (2, "7", note(), Pending)]), &["2"], "a note depends on nothing"),
        (line(&[(1, "7", status("completed"), Unsure), (2, "7", Edit::MarkPaid, Pending)]), &[], "paid is a status"),
        (line(&[(1, "7", refund(), Asks), (2, "7", refund(), Pending)]), &[], "refunds depend on refunds"),
        (line(&[(1, "7", message(), Unsure), (2, "7", Edit::Delete, Pending)]), &[], "gone would answer it"),
        (
            line(&[(1, "7", phone(), Failed), (2, "7", phone(), Pending), (3, "7", email(), Pending)]),
            &["3"],
            "who waits for a waiting one holds back as little as that one",
        ),
        (
            line(&[(1, "7", status("a"), Failed), (2, "7", status("b"), Pending), (3, "7", Edit::MarkPaid, Pending)]),
            &[],
            "dependence passes on",
        ),
    ] {
        assert_eq!(done(edits, &[], false).0, acts, "{why}");
    }
}

#[test]
fn what_is_worked_on_and_what_is_paused_is_left_alone() {
    use EditState::{Checking, Pending};
    let line = || vec![entry(1, "7", phone(), Pending), entry(2, "8", phone(), Pending)];
    assert_eq!(done(line(), &["7"], false).0, ["2"], "an act is under way");
    assert_eq!(done(line(), &[], true), (vec![], None), "paused");
    let lost = OutboxEdit { not_before: Some(at(1_010)), ..entry(1, "7", phone(), Checking) };
    assert_eq!(done(vec![lost], &[], true).0, ["1!"], "what was sent is looked after");
}

#[test]
fn moments_are_waited_for() {
    use EditState::{Checking, Pending, Sending};
    let plain = |state| entry(1, "7", phone(), state);
    // (edit, done at 1,010, woken at, why)
    for (edit, act, wake, why) in [
        (plain(Pending), Some("1"), None, "no moment"),
        (OutboxEdit { not_before: Some(at(1_010)), ..plain(Pending) }, Some("1"), None, "its moment has come"),
        (OutboxEdit { not_before: Some(at(1_018)), ..plain(Pending) }, None, Some(1_018), "grace or a pause"),
        (OutboxEdit { not_before: Some(at(1_120)), ..plain(Checking) }, None, Some(1_120), "the server's time"),
        (OutboxEdit { not_before: Some(at(1_009)), ..plain(Checking) }, Some("1!"), None, "over: look"),
        (OutboxEdit { attempted_at: Some(at(950)), ..plain(Sending) }, None, Some(1_070), "left behind"),
        (OutboxEdit { attempted_at: Some(at(850)), ..plain(Sending) }, Some("1!"), None, "left behind: look"),
        (OutboxEdit { attempted_at: Some(at(950)), ..plain(Checking) }, None, Some(1_070), "no moment kept"),
    ] {
        let acts: Vec<String> = act.into_iter().map(str::to_owned).collect();
        assert_eq!(done(vec![edit], &[], false), (acts, wake), "{why}");
    }
    let several = vec![
        OutboxEdit { not_before: Some(at(1_300)), ..entry(1, "7", phone(), Pending) },
        OutboxEdit { not_before: Some(at(1_200)), ..entry(2, "8", phone(), Pending) },
        OutboxEdit { not_before: Some(at(1_100)), ..entry(3, "7", email(), Pending) },
    ];
    assert_eq!(done(several, &[], false), (vec![], Some(1_200)), "the third waits behind the first");
}

#[test]
fn a_day_old_edit_on_mail_goods_or_money_asks() {
    let track = Edit::AddTrack {
        track: Track { carrier: "PostNL".to_owned(), number: "3S".to_owned(), url: None, shipped_at: None },
    };
    let failed = || Some(Outcome::Retrying { fault: Fault::new(Code::ServerError, "change an order", "") });
    let (day, hour) = (24 * 3_600, 3_600);
    // (edit, entered so long ago, attempted so long ago, approved, why it waits, asked)
    for (edit, entered, attempted, approved, outcome, asked) in [
        (message(), day, None, false, None, true),
        (message(), day - 1, None, false, None, false),
        (message(), day, None, true, None, false),
        (refund(), 3 * day, None, false, None, true),
        (track, day, None, false, None, true),
        (status("completed"), day, None, false, None, true),
        (status("on-hold"), 9 * day, None, false, None, false),
        (phone(), 9 * day, None, false, None, false),
        (note(), 9 * day, None, false, None, false),
        (message(), 2 * day, Some(hour), false, failed(), false), // it is being tried
        (message(), 9 * day, Some(2 * day), false, failed(), true), // and then the shop was away
        (message(), 9 * day, Some(2 * day), false, None, false),  // its user has just said to try again
    ] {
        let now = 1_000_000;
        let edit = OutboxEdit {
            entered_at: at(now - entered),
            attempts: u32::from(attempted.is_some()),
            attempted_at: attempted.map(|ago| at(now - ago)),
            approved,
            outcome,
            ..entry(1, "7", edit, EditState::Pending)
        };
        assert_eq!(is_late(&edit, at(now), &capabilities()), asked, "{edit:?}");
    }
}

#[test]
fn haste_shortens_the_pause_after_a_failure_alone() {
    let waits =
        |outcome| OutboxEdit { outcome, not_before: Some(at(2_000)), ..entry(1, "7", phone(), EditState::Pending) };
    let retrying = |retry| {
        let fault = Fault::new(Code::ServerError, "change an order", "").with_retry(retry);
        Some(Outcome::Retrying { fault })
    };
    for (edit, hurries, why) in [
        (waits(retrying(Retry::Later)), true, "the shop is back"),
        (waits(retrying(Retry::After(60))), false, "the shop asked for it"),
        (waits(None), false, "the moments in which it can be taken back"),
        (OutboxEdit { state: EditState::Checking, ..waits(retrying(Retry::Later)) }, false, "the server's time"),
    ] {
        let moment = Moment { now: at(1_010), paused: false, hasty: true, capabilities: &capabilities() };
        let plan = plan(vec![edit], &HashSet::new(), moment);
        assert_eq!(plan.acts.len(), usize::from(hurries), "{why}");
    }
}

mod standings {
    use connectors::{Fate, WriteFault};
    use domain::{Conflict, Doubt, Field, Question, Verdict};

    use super::*;
    use crate::plan::{Standing, sample_order};

    fn fault(code: Code) -> Fault {
        Fault::new(code, "change an order", "as told")
    }

    #[test]
    fn a_failed_attempt() {
        let failed = |fate, retry| WriteFault { fault: fault(Code::ServerError).with_retry(retry), fate };
        // (fate, retry, attempts, state, waits at least, at most)
        for (fate, retry, attempts, state, least, most) in [
            (Fate::Nothing, Retry::Never, 1, EditState::Failed, None, None),
            (Fate::Nothing, Retry::Later, 1, EditState::Pending, Some(500), Some(1_000)),
            (Fate::Nothing, Retry::Later, 4, EditState::Pending, Some(4_000), Some(8_000)),
            (Fate::Nothing, Retry::Later, 90, EditState::Pending, Some(150_000), Some(300_000)),
            (Fate::Nothing, Retry::After(600), 1, EditState::Pending, Some(600_000), Some(600_000)),
            (Fate::Unknown, Retry::Later, 1, EditState::Checking, Some(120_000), Some(120_000)),
            (Fate::Unknown, Retry::Never, 1, EditState::Checking, Some(120_000), Some(120_000)),
        ] {
            for random in [0, 500, u32::MAX] {
                let stands = Standing::unanswered(failed(fate, retry), attempts, at(50), random, &capabilities());
                assert_eq!(stands.state, state, "{fate:?} {retry:?}");
                let waits = stands.not_before.map(|until| until.as_millisecond() - 50_000);
                assert!(waits >= least && waits <= most, "{fate:?} {retry:?} {attempts}: {waits:?}");
            }
        }
    }

    #[test]
    fn a_verdict() {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        let conflict = Conflict { field: Field::Email, base: text("a"), ours: text("b"), theirs: text("c") };
        // (verdict, late, stands)
        for (verdict, late, state) in [
            (Verdict::Send, false, None),
            (Verdict::Send, true, Some(EditState::Asks)),
            (Verdict::Already, true, Some(EditState::Settled)),
            (Verdict::Conflict(conflict), true, Some(EditState::Conflict)),
            (Verdict::Ask(Question::Cancelled), false, Some(EditState::Asks)),
            (Verdict::Impossible(Doubt::NoSuchLine), true, Some(EditState::Failed)),
            (Verdict::Gone, false, Some(EditState::Failed)),
        ] {
            assert_eq!(Standing::judged(verdict.clone(), late).map(|stands| stands.state), state, "{verdict:?}");
        }
        let asked = Standing::judged(Verdict::Ask(Question::Cancelled), true).unwrap();
        assert_eq!(asked.outcome, Outcome::Asks { question: Question::Cancelled }, "late is asked last");
    }

    #[test]
    fn a_lost_attempt_that_the_shop_cannot_tell_of() {
        use EditState::{Failed, Pending, Settled, Unsure};
        // (edit, verdict over what is there, state, why)
        for (edit, verdict, state, why) in [
            (phone(), Verdict::Already, Settled, "it is there"),
            (phone(), Verdict::Send, Pending, "the same value twice does no harm"),
            (phone(), Verdict::Gone, Failed, "nothing is left to change"),
            (Edit::Trash, Verdict::Send, Pending, "still there"),
            (status("on-hold"), Verdict::Send, Pending, "tells nobody"),
            (status("completed"), Verdict::Already, Settled, "its status is what was wanted"),
            (status("completed"), Verdict::Send, Unsure, "may have mailed, and been changed again"),
            (message(), Verdict::Send, Unsure, "a second mail"),
            (note(), Verdict::Send, Unsure, "a second note"),
            (refund(), Verdict::Send, Unsure, "a second refund"),
            (refund(), Verdict::Gone, Unsure, "money may have gone"),
            (Edit::PlaceTestOrder { product: None }, Verdict::Send, Unsure, "a second order"),
            (Edit::SendEmail { template: "invoice".to_owned() }, Verdict::Send, Unsure, "a second mail"),
        ] {
            let lost = Outcome::Lost { fault: fault(Code::TimedOut) };
            let edit = OutboxEdit { outcome: Some(lost), ..entry(1, "7", edit, EditState::Checking) };
            let stands = Standing::untold(&edit, &verdict, &capabilities());
            assert_eq!(stands.state, state, "{why}");
            if let Outcome::Unsure { fault } | Outcome::Retrying { fault } = stands.outcome {
                assert_eq!(fault.code, Code::TimedOut, "tells how it was lost");
            }
        }
    }

    #[test]
    fn a_lost_attempt_that_is_not_to_be_seen() {
        use EditState::{Pending, Unsure};
        // (edit, the order was changed since, state)
        for (edit, touched, state) in [
            (status("completed"), false, Pending),
            (status("completed"), true, Unsure), // completed, mailed, and set back?
            (Edit::MarkPaid, true, Unsure),
            (phone(), true, Pending),   // only a value
            (message(), true, Pending), // told by the note itself
            (refund(), true, Pending),  // told by its mark
        ] {
            let edit = entry(1, "7", edit, EditState::Checking);
            assert_eq!(Standing::not_found(&edit, touched).state, state, "{:?} {touched}", edit.edit);
        }
    }

    #[test]
    fn the_order_of_a_lost_attempt_is_gone() {
        use EditState::{Failed, Settled, Unsure};
        for (edit, state) in [(Edit::Delete, Settled), (phone(), Failed), (message(), Unsure), (refund(), Unsure)] {
            let edit = entry(1, "7", edit, EditState::Checking);
            assert_eq!(Standing::order_gone(&edit, &capabilities()).state, state, "{:?}", edit.edit);
        }
    }

    #[test]
    fn totals_that_moved_are_told() {
        let before = sample_order("7", at(1), "processing");
        let mut after = before.clone();
        after.totals.total += rust_decimal::Decimal::ONE;
        for (before, after, told) in
            [(None, None, false), (Some(&before), Some(&before), false), (Some(&before), Some(&after), true)]
        {
            let Outcome::Done { totals, .. } = Standing::done(None, before, after).outcome else { panic!() };
            assert_eq!(totals.is_some(), told);
        }
    }
}
