//! The outside world for tests, real and private: each rig starts the system's own programs on paths and addresses of
//! its own, hands out the environment that leads a program to them, and ends them when dropped.
//!
//! A rig whose program is missing fails with the name of the Debian package that has it; no test is skipped.

pub mod cups;
pub mod dbus;
pub mod display;
pub mod keyring;
pub mod notifications;
pub mod page;
pub mod process;
pub mod window;
