//! The shop's tax rates: the customer's country decides, prices are kept with Dutch tax, and everything outside the Union leaves
//! without tax.

use crate::amount::Amount;

use super::model::{Order, TaxLine};

/// A rate of the shop's tax table.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Rate {
    pub id: u64,
    pub country: &'static str,
    pub tax_class: &'static str,
    pub percent: i64,
    pub label: &'static str,
}

impl Rate {
    /// As in `rate_code`: `NL-BTW 21%-1`.
    pub fn code(&self) -> String {
        format!("{}-{}-1", self.country, self.label.to_uppercase())
    }
}

const fn rate(id: u64, country: &'static str, tax_class: &'static str, percent: i64, label: &'static str) -> Rate {
    Rate { id, country, tax_class, percent, label }
}

static RATES: &[Rate] = &[
    rate(1, "NL", "", 21, "BTW 21%"),
    rate(2, "NL", "reduced-rate", 9, "BTW 9%"),
    rate(3, "DE", "", 19, "MwSt. 19%"),
    rate(4, "DE", "reduced-rate", 7, "MwSt. 7%"),
    rate(5, "FR", "", 20, "TVA 20%"),
    rate(6, "FR", "reduced-rate", 5, "TVA 5%"),
    rate(7, "PL", "", 23, "VAT 23%"),
    rate(8, "PL", "reduced-rate", 5, "VAT 5%"),
    rate(9, "CZ", "", 21, "DPH 21%"),
    rate(10, "CZ", "reduced-rate", 12, "DPH 12%"),
    rate(11, "GR", "", 24, "ΦΠΑ 24%"),
    rate(12, "GR", "reduced-rate", 13, "ΦΠΑ 13%"),
];

/// The rate of a class in a country; `None`: no tax. Without a country the shop's own applies.
pub fn rate_for(country: &str, tax_class: &str) -> Option<&'static Rate> {
    let country = if country.is_empty() { "NL" } else { country };
    RATES.iter().find(|rate| rate.country == country && rate.tax_class == tax_class)
}

/// The rate with this id.
pub fn rate_by_id(id: u64) -> Option<&'static Rate> {
    RATES.iter().find(|rate| rate.id == id)
}

/// A price with Dutch tax, without it, to six decimals.
pub fn without_home_tax(price: Amount, tax_class: &str) -> Amount {
    rate_for("NL", tax_class).map_or(price, |rate| price.ratio(100, 100 + rate.percent))
}

/// Recalculates an order's taxes and totals at the rates of the country it goes to, as the shop does after a change of addresses
/// or lines. Line totals are rounded before they are summed.
pub fn recalculate(order: &mut Order, next_item_id: &mut dyn FnMut() -> u64) {
    let country = [&order.shipping.country, &order.billing.country].into_iter().find(|country| !country.is_empty());
    let country = country.cloned().unwrap_or_default();
    for line in &mut order.lines {
        let rate = rate_for(&country, &line.tax_class);
        line.rate_id = rate.map(|rate| rate.id);
        line.subtotal_tax = tax(line.subtotal, rate);
        line.total_tax = tax(line.total, rate);
    }
    let standard = rate_for(&country, "");
    for shipping in &mut order.shipping_lines {
        shipping.rate_id = standard.filter(|_| shipping.total != Amount::ZERO).map(|rate| rate.id);
        shipping.total_tax = tax(shipping.total, standard);
    }
    for fee in &mut order.fee_lines {
        fee.rate_id = standard.map(|rate| rate.id);
        fee.total_tax = tax(fee.total, standard);
    }
    order.tax_lines = tax_lines(order, next_item_id);
    sum(order);
}

fn tax(amount: Amount, rate: Option<&Rate>) -> Amount {
    rate.map_or(Amount::ZERO, |rate| amount.ratio(rate.percent, 100))
}

