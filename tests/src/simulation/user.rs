//! What a desk's user does: enters edits, takes them back, decides what they ask, pauses the outbox.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use anyhow::{Context, Result};
use domain::{
    Answer, Edit, EditKey, EditState, NewEdit, Notice, OutboxEdit, System, Weight,
    edit::{mails, moves_money, warnings},
};
use jiff::SignedDuration;
use replica::{OutboxQuery, ReplicaError, StoredOrder};
use sync::Time;

use super::{
    desk::Desk,
    time::SimTime,
    trace::Trace,
    wishes::{Sign, chance, pick, wish},
};
use crate::dice::Dice;

/// Most open edits that a user leaves standing before looking after them.
const OPEN: u32 = 500;

/// What all users of a seed share.
pub(super) struct Users {
    pub(super) time: SimTime,
    pub(super) trace: Trace,
    /// Numbers that make every edit's content its own.
    next: AtomicU64,
}

impl Users {
    pub(super) fn new(time: SimTime, trace: Trace) -> Self {
        Self { time, trace, next: AtomicU64::new(1) }
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Does one thing at a desk.
    pub(super) async fn act(&self, desk: &mut Desk, dice: &mut Dice) -> Result<()> {
        match dice.below(20) {
            0..=10 => self.enter(desk, dice).await,
            11 | 12 => self.take_back(desk, dice).await,
            13..=16 => self.answer(desk, dice).await,
            17 => {
                let paused = chance(dice, 50);
                self.trace.say(&self.time, desk.name, || format!("paused: {paused}"));
                desk.replica()?.set_setting("outbox.paused", paused.into()).await?;
                desk.engine()?.push_now(None);
                Ok(())
            }
            _ => {
                desk.engine()?.sync_now(None);
                Ok(())
            }
        }
    }

    /// Enters an edit or a few, on one order or on several.
    async fn enter(&self, desk: &mut Desk, dice: &mut Dice) -> Result<()> {
        let replica = desk.replica()?;
        let shop = replica.shops().await?.into_iter().next().context("the shop")?;
        let orders = replica.stored_placed(shop.id, None, None, 200).await?;
        let capabilities = connectors::capabilities(System::Woocommerce);
        let mut new = Vec::new();
        let bulk = if chance(dice, 10) { 8 } else { 1 + dice.below(3) };
        for _ in 0..bulk {
            // A few orders get most of the edits, so that these meet each other.
            let among = if chance(dice, 80) { orders.len().min(4) } else { orders.len() };
            let Some(stored) = orders.get(..among).and_then(|few| pick(dice, few)) else { continue };
            let Some(StoredOrder { order, .. }) = replica.order(stored.id).await? else { continue };
            let edit = wish(dice, &order, &shop.statuses, self.number());
            let doubts = warnings(&edit, Notice::ShopDecides, &order, &shop.statuses, &capabilities);
            let test = matches!(edit, Edit::PlaceTestOrder { .. });
            if doubts.iter().any(|warning| warning.weight == Weight::Refuses) && !test {
                continue;
            }
            let graceful = mails(&edit, &capabilities) || moves_money(&edit);
            let grace = SignedDuration::from_secs(8);
            new.push(NewEdit {
                shop: shop.id,
                order: (!test).then(|| order.native_id.clone()),
                key: key(dice),
                not_before: graceful.then(|| self.time.now().checked_add(grace)).transpose()?,
                edit,
                notice: Notice::ShopDecides,
                batch: None,
            });
        }
        let entered = match replica.enter(new, self.time.now()).await {
            // Deleted here in this moment.
            Err(ReplicaError::NoSuchOrder(_)) => return Ok(()),
            entered => entered?,
        };
        desk.engine()?.push_now(Some(shop.id));
        for edit in &entered {
            self.trace.say(&self.time, desk.name, || format!("enters {}", told(edit)));
        }
        desk.entered.extend(entered.iter().map(|edit| edit.id));
        Ok(())
    }

    async fn take_back(&self, desk: &Desk, dice: &mut Dice) -> Result<()> {
        let query =
            OutboxQuery { states: vec![EditState::Pending, EditState::Asks], limit: OPEN, ..OutboxQuery::default() };
        let waiting = desk.replica()?.outbox(&query).await?;
        let Some(edit) = pick(dice, &waiting) else { return Ok(()) };
        match desk.replica()?.undo(edit.id, self.time.now()).await {
            Ok(_) => self.trace.say(&self.time, desk.name, || format!("takes back {}", told(edit))),
            Err(ReplicaError::EditState { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        desk.engine()?.push_now(None);
        Ok(())
    }

    /// Decides about an edit that waits for it.
    async fn answer(&self, desk: &mut Desk, dice: &mut Dice) -> Result<()> {
        let states = EditState::ALL.iter().copied().filter(|state| state.needs_user() || *state == EditState::Pending);
        let query = OutboxQuery { states: states.collect(), limit: OPEN, ..OutboxQuery::default() };
        let waiting = desk.replica()?.outbox(&query).await?;
        match pick(dice, &waiting) {
            Some(edit) => self.decide(desk, edit, dice).await,
            None => Ok(()),
        }
    }

    /// Decides about all that wait. Whether any did.
    pub(super) async fn answer_all(&self, desk: &mut Desk, dice: &mut Dice) -> Result<bool> {
        let states = EditState::ALL.iter().copied().filter(|state| state.needs_user()).collect();
        let waiting = desk.replica()?.outbox(&OutboxQuery { states, limit: OPEN, ..OutboxQuery::default() }).await?;
        for edit in &waiting {
            self.decide(desk, edit, dice).await?;
        }
        Ok(!waiting.is_empty())
    }

    async fn decide(&self, desk: &mut Desk, edit: &OutboxEdit, dice: &mut Dice) -> Result<()> {
        let Some(answer) = self.decision(desk, edit, dice).await? else { return Ok(()) };
        let said = format!("{answer:?}");
        match desk.replica()?.answer(edit.id, answer, self.time.now()).await {
            Ok(stands) => {
                self.trace
                    .say(&self.time, desk.name, || format!("says {said} to {}, now {}", told(edit), told(&stands)));
                desk.entered.push(stands.id);
            }
            // It moved on, or its order left, while its user thought.
            Err(ReplicaError::EditState { .. } | ReplicaError::NoSuchOrder(_)) => {}
            Err(error) => return Err(error.into()),
        }
        desk.engine()?.push_now(None);
        Ok(())
    }

    async fn decision(&self, desk: &Desk, edit: &OutboxEdit, dice: &mut Dice) -> Result<Option<Answer>> {
        let drops = chance(dice, 25);
        Ok(match edit.state {
            EditState::Pending if chance(dice, 20) => Some(Answer::GiveUp),
            EditState::Pending => Some(Answer::Retry),
            EditState::Asks | EditState::Conflict | EditState::Failed if drops => Some(Answer::GiveUp),
            EditState::Asks => Some(Answer::Approve),
            EditState::Conflict if chance(dice, 30) => Some(Answer::TakeTheirs),
            EditState::Conflict if chance(dice, 20) => self.instead(desk, edit, dice).await?,
            EditState::Conflict => Some(Answer::KeepMine),
            EditState::Failed if chance(dice, 20) => self.instead(desk, edit, dice).await?,
            EditState::Failed => Some(Answer::Retry),
            EditState::Unsure => self.looked(desk, edit),
            _ => None,
        })
    }

    /// Another edit in the place of one.
    async fn instead(&self, desk: &Desk, edit: &OutboxEdit, dice: &mut Dice) -> Result<Option<Answer>> {
        let Some(id) = edit.order_id else { return Ok(None) };
        let Some(StoredOrder { order, .. }) = desk.replica()?.order(id).await? else { return Ok(None) };
        let edit = wish(dice, &order, &[], self.number());
        let fits = !matches!(edit, Edit::PlaceTestOrder { .. } | Edit::Delete | Edit::SetStatus { .. });
        Ok(fits.then_some(Answer::Change { edit }))
    }

    /// The user looks at the shop and says what is there. Where nothing shows it they let it be.
    fn looked(&self, desk: &Desk, edit: &OutboxEdit) -> Option<Answer> {
        let effects = desk.wire.shop.effects();
        Some(match Sign::of(&edit.edit, &edit.key).map(|sign| sign.count(&effects)) {
            Some(0) => Answer::Retry,
            Some(_) => Answer::SaidDone,
            None => Answer::GiveUp,
        })
    }
}

fn key(dice: &mut Dice) -> EditKey {
    EditKey(format!("{:016x}{:016x}", dice.next(), dice.next()))
}

/// An edit in a line.
pub(super) fn told(edit: &OutboxEdit) -> String {
    let order = edit.order.as_ref().map_or("-", |order| order.as_str());
    let content = serde_json::to_string(&edit.edit).unwrap_or_default();
    let content: String = content.chars().take(200).collect();
    let outcome = edit.outcome.as_ref().map(|outcome| serde_json::to_string(outcome).unwrap_or_default());
    let outcome: String = outcome.unwrap_or_default().chars().take(260).collect();
    format!("#{} order {order} {} ({} attempts) {content} {outcome}", edit.id.0, edit.state.code(), edit.attempts)
}

/// A pause between two doings: mostly seconds, now and then minutes.
pub(super) fn pause(dice: &mut Dice) -> Duration {
    let most_ms = match dice.below(20) {
        0 => 600_000,
        1..=4 => 60_000,
        5..=12 => 8_000,
        _ => 300,
    };
    Duration::from_micros(1_000 * dice.below(most_ms) + dice.below(1_000))
}
