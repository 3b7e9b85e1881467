//! What a write needs of an order that its model has no place for: identifiers of rows, tax by rate, hidden meta data.

use domain::{Code, Fault};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::{
    json::{Unreadable, Value},
    lines::Wire as RawLine,
    meta::{self, Meta},
};
use crate::PulledOrder;

/// An order's own bytes, as far as writes look into them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawOrder<'a> {
    #[serde(borrow)]
    pub line_items: Value<'a>,
    #[serde(borrow)]
    pub shipping_lines: Value<'a>,
    #[serde(borrow)]
    pub needs_processing: Value<'a>,
    #[serde(borrow)]
    meta_data: Value<'a>,
}

/// The tax of one rate on a line.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawTax<'a> {
    #[serde(borrow)]
    pub id: Value<'a>,
    #[serde(borrow)]
    pub total: Value<'a>,
}

impl<'a> RawOrder<'a> {
    /// Reads the bytes that an order was read from.
    pub fn of(order: &'a PulledOrder, operation: &str) -> Result<Self, Fault> {
        Self::read(&order.raw, operation)
    }

    /// Reads one JSON object.
    pub fn read(json: &'a [u8], operation: &str) -> Result<Self, Fault> {
        let raw: &RawValue = serde_json::from_slice(json)
            .map_err(|_| Fault::new(Code::BadAnswer, operation, "the order's own data cannot be read"))?;
        Value::of(raw).object("order").map_err(|unreadable| unreadable.fault(operation))
    }

    /// Its meta data.
    pub fn meta(&self) -> Vec<Meta<'a>> {
        meta::rows(self.meta_data)
    }
}

/// Lines of one kind.
pub(super) fn lines<'a>(list: Value<'a>, operation: &str) -> Result<Vec<RawLine<'a>>, Fault> {
    list.objects("lines").map_err(|unreadable: Unreadable| unreadable.fault(operation))
}
