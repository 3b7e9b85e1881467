//! All orders and where their documents are. Held in memory whole: about three kilobytes an order.

use std::collections::BTreeMap;

use super::{
    ids::Ids,
    model::{CreditMemo, Invoice, Order, Shipment},
};

/// The shop's orders.
#[derive(Debug)]
pub struct Store {
    orders: BTreeMap<u64, Order>,
    /// Where the sequences stand.
    pub ids: Ids,
    invoices: BTreeMap<u64, u64>,
    shipments: BTreeMap<u64, u64>,
    credits: BTreeMap<u64, u64>,
}

impl Store {
    /// An empty shop.
    pub fn new(ids: Ids) -> Self {
        Self {
            orders: BTreeMap::new(),
            ids,
            invoices: BTreeMap::new(),
            shipments: BTreeMap::new(),
            credits: BTreeMap::new(),
        }
    }

    /// An order.
    pub fn order(&self, id: u64) -> Option<&Order> {
        self.orders.get(&id)
    }

    /// All orders by id.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// Takes an order in as it is.
    pub fn put(&mut self, order: Order) {
        self.invoices.extend(order.invoices.iter().map(|made| (made.id, order.id)));
        self.shipments.extend(order.shipments.iter().map(|made| (made.id, order.id)));
        self.credits.extend(order.credits.iter().map(|made| (made.id, order.id)));
        self.orders.insert(order.id, order);
    }

    /// Takes a changed order in. `updated_at` of its rows moves where a column of that row changed, and nowhere else.
    pub fn keep(&mut self, mut order: Order, now: i64) -> &Order {
        let id = order.id;
        if let Some(before) = self.orders.get(&id) {
            if before.columns != order.columns {
                order.updated = now;
            }
            for item in &mut order.items {
                if before.items.iter().any(|known| known.id == item.id && known != item) {
                    item.updated = now;
                }
            }
        }
        self.put(order.clone());
        self.orders.entry(id).or_insert(order)
    }

    /// Forgets an order with all its documents.
    pub fn erase(&mut self, id: u64) -> bool {
        for of in [&mut self.invoices, &mut self.shipments, &mut self.credits] {
            of.retain(|_, order| *order != id);
        }
        self.orders.remove(&id).is_some()
    }

    /// All invoices by id, each with its order.
    pub fn invoices(&self) -> impl Iterator<Item = (&Order, &Invoice)> {
        self.invoices.keys().filter_map(|id| self.invoice(*id))
    }

    /// An invoice with its order.
    pub fn invoice(&self, id: u64) -> Option<(&Order, &Invoice)> {
        let order = self.orders.get(self.invoices.get(&id)?)?;
        order.invoices.iter().find(|made| made.id == id).map(|made| (order, made))
    }

    /// All shipments by id.
    pub fn shipments(&self) -> impl Iterator<Item = (&Order, &Shipment)> {
        self.shipments.keys().filter_map(|id| self.shipment(*id))
    }

    /// A shipment with its order.
    pub fn shipment(&self, id: u64) -> Option<(&Order, &Shipment)> {
        let order = self.orders.get(self.shipments.get(&id)?)?;
        order.shipments.iter().find(|made| made.id == id).map(|made| (order, made))
    }

    /// All credit memos by id.
    pub fn credits(&self) -> impl Iterator<Item = (&Order, &CreditMemo)> {
        self.credits.keys().filter_map(|id| self.credit(*id))
    }

    /// A credit memo with its order.
    pub fn credit(&self, id: u64) -> Option<(&Order, &CreditMemo)> {
        let order = self.orders.get(self.credits.get(&id)?)?;
        order.credits.iter().find(|made| made.id == id).map(|made| (order, made))
    }

    /// The shipment a track is on, with its order.
    pub fn tracked(&self, track: u64) -> Option<(&Order, &Shipment)> {
        self.shipments().find(|(_, made)| made.tracks.iter().any(|known| known.id == track))
    }
}
