//! The user's login keychain. The system asks, once per entry, whether the app may read it, which is why these calls
//! too have a thread and a time limit.

use std::sync::Arc;

use keyring_core::{CredentialStore, Error};

use super::super::KeystoreState;

/// The user's default keychain.
pub(super) fn connect() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// The keychain is always there; whether it asks is decided per entry.
pub(super) async fn state() -> KeystoreState {
    KeystoreState::Ready
}
