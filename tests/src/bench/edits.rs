//! What an edit costs: in its user's eyes, from the command to the order shown with it; and on its way, against the same
//! requests sent raw.

use std::{
    fs::File,
    io::Write,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use app::{EditRequest, Grace};
use demo_shop::Pace;
use domain::{AlertPolicy, Edit, EditKey, Fault, NewEdit, Notice, OrderId};
use jiff::Timestamp;
use replica::{BellRules, OpenOptions, Replica};
use sync::{Engine, EngineParts};
use tempfile::TempDir;

use super::{
    filled::Filled,
    measure::{Samples, ms, ratio, seconds},
    shops::{Served, add, is_of_one_order, replay},
    table::Table,
};

/// Edits entered one by one, and orders of the one entered over many.
const ENTERED: usize = 500;
const MANY: usize = 500;
/// Edits drained.
const DRAINED: u32 = 1000;
const ENTER_TARGET: Duration = Duration::from_millis(10);
const DRAIN_TARGET: f64 = 1.1;

/// From the command to the projected order.
pub(super) async fn entering(filled: &Filled, table: &mut Table) -> Result<()> {
    let (app, replica) = (filled.app().await?, filled.replica().await?);
    let ids = filled.ids(&replica).await?;
    let step = (ids.len() / ENTERED).max(1);
    let (mut ours, mut raw) = (Samples::default(), Samples::default());
    let mut file = File::create(filled.path().join("raw-commit"))?;
    for (at, id) in ids.iter().step_by(step).take(ENTERED).enumerate() {
        let note = format!("leave it with the neighbours, {at}");
        let request = request(vec![*id], Edit::SetCustomerNote { text: note.clone() });
        let shown = async {
            app.edit_enter(&request).await?;
            app.order_view(*id, None).await
        };
        let shown = ours.time(shown).await.map_err(refused)?;
        ensure!(shown.order.customer_note == note, "the order is shown without its edit");
        let written = async { file.write_all(&[0x5a; 4096]).and_then(|()| file.sync_all()) };
        raw.time(written).await?;
    }
    table.tell(
        format!("at {} orders: an edit, from the command to the order shown with it", filled.orders),
        ours.text(),
        format!("{} (4 KiB written and synced to the disk)", raw.text()),
    );
    table.target("p99 < 10 ms", ours.percentile(99) < ENTER_TARGET);
    let many: Vec<OrderId> = ids.iter().copied().take(MANY).collect();
    let started = Instant::now();
    let entered =
        app.edit_enter(&request(many, Edit::SetReference { text: "van 3".to_owned() })).await.map_err(refused)?;
    ensure!(entered.edits.len() == MANY.min(ids.len()), "{} edits", entered.edits.len());
    table.tell(format!("  one edit over {MANY} orders"), ms(started.elapsed()), "");
    replica.close().await?;
    app.close().await;
    Ok(())
}

fn request(ids: Vec<OrderId>, edit: Edit) -> EditRequest {
    EditRequest { ids, edit, notice: Notice::ShopDecides, confirmed: true, grace: Grace::None }
}

fn refused(fault: Fault) -> anyhow::Error {
    anyhow::anyhow!("{fault}")
}

/// A queue of edits against a shop at real pace.
pub(super) async fn draining(table: &mut Table) -> Result<()> {
    let shop = Served::start(DRAINED + 200, Pace::Real)?;
    let folder = TempDir::new()?;
    let replica = Replica::open(folder.path(), OpenOptions::default()).await?;
    let row = add(&replica).await?;
    let (connector, recording) = shop.connect(is_of_one_order)?;
    let engine = Engine::start(EngineParts {
        replica: replica.clone(),
        time: Arc::new(sync::SystemTime),
        rules: BellRules { policy: AlertPolicy::default() },
    });
    engine.add_shop(row.clone(), connector).await.map_err(refused)?;
    engine.sync_once(row.id).await.map_err(refused)?;
    enter_notes(&replica, row.id).await?;
    recording.forget();
    let started = Instant::now();
    let report = engine.push_once(row.id).await.map_err(refused)?;
    let ours = started.elapsed();
    ensure!(report.settled == DRAINED, "not all were settled: {report:?}");
    let (requests, at_once) = (recording.requests(), recording.most_at_once());
    engine.stop().await;
    replica.close().await?;
    let started = Instant::now();
    replay(&shop, &requests, at_once).await?;
    let raw = started.elapsed();
    let found = ratio(ours, raw);
    table.tell(
        format!("{DRAINED} queued edits carried out, real pace, {at_once} at once"),
        format!("{} ({found:.3} of raw)", seconds(ours)),
        format!("{} for the same {} requests", seconds(raw), requests.len()),
    );
    table.target(format!("≤ {DRAIN_TARGET} of raw"), found <= DRAIN_TARGET);
    Ok(())
}

async fn enter_notes(replica: &Replica, shop: domain::ShopId) -> Result<()> {
    let stored = replica.stored_placed(shop, None, None, u32::MAX).await?;
    let edits: Vec<NewEdit> = stored
        .into_iter()
        .filter(|stored| stored.states.order != domain::OrderState::Deleted)
        .take(DRAINED as usize)
        .enumerate()
        .map(|(at, stored)| NewEdit {
            shop,
            order: Some(stored.native_id),
            key: EditKey(format!("{at:032x}")),
            edit: Edit::SetCustomerNote { text: format!("drained {at}") },
            notice: Notice::ShopDecides,
            not_before: None,
            batch: None,
        })
        .collect();
    ensure!(edits.len() == DRAINED as usize, "{} orders to edit", edits.len());
    replica.enter(edits, Timestamp::now()).await.context("enter the edits")?;
    Ok(())
}
