//! What needs more than one room to be shown: stories, contract runs, the real window; and the rigs they stand on.

#![allow(clippy::indexing_slicing, reason = "what a test does not find in an answer is to fail it")]

pub mod bench;
pub mod dice;
pub mod kill;
pub mod rig;
pub mod simulation;
pub mod world;
