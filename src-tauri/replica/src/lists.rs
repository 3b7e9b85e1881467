//! Lists, searches and counts. A list is the ids of all listed orders in one sort's order (one covering index read,
//! handed over as one value) filtered by sets of ids: a view's, a shop's, a search term's. Both are remembered until
//! the orders change; what a change did is then patched into the sets where it is known.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{BuiltInView, Direction, OrderId, Sort};
use jiff::{Timestamp, tz::TimeZone};
use sqlx::{Connection, SqliteConnection};

use crate::{
    Applied, ListQuery, Replica, Result,
    filter::{self, Filter},
    ids::IdSet,
    replica::generation,
};

/// All ids of a list in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenList {
    /// The orders, in order.
    pub ids: Arc<[OrderId]>,
    /// How many of them were not opened yet since they came in.
    pub unseen: u32,
    /// Generation of the orders it was read at; a list of the same query and generation is the same.
    pub generation: u64,
}

/// What is remembered of one generation of the orders.
#[derive(Default)]
struct Memory {
    generation: i64,
    sorted: HashMap<Sort, Arc<[OrderId]>>,
    sets: HashMap<Filter, Remembered>,
    /// What later generations changed, one entry each, as far as this process knows.
    told: Vec<(i64, Vec<OrderId>)>,
}

/// A set, and over how many generations nobody asked for it.
struct Remembered {
    set: Arc<IdSet>,
    unused: u8,
}

/// A set that nobody asked for over so many generations is not patched any further.
const UNUSED_LIMIT: u8 = 8;
/// More filters than a side bar and a few searches have are not remembered.
const SETS_KEPT: usize = 64;
/// With more changed orders than this, reading anew is cheaper than patching.
const PATCH_LIMIT: usize = 500;

/// The index of words opens its lists anew for every order that is asked for.
const WORDS_PATCH_LIMIT: usize = 4;

/// The memory, shared by all clones of a replica.
#[derive(Default)]
pub(crate) struct Lists(Mutex<Memory>);

impl Lists {
    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells what a commit of this process changed. `all`: more than orders changed.
    pub(crate) fn tell(&self, generation: i64, all: bool, applied: &Applied) {
        let mut memory = self.memory();
        if all || memory.told.len() > PATCH_LIMIT {
            // A gap: the next reader starts anew.
            memory.told.clear();
            return;
        }
        let ids = applied.changed.iter().chain(&applied.removed).copied();
        memory.told.push((generation, ids.collect()));
    }

    /// The orders that changed since what is remembered, where that is known and not too much.
    fn changed_since(&self, now: i64) -> Option<Vec<OrderId>> {
        let memory = self.memory();
        let mut ids = Vec::new();
        let mut next = memory.generation + 1;
        for (generation, changed) in &memory.told {
            if *generation == next && next <= now {
                ids.extend_from_slice(changed);
                next += 1;
            }
        }
        let known = memory.generation > 0 && next == now + 1 && ids.len() <= PATCH_LIMIT;
        known.then_some(ids)
    }

    /// The sets worth patching.
    fn sets(&self) -> Vec<(Filter, Arc<IdSet>, u8)> {
        let memory = self.memory();
        memory
            .sets
            .iter()
            .filter(|(_, known)| known.unused < UNUSED_LIMIT)
            .map(|(filter, known)| (filter.clone(), Arc::clone(&known.set), known.unused + 1))
            .collect()
    }

    fn start(&self, generation: i64, sets: HashMap<Filter, Remembered>) {
        let mut memory = self.memory();
        if generation <= memory.generation {
            return;
        }
        memory.told.retain(|(told, _)| *told > generation);
        memory.generation = generation;
        memory.sorted.clear();
        memory.sets = sets;
    }

    fn known_set(&self, generation: i64, filter: &Filter) -> Option<Arc<IdSet>> {
        let mut memory = self.memory();
        if memory.generation != generation {
            return None;
        }
        let known = memory.sets.get_mut(filter)?;
        known.unused = 0;
        Some(Arc::clone(&known.set))
    }

