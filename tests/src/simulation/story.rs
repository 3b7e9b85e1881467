//! A seed's story: what happens when, until it is quiet.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use demo_shop::{DemoShop, FaultKind, Options};
use domain::EditState;
use replica::{OutboxQuery, ReplicaError};

use super::{
    Played, check,
    desk::Desk,
    others,
    time::SimTime,
    trace::Trace,
    user::{Users, pause},
    wire::End,
    wishes::{chance, pick},
};
use crate::dice::Dice;

/// Longer than the server's time limit and the longest pause after a failure.
const PATIENCE: Duration = Duration::from_secs(900);

/// Memory where there is a file system of it: what is tested is the order of things, not the disk.
fn folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

/// How much is done in a story. Most of what can go wrong takes few steps, and short stories make room for many beginnings;
/// the rest takes a long one.
fn doings(dice: &mut Dice) -> u64 {
    if chance(dice, 12) { 20 + dice.below(60) } else { 4 + dice.below(22) }
}

/// One seed's story.
pub(super) struct Story {
    time: SimTime,
    trace: Trace,
    dice: Dice,
    shop: DemoShop,
    desks: Vec<Desk>,
    users: Users,
    /// By how much the shop's clock is off.
    clock: i64,
    ends: usize,
}

impl Story {
    /// Tells it to its end; gives what is wrong then.
    pub(super) async fn play(seed: u64, time: &SimTime, trace: &Trace) -> Result<(Vec<String>, Played)> {
        let mut dice = Dice::new(seed);
        let clock = pick(&mut dice, &[0, 0, 0, 300, -300, 17]).copied().unwrap_or_default();
        let options = Options { orders: 10, seed: dice.next(), ..Options::default() };
        let shop = DemoShop::with_clock(options, std::sync::Arc::new(time.clone()))?;
        shop.set_faults(vec![demo_shop::Fault { kind: FaultKind::Clock(clock), rate: 1.0 }]);
        let mut desks = Vec::new();
        for name in if chance(&mut dice, 30) { &['A', 'B'][..] } else { &['A'] } {
            let travels = Dice::new(dice.next());
            desks.push(Desk::new(*name, shop.clone(), time, trace, &folder(), travels).await?);
        }
        let users = Users::new(time.clone(), trace.clone());
        let mut story = Self { time: time.clone(), trace: trace.clone(), dice, shop, desks, users, clock, ends: 0 };
        for at in 0..story.desks.len() {
            story.read_first(at).await?;
        }
        for _ in 0..doings(&mut story.dice) {
            story.doing().await?;
        }
        story.quieten().await?;
        let mut wrongs = check::wrongs(&story.desks, &story.shop).await?;
        if wrongs.is_empty() {
            story.decide_all().await?;
            wrongs = check::wrongs(&story.desks, &story.shop).await?;
        }
        let played = story.played().await?;
        for desk in &mut story.desks {
            desk.end().await;
        }
        Ok((wrongs, played))
    }

    /// Lets a desk read the shop before it is used; not always to the end.
    async fn read_first(&mut self, at: usize) -> Result<()> {
        let span = Duration::from_secs(if chance(&mut self.dice, 80) { 60 } else { 3 });
        if let Some(desk) = self.desks.get(at) {
            desk.engine()?.sync_now(None);
        }
        self.time.pass(span).await;
        Ok(())
    }

    /// Waits a moment and lets somebody do something.
    async fn doing(&mut self) -> Result<()> {
        let pause = pause(&mut self.dice);
        let ended = self.ended_within(pause).await;
        if let Some(at) = ended {
            self.restart(at).await?;
        }
        let at = usize::try_from(self.dice.below(self.desks.len() as u64)).unwrap_or_default();
        match self.dice.below(100) {
            0..=54 => self.user(at).await,
            55..=79 => {
                others::act(&self.shop, &self.time, &self.trace, &mut self.dice);
                Ok(())
            }
            80..=89 => {
                self.trouble(at);
                Ok(())
            }
            90..=96 => {
                self.plan_end(at);
                Ok(())
            }
            _ => self.restart(at).await,
        }
    }

    async fn user(&mut self, at: usize) -> Result<()> {
        let Some(desk) = self.desks.get_mut(at) else { return Ok(()) };
        match self.users.act(desk, &mut self.dice).await {
            // The desk has just ended.
            Err(error) if matches!(error.downcast_ref(), Some(ReplicaError::Closed)) => self.restart(at).await,
            done => done,
        }
    }

    /// The desk that ended within a pause, where one did.
    async fn ended_within(&self, pause: Duration) -> Option<usize> {
        let ends = self.desks.iter().enumerate().map(|(at, desk)| {
            Box::pin(async move {
                desk.wire.ended.notified().await;
                at
            })
        });
        let mut ends: Vec<_> = ends.collect();
        let first = std::future::poll_fn(|context| {
            let ended = ends.iter_mut().find_map(|end| match end.as_mut().poll(context) {
                std::task::Poll::Ready(at) => Some(at),
                std::task::Poll::Pending => None,
            });
            ended.map_or(std::task::Poll::Pending, std::task::Poll::Ready)
        });
        tokio::select! {
            biased;
            at = first => Some(at),
            () = self.time.pass(pause) => None,
        }
    }

