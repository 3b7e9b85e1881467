//! Facts about the shop itself: name, address, currency.

/// What the shop prints for a currency.
pub fn symbol(currency: &str) -> &'static str {
    match currency {
        "PLN" => "zł",
        "NOK" => "kr",
        "CZK" => "Kč",
        "USD" => "$",
        _ => "€",
    }
}
