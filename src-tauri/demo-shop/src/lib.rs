//! Simulated shop servers: for the demo, for tests and for benchmarks, over real HTTP on loopback or called in process.
//!
//! A client that is only tested against its author's idea of a server is tested against nothing. The simulated shop is held to
//! recordings of a real one and brings along what real ones do to a client: quirks, latency, lost connections, late effects.

pub mod amount;
pub mod catalogue;
pub mod clock;
pub mod dice;
pub mod faults;
mod http;
pub mod options;
pub mod pace;
pub mod people;
mod woocommerce;

pub use self::{
    clock::{Clock, HandClock, WallClock},
    faults::{Fault, FaultKind, UnknownFault},
    http::{Certificate, Running, Secure, serve},
    options::{Options, Pace, Pictures, Redirect, Site, SiteKind},
    woocommerce::{ApiKey, DemoShop, Dropped, Effect, RestError, Rights, Seen, StateFileError},
};
