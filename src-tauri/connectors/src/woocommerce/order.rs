//! A WooCommerce order in the words of the trade.
//!
//! Strict where a mistake would cost money or hide an order (identifier, status, currency, amounts, dates): such a row
//! is broken and says why. Tolerant everywhere else; what is not understood stays in the order's own bytes.

use domain::{Address, Currency, Customer, Method, Order, OrderTotals, Refund, text};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    json::{Unreadable, Value},
    lines::{self, Items},
    meta::{self, Meta},
    status::{self, Signs},
    text::as_typed,
};

/// The fields of an order that are read. `order_key`, the customer's IP address and browser are left where they are.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    number: Value<'a>,
    #[serde(borrow)]
    status: Value<'a>,
    #[serde(borrow)]
    currency: Value<'a>,
    #[serde(borrow)]
    prices_include_tax: Value<'a>,
    #[serde(borrow)]
    date_created_gmt: Value<'a>,
    #[serde(borrow)]
    date_modified_gmt: Value<'a>,
    #[serde(borrow)]
    date_paid_gmt: Value<'a>,
    #[serde(borrow)]
    date_completed_gmt: Value<'a>,
    #[serde(borrow)]
    discount_total: Value<'a>,
    #[serde(borrow)]
    shipping_total: Value<'a>,
    #[serde(borrow)]
    total: Value<'a>,
    #[serde(borrow)]
    total_tax: Value<'a>,
    #[serde(borrow)]
    customer_id: Value<'a>,
    #[serde(borrow)]
    billing: Value<'a>,
    #[serde(borrow)]
    shipping: Value<'a>,
    #[serde(borrow)]
    payment_method: Value<'a>,
    #[serde(borrow)]
    payment_method_title: Value<'a>,
    #[serde(borrow)]
    transaction_id: Value<'a>,
    #[serde(borrow)]
    customer_note: Value<'a>,
    #[serde(borrow)]
    created_via: Value<'a>,
    #[serde(borrow)]
    needs_processing: Value<'a>,
    #[serde(borrow)]
    meta_data: Value<'a>,
    #[serde(borrow)]
    line_items: Value<'a>,
    #[serde(borrow)]
    shipping_lines: Value<'a>,
    #[serde(borrow)]
    fee_lines: Value<'a>,
    #[serde(borrow)]
    coupon_lines: Value<'a>,
    #[serde(borrow)]
    tax_lines: Value<'a>,
    #[serde(borrow)]
    refunds: Value<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireAddress<'a> {
    #[serde(borrow)]
    first_name: Value<'a>,
    #[serde(borrow)]
    last_name: Value<'a>,
    #[serde(borrow)]
    company: Value<'a>,
    #[serde(borrow)]
    address_1: Value<'a>,
    #[serde(borrow)]
    address_2: Value<'a>,
    #[serde(borrow)]
    city: Value<'a>,
    #[serde(borrow)]
    state: Value<'a>,
    #[serde(borrow)]
    postcode: Value<'a>,
    #[serde(borrow)]
    country: Value<'a>,
    #[serde(borrow)]
    email: Value<'a>,
    #[serde(borrow)]
    phone: Value<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireRefund<'a> {
    #[serde(borrow)]
    id: Value<'a>,
    #[serde(borrow)]
    reason: Value<'a>,
    #[serde(borrow)]
    total: Value<'a>,
}

/// Reads an order. `panel` is the address under which the shop's own panel is found (`https://shop.example/wp-admin/`).
pub(super) fn read(raw: &RawValue, panel: &str) -> Result<Order, Unreadable> {
    let wire: Wire<'_> = Value::of(raw).object("order")?;
    let native_id = wire.id.required_id("id")?;
    let status = status_of(&wire)?;
    let modified_at = wire.date_modified_gmt.timestamp("date_modified_gmt")?;
    let placed_at = wire
        .date_created_gmt
        .timestamp("date_created_gmt")?
        .or(modified_at)
        .ok_or(Unreadable { field: "date_created_gmt", why: "is missing" })?;
    let paid_at = wire.date_paid_gmt.timestamp("date_paid_gmt")?;
    let completed_at = wire.date_completed_gmt.timestamp("date_completed_gmt")?;
    let items = lines::read(wire.line_items, wire.shipping_lines, wire.fee_lines, wire.coupon_lines, wire.tax_lines)?;
    let refunds = refunds(wire.refunds)?;
    let totals = totals(&wire, &items, &refunds)?;
    let rows = meta::rows(wire.meta_data);
    let (states, status_known) = states(&wire, &status, paid_at.is_some(), &totals, &items, &rows);
    let (billing, shipping) = (address(wire.billing)?, address(wire.shipping)?);
    Ok(Order {
        number: Some(wire.number.string()).filter(|number| !number.is_empty()).unwrap_or_else(|| native_id.0.clone()),
        admin_url: Some(format!("{panel}post.php?post={native_id}&action=edit")),
        native_id,
        status,
        states,
        status_known,
        currency: currency(wire.currency)?,
        prices_include_tax: wire.prices_include_tax.flag().unwrap_or(false),
        totals,
        placed_at,
        modified_at,
        paid_at,
        completed_at,
        customer: customer(wire.customer_id, &billing, &shipping),
        billing,
        shipping,
        payment_method: Method {
            code: wire.payment_method.string(),
            title: text::from_html(&wire.payment_method_title.text()),
        },
        transaction_id: wire.transaction_id.string(),
        customer_note: as_typed(wire.customer_note),
        reference: meta::text_of(&rows, meta::REFERENCE_KEY),
        origin: wire.created_via.string(),
        lines: items.lines,
        shipping_lines: items.shipping,
        fees: items.fees,
        coupons: items.coupons,
        taxes: items.taxes,
        refunds,
        tracks: meta::tracks(&rows),
        native_fields: meta::native_fields(&rows),
    })
}

