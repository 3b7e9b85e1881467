//! A Magento order in the words of the trade.
//!
//! Strict where a mistake would cost money or hide an order (identifier, status, currency, amounts, dates): such a row
//! is broken and says why. Tolerant everywhere else; what is not understood stays in the order's own bytes. Amounts are in the
//! order's currency; those in the shop's own (`base_…`) are never mixed with them.

use domain::{
    Address, CouponLine, Currency, Customer, FeeLine, Line, Method, NativeField, Order, OrderTotals, ShippingLine,
    counts_for_money,
};
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{
    lines,
    status::{self, Signs},
    taxes,
    text::plain,
};
use crate::json::{Unreadable, Value};

wire!(Wire {
    entity_id,
    increment_id,
    state,
    status,
    order_currency_code,
    base_currency_code,
    base_grand_total,
    base_to_order_rate,
    created_at,
    updated_at,
    customer_id,
    customer_firstname,
    customer_lastname,
    customer_email,
    customer_note,
    customer_taxvat,
    coupon_code,
    discount_description,
    discount_amount,
    discount_tax_compensation_amount,
    shipping_description,
    shipping_amount,
    shipping_tax_amount,
    shipping_discount_amount,
    shipping_discount_tax_compensation_amount,
    tax_amount,
    grand_total,
    total_paid,
    total_due,
    total_invoiced,
    total_refunded,
    total_canceled,
    ext_order_id,
    ext_customer_id,
    store_name,
    hold_before_state,
    hold_before_status,
    items,
    billing_address,
    payment,
    extension_attributes,
});
wire!(Extension {
    shipping_assignments,
    payment_additional_info,
    applied_taxes,
    item_applied_taxes,
    pickup_location_code,
});
wire!(Assignment { shipping });
wire!(Shipping { address, method });
wire!(Payment { method, last_trans_id, additional_information, amount_authorized });
wire!(Pair { key, value });
wire!(WireAddress {
    prefix,
    firstname,
    middlename,
    lastname,
    suffix,
    company,
    street,
    postcode,
    city,
    region,
    region_code,
    country_id,
    telephone,
    email,
    vat_id,
});

/// Words in the name of a payment's detail that may tell a secret of the provider's or the customer's.
const HIDDEN: &[&str] =
    &["token", "secret", "key", "hash", "nonce", "password", "signature", "card", "cc_", "iban", "cvv"];

/// Reads an order.
pub(super) fn read(raw: &RawValue) -> Result<Order, Unreadable> {
    let wire: Wire<'_> = Value::of(raw).object("order")?;
    let extension: Extension<'_> = wire.extension_attributes.object("extension_attributes")?;
    let shipping: Shipping<'_> = {
        let first: Option<Assignment<'_>> =
            extension.shipping_assignments.objects("shipping_assignments")?.into_iter().next();
        first.unwrap_or_default().shipping.object("shipping_assignments.shipping")?
    };
    let payment: Payment<'_> = wire.payment.object("payment")?;
    let native_id = wire.entity_id.required_id("entity_id")?;
    let modified_at = wire.updated_at.timestamp("updated_at")?;
    let placed_at = wire.created_at.timestamp("created_at")?.or(modified_at);
    let placed_at = placed_at.ok_or(Unreadable { field: "created_at", why: "is missing" })?;
    let items = lines::read(wire.items)?;
    let shipping_lines = shipping_lines(&wire, &shipping)?;
    let totals = totals(&wire, &items, &shipping_lines)?;
    let native_status = Some(wire.status.string()).filter(|status| !status.is_empty());
    let status = native_status.ok_or(Unreadable { field: "status", why: "is missing" })?;
    let (states, status_known) = status::states(
        &wire.state.string(),
        &Signs {
            status: &status,
            total: totals.total,
            paid: wire.total_paid.decimal("total_paid")?,
            refunded: totals.refunded,
            authorized: payment.amount_authorized.decimal("payment.amount_authorized")?,
            lines: &items,
        },
    );
    let (billing, ship_to) = (address(wire.billing_address)?, address(shipping.address)?);
    Ok(Order {
        number: Some(plain(wire.increment_id)).filter(|n| !n.is_empty()).unwrap_or_else(|| native_id.0.clone()),
        native_id,
        states,
        status_known,
        status,
        currency: currency(wire.order_currency_code)?,
        prices_include_tax: false,
        fees: fees(&totals),
        totals,
        placed_at,
        modified_at,
        paid_at: None,
        completed_at: None,
        customer: customer(&wire, &billing, &ship_to),
        payment_method: payment_method(&payment, &extension),
        transaction_id: payment.last_trans_id.string(),
        customer_note: plain(wire.customer_note),
        reference: plain(wire.ext_order_id),
        origin: plain(wire.store_name).lines().last().unwrap_or_default().trim().to_owned(),
        coupons: coupons(&wire)?,
        taxes: taxes::read(
            extension.applied_taxes,
            extension.item_applied_taxes,
            wire.items,
            &items,
            wire.shipping_tax_amount.decimal("shipping_tax_amount")?,
        )?,
        lines: items,
        shipping_lines,
        native_fields: native_fields(&wire, &extension, &billing),
        billing,
        shipping: ship_to,
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
    })
}

