//! What stands on a slip, as plain text: every decision about an order's data is taken here, none in drawing.

use domain::{
    Address, Line, OrderState,
    text::visible,
    words::{Language, Words},
};
use fluent_bundle::FluentValue;
use rust_decimal::Decimal;

use super::{LineFacts, SlipInput};
use crate::{countries::country_name, layout::paragraph::isolate, written};

/// A slip's texts. User data is visible and, within other text, isolated.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub shop_name: String,
    pub shop_address: String,
    /// Where customers ask; empty: nothing is printed.
    pub contact: String,
    pub thanks: Option<String>,
    pub number: String,
    /// The order code, as text and for the bars.
    pub code: String,
    /// Reasons not to pack at all, or to look twice.
    pub warnings: Vec<String>,
    /// Label and value: number, date, method.
    pub facts: Vec<(String, String)>,
    pub ship_to: Vec<String>,
    pub phone: String,
    pub bill_to: Option<Vec<String>>,
    pub recipient: String,
    pub pieces: String,
    pub note: String,
    pub rows: Vec<Row>,
    /// Label, amount, and whether it is the total.
    pub sums: Vec<(String, String, bool)>,
}

/// A line to pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// What is left to pack after refunds.
    pub quantity: String,
    /// Whether nothing is left.
    pub done: bool,
    pub sku: String,
    pub name: String,
    /// One text a line: attributes.
    pub details: Vec<String>,
    /// "2 − 1 refunded", where some was.
    pub refunded: Option<String>,
    pub bin: String,
    pub amount: Option<String>,
}

/// User text as it may stand alone: hidden characters visible, line ends as `\n`.
fn plain(text: &str) -> String {
    visible(&text.trim().replace("\r\n", "\n").replace('\r', "\n"))
}

impl Content {
    pub(super) fn of(slip: &SlipInput, words: &Words) -> Self {
        let (order, shop, language) = (&slip.order, &slip.shop, slip.options.language);
        let ship_to = order.ship_to();
        let home = shop.address.country.as_str();
        let contact = shop.contact.trim();
        Self {
            shop_name: plain(&shop.name),
            shop_address: shop_address(&shop.address, language),
            contact: plain(contact),
            thanks: (!contact.is_empty())
                .then(|| words.with("slip-thanks", &[("contact", FluentValue::from(isolate(contact)))])),
            number: plain(&order.number),
            code: slip.code.to_string(),
            warnings: warnings(slip, words),
            facts: facts(slip, words),
            ship_to: address_lines(ship_to, home, language),
            phone: [&ship_to.phone, &order.billing.phone]
                .into_iter()
                .map(|p| plain(p))
                .find(|p| !p.is_empty())
                .unwrap_or_default(),
            bill_to: bill_to(slip, language),
            recipient: plain(&first_of([ship_to.name(), ship_to.company.clone(), order.customer.name.clone()])),
            pieces: written::quantity(
                language,
                order.lines.iter().map(|line| to_pack(slip, line)).fold(Decimal::ZERO, Decimal::saturating_add),
            ),
            note: plain(&order.customer_note),
            rows: order.lines.iter().map(|line| row(slip, line, words)).collect(),
            sums: if slip.options.prices { sums(slip, words) } else { Vec::new() },
        }
    }
}

