//! Orders with what is to be known before an edit of them: read in one go, however many they are.

use std::collections::BTreeMap;

use domain::{
    Capabilities, Code, Edit, Fault, Money, Notice, OrderId, ShopId, Warning, Weight,
    edit::{apply, mails, moves_money, warnings},
};
use replica::{Shop, StoredOrder};

use crate::{App, api::EditWarning, error::from_replica};

/// An order, its shop's abilities and the warnings of an edit.
pub(super) struct Judged {
    /// The order, as it is shown.
    pub stored: StoredOrder,
    /// Gravest first.
    pub warnings: Vec<Warning>,
}

/// Orders of one edit.
pub(super) struct JudgedOrders {
    /// In the order they were named, each once.
    pub orders: Vec<Judged>,
    shops: BTreeMap<ShopId, (Shop, Capabilities)>,
}

impl Judged {
    /// The warning that keeps the edit off this order.
    pub(super) fn refusal(&self) -> Option<&Warning> {
        self.warnings.iter().find(|warning| warning.weight == Weight::Refuses)
    }

    /// The warnings that need an explicit yes.
    pub(super) fn questions(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| warning.weight == Weight::Asks)
    }
}

impl JudgedOrders {
    /// Whether the shop of one of these orders mails for the edit, or money moves by it.
    pub(super) fn mails_or_moves_money(&self, edit: &Edit) -> bool {
        moves_money(edit) || self.shops.values().any(|(_, capabilities)| mails(edit, capabilities))
    }

    /// Each warning once, with its orders; gravest first.
    pub(super) fn by_warning(&self) -> Vec<EditWarning> {
        let mut all: Vec<EditWarning> = Vec::new();
        for judged in &self.orders {
            for warning in &judged.warnings {
                match all.iter_mut().find(|there| there.warning == *warning) {
                    Some(there) => there.orders.push(judged.stored.row.id),
                    None => all.push(EditWarning { warning: warning.clone(), orders: vec![judged.stored.row.id] }),
                }
            }
        }
        all.sort_by_key(|warning| std::cmp::Reverse(warning.warning.weight));
        all
    }

    /// Sums of the orders' totals, one a currency: as they are, and with the edit made.
    pub(super) fn totals(&self, edit: &Edit) -> (Vec<Money>, Vec<Money>) {
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        for Judged { stored, .. } in &self.orders {
            let order = &stored.order;
            let currency = order.currency.clone();
            *before.entry(currency.clone()).or_default() += order.totals.total;
            let mut made = order.clone();
            let statuses = self.shops.get(&stored.row.shop).map(|(shop, _)| shop.statuses.as_slice());
            apply(&mut made, edit, statuses.unwrap_or_default());
            *after.entry(currency).or_default() += made.totals.total;
        }
        let sums = |sums: BTreeMap<_, _>| sums.into_iter().map(|(currency, sum)| Money::new(sum, currency)).collect();
        (sums(before), sums(after))
    }
}

impl App {
    /// Reads orders and works out an edit's warnings.
    ///
    /// # Errors
    /// `NoSuchOrder` where one of them is not here; the replica's.
    pub(super) async fn judged(&self, ids: &[OrderId], edit: &Edit, notice: Notice) -> Result<JudgedOrders, Fault> {
        let mut wanted: Vec<OrderId> = Vec::with_capacity(ids.len());
        let mut named = std::collections::BTreeSet::new();
        wanted.extend(ids.iter().filter(|id| named.insert(**id)));
        let stored = self.replica().orders(&wanted).await.map_err(from_replica("read orders"))?;
        if stored.len() < wanted.len() {
            return Err(Fault::new(Code::NoSuchOrder, "read orders", "an order is no longer here"));
        }
        let shops = self.replica().shops().await.map_err(from_replica("read shops"))?;
        let shops: BTreeMap<ShopId, (Shop, Capabilities)> = shops
            .into_iter()
            .map(|shop| (shop.id, (connectors::capabilities(shop.system), shop)))
            .map(|(id, (capabilities, shop))| (id, (shop, capabilities)))
            .collect();
        let judge = |stored: StoredOrder| {
            let none = || Fault::new(Code::NoSuchShop, "read shop", "the shop is no longer connected");
            let (shop, capabilities) = shops.get(&stored.row.shop).ok_or_else(none)?;
            let warnings = warnings(edit, notice, &stored.order, &shop.statuses, capabilities);
            Ok(Judged { stored, warnings })
        };
        let orders = stored.into_iter().map(judge).collect::<Result<Vec<_>, Fault>>()?;
        let in_use = |id: &ShopId| orders.iter().any(|judged| judged.stored.row.shop == *id);
        let shops = shops.into_iter().filter(|(id, _)| in_use(id)).collect();
        Ok(JudgedOrders { orders, shops })
    }
}
