//! Writing: every edit takes place once, is read back, and leaves nothing where it is refused.

use anyhow::{Context, Result};
use connectors::{Fate, Found};
use domain::{Address, Code, Edit, EditKind, NativeId, RefundDraft, Retry, Side, Track};
use rust_decimal::Decimal;

use super::{
    cases::{Case, all, case},
    subject::{Subject, Wanted, key, shapes},
};

#[tokio::test(flavor = "multi_thread")]
async fn every_edit_takes_place_once_and_is_read_back() -> Result<()> {
    for subject in shapes(81).await? {
        let capabilities = subject.connector.capabilities();
        assert_eq!(capabilities.write, !capabilities.edits.is_empty(), "{}: what can be written?", subject.name);
        for (number, case) in all(&subject).await?.into_iter().enumerate() {
            let (key, said) = (key(number), format!("{}: {:?}", subject.name, case.edit));
            let pushed = subject.connector.push(&case.write(&key)).await.with_context(|| said.clone())?;
            assert_eq!(case.times(&subject), 1, "{said}: {:#?}", case.effects(&subject));
            case.check_side_effects(&subject);
            case.read_back(&subject).await?;
            assert_eq!(pushed.gone, matches!(case.edit, Edit::Delete), "{said}: {pushed:?}");
            if let (Some(order), Some(id)) = (&pushed.order, case.order()) {
                assert_eq!(order.order.native_id, *id, "{said}");
                assert_eq!(order.order, subject.read(id).await?.order, "{said}: the answer shows the order as it is");
            }
            assert_eq!(pushed.note.is_some(), matches!(case.edit, Edit::AddNote { .. }), "{said}");
            assert_eq!(pushed.refund.is_some(), matches!(case.edit, Edit::Refund { .. }), "{said}");
            let found = subject.connector.find(&case.write(&key)).await?;
            assert!(matches!(found, Found::Done(_)), "{said}: what took place is found again: {found:?}");
            assert_eq!(case.times(&subject), 1, "{said}: looking changes nothing");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_order_rings_mails_nobody_and_leaves_no_trace() -> Result<()> {
    for subject in shapes(82).await? {
        let Some(made) =
            case(&subject, EditKind::PlaceTestOrder).await?.filter(|_| carries(&subject, EditKind::PlaceTestOrder))
        else {
            continue;
        };
        let (one, other) = (key(1), key(2));
        let pushed = subject.connector.push(&made.write(&one)).await?;
        let id = pushed.made.context("the new order's number")?;
        assert!(made.effects(&subject).iter().all(|effect| effect.kind != "mail.sent"));
        assert_eq!(subject.read(&id).await?.order.origin, one.as_str(), "it bears the mark");
        assert_eq!(subject.connector.find(&made.write(&other)).await?, Found::NotDone, "and no other edit's");
        let order = subject.read(&id).await?;
        let stock = stock_returned(&subject, &id);
        let removal = Case::of(&subject, Edit::Delete, Some(order));
        assert!(subject.connector.push(&removal.write(&other)).await?.gone);
        assert!(stock_returned(&subject, &id) > stock, "its piece goes back on the shelf");
    }
    Ok(())
}

fn carries(subject: &Subject, kind: EditKind) -> bool {
    subject.connector.capabilities().edits.contains(&kind)
}

fn stock_returned(subject: &Subject, order: &NativeId) -> usize {
    let effects = subject.shop.shop.effects();
    effects
        .iter()
        .filter(|effect| effect.kind == "stock.returned" && effect.order.to_string() == order.to_string())
        .count()
}

/// A change of a phone number names nothing else: what somebody else changed in the same moment stays, and no amount moves.
#[tokio::test(flavor = "multi_thread")]
async fn a_phone_goes_alone() -> Result<()> {
    for subject in shapes(83).await? {
        let id = NativeId::from(subject.place(Wanted::Paid)?);
        let before = subject.read(&id).await?;
        let theirs = serde_json::json!({ "billing": { "city": "Haarlem" }, "shipping": { "first_name": "Sanne" } });
        subject.shop.shop.change_between(id.to_string().parse()?, &theirs);
        let edit = Edit::SetPhone { side: Side::Billing, phone: "+31 20 5550000".to_owned() };
        let case = Case::of(&subject, edit, Some(before.clone()));
        subject.connector.push(&case.write(&key(1))).await?;
        let after = subject.read(&id).await?.order;
        assert_eq!(after.billing.phone, "+31 20 5550000");
        assert_eq!(
            (after.billing.city.as_str(), after.shipping.first_name.as_str()),
            ("Haarlem", "Sanne"),
            "{}",
            subject.name
        );
        assert_eq!((after.totals, after.lines), (before.order.totals, before.order.lines), "{}", subject.name);
    }
    Ok(())
}

/// What the system does not carry out is refused before anything is asked of the shop.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_offered_is_refused() -> Result<()> {
    for subject in shapes(84).await? {
        for kind in EditKind::ALL.iter().filter(|kind| !carries(&subject, **kind)) {
            let Some(case) = case(&subject, *kind).await? else { continue };
            let refused = subject.connector.push(&case.write(&key(1))).await.expect_err("it is not offered");
            assert_eq!((refused.fate, refused.fault.code), (Fate::Nothing, Code::Refused), "{kind:?}");
            assert!(case.effects(&subject).is_empty(), "{kind:?}");
        }
    }
    Ok(())
}

/// Edits the shop refuses: certainly nothing took place, and trying again is of no use.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_leaves_nothing_behind() -> Result<()> {
    for subject in shapes(85).await? {
        for edit in impossible(&subject).await? {
            if !carries(&subject, edit.kind()) {
                continue;
            }
            let order = subject.read(&subject.place(Wanted::Paid)?.into()).await?;
            let case = Case::of(&subject, edit, Some(order));
            let said = format!("{}: {:?}", subject.name, case.edit);
            let Err(refused) = subject.connector.push(&case.write(&key(1))).await else { panic!("{said}: accepted") };
            assert_eq!((refused.fate, refused.fault.retry), (Fate::Nothing, Retry::Never), "{said}: {refused:?}");
            assert!(case.effects(&subject).is_empty(), "{said}: {:#?}", case.effects(&subject));
        }
    }
    Ok(())
}

async fn impossible(subject: &Subject) -> Result<Vec<Edit>> {
    let order = subject.read(&subject.place(Wanted::Paid)?.into()).await?.order;
    let draft = |amount: Decimal, through_gateway| Edit::Refund {
        refund: RefundDraft {
            amount,
            pieces: Vec::new(),
            shipping: Decimal::ZERO,
            shipping_tax: Decimal::ZERO,
            reason: String::new(),
            through_gateway,
            restock: false,
        },
    };
    Ok(vec![
        Edit::SetStatus { status: "no-such-status".to_owned() },
        draft(order.totals.total + Decimal::ONE, false),
        draft(Decimal::ZERO, false),
        // Cash on delivery cannot be sent back.
        draft(Decimal::ONE, true),
        Edit::SetEmail { email: "nobody".to_owned() },
        Edit::SetQuantity { line: NativeId::from(1), quantity: Decimal::TWO },
        Edit::SendEmail { template: "no_such_template".to_owned() },
    ])
}

/// An order that is gone for good, and a key that may not write.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_reached_is_not_changed() -> Result<()> {
    for subject in shapes(86).await? {
        for case in all(&subject).await? {
            let said = format!("{}: {:?}", subject.name, case.edit);
            let refused = subject.reader.push(&case.write(&key(1))).await;
            let Err(refused) = refused else { panic!("{said}: by a key that reads alone") };
            assert_eq!(refused.fate, Fate::Nothing, "{said}: {refused:?}");
            assert!(case.effects(&subject).is_empty(), "{said}: {:#?}", case.effects(&subject));

            let Some(order) = case.order() else { continue };
            subject.shop.shop.delete_order(order.to_string().parse()?)?;
            match subject.connector.push(&case.write(&key(2))).await {
                // What was to be taken away is gone: that is what was wanted.
                Ok(pushed) => match case.edit {
                    Edit::Delete => assert!(pushed.gone, "{said}"),
                    Edit::RemoveTrack { .. } => {}
                    _ => panic!("{said}: {pushed:?}"),
                },
                Err(refused) => {
                    assert_eq!(
                        (refused.fate, refused.fault.code),
                        (Fate::Nothing, Code::NotFound),
                        "{said}: {refused:?}"
                    );
                }
            }
            assert!(case.effects(&subject).is_empty(), "{said}: {:#?}", case.effects(&subject));
        }
    }
    Ok(())
}

