//! An order as its customer places it.

use crate::{
    amount::Amount,
    dice::{Dice, HEX, Purpose},
    people::{self, HOSTILE_NAME, Person},
};

use super::{
    super::{
        ids::{Ids, Of},
        model::{Address, Columns, Item, Kind, Order, Payment, Quantities, Sums, Totals},
        pair::Pair,
        status::State,
        wares::{Part, Ware},
    },
    Generator,
};

/// What a customer puts into the basket.
#[derive(Clone, Debug)]
pub struct Line {
    /// What.
    pub ware: Ware,
    /// Which of a configurable's parts.
    pub choice: usize,
    /// How many.
    pub pieces: i64,
}

/// What a customer orders, and how.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Basket {
    pub lines: Vec<Line>,
    pub person: Person,
    /// Customer id; `None` for a guest.
    pub customer: Option<u64>,
    pub store_id: u64,
    /// Code and percent.
    pub coupon: Option<(String, i64)>,
    /// Code and title.
    pub payment: (String, String),
    /// Shipping in the base currency; the code and description.
    pub shipping: (String, String, Amount),
    pub note: Option<String>,
}

const PAYMENTS: &[(u64, (&str, &str))] = &[
    (30, ("banktransfer", "Bank Transfer Payment")),
    (10, ("checkmo", "Check / Money order")),
    (10, ("cashondelivery", "Cash On Delivery")),
    (30, ("braintree", "Credit Card")),
    (20, ("mollie_methods_ideal", "iDEAL")),
];

impl Generator {
    /// The `index`-th order ever, placed at `created`.
    pub fn fresh(&self, index: u64, created: i64, ids: &mut Ids) -> Order {
        let mut dice = Dice::new(self.seed ^ 1, Purpose::Order, index);
        let basket = self.basket(&mut dice, index);
        ordered(&basket, ids, created, &mut dice)
    }

    fn basket(&self, dice: &mut Dice, index: u64) -> Basket {
        let customer = (dice.chance(620) && index != self.hostile()).then(|| 1 + dice.below(self.customers()));
        let who = customer.map_or(self.customers() + index, |id| id - 1);
        let mut person = people::person(self.seed, who);
        if index == self.hostile() {
            person.billing.first_name = HOSTILE_NAME.to_owned();
            person.shipping.first_name = HOSTILE_NAME.to_owned();
        }
        let rows = dice.weigh(&[(40, 1), (25, 2), (15, 3), (15, 5), (4, 8), (1, 25)]);
        let only_vouchers = dice.chance(40);
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..rows {
            let line = self.line(dice, only_vouchers);
            // A basket adds up what is put in twice.
            if let Some(line) = line.filter(|line| !lines.iter().any(|known| known.ware.sku == line.ware.sku)) {
                lines.push(line);
            }
        }
        let (method, title, cents) = dice.weigh(person.land.shipping);
        let shipping = match method {
            "free_shipping" => ("freeshipping_freeshipping".to_owned(), "Free Shipping - Free".to_owned()),
            "local_pickup" => ("instore_pickup".to_owned(), format!("In-Store Pickup Delivery - {title}")),
            _ => ("flatrate_flatrate".to_owned(), format!("Flat Rate - {title}")),
        };
        let (payment, payment_title) = dice.weigh(PAYMENTS);
        Basket {
            lines,
            store_id: if person.land.country == "DE" { 2 } else { 1 },
            customer,
            coupon: dice.chance(100).then(|| ("SAVE10".to_owned(), 10)),
            payment: (payment.to_owned(), payment_title.to_owned()),
            shipping: (shipping.0, shipping.1, Amount::cents(cents)),
            note: dice.chance(100).then(|| dice.pick(person.land.notes).to_owned()).filter(|note| !note.is_empty()),
            person,
        }
    }

