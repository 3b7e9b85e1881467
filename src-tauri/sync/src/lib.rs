//! The sync: keeps the replica equal to the shops, and the shops equal to what the user wants.
//!
//! Decisions are pure functions over data ([`plan`]); the engine around them asks the shop, applies what was planned in
//! one transaction with the position it covers, and tells listeners which orders moved. This is the only room that owns
//! long-lived tasks: one per shop, with everything it spawns, ended by [`Engine::remove_shop`] or [`Engine::stop`].
//!
//! A shop has three loops (`shop/run.rs`): polling, background reading, and the outbox with its own plan. They share the
//! shop's connections, back-off and readings, so that a re-reading right before a write, and the write's answer, are the
//! newest ones by the same rule as every other.

mod engine;
mod event;
mod lanes;
pub mod plan;
mod shop;
mod time;

pub use engine::{Engine, EngineParts};
pub use event::{Attention, Event, OnceReport, Phase, PushReport, ShopActivity};
pub use time::{SystemTime, Time};
