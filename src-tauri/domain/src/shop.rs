//! What is known of a shop.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Address, Currency, StateTriple};

/// A shop system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum System {
    /// WooCommerce.
    Woocommerce,
    /// Magento 2, Adobe Commerce, Mage-OS.
    Magento2,
}

impl System {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Woocommerce, Self::Magento2];
    /// Those that a merchant is offered: the others are not whole yet.
    pub const OFFERED: &'static [Self] = &[Self::Woocommerce];

    /// Its name as people know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Woocommerce => "WooCommerce",
            Self::Magento2 => "Magento",
        }
    }

    /// Its code in storage and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Woocommerce => "woocommerce",
            Self::Magento2 => "magento2",
        }
    }

    /// The system of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|system| system.code() == code)
    }
}

/// What a shop says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShopFacts {
    /// Its name.
    pub name: String,
    /// Its front page.
    pub home_url: String,
    /// The root of the interface that was found (`https://shop.example/wp-json/`).
    pub api_url: String,
    /// The system's version; empty where it does not say.
    pub version: String,
    /// IANA time zone name, or a fixed offset (`+02:00`) where the shop has only that.
    pub time_zone: String,
    /// Main currency.
    pub currency: Currency,
    /// Its own postal address, for the slip; what it does not say stays empty.
    pub address: Address,
    /// Unit of product weights (`kg`, `g`, `lbs`, `oz`).
    pub weight_unit: String,
    /// Whether the key may write.
    pub can_write: bool,
    /// The server's clock when it was asked.
    #[ts(type = "string | null")]
    pub server_time: Option<Timestamp>,
    /// Server time less our time, in seconds; how far its clock or ours is off.
    #[ts(type = "number")]
    pub clock_offset_s: i64,
}

/// A status of one shop with its own label, offered for setting and shown in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusLabel {
    /// The system's code.
    pub code: String,
    /// The shop's label, in the shop's language.
    pub label: String,
    /// What it means in our model where nothing more is known of an order.
    pub states: StateTriple,
    /// Whether the connector knows the status; `false`: a plugin's own.
    pub known: bool,
}
