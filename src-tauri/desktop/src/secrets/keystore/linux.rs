//! The Secret Service (GNOME Keyring, KWallet, KeePassXC) over the session bus.

use std::{sync::Arc, time::Duration};

use keyring_core::{CredentialStore, Error};
use zbus::zvariant::OwnedObjectPath;

use super::super::KeystoreState;

const SERVICE: &str = "org.freedesktop.secrets";
/// A daemon that the bus has to start first takes a second or two.
const PATIENCE: Duration = Duration::from_secs(5);

/// A new connection. Starts the daemon if the bus knows how; asks the user nothing.
pub(super) fn connect() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Reads the default collection's `Locked` property, which unlike using it opens no dialog.
pub(super) async fn state() -> KeystoreState {
    match tokio::time::timeout(PATIENCE, locked()).await {
        Ok(Ok(Some(false))) => KeystoreState::Ready,
        Ok(Ok(Some(true))) => KeystoreState::Locked,
        Ok(Ok(None)) => KeystoreState::Unavailable,
        Ok(Err(error)) => {
            tracing::debug!(%error, "no key store");
            KeystoreState::Unavailable
        }
        Err(_) => KeystoreState::Unavailable,
    }
}

/// Whether the default collection is locked; `None` where there is none.
async fn locked() -> zbus::Result<Option<bool>> {
    let connection = zbus::Connection::session().await?;
    let service =
        zbus::Proxy::new(&connection, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service").await?;
    let path: OwnedObjectPath = service.call("ReadAlias", &("default",)).await?;
    if path.as_str() == "/" {
        return Ok(None);
    }
    let collection = zbus::Proxy::new(&connection, SERVICE, path, "org.freedesktop.Secret.Collection").await?;
    collection.get_property("Locked").await.map(Some)
}
