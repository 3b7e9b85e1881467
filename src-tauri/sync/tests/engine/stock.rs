//! What the scripted shop holds, and in which order it lists it.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use connectors::{Feed, Position};
use domain::Fault;
use jiff::{SignedDuration, Timestamp};

use crate::fake::whole;
use crate::records::FakeOrder;
use crate::writes::Writes;

type Hook = Box<dyn FnMut(&mut State, u64) + Send>;

#[derive(Default)]
pub struct State {
    pub orders: BTreeMap<u64, FakeOrder>,
    pub products: BTreeMap<u64, Timestamp>,
    /// Lines that moved, with their orders and dates, where the shop lists them.
    pub lines: Option<BTreeMap<u64, (u64, Timestamp)>>,
    /// Orders that break every page they are on.
    pub poison: BTreeSet<u64>,
    /// Of those, the ones that break their stamps, too.
    pub nameless: BTreeSet<u64>,
    /// No order's notes can be read.
    pub noteless: bool,
    /// Orders that cannot be read by themselves either.
    pub unreadable: BTreeSet<u64>,
    /// The shop's clock less the true time.
    pub ahead: SignedDuration,
    /// Every request fails so.
    pub down: Option<Fault>,
    /// The next requests fail so.
    pub failures: VecDeque<Fault>,
    /// Of a hundred requests so many fail, by a rule that looks random.
    pub fail_percent: u64,
    /// How long an answer takes by the shop's clock.
    pub latency: std::time::Duration,
    /// Called at every request, with its number.
    pub hook: Option<Hook>,
    pub next_id: u64,
    /// Requests by kind.
    pub count: HashMap<&'static str, u64>,
    /// Most requests at once.
    pub most_at_once: u64,
    /// What was written, and what is to happen to writes.
    pub writes: Writes,
    pub at_once: u64,
}

impl State {
    pub fn take_id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    pub fn place(&mut self, at: Timestamp) -> u64 {
        let id = self.take_id();
        let order = FakeOrder {
            placed: at,
            modified: at,
            status: "processing".to_owned(),
            text: format!("order {id}"),
            origin: String::new(),
            trashed: false,
            refunds: Vec::new(),
            notes: vec![format!("note on {id}")],
        };
        self.orders.insert(id, order);
        id
    }

    /// Refunds some of an order, without moving its date.
    pub fn refund(&mut self, id: u64) -> u64 {
        let refund = self.take_id();
        self.orders.get_mut(&id).unwrap().refunds.push(refund);
        refund
    }

    /// Sends a part of an order: its text changes, and the date of one of its lines; its own does not.
    pub fn send_a_part(&mut self, id: u64, text: &str, at: Timestamp) {
        let line = self.take_id();
        text.clone_into(&mut self.orders.get_mut(&id).unwrap().text);
        self.lines.get_or_insert_default().insert(line, (id, at));
    }

    /// Lines as (line, order, date), in the order of their dates.
    pub fn moved_lines(&self, position: &Position) -> Vec<(u64, u64, Timestamp)> {
        let lines = self.lines.iter().flatten().map(|(line, (order, at))| (*line, *order, *at));
        let mut rows: Vec<(u64, u64, Timestamp)> =
            lines.filter(|row| matches!(position, Position::ChangedSince(since) if row.2 >= whole(*since))).collect();
        rows.sort_by_key(|row| (row.2, row.0));
        rows
    }

    /// An order by its age: 0 is the newest.
    pub fn newest(&self, age: usize) -> u64 {
        let mut ids: Vec<(Timestamp, u64)> =
            self.orders.iter().filter(|(_, order)| !order.trashed).map(|(id, order)| (order.placed, *id)).collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids[age].1
    }

    /// Rows of a feed of orders in the order asked for.
    pub fn listed(&self, feed: Feed, position: &Position) -> Vec<(u64, FakeOrder)> {
        let mut rows: Vec<(u64, FakeOrder)> = self
            .orders
            .iter()
            .filter(|(_, order)| order.trashed == (feed == Feed::Trash))
            .map(|(id, order)| (*id, order.clone()))
            .collect();
        match position {
            Position::ChangedSince(since) => {
                rows.retain(|(_, order)| order.modified >= whole(*since));
                rows.sort_by_key(|(id, order)| (order.modified, *id));
            }
            Position::PlacedBefore(before) => {
                rows.retain(|(_, order)| before.is_none_or(|before| order.placed < before));
                rows.sort_by_key(|(id, order)| std::cmp::Reverse((order.placed, *id)));
            }
        }
        rows
    }

    /// Refunds as (refund, order, date), in the order asked for.
    pub fn refunds(&self, position: &Position) -> Vec<(u64, u64, Timestamp)> {
        let mut rows: Vec<(u64, u64, Timestamp)> = self
            .orders
            .iter()
            .filter(|(_, order)| !order.trashed)
            .flat_map(|(id, order)| order.refunds.iter().map(move |refund| (*refund, *id, order.placed)))
            .collect();
        match position {
            Position::ChangedSince(since) => {
                rows.retain(|row| row.2 >= whole(*since));
                rows.sort_by_key(|row| (row.2, row.0));
            }
            Position::PlacedBefore(_) => rows.sort_by_key(|row| std::cmp::Reverse((row.2, row.0))),
        }
        rows
    }
}
