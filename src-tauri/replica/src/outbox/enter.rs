//! Entering edits: what their author sees is noted, what they take the place of is dropped, and the orders are shown as
//! they will be, in one transaction. Hundreds at once are a few statements a chunk.

use std::collections::{BTreeMap, HashMap};

use domain::{NativeId, NewEdit, OrderId, OutboxEdit, Seen, ShopId, edit::supersedes};
use jiff::Timestamp;
use sqlx::{Connection, SqliteConnection};

use super::{
    OpenEdit, carry,
    ledger::{self, Entry},
    watch,
};
use crate::{
    Applied, Replica, ReplicaError, Result,
    connections::Durability,
    overlay::{self, Scene, Standing},
    replica::grow,
};

/// Orders at once: their bodies are in memory meanwhile.
const CHUNK: usize = 128;

/// What entering some edits did.
#[derive(Default)]
struct Entered {
    ids: Vec<i64>,
    changed: Vec<OrderId>,
}

impl Replica {
    /// Enters edits, all or none, and gives them in the order given. What their author saw is the order as shown now.
    /// An untried edit that sets the same field of the same order gives way to the later one, which takes over what
    /// was seen before the first of them. Durable when this returns, and every order is shown with its edits.
    ///
    /// # Errors
    /// [`ReplicaError::NoSuchOrder`], [`ReplicaError::NoSuchShop`]; nothing is entered then.
    pub async fn enter(&self, edits: Vec<NewEdit>, now: Timestamp) -> Result<Vec<OutboxEdit>> {
        if edits.is_empty() {
            return Ok(Vec::new());
        }
        let entered = self.watch(self.enter_all(edits, now).await)?;
        self.back_up_hourly(now).await;
        Ok(entered)
    }

    async fn enter_all(&self, edits: Vec<NewEdit>, now: Timestamp) -> Result<Vec<OutboxEdit>> {
        let mut writer = self.writer(Durability::Power).await?;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let Entered { ids, changed } = enter(&mut tx, edits, now).await?;
        let entered = ledger::by_ids(&mut tx, &ids).await?;
        let generation = grow(&mut tx, !changed.is_empty()).await?;
        tx.commit().await?;
        self.tell_changed(generation, changed);
        Ok(entered)
    }

    /// Tells the lists which orders a commit changed.
    pub(super) fn tell_changed(&self, generation: i64, changed: Vec<OrderId>) {
        if !changed.is_empty() {
            self.inner.lists.tell(generation, false, &Applied { changed, ..Applied::default() });
        }
    }
}

/// Enters edits of any shops. Numbers are given in the order of the list.
async fn enter(tx: &mut SqliteConnection, edits: Vec<NewEdit>, now: Timestamp) -> Result<Entered> {
    let first = ledger::last_id(tx).await? + 1;
    let mut entered = Entered::default();
    let mut shops: BTreeMap<ShopId, Vec<(i64, NewEdit)>> = BTreeMap::new();
    for (id, edit) in (first..).zip(edits) {
        entered.ids.push(id);
        shops.entry(edit.shop).or_default().push((id, edit));
    }
    for (shop, edits) in shops {
        let scene = Scene::read(tx, shop).await?;
        for chunk in by_orders(edits) {
            entered.changed.extend(enter_chunk(tx, &scene, chunk, now).await?);
        }
    }
    Ok(entered)
}

/// Chunks of edits on so many orders, each order's edits in one chunk and in their order.
fn by_orders(edits: Vec<(i64, NewEdit)>) -> Vec<Vec<(i64, NewEdit)>> {
    let mut places: HashMap<Option<NativeId>, usize> = HashMap::new();
    let mut chunks: Vec<Vec<(i64, NewEdit)>> = Vec::new();
    for (id, edit) in edits {
        let next = places.len() / CHUNK;
        let chunk = *places.entry(edit.order.clone()).or_insert(next);
        if chunks.len() <= chunk {
            chunks.resize_with(chunk + 1, Vec::new);
        }
        if let Some(chunk) = chunks.get_mut(chunk) {
            chunk.push((id, edit));
        }
    }
    chunks
}

async fn enter_chunk(
    tx: &mut SqliteConnection,
    scene: &Scene,
    edits: Vec<(i64, NewEdit)>,
    now: Timestamp,
) -> Result<Vec<OrderId>> {
    let mut ids: Vec<NativeId> = edits.iter().filter_map(|(_, edit)| edit.order.clone()).collect();
    ids.sort();
    ids.dedup();
    let mut orders = overlay::standing(tx, scene.shop, &ids).await?;
    let (mut entries, mut recast) = (Vec::with_capacity(edits.len()), Vec::new());
    for (id, new) in edits {
        let entry = match new.order.clone() {
            None => Entry { id, new, number: String::new(), seen: Seen::default(), replaces: None },
            Some(order) => {
                let standing = orders.get_mut(order.as_str()).ok_or(ReplicaError::NoSuchOrder(order))?;
                entry(id, new, standing, scene, &mut recast)
            }
        };
        entries.push(entry);
    }
    let gave_way: Vec<(i64, i64)> = entries.iter().filter_map(|entry| Some((entry.replaces?, entry.id))).collect();
    ledger::insert(tx, &entries, now).await?;
    ledger::give_way(tx, &gave_way, now).await?;
    carry::write_seen(tx, &recast).await?;
    watch::end_disturbed(tx, scene.shop, &entries).await?;
    overlay::renew(tx, scene, orders.values()).await
}

/// Puts an edit to those that its order stands with. What edits in between have seen of one that gives way is `recast`.
fn entry(id: i64, new: NewEdit, order: &mut Standing, scene: &Scene, recast: &mut Vec<(i64, Seen)>) -> Entry {
    let earlier = order.edits.iter().rposition(|there| there.untried() && supersedes(&new.edit, &there.edit));
    let (seen, replaces) = match earlier.map(|at| (at, order.edits.remove(at))) {
        Some((at, earlier)) => {
            for between in order.edits.iter_mut().skip(at) {
                let seen = between.seen.without(&earlier.edit, &earlier.seen);
                if seen != between.seen {
                    recast.push((between.id, seen.clone()));
                    between.seen = seen;
                }
            }
            (earlier.seen, Some(earlier.id))
        }
        None => (Seen::of(&order.seen(scene), &new.edit), None),
    };
    order.edits.push(OpenEdit {
        id,
        state: domain::EditState::Pending,
        attempts: 0,
        edit: new.edit.clone(),
        seen: seen.clone(),
    });
    Entry { id, number: order.mirror.number.clone(), new, seen, replaces }
}
