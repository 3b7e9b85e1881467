//! How every shop's sync stands.

use app::{App, api::ShopHealthView};
use domain::Fault;
use serde::Serialize;
use serde_json::json;

use crate::output::Output;

#[derive(Serialize)]
struct Status {
    data_dir: String,
    notices: Vec<Fault>,
    shops: Vec<serde_json::Value>,
}

/// `status`
pub(crate) async fn status(app: &App, out: &Output) -> Result<(), Fault> {
    let health = app.health().await?;
    let status = Status {
        data_dir: health.data_dir,
        notices: health.notices,
        shops: health.shops.iter().map(shop_json).collect(),
    };
    out.answer(&status, || {
        let notices = status.notices.iter().map(|notice| format!("! {notice}"));
        notices.chain(health.shops.iter().map(shop_text)).collect::<Vec<_>>().join("\n")
    })
}

fn shop_json(shop: &ShopHealthView) -> serde_json::Value {
    let quarantined: Vec<serde_json::Value> = shop
        .quarantined
        .iter()
        .map(|row| {
            json!({
                "feed": row.feed, "key": row.key, "native_id": row.native_id, "fault": row.fault,
                "since": row.since, "tried_at": row.tried_at, "attempts": row.attempts,
            })
        })
        .collect();
    json!({
        "shop": shop.tag,
        "name": shop.name,
        "orders": shop.orders,
        "quarantined": quarantined,
        "last_checked": shop.last_checked,
        "trouble": shop.trouble,
        "findings": shop.findings,
        "unknown_statuses": shop.unknown_statuses,
        "notes_pending": shop.notes_pending,
    })
}

fn shop_text(shop: &ShopHealthView) -> String {
    let checked = shop.last_checked.map_or_else(|| "never checked".to_owned(), |at| format!("checked {at}"));
    let mut lines = vec![format!("{}  {}  {} orders  {checked}", shop.tag.as_str(), shop.name, shop.orders)];
    if let Some(trouble) = &shop.trouble {
        lines.push(format!("  trouble since {}: {}", trouble.since, trouble.fault));
    }
    for row in &shop.quarantined {
        lines.push(format!("  cannot be read: {} {} ({} tries): {}", row.feed, row.key, row.attempts, row.fault));
    }
    for (status, orders) in &shop.unknown_statuses {
        lines.push(format!("  unknown status {status:?} on {orders} orders"));
    }
    if shop.notes_pending > 0 {
        lines.push(format!("  {} orders' notes still to be fetched", shop.notes_pending));
    }
    if !shop.findings.is_empty() {
        lines.push(format!(
            "  {} differences found and mended by audits (shopbell audit lists them)",
            shop.findings.len()
        ));
    }
    lines.join("\n")
}
