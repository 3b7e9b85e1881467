//! Which orders faults have poisoned, and which request a fault hits.

use crate::{
    dice::{Dice, Purpose},
    faults::{Fault, FaultKind},
    strikes::{self, Struck},
};

use super::{query::Request, reply::writes, state::State};

impl State {
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
        strikes::clock_off(&self.faults)
    }

    /// Throws for each fault what becomes of this request.
    pub fn strike(&mut self, request: &Request) -> Struck {
        strikes::strike(&self.faults, &mut self.dice, writes(&request.method))
    }
}