/// The order's currency, which all of its amounts here are in.
fn currency(value: Value<'_>) -> Result<Currency, Unreadable> {
    Currency::new(&value.string()).map_err(|_| Unreadable { field: "order_currency_code", why: "is no currency code" })
}

/// A virtual order has no shipping line.
fn shipping_lines(wire: &Wire<'_>, shipping: &Shipping<'_>) -> Result<Vec<ShippingLine>, Unreadable> {
    let amount = wire.shipping_amount.decimal("shipping_amount")?;
    let discount = wire.shipping_discount_amount.decimal("shipping_discount_amount")?;
    let compensation =
        wire.shipping_discount_tax_compensation_amount.decimal("shipping_discount_tax_compensation_amount")?;
    let method = Method { code: shipping.method.string(), title: plain(wire.shipping_description) };
    if method.code.is_empty() && method.title.is_empty() && amount.is_zero() {
        return Ok(Vec::new());
    }
    let tax = wire.shipping_tax_amount.decimal("shipping_tax_amount")?;
    Ok(vec![ShippingLine { method, total: amount - discount + compensation, tax }])
}

fn totals(wire: &Wire<'_>, items: &[Line], shipping: &[ShippingLine]) -> Result<OrderTotals, Unreadable> {
    let total = wire.grand_total.some_decimal("grand_total")?;
    let total = total.ok_or(Unreadable { field: "grand_total", why: "is missing" })?;
    let goods: Decimal = items.iter().filter(|line| counts_for_money(line, items)).map(|line| line.total).sum();
    let shipping: Decimal = shipping.iter().map(|line| line.total).sum();
    let tax = wire.tax_amount.decimal("tax_amount")?;
    Ok(OrderTotals {
        goods,
        discount: discount(wire)?,
        shipping,
        // What plugins add to the total (a fee for a payment method, a gift card) has fields of their own.
        fees: total - goods - shipping - tax,
        tax,
        total,
        refunded: wire.total_refunded.decimal("total_refunded")?,
    })
}

/// What discounts took off, shipping's included, without the tax they took along.
fn discount(wire: &Wire<'_>) -> Result<Decimal, Unreadable> {
    let discount = wire.discount_amount.decimal("discount_amount")?.abs();
    let goods = wire.discount_tax_compensation_amount.decimal("discount_tax_compensation_amount")?;
    let shipping =
        wire.shipping_discount_tax_compensation_amount.decimal("shipping_discount_tax_compensation_amount")?;
    Ok(discount - goods - shipping)
}

fn fees(totals: &OrderTotals) -> Vec<FeeLine> {
    if totals.fees.is_zero() {
        return Vec::new();
    }
    vec![FeeLine { name: "Other".to_owned(), total: totals.fees, tax: Decimal::ZERO }]
}

/// The code the customer entered; a discount without one is called by its description.
fn coupons(wire: &Wire<'_>) -> Result<Vec<CouponLine>, Unreadable> {
    let (code, discount) = (plain(wire.coupon_code), discount(wire)?);
    if code.is_empty() && discount.is_zero() {
        return Ok(Vec::new());
    }
    let code = if code.is_empty() { plain(wire.discount_description) } else { code };
    Ok(vec![CouponLine { code, discount }])
}