    fn keep_set(&self, generation: i64, filter: Filter, set: &Arc<IdSet>) {
        let mut memory = self.memory();
        if memory.generation == generation {
            if memory.sets.len() >= SETS_KEPT {
                memory.sets.clear();
            }
            memory.sets.insert(filter, Remembered { set: Arc::clone(set), unused: 0 });
        }
    }

    fn known_sort(&self, generation: i64, sort: Sort) -> Option<Arc<[OrderId]>> {
        let memory = self.memory();
        (memory.generation == generation).then(|| memory.sorted.get(&sort).cloned())?
    }

    fn keep_sort(&self, generation: i64, sort: Sort, ids: &Arc<[OrderId]>) {
        let mut memory = self.memory();
        if memory.generation == generation {
            memory.sorted.insert(sort, Arc::clone(ids));
        }
    }
}

/// Reading lists within one transaction, so that all parts are of one generation.
pub(crate) struct Reading<'a> {
    pub(crate) tx: &'a mut SqliteConnection,
    lists: &'a Lists,
    pub(crate) generation: i64,
    time_zone: &'a TimeZone,
    now: Timestamp,
}

impl<'a> Reading<'a> {
    /// Starts reading; `tx` must be within a transaction.
    pub(crate) async fn start(tx: &'a mut SqliteConnection, replica: &'a Replica, now: Timestamp) -> Result<Self> {
        let generation = generation(tx).await?.1;
        let lists = &replica.inner.lists;
        let mut reading = Self { tx, lists, generation, time_zone: &replica.inner.time_zone, now };
        if lists.memory().generation < generation {
            let sets = reading.patched().await?;
            lists.start(generation, sets);
        }
        Ok(reading)
    }

    /// The remembered sets with the changed orders looked at again.
    async fn patched(&mut self) -> Result<HashMap<Filter, Remembered>> {
        let mut patched = HashMap::new();
        let Some(changed) = self.lists.changed_since(self.generation) else {
            return Ok(patched);
        };
        for (filter, set, unused) in self.lists.sets() {
            if filter.is_of_words() && changed.len() > WORDS_PATCH_LIMIT {
                continue;
            }
            let now_in = filter.read(self.tx, Some(&changed)).await?;
            let mut set = IdSet::clone(&set);
            for id in &changed {
                set.put(*id, now_in.has(*id));
            }
            patched.insert(filter, Remembered { set: Arc::new(set), unused });
        }
        Ok(patched)
    }

    /// The ids of all listed orders, smallest or oldest first.
    async fn sorted(&mut self, sort: Sort) -> Result<Arc<[OrderId]>> {
        if let Some(known) = self.lists.known_sort(self.generation, sort) {
            return Ok(known);
        }
        let text: Option<String> = sqlx::query_scalar(sorted_sql(sort)).fetch_one(&mut *self.tx).await?;
        let ids: Arc<[OrderId]> = crate::ids::parse(text.as_deref().unwrap_or("")).into();
        self.lists.keep_sort(self.generation, sort, &ids);
        Ok(ids)
    }

    async fn set(&mut self, filter: Filter) -> Result<Arc<IdSet>> {
        if let Some(known) = self.lists.known_set(self.generation, &filter) {
            return Ok(known);
        }
        let set = Arc::new(filter.read(self.tx, None).await?);
        self.lists.keep_set(self.generation, filter, &set);
        Ok(set)
    }

    /// The orders of a query; `None`: all that are listed.
    pub(crate) async fn matching(&mut self, query: &ListQuery) -> Result<Option<IdSet>> {
        let mut matching: Option<IdSet> = None;
        let plan = filter::plan(self.tx, query, self.time_zone, self.now).await?;
        for filter in plan.all_of {
            let set = self.set(filter).await?;
            match &mut matching {
                Some(matching) => matching.keep(&set),
                None => matching = Some(IdSet::clone(&set)),
            }
        }
        if plan.none_of.is_empty() {
            return Ok(matching);
        }
        let mut left = match matching {
            Some(left) => left,
            None => IdSet::clone(&*self.set(Filter::listed()).await?),
        };
        for filter in plan.none_of {
            left.drop_all(&*self.set(filter).await?);
        }
        Ok(Some(left))
    }

