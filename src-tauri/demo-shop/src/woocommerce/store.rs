//! The shop's orders: a compact index of all of them, and the changed ones in full. A million orders take 32 bytes each and start in
//! a second; what nobody changed is made again from the seed when it is read.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::{
    generate::{FIRST_ORDER_ID, Generator, IDS_PER_ORDER, NextIds},
    model::Order,
    sorted::{Sorted, key, slot_in},
    status::Status,
};

pub use super::sorted::By;

/// What the index keeps of an order. Times are UTC seconds.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Post id.
    pub id: u64,
    /// Placed.
    pub created: u32,
    /// Last changed, as far as the shop tells.
    pub modified: u32,
    /// `None` once deleted for good.
    pub status: Option<Status>,
}

/// All orders of a shop.
#[derive(Debug)]
pub struct Store {
    generator: Generator,
    rows: Vec<Row>,
    changed: HashMap<u32, Box<Order>>,
    /// Ids of the orders placed since the start, rising.
    placed: Vec<u64>,
    listed: Sorted,
    trashed: Sorted,
    /// (UTC second, refund id) to position of its order.
    refunds: BTreeMap<(i64, u64), u32>,
    /// The next id of each sequence.
    pub next: NextIds,
}

impl Store {
    /// The generated shop, untouched.
    pub fn new(generator: Generator) -> Self {
        let count = generator.count();
        let mut store = Self {
            next: generator.next_ids(),
            rows: Vec::with_capacity(count as usize),
            changed: HashMap::new(),
            placed: Vec::new(),
            listed: Sorted::default(),
            trashed: Sorted::default(),
            refunds: BTreeMap::new(),
            generator,
        };
        for index in 0..count {
            let facts = store.generator.facts(index);
            let id = FIRST_ORDER_ID + index * IDS_PER_ORDER;
            let row =
                Row { id, created: facts.created as u32, modified: facts.modified as u32, status: Some(facts.status) };
            store.listed.by_created.push(key(row.created, index as u32));
            store.listed.by_modified.push(key(row.modified, index as u32));
            if let Some(refund) = facts.refund {
                store.refunds.insert((refund.at, id + 1), index as u32);
            }
            store.rows.push(row);
        }
        store.listed.by_created.sort_unstable();
        store.listed.by_modified.sort_unstable();
        store
    }

    /// Where unchanged orders come from.
    pub fn generator(&self) -> &Generator {
        &self.generator
    }

    /// The position of an order that exists, trashed ones included.
    pub fn slot(&self, id: u64) -> Option<u32> {
        let generated = self.generator.count();
        let slot = match id.checked_sub(FIRST_ORDER_ID) {
            Some(past) if past < generated * IDS_PER_ORDER => {
                (past % IDS_PER_ORDER == 0).then_some(past / IDS_PER_ORDER)?
            }
            _ => generated + self.placed.binary_search(&id).ok()? as u64,
        };
        let slot = slot as u32;
        self.row(slot)?.status.map(|_| slot)
    }

    /// The index row at a position.
    pub fn row(&self, slot: u32) -> Option<&Row> {
        self.rows.get(slot as usize)
    }

    /// How many positions there are, deleted orders included.
    pub fn positions(&self) -> u64 {
        self.rows.len() as u64
    }

