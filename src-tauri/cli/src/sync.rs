//! Reading the shops: once, or on and on.

use std::time::Duration;

use app::{
    App,
    api::{Phase, UiEvent},
};
use domain::{Fault, ShopId};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::{args::Sync, output::Output};

/// `sync`
pub(crate) async fn run(app: &App, args: &Sync, out: &Output) -> Result<(), Fault> {
    let mut shops: Vec<ShopId> = Vec::new();
    for name in &args.shops {
        shops.push(app.shop_named(name).await?.id);
    }
    if args.follow {
        return follow(app, out).await;
    }
    let done = with_progress(app, app.sync_once(&shops)).await;
    // What could not be read is said whether or not the rest went well.
    crate::status::status(app, out).await?;
    done
}

/// `audit`: one whole comparison, and what it found.
pub(crate) async fn audit(app: &App, out: &Output) -> Result<(), Fault> {
    with_progress(app, app.audit()).await?;
    let health = app.health().await?;
    let findings: Vec<serde_json::Value> = health
        .shops
        .iter()
        .flat_map(|shop| {
            shop.findings.iter().map(move |finding| {
                json!({ "shop": shop.tag, "kind": finding.kind, "native_id": finding.native_id, "detail": finding.detail, "at": finding.at })
            })
        })
        .collect();
    out.answer(&findings, || {
        let line = |shop: &app::api::ShopHealthView| {
            let lines = shop
                .findings
                .iter()
                .map(|f| format!("{}  {:?}  {}  {}  {}", shop.tag.as_str(), f.kind, f.native_id, f.at, f.detail));
            lines.collect::<Vec<_>>().join("\n")
        };
        health.shops.iter().map(line).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    })
}

async fn follow(app: &App, out: &Output) -> Result<(), Fault> {
    let mut events = app.events();
    app.sync_now(None).await?;
    loop {
        match events.recv().await {
            Ok(UiEvent::Orders { changed, removed }) if !changed.is_empty() || !removed.is_empty() => {
                out.answer(&json!({ "changed": changed.len(), "removed": removed.len() }), || {
                    format!("{} orders came or changed, {} left", changed.len(), removed.len())
                })?;
            }
            Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
            Err(tokio::sync::broadcast::error::RecvError::Closed) => return Ok(()),
        }
    }
}

/// Shows how far the first syncs and audits are while `work` runs, where somebody watches.
async fn with_progress<T>(app: &App, work: impl Future<Output = T>) -> T {
    if !Output::watched() {
        return work.await;
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    tokio::pin!(work);
    let done = loop {
        show(app, &bar);
        if let Ok(done) = tokio::time::timeout(Duration::from_millis(200), &mut work).await {
            break done;
        }
    };
    bar.finish_and_clear();
    done
}

fn show(app: &App, bar: &ProgressBar) {
    let (mut done, mut total, mut what) = (0, 0, "checking");
    for activity in app.activities() {
        match activity.phase {
            Phase::FirstSync { done: read, total: all } => {
                (done, total, what) = (done + read, total + all.unwrap_or(read), "reading orders");
            }
            Phase::Auditing { done: read, total: all } => {
                (done, total, what) = (done + read, total + all.unwrap_or(read), "comparing");
            }
            _ => {}
        }
    }
    bar.set_length(total.max(done));
    bar.set_position(done);
    bar.set_message(what);
    bar.tick();
}
