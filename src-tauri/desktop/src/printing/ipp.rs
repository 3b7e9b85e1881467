//! Two questions that only CUPS' protocol answers: what became of a job, and which papers a printer takes.
//!
//! `lpstat` cannot tell: CUPS leaves "processing-to-stop-point" on every job that ended, printed or not, and lists
//! completed, cancelled and aborted ones together. So this sends one Get- request (RFC 8010's encoding in an HTTP POST)
//! to the server that CUPS' own clients use, over its socket or TCP. Files are handed over by `lp`, which also knows
//! about passwords and encryption; a server that answers nothing without those leaves these two questions open.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

use super::super::PrintError;

/// Get-Job-Attributes (RFC 8011 §4.3.4).
pub(super) const GET_JOB: u8 = 0x09;
/// Get-Printer-Attributes (RFC 8011 §4.2.5).
pub(super) const GET_PRINTER: u8 = 0x0b;

/// The longest list of papers seen is some 10 KB.
const MAX_ANSWER: u64 = 1 << 20;

/// A question about one object.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) operation: u8,
    /// The object's address at the server: `/jobs/12`, `/printers/Office`.
    pub(super) path: &'a str,
    pub(super) attributes: &'a [&'a str],
}

/// An attribute's value as it came; one with several values comes several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) name: String,
    bytes: Vec<u8>,
}

impl Value {
    #[cfg(test)]
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), bytes: bytes.to_vec() }
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim().to_owned()
    }

    pub(super) fn number(&self) -> Option<i32> {
        Some(i32::from_be_bytes(self.bytes.as_slice().try_into().ok()?))
    }
}

/// Asks a server as `lpstat -H` names it: a socket's path or `host:port`. `None` where it knows no such object.
pub(super) async fn ask(
    server: &str,
    question: Question<'_>,
    limit: Duration,
) -> Result<Option<Vec<Value>>, PrintError> {
    let request = http_request(question);
    let exchange = async {
        if server.starts_with('/') {
            talk(UnixStream::connect(server).await?, &request).await
        } else {
            talk(TcpStream::connect(server).await?, &request).await
        }
    };
    let answer = timeout(limit, exchange)
        .await
        .map_err(|_| PrintError::TimedOut(limit))?
        .map_err(|source| PrintError::Unavailable(Some(source)))?;
    read_answer(&answer)
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &[u8]) -> std::io::Result<Vec<u8>> {
    stream.write_all(request).await?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    Ok(answer)
}

/// HTTP/1.0, so that the answer ends with the connection and is not chunked.
fn http_request(question: Question<'_>) -> Vec<u8> {
    let body = ipp_request(question);
    let head = format!(
        "POST {} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/ipp\r\nContent-Length: {}\r\n\r\n",
        question.path,
        body.len()
    );
    [head.into_bytes(), body].concat()
}

fn ipp_request(question: Question<'_>) -> Vec<u8> {
    // Version 2.0, the operation, request 1, operation attributes.
    let mut body = vec![2, 0, 0, question.operation, 0, 0, 0, 1, 0x01];
    let mut attribute = |tag: u8, name: &str, value: &str| {
        body.push(tag);
        for text in [name, value] {
            // Names and addresses are bounded far below 64 KiB by whoever asks.
            body.extend(u16::try_from(text.len()).unwrap_or_default().to_be_bytes());
            body.extend(text.as_bytes());
        }
    };
    attribute(0x47, "attributes-charset", "utf-8");
    attribute(0x48, "attributes-natural-language", "en");
    let object = if question.operation == GET_JOB { "job-uri" } else { "printer-uri" };
    attribute(0x45, object, &format!("ipp://localhost{}", question.path));
    let mut name = "requested-attributes";
    for wanted in question.attributes {
        attribute(0x44, name, wanted);
        name = ""; // further values of an attribute have none
    }
    body.push(0x03);
    body
}

fn read_answer(answer: &[u8]) -> Result<Option<Vec<Value>>, PrintError> {
    let garbled = || PrintError::Refused("its answer is no IPP".to_owned());
    let mut rest = answer;
    let head_end = answer.windows(4).position(|part| part == b"\r\n\r\n").ok_or_else(garbled)?;
    let head = take(&mut rest, head_end + 4).ok_or_else(garbled)?;
    let status_line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    if status_line.split(|byte| *byte == b' ').nth(1) != Some(b"200") {
        return Err(PrintError::Refused(String::from_utf8_lossy(status_line).into_owned()));
    }
    match take(&mut rest, 8).and_then(|start| start.get(2..4)).ok_or_else(garbled)? {
        [0x00, _] => values(rest).map(Some).ok_or_else(garbled),
        [0x04, 0x06] => Ok(None), // client-error-not-found
        [high, low] => Err(PrintError::Refused(format!("IPP status {high:02x}{low:02x}"))),
        _ => Err(garbled()),
    }
}

/// All attributes of all groups, flat: the names that are asked for here occur in one group alone.
fn values(mut rest: &[u8]) -> Option<Vec<Value>> {
    let mut values: Vec<Value> = Vec::new();
    loop {
        match *take(&mut rest, 1)?.first()? {
            0x03 => return Some(values),
            0x00..=0x0f => {} // the next group
            _ => {
                let own_name = counted(&mut rest)?;
                let bytes = counted(&mut rest)?.to_vec();
                let name = if own_name.is_empty() {
                    values.last()?.name.clone()
                } else {
                    String::from_utf8_lossy(own_name).into_owned()
                };
                values.push(Value { name, bytes });
            }
        }
    }
}

fn counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take(rest, 2)?;
    take(rest, usize::from(u16::from_be_bytes(length.try_into().ok()?)))
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, attributes: &[(u8, &str, &[u8])]) -> Vec<u8> {
        let mut bytes = b"HTTP/1.0 200 OK\r\nContent-Type: application/ipp\r\n\r\n".to_vec();
        bytes.extend([2, 0]);
        bytes.extend(status.to_be_bytes());
        bytes.extend([0, 0, 0, 1, 0x02]);
        for (tag, name, value) in attributes {
            bytes.push(*tag);
            for part in [name.as_bytes(), value] {
                bytes.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
                bytes.extend(part);
            }
        }
        bytes.push(0x03);
        bytes
    }

    fn job() -> Vec<u8> {
        let attributes: [(u8, &str, &[u8]); 3] =
            [(0x23, "job-state", &[0, 0, 0, 9]), (0x44, "job-state-reasons", b"a"), (0x44, "", "é".as_bytes())];
        answer(0, &attributes)
    }

    #[test]
    fn values_come_with_their_names() {
        let values = read_answer(&job()).unwrap().unwrap();
        assert_eq!(values[0].number(), Some(9));
        assert_eq!((values[2].name.as_str(), values[2].text().as_str()), ("job-state-reasons", "é"));
    }

    #[test]
    fn what_is_not_there_and_what_is_refused() {
        assert_eq!(read_answer(&answer(0x0406, &[])).unwrap(), None);
        assert!(matches!(read_answer(&answer(0x0403, &[])), Err(PrintError::Refused(why)) if why.contains("0403")));
        let refused = read_answer(b"HTTP/1.0 426 Upgrade Required\r\n\r\n");
        assert!(matches!(refused, Err(PrintError::Refused(why)) if why.contains("426")));
    }

    #[test]
    fn a_cut_answer_is_none() {
        let whole = job();
        for end in 0..whole.len() {
            assert!(read_answer(&whole[..end]).is_err(), "cut at {end}");
        }
    }
}
