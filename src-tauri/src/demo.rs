//! The embedded demo shop: a real server on loopback, so that what is shown went the way that every shop's orders go.

use std::{collections::BTreeMap, path::PathBuf};

use app::api::SignInRequest;
use demo_shop::{DemoShop, Options, Running};
use domain::{Code, Fault, System};

use crate::args::Args;

/// Starts the demo shop of a data directory. It goes on where it was: same orders, same keys.
pub(crate) async fn start(args: Args, data_dir: PathBuf) -> Result<Running, Fault> {
    let options = Options {
        orders: args.demo_orders.clamp(10, 1_000_000),
        place_per_minute: args.demo_rate,
        state_file: Some(data_dir.join("demo-shop.state")),
        ..Options::default()
    };
    let failed = |error: &dyn std::fmt::Display| Fault::new(Code::Disk, "start demo shop", error.to_string());
    // Reading a large state must not hold up the window.
    let shop = tokio::task::spawn_blocking(move || DemoShop::new(options)).await.map_err(|error| failed(&error))?;
    let shop = shop.map_err(|error| failed(&error))?;
    demo_shop::serve(shop, args.demo_port).await.map_err(|error| failed(&error))
}

/// How to sign in to it.
pub(crate) fn sign_in(running: &Running) -> SignInRequest {
    let values = [("url", &running.url), ("key", &running.key), ("secret", &running.secret)];
    SignInRequest {
        system: System::Woocommerce,
        values: values.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect::<BTreeMap<_, _>>(),
        plain_http_consent: false,
        trusted_fingerprint: None,
        tag: None,
    }
}
