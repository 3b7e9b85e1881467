//! The sync: keeps the replica equal to the shops, and (later) the shops equal to what the user wants.
//!
//! Decisions are pure functions over data ([`plan`]); the engine around them asks the shop, applies what was planned in
//! one transaction with the position it covers, and tells listeners which orders moved. This is the only room that owns
//! long-lived tasks: one per shop, with everything it spawns, ended by [`Engine::remove_shop`] or [`Engine::stop`].
//!
//! What is here reads. Pushing edits joins as a third loop beside polling and background work (`shop/run.rs`), with its
//! own plan (`plan/`) over the outbox; it shares a shop's connections, back-off and readings, so that a re-reading right
//! before a write is the newest one by the same rule as every other.

mod engine;
mod event;
mod lanes;
pub mod plan;
mod shop;
mod time;

pub use engine::{Engine, EngineParts};
pub use event::{Attention, Event, OnceReport, Phase, ShopActivity};
pub use time::{SystemTime, Time};
