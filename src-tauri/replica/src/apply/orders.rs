//! A run of orders: what is there is looked up at once, what changed is written at once.

use std::collections::HashMap;

use domain::{NativeId, Note, Order, OrderId, Refund, StatusLabel};

use super::{Work, refunds::merge, write};
use crate::{
    HistoryEvent, Result,
    codec::{content_hash, from_json, hash_from, json},
    outbox::{self, OpenEdit},
    overlay::{Content, Flags, Mirror, projected},
    projection::search_words,
    shops::{self, json_ids},
};

/// An order as the sync hands it over.
pub(crate) struct Incoming {
    pub(crate) order: Order,
    pub(crate) raw: Vec<u8>,
    pub(crate) history: bool,
}

/// What is there of an order. Status and hash are of what the shop last said.
pub(crate) struct Present {
    pub(crate) id: i64,
    native_id: String,
    status: String,
    pub(crate) modified_at: Option<i64>,
    unseen: bool,
    printed: bool,
    quarantined: bool,
    mirrored: bool,
    raw_hash: Vec<u8>,
    mirror_hash: Vec<u8>,
    first_seen_at: i64,
    notes_fetched_at: Option<i64>,
    notes_due: bool,
}

/// An order ready to be written.
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) native_id: String,
    pub(crate) content: Content,
    /// What the shop said, where it is shown otherwise.
    pub(crate) mirror: Option<Mirror>,
    pub(crate) was_mirrored: bool,
    pub(crate) unseen: bool,
    pub(crate) printed: bool,
    pub(crate) raw_hash: u128,
    pub(crate) refunds: String,
    pub(crate) first_seen_at: i64,
    pub(crate) notes_fetched_at: Option<i64>,
    pub(crate) notes_due: bool,
    pub(crate) raw: Vec<u8>,
}

/// What the tables know of a run's orders before it is written.
pub(crate) struct Known {
    pub(crate) present: HashMap<String, Present>,
    alerts: HashMap<String, bool>,
    printed: Vec<String>,
    refunds: HashMap<String, Vec<Refund>>,
    notes: HashMap<i64, Vec<Note>>,
    edits: HashMap<String, Vec<OpenEdit>>,
    statuses: Vec<StatusLabel>,
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
        let mut run: Vec<Incoming> = run
            .into_iter()
            .enumerate()
            .filter(|(at, incoming)| last.get(&incoming.order.native_id) == Some(at))
            .map(|(_, incoming)| incoming)
            .collect();
        self.settle_met(&mut run).await?;
        let ids: Vec<NativeId> = run.iter().map(|i| i.order.native_id.clone()).collect();
        if !self.sent.is_empty() {
            self.read.extend(ids.iter().map(|id| id.0.clone()));
        }
        let ids = json_ids(&ids)?;
        let mut known = self.known(&ids).await?;
        let (mut rows, mut same, mut events, mut decisions) = (vec![], vec![], vec![], vec![]);
        let replaced = self.look_at_watched(&ids, &run, &known).await?;
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
        self.changed.extend(replaced);
        for row in &rows {
            self.removed.remove(&OrderId(row.id));
            self.touched.remove(row.native_id.as_str());
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
            && hash_from(&before.mirror_hash) == body_hash
        {
            return Ok(Put::Same(before.id));
        }
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
        let modified = before.is_none_or(|before| before.modified_at != order.modified_at.map(crate::codec::micros));
        let notes = known.notes.get(&id).map_or(&[][..], Vec::as_slice);
        let refunds: Vec<&NativeId> = order.refunds.iter().map(|r| &r.native_id).collect();
        let refunds = json(&refunds)?;
        let edits = known.edits.get(&native_id).map_or(&[][..], Vec::as_slice);
        let frame = self.press.press(body.as_bytes())?;
        let shown = projected(&order, edits, &known.statuses);
        let (frame, hash, mirror) = match &shown {
            Some(shown) => {
                let text = json(shown)?;
                let mirror = Mirror { id, body: frame, body_hash, status: order.status.clone(), states: order.states };
                (self.press.press(text.as_bytes())?, content_hash(text.as_bytes()), Some(mirror))
            }
            None => (frame, body_hash, None),
        };
        let shown = shown.as_ref().unwrap_or(&order);
        let mut content = Content::of(shown, &self.tag, Flags::of(edits), frame, hash);
        content.words = Some(search_words(shown, &self.tag, notes));
        Ok(Put::Row(Box::new(Row {
            id,
            content,
            mirror,
            was_mirrored: before.is_some_and(|before| before.mirrored),
            unseen: before.map_or(rings, |before| before.unseen || rings),
            printed: before.map_or_else(|| known.printed.contains(&native_id), |b| b.printed),
            raw_hash,
            refunds,
            first_seen_at: before.map_or(crate::codec::micros(self.now), |b| b.first_seen_at),
            notes_fetched_at: before.and_then(|before| before.notes_fetched_at),
            notes_due: modified || before.is_some_and(|before| before.notes_due),
            raw: self.press.press(&raw)?,
            native_id,
        })))
    }

    async fn known(&mut self, ids: &str) -> Result<Known> {
        let present: Vec<Present> = sqlx::query_as!(
            Present,
            "SELECT o.id, native_id, coalesce(m.status, o.status) AS \"status!: String\", modified_at,
                    unseen AS \"unseen: bool\", printed AS \"printed: bool\", quarantined AS \"quarantined: bool\",
                    m.id IS NOT NULL AS \"mirrored!: bool\", raw_hash,
                    coalesce(m.body_hash, o.body_hash) AS \"mirror_hash!: Vec<u8>\",
                    first_seen_at, notes_fetched_at, notes_due AS \"notes_due: bool\"
             FROM order_row o LEFT JOIN order_mirror m ON m.id = o.id
             WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
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
        let edits = outbox::open_of(self.tx, self.shop, ids).await?;
        // What a status means is asked only where an edit sets one.
        let statuses = if edits.is_empty() { Vec::new() } else { shops::statuses(self.tx, self.shop).await? };
        Ok(Known {
            alerts: self.alerts_of(ids).await?,
            refunds: self.refunds_of(ids).await?,
            notes: self.notes_of(&with_notes).await?,
            present: present.into_iter().map(|p| (p.native_id.clone(), p)).collect(),
            printed,
            edits,
            statuses,
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