    fn line(&self, dice: &mut Dice, only_vouchers: bool) -> Option<Line> {
        let wares = self.wares.all();
        let of = |wanted: fn(Kind) -> bool| wares.iter().filter(move |ware| wanted(ware.kind)).collect::<Vec<_>>();
        let from: Vec<&Ware> = match dice.below(100) {
            _ if only_vouchers => of(|kind| kind == Kind::Virtual),
            0..3 => of(|kind| kind == Kind::Virtual),
            3..13 => of(|kind| matches!(kind, Kind::Bundle { .. })),
            _ => of(|kind| matches!(kind, Kind::Simple | Kind::Configurable)),
        };
        let ware = from.get(dice.below(from.len() as u64) as usize).map(|ware| (*ware).clone())?;
        let choice = dice.below(ware.parts.len().max(1) as u64) as usize;
        let pieces = dice.weigh(&[(60, 1), (22, 2), (10, 3), (6, 6), (2, 12)]);
        Some(Line { ware, choice, pieces })
    }
}

/// Turns a basket into an order.
pub fn ordered(basket: &Basket, ids: &mut Ids, created: i64, dice: &mut Dice) -> Order {
    let id = ids.next(Of::Order);
    let person = &basket.person;
    let rate = person.land.rate_cents;
    let discount = basket.coupon.as_ref().map_or(0, |(_, percent)| *percent);
    let mut items = Vec::new();
    for line in &basket.lines {
        rows(&mut items, line, basket, ids, created, discount);
    }
    let is_virtual = items.iter().all(Item::is_virtual);
    let shipping = if is_virtual { Amount::ZERO } else { basket.shipping.2 };
    let totals = totals(&items, Pair::of_base(shipping, rate));
    let billing = address(&person.billing, &person.billing.email, ids);
    let to = (!is_virtual).then(|| address(&person.shipping, &person.billing.email, ids));
    Order {
        id,
        increment: ids.increment(Of::Order, basket.store_id),
        created,
        updated: created,
        protect_code: dice.word(HEX, 32),
        columns: Columns {
            state: State::New,
            status: State::New.default_status().to_owned(),
            hold_before: None,
            store_id: basket.store_id,
            customer_id: basket.customer,
            email: person.billing.email.clone(),
            first_name: person.billing.first_name.clone(),
            last_name: person.billing.last_name.clone(),
            customer_note: basket.note.clone(),
            ext_order_id: None,
            coupon: basket.coupon.as_ref().map(|(code, _)| code.clone()),
            currency: person.land.currency.0.to_owned(),
            rate_cents: rate,
            shipping_method: (!is_virtual).then(|| (basket.shipping.0.clone(), basket.shipping.1.clone())),
            totals,
            invoiced: None,
            refunded: None,
            canceled: None,
            paid: None,
            refunded_offline: None,
            refunded_online: None,
            adjustment_positive: Pair::ZERO,
            adjustment_negative: Pair::ZERO,
            email_sent: true,
        },
        items,
        billing,
        shipping: to,
        payment: Payment {
            method: basket.payment.0.clone(),
            title: basket.payment.1.clone(),
            authorized: None,
            last_trans_id: None,
            shipping_captured: None,
            shipping_refunded: None,
        },
        histories: Vec::new(),
        invoices: Vec::new(),
        shipments: Vec::new(),
        credits: Vec::new(),
    }
}

