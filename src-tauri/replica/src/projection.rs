//! From an order to the columns that lists sort and filter by, and to the words that searches look through.

use domain::{BuiltInView, Note, Order, OrderCode, ShopTag, fold};

use crate::codec::{micros, millionths};

/// Bit of [`Columns::views`] for a built-in view that an order's states decide.
pub(crate) const TO_PACK: i64 = 1;
pub(crate) const AWAITING_PAYMENT: i64 = 2;
pub(crate) const ON_HOLD: i64 = 4;
/// Shown among the problems, for whatever reason.
pub(crate) const PROBLEM: i64 = 8;
/// A problem by its states alone: what is left of `PROBLEM` when the quarantine lets go.
pub(crate) const OWN_PROBLEM: i64 = 16;
/// A problem because an edit waits for its user: left of `PROBLEM`, too.
pub(crate) const EDIT_PROBLEM: i64 = 32;

/// What `order_row` keeps of an order's content.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) reference: String,
    pub(crate) number_key: String,
    pub(crate) customer: String,
    pub(crate) customer_key: String,
    pub(crate) company: String,
    pub(crate) city: String,
    pub(crate) city_key: String,
    pub(crate) country: String,
    pub(crate) shipping: String,
    pub(crate) shipping_key: String,
    pub(crate) pieces: i64,
    pub(crate) total: i64,
    pub(crate) placed_at: i64,
    pub(crate) modified_at: Option<i64>,
    pub(crate) completed_at: Option<i64>,
    pub(crate) views: i64,
    pub(crate) listed: bool,
    pub(crate) has_note: bool,
    pub(crate) email_key: String,
}

impl Columns {
    /// The columns of an order. Shown texts have their hidden characters made visible.
    pub(crate) fn of(order: &Order, tag: &ShopTag) -> Self {
        let shown = domain::text::visible;
        let to = order.ship_to();
        let company = if to.company.trim().is_empty() { &order.billing.company } else { &to.company };
        Self {
            reference: OrderCode::new(tag, &order.number).number().to_owned(),
            number_key: number_key(&order.number),
            customer: shown(order.customer.name.trim()),
            customer_key: sort_key(&order.customer.name),
            company: shown(company.trim()),
            city: shown(to.city.trim()),
            city_key: sort_key(&to.city),
            country: shown(to.country.trim()),
            shipping: shown(order.shipping_title().trim()),
            shipping_key: sort_key(order.shipping_title()),
            pieces: millionths(order.pieces()),
            total: millionths(order.totals.total),
            placed_at: micros(order.placed_at),
            modified_at: order.modified_at.map(micros),
            completed_at: order.completed_at.map(micros),
            views: views(order),
            listed: BuiltInView::All.holds(order.states),
            has_note: !order.customer_note.trim().is_empty(),
            email_key: email_key(&order.billing.email),
        }
    }
}

fn views(order: &Order) -> i64 {
    [
        (order.states.to_pack(), TO_PACK),
        (order.states.awaiting_payment(), AWAITING_PAYMENT),
        (order.states.on_hold(), ON_HOLD),
        (order.states.problem(), PROBLEM | OWN_PROBLEM),
    ]
    .into_iter()
    .filter_map(|(holds, bits)| holds.then_some(bits))
    .fold(0, |all, bits| all | bits)
}

/// An e-mail address as customers' orders are counted by it: in one case, whatever the letters.
pub(crate) fn email_key(email: &str) -> String {
    fold::fold(email.trim())
}

/// Folded text whose words are set apart by one blank: how texts sort.
fn sort_key(text: &str) -> String {
    fold::fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key whose text order is the order of the numbers: each run of digits is led by its length, so that `999` stands
/// before `1000` and `M-2` before `M-10`.
pub(crate) fn number_key(number: &str) -> String {
    let folded = fold::fold(number.trim().trim_start_matches('#'));
    let mut key = String::with_capacity(folded.len() + 4);
    let mut digits = String::new();
    let flush = |digits: &mut String, key: &mut String| {
        if digits.is_empty() {
            return;
        }
        let value = digits.trim_start_matches('0');
        key.push_str(&format!("{:02}{value}", value.len().min(99)));
        digits.clear();
    };
    for c in folded.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            flush(&mut digits, &mut key);
            key.push(c);
        }
    }
    flush(&mut digits, &mut key);
    key
}

/// The words an order is found by, folded, a blank between.
pub(crate) fn search_words(order: &Order, tag: &ShopTag, notes: &[Note]) -> String {
    let mut words = Words(String::with_capacity(512));
    words.add(&OrderCode::new(tag, &order.number).to_string());
    words.add(&order.customer.name);
    words.address(&order.billing, None);
    words.address(&order.shipping, Some(&order.billing));
    for line in &order.lines {
        words.add(&line.name);
        words.add(&line.sku);
        for attribute in &line.attributes {
            words.add(&attribute.value);
        }
    }
    for coupon in &order.coupons {
        words.add(&coupon.code);
    }
    words.add(&order.customer_note);
    words.add(&order.reference);
    words.add(&order.transaction_id);
    for track in &order.tracks {
        words.add(&track.carrier);
        words.add(&track.number);
    }
    for note in notes {
        words.add(&note.text);
    }
    words.0
}

struct Words(String);

impl Words {
    fn add(&mut self, text: &str) {
        for word in fold::words(text) {
            if !self.0.is_empty() {
                self.0.push(' ');
            }
            self.0.push_str(&word);
        }
    }

    /// The parts of an address, but for those that `known` has just the same.
    fn address(&mut self, address: &domain::Address, known: Option<&domain::Address>) {
        let part = |of: fn(&domain::Address) -> &String| {
            let text = of(address);
            (known.map(of) != Some(text)).then(|| text.clone())
        };
        let parts: [fn(&domain::Address) -> &String; 8] = [
            |a| &a.first_name,
            |a| &a.last_name,
            |a| &a.company,
            |a| &a.line_1,
            |a| &a.line_2,
            |a| &a.city,
            |a| &a.region,
            |a| &a.email,
        ];
        for text in parts.into_iter().filter_map(part) {
            self.add(&text);
        }
        for text in [part(|a| &a.postcode), part(|a| &a.phone)].into_iter().flatten() {
            self.add(&text);
            self.joined(&text);
        }
    }

    /// The text without what stands between its letters and digits: `1012 AB` is found as `1012ab`, `06-1234 5678` as
    /// `0612345678`. Nothing where that is what was added already.
    fn joined(&mut self, text: &str) {
        let mut words = fold::words(text);
        if let (Some(first), Some(second)) = (words.next(), words.next()) {
            let rest: String = words.collect();
            self.add(&format!("{first}{second}{rest}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_by_value() {
        let sorted = ["7", "#42", "999", "1000", "10482", "2026-9", "2026-10", "M-2", "M-10", "M-0011"];
        let mut keys: Vec<String> = sorted.iter().map(|number| number_key(number)).collect();
        let given = keys.clone();
        keys.sort();
        // `10482` is larger than `2026`, so the two dated numbers stand before it.
        let order: Vec<&str> =
            keys.iter().filter_map(|key| given.iter().position(|k| k == key)).map(|at| sorted[at]).collect();
        assert_eq!(order, ["7", "#42", "999", "1000", "2026-9", "2026-10", "10482", "M-2", "M-10", "M-0011"]);
    }
}
