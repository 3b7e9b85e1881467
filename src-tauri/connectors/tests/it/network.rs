//! The transport against servers that misbehave.

use bytes::Bytes;
use connectors::{Fate, Fingerprint, HttpTransport, Request, Transport, WriteFault};
use domain::{Code, Fault};

use crate::{
    server::{Server, ok, redirect},
    shop::{KEY, SECRET},
};

fn request(url: &str) -> Request {
    let mut basic: http::HeaderValue = format!("Basic {SECRET}").parse().unwrap();
    basic.set_sensitive(true);
    http::Request::get(format!("{url}?oauth_consumer_key={KEY}&oauth_signature=s%2Bs"))
        .header("authorization", basic)
        .body(Bytes::new())
        .unwrap()
}

async fn get(url: &str) -> Result<connectors::Answer, Fault> {
    HttpTransport::new(None).unwrap().send(request(url)).await
}

/// The fault of a request, having seen that it names nothing secret.
async fn fault(url: &str) -> Fault {
    let fault = get(url).await.unwrap_err();
    for text in [fault.to_string(), format!("{fault:?}")] {
        for hidden in [KEY, SECRET, "oauth", "s%2Bs", "127.0.0.1"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
    fault
}

#[tokio::test]
async fn a_whole_answer_arrives_with_its_headers() {
    let server = Server::says(|_| ok(b"[1]")).await;
    let answer = get(&server.url("/x")).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.body().as_ref()), (200, b"[1]".as_ref()));
    assert_eq!(answer.headers()["content-length"], "3");
    let heard = server.heard.lock().unwrap()[0].to_lowercase();
    assert!(heard.contains("user-agent: shopbell/"), "{heard}");
    assert!(heard.contains("accept-encoding: gzip"), "{heard}");
}

