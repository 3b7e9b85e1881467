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

/// What this computer's own fonts add; differs from machine to machine, so it is only looked at.
#[test]
fn other_scripts_are_drawn_with_the_systems_fonts_or_boxes() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.order.customer_note = "ไทย กรุงเทพฯ · हिन्दी क्षेत्र · தமிழ் · বাংলা · ქართული · հայերեն · አማርኛ · ខ្មែរ · ລາວ · བོད · ᚠᚢᚦ · 𓀀 · ☎️ ✂ ♥ → ½ № ™ · 🇳🇱 👍🏽"
        .to_owned();
    let fonts = documents::Fonts::load(None);
    let document = documents::packing_slips(&[slip], &fonts).unwrap();
    let reported: usize =
        document.fallbacks.iter().map(|f| f.characters.chars().count()).sum::<usize>() + document.missing.len();
    assert!(reported >= 20, "{:?} {:?}", document.fallbacks, document.missing);
    render(&document.pdf, "system", 110);
}

#[test]
fn every_language_is_drawn_on_the_smallest_papers() {
    for language in Language::ALL {
        for paper in [Paper::A5, Paper::Label100x150] {
            let mut slip = sample(paper, *language);
            slip.options.prices = true;
            slip.options.payment = true;
            slip.order.lines[0].sku = "APRON-LINEN-SAGE-GREEN-MEDIUM-WITH-POCKET-2026-SPRING-000001".to_owned();
            slip.order.lines[1].attributes[0].value = "مُحَمَّد שָׁלוֹם".to_owned();
            let document = print(&[slip]);
            assert_eq!(document.shortened, Vec::<String>::new(), "{language:?} {paper:?}");
            render(&document.pdf, &format!("language-{}-{}", language.code(), paper.code()), 100);
        }
    }
}
