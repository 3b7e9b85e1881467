//! Renders slips for people to look at: `target/shots/slips`.

use crate::support::{people, print, render, sample, slip, three_lines};
use documents::Paper;
use domain::words::Language;

#[test]
fn every_paper_is_drawn() {
    for paper in Paper::ALL {
        render(&print(&[sample(*paper, Language::En)]).pdf, &format!("paper-{}", paper.code()), 80);
    }
}

#[test]
fn every_script_is_drawn() {
    for (name, person) in people() {
        let mut order = crate::support::order("10483", person.clone(), three_lines());
        order.customer_note = format!("{} — {}, {}", person.name(), person.line_1, person.city);
        order.lines[0].name = format!("{} {}", person.city, person.name());
        render(&print(&[slip(order)]).pdf, &format!("script-{name}"), 80);
    }
}
