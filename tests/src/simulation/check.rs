//! What must hold once it is quiet: every edit has come to something, nothing is doubled, nothing is lost, and the replica is the shop.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Context, Result};
use demo_shop::{DemoShop, Effect};
use domain::{Edit, EditState, NativeId, Note, Order, OrderState, OutboxEdit, Outcome, System, edit::project};
use jiff::Timestamp;
use replica::{OutboxQuery, Replica};
use serde_json::Value;
use sync::plan::{Moment, push_plan};

use super::{
    desk::{Desk, SITE},
    user::told,
    wishes::Sign,
};

/// Everything that is wrong, in words.
pub(super) async fn wrongs(desks: &[Desk], shop: &DemoShop) -> Result<Vec<String>> {
    let effects = shop.effects();
    let mut wrongs = Vec::new();
    let mut all = Vec::new();
    let mut read = BTreeSet::new();
    for desk in desks {
        let query = OutboxQuery { states: EditState::ALL.to_vec(), limit: 1_000_000, ..OutboxQuery::default() };
        let edits = desk.replica()?.outbox(&query).await?;
        let known: BTreeSet<_> = edits.iter().map(|edit| edit.id).collect();
        for id in desk.entered.iter().filter(|id| !known.contains(id)) {
            wrongs.push(format!("{}: edit #{} was entered and is gone", desk.name, id.0));
        }
        wrongs.extend(unfinished(desk, &edits));
        wrongs.extend(hidden(desk, &edits).await?);
        wrongs.extend(differences(desk, shop).await?.into_iter().map(|text| format!("{}: {text}", desk.name)));
        let own: BTreeSet<&str> = edits.iter().map(|edit| edit.key.as_str()).collect();
        read.extend(
            desk.wire.told().into_iter().filter(|(mark, _)| own.contains(mark.as_str())).map(|(_, order)| order),
        );
        all.extend(edits);
    }
    wrongs.extend(miscounted(&all, &effects, &read));
    wrongs.extend(statuses_doubled(&all, &effects));
    wrongs.extend(mails_doubled(&all, &effects));
    Ok(wrongs)
}

/// Edits that could go on and don't. One that waits behind another that waits for its user waits for that user, too.
fn unfinished(desk: &Desk, edits: &[OutboxEdit]) -> Vec<String> {
    let capabilities = connectors::capabilities(System::Woocommerce);
    let moment = Moment { now: Timestamp::MAX, paused: false, hasty: true, capabilities: &capabilities };
    let plan = push_plan(edits.to_vec(), &HashSet::new(), moment);
    plan.acts.iter().map(|act| format!("{}: still under way: {}", desk.name, told(act.edit()))).collect()
}

/// Whether it took place for certain.
fn is_done(edit: &OutboxEdit) -> bool {
    edit.state == EditState::Settled && matches!(edit.outcome, Some(Outcome::Done { .. } | Outcome::Replaced { .. }))
}

/// Effects that are there more often than edits may have brought about, or less often than edits claim. `read`: test orders that
/// their desk has read.
fn miscounted(edits: &[OutboxEdit], effects: &[Effect], read: &BTreeSet<u64>) -> Vec<String> {
    let mut by_sign: BTreeMap<Sign, Vec<&OutboxEdit>> = BTreeMap::new();
    for edit in edits {
        if let Some(sign) = Sign::of(&edit.edit, &edit.key) {
            by_sign.entry(sign).or_default().push(edit);
        }
    }
    let mut wrongs = Vec::new();
    for (sign, edits) in by_sign {
        let count = sign.count(effects);
        let least = edits.iter().filter(|edit| is_done(edit)).count();
        // What was never attempted can have left nothing; an attempt at most one effect.
        let most = edits.iter().filter(|edit| edit.attempts > 0).count();
        if count < least || count - sign.deleted_unread(effects, read).min(count) > most {
            let edits: Vec<String> = edits.iter().map(|edit| told(edit)).collect();
            wrongs.push(format!("{} took place {count} times: {}", sign.words(), edits.join("; ")));
        }
    }
    wrongs
}

