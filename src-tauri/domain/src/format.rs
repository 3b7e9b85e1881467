//! Amounts as people of a language write them.

use crate::{Money, words::Language};

/// The amount with its currency's symbol, grouped and pointed as the language does: `€ 1.940,00`, `1 940,00 zł`.
/// Blanks inside are no-break spaces, so that an amount stays on one line.
#[must_use]
pub fn money(money: &Money, language: Language) -> String {
    let digits = number(money.amount, money.currency.decimals(), language);
    let symbol = symbol(money.currency.as_str());
    match language {
        Language::En if symbol.chars().count() == 1 => match digits.strip_prefix('−') {
            Some(rest) => format!("−{symbol}{rest}"),
            None => format!("{symbol}{digits}"),
        },
        Language::En | Language::Nl => format!("{symbol}\u{a0}{digits}"),
        Language::Pl | Language::Fr | Language::Nb | Language::De => format!("{digits}\u{a0}{symbol}"),
    }
}

/// A number with at least `decimals` digits after the point, more where it has more.
#[must_use]
pub fn number(amount: rust_decimal::Decimal, decimals: u32, language: Language) -> String {
    let (group, point) = match language {
        Language::En => (',', '.'),
        Language::Nl | Language::De => ('.', ','),
        Language::Pl | Language::Nb => ('\u{a0}', ','),
        Language::Fr => ('\u{202f}', ','),
    };
    let amount = amount.normalize();
    let decimals = amount.scale().max(decimals) as usize;
    let text = format!("{:.decimals$}", amount.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 6);
    if amount.is_sign_negative() && !amount.is_zero() {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
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

fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "PLN" => "zł",
        "NOK" | "SEK" | "DKK" | "ISK" => "kr",
        "CZK" => "Kč",
        "JPY" | "CNY" => "¥",
        "KRW" => "₩",
        "ILS" => "₪",
        "HUF" => "Ft",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    #[test]
    fn amounts_are_written_as_in_the_language() {
        for (amount, currency, language, text) in [
            ("1940", "EUR", Language::Nl, "€\u{a0}1.940,00"),
            ("1940.5", "EUR", Language::En, "€1,940.50"),
            ("-3.5", "USD", Language::En, "−$3.50"),
            ("1234567.89", "PLN", Language::Pl, "1\u{a0}234\u{a0}567,89\u{a0}zł"),
            ("64", "NOK", Language::Nb, "64,00\u{a0}kr"),
            ("1200", "JPY", Language::De, "1.200\u{a0}¥"),
            ("0", "EUR", Language::Fr, "0,00\u{a0}€"),
            ("999.999", "EUR", Language::De, "999,999\u{a0}€"),
        ] {
            let money = Money::new(amount.parse().unwrap(), Currency::new(currency).unwrap());
            assert_eq!(super::money(&money, language), text);
        }
    }
}
