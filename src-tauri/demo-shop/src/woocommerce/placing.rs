//! Orders that customers place while the shop is open.

use crate::calendar;

use super::{model::Order, state::State, stock};

/// Places one order now and gives its id.
pub fn place(state: &mut State, now: i64) -> u64 {
    let id = state.next_post_id();
    let index = state.store.positions();
    let mut order = state.store.generator().fresh(index, now, id);
    renumber(state, &mut order);
    stock::take(state, &order);
    let by_shop = std::mem::replace(&mut state.by_shop, true);
    state.happened(now, "order.created", id, order.created_via.clone());
    state.by_shop = by_shop;
    state.keep(now, order);
    id
}

/// Places what is due at a rate, each at its own time.
pub fn catch_up(state: &mut State, per_minute: f64, now: i64) {
    let (moments, until) = calendar::due(state.placed_until, per_minute, now);
    for moment in moments {
        place(state, moment);
    }
    state.placed_until = until;
}

/// Gives a grown order's rows ids of the running sequences.
fn renumber(state: &mut State, order: &mut Order) {
    for line in &mut order.lines {
        line.id = state.next_item_id();
        for row in &mut line.meta {
            row.id = state.next_item_meta_id();
        }
    }
    order.shipping_lines.iter_mut().for_each(|line| line.id = state.next_item_id());
    order.fee_lines.iter_mut().for_each(|line| line.id = state.next_item_id());
    order.tax_lines.iter_mut().for_each(|line| line.id = state.next_item_id());
    for line in &mut order.coupon_lines {
        line.id = state.next_item_id();
        line.meta_id = state.next_item_meta_id();
    }
    order.meta.iter_mut().rev().for_each(|row| row.id = state.next_meta_id());
    order.notes.iter_mut().for_each(|note| note.id = state.next_note_id());
}

#[cfg(test)]
mod tests {
    use super::super::generate::Generator;
    use super::*;

    #[test]
    fn a_rate_is_kept_over_any_steps() {
        let now = 1_795_306_343;
        for step in [1, 7, 60, 600] {
            let mut state = State::new(Generator::new(1, 10, now), None);
            for second in (step..=600).step_by(step) {
                catch_up(&mut state, 6.0, now + second as i64);
            }
            let made = state.effects.len();
            let expected = 600 / step * step / 10;
            assert!((expected - 1..=expected).contains(&made), "every {step} s: {made} of {expected}");
            assert!(state.effects.iter().all(|effect| effect.by_shop && effect.kind == "order.created"));
        }
    }

    #[test]
    fn after_a_long_absence_the_latest_came_in() {
        let now = 1_795_306_343;
        let mut state = State::new(Generator::new(1, 10, now), None);
        catch_up(&mut state, 60.0, now + 86_400);
        let placed: Vec<i64> = state.effects.iter().map(|effect| effect.at).collect();
        assert_eq!((placed.len(), placed.last()), (200, Some(&(now + 86_400))));
        assert!(placed.iter().all(|at| *at > now + 86_400 - 201));
    }

    #[test]
    fn ids_are_never_given_twice() {
        let mut state = State::new(Generator::new(1, 10, 1_795_306_343), None);
        let mut items = std::collections::BTreeSet::new();
        let mut notes = std::collections::BTreeSet::new();
        for second in 0..50 {
            let id = place(&mut state, 1_795_306_343 + second);
            let order = state.store.whole(state.store.slot(id).unwrap());
            assert!(order.lines.iter().all(|line| items.insert(line.id)));
            assert!(order.shipping_lines.iter().all(|line| items.insert(line.id)));
            assert!(order.notes.iter().all(|note| notes.insert(note.id)));
        }
    }
}
