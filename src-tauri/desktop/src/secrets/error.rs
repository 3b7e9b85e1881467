//! What can keep a secret from being read or saved.

use std::{path::PathBuf, time::Duration};

use domain::{Code, Fault};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// A failure to read or save a secret. No variant, and no source, holds a secret or a passphrase.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// No key store answers on this system: offer the encrypted file.
    #[error("no key store answers")]
    Unavailable(#[source] Option<Source>),
    /// The key store is there and locked, or its user dismissed the question to unlock it: trying again asks again.
    #[error("the key store is locked")]
    Locked(#[source] Option<Source>),
    /// The key store did not answer in time. A write may still land: reading tells.
    #[error("the key store did not answer within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The key store answered with a failure of its own.
    #[error("the key store failed")]
    KeyStore(#[source] Source),
    /// The value is longer than the key store takes.
    #[error("the value is longer than the {0} bytes that the key store takes")]
    TooLong(u32),
    /// What the key store holds under this account is no text: another program wrote it.
    #[error("the key store's entry is not a text")]
    NotText,
    /// The account's name is empty, longer than 255 bytes or has control characters.
    #[error("not an account name")]
    BadAccount,
    /// An empty passphrase protects nothing.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The passphrase does not open the file (or its first lines were damaged: the two cannot be told apart).
    #[error("the passphrase does not open {}", .0.display())]
    WrongPassphrase(PathBuf),
    /// The file is damaged or was tampered with.
    #[error("{} is damaged: {what}", .path.display())]
    Damaged {
        /// The secrets file.
        path: PathBuf,
        /// Which part could not be read.
        what: &'static str,
    },
    /// The file was written by a newer version of the app; it is left untouched.
    #[error("{} has format {version}, newer than this version of the app", .path.display())]
    Newer {
        /// The secrets file.
        path: PathBuf,
        /// Its format.
        version: u32,
    },
    /// Another process holds the file and did not let go in time.
    #[error("{} is in use by another program", .0.display())]
    Busy(PathBuf),
    /// The file could not be read or written.
    #[error("cannot {operation} {}", .path.display())]
    Io {
        /// What was being done.
        operation: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The system gave no random numbers, memory or thread.
    #[error("the system lacks what encryption needs: {0}")]
    System(&'static str),
}

impl SecretError {
    /// Whether the encrypted file behind a passphrase is the way on (DESIGN.md, invariant 10).
    #[must_use]
    pub const fn offers_file(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Locked(_) | Self::TimedOut(_) | Self::KeyStore(_))
    }

    /// The code under which the window's table knows this failure.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Unavailable(_) | Self::KeyStore(_) => Code::KeyStoreUnavailable,
            Self::Locked(_) | Self::TimedOut(_) => Code::KeyStoreLocked,
            Self::TooLong(_) | Self::BadAccount | Self::EmptyPassphrase => Code::BadInput,
            Self::WrongPassphrase(_) => Code::WrongPassphrase,
            Self::Damaged { .. } | Self::NotText => Code::DamagedFile,
            Self::Newer { .. } => Code::NewerFile,
            Self::Busy(_) => Code::Busy,
            Self::Io { .. } => Code::Disk,
            Self::System(_) => Code::Internal,
        }
    }
}

impl From<SecretError> for Fault {
    fn from(error: SecretError) -> Self {
        let cause = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        Self::new(error.code(), "secrets", format!("{error}{cause}"))
    }
}
