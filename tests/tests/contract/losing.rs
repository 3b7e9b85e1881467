//! Lost answers: what took place is found, what did not is not, and nothing is doubled by looking.

use std::collections::BTreeMap;

use anyhow::Result;
use connectors::{Fate, Found};
use domain::{
    Edit, EditKey, EditKind,
    edit::{mails, moves_money},
};

use super::{
    cases::{Case, all},
    subject::{Subject, Wanted, key, shapes},
};

/// Seconds after which a late effect lands.
const LATE_S: u64 = 20;

/// Carries out one case while something goes wrong, and says what was left of it.
async fn pushed_under(subject: &Subject, case: &Case, key: &EditKey, fault: &str) -> Result<Fate> {
    subject.faults(&[fault])?;
    let pushed = subject.connector.push(&case.write(key)).await;
    subject.faults(&[])?;
    match pushed {
        Err(lost) => Ok(lost.fate),
        Ok(pushed) => panic!("{}: {:?} under {fault}: {pushed:?}", subject.name, case.edit),
    }
}

fn said(subject: &Subject, case: &Case) -> String {
    format!("{}: {:?}", subject.name, case.edit)
}

/// Only where an effect on mail or money is unmarked may nobody be able to tell.
fn may_be_unsure(subject: &Subject, edit: &Edit) -> bool {
    mails(edit, subject.connector.capabilities()) || moves_money(edit)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_whose_answer_was_lost_is_found() -> Result<()> {
    for subject in shapes(91).await? {
        for (number, case) in all(&subject).await?.into_iter().enumerate() {
            let (key, said) = (key(number), said(&subject, &case));
            let fate = pushed_under(&subject, &case, &key, "drop-after=1").await?;
            assert_eq!(fate, Fate::Unknown, "{said}");
            subject.wait(10);
            assert!(case.times(&subject) <= 1, "{said}: {:#?}", case.effects(&subject));
            let found = subject.connector.find(&case.write(&key)).await?;
            if matches!(case.edit.kind(), EditKind::Refund | EditKind::PlaceTestOrder) {
                assert!(matches!(found, Found::Done(_)), "{said}: it bears a mark: {found:?}");
            }
            settle(&subject, &case, &key, found).await?;
        }
    }
    Ok(())
}

/// Goes on as a look says. Whatever it says, in the end the edit has taken place once, or nobody can tell.
async fn settle(subject: &Subject, case: &Case, key: &EditKey, found: Found) -> Result<()> {
    let said = said(subject, case);
    match found {
        Found::Done(done) => {
            assert_eq!(case.times(subject), 1, "{said}: {:#?}", case.effects(subject));
            assert_eq!(done.gone, matches!(case.edit, Edit::Delete), "{said}");
        }
        Found::CannotTell => {
            assert!(may_be_unsure(subject, &case.edit), "{said}: where nothing is mailed or paid, content is compared");
            return Ok(());
        }
        // It is not there, or not whole: sent again, it must not be there twice.
        Found::NotDone => case.again(subject, key).await?,
    }
    assert_eq!(case.times(subject), 1, "{said}: {:#?}", case.effects(subject));
    case.check_side_effects(subject);
    case.read_back(subject).await?;
    let found = subject.connector.find(&case.write(key)).await?;
    assert!(matches!(found, Found::Done(_)), "{said}: {found:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_took_place_is_not_found() -> Result<()> {
    for subject in shapes(92).await? {
        for (number, case) in all(&subject).await?.into_iter().enumerate() {
            let (key, said) = (key(number), said(&subject, &case));
            pushed_under(&subject, &case, &key, "drop-before=1").await?;
            let found = subject.connector.find(&case.write(&key)).await?;
            let sure = found == Found::NotDone;
            assert!(sure || found == Found::CannotTell && may_be_unsure(&subject, &case.edit), "{said}: {found:?}");
            assert_eq!(case.effects(&subject), [], "{said}");
            settle(&subject, &case, &key, found).await?;
        }
    }
    Ok(())
}

/// Before it lands it is not there; once its time has come it is found, and there once.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_effect_is_found_after_its_time() -> Result<()> {
    for subject in shapes(93).await? {
        let mut under_way = Vec::new();
        for (number, case) in all(&subject).await?.into_iter().enumerate() {
            let (key, said) = (key(number), said(&subject, &case));
            let fate = pushed_under(&subject, &case, &key, &format!("late=1@{LATE_S}")).await?;
            assert_eq!(fate, Fate::Unknown, "{said}");
            let found = subject.connector.find(&case.write(&key)).await?;
            assert!(!matches!(found, Found::Done(_)), "{said}: {found:?} before it took place");
            under_way.push((case, key, said));
        }
        assert!(subject.shop.shop.late_effects() >= under_way.len(), "each one is still to come");
        subject.wait(LATE_S);
        assert_eq!(subject.shop.shop.late_effects(), 0);
        for (case, key, said) in under_way {
            let found = subject.connector.find(&case.write(&key)).await?;
            assert!(case.times(&subject) <= 1, "{said}: {:#?}", case.effects(&subject));
            settle(&subject, &case, &key, found).await?;
        }
    }
    Ok(())
}

/// A shop that asks to slow down has done nothing, and says when to come again.
#[tokio::test(flavor = "multi_thread")]
async fn a_busy_shop_has_done_nothing() -> Result<()> {
    for subject in shapes(94).await? {
        for (number, case) in all(&subject).await?.into_iter().enumerate() {
            let said = said(&subject, &case);
            assert_eq!(pushed_under(&subject, &case, &key(number), "429=1@7").await?, Fate::Nothing, "{said}");
            assert_eq!(case.effects(&subject), [], "{said}");
        }
    }
    Ok(())
}

/// Answers that are none leave nobody sure, and what they hide is found like what a lost connection hides.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_none_is_looked_up() -> Result<()> {
    let mut fates: BTreeMap<&str, usize> = BTreeMap::new();
    for (fault, seed) in [("html=1", 95), ("truncate=1", 96), ("5xx=1", 99)] {
        for subject in shapes(seed).await? {
            for (number, case) in all(&subject).await?.into_iter().enumerate() {
                let (key, said) = (key(number), said(&subject, &case));
                subject.faults(&[fault])?;
                let pushed = subject.connector.push(&case.write(&key)).await;
                subject.faults(&[])?;
                let times = case.times(&subject);
                assert!(times <= 1, "{said}");
                let Err(lost) = pushed else {
                    assert_eq!(times, 1, "{said}: taken for done");
                    continue;
                };
                *fates.entry(fault).or_default() += 1;
                if lost.fate == Fate::Nothing {
                    assert_eq!(times, 0, "{said} under {fault}: {lost:?}");
                }
                let found = subject.connector.find(&case.write(&key)).await?;
                settle(&subject, &case, &key, found).await?;
            }
        }
    }
    assert_eq!(fates.len(), 3, "all kinds were met: {fates:?}");
    Ok(())
}