/// An order that lay in the bin before comes back as what it was when it went there last.
#[tokio::test(flavor = "multi_thread")]
async fn the_bin_gives_back_what_was_put_there_last() -> Result<()> {
    for subject in shapes(88).await? {
        if !carries(&subject, EditKind::Restore) {
            continue;
        }
        let id = subject.place(Wanted::Paid)?;
        let hold = subject.connector.capabilities().hold_status.clone().context("a status to put on hold by")?;
        let statuses = [subject.read(&id.into()).await?.order.status, hold];
        for (number, status) in statuses.into_iter().enumerate() {
            subject.shop.shop.change_order(id, &serde_json::json!({ "status": status }))?;
            subject.shop.shop.trash_order(id)?;
            let case = Case::of(&subject, Edit::Restore, Some(subject.read(&id.into()).await?));
            subject.connector.push(&case.write(&key(number))).await?;
            assert_eq!(subject.read(&id.into()).await?.order.status, status, "{}", subject.name);
        }
    }
    Ok(())
}

/// An order on hold waits for its money too.
#[tokio::test(flavor = "multi_thread")]
async fn paid_means_paid_wherever_money_is_waited_for() -> Result<()> {
    for subject in shapes(89).await? {
        let hold = subject.connector.capabilities().hold_status.clone();
        let Some(hold) = hold.filter(|_| carries(&subject, EditKind::MarkPaid)) else { continue };
        let id = subject.place(Wanted::Unpaid)?;
        subject.shop.shop.change_order(id, &serde_json::json!({ "status": hold }))?;
        let case = Case::of(&subject, Edit::MarkPaid, Some(subject.read(&id.into()).await?));
        subject.connector.push(&case.write(&key(1))).await?;
        assert!(subject.read(&id.into()).await?.order.paid_at.is_some(), "{}", subject.name);
        case.read_back(&subject).await?;
    }
    Ok(())
}

