//! The shop's past, grown from a seed. Orders are placed and then dealt with step by step in the order of time, through the same
//! functions as the interface uses: numbers rise with time, and no order is in a state its documents do not bear out.

mod fresh;
mod past;

pub use fresh::{Basket, Line, ordered};
pub use past::{begin, pay};

use crate::calendar;

use super::{ids::Ids, model::Order, store::Store, wares::Wares};

/// Payment methods whose provider moves the money: card (held when ordered, taken when invoiced) and iDEAL (paid at once).
pub const ONLINE_METHODS: [&str; 2] = ["braintree", "mollie_methods_ideal"];

/// Where the shop grows from.
#[derive(Debug)]
pub struct Generator {
    /// Its seed.
    pub seed: u64,
    /// Orders at the start.
    pub count: u64,
    /// UTC second no generated date passes.
    pub now: i64,
    /// The merchant has a status of his own, `packed`.
    pub packed: bool,
    /// What is on sale.
    pub wares: Wares,
}

impl Generator {
    /// A shop of `count` orders up to `now`; `packed`: with the merchant's own status.
    pub fn new(seed: u64, count: u64, now: i64, packed: bool) -> Self {
        Self { seed, count, now, packed, wares: Wares::new(seed) }
    }

    /// How many customers have an account.
    pub fn customers(&self) -> u64 {
        (self.count * 2 / 5).clamp(5, 20_000)
    }

    /// The order whose customer bears the hostile name.
    fn hostile(&self) -> u64 {
        self.count.saturating_sub(4)
    }

    /// Everything that happened before today.
    pub fn past(&self) -> Store {
        let mut events: Vec<(i64, u64, past::Step)> = Vec::new();
        for index in 0..self.count {
            let placed = calendar::placed(self.seed, self.count, self.now, index);
            events.push((placed, index, past::Step::Place));
            let steps = past::steps(self, index, placed);
            events.extend(steps.into_iter().filter(|(at, _)| *at < self.now - 60).map(|(at, step)| (at, index, step)));
        }
        // The order of one order's own steps stays: the sort is stable.
        events.sort_by_key(|(at, index, _)| (*at, *index));
        let mut store = Store::new(Ids::default());
        let mut ids = vec![0; self.count as usize];
        for (at, index, step) in events {
            let Some(id) = ids.get_mut(index as usize) else { continue };
            if let past::Step::Place = step {
                let mut order = self.fresh(index, at, &mut store.ids);
                past::begin(&mut order, &mut store.ids, at);
                *id = order.id;
                store.put(order);
                continue;
            }
            let Some(before) = store.order(*id) else { continue };
            let mut order: Order = before.clone();
            past::take(&mut order, &mut store.ids, &step, at);
            store.keep(order, at);
        }
        store
    }
}
