//! Small parts of an order.

use serde_json::{Value, json};

use crate::amount::Amount;

use super::{
    super::model::{Address, Item, Order},
    Fields, number,
};

/// An address; `kind`: `billing` or `shipping`.
pub fn address(order_id: u64, kind: &str, address: &Address) -> Value {
    let mut fields = Fields::default();
    fields.set("address_type", kind);
    fields.set("city", address.city.clone());
    fields.some("company", address.company.clone());
    fields.set("country_id", address.country.clone());
    fields.set("email", address.email.clone());
    fields.set("entity_id", address.id);
    fields.set("firstname", address.first_name.clone());
    fields.set("lastname", address.last_name.clone());
    fields.set("parent_id", order_id);
    fields.some("postcode", address.postcode.clone());
    fields.some("region", address.region.clone());
    fields.some("region_code", address.region_code.clone());
    fields.some("region_id", address.region_id);
    fields.set("street", address.street.clone());
    fields.some("telephone", address.telephone.clone());
    fields.some("vat_id", address.vat_id.clone());
    fields.done()
}

/// The payment of an order.
pub fn payment(order: &Order) -> Value {
    let (columns, payment) = (&order.columns, &order.payment);
    let mut fields = Fields::default();
    fields.set("account_status", Value::Null);
    let mut information = vec![json!(payment.title)];
    if payment.method != "checkmo" {
        information.push(Value::Null);
    }
    fields.set("additional_information", information);
    fields.some_pair("amount_authorized", payment.authorized);
    fields.pair("amount_ordered", columns.totals.grand);
    fields.some_pair("amount_paid", columns.paid);
    fields.some_pair("amount_refunded", columns.refunded.map(|refunded| refunded.grand));
    fields.set("cc_exp_year", "0");
    fields.set("cc_last4", Value::Null);
    fields.set("cc_ss_start_month", "0");
    fields.set("cc_ss_start_year", "0");
    fields.set("entity_id", order.id);
    fields.some("last_trans_id", payment.last_trans_id.clone());
    fields.set("method", payment.method.clone());
    fields.set("parent_id", order.id);
    fields.pair("shipping_amount", columns.totals.shipping);
    fields.some_pair("shipping_captured", payment.shipping_captured);
    fields.some_pair("shipping_refunded", payment.shipping_refunded);
    fields.done()
}

/// How the shop's tax table names a rate.
pub fn tax_code(order: &Order, percent: i64) -> String {
    let country = order.shipping.as_ref().map_or(&order.billing.country, |address| &address.country);
    format!("{country}-{percent}")
}

/// A rate's id on an order.
pub fn tax_id(order: &Order, percent: i64) -> u64 {
    let at = rates(order).iter().position(|(known, ..)| *known == percent).unwrap_or(0);
    order.id * 2 + at as u64
}

/// The rates an order was taxed at: percent, amounts in the order's and the base currency.
pub fn rates(order: &Order) -> Vec<(i64, Amount, Amount)> {
    let mut rates: Vec<(i64, Amount, Amount)> = Vec::new();
    for item in taxed(order) {
        let tax = item.ordered.tax;
        match rates.iter_mut().find(|(percent, ..)| *percent == item.tax_percent) {
            Some((_, own, base)) => {
                *own += tax.own;
                *base += tax.base;
            }
            None => rates.push((item.tax_percent, tax.own, tax.base)),
        }
    }
    rates
}

/// Rows with a tax of their own.
pub fn taxed(order: &Order) -> impl Iterator<Item = &Item> {
    order.items.iter().filter(|item| item.tax_percent > 0 && !item.is_dummy(order.parent_of(item)))
}

/// One rate as the applied taxes list it.
pub fn applied(order: &Order, (percent, own, base): (i64, Amount, Amount)) -> Value {
    let code = tax_code(order, percent);
    json!({"code": code, "title": code, "percent": percent, "amount": number(own), "base_amount": number(base)})
}
