//! Someone else's write that lands exactly between a client's last look and its own write: the one gap a shop without
//! compare-and-set leaves open. It cannot be hit by waiting, so it is made here, right before the client's write is carried out.

use serde_json::{Value, json};

use super::{
    dates, orders_write, query::Request, reply::writes, routes::Context, state::State, status::Status, validate::number,
};

/// Carries out what is to come before this write: what [`DemoShop::change_between`](super::DemoShop::change_between) laid ready for its
/// orders and, where the fault struck, a change of chance.
pub fn come_first(state: &mut State, context: &Context<'_>, request: &Request, struck: bool) {
    if !writes(&request.method) {
        return;
    }
    for id in orders_in(request) {
        let mut bodies = state.between.remove(&id).unwrap_or_default();
        if struck {
            bodies.push(by_chance(state, context.now));
        }
        for body in bodies {
            change(state, context, id, &body);
        }
    }
}

fn change(state: &mut State, context: &Context<'_>, id: u64, body: &Value) {
    state.stock_moved.clear();
    let before = std::mem::replace(&mut state.by_shop, true);
    // What the shop refuses does not happen; the client's write comes all the same.
    if orders_write::changed(state, context, id, body, false).is_err() {
        state.undo_stock();
    }
    state.by_shop = before;
}

/// The orders a request is about to change.
fn orders_in(request: &Request) -> Vec<u64> {
    let mut parts = request.path.split('/').skip_while(|part| *part != "orders").skip(1);
    match parts.next() {
        Some("batch") => {
            let rows = |name: &str| request.body.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
            let updated = rows("update").into_iter().filter_map(|row| row.get("id").and_then(number));
            updated.chain(rows("delete").iter().filter_map(number)).map(i64::unsigned_abs).collect()
        }
        Some(id) => id.parse().into_iter().collect(),
        None => Vec::new(),
    }
}

/// A small change such as a colleague at another desk makes.
fn by_chance(state: &mut State, now: i64) -> Value {
    let mark = format!("{} {}", dates::naive(now), state.dice.below(1000));
    match state.dice.below(5) {
        0 => json!({"customer_note": format!("Changed {mark}")}),
        1 => json!({"billing": {"phone": format!("+31 6 {:08}", state.dice.below(100_000_000))}}),
        2 => json!({"shipping": {"address_1": format!("Kade {}", state.dice.between(1, 400))}}),
        3 => json!({"billing": {"email": format!("moved{}@example.test", state.dice.below(1000))}}),
        _ => {
            let status = state.dice.pick(&[Status::Processing, Status::OnHold, Status::Completed, Status::Cancelled]);
            json!({"status": status.slug()})
        }
    }
}
