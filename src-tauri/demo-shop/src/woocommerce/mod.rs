//! A simulated WooCommerce server, as observed on WordPress 6.9 with WooCommerce 10.5.0 and order tables (HPOS) on. Its tests replay
//! recordings of that server, so that a client is held to the real thing and not to its own wishes.

mod auth;
pub(crate) mod dates;
mod fields;
mod generate;
mod json;
mod model;
mod orders_read;
mod query;
mod reply;
mod routes;
mod settings;
mod shop;
mod state;
mod status;
mod store;
mod taxes;

pub use auth::{ApiKey, Rights};
pub use model::{Order, Refund};
pub use shop::{DemoShop, Dropped};
pub use state::{Effect, Seen};
pub use status::Status;

/// The version orders and the system status name.
pub const VERSION: &str = "10.5.0";