fn status_of(wire: &Wire<'_>) -> Result<String, Unreadable> {
    let status = wire.status.string();
    if status.is_empty() {
        return Err(Unreadable { field: "status", why: "is missing" });
    }
    Ok(status)
}

fn currency(value: Value<'_>) -> Result<Currency, Unreadable> {
    Currency::new(&value.string()).map_err(|_| Unreadable { field: "currency", why: "is no currency code" })
}

fn states(
    wire: &Wire<'_>,
    status: &str,
    paid: bool,
    totals: &OrderTotals,
    items: &Items,
    rows: &[Meta<'_>],
) -> (domain::StateTriple, bool) {
    let before = meta::before_trash(rows);
    let fulfilments = meta::text_of(rows, meta::FULFILMENTS_KEY);
    // WooCommerce also says "needs no processing" of orders whose products were deleted: those do have a shipping
    // line.
    let nothing_to_send =
        wire.needs_processing.flag() == Some(false) && items.shipping.is_empty() && !items.lines.is_empty();
    status::states(
        status,
        &Signs {
            paid,
            cash_on_delivery: wire.payment_method.text() == "cod",
            nothing_to_send,
            total: totals.total,
            refunded: totals.refunded,
            fulfilments: &fulfilments,
            before_trash: &before,
        },
    )
}

fn totals(wire: &Wire<'_>, items: &Items, refunds: &[Refund]) -> Result<OrderTotals, Unreadable> {
    let total = wire.total.some_decimal("total")?.ok_or(Unreadable { field: "total", why: "is missing" })?;
    Ok(OrderTotals {
        goods: sum(items.lines.iter().map(|line| line.total))?,
        discount: wire.discount_total.decimal("discount_total")?,
        shipping: wire.shipping_total.decimal("shipping_total")?,
        fees: sum(items.fees.iter().map(|fee| fee.total))?,
        tax: wire.total_tax.decimal("total_tax")?,
        total,
        refunded: sum(refunds.iter().map(|refund| refund.amount))?,
    })
}

/// The sum of amounts; what does not fit a decimal is refused rather than wrapped.
fn sum(mut amounts: impl Iterator<Item = Decimal>) -> Result<Decimal, Unreadable> {
    amounts
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .ok_or(Unreadable { field: "line_items", why: "add up to too large a sum" })
}

/// The order's own summary of its refunds: their totals are negative, their dates and lines not told.
fn refunds(list: Value<'_>) -> Result<Vec<Refund>, Unreadable> {
    let rows: Vec<WireRefund<'_>> = list.objects("refunds")?;
    rows.into_iter()
        .map(|row| {
            Ok(Refund {
                native_id: row.id.required_id("refunds.id")?,
                amount: row.total.decimal("refunds.total")?.abs(),
                reason: as_typed(row.reason),
                created_at: None,
                through_gateway: None,
                lines: Vec::new(),
            })
        })
        .collect()
}

fn address(value: Value<'_>) -> Result<Address, Unreadable> {
    let wire: WireAddress<'_> = value.object("address")?;
    Ok(Address {
        first_name: as_typed(wire.first_name),
        last_name: as_typed(wire.last_name),
        company: as_typed(wire.company),
        line_1: as_typed(wire.address_1),
        line_2: as_typed(wire.address_2),
        postcode: as_typed(wire.postcode),
        city: as_typed(wire.city),
        region: as_typed(wire.state),
        country: wire.country.string().to_ascii_uppercase(),
        phone: as_typed(wire.phone),
        email: wire.email.string(),
    })
}

fn customer(id: Value<'_>, billing: &Address, shipping: &Address) -> Customer {
    let name =
        [billing.name(), shipping.name(), billing.company.clone(), shipping.company.clone(), billing.email.clone()]
            .into_iter()
            .find(|name| !name.trim().is_empty())
            .unwrap_or_default();
    Customer { native_id: id.id(), name }
}
