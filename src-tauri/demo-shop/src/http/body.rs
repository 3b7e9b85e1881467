//! Bodies that end as they should, too early, or never.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Response, header};
use hyper::body::{Frame, SizeHint};

/// An inner header: the server over HTTP goes on sending zeros up to this length, in process the body stays short.
pub const ENDLESS: &str = "x-demo-endless";

/// What is sent after the head of an answer.
#[derive(Debug)]
pub struct Body {
    next: Option<Bytes>,
    then: Then,
}

#[derive(Debug)]
enum Then {
    /// All was said.
    End,
    /// The connection breaks before the promised length.
    Break,
    /// This many zeros more.
    Zeros(u64),
}

static ZEROS: [u8; 64 * 1024] = [0; 64 * 1024];

impl Body {
    /// The body an answer announces: one whose `Content-Length` is longer than its bytes breaks off.
    pub fn of(mut answer: Response<Bytes>) -> Response<Self> {
        let has = answer.body().len() as u64;
        let endless = answer.headers_mut().remove(ENDLESS).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let promised: Option<u64> =
            answer.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let then = match (endless, promised) {
            (Some(length), _) => {
                answer.headers_mut().insert(header::CONTENT_LENGTH, length.into());
                Then::Zeros(length.saturating_sub(has))
            }
            (None, Some(promised)) if promised > has => Then::Break,
            _ => Then::End,
        };
        answer.map(|bytes| Self { next: Some(bytes).filter(|bytes| !bytes.is_empty()), then })
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.next.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.then {
            Then::End | Then::Zeros(0) => Poll::Ready(None),
            Then::Break => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
            Then::Zeros(left) => {
                let chunk = (*left).min(ZEROS.len() as u64);
                *left -= chunk;
                let zeros = Bytes::from_static(&ZEROS).slice(..chunk as usize);
                Poll::Ready(Some(Ok(Frame::data(zeros))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.next.is_none() && matches!(self.then, Then::End | Then::Zeros(0))
    }

    fn size_hint(&self) -> SizeHint {
        match &self.then {
            Then::End => SizeHint::with_exact(self.next.as_ref().map_or(0, Bytes::len) as u64),
            _ => SizeHint::default(),
        }
    }
}
