//! Words and small formats the generated orders use.

/// Browsers.
pub const AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
];

/// Coupon codes and what they take off, in percent.
pub const COUPONS: &[(&str, i64)] = &[("welkom10", 10), ("zomer15", 15), ("vrienden20", 20)];

/// Why customers send things back.
pub const REASONS: &[&str] = &["Beschadigd aangekomen", "Verkeerde maat", "één stuk retour", "Zwrot – uszkodzone", ""];

/// Who writes notes by hand.
pub const STAFF: &[&str] = &["Anna de Vries", "Mehmet", "inpak-bank 2"];

/// What staff writes. HTML, as WordPress keeps it.
pub const STAFF_NOTES: &[&str] = &[
    "Klant gebeld: mag <b>twee dagen</b> later.",
    "Doos 2 van 2 ligt nog op plank C4 &amp; moet mee 📦",
    "Cadeaupapier op &ndash; kraft gebruikt.",
    "Adres nagevraagd, is goed.",
    "<a href=\"javascript:alert(1)\">niet klikken</a> (uit een doorgestuurde mail geplakt)",
];

/// The day of a UTC second, `YYYY-MM-DD`.
pub fn day(second: i64) -> String {
    crate::woocommerce::dates::naive(second).chars().take(10).collect()
}

/// The year of a UTC second.
pub fn year(second: i64) -> String {
    crate::woocommerce::dates::naive(second).chars().take(4).collect()
}