/// Statuses that were set more often than edits could set them.
fn statuses_doubled(edits: &[OutboxEdit], effects: &[Effect]) -> Vec<String> {
    let mut set: BTreeMap<(u64, &str), usize> = BTreeMap::new();
    for effect in effects.iter().filter(|effect| !effect.by_shop && effect.kind == "order.status") {
        let Some((_, to)) = effect.detail.split_once('>') else { continue };
        *set.entry((effect.order, to)).or_default() += 1;
    }
    let may = |edit: &Edit, status: &str| match edit {
        Edit::SetStatus { status: wanted } => wanted == status,
        // The shop moves the status by rules of its own.
        Edit::MarkPaid => matches!(status, "processing" | "completed"),
        Edit::Refund { .. } => status == "refunded",
        Edit::Restore | Edit::Trash | Edit::Delete => true,
        _ => false,
    };
    let mut wrongs = Vec::new();
    for ((order, status), count) in set {
        let of_order = |edit: &&OutboxEdit| edit.order.as_ref().is_some_and(|id| id.as_str() == order.to_string());
        let attempted = edits.iter().filter(of_order).filter(|edit| edit.attempts > 0 && may(&edit.edit, status));
        let most = attempted.count();
        if count > most {
            wrongs.push(format!("order {order} was given the status {status} {count} times by {most} edits"));
        }
    }
    wrongs
}

/// Invoices that were mailed more often than edits asked for.
fn mails_doubled(edits: &[OutboxEdit], effects: &[Effect]) -> Vec<String> {
    let mut sent: BTreeMap<u64, usize> = BTreeMap::new();
    let ours = |effect: &&Effect| {
        !effect.by_shop && effect.kind == "mail.sent" && effect.detail.starts_with("customer_invoice ")
    };
    for effect in effects.iter().filter(ours) {
        *sent.entry(effect.order).or_default() += 1;
    }
    let of = |order: u64, edit: &OutboxEdit| {
        edit.order.as_ref().is_some_and(|id| id.as_str() == order.to_string())
            && matches!(edit.edit, Edit::SendEmail { .. })
    };
    let mut orders: BTreeSet<u64> = sent.keys().copied().collect();
    orders.extend(edits.iter().filter_map(|edit| edit.order.as_ref()?.as_str().parse::<u64>().ok()));
    let mut wrongs = Vec::new();
    for order in orders {
        let count = sent.get(&order).copied().unwrap_or_default();
        let most = edits.iter().filter(|edit| of(order, edit) && edit.attempts > 0).count();
        if count > most {
            wrongs.push(format!("order {order}: {count} invoices were mailed by {most} edits"));
        }
    }
    wrongs
}

/// Edits that wait for their user and are not to be seen.
async fn hidden(desk: &Desk, edits: &[OutboxEdit]) -> Result<Vec<String>> {
    let mut wrongs = Vec::new();
    let open: Vec<&OutboxEdit> = edits.iter().filter(|edit| edit.state.open()).collect();
    let replica = desk.replica()?;
    let counted: u32 = replica.outbox_counts().await?.by_state.iter().map(|(_, count)| *count).sum();
    if counted as usize != open.len() {
        wrongs.push(format!("{}: {counted} open edits counted, {} there", desk.name, open.len()));
    }
    for edit in open {
        let Some(id) = edit.order_id else { continue };
        let Some(stored) = replica.order(id).await? else { continue };
        let listed = replica.edits_of(id).await?.iter().any(|shown| shown.id == edit.id);
        let flagged = stored.row.edits > 0 && stored.row.edit_state.is_some();
        if !listed || !flagged || (edit.state.needs_user() && !stored.row.problem) {
            wrongs.push(format!("{}: not to be seen on its order: {}", desk.name, told(edit)));
        }
    }
    Ok(wrongs)
}

