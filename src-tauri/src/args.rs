//! What the window can be started with.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Where secrets are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Secrets {
    /// The system's key store.
    #[default]
    Keystore,
    /// An encrypted file, its passphrase from SHOPBELL_PASSPHRASE or asked in the window.
    File,
}

/// Shopbell: every order from every shop in one fast window.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub(crate) struct Args {
    /// Keep data here instead of the user's data directory.
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Start on the embedded demo shop, in a data directory of its own.
    #[arg(long)]
    pub demo: bool,
    /// Orders the demo shop starts with.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub demo_orders: u32,
    /// New orders a minute at the demo shop.
    #[arg(long, value_name = "R", default_value_t = 0.5)]
    pub demo_rate: f64,
    /// The demo shop's port; any free one where it is left out.
    #[arg(long, value_name = "PORT")]
    pub demo_port: Option<u16>,
    /// Where secrets are kept.
    #[arg(long, value_enum, default_value_t)]
    pub secrets: Secrets,
    /// Open this order: a number, an order code, shop/number, or a shopbell:// link.
    #[arg(value_name = "ORDER")]
    pub order: Option<String>,
}
