//! Turning the rooms' errors into the one kind that faces show.

use domain::{Code, Fault};
use replica::ReplicaError;

/// A replica's error with what was being done.
pub(crate) fn from_replica(operation: &'static str) -> impl Fn(ReplicaError) -> Fault {
    move |error| {
        tracing::warn!(operation, %error, "the replica failed");
        Fault::new(error.code(), operation, error.to_string())
    }
}

/// A defect: something that cannot be unless Shopbell itself is wrong.
pub(crate) fn internal(operation: &'static str, detail: impl std::fmt::Display) -> Fault {
    tracing::error!(operation, %detail, "internal");
    Fault::new(Code::Internal, operation, detail.to_string())
}

/// Something the caller gave cannot be used.
pub(crate) fn bad_input(operation: &'static str, detail: impl std::fmt::Display) -> Fault {
    Fault::new(Code::BadInput, operation, detail.to_string())
}
