//! Grows orders from (seed, index). The index of a million orders needs their dates and statuses alone, which are cheap; the rest of
//! an order is made when somebody asks for it.

mod facts;
mod lines;
mod notes;
mod texts;

pub use lines::new_line;
pub use texts::COUPONS;

use serde_json::{Value, json};

use crate::{
    amount::Amount,
    catalogue::{self, Product, Variation},
    dice::{ALPHANUMERIC, Dice, HEX, Purpose},
    people::{self, HOSTILE_NAME, Person},
};

pub use facts::{Facts, RefundFact};

use super::{
    model::{Meta, Order, Totals},
    status::Status,
    taxes,
};

/// Post id of the first order; products have those below.
pub const FIRST_ORDER_ID: u64 = 1000;
/// Post ids an order takes: itself and up to two refunds.
pub const IDS_PER_ORDER: u64 = 3;
const ITEM_IDS: u64 = 64;
const META_IDS: u64 = 32;
const ITEM_META_IDS: u64 = 128;
const NOTE_IDS: u64 = 12;
/// User id of the first customer.
pub const FIRST_CUSTOMER_ID: u64 = 100;

/// The shop as it was on the day it opened to us: the source of every order nobody has changed yet.
#[derive(Debug)]
pub struct Generator {
    seed: u64,
    count: u64,
    /// UTC second no generated date passes.
    now: i64,
    catalogue: Vec<Product>,
}

/// Where the sequences of ids stand after the generated orders.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub struct NextIds {
    pub post: u64,
    pub item: u64,
    pub meta: u64,
    pub item_meta: u64,
    pub note: u64,
    #[serde(default = "first")]
    pub fulfillment: u64,
}

fn first() -> u64 {
    1
}

impl Generator {
    /// A shop of `count` orders up to `now`.
    pub fn new(seed: u64, count: u64, now: i64) -> Self {
        Self { seed, count, now, catalogue: catalogue::products(seed) }
    }

    /// How many orders there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The shop's seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The second the newest order lies before.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// What is sold.
    pub fn catalogue(&self) -> &[Product] {
        &self.catalogue
    }

    /// How many customers have an account.
    pub fn customers(&self) -> u64 {
        (self.count * 2 / 5).clamp(5, 20_000)
    }

    /// The ids that follow.
    pub fn next_ids(&self) -> NextIds {
        NextIds {
            post: FIRST_ORDER_ID + self.count * IDS_PER_ORDER,
            item: 1000 + self.count * ITEM_IDS,
            meta: 1000 + self.count * META_IDS,
            item_meta: 1000 + self.count * ITEM_META_IDS,
            note: 500 + self.count * NOTE_IDS,
            fulfillment: first(),
        }
    }

    /// The customer account behind an order; 0 for a guest.
    pub fn customer_id(&self, index: u64) -> u64 {
        let mut dice = Dice::new(self.seed, Purpose::Order, index);
        let known = dice.chance(620) && index != self.hostile();
        if known { FIRST_CUSTOMER_ID + dice.below(self.customers()) } else { 0 }
    }

    /// The order whose customer bears the hostile name.
    pub fn hostile(&self) -> u64 {
        self.count.saturating_sub(4)
    }

    /// A whole order but for its notes.
    pub fn order(&self, index: u64) -> Order {
        let facts = self.facts(index);
        self.build(index, &facts, FIRST_ORDER_ID + index * IDS_PER_ORDER)
    }

    /// An order with its notes, as it must be before something is changed in it.
    pub fn whole(&self, index: u64) -> Order {
        let mut order = self.order(index);
        order.notes = self.notes(index, &order);
        order
    }

    /// An order somebody places now: the `index`-th ever, created at `created`, under `id`.
    pub fn fresh(&self, index: u64, created: i64, id: u64) -> Order {
        let mut dice = Dice::new(self.seed, Purpose::Facts, index);
        let status = dice.weigh(&[(85, Status::Processing), (10, Status::OnHold), (5, Status::Pending)]);
        let facts = Facts { created, modified: created, status, refund: None };
        let mut order = self.build(index, &facts, id);
        order.paid = status.is_paid().then_some(created);
        order.notes = self.notes(index, &order);
        order
    }

