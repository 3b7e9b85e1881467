//! The Magento connector against recordings of a real shop, and what real shops make of them.

mod diagnosis;
mod mapping;
mod reading;
mod rig;
