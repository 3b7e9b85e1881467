//! The shop's customers: names and addresses as they are written where these people live, scripts, particles, apostrophes,
//! companies and emoji included, because that is what searches, labels and slips must survive.

mod lands;

use serde::{Deserialize, Serialize};

use crate::dice::{Dice, Purpose};

pub use lands::{LANDS, Land};

/// A postal address as WooCommerce keeps it. `email` is empty on shipping addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the shop system's own field names
pub struct Address {
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub address_1: String,
    pub address_2: String,
    pub city: String,
    pub state: String,
    pub postcode: String,
    pub country: String,
    pub email: String,
    pub phone: String,
}

impl Address {
    /// Nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A customer: where to bill and where to send.
#[derive(Clone, Debug)]
pub struct Person {
    /// The billing address, with e-mail and phone.
    pub billing: Address,
    /// The shipping address; mostly the same.
    pub shipping: Address,
    /// Where they live: currency, payment and shipping follow from it.
    pub land: &'static Land,
}

/// The name that must show as these characters and never run.
pub const HOSTILE_NAME: &str = "<img src=x onerror=alert(1)>";

/// The `index`-th person of the shop grown from `seed`.
pub fn person(seed: u64, index: u64) -> Person {
    let mut dice = Dice::new(seed, Purpose::Person, index);
    let land = land_of(&mut dice);
    let first = dice.pick(land.first);
    let mut last = dice.pick(land.last).to_owned();
    if dice.chance(15) {
        last = format!("{last} {}", dice.pick(&["🌷", "🚲", "❄️", "🦊", "👩‍👩‍👧", "🎈"]));
    }
    let company = if dice.chance(120) { dice.pick(land.companies) } else { "" };
    let billing = Address {
        first_name: first.to_owned(),
        last_name: last,
        company: company.to_owned(),
        email: format!("klant{index}@example.test"),
        phone: phone(&mut dice, land),
        ..place(&mut dice, land)
    };
    let shipping = shipping_for(&mut dice, land, &billing);
    Person { billing, shipping, land }
}

/// Where a person lives: the shop is Dutch, so are most of its customers.
fn land_of(dice: &mut Dice) -> &'static Land {
    let mut left = dice.below(LANDS.iter().map(|land| land.weight).sum());
    for land in LANDS {
        if left < land.weight {
            return land;
        }
        left -= land.weight;
    }
    lands::HOME
}

fn shipping_for(dice: &mut Dice, land: &'static Land, billing: &Address) -> Address {
    let mut shipping = Address { email: String::new(), ..billing.clone() };
    if dice.chance(120) {
        // A present, or the office.
        shipping = Address {
            first_name: dice.pick(land.first).to_owned(),
            last_name: dice.pick(land.last).to_owned(),
            company: if dice.chance(300) { dice.pick(land.companies).to_owned() } else { String::new() },
            phone: phone(dice, land),
            ..place(dice, land)
        };
    }
    shipping
}

/// A street, a city and its postcode.
fn place(dice: &mut Dice, land: &Land) -> Address {
    let street = dice.pick(land.streets);
    let number = dice.between(1, 240);
    let (city, postcode) = dice.pick(land.cities);
    let address_1 = if land.number_first { format!("{number}, {street}") } else { format!("{street} {number}") };
    let address_2 = if dice.chance(140) { dice.pick(land.second_lines) } else { "" };
    Address {
        address_1,
        address_2: address_2.to_owned(),
        city: city.to_owned(),
        state: land.state.to_owned(),
        postcode: fill(dice, postcode),
        country: land.country.to_owned(),
        ..Address::default()
    }
}

fn phone(dice: &mut Dice, land: &Land) -> String {
    if dice.chance(80) { String::new() } else { fill(dice, land.phone) }
}

/// Puts a digit for every `#` and a capital for every `@`.
fn fill(dice: &mut Dice, pattern: &str) -> String {
    pattern
        .chars()
        .map(|sign| match sign {
            '#' => char::from(b'0' + dice.below(10) as u8),
            '@' => char::from(b'A' + dice.below(26) as u8),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_land_and_script_has_customers() {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let mut emoji = 0;
        let mut companies = 0;
        for index in 0..2_000 {
            let person = person(42, index);
            *seen.entry(person.billing.country.clone()).or_default() += 1;
            emoji += u32::from(person.billing.last_name.chars().any(|sign| u32::from(sign) > 0x1F000));
            companies += u32::from(!person.billing.company.is_empty());
            assert!(!person.billing.first_name.is_empty() && !person.billing.city.is_empty());
            assert!(!person.billing.postcode.contains(['#', '@']), "{}", person.billing.postcode);
        }
        for country in ["NL", "PL", "FR", "NO", "DE", "CZ", "GR", "AE", "IL", "JP", "KR"] {
            assert!(seen.get(country).is_some_and(|count| *count >= 10), "{country}: {seen:?}");
        }
        assert!(emoji >= 5, "{emoji}");
        assert!((150..350).contains(&companies), "{companies}");
    }

    #[test]
    fn a_person_stays_who_they_are() {
        assert_eq!(person(1, 77).billing, person(1, 77).billing);
        assert_ne!(person(1, 77).billing, person(2, 77).billing);
    }
}
