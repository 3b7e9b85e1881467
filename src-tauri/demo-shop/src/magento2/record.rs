//! The lines of a Magento shop's state file.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::journal::Entry;

use super::{ids::Ids, model::Order};

/// One change.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// An order as it is now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order: Option<Order>,
    /// An order deleted for good.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub erased: Option<u64>,
    /// Where the sequences stand.
    pub ids: Ids,
    /// Orders there ever were.
    pub placed: u64,
    /// Up to when orders were placed on their own.
    pub placed_until: (i64, u64),
}

impl Entry for Record {
    /// Keeps the last line of each order.
    fn without_overtaken(records: Vec<Self>) -> Vec<Self> {
        let about = |record: &Self| record.order.as_ref().map(|order| order.id).or(record.erased);
        let last: HashMap<u64, usize> =
            records.iter().enumerate().filter_map(|(at, record)| Some((about(record)?, at))).collect();
        let is_last = |(at, record): &(usize, Self)| about(record).is_none_or(|id| last.get(&id) == Some(at));
        records.into_iter().enumerate().filter(is_last).map(|(_, record)| record).collect()
    }
}
