//! What the scripted shop does with writes.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use connectors::{Found, Pushed};
use domain::{Edit, EditKey, Fault, NativeId};
use jiff::Timestamp;

use crate::records::{notes_of, pulled, refund_of};
use crate::stock::State;

/// What happens to the next write.
#[derive(Clone, Debug, Default)]
pub enum Sending {
    /// It takes place and is answered.
    #[default]
    Answered,
    /// The shop says no: nothing took place.
    Refused(Fault),
    /// The answer is lost, nothing took place.
    LostBefore,
    /// It takes place, the answer is lost.
    LostAfter,
    /// The connection is lost, it takes place so much later.
    Late(Duration),
    /// It takes place, and no answer ever comes.
    Hanging,
}

/// What happens to the next look for a lost write.
#[derive(Clone, Debug, Default)]
pub enum Looking {
    /// The shop says whether it took place.
    #[default]
    Told,
    /// It keeps nothing by which to tell.
    Untold,
    /// It fails.
    Failed(Fault),
}

/// What was written, and what is to happen to writes.
#[derive(Default)]
pub struct Writes {
    /// Happens to the next ones; then all are answered.
    pub sending: VecDeque<Sending>,
    /// Happens to the next looks.
    pub looking: VecDeque<Looking>,
    /// What took place, in its order: a mark, an order, what.
    pub effects: Vec<(EditKey, Option<u64>, Edit)>,
    /// What takes place later.
    pub late: Vec<(Timestamp, EditKey, Edit, Option<u64>)>,
    /// Writes under way by order, and the most there ever were.
    under_way: HashMap<Option<u64>, u32>,
    pub most_on_one_order: u32,
    pub most_orders: usize,
    made: BTreeMap<String, u64>,
}

impl Writes {
    /// A write comes in.
    pub fn begin(&mut self, order: Option<u64>) -> Sending {
        let here = self.under_way.entry(order).or_default();
        *here += 1;
        self.most_on_one_order = self.most_on_one_order.max(*here);
        self.most_orders = self.most_orders.max(self.under_way.len());
        self.sending.pop_front().unwrap_or_default()
    }

    pub fn end(&mut self, order: Option<u64>) {
        let left = self.under_way.get_mut(&order).map_or(0, |here| {
            *here -= 1;
            *here
        });
        if left == 0 {
            self.under_way.remove(&order);
        }
    }

    /// How often something took place on an order.
    pub fn count(&self, order: u64, edit: &Edit) -> usize {
        self.effects.iter().filter(|(_, at, what)| *at == Some(order) && what == edit).count()
    }
}

impl State {
    /// Lets take place what is due.
    pub fn catch_up(&mut self, now: Timestamp) {
        let (due, still) = std::mem::take(&mut self.writes.late).into_iter().partition(|late| late.0 <= now);
        self.writes.late = still;
        let due: Vec<(Timestamp, EditKey, Edit, Option<u64>)> = due;
        for (at, key, edit, order) in due {
            self.carry_out(&key, &edit, order, at);
        }
    }

    /// It takes place.
    pub fn carry_out(&mut self, key: &EditKey, edit: &Edit, order: Option<u64>, now: Timestamp) -> Pushed {
        let mut pushed = Pushed::default();
        let id = match (order, edit) {
            (None, Edit::PlaceTestOrder { .. }) => self.place(now),
            (Some(id), _) if self.orders.contains_key(&id) => id,
            _ => return pushed,
        };
        let refund = matches!(edit, Edit::Refund { .. }).then(|| self.take_id());
        self.writes.effects.push((key.clone(), order, edit.clone()));
        let made = refund.or(matches!(edit, Edit::PlaceTestOrder { .. }).then_some(id));
        if let Some(made) = made {
            self.writes.made.insert(key.as_str().to_owned(), made);
        }
        if matches!(edit, Edit::Delete) {
            self.orders.remove(&id);
            return Pushed { gone: true, ..pushed };
        }
        let order = self.orders.get_mut(&id).unwrap();
        match edit {
            Edit::SetStatus { status } => order.status.clone_from(status),
            Edit::SetCustomerNote { text } => order.text.clone_from(text),
            Edit::Trash => order.trashed = true,
            Edit::Restore => order.trashed = false,
            Edit::Refund { .. } => order.refunds.extend(refund),
            Edit::AddNote { text, .. } => {
                order.notes.insert(0, text.clone());
                pushed.note = notes_of(id, order).into_iter().next();
                return pushed;
            }
            Edit::PlaceTestOrder { .. } => key.as_str().clone_into(&mut order.origin),
            other => panic!("not taken by the fake shop: {other:?}"),
        }
        order.modified = now;
        pushed.refund = refund.map(|refund| refund_of(refund, order.placed));
        pushed.made = made.map(NativeId::from);
        // A refund's answer is the refund alone.
        pushed.order = refund.is_none().then(|| pulled(id, order));
        pushed
    }

    /// Whether something of this mark took place.
    pub fn found(&self, key: &EditKey, _now: Timestamp) -> Found {
        let Some((_, order, edit)) = self.writes.effects.iter().find(|(done, ..)| done == key) else {
            return Found::NotDone;
        };
        let made = self.writes.made.get(key.as_str()).copied();
        let id = order.or(made);
        let there = id.and_then(|id| Some((id, self.orders.get(&id)?)));
        if matches!(edit, Edit::PlaceTestOrder { .. }) && there.is_none() {
            // It bore its mark itself.
            return Found::NotDone;
        }
        let refund = made.filter(|_| matches!(edit, Edit::Refund { .. }));
        Found::Done(Box::new(Pushed {
            order: there.map(|(id, order)| pulled(id, order)),
            refund: refund.zip(there).map(|(refund, (_, order))| refund_of(refund, order.placed)),
            made: made.map(NativeId::from),
            ..Pushed::default()
        }))
    }
}