/// The rows of one line: a configurable and its child, a bundle and its parts, or one alone.
fn rows(items: &mut Vec<Item>, line: &Line, basket: &Basket, ids: &mut Ids, created: i64, discount: i64) {
    let ware = &line.ware;
    let country = if ware.kind == Kind::Virtual { &basket.person.billing } else { &basket.person.shipping };
    let percent = |reduced: bool| tax_percent(&country.country, reduced);
    let rate = basket.person.land.rate_cents;
    let id = ids.next(Of::Item);
    let mut row = |parent: Option<u64>, id: u64, part: &Part, kind: Kind, priced: bool| {
        let price = if priced { Pair::of_base(part.price, rate) } else { Pair::ZERO };
        let tax = if priced { percent(part.reduced) } else { 0 };
        let mut item = Item {
            id,
            parent,
            product_id: part.id,
            sku: part.sku.clone(),
            name: part.name.clone(),
            kind,
            created,
            updated: created,
            quantity: Quantities { ordered: part.pieces, ..Quantities::default() },
            price,
            price_incl_tax: price.share(100 + tax, 100),
            tax_percent: tax,
            discount_percent: if priced { discount } else { 0 },
            ordered: Sums::default(),
            invoiced: None,
            refunded: None,
            weight: part.weight,
            options: part.options.clone(),
        };
        item.ordered = sums(&item);
        items.push(item);
    };
    let whole = Part {
        id: ware.id,
        sku: ware.sku.clone(),
        name: ware.name.clone(),
        price: ware.price,
        weight: ware.weight,
        pieces: line.pieces,
        options: ware.parts.iter().flat_map(|part| part.options.clone()).collect(),
        reduced: ware.reduced,
    };
    match (ware.kind, ware.parts.get(line.choice)) {
        (Kind::Configurable, Some(choice)) => {
            let chosen = Part { pieces: line.pieces, ..choice.clone() };
            let parent = Part { id: ware.id, name: ware.name.clone(), ..chosen.clone() };
            row(None, id, &parent, Kind::Configurable, true);
            row(Some(id), ids.next(Of::Item), &Part { options: Vec::new(), ..chosen }, Kind::Simple, false);
        }
        (Kind::Bundle { .. }, _) => {
            row(None, id, &whole, ware.kind, true);
            for part in &ware.parts {
                let part = Part { pieces: part.pieces * line.pieces, options: Vec::new(), ..part.clone() };
                row(Some(id), ids.next(Of::Item), &part, Kind::Simple, true);
            }
            bundle_sums(items, id);
        }
        _ => row(None, id, &whole, ware.kind, true),
    }
}

/// What a row costs. Tax is on what the discount leaves.
fn sums(item: &Item) -> Sums {
    let row = item.price.share(item.quantity.ordered, 1);
    let discount = row.share(item.discount_percent, 100);
    Sums { row, tax: (row - discount).share(item.tax_percent, 100), discount }
}

/// A bundle's own row costs what its parts cost; the discount stands on them.
fn bundle_sums(items: &mut [Item], bundle: u64) {
    let parts = items.iter().filter(|item| item.parent == Some(bundle));
    let all = parts.fold(Sums::default(), |sum, item| sum + item.ordered);
    if let Some(row) = items.iter_mut().find(|item| item.id == bundle) {
        row.ordered = Sums { discount: Pair::ZERO, ..all };
        row.tax_percent = 0;
        row.discount_percent = 0;
        row.price = all.row.share(1, row.quantity.ordered);
        row.price_incl_tax = (all.row + all.tax).share(1, row.quantity.ordered);
    }
}

fn totals(items: &[Item], shipping: Pair) -> Totals {
    let parent = |item: &Item| item.parent.and_then(|id| items.iter().find(|other| other.id == id));
    let own = items.iter().filter(|item| !item.is_dummy(parent(item)));
    let all = own.fold(Sums::default(), |sum, item| sum + item.ordered);
    let discount = -all.discount;
    Totals { subtotal: all.row, tax: all.tax, shipping, discount, grand: all.row + all.tax + shipping + discount }
}

/// Percent of tax on goods sent to a country; none outside the Union.
fn tax_percent(country: &str, reduced: bool) -> i64 {
    let (standard, low) = match country {
        "NL" => (21, 9),
        "DE" => (19, 7),
        "FR" => (20, 5),
        "PL" => (23, 5),
        "CZ" => (21, 12),
        "GR" => (24, 13),
        _ => (0, 0),
    };
    if reduced { low } else { standard }
}

fn address(address: &people::Address, email: &str, ids: &mut Ids) -> Address {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let street = [&address.address_1, &address.address_2];
    Address {
        id: ids.next(Of::Address),
        first_name: address.first_name.clone(),
        last_name: address.last_name.clone(),
        company: some(&address.company),
        street: street.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
        city: address.city.clone(),
        region: some(&address.state),
        region_code: some(&address.state),
        region_id: None,
        postcode: some(&address.postcode),
        country: address.country.clone(),
        telephone: some(&address.phone).or_else(|| some("+31 20 555 0100")),
        email: email.to_owned(),
        vat_id: None,
    }
}