    /// How many orders a query has.
    pub(crate) async fn count(&mut self, query: &ListQuery) -> Result<u32> {
        match self.matching(query).await? {
            Some(set) => {
                // A search also finds drafts and deleted orders, which no list shows.
                let listed = self.set(Filter::listed()).await?;
                Ok(set.count_with(&listed))
            }
            None => Ok(self.set(Filter::listed()).await?.count()),
        }
    }

    async fn list(&mut self, query: &ListQuery) -> Result<OpenList> {
        let matching = self.matching(query).await?;
        let new = self.set(Filter::view("unseen = 1")).await?;
        let unseen = matching.as_ref().map_or_else(|| new.count(), |set| set.count_with(&new));
        let sorted = self.sorted(query.sort).await?;
        let ids = match (matching, query.direction) {
            (None, Direction::Ascending) => sorted,
            (None, Direction::Descending) => sorted.iter().rev().copied().collect(),
            (Some(set), Direction::Ascending) => sorted.iter().copied().filter(|id| set.has(*id)).collect(),
            (Some(set), Direction::Descending) => sorted.iter().rev().copied().filter(|id| set.has(*id)).collect(),
        };
        Ok(OpenList { ids, unseen, generation: u64::try_from(self.generation).unwrap_or_default() })
    }
}

/// The index of each sort holds its key and the row: nothing else is read. `group_concat` hands the ids over as one
/// value; a hundred thousand rows would take ten times as long. SQLite keeps the order of a sorted sub-query under an
/// aggregate whose result depends on it.
const fn sorted_sql(sort: Sort) -> &'static str {
    macro_rules! by {
        ($index:literal, $order:literal) => {
            concat!(
                "SELECT group_concat(id) FROM (SELECT id FROM order_row INDEXED BY ",
                $index,
                " WHERE listed = 1 ORDER BY ",
                $order,
                ", id)"
            )
        };
    }
    match sort {
        Sort::PlacedAt => by!("order_by_placed", "placed_at"),
        Sort::Number => by!("order_by_number", "number_key"),
        Sort::Customer => by!("order_by_customer", "customer_key"),
        Sort::Status => by!("order_by_status", "status"),
        Sort::Total => by!("order_by_total", "currency, total"),
        Sort::Pieces => by!("order_by_pieces", "pieces"),
        Sort::Place => by!("order_by_place", "country, city_key"),
        Sort::Shipping => by!("order_by_shipping", "shipping_key"),
        Sort::ModifiedAt => by!("order_by_modified", "modified_at"),
    }
}

impl Replica {
    /// Opens a list: all its ids, in order. Pages of it are then read by [`Replica::rows`].
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn open_list(&self, query: &ListQuery, now: Timestamp) -> Result<OpenList> {
        let mut reader = self.reader().await?;
        self.watch(open_list(&mut reader, self, query, now).await)
    }

    /// How many orders a list has.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn count(&self, query: &ListQuery, now: Timestamp) -> Result<u32> {
        let mut reader = self.reader().await?;
        self.watch(count(&mut reader, self, query, now).await)
    }
}

async fn open_list(
    reader: &mut SqliteConnection,
    replica: &Replica,
    query: &ListQuery,
    now: Timestamp,
) -> Result<OpenList> {
    let mut tx = reader.begin().await?;
    let list = Reading::start(&mut tx, replica, now).await?.list(query).await?;
    tx.commit().await?;
    Ok(list)
}

async fn count(reader: &mut SqliteConnection, replica: &Replica, query: &ListQuery, now: Timestamp) -> Result<u32> {
    let mut tx = reader.begin().await?;
    let count = Reading::start(&mut tx, replica, now).await?.count(query).await?;
    tx.commit().await?;
    Ok(count)
}

/// The filter of a built-in view; none for the view of all.
pub(crate) fn view_filter(view: BuiltInView, time_zone: &TimeZone, now: Timestamp) -> Option<Filter> {
    match view {
        BuiltInView::ToPack => Some(Filter::view("(views & 1)")),
        BuiltInView::AwaitingPayment => Some(Filter::view("(views & 2)")),
        BuiltInView::OnHold => Some(Filter::view("(views & 4)")),
        BuiltInView::Problems => Some(Filter::view("(views & 8)")),
        BuiltInView::ShippedToday => Some(filter::shipped_today(time_zone, now)),
        BuiltInView::All => None,
    }
}
