//! The same order gives the same bytes: in one process, in another, and in company.

use std::process::Command;

use documents::Paper;
use domain::words::Language;
use sha2::{Digest, Sha256};

use crate::support::{fonts, people, print, sample, slip, three_lines};

const CHILD: &str = "SHOPBELL_SLIP_DIGEST_CHILD";

fn digest() -> String {
    let mut slips: Vec<_> =
        people().into_iter().map(|(_, person)| slip(crate::support::order("55", person, three_lines()))).collect();
    slips.push(sample(Paper::Label100x150, Language::De));
    let document = print(&slips);
    Sha256::digest(&document.pdf).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    let fonts = fonts();
    let slip = sample(Paper::A4, Language::Nl);
    let first = documents::packing_slips(std::slice::from_ref(&slip), &fonts).unwrap().pdf;
    let again = documents::packing_slips(std::slice::from_ref(&slip), &fonts).unwrap().pdf;
    assert!(first == again);
    let fresh = documents::packing_slips(&[slip], &crate::support::fonts()).unwrap().pdf;
    assert!(first == fresh);
}

/// Runs this very test in another process, where hash seeds and the order of threads differ.
#[test]
fn another_process_gives_the_same_bytes() {
    let own = digest();
    if std::env::var_os(CHILD).is_some() {
        println!("digest {own}");
        return;
    }
    let out = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "same::another_process_gives_the_same_bytes", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(said.contains(&format!("digest {own}")), "{said}");
}

#[test]
fn another_order_gives_another_identifier() {
    let id = |pdf: &[u8]| {
        let at = pdf.windows(5).rposition(|w| w == b"/ID[(").unwrap();
        pdf[at + 5..at + 37].to_vec()
    };
    let one = print(&[sample(Paper::A4, Language::En)]).pdf;
    let mut other = sample(Paper::A4, Language::En);
    other.order.customer_note.push('!');
    assert_ne!(id(&one), id(&print(&[other]).pdf));
    assert!(one.starts_with(b"%PDF-1.7"));
}