    fn build(&self, index: u64, facts: &Facts, id: u64) -> Order {
        let customer_id = self.customer_id(index);
        let who = customer_id.checked_sub(FIRST_CUSTOMER_ID).unwrap_or(self.customers() + index);
        let mut person = people::person(self.seed, who);
        if index == self.hostile() {
            person.billing.first_name = HOSTILE_NAME.to_owned();
            person.shipping.first_name = HOSTILE_NAME.to_owned();
        }
        // The first throws chose the customer.
        let mut dice = Dice::new(self.seed ^ 1, Purpose::Order, index);
        let mut order = self.header(&mut dice, facts, &person, id);
        order.customer_id = customer_id;
        self.fill_lines(&mut dice, index, &person, &mut order);
        let mut tax_id = 1000 + index * ITEM_IDS + 52;
        taxes::recalculate(&mut order, &mut || {
            tax_id += 1;
            tax_id
        });
        order.meta = self.meta(&mut dice, index, &order);
        order.refunds = facts.refund.map(|refund| self.refund(&mut dice, index, &order, refund)).into_iter().collect();
        order
    }

    /// Everything that is not a line.
    fn header(&self, dice: &mut Dice, facts: &Facts, person: &Person, id: u64) -> Order {
        let (payment_method, payment_title) = dice.weigh(person.land.payments);
        let draft = facts.status == Status::CheckoutDraft;
        let was_paid =
            matches!(facts.status, Status::Processing | Status::Completed | Status::Refunded | Status::ReadyToShip);
        let paid = was_paid.then(|| (facts.created + dice.between(20, 400)).min(facts.modified.max(facts.created)));
        let completed = (facts.status == Status::Completed || facts.status == Status::Refunded && dice.chance(700))
            .then(|| facts.created + (facts.modified - facts.created) * 9 / 10);
        let offline = matches!(payment_method, "bacs" | "cod");
        Order {
            id,
            status: facts.status,
            currency: person.land.currency.0.to_owned(),
            created: facts.created,
            modified: facts.modified,
            completed,
            paid,
            totals: Totals::default(),
            customer_id: 0,
            order_key: format!("wc_order_{}", dice.word(ALPHANUMERIC, 13)),
            billing: person.billing.clone(),
            shipping: person.shipping.clone(),
            payment_method: if draft { "" } else { payment_method }.to_owned(),
            payment_method_title: if draft { "" } else { payment_title }.to_owned(),
            transaction_id: if was_paid && !offline { format!("tr_{}", dice.word(HEX, 12)) } else { String::new() },
            ip: format!("198.51.100.{}", dice.between(1, 254)),
            agent: dice.pick(texts::AGENTS).to_owned(),
            created_via: if draft {
                "store-api"
            } else {
                dice.weigh(&[(94, "checkout"), (4, "admin"), (2, "rest-api")])
            }
            .to_owned(),
            customer_note: if dice.chance(140) { dice.pick(person.land.notes) } else { "" }.to_owned(),
            meta: Vec::new(),
            lines: Vec::new(),
            tax_lines: Vec::new(),
            shipping_lines: Vec::new(),
            fee_lines: Vec::new(),
            coupon_lines: Vec::new(),
            refunds: Vec::new(),
            notes: Vec::new(),
            fulfillments: Vec::new(),
            stock_reduced: was_paid || facts.status == Status::OnHold,
        }
    }

