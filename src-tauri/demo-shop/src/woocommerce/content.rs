//! An order's content without the detour over JSON: a simulation compares thousands of shops with what a client holds, order by order.

use serde_json::Value;

use crate::{amount::Amount, people::Address};

use super::{DemoShop, effects::tracking_numbers, model::Order};

/// What an order holds, as far as clients read and write it.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Post id.
    pub id: u64,
    /// Slug; `trash` in the bin.
    pub status: &'static str,
    /// UTC second of the last change, as far as the shop tells.
    pub modified: i64,
    /// UTC second of the payment.
    pub paid: Option<i64>,
    /// Who or what placed it.
    pub created_via: String,
    /// What the customer wrote.
    pub customer_note: String,
    /// Who pays.
    pub billing: Address,
    /// Where it goes.
    pub shipping: Address,
    /// Line id, pieces, amount without tax.
    pub lines: Vec<(u64, i64, Amount)>,
    /// With tax, before refunds.
    pub total: Amount,
    /// Given back so far.
    pub refunded: Amount,
    /// Refund id and amount, oldest first.
    pub refunds: Vec<(u64, Amount)>,
    /// Note id, text (HTML), mailed to the customer; oldest first.
    pub notes: Vec<(u64, String, bool)>,
    /// Tracking numbers wherever they are kept, each as often as it stands there.
    pub tracking_numbers: Vec<String>,
    /// Key and value.
    pub meta: Vec<(String, Value)>,
}

impl DemoShop {
    /// What an order holds now; trashed ones too. Late effects that are due have taken place.
    pub fn content(&self, id: u64) -> Option<Content> {
        self.catch_up();
        let state = self.state();
        state.store.slot(id).map(|slot| content(state.store.whole(slot)))
    }

    /// What all orders hold, by id, trashed ones included.
    pub fn contents(&self) -> Vec<Content> {
        self.catch_up();
        let state = self.state();
        state.store.rows().map(|(slot, _)| content(state.store.whole(slot))).collect()
    }
}

fn content(order: Order) -> Content {
    Content {
        id: order.id,
        status: order.status.slug(),
        modified: order.modified,
        paid: order.paid,
        lines: order.lines.iter().map(|line| (line.id, line.quantity, line.total)).collect(),
        total: order.totals.total,
        refunded: order.refunded(),
        refunds: order.refunds.iter().map(|refund| (refund.id, refund.amount)).collect(),
        tracking_numbers: tracking_numbers(&order),
        created_via: order.created_via,
        customer_note: order.customer_note,
        billing: order.billing,
        shipping: order.shipping,
        notes: order.notes.into_iter().map(|note| (note.id, note.text, note.to_customer)).collect(),
        meta: order.meta.into_iter().map(|row| (row.key, row.value)).collect(),
    }
}
