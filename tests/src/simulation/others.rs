//! What others do at the shop meanwhile, and what goes wrong there.

use std::time::Duration;

use demo_shop::{DemoShop, Fault, FaultKind};
use jiff::{SignedDuration, civil, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    desk::SITE,
    time::SimTime,
    trace::Trace,
    wishes::{chance, pick},
};
use crate::dice::Dice;

/// Somebody at the shop's own panel, a customer or a plugin does something.
pub(super) fn act(shop: &DemoShop, time: &SimTime, trace: &Trace, dice: &mut Dice) {
    let ids = shop.order_ids();
    // The newest orders get most of it, as they do at the desks.
    let newest = ids.len().saturating_sub(4);
    let among = if chance(dice, 80) { ids.get(newest..).unwrap_or_default() } else { &ids };
    let Some(id) = pick(dice, among).copied() else { return };
    let (said, done) = match dice.below(20) {
        0 => (format!("places order {}", shop.place_order()), Ok(())),
        1 => (format!("trashes {id}"), shop.trash_order(id)),
        2 if chance(dice, 30) => (format!("deletes {id}"), shop.delete_order(id)),
        3 => (format!("notes on {id}"), shop.note_order(id, "From the panel", chance(dice, 50)).map(drop)),
        4 => {
            let refund = json!({"amount": "1.00", "api_refund": false, "reason": "panel"});
            (format!("refunds of {id}"), shop.refund_order(id, &refund).map(drop))
        }
        // What changes without a trace is found on the orders of the last thirty days.
        5 | 6 if is_read_daily(shop, id) => {
            let body = change(dice);
            (format!("silently changes {id}: {body}"), shop.change_order_silently(id, &body))
        }
        7 => {
            let body = change(dice);
            shop.change_between(id, &body);
            (format!("is about to change {id}: {body}"), Ok(()))
        }
        _ => {
            let body = change(dice);
            (format!("changes {id}: {body}"), shop.change_order(id, &body))
        }
    };
    if done.is_ok() {
        trace.say(time, '*', || said);
    }
}

/// Placed lately. (Open orders are read daily, too; but one that is shown as closed, because an edit of its status asks, is not.)
fn is_read_daily(shop: &DemoShop, id: u64) -> bool {
    let order = shop.order(id, SITE).unwrap_or_default();
    let placed = order["order"]["date_created_gmt"].as_str().and_then(|text| text.parse::<civil::DateTime>().ok());
    let placed = placed.and_then(|placed| placed.to_zoned(TimeZone::UTC).ok());
    placed.is_some_and(|placed| shop.clock().duration_since(placed.timestamp()) < SignedDuration::from_hours(24 * 20))
}

fn change(dice: &mut Dice) -> Value {
    let number = dice.below(1_000_000);
    match dice.below(6) {
        0 => json!({"customer_note": format!("theirs {number}")}),
        1 => json!({"billing": {"phone": format!("+49 {number}")}}),
        2 => json!({"shipping": {"address_1": format!("Ihre {number}")}}),
        3 => json!({"billing": {"email": format!("theirs{number}@example.test")}}),
        _ => {
            let statuses = ["processing", "on-hold", "completed", "cancelled", "pending", "failed"];
            json!({"status": pick(dice, &statuses)})
        }
    }
}

/// How a seed's shop goes wrong, from not at all to badly.
pub(super) fn troubles(dice: &mut Dice, clock: i64) -> Vec<Fault> {
    let mut faults = vec![Fault { kind: FaultKind::Clock(clock), rate: 1.0 }];
    let kinds = [
        FaultKind::Latency(Duration::from_secs(3)),
        FaultKind::TooMany(Duration::from_secs(1 + dice.below(60))),
        FaultKind::ServerError,
        FaultKind::Html,
        FaultKind::Truncate,
        FaultKind::Poison(1),
        FaultKind::DropBefore,
        FaultKind::DropAfter,
        FaultKind::Late(Duration::from_secs(1 + dice.below(110))),
        FaultKind::Between,
    ];
    let percents = pick(dice, &[0, 10, 25, 60]).copied().unwrap_or_default();
    for kind in kinds {
        if chance(dice, percents) {
            #[allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a rate, no money")]
            let rate = dice.below(40) as f64 / 100.0;
            faults.push(Fault { kind, rate });
        }
    }
    faults
}
