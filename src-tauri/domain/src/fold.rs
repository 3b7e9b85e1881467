//! Folding text for search: case, accents and the letters that Unicode does not decompose.

use unicode_normalization::UnicodeNormalization;

/// The text as it is searched: lower case, marks taken off, `ł ø æ œ ß đ ð þ ı` and Greek final sigma folded, Arabic
/// tatweel dropped, every Han, kana and Hangul character set apart by spaces (those scripts put none between words).
/// The same fold is applied to what is indexed and to what is typed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            fold_char(c, &mut out);
        }
    }
    out
}

fn fold_char(c: char, out: &mut String) {
    if is_hangul_syllable(c) || is_cjk(c) {
        out.push(' ');
        out.push(c);
        out.push(' ');
        return;
    }
    for lower in c.to_lowercase() {
        for part in std::iter::once(lower).nfkd() {
            match part {
                'ł' => out.push('l'),
                'ø' => out.push('o'),
                'đ' | 'ð' => out.push('d'),
                'ħ' => out.push('h'),
                'ı' => out.push('i'),
                'ŧ' => out.push('t'),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'ß' => out.push_str("ss"),
                'þ' => out.push_str("th"),
                'ς' => out.push('σ'),
                'ـ' => {}
                'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
                'ى' => out.push('ي'),
                'ة' => out.push('ه'),
                mark if unicode_normalization::char::is_combining_mark(mark) => {}
                other => out.extend(other.to_lowercase()),
            }
        }
    }
}

const fn is_hangul_syllable(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// The folded words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_undecomposable_letters_fold() {
        for (given, folded) in [
            ("Łódź", "lodz"),
            ("Żółkiewska", "zolkiewska"),
            ("Ødegård", "odegard"),
            ("Øverås", "overas"),
            ("Straße", "strasse"),
            ("ANAÏS Lefèvre", "anais lefevre"),
            ("Γιώργος", "γιωργοσ"),
            ("ſ", "s"),
        ] {
            assert_eq!(fold(given), folded, "{given}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_set_apart() {
        assert_eq!(words("佐藤 美咲").collect::<Vec<_>>(), ["佐", "藤", "美", "咲"]);
        assert_eq!(words("김민준").collect::<Vec<_>>(), ["김", "민", "준"]);
        assert_eq!(words("LA-SAGE-M").collect::<Vec<_>>(), ["la", "sage", "m"]);
    }

    #[test]
    fn arabic_variants_meet() {
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("مُحَمَّد"), fold("محمد"));
    }
}
