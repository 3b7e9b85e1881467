//! What holds for any order, any edit and anything done to it meanwhile.

use proptest::{option, prelude::*};
use rust_decimal::Decimal;

use super::fixtures::{STATUSES, binned, dec, order, shop, statuses, track, with_status};
use crate::{
    Address, Answer, Edit, Order, Outcome, RefundDraft, RefundPiece, Seen, Side, Verdict,
    edit::{apply, judge, project, replaced},
};

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-cA-C ]{0,4}", "\\PC{0,6}", Just("a\r\nb ".to_owned())]
}

fn amount() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (-100_i64..20_000).prop_map(|cents| Decimal::new(cents, 2)),
        Just(Decimal::MAX),
        Just(Decimal::MIN),
        Just(dec("0.000001")),
    ]
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Billing), Just(Side::Shipping)]
}

fn an_address() -> impl Strategy<Value = Address> {
    (word(), word(), word(), word(), "[a-zA-Z]{0,2}").prop_map(|(first_name, line_1, city, phone, country)| Address {
        first_name,
        line_1,
        city,
        phone,
        country,
        ..Address::default()
    })
}

fn a_line() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("L1"), Just("L2"), Just("none")]
}

fn a_track() -> impl Strategy<Value = crate::Track> {
    ("(DHL|PostNL|dhl parcel|)", "( 3SOLD|3SNEW|3SOLD)").prop_map(|(carrier, number)| track(&carrier, &number))
}

fn a_refund() -> impl Strategy<Value = Edit> {
    (amount(), prop::collection::vec((a_line(), amount()), 0..3), any::<(bool, bool)>()).prop_map(
        |(amount, pieces, (through_gateway, restock))| Edit::Refund {
            refund: RefundDraft {
                amount,
                pieces: pieces
                    .into_iter()
                    .map(|(line, quantity)| RefundPiece {
                        line: line.into(),
                        quantity,
                        total: Decimal::ONE,
                        tax: Decimal::ZERO,
                    })
                    .collect(),
                shipping: Decimal::ZERO,
                shipping_tax: Decimal::ZERO,
                reason: String::new(),
                through_gateway,
                restock,
            },
        },
    )
}

fn a_status() -> impl Strategy<Value = String> {
    (0..=STATUSES.len()).prop_map(|at| STATUSES.get(at).map_or("packed-by-robot", |(code, ..)| code).to_owned())
}

fn an_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        a_status().prop_map(|status| Edit::SetStatus { status }),
        prop_oneof![
            Just(Edit::MarkPaid),
            Just(Edit::ConfirmForCustomer),
            Just(Edit::Trash),
            Just(Edit::Restore),
            Just(Edit::Delete)
        ],
        (word(), any::<bool>()).prop_map(|(text, to_customer)| Edit::AddNote { text, to_customer }),
        word().prop_map(|text| Edit::SetReference { text }),
        word().prop_map(|text| Edit::SetCustomerNote { text }),
        (side(), an_address()).prop_map(|(side, address)| Edit::SetAddress { side, address }),
        (side(), word()).prop_map(|(side, phone)| Edit::SetPhone { side, phone }),
        word().prop_map(|email| Edit::SetEmail { email }),
        a_track().prop_map(|track| Edit::AddTrack { track }),
        a_track().prop_map(|track| Edit::RemoveTrack { carrier: track.carrier, number: track.number }),
        (a_line(), amount()).prop_map(|(line, quantity)| Edit::SetQuantity { line: line.into(), quantity }),
        a_refund(),
        word().prop_map(|template| Edit::SendEmail { template }),
        option::of(Just("5".into())).prop_map(|product| Edit::PlaceTestOrder { product }),
    ]
}

/// The order after a few edits of anybody, in the bin or not.
fn an_order() -> impl Strategy<Value = Order> {
    (a_status(), prop::collection::vec(an_edit(), 0..4), any::<(bool, bool)>()).prop_map(
        |(status, edits, (paid, trashed))| {
            let known = STATUSES.iter().any(|(code, ..)| *code == status);
            let mut order = if known { with_status(order(), &status) } else { Order { status, ..order() } };
            order.paid_at = order.paid_at.filter(|_| paid);
            project(&mut order, &edits, &statuses());
            if trashed { binned(order) } else { order }
        },
    )
}