/// Every difference between a desk's replica and the shop.
async fn differences(desk: &Desk, shop: &DemoShop) -> Result<Vec<String>> {
    let (replica, own) = (desk.replica()?, desk.shop()?);
    let mut found = Vec::new();
    let mut theirs: BTreeMap<String, Value> = BTreeMap::new();
    for entry in shop.dump(SITE) {
        theirs.insert(entry["order"]["id"].to_string(), entry);
    }
    let ours = replica.stored_placed(own.id, None, None, u32::MAX).await?;
    let here: BTreeSet<String> = ours.iter().map(|stored| stored.native_id.to_string()).collect();
    found.extend(theirs.keys().filter(|id| !here.contains(*id)).map(|id| format!("order {id} is missing")));
    for stored in ours {
        let id = stored.native_id.to_string();
        match theirs.get(&id) {
            None => found.push(format!("order {id} is gone at the shop")),
            Some(entry) => found.extend(order_differences(replica, &stored, entry).await?),
        }
    }
    for row in replica.quarantined(own.id).await? {
        let (since, tried) = (row.since, row.tried_at);
        let why = format!("since {since}, tried {} times, last {tried}: {}", row.attempts, row.fault);
        found.push(format!("{} {} is in quarantine {why}", row.feed, row.key));
    }
    Ok(found)
}

async fn order_differences(replica: &Replica, stored: &replica::Stored, entry: &Value) -> Result<Vec<String>> {
    let id = &stored.native_id;
    let raw = replica.raw(stored.id).await?.with_context(|| format!("order {id}: no bytes"))?;
    let raw: Value = serde_json::from_slice(&raw)?;
    let mut found = Vec::new();
    crate::world::compare(&format!("order {id}"), &entry["order"], &raw, &mut found);
    let mirror = replica.mirror(stored.id).await?.with_context(|| format!("order {id}: no mirror"))?;
    let in_bin = entry["order"]["status"] == "trash";
    if mirror.states.order == OrderState::Deleted && !in_bin || mirror.status != entry["order"]["status"] {
        found.push(format!("order {id}: {} here, {} there", mirror.status, entry["order"]["status"]));
    }
    if !in_bin {
        found.extend(crate::world::refund_differences(id, &mirror.refunds, &entry["refunds"])?);
    }
    let shown = replica.order(stored.id).await?.with_context(|| format!("order {id}: no row"))?;
    let edits = replica.edits_of(stored.id).await?;
    let wanted = edits.iter().filter(|edit| edit.state.projected()).map(|edit| &edit.edit);
    let statuses = replica.shops().await?.into_iter().next().map(|shop| shop.statuses).unwrap_or_default();
    let mut expected: Order = mirror;
    project(&mut expected, wanted, &statuses);
    if shown.order != expected {
        found.push(format!("order {id} is not shown as the shop's with the edits on their way"));
    }
    found.extend(shown.notes.and_then(|notes| notes_differ(id, &notes, &entry["notes"], &edits)));
    Ok(found)
}

/// Notes move no date: what others write is read with the order's daily reading. What this desk has written must be here, and
/// nothing that is nowhere.
fn notes_differ(id: &NativeId, ours: &[Note], theirs: &Value, edits: &[OutboxEdit]) -> Option<String> {
    let there = || theirs.as_array().into_iter().flatten();
    let all: BTreeSet<String> = there().map(|note| note["id"].to_string()).collect();
    let beyond: Vec<&Note> = ours.iter().filter(|note| !all.contains(note.native_id.as_str())).collect();
    let written = edits.iter().filter(|edit| is_done(edit)).filter_map(|edit| match &edit.edit {
        Edit::AddNote { text, .. } => Some(text),
        _ => None,
    });
    let stands = |text: &&String| there().any(|note| note["note"].as_str() == Some(text.as_str()));
    let here = |text: &String| ours.iter().any(|note| note.text == *text);
    let lacking: Vec<&String> = written.filter(stands).filter(|text| !here(text)).collect();
    (!lacking.is_empty() || !beyond.is_empty())
        .then(|| format!("order {id}: lacks the notes {lacking:?}, has {beyond:?} that are not there"))
}
