//! What a slip says of an order.

use documents::Paper;
use domain::{NativeId, OrderState, Refund, RefundLine, words::Language};
use rust_decimal::Decimal;

use crate::support::{decimal, people, print, render, sample, text};

fn refund(line: Option<u64>, quantity: &str, amount: &str) -> Refund {
    Refund {
        native_id: 900_u64.into(),
        amount: decimal(amount),
        reason: String::new(),
        created_at: None,
        through_gateway: None,
        lines: line
            .map(|id| RefundLine {
                line: Some(id.into()),
                name: String::new(),
                sku: String::new(),
                quantity: decimal(quantity),
                total: decimal(amount),
                tax: Decimal::ZERO,
            })
            .into_iter()
            .collect(),
    }
}

/// The text with its blanks folded, so that columns don't matter.
fn said(slip: documents::SlipInput) -> String {
    text(&print(&[slip]).pdf).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_slip_says_what_a_packer_needs() {
    let said = said(sample(Paper::A4, Language::En));
    for words in [
        "Atelier Noord",
        "Oudegracht 112, 3511 AW Utrecht, Netherlands",
        "Packing slip",
        "10482",
        "22 November 2026",
        "DHL Parcel",
        "1.87 kg",
        "Zofia Dąbrowska-Łęcka",
        "ul. Długa 14/3",
        "31-147 Kraków",
        "POLAND",
        "+48 600 000 000",
        "2 LA-SAGE-M Linen apron, sage A-04-2",
        "Size: M",
        "Please no plastic, it is a gift.",
        "AN-10482-",
        "Page 1 of 1",
        "hello@ateliernoord.example",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    assert!(!said.contains("Bill to") && !said.contains('€') && !said.contains("iDEAL"), "{said}");
}

#[test]
fn labels_dates_and_countries_speak_the_language() {
    for (language, words) in [
        (Language::Nl, ["Pakbon", "22 november 2026", "POLEN", "Pagina 1 van 1"]),
        (Language::Pl, ["Lista pakowa", "22 listopada 2026", "POLSKA", "Strona 1 z 1"]),
        (Language::Fr, ["Bordereau de livraison", "22 novembre 2026", "POLOGNE", "Page 1 sur 1"]),
        (Language::Nb, ["Pakkseddel", "22. november 2026", "POLEN", "Side 1 av 1"]),
        (Language::De, ["Lieferschein", "22. November 2026", "POLEN", "Seite 1 von 1"]),
    ] {
        for paper in Paper::ALL {
            let said = said(sample(*paper, language));
            for word in words {
                assert!(said.contains(word), "{language:?} {paper:?}: {word:?} is not in {said}");
            }
        }
    }
}

#[test]
fn a_country_at_home_is_not_shouted() {
    let mut slip = sample(Paper::A4, Language::Nl);
    slip.shop.address.country = "PL".to_owned();
    assert!(said(slip).contains("Polen"));
}

#[test]
fn refunded_pieces_are_not_packed() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.order.refunds = vec![refund(Some(1), "1", "29.00"), refund(Some(2), "1", "39.50")];
    render(&print(&[slip.clone()]).pdf, "refunded", 80);
    let said = said(slip);
    assert!(said.contains("1 LA-SAGE-M Linen apron, sage A-04-2 2 − 1 refunded"), "{said}");
    assert!(said.contains("0 OB-40 Oak board 40 cm C-11-1 1 − 1 refunded"), "{said}");
    assert!(said.contains("Pieces 2") || said.contains("Pieces Zofia Dąbrowska-Łęcka 2"), "{said}");
    assert!(said.contains("0.36 kg"), "only what is packed weighs: {said}");
}

#[test]
fn money_given_back_without_items_and_cancelled_orders_are_warned_of() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.order.refunds = vec![refund(None, "0", "10")];
    slip.order.states.order = OrderState::Cancelled;
    render(&print(&[slip.clone()]).pdf, "cancelled", 80);
    let said = said(slip);
    assert!(said.contains("Cancelled: do not pack"), "{said}");
    assert!(said.contains("€10.00 was refunded without naming items"), "{said}");
}

#[test]
fn another_billing_address_is_shown_and_the_same_is_not() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.order.billing = people().remove(4).1;
    slip.order.billing.email = "jg@example.test".to_owned();
    render(&print(&[slip.clone()]).pdf, "bill-to", 80);
    let said = said(slip.clone());
    for words in ["Bill to", "Jürgen Groß", "Germany", "jg@example.test"] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    slip.options.paper = Paper::Label100x150;
    assert!(crate::content::said(slip).contains("Jürgen Groß"));
}

#[test]
fn prices_add_up_and_are_written_exactly() {
    let mut slip = sample(Paper::A4, Language::De);
    slip.options.prices = true;
    slip.options.payment = true;
    render(&print(&[slip.clone()]).pdf, "prices", 80);
    let said = said(slip.clone());
    // 58.00 + 39.50 + 3.50 with 21 % each, and 4.95 for shipping.
    for words in [
        "70,18 €",
        "47,80 €",
        "4,24 €",
        "Artikel 122,22 €",
        "Versand 4,95 €",
        "Gesamt 127,17 €",
        "Enthaltene Steuer 21,22 €",
        "iDEAL",
    ] {
        assert!(said.replace('\u{a0}', " ").contains(words), "{words:?} is not in {said}");
    }
    slip.order.prices_include_tax = false;
    slip.options.paper = Paper::A5;
    let said = crate::content::said(slip).replace('\u{a0}', " ");
    for words in ["58,00 €", "Artikel 101,00 €", "Versand 4,95 €", "Steuer 21,22 €", "Gesamt 127,17 €"] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
}

#[test]
fn a_weight_that_is_not_known_of_every_piece_is_not_guessed() {
    let mut slip = sample(Paper::A4, Language::En);
    slip.facts.get_mut(&NativeId::from(2)).unwrap().weight = None;
    assert!(!said(slip).contains("kg"));
}

#[test]
fn a_logo_is_drawn_and_a_broken_one_reported() {
    let mut slip = sample(Paper::A4, Language::En);
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbaImage::from_fn(800, 200, |x, y| {
        image::Rgba([15, 118, 110, if (x / 40 + y / 40) % 2 == 0 { 255 } else { 80 }])
    })
    .write_to(&mut png, image::ImageFormat::Png)
    .unwrap();
    slip.shop.logo = Some(png.into_inner());
    let document = print(&[slip.clone(), slip.clone()]);
    render(&document.pdf, "logo", 80);
    assert!(document.without_logo.is_empty());
    // One picture with its mask, shared by both slips: pdfimages lists both under the picture's object.
    let listed = crate::support::poppler("pdfimages", &["-list"], &document.pdf);
    let objects: std::collections::BTreeSet<&str> =
        listed.lines().skip(2).filter_map(|l| l.split_whitespace().nth(10)).collect();
    assert_eq!((objects.len(), listed.lines().count()), (1, 6), "{listed}");
    slip.shop.logo = Some(b"<svg/>".to_vec());
    assert_eq!(print(&[slip.clone()]).without_logo, [slip.code.to_string()]);
}
