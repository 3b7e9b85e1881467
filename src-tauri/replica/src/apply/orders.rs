//! A run of orders: what is there is looked up at once, what changed is written at once.

use std::collections::HashMap;

use domain::{NativeId, Note, Order, OrderId, Refund, StateTriple};

use super::{Work, refunds::merge, write};
use crate::{
    HistoryEvent, Result,
    codec::{content_hash, from_json, hash_from, json},
    projection::{Columns, search_words},
    shops::json_ids,
};

/// An order as the sync hands it over.
pub(crate) struct Incoming {
    pub(crate) order: Order,
    pub(crate) raw: Vec<u8>,
    pub(crate) history: bool,
}

/// What is there of an order.
pub(crate) struct Present {
    pub(crate) id: i64,
    native_id: String,
    status: String,
    modified_at: Option<i64>,
    unseen: bool,
    printed: bool,
    quarantined: bool,
    raw_hash: Vec<u8>,
    body_hash: Vec<u8>,
    first_seen_at: i64,
    notes_fetched_at: Option<i64>,
    notes_due: bool,
}

/// An order ready to be written.
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) native_id: String,
    pub(crate) number: String,
    pub(crate) columns: Columns,
    pub(crate) status: String,
    pub(crate) status_known: bool,
    pub(crate) states: StateTriple,
    pub(crate) currency: String,
    pub(crate) unseen: bool,
    pub(crate) printed: bool,
    pub(crate) raw_hash: u128,
    pub(crate) body_hash: u128,
    pub(crate) refunds: String,
    pub(crate) first_seen_at: i64,
    pub(crate) notes_fetched_at: Option<i64>,
    pub(crate) notes_due: bool,
    pub(crate) body: Vec<u8>,
    pub(crate) raw: Vec<u8>,
    pub(crate) words: String,
}

/// What the tables know of a run's orders before it is written.
struct Known {
    present: HashMap<String, Present>,
    alerts: HashMap<String, bool>,
    printed: Vec<String>,
    refunds: HashMap<String, Vec<Refund>>,
    notes: HashMap<i64, Vec<Note>>,
    next_id: i64,
}