/// Whether the order has all that an edit sets already.
fn has_it(edit: &Edit, order: &Order) -> bool {
    let seen = Seen::of(order, edit);
    let sets: Vec<_> = edit.touches().into_iter().filter_map(|field| Some((edit.wants(&field)?, field))).collect();
    !sets.is_empty() && sets.iter().all(|(wanted, field)| seen.value(field) == Some(wanted))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_the_shop_has_is_not_sent(edit in an_edit(), base in an_order(), remote in an_order(), approved: bool) {
        let verdict = judge(&edit, &Seen::of(&base, &edit), Some(&remote), &shop(), approved);
        let in_bin = matches!(edit, Edit::SetStatus { .. }) && remote.states.order == crate::OrderState::Deleted;
        if has_it(&edit, &remote) && !in_bin {
            prop_assert_eq!(verdict, Verdict::Already);
        }
    }

    #[test]
    fn what_someone_else_set_is_not_sent_over(edit in an_edit(), base in an_order(), remote in an_order()) {
        let seen = Seen::of(&base, &edit);
        if judge(&edit, &seen, Some(&remote), &shop(), false) == Verdict::Send {
            let now = Seen::of(&remote, &edit);
            for (field, before) in seen.values.iter().filter(|(field, _)| edit.wants(field).is_some()) {
                // In the bin there is no status but the bin's; what is being deleted may lie in the bin by now.
                let aside = seen.trashed != now.trashed || matches!(edit, Edit::SetStatus { .. }) && now.trashed;
                let same = now.value(field) == Some(before) || alike(before, now.value(field).unwrap());
                prop_assert!(same || aside, "{field:?} {before:?} {:?}", now.value(field));
            }
        }
    }

    #[test]
    fn nothing_to_merge_nothing_to_ask(edit in an_edit(), base in an_order()) {
        let verdict = judge(&edit, &Seen::of(&base, &edit), Some(&base), &shop(), false);
        let quiet = matches!(verdict, Verdict::Send | Verdict::Already | Verdict::Impossible(_));
        let called_off = matches!(edit, Edit::ConfirmForCustomer);
        prop_assert!(quiet || called_off, "{verdict:?}");
    }

    #[test]
    fn a_yes_and_what_is_kept_are_enough(edit in an_edit(), base in an_order(), remote in an_order()) {
        let asked = judge(&edit, &Seen::of(&base, &edit), Some(&remote), &shop(), false);
        let approved = judge(&edit, &Seen::of(&base, &edit), Some(&remote), &shop(), true);
        prop_assert!(!matches!(approved, Verdict::Ask(_)));
        if !matches!(asked, Verdict::Ask(_)) {
            prop_assert_eq!(&asked, &approved);
        }
        let kept = judge(&edit, &Seen::of(&remote, &edit), Some(&remote), &shop(), false);
        prop_assert!(!matches!(kept, Verdict::Conflict(_)));
    }

    #[test]
    fn money_never_goes_back_beyond_what_came_in(edit in a_refund(), base in an_order(), remote in an_order()) {
        let Edit::Refund { refund } = &edit else { unreachable!() };
        if judge(&edit, &Seen::of(&base, &edit), Some(&remote), &shop(), true) == Verdict::Send {
            prop_assert!(refund.amount > Decimal::ZERO);
            prop_assert!(refund.amount <= remote.totals.total.saturating_sub(remote.totals.refunded));
        }
    }

    #[test]
    fn setting_twice_is_setting_once(edit in an_edit(), base in an_order()) {
        let mut once = base;
        apply(&mut once, &edit, &statuses());
        let mut twice = once.clone();
        apply(&mut twice, &edit, &statuses());
        if !matches!(edit, Edit::Refund { .. }) {
            prop_assert_eq!(&once, &twice);
        }
    }

    #[test]
    fn what_is_shown_is_what_is_wanted(edit in an_edit(), base in an_order()) {
        let seen = Seen::of(&base, &edit);
        let mut shown = base;
        apply(&mut shown, &edit, &statuses());
        // When it was paid is the shop's to say, gone is not shown, lines that are not there or hold no pieces stay so.
        let beyond = matches!(edit, Edit::MarkPaid | Edit::Delete | Edit::SetQuantity { .. });
        prop_assert!(beyond || replaced(&edit, &seen, &shown).is_none(), "{:?}", replaced(&edit, &seen, &shown));
    }

    #[test]
    fn own_effects_that_came_as_foreseen_change_nothing_seen(own in an_edit(), later in an_edit(), base in an_order()) {
        let mut shown = base.clone();
        apply(&mut shown, &own, &statuses());
        let seen = Seen::of(&shown, &later);
        prop_assert_eq!(seen.after_own(&own, &base, &shown, &statuses()), seen);
    }

    #[test]
    fn the_ledger_gives_back_what_it_was_given(edit in an_edit(), base in an_order(), remote in an_order()) {
        fn back<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
            serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
        }
        prop_assert_eq!(&back(&edit), &edit);
        let seen = Seen::of(&base, &edit);
        prop_assert_eq!(&back(&seen), &seen);
        let answer = Answer::Change { edit: edit.clone() };
        prop_assert_eq!(&back(&answer), &answer);
        if let Some(conflict) = replaced(&edit, &seen, &remote) {
            let outcome = Outcome::Conflict { conflict };
            prop_assert_eq!(&back(&outcome), &outcome);
        }
        if let Verdict::Ask(question) = judge(&edit, &seen, Some(&remote), &shop(), false) {
            prop_assert_eq!(&back(&question), &question);
        }
    }
}

/// Values that a merge takes for the same: e-mail addresses but for case, carriers by part of their name.
fn alike(one: &crate::FieldValue, other: &crate::FieldValue) -> bool {
    let folded = |value: &crate::FieldValue| -> Option<String> {
        let crate::FieldValue::Text(text) = value else { return None };
        Some(text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect())
    };
    matches!((folded(one), folded(other)), (Some(one), Some(other)) if one.contains(&other) || other.contains(&one))
}
