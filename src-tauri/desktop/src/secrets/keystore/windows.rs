//! The Credential Manager. It keeps at most 2,560 bytes an entry, which every shop system's keys fit in.

use std::sync::Arc;

use keyring_core::{CredentialStore, Error};

use super::super::KeystoreState;

/// The signed-in user's credentials.
pub(super) fn connect() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Unlocked with the user's session.
pub(super) async fn state() -> KeystoreState {
    KeystoreState::Ready
}
