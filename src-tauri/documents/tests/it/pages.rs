//! Long orders over pages: none lost, none split, each page saying whose it is and where it stands.

use documents::{DocumentError, Paper};
use domain::words::Language;

use crate::support::{line, order, people, poppler, print, render, sample, slip, text};

fn long(lines: u64, paper: Paper) -> documents::SlipInput {
    let lines = (1..=lines)
        .map(|n| {
            let name = if n % 7 == 0 {
                "A very long name that has to be wrapped because no column is as wide as this one is long".to_owned()
            } else {
                format!("Article {n}")
            };
            line(n, "1", &format!("SKU-{n:04}"), &name, &[("Colour", "sage")], "2.50")
        })
        .collect();
    let mut slip = slip(order("777", people().remove(1).1, lines));
    slip.options.paper = paper;
    slip
}

fn pages(pdf: &[u8]) -> Vec<String> {
    let mut pages: Vec<String> = text(pdf).split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""));
    pages
}

#[test]
fn each_order_counts_its_own_pages() {
    let (one, two, three) = (long(3, Paper::A4), long(18, Paper::A4), long(34, Paper::A4));
    let document = print(&[one, two, three]);
    let pages = pages(&document.pdf);
    let said: Vec<&str> = pages
        .iter()
        .map(|page| page.lines().rev().find(|l| l.contains("Page ")).unwrap().split("Page ").nth(1).unwrap().trim())
        .collect();
    assert_eq!(said, ["1 of 1", "1 of 2", "2 of 2", "1 of 3", "2 of 3", "3 of 3"]);
    assert_eq!(document.pages, pages.len());
    for page in &pages {
        assert!(page.contains("Atelier Noord") && page.contains("777"), "{page}");
        assert!(page.contains("AN-777-"), "{page}");
    }
}

#[test]
fn no_line_is_lost_or_split_on_any_paper() {
    for paper in Paper::ALL {
        for count in [1, 40, 120] {
            let document = print(&[long(count, *paper)]);
            let pages = pages(&document.pdf);
            for n in 1..=count {
                let sku = format!("SKU-{n:04}");
                let on: Vec<usize> =
                    pages.iter().enumerate().filter(|(_, page)| page.contains(&sku)).map(|(at, _)| at).collect();
                assert_eq!(on.len(), 1, "{paper:?}: {sku} is on pages {on:?}");
                if n % 7 != 0 {
                    let page = &pages[on[0]];
                    assert!(page.contains(&format!("Article {n}")), "{paper:?}: {sku} without its name");
                }
            }
            assert!(document.shortened.is_empty());
        }
    }
    render(&print(&[long(40, Paper::A4)]).pdf, "forty-a4", 60);
    render(&print(&[long(12, Paper::Label100x150)]).pdf, "twelve-label", 100);
}

#[test]
fn papers_have_their_sizes() {
    for (paper, size) in [
        (Paper::A4, "595.276 x 841.89 pts (A4)"),
        (Paper::A5, "419.528 x 595.276 pts"),
        (Paper::Letter, "612 x 792 pts (letter)"),
        (Paper::Label100x150, "283.465 x 425.197 pts"),
    ] {
        let info = poppler("pdfinfo", &[], &print(&[sample(paper, Language::En)]).pdf);
        assert!(info.contains(size), "{paper:?}: {info}");
    }
}

#[test]
fn nothing_to_print_is_said() {
    assert!(matches!(documents::packing_slips(&[], &crate::support::fonts()), Err(DocumentError::Empty)));
}

#[test]
fn a_note_behind_a_long_table_comes_first() {
    let mut slip = long(40, Paper::A4);
    slip.order.customer_note = "Leave it with the neighbours.".to_owned();
    let pages = pages(&print(&[slip]).pdf);
    assert!(pages[0].contains("Leave it with the neighbours."));
}
