//! Product pictures, drawn when asked for.

use super::{Kind, Shape};

/// The ending of a kind's picture files.
pub fn extension(kind: &Kind) -> &'static str {
    if kind.shape == Shape::Print { "jpg" } else { "png" }
}
