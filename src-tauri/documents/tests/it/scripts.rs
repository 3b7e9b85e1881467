//! Every script is drawn in embedded subsets and can be copied out again in reading order.

use documents::Fonts;
use domain::Address;

use crate::support::{fonts, order, people, poppler, print, slip, text, three_lines};

/// pdftotext wraps stretches of right-to-left text in direction marks.
fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect()
}

fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| matches!(u32::from(c), 0x590..=0x8ff))
}

/// What must be found in the copied text: whole lines, but for right-to-left lines with digits or commas in them,
/// which pdftotext gives stretch by stretch in the page's own direction; of those every word.
fn pieces(line: &str) -> Vec<String> {
    let pure = line.chars().all(|c| c.is_whitespace() || has_rtl(&c.to_string()))
        && !line.chars().any(char::is_numeric)
        && !line.contains('،');
    if !has_rtl(line) || pure {
        vec![line.to_owned()]
    } else {
        line.split(|c: char| c.is_whitespace() || ",،".contains(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

fn slip_of(person: &Address) -> documents::SlipInput {
    let mut order = order("10483", person.clone(), three_lines());
    order.lines[0].name = format!("{} {}", person.first_name, person.last_name);
    order.customer_note = person.city.clone();
    slip(order)
}

#[test]
fn every_script_is_copied_out_in_reading_order() {
    for (name, person) in people() {
        let document = print(&[slip_of(&person)]);
        assert_eq!(document.missing, [], "{name}");
        assert_eq!(document.fallbacks, [], "{name}");
        let copied = unmarked(&text(&document.pdf));
        let mut lines = person.postal_lines();
        lines.push(person.name());
        for piece in lines.iter().flat_map(|line| pieces(line)) {
            // A blank beside an emoji is as wide as several of the text's.
            let folded = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(folded(&copied).contains(&folded(&piece)), "{name}: {piece:?} is not in\n{copied}");
        }
    }
}

#[test]
fn arabic_ligatures_and_pointed_hebrew_are_copied_out() {
    for word in ["الأحمد", "علاء", "الإسلام", "لآلئ", "سلام", "مُحَمَّد", "שָׁלוֹם"]
    {
        let mut order = order("1", people().remove(8).1, three_lines());
        order.lines[0].name = word.to_owned();
        let copied = unmarked(&text(&print(&[slip(order)]).pdf));
        assert!(copied.contains(word), "{word} is not in\n{copied}");
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_unicode_table() {
    for (name, person) in people() {
        let document = print(&[slip_of(&person)]);
        let listed = poppler("pdffonts", &[], &document.pdf);
        let fonts: Vec<&str> = listed.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{name}: {listed}");
        for font in fonts {
            assert!(font.contains("CID TrueType") && font.contains(" yes yes yes "), "{name}: {font}");
        }
        assert!(document.pdf.len() < 60_000, "{name}: {} bytes", document.pdf.len());
    }
}

#[test]
fn a_name_from_right_to_left_leaves_its_neighbours_alone() {
    let (_, noa) = people().remove(9);
    let mut order = order("7", noa, three_lines());
    order.lines[0].attributes[0].label = "מידה".to_owned();
    order.lines[0].attributes[0].value = "12 (XL)".to_owned();
    order.shipping_lines[0].method.title = "שליח".to_owned();
    let mut second = crate::support::slip(order);
    second.shop.name = "בית המלאכה (Noord)".to_owned();
    let copied = unmarked(&text(&print(&[second]).pdf));
    assert!(copied.contains("12 (XL)"), "{copied}");
    assert!(copied.contains("22 November 2026"), "{copied}");
}

#[test]
fn what_no_font_has_is_a_box_that_is_reported_and_still_copied_out() {
    let mut order = order("8", people().remove(0).1, three_lines());
    order.lines[0].name = "Rune \u{16a0}\u{16a0} and \u{13000}".to_owned();
    let document = print(&[slip(order)]);
    let missing: Vec<(char, usize)> = document.missing.iter().map(|m| (m.character, m.count)).collect();
    assert_eq!(missing, [('\u{16a0}', 2), ('\u{13000}', 1)]);
    assert!(text(&document.pdf).contains("Rune \u{16a0}\u{16a0} and \u{13000}"));
}

#[test]
fn without_their_files_the_large_faces_are_missed_aloud() {
    assert_eq!(fonts().absent_files(), Vec::<String>::new());
}

#[test]
fn hidden_characters_are_seen() {
    let mut order = order("9", people().remove(0).1, three_lines());
    order.lines[0].name = "abc\u{202e}cba\u{7}".to_owned();
    order.customer_note = "line one\r\nline two".to_owned();
    let document = print(&[slip(order)]);
    assert_eq!(document.missing, []);
    let copied = text(&document.pdf);
    assert!(copied.contains("abc⟨U+202E⟩cba␇"), "{copied}");
    assert!(copied.contains("line one") && copied.contains("line two"));
}

#[test]
fn fonts_are_shared_between_threads() {
    let fonts: Fonts = fonts();
    let slips: Vec<_> = people().into_iter().map(|(_, person)| slip_of(&person)).collect();
    let alone: Vec<_> =
        slips.iter().map(|slip| documents::packing_slips(std::slice::from_ref(slip), &fonts).unwrap().pdf).collect();
    std::thread::scope(|scope| {
        let made: Vec<_> = slips
            .iter()
            .map(|slip| scope.spawn(|| documents::packing_slips(std::slice::from_ref(slip), &fonts).unwrap().pdf))
            .collect();
        for (thread, alone) in made.into_iter().zip(&alone) {
            assert!(&thread.join().unwrap() == alone);
        }
    });
}
