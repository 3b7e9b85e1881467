//! What is shown of an order: what the shop last said, with the edits that are on their way applied to it.
//!
//! `order_row`, `order_body` and `order_search` hold the order as shown, so that lists, searches and counts read one
//! indexed table. Where edits change it, what the shop said stands beside in `order_mirror`; a reading is compared with
//! that, never with what is shown. Whenever an order's edits or its mirror change, it is shown anew from both.

use std::collections::HashMap;

use domain::{
    Edit, EditState, NativeId, Note, Order, OrderId, ShopId, ShopTag, StateTriple, StatusLabel, edit::project,
};
use sqlx::SqliteConnection;

use crate::{
    ReplicaError, Result,
    apply::{drop_mirrors, write_shown},
    codec::{Press, content_hash, from_json, hash_from, json, unpress},
    outbox::{self, OpenEdit},
    projection::{Columns, EDIT_PROBLEM, PROBLEM, search_words},
    shops::{self, json_ids},
};

/// Orders shown anew at once: what is in memory of them stays small.
const CHUNK: usize = 128;

/// What a list's row tells of an order's open edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    /// How many.
    pub(crate) open: i64,
    /// The gravest.
    pub(crate) state: Option<EditState>,
}

impl Flags {
    pub(crate) fn of(edits: &[OpenEdit]) -> Self {
        let state = edits.iter().map(|edit| edit.state).max_by_key(|state| gravity(*state));
        Self { open: i64::try_from(edits.len()).unwrap_or(i64::MAX), state }
    }

    /// Whether one of them waits for its user: the gravest does, where any does.
    fn problem(self) -> bool {
        self.state.is_some_and(EditState::needs_user)
    }
}

/// What a user must know first is gravest.
const fn gravity(state: EditState) -> u8 {
    match state {
        EditState::Conflict => 7,
        EditState::Failed => 6,
        EditState::Unsure => 5,
        EditState::Asks => 4,
        EditState::Checking => 3,
        EditState::Sending => 2,
        EditState::Pending => 1,
        EditState::Settled | EditState::Dropped => 0,
    }
}

/// What the tables of lists and searches hold of an order.
pub(crate) struct Content {
    pub(crate) number: String,
    pub(crate) columns: Columns,
    pub(crate) status: String,
    pub(crate) status_known: bool,
    pub(crate) states: StateTriple,
    pub(crate) currency: String,
    /// The order as JSON, pressed, and the hash of that JSON.
    pub(crate) body: Vec<u8>,
    pub(crate) body_hash: u128,
    /// What it is found by; `None` leaves the index as it is.
    pub(crate) words: Option<String>,
    pub(crate) flags: Flags,
    pub(crate) quarantined: bool,
}

impl Content {
    /// The content of an order as shown. It is not quarantined, and the index of words is left alone, unless set so.
    pub(crate) fn of(shown: &Order, tag: &ShopTag, flags: Flags, body: Vec<u8>, body_hash: u128) -> Self {
        Self {
            number: shown.number.clone(),
            columns: Columns::of(shown, tag),
            status: shown.status.clone(),
            status_known: shown.status_known,
            states: shown.states,
            currency: shown.currency.as_str().to_owned(),
            body,
            body_hash,
            words: None,
            flags,
            quarantined: false,
        }
    }

    /// The bits of the built-in views.
    pub(crate) fn views(&self) -> i64 {
        let edits = if self.flags.problem() { PROBLEM | EDIT_PROBLEM } else { 0 };
        let quarantine = if self.quarantined { PROBLEM } else { 0 };
        self.columns.views | edits | quarantine
    }
}

/// What the shop last said of an order that is shown otherwise.
pub(crate) struct Mirror {
    pub(crate) id: i64,
    pub(crate) body: Vec<u8>,
    pub(crate) body_hash: u128,
    pub(crate) status: String,
    pub(crate) states: StateTriple,
}

/// What is shown anew of an order.
pub(crate) struct Shown {
    pub(crate) id: i64,
    pub(crate) native_id: String,
    pub(crate) content: Content,
}

/// An order with the edits that are applied to it; `None` where there are none.
pub(crate) fn projected(mirror: &Order, edits: &[OpenEdit], statuses: &[StatusLabel]) -> Option<Order> {
    let applied: Vec<&Edit> = edits.iter().filter(|edit| edit.state.projected()).map(|edit| &edit.edit).collect();
    (!applied.is_empty()).then(|| {
        let mut shown = mirror.clone();
        project(&mut shown, applied, statuses);
        shown
    })
}

