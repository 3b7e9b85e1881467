//! The lines of a WooCommerce shop's state file.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::journal::Entry;

use super::{generate::NextIds, model::Order};

/// One change. Everything that belongs together stands in one line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// An order as it is now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order: Option<Order>,
    /// An order deleted for good.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub erased: Option<u64>,
    /// Moves of stock.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub stock: Vec<(u64, i64)>,
    /// Where the sequences stand.
    pub next: NextIds,
    /// Up to when orders were placed on their own.
    pub placed_until: (i64, u64),
}

impl Entry for Record {
    /// Keeps the last line of each order; all moves of stock go into the last line of all.
    fn without_overtaken(mut records: Vec<Self>) -> Vec<Self> {
        let about = |record: &Self| record.order.as_ref().map(|order| order.id).or(record.erased);
        let mut last: HashMap<u64, usize> = HashMap::new();
        let mut stock: BTreeMap<u64, i64> = BTreeMap::new();
        for (at, record) in records.iter_mut().enumerate() {
            last.extend(about(record).map(|id| (id, at)));
            for (id, pieces) in std::mem::take(&mut record.stock) {
                *stock.entry(id).or_default() += pieces;
            }
        }
        if let Some(newest) = records.last_mut() {
            newest.stock = stock.into_iter().collect();
        }
        let is_last = |(at, record): &(usize, Self)| about(record).is_none_or(|id| last.get(&id) == Some(at));
        records.into_iter().enumerate().filter(is_last).map(|(_, record)| record).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Header, Journal, StateFileError};

    #[test]
    fn lines_that_were_overtaken_are_dropped_and_stock_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let header = Header::new(1, 10, 5);
        let mut opened = Journal::open::<Record>(&path, header).unwrap();
        let generator = super::super::generate::Generator::new(1, 10, 1_795_306_343);
        for step in 0..2_000 {
            let mut order = generator.whole(step % 3);
            order.customer_note = step.to_string();
            let line = Record { order: Some(order), erased: None, stock: vec![(7, -1)], ..record(1) };
            opened.journal.record(&line).unwrap();
        }
        assert!(matches!(Journal::open::<Record>(&path, header), Err(StateFileError::InUse { .. })));
        let size = std::fs::metadata(&path).unwrap().len();
        drop(opened);
        for _ in 0..2 {
            let reopened = Journal::open::<Record>(&path, header).unwrap();
            let note = |record: &Record| record.order.as_ref().unwrap().customer_note.clone();
            assert_eq!(reopened.records.iter().map(note).collect::<Vec<_>>(), ["1997", "1998", "1999"]);
            let moved: i64 = reopened.records.iter().flat_map(|record| &record.stock).map(|(_, pieces)| pieces).sum();
            assert_eq!(moved, -2_000);
        }
        assert!(std::fs::metadata(&path).unwrap().len() < size / 100);
        let mut opened = Journal::open::<Record>(&path, header).unwrap();
        opened.journal.record(&record(9)).unwrap();
        drop(opened);
        assert_eq!(Journal::open::<Record>(&path, header).unwrap().records.len(), 4, "the new file is written on");
    }

    fn record(id: u64) -> Record {
        let next = NextIds { post: id, item: 1, meta: 1, item_meta: 1, note: 1, fulfillment: 1 };
        Record { order: None, erased: Some(id), stock: Vec::new(), next, placed_until: (0, 0) }
    }

    #[test]
    fn a_torn_line_is_cut_off_and_writing_goes_on() {
        let path = std::env::temp_dir().join(format!("demo-shop-journal-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let header = Header::new(1, 10, 5);
        let mut opened = Journal::open::<Record>(&path, header).unwrap();
        opened.journal.record(&record(1)).unwrap();
        opened.journal.record(&record(2)).unwrap();
        drop(opened);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 7]).unwrap();
        let mut opened = Journal::open::<Record>(&path, Header::new(9, 9, 9)).unwrap();
        assert_eq!(opened.header, header, "the file's own header wins");
        assert_eq!(opened.records.len(), 1);
        opened.journal.record(&record(3)).unwrap();
        drop(opened);
        let opened = Journal::open::<Record>(&path, header).unwrap();
        assert_eq!(opened.records.iter().map(|record| record.erased).collect::<Vec<_>>(), [Some(1), Some(3)]);
        drop(opened);
        std::fs::write(&path, "something else\n").unwrap();
        assert!(matches!(Journal::open::<Record>(&path, header), Err(StateFileError::Foreign { .. })));
        std::fs::remove_file(&path).unwrap();
    }
}
