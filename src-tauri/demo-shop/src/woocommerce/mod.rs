//! A simulated WooCommerce server, as observed on WordPress 6.9 with WooCommerce 10.5.0 and order tables (HPOS) on. Its tests replay
//! recordings of that server, so that a client is held to the real thing and not to its own wishes.
//!
//! What was not observed follows the shop's own source: when customers are mailed, what `set_paid` looks at, fulfilments, the
//! e-mails that can be sent again.
//!
//! Known to differ from the real one: writes run one after the other (the real one lets two full refunds through that race each
//! other), webhooks are not sent, search does not fold accents, taxes follow a table of its own, mails to the merchant and those
//! about customers' own new orders are not counted, and a new order says nothing of its fulfilment before the first one.

mod auth;
mod between;
mod change;
mod content;
mod control;
mod control_http;
pub(crate) mod dates;
mod effects;
mod extras_read;
mod extras_write;
mod fields;
mod filter;
mod fulfillments;
mod generate;
mod items;
mod journal;
mod json;
mod mails;
mod model;
mod order_actions;
mod orders_read;
mod orders_write;
mod people;
mod pictures;
mod placing;
mod products;
mod query;
mod reply;
mod routes;
mod settings;
mod shipment_tracking;
mod shop;
mod site;
mod sorted;
mod state;
mod status;
mod stock;
mod store;
mod strikes;
mod taxes;
mod validate;

pub use auth::{ApiKey, Rights};
pub use content::Content;
pub use reply::RestError;
pub use shop::DemoShop;

/// The version orders and the system status name.
pub const VERSION: &str = "10.5.0";
