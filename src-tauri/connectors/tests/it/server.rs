//! A server on loopback that says exactly the bytes it is told to, over TCP or TLS.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use connectors::Fingerprint;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{TlsAcceptor, rustls};

/// What to say to a request (its head as text): bytes, and whether to say them over and over.
pub type Say = Arc<dyn Fn(&str) -> (Vec<u8>, bool) + Send + Sync>;

pub struct Server {
    pub address: SocketAddr,
    /// The heads of all requests.
    pub heard: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    pub async fn says(say: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(move |head| (say(head), false))).await
    }

    /// Says the second part without end.
    pub async fn says_endlessly(chunk: Vec<u8>) -> Self {
        Self::start(None, Arc::new(move |_| (chunk.clone(), true))).await
    }

    /// Over TLS with a certificate of its own making for `127.0.0.1`.
    pub async fn says_over_tls(body: &'static str) -> (Self, Fingerprint) {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let fingerprint = Fingerprint::of(&certificate);
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let server = Self::start(Some(acceptor), Arc::new(move |_| (ok(body.as_bytes()), false))).await;
        (server, fingerprint)
    }

    async fn start(tls: Option<TlsAcceptor>, say: Say) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = heard.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, say, log) = (tls.clone(), say.clone(), log.clone());
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, &say, &log).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, &say, &log).await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, heard, task }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, say: &Say, log: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0_u8; 1];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_exact(&mut byte).await.is_err() {
            return;
        }
        head.push(byte[0]);
        // A TLS greeting, to a server that speaks none: answered as web servers do.
        if head == [0x16] {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
            return;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let (bytes, endless) = say(&head);
    log.lock().unwrap().push(head);
    while stream.write_all(&bytes).await.is_ok() && endless {}
    let _ = stream.shutdown().await;
}

/// A whole answer of status 200.
pub fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A redirect.
pub fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}
