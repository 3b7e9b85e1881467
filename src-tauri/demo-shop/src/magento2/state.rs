//! Everything about the shop that moves, behind one lock.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    dice::{Dice, HEX, Purpose},
    faults::{Fault, FaultKind},
    journal::Journal,
    log::{Effect, Seen, remember},
};

use super::{
    auth::{Integration, Nonces},
    control::Deed,
    generate::Generator,
    model::Order,
    record::Record,
    request::Request,
    store::Store,
};

/// A write whose connection was lost and which takes place later.
#[derive(Clone, Debug)]
pub struct Late {
    /// UTC second it takes place.
    pub due: i64,
    /// What was asked.
    pub request: Request,
    /// Who asked.
    pub by: Option<Integration>,
}

/// The moving parts of a shop.
#[derive(Debug)]
pub struct State {
    /// Where it grew from.
    pub generator: Generator,
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
    /// What took place since the start.
    pub effects: VecDeque<Effect>,
    /// What someone else will do right before the next write to an order, by order.
    pub between: BTreeMap<u64, Vec<Deed>>,
    /// Nothing answers.
    pub down: bool,
    /// The merchant has put up the maintenance page.
    pub maintenance: bool,
    /// Orders that break what they are on.
    pub poisoned: BTreeSet<u64>,
    /// UTC second up to which orders were placed on their own, and the part of the next one then due.
    pub placed_until: (i64, u64),
    /// Orders placed since the start: which comes next.
    pub placed: u64,
    /// What happens now is "someone else's" doing.
    pub by_shop: bool,
    journal: Option<Journal>,
}

impl State {
    /// The shop as it grew, and then as its file says.
    pub fn new(generator: Generator, journal: Option<(Journal, Vec<Record>)>) -> Self {
        let (journal, records) = journal.map_or((None, Vec::new()), |(journal, records)| (Some(journal), records));
        let mut state = Self {
            store: generator.past(),
            nonces: Nonces::default(),
            faults: Vec::new(),
            dice: Dice::new(generator.seed, Purpose::Fault, 0),
            late: Vec::new(),
            seen: VecDeque::new(),
            effects: VecDeque::new(),
            between: BTreeMap::new(),
            down: false,
            maintenance: false,
            poisoned: BTreeSet::new(),
            placed_until: (generator.now, 0),
            placed: generator.count,
            by_shop: false,
            generator,
            journal,
        };
        for record in records {
            if let Some(order) = record.order {
                state.store.put(order);
            }
            if let Some(id) = record.erased {
                state.store.erase(id);
            }
            state.store.ids = record.ids;
            state.placed = record.placed;
            state.placed_until = record.placed_until;
        }
        state
    }

    /// Replaces what goes wrong.
    pub fn set_faults(&mut self, faults: Vec<Fault>) {
        self.poisoned.clear();
        let ids: Vec<u64> = self.store.orders().map(|order| order.id).collect();
        for fault in &faults {
            if let FaultKind::Poison(orders) = fault.kind {
                let mut dice = Dice::new(self.generator.seed, Purpose::Fault, 1);
                while (self.poisoned.len() as u64) < u64::from(orders).min(ids.len() as u64) {
                    self.poisoned.extend(ids.get(dice.below(ids.len() as u64) as usize));
                }
            }
        }
        self.faults = faults;
    }

    /// Remembers a request.
    pub fn saw(&mut self, at: i64, request: &Request, status: u16) {
        let seen = Seen { at, method: request.method.to_string(), target: request.target(), status };
        remember(&mut self.seen, seen);
    }

    /// Remembers what took place.
    pub fn happened(&mut self, at: i64, kind: &'static str, order: u64, detail: impl Into<String>) {
        let effect = Effect { at, kind, order, detail: detail.into(), by_shop: self.by_shop };
        remember(&mut self.effects, effect);
    }

    /// Keeps a changed order and notes a change of its status.
    pub fn keep(&mut self, order: Order, now: i64) {
        let before = self.store.order(order.id).map(|before| before.columns.status.clone());
        let (id, after) = (order.id, order.columns.status.clone());
        if let Some(before) = before.filter(|before| *before != after) {
            self.happened(now, "order.status", id, format!("{before}>{after}"));
        }
        let kept = self.store.keep(order, now).clone();
        self.write(Some(kept), None);
    }

    /// Takes a new order in.
    pub fn take_in(&mut self, order: Order) {
        self.store.put(order.clone());
        self.write(Some(order), None);
    }

    /// Forgets an order; false where there was none.
    pub fn erase(&mut self, id: u64) -> bool {
        let erased = self.store.erase(id);
        if erased {
            self.write(None, Some(id));
        }
        erased
    }

    fn write(&mut self, order: Option<Order>, erased: Option<u64>) {
        let Some(journal) = &mut self.journal else { return };
        let (ids, placed, placed_until) = (self.store.ids.clone(), self.placed, self.placed_until);
        if let Err(error) = journal.record(&Record { order, erased, ids, placed, placed_until }) {
            tracing::error!(%error, "the demo shop's state file cannot be written; changes stay in memory");
            self.journal = None;
        }
    }

    /// Notes a mail to the order's customer.
    pub fn mailed(&mut self, at: i64, order: u64, template: &str) {
        if let Some(email) = self.store.order(order).map(|order| order.columns.email.clone()) {
            self.happened(at, "mail.sent", order, format!("{template} to {email}"));
        }
    }

    /// A number for the log file that an internal error names.
    pub fn report(&mut self) -> String {
        self.dice.word(HEX, 13)
    }
}
