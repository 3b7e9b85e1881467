//! How bytes get to a server and back: over the network, or, in simulations, in process.

use async_trait::async_trait;
use bytes::Bytes;
use domain::Fault;

use crate::WriteFault;

/// A request, complete with its signature.
pub type Request = http::Request<Bytes>;

/// A whole answer. Its body was read to the end and is not larger than the transport's limit.
pub type Answer = http::Response<Bytes>;

/// Sends one request and gives the whole answer. Does not follow redirects: the connector does, after checking that
/// no credentials leave their host.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends `request`; a connection that fails or breaks off is a fault with the fitting code
    /// (`Unreachable`, `TimedOut`, `ConnectionLost`, `Certificate`, `TooLarge`).
    async fn send(&self, request: Request) -> Result<Answer, Fault>;

    /// The same for a request that changes something: never sent twice, and a failure tells whether it may have
    /// arrived. A transport that knows more than its faults' codes say tells so itself.
    async fn send_write(&self, request: Request) -> Result<Answer, WriteFault> {
        self.send(request).await.map_err(WriteFault::of_exchange)
    }
}
