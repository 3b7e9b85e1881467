//! Running numbers: every table has its own, and every store view numbers its orders and documents by itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A table or document whose rows are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Of {
    Order,
    Item,
    Address,
    History,
    Invoice,
    InvoiceItem,
    InvoiceComment,
    Shipment,
    ShipmentItem,
    ShipmentComment,
    Track,
    Credit,
    CreditItem,
    CreditComment,
}

/// Where the numbers stand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(Of, u64, u64)>", into = "Vec<(Of, u64, u64)>")]
pub struct Ids(BTreeMap<(Of, u64), u64>);

impl Ids {
    /// The next row of a table, from 1.
    pub fn next(&mut self, of: Of) -> u64 {
        self.count(of, 0)
    }

    /// The next number people see, as in `000000012`; those of the second store view begin with a 2.
    pub fn increment(&mut self, of: Of, store: u64) -> String {
        let number = self.count(of, store);
        if store > 1 { format!("{store}{number:09}") } else { format!("{number:09}") }
    }

    fn count(&mut self, of: Of, store: u64) -> u64 {
        let last = self.0.entry((of, store)).or_default();
        *last += 1;
        *last
    }
}

impl From<Vec<(Of, u64, u64)>> for Ids {
    fn from(rows: Vec<(Of, u64, u64)>) -> Self {
        Self(rows.into_iter().map(|(of, store, last)| ((of, store), last)).collect())
    }
}

impl From<Ids> for Vec<(Of, u64, u64)> {
    fn from(ids: Ids) -> Self {
        ids.0.into_iter().map(|((of, store), last)| (of, store, last)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_by_table_and_store() {
        let mut ids = Ids::default();
        assert_eq!((ids.next(Of::Order), ids.next(Of::Order), ids.next(Of::Item)), (1, 2, 1));
        assert_eq!(ids.increment(Of::Order, 1), "000000001");
        assert_eq!(ids.increment(Of::Order, 2), "2000000001");
        assert_eq!(ids.increment(Of::Order, 1), "000000002");
        let text = serde_json::to_string(&ids).unwrap();
        let mut back: Ids = serde_json::from_str(&text).unwrap();
        assert_eq!(back.next(Of::Order), 3);
    }
}