/// Everything an order can say is hostile, both ways: it arrives as it was written.
#[tokio::test(flavor = "multi_thread")]
async fn texts_arrive_as_they_were_written() -> Result<()> {
    const TEXT: &str = "\"<script>alert('x')</script>\" & C:\\new\\%s ø日本 🚲";
    for subject in shapes(87).await? {
        let edits = [
            Edit::SetCustomerNote { text: TEXT.to_owned() },
            Edit::SetReference { text: TEXT.to_owned() },
            Edit::AddNote { text: TEXT.to_owned(), to_customer: false },
            Edit::SetAddress {
                side: Side::Billing,
                address: Address { line_1: TEXT.to_owned(), country: "NL".to_owned(), ..Address::default() },
            },
            Edit::AddTrack {
                track: Track {
                    carrier: "Łódź & Søn".to_owned(),
                    number: "A/1-2 3".to_owned(),
                    url: Some("https://track.example.test/?n=A%2F1&x=\"".to_owned()),
                    shipped_at: None,
                },
            },
        ];
        for (number, edit) in edits.into_iter().filter(|edit| carries(&subject, edit.kind())).enumerate() {
            let order = subject.read(&subject.place(Wanted::Paid)?.into()).await?;
            let case = Case::of(&subject, edit, Some(order));
            subject.connector.push(&case.write(&key(number))).await?;
            case.read_back(&subject).await?;
        }
    }
    Ok(())
}