/// The same by somebody else, before and beside it, is not taken for ours.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_is_not_ours() -> Result<()> {
    for subject in shapes(97).await? {
        let order = subject.place(Wanted::Paid)?;
        subject.shop.shop.note_order(order, "left the house", true)?;
        subject
            .shop
            .shop
            .refund_order(order, &serde_json::json!({ "amount": "3.63", "reason": "x", "api_refund": false }))?;
        subject.wait(60);
        let read = subject.read(&order.into()).await?;
        for case in all(&subject).await? {
            let edit = match case.edit {
                Edit::AddNote { .. } => Edit::AddNote { text: "left the house".to_owned(), to_customer: true },
                Edit::Refund { .. } => case.edit.clone(),
                _ => continue,
            };
            let ours = Case::of(&subject, edit, Some(read.clone()));
            assert_eq!(
                subject.connector.find(&ours.write(&key(1))).await?,
                Found::NotDone,
                "{}",
                said(&subject, &ours)
            );
        }
    }
    Ok(())
}

/// Two edits that want the same are told apart by their marks.
#[tokio::test(flavor = "multi_thread")]
async fn marks_tell_twins_apart() -> Result<()> {
    for subject in shapes(98).await? {
        for case in all(&subject).await? {
            if !matches!(case.edit.kind(), EditKind::Refund | EditKind::PlaceTestOrder) {
                continue;
            }
            let (first, second) = (key(1), key(2));
            subject.connector.push(&case.write(&first)).await?;
            assert!(matches!(subject.connector.find(&case.write(&first)).await?, Found::Done(_)));
            let twin = subject.connector.find(&case.write(&second)).await?;
            assert_eq!(twin, Found::NotDone, "{}", said(&subject, &case));
            subject.connector.push(&case.write(&second)).await?;
            assert_eq!(case.times(&subject), 2, "each of the two was wanted");
        }
    }
    Ok(())
}
