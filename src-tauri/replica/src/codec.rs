//! How values are written to columns: times as microseconds, JSON and raw bytes as zstd frames with a checksum, contents
//! named by a hash.

use std::cell::RefCell;

use domain::{Money, OrderState, PaymentState, StateTriple};
use jiff::Timestamp;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{ReplicaError, Result};

/// Microseconds since 1970 UTC.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// The time of stored microseconds. What lies outside the calendar becomes its end.
pub(crate) fn time(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The first 128 bits of the SHA-256 of some bytes: what tells a content from another.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> u128 {
    let digest = Sha256::digest(bytes);
    digest.iter().take(16).fold(0, |hash, byte| (hash << 8) | u128::from(*byte))
}

/// A stored hash; anything but 16 bytes is no hash of ours.
pub(crate) fn hash_from(stored: &[u8]) -> u128 {
    <[u8; 16]>::try_from(stored).map_or(0, u128::from_be_bytes)
}

/// Millionths of an amount, for sorting, filtering and showing. An order's body keeps the exact amount: one that six
/// decimals or an `i64` do not hold is rounded or held at the end of the range here.
pub(crate) fn millionths(amount: Decimal) -> i64 {
    Money::to_stored(amount).unwrap_or_else(|_| {
        let rounded = amount.round_dp(domain::SCALE);
        Money::to_stored(rounded).unwrap_or(if rounded.to_i64().unwrap_or(1) < 0 { i64::MIN } else { i64::MAX })
    })
}

/// Writes JSON.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// Reads JSON.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    Ok(serde_json::from_str(text)?)
}

/// The states of their stored codes. A code of another version reads as the harmless end of its list.
pub(crate) fn states(order: &str, payment: &str, fulfilment: &str) -> StateTriple {
    StateTriple {
        order: OrderState::from_code(order).unwrap_or(OrderState::Placed),
        payment: PaymentState::from_code(payment).unwrap_or(PaymentState::Unpaid),
        fulfilment: domain::FulfilmentState::from_code(fulfilment).unwrap_or(domain::FulfilmentState::None),
    }
}

/// A compressor, reused over a batch.
pub(crate) struct Press(zstd::bulk::Compressor<'static>);

impl Press {
    /// Level 1: the point where orders shrink to a third at the speed of a memory copy or two.
    pub(crate) fn new() -> Result<Self> {
        let mut compressor = zstd::bulk::Compressor::new(1).map_err(ReplicaError::Directory)?;
        compressor.include_checksum(true).map_err(ReplicaError::Directory)?;
        Ok(Self(compressor))
    }

    /// The frame of some bytes.
    pub(crate) fn press(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.0.compress(bytes).map_err(ReplicaError::Directory)
    }
}

/// The largest content whose place is made before it is read: what says it is larger, or does not say, is read as it comes.
const AT_ONCE: u64 = 16 << 20;

thread_local! {
    /// Setting up a decompressor costs more than most orders take.
    static DECOMPRESSOR: RefCell<Option<zstd::bulk::Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The bytes of a frame; its checksum is compared.
pub(crate) fn unpress(frame: &[u8]) -> Result<Vec<u8>> {
    let damaged = |_| ReplicaError::DamagedContent("a compressed order does not read back");
    let size = zstd::zstd_safe::get_frame_content_size(frame).ok().flatten().filter(|size| *size <= AT_ONCE);
    let Some(size) = size.and_then(|size| usize::try_from(size).ok()) else {
        return zstd::stream::decode_all(frame).map_err(damaged);
    };
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(kept) => kept,
            None => kept.insert(zstd::bulk::Decompressor::new().map_err(ReplicaError::Directory)?),
        };
        decompressor.decompress(frame, size).map_err(damaged)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by these")]

    use super::*;

    #[test]
    fn what_was_pressed_is_read_back_and_damage_is_found() {
        let mut press = Press::new().unwrap();
        let large = vec![b'x'; usize::try_from(AT_ONCE).unwrap() + 1];
        for content in [&b""[..], b"{}", &large] {
            let frame = press.press(content).unwrap();
            assert_eq!(unpress(&frame).unwrap(), content);
        }
        let frame = press.press("an order of seven candles and a jug".as_bytes()).unwrap();
        for at in 0..frame.len() {
            let mut damaged = frame.clone();
            damaged[at] ^= 0x10;
            // The unused bits of the header are no part of the content.
            let read = unpress(&damaged);
            assert!(read.is_err() || read.unwrap() == unpress(&frame).unwrap(), "byte {at}");
        }
        assert!(unpress(&frame[..frame.len() - 1]).is_err(), "cut short");
        assert!(unpress(b"no frame at all").is_err());
    }
}
