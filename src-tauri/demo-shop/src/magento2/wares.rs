//! What the shop sells, as Magento keeps it: the shared catalogue as simple and configurable products, and beside it bundles of the
//! plain ones, shipped together or part by part, and gift vouchers that are never sent.

use crate::{
    amount::Amount,
    catalogue::{self, Product},
};

use super::model::Kind;

/// A product on sale.
#[derive(Clone, Debug)]
pub struct Ware {
    /// Product id.
    pub id: u64,
    /// Unique.
    pub sku: String,
    /// As shown.
    pub name: String,
    /// What sort it is.
    pub kind: Kind,
    /// Without tax, in the base currency. A bundle costs what its parts cost.
    pub price: Amount,
    /// Kilograms.
    pub weight: Amount,
    /// Taxed at the reduced rate.
    pub reduced: bool,
    /// What can be chosen of a configurable, or what is in a bundle.
    pub parts: Vec<Part>,
    /// Path of its picture below `/media/catalog/product`.
    pub picture: Option<String>,
}

/// A simple product under another.
#[derive(Clone, Debug)]
pub struct Part {
    /// Product id.
    pub id: u64,
    /// Unique.
    pub sku: String,
    /// As shown.
    pub name: String,
    /// Without tax.
    pub price: Amount,
    /// Kilograms.
    pub weight: Amount,
    /// Pieces in one bundle.
    pub pieces: i64,
    /// Attribute and option, or option and selection.
    pub options: Vec<(u64, u64)>,
    /// Taxed at the reduced rate.
    pub reduced: bool,
}

/// Everything on sale.
#[derive(Debug)]
pub struct Wares {
    catalogue: Vec<Product>,
    wares: Vec<Ware>,
}

/// First product id of bundles and vouchers.
const BUNDLES: u64 = 9_000;
const VOUCHERS: u64 = 9_500;

impl Wares {
    /// The assortment of the shop grown from `seed`.
    pub fn new(seed: u64) -> Self {
        let catalogue = catalogue::products(seed);
        let mut wares: Vec<Ware> = catalogue.iter().map(ware).collect();
        let bundles: Vec<Ware> = catalogue::SERIES
            .iter()
            .enumerate()
            .filter_map(|(at, (name, code))| bundle(&wares, at as u64, name, code))
            .collect();
        wares.extend(bundles);
        for (at, euros) in [25, 50].into_iter().enumerate() {
            wares.push(Ware {
                id: VOUCHERS + at as u64,
                sku: format!("GIFT-{euros}"),
                name: format!("Cadeaubon {euros} euro"),
                kind: Kind::Virtual,
                price: Amount::cents(euros * 100),
                weight: Amount::ZERO,
                reduced: false,
                parts: Vec::new(),
                picture: None,
            });
        }
        Self { catalogue, wares }
    }

    /// All wares.
    pub fn all(&self) -> &[Ware] {
        &self.wares
    }

    /// The ware with this SKU; what can be chosen of one by itself too, as the simple product it is.
    pub fn by_sku(&self, sku: &str) -> Option<Ware> {
        let whole = self.wares.iter().find(|ware| ware.sku.eq_ignore_ascii_case(sku)).cloned();
        whole.or_else(|| self.simples().find(|ware| ware.sku.eq_ignore_ascii_case(sku)))
    }

    /// The simple products under configurables.
    pub fn simples(&self) -> impl Iterator<Item = Ware> {
        let configurable = self.wares.iter().filter(|ware| ware.kind == Kind::Configurable);
        configurable.flat_map(|ware| ware.parts.iter().map(|part| part.alone(ware)))
    }

    /// The catalogue's product behind a picture's path.
    pub fn pictured(&self, path: &str) -> Option<&Product> {
        self.catalogue.iter().find(|product| picture(product).is_some_and(|known| known == path))
    }
}

