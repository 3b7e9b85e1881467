//! Country names in the six languages, for the last line of an address.

use domain::words::Language;

/// One line a country: code, then names in the order of [`Language::ALL`], parted by tabs.
const TABLE: &str = include_str!("../data/countries.tsv");

/// The name of an ISO 3166-1 alpha-2 code; `None` for a code that is not one.
#[must_use]
pub fn country_name(code: &str, language: Language) -> Option<&'static str> {
    let column = Language::ALL.iter().position(|known| *known == language)? + 1;
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(|line| line.split('\t').next() == Some(code))
        .and_then(|line| line.split('\t').nth(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 1 + Language::ALL.len(), "{line}");
            assert!(fields.iter().all(|field| !field.is_empty()), "{line}");
        }
        assert_eq!(country_name("PL", Language::Nl), Some("Polen"));
        assert_eq!(country_name("DE", Language::Pl), Some("Niemcy"));
        assert_eq!(country_name("NO", Language::Nb), Some("Norge"));
        assert_eq!(country_name("??", Language::En), None);
    }
}
