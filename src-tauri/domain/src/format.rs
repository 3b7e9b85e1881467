//! Amounts and quantities as people of a language write them (patterns of the Unicode CLDR). Blanks inside are no-break
//! spaces, so that an amount stays on one line.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Currency, words::Language};

/// Blank that no line breaks at.
const NO_BREAK: char = '\u{a0}';

/// A number of pieces, as few digits as it needs: "2", "0,75".
#[must_use]
pub fn quantity(language: Language, value: Decimal) -> String {
    let value = value.normalize();
    number(language, value, value.scale())
}

/// An amount with its currency, rounded half away from zero to the currency's decimals: "€12.50", "12,50 €".
#[must_use]
pub fn money(language: Language, amount: Decimal, currency: &Currency) -> String {
    let decimals = currency.decimals();
    let rounded = amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let digits = number(language, rounded.abs(), decimals);
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "−" } else { "" };
    let symbol = symbol(language, currency.as_str());
    match language {
        Language::En if symbol.chars().count() == 1 => format!("{sign}{symbol}{digits}"),
        Language::En => format!("{sign}{symbol}{NO_BREAK}{digits}"),
        Language::Nl => format!("{symbol}{NO_BREAK}{sign}{digits}"),
        Language::Pl | Language::Fr | Language::Nb | Language::De => format!("{sign}{digits}{NO_BREAK}{symbol}"),
    }
}

/// What the currency is called where the language is spoken; its code where that would be ambiguous.
fn symbol(language: Language, code: &str) -> &str {
    match (code, language) {
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("USD", Language::En) => "$",
        ("PLN", Language::Pl) => "zł",
        ("NOK", Language::Nb) => "kr",
        ("JPY", Language::En) => "¥",
        ("KRW", Language::En) => "₩",
        ("ILS", Language::En) => "₪",
        (code, _) => code,
    }
}

fn number(language: Language, value: Decimal, decimals: u32) -> String {
    let (group, point) = match language {
        Language::En => (',', '.'),
        Language::Nl | Language::De => ('.', ','),
        Language::Pl | Language::Nb => (NO_BREAK, ','),
        Language::Fr => ('\u{202f}', ','),
    };
    let plain = format!("{:.*}", decimals as usize, value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('−');
    }
    // Polish leaves four-digit numbers whole.
    let grouped = whole.len() > if language == Language::Pl { 4 } else { 3 };
    for (at, digit) in whole.chars().enumerate() {
        if grouped && at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        let (eur, nok, pln, jpy) = ("EUR", "NOK", "PLN", "JPY");
        for (language, amount, currency, written) in [
            (Language::En, "1234.5", eur, "€1,234.50"),
            (Language::En, "-3", nok, "−NOK 3.00"),
            (Language::Nl, "1234.5", eur, "€ 1.234,50"),
            (Language::Pl, "1234.5", pln, "1234,50 zł"),
            (Language::Pl, "12345.5", pln, "12 345,50 zł"),
            (Language::Fr, "1234.5", eur, "1\u{202f}234,50 €"),
            (Language::Nb, "1234.5", nok, "1 234,50 kr"),
            (Language::De, "-0.005", eur, "−0,01 €"),
            (Language::De, "-0.004", eur, "0,00 €"),
            (Language::En, "1234.5", jpy, "¥1,235"),
        ] {
            let currency = Currency::new(currency).unwrap();
            assert_eq!(money(language, decimal(amount), &currency).replace(NO_BREAK, " "), written);
        }
    }

    #[test]
    fn quantities_have_as_few_digits_as_they_need() {
        assert_eq!(quantity(Language::En, decimal("2.000")), "2");
        assert_eq!(quantity(Language::De, decimal("0.750")), "0,75");
        assert_eq!(quantity(Language::En, decimal("-1")), "−1");
    }
}
