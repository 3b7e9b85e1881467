//! What needs more than one room to be shown: stories, contract runs, the real window; and the rigs they stand on.

pub mod dice;
pub mod kill;
pub mod rig;
pub mod world;
