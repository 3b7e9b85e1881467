//! Everything about the shop that moves, behind one lock: orders, sequences, faults, what was asked and what it did.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde_json::Value;

use crate::{
    dice::{Dice, Purpose},
    faults::Fault,
    journal::Journal,
    log::{Effect, Seen, remember},
};

use super::{
    auth::{Nonces, Rights},
    effects::{beyond, tracking_numbers},
    generate::Generator,
    journal::Record,
    model::Order,
    query::Request,
    store::Store,
};

/// A write whose connection was lost and which takes place later.
#[derive(Clone, Debug)]
pub struct Late {
    /// UTC second it takes place.
    pub due: i64,
    /// What was asked.
    pub request: Request,
    /// What its sender may do.
    pub rights: Option<Rights>,
}

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
    /// What took place since the start.
    pub effects: VecDeque<Effect>,
    /// What someone else will change right before the next write to an order, by order.
    pub between: BTreeMap<u64, Vec<Value>>,
    /// The merchant has customers mailed whose orders are cancelled.
    pub mails_cancelled: bool,
    /// Nothing answers.
    pub down: bool,
    /// Orders that break what they are on.
    pub poisoned: BTreeSet<u32>,
    /// Moves of stock since the start, by product or variation id.
    pub stock: HashMap<u64, i64>,
    /// Moves of stock by the write at work, not yet in the state file.
    pub stock_moved: Vec<(u64, i64)>,
    /// UTC second up to which orders were placed on their own, and the part of the next one (of 60,000,000) then due.
    pub placed_until: (i64, u64),
    /// What happens now is "someone else's" doing.
    pub by_shop: bool,
    journal: Option<Journal>,
}

impl State {
    /// The shop as generated, and then as its file says.
    pub fn new(generator: Generator, journal: Option<(Journal, Vec<Record>)>) -> Self {
        let (seed, now) = (generator.seed(), generator.now());
        let (journal, records) = journal.map_or((None, Vec::new()), |(journal, records)| (Some(journal), records));
        let mut state = Self {
            store: Store::new(generator),
            nonces: Nonces::default(),
            faults: Vec::new(),
            dice: Dice::new(seed, Purpose::Fault, 0),
            late: Vec::new(),
            seen: VecDeque::new(),
            effects: VecDeque::new(),
            between: BTreeMap::new(),
            mails_cancelled: false,
            down: false,
            poisoned: BTreeSet::new(),
            stock: HashMap::new(),
            stock_moved: Vec::new(),
            placed_until: (now, 0),
            by_shop: false,
            journal: None,
        };
        for record in records {
            state.replay(record);
        }
        state.journal = journal;
        state
    }

    fn replay(&mut self, record: Record) {
        if let Some(order) = record.order {
            self.store.put(order);
        }
        if let Some(slot) = record.erased.and_then(|id| self.store.slot(id)) {
            self.store.delete(slot);
        }
        for (id, pieces) in record.stock {
            *self.stock.entry(id).or_default() += pieces;
        }
        self.store.next = record.next;
        self.placed_until = record.placed_until;
    }

    /// Remembers a request.
    pub fn saw(&mut self, at: i64, request: &Request, status: u16) {
        let secret = |name: &str| name.starts_with("oauth_") || name.starts_with("consumer_");
        let shown: Vec<String> = request
            .query
            .0
            .iter()
            .filter(|(name, _)| !secret(name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mark = if shown.is_empty() { "" } else { "?" };
        let target = format!("{}{mark}{}", request.path, shown.join("&"));
        remember(&mut self.seen, Seen { at, method: request.method.to_string(), target, status });
    }

    /// Remembers what took place.
    pub fn happened(&mut self, at: i64, kind: &'static str, order: u64, detail: String) {
        remember(&mut self.effects, Effect { at, kind, order, detail, by_shop: self.by_shop });
    }

    /// Keeps a changed or new order, in memory and in the state file, and notes what can be seen by comparing: tracking numbers and
    /// stock that came back.
    pub fn keep(&mut self, now: i64, order: Order) {
        let stock = std::mem::take(&mut self.stock_moved);
        let before = self.store.slot(order.id).map(|slot| tracking_numbers(&self.store.read(slot))).unwrap_or_default();
        let after = tracking_numbers(&order);
        for number in beyond(&after, &before) {
            self.happened(now, "track.added", order.id, number);
        }
        for number in beyond(&before, &after) {
            self.happened(now, "track.removed", order.id, number);
        }
        for (product, pieces) in stock.iter().filter(|(_, pieces)| *pieces > 0) {
            self.happened(now, "stock.returned", order.id, format!("{product} +{pieces}"));
        }
        if self.journal.is_some() {
            self.write(Record {
                order: Some(order.clone()),
                erased: None,
                stock,
                next: self.store.next,
                placed_until: self.placed_until,
            });
        }
        self.store.put(order);
    }

    /// Deletes an order for good.
    pub fn erase(&mut self, slot: u32) {
        if let Some(id) = self.store.row(slot).map(|row| row.id) {
            self.write(Record {
                order: None,
                erased: Some(id),
                stock: Vec::new(),
                next: self.store.next,
                placed_until: self.placed_until,
            });
        }
        self.store.delete(slot);
    }

    fn write(&mut self, record: Record) {
        if let Some(journal) = &mut self.journal
            && let Err(error) = journal.record(&record)
        {
            tracing::error!(%error, "the demo shop's state file cannot be written; changes stay in memory");
            self.journal = None;
        }
    }

    /// Puts back what a refused write took from stock.
    pub fn undo_stock(&mut self) {
        for (id, pieces) in std::mem::take(&mut self.stock_moved) {
            *self.stock.entry(id).or_default() -= pieces;
        }
    }

    /// An id of the posts' sequence: orders and refunds.
    pub fn next_post_id(&mut self) -> u64 {
        take(&mut self.store.next.post)
    }

    /// An id of an order's line.
    pub fn next_item_id(&mut self) -> u64 {
        take(&mut self.store.next.item)
    }

    /// An id of an order's metadata.
    pub fn next_meta_id(&mut self) -> u64 {
        take(&mut self.store.next.meta)
    }

    /// An id of a line's metadata.
    pub fn next_item_meta_id(&mut self) -> u64 {
        take(&mut self.store.next.item_meta)
    }

    /// An id of a fulfilment.
    pub fn next_fulfillment_id(&mut self) -> u64 {
        take(&mut self.store.next.fulfillment)
    }

    /// An id of a note.
    pub fn next_note_id(&mut self) -> u64 {
        take(&mut self.store.next.note)
    }
}

fn take(next: &mut u64) -> u64 {
    *next += 1;
    *next - 1
}
