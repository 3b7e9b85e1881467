//! Where the keys to the shops are kept: the OS key store, or an encrypted file where none answers.
//!
//! Invariant 10 of DESIGN.md: secrets are in the key store alone, every call to it has a time limit, and where none
//! answers the app says so and offers an encrypted file behind a passphrase. Which of the two is a decision of the
//! user, so nothing here falls back by itself: [`SecretError::offers_file`] tells when to ask.
//!
//! ```no_run
//! # async fn example() -> Result<(), desktop::secrets::SecretError> {
//! use desktop::secrets::{Secret, SecretMode, SecretStore};
//! let store = SecretStore::open(SecretMode::Keystore).await?;
//! store.set("shop/AN/key", Secret::new("ck_1")).await?;
//! let key = store.get("shop/AN/key").await?;
//! # Ok(()) }
//! ```

mod error;
mod file;
mod keystore;
mod sealed;
mod secret;

use std::{path::PathBuf, time::Duration};

pub use error::SecretError;
pub use secret::Secret;

use file::FileStore;
use keystore::Keystore;

/// How long the key store may take by default. Long enough to type a password into its dialog, short enough that a
/// store that hangs is noticed.
pub const KEYSTORE_TIMEOUT: Duration = Duration::from_secs(30);

/// Which store to open.
#[derive(Clone, Debug)]
pub enum SecretMode {
    /// The operating system's.
    Keystore,
    /// An encrypted file, created if it is not there.
    File {
        /// Where, usually [`crate::paths::secrets_file`]. Its folder must exist.
        path: PathBuf,
        /// What encrypts it. A new file takes it as its passphrase, so ask twice before there is one.
        passphrase: Secret,
    },
}

/// Whether the OS key store can be used right now, found out without asking the user anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeystoreState {
    /// It answers, and reading asks no question. (macOS and Windows decide per entry; they always say this.)
    Ready,
    /// It answers; the first call will ask the user to unlock it.
    Locked,
    /// Nothing answers, or it has nowhere to keep an entry.
    Unavailable,
}

/// A place for secrets, each under an account name. Cheap to clone; clones share the one store.
#[derive(Clone, Debug)]
pub struct SecretStore {
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Keystore(Keystore),
    File(FileStore),
}

impl SecretStore {
    /// Opens a store. For the key store this connects and unlocks nothing; for a file it checks the passphrase, and
    /// takes about a third of a second on purpose (that is what makes guessing dear).
    pub async fn open(mode: SecretMode) -> Result<Self, SecretError> {
        match mode {
            SecretMode::Keystore => Self::open_keystore(crate::APP_ID, KEYSTORE_TIMEOUT).await,
            SecretMode::File { path, passphrase } => {
                Ok(Self { place: Place::File(FileStore::open(path, passphrase).await?) })
            }
        }
    }

    /// Opens the key store under another service name or with another time limit.
    pub async fn open_keystore(service: &str, timeout: Duration) -> Result<Self, SecretError> {
        let keystore = Keystore::new(service, timeout);
        keystore.probe().await?;
        Ok(Self { place: Place::Keystore(keystore) })
    }

    /// Whether the OS key store answers, without a question to the user. Takes 5 s at most.
    pub async fn keystore_state() -> KeystoreState {
        keystore::state().await
    }

    /// The secret of an account; `None` where there is none.
    pub async fn get(&self, account: &str) -> Result<Option<Secret>, SecretError> {
        check_account(account)?;
        match &self.place {
            Place::Keystore(keystore) => keystore.get(account).await,
            Place::File(file) => file.get(account).await,
        }
    }

    /// Saves an account's secret, over an older one. When this returns it is durable.
    pub async fn set(&self, account: &str, secret: Secret) -> Result<(), SecretError> {
        check_account(account)?;
        match &self.place {
            Place::Keystore(keystore) => keystore.set(account, secret).await,
            Place::File(file) => file.set(account, secret).await,
        }
    }

    /// Removes an account's secret; one that is not there is no error.
    pub async fn delete(&self, account: &str) -> Result<(), SecretError> {
        check_account(account)?;
        match &self.place {
            Place::Keystore(keystore) => keystore.delete(account).await,
            Place::File(file) => file.delete(account).await,
        }
    }
}

/// Names are shown in the system's own key manager and are compared bytewise by some stores.
fn check_account(account: &str) -> Result<(), SecretError> {
    if account.is_empty() || account.len() > 255 || account.chars().any(char::is_control) {
        return Err(SecretError::BadAccount);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new("cs_very_secret");
        let mode = SecretMode::File { path: "x".into(), passphrase: Secret::new("open sesame") };
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(…) Some(Secret(…))");
        assert!(!format!("{mode:#?}").contains("sesame"));
    }

    #[test]
    fn account_names() {
        for bad in ["", "a\nb", "\u{0}", &"x".repeat(256)] {
            assert!(matches!(check_account(bad), Err(SecretError::BadAccount)), "{bad:?}");
        }
        check_account("shop/AN/secret").unwrap();
    }
}