    /// All rows with their positions, by id.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &Row)> {
        self.rows.iter().enumerate().map(|(slot, row)| (slot as u32, row)).filter(|(_, row)| row.status.is_some())
    }

    /// An order without its notes, unless it has changed.
    pub fn read(&self, slot: u32) -> Cow<'_, Order> {
        match self.changed.get(&slot) {
            Some(order) => Cow::Borrowed(order),
            None => Cow::Owned(self.generator.order(u64::from(slot))),
        }
    }

    /// An order with its notes.
    pub fn whole(&self, slot: u32) -> Order {
        match self.changed.get(&slot) {
            Some(order) => (**order).clone(),
            None => self.generator.whole(u64::from(slot)),
        }
    }

    /// The account an order belongs to, without making the order.
    pub fn customer_id(&self, slot: u32) -> u64 {
        self.changed.get(&slot).map_or_else(|| self.generator.customer_id(u64::from(slot)), |order| order.customer_id)
    }

    /// Keeps a changed or new order.
    pub fn put(&mut self, order: Order) {
        let slot = match self.slot(order.id) {
            Some(slot) => slot,
            None => self.append(order.id),
        };
        self.forget(slot);
        let row = Row {
            id: order.id,
            created: order.created as u32,
            modified: order.modified as u32,
            status: Some(order.status),
        };
        if let Some(place) = self.rows.get_mut(slot as usize) {
            *place = row;
        }
        let sorted = if order.status.is_listed() { &mut self.listed } else { &mut self.trashed };
        sorted.insert(&row, slot);
        for refund in &order.refunds {
            self.refunds.insert((refund.created, refund.id), slot);
        }
        self.changed.insert(slot, Box::new(order));
    }

    /// Deletes an order for good.
    pub fn delete(&mut self, slot: u32) {
        self.forget(slot);
        self.changed.remove(&slot);
        if let Some(row) = self.rows.get_mut(slot as usize) {
            row.status = None;
        }
    }

    /// A new position at the end; an order placed late can bear an id below its neighbours' only after a deletion by hand.
    fn append(&mut self, id: u64) -> u32 {
        let generated = self.generator.count();
        if let Some(past) = id.checked_sub(FIRST_ORDER_ID)
            && past < generated * IDS_PER_ORDER
        {
            return (past / IDS_PER_ORDER) as u32;
        }
        if let Ok(at) = self.placed.binary_search(&id) {
            return generated as u32 + at as u32;
        }
        self.placed.push(id);
        self.rows.push(Row { id, created: 0, modified: 0, status: None });
        (self.rows.len() - 1) as u32
    }

    /// Takes an order out of the sorted lists.
    fn forget(&mut self, slot: u32) {
        let Some(row) = self.rows.get(slot as usize).copied() else { return };
        let Some(status) = row.status else { return };
        let sorted = if status.is_listed() { &mut self.listed } else { &mut self.trashed };
        sorted.remove(&row, slot);
        let gone: Vec<(i64, u64)> = match self.changed.get(&slot) {
            Some(order) => order.refunds.iter().map(|refund| (refund.created, refund.id)).collect(),
            None => {
                self.generator.facts(u64::from(slot)).refund.map(|refund| (refund.at, row.id + 1)).into_iter().collect()
            }
        };
        for refund in gone {
            self.refunds.remove(&refund);
        }
    }

    /// Positions of the listed (or trashed) orders whose date lies strictly between two seconds, rising by (date, id).
    pub fn between(
        &self,
        by: By,
        trashed: bool,
        after: Option<i64>,
        before: Option<i64>,
    ) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
        let sorted = if trashed { &self.trashed } else { &self.listed };
        let keys = sorted.by(by);
        let second = |key: &u64| (key >> 32) as i64;
        let from = after.map_or(0, |after| keys.partition_point(|key| second(key) <= after));
        let to = before.map_or(keys.len(), |before| keys.partition_point(|key| second(key) < before));
        keys.get(from..to.max(from)).unwrap_or_default().iter().map(|key| slot_in(*key))
    }

    /// All refunds: (UTC second, refund id, position of the order), rising by date.
    pub fn refunds(&self) -> impl DoubleEndedIterator<Item = (i64, u64, u32)> {
        self.refunds.iter().map(|((at, id), slot)| (*at, *id, *slot))
    }

    /// How many orders have each status.
    pub fn counts(&self) -> HashMap<Status, u64> {
        let mut counts = HashMap::new();
        for (_, row) in self.rows() {
            if let Some(status) = row.status {
                *counts.entry(status).or_default() += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_306_343;

    fn store(count: u64) -> Store {
        Store::new(Generator::new(5, count, NOW))
    }

    #[test]
    fn lists_in_order_and_follows_changes() {
        let mut store = store(500);
        let all: Vec<u32> = store.between(By::Modified, false, None, None).collect();
        assert_eq!(all.len(), 500);
        let mut order = store.whole(7);
        order.modified = NOW;
        store.put(order);
        let last = store.between(By::Modified, false, None, None).next_back();
        assert_eq!(last, Some(7));
        assert_eq!(store.between(By::Modified, false, Some(NOW - 1), None).collect::<Vec<_>>(), [7]);
        assert_eq!(store.between(By::Modified, false, Some(NOW), None).count(), 0, "after is strict");
    }

    #[test]
    fn trashed_and_deleted_orders_leave_the_list() {
        let mut store = store(50);
        let id = store.row(3).unwrap().id;
        let mut order = store.whole(3);
        order.status = Status::Trash;
        store.put(order);
        assert_eq!(store.between(By::Created, false, None, None).count(), 49);
        assert_eq!(store.between(By::Created, true, None, None).collect::<Vec<_>>(), [3]);
        assert_eq!(store.slot(id), Some(3));
        store.delete(3);
        assert_eq!(store.slot(id), None);
        assert_eq!(store.between(By::Created, true, None, None).count(), 0);
    }

    #[test]
    fn refunds_are_the_orders_own() {
        let store = store(400);
        let listed: Vec<(i64, u64, u32)> = store.refunds().collect();
        assert!(listed.len() > 10);
        for (at, id, slot) in listed {
            let order = store.read(slot);
            assert!(order.refunds.iter().any(|refund| refund.id == id && refund.created == at));
        }
    }

    #[test]
    fn new_orders_follow() {
        let mut store = store(10);
        let id = store.next.post;
        store.next.post += 1;
        let order = store.generator().fresh(10, NOW, id);
        store.put(order);
        assert_eq!(store.slot(id), Some(10));
        assert_eq!(store.between(By::Created, false, None, None).next_back(), Some(10));
    }
}
