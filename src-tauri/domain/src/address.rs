//! Postal addresses as the trade writes them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A postal address with the person behind it. From name to country it counts as one field in a merge; phone and
/// e-mail are fields of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct Address {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company, empty for a private person.
    pub company: String,
    /// Street and house number.
    pub line_1: String,
    /// Second line: flat, floor, care of.
    pub line_2: String,
    /// Postal code.
    pub postcode: String,
    /// City or town.
    pub city: String,
    /// State or province, as the shop's code or name.
    pub region: String,
    /// ISO 3166-1 alpha-2 code, upper case; empty where the shop sent none.
    pub country: String,
    /// Phone number as the customer typed it.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

impl Address {
    /// "First Last", without stray spaces; empty where neither is known.
    #[must_use]
    pub fn name(&self) -> String {
        [self.first_name.trim(), self.last_name.trim()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether nothing of the postal part is filled in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.first_name, &self.last_name, &self.company, &self.line_1, &self.line_2, &self.postcode, &self.city]
            .into_iter()
            .all(|part| part.trim().is_empty())
    }

    /// The lines to print on a parcel, company first, without country: name, street, "postcode city" (city first
    /// where the country writes it so), region where it is part of the address.
    #[must_use]
    pub fn postal_lines(&self) -> Vec<String> {
        let (postcode, city, region) = (self.postcode.trim(), self.city.trim(), self.region.trim());
        let place = match self.country.as_str() {
            "US" | "CA" | "AU" => {
                [city, region, postcode].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
            }
            "GB" | "IE" | "KR" | "AE" | "SA" | "EG" => {
                [city, postcode].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
            }
            _ => [postcode, city].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "),
        };
        let region_line = match self.country.as_str() {
            "IT" | "ES" | "JP" | "CN" | "BR" | "MX" | "IN" => region.to_owned(),
            _ => String::new(),
        };
        [
            self.company.trim().to_owned(),
            self.name(),
            self.line_1.trim().to_owned(),
            self.line_2.trim().to_owned(),
            place,
            region_line,
        ]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
    }
}
