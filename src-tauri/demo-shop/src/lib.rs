//! Simulated shop servers: for the demo, for tests and for benchmarks, over real HTTP on loopback or called in process.
//!
//! A client that is only tested against its author's idea of a server is tested against nothing. The simulated shop is held to
//! recordings of a real one and brings along what real ones do to a client: quirks, latency, lost connections, late effects.
//!
//! ```
//! # async fn shown() -> Result<(), Box<dyn std::error::Error>> {
//! use demo_shop::{DemoShop, Options, serve};
//!
//! let shop = DemoShop::new(Options { orders: 1_000, faults: vec!["late=0.1@60".parse()?], ..Options::default() })?;
//! let id = shop.place_order(); // a customer's doing
//! shop.change_order_silently(id, &serde_json::json!({"customer_note": "bij de buren"}))?; // a plugin's
//! let running = serve(shop, None).await?; // real HTTP on loopback: running.url, running.key, running.secret
//! running.shutdown().await;
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new()?.block_on(shown())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A Magento shop is held, served and called in process in the same way; what someone else does to an order is a [`Deed`].
//!
//! ```
//! # async fn shown() -> Result<(), Box<dyn std::error::Error>> {
//! use demo_shop::{Deed, MagentoShop, Options, serve_magento};
//!
//! let shop = MagentoShop::new(Options { orders: 100, ..Options::default() })?;
//! let id = shop.place_order_with(&serde_json::json!({"items": [{"sku": "MOK-OLA", "qty": 2}]}))?;
//! shop.change_order(id, &Deed::Ship(serde_json::json!({})))?; // a colleague in the shop's own panel
//! let running = serve_magento(shop, None).await?; // running.url, running.integration
//! running.shutdown().await;
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new()?.block_on(shown())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Shared by all shop systems: [`catalogue`], [`people`], [`dice`], [`clock`], [`faults`], [`pace`]. One folder a system.

pub mod amount;
mod calendar;
pub mod catalogue;
pub mod clock;
pub mod dice;
pub mod faults;
mod http;
mod journal;
mod log;
mod magento2;
pub mod options;
pub mod pace;
mod pages;
pub mod people;
mod reply;
mod strikes;
mod uploads;
mod woocommerce;

pub use self::{
    clock::{Clock, HandClock, WallClock},
    faults::{Fault, FaultKind, UnknownFault},
    http::{Certificate, Dropped, Running, RunningMagento, Secure, serve, serve_magento},
    journal::StateFileError,
    log::{Effect, Seen},
    magento2::{Deed, Integration, MagentoError, MagentoShop},
    options::{Features, MagentoSettings, Options, Pace, Pictures, Redirect, Site, SiteKind},
    woocommerce::{ApiKey, Content, DemoShop, RestError, Rights},
};