/// What of a shop decides how its orders are shown.
pub(crate) struct Scene {
    pub(crate) shop: ShopId,
    pub(crate) tag: ShopTag,
    pub(crate) statuses: Vec<StatusLabel>,
}

impl Scene {
    /// # Errors
    /// [`ReplicaError::NoSuchShop`].
    pub(crate) async fn read(tx: &mut SqliteConnection, shop: ShopId) -> Result<Self> {
        let tag = sqlx::query_scalar!("SELECT tag FROM shop WHERE id = ?1", shop.0)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(ReplicaError::NoSuchShop(shop))?;
        Ok(Self { shop, tag: ShopTag::new(&tag)?, statuses: shops::statuses(tx, shop).await? })
    }
}

struct Record {
    id: i64,
    native_id: String,
    quarantined: bool,
    edits: i64,
    edit_state: Option<String>,
    body_hash: Vec<u8>,
    body: Vec<u8>,
    mirror: Option<Vec<u8>>,
}

/// An order as it stands in the tables, with its open edits.
pub(crate) struct Standing {
    pub(crate) id: i64,
    pub(crate) native_id: String,
    /// What the shop last said.
    pub(crate) mirror: Order,
    /// The open edits, in their order.
    pub(crate) edits: Vec<OpenEdit>,
    /// What is shown, where that differs from the mirror.
    before: Option<Order>,
    mirrored: bool,
    quarantined: bool,
    flags: Flags,
    body_hash: u128,
}

impl Standing {
    /// The order as its user sees it, given the edits it has now.
    pub(crate) fn seen(&self, scene: &Scene) -> Order {
        projected(&self.mirror, &self.edits, &scene.statuses).unwrap_or_else(|| self.mirror.clone())
    }
}