/// One line per rate used, keeping the ids of those that stay.
fn tax_lines(order: &Order, next_item_id: &mut dyn FnMut() -> u64) -> Vec<TaxLine> {
    let mut found: Vec<TaxLine> = Vec::new();
    let mut add = |rate_id: Option<u64>, goods: Amount, shipping: Amount| {
        let Some(rate_id) = rate_id else { return };
        if let Some(line) = found.iter_mut().find(|line| line.rate_id == rate_id) {
            line.tax_total += goods;
            line.shipping_tax_total += shipping;
            return;
        }
        let known = order.tax_lines.iter().find(|line| line.rate_id == rate_id).map(|line| line.id);
        let id = known.unwrap_or_else(&mut *next_item_id);
        found.push(TaxLine { id, rate_id, tax_total: goods, shipping_tax_total: shipping });
    };
    for line in &order.lines {
        add(line.rate_id, line.total_tax.rounded(), Amount::ZERO);
    }
    for fee in &order.fee_lines {
        add(fee.rate_id, fee.total_tax.rounded(), Amount::ZERO);
    }
    for shipping in &order.shipping_lines {
        add(shipping.rate_id, Amount::ZERO, shipping.total_tax.rounded());
    }
    found
}

/// Sums an order's lines into its totals, without touching any tax.
pub fn sum(order: &mut Order) {
    let goods: Amount = order.lines.iter().map(|line| line.total.rounded()).sum();
    let fees: Amount = order.fee_lines.iter().map(|fee| fee.total.rounded()).sum();
    let totals = &mut order.totals;
    totals.discount = order.lines.iter().map(|line| (line.subtotal - line.total).rounded()).sum();
    totals.discount_tax = order.lines.iter().map(|line| (line.subtotal_tax - line.total_tax).rounded()).sum();
    totals.shipping = order.shipping_lines.iter().map(|line| line.total.rounded()).sum();
    totals.shipping_tax = order.tax_lines.iter().map(|line| line.shipping_tax_total).sum();
    totals.cart_tax = order.tax_lines.iter().map(|line| line.tax_total).sum();
    totals.total = goods + fees + totals.shipping + totals.shipping_tax + totals.cart_tax;
}

#[cfg(test)]
mod tests {
    use super::super::model::{Line, Totals};
    use super::*;

    #[test]
    fn the_country_decides() {
        assert_eq!(rate_for("NL", "").unwrap().code(), "NL-BTW 21%-1");
        assert_eq!(rate_for("DE", "reduced-rate").unwrap().percent, 7);
        assert!(rate_for("NO", "").is_none());
        assert_eq!(rate_for("", "").unwrap().country, "NL");
        assert_eq!(without_home_tax(Amount::cents(2073), ""), Amount(17_132_231));
    }

    /// Lines and shipping of a recorded order, in millionths, and what the real server made of them.
    fn recorded(country: &str, lines: &[i64]) -> Totals {
        let generator = super::super::generate::Generator::new(1, 10, 1_795_306_343);
        let mut order = generator.whole(0);
        let line = order.lines.first().unwrap().clone();
        order.lines = lines
            .iter()
            .map(|total| Line {
                tax_class: String::new(),
                subtotal: Amount(*total),
                total: Amount(*total),
                ..line.clone()
            })
            .collect();
        order.shipping_lines.truncate(1);
        order.shipping_lines.iter_mut().for_each(|line| line.total = Amount::cents(595));
        order.fee_lines.clear();
        order.shipping.country = country.to_owned();
        recalculate(&mut order, &mut || 1);
        order.totals
    }

    #[test]
    fn totals_are_those_the_real_server_came_to() {
        // order_create.txt: no tax; the total is the sum of the rounded lines, not the rounded sum (209.16).
        assert_eq!(recorded("NO", &[34_264_463, 168_942_149]).total.text(2), "209.15");
        // orders_list_modified_page2.txt, order 10668.
        let totals = recorded("NL", &[190_958_678]);
        assert_eq!(
            (totals.cart_tax.text(2), totals.shipping_tax.text(2), totals.total.text(2)),
            ("40.10".into(), "1.25".into(), "238.26".into())
        );
        // put_phone_recalc.txt, order 488.
        let totals = recorded("NL", &[1_565_851_240, 90_057_851]);
        assert_eq!((totals.cart_tax.text(2), totals.total.text(2)), ("347.74".into(), "2010.85".into()));
    }
}