impl Part {
    fn alone(&self, of: &Ware) -> Ware {
        Ware {
            id: self.id,
            sku: self.sku.clone(),
            name: self.name.clone(),
            kind: Kind::Simple,
            price: self.price,
            weight: self.weight,
            reduced: self.reduced,
            parts: Vec::new(),
            picture: of.picture.clone(),
        }
    }
}

/// Prices of the catalogue are with Dutch tax.
fn net(price: Amount, reduced: bool) -> Amount {
    price.ratio(100, if reduced { 109 } else { 121 }).rounded()
}

/// Where a product's picture lies: two letters of its name make two folders.
fn picture(product: &Product) -> Option<String> {
    product.picture?;
    let file = product.slug.replace('-', "_");
    let (first, second) = (file.get(..1)?, file.get(1..2)?);
    Some(format!("/{first}/{second}/{file}.{}", catalogue::pictures::extension(product.kind)))
}

fn ware(product: &Product) -> Ware {
    let reduced = !product.kind.tax_class.is_empty();
    let part = |at: usize, variation: &catalogue::Variation| {
        let choices: Vec<&str> = variation.choices.iter().map(|(_, choice)| *choice).collect();
        let options = (0..variation.choices.len() as u64).map(|attribute| (93 + attribute, 4 + at as u64));
        Part {
            id: variation.id,
            sku: variation.sku.clone(),
            name: format!("{} {}", product.name, choices.join(" ")),
            price: net(variation.price, reduced),
            weight: Amount::parse(&variation.weight).unwrap_or_default(),
            pieces: 1,
            options: options.collect(),
            reduced,
        }
    };
    Ware {
        id: product.id,
        sku: product.sku.clone(),
        name: product.name.clone(),
        kind: if product.variations.is_empty() { Kind::Simple } else { Kind::Configurable },
        price: net(product.price, reduced),
        weight: Amount::parse(&product.weight).unwrap_or_default(),
        reduced,
        parts: product.variations.iter().enumerate().map(|(at, variation)| part(at, variation)).collect(),
        picture: picture(product),
    }
}

/// A breakfast for two: mug, plates, jam. Every other one leaves in parts.
fn bundle(wares: &[Ware], at: u64, series: &str, code: &str) -> Option<Ware> {
    let mut parts = Vec::new();
    for (option, (kind, pieces)) in [("MOK", 1), ("BRD", 2), ("JAM", 1)].into_iter().enumerate() {
        let ware = wares.iter().find(|ware| ware.sku == format!("{kind}-{code}"))?;
        let option = at * 3 + option as u64 + 1;
        parts.push(Part {
            id: ware.id,
            sku: ware.sku.clone(),
            name: ware.name.clone(),
            price: ware.price,
            weight: ware.weight,
            pieces,
            options: vec![(option, option)],
            reduced: ware.reduced,
        });
    }
    Some(Ware {
        id: BUNDLES + at,
        sku: format!("SET-{code}"),
        name: format!("Ontbijtset {series}"),
        kind: Kind::Bundle { separately: at % 2 == 1 },
        price: parts.iter().map(|part| part.price.ratio(part.pieces, 1)).sum(),
        weight: parts.iter().map(|part| part.weight.ratio(part.pieces, 1)).sum(),
        reduced: false,
        parts,
        picture: None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_sort_is_on_sale_under_its_own_sku() {
        let wares = Wares::new(1);
        let mut skus = BTreeSet::new();
        assert!(wares.all().iter().all(|ware| skus.insert(ware.sku.clone()) && ware.price > Amount::ZERO));
        assert!(wares.simples().all(|ware| skus.insert(ware.sku)));
        for separately in [false, true] {
            assert!(wares.all().iter().any(|ware| ware.kind == Kind::Bundle { separately }));
        }
        assert_eq!(wares.by_sku("krs-ola").unwrap().kind, Kind::Simple);
        assert_eq!(wares.by_sku("GIFT-25").unwrap().kind, Kind::Virtual);
        let pictured = wares.all().iter().find_map(|ware| ware.picture.clone()).unwrap();
        assert!(wares.pictured(&pictured).is_some());
    }
}
