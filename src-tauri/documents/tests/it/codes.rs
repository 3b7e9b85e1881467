//! The codes are read back from the rendered page, as a scanner would.

use std::process::Command;

use documents::{Paper, SlipInput};
use domain::{OrderCode, ShopTag, words::Language};
use rxing::{BarcodeFormat, DecodeHints, Exceptions, RXingResult, helpers};

use crate::support::{print, sample, shot};

/// Renders the first page in grey at `dpi` and decodes all codes of the kinds a slip carries.
fn scan(slip: SlipInput, dpi: u32) -> Vec<(BarcodeFormat, String)> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("slip.pdf");
    std::fs::write(&file, print(&[slip]).pdf).unwrap();
    let out = Command::new("pdftoppm")
        .args(["-r", &dpi.to_string(), "-gray", "-png", "-singlefile"])
        .arg(&file)
        .arg(dir.path().join("page"))
        .output()
        .unwrap();
    assert!(out.status.success());
    let page = image::open(dir.path().join("page.png")).unwrap().to_luma8();
    let (width, height) = page.dimensions();
    let mut found = Vec::new();
    for format in [BarcodeFormat::QR_CODE, BarcodeFormat::CODE_128] {
        let hints =
            DecodeHints { TryHarder: Some(true), PossibleFormats: Some([format].into()), ..DecodeHints::default() };
        let mut hints = hints;
        let result: Result<RXingResult, Exceptions> =
            helpers::detect_in_luma_with_hints(page.as_raw().clone(), width, height, Some(format), &mut hints);
        match result {
            Ok(read) => found.push((*read.getBarcodeFormat(), read.getText().to_owned())),
            Err(error) => {
                page.save(shot("unread.png")).unwrap();
                panic!("no {format:?} at {dpi} dpi: {error:?}");
            }
        }
    }
    found
}

fn coded(paper: Paper, tag: &str, number: &str) -> SlipInput {
    let mut slip = sample(paper, Language::En);
    slip.order.number = number.to_owned();
    slip.code = OrderCode::new(&ShopTag::new(tag).unwrap(), number);
    slip
}

#[test]
fn both_codes_are_read_back_from_the_page() {
    for paper in Paper::ALL {
        for (tag, number) in
            [("AN", "10482"), ("SHOP", "1"), ("AN", "2026-0000123"), ("FJ", "M-2207/B"), ("AN", "000123456789")]
        {
            let slip = coded(*paper, tag, number);
            let code = slip.code.to_string();
            // The dots of a screen, a label printer and a laser printer.
            let resolutions: &[u32] = if number == "10482" { &[150, 203, 300] } else { &[203] };
            for dpi in resolutions.iter().copied() {
                let read = scan(slip.clone(), dpi);
                assert_eq!(
                    read,
                    [(BarcodeFormat::QR_CODE, code.clone()), (BarcodeFormat::CODE_128, code.clone())],
                    "{paper:?} at {dpi} dpi"
                );
                assert_eq!(OrderCode::parse(&read[0].1).unwrap(), slip.code);
            }
        }
    }
}

#[test]
fn every_printable_character_has_its_bars() {
    let all: Vec<char> = (' '..='~').filter(|c| !c.is_lowercase()).collect();
    for part in all.chunks(12) {
        let number: String = format!("x{}x", part.iter().collect::<String>());
        let slip = coded(Paper::A4, "AN", &number);
        let code = slip.code.to_string();
        assert_eq!(scan(slip, 300)[1].1, code);
    }
}

#[test]
fn a_code_that_no_bars_can_carry_is_text_alone() {
    for number in ["№-77", &"9".repeat(400)] {
        let slip = coded(Paper::A4, "AN", number);
        let code = slip.code.to_string();
        assert_eq!(print(&[slip]).without_bars, [code]);
    }
}
