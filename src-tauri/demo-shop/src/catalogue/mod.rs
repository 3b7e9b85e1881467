//! What the shop sells: about 200 products of a small house for home and table, the same for every seed's prices but not for its
//! stock. Plain and with variations, weights, attributes and pictures, as a packer needs them.

mod kinds;
pub mod pictures;

use crate::{
    amount::Amount,
    dice::{Dice, Purpose},
};

pub use kinds::{KINDS, Kind, SERIES, Shape};

/// The first post id a product takes; the shop system's own pages have those below.
pub const FIRST_PRODUCT_ID: u64 = 10;

/// Something on sale, alone or with variations.
#[derive(Clone, Debug)]
pub struct Product {
    /// Post id.
    pub id: u64,
    /// As shown in the shop.
    pub name: String,
    /// Part of its address.
    pub slug: String,
    /// Stock keeping unit; unique.
    pub sku: String,
    /// With tax, in euros.
    pub price: Amount,
    /// Kilograms, as the shop prints them.
    pub weight: String,
    /// Length, width, height in centimetres.
    pub size: [u64; 3],
    /// At the start; orders and refunds move it.
    pub stock: i64,
    /// What it is: category, tax class, attributes.
    pub kind: &'static Kind,
    /// Post id of its picture; `None` for the few without.
    pub picture: Option<u64>,
    /// Empty for a plain product.
    pub variations: Vec<Variation>,
}

/// One choice of a product with variations.
#[derive(Clone, Debug)]
pub struct Variation {
    /// Post id.
    pub id: u64,
    /// Stock keeping unit; unique.
    pub sku: String,
    /// With tax, in euros.
    pub price: Amount,
    /// Kilograms.
    pub weight: String,
    /// At the start.
    pub stock: i64,
    /// Attribute name and choice, in the kind's order.
    pub choices: Vec<(&'static str, &'static str)>,
}

/// All products of the shop grown from `seed`, ids rising.
pub fn products(seed: u64) -> Vec<Product> {
    let mut next_id = FIRST_PRODUCT_ID;
    let mut products = Vec::with_capacity(200);
    for series in kinds::SERIES {
        for kind in KINDS {
            if products.len() == 200 {
                return products;
            }
            let product = product(seed, products.len() as u64, kind, series, next_id);
            next_id = last_id(&product) + 1;
            products.push(product);
        }
    }
    products
}

/// The highest post id a product took.
pub fn last_id(product: &Product) -> u64 {
    let variation = product.variations.iter().map(|variation| variation.id).max();
    product.id.max(product.picture.unwrap_or(0)).max(variation.unwrap_or(0))
}

fn product(seed: u64, index: u64, kind: &'static Kind, series: &(&str, &str), id: u64) -> Product {
    let mut dice = Dice::new(seed, Purpose::Product, index);
    let sku = format!("{}-{}", kind.code, series.1);
    let price = price(&mut dice, kind);
    let grams = dice.between(kind.grams.0, kind.grams.1);
    // The first product is plain, so that there is always one to order without choosing.
    let with_variations = index > 0 && !kind.attributes.is_empty();
    let picture = (!dice.chance(60)).then_some(id + 1);
    let first_variation = id + 2;
    Product {
        id,
        name: format!("{} {}", kind.name, series.0),
        slug: sku.to_lowercase(),
        price,
        weight: kilograms(grams),
        size: [dice.below(30) + 5, dice.below(20) + 4, dice.below(15) + 2],
        stock: dice.between(0, 400),
        kind,
        picture,
        variations: if with_variations {
            variations(&mut dice, kind, &sku, price, grams, first_variation)
        } else {
            Vec::new()
        },
        sku,
    }
}

fn variations(
    dice: &mut Dice,
    kind: &'static Kind,
    sku: &str,
    price: Amount,
    grams: i64,
    first_id: u64,
) -> Vec<Variation> {
    let mut found = Vec::new();
    let (first, second) = (kind.attributes.first(), kind.attributes.get(1));
    for (step, option) in first.map_or(&[][..], |attribute| attribute.1).iter().enumerate() {
        let mut choices = vec![(first.map_or("", |attribute| attribute.0), *option)];
        if let Some((name, options)) = second {
            choices.push((*name, dice.pick(options)));
        }
        let step = step as i64;
        found.push(Variation {
            id: first_id + found.len() as u64,
            sku: format!("{sku}-{}", step + 1),
            price: price.ratio(100 + 15 * step, 100).ratio(1, 50_000).ratio(50_000, 1),
            weight: kilograms(grams + grams * step / 5),
            stock: dice.between(0, 120),
            choices,
        });
    }
    found
}

/// A price ending in 5 cents, with tax.
fn price(dice: &mut Dice, kind: &Kind) -> Amount {
    let (low, high) = kind.price_cents;
    Amount::cents(dice.between(low / 5, high / 5) * 5)
}

fn kilograms(grams: i64) -> String {
    let text = Amount(grams * 1000).text(3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_hundred_products_with_their_own_ids_and_skus() {
        let products = products(3);
        assert_eq!(products.len(), 200);
        let mut ids = BTreeSet::new();
        let mut skus = BTreeSet::new();
        for product in &products {
            assert!(ids.insert(product.id) && product.picture.is_none_or(|id| ids.insert(id)), "{product:?}");
            assert!(skus.insert(product.sku.clone()), "{product:?}");
            for variation in &product.variations {
                assert!(ids.insert(variation.id) && skus.insert(variation.sku.clone()), "{product:?}");
                assert!(variation.price > Amount::ZERO && variation.price.0 % 10_000 == 0);
            }
        }
        assert!(products[0].variations.is_empty());
        let varied = products.iter().filter(|product| !product.variations.is_empty()).count();
        assert!((60..160).contains(&varied), "{varied}");
    }

    #[test]
    fn weights_print_without_trailing_zeros() {
        assert_eq!(kilograms(1700), "1.7");
        assert_eq!(kilograms(2910), "2.91");
        assert_eq!(kilograms(2000), "2");
    }
}
