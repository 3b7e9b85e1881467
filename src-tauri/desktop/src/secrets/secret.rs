//! A text that must not be seen: wiped from memory when dropped, and never printed by accident.

use std::fmt;

use zeroize::Zeroizing;

/// A password, key or token. `Debug` shows that there is one and nothing more; there is no `Display`, no equality and
/// no serialisation, so that it reaches a log, an error or a page only by an [`expose`](Self::expose) that can be
/// found by searching for it.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over. The caller's own copies remain the caller's to wipe.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<Zeroizing<String>> for Secret {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
