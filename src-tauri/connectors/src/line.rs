//! The way to one shop's server: requests go, answers come, and each answer tells how far the server's clock is from ours.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use bytes::Bytes;
use domain::{Code, Fault};
use http::{Method, header};
use jiff::Timestamp;
use url::Url;

use crate::{Answer, Clock, Request, Transport, WriteFault, answers::server_time, location::may_follow, oauth::Moment};

/// Redirects that are followed from one page.
const HOPS: usize = 5;

/// Sends, and notes the server's clock.
pub(crate) struct Line {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    /// Server time less ours, in seconds.
    offset_s: AtomicI64,
}

impl Line {
    pub fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>) -> Self {
        Self { transport, clock, offset_s: AtomicI64::new(0) }
    }

    /// Server time less ours, in seconds, by the last answer.
    pub fn offset_s(&self) -> i64 {
        self.offset_s.load(Ordering::Relaxed)
    }

    /// What a signature of this moment, by the server's clock, is made of.
    pub fn moment(&self) -> Result<Moment, Fault> {
        Moment::at(self.clock.now().as_second() + self.offset_s())
    }

    /// Sends what changes nothing. Any status is an answer.
    pub async fn send(&self, request: Request, operation: &str) -> Result<Answer, Fault> {
        let asked_at = self.clock.now();
        let answer = self.transport.send(request).await.map_err(|mut fault| {
            operation.clone_into(&mut fault.operation);
            fault
        })?;
        self.note_clock(&answer, asked_at);
        Ok(answer)
    }

    /// Sends what changes something, once. Any status is an answer.
    pub async fn write(&self, request: Request, operation: &str) -> Result<Answer, WriteFault> {
        let asked_at = self.clock.now();
        let answer = self.transport.send_write(request).await.map_err(|mut failed| {
            operation.clone_into(&mut failed.fault.operation);
            failed
        })?;
        self.note_clock(&answer, asked_at);
        Ok(answer)
    }

    /// Fetches a page without credentials. Any status is an answer.
    pub async fn fetch(&self, url: &Url, accept: &'static str, operation: &str) -> Result<Answer, Fault> {
        let request = http::Request::builder()
            .method(Method::GET)
            .uri(url.as_str())
            .header(header::ACCEPT, accept)
            .body(Bytes::new())
            .map_err(|_| Fault::new(Code::BadUrl, operation, "not an http address"))?;
        self.send(request, operation).await
    }

    /// Fetches a page without credentials, following redirects within the site; `refused` says what one that leads elsewhere
    /// means. Gives where the page was in the end.
    pub async fn visit(
        &self,
        url: &Url,
        accept: &'static str,
        operation: &str,
        refused: impl Fn(&Answer) -> Fault,
    ) -> Result<(Url, Answer), Fault> {
        let mut at = url.clone();
        for _ in 0..=HOPS {
            let answer = self.fetch(&at, accept, operation).await?;
            if !answer.status().is_redirection() {
                return Ok((at, answer));
            }
            let next = answer
                .headers()
                .get(header::LOCATION)
                .and_then(|location| location.to_str().ok())
                .and_then(|location| at.join(location).ok());
            match next {
                Some(next) if may_follow(&at, &next) => at = next,
                _ => return Err(refused(&answer)),
            }
        }
        Err(Fault::new(Code::BadAnswer, operation, "redirects without end"))
    }

    fn note_clock(&self, answer: &Answer, asked_at: Timestamp) {
        if let Some(server) = server_time(answer) {
            let now = self.clock.now();
            // Halfway between sending and receiving: about when the server looked at its clock.
            let ours = asked_at.checked_add(now.duration_since(asked_at) / 2).unwrap_or(now);
            self.offset_s.store(server.as_second() - ours.as_second(), Ordering::Relaxed);
        }
    }
}