/// Reads orders of a shop; what is not here is left out.
pub(crate) async fn standing(
    tx: &mut SqliteConnection,
    shop: ShopId,
    ids: &[NativeId],
) -> Result<HashMap<String, Standing>> {
    let ids = json_ids(ids)?;
    let records: Vec<Record> = sqlx::query_as!(
        Record,
        "SELECT o.id, native_id, quarantined AS \"quarantined: bool\", edits, edit_state, o.body_hash, b.body,
                m.body AS \"mirror?\"
         FROM order_row o JOIN order_body b ON b.id = o.id LEFT JOIN order_mirror m ON m.id = o.id
         WHERE shop = ?1 AND native_id IN (SELECT value FROM json_each(?2))",
        shop.0,
        &ids
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut edits = outbox::open_of(tx, shop, &ids).await?;
    let mut standing = HashMap::with_capacity(records.len());
    for record in records {
        let shown: Order = serde_json::from_slice(&unpress(&record.body)?)?;
        let (mirror, before) = match &record.mirror {
            Some(mirror) => (serde_json::from_slice(&unpress(mirror)?)?, Some(shown)),
            None => (shown, None),
        };
        let order = Standing {
            id: record.id,
            mirror,
            before,
            mirrored: record.mirror.is_some(),
            quarantined: record.quarantined,
            flags: Flags { open: record.edits, state: record.edit_state.as_deref().and_then(EditState::from_code) },
            body_hash: hash_from(&record.body_hash),
            edits: edits.remove(&record.native_id).unwrap_or_default(),
            native_id: record.native_id,
        };
        standing.insert(order.native_id.clone(), order);
    }
    Ok(standing)
}

/// What showing some orders anew comes to.
#[derive(Default)]
struct Renewal {
    rows: Vec<Shown>,
    /// Orders whose flags alone changed: id, open edits, gravest state, whether it waits for its user.
    flags: Vec<(i64, i64, Option<&'static str>, bool)>,
    newly_mirrored: Vec<i64>,
    plain: Vec<i64>,
}

impl Renewal {
    fn add(&mut self, order: &Standing, scene: &Scene, press: &mut Press) -> Result<()> {
        let shown = projected(&order.mirror, &order.edits, &scene.statuses);
        match (shown.is_some(), order.mirrored) {
            (true, false) => self.newly_mirrored.push(order.id),
            (false, true) => self.plain.push(order.id),
            _ => {}
        }
        let flags = Flags::of(&order.edits);
        let shown = shown.as_ref().unwrap_or(&order.mirror);
        let body = json(shown)?;
        let hash = content_hash(body.as_bytes());
        if hash == order.body_hash {
            if flags != order.flags {
                self.flags.push((order.id, flags.open, flags.state.map(EditState::code), flags.problem()));
            }
            return Ok(());
        }
        let mut content = Content::of(shown, &scene.tag, flags, press.press(body.as_bytes())?, hash);
        content.quarantined = order.quarantined;
        // Without notes: they are not what changed.
        let words = |order: &Order| search_words(order, &scene.tag, &[]);
        if words(shown) != words(order.before.as_ref().unwrap_or(&order.mirror)) {
            content.words = Some(String::new());
        }
        self.rows.push(Shown { id: order.id, native_id: order.native_id.clone(), content });
        Ok(())
    }
}

/// Shows orders as their edits, which may have changed, say. Gives those whose row changed.
pub(crate) async fn renew<'a>(
    tx: &mut SqliteConnection,
    scene: &Scene,
    orders: impl IntoIterator<Item = &'a Standing>,
) -> Result<Vec<OrderId>> {
    let mut press = Press::new()?;
    let mut renewal = Renewal::default();
    let mut shown: HashMap<i64, &Standing> = HashMap::new();
    for order in orders {
        renewal.add(order, scene, &mut press)?;
        shown.insert(order.id, order);
    }
    let Renewal { mut rows, flags, newly_mirrored, plain } = renewal;
    index(tx, scene, &mut rows, &shown).await?;
    keep_mirrors(tx, &newly_mirrored).await?;
    write_shown(tx, scene.shop, &rows).await?;
    drop_mirrors(tx, &plain).await?;
    write_flags(tx, &flags).await?;
    let changed = rows.iter().map(|row| row.id).chain(flags.iter().map(|(id, ..)| *id));
    Ok(changed.map(OrderId).collect())
}

/// Puts together the words of those rows that are found otherwise now, notes and all.
async fn index(
    tx: &mut SqliteConnection,
    scene: &Scene,
    rows: &mut [Shown],
    orders: &HashMap<i64, &Standing>,
) -> Result<()> {
    let ids: Vec<i64> = rows.iter().filter(|row| row.content.words.is_some()).map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let notes: HashMap<i64, String> =
        sqlx::query!("SELECT id, notes FROM order_notes WHERE id IN (SELECT value FROM json_each(?1))", json(&ids)?)
            .map(|row| (row.id, row.notes))
            .fetch_all(tx)
            .await?
            .into_iter()
            .collect();
    for row in rows.iter_mut().filter(|row| row.content.words.is_some()) {
        let notes: Vec<Note> = notes.get(&row.id).and_then(|notes| from_json(notes).ok()).unwrap_or_default();
        let shown = orders.get(&row.id).map(|order| order.seen(scene));
        row.content.words = shown.map(|shown| search_words(&shown, &scene.tag, &notes));
    }
    Ok(())
}

/// Sets aside what the shop said of orders that are about to be shown otherwise: until now it is what is shown.
async fn keep_mirrors(tx: &mut SqliteConnection, ids: &[i64]) -> Result<()> {
    if !ids.is_empty() {
        sqlx::query!(
            "INSERT INTO order_mirror (id, body, body_hash, status, order_state, payment_state, fulfilment_state)
             SELECT o.id, body, body_hash, status, order_state, payment_state, fulfilment_state
             FROM order_row o JOIN order_body USING (id) WHERE o.id IN (SELECT value FROM json_each(?1))",
            json(ids)?
        )
        .execute(tx)
        .await?;
    }
    Ok(())
}

async fn write_flags(tx: &mut SqliteConnection, flags: &[(i64, i64, Option<&'static str>, bool)]) -> Result<()> {
    if !flags.is_empty() {
        // Bits of the problems: 8 for whatever reason, 16 by its states, 32 by its edits; see `projection`.
        sqlx::query(
            "UPDATE order_row SET edits = f.open, edit_state = f.state,
                 views = (views & ~40) | CASE WHEN f.problem THEN 40 ELSE 0 END
                       | CASE WHEN (views & 16) OR quarantined THEN 8 ELSE 0 END
             FROM (SELECT value ->> 0 AS id, value ->> 1 AS open, value ->> 2 AS state, value ->> 3 AS problem
                   FROM json_each(?1)) AS f
             WHERE order_row.id = f.id",
        )
        .bind(json(flags)?)
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// Shows orders of a shop anew; what is not here is left out. Gives those whose row changed.
pub(crate) async fn show(tx: &mut SqliteConnection, shop: ShopId, ids: &[NativeId]) -> Result<Vec<OrderId>> {
    let mut changed = Vec::new();
    if ids.is_empty() {
        return Ok(changed);
    }
    let scene = Scene::read(tx, shop).await?;
    for chunk in ids.chunks(CHUNK) {
        let orders = standing(tx, shop, chunk).await?;
        changed.extend(renew(tx, &scene, orders.values()).await?);
    }
    Ok(changed)
}
