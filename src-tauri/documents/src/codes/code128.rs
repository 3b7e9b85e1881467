//! Code 128 (ISO/IEC 15417): sets B and C, which between them write any printable ASCII, digits in half the width.
#![expect(clippy::float_arithmetic, reason = "bar geometry")]

use super::Symbol;
use crate::layout::page::Area;

/// Bar and space widths of the values 0 to 105: three bars and three spaces, bar first.
#[rustfmt::skip]
const PATTERNS: [&[u8; 6]; 106] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312", b"132212", b"221213",
    b"221312", b"231212", b"112232", b"122132", b"122231", b"113222", b"123122", b"123221", b"223211", b"221132",
    b"221231", b"213212", b"223112", b"312131", b"311222", b"321122", b"321221", b"312212", b"322112", b"322211",
    b"212123", b"212321", b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121", b"313121", b"211331",
    b"231131", b"213113", b"213311", b"213131", b"311123", b"311321", b"331121", b"312113", b"312311", b"332111",
    b"314111", b"221411", b"431111", b"111224", b"111422", b"121124", b"121421", b"141122", b"141221", b"112214",
    b"112412", b"122114", b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112", b"421211", b"212141",
    b"214121", b"412121", b"111143", b"111341", b"131141", b"114113", b"114311", b"411113", b"411311", b"113141",
    b"114131", b"311141", b"411131", b"211412", b"211214", b"211232",
];
/// The stop character with its closing bar.
const STOP: &[u8; 7] = b"2331112";
const START_B: u8 = 104;
const START_C: u8 = 105;
const TO_C: u8 = 99;
const TO_B: u8 = 100;

/// The bars of a text; `None` where it is empty or holds anything but printable ASCII.
pub(crate) fn code128(text: &str) -> Option<Symbol> {
    let values = values(text)?;
    let checksum =
        values.iter().enumerate().map(|(at, value)| u64::from(*value) * (at.max(1) as u64)).sum::<u64>() % 103;
    let mut widths: Vec<u8> = Vec::new();
    for value in values.into_iter().map(usize::from).chain(std::iter::once(checksum as usize)) {
        widths.extend(PATTERNS.get(value)?.iter());
    }
    widths.extend(STOP);
    let mut x = 0.0;
    let mut areas = Vec::new();
    for (at, width) in widths.iter().enumerate() {
        let width = f32::from(width - b'0');
        if at % 2 == 0 {
            areas.push(Area { x, y: 0.0, width, height: 1.0 });
        }
        x += width;
    }
    Some(Symbol { modules: x, areas })
}

/// The symbol values from the start character on, without check and stop.
fn values(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || !bytes.iter().all(|b| (b' '..=b'~').contains(b)) {
        return None;
    }
    let mut rest = bytes;
    // Set C pays off from four digits on, at the start or end, from six within; an odd run's first digit stays in B.
    let mut in_c = digits(rest) >= 4;
    let mut values = vec![if in_c { START_C } else { START_B }];
    while let [first, tail @ ..] = rest {
        let run = digits(rest);
        if in_c {
            match rest {
                [tens, ones, after @ ..] if run >= 2 => {
                    values.push((tens - b'0') * 10 + (ones - b'0'));
                    rest = after;
                }
                _ => {
                    values.push(TO_B);
                    in_c = false;
                }
            }
        } else if run.is_multiple_of(2) && (run >= 6 || (run >= 4 && run == rest.len())) {
            values.push(TO_C);
            in_c = true;
        } else {
            values.push(first - b' ');
            rest = tail;
        }
    }
    Some(values)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_modules_and_unlike_any_other() {
        let mut seen = std::collections::BTreeSet::new();
        for pattern in PATTERNS {
            assert_eq!(pattern.iter().map(|b| u32::from(b - b'0')).sum::<u32>(), 11);
            assert!(seen.insert(pattern));
        }
    }

    #[test]
    fn digits_take_half_the_width_and_odd_runs_start_in_set_b() {
        assert_eq!(values("12345678").unwrap(), [105, 12, 34, 56, 78]);
        assert_eq!(values("AN-10482-K").unwrap().len(), 11);
        assert_eq!(values("A1234567").unwrap(), [104, 33, 17, 99, 23, 45, 67]);
        assert_eq!(values("1234A").unwrap(), [105, 12, 34, 100, 33]);
    }

    #[test]
    fn other_than_printable_ascii_has_no_bars() {
        assert!(code128("").is_none());
        assert!(code128("AN-№7-K").is_none());
        assert!(code128("A\nB").is_none());
    }
}