impl Work<'_> {
    /// Writes a run of orders. Where one comes twice, its last is what counts.
    pub(crate) async fn put_orders(&mut self, run: Vec<Incoming>) -> Result<()> {
        if run.is_empty() {
            return Ok(());
        }
        let mut last: HashMap<NativeId, usize> = HashMap::with_capacity(run.len());
        for (at, incoming) in run.iter().enumerate() {
            last.insert(incoming.order.native_id.clone(), at);
        }
        let run: Vec<Incoming> = run
            .into_iter()
            .enumerate()
            .filter(|(at, incoming)| last.get(&incoming.order.native_id) == Some(at))
            .map(|(_, incoming)| incoming)
            .collect();
        let ids: Vec<NativeId> = run.iter().map(|i| i.order.native_id.clone()).collect();
        let ids = json_ids(&ids)?;
        let mut known = self.known(&ids).await?;
        let (mut rows, mut same, mut events, mut decisions) = (vec![], vec![], vec![], vec![]);
        for incoming in run {
            if !known.alerts.contains_key(incoming.order.native_id.as_str()) {
                let seen_before = known.present.contains_key(incoming.order.native_id.as_str());
                if let Some(rings) = self.decide(&incoming, seen_before) {
                    decisions.push((incoming.order.native_id.0.clone(), rings));
                    known.alerts.insert(incoming.order.native_id.0.clone(), rings);
                }
            }
            match self.row(incoming, &mut known, &mut events)? {
                Put::Same(id) => same.push(id),
                Put::Row(row) => rows.push(*row),
            }
        }
        self.changed.extend(rows.iter().map(|row| OrderId(row.id)));
        for id in rows.iter().map(|row| OrderId(row.id)) {
            self.removed.remove(&id);
        }
        self.write_decisions(&decisions).await?;
        self.due(&decisions, &rows, &same, &known.present);
        write::orders(self.tx, self.shop, self.now, &rows).await?;
        write::read_again(self.tx, self.now, &same).await?;
        write::events(self.tx, self.shop, self.now, &events).await?;
        self.release_orders(&ids).await
    }

    /// Names the orders whose alert became due.
    fn due(&mut self, decisions: &[(String, bool)], rows: &[Row], same: &[i64], present: &HashMap<String, Present>) {
        for (native_id, _) in decisions.iter().filter(|(_, rings)| *rings) {
            let written = rows.iter().find(|row| row.native_id == *native_id);
            let there = present.get(native_id).filter(|p| same.contains(&p.id));
            if let Some(id) = written.map(|row| row.id).or(there.map(|p| p.id)) {
                self.alerts.insert(OrderId(id));
            }
        }
    }

    /// The row of an order, or that it is as it was.
    fn row(&mut self, incoming: Incoming, known: &mut Known, events: &mut Vec<(String, HistoryEvent)>) -> Result<Put> {
        let Incoming { mut order, raw, .. } = incoming;
        let native_id = order.native_id.0.clone();
        merge(&mut order, known.refunds.get(&native_id));
        let body = json(&order)?;
        let (raw_hash, body_hash) = (content_hash(&raw), content_hash(body.as_bytes()));
        let before = known.present.get(&native_id);
        let rings = known.alerts.get(&native_id).copied().unwrap_or(false);
        if let Some(before) = before
            && !before.quarantined
            && (before.unseen || !rings)
            && hash_from(&before.raw_hash) == raw_hash
            && hash_from(&before.body_hash) == body_hash
        {
            return Ok(Put::Same(before.id));
        }
        let columns = Columns::of(&order, &self.tag);
        if let Some(before) = before.filter(|before| before.status != order.status) {
            let (from, to) = (before.status.clone(), order.status.clone());
            events.push((native_id.clone(), HistoryEvent::Status { from, to }));
        }
        let id = before.map_or_else(
            || {
                known.next_id += 1;
                known.next_id
            },
            |before| before.id,
        );
        let modified = before.is_none_or(|before| before.modified_at != columns.modified_at);
        let notes = known.notes.get(&id).map_or(&[][..], Vec::as_slice);
        let words = search_words(&order, &self.tag, notes);
        let refunds: Vec<&NativeId> = order.refunds.iter().map(|r| &r.native_id).collect();
        Ok(Put::Row(Box::new(Row {
            id,
            number: order.number.clone(),
            status_known: order.status_known,
            states: order.states,
            currency: order.currency.as_str().to_owned(),
            unseen: before.map_or(rings, |before| before.unseen || rings),
            printed: before.map_or_else(|| known.printed.contains(&native_id), |b| b.printed),
            raw_hash,
            body_hash,
            refunds: json(&refunds)?,
            first_seen_at: before.map_or(crate::codec::micros(self.now), |b| b.first_seen_at),
            notes_fetched_at: before.and_then(|before| before.notes_fetched_at),
            notes_due: modified || before.is_some_and(|before| before.notes_due),
            body: self.press.press(body.as_bytes())?,
            raw: self.press.press(&raw)?,
            words,
            native_id,
            status: order.status,
            columns,
        })))
    }

    async fn known(&mut self, ids: &str) -> Result<Known> {
        let present: Vec<Present> = sqlx::query_as!(
            Present,
            "SELECT id, native_id, status, modified_at, unseen AS \"unseen: bool\", printed AS \"printed: bool\",
                    quarantined AS \"quarantined: bool\", raw_hash, body_hash,
                    first_seen_at, notes_fetched_at, notes_due AS \"notes_due: bool\"
             FROM order_row WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
            self.shop.0,
            ids
        )
        .fetch_all(&mut *self.tx)
        .await?;
        let printed = sqlx::query_scalar!(
            "SELECT DISTINCT native_id FROM print
             WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
            self.shop.0,
            ids
        )
        .fetch_all(&mut *self.tx)
        .await?;
        let next_id: Option<i64> = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'order_row'")
            .fetch_optional(&mut *self.tx)
            .await?;
        let with_notes: Vec<i64> = present.iter().filter(|p| p.notes_fetched_at.is_some()).map(|p| p.id).collect();
        Ok(Known {
            alerts: self.alerts_of(ids).await?,
            refunds: self.refunds_of(ids).await?,
            notes: self.notes_of(&with_notes).await?,
            present: present.into_iter().map(|p| (p.native_id.clone(), p)).collect(),
            printed,
            next_id: next_id.unwrap_or(0),
        })
    }

    async fn notes_of(&mut self, ids: &[i64]) -> Result<HashMap<i64, Vec<Note>>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let notes: Vec<(i64, String)> =
            sqlx::query!("SELECT id, notes FROM order_notes WHERE id IN (SELECT value FROM json_each(?1))", json(ids)?)
                .map(|row| (row.id, row.notes))
                .fetch_all(&mut *self.tx)
                .await?;
        Ok(notes.into_iter().map(|(id, notes)| (id, from_json(&notes).unwrap_or_default())).collect())
    }
}

enum Put {
    Same(i64),
    Row(Box<Row>),
}
