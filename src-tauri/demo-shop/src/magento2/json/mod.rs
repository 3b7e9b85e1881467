//! Orders and their documents as the interface prints them. Null columns are left out of most objects and kept in a few, as recorded.

mod documents;
mod item;
mod order;
mod parts;

pub use documents::{comments, credit, history, invoice, shipment, track};
pub use item::{Depth, item, product_type};
pub use order::{order, order_as_saved, order_for};
pub use parts::address;

use serde_json::{Map, Number, Value};

use crate::amount::Amount;

use super::{dates, model::Order, pair::Pair};

/// An object being written.
#[derive(Debug, Default)]
pub struct Fields(pub Map<String, Value>);

impl Fields {
    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Sets a field where there is a value.
    pub fn some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Sets an amount's two fields, `name` and `base_name`.
    pub fn pair(&mut self, name: &str, pair: Pair) {
        self.set(name, number(pair.own));
        self.set(&format!("base_{name}"), number(pair.base));
    }

    /// Sets an amount's two fields where there is an amount.
    pub fn some_pair(&mut self, name: &str, pair: Option<Pair>) {
        if let Some(pair) = pair {
            self.pair(name, pair);
        }
    }

    /// Sets a date.
    pub fn date(&mut self, name: &str, second: i64) {
        self.set(name, dates::print(second));
    }

    /// Sets several fields to zero.
    pub fn zeros(&mut self, names: &[&str]) {
        for name in names {
            self.set(name, 0);
        }
    }

    /// The finished object.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A page of a list. Put together by hand: the `json!` macro would copy every row.
pub fn list(items: Vec<Value>, criteria: Value, total: usize) -> Value {
    let mut fields = Fields::default();
    fields.set("items", items);
    fields.set("search_criteria", criteria);
    fields.set("total_count", total);
    fields.done()
}

/// An order with its documents in full: `{"order", "invoices", "shipments", "creditmemos"}`.
pub fn whole(of: &Order) -> Value {
    let mut fields = Fields::default();
    fields.set("order", order(of));
    fields.set("invoices", of.invoices.iter().map(|made| invoice(of, made)).collect::<Vec<_>>());
    fields.set("shipments", of.shipments.iter().map(|made| shipment(of, made)).collect::<Vec<_>>());
    fields.set("creditmemos", of.credits.iter().map(|made| credit(of, made)).collect::<Vec<_>>());
    fields.done()
}

/// A number as PHP prints it: without zeros at the end, whole where it is whole.
pub fn number(amount: Amount) -> Value {
    // Most amounts are whole, above all zero.
    if amount.0 % 1_000_000 == 0 {
        return Value::from(amount.0 / 1_000_000);
    }
    let text = amount.text(4);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_php_prints_them() {
        for (cents, printed) in [(320, "3.2"), (14_800, "148"), (-199, "-1.99"), (0, "0"), (77_78, "77.78")] {
            assert_eq!(number(Amount::cents(cents)).to_string(), printed);
        }
        assert_eq!(number(Amount(1_234_500)).to_string(), "1.2345");
    }
}
