//! A demo shop to try things on.

use demo_shop::{DemoShop, Options, serve as serve_shop};
use domain::{Code, Fault};
use serde::Serialize;

use crate::{args::Demo, output::Output};

#[derive(Serialize)]
struct Line<'a> {
    url: &'a str,
    key: &'a str,
    secret: &'a str,
    port: u16,
}

/// Serves until interrupted. The first line says how to sign in: a shop that exists for this process alone, so its
/// secret may be seen.
pub(crate) async fn serve(args: &Demo, _out: &Output) -> Result<(), Fault> {
    let options = Options {
        orders: args.orders,
        seed: args.seed,
        now: args.now,
        place_per_minute: args.place_per_minute,
        pace: args.pace,
        faults: args.faults.clone(),
        state_file: args.state.clone(),
        ..Options::default()
    };
    let fault = |error: &dyn std::fmt::Display| Fault::new(Code::Disk, "serve demo shop", error.to_string());
    let shop = DemoShop::new(options).map_err(|error| fault(&error))?;
    let running = serve_shop(shop, args.port).await.map_err(|error| fault(&error))?;
    let line = Line { url: &running.url, key: &running.key, secret: &running.secret, port: running.port };
    // One JSON line whether or not --json was given: scripts read it.
    Output::new(true).answer(&line, String::new)?;
    crate::session::interrupted().await;
    running.shutdown().await;
    Ok(())
}