    /// What plugins and the shop itself left on the order.
    fn meta(&self, dice: &mut Dice, index: u64, order: &Order) -> Vec<Meta> {
        let mut values: Vec<(&str, Value)> = vec![
            ("_wc_order_attribution_source_type", json!(dice.pick(&["organic", "typein", "referral", "utm"]))),
            ("is_vat_exempt", json!("no")),
        ];
        if dice.chance(250) {
            let window = dice.pick(&["08:00-12:00", "12:00-18:00", "18:00-22:00"]);
            values.push(("_delivery_slot", json!({"date": texts::day(order.created + 3 * 86_400), "window": window})));
        }
        if order.status == Status::Completed {
            values.push(("_wcpdf_invoice_number", json!(format!("F{}-{:05}", texts::year(order.created), index + 1))));
            if dice.chance(650) {
                values.push(("_wc_shipment_tracking_items", self.tracking(dice, order)));
            }
        }
        if dice.chance(40) {
            values.push((
                "_gift_wrap",
                json!({"paper": "kraft", "card": {"text": "Van harte! 🎉", "lines": [1, 2, 3]}, "ribbon": null}),
            ));
        }
        if dice.chance(30) {
            values.push(("_mollie_payments", json!([])));
        }
        let first = 1000 + index * META_IDS;
        let mut meta: Vec<Meta> = values
            .into_iter()
            .enumerate()
            .map(|(step, (key, value))| Meta { id: first + step as u64, key: key.to_owned(), value })
            .collect();
        // The shop lists the newest row first.
        meta.reverse();
        meta
    }

    /// Tracking as the Shipment Tracking plugins keep it.
    fn tracking(&self, dice: &mut Dice, order: &Order) -> Value {
        let shipped = order.completed.unwrap_or(order.modified).to_string();
        let (provider, number) = match order.billing.country.as_str() {
            "NL" => ("PostNL", format!("3S{}", dice.word("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 11))),
            "DE" => ("DHL", format!("0034{}", dice.word("0123456789", 16))),
            "PL" => ("InPost", dice.word("0123456789", 24)),
            "FR" => ("Colissimo", format!("6A{}", dice.word("0123456789", 11))),
            "NO" => ("Posten", format!("CS{}NO", dice.word("0123456789", 9))),
            _ => ("PostNL International", format!("RS{}NL", dice.word("0123456789", 9))),
        };
        let custom = provider == "InPost";
        json!([{
            "tracking_provider": if custom { "" } else { provider },
            "custom_tracking_provider": if custom { provider } else { "" },
            "custom_tracking_link": if custom { format!("https://inpost.pl/sledzenie-przesylek?number={number}") } else { String::new() },
            "tracking_number": number,
            "date_shipped": shipped,
            "tracking_id": dice.word(HEX, 32),
        }])
    }

    /// The picture's path below the site, where the product has one.
    pub fn picture_path(product: &Product) -> Option<String> {
        product.picture.map(|_| {
            format!("/wp-content/uploads/2025/03/{}.{}", product.slug, catalogue::pictures::extension(product.kind))
        })
    }

    /// The product (and variation) with this post id.
    pub fn sold(&self, id: u64) -> Option<(&Product, Option<&Variation>)> {
        let after = self.catalogue.partition_point(|product| product.id <= id);
        let product = after.checked_sub(1).and_then(|at| self.catalogue.get(at))?;
        if product.id == id {
            return Some((product, None));
        }
        product.variations.iter().find(|variation| variation.id == id).map(|variation| (product, Some(variation)))
    }

    /// The product (and variation) with this SKU.
    pub fn sold_by_sku(&self, sku: &str) -> Option<(&Product, Option<&Variation>)> {
        self.catalogue.iter().find_map(|product| {
            if product.sku == sku {
                return Some((product, None));
            }
            product.variations.iter().find(|variation| variation.sku == sku).map(|variation| (product, Some(variation)))
        })
    }

    /// The price with Dutch tax in another currency, as the shop's currency plugin turns it.
    fn price_abroad(price: Amount, person: &Person) -> Amount {
        if person.land.rate_cents == 100 { price } else { price.ratio(person.land.rate_cents, 100).rounded() }
    }
}
