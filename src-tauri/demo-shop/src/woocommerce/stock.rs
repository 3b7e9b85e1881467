//! Stock follows orders: taken when an order is paid or held, put back when it is cancelled, adjusted when its lines change.

use serde_json::json;

use super::{
    change::add_note,
    model::{Line, Meta, Order},
    state::State,
};

/// Pieces of a line that were taken from stock and not put back.
const REDUCED: &str = "_reduced_stock";
/// Pieces of a line that refunds put back.
const RESTOCKED: &str = "_restock_refunded_items";

fn sold_id(line: &Line) -> u64 {
    if line.variation_id > 0 { line.variation_id } else { line.product_id }
}

/// Pieces of a product or variation now in stock; `None` for what is not in the catalogue.
pub fn in_stock(state: &State, id: u64) -> Option<i64> {
    let (product, variation) = state.store.generator().sold(id)?;
    let start = variation.map_or(product.stock, |variation| variation.stock);
    Some(start + state.stock.get(&id).copied().unwrap_or(0))
}

/// Moves the stock and gives it before and after.
fn shift(state: &mut State, id: u64, pieces: i64) -> Option<(i64, i64)> {
    let before = in_stock(state, id)?;
    *state.stock.entry(id).or_default() += pieces;
    state.stock_moved.push((id, pieces));
    Some((before, before + pieces))
}

/// Takes from stock what an order that came in already counts as taken.
pub fn take(state: &mut State, order: &Order) {
    for line in &order.lines {
        shift(state, sold_id(line), -taken(line));
    }
}

/// Takes an order's lines from stock.
pub fn reduce(state: &mut State, order: &mut Order, now: i64) {
    let mut moves = Vec::new();
    for line in &mut order.lines {
        if let Some((before, after)) = shift(state, sold_id(line), -line.quantity) {
            let id = state.next_item_meta_id();
            line.meta.push(Meta { id, key: REDUCED.to_owned(), value: json!(line.quantity.to_string()) });
            moves.push(format!("{} ({before}&rarr;{after})", line.name));
        }
    }
    order.stock_reduced = true;
    if !moves.is_empty() {
        add_note(state, order, &format!("Stock levels reduced: {}", moves.join(", ")), now);
    }
}

/// Puts an order's lines back.
pub fn restore(state: &mut State, order: &mut Order, now: i64) {
    let mut moves = Vec::new();
    for line in &mut order.lines {
        let taken = taken(line);
        line.meta.retain(|row| row.key != REDUCED);
        if let Some((before, after)) = shift(state, sold_id(line), taken) {
            moves.push(format!("{} ({before}&rarr;{after})", line.name));
        }
    }
    order.stock_reduced = false;
    if !moves.is_empty() {
        add_note(state, order, &format!("Stock levels increased: {}", moves.join(", ")), now);
    }
}

/// After lines changed on an order whose stock was taken: takes or gives the difference.
pub fn adjust(state: &mut State, order: &mut Order, now: i64) {
    let mut moves = Vec::new();
    for line in &mut order.lines {
        let difference = line.quantity - count(line, RESTOCKED) - taken(line);
        if difference == 0 {
            continue;
        }
        let Some((before, after)) = shift(state, sold_id(line), -difference) else { continue };
        moves.push(format!("{} ({before}&rarr;{after})", line.name));
        note_on_line(state, line, REDUCED, line.quantity - count(line, RESTOCKED));
    }
    if !moves.is_empty() {
        add_note(state, order, &format!("Adjusted stock: {}", moves.join(", ")), now);
    }
}

/// Puts a removed line's pieces back.
pub fn removed(state: &mut State, line: &Line) {
    let taken = taken(line);
    if taken != 0 {
        shift(state, sold_id(line), taken);
    }
}

/// Puts refunded pieces of a line back, with a note. What was not taken is not put back; what was put back is no longer counted as
/// taken, so that cancelling the order later returns the rest alone.
pub fn restock(state: &mut State, order: &mut Order, line_id: u64, pieces: i64, now: i64) {
    let Some(line) = order.lines.iter_mut().find(|line| line.id == line_id) else { return };
    let left = taken(line);
    if left == 0 {
        return;
    }
    let id = sold_id(line);
    let Some((before, after)) = shift(state, id, pieces) else { return };
    let put_back = count(line, RESTOCKED) + pieces;
    note_on_line(state, line, REDUCED, left - pieces);
    note_on_line(state, line, RESTOCKED, put_back);
    add_note(state, order, &format!("Item #{id} stock increased from {before} to {after}."), now);
}

fn note_on_line(state: &mut State, line: &mut Line, key: &str, pieces: i64) {
    let value = json!(pieces.to_string());
    match line.meta.iter_mut().find(|row| row.key == key) {
        Some(row) => row.value = value,
        None => line.meta.push(Meta { id: state.next_item_meta_id(), key: key.to_owned(), value }),
    }
}

fn taken(line: &Line) -> i64 {
    count(line, REDUCED)
}

fn count(line: &Line, key: &str) -> i64 {
    let row = line.meta.iter().find(|row| row.key == key);
    row.and_then(|row| row.value.as_str()?.parse().ok()).unwrap_or(0)
}
