//! The order code: one short name per order, unique over all connected shops, that survives a bad scan.
//!
//! `AN-10482-K`: the shop's tag, the native order number, and a check character over both (ISO 7064 MOD 37-2). A keyed
//! tag against forged slips may be appended later as a fourth part, so readers take and keep what follows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The 2–4 upper-case letters by which one installation tells its shops apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct ShopTag(String);

/// Why a text is not an order code or a shop tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// A shop tag is 2–4 letters A–Z.
    #[error("a shop's tag is 2 to 4 letters A–Z, not {0:?}")]
    Tag(String),
    /// Not of the form TAG-NUMBER-CHECK.
    #[error("not an order code (such as AN-10482-K): {0:?}")]
    Form(String),
    /// The check character is another: a misread or mistyped code.
    #[error("the order code {code:?} has a wrong check character: type or scan it again")]
    Check {
        /// The code as given.
        code: String,
    },
}

impl ShopTag {
    /// Reads a tag, folding it to upper case.
    ///
    /// # Errors
    /// [`BadCode::Tag`] for anything but 2–4 ASCII letters.
    pub fn new(text: &str) -> Result<Self, BadCode> {
        let ok = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic());
        if ok { Ok(Self(text.to_ascii_uppercase())) } else { Err(BadCode::Tag(text.to_owned())) }
    }

    /// The tag to propose for a shop's name: the initials of its words, else its first letters; `taken` ones are
    /// avoided by trying other letters.
    #[must_use]
    pub fn propose(name: &str, taken: &[Self]) -> Self {
        let folded = crate::fold::fold(name).to_ascii_uppercase();
        let words: Vec<String> =
            folded.split(|c: char| !c.is_ascii_uppercase()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let initials: String = words.iter().filter_map(|w| w.chars().next()).take(3).collect();
        let letters: String = words.concat();
        let mut candidates = vec![initials];
        for end in 2..=4 {
            candidates.push(letters.chars().take(end).collect());
        }
        let first = letters.chars().next().unwrap_or('S');
        candidates.extend(letters.chars().skip(1).map(|c| format!("{first}{c}")));
        candidates.extend(('A'..='Z').flat_map(|a| ('A'..='Z').map(move |b| format!("{first}{a}{b}"))));
        candidates
            .iter()
            .filter_map(|text| Self::new(text).ok())
            .find(|tag| !taken.contains(tag))
            .unwrap_or_else(|| Self("SHOP".to_owned()))
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ShopTag {
    type Error = BadCode;
    fn try_from(value: String) -> Result<Self, BadCode> {
        Self::new(&value)
    }
}

impl From<ShopTag> for String {
    fn from(value: ShopTag) -> Self {
        value.0
    }
}

/// A checked order code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct OrderCode {
    tag: ShopTag,
    number: String,
    check: char,
}

impl OrderCode {
    /// The code of a shop's order. Characters of the number other than ASCII letters and digits do not count for the
    /// check and stay as they are, but a number's own `-` is kept.
    #[must_use]
    pub fn new(tag: &ShopTag, number: &str) -> Self {
        let number = number.trim().trim_start_matches('#').to_uppercase();
        let check = check_character(tag.as_str(), &number);
        Self { tag: tag.clone(), number, check }
    }

    /// Reads a scanned or typed code; case and surrounding spaces do not matter.
    ///
    /// # Errors
    /// [`BadCode::Form`] for another form, [`BadCode::Check`] for a wrong check character.
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        let folded = text.trim().to_uppercase();
        let form = || BadCode::Form(text.to_owned());
        let (tag, rest) = folded.split_once('-').ok_or_else(form)?;
        let (number, check) = rest.rsplit_once('-').ok_or_else(form)?;
        let tag = ShopTag::new(tag).map_err(|_| form())?;
        let mut characters = check.chars();
        let (Some(check), None) = (characters.next(), characters.next()) else {
            return Err(form());
        };
        if number.is_empty() {
            return Err(form());
        }
        if check_character(tag.as_str(), number) != check {
            return Err(BadCode::Check { code: folded });
        }
        Ok(Self { tag, number: number.to_owned(), check })
    }

    /// The shop's tag.
    #[must_use]
    pub const fn tag(&self) -> &ShopTag {
        &self.tag
    }

    /// The order's number, upper case.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }
}

/// ISO 7064 MOD 37-2 over the letters and digits of tag and number: the pure system with radix 2, whose check
/// character is one of 0–9, A–Z and `*`.
fn check_character(tag: &str, number: &str) -> char {
    const SET: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
    let product = tag
        .chars()
        .chain(number.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |sum, digit| ((sum + digit) * 2) % 37);
    let check = (38 - product % 37) % 37;
    SET.get(check as usize).map_or('*', |b| char::from(*b))
}

impl std::fmt::Display for OrderCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", self.tag.as_str(), self.number, self.check)
    }
}

impl TryFrom<String> for OrderCode {
    type Error = BadCode;
    fn try_from(value: String) -> Result<Self, BadCode> {
        Self::parse(&value)
    }
}

impl From<OrderCode> for String {
    fn from(value: OrderCode) -> Self {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> ShopTag {
        ShopTag::new(text).unwrap()
    }

    /// The published example of the MOD 37-2 system (an ISBT donation identifier): G123 498 654 321 has check H.
    #[test]
    fn agrees_with_the_published_example() {
        assert_eq!(check_character("", "G123498654321"), 'H');
    }

    #[test]
    fn codes_read_back_and_slips_of_the_finger_do_not() {
        let code = OrderCode::new(&tag("an"), "10482");
        let text = code.to_string();
        assert!(text.starts_with("AN-10482-"));
        assert_eq!(OrderCode::parse(&format!(" {} ", text.to_lowercase())).unwrap(), code);
        assert!(matches!(OrderCode::parse(&text.replace("10482", "10428")), Err(BadCode::Check { .. })));
        assert!(matches!(OrderCode::parse(&text.replace("10482", "10492")), Err(BadCode::Check { .. })));
        assert!(matches!(OrderCode::parse("10482"), Err(BadCode::Form(_))));
    }

    #[test]
    fn numbers_with_dashes_keep_them() {
        let code = OrderCode::new(&tag("FJ"), "M-2207");
        assert_eq!(OrderCode::parse(&code.to_string()).unwrap().number(), "M-2207");
    }

    #[test]
    fn tags_are_proposed_from_names_and_never_twice() {
        assert_eq!(ShopTag::propose("Atelier Noord", &[]), tag("AN"));
        assert_eq!(ShopTag::propose("Łódź", &[]), tag("LO"));
        let taken = [tag("AN"), tag("AT")];
        let third = ShopTag::propose("Atelier Noord", &taken);
        assert!(!taken.contains(&third));
        assert!(ShopTag::propose("日本", &[]).as_str().len() >= 2);
    }
}
