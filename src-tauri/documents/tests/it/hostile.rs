//! Input that was made to break things: no panic, no endless work, a PDF that readers open.

use documents::{LineFacts, Paper, packing_slips};
use domain::{Address, LineAttribute, words::Language};
use proptest::prelude::*;

use crate::support::{decimal, fonts, line, order, poppler, print, render, sample, slip, three_lines};

fn opens(pdf: &[u8]) {
    poppler("pdfinfo", &[], pdf);
    poppler("pdftotext", &[], pdf);
}

fn everywhere(text: &str, paper: Paper) -> documents::SlipInput {
    let address = Address {
        first_name: text.to_owned(),
        last_name: text.to_owned(),
        company: text.to_owned(),
        line_1: text.to_owned(),
        line_2: text.to_owned(),
        postcode: text.to_owned(),
        city: text.to_owned(),
        region: text.to_owned(),
        country: text.to_owned(),
        phone: text.to_owned(),
        email: text.to_owned(),
    };
    let mut order = order(text, address.clone(), three_lines());
    order.billing.line_2.push('x');
    order.customer_note = text.to_owned();
    order.payment_method.title = text.to_owned();
    order.shipping_lines[0].method.title = text.to_owned();
    for line in &mut order.lines {
        line.name = text.to_owned();
        line.sku = text.to_owned();
        line.attributes = vec![LineAttribute { label: text.to_owned(), value: text.to_owned() }];
    }
    let mut slip = slip(order);
    slip.shop.name = text.to_owned();
    slip.shop.address = address;
    slip.shop.contact = text.to_owned();
    slip.shop.time_zone = text.to_owned();
    slip.shop.weight_unit = text.to_owned();
    for line in &slip.order.lines {
        slip.facts.insert(line.native_id.clone(), LineFacts { bin: text.to_owned(), weight: Some(decimal("1")) });
    }
    slip.options.paper = paper;
    slip.options.prices = true;
    slip.options.payment = true;
    slip
}

#[test]
fn texts_of_ten_thousand_characters_everywhere_are_cut_and_reported() {
    for text in ["x", "word ", "نص طويل ", "長い", "a\u{202e}b", "👩‍🚀", "e\u{301}\u{301}\u{301}", "\n"]
    {
        let long: String = text.chars().cycle().take(10_000).collect();
        for paper in Paper::ALL {
            let slip = everywhere(&long, *paper);
            let code = slip.code.to_string();
            let document = print(&[slip]);
            opens(&document.pdf);
            if !text.trim().is_empty() {
                assert_eq!(document.shortened, [code], "{text:?} {paper:?}");
            }
            assert!(document.pages < 40, "{text:?} {paper:?}: {} pages", document.pages);
        }
    }
    render(&print(&[everywhere(&"long name ".repeat(40), Paper::A4)]).pdf, "long-a4", 60);
    render(&print(&[everywhere(&"long name ".repeat(12), Paper::Label100x150)]).pdf, "long-label", 80);
}

#[test]
fn nothing_at_all_is_still_a_slip() {
    for paper in Paper::ALL {
        let mut slip = everywhere("", *paper);
        slip.order.lines.clear();
        slip.order.shipping_lines.clear();
        let document = print(&[slip]);
        assert_eq!(document.pages, 1);
        opens(&document.pdf);
    }
}

#[test]
fn five_hundred_lines_and_long_skus_are_set() {
    let sku = "S".repeat(60);
    let lines = (0..500).map(|n| line(n, "1", &format!("{sku}{n:03}"), &format!("Item {n}"), &[], "1.00")).collect();
    let mut slip = sample(Paper::A4, Language::En);
    slip.order.lines = lines;
    let document = print(&[slip]);
    assert!(document.pages > 10 && document.shortened.is_empty());
    opens(&document.pdf);
}

#[test]
fn extreme_numbers_are_written() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.options.prices = true;
    for line in &mut slip.order.lines {
        line.quantity = rust_decimal::Decimal::MAX;
        line.total = rust_decimal::Decimal::MAX;
        line.tax = rust_decimal::Decimal::MAX;
    }
    slip.order.placed_at = jiff::Timestamp::MIN;
    opens(&print(&[slip]).pdf);
}

/// Characters that have broken text layout before: marks, joiners, isolates, overrides, surrogates' neighbours.
fn wild_text() -> impl Strategy<Value = String> {
    let wild = prop_oneof![
        any::<char>(),
        prop::sample::select(vec![
            '\u{0}',
            '\t',
            '\n',
            '\r',
            ' ',
            '\u{a0}',
            '\u{ad}',
            '\u{300}',
            '\u{301}',
            '\u{5b0}',
            '\u{64b}',
            '\u{651}',
            '\u{600}',
            '\u{61c}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{202d}',
            '\u{202e}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{fffd}',
            '\u{ffff}',
            '\u{1f468}',
            '\u{1f3fd}',
            '\u{1f1f3}',
            '\u{e0067}',
            '\u{e0100}',
            '\u{10ffff}',
            'ل',
            'ا',
            'آ',
            'ﷺ',
            'ש',
            'か',
            '\u{3099}',
            '각',
            '\u{1100}',
            '\u{1161}',
            '漢',
            'Ǆ',
            'ﬁ',
            '١',
            '7',
            '(',
            ')',
            '/',
        ]),
    ];
    prop::collection::vec(wild, 0..60).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// proptest prints the text that failed, which is all one needs to run it again.
    #[test]
    fn no_text_panics(text in wild_text(), other in wild_text(), paper in prop::sample::select(Paper::ALL.to_vec()), language in prop::sample::select(Language::ALL.to_vec())) {
        let fonts = FONTS.get_or_init(fonts);
        let mut slip = everywhere(&text, paper);
        slip.order.lines[0].name = other;
        slip.options.language = language;
        let document = packing_slips(&[slip], fonts).unwrap();
        prop_assert!(document.pages >= 1);
        prop_assert!(document.pdf.starts_with(b"%PDF-"));
    }
}

static FONTS: std::sync::OnceLock<documents::Fonts> = std::sync::OnceLock::new();