#[tokio::test]
async fn redirects_are_handed_back() {
    let elsewhere = Server::says(|_| ok(b"[]")).await;
    let target = elsewhere.url("/");
    let server = Server::says(move |_| redirect(&target)).await;
    assert_eq!(get(&server.url("/")).await.unwrap().status().as_u16(), 302);
    assert!(elsewhere.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn broken_connections_have_their_codes() {
    let nobody = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let refused = fault(&format!("http://{nobody}/")).await;
    assert_eq!((refused.code, refused.detail.as_str()), (Code::Unreachable, "the connection was refused"));
    assert_eq!(fault("http://no-such-shop.invalid/").await.code, Code::Unreachable);

    let silent = Server::says(|_| Vec::new()).await;
    assert_eq!(fault(&silent.url("/")).await.code, Code::ConnectionLost);
    let cut = Server::says(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"id\"".to_vec()).await;
    assert_eq!(fault(&cut.url("/")).await.code, Code::ConnectionLost);
    let noise = Server::says(|_| b"220 mail.example ESMTP\r\n".to_vec()).await;
    assert_eq!(fault(&noise.url("/")).await.code, Code::ConnectionLost);
    let plain = Server::says(|_| ok(b"[]")).await;
    let not_tls = fault(&plain.url("/").replace("http:", "https:")).await;
    assert_eq!(not_tls.code, Code::ConnectionLost, "{not_tls}");
    let unpackable = Server::says(|_| {
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope".to_vec()
    })
    .await;
    assert_eq!(fault(&unpackable.url("/")).await.code, Code::BadAnswer);
}

#[tokio::test]
async fn a_body_without_end_is_given_up() {
    let announced = Server::says(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n[".to_vec()).await;
    assert_eq!(fault(&announced.url("/")).await.code, Code::TooLarge);

    let head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    let endless = Server::says_endlessly([head, vec![b'x'; 65_536]].concat()).await;
    let transport = HttpTransport::new(None).unwrap().with_body_limit(1_000_000);
    let fault = transport.send(request(&endless.url("/"))).await.unwrap_err();
    assert_eq!(fault.code, Code::TooLarge);
}

#[tokio::test]
async fn an_untrusted_certificate_is_trusted_by_its_fingerprint_alone() {
    let (server, fingerprint) = Server::says_over_tls("[]").await;
    let url = server.url("/").replace("http:", "https:");
    let refused = fault(&url).await;
    assert_eq!(refused.code, Code::Certificate, "{refused}");
    assert_eq!(Fingerprint::refused(&refused), Some(fingerprint));

    let trusting = HttpTransport::new(Some(fingerprint)).unwrap();
    assert_eq!(trusting.send(request(&url)).await.unwrap().status().as_u16(), 200);

    let (other, _) = Server::says_over_tls("[]").await;
    let url = other.url("/").replace("http:", "https:");
    assert_eq!(trusting.send(request(&url)).await.unwrap_err().code, Code::Certificate);
}

/// A refund, to see what its failure says of its fate.
async fn post(transport: &HttpTransport, url: &str) -> Result<connectors::Answer, WriteFault> {
    let request = http::Request::post(url).body(Bytes::from_static(b"{\"amount\":\"1.00\"}")).unwrap();
    transport.send_write(request).await
}

#[tokio::test]
async fn what_was_never_sent_certainly_left_nothing() {
    let transport = HttpTransport::new(None).unwrap();
    let nobody = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let (untrusted, _) = Server::says_over_tls("{}").await;
    let plain = Server::says(|_| ok(b"{}")).await;
    for (url, code) in [
        (format!("http://{nobody}/"), Code::Unreachable),
        ("http://no-such-shop.invalid/".to_owned(), Code::Unreachable),
        (untrusted.url("/").replace("http:", "https:"), Code::Certificate),
        (plain.url("/").replace("http:", "https:"), Code::ConnectionLost),
    ] {
        let failed = post(&transport, &url).await.unwrap_err();
        assert_eq!((failed.fault.code, failed.fate), (code, Fate::Nothing), "{url}");
    }
    assert!(untrusted.heard.lock().unwrap().is_empty() && plain.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_was_sent_is_sent_once_and_its_fate_is_open() {
    let transport = HttpTransport::new(None).unwrap();
    for said in [
        Vec::new(),
        b"HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n{\"id\"".to_vec(),
        b"220 mail.example ESMTP\r\n".to_vec(),
        b"HTTP/1.1 201 Created\r\nContent-Length: 1073741824\r\n\r\n{".to_vec(),
        b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope"
            .to_vec(),
    ] {
        let server = Server::says(move |_| said.clone()).await;
        assert_eq!(post(&transport, &server.url("/")).await.unwrap_err().fate, Fate::Unknown);
        assert_eq!(server.heard.lock().unwrap().len(), 1, "sent once");
    }
    let elsewhere = Server::says(|_| ok(b"{}")).await;
    let target = elsewhere.url("/");
    let server = Server::says(move |_| {
        String::from_utf8(redirect(&target)).unwrap().replace("302 Found", "307 Temporary Redirect").into_bytes()
    })
    .await;
    assert_eq!(post(&transport, &server.url("/")).await.unwrap().status().as_u16(), 307);
    assert!(elsewhere.heard.lock().unwrap().is_empty(), "redirects are not followed");
}

/// A connection that was kept open and that the server closed meanwhile: a write on it goes out once, or not at all.
#[tokio::test]
async fn a_kept_connection_that_breaks_does_not_send_twice() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let mut posts = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0_u8; 4096];
            while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                let head = String::from_utf8_lossy(&buffer[..read]).into_owned();
                if head.starts_with("POST") {
                    posts += 1;
                    break;
                }
                if head.starts_with("GET /count") {
                    let body = posts.to_string();
                    let _ = stream.write_all(&ok(body.as_bytes())).await;
                    break;
                }
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]").await;
            }
        }
    });
    let transport = HttpTransport::new(None).unwrap();
    for _ in 0..20 {
        transport.send(request(&format!("http://{address}/"))).await.unwrap();
        assert_eq!(post(&transport, &format!("http://{address}/")).await.unwrap_err().fate, Fate::Unknown);
    }
    let counted = transport.send(request(&format!("http://{address}/count"))).await.unwrap();
    assert_eq!(counted.body().as_ref(), b"20");
    server.abort();
}
