//! The engine against a scripted shop in memory: everything a shop's feeds do to a reader, and what must come of it.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod following;
#[cfg(test)]
mod life;
#[cfg(test)]
mod lost;
#[cfg(test)]
mod pushing;
#[cfg(test)]
mod records;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod user;
#[cfg(test)]
mod writes;
