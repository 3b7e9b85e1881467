//! What a notification says, and how many there are: one an order, or one for all where many came at once.

use std::collections::BTreeMap;

use domain::{OrderId, words::Words};
use replica::Alert;

/// More alerts than this at one moment (after a night offline) become one notification.
const SEPARATE_AT_MOST: usize = 3;

/// A notification to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// Names it towards the system, so that a click says which.
    pub tag: String,
    /// First line.
    pub title: String,
    /// The rest, plain text.
    pub body: String,
    /// The orders it is about; a click opens the first.
    pub orders: Vec<OrderId>,
    /// Label of its action that prints the slip; `None` where it is about many.
    pub print_label: Option<String>,
}

/// The notifications for alerts that are due. `shop_name` gives a shop's name; with `hide_names` customers' names stay
/// out of them.
#[must_use]
pub fn compose(
    alerts: &[Alert],
    words: &Words,
    hide_names: bool,
    shop_name: &dyn Fn(domain::ShopId) -> String,
) -> Vec<Ring> {
    if alerts.len() <= SEPARATE_AT_MOST {
        return alerts.iter().map(|alert| single(alert, words, hide_names, shop_name)).collect();
    }
    let mut by_shop: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for alert in alerts {
        by_shop.entry(shop_name(alert.row.shop)).or_default().push(&alert.row.number);
    }
    let lines: Vec<String> = by_shop
        .iter()
        .map(|(shop, numbers)| {
            words.with("bell-many-body", &[("shop", shop.as_str().into()), ("numbers", shortened(numbers).into())])
        })
        .collect();
    vec![Ring {
        tag: alerts.first().map(|alert| format!("orders-{}-{}", alert.row.id.0, alerts.len())).unwrap_or_default(),
        title: words.with("bell-many-title", &[("count", alerts.len().into())]),
        body: lines.join("\n"),
        orders: alerts.iter().map(|alert| alert.row.id).collect(),
        print_label: None,
    }]
}

fn single(alert: &Alert, words: &Words, hide_names: bool, shop_name: &dyn Fn(domain::ShopId) -> String) -> Ring {
    let row = &alert.row;
    let name = match (hide_names, row.customer.is_empty()) {
        (true, _) => "•••".to_owned(),
        (false, true) => row.company.clone(),
        (false, false) => row.customer.clone(),
    };
    Ring {
        tag: format!("order-{}", row.id.0),
        title: words.with("bell-title", &[("number", row.number.as_str().into())]),
        body: words.with(
            "bell-body",
            &[
                ("total", domain::format::money(words.language(), row.total.amount, &row.total.currency).into()),
                ("name", name.into()),
                ("shop", shop_name(row.shop).into()),
            ],
        ),
        orders: vec![row.id],
        print_label: Some(words.get("bell-print")),
    }
}

/// The first numbers and how many more there are.
fn shortened(numbers: &[&str]) -> String {
    const SHOWN: usize = 6;
    let shown = numbers.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if numbers.len() > SHOWN { format!("{shown} … (+{})", numbers.len() - SHOWN) } else { shown }
}
