//! How long slips take; run with `--ignored --nocapture`, in a release build for numbers that mean something.

use std::time::Instant;

use documents::{Paper, packing_slips};
use domain::words::Language;

use crate::support::{fonts, people, sample};

#[test]
#[ignore = "a measurement, not a check"]
fn slips_per_second() {
    let fonts = fonts();
    let people = people();
    for (name, range) in
        [("latin", 0..6), ("arabic", 8..9), ("japanese", 10..11), ("korean", 11..12), ("chinese", 12..13)]
    {
        let slips: Vec<_> = people[range.clone()]
            .iter()
            .map(|(_, person)| {
                let mut slip = sample(Paper::A4, Language::En);
                slip.order.shipping = person.clone();
                slip.order.billing = person.clone();
                slip
            })
            .collect();
        let start = Instant::now();
        packing_slips(&slips, &fonts).unwrap();
        let first = start.elapsed();
        let start = Instant::now();
        let mut bytes = 0;
        for _ in 0..20 {
            for slip in &slips {
                bytes += packing_slips(std::slice::from_ref(slip), &fonts).unwrap().pdf.len();
            }
        }
        let each = 20 * slips.len();
        println!("{name}: first {first:?}, then {:?} and {} bytes a slip", start.elapsed() / each as u32, bytes / each);
    }
    let batch = vec![sample(Paper::A4, Language::En); 200];
    let start = Instant::now();
    let document = packing_slips(&batch, &fonts).unwrap();
    println!("batch of 200: {:?} and {} bytes a slip", start.elapsed() / 200, document.pdf.len() / 200);
}
