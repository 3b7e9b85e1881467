//! A simulated Magento server, as observed on Magento Open Source 2.4.7-p7. Its tests replay recordings of that server.
//!
//! What was not observed follows the shop's own source: the rules of states, what a capture at a payment provider does (the recorded
//! shop had offline methods alone), rights by resource, an address's compulsory fields.
//!
//! Known to differ from the real one: writes run one after the other (there two partial shipments that race each other both succeed),
//! an invoice is always paid when it is made, taxes follow a table of its own, quantities are whole, every product is in stock, and
//! orders are held in memory, about three kilobytes each.

mod auth;
mod body;
mod control;
mod control_http;
mod dates;
mod fields;
mod generate;
mod ids;
mod json;
mod model;
mod pair;
mod placing;
mod products;
mod read;
mod record;
mod reply;
mod request;
mod routes;
mod search;
mod shop;
mod state;
mod status;
mod store;
mod stores;
mod trade;
mod wares;
mod write;

pub use auth::Integration;
pub use control::Deed;
pub use reply::MagentoError;
pub use shop::MagentoShop;