fn address(value: Value<'_>) -> Result<Address, Unreadable> {
    let wire: WireAddress<'_> = value.object("address")?;
    let joined = |parts: &[Value<'_>]| {
        let parts: Vec<String> = parts.iter().map(|part| plain(*part)).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let street: Vec<String> = wire.street.list().into_iter().map(plain).filter(|line| !line.is_empty()).collect();
    let region = plain(wire.region_code);
    Ok(Address {
        first_name: joined(&[wire.prefix, wire.firstname, wire.middlename]),
        last_name: joined(&[wire.lastname, wire.suffix]),
        company: plain(wire.company),
        line_1: street.first().cloned().unwrap_or_default(),
        line_2: street.get(1..).unwrap_or_default().join(", "),
        postcode: plain(wire.postcode),
        city: plain(wire.city),
        region: if region.is_empty() { plain(wire.region) } else { region },
        country: wire.country_id.string().to_ascii_uppercase(),
        phone: plain(wire.telephone),
        email: wire.email.string(),
    })
}

fn customer(wire: &Wire<'_>, billing: &Address, shipping: &Address) -> Customer {
    let account = format!("{} {}", plain(wire.customer_firstname), plain(wire.customer_lastname)).trim().to_owned();
    let names = [billing.name(), account, shipping.name(), billing.company.clone(), shipping.company.clone()];
    let email = wire.customer_email.string();
    let name = names.into_iter().find(|name| !name.trim().is_empty()).unwrap_or(email);
    Customer { native_id: wire.customer_id.id(), name }
}

/// The method's title is among the payment's details: by name in newer answers, else the first of them.
fn payment_method(payment: &Payment<'_>, extension: &Extension<'_>) -> Method {
    let named = details(extension).into_iter().find(|(key, _)| key == "method_title").map(|(_, title)| title);
    let title = named.or_else(|| payment.additional_information.list().first().map(|first| plain(*first)));
    let code = payment.method.string();
    Method { title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| code.clone()), code }
}

/// What the payment's module noted, by name. (`null` comes as a text.)
fn details(extension: &Extension<'_>) -> Vec<(String, String)> {
    let pairs: Vec<Pair<'_>> = extension.payment_additional_info.objects("payment_additional_info").unwrap_or_default();
    let pairs = pairs.into_iter().map(|pair| (pair.key.string(), plain(pair.value)));
    pairs.filter(|(key, value)| !key.is_empty() && !value.is_empty() && value != "null").collect()
}

/// What has no place in the model and is worth showing.
fn native_fields(wire: &Wire<'_>, extension: &Extension<'_>, billing: &Address) -> Vec<NativeField> {
    let mut fields = Vec::new();
    let mut show = |key: &str, value: String| {
        if !value.is_empty() {
            fields.push(NativeField { key: key.to_owned(), value });
        }
    };
    show("state", wire.state.string());
    show("hold_before_state", wire.hold_before_state.string());
    show("hold_before_status", wire.hold_before_status.string());
    if wire.base_currency_code.text() != wire.order_currency_code.text() {
        show("base_currency_code", wire.base_currency_code.string());
        show("base_grand_total", wire.base_grand_total.string());
        show("base_to_order_rate", wire.base_to_order_rate.string());
    }
    for (key, value) in [
        ("total_paid", wire.total_paid),
        ("total_due", wire.total_due),
        ("total_invoiced", wire.total_invoiced),
        ("total_canceled", wire.total_canceled),
        ("store_name", wire.store_name),
        ("customer_taxvat", wire.customer_taxvat),
        ("ext_customer_id", wire.ext_customer_id),
        ("pickup_location_code", extension.pickup_location_code),
    ] {
        show(key, plain(value));
    }
    let email = wire.customer_email.string();
    if !email.eq_ignore_ascii_case(&billing.email) {
        show("customer_email", email);
    }
    let vat: WireAddress<'_> = wire.billing_address.object("address").unwrap_or_default();
    show("vat_id", plain(vat.vat_id));
    for (key, value) in details(extension) {
        let folded = key.to_ascii_lowercase();
        let harmless = !HIDDEN.iter().any(|word| folded.contains(word));
        if harmless && key != "method_title" && value.chars().count() <= 200 {
            show(&key, value);
        }
    }
    fields
}