    /// A desk ends, wherever it is, and comes back; now and then after a day or more.
    async fn restart(&mut self, at: usize) -> Result<()> {
        let away = match self.dice.below(12) {
            0 => 90_000 + self.dice.below(100_000),
            1 | 2 => self.dice.below(900),
            _ => self.dice.below(5),
        };
        self.ends += 1;
        let Some(desk) = self.desks.get_mut(at) else { return Ok(()) };
        self.trace.say(&self.time, desk.name, || format!("ends, and is away for {away} s"));
        desk.end().await;
        if self.desks.len() == 1 {
            self.time.jump(Duration::from_secs(away));
        } else {
            self.time.pass(Duration::from_secs(away.min(900))).await;
        }
        let Some(desk) = self.desks.get_mut(at) else { return Ok(()) };
        desk.start().await
    }

    /// Something begins to go wrong, or is right again.
    fn trouble(&mut self, at: usize) {
        match self.dice.below(4) {
            0 => {
                let down = chance(&mut self.dice, 50);
                self.trace.say(&self.time, '*', || format!("down: {down}"));
                self.shop.set_down(down);
            }
            1 => {
                let cut = chance(&mut self.dice, 50);
                if let Some(desk) = self.desks.get(at) {
                    self.trace.say(&self.time, desk.name, || format!("cut off: {cut}"));
                    desk.wire.set_cut(cut);
                }
            }
            _ => {
                let faults = others::troubles(&mut self.dice, self.clock);
                self.trace.say(&self.time, '*', || {
                    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
                    format!("troubles: {}", told.join(" "))
                });
                self.shop.set_faults(faults);
            }
        }
    }

    fn plan_end(&mut self, at: usize) {
        let end = pick(&mut self.dice, &[End::Before, End::After, End::Answered]).copied().unwrap_or(End::After);
        let writes = 1 + u32::try_from(self.dice.below(3)).unwrap_or_default();
        if let Some(desk) = self.desks.get(at) {
            desk.wire.end_on(Some((end, writes)));
        }
    }

    /// Nothing goes wrong any more, nobody does anything: time passes until all has come to something.
    async fn quieten(&mut self) -> Result<()> {
        self.trace.say(&self.time, '*', || "quiet".to_owned());
        self.shop.set_down(false);
        self.shop.set_faults(vec![demo_shop::Fault { kind: FaultKind::Clock(self.clock), rate: 1.0 }]);
        for desk in &self.desks {
            desk.wire.set_cut(false);
            desk.wire.end_on(None);
        }
        // A desk may have ended a moment ago.
        if let Some(at) = self.ended_within(Duration::from_millis(1)).await {
            self.restart(at).await?;
        }
        for at in 0..self.desks.len() {
            let closed = match self.desks.get(at) {
                Some(desk) => desk.replica()?.set_setting("outbox.paused", false.into()).await,
                None => Ok(()),
            };
            if matches!(closed, Err(ReplicaError::Closed)) {
                self.restart(at).await?;
            }
        }
        self.empty().await?;
        self.compare().await
    }

    /// Lets the outboxes empty.
    async fn empty(&mut self) -> Result<()> {
        let mut last = Ok(());
        for _ in 0..10 {
            let mut left = 0;
            last = Ok(());
            for desk in &self.desks {
                desk.engine()?.sync_now(None);
                let shop = desk.shop()?.id;
                match desk.engine()?.push_within(shop, PATIENCE).await {
                    Ok(report) => left += report.left,
                    // What came back before it was quiet may be told only now.
                    Err(fault) => last = Err(anyhow::Error::new(fault).context("empty the outbox")),
                }
            }
            if left == 0 && last.is_ok() {
                break;
            }
            self.time.pass(Duration::from_secs(10)).await;
        }
        last
    }

    /// Lets the desks compare themselves with the shop.
    async fn compare(&mut self) -> Result<()> {
        // What was lost on its way takes place by now.
        self.time.pass(Duration::from_secs(200)).await;
        for desk in &self.desks {
            let shop = desk.shop()?.id;
            desk.engine()?.audit(shop).await.map_err(anyhow::Error::new).context("compare with the shop")?;
        }
        Ok(())
    }

    /// The users look after what waits for them, until nothing does.
    async fn decide_all(&mut self) -> Result<()> {
        self.trace.say(&self.time, '*', || "decisions".to_owned());
        let mut waited = false;
        for _ in 0..6 {
            let mut waiting = false;
            for desk in &mut self.desks {
                waiting |= self.users.answer_all(desk, &mut self.dice).await?;
            }
            if !waiting {
                break;
            }
            waited = true;
            self.empty().await?;
        }
        if waited { self.compare().await } else { Ok(()) }
    }

    async fn played(&self) -> Result<Played> {
        let mut played = Played { ends: self.ends, ..Played::default() };
        played.effects = self.shop.effects().iter().filter(|effect| !effect.by_shop).count();
        let mut ended = std::collections::BTreeMap::new();
        for desk in &self.desks {
            let query = OutboxQuery { states: EditState::ALL.to_vec(), limit: 1_000_000, ..OutboxQuery::default() };
            for edit in desk.replica()?.outbox(&query).await? {
                played.edits += 1;
                *ended.entry(edit.state).or_default() += 1;
            }
        }
        played.ended = ended.into_iter().collect();
        Ok(played)
    }
}
