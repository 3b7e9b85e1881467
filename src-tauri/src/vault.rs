//! The key store or the encrypted file as the app's vault, chosen when the window starts or by its user later.

use std::path::{Path, PathBuf};

use app::{Vault, api::KeyStoreState};
use async_trait::async_trait;
use desktop::secrets::{KeystoreState, Secret, SecretMode, SecretStore};
use domain::{Code, Fault};
use tokio::sync::RwLock;

use crate::args::Secrets;

/// Secrets of one data directory.
pub(crate) struct ShellVault {
    mode: Secrets,
    file: PathBuf,
    store: RwLock<Option<SecretStore>>,
}

impl ShellVault {
    /// The vault of a data directory. A secrets file that is there is used whatever the mode: its user chose it.
    pub(crate) fn new(mode: Secrets, data_dir: &Path) -> Self {
        let file = desktop::paths::secrets_file(data_dir);
        let mode = if file.exists() { Secrets::File } else { mode };
        Self { mode, file, store: RwLock::new(None) }
    }

    /// Whether secrets can be kept, without a question to the user.
    pub(crate) async fn state(&self) -> KeyStoreState {
        if self.mode == Secrets::File || self.file.exists() {
            return if self.store.read().await.is_some() { KeyStoreState::File } else { KeyStoreState::FileLocked };
        }
        match SecretStore::keystore_state().await {
            KeystoreState::Ready | KeystoreState::Locked => KeyStoreState::KeyStore,
            KeystoreState::Unavailable => KeyStoreState::Unavailable,
        }
    }

    /// Makes or unlocks the encrypted file.
    pub(crate) async fn unlock_file(&self, passphrase: String) -> Result<(), Fault> {
        let mode = SecretMode::File { path: self.file.clone(), passphrase: Secret::new(passphrase) };
        *self.store.write().await = Some(SecretStore::open(mode).await?);
        Ok(())
    }

    async fn opened(&self) -> Result<SecretStore, Fault> {
        if let Some(store) = self.store.read().await.as_ref() {
            return Ok(store.clone());
        }
        let mode = match (self.mode, std::env::var("SHOPBELL_PASSPHRASE")) {
            (Secrets::Keystore, _) => SecretMode::Keystore,
            (Secrets::File, Ok(passphrase)) => {
                SecretMode::File { path: self.file.clone(), passphrase: Secret::new(passphrase) }
            }
            (Secrets::File, Err(_)) => {
                return Err(Fault::new(Code::KeyStoreLocked, "secrets", "the secrets file needs its passphrase"));
            }
        };
        let store = SecretStore::open(mode).await?;
        *self.store.write().await = Some(store.clone());
        Ok(store)
    }
}

#[async_trait]
impl Vault for ShellVault {
    async fn get(&self, account: &str) -> Result<Option<String>, Fault> {
        Ok(self.opened().await?.get(account).await?.map(|secret| secret.expose().to_owned()))
    }

    async fn set(&self, account: &str, secret: &str) -> Result<(), Fault> {
        Ok(self.opened().await?.set(account, Secret::new(secret)).await?)
    }

    async fn delete(&self, account: &str) -> Result<(), Fault> {
        Ok(self.opened().await?.delete(account).await?)
    }
}