fn first_of(texts: [String; 3]) -> String {
    texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// One line: street, postcode and city, country.
fn shop_address(address: &Address, language: Language) -> String {
    let mut lines =
        Address { company: String::new(), first_name: String::new(), last_name: String::new(), ..address.clone() }
            .postal_lines();
    if !lines.is_empty() {
        lines.extend(country_name(&address.country, language).map(str::to_owned));
    }
    lines.iter().map(|line| isolate(line)).collect::<Vec<_>>().join(", ")
}

/// The address as it stands on a parcel, the country last: in capitals where the parcel crosses a border, as the
/// Universal Postal Union asks (S42), so that nobody misses it.
fn address_lines(address: &Address, home: &str, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = address.postal_lines().iter().map(|line| plain(line)).collect();
    if lines.is_empty() {
        return lines;
    }
    let code = address.country.trim();
    let name = country_name(code, language).map_or_else(|| plain(code), str::to_owned);
    if !name.is_empty() {
        lines.push(if code == home { name } else { name.to_uppercase() });
    }
    lines
}

/// The billing address, where it is another than the parcel's.
fn bill_to(slip: &SlipInput, language: Language) -> Option<Vec<String>> {
    let (billing, ship_to) = (&slip.order.billing, slip.order.ship_to());
    let same =
        billing.is_empty() || (billing.postal_lines() == ship_to.postal_lines() && billing.country == ship_to.country);
    if same {
        return None;
    }
    let mut lines = address_lines(billing, &billing.country, language);
    lines.extend([&billing.email, &billing.phone].into_iter().map(|text| plain(text)).filter(|text| !text.is_empty()));
    Some(lines)
}

/// Pieces of a line given back in refunds that name it.
fn refunded_pieces(slip: &SlipInput, line: &Line) -> Decimal {
    slip.order
        .refunds
        .iter()
        .flat_map(|refund| &refund.lines)
        .filter(|refunded| refunded.line.as_ref() == Some(&line.native_id))
        .map(|refunded| refunded.quantity)
        .fold(Decimal::ZERO, Decimal::saturating_add)
}

/// What is left to pack: never less than nothing.
fn to_pack(slip: &SlipInput, line: &Line) -> Decimal {
    line.quantity.saturating_sub(refunded_pieces(slip, line)).max(Decimal::ZERO)
}

fn row(slip: &SlipInput, line: &Line, words: &Words) -> Row {
    let language = slip.options.language;
    let refunded = refunded_pieces(slip, line);
    let left = to_pack(slip, line);
    let details = line
        .attributes
        .iter()
        .map(|attribute| match (attribute.label.trim(), attribute.value.trim()) {
            ("", value) => plain(value),
            (label, value) => format!("{}: {}", isolate(label), isolate(value)),
        })
        .filter(|text| !text.is_empty())
        .collect();
    let amount = if slip.order.prices_include_tax { line.total.saturating_add(line.tax) } else { line.total };
    Row {
        quantity: written::quantity(language, left),
        done: left.is_zero(),
        sku: plain(&line.sku),
        name: plain(&line.name),
        details,
        refunded: (!refunded.is_zero()).then(|| {
            let written = |value| FluentValue::from(written::quantity(language, value));
            words.with("slip-refunded-pieces", &[("ordered", written(line.quantity)), ("refunded", written(refunded))])
        }),
        bin: slip.facts.get(&line.native_id).map(|facts| plain(&facts.bin)).unwrap_or_default(),
        amount: slip.options.prices.then(|| written::money(language, amount, &slip.order.currency)),
    }
}

fn warnings(slip: &SlipInput, words: &Words) -> Vec<String> {
    let order = &slip.order;
    let mut warnings = Vec::new();
    match order.states.order {
        OrderState::Cancelled => warnings.push(words.get("slip-cancelled")),
        OrderState::Deleted => warnings.push(words.get("slip-deleted")),
        _ => {}
    }
    // Money went back, and no refund says for which items: the packer has to ask.
    let unnamed: Decimal = order
        .refunds
        .iter()
        .filter(|refund| refund.lines.iter().all(|line| line.quantity.is_zero()))
        .map(|refund| refund.amount)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    if !unnamed.is_zero() {
        let amount = FluentValue::from(written::money(slip.options.language, unnamed, &order.currency));
        warnings.push(words.with("slip-refunded-amount", &[("amount", amount)]));
    }
    warnings
}

fn facts(slip: &SlipInput, words: &Words) -> Vec<(String, String)> {
    let order = &slip.order;
    let zone = written::time_zone(&slip.shop.time_zone);
    let shipping: Vec<String> =
        order.shipping_lines.iter().map(|line| plain(&line.method.title)).filter(|title| !title.is_empty()).collect();
    let payment = if slip.options.payment { plain(&order.payment_method.title) } else { String::new() };
    [
        ("slip-order", plain(&order.number)),
        ("slip-ordered", written::date(words, order.placed_at, &zone)),
        ("slip-shipping", shipping.join(", ")),
        ("slip-payment", payment),
        ("slip-weight", weight(slip).unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (words.get(label), value))
    .collect()
}

/// The weight of all that is packed, where the weight of every piece is known.
fn weight(slip: &SlipInput) -> Option<String> {
    let mut sum = Decimal::ZERO;
    let packed: Vec<_> = slip.order.lines.iter().filter(|line| !to_pack(slip, line).is_zero()).collect();
    for line in &packed {
        let LineFacts { weight, .. } = slip.facts.get(&line.native_id)?;
        sum = sum.checked_add((*weight)?.checked_mul(to_pack(slip, line))?)?;
    }
    (!packed.is_empty() && !sum.is_zero())
        .then(|| format!("{} {}", written::quantity(slip.options.language, sum), plain(&slip.shop.weight_unit)))
}

/// The sums below the lines. With prices that include tax the parts do, and the tax is told below the total.
fn sums(slip: &SlipInput, words: &Words) -> Vec<(String, String, bool)> {
    let (order, gross) = (&slip.order, slip.order.prices_include_tax);
    let with_tax = |net: Decimal, tax: Decimal| if gross { net.saturating_add(tax) } else { net };
    let sum = |amounts: &mut dyn Iterator<Item = Decimal>| amounts.fold(Decimal::ZERO, Decimal::saturating_add);
    let items = sum(&mut order.lines.iter().map(|line| with_tax(line.total, line.tax)));
    let shipping = sum(&mut order.shipping_lines.iter().map(|line| with_tax(line.total, line.tax)));
    let fees = sum(&mut order.fees.iter().map(|fee| with_tax(fee.total, fee.tax)));
    let totals = &order.totals;
    let mut parts = vec![("slip-sum-items", items, false)];
    parts.extend((!order.shipping_lines.is_empty()).then_some(("slip-shipping", shipping, false)));
    parts.extend((!fees.is_zero()).then_some(("slip-sum-fees", fees, false)));
    parts.extend((!gross && !totals.tax.is_zero()).then_some(("slip-sum-tax", totals.tax, false)));
    parts.push(("slip-sum-total", totals.total, true));
    parts.extend((gross && !totals.tax.is_zero()).then_some(("slip-sum-tax-included", totals.tax, false)));
    parts.extend((!totals.refunded.is_zero()).then_some(("slip-sum-refunded", -totals.refunded, false)));
    parts
        .into_iter()
        .map(|(label, amount, total)| {
            (words.get(label), written::money(slip.options.language, amount, &order.currency), total)
        })
        .collect()
}
