//! The operating system's key store, or the encrypted file, as the app's vault. Opened at the first secret that is
//! needed: listing orders must not ask anybody for a passphrase.

use std::path::PathBuf;

use app::Vault;
use async_trait::async_trait;
use desktop::secrets::{Secret, SecretMode, SecretStore};
use domain::{Code, Fault};
use tokio::sync::OnceCell;

use crate::args::Secrets;

const PASSPHRASE: &str = "SHOPBELL_PASSPHRASE";

/// Secrets of one data directory.
pub(crate) struct CliVault {
    mode: Secrets,
    file: PathBuf,
    store: OnceCell<SecretStore>,
}

impl CliVault {
    /// The vault of a data directory.
    pub(crate) fn new(mode: Secrets, data_dir: &std::path::Path) -> Self {
        Self { mode, file: desktop::paths::secrets_file(data_dir), store: OnceCell::new() }
    }

    async fn store(&self) -> Result<&SecretStore, Fault> {
        self.store.get_or_try_init(|| self.open()).await
    }

    async fn open(&self) -> Result<SecretStore, Fault> {
        let mode = match self.mode {
            Secrets::Keystore => SecretMode::Keystore,
            Secrets::File => SecretMode::File { path: self.file.clone(), passphrase: self.passphrase()? },
        };
        SecretStore::open(mode).await.map_err(|error| {
            let offers_file = self.mode == Secrets::Keystore && error.offers_file();
            let mut fault = Fault::from(error);
            if offers_file {
                fault.detail.push_str("; --secrets file keeps them in an encrypted file instead");
            }
            fault
        })
    }

    /// From the environment, else asked for; twice where it makes a new file.
    fn passphrase(&self) -> Result<Secret, Fault> {
        if let Ok(passphrase) = std::env::var(PASSPHRASE) {
            return Ok(Secret::new(passphrase));
        }
        let ask = |prompt: &str| {
            rpassword::prompt_password(prompt).map(Secret::new).map_err(|error| {
                Fault::new(Code::KeyStoreLocked, "secrets", format!("no passphrase ({error}): set {PASSPHRASE}"))
            })
        };
        let passphrase = ask("Passphrase of the secrets file: ")?;
        if !self.file.exists() && ask("Again, since it is a new file: ")?.expose() != passphrase.expose() {
            return Err(Fault::new(Code::BadInput, "secrets", "the two passphrases differ"));
        }
        Ok(passphrase)
    }
}

#[async_trait]
impl Vault for CliVault {
    async fn get(&self, account: &str) -> Result<Option<String>, Fault> {
        Ok(self.store().await?.get(account).await?.map(|secret| secret.expose().to_owned()))
    }

    async fn set(&self, account: &str, secret: &str) -> Result<(), Fault> {
        Ok(self.store().await?.set(account, Secret::new(secret)).await?)
    }

    async fn delete(&self, account: &str) -> Result<(), Fault> {
        Ok(self.store().await?.delete(account).await?)
    }
}
