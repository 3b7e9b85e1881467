//! Which of a printer's papers a page goes on.
//!
//! A driverless printer cancels a job for a paper it has not heard of, after `lp` has reported success. So the paper is
//! chosen among those the printer names (`media-supported`; PWG 5101.1's self-describing names such as
//! `iso_a4_210x297mm`, `na_index-4x6_4x6in`, and `custom_min_…`/`custom_max_…` for a range).

use super::super::Paper;

/// A size in hundredths of a millimetre.
type Size = (u32, u32);

/// A paper that is this much off is the same paper, rounded by somebody.
const SAME: u32 = 100;
/// A label is still printed on one this much larger: 4 × 6 in instead of 100 × 150 mm.
const NEARLY: u32 = 500;

/// `lp`'s options for a paper on a printer that takes `supported`. Empty where it is not known what the printer takes.
pub(super) fn options(paper: Paper, supported: &[String]) -> Vec<String> {
    let (width, height) = paper.size_tenth_mm();
    let wanted = (u32::from(width) * 10, u32::from(height) * 10);
    if supported.is_empty() {
        return vec![format!("media={}", common_name(paper)), AS_IS.to_owned()];
    }
    let sheets = || supported.iter().filter(|name| !name.starts_with("custom_m")).filter_map(|n| Some((n, size(n)?)));
    let within = |(w, h): Size, tolerance: u32| w.abs_diff(wanted.0) <= tolerance && h.abs_diff(wanted.1) <= tolerance;
    if let Some((name, _)) = sheets().find(|(_, size)| within(*size, SAME)) {
        return vec![format!("media={name}"), AS_IS.to_owned()];
    }
    let limit = |prefix: &str| supported.iter().find(|name| name.starts_with(prefix)).and_then(|name| size(name));
    if let (Some(min), Some(max)) = (limit("custom_min_"), limit("custom_max_"))
        && (min.0..=max.0).contains(&wanted.0)
        && (min.1..=max.1).contains(&wanted.1)
    {
        return vec![format!("media=Custom.{}x{}mm", width / 10, height / 10), AS_IS.to_owned()];
    }
    let larger = sheets().filter(|(_, (w, h))| *w >= wanted.0 && *h >= wanted.1);
    match larger.filter(|(_, size)| within(*size, NEARLY)).min_by_key(|(_, size)| *size) {
        Some((name, _)) => vec![format!("media={name}"), AS_IS.to_owned()],
        None => {
            tracing::warn!(paper = paper.code(), "the printer has no such paper; scaled to the one it has");
            vec!["print-scaling=fit".to_owned()]
        }
    }
}

/// Shrinks a page that does not fit and leaves one that does, so that bar codes keep their size.
const AS_IS: &str = "print-scaling=auto-fit";

/// The names that PPDs and driverless queues both know; a size without a name is a custom one.
const fn common_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::A5 => "A5",
        Paper::Letter => "Letter",
        Paper::Label100x150 => "Custom.100x150mm",
    }
}

/// The size at the end of a self-describing name, `210x297mm` or `8.5x11in`.
fn size(name: &str) -> Option<Size> {
    let dimensions = name.rsplit('_').next()?;
    let (text, inches) = match dimensions.strip_suffix("in") {
        Some(text) => (text, true),
        None => (dimensions.strip_suffix("mm")?, false),
    };
    let (width, height) = text.split_once('x')?;
    let hundredths_mm = |text: &str| {
        let thousandths = thousandths(text)?;
        Some(if inches { thousandths * 254 / 100 } else { thousandths / 10 })
    };
    Some((hundredths_mm(width)?, hundredths_mm(height)?))
}

/// A decimal number such as `8.5` in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().ok()?.checked_mul(1000)?.checked_add(fraction.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(paper: Paper, supported: &[&str]) -> Vec<String> {
        super::options(paper, &supported.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn sizes_are_in_the_names() {
        assert_eq!(size("iso_a4_210x297mm"), Some((21_000, 29_700)));
        assert_eq!(size("na_letter_8.5x11in"), Some((21_590, 27_940)));
        assert_eq!(size("custom_max_215.9x1117.6mm"), Some((21_590, 111_760)));
        for other in ["stationery", "x_ax2mm", "", "a_99999999999x1mm"] {
            assert_eq!(size(other), None, "{other}");
        }
    }

    #[test]
    fn a_paper_is_taken_by_its_own_name() {
        let supported = ["na_legal_8.5x14in", "iso_a4_210x297mm", "na_letter_8.5x11in", "om_label_100x150mm"];
        assert_eq!(options(Paper::A4, &supported), ["media=iso_a4_210x297mm", AS_IS]);
        assert_eq!(options(Paper::Letter, &supported), ["media=na_letter_8.5x11in", AS_IS]);
        assert_eq!(options(Paper::Label100x150, &supported), ["media=om_label_100x150mm", AS_IS]);
    }

    #[test]
    fn a_label_goes_on_what_is_nearest() {
        let range = ["iso_a4_210x297mm", "custom_min_50x50mm", "custom_max_216x356mm"];
        assert_eq!(options(Paper::Label100x150, &range), ["media=Custom.100x150mm", AS_IS]);
        let photo = ["iso_a4_210x297mm", "na_index-4x6_4x6in", "na_5x7_5x7in"];
        assert_eq!(options(Paper::Label100x150, &photo), ["media=na_index-4x6_4x6in", AS_IS]);
    }

    #[test]
    fn an_unknown_paper_is_never_asked_for() {
        assert_eq!(options(Paper::A5, &["iso_a4_210x297mm", "na_letter_8.5x11in"]), ["print-scaling=fit"]);
        let small_range = ["custom_min_50x50mm", "custom_max_90x356mm"];
        assert_eq!(options(Paper::Label100x150, &small_range), ["print-scaling=fit"]);
    }

    #[test]
    fn a_printer_that_says_nothing_is_trusted() {
        assert_eq!(options(Paper::A5, &[]), ["media=A5", AS_IS]);
    }
}
