//! Where secrets are kept, as the app sees it. The faces bring the operating system's key store or the encrypted file;
//! tests bring a map.

use async_trait::async_trait;
use domain::Fault;

/// Keeps secrets by account name. A call may take as long as a person needs to unlock a key store.
#[async_trait]
pub trait Vault: Send + Sync {
    /// The secret; `None` where there is none.
    async fn get(&self, account: &str) -> Result<Option<String>, Fault>;
    /// Keeps it, durably.
    async fn set(&self, account: &str, secret: &str) -> Result<(), Fault>;
    /// Forgets it; one that is not there is no error.
    async fn delete(&self, account: &str) -> Result<(), Fault>;
}
