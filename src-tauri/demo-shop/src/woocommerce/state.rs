//! Everything about the shop that moves, behind one lock: orders, sequences, faults, what was asked and what it did.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::{
    dice::{Dice, Purpose},
    faults::{Fault, FaultKind},
};

use super::{auth::Nonces, generate::Generator, query::Request, store::Store};

/// A request as the shop saw it; what a test counts.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Seen {
    /// UTC second.
    pub at: i64,
    /// HTTP method.
    pub method: String,
    /// Path and query, without signatures.
    pub target: String,
    /// Status of the answer; 0 where the connection was lost.
    pub status: u16,
}

/// Something that took place at the shop: what a test counts to find doubled effects.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Effect {
    /// UTC second.
    pub at: i64,
    /// `order.created`, `order.updated`, `order.status`, `order.trashed`, `order.deleted`, `note.created`, `note.deleted`,
    /// `refund.created`, `refund.deleted`.
    pub kind: &'static str,
    /// The order it happened to.
    pub order: u64,
    /// What exactly: a status, a note's text, an amount.
    pub detail: String,
    /// Done by "someone else": the shop's own people, or the control interface.
    pub by_shop: bool,
}

/// A write whose connection was lost and which takes place later.
#[derive(Clone, Debug)]
pub struct Late {
    /// UTC second it takes place.
    pub due: i64,
    /// What was asked.
    pub request: Request,
}

/// How many requests are remembered.
const SEEN: usize = 100_000;

/// The moving parts of a shop.
#[derive(Debug)]
pub struct State {
    /// Orders.
    pub store: Store,
    /// Signatures seen.
    pub nonces: Nonces,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// Chooses whom a fault hits.
    pub dice: Dice,
    /// Writes still to come.
    pub late: Vec<Late>,
    /// The latest requests.
    pub seen: VecDeque<Seen>,
    /// All that took place since the start.
    pub effects: Vec<Effect>,
    /// Nothing answers.
    pub down: bool,
    /// Orders that break what they are on.
    pub poisoned: BTreeSet<u32>,
    /// Moves of stock since the start, by product or variation id.
    pub stock: HashMap<u64, i64>,
    /// UTC second up to which orders were placed on their own, and how many millionths of the next one are due.
    pub placed_until: (i64, u64),
}

impl State {
    /// A fresh shop.
    pub fn new(generator: Generator, faults: Vec<Fault>) -> Self {
        let (seed, now) = (generator.seed(), generator.now());
        let mut state = Self {
            store: Store::new(generator),
            nonces: Nonces::default(),
            faults: Vec::new(),
            dice: Dice::new(seed, Purpose::Fault, 0),
            late: Vec::new(),
            seen: VecDeque::new(),
            effects: Vec::new(),
            down: false,
            poisoned: BTreeSet::new(),
            stock: HashMap::new(),
            placed_until: (now, 0),
        };
        state.set_faults(faults);
        state
    }

    /// Replaces what goes wrong.
    pub fn set_faults(&mut self, faults: Vec<Fault>) {
        self.poisoned.clear();
        let count = self.store.generator().count();
        for fault in &faults {
            if let FaultKind::Poison(orders) = fault.kind {
                let mut dice = Dice::new(self.store.generator().seed(), Purpose::Fault, 1);
                while (self.poisoned.len() as u64) < u64::from(orders).min(count) {
                    self.poisoned.insert(dice.below(count) as u32);
                }
            }
        }
        self.faults = faults;
    }

    /// Seconds the shop's clock is off.
    pub fn clock_off(&self) -> i64 {
        self.faults.iter().map(|fault| if let FaultKind::Clock(seconds) = fault.kind { seconds } else { 0 }).sum()
    }

    /// Remembers a request.
    pub fn saw(&mut self, at: i64, request: &Request, status: u16) {
        if self.seen.len() >= SEEN {
            self.seen.pop_front();
        }
        let target = request.raw.split("&oauth_").next().unwrap_or_default().to_owned();
        let target = if target.contains("?oauth_") || target.contains("consumer_secret") {
            request.path.clone()
        } else {
            target
        };
        self.seen.push_back(Seen { at, method: request.method.to_string(), target, status });
    }
}
