//! What is sent for each edit, what its answers mean, and what is found again after an answer was lost.

mod content;
mod desk;
mod fates;
mod mail;
mod recorded;
mod refunds;
mod test_orders;
mod tracks;
